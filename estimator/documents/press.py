"""The part of reportlab the documents are drawn with, and small shapes made from it.

reportlab ships no types, so what the other files need passes through here and `typefaces`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, Literal

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus import Paragraph as PlainParagraph
from reportlab.platypus.doctemplate import LayoutError

from estimator.documents.tags import ROW, Tag, Tree

__all__ = [
    "A4",
    "LETTER",
    "BaseDocTemplate",
    "Color",
    "CondPageBreak",
    "Figure",
    "Flowable",
    "Frame",
    "HexColor",
    "LayoutError",
    "PageBreak",
    "PageTemplate",
    "Panel",
    "Paragraph",
    "ParagraphStyle",
    "Row",
    "Shape",
    "Spacer",
    "Stack",
    "Table",
    "TableStyle",
    "white",
]

UNBOUNDED = 1_000_000.0
rl_config.useA85 = 0  # streams are written as bytes, not as text that is a quarter longer


class Paragraph(PlainParagraph):  # type: ignore[misc]  # reportlab ships no types
    """A paragraph that knows its tag, and hands it on to the parts it is divided into.

    `kind` is P, LI for a point of a list, or H1 to H3. A point's mark is drawn apart from its
    words, so that it can be told from them; of a P it is an ornament.
    """

    kind = "P"
    tag: Tag | None = None
    mark_tag: Tag | None = None
    bulletText: str | None  # noqa: N815  # reportlab's name for the mark
    _wrapped: tuple[float, tuple[float, float]] = (-1.0, (0.0, 0.0))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Its width and height; lines depend on the width alone and are broken once for each."""
        if width != self._wrapped[0] or not hasattr(self, "blPara"):  # dividing it forgets them
            self._wrapped = width, super().wrap(width, height)
        return self._wrapped[1]

    def grow(self, parent: Tag, tree: Tree) -> None:
        """Its tag; nothing for a paragraph without words."""
        if self.kind == "LI":
            item = tree.item(parent)
            self.mark_tag, self.tag = item.add("Lbl"), item.add("LBody")
        elif self.kind.startswith("H"):
            self.tag = tree.heading(parent, int(self.kind[1]))
        else:
            self.tag = parent.add(self.kind)

    def split(self, width: float, height: float) -> list[Any]:
        """The parts, each of which is still the same paragraph to a reader."""
        parts: list[Any] = super().split(width, height)
        for part in parts:
            part.tag, part.mark_tag = self.tag, self.mark_tag
        return parts

    def draw(self) -> None:
        """Draws the mark of a point, then the words."""
        mark, self.bulletText = self.bulletText, None
        if mark and self.blPara.lines:
            with self.canv.marked(self.mark_tag):
                end = self._draw_mark(mark)
            self._offsets = [max(end - self.style.leftIndent, 0.0), 0.0]
        with self.canv.marked(self.tag):
            super().draw()
        self.bulletText = mark

    def _draw_mark(self, mark: str) -> float:
        """Draws it as reportlab does; the words of the first line begin there at the earliest."""
        first = self.blPara if self.blPara.kind == 0 else self.blPara.lines[0]
        style = self.style
        line = self.canv.beginText(style.bulletIndent, self.height - first.fontSize)
        line.setFont(style.bulletFontName, style.bulletFontSize)
        line.setFillColor(style.bulletColor)
        line.textOut(mark)
        self.canv.drawText(line)
        return float(line.getX() + style.bulletFontSize * 0.6)


