"""Kinds of billing: how AI plans charge. What is needed in, an exact amount and the reasons out.

Each kind says its arithmetic once, in `bought`: how many of its unit have been bought by the end
of a month, month 0 being the start. An amount is always bought × price, in millionths of the
plan's currency.

    one-off        an order for each person, as many as it takes, at each renewal
    per-image      each image that is kept, at each renewal
    credits        prepaid credits, one for each order; `least` is how many the price asks for
    subscription   an account for each person or one for all, paid by week, month or year
    unpublished    a price whose way of charging nobody states: shown, never computed with
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

import msgspec
from pydantic import Field

from estimator.comparison.wording import Wording, counted
from pricing.reasons import Reason
from pricing.values import Count, Price, Value

AtLeastOne = Annotated[Count, Field(ge=1)]


class Group(msgspec.Struct, frozen=True, gc=False):
    """People who each want so many images, which takes each of them so many orders."""

    people: int
    images: int
    orders: int


class Course(msgspec.Struct, frozen=True, gc=False):
    """Who needs pictures, how often they are made anew, and how subscriptions are run."""

    groups: tuple[Group, ...]
    renew_every: int
    keep_subscribed: bool = False
    shared_account: bool = False

    @property
    def people(self) -> int:
        return sum(group.people for group in self.groups)

    def rounds(self, month: int) -> int:
        """How often pictures have been made by the end of a month; once at the start."""
        return max(1, ceil_div(month, self.renew_every))


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

    def bought(self, course: Course, month: int) -> int:
        """People × units each, for all groups, × rounds."""
        one_round = sum(group.people * self.each(group) for group in course.groups)
        return one_round * course.rounds(month)

    def shown(self, course: Course, month: int, wording: Wording) -> tuple[Reason, ...]:
        """A step for each group, their sum if there are several, and the rounds if there are."""
        steps = [self._group(group, wording) for group in course.groups]
        amounts = [group.people * self.each(group) * self.price for group in course.groups]
        if len(amounts) > 1:
            steps.append(wording.sum(amounts))
        rounds = course.rounds(month)
        if rounds > 1:
            steps.append(wording.rounds(rounds, sum(amounts)))
        return tuple(steps)

    def _group(self, group: Group, wording: Wording) -> Reason:
        each = self.each(group)
        words = f"{{people:count}} × {counted('each', each, self.unit)} × {{price}} = {{total}}"
        amounts = {"price": self.price, "total": group.people * each * self.price}
        return wording.reason(words, {"people": (group.people, "person"), "each": each}, amounts)


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


class Credits(_Bought):
    """Prepaid credits, one for each person's order, at a price for `least` credits or more."""

    kind: Literal["credits"] = "credits"
    unit: ClassVar[str] = "credit"
    least: AtLeastOne = 1


Every = Literal["week", "month", "year"]


class Subscription(Value):
    """A price for each started week, month or year, for `least_terms` of them at the least.

    While it runs, an account is taken to make as many orders as its holder wants: limits are not
    published, and taking none favours the plan. 52 weeks are 12 months.
    """

    kind: Literal["subscription"] = "subscription"
    price: Price
    every: Every
    least_terms: AtLeastOne = 1

    def bought(self, course: Course, month: int) -> int:
        """Accounts × terms."""
        return self._accounts(course) * self._terms(course, month)

    def shown(self, course: Course, month: int, wording: Wording) -> tuple[Reason, ...]:
        """Why so many terms, then accounts × terms × price."""
        accounts, terms = self._accounts(course), self._terms(course, month)
        words = (
            f"{counted('accounts', accounts, 'account')} × {counted('terms', terms, self.every)}"
            " × {price} = {total}"
        )
        amounts = {"price": self.price, "total": accounts * terms * self.price}
        step = wording.reason(words, {"accounts": accounts, "terms": terms}, amounts)
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

    def _accounts(self, course: Course) -> int:
        return 1 if course.shared_account else course.people

    def _terms(self, course: Course, month: int) -> int:
        """The least for each round; every term begun if it is kept, or if that is fewer."""
        running = max(self._begun(month), self.least_terms)
        if course.keep_subscribed:
            return running
        return min(course.rounds(month) * self.least_terms, running)

    def _begun(self, month: int) -> int:
        a_year = {"week": 52, "month": 12, "year": 1}[self.every]
        return max(1, ceil_div(month * a_year, 12))


class Unpublished(Value):
    """A price was seen, and nobody says for what it is charged, or how often."""

    kind: Literal["unpublished"] = "unpublished"
    price: Price


Charged: TypeAlias = OneOff | PerImage | Credits | Subscription
"""The kinds that can be computed with."""

Billing: TypeAlias = Annotated[Charged | Unpublished, Field(discriminator="kind")]
