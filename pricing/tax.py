"""Tax: what is charged where, at which rate, from which day.

A place names the taxes due there (state and city, federal and provincial). A tax applies to some
categories of charge and its rate is dated, with the source it was read from.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from pricing.dated import in_force
from pricing.values import Key, Percent, TaxCategory, Value, Words

TaxRounding = Literal["per_rate", "per_line"]
"""`per_rate` rounds the tax once for each tax and rate (EN 16931); `per_line` on each line."""


class TaxRate(Value):
    """A rate from its first day, and who said so on which day."""

    effective_from: date
    percent: Percent
    source: Words
    seen_on: date


class Tax(Value):
    """One tax: its name on the quote, what it applies to, its rates."""

    key: Key
    name: Words
    applies_to: Annotated[tuple[TaxCategory, ...], Field(min_length=1)]
    rates: Annotated[tuple[TaxRate, ...], Field(min_length=1)]
    note: str = ""

    def rate(self, on: date) -> TaxRate:
        """The rate in force on that day. Raises `NotInForce` before the first."""
        return in_force(self.rates, on, self.name)


class TaxPlace(Value):
    """Somewhere a session can be, and the taxes due there."""

    key: Key
    name: Words
    taxes: tuple[Tax, ...] = ()
    note: str = ""
