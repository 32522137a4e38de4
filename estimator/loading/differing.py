"""What two editions say differently, cell by cell: everything that is no price."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from estimator.loading.laying import Row, lay_out
from estimator.loading.tables import TABLES, Table
from pricing.book import PriceBook

_BY = {
    "charges": ("session", "label"),
    "prices": ("name", "part", "from"),
    "licence options": ("dimension", "key"),
    "tax rates": ("tax", "effective_from"),
    "tax statuses": ("place", "key"),
    "taxes": ("tax",),
    "discount limits": ("role",),
    "notice fees": ("of", "within_hours"),
    "texts": ("title",),
    "instalments": ("label",),
}
"""What a row is known by; in the other tables by its key, or it is the only one."""

_MOST = 80
_ELSEWHERE = {
    "book": ("effective_from",),
    "prices": ("price", "flat", "percent"),
    "retouching": ("price",),
    "licence grid": ("base",),
    "licence options": ("factor",),
    "adjustments": ("percent", "cap", "price"),
    "instalments": ("percent", "amount"),
}
"""What is told in other words: figures by `pricing.checks.changes`, the first day by itself."""

_COST = ", cost"
"""In the name of a price that is a cost, of which `changes` says nothing."""


def other_changes(before: PriceBook, after: PriceBook) -> Iterator[str]:
    """Every cell that differs and is no price, percentage or factor, in the words of the tables."""
    old, new = lay_out(before), lay_out(after)
    for table in TABLES:
        yield from _of_table(table, _known(table, old[table.name]), _known(table, new[table.name]))


def _known(table: Table, rows: list[Row]) -> dict[str, Row]:
    """The rows by what they are known by; of those that read alike the second is numbered 2."""
    by = _BY.get(table.name, () if table.single else ("key",))
    found, times = dict[str, Row](), Counter[str]()
    for row in rows:
        words = " ".join(filter(None, (table.name, *(row.get(field, "") for field in by))))
        times[words] += 1
        found[words if times[words] == 1 else f"{words} ({times[words]})"] = row
    return found


def _of_table(table: Table, old: dict[str, Row], new: dict[str, Row]) -> Iterator[str]:
    for words in dict.fromkeys((*new, *old)):
        if words not in old:
            yield f"{words}: new"
        elif words not in new:
            yield f"{words}: taken out"
        else:
            yield from _of_row(table, words, old[words], new[words])
    stayed = [words for words in old if words in new]
    if stayed != [words for words in new if words in old]:
        yield f"{table.name}: in another order"


def _of_row(table: Table, words: str, old: Row, new: Row) -> Iterator[str]:
    elsewhere = () if _COST in words else _ELSEWHERE.get(table.name, ())
    for column in table.columns:
        was, now = old.get(column.field, ""), new.get(column.field, "")
        if was != now and column.field not in elsewhere:
            yield f"{words}, {column.title}: {_short(was)} → {_short(now)}"


def _short(text: str) -> str:
    line = " / ".join(text.splitlines()) or "nothing"
    return line if len(line) <= _MOST else f"{line[:_MOST]}…"
