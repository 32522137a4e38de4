"""What an input would have to be: by hand, and by asking on both sides of every turn."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from estimator.comparison import AiPlan, Assumptions, Crowd, PlanRow, Turn, compare, look_closely
from estimator.comparison.asking import case_of
from estimator.comparison.inputs import inputs_of
from estimator.comparison.turns import LONGEST, Question, first, last, nearest, turns
from pricing import Estimate
from tests.estimator.comparison.notation import (
    RATES,
    ai,
    answer,
    fixed,
    keeping,
    months,
    said,
    studio,
)
from tests.estimator.comparison.test_laws import assumptions, plans


def question(estimate: Estimate, plan: AiPlan, assumed: Assumptions) -> Question:
    (row,) = compare(estimate, [plan], assumed, RATES).rows
    return Question(row.offer, case_of(estimate, assumed), inputs_of(assumed))


def turned(estimate: Estimate, plan: AiPlan, assumed: Assumptions) -> dict[str, Turn]:
    return {turn.name: turn for turn in turns(question(estimate, plan, assumed))}


ONCE = {
    "horizon_months": months(12),
    "travel_minutes": fixed(0),
    "sitter_minutes_studio": fixed(30),
}


def test_the_keeper_rate_at_which_the_studio_costs_less():
    # 4 images each; the studio 100 each, an order of 30 images 29. 3 orders are 87, 4 are 116.
    # 3 orders suffice from 4 ÷ (30 × 3) = 4.4444…% on, so 4 are needed up to 4.4444 %.
    found = turned(studio((10, 4), each="100"), ai("one-off", "29", "30"), keeping(50, **ONCE))
    assert found["keeper_rate"].high == 44_444
    assert said((found["keeper_rate"].because,)) == [
        "The keeper rate would have to be 4.4444 % or less for the studio to cost less; it is 50 %."
    ]


def test_the_keeper_rate_at_which_ai_costs_less():
    # the studio 30 each and one order of 29: at 40 % 4 ÷ (5 × 40 %) = 2 orders, at 80 % one
    found = turned(studio((10, 4), each="30"), ai("one-off", "29", "5"), keeping(40, **ONCE))
    assert (found["keeper_rate"].low, found["keeper_rate"].high) == (800_000, None)


def test_the_hour_at_which_ai_costs_less():
    # the studio 20, AI 29, 9 more; the session takes 35 + 60 minutes, AI 50: 45 minutes less.
    # 9 ÷ 0.75 h = 12.00 an hour, where both cost the same; from 12.01 on 45 minutes are 9.0075…
    # The times are rounded: 95 × 12.01 ÷ 60 = 19.0158… is 19.02, 50 × 12.01 ÷ 60 = 10.0083… is
    # 10.01, so 39.02 against 39.01.
    assumed = keeping(50, horizon_months=months(12), travel_minutes=fixed(60))
    found = turned(studio((1, 1), each="20"), ai("one-off", "29", "30"), assumed)
    assert found["hourly_value"].low == 12_010_000
    assert said((found["hourly_value"].because,)) == [
        "An hour would have to be worth 12.01 or more for the AI plan to cost less; it is 0.00."
    ]


def test_an_hour_that_makes_the_cheaper_side_cheaper_still_turns_nothing():
    found = turned(studio((1, 1)), ai("one-off", "29"), keeping(50, horizon_months=months(12)))
    assert found["hourly_value"].is_never
    assert said((found["hourly_value"].because,)) == ["No value of an hour turns the answer."]


def test_the_months_at_which_a_subscription_costs_more():
    # 100 once in 60 months; 15 a month kept running: 7 months are 105
    assumed = Assumptions(
        keep_subscribed=True,
        horizon_months=months(6),
        renew_studio_months=months(60),
        renew_ai_months=months(60),
    )
    plan = ai("subscription", "15", every="month")
    found = turned(studio((1, 1), each="100"), plan, assumed)
    assert (found["horizon_months"].low, found["horizon_months"].high) == (7, None)
    assert said((found["horizon_months"].because,)) == [
        "The time compared over would have to be 7 months or more for the studio to cost less;"
        " it is 6 months."
    ]


def test_the_price_at_which_the_studio_costs_less():
    found = turned(studio((2, 1), each="100"), ai("one-off", "29"), keeping(50, **ONCE))
    # 2 × 29 = 58, so 57.99
    assert said((found["payable"].because,)) == [
        "The studio’s price would have to be 57.99 or less for the studio to cost less;"
        " it is 200.00."
    ]


def crowds(*prices: int) -> tuple[Crowd, ...]:
    """From one person on, what the studio asks for that many, in whole units."""
    return tuple(
        Crowd(people, ((people, 1),), 100 * price) for people, price in enumerate(prices, start=1)
    )


def test_the_people_at_which_the_studio_costs_less():
    # AI 29 each: 29, 58, 87, 116, 145; the studio is dearer for 1 and 2 and 4
    asked = question(studio((1, 1), each="50"), ai("one-off", "29"), keeping(50, **ONCE))
    found = {t.name: t for t in turns(replace(asked, crowds=crowds(50, 58, 80, 116, 120)))}
    assert (found["people"].low, found["people"].high) == (3, 3)
    assert said((found["people"].because,)) == [
        "The number of people would have to be from 3 to 3 for the studio to cost less; it is 1."
    ]
    never = {t.name: t for t in turns(replace(asked, crowds=crowds(50, 58)))}
    assert said((never["people"].because,)) == ["No number of people from 1 to 2 turns the answer."]


def test_what_costs_the_same_has_no_turn():
    assert turned(studio((1, 1), each="29"), ai("one-off", "29"), keeping(50, **ONCE)) == {}


def test_a_price_for_each_image_does_not_ask_for_a_keeper_rate():
    found = turned(studio((1, 1)), ai("per-image", "15", None), Assumptions())
    assert "keeper_rate" not in found


# ---------------------------------------------------------------- on both sides of every turn


def answer_at(asked: Question, name: str, value: int) -> int:
    """The sign of the gap with one input at another value; below 0 the studio costs less."""
    if name == "payable":
        gap = asked.gap_at(replace(asked.case, payable=value))
    else:
        gap = asked.gap(asked.timed or name == "hourly_value", **{name: value})
    return (gap > 0) - (gap < 0)


UNITS = {"keeper_rate": 1, "payable": 1, "hourly_value": 10_000, "horizon_months": 1}
MOST = {"keeper_rate": 1_000_000, "payable": 10**9, "horizon_months": LONGEST}


HOURS = st.sampled_from(("0", "0", "25", "310.40"))


@given(plans(), assumptions(), st.integers(1, 20), st.integers(1, 300), HOURS)
def test_the_answer_turns_there_and_not_before(
    plan: AiPlan, assumed: Assumptions, people: int, each: int, hour: str
):
    hourly = keeping(50, hourly_value=fixed(hour)).hourly_value
    timed = assumed.model_copy(update={"hourly_value": hourly})
    estimate = studio((people, 1 + each % 12), each=str(each), currency="CAD")
    asked = question(estimate, plan, timed)
    for turn in turns(asked):
        sign = 1 if turn.cheaper == "ai" else -1
        unit, most = UNITS[turn.name], MOST.get(turn.name, 10**11)
        least = 0 if turn.name in ("payable", "hourly_value") else 1
        for inside, outside in ((turn.low, -unit), (turn.high, unit)):
            if inside is None:
                continue
            assert answer_at(asked, turn.name, inside) == sign
            if least <= inside + outside <= most:
                assert answer_at(asked, turn.name, inside + outside) != sign
        if turn.is_never and turn.name != "hourly_value":
            for value in (least, (least + most) // 3, most):
                assert answer_at(asked, turn.name, value) != sign


@given(st.integers(0, 60), st.integers(0, 400), st.integers(0, 400), st.integers(1, 40_000))
def test_no_hour_beyond_the_turn_has_the_old_answer(
    studio_minutes: int, ai_minutes: int, more: int, beyond: int
):
    assumed = keeping(
        50,
        horizon_months=months(12),
        travel_minutes=fixed(0),
        sitter_minutes_studio=fixed(studio_minutes),
        sitter_minutes_ai=fixed(ai_minutes),
    )
    plan = ai("one-off", f"{100 + more % 50}")
    asked = question(studio((1, 1), each=str(101 + more % 7)), plan, assumed)
    for turn in turns(asked):
        if turn.name != "hourly_value":
            continue
        sign = 1 if turn.cheaper == "ai" else -1
        if turn.low is not None:
            assert answer_at(asked, turn.name, turn.low + beyond * 10_000) == sign
        if turn.is_never:
            assert answer_at(asked, turn.name, beyond * 10_000) != sign


@pytest.mark.parametrize(
    ("find", "holds", "found"),
    [
        (last, lambda value: value <= 7, 7),
        (last, lambda _: False, None),
        (first, lambda value: value >= 7, 7),
        (first, lambda _: False, None),
    ],
)
def test_halving_finds_the_edge(
    find: Callable[[Callable[[int], bool], int, int], int | None],
    holds: Callable[[int], bool],
    found: int | None,
):
    assert find(holds, 1, 100) == found


def test_the_nearest_run_is_taken():
    values, found = list(range(1, 9)), [True, False, False, False, True, True, False, True]
    assert nearest(values, found, 4) == (5, 6)
    assert nearest(values, found, 2) == (1, 1)
    assert nearest(values, [False] * 8, 2) == (None, None)


def test_a_close_look_says_what_would_turn_the_answer():
    compared = answer(studio((3, 1), each="100"), ai("one-off", "29"))
    (row,) = compared.rows
    assert isinstance(row, PlanRow)
    names = {turn.name for turn in look_closely(compared, row).turns}
    assert names == {"keeper_rate", "hourly_value", "horizon_months", "payable"}
