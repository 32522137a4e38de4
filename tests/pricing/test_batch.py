"""Columns and the engine agree to the unit, refusals included, on briefs at the thresholds."""

from __future__ import annotations

from datetime import date
from typing import cast

import numpy as np
import pytest
from hypothesis import given, settings

from pricing import Brief, BriefRefused, Estimate, NotInForce, PriceBook, estimate
from pricing.amounts import Amounts
from pricing.batch import COLUMNS, Priced, encode, price_columns
from pricing.bounds import LARGEST, prove
from pricing.errors import MayOverflow, NotInColumns
from pricing.maths import SCALAR
from pricing.money import allocated
from tests import build
from tests.pricing import small
from tests.pricing.briefs import Case, several
from tests.pricing.test_oracle import LONG

ON = date(2026, 11, 24)


def amounts_of(found: Estimate) -> dict[str, int]:
    """An estimate as the figures that a row of columns holds."""
    areas = {
        area: sum(line.amount for line in found.lines if line.area == area)
        for area in ("session", "retouching", "licence", "extras", "travel")
    }
    figures = ("net", "tax", "gross", "withheld", "cash_rounding", "payable", "deposit")
    adjusted = sum(each.amount for each in found.adjustments)
    return {**areas, "adjustments": adjusted, **{name: getattr(found, name) for name in figures}}


def by_engine(book: PriceBook, brief: Brief, on: date) -> dict[str, int] | None:
    try:
        return amounts_of(estimate(brief, book, on))
    except BriefRefused:
        return None


def row_of(priced: Priced, row: int) -> dict[str, int] | None:
    if priced.refused[row]:
        return None
    return {name: int(column[row]) for name, column in priced.amounts.items()}


def in_columns(case: Case) -> dict[str, int] | MayOverflow | None:
    """The brief priced as a row, or the refusal of a book whose amounts a column may not hold."""
    try:
        return row_of(price_columns(case.book, encode(case.book, [case.brief]), case.on), 0)
    except MayOverflow as refused:
        return refused


@settings(max_examples=4_000 if LONG else 60, deadline=None)
@given(several(8))
def test_each_row_is_the_engines_estimate(cases: list[Case]):
    for case in cases:
        found = in_columns(case) if len(case.brief.sittings) == 1 else None
        if found is not None and not isinstance(found, MayOverflow):
            assert found == by_engine(case.book, case.brief, case.on), case.tables
        elif found is None and len(case.brief.sittings) == 1:
            assert by_engine(case.book, case.brief, case.on) is None, case.tables


@pytest.fixture(scope="module")
def northlight() -> tuple[PriceBook, list[Brief]]:
    """The demo book, and briefs on both sides of every number of people up to forty."""
    book = build.book("northlight")
    words = [
        f"{session}, {people} people, {images} images, {tier}, {licence}, {rest}"
        for session in ("individual", "executive", "team", "event-booth")
        for people in range(1, 41, 3 if session == "event-booth" else 1)
        for images in (1, 3, 9)
        for tier, licence in (("natural", "standard"), ("editorial", "advertising"))
        for rest in ("48h", "on 2026-12-12, at 18:00, code WELCOME10, returning")
    ]
    return book, [build.brief(each, book) for each in words]


def test_the_demo_book_agrees_row_by_row(northlight: tuple[PriceBook, list[Brief]]):
    book, briefs = northlight
    priced = price_columns(book, encode(book, briefs), ON)
    expected = [by_engine(book, brief, ON) for brief in briefs]
    assert [row_of(priced, row) for row in range(len(briefs))] == expected
    assert 0 < sum(each is None for each in expected) < len(expected)


@pytest.mark.parametrize("threads", [1, 2])
def test_order_chunks_and_threads_change_nothing(
    northlight: tuple[PriceBook, list[Brief]], threads: int, monkeypatch: pytest.MonkeyPatch
):
    book, briefs = northlight
    whole = price_columns(book, encode(book, briefs), ON)
    monkeypatch.setattr("pricing.batch.CHUNK", 7)
    order = np.random.default_rng(3).permutation(len(briefs))
    shuffled = encode(book, [briefs[row] for row in order])
    again = price_columns(book, shuffled, ON, threads)
    assert (again.refused == whole.refused[order]).all()
    for name in Amounts.__struct_fields__:
        assert (again.amounts[name] == whole.amounts[name][order]).all()


