"""Kinds of billing: how AI plans charge. What is needed in, an exact amount and the reasons out.

Each kind says its arithmetic once, in `cost`: what has been paid by the end of a month, month 0
being the start, in millionths of the plan's currency, for an int and for a column of them. `shown`
words the same steps for one comparison.

    one-off        an order for each person, as many as it takes, at each renewal
    per-image      each image that is kept, at each renewal
    credits        prepaid credits, one for each order, at the price of the step they reach
    subscription   an account for each person or one for all, paid by week, month or year
    per-seat       a seat for each person, paid by week, month or year, and a fewest of seats
    unpublished    a price whose way of charging nobody states: shown, never computed with
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

import msgspec
from pydantic import Field, model_validator

from estimator.comparison.wording import Wording, counted
from pricing.maths import SCALAR, Maths
from pricing.reasons import Figure, Reason
from pricing.values import Count, Price, Value

AtLeastOne = Annotated[Count, Field(ge=1)]


class Group(msgspec.Struct, frozen=True, gc=False):
    """People who each want so many images, which takes each of them so many orders.

    `again` is how many of them order a second time and pay for it.
    """

    people: int
    images: int
    orders: int
    again: int = 0


class Course(msgspec.Struct, frozen=True, gc=False):
    """Who needs pictures, how often they are made anew, and how subscriptions are run."""

    groups: tuple[Group, ...]
    renew_every: int
    keep_subscribed: bool = False
    shared_account: bool = False

    @property
    def people(self) -> int:
        return sum(group.people for group in self.groups)

    def rounds(self, month: int, maths: Maths = SCALAR) -> int:
        """How often pictures have been made by the end of a month; once at the start."""
        return maths.most(1, ceil_div(month, self.renew_every))


def ceil_div(number: int, by: int) -> int:
    """`number` / `by`, rounded up to the next whole number."""
    return -(-number // by)


class _Bought(Value):
    """What is bought anew for every round of pictures, for each group."""

    price: Price
    unit: ClassVar[str]

    def each(self, group: Group) -> int:
        """How many units one person of the group needs for one round."""
        return group.orders

    def units(self, group: Group) -> int:
        """How many units a group needs for one round."""
        return (group.people + group.again) * self.each(group)

    def one_round(self, course: Course, maths: Maths = SCALAR) -> int:
        """What one round costs: units × price, for all groups."""
        return sum(self.units(group) for group in course.groups) * self.price

    def cost(self, course: Course, month: int, maths: Maths = SCALAR) -> int:
        """One round × rounds."""
        return self.one_round(course, maths) * course.rounds(month, maths)

    def shown(self, course: Course, month: int, wording: Wording) -> tuple[Reason, ...]:
        """The steps of one round, and the rounds if there are several."""
        steps = self._round_shown(course, wording)
        rounds = course.rounds(month)
        if rounds > 1:
            steps.append(wording.rounds(rounds, self.one_round(course)))
        return tuple(steps)

    def _round_shown(self, course: Course, wording: Wording) -> list[Reason]:
        """A step for each group, and their sum if there are several."""
        steps = [self._group(group, wording) for group in course.groups]
        if len(steps) > 1:
            steps.append(wording.sum([self.units(group) * self.price for group in course.groups]))
        return steps

    def _group(self, group: Group, wording: Wording) -> Reason:
        words, figures = self._counted(group)
        amounts = {"price": self.price, "total": self.units(group) * self.price}
        return wording.reason(f"{words} × {{price}} = {{total}}", figures, amounts)

    def _counted(self, group: Group) -> tuple[str, dict[str, Figure]]:
        """People × units, those who order again among them."""
        each = self.each(group)
        who, figures = "{people:count}", dict[str, Figure](people=(group.people, "person"))
        if self.units(group) != group.people * each:
            who, figures = "({people:count} + {again:number} again)", {**figures}
            figures["again"] = group.again
        return f"{who} × {counted('each', each, self.unit)}", {**figures, "each": each}


class OneOff(_Bought):
    """One payment for each person's order."""

    kind: Literal["one-off"] = "one-off"
    unit: ClassVar[str] = "order"


class PerImage(_Bought):
    """A price for each image that is kept, after a look at them; the rest cost nothing."""

    kind: Literal["per-image"] = "per-image"
    unit: ClassVar[str] = "image"

    def each(self, group: Group) -> int:
        """The images wanted."""
        return group.images

    def units(self, group: Group) -> int:
        """The images wanted by all of the group: whoever orders again still pays for those only."""
        return group.people * group.images


class Step(Value):
    """The price of one credit when at least so many are bought at once."""

    at_least: AtLeastOne
    price: Price


