"""Hints: what the client is told where one more costs less.

Where a price list has a cliff, somebody pays for standing just before it. The numbers looked at
are the next one and the next thresholds of the book, for each count of each sitting and for each
extra that is picked; a hint is given only where the engine's own total is lower.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from pricing.book import PriceBook
from pricing.brief import Brief
from pricing.choices import Picked, Plan, asked_for, choose
from pricing.counting import booked_minutes
from pricing.engine import estimate
from pricing.errors import BriefRefused
from pricing.estimate import Estimate
from pricing.maths import SCALAR
from pricing.money import power_of_ten
from pricing.reasons import Figure, Reason
from pricing.rules import Measure
from pricing.thresholds import Count, Threshold, of_session, reaching, sold, thresholds
from pricing.values import PRICE_PLACES

_AHEAD = 3
"""So many thresholds ahead are looked at."""

_MEASURES: dict[Count, Measure] = {
    "people": "person",
    "images": "image_each",
    "looks": "look",
    "minutes": "minute",
}


class Hint(msgspec.Struct, frozen=True, gc=False):
    """A larger brief that costs less; amounts in minor units, and the sentence that says so."""

    brief: Brief
    payable: int
    instead_of: int
    reason: Reason

    @property
    def saved(self) -> int:
        """How much less it is."""
        return self.instead_of - self.payable


def cheaper_with_more(brief: Brief, book: PriceBook, on: date) -> tuple[Hint, ...]:
    """For each number of the brief, the larger one with the lowest total, if that is lower.

    Raises `BriefRefused` for a brief that cannot be priced. Numbers that the book would refuse are
    passed over.
    """
    now = _Now(brief, book, on)
    hints = [now.best(numbers) for numbers in (*_sittings(now), *_extras(now))]
    return tuple(hint for hint in hints if hint is not None)


class _Number(msgspec.Struct, frozen=True):
    """One number of the brief: what it is now, which larger ones to look at, and how it is said.

    `field` is of the sitting at `place`, or `quantity` of the extra there.
    """

    field: str
    place: int
    now: int
    larger: range
    starts: tuple[int, ...]
    words: str
    figures: dict[str, Figure]


class _Now:
    """The brief as it stands."""

    def __init__(self, brief: Brief, book: PriceBook, on: date) -> None:
        self.brief, self.book, self.on = brief, book, on
        self.plan: Plan = choose(brief, book, on)
        self.estimate = estimate(brief, book, on)

    def best(self, number: _Number) -> Hint | None:
        """The cheapest of the larger numbers, if it is cheaper."""
        found = [self._hint(number, larger) for larger in self._candidates(number)]
        lower = [hint for hint in found if hint is not None and hint.saved > 0]
        return min(lower, key=lambda hint: hint.payable, default=None)

    def _candidates(self, number: _Number) -> Iterable[int]:
        """The next number, the next thresholds, and where a limit on spend would be reached."""
        if not number.larger:
            return ()
        starts = sorted(start for start in number.starts if start in number.larger)[:_AHEAD]
        return dict.fromkeys((number.larger[0], *starts, *self._spending(number)))

    def _spending(self, number: _Number) -> Iterator[int]:
        """The numbers with which lines would come to a limit on spend, were each more the same."""
        spend = _spend(self.estimate)
        following = self._priced(number, number.larger[0])
        each = 0 if following is None else _spend(following) - spend
        micros = power_of_ten(PRICE_PLACES - self.book.minor.places)
        for rule in self.book.adjustments:
            missing = -(-rule.when.spend_from // micros) - spend
            if each > 0 and missing > 0:
                steps = -(-missing // each)
                yield from number.larger[steps - 1 : steps + 1]

    def _priced(self, number: _Number, larger: int) -> Estimate | None:
        try:
            return estimate(_with(self.brief, number, larger), self.book, self.on)
        except BriefRefused:
            return None

    def _hint(self, number: _Number, larger: int) -> Hint | None:
        priced = self._priced(number, larger)
        if priced is None:
            return None
        before, after = self.estimate.payable, priced.payable
        amounts: dict[str, Figure] = {"a": after, "b": before, "less": number.now}
        count: Figure = (larger, str(number.figures.get("measure", "")))
        more: dict[str, Figure] = {"more": count, "number": larger}
        words = number.words + " cost less than {less:number}: {a:money} instead of {b:money}"
        return Hint(priced.brief, after, before, Reason(words, number.figures | amounts | more))


def _spend(found: Estimate) -> int:
    return sum(line.amount for line in found.lines)


def _with(brief: Brief, number: _Number, larger: int) -> Brief:
    """The brief with another number."""
    if number.field == "quantity":
        extras = list(brief.extras)
        extras[number.place] = extras[number.place].model_copy(update={"quantity": larger})
        return brief.model_copy(update={"extras": tuple(extras)})
    sittings = list(brief.sittings)
    sittings[number.place] = sittings[number.place].model_copy(update={number.field: larger})
    return brief.model_copy(update={"sittings": tuple(sittings)})


def _sittings(now: _Now) -> Iterator[_Number]:
    for picked in now.plan.sittings:
        for count, measure in _MEASURES.items():
            yield _counted(now, picked, count, measure)


def _counted(now: _Now, picked: Picked, count: Count, measure: Measure) -> _Number:
    session, asked = picked.session, asked_for(picked.sitting)
    current = {
        "people": asked.people,
        "images": asked.images or session.images_included,
        "looks": asked.looks or session.looks_included,
        "minutes": booked_minutes(asked, session, SCALAR),
    }[count]
    counts = sold(session, count)
    larger = counts[sum(number <= current for number in counts) :]
    met = [_of_this(now, picked, each) for each in of_session(now.book, session)]
    starts = [reaching(session, asked, count, each) for each in met]
    several = len(now.plan.sittings) > 1
    figures: dict[str, Figure] = {"measure": measure, "session": session.name}
    words = "{session:text}: {more:count}" if several else "{more:count}"
    known = tuple(start for start in starts if start is not None)
    return _Number(count, picked.index, current, larger, known, words, figures)


def _of_this(now: _Now, picked: Picked, threshold: Threshold) -> Threshold:
    """The threshold less what the other sittings count towards it, where all count together."""
    measure = threshold.measure
    if threshold.where.startswith("session_types.") or measure not in now.plan.quantities:
        return threshold
    others = now.plan.quantities[measure] - picked.quantities[measure]
    return msgspec.structs.replace(threshold, start=threshold.start - others)


def _extras(now: _Now) -> Iterator[_Number]:
    for place, (extra, choice) in enumerate(now.plan.extras):
        met = [] if extra.rule.kind == "share" else thresholds(extra.rule, "")
        starts = tuple(each.start for each in met if each.measure == "unit")
        larger = range(choice.quantity + 1, extra.most + 1)
        words, figures = "{number:number} × {name:text}", dict[str, Figure](name=extra.name)
        yield _Number("quantity", place, choice.quantity, larger, starts, words, figures)
