"""Three comparisons redone by hand, from the assumptions, plans and rates as they are printed.

The figures in the comments are worked out with a pocket calculator from what `compare` prints; the
tests hold the program to them, on the demo studios and the plans that are shipped.
"""

from datetime import date
from pathlib import Path

import pytest

from estimator.comparison import (
    Assumptions,
    Comparison,
    PlanRow,
    Turn,
    compare,
    crowds,
    look_closely,
    turned_told,
    where_they_are,
)
from estimator.loading.plans import load_plans, load_rates
from pricing import Estimate, plain
from tests.build import book, priced
from tests.estimator.comparison.notation import fixed, keeping

DATA = Path(__file__).resolve().parents[3] / "data"
ON = date(2026, 11, 24)


def compared(words: str, plan: str, assumed: Assumptions) -> tuple[Estimate, Comparison, PlanRow]:
    estimate = priced(words, ON)
    prices = book(estimate.studio, ON)
    plans, _ = load_plans(DATA / "ai_plans.csv")
    rates = load_rates(DATA / "exchange_rates.csv")
    wanted = [each for each in plans if each.key == plan]
    found = compare(estimate, wanted, where_they_are(assumed, estimate, prices), rates)
    (row,) = found.rows
    return estimate, found, row


def turns(estimate: Estimate, found: Comparison, row: PlanRow) -> dict[str, Turn]:
    look = look_closely(found, row, lambda: crowds(estimate, book(estimate.studio, ON)))
    return {turn.name: turn for turn in look.turns}


def test_one_person():
    # 240.00 and 25.32 tax = 265.32 for 3 images, twice in 36 months (every 24) = 530.64.
    # HeadshotPro Basic: 3 ÷ (30 × 50 %) = 0.2, so 1 order of 29.00, twice = 58.00.
    # 530.64 − 58.00 = 472.64; 29.00 ÷ 3 = 9.67; 265.32 ÷ 3 = 88.44; 58.00 ÷ 3 years = 19.33.
    estimate, found, row = compared("northlight: individual", "headshotpro-basic", Assumptions())
    assert (found.studio.now.minor, found.studio.over.minor) == (26_532, 53_064)
    assert (row.costs.now.minor, row.costs.over.minor) == (2_900, 5_800)
    assert (row.over.cheaper, row.over.by) == ("ai", 47_264)
    assert (found.studio.per_image.minor, row.costs.per_image.minor) == (8_844, 967)
    assert (found.studio.per_person_year.minor, row.costs.per_person_year.minor) == (17_688, 1_933)
    # 2 × (30 + 60 + 5) = 190 minutes against 2 × (45 + 5) = 100: an hour never helps the studio
    assert (found.studio.minutes, row.costs.minutes) == (190, 100)
    turned = turns(estimate, found, row)
    assert turned["hourly_value"].is_never
    # 265.32 ÷ 29 = 9.1…, so the studio costs less from 10 orders on: 9 orders do down to
    # 3 ÷ (30 × 9) = 1.1111…%
    assert turned["keeper_rate"].high == 11_111
    assert turned["payable"].high == 2_899


def test_twenty_five_people():
    # Harbourline comes to them: 4,325.00 and 216.25 GST = 4,541.25, twice = 9,082.50.
    # BetterPic at 17 %: 1 ÷ (20 × 17 %) = 0.29…, so 1 order each; 25 × 35 USD = 875 USD
    # × 1.5984 ÷ 1.1225 = 1,245.97; twice 1,750 USD = 2,491.94; 9,082.50 − 2,491.94 = 6,590.56.
    assumed = keeping(17, hourly_value=fixed("60"))
    estimate, found, row = compared(
        "harbourline: team-visit, 25 people", "betterpic-lowest", assumed
    )
    assert (found.studio.now.minor, found.studio.over.minor) == (454_125, 908_250)
    assert (row.costs.now.minor, row.costs.over.minor) == (124_597, 249_194)
    assert (row.over.cheaper, row.over.by) == ("ai", 659_056)
    # nobody travels: 2 × 25 × (30 + 5) = 1,750 minutes, at 60 an hour 1,750.00;
    # 2 × 25 × (45 + 5) = 2,500 minutes, 2,500.00; with time 10,832.50 against 4,991.94
    assert (found.studio.over_with_time, row.costs.over_with_time) == (1_083_250, 499_194)
    assert row.with_time is not None
    assert (row.with_time.cheaper, row.with_time.by) == ("ai", 584_056)
    turned = turns(estimate, found, row)
    # 6,590.56 ÷ (750 minutes ÷ 60) = 527.2448 an hour
    assert turned["hourly_value"].low == 527_250_000
    # with time, 3 orders are 3 × 2,491.94 + 2,500 = 9,975.82 and 4 are 12,467.76: the studio costs
    # less where 4 are needed, below 1 ÷ (20 × 3) = 1.6667 %
    assert turned["keeper_rate"].high == 16_666


