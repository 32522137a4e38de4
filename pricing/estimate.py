"""Estimate: the engine's answer and its reasons. It promises nothing; a `Quote` does.

Amounts are ints of minor units of `currency`; unit prices are millionths of the major unit.
Nothing that can be derived is stored, so that no two figures can disagree.
"""

from __future__ import annotations

from datetime import date

import msgspec

from pricing.brief import Brief
from pricing.desk import NOTHING_ADDED, Desk
from pricing.licences import Grant
from pricing.money import Money
from pricing.reasons import Reason
from pricing.tax import TaxRounding
from pricing.values import Area, TaxCategory


class LineItem(msgspec.Struct, frozen=True, gc=False):
    """One thing charged: so many of a unit, the amount, and why.

    `unit_price` is None where no single price times the quantity gives the amount.
    `source` is the entry in the edition: `session_types.team.charges[1]`, or `desk.lines[1]`.
    `listed` is the amount by the list, where another was agreed.
    """

    area: Area
    label: str
    detail: str
    quantity: int
    unit: str
    unit_price: int | None
    amount: int
    because: tuple[Reason, ...]
    tax_category: TaxCategory
    source: str
    listed: int | None = None


class Adjustment(msgspec.Struct, frozen=True, gc=False):
    """A signed change after the lines. `parts` is its amount in each tax category."""

    key: str
    label: str
    base: str
    base_amount: int
    amount: int
    because: tuple[Reason, ...]
    parts: tuple[tuple[TaxCategory, int], ...]
    source: str


class TaxLine(msgspec.Struct, frozen=True, gc=False):
    """One tax at one rate on what it applies to. `rate` is in millionths.

    A tax that this client does not owe is `waived`: nothing is charged, and `lifted` is what the
    prices held of it, which is taken off.
    """

    key: str
    name: str
    rate: int
    base: int
    amount: int
    because: tuple[Reason, ...]
    waived: bool = False
    lifted: int = 0


class Payment(msgspec.Struct, frozen=True, gc=False):
    """A part of what is payable, due on acceptance, session or delivery, or days before it.

    `tax` is its share of all taxes together, so that it can be invoiced by itself.
    """

    label: str
    due: str
    days_before: int
    amount: int
    tax: int = 0


class OptionPrice(msgspec.Struct, frozen=True, gc=False):
    """What taking one option, alone, makes of the whole; `difference` is of what is payable."""

    key: str
    name: str
    summary: str
    net: int
    payable: int
    difference: int


class Options(msgspec.Struct, frozen=True, gc=False):
    """A group of options: at most one can be taken, or any."""

    key: str
    name: str
    choose: str
    alternatives: tuple[OptionPrice, ...]


class Booked(msgspec.Struct, frozen=True, gc=False):
    """One sitting of the brief in the price book's words: what was asked for, and what it holds.

    `minutes` is for each person, or the time booked where the session is sold by time.
    """

    session: str
    summary: str
    people: int
    images_each: int
    looks_each: int
    minutes: int
    stations: int
    by_time: bool
    retouching: str
    licence: str
    includes: tuple[str, ...]


class Estimate(msgspec.Struct, frozen=True, gc=False):
    """A brief priced against one edition on a day, with the reason for every figure."""

    studio: str
    currency: str
    priced_on: date
    edition: str
    effective_from: date
    rounding: str
    tax_rounding: TaxRounding
    prices_include_tax: bool
    place: str
    tax_status: str
    delivery: str
    brief: Brief
    booked: tuple[Booked, ...]
    lines: tuple[LineItem, ...]
    adjustments: tuple[Adjustment, ...]
    taxes: tuple[TaxLine, ...]
    withholdings: tuple[TaxLine, ...]
    cash_rounding: int
    payments: tuple[Payment, ...]
    grants: tuple[Grant, ...]
    notes: tuple[Reason, ...]
    desk: Desk = NOTHING_ADDED
    options: tuple[Options, ...] = ()

    @property
    def charged(self) -> int:
        """Lines and adjustments together, as the price book prints them: with tax or without."""
        return self.subtotal + sum(adjustment.amount for adjustment in self.adjustments)

    @property
    def subtotal(self) -> int:
        """The lines together, before adjustments."""
        return sum(line.amount for line in self.lines)

    @property
    def tax(self) -> int:
        """All taxes together."""
        return sum(tax.amount for tax in self.taxes)

    @property
    def lifted(self) -> int:
        """What is taken off prices that include tax, for a client who does not owe it."""
        return sum(tax.lifted for tax in self.taxes)

    @property
    def net(self) -> int:
        """Before tax."""
        held = self.tax + self.lifted
        return self.charged - held if self.prices_include_tax else self.charged

    @property
    def gross(self) -> int:
        """With tax."""
        return self.net + self.tax

    @property
    def withheld(self) -> int:
        """What the client keeps back for the tax office."""
        return sum(tax.amount for tax in self.withholdings)

    @property
    def payable(self) -> int:
        """What the client pays the studio: gross less what is withheld, rounded for cash."""
        return self.gross - self.withheld + self.cash_rounding

    @property
    def deposit(self) -> int:
        """Due on acceptance."""
        return sum(part.amount for part in self.payments if part.due == "acceptance")

    @property
    def balance(self) -> int:
        """The rest."""
        return self.payable - self.deposit

    @property
    def people(self) -> int:
        """How many are photographed."""
        return sum(sitting.people for sitting in self.brief.sittings)

    def money(self, minor: int) -> Money:
        """One of this estimate's amounts as Money."""
        return Money(minor, self.currency)
