"""The scan: a price book priced at every count it sells, to see where its rules work against it.

What a reading of the book cannot show (`checks` does that): where one more costs less, what
discounts come to together, what costs nothing, which deposit rounds to nothing. See `plan` for
what is combined with what. Every finding is one problem with the worst case and the briefs that
show it. Columns are counted with numpy, by the same rules as any estimate. Something else to look
for is a function from a `PricedGrid` to what it `Found`, and its name among the finders of `scan`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import accumulate

import msgspec

from pricing.batch import price_columns
from pricing.book import PriceBook
from pricing.problems import Problem
from pricing.scanning.cliffs import cliffs
from pricing.scanning.grids import Grid, briefs_of
from pricing.scanning.plan import Ranges, grids, situations
from pricing.scanning.priced import Found, PricedGrid
from pricing.scanning.sums import free, no_deposit, stacked
from pricing.values import MILLION

__all__ = ["Scan", "scan"]

ROWS = 500_000
"""Rows priced at a time."""
DISCOUNTS = MILLION // 2
"""Discounts that come to more of the lines than this are told: one half."""


class Scan(msgspec.Struct, frozen=True, gc=False):
    """What was found, in the book's order of sessions, and how many briefs were priced."""

    problems: tuple[Problem, ...]
    priced: int


def scan(book: PriceBook, on: date | None = None, discounts: int = DISCOUNTS) -> Scan:
    """Price what `book` sells on a day (default: its first), and on each day a later offer begins.

    `discounts` is the largest share of the lines, in millionths, that discounts may come to. The
    book must have no errors in `check`. Raises `MayOverflow` like `price_columns`.
    """
    finders: tuple[Finder, ...] = (cliffs, stacked(discounts), free, no_deposit)
    worst: dict[tuple[int, str], Found] = {}
    cut, rows = dict[Problem, None](), 0
    for day, begun in _days(book, on or book.effective_from):
        planned, left_out = _planned(book, day, begun)
        cut |= dict.fromkeys(left_out)
        for priced in _priced(book, day, planned):
            rows += len(priced.grid)
            for kind, finder in enumerate(finders):
                _keep(worst, kind, finder(priced))
    return Scan((*(found.problem for found in worst.values()), *cut), rows)


Finder = Callable[[PricedGrid], Iterable[Found]]


def _keep(worst: dict[tuple[int, str], Found], kind: int, findings: Iterable[Found]) -> None:
    for found in findings:
        key = (kind, found.problem.where)
        if key not in worst or worst[key].weight < found.weight:
            worst[key] = found


def _days(book: PriceBook, on: date) -> Iterator[tuple[date, bool]]:
    """The day of pricing, and each on which an adjustment begins after it."""
    yield on, True
    begins = {rule.when.valid_from for rule in book.adjustments}
    yield from ((day, False) for day in sorted(filter(None, begins)) if day > on)


def _planned(book: PriceBook, on: date, begun: bool) -> tuple[list[Grid], list[Problem]]:
    """The grids of every session type, and what was left out."""
    planned, cut = list[Grid](), list[Problem]()
    for session in book.session_types:
        asked = situations(book, session, on, begun)
        fitting, smaller = grids(Ranges(book, session, asked)) if len(asked) else ([], [])
        planned += fitting
        cut += smaller
    return planned, cut


def _priced(book: PriceBook, on: date, planned: list[Grid]) -> Iterator[PricedGrid]:
    """The grids priced, as many at a time as memory is fine with."""
    while planned:
        sizes = accumulate(len(grid) for grid in planned)
        taken = max(sum(size <= ROWS for size in sizes), 1)
        together, planned = planned[:taken], planned[taken:]
        priced, start = price_columns(book, briefs_of(together, book), on), 0
        for grid in together:
            rows = slice(start, start + len(grid))
            amounts = {name: column[rows] for name, column in priced.amounts.items()}
            yield PricedGrid(book, on, grid, priced.refused[rows], amounts)
            start = rows.stop