class Shape(Flowable, ABC):  # type: ignore[misc]  # reportlab ships no types
    """Something drawn at one place: `wrap` sets its size, `draw` uses `self.canv`.

    Sizes are in points; the origin is the lower left corner.
    """

    canv: Any
    tag: Tag | None = None
    width: float = -1.0
    height: float = 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Takes the width on offer; returns the width and height it will use."""
        if width != self.width:  # pages ask several times, and measuring is most of the work
            self.width, self.height = width, self.measure(width)
        return self.width, self.height

    @abstractmethod
    def measure(self, width: float) -> float:
        """The height needed at `width`."""

    @abstractmethod
    def draw(self) -> None:
        """Draws on `self.canv`."""

    def held(self) -> Sequence[Any]:
        """The pieces inside, in the order in which they are read."""
        return ()

    def grow(self, parent: Tag, tree: Tree) -> None:
        """Adds the tags of what it holds; a shape alone is an ornament."""
        tree.grow(self.held(), parent)


class Stack(Shape):
    """Pieces one below the other, `gap` points apart beside their own space before and after."""

    def __init__(self, pieces: Sequence[Any], gap: float = 0.0) -> None:
        super().__init__()
        self.pieces = list(pieces)
        self.gap = gap
        self._heights: list[float] = []

    def held(self) -> Sequence[Any]:
        return self.pieces

    def measure(self, width: float) -> float:
        self._heights = [float(piece.wrap(width, UNBOUNDED)[1]) for piece in self.pieces]
        return sum(self._heights) + sum(self._space_before(n) for n in range(len(self.pieces)))

    def _space_before(self, number: int) -> float:
        if number == 0:
            return 0.0
        before = float(self.pieces[number].getSpaceBefore())
        return self.gap + max(before, float(self.pieces[number - 1].getSpaceAfter()))

    def draw(self) -> None:
        y = self.height
        for number, (piece, height) in enumerate(zip(self.pieces, self._heights, strict=True)):
            y -= height + self._space_before(number)
            piece.drawOn(self.canv, 0, y)

    def split(self, width: float, height: float) -> list[Any]:
        """Parts only when no page could hold the whole: then its pieces flow one by one."""
        return [] if self.wrap(width, height)[1] <= height or len(self.pieces) < 2 else self.pieces


class Row(Shape):
    """Pieces side by side, given as (share of the width, piece), `gap` points apart.

    `reads` says what they are to a reader: pieces from the left, the same from the right, or a row
    of a table, its first cell the heading.
    """

    def __init__(
        self,
        cells: Sequence[tuple[float, Any]],
        gap: float = 0.0,
        level: Literal["top", "middle", "bottom"] = "top",
        reads: Literal["forwards", "backwards", "as a row"] = "forwards",
    ) -> None:
        super().__init__()
        self.cells = list(cells)
        self.gap = gap
        self.level = level
        self.reads = reads
        self._sizes: list[tuple[float, float]] = []

    def held(self) -> Sequence[Any]:
        pieces = [piece for _, piece in self.cells]
        return pieces[::-1] if self.reads == "backwards" else pieces

    def grow(self, parent: Tag, tree: Tree) -> None:
        if self.reads != "as a row":
            super().grow(parent, tree)
            return
        row = tree.row(parent)
        first, *others = self.held()
        tree.cell(row.add("TH", ROW), [first])
        for piece in others:
            tree.cell(row.add("TD"), [piece])

    def measure(self, width: float) -> float:
        shared = width - self.gap * (len(self.cells) - 1)
        total = sum(share for share, _ in self.cells)
        widths = [shared * share / total for share, _ in self.cells]
        self._sizes = [
            (cell_width, float(piece.wrap(cell_width, UNBOUNDED)[1]))
            for cell_width, (_, piece) in zip(widths, self.cells, strict=True)
        ]
        return max(height for _, height in self._sizes)

    def draw(self) -> None:
        x = 0.0
        rise = {"top": 1.0, "middle": 0.5, "bottom": 0.0}[self.level]
        for (width, height), (_, piece) in zip(self._sizes, self.cells, strict=True):
            piece.drawOn(self.canv, x, (self.height - height) * rise)
            x += width + self.gap


class Panel(Shape):
    """A piece on a tinted, rounded ground; `bar` colours a strip along its left edge."""

    RADIUS = 6.0

    def __init__(self, piece: Any, ground: Color, margin: tuple[float, float], bar: Any = None):
        super().__init__()
        self.piece = piece
        self.ground = ground
        self.margin = margin
        self.bar = bar

    def held(self) -> Sequence[Any]:
        return (self.piece,)

    def measure(self, width: float) -> float:
        across, down = self.margin
        return float(self.piece.wrap(width - 2 * across, UNBOUNDED)[1]) + 2 * down

    def draw(self) -> None:
        canvas = self.canv
        canvas.setFillColor(self.ground)
        canvas.roundRect(0, 0, self.width, self.height, self.RADIUS, stroke=0, fill=1)
        if self.bar is not None:
            canvas.setFillColor(self.bar)
            canvas.roundRect(0, 0, 4, self.height, 2, stroke=0, fill=1)
        self.piece.drawOn(canvas, *self.margin)


class Figure(Shape):
    """A drawing that is one picture to a reader, with words that say what it shows."""

    def __init__(self, piece: Any, alternative: str) -> None:
        super().__init__()
        self.piece = piece
        self.alternative = alternative

    def grow(self, parent: Tag, _tree: Tree) -> None:
        self.tag = parent.add("Figure")
        self.tag.alternative = self.alternative

    def measure(self, width: float) -> float:
        return float(self.piece.wrap(width, UNBOUNDED)[1])

    def split(self, width: float, height: float) -> list[Any]:
        """Parts only when no page could hold the whole; the first of them speaks for all."""
        self.wrap(width, height)
        parts = [
            Figure(part, self.alternative) for part in self.piece.splitOn(self.canv, width, height)
        ]
        for part in parts:
            part.tag = self.tag
        return parts

    def draw(self) -> None:
        with self.canv.marked(self.tag):
            if self.tag is not None and self.tag.box is None:
                self.tag.box = self.canv.place(self.width, self.height)
            self.piece.drawOn(self.canv, 0, 0)
