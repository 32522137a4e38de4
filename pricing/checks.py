"""What an owner should know before publishing a price book, as Problems, all at once.

Errors are things that would make an estimate wrong or impossible; a book with one is not used.
Warnings are things an owner may want, and should see.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import get_args

from pricing.adjustments import AdjustmentRule, Fixed, Percentage, Share
from pricing.book import PriceBook, SessionType
from pricing.licences import DIMENSIONS
from pricing.money import decimal_text, minor_units, power_of_ten
from pricing.problems import Problem, unknown
from pricing.rules import Measure, measures
from pricing.tax import Tax, TaxPlace
from pricing.values import MILLION, PERCENT_PLACES, PRICE_PLACES

Keys = tuple[str, ...]

_ALL: frozenset[Measure] = frozenset(get_args(Measure))
_EACH: frozenset[Measure] = frozenset(("image_each", "further_image_each"))


def check(book: PriceBook) -> tuple[Problem, ...]:
    """Every problem of the book, errors first, in the book's own order."""
    found = [problem for checks in _CHECKS for problem in checks(book)]
    return tuple(sorted(found, key=lambda problem: problem.severity != "error"))


def _unique_keys(book: PriceBook) -> Iterator[Problem]:
    tables: dict[str, Iterable[str]] = {
        "session_types": (entry.key for entry in book.session_types),
        "retouching_tiers": (entry.key for entry in book.retouching_tiers),
        "licence_classes": (entry.key for entry in book.licence_classes),
        "extras": (entry.key for entry in book.extras),
        "deliveries": (entry.key for entry in book.deliveries),
        "adjustments": (entry.key for entry in book.adjustments),
        "places": (entry.key for entry in book.places),
    }
    for dimension in DIMENSIONS if book.licence_grid else ():
        options = book.licence_grid.options(dimension) if book.licence_grid else ()
        tables[f"licence_grid.{dimension}"] = (option.key for option in options)
    for place in book.places:
        tables[f"places.{place.key}.taxes"] = (tax.key for tax in place.taxes)
    for table, keys in tables.items():
        for key, times in Counter(keys).items():
            if times > 1:
                yield Problem(f"{table}.{key}.key", f"{times} rows share it", "another key")


def _references(book: PriceBook) -> Iterator[Problem]:
    sessions = tuple(entry.key for entry in book.session_types)
    tiers = tuple(entry.key for entry in book.retouching_tiers)
    licences = tuple(entry.key for entry in book.licence_classes)
    deliveries = tuple(entry.key for entry in book.deliveries)
    for session in book.session_types:
        at = f"session_types.{session.key}"
        yield from _known(f"{at}.retouching_included", session.retouching_included, tiers)
        yield from _known(f"{at}.licence_included", session.licence_included, licences)
    for extra in book.extras:
        for key in extra.sessions:
            yield from _known(f"extras.{extra.key}.sessions", key, sessions)
    for rule in book.adjustments:
        for key in rule.when.sessions:
            yield from _known(f"adjustments.{rule.key}.when.sessions", key, sessions)
        for key in rule.when.delivery:
            yield from _known(f"adjustments.{rule.key}.when.delivery", key, deliveries)


def _known(where: str, key: str | None, known: Keys) -> Iterator[Problem]:
    if key is not None and key not in known:
        yield unknown(where, key, known)


def _sessions(book: PriceBook) -> Iterator[Problem]:
    for session in book.session_types:
        at = f"session_types.{session.key}"
        if session.people_to < session.people_from:
            what = f"the largest group, {session.people_to}, is below the smallest"
            yield Problem(f"{at}.people_to", what, f"{session.people_from} or more")
        if session.licence_included is None and not (book.licence_classes or book.licence_grid):
            yield Problem(f"{at}.licence_included", "no licence is sold", "a licence class")
        yield from _free_people(at, session)
        if session.where == "location" and book.travel is None:
            what = "it is on location and the book has no travel, so distance costs nothing"
            yield Problem(at, what, "a travel table, even a free one", "warning")


def _free_people(at: str, session: SessionType) -> Iterator[Problem]:
    """A group of any size at the price of one: the surest way to undercharge."""
    counts = _ALL - {"booking", "distance", "unit"}
    if session.people_to > 1 and not session.measures & counts:
        what = f"up to {session.people_to} people cost the same as one"
        yield Problem(f"{at}.charges", what, "a charge per person, or people_to = 1", "warning")


def _measures(book: PriceBook) -> Iterator[Problem]:
    """Rules that count what cannot be counted where they stand."""
    for at, counted, not_here in (*_counted_in_lines(book), *_counted_elsewhere(book)):
        if odd := counted & not_here:
            what = f"{', '.join(sorted(odd))} cannot be counted here"
            countable = sorted(_ALL - not_here)
            yield Problem(at, what, f"one of: {', '.join(countable)}")


Counted = tuple[str, frozenset[Measure], frozenset[Measure]]
"""Where a rule stands, what it counts, and what cannot be counted there."""


def _counted_in_lines(book: PriceBook) -> Iterator[Counted]:
    for session in book.session_types:
        for index, charge in enumerate(session.charges):
            at = f"session_types.{session.key}.charges[{index + 1}].rule"
            yield at, measures(charge.rule), frozenset(("distance", "unit"))
    for licence in book.licence_classes:
        if licence.charge is not None and not isinstance(licence.charge, Share):
            at = f"licence_classes.{licence.key}.charge"
            yield at, measures(licence.charge), _EACH | {"distance", "unit"}
    for extra in book.extras:
        if not isinstance(extra.rule, Share):
            yield f"extras.{extra.key}.rule", measures(extra.rule), _EACH


