"""Telling: the sentences of a close look, made where its figures are, printed everywhere alike."""

from __future__ import annotations

from estimator.comparison.assumptions import Range
from estimator.comparison.closely import Closely, Curve
from estimator.comparison.inputs import INPUTS
from estimator.comparison.robustness import Robustness
from estimator.comparison.swings import Swing
from pricing.reasons import Figure, Reason

_UNITS = {"months": " months", "minutes": " minutes", "percent": "", "price": ""}
NOT_CHANCES = "These are shares of combinations and not probabilities."


def robustness_told(found: Robustness, plan: str, timed: bool = False) -> Reason:
    """In what part of the ranges each side costs less; `plan` is what stands for AI."""
    figures: dict[str, Figure] = {
        "cells": found.cells,
        "plan": plan,
        "ai": found.percent(found.ai),
        "studio": found.percent(found.studio),
    }
    words = "With time, in" if timed else "In"
    words += " {cells:number} combinations"
    words += (
        " of all the assumptions’ ranges, {plan:text} costs less in {ai:percent} and the studio"
    )
    words += " in {studio:percent}"
    if found.equal:
        words += "; both cost the same in {equal:percent}"
        figures["equal"] = found.percent(found.equal)
    return Reason(f"{words}.", figures)


def turned_told(look: Closely) -> Reason:
    """In which months the side that is dearer at the start has cost less, or that it never has."""
    last = len(look.studio.likely) - 1
    first, other = "the studio", "the AI plan"
    if look.studio.likely[0] > look.ai.likely[0]:
        first, other = other, first
    if not look.turned:
        return Reason("The two do not cross within {months:number} months.", {"months": last})
    if look.turned[0][1] == last:
        words = f"From month {{month:number}} on {other} has cost less."
        return Reason(words, {"month": look.turned[0][0]})
    spans, figures = [], dict[str, Figure]()
    for number, (begins, ends) in enumerate(look.turned):
        spans.append(f"from month {{a{number}:number}} to {{z{number}:number}}")
        figures |= {f"a{number}": begins, f"z{number}": ends}
    words = f"{other} has cost less {' and '.join(spans)}, {first} less or the same otherwise."
    return Reason(words[0].upper() + words[1:], figures)


def swing_told(swing: Swing) -> Reason:
    """An input with the ends of its range, and the gap at each end."""
    figures: dict[str, Figure] = {"low": swing.low, "high": swing.high}
    figures |= {"at_low": abs(swing.at_low), "at_high": abs(swing.at_high)}
    words = f"{ranged(swing.name)}: the AI plan costs {{at_low:money}} {_less(swing.at_low)}"
    words += f" at the low end, {{at_high:money}} {_less(swing.at_high)} at the high end"
    return Reason(words, figures)


def ranged(name: str) -> str:
    """The words of an input with its range: the figures `low` and `high`."""
    mark = INPUTS[name].mark
    written = "number" if mark in ("months", "minutes") else mark
    words = f"{{low:{written}}} to {{high:{written}}}{_UNITS[mark]}"
    return f"{INPUTS[name].label} {words}"


def assumed(name: str, value: Range[int]) -> Reason:
    """An input with its likely value, its range where there is one, and who says so."""
    mark = INPUTS[name].mark
    written = "number" if mark in ("months", "minutes") else mark
    words = f"{INPUTS[name].label}: {{likely:{written}}}{_UNITS[mark]}"
    if value.is_open:
        words += f" ({{low:{written}}} to {{high:{written}}})"
    figures: dict[str, Figure] = {"low": value.low, "likely": value.likely, "high": value.high}
    return Reason(f"{words}. Source: {{source:text}}.", {**figures, "source": value.source})


def gap_told(gap: int) -> Reason:
    """By how much the AI plan costs less, or more."""
    return Reason(f"AI {{gap:money}} {_less(gap)}", {"gap": abs(gap)})


def curve_told(label: str, curve: Curve) -> Reason:
    """What has been paid at the start, at each year's end and at the last month, with its band."""
    last = len(curve.likely) - 1
    parts, figures = [], dict[str, Figure](label=label)
    for month in sorted({*range(0, last, 12), last}):
        when = f"by month {month}" if month else "now"
        parts.append(f"{when} {{l{month}:money}} ({{a{month}:money}} to {{z{month}:money}})")
        figures |= {f"l{month}": curve.likely[month], f"a{month}": curve.low[month]}
        figures[f"z{month}"] = curve.high[month]
    return Reason(f"{{label:text}}: {', '.join(parts)}.", figures)


def _less(gap: int) -> str:
    return "less" if gap >= 0 else "more"
