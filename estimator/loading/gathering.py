"""The rows of every table gathered into one price book, each mistake where it stands.

What the book itself refuses, and what its checks say, is traced back to the sheet, the row and the
column that it was read from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from pydantic import ValidationError

from estimator.loading.cells import Doubt, meant
from estimator.loading.files import as_problem
from estimator.loading.heads import Row, Rows, Sheet, fit
from estimator.loading.laying import ENTRIES
from estimator.loading.rules import PriceRows
from estimator.loading.tables import BY_NAME, PRICES, TABLES
from estimator.loading.tracing import Path, Tracing
from pricing.book import PriceBook
from pricing.checks import check
from pricing.licences import DIMENSIONS
from pricing.problems import Problem, unknown


class Draft(msgspec.Struct, frozen=True):
    """What was read of an edition: the book where there is one, and all that is wrong with it.

    With an error among the problems the book cannot be used, only mended.
    """

    book: PriceBook | None
    problems: tuple[Problem, ...]
    place: Callable[[str], str] = str
    """Where something stands in the file that stands there in the book."""

    @property
    def is_usable(self) -> bool:
        """Whether it could be published."""
        wrong = any(problem.severity == "error" for problem in self.problems)
        return self.book is not None and not wrong


def gather(sheets: Sequence[Sheet], file: str) -> Draft:
    """The price book in these sheets, or everything that is wrong with them."""
    where = {table.name: f"{file}, {table.name}" for table in TABLES}
    rows, problems = fit(sheets, where)
    if problems:  # with a table or a column missing, every row would be wrong once more
        return Draft(None, tuple(problems))
    gathering = _Gathering(rows, Tracing(where))
    content = gathering.content()
    if gathering.problems:
        return Draft(None, tuple(gathering.problems))
    return _validated(content, gathering.trace)


def _validated(content: dict[str, Any], trace: Tracing) -> Draft:
    try:
        book = PriceBook.model_validate(content)
    except ValidationError as error:
        return Draft(
            None,
            tuple(
                as_problem(detail, trace.of_path(detail["loc"], content))
                for detail in error.errors(include_url=False)
            ),
        )
    place = partial(trace.of_words, content=content)
    found = [
        msgspec.structs.replace(each, where=place(each.where))
        for each in (*_zone(book), *check(book))
    ]
    return Draft(book, tuple(found), place)


def _zone(book: PriceBook) -> Iterator[Problem]:
    try:
        ZoneInfo(book.time_zone)
    except (ValueError, LookupError, OSError):
        what = f"{book.time_zone!r} is not a time zone"
        yield Problem("time_zone", what, "a name such as America/Los_Angeles")


class _Gathering:
    """The content being gathered from the rows, and the problems of single cells."""

    def __init__(self, rows: Rows, trace: Tracing) -> None:
        self.rows, self.trace = rows, trace
        self.problems: list[Problem] = []
        self.prices = PriceRows([(row, self.record(PRICES, row)) for row in rows[PRICES]], trace)

    def content(self) -> dict[str, Any]:
        """Everything that `PriceBook` reads."""
        content = self._single("book", ())
        for table, field in ENTRIES.items():
            content[field] = self._entries(table, (field,), self.rows[table])
        self._charges(content)
        self._grid(content)
        if self.rows["travel"]:
            content["travel"] = self._single("travel", ("travel",))
        content["terms"] = self._terms()
        content["places"] = self._places()
        self.problems += self.prices.problems()
        return content

    def record(self, table: str, row: Row) -> dict[str, Any]:
        """The fields of a row, those of nested records within them."""
        record: dict[str, Any] = {}
        for field, cell in row.cells.items():
            column = BY_NAME[table].column(field)
            if column is None:
                continue
            try:
                value = meant(cell, column)
            except Doubt as doubt:
                at = self.trace.cell(table, row.number, field)
                self.problems.append(Problem(at, doubt.what, doubt.advise))
                continue
            _put(record, field.split("."), value)
        return record

    def _entry(self, table: str, path: Path, row: Row, *apart: str) -> dict[str, Any]:
        """A row as an entry at a place in the book, its prices written into it."""
        record = self.record(table, row)
        self.trace.note(path, table, row.number)
        for column in BY_NAME[table].columns:
            if column.table == PRICES and column.field in record:
                name = record.pop(column.field)
                at = self.trace.cell(table, row.number, column.field)
                record[column.field] = self.prices.rule(name, (*path, column.field), at)
        return {field: value for field, value in record.items() if field not in apart}

    def _entries(self, table: str, path: Path, rows: list[Row], *apart: str) -> list[Any]:
        return [self._entry(table, (*path, index), row, *apart) for index, row in enumerate(rows)]

    def _single(self, table: str, path: Path) -> dict[str, Any]:
        rows = self.rows[table]
        self.trace.note(path, table, rows[0].number if rows else 2)
        for row in rows[1:]:
            at = self.trace.cell(table, row.number)
            self.problems.append(Problem(at, "this table has one row", "taking the others out"))
        return self._entry(table, path, rows[0]) if rows else {}

    def _charges(self, content: dict[str, Any]) -> None:
        keys = [entry.get("key") for entry in content["session_types"]]
        groups = self._grouped("charges", "session", keys, "sessions")
        for index, entry in enumerate(content["session_types"]):
            path = ("session_types", index, "charges")
            rows = groups.pop(entry.get("key"), [])
            entry["charges"] = self._entries("charges", path, rows, "session")

    def _grid(self, content: dict[str, Any]) -> None:
        groups = self._grouped("licence options", "dimension", list(DIMENSIONS), "")
        if not self.rows["licence grid"]:
            for row in self.rows["licence options"]:
                at = self.trace.cell("licence options", row.number)
                what = "there is no licence grid that it could be an option of"
                self.problems.append(Problem(at, what, "a row in the table licence grid"))
            return
        grid = self._single("licence grid", ("licence_grid",))
        for dimension in DIMENSIONS:
            path, rows = ("licence_grid", dimension), groups[dimension]
            grid[dimension] = self._entries("licence options", path, rows, "dimension")
        content["licence_grid"] = grid

    def _terms(self) -> dict[str, Any]:
        terms = self._single("terms", ("terms",))
        steps = self._grouped("notice fees", "of", ["cancellation", "rescheduling"], "")
        for fees, rows in steps.items():
            if rows:
                path = ("terms", fees, "steps")
                found = self._entries("notice fees", path, rows, "of")
                terms[fees] = {**terms.get(fees, {}), "steps": found}
        for name in ("instalments", "texts"):
            terms[name] = self._entries(name, ("terms", name), self.rows[name])
        return terms

    def _places(self) -> list[Any]:
        self.taxes, self.due = self._known_taxes(), set[str]()
        self.rates = self._grouped("tax rates", "tax", list(self.taxes), "taxes")
        places = self._entries("places", ("places",), self.rows["places"])
        statuses = self._grouped(
            "tax statuses", "place", [place.get("key") for place in places], "places"
        )
        for index, place in enumerate(places):
            path, row = ("places", index), self.rows["places"][index]
            place["taxes"] = self._taxes(place, "taxes", (*path, "taxes"), ("places", row))
            rows = statuses.pop(place.get("key"), [])
            inner: Path = (*path, "statuses")
            place["statuses"] = self._entries("tax statuses", inner, rows, "place")
            for at, (status, row) in enumerate(zip(place["statuses"], rows, strict=True)):
                within = (*inner, at, "withholds")
                kept = self._taxes(status, "withholds", within, ("tax statuses", row))
                status["withholds"] = kept
        self.problems += self._idle_taxes()
        return places

    def _taxes(
        self, record: dict[str, Any], field: str, path: Path, source: tuple[str, Row]
    ) -> list[Any]:
        """The taxes that a cell names, with their rates written into them."""
        found: list[Any] = []
        for name in record.get(field, ()):
            at = (*path, len(found))
            if name not in self.taxes:
                where = self.trace.cell(source[0], source[1].number, field)
                self.problems.append(unknown(where, name, tuple(self.taxes)))
                continue
            self.due.add(name)
            tax = self._entry("taxes", at, self.taxes[name], "tax")
            tax["rates"] = self._entries("tax rates", (*at, "rates"), self.rates[name], "tax")
            found.append(tax)
        return found

    def _known_taxes(self) -> dict[str, Row]:
        """The rows of the table of taxes by the names that places call them by."""
        known: dict[str, Row] = {}
        for row in self.rows["taxes"]:
            cell = row.cells.get("tax")
            name = cell.text.strip() if cell else ""
            if not name or name in known:
                what = f"the tax {name!r} is there already" if name else "it is missing"
                where = self.trace.cell("taxes", row.number, "tax")
                self.problems.append(Problem(where, what, "another name"))
            known.setdefault(name, row)
        return known

    def _idle_taxes(self) -> Iterator[Problem]:
        for name, row in self.taxes.items():
            if name and name not in self.due:
                where = self.trace.cell("taxes", row.number, "tax")
                yield Problem(where, f"no place has the tax {name!r}", "naming it in places")

    def _grouped(self, table: str, field: str, keys: list[Any], other: str) -> dict[Any, list[Row]]:
        """The rows of a table by what they belong to; one that belongs to nothing is told."""
        groups: dict[Any, list[Row]] = {key: [] for key in keys}
        for row in self.rows[table]:
            cell = row.cells.get(field)
            key = cell.text.strip() if cell else ""
            if key in groups:
                groups[key].append(row)
            else:
                where = self.trace.cell(table, row.number, field)
                known = tuple(str(each) for each in keys)
                said = unknown(where, key, known) if key else _missing(where, other or field)
                self.problems.append(said)
        return groups


def _missing(where: str, other: str) -> Problem:
    return Problem(where, "it is missing", f"saying which of {other} it belongs to")


def _put(record: dict[str, Any], steps: list[str], value: Any) -> None:
    for step in steps[:-1]:
        record = record.setdefault(step, {})
    record[steps[-1]] = value
