"""Editions beside each other: what a new one changes, in words an owner reads, and days without."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from pricing import PriceBook
from pricing.checks import changes, check_editions
from tests.pricing.rich import book as rich_book
from tests.pricing.rich import rate, tax
from tests.pricing.small import ON, Table, book, session

LATER = ON + timedelta(30)
FIGURES = {"price", "flat", "percent", "factor", "base", "amount", "cap"}


def selling(price: str, on: date = ON, **fields: Any) -> PriceBook:
    rule = {"kind": "per-unit", "per": "person", "price": price}
    return book(session_types=[session(rule)], effective_from=on, **fields)


def rich(**fields: Any) -> PriceBook:
    return PriceBook.model_validate(rich_book(**fields))


def said(before: PriceBook, after: PriceBook) -> list[str]:
    return [str(change) for change in changes(before, after)]


def warned(*editions: PriceBook, needed: date | None = None) -> list[tuple[str, str, str]]:
    found = check_editions(editions, needed)
    return [(each.severity, each.where, each.what) for each in found]


def test_the_same_prices_are_no_change():
    assert changes(rich(), rich(effective_from=LATER)) == ()


def test_a_change_is_said_in_trade_words_with_its_share():
    assert said(selling("155"), selling("162", LATER)) == [
        "Portrait, Charge 1, per person: 155.00 → 162.00, +4.5 %"
    ]
    assert said(selling("162"), selling("155", LATER)) == [
        "Portrait, Charge 1, per person: 162.00 → 155.00, −4.3 %"
    ]


def test_from_nothing_there_is_no_share():
    assert said(selling("0"), selling("9.125", LATER)) == [
        "Portrait, Charge 1, per person: 0.00 → 9.125"
    ]
    assert warned(selling("0"), selling("9", LATER)) == []


def _dearer(table: Any) -> Any:
    """The table with every price, percentage and factor doubled."""
    if isinstance(table, list):
        return [_dearer(row) for row in table]
    if not isinstance(table, dict):
        return table
    return {
        key: _twice(value) if key in FIGURES and _is_number(value) else _dearer(value)
        for key, value in table.items()
    }


def _figures(table: Any) -> int:
    """How many figures above nothing the table has."""
    if isinstance(table, list):
        return sum(map(_figures, table))
    if not isinstance(table, dict):
        return 0
    return sum(
        float(value) > 0 if key in FIGURES and _is_number(value) else _figures(value)
        for key, value in table.items()
    )


def _is_number(value: object) -> bool:
    return isinstance(value, str) and value.replace(".", "").isdecimal()


def _twice(value: str) -> str:
    whole, _, decimals = value.partition(".")
    return f"{2 * int(whole + decimals)}e-{len(decimals)}"


def test_every_figure_of_a_book_is_compared():
    parts = [
        {"label": "A", "due": "session", "percent": "20"},
        {"label": "B", "due": "session", "amount": "5"},
    ]
    old = rich_book(terms={"validity_days": 30, "instalments": parts})
    found = changes(PriceBook.model_validate(old), PriceBook.model_validate(_dearer(old)))
    assert {change.share for change in found if change.before not in {"0", "0.00"}} == {1_000_000}
    listed = [change for change in found if not change.where.startswith("places.")]
    assert len(listed) == _figures({**old, "places": ()})
    assert {change.where.split(".")[0].split("[")[0] for change in found} == {
        *("session_types", "retouching_tiers", "licence_classes", "licence_grid", "extras"),
        *("travel", "adjustments", "terms", "places"),
    }


def test_figures_that_read_alike_are_told_apart():
    rule = {
        "kind": "lesser-of",
        "of": [{"kind": "per-unit", "per": "person", "price": price} for price in ("10", "20")],
    }
    other = {**rule, "of": [rule["of"][0], {"kind": "per-unit", "per": "person", "price": "21"}]}
    before, after = (book(session_types=[session(each)]) for each in (rule, other))
    assert said(before, after) == ["Portrait, Charge 1, per person (2): 20.00 → 21.00, +5.0 %"]


def test_a_tier_is_known_by_where_it_begins():
    def zones(*rows: tuple[int, str]) -> PriceBook:
        tiers = [{"from": start, "flat": flat} for start, flat in rows]
        rule = {"kind": "volume", "per": "distance", "tiers": tiers}
        travel = {"unit": "km", "rule": rule}
        return book(travel=travel)

    assert said(zones((1, "0"), (30, "75")), zones((1, "0"), (30, "80"), (60, "150"))) == [
        "Travel, per mile or km from 30, flat: 75.00 → 80.00, +6.7 %",
        "Travel, per mile or km from 60, flat: new, 150.00",
    ]


def test_what_is_new_and_what_is_gone_is_said():
    extra = {"key": "print", "name": "Print", "summary": "A print"}
    block = {"kind": "block", "per": "unit", "size": 5, "price": "30"}
    old = selling("100")
    new = selling("100", LATER, extras=[{**extra, "rule": block, "most": 9}])
    words = "Print, per started 5 units"
    assert said(old, new) == [f"{words}: new, 30.00"]
    assert said(new, old) == [f"{words}: no longer sold, was 30.00"]
    assert warned(old, new) == []
    back = selling("100", LATER + timedelta(1))
    assert warned(back, new) == [
        ("warning", "extras.print.rule.price", f"{words}: no longer sold, was 30.00")
    ]


@pytest.mark.parametrize(("price", "found"), [("120", 0), ("120.01", 1), ("80", 0), ("79.99", 1)])
def test_a_change_beyond_a_fifth_is_a_warning(price: str, found: int):
    problems = warned(selling("100"), selling(price, LATER))
    assert len(problems) == found
    assert all("more than 20 %" in what for _, _, what in problems)
    assert check_editions([selling("100"), selling(price, LATER)], most=500_000) == ()


def test_a_tax_far_from_the_last_one_is_a_warning():
    def place(*rates: Table) -> list[Table]:
        return [{"key": "here", "name": "Here", "taxes": [tax("vat", ["session"], *rates)]}]

    old, new = rate(date(2020, 1, 1), "8.875"), rate(LATER, "6.5")
    before, after = selling("9", places=place(old)), selling("9", LATER, places=place(new, old))
    assert [where for _, where, _ in warned(before, after)] == ["places.here.taxes.vat.rates"]
    assert said(before, after) == ["Vat in Here: 8.875 % → 6.5 %, −26.8 %"]


def test_an_offer_that_has_ended_is_not_missed():
    offer = {"key": "spring", "label": "Spring", "kind": "percentage", "direction": "discount"}
    offer |= {"percent": "10", "cap": "50"}
    ended = selling("9", adjustments=[offer | {"when": {"valid_to": LATER - timedelta(1)}}])
    running = selling("9", adjustments=[offer | {"when": {"valid_to": LATER}}])
    new = selling("9", LATER)
    assert said(ended, new)[0] == "Spring (spring): no longer sold, was 10 %"
    assert warned(ended, new) == []
    assert len(warned(running, new)) == 2


def test_two_editions_of_one_day_are_an_error():
    (problem,) = warned(selling("100"), selling("101"))
    assert problem[:2] == ("error", "effective_from")
    assert problem[2].startswith(f"two editions begin on {ON}, ")


@pytest.mark.parametrize(
    ("field", "value"),
    [("currency", "EUR"), ("prices_include_tax", True), ("time_zone", "Europe/Riga")],
)
def test_what_makes_prices_incomparable_is_a_warning(field: str, value: object):
    (problem,) = warned(selling("100"), selling("100", LATER, **{field: value}))
    assert problem[:2] == ("warning", field)
    assert str(value) in problem[2]


def test_a_day_before_the_first_edition_is_an_error():
    assert warned(selling("9"), needed=ON) == []
    (problem,) = warned(selling("9"), selling("9", LATER), needed=ON - timedelta(1))
    assert problem == (
        "error",
        "effective_from",
        f"nothing is in force on 2026-11-23: the first edition begins on {ON}",
    )
    assert warned(needed=ON)[0][2] == f"nothing is in force on {ON}: there is no edition"
    assert warned() == []


def test_the_order_in_which_editions_are_given_does_not_matter():
    editions = (selling("100"), selling("150", LATER), selling("200", LATER + timedelta(9)))
    assert warned(*editions) == warned(*reversed(editions))
    assert len(warned(*editions)) == 2


def test_errors_come_first():
    assert [severity for severity, _, _ in warned(selling("1"), selling("2"))] == [
        "error",
        "warning",
    ]
