"""Charts: costs as bars, costs by month as lines with bands, and what moves the gap.

Each is a Vega-Lite drawing of figures that are already worded, with its own words beside the marks.
Its `described` says the same for who cannot see it. Nothing is computed but where things stand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from estimator.comparison import (
    Closely,
    Comparison,
    Costs,
    Curve,
    Tornado,
    curve_told,
    gap_told,
    ranged,
    swing_told,
    turned_told,
)
from estimator.formatting import Reader
from pricing import Reason

Drawing = dict[str, object]
Measured = Callable[[Costs], int]

STUDIO, AI, INK, QUIET, RULE = "#0F4C5C", "#A65D14", "#14202B", "#55636F", "#DDE3E8"
SOLID, DASHED = [1, 0], [6, 4]
_ROW, _SWING = 46, 74
_HEADROOM = 1.25
"""How far the axis reaches above the dearest month: room for the names."""
_FONT = "Inter, sans-serif"
_CONFIG: Drawing = {
    "view": {"stroke": None},
    "text": {"fontSize": 13, "font": _FONT, "color": INK},
    "axis": {
        "labelFont": _FONT,
        "labelFontSize": 12,
        "labelColor": QUIET,
        "domain": False,
        "ticks": False,
        "gridColor": RULE,
        "titleFont": _FONT,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "titleColor": QUIET,
    },
}


# ---------------------------------------------------------------- bars


def over(costs: Costs) -> int:
    """The cash over the horizon."""
    return costs.over.minor


def per_image(costs: Costs) -> int:
    """The cash for each kept image."""
    return costs.per_image.minor


def cost_bars(comparison: Comparison, read: Reader, of: Measured = over) -> Drawing:
    """A bar for each offer, the cheapest first, its name above it and its amount at its end.

    The studio differs by its words and its place as well as by its colour.
    """
    offers = [_offer("Photographed: this estimate", of(comparison.studio), read, STUDIO)]
    offers += [_offer(f"AI: {row.plan.called}", of(row.costs), read, AI) for row in comparison.rows]
    offers.sort(key=lambda offer: float(str(offer["cost"])))
    y = _named("name", axis=None, sort=None, scale={"paddingInner": 0.2})
    reach = _of("cost", axis=None, scale={"domainMin": 0, "nice": False})
    colour = _named("colour", scale=None)
    bar = {"type": "bar", "height": 12, "yOffset": 10, "cornerRadius": 3}
    return {
        "data": {"values": offers},
        "height": _ROW * len(offers),
        "config": _CONFIG,
        "layer": [
            {"mark": bar, "encoding": {"y": y, "x": reach, "color": colour}},
            _words({"align": "left", "dy": -8}, y, {"value": 0}, "name"),
            _words(
                {"align": "right", "dy": -8, "fontWeight": 600}, y, {"value": "width"}, "amount"
            ),
        ],
    }


def _words(mark: Drawing, y: Drawing, x: Drawing, field: str) -> Drawing:
    encoding = {"y": y, "x": x, "text": _named(field)}
    return {"mark": {"type": "text", **mark}, "encoding": encoding}


def _offer(name: str, minor: int, read: Reader, colour: str) -> Drawing:
    return {"name": name, "cost": float(minor), "amount": read.money(minor), "colour": colour}


def bars_described(comparison: Comparison, read: Reader, title: str, of: Measured = over) -> str:
    """The same bars in words."""
    said = [f"this estimate {read.money(of(comparison.studio))}"]
    said += [f"{row.plan.called} {read.money(of(row.costs))}" for row in comparison.rows]
    return f"Bars, {title}: {', '.join(said)}."


# ---------------------------------------------------------------- by month


def curves(look: Closely, read: Reader) -> Drawing:
    """Both sides by month: a step for each payment, a band for the ranges, a name at each line."""
    sides = (
        ("Photographed", look.studio, STUDIO, SOLID),
        (look.row.plan.called, look.ai, AI, DASHED),
    )
    layers: list[Drawing] = []
    for _, curve, colour, _ in sides:
        layers.append(_band(curve, colour, _axes(look, read)))
    for _, curve, colour, dash in sides:
        layers.append(_line(curve, colour, dash))
    layers += [_mark(month) for month, _ in look.turned]
    for place, (label, curve, colour, dash) in enumerate(sides):
        words = f"{label}: {read.money(curve.likely[-1])}"
        layers += _name(place, words, (colour, dash))
    return {"height": 300, "config": _CONFIG, "layer": layers}


def _axes(look: Closely, read: Reader) -> tuple[Drawing, Drawing]:
    months = len(look.studio.likely) - 1
    most = max(*look.studio.high, *look.ai.high, 1)
    ticks = _ticks(most)
    written = json.dumps({str(tick): read.money(tick) for tick in ticks})
    years = {"grid": False, "values": sorted({*range(0, months, 12), months})}
    scale = {"domain": [0, months], "nice": False}
    x = _of("month", title="Months", scale=scale, axis=years)
    amounts = {"values": ticks, "labelExpr": f"({written})[datum.value]"}
    scale = {"domain": [0, most * _HEADROOM], "nice": False}
    y = _of("low", title=None, scale=scale, axis=amounts)
    return x, y


def _ticks(most: int) -> list[int]:
    """Three or four round amounts from nought up."""
    step = 10 ** (len(str(most)) - 1)
    for finer in (step * 2, step, step // 2 or 1):
        if most // finer >= 3:
            step = finer
            break
        step = finer
    return list(range(0, most + 1, step))[:6]


def _band(curve: Curve, colour: str, axes: tuple[Drawing, Drawing]) -> Drawing:
    x, y = axes
    values = [
        {"month": month, "low": float(low), "high": float(high)}
        for month, (low, high) in enumerate(zip(curve.low, curve.high, strict=True))
    ]
    mark = {"type": "area", "opacity": 0.16, "color": colour, "interpolate": "step-after"}
    encoding = {"x": x, "y": y, "y2": {"field": "high"}}
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def _line(curve: Curve, colour: str, dash: Sequence[int]) -> Drawing:
    values = [{"month": month, "low": float(paid)} for month, paid in enumerate(curve.likely)]
    mark = {"type": "line", "color": colour, "strokeWidth": 2.5, "strokeDash": list(dash)}
    encoding = {"x": _of("month"), "y": _of("low")}
    return {
        "data": {"values": values},
        "mark": {**mark, "interpolate": "step-after"},
        "encoding": encoding,
    }


def _name(place: int, words: str, style: tuple[str, Sequence[int]]) -> list[Drawing]:
    """A piece of a line and its name, above the lines, where there is always room."""
    colour, dash = style
    y = {"value": 8 + 20 * place}
    piece = {"type": "rule", "color": colour, "strokeWidth": 2.5, "strokeDash": list(dash)}
    piece |= {"aria": False}  # its name stands beside it
    text = {"type": "text", "align": "left", "fontWeight": 600, "color": colour, "dy": 1}
    return [
        {
            "data": {"values": [{"text": words}]},
            "mark": piece,
            "encoding": {"x": {"value": 4}, "x2": {"value": 30}, "y": y},
        },
        {
            "data": {"values": [{"text": words}]},
            "mark": text,
            "encoding": {"x": {"value": 38}, "y": y, "text": _named("text")},
        },
    ]


def _mark(month: int) -> Drawing:
    """A line at the month from which the other side has cost less."""
    return {
        "data": {"values": [{"month": month}]},
        "mark": {"type": "rule", "color": INK, "strokeDash": [2, 3]},
        "encoding": {"x": _of("month"), "y": {"value": 48}, "y2": {"value": "height"}},
    }


def _of(field: str, **more: object) -> Drawing:
    return {"field": field, "type": "quantitative", **more}


def _named(field: str, **more: object) -> Drawing:
    return {"field": field, "type": "nominal", **more}


def curves_described(look: Closely, read: Reader) -> str:
    """The same lines in words."""
    sides = (("Photographed", look.studio), (look.row.plan.called, look.ai))
    said = " ".join(read.why(curve_told(label, curve)) for label, curve in sides)
    return f"Lines of what has been paid by month. {said} {read.why(turned_told(look))}"


# ---------------------------------------------------------------- what matters most


def tornado(found: Tornado, read: Reader) -> Drawing:
    """A bar for each input from the gap at one end of its range to the gap at the other."""
    rows: list[Drawing] = [
        {
            "name": read.why(Reason(ranged(each.name), {"low": each.low, "high": each.high})),
            "low": float(min(each.at_low, each.at_high)),
            "high": float(max(each.at_low, each.at_high)),
            "nought": 0.0,
            "likely": float(found.likely),
            "ends": f"{read.why(gap_told(each.at_low))} to {read.why(gap_told(each.at_high))}",
        }
        for each in found.swings
    ]
    y = _named("name", axis=None, sort=None, scale={"paddingInner": 0})
    ends = [
        0.0,
        float(found.likely),
        *(float(str(row[end])) for row in rows for end in ("low", "high")),
    ]
    scale = {"domain": [min(ends), max(ends)], "nice": False}
    x = _of("low", axis=None, scale=scale)
    bar = {"type": "bar", "height": 10, "cornerRadius": 2, "color": STUDIO}
    encoding = {"y": y, "x": x, "x2": {"field": "high"}}
    return {
        "data": {"values": rows},
        "height": _SWING * len(rows),
        "config": _CONFIG,
        "layer": [
            {"mark": bar, "encoding": encoding},
            {"mark": {**_TICK, "color": INK}, "encoding": {"y": y, "x": _of("nought")}},
            {"mark": {**_TICK, "color": AI}, "encoding": {"y": y, "x": _of("likely")}},
            _words({"align": "left", "dy": -17}, y, {"value": 0}, "name"),
            _words({"align": "left", "dy": 18, "color": QUIET}, y, {"value": 0}, "ends"),
        ],
    }


_TICK: Drawing = {"type": "tick", "thickness": 2.5, "size": 20, "orient": "vertical"}


def tornado_key(found: Tornado, read: Reader) -> str:
    """What the two lines stand for."""
    likely = read.why(gap_told(found.likely))
    return f"Orange mark: as assumed, {likely}. Black mark: both cost the same."


def months_told(look: Closely, read: Reader) -> str:
    """Where the lines cross, if they do."""
    return read.why(turned_told(look))


def tornado_described(found: Tornado, read: Reader) -> str:
    """The same bars in words."""
    said = "; ".join(read.why(swing_told(swing)) for swing in found.swings)
    return f"Bars, the largest first: {said}. As assumed: {read.why(gap_told(found.likely))}."
