"""Tax: what is charged where, at which rate, from which day.

A place names the taxes due there (state and city, federal and provincial). A tax applies to some
categories of charge and its rate is dated, with the source it was read from.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from pricing.dated import in_force
from pricing.values import MILLION, Key, Percent, TaxCategory, Value, Words

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


class TaxStatus(Value):
    """What a client may be to the tax law of a place, with the reason that the quote prints.

    `lifts` names the taxes that are not charged: an exemption, a reverse charge; `applies_to` what
    they are lifted from, everything if it is empty. `withholds` are kept back by the client for
    the tax office: they lower what is payable, not the tax.
    """

    key: Key
    name: Words
    reason: Words
    lifts: tuple[Key, ...] = ()
    applies_to: tuple[TaxCategory, ...] = ()
    withholds: tuple[Tax, ...] = ()
    source: Words
    seen_on: date

    @model_validator(mode="after")
    def _leaves_something_to_pay(self) -> TaxStatus:
        """Up to a half, no rounding can withhold more than there is."""
        most = sum(max(rate.percent for rate in tax.rates) for tax in self.withholds)
        if most > MILLION // 2:
            raise ValueError(f"{self.key} withholds more than 50 %")
        return self


class TaxPlace(Value):
    """Somewhere a session can be, the taxes due there, and what a client may be to them."""

    key: Key
    name: Words
    taxes: tuple[Tax, ...] = ()
    statuses: tuple[TaxStatus, ...] = ()
    note: str = ""

    @property
    def every_tax(self) -> tuple[Tax, ...]:
        """The taxes due, and those that some clients withhold."""
        return (*self.taxes, *(tax for status in self.statuses for tax in status.withholds))

    @model_validator(mode="after")
    def _lifts_what_is_due(self) -> TaxPlace:
        due = [tax.key for tax in self.taxes]
        for status in self.statuses:
            for key in status.lifts:
                if key not in due:
                    raise ValueError(f"{status.key} lifts {key!r}; due here: {', '.join(due)}")
        return self
