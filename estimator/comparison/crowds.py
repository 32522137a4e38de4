"""Crowds: the same brief for other numbers of people, priced by the same price book."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from estimator.comparison.asking import wanted_of
from estimator.comparison.assumptions import Assumptions
from estimator.comparison.turns import Crowd
from pricing.batch import encode, price_columns
from pricing.book import PriceBook
from pricing.brief import Brief
from pricing.engine import estimate as price
from pricing.errors import BriefRefused, MayOverflow
from pricing.estimate import Estimate

MOST = 400
"""The most numbers of people that are tried, the smallest first."""


def crowds(estimate: Estimate, book: PriceBook) -> tuple[Crowd, ...]:
    """The estimate's brief for every number of people that its largest sitting is sold for.

    Numbers that the price book refuses are left out. A brief of one sitting is priced in columns.
    """
    brief, on = estimate.brief, estimate.priced_on
    people = [sitting.people for sitting in brief.sittings]
    at = people.index(max(people))
    session = next(each for each in book.session_types if each.key == brief.sittings[at].session)
    tried = range(session.people_from, session.people_to + 1)[:MOST]
    briefs = {number: _with_people(brief, at, number) for number in tried}
    found = _in_columns(briefs, book, on) if len(people) == 1 else _one_by_one(briefs, book, on)
    return tuple(_crowd(estimate, at, number, payable) for number, payable in found)


def where_they_are(assumptions: Assumptions, estimate: Estimate, book: PriceBook) -> Assumptions:
    """The assumptions without the people's travel, if the studio comes to all of them."""
    places = {session.key: session.where for session in book.session_types}
    if all(places[sitting.session] == "location" for sitting in estimate.brief.sittings):
        return assumptions.on_site()
    return assumptions


def _with_people(brief: Brief, at: int, people: int) -> Brief:
    sittings = list(brief.sittings)
    sittings[at] = sittings[at].model_copy(update={"people": people})
    return brief.model_copy(update={"sittings": tuple(sittings)})


def _in_columns(briefs: dict[int, Brief], book: PriceBook, on: date) -> Iterator[tuple[int, int]]:
    try:
        priced = price_columns(book, encode(book, list(briefs.values())), on)
    except MayOverflow:
        yield from _one_by_one(briefs, book, on)
        return
    amounts = priced.amounts["payable"]
    for number, refused, payable in zip(briefs, priced.refused, amounts, strict=True):
        if not refused:
            yield number, int(payable)


def _one_by_one(briefs: dict[int, Brief], book: PriceBook, on: date) -> Iterator[tuple[int, int]]:
    for number, brief in briefs.items():
        try:
            yield number, price(brief, book, on).payable
        except BriefRefused:
            continue


def _crowd(estimate: Estimate, at: int, people: int, payable: int) -> Crowd:
    sittings = [(sitting.people, sitting.images_each) for sitting in estimate.booked]
    sittings[at] = (people, sittings[at][1])
    wanted = wanted_of(sittings)
    return Crowd(sum(each for each, _ in wanted), wanted, payable)
