"""Money, days, counts and reasons as a reader in some locale writes them.

Amounts come as ints of minor units, unit prices as millionths of the major unit, both with their
currency; nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from typing import NamedTuple

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, get_currency_name

from pricing.estimate import Booked, Estimate, LineItem
from pricing.money import minor_units
from pricing.reasons import NOUNS, Figure, Reason, plain_writers, write_out
from pricing.rules import FLAT, TIMES
from pricing.values import FACTOR_PLACES, PERCENT_PLACES, PRICE_PLACES

MINUS = "\N{MINUS SIGN}"

AREA_NAMES: dict[str, str] = {
    "session": "Session",
    "retouching": "Retouching",
    "licence": "Usage licence",
    "extras": "Extras",
    "travel": "Travel",
}


class Reader:
    """Someone who reads in a locale, of figures in one currency."""

    def __init__(self, locale: str, currency: str) -> None:
        self.locale = Locale.parse(locale)
        self.currency = currency
        self._writers: dict[str, Callable[[Figure], str]] = {
            **plain_writers(currency),
            "count": self._count,
            "number": lambda figure: self.number(_whole(figure)),
            "price": lambda figure: self.price(_whole(figure)),
            "money": lambda figure: self.money(_whole(figure)),
            "percent": lambda figure: self.percent(_whole(figure)),
            "factor": lambda figure: self._scaled(_whole(figure), FACTOR_PLACES),
            "day": lambda figure: self.day(figure) if isinstance(figure, date) else str(figure),
            "sum": lambda figure: " + ".join(self.price(_whole(part)) for part in _several(figure)),
            "moneys": lambda figure: " + ".join(self.money(_whole(p)) for p in _several(figure)),
            "list": lambda figure: " and ".join(self.price(_whole(p)) for p in _several(figure)),
        }

    def money(self, minor: int) -> str:
        """An amount: $1,950.00."""
        amount = Decimal(minor).scaleb(-minor_units(self.currency))
        return _signed(format_currency(amount, self.currency, locale=self.locale))

    def change(self, minor: int) -> str:
        """An amount that comes on top or is taken off: +$60.00, −$20.00."""
        return f"+{self.money(minor)}" if minor > 0 else self.money(minor)

    def price(self, micros: int) -> str:
        """A unit price, with as many decimals as it has: $0.725."""
        amount = Decimal(micros).scaleb(-PRICE_PLACES).normalize()
        written = format_currency(
            amount, self.currency, locale=self.locale, decimal_quantization=False
        )
        return _signed(written)

    def percent(self, millionths: int) -> str:
        """A percentage: 8.875 %, or 8.875% where that is the custom."""
        gap = "" if self.locale.language == "en" else "\N{NO-BREAK SPACE}"
        return f"{self._scaled(millionths, PERCENT_PLACES)}{gap}%"

    def number(self, number: int) -> str:
        """A whole number with the locale's grouping."""
        return str(format_decimal(number, locale=self.locale))

    def day(self, day: date, width: str = "medium") -> str:
        """A day: Nov 24, 2026."""
        return str(format_date(day, width, locale=self.locale))

    def why(self, reason: Reason) -> str:
        """A reason as a sentence."""
        return write_out(reason, self._writers)

    @property
    def currency_name(self) -> str:
        """US dollars."""
        return str(get_currency_name(self.currency, count=2, locale=self.locale))

    def _count(self, figure: Figure) -> str:
        number, measure = _several(figure)
        return _counted(self, _whole(number), str(measure))

    def _scaled(self, scaled: int, places: int) -> str:
        value = Decimal(scaled).scaleb(-places).normalize()
        return str(format_decimal(value, locale=self.locale, decimal_quantization=False))


class TotalRow(NamedTuple):
    """A row between the lines and the total: what it is, the amount as written, and why."""

    label: str
    amount: str
    because: tuple[Reason, ...] = ()


def total_rows(estimate: Estimate, read: Reader) -> Iterator[TotalRow]:
    """Net and taxes, what a client does not owe or withholds, and rounding; without the total."""
    inclusive = estimate.prices_include_tax
    if not inclusive:
        yield TotalRow("Net, before tax", read.money(estimate.net))
    for tax in estimate.taxes:
        name = f"{tax.name} {read.percent(tax.rate)}"
        if tax.waived:
            label = "taken off" if inclusive else "not charged"
            yield TotalRow(f"{name}, {label}", read.money(-tax.lifted), tax.because)
        else:
            held = "Including " if inclusive else ""
            yield TotalRow(f"{held}{name}", read.money(tax.amount), tax.because)
    for tax in estimate.withholdings:
        label = f"{tax.name} {read.percent(tax.rate)}, withheld"
        yield TotalRow(label, read.money(-tax.amount), tax.because)
    if estimate.cash_rounding:
        yield TotalRow("Rounding", read.money(estimate.cash_rounding))


def telling(line: LineItem) -> tuple[Reason, ...]:
    """The reasons of a line that its quantity and unit price do not already say."""
    if line.unit_price is None:
        return line.because
    return tuple(reason for reason in line.because if reason.words not in (FLAT, TIMES))


def unit(line: LineItem, read: Reader) -> str:
    """How many of what: 12 people; nothing for what is charged once."""
    if line.unit == "booking":
        return read.number(line.quantity)
    return _counted(read, line.quantity, line.unit)


def booked_words(booked: Booked, read: Reader) -> str:
    """One sitting of the brief in a sentence."""
    count = partial(_counted, read)
    parts = [f"{booked.session}, {count(booked.people, 'person')}"]
    if booked.by_time:
        time = f"{count(booked.minutes, 'minute')} booked"
        parts.append(f"{time}, {count(booked.stations, 'station')}")
    elif booked.minutes:
        parts.append(f"{count(booked.minutes, 'minute')} each")
    if booked.images_each:
        parts.append(f"{count(booked.images_each, 'image')} each")
    if booked.looks_each > 1:
        parts.append(f"{count(booked.looks_each, 'look')} each")
    said = (booked.retouching, booked.licence and f"licence: {booked.licence}", *booked.includes)
    return "; ".join((", ".join(parts), *(part for part in said if part)))


def _counted(read: Reader, number: int, measure: str) -> str:
    one, many = NOUNS[measure]
    return f"{read.number(number)} {one if number == 1 else many}"


@lru_cache(maxsize=64)
def reader(locale: str, currency: str) -> Reader:
    """The reader for a locale and currency; parsing a locale is not cheap, so each is kept."""
    return Reader(locale, currency)


def _signed(text: str) -> str:
    return text.replace("-", MINUS, 1) if text.startswith("-") else text


def _whole(figure: object) -> int:
    if not isinstance(figure, int):
        raise TypeError(f"{figure!r} is not a whole number")
    return figure


def _several(figure: Figure) -> tuple[object, ...]:
    if not isinstance(figure, tuple):
        raise TypeError(f"{figure!r} is not several prices")
    return figure
