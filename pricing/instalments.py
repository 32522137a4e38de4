"""Instalments: what is payable, in parts that sum to it exactly."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pricing.estimate import Payment
from pricing.maths import SCALAR, Maths
from pricing.money import AnyRounding, allocate, allocated, divided, rounded
from pricing.values import MILLION


class PartDue(msgspec.Struct, frozen=True, gc=False):
    """An instalment to be worked out: `rate` in millionths, or `amount`, or neither for the rest.

    Several with neither are equal parts of the rest.
    """

    label: str
    due: str
    days_before: int = 0
    rate: int | None = None
    amount: int | None = None


def payments(
    payable: int, tax: int, parts: Sequence[PartDue], rounding: AnyRounding
) -> tuple[Payment, ...]:
    """`payable` in instalments that sum to it exactly; what is left over is the last's.

    No part is larger than what is left, so a fixed deposit never exceeds a small booking. A refund
    is paid like the sale it takes back. A part that comes to nothing is not asked for. Each bears
    its share of `tax`, the sum of all taxes, by largest remainder.
    """
    sign = -1 if payable < 0 else 1
    amounts = amounts_due(abs(payable), parts, rounding)
    asked = [(part, amount) for part, amount in zip(parts, amounts, strict=True) if amount]
    shares = allocate(tax, [amount for _, amount in asked]) if asked else []
    return tuple(
        [
            Payment(part.label, part.due, part.days_before, sign * amount, share)
            for (part, amount), share in zip(asked, shares, strict=True)
        ]
    )


def amounts_due(
    payable: int, parts: Sequence[PartDue], rounding: AnyRounding, maths: Maths = SCALAR
) -> list[int]:
    """The amount of each part of what is payable, which is not negative; ints or columns."""
    left, named = payable, list[int | None]()
    for part in parts:
        wanted = _wanted(payable, part, rounding)
        amount = None if wanted is None else maths.least(wanted, left)
        named.append(amount)
        left = left - (0 if amount is None else amount)
    open_parts = sum(amount is None for amount in named)
    if open_parts:
        equal = iter(allocated(left, [1] * open_parts, maths))
        return [next(equal) if amount is None else amount for amount in named]
    amounts = [amount for amount in named if amount is not None]
    return [*amounts[:-1], amounts[-1] + left] if amounts else []


def _wanted(payable: int, part: PartDue, rounding: AnyRounding) -> int | None:
    if part.amount is not None:
        return part.amount
    if part.rate is None:
        return None
    if rounding == "half_up" or rounding == "half_even":
        return divided(payable * part.rate, MILLION, rounding)
    return rounded(payable * part.rate, MILLION, rounding)
