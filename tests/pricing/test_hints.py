"""The client is told where one more costs less, to the cent, and never where it does not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing import BriefRefused, PriceBook, estimate, plain
from pricing.hints import Hint, cheaper_with_more
from tests import build
from tests.pricing.small import HUNDRED, ON, Table, book, brief, named, session
from tests.pricing.test_scanning import EACH, IMAGES, off, team, tiers, volume


def hints(of: PriceBook, *sittings: Table, **rest: Any) -> tuple[Hint, ...]:
    return cheaper_with_more(brief(*sittings, **rest), of, ON)


def said(of: PriceBook, *sittings: Table, **rest: Any) -> list[str]:
    return [plain(hint.reason, of.currency) for hint in hints(of, *sittings, **rest)]


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (8, []),
        (9, ["10 people cost less than 9: 2000.00 instead of 2115.00"]),
        (10, []),
        (21, []),
        (22, ["25 people cost less than 22: 3825.00 instead of 3860.00"]),
        (24, ["25 people cost less than 24: 3825.00 instead of 4170.00"]),
        (25, []),
        (60, []),
    ],
)
def test_a_published_list_gives_its_two_hints(people: int, words: list[str]):
    assert said(team(), {"people": people}) == words


def test_a_hint_has_the_brief_that_costs_what_it_says():
    (hint,) = hints(team(), {"people": 9})
    assert (hint.payable, hint.instead_of, hint.saved) == (200000, 211500, 11500)
    assert hint.brief.sittings[0].people == 10
    assert estimate(hint.brief, team(), ON).payable == hint.payable


def test_images_looks_and_minutes_are_looked_at():
    rows = {"from": 1, "price": "30"}, {"from": 4, "price": "20"}
    for per, field, words in (
        ("image_each", "images", "4 images each"),
        ("look", "looks", "4 looks"),
    ):
        of = book(session_types=[session(volume(per, *rows), looks_to=6, images_to=6)])
        assert said(of, {field: 3}) == [f"{words} cost less than 3: 80.00 instead of 90.00"]
        assert said(of, {field: 2}) == []
    timed = {"least_minutes": 60, "most_minutes": 300, "people_per_hour": 9}
    by_time = volume("minute", {"from": 1, "price": "4"}, {"from": 180, "price": "2"})
    of = book(session_types=[session(by_time, booked_time=timed)])
    assert said(of, {"minutes": 120}) == [
        "180 minutes cost less than 120: 360.00 instead of 480.00"
    ]
    assert said(of, {}) == []
    assert said(of, {"people": 18}) == [
        "19 people cost less than 18: 360.00 instead of 480.00",
        "180 minutes cost less than 120: 360.00 instead of 480.00",
    ]


def test_a_limit_on_spend_is_looked_at_beyond_the_next_number():
    """Images of 20 each: three more bring 600, and 20 % off all of it."""
    of = book(
        session_types=[session({**EACH, "price": "540"}, IMAGES, images_included=1, people_to=1)],
        adjustments=[off("20", when={"spend_from": "600"})],
    )
    assert said(of) == ["4 images each cost less than 1: 480.00 instead of 540.00"]


def test_a_limit_on_spend_may_be_far_away_or_beyond_what_is_sold():
    def limited(spend_from: str) -> PriceBook:
        offer = off("90", when={"spend_from": spend_from})
        return book(session_types=[session(EACH)], adjustments=[offer])

    assert said(limited("900")) == ["9 people cost less than 1: 90.00 instead of 100.00"]
    assert said(limited("1000")) == []
    assert said(limited("9000")) == []


def test_people_of_all_sittings_count_towards_a_discount():
    sold = [session(EACH), session(EACH, key="other", name="Other", people_to=2)]
    of = book(session_types=sold, adjustments=[off("25", when={"people_from": 10})])
    assert said(of, {"people": 7}, {"session": "other", "people": 2}) == [
        "Portrait: 8 people cost less than 7: 750.00 instead of 900.00"
    ]
    assert said(of, {"people": 6}, {"session": "other", "people": 2}) == [
        "Portrait: 8 people cost less than 6: 750.00 instead of 800.00"
    ]
    assert said(of, {"people": 9}) == ["10 people cost less than 9: 750.00 instead of 900.00"]


def test_more_of_an_extra_may_cost_less():
    of = book(
        session_types=[session(HUNDRED)],
        extras=[
            named(
                "print",
                rule=volume("unit", {"from": 1, "price": "45"}, {"from": 10, "price": "40"}),
                most=10,
            ),
            named("part", rule={"kind": "share", "of": "session", "percent": "5"}),
        ],
    )
    chosen = [{"key": "part"}, {"key": "print", "quantity": 9}]
    assert said(of, extras=chosen) == ["10 × Print cost less than 9: 505.00 instead of 510.00"]
    (hint,) = hints(of, extras=chosen)
    assert [choice.quantity for choice in hint.brief.extras] == [1, 10]


def test_a_number_that_would_be_refused_is_passed_over():
    """Two people more do not fit in the time that is asked for."""
    timed = {"least_minutes": 60, "most_minutes": 120, "people_per_hour": 2}
    rule = volume("person", {"from": 1, "price": "60"}, {"from": 3, "price": "10"})
    of = book(session_types=[session(rule, booked_time=timed, people_to=4)])
    assert said(of, {"people": 2, "minutes": 60}) == []
    assert said(of, {"people": 2}) == ["3 people cost less than 2: 30.00 instead of 120.00"]


def test_a_brief_that_is_not_sold_is_refused():
    with pytest.raises(BriefRefused):
        hints(team(), {"people": 4})


def test_a_real_list_says_that_ten_prints_cost_less_than_nine():
    prices = build.book("harbourline", ON)
    wanted = build.brief("portrait, 9 print", prices)
    (hint,) = cheaper_with_more(wanted, prices, ON)
    words = "10 × Fine-art print, 20 × 25 cm cost less than 9: 652.75 instead of 658.35"
    assert plain(hint.reason, "CAD") == words


@settings(max_examples=30, deadline=None)
@given(tiers(), st.sampled_from(["volume", "graduated"]), st.integers(1, 14))
def test_a_hint_is_given_exactly_where_the_next_number_or_threshold_is_lower(
    rows: list[Table], kind: str, people: int
):
    rule = {"kind": kind, "per": "person", "tiers": rows}
    of = book(session_types=[session(rule, people_to=15)])
    starts = [row["from"] for row in rows if row["from"] > people]
    now, *later = (
        estimate(brief({"people": count}), of, ON).payable
        for count in (people, people + 1, *starts)
    )
    lowest = min(later)
    found = [hint.payable for hint in hints(of, {"people": people})]
    assert found == ([lowest] if lowest < now else [])
