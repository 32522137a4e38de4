"""Charges: what a document charges for, before anything is added up. Any lines, in any currency."""

from __future__ import annotations

from typing import Literal

import msgspec

from pricing.errors import MoneyError
from pricing.instalments import PartDue
from pricing.levies import Levy
from pricing.money import Exact


class Change(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An allowance (−) or a charge (+) on a line or on the whole: an amount, or a rate of a base.

    Amounts are minor units, rates millionths; without a `base` the rate is of the line, or of the
    sum of the lines. `levies` counts for the whole only: None shares the change over the levies of
    the lines, in proportion. `within` keeps an allowance between nothing and what is left.
    """

    kind: Literal["allowance", "charge"]
    amount: Exact = 0
    rate: Exact | None = None
    base: Exact | None = None
    levies: tuple[Levy, ...] | None = None
    within: bool = False


class Line(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """So many at a price: prices in millionths of the major unit, any number of decimals.

    `price` is for `per` units (EN 16931 BT-149) before `discount` (BT-147), which is negative for
    a price that goes up. Raises `MoneyError` unless `per` is positive.
    """

    price: Exact
    quantity: Exact = 1
    per: Exact = 1
    discount: Exact = 0
    changes: tuple[Change, ...] = ()
    levies: tuple[Levy, ...] = ()

    def __post_init__(self) -> None:
        if self.per <= 0:
            raise MoneyError(f"a price per {self.per} has no meaning: say for how many it is")


class Charges(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Everything that one document charges, in one currency, and what was paid of it before.

    `rounding` is an amount that is agreed (BT-114), on top of what the policy's cash step gives.
    """

    currency: str
    lines: tuple[Line, ...] = ()
    changes: tuple[Change, ...] = ()
    prepaid: int = 0
    rounding: int = 0
    instalments: tuple[PartDue, ...] = ()
