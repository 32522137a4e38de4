"""What is scanned: the grids of each session type, and what was too large to price in full.

The counts of one session type (people, images, looks, minutes, stations) are combined in full with
every finer retouching, licence and situation where that many rows fit. Where they do not, each
count takes every value that is sold while the others stand at their landmarks: the least, the
most, and each threshold of the book with the count before it. So does the distance, and each
extra, with as much time as the people need. Of a licence grid the cheapest and the dearest cell
stand for the others.

A situation is what else conditions ask: code, kind of client, delivery, day and hour. There is the
plain one, one for each discount with conditions, and one in which all discounts hold that can.
Not scanned: several sittings in one brief, several extras at once, and other places than the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import product
from math import prod

import msgspec

from pricing.adjustments import AdjustmentRule
from pricing.book import PriceBook, SessionType
from pricing.conditions import WEEKDAYS
from pricing.problems import Problem
from pricing.scanning.grids import EXTRA, Axis, Grid, one
from pricing.situations import codes_of
from pricing.thresholds import COUNTS, Count, landmarks, sold

OPEN = -1
SHARE = 60_000
"""Up to so many rows everything is combined with everything."""
MOST = 250_000
"""A grid of more rows than this is cut down, and that is said."""
_AHEAD = 400
"""So many days ahead any weekday comes, in any time of notice."""

Choice = tuple[int, int]
"""A retouching tier and a licence, as places in the book; `OPEN` for what is included."""


class Ranges(msgspec.Struct, frozen=True):
    """What one session type is sold for, on a day."""

    book: PriceBook
    session: SessionType
    situations: Axis

    @property
    def place(self) -> int:
        """Where the session type stands in the book."""
        return self.book.session_types.index(self.session)

    def full(self, count: Count) -> tuple[int, ...]:
        """Every count that is sold; minutes also left open, so that they are what people need."""
        counts = tuple(sold(self.session, count))
        return (0, *counts) if count == "minutes" and counts != (0,) else counts

    def marks(self, count: Count) -> tuple[int, ...]:
        """The landmarks; of minutes what people need, and the most."""
        marks = landmarks(self.book, self.session, count)
        return (0, marks[-1]) if count == "minutes" and marks != (0,) else marks

    def tiers(self) -> tuple[int, ...]:
        """The retouching that is included, and each dearer one, by price."""
        tiers = self.book.retouching_tiers
        included = {tier.key: tier.price for tier in tiers}.get(
            self.session.retouching_included or "", 0
        )
        dearer = [place for place, tier in enumerate(tiers) if tier.price > included]
        return (OPEN, *sorted(dearer, key=lambda place: tiers[place].price))

    def licences(self) -> tuple[int, ...]:
        """The licence that is included, each other class, and two cells of the grid."""
        book = self.book
        classes = [
            place
            for place, licence in enumerate(book.licence_classes)
            if licence.key != self.session.licence_included and licence.charge is not None
        ]
        cells: tuple[int, ...] = ()
        if book.licence_grid is not None:
            prices = [book.grid.amount(terms, {book.grid.per: 1}) for terms in book.grid.cells()]
            cells = (prices.index(min(prices)), prices.index(max(prices)))
        first = len(book.licence_classes)
        return (OPEN, *classes, *(first + cell for cell in dict.fromkeys(cells)))


def situations(book: PriceBook, session: SessionType, on: date, begun: bool) -> Axis:
    """What conditions ask besides counts: plain, each discount's own, and all discounts' at once.

    On the day of pricing all rules have `begun`; a later day is for those that begin on it, and
    has no plain situation, and none at all where no rule does.
    """
    rules = [rule for rule in book.adjustments if _matters(rule, session, on, begun)]
    each = [_situation(rule, book, on) for rule in rules]
    together: dict[str, int] = {}
    for answers in each:
        together = {**together, **answers}
    plain: list[dict[str, int]] = [{}] if begun else []
    combined = [together] if each else []
    rows = [_PLAIN | answers for answers in (*plain, *each, *combined)]
    distinct = list(dict.fromkeys(tuple(row.items()) for row in rows))
    columns = {name: tuple(dict(row)[name] for row in distinct) for name in _PLAIN}
    return Axis("situation", columns)


_PLAIN = {"day": OPEN, "hour": OPEN, "delivery": OPEN, "code": -2, "returning": 0, "member": 0}


def _matters(rule: AdjustmentRule, session: SessionType, on: date, begun: bool) -> bool:
    when = rule.when
    if when.sessions and session.key not in when.sessions:
        return False
    if (when.valid_from or on) > on or (when.valid_to or on) < on:
        return False
    if not begun and when.valid_from != on:
        return False
    return rule.direction == "discount" or bool(when.people_from or when.spend_from)


def _situation(rule: AdjustmentRule, book: PriceBook, on: date) -> dict[str, int]:
    """The answers that meet the conditions of a rule."""
    when, answers = rule.when, dict[str, int]()
    if when.code:
        answers["code"] = codes_of(book).index(when.code.casefold())
    if when.clients:
        answers[when.clients[0]] = 1
    if when.delivery:
        keys = [delivery.key for delivery in book.deliveries]
        answers["delivery"] = keys.index(when.delivery[0])
    if when.weekdays or when.notice_below:
        answers["day"] = _day(rule, on).toordinal()
    if when.hour_from is not None:
        answers["hour"] = when.hour_from
    return answers


def _day(rule: AdjustmentRule, on: date) -> date:
    """The first day from `on` on that the rule's weekdays allow."""
    days = (on + timedelta(ahead) for ahead in range(_AHEAD))
    wanted = rule.when.weekdays or WEEKDAYS
    return next(day for day in days if WEEKDAYS[day.weekday()] in wanted)


