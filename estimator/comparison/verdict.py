"""The verdict: which side costs less and by how much, in plain words and never hedged."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from estimator.comparison.answer import Costs, PlanRow, Standing, Verdict
from estimator.comparison.asking import Asking
from pricing.reasons import Figure, Reason

Figures = dict[str, Figure]


class When(msgspec.Struct, frozen=True, gc=False):
    """The words a sentence begins with, and which amount of a side it is about."""

    words: str
    figures: Figures
    of: Callable[[Costs], int]


def now() -> When:
    """In cash for the first pictures."""
    return When("In cash now", {}, lambda costs: costs.now.minor)


def over(months: int) -> When:
    """In cash over the horizon."""
    words = "In cash over {months:number} months"
    return When(words, {"months": months}, lambda costs: costs.over.minor)


def with_time(months: int, hourly: int) -> When:
    """Over the horizon, with the time at so much an hour."""
    words = "Over {months:number} months, with time at {hourly:price} an hour"
    return When(words, {"months": months, "hourly": hourly}, lambda costs: costs.over_with_time)


def standing(plan: str, ai: Costs, studio: Costs, when: When) -> Standing:
    """One plan against the studio."""
    by = when.of(studio) - when.of(ai)
    amounts: Figures = {"ai": when.of(ai), "studio": when.of(studio), "by": abs(by)}
    figures: Figures = {**when.figures, "plan": plan, **amounts}
    if by > 0:
        words = "the AI plan {plan:text} costs less: {ai:money} against {studio:money}"
        return Standing(
            "ai", by, _said(when, f"{words} for the studio, {{by:money}} less", figures)
        )
    if by < 0:
        words = "the studio costs less: {studio:money} against {ai:money}"
        words += " for the AI plan {plan:text}, {by:money} less"
        return Standing("studio", -by, _said(when, words, figures))
    words = "the AI plan {plan:text} and the studio cost the same: {studio:money}"
    return Standing("equal", 0, _said(when, words, figures))


def verdict(rows: Sequence[PlanRow], studio: Costs, ask: Asking) -> Verdict:
    """All plans against the studio, now, over the horizon, and with the time if it has a value."""
    hourly, months = ask.values.hourly_value, ask.horizon
    timed = _over_all(rows, studio, with_time(months, hourly)) if hourly else None
    return Verdict(
        _over_all(rows, studio, now()), _over_all(rows, studio, over(months)), with_time=timed
    )


def _over_all(rows: Sequence[PlanRow], studio: Costs, when: When) -> Reason:
    if not rows:
        return Reason("No AI plan could be compared.")
    ranked = sorted(rows, key=lambda row: when.of(row.costs))
    cheapest, dearest = ranked[0], ranked[-1]
    best = standing(cheapest.plan.called, cheapest.costs, studio, when)
    if len(rows) == 1 or best.cheaper == "equal":
        return best.because
    cheaper = sum(when.of(row.costs) < when.of(studio) for row in rows)
    figures: Figures = {
        **best.because.figures,
        "most": when.of(dearest.costs),
        "gap": when.of(studio) - when.of(dearest.costs),
        "dearest": dearest.plan.called,
        "cheaper": cheaper,
        "all": len(rows),
    }
    return _said(when, _count_words(cheaper, len(rows)), figures)


def _count_words(cheaper: int, of_all: int) -> str:
    """How many plans cost less than the studio, and the cheapest beside it."""
    if not cheaper:
        return (
            "the studio costs less than all {all:number} AI plans compared: {studio:money}"
            " against {ai:money} for the cheapest, {plan:text}, {by:money} less"
        )
    if cheaper == of_all:
        return (
            "all {all:number} AI plans compared cost less than the studio: {ai:money}"
            " ({plan:text}) to {most:money} ({dearest:text}) against {studio:money},"
            " {gap:money} to {by:money} less"
        )
    cost = "costs" if cheaper == 1 else "cost"
    return (
        f"{{cheaper:number}} of the {{all:number}} AI plans compared {cost} less than the studio,"
        " the cheapest, {plan:text}, {by:money} less: {ai:money} against {studio:money};"
        " the dearest, {dearest:text}, costs {most:money}"
    )


def _said(when: When, words: str, figures: Figures) -> Reason:
    return Reason(f"{when.words}, {words}.", figures)
