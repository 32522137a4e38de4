"""The page itself: its margins, what tops and foots every page, and the count of pages."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from estimator.documents import press, typefaces
from estimator.documents.archive import write_archive
from estimator.documents.blocks import Document
from estimator.documents.filing import Filing
from estimator.documents.marking import PAGE_FOOT, PAGE_HEAD, MarkedCanvas
from estimator.documents.signatures import leave_room
from estimator.documents.structure import write_structure
from estimator.documents.styles import LINE, MUTED, Page, Sheet
from estimator.documents.tags import Tag

SIDE, FOOT = 48.0, 47.0
HEAD_FIRST, HEAD_LATER = 34.0, 50.0
STRIP = 5.0
FOOTER_FACE, RUNNING_FACE = (typefaces.REGULAR, 7.4), (typefaces.MEDIUM, 7.6)


def room(page: Page) -> tuple[float, float]:
    """Width and height, in points, of what a page after the first can hold."""
    width, height = page.value
    return width - 2 * SIDE, height - HEAD_LATER - FOOT


def template(file: BytesIO, document: Document, page: Page, sheet: Sheet) -> Any:
    """What lays a document out on pages of this size and writes it to `file`."""
    width, height = page.value

    def decorate(canvas: Any, _template: Any) -> None:
        canvas.setFillColor(sheet.accent)
        canvas.rect(0, height - STRIP, width, STRIP, stroke=0, fill=1)
        if canvas.getPageNumber() > 1:
            with canvas.pagination(PAGE_HEAD):
                canvas.setFillColor(MUTED)
                _write(canvas, document.running_head, (SIDE, height - 33), RUNNING_FACE)

    def template_for(name: str, head: float) -> Any:
        frame = press.Frame(SIDE, FOOT, width - 2 * SIDE, height - FOOT - head, 0, 0, 0, 0)
        return press.PageTemplate(name, [frame], onPage=decorate, autoNextPageTemplate="later")

    layout = press.BaseDocTemplate(
        file,
        pagesize=page.value,
        lang=document.language,
        initialFontName=typefaces.REGULAR,
        invariant=1,
        pageCompression=1,
    )
    layout.addPageTemplates([template_for("first", HEAD_FIRST), template_for("later", HEAD_LATER)])
    return layout


def canvas_for(document: Document, root: Tag, filing: Filing) -> type[Any]:
    """The kind of canvas that writes the foot of this document's pages, its tags and its file."""

    class NumberedCanvas(MarkedCanvas):
        """Holds the pages back until their number is known, then writes their feet."""

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options | {"pdfVersion": (1, 7)})
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802  # reportlab's name
            self.close_page()
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            pages = self._pages
            for number, page in enumerate(pages, start=1):
                self.__dict__.update(page)
                with self.pagination(PAGE_FOOT):
                    _write_foot(self, document, number, len(pages))
                super().showPage()
            if filing.signature:
                leave_room(self, root)
            write_structure(self, root)
            write_archive(self, document, filing)
            self._doc.SaveToFile(self._filename, self)

    return NumberedCanvas


def _write_foot(canvas: Any, document: Document, page: int, pages: int) -> None:
    right_edge = canvas._pagesize[0] - SIDE
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.6)
    canvas.line(SIDE, 40, right_edge, 40)
    canvas.setFillColor(MUTED)
    label = document.page_label.replace("{page}", str(page)).replace("{pages}", str(pages))
    right = "   ".join(filter(None, (document.number, label)))
    start = right_edge - typefaces.width_of(right, *FOOTER_FACE)
    _write(canvas, right, (start, 27), FOOTER_FACE)
    _write(canvas, _fitted(document.footer, start - SIDE - 16), (SIDE, 27), FOOTER_FACE)


def _write(canvas: Any, text: str, at: tuple[float, float], face: tuple[str, float]) -> None:
    x, y = at
    font, size = face
    room = canvas._pagesize[0] - SIDE - x
    for fallback, piece in typefaces.runs(_fitted(text, room, face)):
        canvas.setFont(fallback or font, size)
        canvas.drawString(x, y, piece)
        x += typefaces.width_of(piece, font, size)


def _fitted(text: str, room: float, face: tuple[str, float] = FOOTER_FACE) -> str:
    """`text` on one line, shortened with an ellipsis when it is wider than `room`."""
    line = text.replace("\n", " ")
    if typefaces.width_of(line, *face) <= room + 0.01:
        return line
    while line and typefaces.width_of(f"{line}…", *face) > room:
        line = line[:-1]
    return f"{line.rstrip()}…"
