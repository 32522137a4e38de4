"""Kinds of price rule: a quantity in, an exact amount and the reason out.

Each kind says its arithmetic once, in `amount`, with operations that mean the same for one whole
number and for a column of them (`maths`): no `if` on a quantity, nothing rounded. The words for
one brief are in `shown`.

Amounts are in millionths of the currency's major unit. `per` names the measure that is counted,
`times` one that multiplies the result: first image dearer than the next, for each person, is
`graduated per "image_each" times "person"`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, TypeAlias, assert_never

import msgspec
from pydantic import Field, model_validator

from pricing.maths import SCALAR, Maths
from pricing.reasons import Figure, Reason
from pricing.values import Count, Price, Value

Measure = Literal[
    "booking",
    "person",
    "image",
    "image_each",
    "further_image",
    "further_image_each",
    "look",
    "further_look",
    "minute",
    "station",
    "station_minute",
    "distance",
    "unit",
]
"""What can be counted. `distance` is what is charged: beyond what is included, both ways if so."""

Quantities: TypeAlias = Mapping[Measure, int]


FLAT = "{p:price} flat"
TIMES = "{n:count} × {p:price} = {t:price}"
"""The two reasons that quantity and unit price beside the line already say."""


class Shown(msgspec.Struct, frozen=True, gc=False):
    """How one brief's line reads: so many of a unit at a price (if there is one), and why."""

    quantity: int
    unit: str
    unit_price: int | None
    because: tuple[Reason, ...]


class Flat(Value):
    """One price, whatever the quantity."""

    kind: Literal["flat"] = "flat"
    price: Price

    def amount(self, q: Quantities, maths: Maths) -> int:
        """The price."""
        return self.price

    def shown(self, q: Quantities) -> Shown:
        """Once, at the price."""
        return Shown(1, "booking", self.price, (Reason(FLAT, {"p": self.price}),))


class PerUnit(Value):
    """A price for each, beyond so many that are free."""

    kind: Literal["per-unit"] = "per-unit"
    per: Measure
    price: Price
    beyond: Count = 0

    def amount(self, q: Quantities, maths: Maths) -> int:
        """(quantity − beyond) × price, never below nothing."""
        return maths.most(q[self.per] - self.beyond, 0) * self.price

    def shown(self, q: Quantities) -> Shown:
        """The quantity charged, times the price."""
        charged = max(q[self.per] - self.beyond, 0)
        free = Reason(
            "{all:count}, the first {free:number} free: {n:number} charged",
            {"all": (q[self.per], self.per), "free": self.beyond, "n": charged},
        )
        step = times((charged, self.per), self.price)
        return Shown(charged, self.per, self.price, (free, step) if self.beyond else (step,))


class Tier(Value):
    """From this quantity on, this price each, and a flat sum on top if there is one."""

    start: Annotated[Count, Field(alias="from", ge=1)]
    price: Price = 0
    flat: Price = 0


Tiers = Annotated[tuple[Tier, ...], Field(min_length=1, max_length=50)]


class _Tiered(Value):
    per: Measure
    times: Measure | None = None
    tiers: Tiers

    @model_validator(mode="after")
    def _ascending_from_one(self) -> _Tiered:
        starts = [tier.start for tier in self.tiers]
        if starts != sorted(set(starts)) or starts[0] != 1:
            raise ValueError(f"tiers must begin at 1 and rise without repeats, not {starts}")
        return self

    def _multiplied(self, q: Quantities, each: int) -> Reason | None:
        if self.times is None or q[self.times] == 1:
            return None
        return times((q[self.times], self.times), each)


class Volume(_Tiered):
    """The whole quantity at the price of the tier it reaches."""

    kind: Literal["volume"] = "volume"

    def amount(self, q: Quantities, maths: Maths) -> int:
        """quantity × price + flat of the tier reached; nothing for a quantity of 0."""
        n, total = q[self.per], 0
        for tier in self.tiers:
            total = maths.where(n >= tier.start, n * tier.price + tier.flat, total)
        return total * (q[self.times] if self.times else 1)

    def shown(self, q: Quantities) -> Shown:
        """The quantity at the reached tier's price, or the tier's flat sum."""
        n = q[self.per]
        if not n:
            return Shown(0, self.per, None, (times((0, self.per), self.tiers[0].price),))
        tier = max((t for t in self.tiers if t.start <= n), key=_start)
        multiplied = self._multiplied(q, n * tier.price + tier.flat)
        quantity = n * (q[self.times] if self.times else 1)
        price = tier.price if tier.price and not tier.flat else None
        because = (_reached(n, self.per, tier), *((multiplied,) if multiplied else ()))
        return Shown(quantity, self.per, price, because)


class Graduated(_Tiered):
    """Each unit at the price of its own tier."""

    kind: Literal["graduated"] = "graduated"

    def amount(self, q: Quantities, maths: Maths) -> int:
        """The sum over the tiers of units in the tier × its price (+ its flat sum if begun)."""
        n, total = q[self.per], 0
        for tier, end in self.spans:
            begun = maths.most(n - tier.start + 1, 0)
            inside = begun if end is None else maths.least(begun, end - tier.start)
            total = total + inside * tier.price + maths.where(inside > 0, tier.flat, 0)
        return total * (q[self.times] if self.times else 1)

    def shown(self, q: Quantities) -> Shown:
        """Each tier's units at their price, then the sum."""
        n = q[self.per]
        steps = [
            (min(n, (end or n + 1) - 1) - tier.start + 1, tier)
            for tier, end in self.spans
            if tier.start <= n
        ]
        sums = tuple(inside * tier.price + tier.flat for inside, tier in steps)
        because = [_step(inside, self.per, tier) for inside, tier in steps]
        if len(sums) > 1:
            because.append(Reason("{all:sum} = {t:price}", {"all": sums, "t": sum(sums)}))
        multiplied = self._multiplied(q, sum(sums))
        because += [multiplied] if multiplied else []
        quantity = n * (q[self.times] if self.times else 1)
        single = steps[0][1].price if len(steps) == 1 and not steps[0][1].flat else None
        return Shown(quantity, self.per, single, tuple(because))

    @cached_property
    def spans(self) -> list[tuple[Tier, int | None]]:
        """Each tier, and where the next one begins."""
        ends = [tier.start for tier in self.tiers[1:]]
        return list(zip(self.tiers, [*ends, None], strict=True))


