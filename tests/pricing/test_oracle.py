"""The engine and an independent oracle agree to the unit, on briefs at the thresholds of any book.

`HEADSHOT_QUOTE_LONG=1` compares 100,000 briefs instead of four hundred.
"""

from __future__ import annotations

import os

from hypothesis import Phase, given, settings

from pricing import BriefRefused, Estimate, check, estimate
from tests.pricing import oracle
from tests.pricing.books import books
from tests.pricing.briefs import Case, several

LONG = os.environ.get("HEADSHOT_QUOTE_LONG") == "1"
BRIEFS_A_BOOK = 20 if LONG else 4
BOOKS = 100_000 // BRIEFS_A_BOOK if LONG else 100
PHASES = (Phase.generate,) if LONG else tuple(Phase)
"""A long run reports what it finds at once; shrinking twenty briefs would take as long again."""


def priced(case: Case) -> Estimate | None:
    """The engine's estimate, or None where it refuses."""
    try:
        return estimate(case.brief, case.book, case.on)
    except BriefRefused:
        return None


def answer(found: Estimate | None) -> oracle.Answer | None:
    """An estimate in the oracle's shape: the amounts alone."""
    if found is None:
        return None
    return oracle.Answer(
        lines=tuple((line.area, line.amount) for line in found.lines),
        adjustments=tuple((each.key, each.amount) for each in found.adjustments),
        parts=tuple(tuple(sorted(each.parts)) for each in found.adjustments),
        taxes=tuple((tax.key, tax.base, tax.amount) for tax in found.taxes),
        withheld=tuple((tax.key, tax.base, tax.amount) for tax in found.withholdings),
        net=found.net,
        gross=found.gross,
        payable=found.payable,
        payments=tuple((part.label, part.amount, part.tax) for part in found.payments),
    )


@settings(max_examples=BOOKS, deadline=None, phases=PHASES)
@given(several(BRIEFS_A_BOOK))
def test_every_amount_is_the_oracles(them: list[Case]):
    for case in them:
        assert answer(priced(case)) == oracle.price(*case.tables, case.on), case.tables


@settings(max_examples=50, deadline=None)
@given(books())
def test_the_books_drawn_are_books_a_studio_could_publish(book):
    assert [str(each) for each in check(book) if each.severity == "error"] == []
