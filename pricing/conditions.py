"""Conditions: when an adjustment applies.

A `When` is what a price book says; a `Situation` answers what its conditions ask, for one brief
or for a column of them. Each condition that is given must hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, Protocol

import msgspec
from pydantic import Field, StringConstraints

from pricing.reasons import Figure, Reason
from pricing.values import Count, Key, Price, Value

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

ClientKind = Literal["returning", "member"]


class Situation(Protocol):
    """What conditions ask, for one brief or for a column of them."""

    spend: int
    """The sum of the lines, in millionths of the major unit."""
    people: int

    def is_priced_from(self, day: date) -> bool:
        """Whether it is priced on that day or later."""

    def is_priced_by(self, day: date) -> bool:
        """Whether it is priced on that day or earlier."""

    def has_code(self, code: str) -> bool:
        """Whether that code was given, in whatever letters."""

    def is_used_below(self, times: int) -> bool:
        """Whether the code was used less often than that before."""

    def has_session(self, keys: tuple[str, ...]) -> bool:
        """Whether one of those sessions is booked."""

    def has_delivery(self, keys: tuple[str, ...]) -> bool:
        """Whether one of those deliveries is chosen."""

    def is_client(self, kinds: tuple[ClientKind, ...]) -> bool:
        """Whether the client is of one of those kinds."""

    def is_weekday(self, weekdays: tuple[Weekday, ...]) -> bool:
        """Whether the session is on one of those days. A day left open is on none."""

    def is_from_hour(self, hour: int) -> bool:
        """Whether the session begins at that hour or later. An hour left open does not."""

    def is_within(self, days: int) -> bool:
        """Whether the session is less than so many days away. A day left open is not."""


class Condition(msgspec.Struct, frozen=True):
    """Whether a condition holds, and what is said when it does not."""

    holds: Callable[[Situation], bool]
    otherwise: Reason


class When(Value):
    """When an adjustment applies: every condition that is given must hold.

    Days and hours are the studio's own. `valid_to` is the last day, and that day counts.
    `most_uses` is how often the code may be used in all. `notice_below` counts days from the day
    of pricing to the session's day.
    """

    sessions: tuple[Key, ...] = ()
    people_from: Count = 0
    spend_from: Price = 0
    code: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] = ""
    most_uses: Annotated[Count, Field(ge=1)] | None = None
    delivery: tuple[Key, ...] = ()
    weekdays: tuple[Weekday, ...] = ()
    hour_from: Annotated[int, Field(strict=True, ge=0, le=23)] | None = None
    notice_below: Count = 0
    clients: tuple[ClientKind, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions that are given, those of the offer first."""
        return (*_of_the_offer(self), *_of_the_booking(self))


def unmet(when: When, now: Situation) -> Reason | None:
    """Why `when` does not hold, or None if it does. For one brief."""
    for each in when.conditions:
        if not each.holds(now):
            return each.otherwise
    return None


def _of_the_offer(when: When) -> Iterator[Condition]:
    begins, ends, clients = when.valid_from, when.valid_to, when.clients
    if when.code:
        yield _condition(
            lambda now: now.has_code(when.code), "it needs the code {it:text}", when.code
        )
    if when.most_uses is not None:
        words, most = "it was used {it:number} times already", when.most_uses
        yield _condition(lambda now: now.is_used_below(most), words, most)
    if begins is not None:
        yield _condition(lambda now: now.is_priced_from(begins), "it begins on {it:day}", begins)
    if ends is not None:
        yield _condition(lambda now: now.is_priced_by(ends), "it ended on {it:day}", ends)
    if clients:
        words = "it is for {it:text} clients"
        yield _condition(lambda now: now.is_client(clients), words, " or ".join(clients))


def _of_the_booking(when: When) -> Iterator[Condition]:
    hour, days, people, spend = when.hour_from, when.notice_below, when.people_from, when.spend_from
    if when.sessions:
        yield _condition(lambda now: now.has_session(when.sessions), "it is for other sessions")
    if people:
        words = "it is for {it:number} people or more"
        yield _condition(lambda now: now.people >= people, words, people)
    if spend:
        words = "it needs {it:price} or more before it"
        yield _condition(lambda now: now.spend >= spend, words, spend)
    if when.delivery:
        yield _condition(lambda now: now.has_delivery(when.delivery), "it is for another delivery")
    if when.weekdays:
        yield _condition(lambda now: now.is_weekday(when.weekdays), "it is for other days")
    if hour is not None:
        words = "it is for sessions from {it:number} o'clock"
        yield _condition(lambda now: now.is_from_hour(hour), words, hour)
    if days:
        words = "it is for less than {it:number} days' notice"
        yield _condition(lambda now: now.is_within(days), words, days)


def _condition(holds: Callable[[Situation], bool], words: str, it: Figure = "") -> Condition:
    return Condition(holds, Reason(words, {"it": it}))
