"""Whether the entries of a price book fit together: keys, references, what is counted where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import get_args

from pricing.adjustments import Fixed, Share
from pricing.book import PriceBook, SessionType
from pricing.licences import DIMENSIONS
from pricing.problems import Problem, unknown
from pricing.rules import Measure, measures

Keys = tuple[str, ...]

_ALL: frozenset[Measure] = frozenset(get_args(Measure))
_EACH: frozenset[Measure] = frozenset(("image_each", "further_image_each"))


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
        tables[f"places.{place.key}.statuses"] = (status.key for status in place.statuses)
        tables[f"places.{place.key}.statuses"] = (status.key for status in place.statuses)
        for status in place.statuses:
            at = f"places.{place.key}.statuses.{status.key}.withholds"
            tables[at] = (tax.key for tax in status.withholds)
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
        for at, charge in session.placed_charges:
            yield f"{at}.rule", measures(charge.rule), frozenset(("distance", "unit"))
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


CONTENT = (_unique_keys, _references, _sessions, _measures, _given_away, _shares)
