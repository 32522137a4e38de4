"""What one side costs: its cash now, over the horizon and month by month, and its time apart."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from estimator.comparison.answer import Amount, Costs
from estimator.comparison.asking import Asking
from estimator.comparison.billing import Charged, Course
from estimator.comparison.rates import Crossed
from estimator.comparison.wording import Wording, counted
from pricing.money import divide, minor_units, power_of_ten
from pricing.reasons import Figure, Reason
from pricing.values import MILLION

Cash = Callable[[int], int]
"""The minor units paid by the end of a month."""


class Offer(msgspec.Struct, frozen=True, gc=False):
    """A way of charging, what is needed of it, and the way into the estimate's currency."""

    billing: Charged
    course: Course
    crossed: Crossed

    def cash(self, month: int) -> int:
        """Bought × price, rounded once."""
        return self.crossed.minor(self._exact(month))

    def amount(self, month: int) -> Amount:
        """The same, with the steps and the conversion."""
        wording = Wording(self.crossed.currency, self.crossed.to)
        steps = self.billing.shown(self.course, month, wording)
        return Amount(self.cash(month), steps + self.crossed.shown(self._exact(month)))

    def _exact(self, month: int) -> int:
        return self.billing.bought(self.course, month) * self.billing.price


class _Time(msgspec.Struct, frozen=True, gc=False):
    """The minutes one round takes of each person, and of the organiser for each person."""

    rounds: int
    sitter: int
    organiser: int


def plan_costs(offer: Offer, ask: Asking) -> Costs:
    """The costs of an AI plan."""
    assumed = ask.assumptions
    sitter, organiser = assumed.sitter_minutes_ai.likely, assumed.organiser_minutes_ai.likely
    time = _Time(offer.course.rounds(ask.horizon), sitter, organiser)
    return _costs(ask, offer.cash, (offer.amount(0), offer.amount(ask.horizon)), time)


def studio_costs(ask: Asking) -> Costs:
    """The costs of the estimate: what is payable, for each session of the horizon."""
    assumed, course = ask.assumptions, ask.studio_course
    sitter, organiser = (
        assumed.sitter_minutes_studio.likely,
        assumed.organiser_minutes_studio.likely,
    )
    time = _Time(course.rounds(ask.horizon), sitter, organiser)
    payable = ask.estimate.payable
    amounts = (_payable(ask), _sessions(ask, time.rounds))
    return _costs(ask, lambda month: payable * course.rounds(month), amounts, time)


def _costs(ask: Asking, cash: Cash, amounts: tuple[Amount, Amount], time: _Time) -> Costs:
    now, over = amounts
    minutes = time.rounds * ask.people * (time.sitter + time.organiser)
    return Costs(
        now=now,
        over=over,
        by_month=tuple(cash(month) for month in range(ask.horizon + 1)),
        per_image=_shared(now.minor, ask.images, "image"),
        per_person=_shared(now.minor, ask.people, "person"),
        minutes=minutes,
        time_value=_time_value(minutes, time, ask),
    )


def _payable(ask: Asking) -> Amount:
    figures: dict[str, Figure] = {"payable": ask.estimate.payable, "tax": ask.estimate.tax}
    words = "{payable:money} payable by the estimate"
    words += ", with {tax:money} tax" if ask.estimate.tax else ""
    return Amount(ask.estimate.payable, (Reason(words, figures),))


def _sessions(ask: Asking, sessions: int) -> Amount:
    payable = ask.estimate.payable
    words = counted("sessions", sessions, "session") + " in {months:number} months"
    words += " × {payable:money} = {total:money}, at unchanged prices"
    total = sessions * payable
    figures: dict[str, Figure] = {"sessions": sessions, "months": ask.horizon}
    return Amount(total, (Reason(words, {**figures, "payable": payable, "total": total}),))


def _shared(minor: int, number: int, measure: str) -> Amount:
    each = divide(minor, number, "half_up")
    words = "{all:money} ÷ {number:count} = {each:money}"
    figures: dict[str, Figure] = {"all": minor, "number": (number, measure), "each": each}
    return Amount(each, (Reason(words, figures),))


def _time_value(minutes: int, time: _Time, ask: Asking) -> Amount:
    hourly = ask.assumptions.hourly_value.likely
    units = minutes * hourly * power_of_ten(minor_units(ask.estimate.currency))
    value = divide(units, 60 * MILLION, "half_up")
    words = (
        f"{counted('rounds', time.rounds, 'round')} × {{people:count}} × ({{sitter:count}} +"
        " {organiser:count}) = {minutes:count}, at {hourly:price} an hour = {value:money}"
    )
    counts: dict[str, Figure] = {
        "rounds": time.rounds,
        "people": (ask.people, "person"),
        "sitter": (time.sitter, "minute"),
        "organiser": (time.organiser, "minute"),
        "minutes": (minutes, "minute"),
    }
    return Amount(value, (Reason(words, {**counts, "hourly": hourly, "value": value}),))
