"""Costs by month as stepped lines with bands, and how far inputs move a figure."""

from __future__ import annotations

from typing import Any

from estimator.documents.blocks import Curve, Curves, SwingBar, SwingBars
from estimator.documents.press import Shape, Stack
from estimator.documents.styles import FACES, INK, LINE, MUTED, WARM, Sheet, widest

PLOT_HEIGHT = 118.0
LABEL_GAP = 8.0
BAND = 0.14
DASH = (4.0, 2.4)
ROOM_ABOVE = 13.0
SWING_THICKNESS = 8.0


def curves(block: Curves, sheet: Sheet) -> Stack:
    """The title, the plot with a name and an amount at the end of each line, and the note."""
    pieces: list[Any] = [sheet.paragraph(block.title, "item"), Plot(block, sheet)]
    if block.note:
        pieces.append(sheet.paragraph(block.note, "small"))
    return Stack(pieces, gap=5)


class Plot(Shape):
    """The lines over months, the amount at the right edge of each."""

    def __init__(self, block: Curves, sheet: Sheet) -> None:
        super().__init__()
        self.block, self.sheet = block, sheet
        self.most = max(max(curve.high) for curve in block.curves) or 1.0
        names = [curve.label for curve in block.curves]
        ends = [curve.end for curve in block.curves]
        self.room = min(max(widest(names, "bar label"), widest(ends, "bar amount")) + 2, 150.0)

    def measure(self, width: float) -> float:
        self.plot = width - self.room - LABEL_GAP
        self.labels = [self._label(curve) for curve in self.block.curves]
        return ROOM_ABOVE + PLOT_HEIGHT + 13

    def _label(self, curve: Curve) -> Stack:
        label = Stack(
            [
                self.sheet.paragraph(curve.label, "bar label"),
                self.sheet.paragraph(curve.end, "bar amount"),
            ]
        )
        label.wrap(self.room, PLOT_HEIGHT)
        return label

    def draw(self) -> None:
        self._frame()
        for curve in self.block.curves:
            self._band(curve)
        for curve in self.block.curves:
            self._line(curve)
        for month in self.block.marks:
            self._mark(month)
        self._name()

    def _colour(self, curve: Curve) -> Any:
        return self.sheet.accent if curve.side == "studio" else WARM

    def _at(self, month: int, amount: float) -> tuple[float, float]:
        months = len(self.block.curves[0].likely) - 1
        return self.plot * month / months, 13 + PLOT_HEIGHT * amount / self.most

    def _steps(self, amounts: tuple[float, ...]) -> list[tuple[float, float]]:
        """The corners of a line that holds each amount until the next month's."""
        points = [self._at(0, amounts[0])]
        for month, amount in enumerate(amounts[1:], start=1):
            points += [self._at(month, amounts[month - 1]), self._at(month, amount)]
        return points

    def _frame(self) -> None:
        canvas, (font, size, _) = self.canv, FACES["small"]
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.7)
        canvas.line(0, 13, self.plot, 13)
        canvas.setFillColor(MUTED)
        canvas.setFont(font, size)
        canvas.drawString(0, 3, self.block.first)
        canvas.drawRightString(self.plot, 3, self.block.last)

    def _band(self, curve: Curve) -> None:
        canvas = self.canv
        outline = self._steps(curve.high) + self._steps(curve.low)[::-1]
        path = canvas.beginPath()
        path.moveTo(*outline[0])
        for point in outline[1:]:
            path.lineTo(*point)
        path.close()
        canvas.saveState()
        canvas.setFillColor(self._colour(curve), alpha=BAND)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.restoreState()

    def _line(self, curve: Curve) -> None:
        canvas, points = self.canv, self._steps(curve.likely)
        path = canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        canvas.saveState()
        canvas.setStrokeColor(self._colour(curve))
        canvas.setLineWidth(1.8)
        if curve.side == "ai":
            canvas.setDash(*DASH)
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.restoreState()

    def _mark(self, month: int) -> None:
        canvas = self.canv
        x, top = self._at(month, self.most)
        canvas.saveState()
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.8)
        canvas.setDash(1.5, 1.5)
        canvas.line(x, 13, x, top)
        canvas.restoreState()

    def _name(self) -> None:
        """The labels at the heights of their lines, pushed apart where they would meet."""
        placed = sorted(zip(self.block.curves, self.labels, strict=True), key=_height, reverse=True)
        ceiling = self.height
        for curve, label in placed:
            _, y = self._at(0, curve.likely[-1])
            below = sum(other.height for _, other in placed[placed.index((curve, label)) + 1 :])
            bottom = min(y - label.height / 2, ceiling - label.height)
            bottom = max(bottom, below)
            label.drawOn(self.canv, self.plot + LABEL_GAP, bottom)
            ceiling = bottom


def _height(labelled: tuple[Curve, Stack]) -> float:
    return labelled[0].likely[-1]


def swing_bars(block: SwingBars, sheet: Sheet) -> Stack:
    """The title, a bar for each input between its two words, and what the lines stand for."""
    ends = [0.0, block.likely]
    for bar in block.bars:
        ends += [bar.at_low, bar.at_high]
    scale = _Scale(min(ends), max(ends), block.likely)
    rows: list[Any] = [sheet.paragraph(block.title, "item")]
    for bar in block.bars:
        words = f"{bar.low_words} – {bar.high_words}"
        label = sheet.paragraph(f"{bar.label}: {words}", "bar label")
        rows.append(Stack([label, Swung(bar, scale, sheet)], gap=1))
    rows.append(sheet.paragraph(f"{block.likely_words} {block.nought_words}", "small"))
    return Stack(rows, gap=5)


class _Scale:
    """Where figures stand between the least and the most of all bars."""

    def __init__(self, least: float, most: float, likely: float) -> None:
        self.least, self.span, self.likely = least, (most - least) or 1.0, likely

    def at(self, figure: float, width: float) -> float:
        """Points from the left."""
        return width * (figure - self.least) / self.span


class Swung(Shape):
    """A bar between the figures at the ends of a range, a line at the likely one and at nought."""

    def __init__(self, bar: SwingBar, scale: _Scale, sheet: Sheet) -> None:
        super().__init__()
        self.bar, self.scale, self.sheet = bar, scale, sheet

    def measure(self, width: float) -> float:
        return SWING_THICKNESS + 4

    def draw(self) -> None:
        canvas, at = self.canv, self.scale.at
        canvas.saveState()
        canvas.setFillColor(LINE)
        canvas.rect(0, 2 + SWING_THICKNESS / 2 - 0.3, self.width, 0.6, stroke=0, fill=1)
        start, end = sorted(at(each, self.width) for each in (self.bar.at_low, self.bar.at_high))
        canvas.setFillColor(self.sheet.accent)
        canvas.roundRect(start, 2, max(end - start, 1.0), SWING_THICKNESS, 1.2, stroke=0, fill=1)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1.2)
        x = at(0.0, self.width)
        canvas.line(x, 0, x, self.height)
        canvas.setStrokeColor(WARM)
        canvas.setDash(1.5, 1.2)
        x = at(self.scale.likely, self.width)
        canvas.line(x, 0, x, self.height)
        canvas.restoreState()
