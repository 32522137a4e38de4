"""Levies: taxes as they bear on amounts. The one place where tax is computed.

`added` to the price: tax = round(base × rate), once for each levy on the whole base (`per_rate`:
EN 16931 BR-CO-17 on the base of BR-S-08) or on each part (`per_line`).
`included` in the price, which stays as printed: for what holds the same levies, tax =
gross − round(gross ÷ (1 + all rates)), shared over those levies in proportion to their rates.
`withheld` by the client for the tax office: computed as if added; it lowers what is payable.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

import msgspec

from pricing.money import AnyRounding, Exact, allocate, rounded
from pricing.tax import TaxRounding
from pricing.values import MILLION

Standing = Literal["added", "included", "withheld"]

Sums = Literal["of_rounded", "of_exact"]
"""`of_rounded` adds up amounts as they are printed, so that any reader can (EN 16931, gobl's
`currency`). `of_exact` adds up before rounding, and prints sums that the printed amounts may miss
by a unit (gobl's `precise`)."""


class Levy(msgspec.Struct, frozen=True, gc=False):
    """A tax at a rate in millionths, its category (`S`, `Z`, `E`, `AE` …) and how it stands."""

    key: str
    rate: int = 0
    category: str = ""
    standing: Standing = "added"


class Part(msgspec.Struct, frozen=True, gc=False):
    """A signed amount in minor units, and the levies that bear on it."""

    amount: Exact
    levies: tuple[Levy, ...] = ()


class LevyRow(msgspec.Struct, frozen=True, gc=False):
    """A levy, what it stands on before tax, and what it comes to."""

    levy: Levy
    base: Exact
    amount: Exact


Groups = dict[tuple[Levy, ...], list[Part]]
"""Parts by the levies that they include."""


class TotalsPolicy(msgspec.Struct, frozen=True, gc=False):
    """How amounts are rounded, where, and to which step in cash (minor units, 0 for none)."""

    rounding: AnyRounding = "half_up"
    tax_rounding: TaxRounding = "per_rate"
    sums: Sums = "of_rounded"
    cash_step: int = 0

    def kept(self, numerator: Exact, denominator: Exact = 1) -> Exact:
        """The quotient as it enters sums: rounded, or as it is."""
        if self.sums == "of_exact":
            return Fraction(numerator, denominator)
        return self.rounded(numerator, denominator)

    def rounded(self, numerator: Exact, denominator: Exact) -> int:
        """The quotient in whole units."""
        return rounded(numerator, denominator, self.rounding)

    def together(self, amounts: Sequence[Exact]) -> Sequence[Exact]:
        """What is taxed at one go: the sum, or each amount."""
        return [sum(amounts)] if self.tax_rounding == "per_rate" else amounts

    def split(self, amount: Exact, weights: Sequence[Exact]) -> list[Exact]:
        """`amount` in proportion to `weights`: fairly in whole units, or as it is."""
        if self.sums == "of_rounded":
            return [*allocate(int(amount), [int(weight) for weight in weights])]
        return [Fraction(amount * weight, sum(weights)) for weight in weights]


def levied(parts: Sequence[Part], policy: TotalsPolicy) -> tuple[LevyRow, ...]:
    """What each levy comes to on `parts`, in the order in which the parts name them."""
    levies = {levy: None for part in parts for levy in part.levies}
    if "included" not in [levy.standing for levy in levies]:
        return tuple([_on_top(levy, _borne(levy, parts), policy) for levy in levies])
    groups = by_held(parts)
    included, bases = _included(groups, policy), bases_by_levy(groups, policy)
    return tuple(included.get(levy) or _on_top(levy, bases[levy], policy) for levy in levies)


def _borne(levy: Levy, parts: Sequence[Part]) -> list[Exact]:
    return [part.amount for part in parts if levy in part.levies]


def _on_top(levy: Levy, bases: Sequence[Exact], policy: TotalsPolicy) -> LevyRow:
    taxed = policy.together(bases)
    amount = sum(policy.kept(base * levy.rate, MILLION) for base in taxed)
    return LevyRow(levy, sum(bases), amount)


def by_held(parts: Sequence[Part]) -> Groups:
    """Parts by the levies that their prices include."""
    groups: Groups = {}
    for part in parts:
        held = tuple([levy for levy in part.levies if levy.standing == "included"])
        groups.setdefault(held, []).append(part)
    return groups


def _included(groups: Groups, policy: TotalsPolicy) -> dict[Levy, LevyRow]:
    """The levies that prices include: what is net, and the rest in proportion to the rates."""
    rows: dict[Levy, LevyRow] = {}
    for held, parts in groups.items():
        rates = [levy.rate for levy in held]
        for gross in policy.together([part.amount for part in parts]) if held else ():
            net = _net(gross, held, policy)
            shares = policy.split(gross - net, rates) if any(rates) else rates
            for levy, share in zip(held, shares, strict=True):
                row = rows.get(levy, LevyRow(levy, 0, 0))
                rows[levy] = LevyRow(levy, row.base + net, row.amount + share)
    return rows


def bases_by_levy(groups: Groups, policy: TotalsPolicy) -> dict[Levy, list[Exact]]:
    """What each levy on top stands on: amounts without the levies that they include."""
    bases: dict[Levy, list[Exact]] = {}
    for held, parts in groups.items():
        for levy in {levy: None for part in parts for levy in part.levies if levy not in held}:
            amounts = [part.amount for part in parts if levy in part.levies]
            found = [_net(gross, held, policy) for gross in policy.together(amounts)]
            bases.setdefault(levy, []).extend(found)
    return bases


def _net(gross: Exact, held: Sequence[Levy], policy: TotalsPolicy) -> Exact:
    if not held:
        return gross
    return policy.kept(gross * MILLION, MILLION + sum(levy.rate for levy in held))
