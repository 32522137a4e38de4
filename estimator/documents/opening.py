"""The top of page one: letterhead, parties, and the strip with the total and the next step."""

from __future__ import annotations

from typing import Any

from estimator.documents import typefaces
from estimator.documents.blocks import Entry, Letterhead, Parties, Party, Summary
from estimator.documents.press import Panel, Row, Shape, Stack, white
from estimator.documents.styles import SURFACE, WARM, Sheet
from estimator.documents.tags import Tag, Tree

MARK = 36.0
COLUMNS = (0.37, 0.31, 0.32)
COLUMN_GAP = 18.0
STRIP_MARGIN = 18.0
BIGGEST_TOTAL, SMALLEST_TOTAL = 23.0, 12.0


class Mark(Shape):
    """The studio's mark: its initials, or a portrait, on a rounded square of the accent."""

    def __init__(self, sheet: Sheet, initials: str) -> None:
        super().__init__()
        self.sheet = sheet
        self.initials = initials

    def measure(self, width: float) -> float:
        return MARK

    def draw(self) -> None:
        canvas = self.canv
        canvas.saveState()
        frame = canvas.beginPath()
        frame.roundRect(0, 0, MARK, MARK, 8)
        canvas.clipPath(frame, stroke=0, fill=0)
        canvas.setFillColor(self.sheet.accent)
        canvas.rect(0, 0, MARK, MARK, stroke=0, fill=1)
        self._draw_initials() if self.initials else self._draw_portrait()
        canvas.restoreState()

    def _draw_portrait(self) -> None:
        canvas = self.canv
        canvas.setFillColor(WARM)
        corner = canvas.beginPath()
        corner.moveTo(0, MARK)
        corner.lineTo(12, MARK)
        corner.lineTo(0, MARK - 12)
        canvas.drawPath(corner, stroke=0, fill=1)
        canvas.setFillColor(white)
        canvas.circle(MARK / 2, MARK * 0.61, MARK * 0.17, stroke=0, fill=1)
        canvas.roundRect(MARK * 0.22, -8, MARK * 0.56, 8 + MARK * 0.36, 9, stroke=0, fill=1)

    def _draw_initials(self) -> None:
        size = {1: 19.0, 2: 15.5}.get(len(self.initials), 12.0)
        text = self.sheet.paragraph(
            self.initials, "studio", "centre", textColor=white, fontSize=size, leading=size
        )
        text.wrap(MARK, MARK)
        text.drawOn(self.canv, 0, (MARK - size) / 2 + size * 0.06)


class Button(Shape):
    """Words on a filled shape that opens an address."""

    HEIGHT = 29.0

    def __init__(self, sheet: Sheet, words: str, url: str) -> None:
        super().__init__()
        self.sheet = sheet
        self.url = url
        self.called = words
        self.words = sheet.paragraph(words, "due", "centre", textColor=white, fontSize=9.4)

    def grow(self, parent: Tag, _tree: Tree) -> None:
        self.tag = parent.add("Link")
        self.tag.alternative = f"{self.called}: {self.url}"

    def measure(self, width: float) -> float:
        self._text_height = float(self.words.wrap(width - 16, self.HEIGHT)[1])
        return max(self.HEIGHT, self._text_height + 12)

    def draw(self) -> None:
        canvas = self.canv
        canvas.setFillColor(self.sheet.accent)
        canvas.roundRect(0, 0, self.width, self.height, 5, stroke=0, fill=1)
        with canvas.marked(self.tag):
            self.words.drawOn(canvas, 8, (self.height - self._text_height) / 2 - 0.8)
        canvas.link(self.tag, self.url, (0, 0, self.width, self.height))


def letterhead(block: Letterhead, sheet: Sheet) -> Any:
    """The mark, the studio's name and tagline, and the kind of document at the right."""
    names = [sheet.paragraph(block.studio, "studio")]
    if block.tagline:
        names.append(sheet.paragraph(block.tagline, "tagline"))
    studio = Row([(MARK + 10, Mark(sheet, block.initials)), (270, Stack(names))], level="middle")
    title = sheet.paragraph(block.title, "title", "right", "H1")
    return Row([(62, studio), (38, title)], gap=COLUMN_GAP, level="middle")


def parties(block: Parties, sheet: Sheet) -> Any:
    """The three columns under the letterhead."""
    details = Stack(
        [_label(block.details_label, sheet), *(_detail(entry, sheet) for entry in block.details)]
    )
    columns = (_party(block.client, sheet), _party(block.studio, sheet), details)
    return Row(list(zip(COLUMNS, columns, strict=True)), gap=COLUMN_GAP)


def summary(block: Summary, sheet: Sheet, width: float) -> Any:
    """The strip: total, what is due to book, and the button or the words of the next step.

    Its middle column starts where the middle column of the parties above it starts.
    """
    due = [
        sheet.paragraph(text, face)
        for text, face in ((block.due, "due"), (block.due_note, "line"))
        if text
    ]
    if block.due_label:
        due.insert(0, _label(block.due_label, sheet, muted=True))
    first, second, third = (share * (width - 2 * COLUMN_GAP) for share in COLUMNS)
    figures = Row(
        [(first - STRIP_MARGIN, _total(block, sheet)), (second, Stack(due))], gap=COLUMN_GAP
    )
    cells = [
        (first - STRIP_MARGIN + COLUMN_GAP + second, figures),
        (third - STRIP_MARGIN, _action(block, sheet)),
    ]
    row = Row(cells, gap=COLUMN_GAP, level="middle")
    return Panel(row, SURFACE, (STRIP_MARGIN, 11), bar=sheet.accent)


def _total(block: Summary, sheet: Sheet) -> Stack:
    room = 160.0
    wide = typefaces.width_of(block.total, typefaces.BOLD, BIGGEST_TOTAL)
    size = max(SMALLEST_TOTAL, min(BIGGEST_TOTAL, BIGGEST_TOTAL * room / max(wide, 1)))
    total = sheet.paragraph(block.total, "title", fontSize=size, leading=size * 1.2)
    return Stack([_label(block.total_label, sheet, muted=True), total], gap=1)


def _action(block: Summary, sheet: Sheet) -> Any:
    if block.url and block.action:
        return Button(sheet, block.action, block.url)
    return sheet.paragraph(block.action, "due") if block.action else Stack([])


def _party(party: Party, sheet: Sheet) -> Stack:
    lines = [sheet.paragraph(line, "line") for line in party.lines]
    name = sheet.paragraph(party.name, "name")
    return Stack([_label(party.label, sheet), name, *lines])


def _detail(entry: Entry, sheet: Sheet) -> Row:
    label = sheet.paragraph(entry.label, "line")
    value = sheet.paragraph(entry.value, "figure", "right")
    return Row([(42, label), (58, value)], gap=6, reads="as a row")


def _label(text: str, sheet: Sheet, muted: bool = False) -> Any:
    changes = {"textColor": sheet.style("line").textColor} if muted else {}
    return sheet.paragraph(text, "label", **changes, spaceAfter=1.5)
