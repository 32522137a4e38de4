"""What the figures do not say: short, neutral, and beside the figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from estimator.comparison.asking import Asking
from estimator.comparison.billing import Subscription
from estimator.comparison.plans import AiPlan
from estimator.comparison.rates import Crossed
from pricing.reasons import Figure, Reason

_MONEY_ONLY = "Likeness, quality and what may be done with the images are not in these figures."
_TIME_APART = "Time is not in the cash figures."
_UNCHANGED = "All prices are taken to stay as they are for {months:number} months."
_NOT_ON_TOP = "Whether tax comes on top of the AI plans’ prices is not published; none is added."
_KEEPERS = "{rate:percent} of the images an AI plan makes are taken to be worth keeping."
_NO_TEAM_PRICE = "Vendors’ discounts for teams are not published in full; none is applied."
_CONVERTED = "Converted at rates of {day:day} ({source:text}), published for information only."
_BY_TIME = "{session:text} is booked by time; the AI plans are for the {people:count} named."

_NO_LICENCE = "What its licence allows is not known."
_RANGE = "{low:number} to {high:number} images are published; {low:number} are counted."
_STRENGTH = {
    "weak": "The price is weakly sourced: {why:text}.",
    "conflict": "The price is disputed: {why:text}.",
}
_ANY_ORDERS = "While it runs, any number of orders is taken to be allowed; no limit is published."


def general_notes(ask: Asking, rates: Iterable[Crossed]) -> tuple[Reason, ...]:
    """What holds for the whole comparison, converted at those rates."""
    notes = [
        Reason(_MONEY_ONLY),
        Reason(_TIME_APART),
        Reason(_KEEPERS, {"rate": ask.assumptions.keeper_rate.likely}),
        Reason(_UNCHANGED, {"months": ask.horizon}),
        _tax(ask),
        *_whole_estimate(ask),
    ]
    notes += [Reason(_NO_TEAM_PRICE)] if ask.people > 1 else []
    used = dict.fromkeys((rate.day, rate.source) for rate in rates)
    notes += [Reason(_CONVERTED, {"day": day, "source": source}) for day, source in used if day]
    return (*notes, *_by_time(ask))


def plan_notes(plan: AiPlan) -> tuple[Reason, ...]:
    """What holds for one plan."""
    return tuple(_of_plan(plan))


def _tax(ask: Asking) -> Reason:
    if not ask.estimate.tax:
        return Reason(_NOT_ON_TOP)
    words = f"The studio’s amount includes {{tax:money}} tax. {_NOT_ON_TOP}"
    return Reason(words, {"tax": ask.estimate.tax})


def _whole_estimate(ask: Asking) -> Iterable[Reason]:
    """That the studio's amount has parts in it that an AI plan may have no counterpart for."""
    areas = {line.area for line in ask.estimate.lines}
    named = [area for area in ("licence", "extras", "travel") if area in areas]
    if named:
        words = " and ".join(f"{{{area}:base}}" for area in named)
        figures: dict[str, Figure] = {area: area for area in named}
        yield Reason(f"The studio’s amount is the whole estimate, {words} included.", figures)


def _by_time(ask: Asking) -> Iterable[Reason]:
    for sitting in ask.estimate.booked:
        if sitting.by_time:
            people = (sitting.people, "person")
            yield Reason(_BY_TIME, {"session": sitting.session, "people": people})


def _of_plan(plan: AiPlan) -> Iterator[Reason]:
    if plan.licence is None:
        yield Reason(_NO_LICENCE)
    if plan.strength != "strong":
        yield Reason(_STRENGTH[plan.strength], {"why": plan.strength_why or ""})
    if plan.images is not None and plan.images.is_range:
        yield Reason(_RANGE, {"low": plan.images.low, "high": plan.images.high})
    if isinstance(plan.billing, Subscription):
        yield Reason(_ANY_ORDERS)
    if plan.note is not None:
        yield Reason("{note:text}", {"note": plan.note})
