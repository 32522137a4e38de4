"""Many prices at once: what a rule makes of a list, to the unit, and what it leaves alone."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricing import PriceBook
from pricing.repricing import (
    OWN,
    Ending,
    ExchangeRate,
    Repriced,
    Repricing,
    Section,
    ended,
    in_currency,
    reprice,
    stale_words,
)
from pricing.values import MILLION, Value
from tests.pricing import rich, small
from tests.pricing.books import books

SINCE = date(2026, 12, 1)
ENDED = [
    ("162.44", "exact", "162.44"),
    ("162.4444445", "exact", "162.444445"),
    ("162.445", "minor", "162.45"),
    ("162.50", "00", "163"),
    ("162.49", "00", "162"),
    ("162.44", "95", "161.95"),
    ("162.45", "95", "162.95"),
    ("162.46", "95", "162.95"),
    ("162.40", "00-or-95", "162"),
    ("162.60", "00-or-95", "162.95"),
    ("162.97", "00-or-95", "162.95"),
    ("162.975", "00-or-95", "163"),
    ("162.98", "00-or-95", "163"),
    ("0", "95", "0"),
    ("0", "00", "0"),
    ("0.20", "00", "1"),
    ("0.20", "95", "0.95"),
    ("0.001", "minor", "0.01"),
    ("0.20", "00-or-95", "0.95"),
]


@pytest.mark.parametrize(("price", "ending", "after"), ENDED)
def test_a_price_ends(price: str, ending: Ending, after: str) -> None:
    assert ended(Fraction(price) * MILLION, ending, "USD") == Fraction(after) * MILLION


def test_the_minor_unit_is_the_currency_s() -> None:
    assert ended(155_400_000, "minor", "JPY") == 155_000_000
    assert ended(155_444_500, "minor", "KWD") == 155_445_000


@given(st.integers(0, 10**12), st.sampled_from(get_args(Ending)))
def test_an_ending_moves_a_price_by_half_a_step_and_never_to_nothing(
    price: int, ending: Ending
) -> None:
    after = ended(price, ending, "USD")
    assert (after == 0) == (price == 0)
    assert ended(after, ending, "USD") == after
    assert abs(after - price) <= MILLION // 2 or price < MILLION


def repricing(section: Section, percent: str, **fields: Any) -> Repricing:
    return Repricing.model_validate({"section": section, "percent": percent, **fields})


def done(percent: str, section: Section = "retouching", **fields: Any) -> Repriced:
    book = PriceBook.model_validate(rich.book())
    return reprice(book, repricing(section, percent, **fields), SINCE)


def test_it_is_shown_in_trade_words() -> None:
    found = done("4", ending="00-or-95")
    assert [str(change) for change in found.changes] == [
        "Polished, per image: 22.505 → 23.00, +2.2 %"
    ]
    assert found.book.effective_from == SINCE
    assert found.book.edition != PriceBook.model_validate(rich.book()).edition


def test_lower_is_the_other_way_and_all_of_it_leaves_nothing() -> None:
    assert [str(each) for each in done("10", direction="lower", ending="exact").changes] == [
        "Natural, per image: 10.00 → 9.00, −10.0 %",
        "Polished, per image: 22.505 → 20.2545, −10.0 %",
    ]
    nothing = done("100", direction="lower", only=["polished"])
    assert [tier.price for tier in nothing.book.retouching_tiers] == [10 * MILLION, 0]
    assert done("500", direction="lower").book.retouching_tiers[0].price == 0


SECTIONS = {
    "sessions": {"session_types"},
    "retouching": {"retouching_tiers"},
    "licences": {"licence_classes", "licence_grid"},
    "extras": {"extras"},
    "travel": {"travel"},
    "surcharges": {"adjustments"},
}


@pytest.mark.parametrize("section", get_args(Section))
def test_a_section_changes_and_nothing_else_does(section: Section) -> None:
    before, after = (
        each.model_dump()
        for each in (PriceBook.model_validate(rich.book()), done("7", section).book)
    )
    changed = {field for field in before if before[field] != after[field]}
    assert changed == {"effective_from"} | SECTIONS[section]


def test_discounts_conditions_costs_and_shares_stay() -> None:
    before, after = PriceBook.model_validate(rich.book()), done("50", "surcharges").book
    pairs = list(zip(before.adjustments, after.adjustments, strict=True))
    assert all(old.when == new.when for old, new in pairs)
    assert all(old == new for old, new in pairs if old.direction == "discount")
    assert any(old != new for old, new in pairs)
    rule = {"kind": "flat", "price": "100"}
    charge = {"label": "Fee", "rule": rule, "cost": rule, "basis": "market: us-entry"}
    book = small.book(session_types=[small.session(rule, charges=[charge])])
    changed = reprice(book, repricing("sessions", "10"), SINCE).book.session_types[0].charges[0]
    assert changed.rule.model_dump()["price"] == "110.00"
    assert changed.cost == book.session_types[0].charges[0].cost
    assert changed.basis == OWN


def test_only_the_entries_that_are_named() -> None:
    found = done("7", "sessions", only=["team"])
    before = PriceBook.model_validate(rich.book())
    assert found.book.session_types[0] == before.session_types[0]
    assert found.book.session_types[1] != before.session_types[1]
    assert {change.words.split(",")[0] for change in found.changes} == {"Team"}


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(books(), st.sampled_from(get_args(Section)))
def test_nothing_more_is_no_change_and_more_is_never_less(
    book: PriceBook, section: Section
) -> None:
    same = reprice(book, repricing(section, "0", ending="exact"), book.effective_from)
    assert same.changes == ()
    assert {each.severity for each in same.problems} <= {"error"}
    more = reprice(book, repricing(section, "4", ending="exact"), book.effective_from)
    assert all(change.share is None or change.share >= 0 for change in more.changes)


REFUSED = [
    (
        repricing("retouching", "4", only=["polishd"]),
        "only: there is no 'polishd'. Try: one of: nat",
    ),
    (repricing("travel", "4", only=["near"]), "only: there is no 'near'"),
    (
        repricing("retouching", "1000", ending="minor"),
        "prices: a price would be more than 100,000,000",
    ),
]


@pytest.mark.parametrize(("rule", "said"), REFUSED)
def test_what_cannot_be_done_is_said_and_changes_nothing(rule: Repricing, said: str) -> None:
    tiers = [rich.entry("natural", price="99999999"), rich.entry("polished", price="22")]
    book = PriceBook.model_validate(rich.book(retouching_tiers=tiers))
    found = reprice(book, rule, SINCE)
    assert found.book is book
    assert found.changes == ()
    assert said in "\n".join(map(str, found.problems))


def test_a_section_without_a_price_is_said() -> None:
    free = [rich.entry("natural", price="0")]
    for book in (small.book(retouching_tiers=free), small.book(retouching_tiers=[])):
        problems = reprice(book, repricing("retouching", "4"), SINCE).problems
        assert [problem.where for problem in problems] == ["section"]


def test_words_that_still_name_the_old_price_are_told() -> None:
    rule = {
        "kind": "lesser-of",
        "of": [
            {"kind": "per-unit", "per": "person", "price": "185"},
            {"kind": "flat", "price": "2400"},
        ],
    }
    charge = {
        "label": "Half day",
        "detail": "185 each, never more than 2,400.00; 4.5 hours.",
        "rule": rule,
    }
    book = small.book(session_types=[small.session(rule, charges=[charge])])
    found = reprice(book, repricing("sessions", "5"), SINCE)
    assert [problem.what.split(":")[0] for problem in found.problems] == [
        "its words still say 185",
        "its words still say 2400",
    ]
    assert all(problem.severity == "warning" for problem in found.problems)
    assert list(stale_words(book, book)) == []


# ---------------------------------------------------------------- another currency


def rate(base: str = "USD", to: str = "EUR", times: str = "1", by: str = "1.1225") -> ExchangeRate:
    fields = {"base": base, "currency": to, "times": times, "by": by}
    return ExchangeRate.model_validate({**fields, "day": date(2026, 10, 2), "source": "ECB"})


def test_a_list_in_another_currency_says_at_which_rate() -> None:
    book = PriceBook.model_validate(rich.book(note="A list.", cash_rounding="0.05"))
    found = in_currency(book, rate(), "minor", SINCE)
    assert found.book.currency == "EUR"
    assert found.book.note == (
        f"A list. From edition {book.edition} at 1.1225 USD = 1 EUR on 2026-10-02 (ECB)."
    )
    assert found.book.cash_rounding is None
    assert [problem.where for problem in found.problems] == ["cash_rounding"]
    tiers = {tier.key: tier.price for tier in found.book.retouching_tiers}
    assert tiers == {"natural": 8_910_000, "polished": 20_050_000}
    limits = [
        (rule.when.spend_from, new.when.spend_from)
        for rule, new in zip(book.adjustments, found.book.adjustments, strict=True)
    ]
    assert all(new == ended(old * rate().factor, "minor", "EUR") for old, new in limits)
    parts = [part.amount for part in found.book.terms.instalments]
    assert parts == [None, 222_720_000, None]


def test_every_price_of_a_list_is_converted() -> None:
    """At ten for one every figure of money is ten times what it was, and nothing else changes."""
    book = PriceBook.model_validate(rich.book())
    after = in_currency(book, rate(times="10", by="1"), "exact", SINCE).book
    old, new = book.model_dump_json(by_alias=True), after.model_dump_json(by_alias=True)
    assert _prices(PriceBook.model_validate_json(new)) == [10 * each for each in _prices(book)]
    assert old.count('"') == new.count('"')


def _prices(value: object) -> list[int]:
    """Every field of money in a record, found by its name."""
    if isinstance(value, tuple):
        return [price for each in value for price in _prices(each)]
    if not isinstance(value, Value):
        return []
    found: list[int] = []
    for name in type(value).model_fields:
        each = getattr(value, name)
        money = name in ("price", "flat", "cap", "amount", "spend_from") or (
            name == "base" and isinstance(each, int)
        )
        found += [each] if money and each is not None else _prices(each)
    return found


def test_a_rate_of_another_currency_is_refused() -> None:
    book = PriceBook.model_validate(rich.book())
    found = in_currency(book, rate("GBP"), "minor", SINCE)
    assert [str(problem) for problem in found.problems] == [
        "currency: the rate is of GBP and the prices are in USD. Try: a rate of USD"
    ]
    assert found.book is book


def test_yen_never_end_in_95() -> None:
    book = PriceBook.model_validate(rich.book())
    found = in_currency(book, rate(to="JPY", times="150", by="1"), "95", SINCE)
    assert [problem.where for problem in found.problems] == ["ending"]
    fine = in_currency(book, rate(to="JPY", times="150", by="1"), "minor", SINCE)
    assert all(tier.price % MILLION == 0 for tier in fine.book.retouching_tiers)
