"""The bars: one for each offer, in the order of cost, with the figures as they are printed."""

from __future__ import annotations

from typing import Any

import pytest

from estimator import actions
from estimator.comparison import Comparison
from estimator.formatting import reader
from estimator.ui import charts
from estimator.workspace import Workspace
from pricing import Brief, Sitting

READ = reader("en_US", "USD")


@pytest.fixture
def comparison(workspace: Workspace) -> Comparison:
    brief = Brief(sittings=(Sitting(session="team", people=12),))
    return actions.compare_with_ai(workspace, actions.price(workspace, "northlight", brief))


def bars_of(comparison: Comparison) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    drawing: dict[str, Any] = charts.cost_bars(comparison, READ)
    return drawing, drawing["data"]["values"]


def test_there_is_a_bar_for_each_offer(comparison: Comparison):
    _, bars = bars_of(comparison)
    assert len(bars) == len(comparison.rows) + 1 >= 6
    assert [bar["cost"] for bar in bars] == sorted(bar["cost"] for bar in bars)
    assert READ.money(comparison.studio.over.minor) in {bar["amount"] for bar in bars}


def test_every_layer_draws_the_same_figures(comparison: Comparison):
    drawing, _ = bars_of(comparison)
    assert len(drawing["layer"]) == 3
    assert not any("data" in layer for layer in drawing["layer"])


def test_the_studio_is_told_apart_by_words_too(comparison: Comparison):
    _, bars = bars_of(comparison)
    by_words = {bar["name"].startswith("AI: ") for bar in bars if bar["colour"] == charts.AI}
    assert by_words == {True}
    assert [bar["name"] for bar in bars if bar["colour"] == charts.STUDIO] == [
        "Photographed: this estimate"
    ]


def test_the_words_for_who_cannot_see_name_every_figure(comparison: Comparison):
    said = charts.described(comparison, READ)
    for row in comparison.rows:
        assert f"{row.plan.called} {READ.money(row.costs.over.minor)}" in said
