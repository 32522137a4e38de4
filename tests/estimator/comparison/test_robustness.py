"""The same arithmetic in columns: every cell is what one comparison would say."""

import time
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from estimator.comparison import AiPlan, Assumptions, compare, look_closely, robustness_told
from estimator.comparison.asking import case_of
from estimator.comparison.inputs import INPUTS, Inputs, corner, inputs_of
from estimator.comparison.robustness import Robustness, fits, robustness
from estimator.comparison.sides import STUDIO, Case, Offer, gap, total
from estimator.comparison.swings import open_inputs, tornado
from pricing import Estimate, plain
from pricing.batch import COLUMNS
from tests.estimator.comparison.notation import (
    RATES,
    ai,
    answer,
    fixed,
    keeping,
    ranged,
    studio,
)
from tests.estimator.comparison.test_laws import assumptions, plans


def asked(estimate: Estimate, plan: AiPlan, assumed: Assumptions) -> tuple[Offer, Case]:
    (row,) = compare(estimate, [plan], assumed, RATES).rows
    return row.offer, case_of(estimate, assumed)


@st.composite
def values(draw: st.DrawFn) -> Inputs:
    minutes = st.integers(0, 600)
    return Inputs(
        horizon_months=draw(st.integers(1, 600)),
        renew_studio_months=draw(st.integers(1, 60)),
        renew_ai_months=draw(st.integers(1, 60)),
        keeper_rate=draw(st.integers(1, 1_000_000)),
        retakes=draw(st.integers(0, 1_000_000)),
        retries=draw(st.integers(0, 1_000_000)),
        sitter_minutes_studio=draw(minutes),
        travel_minutes=draw(minutes),
        travel_cost=draw(st.integers(0, 10**9)),
        sitter_minutes_ai=draw(minutes),
        organiser_minutes_studio=draw(minutes),
        organiser_minutes_ai=draw(minutes),
        hourly_value=draw(st.integers(0, 10**9)),
        tax_on_top=draw(st.integers(0, 1_000_000)),
    )


def column(rows: list[Inputs], kind: type) -> Inputs:
    columns: dict[str, Any] = {
        name: np.array([getattr(row, name) for row in rows], dtype=kind)
        for name in Inputs.__struct_fields__
    }
    return Inputs(**columns)


@given(plans(), assumptions(), st.lists(values(), min_size=1, max_size=8), st.booleans())
def test_a_column_says_what_each_row_says(
    plan: AiPlan, assumed: Assumptions, rows: list[Inputs], timed: bool
):
    estimate = studio((12, 4), (3, 1), currency="CAD")
    offer, case = asked(estimate, plan, assumed)
    case = replace(case, retakes_free=timed)
    for side in (offer, STUDIO):
        alone = [total(side, case, row, timed) for row in rows]
        found = total(side, case, column(rows, object), timed, COLUMNS)
        assert list(np.broadcast_to(found, len(rows))) == alone


@given(plans(), assumptions(), st.booleans())
def test_int64_is_used_only_where_it_holds_everything(
    plan: AiPlan, assumed: Assumptions, timed: bool
):
    open_ranges = {
        "keeper_rate": ranged(1, 50, 100),
        "renew_ai_months": ranged(1, 12, 60),
        "hourly_value": ranged("0", "40", "900"),
    }
    wide = keeping(50, **open_ranges)
    wide = assumed.model_copy(update={name: getattr(wide, name) for name in open_ranges})
    offer, case = asked(studio((40, 9), currency="CAD"), plan, wide)
    ends = [inputs_of(wide, pick) for pick in ("low", "likely", "high")]
    exact = [gap(offer, case, row, timed) for row in ends]
    if fits(offer, case, wide):
        columns = column(ends, np.int64)
        opened = {n: getattr(columns, n) for n, each in wide.ranges.items() if each.is_open}
        found = gap(offer, case, inputs_of(wide).changed(**opened), timed, COLUMNS)
        assert list(np.broadcast_to(found, 3)) == exact
    (share,), _ = robustness([offer], case, wide, timed)
    assert share.cells > 0


def test_what_an_int64_cannot_hold_is_counted_exactly():
    huge = keeping(50, keeper_rate=ranged("0.0001", "0.01", "0.1"), travel_cost=fixed("0"))
    plan = ai("one-off", "99999999", "1")
    offer, case = asked(studio((1000, 50), currency="CAD"), plan, huge)
    assert not fits(offer, case, huge)
    (share,), _ = robustness([offer], case, huge, timed=False)
    assert (share.ai, share.studio) == (0, share.cells)


