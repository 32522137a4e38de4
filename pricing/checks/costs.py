"""Costs: what is sold below what it costs the studio, by the prices alone, before any discount."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from pricing.adjustments import Share
from pricing.book import Extra, PriceBook, SessionType, Travel
from pricing.brief import Brief, ExtraChoice, Sitting
from pricing.checks.words import price
from pricing.counting import Asked, counted, is_outside, limits, unpriced
from pricing.maths import SCALAR
from pricing.problems import Problem
from pricing.rules import Quantities, Rule

MOST_COUNTS = 300
"""Of longer spans only the first so many counts are tried, and the last."""


def _charges(book: PriceBook) -> Iterator[Problem]:
    for session in book.session_types:
        for where, charge in session.placed_charges:
            if charge.cost is not None:
                prices = (charge.rule, charge.cost)
                yield from _worst(where, prices, _sittings(session), book.currency)


def _extras(book: PriceBook) -> Iterator[Problem]:
    for extra in book.extras:
        if extra.cost is not None and not isinstance(extra.rule, Share):
            prices = (extra.rule, extra.cost)
            yield from _worst(f"extras.{extra.key}", prices, _taken(extra, book), book.currency)


def _tiers(book: PriceBook) -> Iterator[Problem]:
    for tier in book.retouching_tiers:
        if tier.cost is not None and tier.price < tier.cost:
            cost, charged = price(tier.cost, book.currency), price(tier.price, book.currency)
            what = f"an image costs the studio {cost} and is sold for {charged}"
            advice = f"{cost} or more"
            yield Problem(f"retouching_tiers.{tier.key}.price", what, advice, "warning")


def _travel(book: PriceBook) -> Iterator[Problem]:
    travel = book.travel
    away = [session for session in book.session_types if session.where == "location"]
    if travel is None or travel.cost is None or not away:
        return
    prices = (travel.rule, travel.cost)
    yield from _worst("travel", prices, _journeys(travel, away[0]), book.currency)


def _journeys(travel: Travel, session: SessionType) -> Counted:
    sitting = Sitting(session=session.key, people=session.people_from)
    for far in _span(1, travel.most):
        yield {"booking": 1, "distance": travel.charged(far, SCALAR)}, _brief(sitting, far)


Counted = Iterator[tuple[Quantities, Brief]]
"""What can be counted, and the brief that asks for it."""


def _worst(
    where: str, prices: tuple[Rule, Rule], counts: Counted, currency: str
) -> Iterator[Problem]:
    """The count at which most is lost, if anything is."""
    rule, cost = prices
    least, found = 0, None
    for quantities, brief in counts:
        charged, costs = rule.amount(quantities, SCALAR), cost.amount(quantities, SCALAR)
        if charged - costs < least:
            least, found = charged - costs, (charged, costs, brief)
    if found is not None:
        charged, costs, brief = found
        what = f"it costs the studio {price(costs, currency)}"
        what += f" and is sold for {price(charged, currency)}"
        yield Problem(where, what, "a higher price, or the cost as it is", "warning", (brief,))


def _sittings(session: SessionType) -> Counted:
    free = unpriced(session)
    images = (0,) if "images" in free else (0, session.images_to)
    looks = (0,) if "looks" in free else (0, session.looks_to)
    people = _span(session.people_from, session.people_to)
    for many, image, look in product(people, images, looks):
        asked = Asked(many, image, look, 0, 1)
        if any(is_outside(*limit) for limit in limits(asked, session, SCALAR).values()):
            continue
        sitting = Sitting(
            session=session.key, people=many, images=image or None, looks=look or None
        )
        yield counted(asked, session, SCALAR), _brief(sitting)


def _taken(extra: Extra, book: PriceBook) -> Counted:
    """Every number of an extra with the first session that it goes with, at every size."""
    session = next(s for s in book.session_types if not extra.sessions or s.key in extra.sessions)
    for quantities, brief in _sittings(session):
        for number in _span(1, extra.most):
            choice = ExtraChoice(key=extra.key, quantity=number)
            yield {**quantities, "unit": number}, brief.model_copy(update={"extras": (choice,)})


def _span(least: int, most: int) -> tuple[int, ...]:
    if most - least < MOST_COUNTS:
        return tuple(range(least, most + 1))
    return (*range(least, least + MOST_COUNTS), most)


def _brief(sitting: Sitting, distance: int = 0) -> Brief:
    return Brief(sittings=(sitting,), distance=distance)


COSTS = (_charges, _extras, _tiers, _travel)
