"""Cliffs: where one more costs less, found in columns and explained by the engine.

Falls are told apart by what fell (an area of the quote, or the adjustments) and where; of each the
deepest is priced again with its reasons, so that the entry to blame is named by the engine.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pricing.brief import Brief
from pricing.choices import choose
from pricing.engine import estimate
from pricing.estimate import Estimate
from pricing.money import power_of_ten
from pricing.problems import Problem
from pricing.reasons import NOUNS
from pricing.rules import Quantities
from pricing.scanning.grids import EXTRA, Axis
from pricing.scanning.priced import Column, Found, PricedGrid
from pricing.thresholds import Threshold, of_session, thresholds
from pricing.values import AREAS, PRICE_PLACES

_MEASURES = {"people": "person", "images": "image_each", "looks": "look", "minutes": "minute"}
"""What a count is said in; a distance in the unit of the book."""


def cliffs(priced: PricedGrid) -> Iterator[Found]:
    """A finding for each threshold at which one more costs less, with the deepest fall."""
    for place, axis in enumerate(priced.grid.axes):
        if axis.name in priced.grid.watched and len(axis) > 1:
            for fewer, more in _deepest(priced, place):
                yield _explained(priced, axis, fewer, more)


def _deepest(priced: PricedGrid, place: int) -> list[tuple[int, int]]:
    """The pairs of rows along an axis with the deepest fall of each sort."""
    fewer, more = _neighbours(priced, place)
    fall = priced.payable[fewer] - priced.payable[more]
    known = (fall > 0) & ~priced.refused[more]  # what is refused comes to nothing
    fewer, more, fall = fewer[known], more[known], fall[known]
    if not len(fall):
        return []
    sort = _sorts(priced, place, fewer, more)
    order = np.lexsort((fewer, -fall, sort))
    _, firsts = np.unique(sort[order], return_index=True)
    return [(int(fewer[row]), int(more[row])) for row in order[firsts]]


def _neighbours(priced: PricedGrid, place: int) -> tuple[Column, Column]:
    """Each row, and the one with the next value along an axis. Minutes left open have no next."""
    rows = np.arange(len(priced.grid)).reshape(priced.grid.shape)
    axis = priced.grid.axes[place]
    first = int(axis.name == "minutes" and axis.columns["minutes"][0] == 0)
    length = len(axis)
    fewer = rows.take(range(first, length - 1), axis=place)
    more = rows.take(range(first + 1, length), axis=place)
    return fewer.reshape(-1), more.reshape(-1)


def _sorts(priced: PricedGrid, place: int, fewer: Column, more: Column) -> Column:
    """A number for what fell most and where: an area at a value, or adjustments at a threshold."""
    changes = np.stack([priced.amounts[area][more] - priced.amounts[area][fewer] for area in AREAS])
    fell = np.where(changes.sum(axis=0) < 0, changes.argmin(axis=0), len(AREAS))
    values = np.unravel_index(more, priced.grid.shape)[place]
    people = {rule.when.people_from for rule in priced.book.adjustments}
    counts = priced.people[more]
    at_count = np.where(np.isin(counts, list(people)), counts, 0)
    limits = np.unique([_minor(priced, rule.when.spend_from) for rule in priced.book.adjustments])
    at_spend = np.searchsorted(limits, priced.lines[more], "right")
    crossed = at_spend - np.searchsorted(limits, priced.lines[fewer], "right")
    adjusted = np.stack([at_count, np.where(crossed, at_spend, 0)])
    where = np.where(fell < len(AREAS), np.stack([values, np.zeros_like(values)]), adjusted)
    sorts: Column = np.unique(np.stack([fell, *where]), axis=1, return_inverse=True)[1]
    return sorts.reshape(-1)


def _minor(priced: PricedGrid, price: int) -> int:
    """A price in whole minor units, rounded up: what lines must reach."""
    return -(-price // power_of_ten(PRICE_PLACES - priced.book.minor.places))


def _explained(priced: PricedGrid, axis: Axis, fewer: int, more: int) -> Found:
    briefs = (priced.brief(fewer), priced.brief(more))
    before, after = (estimate(brief, priced.book, priced.on) for brief in briefs)
    where = _to_blame(priced, before, after)
    low, high = (_said(priced, axis, row) for row in (fewer, more))
    dear, cheap = (priced.money(each.payable) for each in (before, after))
    fall = before.payable - after.payable
    what = f"for {high} it is {cheap}, for {low} {dear}: more costs {priced.money(fall)} less"
    return Found(fall, Problem(where, what, _advice(where), "warning", briefs))


def _said(priced: PricedGrid, axis: Axis, row: int) -> str:
    """What one row has of the axis."""
    number = priced.grid.row(row)[axis.name]
    if axis.name == "tier":
        tiers = priced.book.retouching_tiers
        return tiers[number].name if number >= 0 else "the retouching included"
    if axis.name.startswith(EXTRA):
        return f"{number} of {axis.name.removeprefix(EXTRA)}"
    measure = _MEASURES.get(axis.name, "")
    one, many = NOUNS[measure or (priced.book.travel.unit if priced.book.travel else "distance")]
    return f"{number} {one if number == 1 else many}"


def _to_blame(priced: PricedGrid, before: Estimate, after: Estimate) -> str:
    """The entry whose amount fell most, with its threshold if one was crossed."""
    old, new = _by_source(before), _by_source(after)
    source = min({**old, **new}, key=lambda name: new.get(name, 0) - old.get(name, 0))
    if source.startswith("adjustments."):
        return _condition(priced, source, before, after)
    low, high = (_counts(priced, each.brief) for each in (before, after))
    crossed = (
        each.where
        for each in _thresholds(priced)
        if each.where.startswith(f"{source}.") and low[each.measure] < each.start
        if each.start <= high[each.measure]
    )
    return next(crossed, source)


def _by_source(found: Estimate) -> dict[str, int]:
    amounts: dict[str, int] = {}
    for line in found.lines:
        amounts[line.source] = amounts.get(line.source, 0) + line.amount
    return amounts | {change.source: change.amount for change in found.adjustments}


def _condition(priced: PricedGrid, source: str, before: Estimate, after: Estimate) -> str:
    """The condition on people or spend that only the second meets."""
    (rule,) = (each for each in priced.book.adjustments if source == f"adjustments.{each.key}")
    if before.people < rule.when.people_from <= after.people:
        return f"{source}.when.people_from"
    low, high = (sum(line.amount for line in each.lines) for each in (before, after))
    if low < _minor(priced, rule.when.spend_from) <= high:
        return f"{source}.when.spend_from"
    return source


def _thresholds(priced: PricedGrid) -> list[Threshold]:
    travel = priced.book.travel
    going = thresholds(travel.rule, "travel.rule") if travel is not None else ()
    return [*of_session(priced.book, priced.session), *going]


def _counts(priced: PricedGrid, brief: Brief) -> Quantities:
    """Everything counted in a brief of one sitting; `unit` of its only extra, if it has one."""
    plan = choose(brief, priced.book, priced.on)
    units = sum(extra.quantity for extra in brief.extras)
    distance = plan.quantities["distance"]
    return {**plan.sittings[0].quantities, "distance": distance, "unit": units}


def _advice(where: str) -> str:
    if where.endswith(("people_from", "spend_from")):
        return "a smaller discount, a cap on it, or one for what is beyond the limit"
    if where.startswith("adjustments."):
        return "a discount that grows more slowly than the price"
    return "graduated tiers, where each unit keeps the price of its own tier"
