"""Turns: what one input would have to be for the other side to cost less, solved exactly.

Costs move in steps (orders, rounds and terms are whole), so nothing is interpolated: a turn is the
last value at which the answer is another, found by asking for the costs themselves. Every answer
is about one input, the others at their likely values.

    keeper rate, prices   one side only rises or falls with them: halving
    hour                  the two totals are straight lines but for rounding: their crossing, and
                          the whole minor units around it where a rounding could matter
    months, people        every one is tried
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Literal

import msgspec
import numpy as np

from estimator.comparison.inputs import Inputs
from estimator.comparison.sides import STUDIO, Case, Offer, gap
from pricing.batch import COLUMNS
from pricing.money import power_of_ten
from pricing.reasons import Figure, Reason
from pricing.values import MILLION, PRICE_PLACES

Cheaper = Literal["ai", "studio"]
LONGEST = 600
"""The most months that are tried."""
_TO_COST_LESS: dict[Cheaper, str] = {
    "ai": "for the AI plan to cost less",
    "studio": "for the studio to cost less",
}


class Turn(msgspec.Struct, frozen=True, gc=False):
    """What an input would have to be, in whole units of the input, and the sentence that says so.

    From `low` to `high`, both included, the side `cheaper` costs less; `low` is None where it does
    however small the input is, `high` where it does however large. Without either, nothing turns
    the answer. Units: millionths of the whole, minor units an hour or a session, months, people.
    """

    name: str
    cheaper: Cheaper
    low: int | None
    high: int | None
    because: Reason

    @property
    def is_never(self) -> bool:
        """Whether no value turns the answer."""
        return self.low is None and self.high is None


class Crowd(msgspec.Struct, frozen=True, gc=False):
    """The same brief for another number of people: who wants what, and what is payable."""

    people: int
    wanted: tuple[tuple[int, int], ...]
    payable: int


class Question(msgspec.Struct, frozen=True, gc=False):
    """A plan beside the studio, the likely values, and the same brief for other numbers of people.

    `timed` is whether an hour has a value; then the totals with time are compared.
    """

    offer: Offer
    case: Case
    values: Inputs
    crowds: tuple[Crowd, ...] = ()

    @property
    def timed(self) -> bool:
        return self.values.hourly_value > 0

    def gap(self, timed: bool, **values: int) -> int:
        """The studio's total less the plan's, with other values."""
        return gap(self.offer, self.case, self.values.changed(**values), timed)

    def gap_at(self, case: Case) -> int:
        """The same for another case."""
        return gap(self.offer, case, self.values, self.timed)


def turns(ask: Question) -> tuple[Turn, ...]:
    """A turn for each input that is solved for. None at all where both cost the same."""
    now = ask.gap(ask.timed)
    if not now:
        return ()
    other: Cheaper = "studio" if now > 0 else "ai"
    return tuple(_turns(ask, other))


def _turns(ask: Question, other: Cheaper) -> Iterator[Turn]:
    if ask.offer.images is not None:
        yield _keepers(ask, other)
    yield _hour(ask, other)
    if len(ask.crowds) > 1:
        yield _people(ask, other)
    yield _months(ask, other)
    yield _price(ask, other)


def _holds(number: int, other: Cheaper) -> bool:
    return number < 0 if other == "studio" else number > 0


def _keepers(ask: Question, other: Cheaper) -> Turn:
    """AI costs no more at a higher keeper rate; the studio's cost does not depend on it."""

    def turned(rate: int) -> bool:
        return _holds(ask.gap(ask.timed, keeper_rate=rate), other)

    about = "The keeper rate", "percent", ask.values.keeper_rate, "No keeper rate"
    if other == "studio":
        high = last(turned, 1, ask.values.keeper_rate)
        return _turn("keeper_rate", other, (None, high), about)
    low = first(turned, ask.values.keeper_rate, MILLION)
    return _turn("keeper_rate", other, (low, None), about)


def _price(ask: Question, other: Cheaper) -> Turn:
    """What the estimate would have to come to; the studio's cost rises with it."""

    def turned(payable: int) -> bool:
        return _holds(ask.gap_at(msgspec.structs.replace(ask.case, payable=payable)), other)

    payable = ask.case.payable
    about = "The studio’s price", "money", payable, "No price of the studio’s"
    if other == "studio":
        return _turn("payable", other, (None, last(turned, 0, payable)), about)
    most = payable
    while not turned(most):
        most = 2 * most + 1
    return _turn("payable", other, (first(turned, payable, most), None), about)


def last(turned: Callable[[int], bool], low: int, high: int) -> int | None:
    """The largest value at which it holds, if it holds from `low` on and not at `high`."""
    if not turned(low):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if turned(middle) else (low, middle)
    return low


