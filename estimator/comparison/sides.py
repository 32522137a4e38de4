"""What each side costs, by number alone: for one set of inputs, or for columns of them.

This is the only place where a cost is computed. `costs.py` words it for one comparison; the rest of
the room asks it what would be if an input were another.
"""

from __future__ import annotations

from typing import Protocol

import msgspec

from estimator.comparison.billing import Charged, Course, Group, ceil_div
from estimator.comparison.inputs import Inputs
from estimator.comparison.rates import Crossed
from pricing.maths import SCALAR, Maths
from pricing.money import divided, minor_units, power_of_ten
from pricing.values import MILLION


class Case(msgspec.Struct, frozen=True, gc=False):
    """Who wants what, what the studio asks for it, and what is settled rather than assumed.

    `wanted` is people and images for each of them; `payable` is in minor units of `currency`.
    """

    wanted: tuple[tuple[int, int], ...]
    payable: int
    currency: str
    keep_subscribed: bool = False
    shared_account: bool = False
    retakes_free: bool = True

    @property
    def people(self) -> int:
        return sum(people for people, _ in self.wanted)

    @property
    def images(self) -> int:
        """The images that all people together want to keep."""
        return sum(people * images for people, images in self.wanted)

    @property
    def scale(self) -> int:
        """Minor units in a major one."""
        return power_of_ten(minor_units(self.currency))


class Side(Protocol):
    """One side of the comparison."""

    def rounds(self, values: Inputs, month: int, maths: Maths = SCALAR) -> int:
        """How often pictures have been made by the end of a month."""

    def cash(self, case: Case, values: Inputs, month: int, maths: Maths = SCALAR) -> int:
        """The minor units paid by the end of a month."""

    def minutes(self, case: Case, values: Inputs, month: int, maths: Maths = SCALAR) -> int:
        """The minutes spent by the end of a month, by all people and the organiser."""


class Studio:
    """The studio: a session for each round, at what the estimate says is payable."""

    def rounds(self, values: Inputs, month: int, maths: Maths = SCALAR) -> int:
        """Sessions; one at the start."""
        return maths.most(1, ceil_div(month, values.renew_studio_months))

    def cash(self, case: Case, values: Inputs, month: int, maths: Maths = SCALAR) -> int:
        """Rounds × (payable + the people's travel + retakes that are paid)."""
        return self.rounds(values, month, maths) * self.one_session(case, values)

    def one_session(self, case: Case, values: Inputs) -> int:
        """What one round costs."""
        return case.payable + self.travel(case, values) + self.retaken(case, values)

    def travel(self, case: Case, values: Inputs) -> int:
        """People × the cost of the way, rounded once."""
        return divided(case.people * values.travel_cost * case.scale, MILLION, "half_up")

    def retaken(self, case: Case, values: Inputs) -> int:
        """Retakes at the price for each person; nothing where they are free."""
        if case.retakes_free:
            return 0
        again = share_of(case.people, values.retakes)
        return divided(case.payable * again, case.people, "half_up")

    def minutes(self, case: Case, values: Inputs, month: int, maths: Maths = SCALAR) -> int:
        """Rounds × (everybody's and the organiser's minutes, and those of retakes)."""
        sitter = values.sitter_minutes_studio + values.travel_minutes
        again = share_of(case.people, values.retakes)
        once = (case.people + again) * sitter + case.people * values.organiser_minutes_studio
        return self.rounds(values, month, maths) * once


class Offer(msgspec.Struct, frozen=True, gc=False):
    """An AI plan: how it charges, what an order gives, and the way into the estimate's currency.

    `images` is None where orders do not depend on it. `retry_free` is whether a second order is
    free, `taxed` whether tax may come on top.
    """

    billing: Charged
    images: int | None
    crossed: Crossed
    retry_free: bool = False
    taxed: bool = True

    def rounds(self, values: Inputs, month: int, maths: Maths = SCALAR) -> int:
        """Rounds of pictures; one at the start."""
        return maths.most(1, ceil_div(month, values.renew_ai_months))

    def course(self, case: Case, values: Inputs) -> Course:
        """The orders that each group of people needs, and how often."""
        groups = tuple(self._group(people, images, values) for people, images in case.wanted)
        return Course(groups, values.renew_ai_months, case.keep_subscribed, case.shared_account)

    def _group(self, people: int, images: int, values: Inputs) -> Group:
        """Orders = wanted ÷ (images × keeper rate), rounded up."""
        orders, again = 1, 0
        if self.images is not None:
            orders = ceil_div(images * MILLION, self.images * values.keeper_rate)
        if not self.retry_free:
            again = share_of(people, values.retries)
        return Group(people, images, orders, again)

    def exact(self, case: Case, values: Inputs, month: int, maths: Maths = SCALAR) -> int:
        """What has been paid by the end of a month, in millionths of the plan's currency."""
        return self.billing.cost(self.course(case, values), month, maths)

    def tax(self, values: Inputs) -> int:
        """The tax on top, in millionths."""
        return values.tax_on_top if self.taxed else 0

    def cash(self, case: Case, values: Inputs, month: int, maths: Maths = SCALAR) -> int:
        """The same with tax, in minor units of the estimate's currency, rounded once."""
        return self.crossed.minor(self.exact(case, values, month, maths), self.tax(values))

    def minutes(self, case: Case, values: Inputs, month: int, maths: Maths = SCALAR) -> int:
        """Rounds × (everybody's and the organiser's minutes, and those of second orders)."""
        again = sum(share_of(people, values.retries) for people, _ in case.wanted)
        once = (case.people + again) * values.sitter_minutes_ai
        once = once + case.people * values.organiser_minutes_ai
        return self.rounds(values, month, maths) * once


def share_of(people: int, share: int) -> int:
    """So many of the people, a begun one counted whole."""
    return ceil_div(people * share, MILLION)


def time_value(minutes: int, hourly: int, scale: int) -> int:
    """What minutes are worth at an hourly value in millionths, in minor units, rounded once."""
    return divided(minutes * hourly * scale, 60 * MILLION, "half_up")


def total(side: Side, case: Case, values: Inputs, timed: bool, maths: Maths = SCALAR) -> int:
    """What a side costs over the horizon in cash, or, where `timed`, with the time it takes."""
    month = values.horizon_months
    cash = side.cash(case, values, month, maths)
    if not timed:
        return cash
    minutes = side.minutes(case, values, month, maths)
    return cash + time_value(minutes, values.hourly_value, case.scale)


def gap(offer: Offer, case: Case, values: Inputs, timed: bool, maths: Maths = SCALAR) -> int:
    """The studio's cost less the plan's: above 0 where AI costs less."""
    studio = total(STUDIO, case, values, timed, maths)
    return studio - total(offer, case, values, timed, maths)


STUDIO = Studio()
