"""Desk: what the studio's own staff add to a brief by hand, and answer for.

Free lines, agreed prices in place of the list's, and discounts of their own. Everything else about
them is as for what the list prices: the same order, the same taxes, the same rounding.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from pricing.adjustments import AdjustmentRule, Base, Fixed, Percentage
from pricing.money import decimal_text
from pricing.values import (
    PERCENT_PLACES,
    PRICE_PLACES,
    Area,
    Count,
    PartPercent,
    Price,
    TaxCategory,
    Value,
    Words,
)


class FreeLine(Value):
    """Something the list does not have: so many at a price, what it is to the tax law, its cost.

    `cost` is what one of them costs the studio; no client ever sees it.
    """

    label: Words
    detail: str = Field(default="", max_length=600)
    quantity: Annotated[Count, Field(ge=1)] = 1
    unit: Literal["unit", "booking", "person", "image", "look", "hour", "day"] = "unit"
    price: Price
    cost: Price | None = None
    area: Area = "extras"
    tax_category: TaxCategory = "session"


class AgreedPrice(Value):
    """An amount in place of the list's, for the line that comes from `source`; by whom, and why.

    `source` is the entry in the edition as a line names it: `session_types.team.charges[1]`.
    `sitting` counts from 1 and says which one, where several sittings have such a line.
    """

    source: Words
    sitting: Annotated[Count, Field(ge=1)] | None = None
    amount: Price
    by: Words
    why: Words


class DeskDiscount(Value):
    """A discount of the staff's own, a percentage of a base or an amount; by whom, and why."""

    label: Words
    base: Base = "lines"
    percent: PartPercent | None = None
    amount: Price | None = None
    by: Words
    why: Words

    @model_validator(mode="after")
    def _one_of_two(self) -> DeskDiscount:
        if (self.percent is None) == (self.amount is None):
            raise ValueError("a discount is a percent or an amount: one of the two")
        return self

    def rule(self, key: str) -> AdjustmentRule:
        """The discount as an adjustment like those of the book."""
        about = {"key": key, "label": self.label, "direction": "discount", "base": self.base}
        if self.percent is not None:
            percent = decimal_text(self.percent, PERCENT_PLACES)
            return Percentage.model_validate(about | {"percent": percent})
        price = decimal_text(self.amount or 0, PRICE_PLACES)
        return Fixed.model_validate(about | {"price": price})


class Desk(Value):
    """What the staff add. `code_used` is how often the brief's code was used before."""

    lines: tuple[FreeLine, ...] = ()
    agreed: tuple[AgreedPrice, ...] = ()
    discounts: tuple[DeskDiscount, ...] = ()
    code_used: Count = 0


NOTHING_ADDED = Desk()
