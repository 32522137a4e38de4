"""Comparison: the answer and its reasons. Amounts are minor units of the estimate's currency."""

from __future__ import annotations

from typing import Literal

import msgspec

from estimator.comparison.assumptions import Assumptions
from estimator.comparison.billing import Group
from estimator.comparison.plans import AiPlan
from estimator.comparison.rates import Crossed
from estimator.comparison.sides import Case, Offer
from pricing.problems import Problem
from pricing.reasons import Reason


class Amount(msgspec.Struct, frozen=True, gc=False):
    """An amount and why."""

    minor: int
    because: tuple[Reason, ...]


class Costs(msgspec.Struct, frozen=True, gc=False):
    """What one side costs in cash, and what its time is worth, which is never added in.

    `now` buys the first round of pictures, `over` all rounds of the horizon. `by_month` is the
    cash paid by the end of each month, from month 0, the start, to the end of the horizon.
    `per_image` and `per_person` share `now` out, `per_person_year` shares `over` out. `minutes` and
    `time_value` are over the horizon.
    """

    now: Amount
    over: Amount
    by_month: tuple[int, ...]
    per_image: Amount
    per_person: Amount
    per_person_year: Amount
    minutes: int
    time_value: Amount

    @property
    def over_with_time(self) -> int:
        """Cash over the horizon and the value of the time: to be shown apart from the cash."""
        return self.over.minor + self.time_value.minor


class Standing(msgspec.Struct, frozen=True, gc=False):
    """Which side costs less, by how much, and the sentence that says so."""

    cheaper: Literal["ai", "studio", "equal"]
    by: int
    because: Reason


class PlanRow(msgspec.Struct, frozen=True, gc=False):
    """An AI plan beside the studio.

    `groups` say how many orders each person needs, and `because` why. `crossed` is the exchange
    rate. `with_time` is there if an hour has a value. `notes` are what the figures do not say.
    `stale` is whether the price was seen too long ago to be relied on.
    """

    plan: AiPlan
    offer: Offer
    groups: tuple[Group, ...]
    stale: bool
    costs: Costs
    now: Standing
    over: Standing
    with_time: Standing | None
    because: tuple[Reason, ...]
    notes: tuple[Reason, ...]

    @property
    def crossed(self) -> Crossed:
        """The way into the estimate's currency."""
        return self.offer.crossed

    @property
    def is_firm(self) -> bool:
        """Whether its price was read at the vendor, is dated, undisputed, and not stale."""
        return self.plan.strength == "strong" and not self.stale

    @property
    def orders(self) -> int:
        """The most orders that one person needs for one round."""
        return max(group.orders for group in self.groups)


class NotCompared(msgspec.Struct, frozen=True, gc=False):
    """A plan that cannot be compared, and why."""

    plan: AiPlan
    problem: Problem


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """The answer in a sentence each, over all plans compared: now, over the horizon, with time."""

    now: Reason
    over: Reason
    with_time: Reason | None = None


class Comparison(msgspec.Struct, frozen=True, gc=False):
    """A studio's estimate beside AI plans for the same people and images.

    `rows` are in the order of cash over the horizon, the cheapest first.
    """

    case: Case
    assumptions: Assumptions
    studio: Costs
    rows: tuple[PlanRow, ...]
    not_compared: tuple[NotCompared, ...]
    verdict: Verdict
    notes: tuple[Reason, ...]

    @property
    def currency(self) -> str:
        return self.case.currency

    @property
    def people(self) -> int:
        return self.case.people

    @property
    def images(self) -> int:
        return self.case.images

    @property
    def closest(self) -> PlanRow | None:
        """The plan to look at closely: the cheapest with a firm price, else the cheapest."""
        firm = [row for row in self.rows if row.is_firm]
        return next(iter(firm or self.rows), None)

    def row(self, key: str) -> PlanRow | None:
        """The plan of that key, if it is compared."""
        return next((row for row in self.rows if row.plan.key == key), None)
