"""One sitting in numbers, and what conditions ask of it: for one, for a column, or for bounds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import msgspec

from pricing.book import PriceBook, SessionType
from pricing.conditions import WEEKDAYS, ClientKind, Weekday
from pricing.counting import Asked

OPEN = -1
"""What the client leaves open."""
UNKNOWN = -2
"""What the price book does not have."""


class Chosen(msgspec.Struct, frozen=True, gc=False):
    """One sitting in numbers; keys are places in the price book's tables, `OPEN` or `UNKNOWN`.

    `licence` counts the classes and then the cells of the grid. `day` is the day's ordinal.
    `code` is a place in `codes_of`, `status` one in `statuses_of`. `returning` and `member` are
    0 or 1.
    """

    asked: Asked
    tier: int
    licence: int
    extras: tuple[int, ...]
    place: int
    status: int
    distance: int
    day: int
    hour: int
    delivery: int
    code: int
    returning: int
    member: int


def codes_of(book: PriceBook) -> tuple[str, ...]:
    """The codes of a price book, in small letters."""
    codes = (rule.when.code.casefold() for rule in book.adjustments if rule.when.code)
    return tuple(dict.fromkeys(codes))


def statuses_of(book: PriceBook) -> tuple[str, ...]:
    """What clients may be to the taxes of the places of a price book."""
    keys = (status.key for place in book.places for status in place.statuses)
    return tuple(dict.fromkeys(keys))


class Sold(NamedTuple):
    """A price book on the day of pricing."""

    book: PriceBook
    on: date


class NumberSituation:
    """The answers of a sitting in numbers, once its lines come to `spend` (millionths)."""

    def __init__(self, chosen: Chosen, session: SessionType, sold: Sold, spend: int) -> None:
        self.chosen, self.session, self.on = chosen, session, sold.on
        self.codes = codes_of(sold.book)
        self.deliveries = [delivery.key for delivery in sold.book.deliveries]
        self.spend = spend
        self.people = chosen.asked.people

    def is_priced_from(self, day: date) -> bool:
        """Whether it is priced on that day or later."""
        return self.on >= day

    def is_priced_by(self, day: date) -> bool:
        """Whether it is priced on that day or earlier."""
        return self.on <= day

    def has_code(self, code: str) -> bool:
        """Whether that code was given."""
        return self.chosen.code == self.codes.index(code.casefold())

    def is_used_below(self, times: int) -> bool:
        """Whether the code was used less often before: never used, in a column."""
        return times > 0

    def has_session(self, keys: tuple[str, ...]) -> bool:
        """Whether one of those sessions is booked."""
        return self.session.key in keys

    def has_delivery(self, keys: tuple[str, ...]) -> bool:
        """Whether one of those deliveries is chosen."""
        return _any(self.chosen.delivery == self.deliveries.index(key) for key in keys)

    def is_client(self, kinds: tuple[ClientKind, ...]) -> bool:
        """Whether the client is of one of those kinds."""
        kinds_of = {"returning": self.chosen.returning, "member": self.chosen.member}
        return _any(kinds_of[kind] == 1 for kind in kinds)

    def is_weekday(self, weekdays: tuple[Weekday, ...]) -> bool:
        """Whether the session is on one of those days; day 1 of the calendar was a Monday."""
        weekday = (self.chosen.day - 1) % 7
        on_one = _any(weekday == WEEKDAYS.index(day) for day in weekdays)
        return (self.chosen.day != OPEN) & on_one

    def is_from_hour(self, hour: int) -> bool:
        """Whether the session begins at that hour or later."""
        return self.chosen.hour >= hour

    def is_within(self, days: int) -> bool:
        """Whether the session is less than so many days away."""
        away = self.chosen.day - self.on.toordinal()
        return (self.chosen.day != OPEN) & (away < days)


def holds(conditions: Iterable[bool]) -> bool:
    """Whether all of them hold."""
    every = True
    for condition in conditions:
        if condition is False:  # in every row: the others need not be asked
            return False
        every = every & condition
    return every


def _any(conditions: Iterable[bool]) -> bool:
    holds = False
    for condition in conditions:
        holds = holds | condition
    return holds
