"""Documents as PDF.

The same document gives the same bytes. Every font is embedded, text can be copied and searched,
and pages know how many there are. Only this folder imports reportlab.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from threading import Lock

from estimator.documents import paper, press
from estimator.documents.archive import sealed
from estimator.documents.blocks import Document
from estimator.documents.errors import CannotPrint, PrintProblem
from estimator.documents.filing import Filing
from estimator.documents.printable import checked, place_of_block
from estimator.documents.story import Setting
from estimator.documents.styles import Look, Page, sheet_for
from estimator.documents.tags import Tree

__all__ = ["Filing", "Look", "Page", "render_pdf"]

NOTHING_FILED = Filing()

# A font of reportlab keeps its place in the file it reads, which threads would move for each other.
_one_at_a_time = Lock()


def render_pdf(
    document: Document,
    page: Page = Page.LETTER,
    look: Look | None = None,
    filing: Filing = NOTHING_FILED,
) -> bytes:
    """The document as a PDF file, with what `filing` adds to it, and sealed.

    Raises CannotPrint, listing every problem, when some text is in a script the fonts do not
    cover, is too long, or when a link is not one to follow.
    """
    ready = checked(document)
    sheet = sheet_for(look or Look())
    setting = Setting(sheet, *paper.room(page))
    file, tree = BytesIO(), Tree()
    layout = paper.template(file, ready, page, sheet)
    with _one_at_a_time:
        try:
            story = setting.story(ready.blocks, tree) or [press.Spacer(0, 1)]
            layout.build(story, canvasmaker=paper.canvas_for(ready, tree.root, filing))
        except press.LayoutError as fault:
            raise CannotPrint(tuple(_too_tall(ready, setting))) from fault
    return sealed(file.getvalue())


def _too_tall(document: Document, setting: Setting) -> Iterator[PrintProblem]:
    what, advice = "It is taller than a page and cannot be divided.", "Shorten or divide it."
    tall = [at for at, block in enumerate(document.blocks) if setting.is_taller_than_a_page(block)]
    for at in tall:
        yield PrintProblem(place_of_block(document, at), what, advice)
    if not tall:
        yield PrintProblem("document", "A part of it does not fit on a page.", advice)