class Credits(_Bought):
    """Prepaid credits, one for each order, `price` each for `least` credits or more.

    At each of the `steps` all credits cost that step's price. Whoever needs a few less than a step
    asks for buys the step if that is cheaper: credits are left over, and money is not.
    """

    kind: Literal["credits"] = "credits"
    least: AtLeastOne = 1
    steps: tuple[Step, ...] = ()
    unit: ClassVar[str] = "credit"

    @model_validator(mode="after")
    def _steps_are_for_more_at_less(self) -> Credits:
        least, price = self.least, self.price
        for step in self.steps:
            if step.at_least <= least or step.price >= price:
                raise ValueError("each step must be for more credits at a lower price")
            least, price = step.at_least, step.price
        return self

    def one_round(self, course: Course, maths: Maths = SCALAR) -> int:
        """The least that buys the credits: at their own step, or as many as a later one asks."""
        credits = self.needed(course)
        paid = credits * self.price
        for step in self.steps:
            paid = maths.least(paid, maths.most(credits, step.at_least) * step.price)
        return paid

    def needed(self, course: Course) -> int:
        """The credits for one round."""
        return sum(self.units(group) for group in course.groups)

    def _round_shown(self, course: Course, wording: Wording) -> list[Reason]:
        if not self.steps:
            return super()._round_shown(course, wording)
        steps = []
        for group in course.groups:
            words, figures = self._counted(group)
            figures["credits"] = self.units(group)
            steps.append(Reason(f"{words} = {{credits:number}} credits", figures))
        return [*steps, self._at_step(course, wording)]

    def _at_step(self, course: Course, wording: Wording) -> Reason:
        needed = self.needed(course)
        offers = [(needed * self.price, needed, self.least, self.price)]
        for step in self.steps:
            bought = max(needed, step.at_least)
            offers.append((bought * step.price, bought, step.at_least, step.price))
        total, bought, at_least, price = min(offers)
        words = "{bought:number} credits × {price} = {total}, the price from {from:number} credits"
        words += "" if bought == needed else ", which is less than for the {needed:number} needed"
        figures: dict[str, Figure] = {"bought": bought, "from": at_least, "needed": needed}
        return wording.reason(words, figures, {"price": price, "total": total})


Every = Literal["week", "month", "year"]
A_YEAR: dict[Every, int] = {"week": 52, "month": 12, "year": 1}


class _Running(Value):
    """A price for each started week, month or year, for `least_terms` of them at the least.

    52 weeks are 12 months.
    """

    price: Price
    every: Every
    least_terms: AtLeastOne = 1
    unit: ClassVar[str]

    def takers(self, course: Course, maths: Maths = SCALAR) -> int:
        """How many times the price is paid in each term."""
        return course.people

    def cost(self, course: Course, month: int, maths: Maths = SCALAR) -> int:
        """Accounts or seats × terms × price."""
        return self.takers(course, maths) * self._terms(course, month, maths) * self.price

    def shown(self, course: Course, month: int, wording: Wording) -> tuple[Reason, ...]:
        """Why so many terms, then accounts or seats × terms × price."""
        takers, terms = self.takers(course), self._terms(course, month)
        words = (
            f"{counted('takers', takers, self.unit)} × {counted('terms', terms, self.every)}"
            " × {price} = {total}"
        )
        amounts = {"price": self.price, "total": takers * terms * self.price}
        step = wording.reason(words, {"takers": takers, "terms": terms}, amounts)
        return (self._why(course, month), step)

    def _why(self, course: Course, month: int) -> Reason:
        rounds, least = course.rounds(month), self.least_terms
        if course.keep_subscribed and not month:
            return Reason(f"{counted('least', least, self.every)} to begin with", {"least": least})
        if course.keep_subscribed:
            words = f"kept running for {counted('months', month, 'month')}"
            return Reason(words, {"months": month})
        words = f"cancelled after {counted('least', least, self.every)}"
        if rounds == 1:
            return Reason(words, {"least": least})
        words += ", pictures made {rounds:number} times"
        return Reason(words, {"least": least, "rounds": rounds})

    def _terms(self, course: Course, month: int, maths: Maths = SCALAR) -> int:
        """The least for each round; every term begun if it is kept, or if that is fewer."""
        begun = maths.most(1, ceil_div(month * A_YEAR[self.every], 12))
        running = maths.most(begun, self.least_terms)
        if course.keep_subscribed:
            return running
        return maths.least(course.rounds(month, maths) * self.least_terms, running)


class Subscription(_Running):
    """An account for each person, or one that all share.

    While it runs, an account is taken to make as many orders as its holder wants: limits are not
    published, and taking none favours the plan.
    """

    kind: Literal["subscription"] = "subscription"
    unit: ClassVar[str] = "account"

    def takers(self, course: Course, maths: Maths = SCALAR) -> int:
        """The accounts."""
        return 1 if course.shared_account else course.people


class PerSeat(_Running):
    """A seat for each person, which cannot be shared, and at least `least_seats` of them."""

    kind: Literal["per-seat"] = "per-seat"
    least_seats: AtLeastOne = 1
    unit: ClassVar[str] = "seat"

    def takers(self, course: Course, maths: Maths = SCALAR) -> int:
        """The seats."""
        return maths.most(course.people, self.least_seats)


class Unpublished(Value):
    """A price was seen, and nobody says for what it is charged, or how often."""

    kind: Literal["unpublished"] = "unpublished"
    price: Price


Charged: TypeAlias = OneOff | PerImage | Credits | Subscription | PerSeat
"""The kinds that can be computed with."""

Billing: TypeAlias = Annotated[Charged | Unpublished, Field(discriminator="kind")]
