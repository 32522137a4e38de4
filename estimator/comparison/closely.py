"""Closely: one plan beside the studio, with what the answer rests on and what would turn it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import TypeAlias

import msgspec

from estimator.comparison.answer import Comparison, PlanRow
from estimator.comparison.inputs import Inputs, corner, inputs_of
from estimator.comparison.robustness import Robustness, robustness
from estimator.comparison.sides import STUDIO, Side
from estimator.comparison.swings import Tornado, tornado
from estimator.comparison.turns import Crowd, Question, Turn, turns

Crowds: TypeAlias = Callable[[], tuple[Crowd, ...]]
"""The same brief for other numbers of people, priced when they are asked for."""


class Curve(msgspec.Struct, frozen=True, gc=False):
    """What one side has cost by the end of each month, from month 0 to the horizon.

    `low` and `high` have every input that bears on cash at its cheapest, or its dearest, end.
    """

    low: tuple[int, ...]
    likely: tuple[int, ...]
    high: tuple[int, ...]


class Closely(msgspec.Struct, frozen=True, gc=False):
    """A plan beside the studio over the horizon.

    `turned` are the spans of months, first and last, by whose end the side that is dearer at the
    start has cost less.
    `robust` is for the plan, `robust_of_any` for the cheapest of all plans in each cell.
    The `timed` ones have the time of both sides in them; they are there if an hour has a value or
    a range.
    """

    row: PlanRow
    studio: Curve
    ai: Curve
    turned: tuple[tuple[int, int], ...]
    turns: tuple[Turn, ...]
    tornado: Tornado
    robust: Robustness
    robust_of_any: Robustness
    timed_tornado: Tornado | None = None
    timed_robust: Robustness | None = None


def look_closely(comparison: Comparison, row: PlanRow, crowds: Crowds = tuple) -> Closely:
    """Everything asked of one plan. `crowds` price the brief for other numbers of people."""
    case, assumptions, offer = comparison.case, comparison.assumptions, row.offer
    at = [each.plan.key for each in comparison.rows].index(row.plan.key)
    offers = [each.offer for each in comparison.rows]
    of_each, of_any = robustness(offers, case, assumptions, timed=False)
    timed = assumptions.hourly_value.high > 0
    studio, ai = _curve(comparison, STUDIO), _curve(comparison, offer)
    return Closely(
        row=row,
        studio=studio,
        ai=ai,
        turned=turned(studio.likely, ai.likely),
        turns=turns(Question(offer, case, inputs_of(assumptions), crowds())),
        tornado=tornado(offer, case, assumptions, timed=False),
        robust=of_each[at],
        robust_of_any=of_any,
        timed_tornado=tornado(offer, case, assumptions, timed=True) if timed else None,
        timed_robust=robustness([offer], case, assumptions, timed=True)[0][0] if timed else None,
    )


def _curve(comparison: Comparison, side: Side) -> Curve:
    assumptions = comparison.assumptions
    months = range(assumptions.horizon_months.likely + 1)

    def by_month(values: Inputs) -> tuple[int, ...]:
        return tuple(side.cash(comparison.case, values, month) for month in months)

    cheap, dear = (corner(assumptions, dearest) for dearest in (False, True))
    return Curve(by_month(cheap), by_month(inputs_of(assumptions)), by_month(dear))


def turned(studio: tuple[int, ...], ai: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """The spans of months in which the answer is not that of the start but the other one."""
    gaps = [one - other for one, other in zip(studio, ai, strict=True)]
    months = groupby(range(len(gaps)), lambda month: gaps[month] * gaps[0] < 0)
    spans = [list(span) for other, span in months if other]
    return tuple((span[0], span[-1]) for span in spans)