class Block(Value):
    """A price for each started block of so many, and at least so many blocks."""

    kind: Literal["block"] = "block"
    per: Measure
    size: Annotated[Count, Field(ge=1)]
    price: Price
    at_least: Count = 0
    times: Measure | None = None

    def amount(self, q: Quantities, maths: Maths) -> int:
        """Started blocks × price × `times`."""
        blocks = maths.most((q[self.per] + self.size - 1) // self.size, self.at_least)
        return blocks * self.price * (q[self.times] if self.times else 1)

    def shown(self, q: Quantities) -> Shown:
        """How many blocks are started, and what they cost."""
        n, many = q[self.per], q[self.times] if self.times else 1
        started = -(-n // self.size)
        blocks = max(started, self.at_least)
        words = "{n:count} is {b:count} of {s:number}"
        words += ", the smallest booking is {least:number}" if started < self.at_least else ""
        figures: dict[str, Figure] = {"n": (n, self.per), "b": (started, "block")}
        because = [Reason(words, {**figures, "s": self.size, "least": self.at_least})]
        because.append(times((blocks, "block"), self.price))
        if self.times and many != 1:
            because.append(times((many, self.times), blocks * self.price))
        return Shown(blocks * many, "block", self.price, tuple(because))


class _Chosen(Value):
    of: Annotated[tuple[Rule, ...], Field(min_length=2, max_length=6)]

    def _shown(self, q: Quantities, words: str, *, larger: bool) -> Shown:
        amounts = [rule.amount(q, SCALAR) for rule in self.of]
        winner = (max if larger else min)(amounts)
        shown = [rule.shown(q) for rule in self.of]
        chosen = shown[amounts.index(winner)]
        why = Reason(words, {"a": tuple(amounts), "w": winner})
        steps = tuple(reason for one in shown for reason in one.because)
        return Shown(chosen.quantity, chosen.unit, chosen.unit_price, (*steps, why))


class GreaterOf(_Chosen):
    """The dearest of several rules: a price per person or a price per started hour."""

    kind: Literal["greater-of"] = "greater-of"

    def amount(self, q: Quantities, maths: Maths) -> int:
        """The largest amount."""
        total = self.of[0].amount(q, maths)
        for rule in self.of[1:]:
            total = maths.most(total, rule.amount(q, maths))
        return total

    def shown(self, q: Quantities) -> Shown:
        """Every rule's steps, then which is charged."""
        return self._shown(q, "the greatest of {a:list} is {w:price}", larger=True)


class LesserOf(_Chosen):
    """The cheapest of several rules: a price per person, capped by the half-day rate."""

    kind: Literal["lesser-of"] = "lesser-of"

    def amount(self, q: Quantities, maths: Maths) -> int:
        """The smallest amount."""
        total = self.of[0].amount(q, maths)
        for rule in self.of[1:]:
            total = maths.least(total, rule.amount(q, maths))
        return total

    def shown(self, q: Quantities) -> Shown:
        """Every rule's steps, then which is charged."""
        return self._shown(q, "the least of {a:list} is {w:price}", larger=False)


Rule = Annotated[
    Flat | PerUnit | Volume | Graduated | Block | GreaterOf | LesserOf, Field(discriminator="kind")
]

GreaterOf.model_rebuild()
LesserOf.model_rebuild()


def measures(rule: Rule) -> frozenset[Measure]:
    """What the rule counts."""
    match rule:
        case Flat():
            return frozenset()
        case PerUnit():
            return frozenset((rule.per,))
        case Volume() | Graduated() | Block():
            return frozenset((rule.per, rule.times) if rule.times else (rule.per,))
        case GreaterOf() | LesserOf():
            return frozenset[Measure]().union(*(measures(each) for each in rule.of))
        case _:
            assert_never(rule)


def _start(tier: Tier) -> int:
    return tier.start


def times(count: tuple[int, str], price: int) -> Reason:
    """So many at a price each."""
    figures: dict[str, Figure] = {"n": count, "p": price, "t": count[0] * price}
    return Reason(TIMES, figures)


def _step(inside: int, per: str, tier: Tier) -> Reason:
    total = inside * tier.price + tier.flat
    figures: dict[str, Figure] = {"n": (inside, per), "p": tier.price, "t": total}
    if not tier.flat:
        return Reason(TIMES, figures)
    return Reason("{n:count} × {p:price} + {f:price} = {t:price}", {**figures, "f": tier.flat})


def _reached(n: int, per: str, tier: Tier) -> Reason:
    step = _step(n, per, tier)
    words = step.words + ", the price from {from:count}"
    if tier.flat and not tier.price:
        words = "{n:count}: {f:price}, the sum from {from:count}"
    return Reason(words, {**step.figures, "from": (tier.start, per)})