def test_a_subscription_over_three_years():
    # Lantern Yard 228.00 with VAT, twice = 456.00. Remini kept for 36 months: 36 × 14.99 USD
    # = 539.64 USD × 0.85033 ÷ 1.1225 = 408.79. 456.00 − 408.79 = 47.21.
    kept = Assumptions(keep_subscribed=True)
    estimate, found, row = compared("lanternyard: headshot", "remini-month", kept)
    assert (found.studio.over.minor, row.costs.over.minor) == (45_600, 40_879)
    assert (row.over.cheaper, row.over.by) == ("ai", 4_721)
    # 14.99 USD now are 11.36; 12 months 179.88 USD = 136.26; 24 months 272.53, when the second
    # session is just not due: 272.53 is more than 228.00, so the studio costs less then
    assert [row.costs.by_month[month] for month in (0, 12, 24)] == [1_136, 13_626, 27_253]
    assert found.studio.by_month[24] == 22_800
    # 20 months are 227.10, 21 are 238.46; from the second session after 24 months on it is 456.00
    look = look_closely(found, row)
    assert look.turned == ((21, 24),)
    assert plain(turned_told(look), "GBP") == (
        "The studio has cost less from month 21 to 24, the AI plan less or the same otherwise."
    )
    turned = turns(estimate, found, row)
    # 40 months are 599.60 USD = 454.21, 41 are 614.59 = 465.57, more than 456.00 until a third
    # session is due after 48
    assert (turned["horizon_months"].low, turned["horizon_months"].high) == (41, 48)
    assert turned["keeper_rate"].is_never


@pytest.mark.parametrize(
    ("words", "sold"),
    [
        ("northlight: team, 12 people, 2 images", range(4, 151)),
        ("northlight: individual + professional", range(1, 7)),
    ],
)
def test_the_same_brief_for_other_numbers_of_people(words: str, sold: range):
    estimate = priced(words, ON)
    found = crowds(estimate, book("northlight", ON))
    others = estimate.people - max(sitting.people for sitting in estimate.booked)
    assert [crowd.people - others for crowd in found] == list(sold)
    for crowd in found[:3]:
        first, _, rest = words.partition(" + ")
        people = crowd.people - others
        kind = first.partition(",")[0]
        again = f"{kind}, {people} people" + (", 2 images" if "images" in first else "")
        assert crowd.payable == priced(again + (f" + {rest}" if rest else ""), ON).payable


def test_nobody_travels_where_the_studio_comes_to_them():
    _, found, _ = compared("northlight: team, 12 people", "secta-single", Assumptions())
    assert found.assumptions.travel_minutes.high == 0
    assert found.assumptions.travel_minutes.source == "the session is where the people are"
    _, found, _ = compared("northlight: individual", "secta-single", Assumptions())
    assert found.assumptions == Assumptions()


def test_the_plan_looked_at_first_is_the_cheapest_with_a_firm_price():
    estimate = priced("northlight: individual", ON)
    plans, _ = load_plans(DATA / "ai_plans.csv")
    found = compare(
        estimate,
        [each for each in plans if each.featured],
        Assumptions(),
        load_rates(DATA / "exchange_rates.csv"),
    )
    assert found.rows[0].plan.key == "fotor-pro"
    assert not found.rows[0].is_firm
    assert found.closest is not None
    assert found.closest.plan.key == "headshotpro-basic"
    assert "Last seen 2026-05-04, more than 180 days before the estimate: it may be old." in [
        plain(note, "USD") for note in found.rows[0].notes
    ]


def test_numbers_of_people_that_the_price_list_refuses_are_left_out():
    # three hours of one station at the booth's speed hold no more people than that
    words = "northlight: event-booth, 40 people, 3 hours"
    estimate = priced(words, ON)
    prices = book("northlight", ON)
    session = next(each for each in prices.session_types if each.key == "event-booth")
    assert session.booked_time is not None
    fitting = 3 * session.booked_time.people_per_hour
    found = [crowd.people for crowd in crowds(estimate, prices)]
    assert found == list(range(session.people_from, fitting + 1))
