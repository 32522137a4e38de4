"""`compare(estimate, plans, assumptions, rates)`: the same pictures from the studio and from AI.

The model is written out in `docs/comparison.md`.
"""

from __future__ import annotations

from collections.abc import Iterable

from estimator.comparison.answer import Comparison, Costs, NotCompared, PlanRow
from estimator.comparison.asking import Asking
from estimator.comparison.assumptions import Assumptions
from estimator.comparison.billing import Credits, PerImage, Unpublished
from estimator.comparison.costs import plan_costs, studio_costs
from estimator.comparison.notes import USES, general_notes, plan_notes
from estimator.comparison.plans import STALE_DAYS, AiPlan, Images
from estimator.comparison.rates import Rates
from estimator.comparison.sides import Offer
from estimator.comparison.verdict import now, over, standing, verdict, with_time
from estimator.comparison.wording import counted
from pricing.estimate import Estimate
from pricing.problems import Problem
from pricing.reasons import Figure, Reason


def compare(
    estimate: Estimate, plans: Iterable[AiPlan], assumptions: Assumptions, rates: Rates
) -> Comparison:
    """The estimate beside every plan; plans that cannot be compared are listed with the reason."""
    ask = Asking(estimate, assumptions)
    studio = studio_costs(ask)
    answers = [_answer(plan, ask, rates, studio) for plan in plans]
    rows = [answer for answer in answers if isinstance(answer, PlanRow)]
    rows.sort(key=lambda row: (row.costs.over.minor, row.costs.now.minor))
    return Comparison(
        case=ask.case,
        assumptions=assumptions,
        studio=studio,
        rows=tuple(rows),
        not_compared=tuple(answer for answer in answers if isinstance(answer, NotCompared)),
        verdict=verdict(rows, studio, ask),
        notes=general_notes(ask, rows),
    )


def _answer(plan: AiPlan, ask: Asking, rates: Rates, studio: Costs) -> PlanRow | NotCompared:
    billing = plan.billing
    if isinstance(billing, Unpublished):
        return _refused(plan, "how it charges is not published", "finding out how")
    by_order = not isinstance(billing, PerImage)
    if by_order and plan.images is None:
        return _refused(plan, "images per order not published", "finding out how many")
    if problem := _unlike(plan, ask):
        return problem
    currency, on = ask.estimate.currency, ask.estimate.priced_on
    crossed = rates.crossed(plan.currency, currency, on)
    if crossed is None:
        what = f"no exchange rate from {plan.currency} to {currency} is known for {on}"
        return _refused(plan, what, "adding both currencies’ rates of one day, with their source")
    offer = Offer(
        billing,
        plan.images.low if by_order and plan.images else None,
        crossed,
        retry_free=bool(plan.free_retries),
        taxed=plan.tax != "included",
    )
    if isinstance(billing, Credits):
        needed = billing.needed(offer.course(ask.case, ask.values))
        if needed < billing.least:
            what = f"the price is for {billing.least} credits or more"
            what += f" and the price for {needed} is not published"
            return _refused(plan, what, "asking the vendor for it")
    return _row(plan, offer, ask, studio)


def _unlike(plan: AiPlan, ask: Asking) -> NotCompared | None:
    """A plan that does not sell what is wanted is not set beside one that does."""
    use, people, sold = ask.assumptions.use, ask.case.people, plan.seats
    if plan.covers is not None and use not in plan.covers:
        what = f"its licence does not cover {USES[use]}"
        return _refused(plan, what, "a plan whose licence does")
    if sold is not None and not sold.low <= people <= sold.high:
        return _refused(plan, f"it is sold for {sold} people", "a plan for that many")
    return None


def _refused(plan: AiPlan, what: str, advice: str) -> NotCompared:
    return NotCompared(plan, Problem(plan.called, f"cannot be compared: {what}", advice, "warning"))


def _row(plan: AiPlan, offer: Offer, ask: Asking, studio: Costs) -> PlanRow:
    costs, months = plan_costs(offer, ask), ask.horizon
    hourly = ask.values.hourly_value
    timed = standing(plan.called, costs, studio, with_time(months, hourly)) if hourly else None
    return PlanRow(
        plan=plan,
        offer=offer,
        groups=offer.course(ask.case, ask.values).groups,
        stale=plan.is_stale(ask.estimate.priced_on, STALE_DAYS),
        costs=costs,
        now=standing(plan.called, costs, studio, now()),
        over=standing(plan.called, costs, studio, over(months)),
        with_time=timed,
        because=_orders(plan.images, offer, ask),
        notes=plan_notes(plan, ask),
    )


def _orders(images: Images | None, offer: Offer, ask: Asking) -> tuple[Reason, ...]:
    """Why each person needs so many orders; nothing to say where kept images are paid for."""
    if images is None or isinstance(offer.billing, PerImage):
        return ()
    rate = ask.assumptions.keeper_rate.likely
    reasons = []
    for group in offer.course(ask.case, ask.values).groups:
        words = "{wanted:count} ÷ ({images:number} × {rate:percent}), rounded up = "
        words += counted("orders", group.orders, "order")
        wanted: dict[str, Figure] = {"wanted": (group.images, "image_each")}
        given: dict[str, Figure] = {"images": images.low, "rate": rate, "orders": group.orders}
        reasons.append(Reason(words, wanted | given))
    return tuple(reasons)
