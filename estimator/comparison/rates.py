"""Exchange rates: dated, sourced, and crossed exactly. Without a rate there is no conversion."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec
from pydantic import Field

from estimator.comparison.wording import Wording
from pricing.dated import in_force
from pricing.errors import NotInForce
from pricing.money import divide, minor_units, power_of_ten
from pricing.reasons import Figure, Reason
from pricing.values import MILLION, PRICE_PLACES, Currency, Price, Value, Words


class Rate(Value):
    """One unit of `base` was worth `rate` (millionths) of `currency` on a day, says the source."""

    base: Annotated[Currency, Field(alias="from")]
    currency: Annotated[Currency, Field(alias="to")]
    rate: Annotated[Price, Field(gt=0)]
    day: date
    source: Words


class Crossed(msgspec.Struct, frozen=True, gc=False):
    """How an amount of one currency becomes one of another: × `times` ÷ `by`, in millionths."""

    currency: str
    to: str
    times: int = MILLION
    by: int = MILLION
    day: date | None = None
    source: str = ""

    def minor(self, micros: int) -> int:
        """Millionths of the one as minor units of the other, rounded once, half up."""
        units = micros * self.times * power_of_ten(minor_units(self.to))
        return divide(units, self.by * power_of_ten(PRICE_PLACES), "half_up")

    def shown(self, micros: int) -> tuple[Reason, ...]:
        """The conversion as a step; none within one currency."""
        if self.day is None:
            return ()
        words, figures = "{amount:text}", self._figures(micros)
        if self.times != MILLION:
            words += " × {times:factor}"
        if self.by != MILLION:
            words += " ÷ {by:factor}"
        return (Reason(f"{words} = {{total:money}} at rates of {{day:day}}", figures),)

    def _figures(self, micros: int) -> dict[str, Figure]:
        amount = Wording(self.currency, self.to).text(micros)
        figures: dict[str, Figure] = {"amount": amount, "times": self.times, "by": self.by}
        return {
            **figures,
            "total": self.minor(micros),
            "day": self.day or "",
        }


class _Table(msgspec.Struct, frozen=True, gc=False):
    """The rates against one base on one day, from one source."""

    effective_from: date
    source: str
    rates: dict[str, int]


class Rates(msgspec.Struct, frozen=True):
    """Exchange rates of several days."""

    entries: tuple[Rate, ...] = ()

    def crossed(self, currency: str, to: str, on: date) -> Crossed | None:
        """The rate of the latest day up to `on` that has both currencies; None when none has.

        Both come from one source, day and base, so that nothing is crossed between two days.
        """
        if currency == to:
            return Crossed(currency, to)
        both = [table for table in self._tables() if {currency, to} <= table.rates.keys()]
        try:
            table = in_force(both, on, f"{currency} in {to}")
        except NotInForce:
            return None
        times, by = table.rates[to], table.rates[currency]
        return Crossed(currency, to, times, by, table.effective_from, table.source)

    def _tables(self) -> list[_Table]:
        tables: dict[tuple[str, date, str], _Table] = {}
        for rate in self.entries:
            key = (rate.base, rate.day, rate.source)
            table = tables.setdefault(key, _Table(rate.day, rate.source, {rate.base: MILLION}))
            table.rates[rate.currency] = rate.rate
        return list(tables.values())
