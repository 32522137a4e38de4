"""The pictures: what they draw, that Vega-Lite takes it, and the same in words."""

from __future__ import annotations

from typing import Any

import altair
import pytest

from estimator import actions
from estimator.comparison import Assumptions, Closely, Comparison, Range
from estimator.formatting import reader
from estimator.ui import charts
from estimator.workspace import Workspace
from pricing import Brief, Sitting

READ = reader("en_US", "USD")


@pytest.fixture
def comparison(workspace: Workspace) -> Comparison:
    brief = Brief(sittings=(Sitting(session="team", people=12),))
    return actions.compare_with_ai(workspace, actions.price(workspace, "northlight", brief))


@pytest.fixture
def look(workspace: Workspace) -> Closely:
    return closely(workspace, Assumptions())


def closely(workspace: Workspace, assumed: Assumptions) -> Closely:
    brief = Brief(sittings=(Sitting(session="individual"),))
    estimate = actions.price(workspace, "northlight", brief)
    compared = actions.compare_with_ai(workspace, estimate, assumed)
    found = actions.look_at_plan(workspace, estimate, compared)
    assert found is not None
    return found


def kept(months: int) -> Assumptions:
    """Subscriptions kept running, one round of pictures: the lines cross."""
    long = Range[int](low=months, likely=months, high=months)
    return Assumptions(
        keep_subscribed=True,
        horizon_months=long,
        renew_studio_months=Range[int](low=60, likely=60, high=60),
    )


def bars_of(comparison: Comparison) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    drawing: dict[str, Any] = charts.cost_bars(comparison, READ)
    return drawing, drawing["data"]["values"]


def test_there_is_a_bar_for_each_offer(comparison: Comparison):
    _, bars = bars_of(comparison)
    assert len(bars) == len(comparison.rows) + 1 >= 6
    assert [bar["cost"] for bar in bars] == sorted(bar["cost"] for bar in bars)
    assert READ.money(comparison.studio.over.minor) in {bar["amount"] for bar in bars}


def test_vega_lite_takes_every_picture(comparison: Comparison, look: Closely):
    drawings = [
        charts.cost_bars(comparison, READ),
        charts.cost_bars(comparison, READ, charts.per_image),
        charts.curves(look, READ),
        charts.tornado(look.tornado, READ),
    ]
    for drawing in drawings:
        assert altair.LayerChart.from_dict(drawing).to_dict()["layer"]


def test_the_bars_of_kept_images_are_their_cost(comparison: Comparison):
    drawing: dict[str, Any] = charts.cost_bars(comparison, READ, charts.per_image)
    shown = {bar["amount"] for bar in drawing["data"]["values"]}
    assert READ.money(comparison.studio.per_image.minor) in shown


def layers(drawing: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    return [layer for layer in drawing["layer"] if layer["mark"]["type"] == mark]


def test_each_side_has_a_line_a_band_and_its_name(look: Closely):
    drawing: dict[str, Any] = charts.curves(look, READ)
    lines, bands, names = (layers(drawing, mark) for mark in ("line", "area", "text"))
    assert [line["data"]["values"][-1]["low"] for line in lines] == [
        float(look.studio.likely[-1]),
        float(look.ai.likely[-1]),
    ]
    assert [band["data"]["values"][-1]["high"] for band in bands] == [
        float(look.studio.high[-1]),
        float(look.ai.high[-1]),
    ]
    assert {line["mark"]["strokeDash"][1] == 0 for line in lines} == {True, False}
    assert len(layers(drawing, "rule")) == 2, "a piece of each line beside its name"
    told = [name["data"]["values"][0]["text"] for name in names]
    assert told == [
        f"Photographed: {READ.money(look.studio.likely[-1])}",
        f"{look.row.plan.called}: {READ.money(look.ai.likely[-1])}",
    ]


def test_the_month_at_which_the_lines_cross_is_marked(workspace: Workspace):
    assumed = kept(60)
    brief = Brief(sittings=(Sitting(session="individual"),))
    estimate = actions.price(workspace, "northlight", brief)
    compared = actions.compare_with_ai(workspace, estimate, assumed)
    found = actions.look_at_plan(workspace, estimate, compared, "remini-month")
    assert found is not None
    drawing: dict[str, Any] = charts.curves(found, READ)
    (rule, *names) = layers(drawing, "rule")
    assert len(names) == 2
    # 265.32 ÷ 14.99 = 17.7, so with the 18th month
    assert found.turned == ((18, 60),)
    assert rule["data"]["values"] == [{"month": 18}]
    assert "From month 18 on the studio has cost less." in charts.curves_described(found, READ)


def test_the_axis_has_a_few_round_amounts(look: Closely):
    drawing: dict[str, Any] = charts.curves(look, READ)
    axis = layers(drawing, "area")[0]["encoding"]["y"]["axis"]
    assert 3 <= len(axis["values"]) <= 6
    assert all(READ.money(tick) in axis["labelExpr"] for tick in axis["values"])


def test_the_bars_of_what_matters_are_the_gaps(look: Closely):
    drawing: dict[str, Any] = charts.tornado(look.tornado, READ)
    for bar, swing in zip(drawing["data"]["values"], look.tornado.swings, strict=True):
        assert {bar["low"], bar["high"]} == {float(swing.at_low), float(swing.at_high)}
    words = charts.tornado_described(look.tornado, READ)
    assert READ.money(abs(look.tornado.swings[0].at_high)) in words


def test_the_studio_is_told_apart_by_words_too(comparison: Comparison):
    _, bars = bars_of(comparison)
    by_words = {bar["name"].startswith("AI: ") for bar in bars if bar["colour"] == charts.AI}
    assert by_words == {True}
    assert [bar["name"] for bar in bars if bar["colour"] == charts.STUDIO] == [
        "Photographed: this estimate"
    ]


def test_the_words_for_who_cannot_see_name_every_figure(comparison: Comparison, look: Closely):
    said = charts.bars_described(comparison, READ, "cash over 36 months")
    for row in comparison.rows:
        assert f"{row.plan.called} {READ.money(row.costs.over.minor)}" in said
    lines = charts.curves_described(look, READ)
    for amount in (look.studio.likely[-1], look.ai.likely[-1], look.studio.high[-1]):
        assert READ.money(amount) in lines
