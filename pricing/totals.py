"""From lines and adjustments to taxes, cash rounding and payments. Knows no price book and no brief.

Exclusive prices: tax = round(base × rate) for each tax, once on the whole base (`per_rate`) or on
each part (`per_line`). Inclusive prices stay as printed: for what bears the same taxes,
tax = gross − round(gross ÷ (1 + all rates)), shared over those taxes in proportion to their rates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from pricing.estimate import Payment, TaxLine
from pricing.money import Rounding, allocate, divide
from pricing.reasons import Figure, Reason
from pricing.tax import TaxRounding
from pricing.values import MILLION


class Taxable(msgspec.Struct, frozen=True, gc=False):
    """A signed amount in minor units, and what it is to the tax law."""

    amount: int
    category: str


class TaxDue(msgspec.Struct, frozen=True, gc=False):
    """A tax at its rate on the day. `rate` is in millionths."""

    key: str
    name: str
    rate: int
    applies_to: frozenset[str]


class TaxPolicy(msgspec.Struct, frozen=True, gc=False):
    """How tax is rounded, and whether the amounts already hold it."""

    rounding: Rounding = "half_up"
    tax_rounding: TaxRounding = "per_rate"
    inclusive: bool = False


class PartDue(msgspec.Struct, frozen=True, gc=False):
    """An instalment to be worked out: `rate` in millionths, or `amount`, or neither for the rest."""

    label: str
    due: str
    days_before: int
    rate: int | None
    amount: int | None


def tax_lines(
    parts: Sequence[Taxable], taxes: Sequence[TaxDue], policy: TaxPolicy
) -> tuple[TaxLine, ...]:
    """The taxes on `parts`, in the order of `taxes`; a tax that applies to nothing has no line."""
    return (_inclusive if policy.inclusive else _exclusive)(parts, taxes, policy)


def _exclusive(
    parts: Sequence[Taxable], taxes: Sequence[TaxDue], policy: TaxPolicy
) -> tuple[TaxLine, ...]:
    lines = []
    for tax in taxes:
        amounts = [part.amount for part in parts if part.category in tax.applies_to]
        if not any(amounts):
            continue
        base = sum(amounts)
        rounded = amounts if policy.tax_rounding == "per_line" else [base]
        amount = sum(divide(each * tax.rate, MILLION, policy.rounding) for each in rounded)
        words = "{p:percent} of {b:money} = {a:money}"
        words += ", rounded on each line" if policy.tax_rounding == "per_line" else ""
        figures: dict[str, Figure] = {"p": tax.rate, "b": base, "a": amount}
        lines.append(TaxLine(tax.key, tax.name, tax.rate, base, amount, (Reason(words, figures),)))
    return tuple(lines)


def _inclusive(
    parts: Sequence[Taxable], taxes: Sequence[TaxDue], policy: TaxPolicy
) -> tuple[TaxLine, ...]:
    bases = dict.fromkeys(taxes, 0)
    amounts = dict.fromkeys(taxes, 0)
    for due, gross in _by_taxes(parts, taxes, per_line=policy.tax_rounding == "per_line"):
        rate = sum(tax.rate for tax in due)
        net = divide(gross * MILLION, MILLION + rate, policy.rounding)
        for tax, share in zip(due, allocate(gross - net, [t.rate for t in due]), strict=True):
            bases[tax] += net
            amounts[tax] += share
    return tuple(
        TaxLine(tax.key, tax.name, tax.rate, bases[tax], amounts[tax], _held(tax, bases, amounts))
        for tax in taxes
        if bases[tax] or amounts[tax]
    )


def _held(tax: TaxDue, bases: dict[TaxDue, int], amounts: dict[TaxDue, int]) -> tuple[Reason, ...]:
    figures: dict[str, Figure] = {"p": tax.rate, "b": bases[tax], "a": amounts[tax]}
    return (Reason("the price holds {p:percent} on {b:money}: {a:money}", figures),)


def _by_taxes(
    parts: Sequence[Taxable], taxes: Sequence[TaxDue], *, per_line: bool
) -> Iterable[tuple[tuple[TaxDue, ...], int]]:
    """Amounts that bear the same taxes, together or one by one."""
    groups: dict[tuple[TaxDue, ...], list[int]] = {}
    for part in parts:
        due = tuple(tax for tax in taxes if part.category in tax.applies_to)
        if due and part.amount and any(tax.rate for tax in due):
            groups.setdefault(due, []).append(part.amount)
    for due, amounts in groups.items():
        yield from ((due, amount) for amount in (amounts if per_line else [sum(amounts)]))


def cash_rounded(amount: int, step: int, rounding: Rounding) -> int:
    """What must be added to `amount` to reach a multiple of `step` (0.05 francs, whole forints)."""
    return divide(amount, step, rounding) * step - amount if step else 0


def payments(payable: int, parts: Sequence[PartDue], rounding: Rounding) -> tuple[Payment, ...]:
    """`payable` in instalments that sum to it exactly; what is too much or too little is the last's.

    No part is larger than what is left, so a fixed deposit never exceeds a small booking.
    """
    left, found = payable, []
    for index, part in enumerate(parts):
        wanted = _part(payable, part, rounding)
        whole = index == len(parts) - 1 or wanted is None
        amount = left if whole or wanted is None else min(wanted, left)
        left -= amount
        if amount:
            found.append(Payment(part.label, part.due, part.days_before, amount))
    return tuple(found)


def _part(payable: int, part: PartDue, rounding: Rounding) -> int | None:
    if part.amount is not None:
        return part.amount
    return None if part.rate is None else divide(payable * part.rate, MILLION, rounding)
