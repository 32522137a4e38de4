"""A price book as tables: which there are, which columns each has, and what their cells hold.

The columns are read off the records of `pricing`, so that a field that is added there has its
column at once; only what is nested (prices, charges, taxes) is laid out here.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from pricing.adjustments import Cap, Fixed, MinimumCharge, Percentage
from pricing.book import (
    Charge,
    Delivery,
    Extra,
    PriceBook,
    RetouchingTier,
    SessionType,
    Travel,
)
from pricing.licences import DIMENSIONS, LicenceClass, LicenceGrid, LicenceOption
from pricing.rules import Measure, Rule
from pricing.tax import Tax, TaxPlace, TaxRate, TaxStatus
from pricing.terms import DiscountLimit, FeeStep, Instalment, Terms, TermsText
from pricing.values import Factor, PartPercent, Percent, Price, Value

Kind = Literal["text", "choice", "price", "percent", "factor", "count", "flag", "day", "lines"]
"""What a cell holds; `lines` are several texts one under the other, `choice` one of a closed list,
or several of it with commas where the column is `several`."""


class Column(msgspec.Struct, frozen=True):
    """A column: the field it stands for (dotted where it is nested), and what its cells hold."""

    field: str
    kind: Kind
    choices: tuple[str, ...] = ()
    several: bool = False
    table: str = ""
    """The table whose first column its cells name a row of."""

    @property
    def title(self) -> str:
        """What stands at its head."""
        return self.field.replace("_", " ").replace(".", " ")


class Table(msgspec.Struct, frozen=True):
    """A table of a price book. `single` tables have one row, or none where that may be missing."""

    name: str
    columns: tuple[Column, ...]
    single: bool = False

    @property
    def titles(self) -> tuple[str, ...]:
        """The heads of its columns, in order."""
        return tuple(column.title for column in self.columns)

    def column(self, field: str) -> Column | None:
        """The column of a field, or None."""
        return next((each for each in self.columns if each.field == field), None)


_SCALARS: dict[object, Kind] = {
    Price: "price",
    Percent: "percent",
    PartPercent: "percent",
    Factor: "factor",
    bool: "flag",
    int: "count",
    date: "day",
    str: "text",
}


def _columns(kind: type[Value], prefix: str = "") -> Iterator[Column]:
    """The columns of a record: its plain fields, and those of the single records in it."""
    hints = get_type_hints(kind, include_extras=True)
    for name, field in kind.model_fields.items():
        column = _column(prefix + (field.alias or name), hints[name])
        inner = _plain(_given(hints[name]))
        if column is not None:
            yield column
        elif isinstance(inner, type) and issubclass(inner, Value) and inner not in _LAID_OUT:
            yield from _columns(inner, f"{prefix}{name}.")


def _column(field: str, hint: Any) -> Column | None:
    hint = _given(hint)
    several = get_origin(_plain(hint)) is tuple
    if several:
        hint = get_args(_plain(hint))[0]
    bare = _plain(hint)
    if get_origin(bare) is Literal:
        return Column(field, "choice", tuple(map(str, get_args(bare))), several)
    kind = _SCALARS.get(hint) or _SCALARS.get(bare)
    if kind is None:
        return None
    if not several:
        return Column(field, kind)
    return Column(field, "choice", several=True) if field in _KEYS else Column(field, "lines")


_KEYS = ("sessions", "when.sessions", "when.delivery", "lifts")
"""Lists of keys, which stand in one cell with commas; other lists are lines of text."""


def _given(hint: Any) -> Any:
    """The hint without `None`."""
    if get_origin(hint) in (Union, types.UnionType):
        given = [each for each in get_args(hint) if each is not type(None)]
        return given[0] if len(given) == 1 else hint
    return hint


def _plain(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def _table(name: str, *kinds: type[Value], single: bool = False) -> Table:
    """A table whose rows are records of these kinds, the columns of all of them once."""
    merged: dict[str, Column] = {}
    for kind in kinds:
        for column in _columns(kind):
            known = merged.get(column.field, column)
            choices = tuple(dict.fromkeys((*known.choices, *column.choices)))
            merged[column.field] = msgspec.structs.replace(column, choices=choices)
    return Table(name, tuple(merged.values()), single)


def _with(table: Table, *columns: Column, first: bool = True) -> Table:
    """The table with further columns, or with these in the place of its own."""
    names = {column.field for column in columns}
    own = [column for column in table.columns if column.field not in names]
    every = (*columns, *own) if first else (*own, *columns)
    return msgspec.structs.replace(table, columns=every)


_LAID_OUT = (LicenceGrid, Travel, Terms)
"""Single records that have a table of their own."""

PRICES = "prices"
_RULE = Column("rule", "text", table=PRICES)
_COST = Column("cost", "text", table=PRICES)
_FEES = ("cancellation", "rescheduling")


def _rule_columns() -> tuple[Column, ...]:
    kinds = tuple(each.model_fields["kind"].default for each in get_args(get_args(Rule)[0]))
    counted = get_args(Measure)
    return (
        Column("name", "text"),
        Column("part", "text"),
        Column("kind", "choice", (*kinds, "share")),
        Column("per", "choice", counted),
        Column("times", "choice", counted),
        Column("of", "choice", _share_of()),
        Column("percent", "percent"),
        Column("from", "count"),
        Column("price", "price"),
        Column("flat", "price"),
        Column("beyond", "count"),
        Column("size", "count"),
        Column("at_least", "count"),
    )


def _share_of() -> tuple[str, ...]:
    column = _table("", Percentage).column("base")
    return column.choices if column else ()


def _keyed(table: Table, field: str, other: str) -> Table:
    """The table, one of its columns naming rows of another."""
    replaced = [
        msgspec.structs.replace(column, table=other) if column.field == field else column
        for column in table.columns
    ]
    return msgspec.structs.replace(table, columns=tuple(replaced))


def _sessions() -> Table:
    table = _keyed(_table("sessions", SessionType), "retouching_included", "retouching")
    return _keyed(table, "licence_included", "licences")


def _adjustments() -> Table:
    table = _table("adjustments", Percentage, Fixed, MinimumCharge, Cap)
    return _with(table, Column("kind", "choice", _kinds(Percentage, Fixed, MinimumCharge, Cap)))


def _kinds(*kinds: type[Value]) -> tuple[str, ...]:
    return tuple(str(each.model_fields["kind"].default) for each in kinds)


_SESSION = Column("session", "text", table="sessions")
_PLACE = Column("place", "text", table="places")
_TAXES = Column("taxes", "choice", several=True)

TABLES: tuple[Table, ...] = (
    _table("book", PriceBook, single=True),
    _sessions(),
    _with(_with(_table("charges", Charge), _SESSION), _RULE, _COST, first=False),
    Table(PRICES, _rule_columns()),
    _table("retouching", RetouchingTier),
    _with(
        _table("licences", LicenceClass),
        msgspec.structs.replace(_RULE, field="charge"),
        first=False,
    ),
    _table("licence grid", LicenceGrid, single=True),
    _with(_table("licence options", LicenceOption), Column("dimension", "choice", DIMENSIONS)),
    _with(_table("extras", Extra), _RULE, _COST, first=False),
    _with(_table("travel", Travel, single=True), _RULE, _COST, first=False),
    _table("deliveries", Delivery),
    _adjustments(),
    _table("discount limits", DiscountLimit),
    _table("terms", Terms, single=True),
    _with(_table("notice fees", FeeStep), Column("of", "choice", _FEES)),
    _table("instalments", Instalment),
    _table("texts", TermsText),
    _with(_table("places", TaxPlace), _TAXES, first=False),
    _with(_table("taxes", Tax), Column("tax", "text")),
    _with(_table("tax rates", TaxRate), Column("tax", "text", table="taxes")),
    _with(
        _with(_table("tax statuses", TaxStatus), _PLACE),
        Column("withholds", "choice", several=True),
        first=False,
    ),
)
"""Every table of a price book, in the order of the sheets."""

BY_NAME = {table.name: table for table in TABLES}
