"""The end of a document: terms in two columns, the box to sign, and small print."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import segno

from estimator.documents.blocks import Acceptance, Term, TermsBlock
from estimator.documents.press import Panel, Row, Shape, Spacer, Stack, white
from estimator.documents.styles import INK, MUTED, SURFACE, Sheet
from estimator.documents.tags import Tag, Tree

TERMS_GAP = 24.0
BETWEEN_TERMS = 8.0
QR_SIDE, QR_MARGIN = 80.0, 7.0
WRITING_ROOM = 30.0
PANEL_MARGIN = (18.0, 13.0)


class Terms(Shape):
    """Terms down two columns, cut where the columns come out most alike."""

    def __init__(self, terms: list[Stack], page_height: float) -> None:
        super().__init__()
        self.terms = terms
        self.page_height = page_height

    def held(self) -> Sequence[Any]:
        return self.terms

    def measure(self, width: float) -> float:
        column = (width - TERMS_GAP) / 2
        heights = [float(term.wrap(column, self.page_height)[1]) for term in self.terms]
        self._cut, height = _best_cut(heights)
        return height

    def split(self, width: float, height: float) -> list[Any]:
        """As many terms as fit, then the rest; a term longer than a page runs full width."""
        fitting = 0
        for count in range(1, len(self.terms) + 1):
            if Terms(self.terms[:count], self.page_height).measure(width) > height:
                break
            fitting = count
        if fitting:
            rest = [Terms(self.terms[fitting:], self.page_height)]
            return [Terms(self.terms[:fitting], self.page_height), *rest]
        if self.terms[0].height <= self.page_height:
            return []
        rest = [Terms(self.terms[1:], self.page_height)] if self.terms[1:] else []
        return [*self.terms[0].pieces, *rest]

    def draw(self) -> None:
        self._draw_column(self.terms[: self._cut], 0)
        self._draw_column(self.terms[self._cut :], (self.width + TERMS_GAP) / 2)

    def _draw_column(self, terms: list[Stack], x: float) -> None:
        y = self.height
        for term in terms:
            y -= term.height
            term.drawOn(self.canv, x, y)
            y -= BETWEEN_TERMS


def _best_cut(heights: list[float]) -> tuple[int, float]:
    def column(part: list[float]) -> float:
        return sum(part) + BETWEEN_TERMS * max(len(part) - 1, 0)

    cuts = range(1, len(heights) + 1)
    by_height = [(max(column(heights[:cut]), column(heights[cut:])), -cut) for cut in cuts]
    height, cut = min(by_height, default=(0.0, 0))
    return -cut, height


def terms(block: TermsBlock, sheet: Sheet, page_height: float) -> Terms:
    """The conditions in two columns."""
    return Terms([_term(term, sheet) for term in block.terms], page_height)


def _term(term: Term, sheet: Sheet) -> Stack:
    title = sheet.paragraph(term.title, "term title", kind="H3")
    return Stack([title, sheet.paragraph(term.text, "term")])


class SignatureLine(Shape):
    """Room to write, a line, and what to write under it."""

    def __init__(self, label: Any) -> None:
        super().__init__()
        self.label = label

    def held(self) -> Sequence[Any]:
        return (self.label,)

    def measure(self, width: float) -> float:
        self._label_height = float(self.label.wrap(width, WRITING_ROOM)[1])
        return WRITING_ROOM + self._label_height + 2

    def draw(self) -> None:
        y = self._label_height + 2
        self.canv.setStrokeColor(MUTED)
        self.canv.setLineWidth(0.7)
        self.canv.line(0, y, self.width, y)
        self.label.drawOn(self.canv, 0, 0)


class QrCode(Shape):
    """A QR code on white, centred in its column, and a link to the same address."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    def grow(self, parent: Tag, _tree: Tree) -> None:
        self.tag = parent.add("Link")
        self.tag.alternative = f"QR code: {self.url}"

    def measure(self, width: float) -> float:
        return QR_SIDE + 2 * QR_MARGIN

    def draw(self) -> None:
        canvas = self.canv
        left = (self.width - self.height) / 2
        canvas.setFillColor(white)
        canvas.roundRect(left, 0, self.height, self.height, 5, stroke=0, fill=1)
        rows = _qr_rows(self.url)
        module = QR_SIDE / len(rows)
        squares = canvas.beginPath()
        for number, row in enumerate(rows, start=1):
            y = QR_MARGIN + QR_SIDE - number * module
            for start, length in _dark_runs(row):
                squares.rect(left + QR_MARGIN + start * module, y, length * module, module)
        canvas.setFillColor(INK)
        with canvas.marked(self.tag):
            canvas.drawPath(squares, stroke=0, fill=1)
        canvas.link(self.tag, self.url, (left, 0, left + self.height, self.height))


@lru_cache(maxsize=256)
def _qr_rows(url: str) -> tuple[bytes, ...]:
    return tuple(bytes(row) for row in segno.make(url, error="m", micro=False).matrix)


def _dark_runs(row: bytes) -> list[tuple[int, int]]:
    """Where dark modules start in `row` and how many follow each other."""
    found: list[tuple[int, int]] = []
    for at, module in enumerate(row):
        if module and found and sum(found[-1]) == at:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif module:
            found.append((at, 1))
    return found


def acceptance(block: Acceptance, sheet: Sheet) -> Any:
    """The box to sign; with an address, its QR code stands at the right."""
    words = [
        sheet.paragraph(block.title, "heading", kind="H2", spaceAfter=2),
        sheet.paragraph(block.statement, "body"),
    ]
    lines = [SignatureLine(sheet.paragraph(field, "small")) for field in block.fields]
    pairs = [lines[at : at + 2] for at in range(0, len(lines), 2)]
    words += [Row([(50, line) for line in (*pair, Stack([]))[:2]], gap=18) for pair in pairs]
    if not block.url:
        code = [sheet.paragraph(block.check_code, "small", spaceBefore=6)] * bool(block.check_code)
        return Panel(Stack([*words, *code]), SURFACE, PANEL_MARGIN)
    return Panel(
        Row([(71, Stack(words)), (29, _scan(block, sheet))], gap=22), SURFACE, PANEL_MARGIN
    )


def _scan(block: Acceptance, sheet: Sheet) -> Stack:
    under = [
        sheet.paragraph(text, face, "centre")
        for text, face in ((block.caption, "small strong"), (block.check_code, "small"))
        if text
    ]
    return Stack([QrCode(block.url), Spacer(0, 4), *under])
