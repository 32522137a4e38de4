"""Single prices: what costs nothing, grows dearer with more, or is finer than the currency."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pricing.adjustments import Fixed, Percentage, Share
from pricing.book import PriceBook
from pricing.brief import Brief, Sitting
from pricing.checks.words import factor, price
from pricing.counting import unpriced
from pricing.licences import LicenceGrid, LicenceOption, LicenceTerms
from pricing.money import power_of_ten
from pricing.problems import Problem
from pricing.rules import Flat, Graduated, Rule, Tier, Volume
from pricing.thresholds import Leaf, leaves
from pricing.values import PRICE_PLACES

Placed = tuple[str, Rule]
"""Where a rule stands, and the rule."""


def rules(book: PriceBook) -> Iterator[Placed]:
    """Every rule of the book, except travel, which may be free."""
    for session in book.session_types:
        for at, charge in session.placed_charges:
            yield f"{at}.rule", charge.rule
    for licence in book.licence_classes:
        if licence.charge is not None and not isinstance(licence.charge, Share):
            yield f"licence_classes.{licence.key}.charge", licence.charge
    for extra in book.extras:
        if not isinstance(extra.rule, Share):
            yield f"extras.{extra.key}.rule", extra.rule


def _with_travel(book: PriceBook) -> Iterator[Placed]:
    yield from rules(book)
    if book.travel is not None:
        yield "travel.rule", book.travel.rule


# ---------------------------------------------------------------- free things


def _free(book: PriceBook) -> Iterator[Problem]:
    for at, rule in rules(book):
        for where, leaf in leaves(rule, at):
            if isinstance(leaf, Volume | Graduated):
                yield from _free_tiers(where, leaf.tiers)
            elif not leaf.price:
                yield Problem(where, "it costs nothing", "a price, or no such charge", "warning")


def _free_tiers(where: str, tiers: tuple[Tier, ...]) -> Iterator[Problem]:
    """Free from a count on. What is free at first and has a price later is an owner's choice."""
    for index, tier in enumerate(tiers):
        before = any(each.price or each.flat for each in tiers[:index])
        last = index == len(tiers) - 1
        if not tier.price and not tier.flat and (before or last):
            what = f"from {tier.start} on it costs nothing"
            yield Problem(f"{where}.tiers[{index + 1}]", what, "a price", "warning")


def _free_shares(book: PriceBook) -> Iterator[Problem]:
    charged = [
        *((f"licence_classes.{each.key}.charge", each.charge) for each in book.licence_classes),
        *((f"extras.{each.key}.rule", each.rule) for each in book.extras),
    ]
    for where, charge in charged:
        if isinstance(charge, Share) and not charge.percent:
            yield Problem(f"{where}.percent", "it costs nothing", "a percentage", "warning")


def _free_retouching(book: PriceBook) -> Iterator[Problem]:
    """A tier without a price, for sessions that include none: finished images for nothing."""
    without = [each.key for each in book.session_types if each.retouching_included is None]
    for tier in book.retouching_tiers:
        if not tier.price and without:
            what = f"it costs nothing with {', '.join(without)}, which include no retouching"
            advice = "a price, or including it there"
            yield Problem(f"retouching_tiers.{tier.key}.price", what, advice, "warning")


# ---------------------------------------------------------------- dearer with more


def _dearer(book: PriceBook) -> Iterator[Problem]:
    for at, rule in _with_travel(book):
        for where, leaf in leaves(rule, at):
            if isinstance(leaf, Volume | Graduated):
                yield from _rising(where, leaf.tiers, book.currency)


def _rising(where: str, tiers: tuple[Tier, ...], currency: str) -> Iterator[Problem]:
    for index, (tier, after) in enumerate(pairwise(tiers)):
        if after.price > tier.price > 0:
            small, large = price(tier.price, currency), price(after.price, currency)
            what = f"from {after.start} on each costs {large}, and {small} before"
            advice = "a price that falls with more, or one price for all"
            yield Problem(f"{where}.tiers[{index + 2}].price", what, advice, "warning")


# ---------------------------------------------------------------- the licence grid

_WIDENING = {
    "place": "wider place",
    "term": "longer term",
    "exclusivity": "more exclusive licence",
}
"""Dimensions whose options the book lists from the narrowest on. Media widen in no one order."""


