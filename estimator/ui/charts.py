"""Charts: what each offer costs over the horizon, as bars that carry their own words."""

from __future__ import annotations

from functools import cache

import altair as alt

from estimator.comparison import Comparison
from estimator.formatting import Reader

STUDIO, AI, INK = "#0F4C5C", "#A65D14", "#14202B"
_ROW = 46
_FONT = "Inter, sans-serif"


def cost_bars(comparison: Comparison, read: Reader) -> dict[str, object]:
    """A bar for each offer in the order of cost, its name above it and its amount at its end.

    The studio differs by its words and its place as well as by its colour.
    """
    offers = [_offer("Photographed: this estimate", comparison.studio.over.minor, read, STUDIO)]
    offers += [
        _offer(f"AI: {row.plan.called}", row.costs.over.minor, read, AI) for row in comparison.rows
    ]
    offers.sort(key=lambda offer: float(str(offer["cost"])))
    return {**_drawing(len(offers)), "data": {"values": offers}}


@cache
def _drawing(bars: int) -> dict[str, object]:
    """The chart without its figures: Altair takes longer to check it than all else on the page."""
    base = alt.Chart().encode(
        y=alt.Y("name:N", axis=None, sort=None, scale=alt.Scale(paddingInner=0.2))
    )
    reach = alt.X("cost:Q", axis=None, scale=alt.Scale(domainMin=0, nice=False))
    colour = alt.Color("colour:N", scale=None)
    marks = base.mark_bar(height=12, yOffset=10, cornerRadius=3).encode(x=reach, color=colour)
    names = base.mark_text(align="left", dy=-8).encode(x=alt.value(0), text="name:N")
    amounts = base.mark_text(align="right", dy=-8, fontWeight=600).encode(
        x=alt.value("width"), text="amount:N"
    )
    words = {"fontSize": 13, "font": _FONT, "color": INK}
    config = {"view": {"stroke": None}, "text": words}
    drawing: dict[str, object] = alt.LayerChart(height=_ROW * bars, config=config).to_dict()
    return {**drawing, "layer": [_without_data(layer) for layer in (marks, names, amounts)]}


def _without_data(layer: alt.Chart) -> dict[str, object]:
    """The layer's drawing; Altair gives each layer data of its own, and ours stand above them."""
    whole: dict[str, object] = layer.to_dict()
    return {name: whole[name] for name in ("mark", "encoding")}


def described(comparison: Comparison, read: Reader) -> str:
    """The same bars in words."""
    months = read.number(comparison.assumptions.horizon_months)
    said = [f"this estimate {read.money(comparison.studio.over.minor)}"]
    said += [f"{row.plan.called} {read.money(row.costs.over.minor)}" for row in comparison.rows]
    return f"Bars of the cash paid over {months} months: {', '.join(said)}."


def _offer(name: str, minor: int, read: Reader, colour: str) -> dict[str, object]:
    return {"name": name, "cost": float(minor), "amount": read.money(minor), "colour": colour}