def _counted_elsewhere(book: PriceBook) -> Iterator[Counted]:
    if book.licence_grid is not None:
        yield "licence_grid.per", frozenset((book.licence_grid.per,)), _EACH | {"distance", "unit"}
    for rule in book.adjustments:
        if isinstance(rule, Fixed):
            yield f"adjustments.{rule.key}.per", frozenset((rule.per,)), _EACH | {"unit"}
    if book.travel is not None:
        yield "travel.rule", measures(book.travel.rule), _ALL - {"distance", "booking"}


def _given_away(book: PriceBook) -> Iterator[Problem]:
    """An extra that can be picked several times, and costs the same however often it is."""
    for extra in book.extras:
        counted = frozenset() if isinstance(extra.rule, Share) else measures(extra.rule)
        if extra.most > 1 and "unit" not in counted:
            what = f"up to {extra.most} cost the same as one"
            yield Problem(f"extras.{extra.key}.rule", what, "a price per unit, or most = 1")


def _shares(book: PriceBook) -> Iterator[Problem]:
    """A percentage can only stand on what is already on the quote."""
    for licence in book.licence_classes:
        charge = licence.charge
        if isinstance(charge, Share) and charge.of not in _BEFORE_LICENCES:
            what = f"a licence cannot be a share of {charge.of}"
            advice = " or ".join(_BEFORE_LICENCES)
            yield Problem(f"licence_classes.{licence.key}.charge.of", what, advice)
    for extra in book.extras:
        if isinstance(extra.rule, Share) and extra.rule.of not in _BEFORE_EXTRAS:
            what = f"an extra cannot be a share of {extra.rule.of}"
            yield Problem(f"extras.{extra.key}.rule.of", what, " or ".join(_BEFORE_EXTRAS))


_BEFORE_LICENCES = ("session", "retouching", "creative")
_BEFORE_EXTRAS = (*_BEFORE_LICENCES, "licence")


def _adjustments(book: PriceBook) -> Iterator[Problem]:
    for rule in book.adjustments:
        when, at = rule.when, f"adjustments.{rule.key}"
        if when.valid_from and when.valid_to and when.valid_to < when.valid_from:
            yield Problem(f"{at}.when.valid_to", "it ends before it begins", "a later day")
        if when.code and when.valid_to is None:
            what = f"the code {when.code} has no last day"
            yield Problem(f"{at}.when.valid_to", what, "a last day", "warning")
        yield from _open_ended(at, rule)


def _open_ended(at: str, rule: AdjustmentRule) -> Iterator[Problem]:
    if not isinstance(rule, Percentage) or rule.direction != "discount":
        return
    if rule.when.code and rule.cap is None:
        what = f"{_percent(rule.percent)} off has no cap"
        yield Problem(f"{at}.cap", what, "the most it may take off", "warning")


def _terms(book: PriceBook) -> Iterator[Problem]:
    parts = book.terms.instalments
    shares = sum(part.percent or 0 for part in parts)
    if shares > MILLION:
        what = f"the instalments come to {_percent(shares)}"
        yield Problem("terms.instalments", what, "100 % or less, the last one the rest")
    last = parts[-1]
    if last.percent is not None or last.amount is not None:
        what = "the last instalment is not the rest, so its share is ignored"
        yield Problem("terms.instalments", what, "neither percent nor amount on it", "warning")
    for index, part in enumerate(parts):
        if part.percent is not None and part.amount is not None:
            what = "it has a percentage and an amount"
            yield Problem(f"terms.instalments[{index + 1}]", what, "one of the two")


def _taxes(book: PriceBook) -> Iterator[Problem]:
    for place in book.places:
        for tax in place.taxes:
            yield from _tax(book.effective_from, place, tax)


def _tax(first_day: date, place: TaxPlace, tax: Tax) -> Iterator[Problem]:
    at = f"places.{place.key}.taxes.{tax.key}.rates"
    days = [rate.effective_from for rate in tax.rates]
    if len(set(days)) < len(days):
        yield Problem(at, "two rates begin on one day", "one rate for each first day")
    if min(days) > first_day:
        yield Problem(at, f"no rate is known on {first_day}", "the rate in force on that day")
    for rate in tax.rates:
        if 0 < rate.percent < MILLION // 200:
            what = f"{_percent(rate.percent)} is very low for a tax"
            yield Problem(at, what, "the percentage itself: 8.875, not 0.08875", "warning")


def _decimals(book: PriceBook) -> Iterator[Problem]:
    """A fixed sum finer than the currency: it would be rounded without anybody having said so."""
    step = power_of_ten(PRICE_PLACES - minor_units(book.currency))
    for index, part in enumerate(book.terms.instalments):
        if part.amount is not None and part.amount % step:
            what = f"{decimal_text(part.amount, PRICE_PLACES)} is finer than {book.currency} is"
            yield Problem(f"terms.instalments[{index + 1}].amount", what, "fewer decimals")


def _percent(millionths: int) -> str:
    return f"{decimal_text(millionths, PERCENT_PLACES)} %"


_CHECKS = (
    _unique_keys,
    _references,
    _sessions,
    _measures,
    _given_away,
    _shares,
    _adjustments,
    _terms,
    _taxes,
    _decimals,
)
