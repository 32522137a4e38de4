"""A price book laid out in its tables: rows of cells, in the order in which the book has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from estimator.loading.cells import written
from estimator.loading.tables import BY_NAME, PRICES, TABLES, Column, Table
from pricing.adjustments import Share
from pricing.book import PriceBook
from pricing.licences import DIMENSIONS
from pricing.rules import Block, Flat, Graduated, GreaterOf, LesserOf, PerUnit, Rule, Volume
from pricing.tax import Tax, TaxPlace
from pricing.values import Value

Row = dict[str, str]
"""A row: the text of each filled cell, by the field of its column."""

Tables = dict[str, list[Row]]

ENTRIES = {
    "sessions": "session_types",
    "retouching": "retouching_tiers",
    "licences": "licence_classes",
    "extras": "extras",
    "deliveries": "deliveries",
    "adjustments": "adjustments",
    "discount limits": "discount_limits",
}
"""The tables whose rows are the entries of a field of the book."""


def lay_out(book: PriceBook) -> Tables:
    """Every table of the book; what reads them is `gathering.gather`."""
    return _Laying(book).tables


class _Laying:
    """A book being laid out: its tables so far, and the names that its prices have in them."""

    def __init__(self, book: PriceBook) -> None:
        self.tables: Tables = {table.name: [] for table in TABLES}
        self._taxes: dict[str, Tax] = {}
        self._add("book", book)
        for name, field in ENTRIES.items():
            for entry in getattr(book, field):
                self._add(name, entry, **self._priced(name, entry))
        self._charges(book)
        self._licence_grid(book)
        if book.travel is not None:
            self._add("travel", book.travel, **self._priced("travel", book.travel))
        self._terms(book)
        for place in book.places:
            self._place(place)

    def _add(self, name: str, value: Value, **more: str) -> None:
        table = BY_NAME[name]
        self.tables[name].append({**_row(value, table), **more})

    def _priced(self, table: str, entry: Any) -> Row:
        """The names of an entry's prices, each put into the table of prices."""
        words = f"{table} {entry.key}" if hasattr(entry, "key") else table
        named = {}
        for column in BY_NAME[table].columns:
            rule = getattr(entry, column.field, None)
            if column.table == PRICES and rule is not None:
                more = ", cost" if column.field == "cost" else ""
                named[column.field] = self._name(words + more, rule)
        return named

    def _name(self, words: str, rule: Rule | Share) -> str:
        """A name that no other price has, the rule's rows under it."""
        used = {row["name"] for row in self.tables[PRICES]}
        name, times = words, 1
        while name in used:
            times += 1
            name = f"{words} ({times})"
        self.tables[PRICES] += [{"name": name, **row} for row in rule_rows(rule)]
        return name

    def _charges(self, book: PriceBook) -> None:
        for session in book.session_types:
            for charge in session.charges:
                row = {"session": session.key}
                row["rule"] = self._name(f"{session.key}: {charge.label}", charge.rule)
                if charge.cost is not None:
                    row["cost"] = self._name(f"{session.key}: {charge.label}, cost", charge.cost)
                self._add("charges", charge, **row)

    def _licence_grid(self, book: PriceBook) -> None:
        grid = book.licence_grid
        if grid is None:
            return
        self._add("licence grid", grid)
        for dimension in DIMENSIONS:
            for option in grid.options(dimension):
                self._add("licence options", option, dimension=dimension)

    def _terms(self, book: PriceBook) -> None:
        terms = book.terms
        self._add("terms", terms)
        for fees in ("cancellation", "rescheduling"):
            notice = getattr(terms, fees)
            for step in () if notice is None else notice.steps:
                self._add("notice fees", step, of=fees)
        for name in ("instalments", "texts"):
            for entry in getattr(terms, name):
                self._add(name, entry)

    def _place(self, place: TaxPlace) -> None:
        due = ", ".join(map(self._tax, place.taxes))
        self._add("places", place, **({"taxes": due} if due else {}))
        for status in place.statuses:
            kept = ", ".join(map(self._tax, status.withholds))
            more = {"withholds": kept} if kept else {}
            self._add("tax statuses", status, place=place.key, **more)

    def _tax(self, tax: Tax) -> str:
        """The name of a tax in the tables: its key, numbered where two taxes share one."""
        name, times = tax.key, 1
        while name in self._taxes and self._taxes[name] != tax:
            times += 1
            name = f"{tax.key} {times}"
        if name not in self._taxes:
            self._taxes[name] = tax
            self._add("taxes", tax, tax=name)
            for rate in tax.rates:
                self._add("tax rates", rate, tax=name)
        return name


def _row(value: Value, table: Table) -> Row:
    cells = {column.field: _cell(value, column) for column in table.columns}
    return {field: text for field, text in cells.items() if text}


def _cell(value: Value, column: Column) -> str:
    """The text of a column's field; conditions that ask for nothing stay empty."""
    record: Any = value
    *nested, name = column.field.split(".")
    for step in nested:
        record = getattr(record, step, None)
    if column.table == PRICES or name not in getattr(type(record), "model_fields", {}):
        return ""
    field = getattr(record, name)
    usual = type(record).model_fields[name].default
    return "" if nested == ["when"] and field == usual else written(field, column)


def rule_rows(rule: Rule | Share, part: str = "") -> Iterator[Row]:
    """A price rule as rows: one for each tier, and for each part of a greater or lesser of."""
    row = {"part": part, "kind": rule.kind}
    match rule:
        case Flat():
            yield _filled(row, rule, "price")
        case PerUnit():
            yield _filled(row, rule, "per", "price", "beyond")
        case Block():
            yield _filled(row, rule, "per", "times", "size", "price", "at_least")
        case Volume() | Graduated():
            for tier in rule.tiers:
                begun = {**_filled(row, rule, "per", "times"), "from": str(tier.start)}
                yield begun | _filled(
                    {}, tier, *(("flat",) if not tier.price and tier.flat else ("price", "flat"))
                )
        case GreaterOf() | LesserOf():
            yield row
            for index, each in enumerate(rule.of, 1):
                yield from rule_rows(each, f"{part}.{index}".removeprefix("."))
        case Share():
            yield _filled(row, rule, "of", "percent")


_OPTIONAL = ("beyond", "at_least", "flat")


def _filled(row: Row, record: Value, *fields: str) -> Row:
    """The row with these fields of a record; those that may be left out only where they count."""
    made = {name: text for name, text in row.items() if text}
    for field in fields:
        column, value = BY_NAME[PRICES].column(field), getattr(record, field)
        if column is not None and value is not None and not (field in _OPTIONAL and not value):
            made[field] = written(value, column)
    return made
