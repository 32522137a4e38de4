"""Costing: what a quote costs the studio, and what was given away. No client ever sees it.

It stands beside the estimate and is no part of it, so that nothing made for a client can hold it.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from pricing.adjustments import Minor
from pricing.book import PriceBook
from pricing.choices import Picked, Plan, choose
from pricing.estimate import Estimate
from pricing.maths import SCALAR
from pricing.problems import Problem
from pricing.rules import Quantities, Rule
from pricing.values import MILLION


class ItemCost(msgspec.Struct, frozen=True, gc=False):
    """What the lines that come from one entry charge before adjustments, and what they cost."""

    source: str
    label: str
    charged: int
    cost: int


class Costing(msgspec.Struct, frozen=True, gc=False):
    """The costs of a quote in minor units. `unknown` are the lines that name no cost."""

    net: int
    items: tuple[ItemCost, ...]
    unknown: tuple[str, ...]

    @property
    def cost(self) -> int:
        """All known costs together."""
        return sum(item.cost for item in self.items)

    @property
    def margin(self) -> int:
        """What is left of net after the known costs; negative where the studio pays to work."""
        return self.net - self.cost

    @property
    def below_cost(self) -> tuple[ItemCost, ...]:
        """The items charged below what they cost, before adjustments."""
        return tuple(item for item in self.items if item.charged < item.cost)


def costing(estimate: Estimate, book: PriceBook) -> Costing:
    """What an estimate costs by the edition it was priced with. Each cost is rounded once."""
    plan = choose(estimate.brief, book, estimate.priced_on, estimate.desk)
    costs: dict[str, int] = {}
    for source, cost in _costs(plan, book.minor):
        costs[source] = costs.get(source, 0) + cost
    charged: dict[str, int] = {}
    labels: dict[str, str] = {}
    for line in estimate.lines:
        charged[line.source] = charged.get(line.source, 0) + line.amount
        labels[line.source] = line.label
    items = [
        ItemCost(source, labels.get(source, source), charged.get(source, 0), cost)
        for source, cost in costs.items()
    ]
    unknown = (label for source, label in labels.items() if source not in costs)
    return Costing(estimate.net, tuple(items), tuple(unknown))


def _costs(plan: Plan, minor: Minor) -> Iterator[tuple[str, int]]:
    """Each cost that the book or the desk names, by its source; also where nothing is charged."""

    def of(source: str, rule: Rule | None, quantities: Quantities) -> Iterator[tuple[str, int]]:
        if rule is not None:
            yield source, minor.of(rule.amount(quantities, SCALAR))

    for picked in plan.sittings:
        for source, charge in picked.session.placed_charges:
            yield from of(source, charge.cost, picked.quantities)
        yield from _finish(picked, plan.book, minor)
    for extra, choice in plan.extras:
        quantities = {**plan.quantities, "unit": choice.quantity}
        yield from of(f"extras.{extra.key}", extra.cost, quantities)
    if plan.book.travel is not None and plan.brief.distance:
        yield from of("travel", plan.book.travel.cost, plan.quantities)
    for number, line in enumerate(plan.desk.lines, 1):
        if line.cost is not None:
            yield f"desk.lines[{number}]", minor.of(line.quantity * line.cost)


def _finish(picked: Picked, book: PriceBook, minor: Minor) -> Iterator[tuple[str, int]]:
    """What a finer finish costs above the included one, whose cost is the session's."""
    included, tier = book.tiers_by_key.get(picked.session.retouching_included or ""), picked.tier
    less = included.cost or 0 if included else 0
    if tier is not None and tier.cost is not None and tier.cost > less:
        more = picked.quantities["image"] * (tier.cost - less)
        yield f"retouching_tiers.{tier.key}", minor.of(more)


def given_away(estimate: Estimate) -> int:
    """How far the desk went below the list: agreed prices and discounts of its own."""
    agreed = (line.listed - line.amount for line in estimate.lines if line.listed is not None)
    lines = sum(max(less, 0) for less in agreed)
    discounts = sum(
        -each.amount for each in estimate.adjustments if each.source.startswith("desk.")
    )
    return lines + discounts


def beyond_limit(estimate: Estimate, book: PriceBook, role: str) -> tuple[Problem, ...]:
    """Why somebody in a role may not offer this without an approval; nothing if they may.

    A role that the price book does not name may give nothing away.
    """
    limits = {limit.role: limit.percent for limit in book.discount_limits}
    listed = sum(line.amount if line.listed is None else line.listed for line in estimate.lines)
    most, given = listed * limits.get(role, 0) // MILLION, given_away(estimate)
    if given <= most:
        return ()
    what = f"{estimate.money(given)} is below the list, and {role} may give {estimate.money(most)}"
    return (Problem("desk", what, "less, or an approval"),)
