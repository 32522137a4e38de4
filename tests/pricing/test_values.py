"""Values in a price book are read from text exactly, written as text, and never changed."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from pricing import Brief, NotInForce, PriceBook, Sitting, TaxRate, in_force
from pricing.values import Count, Currency, Factor, Key, PartPercent, Percent, Price, Words
from tests.pricing import rich
from tests.pricing.books import books


def read(kind: Any, value: object) -> Any:
    return TypeAdapter(kind).validate_python(value)


@pytest.mark.parametrize(
    ("kind", "text", "held"),
    [
        (Price, "155.00", 155_000_000),
        (Price, "0.725", 725_000),
        (Price, 155, 155_000_000),
        (Price, Decimal("33.335"), 33_335_000),
        (Price, "100000000", 10**14),
        (Percent, "8.875", 88_750),
        (Percent, "1000", 10_000_000),
        (PartPercent, "100", 1_000_000),
        (Factor, "7.5", 7_500_000),
        (Count, 12, 12),
        (Key, "on-site-2", "on-site-2"),
        (Words, "  a name ", "a name"),
        (Currency, "JPY", "JPY"),
    ],
)
def test_a_value_is_read(kind: Any, text: object, held: object):
    assert read(kind, text) == held


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Price, 155.0),
        (Price, "-1"),
        (Price, "100000000.01"),
        (Price, "0.0000001"),
        (Price, "12 USD"),
        (Percent, 8.875),
        (Percent, "8.875 %"),
        (Percent, "8.87505"),
        (Percent, "1000.0001"),
        (PartPercent, "100.0001"),
        (Factor, 7.5),
        (Factor, "+750 %"),
        (Factor, "1000.1"),
        (Count, 12.0),
        (Count, "12"),
        (Count, -1),
        (Count, 100_001),
        (Key, "On Site"),
        (Key, "on--site"),
        (Key, ""),
        (Words, "   "),
        (Currency, "usd"),
        (Currency, "BITCOIN"),
    ],
)
def test_a_value_that_is_not_exact_or_not_sensible_is_refused(kind: Any, value: object):
    with pytest.raises(ValidationError):
        read(kind, value)


@pytest.mark.parametrize(
    ("kind", "text", "written"),
    [
        (Price, "155", "155.00"),
        (Price, "0.7250", "0.725"),
        (Percent, "8.8750", "8.875"),
        (Percent, "20", "20"),
        (Factor, "7.50", "7.5"),
    ],
)
def test_a_value_is_written_as_people_write_it(kind: Any, text: str, written: str):
    assert TypeAdapter(kind).dump_python(read(kind, text)) == written


@given(st.integers(0, 10**14))
def test_a_price_survives_writing_and_reading(millionths: int):
    adapter = TypeAdapter[int](Price)
    text = adapter.dump_json(millionths)
    assert adapter.validate_json(text) == millionths


def test_a_record_is_frozen_and_knows_all_its_fields():
    sitting: Any = Sitting(session="team", people=12)
    with pytest.raises(ValidationError, match="frozen"):
        sitting.people = 13
    with pytest.raises(ValidationError, match="Extra inputs"):
        Sitting.model_validate({"session": "team", "persons": 12})


@pytest.mark.parametrize("wrong", [{"people": 0}, {"people": 2.0}, {"images": 0}, {"looks": "2"}])
def test_a_sitting_counts_in_whole_numbers_from_one(wrong: dict[str, Any]):
    with pytest.raises(ValidationError):
        Sitting.model_validate({"session": "team", **wrong})


def test_a_brief_needs_a_sitting_and_holds_no_money():
    with pytest.raises(ValidationError):
        Brief(sittings=())
    with pytest.raises(ValidationError):
        Brief.model_validate({"sittings": [{"session": "team"}], "price": "155.00"})


def test_a_brief_is_read_from_text_as_from_python():
    brief = Brief(
        sittings=(Sitting(session="team", people=3),),
        session_on=date(2026, 12, 31),
        session_at=time(23, 30),
    )
    assert Brief.model_validate_json(brief.model_dump_json()) == brief


# ---------------------------------------------------------------- editions


def test_an_edition_is_named_by_its_content():
    book = PriceBook.model_validate(rich.book())
    assert book.edition == PriceBook.model_validate(rich.book()).edition
    assert book.edition == "c6a922814c0e36dc"
    assert len({PriceBook.model_validate(each).edition for each in rich.books()}) == 4


def test_the_same_price_written_in_another_way_is_the_same_edition():
    written = [rich.book(cash_rounding=text) for text in ("0.05", "0.050", Decimal("0.05"))]
    assert len({PriceBook.model_validate(each).edition for each in written}) == 1


@settings(max_examples=30, deadline=None)
@given(books())
def test_any_book_survives_writing_and_reading(book: PriceBook):
    again = PriceBook.model_validate_json(book.model_dump_json(by_alias=True))
    assert again == book
    assert again.edition == book.edition


def test_a_book_without_a_grid_says_so():
    with pytest.raises(LookupError, match="no licence grid"):
        _ = PriceBook.model_validate(rich.book(licence_grid=None)).grid


# ---------------------------------------------------------------- days


def rate(day: str, percent: str) -> TaxRate:
    first = date.fromisoformat(day)
    return TaxRate.model_validate(
        {"effective_from": first, "percent": percent, "source": "law", "seen_on": first}
    )


RATES = (rate("2027-01-01", "7"), rate("2020-01-01", "6"), rate("2030-01-01", "8"))


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        ("2020-01-01", 60_000),
        ("2026-12-31", 60_000),
        ("2027-01-01", 70_000),
        ("2027-01-02", 70_000),
        ("2099-01-01", 80_000),
    ],
)
def test_an_entry_counts_from_its_first_day_whatever_the_order(day: str, percent: int):
    assert in_force(RATES, date.fromisoformat(day), "VAT").percent == percent


@pytest.mark.parametrize(
    ("entries", "said"), [(RATES, "the first begins on 2020-01-01"), ((), "there is none")]
)
def test_before_the_first_day_nothing_is_in_force(entries: tuple[TaxRate, ...], said: str):
    with pytest.raises(NotInForce, match=f"VAT: nothing is in force on 2019-12-31, {said}"):
        in_force(entries, date(2019, 12, 31), "VAT")