def test_a_split_in_few_rows_is_the_split_of_each():
    rows = [(0, 3, 9), (0, 1, 1), (7, 2, 4), (0, 0, 0), (0, 5, 5)]
    amount, first, last = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    found = allocated(cast(int, amount), [cast(int, first), 5, cast(int, last)], COLUMNS)
    parts = [np.broadcast_to(np.asarray(part), len(rows)).tolist() for part in found]
    assert [*zip(*parts, strict=True)] == [
        tuple(allocated(shared, [one, 5, other])) for shared, one, other in rows
    ]
    same = np.stack([*allocated(7, [cast(int, first), 5, cast(int, last)], COLUMNS)], axis=1)
    assert same.tolist() == [allocated(7, [one, 5, other]) for _, one, other in rows]


def test_each_operation_means_the_same_for_one_and_for_a_column():
    for a, b in ((1, 2), (2, 1), (2, 2), (0, 1)):
        one, many = np.array([a]), np.array([b])
        left, right = cast(int, one), cast(int, many)
        assert COLUMNS.least(left, right) == SCALAR.least(a, b)
        assert COLUMNS.most(left, right) == SCALAR.most(a, b)
        assert COLUMNS.where(left > right, left, right) == SCALAR.where(a > b, a, b)
        assert COLUMNS.where(True, left, right) == COLUMNS.pick((b, a), 1) == SCALAR.pick((b, a), 1)
        assert COLUMNS.some(left > right) is SCALAR.some(a > b) is COLUMNS.some(a > b)


def test_a_code_with_a_limit_on_its_uses_was_never_used_in_a_column():
    code = {"key": "spring", "label": "Spring", "kind": "fixed", "direction": "discount"}
    when = {"code": "SPRING", "most_uses": 1}
    book = small.book(adjustments=[{**code, "price": "10", "when": when}])
    brief = small.brief(code="spring")
    priced = price_columns(book, encode(book, [brief]), small.ON)
    assert row_of(priced, 0) == by_engine(book, brief, small.ON)
    assert priced.amounts["adjustments"][0] == -1_000


def test_several_sittings_are_refused_by_name(northlight: tuple[PriceBook, list[Brief]]):
    book, _ = northlight
    both = build.brief("individual, 1 person + executive, 1 person", book)
    with pytest.raises(NotInColumns, match="row 2: it has 2 sittings"):
        encode(book, [build.brief("individual, 1 person", book), both])


def test_a_book_that_could_overflow_is_refused_before_a_row_is_priced():
    people, price = 100_000, "99999999"
    huge = small.book(
        session_types=[
            small.session(
                {"kind": "per-unit", "per": "image", "price": price},
                people_to=people,
                images_to=people,
            )
        ]
    )
    with pytest.raises(MayOverflow, match="beyond what a column holds"):
        price_columns(huge, encode(huge, []), huge.effective_from)


@pytest.mark.parametrize("studio", ["northlight", "harbourline", "lanternyard"])
def test_no_amount_of_a_demo_book_can_overflow(studio: str):
    assert prove(build.book(studio), ON) < LARGEST // 10


def test_an_extra_may_count_the_distance():
    by_distance = {"kind": "per-unit", "per": "distance", "price": "1"}
    book = small.book(
        session_types=[small.session(small.HUNDRED, where="location")],
        travel={"unit": "mile", "included": 5, "both_ways": True, "rule": by_distance},
        extras=[small.named("escort", rule=by_distance)],
    )
    brief = small.brief(extras=[{"key": "escort"}], distance=20)
    priced = price_columns(book, encode(book, [brief]), small.ON)
    assert row_of(priced, 0) == by_engine(book, brief, small.ON)
    assert priced.amounts["extras"][0] == 3_000


def test_a_row_before_the_first_rate_is_refused_and_the_last_day_has_its_rate():
    """Columns raise nothing for one row; where the engine raises `NotInForce`, they refuse."""
    rate = {"effective_from": date(2027, 1, 1), "percent": "10", "source": "x", "seen_on": ON}
    tax = {"key": "vat", "name": "VAT", "applies_to": ["session"], "rates": [rate]}
    places = [{"key": "here", "name": "Here", "taxes": [tax]}, {"key": "free", "name": "Free"}]
    book = small.book(places=places)
    days = (None, date(2026, 12, 31), date(2027, 1, 1), date.max)
    briefs = [small.brief(session_on=day) for day in days]
    briefs.append(small.brief(place="free"))
    priced = price_columns(book, encode(book, briefs), ON)
    assert priced.refused.tolist() == [True, True, False, False, False]
    for brief in briefs[:2]:
        with pytest.raises(NotInForce):
            estimate(brief, book, ON)
    for row in (2, 3, 4):
        assert row_of(priced, row) == by_engine(book, briefs[row], ON)