def first(turned: Callable[[int], bool], low: int, high: int) -> int | None:
    """The smallest value at which it holds, if it holds at `high` and not at `low`."""
    if not turned(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if turned(middle) else (middle, high)
    return high


def _hour(ask: Question, other: Cheaper) -> Turn:
    """In whole minor units an hour, where gap = cash gap + minutes gap × hour ÷ 60.

    The two times are rounded once each, which can move the gap by one unit: 60 ÷ minutes gap, and
    two, around the crossing every value is tried.
    """
    unit = power_of_ten(PRICE_PLACES) // ask.case.scale
    month = ask.values.horizon_months
    cash = ask.gap(timed=False)
    minutes = STUDIO.minutes(ask.case, ask.values, month)
    minutes -= ask.offer.minutes(ask.case, ask.values, month)

    def turned(hour: int) -> bool:
        return _holds(ask.gap(timed=True, hourly_value=hour * unit), other)

    about = "An hour", "price", ask.values.hourly_value, "No value of an hour"
    crossing = 60 * -cash // minutes if minutes else -1
    around = 60 // abs(minutes) + 2 if minutes else 0
    if crossing < 0:
        return _turn("hourly_value", other, (None, None), about)
    tried = range(max(0, crossing - around), crossing + around + 1)
    if (minutes > 0) == (other == "ai"):
        low = next(hour + 1 for hour in (*reversed(tried), -1) if not (hour >= 0 and turned(hour)))
        return _turn("hourly_value", other, (low * unit, None), about)
    high = next((hour - 1 for hour in tried if not turned(hour)), tried[-1])
    return _turn("hourly_value", other, (None, high * unit if high >= 0 else None), about)


def _months(ask: Question, other: Cheaper) -> Turn:
    """Every number of months is tried, in one column."""
    months = np.arange(1, LONGEST + 1, dtype=object)
    values = msgspec.structs.replace(ask.values, horizon_months=months)
    gaps = gap(ask.offer, ask.case, values, ask.timed, COLUMNS)
    found = [_holds(each, other) for each in np.broadcast_to(gaps, months.shape)]
    now = ask.values.horizon_months
    low, high = nearest(list(range(1, LONGEST + 1)), found, now)
    about = "The time compared over", "months", now, f"No time up to {LONGEST} months"
    return _turn("horizon_months", other, (low, None if high == LONGEST else high), about)


def _people(ask: Question, other: Cheaper) -> Turn:
    """Every number of people that the session is sold for, at its price for that many."""
    gaps = [
        ask.gap_at(msgspec.structs.replace(ask.case, wanted=crowd.wanted, payable=crowd.payable))
        for crowd in ask.crowds
    ]
    people = [crowd.people for crowd in ask.crowds]
    low, high = nearest(people, [_holds(each, other) for each in gaps], ask.case.people)
    never = f"No number of people from {people[0]} to {people[-1]}"
    about = "The number of people", "number", ask.case.people, never
    return _turn("people", other, (low, high), about)


def nearest(
    values: Sequence[int], found: Sequence[bool], now: int
) -> tuple[int | None, int | None]:
    """The run of values, nearest to `now`, at which it was found; (None, None) without one."""
    pairs = zip(values, found, strict=True)
    kept = [list(run) for holds, run in groupby(pairs, lambda pair: pair[1]) if holds]
    runs = [(run[0][0], run[-1][0]) for run in kept]
    if not runs:
        return None, None
    return min(runs, key=lambda run: max(run[0] - now, now - run[1]))


About = tuple[str, str, int, str]
"""What the input is called, how it is written, its value, and the words for no value at all."""


def _turn(name: str, other: Cheaper, found: tuple[int | None, int | None], about: About) -> Turn:
    subject, mark, now, never = about
    low, high = found
    figures: dict[str, Figure] = {"now": now}
    if low is None and high is None:
        return Turn(name, other, None, None, Reason(f"{never} turns the answer."))
    shown = "{{{}:{}}}".format
    mark, unit = ("number", " months") if mark == "months" else (mark, "")
    if low is not None and high is not None:
        words = f"from {shown('low', mark)} to {shown('high', mark)}{unit}"
        figures |= {"low": low, "high": high}
    elif low is not None:
        words, figures = f"{shown('low', mark)}{unit} or more", {**figures, "low": low}
    else:
        words, figures = f"{shown('high', mark)}{unit} or less", {**figures, "high": high or 0}
    verb = "would have to be worth" if name == "hourly_value" else "would have to be"
    told = f"{subject} {verb} {words} {_TO_COST_LESS[other]}; it is {shown('now', mark)}{unit}."
    return Turn(name, other, low, high, Reason(told, figures))
