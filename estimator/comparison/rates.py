"""Exchange rates: dated, sourced, and crossed exactly. Without a rate there is no conversion."""

from __future__ import annotations

from datetime import date
from math import gcd
from typing import Annotated

import msgspec
from pydantic import Field

from estimator.comparison.wording import Wording
from pricing.dated import in_force
from pricing.errors import NotInForce
from pricing.money import divided, minor_units, power_of_ten
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

    def ratio(self, tax: int = 0) -> tuple[int, int]:
        """Minor units of the one, with tax, for each millionth of the other, in lowest terms.

        `tax` is in millionths of the whole; a column of taxes leaves the fraction as it is.
        """
        above = self.times * power_of_ten(minor_units(self.to))
        below = self.by * power_of_ten(PRICE_PLACES)
        common = gcd(above, below)
        above, below = above // common * (MILLION + tax), below // common * MILLION
        if not isinstance(tax, int):
            return above, below
        common = gcd(above, below)
        return above // common, below // common

    def minor(self, micros: int, tax: int = 0) -> int:
        """Millionths of the one as minor units of the other, with tax on top, rounded once.

        An int may be a column; nothing is below 0.
        """
        above, below = self.ratio(tax)
        return divided(micros * above, below, "half_up")

    def shown(self, micros: int, tax: int = 0) -> tuple[Reason, ...]:
        """The tax on top and the conversion as a step; none where there is neither."""
        if self.day is None:
            return self._taxed(micros, tax) if tax else ()
        words, figures = "{amount:text}", self._figures(micros, tax)
        if tax:
            words = "({amount:text} + {tax:percent} tax on top)"
        if self.times != MILLION:
            words += " × {times:factor}"
        if self.by != MILLION:
            words += " ÷ {by:factor}"
        return (Reason(f"{words} = {{total:money}} at rates of {{day:day}}", figures),)

    def _taxed(self, micros: int, tax: int) -> tuple[Reason, ...]:
        words = "{amount:price} + {tax:percent} tax on top = {total:money}"
        total = self.minor(micros, tax)
        return (Reason(words, {"amount": micros, "tax": tax, "total": total}),)

    def _figures(self, micros: int, tax: int) -> dict[str, Figure]:
        amount = Wording(self.currency, self.to).text(micros)
        figures: dict[str, Figure] = {"amount": amount, "times": self.times, "by": self.by}
        total = self.minor(micros, tax)
        return {**figures, "tax": tax, "total": total, "day": self.day or ""}


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
