"""Sheets as they were read, held against the tables of a price book: which columns stand where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

import msgspec

from estimator.loading.cells import Cell
from estimator.loading.tables import BY_NAME, TABLES, Table
from pricing.problems import Problem

MOST_ROWS = 5_000
"""More rows than any table of a price list has."""


class Sheet(msgspec.Struct, frozen=True):
    """A sheet as it stands: its rows by the number a spreadsheet shows, the first one its heads."""

    name: str
    rows: tuple[tuple[int, tuple[Cell | None, ...]], ...]


class Row(msgspec.Struct, frozen=True):
    """A row of a table: its number and what stands in it, by the field of the column."""

    number: int
    cells: dict[str, Cell]


Rows = dict[str, list[Row]]


def fit(sheets: Sequence[Sheet], where: Mapping[str, str]) -> tuple[Rows, list[Problem]]:
    """The rows of every table, and what is wrong with the sheets and their heads.

    `where` says how a table is called in the words of a problem. A table or a column that is not
    there is a problem rather than empty: what is left out by mistake must not become free.
    """
    problems = [_unknown(sheet.name) for sheet in sheets if sheet.name not in BY_NAME]
    rows: Rows = {table.name: [] for table in TABLES}
    known = {sheet.name: sheet for sheet in sheets if sheet.name in BY_NAME}
    for table in TABLES:
        if table.name not in known:
            what = f"the table {table.name} is not there"
            problems.append(Problem(where[table.name], what, "the file as it was exported"))
            continue
        fitted = _Fitting(table, where[table.name])
        rows[table.name] = list(fitted.rows(known[table.name]))
        problems += fitted.problems
    return rows, problems


def _unknown(name: str) -> Problem:
    close = get_close_matches(name.casefold(), list(BY_NAME), 1)
    return Problem(
        name[:60], "there is no such table", close[0] if close else "taking it out of the file"
    )


class _Fitting:
    """One sheet being read as a table."""

    def __init__(self, table: Table, where: str) -> None:
        self.table, self.where = table, where
        self.problems: list[Problem] = []

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """The rows with something in them."""
        heads = [cell.text.strip().casefold() if cell else "" for cell in _first(sheet)]
        fields = {column.title.casefold(): column.field for column in self.table.columns}
        self._heads(heads)
        if len(sheet.rows) > MOST_ROWS:
            what = f"it has {len(sheet.rows):,} rows"
            self.problems.append(Problem(self.where, what, f"at most {MOST_ROWS:,}"))
            return
        for number, cells in sheet.rows:
            found = {}
            for index, cell in enumerate(cells):
                if number == 1 or cell is None or not cell.text.strip():
                    continue
                head = heads[index] if index < len(heads) else ""
                if head in fields:
                    found[fields[head]] = cell
                elif not head:
                    self._homeless(number, cell)
            if found:
                yield Row(number, found)

    def _homeless(self, number: int, cell: Cell) -> None:
        what = f"{cell.text[:60]!r} stands under no head"
        advice = "putting it into a column, or taking it out"
        self.problems.append(Problem(f"{self.where}, row {number}", what, advice))

    def _heads(self, heads: list[str]) -> None:
        titles = {title.casefold(): title for title in self.table.titles}
        for title in titles.keys() - set(heads):
            where = f"{self.where}, column {titles[title]}"
            advice = "adding it, empty where there is nothing to say"
            self.problems.append(Problem(where, "the column is not there", advice))
        for head, times in Counter(filter(None, heads)).items():
            if head not in titles:
                close = get_close_matches(head, list(titles), 1)
                advice = close[0] if close else "taking it out"
                where = f"{self.where}, column {head[:60]}"
                self.problems.append(Problem(where, "there is no such column", advice))
            elif times > 1:
                where = f"{self.where}, column {head}"
                self.problems.append(Problem(where, "it is there twice", "keeping one of them"))


def _first(sheet: Sheet) -> tuple[Cell | None, ...]:
    return next((cells for number, cells in sheet.rows if number == 1), ())
