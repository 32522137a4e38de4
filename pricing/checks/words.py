"""Figures in the words of a problem: plain digits, a point for decimals, no grouping."""

from __future__ import annotations

from pricing.money import decimal_text, minor_units
from pricing.values import FACTOR_PLACES, PERCENT_PLACES, PRICE_PLACES


def percent(millionths: int) -> str:
    """8.875 %."""
    return f"{decimal_text(millionths, PERCENT_PLACES)} %"


def price(micros: int, currency: str) -> str:
    """A price with as many decimals as it has, and at least the currency's: 155.00."""
    return decimal_text(micros, PRICE_PLACES, minor_units(currency))


def factor(millionths: int) -> str:
    """7.5 for seven and a half times."""
    return decimal_text(millionths, FACTOR_PLACES)
