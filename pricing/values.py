"""What every record in a price book or a brief is made of: frozen values that refuse the inexact.

Prices, percentages and factors are read from text, whole numbers or decimals and held as ints, so
that the same arithmetic serves one brief and a column of briefs:

    Price    millionths of the currency's major unit     "155.00" → 155_000_000
    Percent  millionths of the whole                     "8.875"  → 88_750
    Factor   millionths of one                           "7.5"    → 7_500_000
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
)

from pricing.money import decimal_text, exact, minor_units

PRICE_PLACES = 6
PERCENT_PLACES = 4
FACTOR_PLACES = 6
MILLION = 1_000_000


class Value(BaseModel):
    """A frozen record that knows all its fields and takes no others."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


def _reader(places: int) -> BeforeValidator:
    return BeforeValidator(lambda value: exact(value, places))


def _within(most: int, places: int) -> AfterValidator:
    """Nothing negative, and nothing above `most`, said in the unit people write."""

    def bounded(scaled: int) -> int:
        if not 0 <= scaled <= most * 10**places:
            raise ValueError(f"must lie between 0 and {most:,}")
        return scaled

    return AfterValidator(bounded)


def _writer(places: int, at_least: int = 0) -> PlainSerializer:
    return PlainSerializer(lambda scaled: decimal_text(scaled, places, at_least), return_type=str)


Price = Annotated[
    int, _reader(PRICE_PLACES), _within(100_000_000, PRICE_PLACES), _writer(PRICE_PLACES, 2)
]
Percent = Annotated[
    int, _reader(PERCENT_PLACES), _within(1_000, PERCENT_PLACES), _writer(PERCENT_PLACES)
]
PartPercent = Annotated[
    int, _reader(PERCENT_PLACES), _within(100, PERCENT_PLACES), _writer(PERCENT_PLACES)
]
"""A percentage of at most the whole."""
Factor = Annotated[
    int, _reader(FACTOR_PLACES), _within(1_000, FACTOR_PLACES), _writer(FACTOR_PLACES)
]

Count = Annotated[int, Field(strict=True, ge=0, le=100_000)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
Flag = Annotated[bool, Field(strict=True)]


Basis = Annotated[str, Field(default="studio's own policy", max_length=300)]
"""Where a price comes from: `market: <id>` in the table of market prices, or own policy."""


def _known_currency(code: str) -> str:
    minor_units(code)
    return code


Currency = Annotated[str, BeforeValidator(str), AfterValidator(_known_currency)]

Area = Literal["session", "retouching", "licence", "extras", "travel"]
"""Where on the quote a charge stands, in the order in which they are printed."""

AREAS: tuple[Area, ...] = ("session", "retouching", "licence", "extras", "travel")

TaxCategory = Literal["session", "digital", "licence", "goods", "travel"]
"""What a charge is to the tax law: a service, digital delivery, a licence, goods, travel."""

TAX_CATEGORIES: tuple[TaxCategory, ...] = ("session", "digital", "licence", "goods", "travel")
"""The order in which a leftover unit goes to equal categories."""
