"""Costs compared as horizontal bars."""

from __future__ import annotations

from typing import Any

from estimator.documents.blocks import CostBar, CostBars, Side
from estimator.documents.press import UNBOUNDED, Row, Shape, Stack
from estimator.documents.styles import SURFACE, WARM, Sheet, widest

THICKNESS = 11.0
LABEL_SHARE = 33.0
STRIPE = 4.0
WIDEST_KEY = 90.0


class Swatch(Shape):
    """A filled strip: solid for the studio, striped for generated images."""

    def __init__(self, sheet: Sheet, side: Side, height: float) -> None:
        super().__init__()
        self.sheet = sheet
        self.side = side
        self.thickness = height

    def measure(self, width: float) -> float:
        return self.thickness

    def draw(self) -> None:
        if self.width <= 0:
            return
        self.canv.saveState()
        outline = self.canv.beginPath()
        outline.roundRect(0, 0, self.width, self.height, min(1.5, self.width / 2))
        self.canv.clipPath(outline, stroke=0, fill=0)
        self.canv.setFillColor(self.sheet.accent if self.side == "studio" else WARM)
        self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        if self.side == "ai":
            self._draw_stripes()
        self.canv.restoreState()

    def _draw_stripes(self) -> None:
        self.canv.setStrokeColor(SURFACE)
        self.canv.setLineWidth(1.1)
        x = -self.height
        while x < self.width:
            self.canv.line(x, 0, x + self.height, self.height)
            x += STRIPE


class Bar(Shape):
    """One bar of `share` (0 to 1) of the room, with its amount at its end."""

    def __init__(self, sheet: Sheet, bar: CostBar, share: float, amount_width: float) -> None:
        super().__init__()
        self.swatch = Swatch(sheet, bar.side, THICKNESS)
        self.amount = sheet.paragraph(bar.amount, "bar amount")
        self.share = share
        self.amount_width = amount_width

    def measure(self, width: float) -> float:
        room = width - self.amount_width - 8
        self.swatch.wrap(max(room * self.share, 1.5 if self.share else 0), THICKNESS)
        self.amount.wrap(self.amount_width + 1, THICKNESS)
        return THICKNESS

    def draw(self) -> None:
        self.swatch.drawOn(self.canv, 0, 0)
        self.amount.drawOn(self.canv, self.swatch.width + (6 if self.share else 0), 0.4)


def cost_bars(block: CostBars, sheet: Sheet) -> Any:
    """The title with its key, then a row per bar."""
    most = max((bar.weight for bar in block.bars), default=0.0) or 1.0
    room = widest([bar.amount for bar in block.bars], "bar amount")
    rows: list[Any] = [_head(block, sheet)]
    for bar in block.bars:
        label = sheet.paragraph(bar.label, "bar label")
        drawn = Bar(sheet, bar, bar.weight / most, room)
        rows.append(Row([(LABEL_SHARE, label), (100 - LABEL_SHARE, drawn)], gap=12, level="middle"))
    return Stack(rows, gap=6)


def _head(block: CostBars, sheet: Sheet) -> Row:
    keys = [
        Key(sheet, side, label)
        for side, label in (("studio", block.studio_label), ("ai", block.ai_label))
        if any(bar.side == side for bar in block.bars)
    ]
    title = sheet.paragraph(block.title, "item")
    return Row([(50, title), (50, Keys(keys))], level="middle")


class Key(Shape):
    """A swatch and the name of what it stands for."""

    GAP = 5.0

    def __init__(self, sheet: Sheet, side: Any, label: str) -> None:
        super().__init__()
        self.swatch = Swatch(sheet, side, 7)
        self.text = sheet.paragraph(label, "small")
        self.text_width = min(widest([label], "small") + 1, WIDEST_KEY)

    def measure(self, width: float) -> float:
        self.swatch.wrap(14, 7)
        self.width = 14 + self.GAP + self.text_width
        return float(self.text.wrap(self.text_width, UNBOUNDED)[1])

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.height = self.measure(width)
        return self.width, self.height

    def draw(self) -> None:
        self.swatch.drawOn(self.canv, 0, (self.height - 7) / 2)
        self.text.drawOn(self.canv, 14 + self.GAP, 0)


class Keys(Shape):
    """Keys set from the right edge."""

    def __init__(self, keys: list[Key]) -> None:
        super().__init__()
        self.keys = keys

    def measure(self, width: float) -> float:
        return max((key.wrap(width, 20)[1] for key in self.keys), default=0.0)

    def draw(self) -> None:
        x = self.width
        for key in reversed(self.keys):
            x -= key.width
            key.drawOn(self.canv, x, 0)
            x -= 16
