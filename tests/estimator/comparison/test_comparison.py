"""Comparisons worked out by hand."""

from datetime import date

import pytest
from msgspec.structs import replace

from estimator.comparison import AiPlan, Assumptions, Rates, compare
from estimator.formatting import reader
from pricing import plain
from tests.build import priced
from tests.estimator.comparison.notation import (
    RATES,
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


def test_one_person_one_order():
    # 1 person, 1 image; 30 × 50 % = 15 keepers, so 1 order of 29; 36 months, every 24: twice
    found = row(studio((1, 1), each="375"), ai("one-off", "29", "30"))
    assert found.orders == 1
    assert said(found.because) == ["1 image each ÷ (30 × 50 %), rounded up = 1 order"]
    assert said(found.costs.now.because) == ["1 person × 1 order × 29.00 = 29.00"]
    assert said(found.costs.over.because) == [
        "1 person × 1 order × 29.00 = 29.00",
        "pictures made 2 times × 29.00 = 58.00",
    ]
    assert (found.costs.now.minor, found.costs.over.minor) == (2900, 5800)
    assert plain(found.now.because, "USD") == (
        "In cash now, the AI plan Vendor Plan costs less: 29.00 against 375.00 for the studio,"
        " 346.00 less."
    )
    assert (found.over.cheaper, found.over.by) == ("ai", 75000 - 5800)


def test_twenty_five_people_who_need_three_orders_each():
    # 5 images ÷ (20 × 10 % = 2) = 2.5, so 3 orders; 25 × 3 × 35 = 2,625 against 25 × 100 = 2,500
    found = row(studio((25, 5), each="100"), ai("one-off", "35", "20"), keeping(10))
    assert found.orders == 3
    assert said(found.costs.now.because) == ["25 people × 3 orders × 35.00 = 2625.00"]
    assert plain(found.now.because, "USD") == (
        "In cash now, the studio costs less: 2500.00 against 2625.00 for the AI plan Vendor Plan,"
        " 125.00 less."
    )
    # 2,625 ÷ 125 images = 21; ÷ 25 people = 105
    assert said(found.costs.per_image.because) == ["2625.00 ÷ 125 images = 21.00"]
    assert said(found.costs.per_person.because) == ["2625.00 ÷ 25 people = 105.00"]


def test_groups_that_want_different_numbers_are_counted_apart():
    # 10 people want 1 image (1 order), 2 want 9 (9 ÷ 4 = 3 orders): 10 × 10 + 2 × 3 × 10 = 160
    found = row(studio((10, 1), (2, 9)), ai("one-off", "10", "8"))
    assert said(found.costs.now.because) == [
        "10 people × 1 order × 10.00 = 100.00",
        "2 people × 3 orders × 10.00 = 60.00",
        "100.00 + 60.00 = 160.00",
    ]
    assert found.orders == 3


def test_a_monthly_subscription_cancelled_after_the_pictures():
    # 3 accounts × 1 month × 14.99 = 44.97; made twice in 36 months: 89.94
    found = row(studio((3, 1)), ai("subscription", "14.99", "20", every="month"))
    assert said(found.costs.over.because) == [
        "cancelled after 1 month, pictures made 2 times",
        "3 accounts × 2 months × 14.99 = 89.94",
    ]
    by_month = found.costs.by_month
    assert (by_month[0], by_month[24], by_month[25], by_month[36]) == (4497, 4497, 8994, 8994)
    assert len(by_month) == 37


def test_a_monthly_subscription_kept_running():
    # 3 × 36 × 14.99 = 1,618.92, and 3 × 1 × 14.99 to begin with
    kept = Assumptions(keep_subscribed=True)
    found = row(studio((3, 1)), ai("subscription", "14.99", "20", every="month"), kept)
    assert said(found.costs.now.because)[0] == "1 month to begin with"
    assert said(found.costs.over.because) == [
        "kept running for 36 months",
        "3 accounts × 36 months × 14.99 = 1618.92",
    ]
    assert found.costs.by_month[12] == 3 * 12 * 1499


@pytest.mark.parametrize(
    ("plan", "every", "kept", "terms"),
    [
        (ai("subscription", "1", every="week"), 24, True, 156),  # 3 years of 52 weeks
        (ai("subscription", "1", every="week", least_terms=4), 12, False, 12),  # 3 rounds of 4
        (ai("subscription", "1", every="year"), 24, True, 3),
        (ai("subscription", "1", every="year"), 6, False, 3),  # 6 rounds in 3 running years
    ],
)
def test_terms_of_a_subscription_over_three_years(plan: AiPlan, every: int, kept: bool, terms: int):
    assumed = Assumptions(renew_ai_months=months(every), keep_subscribed=kept)
    assert row(studio((1, 1)), plan, assumed).costs.over.minor == 100 * terms


def test_one_shared_account():
    assumed = Assumptions(accounts="one-shared")
    plan = ai("subscription", "14.99", every="month")
    assert said(row(studio((25, 1)), plan, assumed).costs.now.because)[-1] == (
        "1 account × 1 month × 14.99 = 14.99"
    )


def test_kept_images_are_paid_for_one_by_one_whatever_the_keeper_rate():
    # 12 × 2 × 15 = 360
    found = row(studio((12, 2)), ai("per-image", "15", None), keeping(1))
    assert said(found.costs.now.because) == ["12 people × 2 images × 15.00 = 360.00"]
    assert (found.orders, found.because) == (1, ())


def test_credits_are_bought_for_each_person():
    assert said(row(studio((12, 1)), ai("credits", "30")).costs.now.because) == [
        "12 people × 1 credit × 30.00 = 360.00"
    ]


def test_a_price_for_many_credits_is_not_applied_to_few():
    problem = refused(studio((12, 1)), ai("credits", "19.50", least=1000)).problem
    assert problem.where == "Vendor Plan"
    assert problem.what == (
        "cannot be compared: the price is for 1000 credits or more"
        " and the price for 12 is not published"
    )


def test_dollars_for_a_canadian_reader():
    # 12 × 29 = 348 USD; 348 × 1.5984 ÷ 1.1225 = 495.5396…
    found = row(studio((12, 1), currency="CAD"), ai("one-off", "29"))
    assert said(found.costs.now.because, "CAD") == [
        "12 people × 1 order × USD 29.00 = USD 348.00",
        "USD 348.00 × 1.5984 ÷ 1.1225 = 495.54 at rates of 2026-10-02",
    ]
    # rounded once, from the whole: 696 × 1.5984 ÷ 1.1225 = 991.0792…
    assert found.costs.over.minor == 99108


def test_a_conversion_is_rounded_once():
    # 12 × 14.99 = 179.88 USD is 256.1427… CAD; twice that, 359.76 USD, is 512.2854…, not 2 × 256.14
    found = row(studio((12, 1), currency="CAD"), ai("one-off", "14.99"))
    assert (found.costs.now.minor, found.costs.over.minor) == (25614, 51229)


def test_euros_for_a_british_reader():
    # 29 EUR × 0.85033 = 24.65957
    found = row(studio((1, 1), currency="GBP"), ai("one-off", "29", currency="EUR"))
    assert said(found.costs.now.because, "GBP")[-1] == (
        "EUR 29.00 × 0.85033 = 24.66 at rates of 2026-10-02"
    )


def test_pounds_for_a_reader_in_euros():
    # 10 GBP ÷ 0.85033 = 11.7601…
    found = row(studio((1, 1), currency="EUR"), ai("one-off", "10", currency="GBP"))
    assert said(found.costs.now.because, "EUR")[-1] == (
        "GBP 10.00 ÷ 0.85033 = 11.76 at rates of 2026-10-02"
    )


def test_the_rate_of_the_latest_day_that_has_both_currencies():
    early = RATES.crossed("USD", "CAD", date(2026, 10, 1))
    assert early is not None
    assert (early.times, early.by) == (1_606_300, 1_176_100)
    assert RATES.crossed("USD", "GBP", date(2026, 10, 1)) is None


def test_a_missing_rate_refuses_the_plan_by_name():
    problem = refused(studio((1, 1), currency="JPY"), ai("one-off", "29")).problem
    assert str(problem) == (
        "Vendor Plan: cannot be compared: no exchange rate from USD to JPY is known for 2026-11-24."
        " Try: adding both currencies’ rates of one day, with their source"
    )


def test_what_is_not_published_is_not_guessed():
    unknown = answer(studio((1, 1)), ai("one-off", "29", None))
    assert unknown.rows == ()
    assert unknown.not_compared[0].problem.what == (
        "cannot be compared: images per order not published"
    )
    assert plain(unknown.verdict.now, "USD") == "No AI plan could be compared."
    problem = refused(studio((1, 1)), ai("unpublished", "59")).problem
    assert problem.what == "cannot be compared: how it charges is not published"


def test_time_stands_apart_from_cash():
    # each session 30 + 60 + 5 = 95 minutes, twice 190, at 60 an hour = 190; AI twice 50 = 100
    found = answer(
        studio((1, 1), each="40"), ai("one-off", "50"), keeping(50, hourly_value=fixed("60"))
    )
    assert (found.studio.over.minor, found.studio.time_value.minor) == (8000, 19000)
    assert said(found.studio.time_value.because) == [
        "30 minutes + 60 minutes on the way + 5 minutes of organising = 95 minutes",
        "2 rounds × 1 person × 95 minutes = 190 minutes",
        "190 minutes ÷ 60 × 60.00 an hour = 190.00",
    ]
    (plan,) = found.rows
    assert (plan.costs.over.minor, plan.costs.over_with_time) == (10000, 20000)
    assert plan.over.cheaper == "studio"
    assert plan.with_time is not None
    assert plain(plan.with_time.because, "USD") == (
        "Over 36 months, with time at 60.00 an hour, the AI plan Vendor Plan costs less:"
        " 200.00 against 270.00 for the studio, 70.00 less."
    )
    assert found.verdict.with_time == plan.with_time.because


def test_without_an_hourly_value_there_is_cash_alone():
    found = row(studio((1, 1)), ai("one-off", "50"))
    assert (found.with_time, found.costs.time_value.minor, found.costs.minutes) == (None, 0, 100)


def test_both_sides_deliver_the_images_of_the_estimate():
    found = answer(studio((10, 1), (2, 9)), ai("per-image", "15"))
    assert (found.people, found.images) == (12, 28)
    assert found.rows[0].costs.now.minor == 28 * 1500


def test_an_estimate_without_images_says_for_how_many_the_plans_are():
    untold = studio((3, 1))
    (sitting,) = untold.booked
    found = answer(replace(untold, booked=(replace(sitting, images_each=0),)), ai("one-off", "29"))
    assert found.images == 3
    assert said(found.notes)[-1] == ("Team includes no image; the AI plans are for one image each.")


def verdict_now(*prices: str) -> str:
    plans = [
        ai("one-off", price, key=f"plan-{number}", name=f"Plan {number}")
        for number, price in enumerate(prices)
    ]
    found = compare(studio((1, 1), each="100"), plans, Assumptions(), Rates())
    return plain(found.verdict.now, "USD")


@pytest.mark.parametrize(
    ("prices", "words"),
    [
        (
            ("60", "20"),
            "In cash now, all 2 AI plans compared cost less than the studio: 20.00 (Vendor Plan 1)"
            " to 60.00 (Vendor Plan 0) against 100.00, 40.00 to 80.00 less.",
        ),
        (
            ("160", "20"),
            "In cash now, 1 of the 2 AI plans compared costs less than the studio, the cheapest,"
            " Vendor Plan 1, 80.00 less: 20.00 against 100.00; the dearest, Vendor Plan 0, costs"
            " 160.00.",
        ),
        (
            ("160", "120"),
            "In cash now, the studio costs less than all 2 AI plans compared: 100.00 against 120.00"
            " for the cheapest, Vendor Plan 1, 20.00 less.",
        ),
        (
            ("160", "100"),
            "In cash now, the AI plan Vendor Plan 1 and the studio cost the same: 100.00.",
        ),
    ],
)
def test_the_verdict_is_plain(prices: tuple[str, ...], words: str):
    assert verdict_now(*prices) == words


LICENCE = (
    "Whether its licence covers professional use, such as profiles and a web site, is not known."
)


def test_every_reason_can_be_written_in_a_readers_own_way():
    found = answer(studio((12, 1), currency="CAD"), ai("one-off", "29", "4-20"))
    read = reader("en_CA", "CAD")
    assert read.why(found.verdict.now) == (
        "In cash now, the AI plan Vendor Plan costs less: $495.54 against $1,860.00 for the studio,"
        " $1,364.46 less."
    )
    (plan,) = found.rows
    written = [read.why(each) for each in (*found.notes, *plan.notes, *plan.because)]
    assert "4 to 20 images are published; 4 are counted." in written
    assert LICENCE in written


def test_plans_are_in_the_order_of_cash_over_the_horizon():
    plans = [ai("one-off", price, key=f"at-{price}") for price in ("30", "10", "20")]
    found = compare(studio((1, 1)), plans, Assumptions(), Rates())
    assert [row.plan.key for row in found.rows] == ["at-10", "at-20", "at-30"]


def test_the_studios_tax_is_named_and_none_is_added_to_the_plans():
    # an individual session at Northlight is 240 with 25.32 tax (tests/cases/northlight.toml)
    found = answer(priced("northlight: individual", date(2026, 11, 24)), ai("one-off", "29"))
    assert said(found.studio.now.because) == ["265.32 payable by the estimate, with 25.32 tax"]
    assert (
        "The studio’s amount includes 25.32 tax. Whether tax comes on top of the AI plans’ prices"
        " is not published; none is added."
    ) in said(found.notes)


def test_what_is_in_the_studios_amount_beside_the_session_is_named():
    words = "northlight: team, 12 people, 2 images, marketing, makeup-artist, 30 miles"
    found = answer(priced(words, date(2026, 11, 24)), ai("one-off", "29"))
    assert (
        "The studio’s amount is the whole estimate, the licence and the extras and the travel"
        " included."
    ) in said(found.notes)


def test_teams_are_told_that_discounts_are_not_applied():
    words = "Vendors’ discounts for teams are not published in full; none is applied."
    assert words in said(answer(studio((2, 1)), ai("one-off", "29")).notes)
    assert words not in said(answer(studio((1, 1)), ai("one-off", "29")).notes)


def test_a_session_booked_by_time_says_for_whom_the_plans_are():
    untimed = studio((40, 1))
    (sitting,) = untimed.booked
    timed = replace(untimed, booked=(replace(sitting, by_time=True),))
    assert said(answer(timed, ai("one-off", "29")).notes)[-1] == (
        "Team is booked by time; the AI plans are for the 40 people named."
    )


def test_a_plan_says_what_is_known_of_it():
    noted = ai("one-off", "29", covers=["professional"], note="No team plan.")
    assert said(row(studio((1, 1)), noted).notes) == ["No team plan."]
    weak = ai("one-off", "29", strength="weak", strength_why="a price of 2024")
    assert said(row(studio((1, 1)), weak).notes)[-1] == (
        "The price is weakly sourced: a price of 2024."
    )
    disputed = ai("one-off", "29", strength="conflict", strength_why="another page says 19")
    assert said(row(studio((1, 1)), disputed).notes)[-1] == (
        "The price is disputed: another page says 19."
    )


def test_the_exchange_rates_are_named_once():
    found = answer(studio((1, 1), currency="CAD"), ai("one-off", "29"))
    assert said(found.notes, "CAD")[-1] == (
        "Converted at rates of 2026-10-02 (ECB), published for information only."
    )
