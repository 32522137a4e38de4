"""The way from the items to the total, the payment schedule, and how both follow the items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from estimator.documents.blocks import Entry, TotalsBlock
from estimator.documents.press import Row, Shape, Spacer, Stack
from estimator.documents.styles import Sheet, draw_rule, widest

ROWS_KEPT = 2
"""How many item rows go to the next page with the totals."""
BEFORE_TOTALS = 9.0
TOTALS_GAP, TOTALS_SHARES = 40.0, (0.44, 0.56)
LABEL_GAP = 10.0


class ItemsThenTotals(Shape):
    """Items with their totals below: the totals always have the last rows for company."""

    def __init__(self, items: Any, totals: Any, page_height: float) -> None:
        super().__init__()
        self.items = items
        self.totals = totals
        self.page_height = page_height

    def held(self) -> Sequence[Any]:
        return (self.items, self.totals)

    def measure(self, width: float) -> float:
        self._items_height = float(self.items.wrap(width, self.page_height)[1])
        below = float(self.totals.wrap(width, self.page_height)[1])
        return self._items_height + BEFORE_TOTALS + below

    def split(self, width: float, height: float) -> list[Any]:
        """The rows that fit, and the rest with the totals; [] to start on a fresh page."""
        self.wrap(width, height)
        free = self.items.rows_up_to_the_last(ROWS_KEPT)
        parts = []
        if free > 1:
            before_the_last = sum(self.items.row_heights[:free]) + 0.01
            parts = self.items.split(width, min(height, before_the_last))
        if len(parts) == 2:
            return [parts[0], ItemsThenTotals(parts[1], self.totals, self.page_height)]
        return self._split_on_fresh_page(width, height)

    def _split_on_fresh_page(self, width: float, height: float) -> list[Any]:
        if height < self.page_height - 1:
            return []
        parts = self.items.split(width, height)
        if len(parts) == 2:
            return [parts[0], ItemsThenTotals(parts[1], self.totals, self.page_height)]
        return [self.items, Spacer(0, BEFORE_TOTALS), self.totals]

    def draw(self) -> None:
        self.items.drawOn(self.canv, 0, self.height - self._items_height)
        self.totals.drawOn(self.canv, 0, 0)


def totals_block(block: TotalsBlock, sheet: Sheet, width: float) -> Row:
    """The payment schedule at the left, the way to the total at the right."""
    left, right = (share * (width - TOTALS_GAP) for share in TOTALS_SHARES)
    payments = _amount_lines(block.payments, sheet, left)
    if payments and block.payments_label:
        payments.insert(0, sheet.paragraph(block.payments_label, "label", spaceAfter=1))
    lines = _amount_lines(block.rows, sheet, right)
    last = _amount_lines((block.total,), sheet, right, ("total", "total"))
    to_total = Stack([*lines, Stack([Rule(), *last], gap=5)], gap=1.4)
    columns = [(left, Stack(payments, gap=1.4)), (right, to_total)]
    return Row(columns, gap=TOTALS_GAP, reads="backwards")


class Rule(Shape):
    """A line across, above a total."""

    def measure(self, width: float) -> float:
        return 2.0

    def draw(self) -> None:
        draw_rule(self.canv, self.width, 0)


def _amount_lines(
    entries: Sequence[Entry],
    sheet: Sheet,
    width: float,
    faces: tuple[str, str] = ("line", "figure"),
) -> list[Any]:
    label_face, amount_face = faces
    amounts = min(widest([entry.value for entry in entries], amount_face) + 1, width / 2)
    return [
        Row(
            [
                (width - amounts - LABEL_GAP, sheet.paragraph(entry.label, label_face)),
                (amounts, sheet.paragraph(entry.value, amount_face, "right")),
            ],
            gap=LABEL_GAP,
            reads="as a row",
        )
        for entry in entries
    ]
