"""What nothing can reach: a tier beyond the largest group, an extra that can never be charged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from pricing.adjustments import Share
from pricing.book import Extra, PriceBook, SessionType
from pricing.checks.offers import empty_bases
from pricing.counting import Asked, counted
from pricing.maths import SCALAR
from pricing.problems import Problem
from pricing.rules import Measure
from pricing.thresholds import COUNTS, Threshold, sold, thresholds

_MEASURES: tuple[Measure, ...] = get_args(Measure)
_PLENTY = 1_000_000


def _ranges(book: PriceBook) -> Iterator[Problem]:
    """Sessions whose own numbers leave something out, or everything."""
    for session in book.session_types:
        at, people = f"session_types.{session.key}", sold(session, "people")
        if session.people_from <= session.people_to and not (people and sold(session, "minutes")):
            what = "no group fits in the longest time it is sold for"
            yield Problem(f"{at}.booked_time", what, "more minutes, or more people an hour")
        elif people and people[-1] < session.people_to:
            what = f"more than {people[-1]} people do not fit in the longest time"
            advice = f"{people[-1]}, or more minutes"
            yield Problem(f"{at}.people_to", what, advice, "warning")
        for thing in ("images", "looks"):
            included, most = _included(session, thing)
            if included > most:
                what = f"{included} are included and at most {most} sold"
                yield Problem(f"{at}.{thing}_to", what, f"{included} or more", "warning")


def _included(session: SessionType, thing: str) -> tuple[int, int]:
    if thing == "images":
        return session.images_included, session.images_to
    return session.looks_included, session.looks_to


def _tiers(book: PriceBook) -> Iterator[Problem]:
    for session in book.session_types:
        largest = _largest(session)
        for at, charge in session.placed_charges:
            yield from _beyond(thresholds(charge.rule, f"{at}.rule"), largest)
    for extra in book.extras:
        if not isinstance(extra.rule, Share):
            met = thresholds(extra.rule, f"extras.{extra.key}.rule")
            yield from _beyond(met, {"unit": extra.most})
    if book.travel is not None:
        farthest = book.travel.charged(book.travel.most, SCALAR)
        met = thresholds(book.travel.rule, "travel.rule")
        yield from _beyond(met, {"distance": farthest})


def _beyond(met: Iterable[Threshold], largest: Mapping[Measure, int]) -> Iterator[Problem]:
    """The thresholds above the most that is counted, where that is known."""
    for threshold in met:
        most = largest.get(threshold.measure, threshold.start)
        if threshold.start > most:
            what = f"it begins at {threshold.start}, and no more than {most} can be counted"
            yield Problem(threshold.where, what, f"{most} or less, or leaving it out", "warning")


def _largest(session: SessionType) -> dict[Measure, int]:
    """The most that can be counted in one sitting."""
    most = {count: sold(session, count)[-1] for count in COUNTS}
    return counted(Asked(**most), session, SCALAR)


def _extras(book: PriceBook) -> Iterator[Problem]:
    """Extras that come to nothing with every session they go with."""
    empty = empty_bases(book)
    for extra in book.extras:
        rule, at = extra.rule, f"extras.{extra.key}.rule"
        if isinstance(rule, Share):
            if rule.of in empty:
                yield Problem(
                    f"{at}.of", f"it comes to nothing: {empty[rule.of]}", "another base", "warning"
                )
        elif rule.amount(dict.fromkeys(_MEASURES, _PLENTY), SCALAR) and not _charged(extra, book):
            what = "it comes to nothing with every session it goes with"
            yield Problem(at, what, "a measure that those sessions have", "warning")


def _charged(extra: Extra, book: PriceBook) -> bool:
    """Whether the most of it comes to anything with any session."""
    travel = book.travel
    for session in book.session_types:
        if extra.sessions and session.key not in extra.sessions:
            continue
        away = travel is not None and session.where == "location"
        distance = travel.charged(travel.most, SCALAR) if travel is not None and away else 0
        most = {**_largest(session), "distance": distance, "unit": extra.most}
        if not isinstance(extra.rule, Share) and extra.rule.amount(most, SCALAR):
            return True
    return False


RANGES = (_ranges,)
REACH = (_tiers, _extras)
