"""What the figures do not say: short, neutral, and beside the figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from estimator.comparison.answer import PlanRow
from estimator.comparison.asking import Asking
from estimator.comparison.assumptions import Use
from estimator.comparison.billing import Subscription
from estimator.comparison.plans import STALE_DAYS, AiPlan
from pricing.reasons import Figure, Reason

USES: dict[Use, str] = {
    "professional": "professional use, such as profiles and a web site",
    "marketing": "marketing, without paid placement",
    "advertising": "advertising, with paid placement",
}

_THE_SAME = "Both sides are for {people:count} and {images:count} to keep, those of the estimate."
_MONEY_ONLY = "Likeness, quality and what may be done with the images are not in these figures."
_TIME_APART = "Time is not in the cash figures."
_UNCHANGED = "All prices are taken to stay as they are for {months:number} months."
_NOT_ON_TOP = "Whether tax comes on top of the AI plans’ prices is not published; none is added."
_ON_TOP = "{tax:percent} tax is added to AI prices that are not known to include it."
_KEEPERS = "{rate:percent} of the images an AI plan makes are taken to be worth keeping."
_NO_TEAM_PRICE = "Vendors’ discounts for teams are not published in full; none is applied."
_CONVERTED = "Converted at rates of {day:day} ({source:text}), published for information only."
_BY_TIME = "{session:text} is booked by time; the AI plans are for the {people:count} named."
_NO_IMAGE = "{session:text} includes no image; the AI plans are for one image each."
_RETAKES = "Photographing somebody again is taken to be free; see the studio’s terms."

_NO_LICENCE = "Whether its licence covers {use:text}, is not known."
_RANGE = "{low:number} to {high:number} images are published; {low:number} are counted."
_STRENGTH = {
    "weak": "The price is weakly sourced: {why:text}.",
    "conflict": "The price is disputed: {why:text}.",
}
_STALE = "Last seen {seen:text}, more than {days:number} days before the estimate: it may be old."
_ANY_ORDERS = "While it runs, any number of orders is taken to be allowed; no limit is published."
_FREE_RETRY = "A second order is free, by the vendor."


def general_notes(ask: Asking, rows: Iterable[PlanRow]) -> tuple[Reason, ...]:
    """What holds for the whole comparison, with the plans in those rows."""
    asked: dict[str, Figure] = {
        "people": (ask.case.people, "person"),
        "images": (ask.case.images, "image"),
    }
    notes = [
        Reason(_THE_SAME, asked),
        Reason(_MONEY_ONLY),
        Reason(_TIME_APART),
        Reason(_KEEPERS, {"rate": ask.values.keeper_rate}),
        Reason(_UNCHANGED, {"months": ask.horizon}),
        _tax(ask),
        *_whole_estimate(ask),
    ]
    notes += [Reason(_NO_TEAM_PRICE)] if ask.case.people > 1 else []
    notes += [Reason(_RETAKES)] if ask.values.retakes and ask.case.retakes_free else []
    used = dict.fromkeys((row.crossed.day, row.crossed.source) for row in rows)
    notes += [Reason(_CONVERTED, {"day": day, "source": source}) for day, source in used if day]
    return (*notes, *_sittings(ask))


def plan_notes(plan: AiPlan, ask: Asking) -> tuple[Reason, ...]:
    """What holds for one plan."""
    return tuple(_of_plan(plan, ask))


def _tax(ask: Asking) -> Reason:
    on_top = ask.values.tax_on_top
    words = _ON_TOP if on_top else _NOT_ON_TOP
    if not ask.estimate.tax:
        return Reason(words, {"tax": on_top})
    words = f"The studio’s amount includes {{held:money}} tax. {words}"
    return Reason(words, {"tax": on_top, "held": ask.estimate.tax})


def _whole_estimate(ask: Asking) -> Iterable[Reason]:
    """That the studio's amount has parts in it that an AI plan may have no counterpart for."""
    areas = {line.area for line in ask.estimate.lines}
    named = [area for area in ("licence", "extras", "travel") if area in areas]
    if named:
        words = " and ".join(f"{{{area}:base}}" for area in named)
        figures: dict[str, Figure] = {area: area for area in named}
        yield Reason(f"The studio’s amount is the whole estimate, {words} included.", figures)


def _sittings(ask: Asking) -> Iterable[Reason]:
    for sitting in ask.estimate.booked:
        people = (sitting.people, "person")
        if sitting.by_time:
            yield Reason(_BY_TIME, {"session": sitting.session, "people": people})
        if not sitting.images_each:
            yield Reason(_NO_IMAGE, {"session": sitting.session})


def _of_plan(plan: AiPlan, ask: Asking) -> Iterator[Reason]:
    if plan.covers is None:
        yield Reason(_NO_LICENCE, {"use": USES[ask.assumptions.use]})
    if plan.strength != "strong":
        yield Reason(_STRENGTH[plan.strength], {"why": plan.strength_why or ""})
    if plan.seen_on is not None and plan.is_stale(ask.estimate.priced_on, STALE_DAYS):
        yield Reason(_STALE, {"seen": plan.seen, "days": STALE_DAYS})
    if plan.images is not None and plan.images.is_range:
        yield Reason(_RANGE, {"low": plan.images.low, "high": plan.images.high})
    if isinstance(plan.billing, Subscription):
        yield Reason(_ANY_ORDERS)
    if plan.free_retries:
        yield Reason(_FREE_RETRY)
    if plan.note is not None:
        yield Reason("{note:text}", {"note": plan.note})
