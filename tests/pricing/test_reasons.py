"""Reasons that replay: whoever reads the printed sentences gets the printed amounts.

The sentences are read by `replay.py`, which knows arithmetic and English but no engine. What is
printed is all that it is given.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings

from pricing import Brief, BriefRefused, Estimate, PriceBook, estimate, plain
from pricing.money import minor_units
from pricing.reasons import NOUNS, Reason, renamed, write_out
from tests.pricing import replay, rich
from tests.pricing.briefs import Case, several
from tests.pricing.test_oracle import priced


def printed(found: Estimate, reasons: tuple[Reason, ...]) -> list[str]:
    return [plain(reason, found.currency) for reason in reasons]


def replayed(found: Estimate) -> None:
    """Every line, adjustment and tax, from its own words."""
    places = minor_units(found.currency)
    unit = Fraction(1, 10**places)
    for line in found.lines:
        words = printed(found, line.because)
        assert replay.line(words, found.rounding, places) == line.amount * unit, words
    for each in found.adjustments:
        words = printed(found, each.because)
        change = replay.adjustment(words, found.rounding, places)
        assert change.amount == abs(each.amount) * unit, words
        assert change.base in {None, each.base_amount * unit}
    taxes_replayed(found, places)


def taxes_replayed(found: Estimate, places: int) -> None:
    """Each tax, from the printed amounts of what it applies to."""
    parts = [(line.tax_category, line.amount) for line in found.lines]
    parts += [part for each in found.adjustments for part in each.parts]
    for tax in found.taxes:
        words = printed(found, tax.because[: len(tax.because) - tax.waived])
        here = applies(found, tax, lifted=tax.waived)
        taxed = [Fraction(n, 10**places) for category, n in parts if category in here]
        if found.prices_include_tax:
            prices, amount = replay.held(words, found.rounding, places)
            assert prices == sum(taxed)
        else:
            amount = replay.tax(words[0], taxed, found.rounding, places)
        lifted = amount if found.prices_include_tax and tax.waived else 0
        charged = 0 if tax.waived else amount
        assert (charged, lifted) == (
            Fraction(tax.amount, 10**places),
            tax.lifted / Fraction(10**places),
        )
    for tax in found.withholdings:
        (said,) = printed(found, tax.because)
        amount = replay.tax(said, None, found.rounding, places)
        assert amount == Fraction(tax.amount, 10**places)


def applies(found: Estimate, tax: Any, *, lifted: bool) -> list[str]:
    """What a tax applies to, or what it is lifted from: an owner reads it in the price book."""
    place = next(each for each in BOOKS[found.edition].places if each.name == found.place)
    status = next((each for each in place.statuses if each.name == found.tax_status), None)
    taxes = (*place.taxes, *(status.withholds if status else ()))
    all_of_it = next(each.applies_to for each in taxes if each.key == tax.key)
    if status is None or tax.key not in status.lifts:
        return list(all_of_it)
    off = status.applies_to or all_of_it
    return [category for category in all_of_it if (category in off) == lifted]


BOOKS: dict[str, PriceBook] = {}


@settings(max_examples=50, deadline=None)
@given(several(4, refused=False))
def test_any_estimate_can_be_redone_from_what_it_prints(them: list[Case]):
    estimates = [(case, priced(case)) for case in them]
    assume(any(found for _, found in estimates))
    for case, found in estimates:
        if found is not None:
            BOOKS[case.book.edition] = case.book
            replayed(found)


@pytest.mark.parametrize("table", rich.books(), ids=range(4))
def test_the_fixed_briefs_can_be_redone_from_what_is_printed(table: dict[str, Any]):
    book = PriceBook.model_validate(table)
    BOOKS[book.edition] = book
    for wanted, on in rich.briefs():
        try:
            found = estimate(Brief.model_validate(wanted), book, on)
        except BriefRefused:
            continue
        replayed(found)


# ---------------------------------------------------------------- the calculator itself


@pytest.mark.parametrize(
    "words",
    [
        "12 people × 155.00 = 1861.00",
        "12 people × 155.00 = 1860.00 and then some",
        "the greatest of 1.00 and 2.00 is 1.00",
        "9 people, the first 2 free: 6 charged",
        "61 minutes is 1 started block of 60",
        "10.00 + 20.00 = 30.00",
        "about 30.00",
    ],
)
def test_a_false_sentence_is_not_believed(words: str):
    with pytest.raises((replay.Unreadable, ValueError)):
        replay.line([words], "half_up", 2)


# ---------------------------------------------------------------- the words


def said(words: str, **figures: Any) -> str:
    return plain(Reason(words, figures), "USD")


def test_each_kind_of_figure_has_its_plain_form():
    assert said("{n:count}", n=(1, "person")) == "1 person"
    assert said("{n:count}", n=(12, "person")) == "12 people"
    assert said("{n:number} {t:text} {d:day}", n=3, t="of", d="2026-11-24") == "3 of 2026-11-24"
    assert said("{p:price} {q:price}", p=155_000_000, q=725_000) == "155.00 0.725"
    assert said("{m:money}", m=-1250) == "-12.50"
    assert said("{p:percent} {f:factor}", p=88_750, f=7_500_000) == "8.875 % 7.5"
    assert said("{b:base}", b="running") == "all so far"
    assert (
        said("{a:sum} = {b:list}", a=(1_000_000, 2_000_000), b=(3_000_000,)) == "1.00 + 2.00 = 3.00"
    )


def test_a_currency_without_decimals_prints_none():
    assert plain(Reason("{m:money} {p:price}", {"m": 1250, "p": 3_000_000}), "JPY") == "1250 3"


@pytest.mark.parametrize(
    ("mark", "figure", "said_of_it"),
    [
        ("price", "12", "is not a whole number"),
        ("sum", 12, "is not several prices"),
        ("count", 12, "is not a pair"),
        ("count", ("12", "person"), "is not a pair"),
    ],
)
def test_a_figure_of_the_wrong_kind_is_refused(mark: str, figure: Any, said_of_it: str):
    with pytest.raises(TypeError, match=said_of_it):
        plain(Reason(f"{{it:{mark}}}", {"it": figure}), "USD")


def test_a_distance_is_said_in_miles():
    reason = Reason("{n:count} of {p:price}", {"n": (30, "distance"), "p": 725_000})
    assert plain(renamed(reason, "distance", "mile"), "USD") == "30 miles of 0.725"
    assert renamed(reason, "person", "mile") == reason


def test_a_page_may_write_figures_in_its_own_way():
    assert (
        write_out(Reason("{n:number} left", {"n": 3}), {"number": lambda n: f"<{n}>"}) == "<3> left"
    )


def test_every_measure_has_a_noun():
    assert all(one and many for one, many in NOUNS.values())