def by_hand(offer: Offer, case: Case, assumed: Assumptions, steps: int) -> tuple[int, int, int]:
    """AI, studio, equal: every cell of the box, one comparison at a time."""
    names = open_inputs(assumed, timed=True)
    axes = []
    for name in names:
        low, high = assumed.ranges[name].low, assumed.ranges[name].high
        axes.append([low + (high - low) * (2 * n + 1) // (2 * steps) for n in range(steps)])
    gaps = [
        gap(offer, case, inputs_of(assumed).changed(**dict(zip(names, cell, strict=True))), True)
        for cell in product(*axes)
    ]
    return sum(g > 0 for g in gaps), sum(g < 0 for g in gaps), sum(g == 0 for g in gaps)


def test_the_shares_are_those_of_a_count_by_hand():
    assumed = keeping(
        50,
        keeper_rate=ranged(2, 10, 30),
        hourly_value=ranged("0", "20", "90"),
        **{
            name: fixed(24)
            for name, about in INPUTS.items()
            if about.mark in ("months", "minutes") and name != "sitter_minutes_ai"
        },
        retries=fixed(0),
        retakes=fixed(0),
    )
    offer, case = asked(studio((12, 4), each="60"), ai("one-off", "35", "20"), assumed)
    (share,), any_of = robustness([offer], case, assumed, timed=True)
    assert share.inputs == ("keeper_rate", "sitter_minutes_ai", "hourly_value")
    assert share.steps == 21
    assert (share.ai, share.studio, share.equal) == by_hand(offer, case, assumed, 21)
    assert 0 < share.ai < share.cells
    assert any_of == share


def test_the_cheapest_of_several_plans_in_each_cell():
    assumed = keeping(50, keeper_rate=ranged(5, 20, 60))
    estimate = studio((1, 4), each="60")
    offers = [
        asked(estimate, plan, assumed)[0]
        for plan in (ai("one-off", "35", "20"), ai("per-image", "16", None))
    ]
    case = case_of(estimate, assumed)
    each, any_of = robustness(offers, case, assumed, timed=False)
    assert any_of.ai >= max(share.ai for share in each)


def test_a_gap_that_no_open_input_moves_fills_the_whole_box():
    shut = {"renew_studio_months": fixed(60), "renew_ai_months": fixed(60)}
    assumed = keeping(50, keeper_rate=ranged(17, 50, 85), horizon_months=fixed(36), **shut)
    estimate = studio((1, 1), each="20")
    plans = [ai("per-image", "16", None), ai("one-off", "35", "20", free_retries=1)]
    offers = [asked(estimate, plan, assumed)[0] for plan in plans]
    each, any_of = robustness(offers, case_of(estimate, assumed), assumed, timed=False)
    cells = each[0].steps ** len(each[0].inputs)
    assert [share.cells for share in (*each, any_of)] == [cells] * 3
    assert (each[0].ai, each[1].studio) == (cells, cells)


def test_a_box_without_open_sides_is_one_cell():
    shut = {name: fixed(getattr(inputs_of(Assumptions()), name)) for name in ("horizon_months",)}
    assumed = keeping(
        50,
        **shut,
        renew_studio_months=fixed(24),
        renew_ai_months=fixed(24),
        retries=fixed(0),
        retakes=fixed(0),
    )
    offer, case = asked(studio((1, 1)), ai("one-off", "29"), assumed)
    (share,), _ = robustness([offer], case, assumed, timed=False)
    assert (share.ai, share.cells, share.inputs) == (1, 1, ())


@pytest.mark.parametrize(
    ("ai_cells", "cells", "percent"),
    [(0, 1000, 0), (1, 10_000, 1000), (9_999, 10_000, 999_000), (1, 3, 333_000), (5, 5, 1_000_000)],
)
def test_a_percentage_is_whole_or_nothing_only_if_the_share_is(
    ai_cells: int, cells: int, percent: int
):
    share = Robustness(ai_cells, cells - ai_cells, 0, (), 1)
    assert share.percent(share.ai) == percent


def test_the_swings_are_the_gaps_at_the_ends():
    assumed = keeping(50, keeper_rate=ranged(4, 50, 90))
    offer, case = asked(studio((10, 4), each="100"), ai("one-off", "29", "30"), assumed)
    found = tornado(offer, case, assumed, timed=False)
    # at 4 %, 4 orders of 29 each, at the start and after 24 months: 2 × (1,000 − 1,160)
    (keepers,) = [swing for swing in found.swings if swing.name == "keeper_rate"]
    assert (keepers.at_low, keepers.at_high) == (-32_000, 142_000)
    assert keepers.turns
    assert [swing.width for swing in found.swings] == sorted(
        (swing.width for swing in found.swings), reverse=True
    )
    assert found.still == ("retakes",)
    assert found.likely == 142_000


def test_the_band_holds_the_likely_line():
    compared = answer(studio((12, 4)), ai("one-off", "29", "20"))
    look = look_closely(compared, compared.rows[0])
    for curve in (look.studio, look.ai):
        for low, likely, high in zip(curve.low, curve.likely, curve.high, strict=True):
            assert low <= likely <= high


@given(plans(), assumptions())
def test_the_corners_are_the_cheapest_and_the_dearest(plan: AiPlan, assumed: Assumptions):
    offer, case = asked(studio((12, 4)), plan, assumed)
    wide = Assumptions(accounts=assumed.accounts, keep_subscribed=assumed.keep_subscribed)
    month = wide.horizon_months.likely
    for name in INPUTS:
        for pick in ("low", "high"):
            value = getattr(wide.ranges[name], pick)
            changed = inputs_of(wide).changed(**{name: value, "horizon_months": month})
            for side in (offer, STUDIO):
                cheap, dear = (side.cash(case, corner(wide, end), month) for end in (False, True))
                assert cheap <= side.cash(case, changed, month) <= dear


def test_a_page_of_eight_plans_is_looked_at_in_less_than_a_fifth_of_a_second():
    plans = [ai("one-off", str(20 + n), key=f"plan-{n}", name=f"Plan {n}") for n in range(8)]
    timed = keeping(50, keeper_rate=ranged(17, 50, 85), hourly_value=ranged("0", "40", "90"))
    compared = compare(studio((25, 4), currency="CAD"), plans, timed, RATES)
    took = []
    for _ in range(3):
        began = time.perf_counter()
        look = look_closely(compared, compared.rows[0])
        took.append(time.perf_counter() - began)
    assert look.robust.cells > 40_000
    assert min(took) < 0.2


def test_the_share_is_told():
    told = plain(robustness_told(Robustness(3, 1, 0, (), 2), "Vendor Plan"), "USD")
    assert told == (
        "In 4 combinations of all the assumptions’ ranges, Vendor Plan costs less in 75 % and the"
        " studio in 25 %."
    )
