"""Each way of charging, worked out by hand, and every printed step redone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.comparison import AiPlan, Assumptions, Costs
from tests.estimator.comparison.notation import (
    ai,
    answer,
    fixed,
    keeping,
    months,
    refused,
    row,
    said,
    studio,
)
from tests.estimator.comparison.redo import all_redone
from tests.estimator.comparison.test_laws import CURRENCIES, assumptions, plans

STEPS = [{"at_least": 20, "price": "25"}, {"at_least": 100, "price": "20"}]


@pytest.mark.parametrize(
    ("people", "cents", "words"),
    [
        # 12 × 30 = 360; the step of 20 would be 500
        (12, 36_000, "12 credits × 30.00 = 360.00, the price from 1 credits"),
        # 17 × 30 = 510, and 20 × 25 = 500 is less
        (
            17,
            50_000,
            "20 credits × 25.00 = 500.00, the price from 20 credits, which is less than for the"
            " 17 needed",
        ),
        (20, 50_000, "20 credits × 25.00 = 500.00, the price from 20 credits"),
        # 81 × 25 = 2,025, and 100 × 20 = 2,000 is less
        (
            81,
            200_000,
            "100 credits × 20.00 = 2000.00, the price from 100 credits, which is less than for the"
            " 81 needed",
        ),
        (150, 300_000, "150 credits × 20.00 = 3000.00, the price from 100 credits"),
    ],
)
def test_credits_cost_what_their_step_says(people: int, cents: int, words: str):
    found = row(studio((people, 1)), ai("credits", "30", steps=STEPS))
    assert found.costs.now.minor == cents
    assert said(found.costs.now.because) == [
        f"{people} people × 1 credit = {people} credits",
        words,
    ]


@given(st.integers(1, 200))
def test_one_more_credit_never_costs_less(people: int):
    plan = ai("credits", "30", steps=STEPS)
    costs = [row(studio((number, 1)), plan).costs.now.minor for number in (people, people + 1)]
    assert costs == sorted(costs)


def test_seats_are_at_least_so_many():
    # 5 seats although 3 people; 36 months, cancelled after a month, twice: 5 × 2 × 20 = 200
    plan = ai("per-seat", "20", every="month", least_seats=5)
    assert said(row(studio((3, 1)), plan).costs.over.because) == [
        "cancelled after 1 month, pictures made 2 times",
        "5 seats × 2 months × 20.00 = 200.00",
    ]
    assert row(studio((8, 1)), plan).costs.now.minor == 8 * 2000


def test_seats_are_not_shared():
    shared = Assumptions(accounts="one-shared")
    assert row(studio((8, 1)), ai("per-seat", "20", every="year"), shared).costs.now.minor == 16_000


def test_a_weekly_subscription_with_a_shortest_term():
    # 2 accounts × 4 weeks × 7 = 56, at two renewals in 36 months 112
    plan = ai("subscription", "7", every="week", least_terms=4)
    found = row(studio((2, 1)), plan)
    assert (found.costs.now.minor, found.costs.over.minor) == (5600, 11_200)


@pytest.mark.parametrize(
    ("plan", "cents"),
    [
        # 10 % of 12 are 1.2, so 2 order again: 14 × 29 = 406
        (ai("one-off", "29"), 40_600),
        (ai("credits", "29"), 40_600),
        (ai("one-off", "29", free_retries=1), 34_800),
        (ai("per-image", "15", None), 18_000),
        (ai("subscription", "15", every="month"), 18_000),
    ],
)
def test_orders_made_again_are_paid_where_they_are_not_free(plan: AiPlan, cents: int):
    found = row(studio((12, 1)), plan, keeping(50, retries=fixed(10)))
    assert found.costs.now.minor == cents
    # the time is spent again all the same: 2 × (12 × 50 + 2 × 45) = 1,380
    assert found.costs.minutes == 1380


def test_tax_comes_on_top_of_what_is_not_known_to_include_it():
    taxed = keeping(50, tax_on_top=fixed("8.25"))
    # 348 × 1.0825 = 376.71
    found = row(studio((12, 1)), ai("one-off", "29"), taxed)
    assert said(found.costs.now.because)[-1] == "348.00 + 8.25 % tax on top = 376.71"
    assert row(studio((12, 1)), ai("one-off", "29", tax="included"), taxed).costs.now.minor == 34800
    note = "8.25 % tax is added to AI prices that are not known to include it."
    assert note in said(answer(studio((12, 1)), ai("one-off", "29"), taxed).notes)


def test_tax_and_currency_are_rounded_once():
    # 348 USD × 1.0825 × 1.5984 ÷ 1.1225 = 536.4216…
    found = row(
        studio((12, 1), currency="CAD"), ai("one-off", "29"), keeping(50, tax_on_top=fixed("8.25"))
    )
    assert said(found.costs.now.because)[-1] == (
        "(USD 348.00 + 8.25 % tax on top) × 1.5984 ÷ 1.1225 = 536.42 at rates of 2026-10-02"
    )


def test_the_way_to_the_studio_and_paid_retakes_are_the_studios_cost():
    # 12 × 155 = 1,860; the way 12 × 7.50 = 90; 20 % of 12 are 2.4, so 3: 1,860 ÷ 12 × 3 = 465
    assumed = keeping(50, travel_cost=fixed("7.5"), retakes=fixed(20), retakes_free=False)
    found = answer(studio((12, 1)), ai("one-off", "29"), assumed).studio
    assert said(found.now.because) == [
        "1860.00 payable by the estimate",
        "12 people × 7.50 for the way to the studio = 90.00",
        "20 % of 12 people, rounded up = 3 photographed again: 1860.00 ÷ 12 people × 3 = 465.00",
        "1860.00 + 90.00 + 465.00 = 2415.00 a session",
    ]
    assert (found.now.minor, found.over.minor) == (241_500, 483_000)
    # 2 × (12 × 95 + 3 × 90) = 2,820
    assert found.minutes == 2820


def test_free_retakes_cost_time_alone_and_are_said_to_be_free():
    found = answer(studio((12, 1)), ai("one-off", "29"), keeping(50, retakes=fixed(20)))
    assert (found.studio.now.minor, found.studio.minutes) == (186_000, 2820)
    assert ("Photographing somebody again is taken to be free; see the studio’s terms.") in said(
        found.notes
    )


def test_a_licence_that_does_not_cover_the_use_is_not_compared():
    plan = ai("one-off", "29", covers=["professional"])
    assert row(studio((1, 1)), plan).costs.now.minor == 2900
    (problem,) = answer(studio((1, 1)), plan, Assumptions(use="advertising")).not_compared
    assert problem.problem.what == (
        "cannot be compared: its licence does not cover advertising, with paid placement"
    )


def test_a_plan_for_other_numbers_of_people_is_not_compared():
    assert refused(studio((3, 1)), ai("one-off", "29", seats="5-500")).problem.what == (
        "cannot be compared: it is sold for 5–500 people"
    )


def steps_of(costs: Costs) -> list[str]:
    amounts = (costs.now, costs.over, costs.per_image, costs.per_person, costs.per_person_year)
    reasons = [reason for amount in (*amounts, costs.time_value) for reason in amount.because]
    return said(tuple(reasons), "USD")


@given(plans(), assumptions(), st.integers(1, 40), st.integers(1, 30), CURRENCIES)
def test_every_printed_step_gives_its_own_figure(
    plan: AiPlan, assumed: Assumptions, people: int, images: int, currency: str
):
    estimate = studio((people, images), (2, 3), currency=currency)
    hourly = keeping(50, hourly_value=fixed("37.45")).hourly_value
    timed = assumed.model_copy(update={"hourly_value": hourly, "retakes_free": people % 2 == 0})
    found = answer(estimate, plan, timed)
    (compared,) = found.rows
    steps = [*said(compared.because), *steps_of(compared.costs), *steps_of(found.studio)]
    assert all_redone(steps) == []


def test_the_pocket_calculator_finds_a_wrong_step():
    assert all_redone(["12 people × 1 order × 29.00 = 348.00", "2 × 3 = 7"]) == ["2 × 3 = 7"]
    assert all_redone(["4 images each ÷ (30 × 17 %), rounded up = 2 orders"]) != []


def test_a_year_of_twelve_months_has_52_weeks():
    plan = ai("subscription", "1", every="week")
    kept = Assumptions(keep_subscribed=True, horizon_months=months(12))
    assert row(studio((1, 1)), plan, kept).costs.over.minor == 5200
