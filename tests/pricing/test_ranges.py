"""Ranges: what a brief with open questions comes to at the least, and at the most."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from pricing import Brief, BriefRefused, Range, estimate, price_range
from pricing.brief import Open
from tests.pricing import small

PEOPLE = {"what": "people", "least": 1, "most": 12}
TIERS = {
    "kind": "volume",
    "per": "person",
    "tiers": [{"from": 1, "price": "100"}, {"from": 10, "price": "70"}],
}
EXTRA = {"kind": "per-unit", "per": "further_image", "price": "20"}
RUSH = {"key": "rush", "label": "Rush", "kind": "percentage", "direction": "surcharge"}
CHANGES: dict[str, Any] = {
    "session_types": [small.session(TIERS, EXTRA, images_included=1)],
    "retouching_tiers": [small.named("fine", price="15"), small.named("cover", price="90")],
    "deliveries": [small.named("normal"), small.named("fast")],
    "adjustments": [RUSH | {"percent": "50", "when": {"delivery": ["fast"]}}],
    "travel": {"unit": "km", "rule": {"kind": "per-unit", "per": "distance", "price": "1"}},
}


def ranged(*questions: dict[str, Any], sitting: dict[str, Any] | None = None) -> Range:
    book = small.book(**CHANGES)
    brief = small.brief(sitting or {"people": 4}, open=list(questions))
    return price_range(brief, lambda other: estimate(other, book))


def payables(found: Range) -> tuple[int, int, int]:
    return found.least.payable, found.likely.payable, found.most.payable


def test_nothing_open_is_one_price():
    found = ranged()
    assert payables(found) == (40_000, 40_000, 40_000)
    assert found.moves == ()


def test_the_dearest_answer_is_not_always_the_largest():
    """Nine people cost 900 and ten 700: the most is neither end."""
    found = ranged(PEOPLE | {"least": 8})
    assert payables(found) == (40_000, 40_000, 90_000)
    (move,) = found.moves
    assert (move.cheapest, move.dearest, move.least, move.most) == (10, 9, 70_000, 90_000)
    assert move.swing == 20_000


def test_the_question_that_moves_the_price_most_comes_first():
    images = {"what": "images", "least": 1, "most": 3}
    finish = {"what": "retouching", "keys": ["fine", "cover"]}
    found = ranged(PEOPLE | {"most": 4}, images, finish)
    assert [(each.question.what, each.swing) for each in found.moves] == [
        ("people", 30_000),
        ("retouching", 30_000),
        ("images", 16_000),
    ]
    assert found.least.payable == 10_000
    assert found.most.payable == 40_000 + 4 * 2 * 2_000 + 4 * 3 * 9_000
    assert found.most.brief.sittings[0].retouching == "cover"


def test_what_concerns_the_whole_booking_may_be_open():
    days = {"what": "session_on", "days": [date(2026, 12, 1), date(2026, 12, 5)]}
    weekend = RUSH | {"key": "weekend", "percent": "10", "when": {"weekdays": ["sat"]}}
    book = small.book(**CHANGES | {"adjustments": [weekend, *CHANGES["adjustments"]]})
    brief = small.brief({}, open=[days, {"what": "delivery", "keys": ["normal", "fast"]}])
    found = price_range(brief, lambda other: estimate(other, book))
    assert payables(found) == (10_000, 10_000, 16_000)
    assert found.moves[1].dearest == date(2026, 12, 5)


def test_only_what_can_be_had_together_is_in_the_range():
    """An hour holds four people; ten need three. Ten in an hour are not sold, and not priced."""
    hour = {"kind": "per-unit", "per": "minute", "price": "1"}
    time = {"least_minutes": 60, "most_minutes": 180, "people_per_hour": 4}
    book = small.book(session_types=[small.session(hour, booked_time=time)])
    questions = [PEOPLE | {"most": 4}, {"what": "minutes", "least": 60, "most": 120}]
    brief = small.brief({"people": 2}, open=[*questions])
    found = price_range(brief, lambda other: estimate(other, book))
    assert payables(found) == (6_000, 6_000, 12_000)
    wide = small.brief({"people": 2}, open=[PEOPLE, {"what": "minutes", "least": 60, "most": 60}])
    assert price_range(wide, lambda other: estimate(other, book)).most.payable == 18_000


def test_answers_that_are_not_sold_are_all_named():
    with pytest.raises(BriefRefused) as refused:
        ranged(
            PEOPLE | {"most": 25},
            {"what": "retouching", "keys": ["raw", "fine"]},
            {"what": "looks", "least": 1, "most": 1, "sitting": 2},
            {"what": "delivery", "keys": ["never"]},
        )
    assert [str(problem) for problem in refused.value.problems] == [
        "open[1]: people 21: Portrait is not sold for 21 people. Try: only 1 to 20",
        "open[2]: retouching raw: there is no 'raw'. Try: only fine",
        "open[3].sitting: there is no sitting 2. Try: 1 to 1",
        "open[4]: delivery never: there is no 'never'. Try: another brief",
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": "people"},
        {"what": "people", "least": 3},
        {"what": "people", "keys": ["three"]},
        {"what": "people", "least": 3, "most": 2},
        {"what": "people", "least": 0, "most": 500},
        {"what": "retouching", "least": 1, "most": 2},
        {"what": "retouching", "keys": ["fine"], "least": 1},
        {"what": "session_on", "keys": ["monday"]},
        {"what": "session_on", "days": [date(2026, 12, 1)], "keys": ["monday"]},
    ],
)
def test_a_question_says_what_its_answers_may_be(wrong: dict[str, Any]):
    with pytest.raises(ValidationError):
        Open.model_validate(wrong)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 20), st.integers(1, 20), st.integers(1, 20))
def test_for_one_question_the_range_is_that_of_every_answer(likely: int, one: int, other: int):
    least, most = sorted((one, other))
    found = ranged({"what": "people", "least": least, "most": most}, sitting={"people": likely})
    book = small.book(**CHANGES)
    prices = [
        estimate(Brief.model_validate({"sittings": [{"session": "portrait", "people": n}]}), book)
        for n in (likely, *range(least, most + 1))
    ]
    every = [each.payable for each in prices]
    assert payables(found) == (min(every), every[0], max(every))
