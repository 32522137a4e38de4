"""The part of reportlab the documents are drawn with, and small shapes made from it.

reportlab ships no types, so what the other files need passes through here and `typefaces`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, Literal

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus.doctemplate import LayoutError

__all__ = [
    "A4",
    "LETTER",
    "BaseDocTemplate",
    "Canvas",
    "Color",
    "CondPageBreak",
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


class Shape(Flowable, ABC):  # type: ignore[misc]  # reportlab ships no types
    """Something drawn at one place: `wrap` sets its size, `draw` uses `self.canv`.

    Sizes are in points; the origin is the lower left corner.
    """

    canv: Any
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


class Stack(Shape):
    """Pieces one below the other, `gap` points apart beside their own space before and after."""

    def __init__(self, pieces: Sequence[Any], gap: float = 0.0) -> None:
        super().__init__()
        self.pieces = list(pieces)
        self.gap = gap
        self._heights: list[float] = []

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
    """Pieces side by side, given as (share of the width, piece), `gap` points apart."""

    def __init__(
        self,
        cells: Sequence[tuple[float, Any]],
        gap: float = 0.0,
        level: Literal["top", "middle", "bottom"] = "top",
    ) -> None:
        super().__init__()
        self.cells = list(cells)
        self.gap = gap
        self.level = level
        self._sizes: list[tuple[float, float]] = []

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
