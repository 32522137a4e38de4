"""How a quote is paid and taxed: instalments, and the rates of each place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from pricing.book import PriceBook
from pricing.checks.words import percent
from pricing.problems import Problem
from pricing.tax import Tax, TaxPlace
from pricing.values import MILLION

_LOW, _HIGH = MILLION // 200, MILLION // 2
"""Half of one per cent, and a half: no sales tax or VAT is beyond them."""


def _terms(book: PriceBook) -> Iterator[Problem]:
    parts = book.terms.instalments
    shares = sum(part.percent or 0 for part in parts)
    if shares > MILLION:
        what = f"the instalments come to {percent(shares)}"
        yield Problem("terms.instalments", what, "100 % or less, the last one the rest")
    if all(part.percent is not None or part.amount is not None for part in parts):
        what = "the last instalment is not the rest, so its share is ignored"
        yield Problem("terms.instalments", what, "neither percent nor amount on it", "warning")
    for index, part in enumerate(parts):
        if part.percent is not None and part.amount is not None:
            what = "it has a percentage and an amount"
            yield Problem(f"terms.instalments[{index + 1}]", what, "one of the two")
        if part.percent == 0 or part.amount == 0:
            where = f"terms.instalments[{index + 1}]"
            yield Problem(where, "it comes to nothing", "an amount, or no such part", "warning")


def _taxes(book: PriceBook) -> Iterator[Problem]:
    for place in book.places:
        for tax in dict.fromkeys(place.every_tax):
            yield from _tax(book.effective_from, place, tax)


def _tax(first_day: date, place: TaxPlace, tax: Tax) -> Iterator[Problem]:
    at = f"places.{place.key}.taxes.{tax.key}.rates"
    days = [rate.effective_from for rate in tax.rates]
    if len(set(days)) < len(days):
        yield Problem(at, "two rates begin on one day", "one rate for each first day")
    if min(days) > first_day:
        yield Problem(at, f"no rate is known on {first_day}", "the rate in force on that day")
    for rate in tax.rates:
        if 0 < rate.percent < _LOW:
            what = f"{percent(rate.percent)} is very low for a tax"
            yield Problem(at, what, "the percentage itself: 8.875, not 0.08875", "warning")
        elif rate.percent > _HIGH:
            what = f"{percent(rate.percent)} is very high for a tax"
            yield Problem(at, what, "the percentage itself: 8.875, not 887.5", "warning")
    yield from _leaps(at, tax)


def _leaps(at: str, tax: Tax) -> Iterator[Problem]:
    """A rate far from the one before it: more likely a slip than a law."""
    rates = sorted(tax.rates, key=lambda rate: rate.effective_from)
    for old, new in pairwise(rates):
        far = 2 * abs(new.percent - old.percent) > old.percent
        if far and old.percent and new.percent:
            change = f"{percent(old.percent)} becomes {percent(new.percent)}"
            what = (
                f"{change} on {new.effective_from}, which is more than half as much again or less"
            )
            yield Problem(at, what, "the rate as its source has it", "warning")


TERMS = (_terms, _taxes)
