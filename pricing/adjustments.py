"""Kinds of adjustment: a signed change after the lines, on a named base, under a condition.

Adjustments are made in the price book's order. Each says on what it stands (`base`) and when it
applies (`when`); of those that name the same `group` only the largest is made.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from pydantic import Field, model_validator

from pricing.conditions import When
from pricing.maths import Maths
from pricing.money import Rounding, divided, power_of_ten
from pricing.reasons import Figure, Reason
from pricing.rules import Measure, Quantities
from pricing.values import MILLION, Basis, Key, Percent, Price, TaxCategory, Value, Words

Base = Literal[
    "session", "retouching", "licence", "extras", "travel", "creative", "lines", "running"
]
"""What a percentage stands on: an area of the quote; `creative` is session and retouching; `lines`
every line; `running` every line with the adjustments made so far."""


class Share(Value):
    """A percentage of a base, as a price of its own: a licence or an extra."""

    kind: Literal["share"] = "share"
    of: Base
    percent: Percent


class _Adjustment(Value):
    key: Key
    label: Words
    direction: Literal["discount", "surcharge"]
    base: Base = "lines"
    when: When = When()
    group: Key | None = None
    tax_category: TaxCategory | None = None
    basis: Basis

    @model_validator(mode="after")
    def _discount_from_its_base(self) -> _Adjustment:
        if self.direction == "discount" and self.tax_category is not None:
            raise ValueError("a discount is taken from its base and has no tax_category of its own")
        return self


class Percentage(_Adjustment):
    """A percentage of the base, up to a cap if there is one."""

    kind: Literal["percentage"] = "percentage"
    percent: Percent
    cap: Price | None = None

    def magnitude(self, base: int, q: Quantities, minor: Minor, maths: Maths) -> int:
        """The share of `base`, in minor units."""
        share = divided(base * self.percent, MILLION, minor.rounding)
        return share if self.cap is None else maths.least(share, minor.of(self.cap))

    def because(self, base: int, q: Quantities, amount: int) -> Reason:
        """The percentage of the base, at most the cap."""
        figures: dict[str, Figure] = {"p": self.percent, "b": base, "a": amount, "of": self.base}
        if self.cap is None:
            return Reason("{p:percent} of {of:base} {b:money} = {a:money}", figures)
        words = "{p:percent} of {of:base} {b:money}, at most {c:price} = {a:money}"
        return Reason(words, figures | {"c": self.cap})

    @model_validator(mode="after")
    def _discount_within_the_whole(self) -> Percentage:
        if self.direction == "discount" and self.percent > MILLION:
            raise ValueError("a discount above 100 % would pay the client")
        return self


class Fixed(_Adjustment):
    """A fixed amount, for the booking or for each of something."""

    kind: Literal["fixed"] = "fixed"
    price: Price
    per: Measure = "booking"

    def magnitude(self, base: int, q: Quantities, minor: Minor, maths: Maths) -> int:
        """The price times the quantity, in minor units."""
        return minor.of(q[self.per] * self.price)

    def because(self, base: int, q: Quantities, amount: int) -> Reason:
        """The quantity times the price; a discount stops at its base."""
        figures: dict[str, Figure] = {"n": (q[self.per], self.per), "p": self.price, "a": amount}
        words = "{n:count} × {p:price} = {a:money}"
        return Reason("{p:price} flat" if self.per == "booking" else words, figures)


class MinimumCharge(_Adjustment):
    """What is missing from the base to the smallest amount the studio works for."""

    kind: Literal["minimum-charge"] = "minimum-charge"
    direction: Literal["surcharge"] = "surcharge"
    price: Price

    def magnitude(self, base: int, q: Quantities, minor: Minor, maths: Maths) -> int:
        """minimum − base, never below nothing."""
        return maths.most(minor.of(self.price) - base, 0)

    def because(self, base: int, q: Quantities, amount: int) -> Reason:
        """The subtraction."""
        figures: dict[str, Figure] = {"m": self.price, "b": base, "a": amount, "of": self.base}
        return Reason("smallest charge {m:price} − {of:base} {b:money} = {a:money}", figures)


class Cap(_Adjustment):
    """What the base is above the most the studio charges for it."""

    kind: Literal["cap"] = "cap"
    direction: Literal["discount"] = "discount"
    price: Price

    def magnitude(self, base: int, q: Quantities, minor: Minor, maths: Maths) -> int:
        """base − cap, never below nothing."""
        return maths.most(base - minor.of(self.price), 0)

    def because(self, base: int, q: Quantities, amount: int) -> Reason:
        """The subtraction."""
        figures: dict[str, Figure] = {"m": self.price, "b": base, "a": amount, "of": self.base}
        return Reason("{of:base} {b:money} − the most we charge {m:price} = {a:money}", figures)


AdjustmentRule = Annotated[Percentage | Fixed | MinimumCharge | Cap, Field(discriminator="kind")]


class Minor(msgspec.Struct, frozen=True, gc=False):
    """How prices become minor units: the currency's decimals and the named rounding."""

    places: int
    rounding: Rounding

    def of(self, price: int) -> int:
        """A price (millionths of the major unit) in minor units, rounded once by name."""
        return self.rounded(price, 6)

    def rounded(self, amount: int, places: int) -> int:
        """An exact amount with that many decimals, in minor units, rounded once by name."""
        return divided(amount, power_of_ten(places - self.places), self.rounding)
