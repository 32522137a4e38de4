"""What one side costs, in words and figures: its cash now, over the horizon and by month."""

from __future__ import annotations

from estimator.comparison.answer import Amount, Costs
from estimator.comparison.asking import Asking
from estimator.comparison.inputs import Inputs
from estimator.comparison.sides import STUDIO, Case, Offer, Side, share_of, time_value
from estimator.comparison.wording import Wording, counted
from pricing.money import divide
from pricing.reasons import Figure, Reason

Figures = dict[str, Figure]


def plan_costs(offer: Offer, ask: Asking) -> Costs:
    """The costs of an AI plan."""
    now, over = (_plan_amount(offer, ask, month) for month in (0, ask.horizon))
    values, case = ask.values, ask.case
    again = sum(share_of(people, values.retries) for people, _ in case.wanted)
    minutes = _Minutes(values.sitter_minutes_ai, 0, values.organiser_minutes_ai, again)
    return _costs(ask, offer, (now, over), minutes)


def studio_costs(ask: Asking) -> Costs:
    """The costs of the estimate: what is payable, for each session of the horizon."""
    values = ask.values
    again = share_of(ask.case.people, values.retakes)
    minutes = _Minutes(
        values.sitter_minutes_studio, values.travel_minutes, values.organiser_minutes_studio, again
    )
    steps = tuple(_session_steps(ask))
    now = Amount(STUDIO.one_session(ask.case, values), steps)
    return _costs(ask, STUDIO, (now, _sessions(now, ask)), minutes)


def _plan_amount(offer: Offer, ask: Asking, month: int) -> Amount:
    case, values = ask.case, ask.values
    wording = Wording(offer.crossed.currency, offer.crossed.to)
    steps = offer.billing.shown(offer.course(case, values), month, wording)
    exact, tax = offer.exact(case, values, month), offer.tax(values)
    return Amount(offer.cash(case, values, month), steps + offer.crossed.shown(exact, tax))


class _Minutes:
    """The minutes one round takes of each person, and who is there twice."""

    def __init__(self, sitter: int, travel: int, organiser: int, again: int) -> None:
        self.sitter, self.travel, self.organiser, self.again = sitter, travel, organiser, again


def _costs(ask: Asking, side: Side, amounts: tuple[Amount, Amount], took: _Minutes) -> Costs:
    now, over = amounts
    case, values = ask.case, ask.values
    minutes = side.minutes(case, values, ask.horizon)
    value = time_value(minutes, values.hourly_value, case.scale)
    rounds = side.rounds(values, ask.horizon)
    steps = _time_steps(took, rounds, case)
    return Costs(
        now=now,
        over=over,
        by_month=tuple(side.cash(case, values, month) for month in range(ask.horizon + 1)),
        per_image=_shared(now.minor, case.images, "image"),
        per_person=_shared(now.minor, case.people, "person"),
        per_person_year=_yearly(over.minor, case.people, ask.horizon),
        minutes=minutes,
        time_value=Amount(value, (*steps, _valued(minutes, values.hourly_value, value))),
    )


def _session_steps(ask: Asking) -> list[Reason]:
    """What is payable, then the people's way and retakes if they cost anything, and their sum."""
    case, values, estimate = ask.case, ask.values, ask.estimate
    figures: Figures = {"payable": estimate.payable, "tax": estimate.tax}
    words = "{payable:money} payable by the estimate"
    words += ", with {tax:money} tax" if estimate.tax else ""
    steps, parts = [Reason(words, figures)], [case.payable]
    if travel := STUDIO.travel(case, values):
        steps.append(_way(case, values, travel))
        parts.append(travel)
    if retaken := STUDIO.retaken(case, values):
        steps.append(_retakes(case, values, retaken))
        parts.append(retaken)
    if len(parts) > 1:
        figures = {"parts": tuple(parts), "total": sum(parts)}
        steps.append(Reason("{parts:moneys} = {total:money} a session", figures))
    return steps


def _way(case: Case, values: Inputs, travel: int) -> Reason:
    words = "{people:count} × {each:price} for the way to the studio = {total:money}"
    people = (case.people, "person")
    return Reason(words, {"people": people, "each": values.travel_cost, "total": travel})


def _retakes(case: Case, values: Inputs, retaken: int) -> Reason:
    again = share_of(case.people, values.retakes)
    words = "{share:percent} of {people:count}, rounded up = {again:number} photographed again:"
    words += " {payable:money} ÷ {people:count} × {again:number} = {total:money}"
    figures: Figures = {"share": values.retakes, "people": (case.people, "person")}
    more: Figures = {"again": again, "payable": case.payable, "total": retaken}
    return Reason(words, figures | more)


def _sessions(now: Amount, ask: Asking) -> Amount:
    sessions, months = STUDIO.rounds(ask.values, ask.horizon), ask.horizon
    words = f"{counted('sessions', sessions, 'session')} in {counted('months', months, 'month')}"
    words += " × {each:money} = {total:money}, at unchanged prices"
    total = STUDIO.cash(ask.case, ask.values, ask.horizon)
    figures: Figures = {"sessions": sessions, "months": months}
    step = Reason(words, {**figures, "each": now.minor, "total": total})
    return Amount(total, (*now.because[1:], step))


def _shared(minor: int, number: int, measure: str) -> Amount:
    each = divide(minor, number, "half_up")
    words = "{all:money} ÷ {number:count} = {each:money}"
    return Amount(each, (Reason(words, {"all": minor, "number": (number, measure), "each": each}),))


def _yearly(minor: int, people: int, months: int) -> Amount:
    each = divide(minor * 12, people * months, "half_up")
    words = "{all:money} ÷ {people:count} ÷ {months:number} months × 12 = {each:money}"
    figures: Figures = {"all": minor, "people": (people, "person"), "months": months, "each": each}
    return Amount(each, (Reason(words, figures),))


def _time_steps(took: _Minutes, rounds: int, case: Case) -> list[Reason]:
    """The minutes of one person, of those who are there twice, and of all rounds."""
    each = took.sitter + took.travel + took.organiser
    parts = [("sitter", took.sitter, "")]
    parts += [("travel", took.travel, " on the way")] if took.travel else []
    parts += [("organiser", took.organiser, " of organising")]
    words = " + ".join(f"{{{name}:count}}{what}" for name, _, what in parts) + " = {each:count}"
    figures: Figures = {name: (minutes, "minute") for name, minutes, _ in parts}
    steps = [Reason(words, {**figures, "each": (each, "minute")})]
    again = took.again * (took.sitter + took.travel)
    total = rounds * (case.people * each + again)
    words = "{people:count} × {each:count}"
    if again:
        words = f"({words} + {{again:number}} again × {{anew:count}})"
    words = f"{counted('rounds', rounds, 'round')} × {words} = {{total:count}}"
    counts: Figures = {
        "rounds": rounds,
        "people": (case.people, "person"),
        "each": (each, "minute"),
        "again": took.again,
        "anew": (took.sitter + took.travel, "minute"),
        "total": (total, "minute"),
    }
    return [*steps, Reason(words, counts)]


def _valued(minutes: int, hourly: int, value: int) -> Reason:
    words = "{minutes:count} ÷ 60 × {hourly:price} an hour = {value:money}"
    return Reason(words, {"minutes": (minutes, "minute"), "hourly": hourly, "value": value})
