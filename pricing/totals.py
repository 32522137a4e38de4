"""From anything charged to net, tax and payable. Knows no price book and no brief.

    line      = round(quantity × (price − discount) ÷ per), once, then its allowances and charges
    net       = lines − allowances + charges − the tax that the prices include
    tax       = each levy on its base; see `levies.py`
    gross     = net + tax
    payable   = gross − what is withheld + what is rounded for cash
    due       = payable − what is prepaid

The names and the order are those of EN 16931 (BR-CO-10 to BR-CO-17); each figure names its term.
Under the policy `of_rounded` every sum is of amounts as printed, and gross is net + tax to the
unit; under `of_exact` nothing is rounded before it is printed. Magnitudes are rounded and then
negated, so that a credit note mirrors its invoice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from pricing.charges import Change, Charges, Line
from pricing.errors import MoneyError
from pricing.estimate import Payment
from pricing.instalments import PartDue, payments
from pricing.levies import (
    Levy,
    LevyRow,
    Part,
    Standing,
    TotalsPolicy,
    levied,
)
from pricing.money import Exact, minor_units, power_of_ten, rounded
from pricing.values import MILLION

__all__ = [
    "Change",
    "Charges",
    "Levy",
    "Line",
    "PartDue",
    "TaxedAt",
    "Totals",
    "TotalsPolicy",
    "cash_rounded",
    "payments",
    "total",
]


class TaxedAt(msgspec.Struct, frozen=True, gc=False):
    """A levy, what it stands on (BT-116) and what it comes to (BT-117), in minor units."""

    levy: Levy
    base: int
    amount: int


class Totals(msgspec.Struct, frozen=True):
    """What `total` found. Holds the parts; every figure is a sum of them, rounded to be printed."""

    charges: Charges
    policy: TotalsPolicy
    line_amounts: tuple[Exact, ...]
    change_amounts: tuple[Exact, ...]
    rows: tuple[LevyRow, ...]

    @property
    def lines(self) -> tuple[int, ...]:
        """Each line net of its own allowances and charges (BT-131)."""
        return tuple(self._printed(amount) for amount in self.line_amounts)

    @property
    def changes(self) -> tuple[int, ...]:
        """Each allowance (BT-92) and charge (BT-99) of the whole, signed."""
        return tuple(self._printed(amount) for amount in self.change_amounts)

    @property
    def line_total(self) -> int:
        """The lines together (BT-106, BR-CO-10)."""
        return self._printed(sum(self.line_amounts))

    @property
    def allowance_total(self) -> int:
        """The allowances of the whole together (BT-107, BR-CO-11)."""
        return self._printed(-sum(self._changed("allowance")))

    @property
    def charge_total(self) -> int:
        """The charges of the whole together (BT-108, BR-CO-12)."""
        return self._printed(sum(self._changed("charge")))

    @property
    def taxes(self) -> tuple[TaxedAt, ...]:
        """Each levy on its base, those withheld among them."""
        return tuple(
            TaxedAt(row.levy, self._printed(row.base), self._printed(row.amount))
            for row in self.rows
        )

    @property
    def net(self) -> int:
        """Before tax (BT-109, BR-CO-13)."""
        return self._printed(self._net)

    @property
    def tax(self) -> int:
        """All taxes together, without those withheld (BT-110, BR-CO-14)."""
        return self._printed(self._tax)

    @property
    def tax_included(self) -> int:
        """The part of the taxes that the prices include."""
        return self._printed(self._levied("included"))

    @property
    def gross(self) -> int:
        """With tax (BT-112, BR-CO-15)."""
        return self._printed(self._net + self._tax)

    @property
    def withheld(self) -> int:
        """What the client keeps back for the tax office."""
        return self._printed(self._levied("withheld"))

    @property
    def rounding(self) -> int:
        """What is added so that the amount due can be paid (BT-114)."""
        agreed = self.charges.rounding
        due = self._unrounded + agreed - self.charges.prepaid
        return agreed + cash_rounded(due, self.policy)

    @property
    def payable(self) -> int:
        """What the client pays in all."""
        return self._unrounded + self.rounding

    @property
    def due(self) -> int:
        """What is left to pay (BT-115, BR-CO-16)."""
        return self.payable - self.charges.prepaid

    @property
    def payments(self) -> tuple[Payment, ...]:
        """What is payable, in instalments."""
        return payments(self.payable, self.tax, self.charges.instalments, self.policy.rounding)

    @property
    def _net(self) -> Exact:
        sums = sum(self.line_amounts) + sum(self.change_amounts)
        return sums - self._levied("included")

    @property
    def _tax(self) -> Exact:
        return self._levied("added") + self._levied("included")

    @property
    def _unrounded(self) -> int:
        return self._printed(self._net + self._tax - self._levied("withheld"))

    def _levied(self, standing: Standing) -> Exact:
        return sum(row.amount for row in self.rows if row.levy.standing == standing)

    def _changed(self, kind: str) -> Iterable[Exact]:
        pairs = zip(self.charges.changes, self.change_amounts, strict=True)
        return (amount for change, amount in pairs if change.kind == kind)

    def _printed(self, amount: Exact) -> int:
        return rounded(amount, 1, self.policy.rounding)


def total(charges: Charges, policy: TotalsPolicy) -> Totals:
    """The totals of a document under a policy.

    Raises `MoneyError` for a currency ISO 4217 does not list, and for a change without levies that
    cannot be shared because the lines come to nothing.
    """
    minor = power_of_ten(minor_units(charges.currency))
    lines = tuple(_line(line, minor, policy) for line in charges.lines)
    changes = tuple(_changes(charges.changes, sum(lines), policy))
    parts = whole = _parts(charges.lines, lines, policy)
    of_their_own = []
    for change, amount in zip(charges.changes, changes, strict=True):
        if change.levies is None:
            parts = _shared(amount, parts, whole, policy)
        else:
            of_their_own.append(Part(amount, change.levies))
    return Totals(charges, policy, lines, changes, levied([*parts, *of_their_own], policy))


def _line(line: Line, minor: int, policy: TotalsPolicy) -> Exact:
    exact = line.quantity * (line.price - line.discount) * minor
    amount = policy.kept(exact, MILLION * line.per)
    return amount + sum(_changes(line.changes, amount, policy))


def _changes(changes: Sequence[Change], base: Exact, policy: TotalsPolicy) -> Iterable[Exact]:
    """Each change, signed: charges add, allowances take away. All rates are of the same base."""
    left = base
    for change in changes:
        amount = _amount(change, base, policy)
        if change.kind == "allowance":
            amount = -(_within(amount, left) if change.within else amount)
        left += amount
        yield amount


def _amount(change: Change, base: Exact, policy: TotalsPolicy) -> Exact:
    if change.rate is None:
        return policy.kept(change.amount)
    return policy.kept((base if change.base is None else change.base) * change.rate, MILLION)


def _within(amount: Exact, left: Exact) -> Exact:
    """The amount, but not less than nothing and not more than all that is left."""
    return min(max(amount, min(left, 0)), max(left, 0))


def _parts(lines: Sequence[Line], amounts: Sequence[Exact], policy: TotalsPolicy) -> list[Part]:
    """What bears the same levies, taken together where it is taxed at one go."""
    heaps: dict[tuple[Levy, ...], list[Exact]] = {}
    for line, amount in zip(lines, amounts, strict=True):
        heaps.setdefault(line.levies, []).append(amount)
    return [Part(each, levies) for levies, heap in heaps.items() for each in policy.together(heap)]


def _shared(
    amount: Exact, parts: Sequence[Part], whole: Sequence[Part], policy: TotalsPolicy
) -> list[Part]:
    """The parts with a change shared over them, in proportion to what they hold.

    If nothing is left of them, in proportion to what they held as a `whole`. What goes the other
    way, such as a line given back, takes no share unless it is alone.
    """
    if len(parts) == 1 or not amount:
        return [Part(part.amount + amount, part.levies) for part in parts]
    weights = _weights(parts) or _weights(whole)
    if not weights:
        raise MoneyError("lines that come to nothing share no change: say its levies")
    shares = policy.split(amount, weights)
    return [
        Part(part.amount + share, part.levies) for part, share in zip(parts, shares, strict=True)
    ]


def _weights(parts: Sequence[Part]) -> list[Exact]:
    sign = -1 if sum(part.amount for part in parts) < 0 else 1
    weights = [max(0, sign * part.amount) for part in parts]
    return weights if any(weights) else []


def cash_rounded(amount: int, policy: TotalsPolicy) -> int:
    """What must be added to reach a multiple of the cash step (0.05 francs, whole forints)."""
    step = policy.cash_step
    return policy.rounded(amount, step) * step - amount if step else 0