def _licences(book: PriceBook) -> Iterator[Problem]:
    grid = book.licence_grid
    if grid is None:
        return
    for dimension, more in _WIDENING.items():
        for narrow, wide in pairwise(grid.options(dimension)):
            if wide.factor < narrow.factor:
                yield _narrower(book, grid, (dimension, more), (narrow, wide))
    free = [f"{d}.{each.key}.factor" for d, each in _options(grid) if not each.factor]
    if grid.combine == "sum":
        free = []  # a part of a sum may be nothing
    for where in [*free, *([] if grid.base else ["base"])]:
        yield Problem(f"licence_grid.{where}", "it makes licences free", "a number", "warning")


def _options(grid: LicenceGrid) -> Iterator[tuple[str, LicenceOption]]:
    for dimension in ("media", *_WIDENING):
        yield from ((dimension, option) for option in grid.options(dimension))


def _narrower(
    book: PriceBook,
    grid: LicenceGrid,
    dimension: tuple[str, str],
    options: tuple[LicenceOption, LicenceOption],
) -> Problem:
    name, more = dimension
    (narrow, wide) = options
    what = f"the {more} {wide.name} is {factor(wide.factor)} times and {narrow.name} "
    what += f"{factor(narrow.factor)} times the base, so that more costs less"
    advice = f"{factor(narrow.factor)} or more, or the options from the narrowest on"
    examples = tuple(_licensed(book, grid, name, option.key) for option in options)
    where = f"licence_grid.{name}.{wide.key}.factor"
    return Problem(where, what, advice, "warning", examples)


def _licensed(book: PriceBook, grid: LicenceGrid, dimension: str, key: str) -> Brief:
    """One image and look more than the first session includes, with a licence from the grid."""
    session = book.session_types[0]
    free = unpriced(session)
    first = {name: option.key for name, option in reversed(list(_options(grid)))}
    sitting = Sitting(
        session=session.key,
        people=session.people_from,
        images=None if "images" in free else min(session.images_included + 1, session.images_to),
        looks=None if "looks" in free else min(session.looks_included + 1, session.looks_to),
        licence=LicenceTerms.model_validate({**first, dimension: key}),
    )
    return Brief(sittings=(sitting,))


# ---------------------------------------------------------------- decimals


def _decimals(book: PriceBook) -> Iterator[Problem]:
    """Fixed sums finer than the currency, which would be rounded without anybody saying so.

    What is multiplied may be finer: 0.725 a mile.
    """
    unit = power_of_ten(PRICE_PLACES - book.minor.places)
    for where, amount in (*_agreed(book), *_sums(book)):
        if amount % unit:
            what = f"{price(amount, book.currency)} is finer than {book.currency} is"
            agreed = where.startswith("terms.") or where == "cash_rounding"
            yield Problem(where, what, "fewer decimals", "error" if agreed else "warning")


def _agreed(book: PriceBook) -> Iterator[tuple[str, int]]:
    for index, part in enumerate(book.terms.instalments):
        yield f"terms.instalments[{index + 1}].amount", part.amount or 0
    yield "cash_rounding", book.cash_rounding or 0


def _sums(book: PriceBook) -> Iterator[tuple[str, int]]:
    for at, rule in _with_travel(book):
        for where, leaf in leaves(rule, at):
            yield from _flat_sums(where, leaf)
    for adjustment in book.adjustments:
        at = f"adjustments.{adjustment.key}"
        yield f"{at}.when.spend_from", adjustment.when.spend_from
        if isinstance(adjustment, Percentage):
            yield f"{at}.cap", adjustment.cap or 0
        elif not isinstance(adjustment, Fixed) or adjustment.per == "booking":
            yield f"{at}.price", adjustment.price


def _flat_sums(where: str, leaf: Leaf) -> Iterator[tuple[str, int]]:
    if isinstance(leaf, Flat):
        yield f"{where}.price", leaf.price
    elif isinstance(leaf, Volume | Graduated):
        for index, tier in enumerate(leaf.tiers):
            yield f"{where}.tiers[{index + 1}].flat", tier.flat


PRICES = (_free, _free_shares, _free_retouching, _dearer, _licences, _decimals)
