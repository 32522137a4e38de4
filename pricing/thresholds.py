"""Thresholds: the counts at which a price book begins to price otherwise.

A rule says its thresholds in a measure (25 images on the quote); a client picks people and images
for each. `reaching` turns the one into the other by counting, whatever the measure.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Literal, TypeAlias, get_args

import msgspec

from pricing.book import PriceBook, SessionType
from pricing.counting import Asked, counted, unpriced
from pricing.maths import SCALAR
from pricing.rules import (
    Block,
    Flat,
    Graduated,
    GreaterOf,
    LesserOf,
    Measure,
    PerUnit,
    Rule,
    Volume,
)

Count: TypeAlias = Literal["people", "images", "looks", "minutes", "stations"]
"""The numbers of a sitting that a client picks."""

COUNTS: tuple[Count, ...] = get_args(Count)

Leaf: TypeAlias = Flat | PerUnit | Volume | Graduated | Block


class Threshold(msgspec.Struct, frozen=True, gc=False):
    """From `start` of a measure on, the rule at `where` begins to price otherwise."""

    where: str
    measure: Measure
    start: int


def leaves(rule: Rule, at: str) -> Iterator[tuple[str, Leaf]]:
    """Each rule that is not made of others, and where it stands: `….rule.of[2]`."""
    if not isinstance(rule, GreaterOf | LesserOf):
        yield at, rule
        return
    for index, part in enumerate(rule.of):
        yield from leaves(part, f"{at}.of[{index + 1}]")


def thresholds(rule: Rule, at: str) -> Iterator[Threshold]:
    """The starts of tiers, and the ends of what is free or charged anyway."""
    for where, leaf in leaves(rule, at):
        match leaf:
            case PerUnit() if leaf.beyond:
                yield Threshold(f"{where}.beyond", leaf.per, leaf.beyond + 1)
            case Volume() | Graduated():
                for index, tier in enumerate(leaf.tiers[1:]):
                    yield Threshold(f"{where}.tiers[{index + 2}]", leaf.per, tier.start)
            case Block() if leaf.at_least:
                start = leaf.at_least * leaf.size + 1
                yield Threshold(f"{where}.at_least", leaf.per, start)
            case _:
                pass


def of_session(book: PriceBook, session: SessionType) -> Iterator[Threshold]:
    """The thresholds of everything that a sitting of this session may be charged for."""
    for at, charge in session.placed_charges:
        yield from thresholds(charge.rule, f"{at}.rule")
    for licence in book.licence_classes:
        if licence.charge is not None and licence.charge.kind != "share":
            yield from thresholds(licence.charge, f"licence_classes.{licence.key}.charge")
    for extra in book.extras:
        if extra.rule.kind != "share" and session.key in (extra.sessions or (session.key,)):
            yield from thresholds(extra.rule, f"extras.{extra.key}.rule")
    for rule in book.adjustments:
        if rule.when.people_from and session.key in (rule.when.sessions or (session.key,)):
            where = f"adjustments.{rule.key}.when.people_from"
            yield Threshold(where, "person", rule.when.people_from)


def sold(session: SessionType, count: Count) -> range:
    """The counts that the session is sold for. 0 stands for what is left open, where only that is.

    Of people no more than there is time for.
    """
    time = session.booked_time
    match count:
        case "people":
            return _fitting(session)
        case "images" | "looks" if count in unpriced(session):
            return range(1)
        case "images":
            return range(1 if session.images_included else 0, session.images_to + 1)
        case "looks":
            return range(1, session.looks_to + 1)
        case "minutes" if time is not None:
            return range(time.needed(1, 1, SCALAR), time.most_minutes + 1, time.step_minutes)
        case "stations" if time is not None:
            return range(1, time.most_stations + 1)
        case "minutes":
            return range(1)
        case _:
            return range(1, 2)


def _fitting(session: SessionType) -> range:
    """The people that are sold, and for whom there is time with all stations."""
    people, time = range(session.people_from, session.people_to + 1), session.booked_time
    if time is None:
        return people
    stations = time.most_stations
    fit = bisect_right(
        people, time.most_minutes, key=lambda number: time.needed(number, stations, SCALAR)
    )
    return people[:fit]


def usual(session: SessionType) -> Asked:
    """The smallest sitting that is sold, with what it includes."""
    return Asked(session.people_from, 0, 0, 0, 1)


def reaching(session: SessionType, asked: Asked, count: Count, threshold: Threshold) -> int | None:
    """The least of `count` with which a sitting, otherwise `asked`, meets a threshold."""
    counts = sold(session, count)

    def measured(number: int) -> int:
        return counted(with_count(asked, count, number), session, SCALAR)[threshold.measure]

    at = bisect_left(counts, threshold.start, key=measured)
    return counts[at] if at < len(counts) else None


def with_count(asked: Asked, count: Count, number: int) -> Asked:
    """`asked` with another number of one thing."""
    return msgspec.structs.replace(asked, **{count: number})


def landmarks(book: PriceBook, session: SessionType, count: Count) -> tuple[int, ...]:
    """The least and the most that is sold, and each threshold with the count before it."""
    counts, asked = sold(session, count), usual(session)
    found = set(counts[:1]) | set(counts[-1:])
    for threshold in of_session(book, session):
        number = reaching(session, asked, count, threshold)
        if number is not None:
            at = counts.index(number)
            found |= {number, counts[max(at - 1, 0)]}
    return tuple(sorted(found))
