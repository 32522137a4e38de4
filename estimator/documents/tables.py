"""Item tables and plain tables, and how they divide over pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from estimator.documents import typefaces
from estimator.documents.blocks import ItemGroup, ItemRow, ItemTable, PlainTable
from estimator.documents.press import Table, TableStyle
from estimator.documents.styles import LINE, MUTED, Sheet, draw_rule, widest
from estimator.documents.tags import COLUMN, ROW, Tag, Tree

TALL_ROW = 240.0
"""A row taller than this many points may break inside; a shorter one moves on whole."""
COLUMN_GAP = 14.0
WIDEST_FIGURES = 0.24
"""The largest share of the width a column of figures takes before its figures wrap."""

# Every cell is given a font, empty ones too: reportlab would set them in Helvetica, not embedded.
_BASE = [
    ("FONT", (0, 0), (-1, -1), typefaces.REGULAR, 8.8, 12.2),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 3.4),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
]


class RowTable(Table):  # type: ignore[misc]  # reportlab ships no types
    """A table that breaks between rows, and inside a row only where that row is very tall.

    Its first row is the header of its columns; with `named_rows`, the first cell of each row is
    the header of that row.
    """

    named_rows = False

    def grow(self, parent: Tag, tree: Tree) -> None:
        table = parent.add("Table")
        for number, cells in enumerate(self._cellvalues):
            self._grow_row(table.add("TR"), number, cells, tree)

    def _grow_row(self, row: Tag, number: int, cells: Sequence[Any], tree: Tree) -> None:
        if self._is_title(number):
            tree.cell(row.add("TD", f"/O/Table/ColSpan {len(cells)}"), cells[0])
            return
        for at, held in enumerate(cells):
            scope = COLUMN if number == 0 else ROW if self.named_rows and at == 0 else ""
            cell = row.add("TH" if scope else "TD", scope)
            tree.cell(cell, held)
            cell.once = number == 0

    def split(self, width: float, height: float) -> list[Any]:
        self.splitInRow = 0
        parts: list[Any] = super().split(width, height)
        if not parts and max(self.row_heights[1:3], default=0) > TALL_ROW:
            self.splitInRow = 1
            self._nosplitCmds: list[Any] = []
            self._nosplitRanges: dict[Any, Any] = {}
            parts = super().split(width, height)
        return parts

    def draw(self) -> None:
        super().draw()
        # Drawn last: a split lays the hairline of the row before it over the line of the header.
        y = sum(self.row_heights[1:])
        draw_rule(self.canv, sum(self._colWidths), y)

    def rows_up_to_the_last(self, kept: int) -> int:
        """How many rows come before the last `kept` items and the group title above them."""
        at = len(self._cellvalues)
        while at > 1 and kept:
            at -= 1
            kept -= not self._is_title(at)
        return at - 1 if at > 1 and self._is_title(at - 1) else at

    def _is_title(self, row: int) -> bool:
        return bool(row and self._cellvalues[row][-1] == "")

    @property
    def row_heights(self) -> list[float]:
        """The height of each row, header first; known once the table was wrapped."""
        heights: list[float] = self._rowHeights
        return heights


def item_table(block: ItemTable, sheet: Sheet, width: float) -> RowTable:
    """The table of what is charged: names and reasons left, figures right."""
    names = (block.columns.item, block.columns.quantity, block.columns.unit_price)
    titles = (*names, block.columns.amount)
    rows = [_headings(titles, ("left", "right", "right", "right"), sheet)]
    style = [*_BASE]
    for group in block.groups:
        _add_group(group, rows, style, sheet)
    return RowTable(
        rows, colWidths=_item_widths(block, width), style=TableStyle(style), repeatRows=1
    )


def _add_group(group: ItemGroup, rows: list[Any], style: list[Any], sheet: Sheet) -> None:
    if group.title and group.rows:
        at = len(rows)
        rows.append([[sheet.paragraph(group.title, "group")], "", "", ""])
        style += [
            ("SPAN", (0, at), (-1, at)),
            ("NOSPLIT", (0, at), (-1, at + 1)),
            ("TOPPADDING", (0, at), (-1, at), 5),
            ("BOTTOMPADDING", (0, at), (-1, at), 0),
            ("TOPPADDING", (0, at + 1), (-1, at + 1), 1.6),
        ]
    for row in group.rows:
        style.append(("LINEBELOW", (0, len(rows)), (-1, len(rows)), 0.5, LINE))
        rows.append(_item_cells(row, sheet))


def _item_cells(row: ItemRow, sheet: Sheet) -> list[Any]:
    words = [sheet.paragraph(row.name, "item")]
    if row.detail:
        words.append(sheet.paragraph(row.detail, "detail"))
    words += [_reason(reason, sheet) for reason in row.reasons]
    figures = [
        [sheet.paragraph(figure, face, "right")]
        for figure, face in (
            (row.quantity, "row figure"),
            (row.unit_price, "row figure"),
            (row.amount, "item"),
        )
    ]
    return [words, *figures]


def _reason(reason: str, sheet: Sheet) -> Any:
    return sheet.point(reason, "reason", "›", "P")


def _item_widths(block: ItemTable, width: float) -> list[float]:
    columns = block.columns
    rows = [row for group in block.groups for row in group.rows]
    figures = (
        (columns.quantity, "row figure", [row.quantity for row in rows]),
        (columns.unit_price, "row figure", [row.unit_price for row in rows]),
        (columns.amount, "item", [row.amount for row in rows]),
    )
    widths = [
        min(
            WIDEST_FIGURES * width,
            COLUMN_GAP + max(widest([title], "column"), widest(texts, face)),
        )
        for title, face, texts in figures
    ]
    return [width - sum(widths), *widths]


def plain_table(block: PlainTable, sheet: Sheet, width: float) -> RowTable:
    """A header and rows of text; columns as wide as what they hold asks for."""
    rows = [_headings(block.header, block.align, sheet)]
    for row in block.rows:
        faces = ("figure", *["line"] * (len(row) - 1))
        rows.append(
            [
                [sheet.paragraph(text, face, side)]
                for text, face, side in zip(row, faces, block.align, strict=True)
            ]
        )
    padded = [
        *_BASE,
        ("LINEBELOW", (0, 1), (-1, -1), 0.5, LINE),
        ("RIGHTPADDING", (0, 0), (-2, -1), COLUMN_GAP),
    ]
    table = RowTable(
        rows, colWidths=_plain_widths(block, width), style=TableStyle(padded), repeatRows=1
    )
    table.named_rows = True
    return table


def _plain_widths(block: PlainTable, width: float) -> list[float]:
    """Each column gets what it asks for; when that is too much, wide ones give way."""
    asked = [
        COLUMN_GAP + max(widest([title], "column"), widest(texts, "figure")) + 1
        for title, *texts in zip(block.header, *block.rows, strict=True)
    ]
    fair = width / len(asked)
    if sum(asked) > width:
        spare = width - sum(min(want, fair) for want in asked)
        over = sum(max(want - fair, 0) for want in asked)
        return [min(want, fair) + spare * max(want - fair, 0) / over for want in asked]
    return [want + (width - sum(asked)) / len(asked) for want in asked]


def _headings(titles: Sequence[str], sides: Sequence[str], sheet: Sheet) -> list[Any]:
    return [
        [sheet.paragraph(title, "column", side, textColor=MUTED)]
        for title, side in zip(titles, sides, strict=True)
    ]