def grids(ranges: Ranges) -> tuple[list[Grid], list[Problem]]:
    """The grids of a session type, and what had to be left out."""
    whole = _whole(ranges)
    counted = [whole] if len(whole) <= SHARE else list(_counts(ranges))
    fitting, cut = list[Grid](), list[Problem]()
    for grid in (*counted, *_beside(ranges)):
        if len(grid) <= MOST:
            fitting.append(grid)
            continue
        smaller = _smaller(grid)
        fitting.append(smaller)
        cut.append(_cut(ranges, grid, smaller))
    return fitting, cut


def _whole(ranges: Ranges) -> Grid:
    """Everything with everything."""
    counts = [one(count, ranges.full(count)) for count in COUNTS]
    choices = [one("licence", ranges.licences()), one("tier", ranges.tiers())]
    axes = (ranges.situations, *choices, *reversed(counts))
    return Grid(ranges.place, axes, frozenset({*COUNTS, "tier"} - {"stations"}))


def _counts(ranges: Ranges) -> Iterator[Grid]:
    """Each count in full, the others at their landmarks."""
    for count in COUNTS:
        if count != "stations" and len(ranges.full(count)) > 1:
            yield _along(ranges, one(count, ranges.full(count)))


def _along(ranges: Ranges, axis: Axis) -> Grid:
    """One axis in full, and what it may meet: all choices if they fit, else one at a time."""
    marks = {count: ranges.marks(count) for count in COUNTS if count != axis.name}
    if axis.name not in COUNTS:
        marks["minutes"] = (0,)  # as long as the people need
    counts = [one(count, marks[count]) for count in reversed(marks)]
    others = (ranges.situations, *counts, axis)
    every = list(product(ranges.tiers(), ranges.licences()))
    rows = prod(len(other) for other in others)
    chosen = every if rows * len(every) <= SHARE else _one_at_a_time(ranges)
    return Grid(ranges.place, (_choices(chosen), *others), frozenset({axis.name}))


def _one_at_a_time(ranges: Ranges) -> list[Choice]:
    """What is included, each finer retouching, each licence, and the dearest two together."""
    tiers, licences = ranges.tiers(), ranges.licences()
    found = [*((tier, OPEN) for tier in tiers), *((OPEN, licence) for licence in licences)]
    return list(dict.fromkeys([*found, (tiers[-1], licences[-1])]))


def _choices(chosen: Sequence[Choice]) -> Axis:
    tiers, licences = zip(*chosen, strict=True)
    return Axis("choice", {"tier": tiers, "licence": licences})


def _beside(ranges: Ranges) -> Iterator[Grid]:
    """The distance, and each extra with how many of it."""
    book, session = ranges.book, ranges.session
    if book.travel is not None and session.where == "location":
        yield _along(ranges, one("distance", range(book.travel.most + 1)))
    for extra in book.extras:
        if not extra.sessions or session.key in extra.sessions:
            yield _along(ranges, one(EXTRA + extra.key, range(extra.most + 1)))


def _smaller(grid: Grid) -> Grid:
    """The grid with every other value of its longest axis, as often as needed; ends are kept."""
    axes = list(grid.axes)
    while prod(len(axis) for axis in axes) > MOST:
        longest = max(range(len(axes)), key=lambda place: len(axes[place]))
        axes[longest] = _halved(axes[longest])
    return msgspec.structs.replace(grid, axes=tuple(axes))


def _halved(axis: Axis) -> Axis:
    kept = sorted({*range(0, len(axis), 2), len(axis) - 1})
    return Axis(
        axis.name, {n: tuple(values[at] for at in kept) for n, values in axis.columns.items()}
    )


def _cut(ranges: Ranges, grid: Grid, smaller: Grid) -> Problem:
    axis, count = grid.axes[-1].name.removeprefix(EXTRA), len(grid)
    what = f"of {count} prices along {axis} only {len(smaller)} were looked at"
    advice = "fewer thresholds or a smaller range, so that the scan can see everything"
    return Problem(f"session_types.{ranges.session.key}", what, advice, "warning")
