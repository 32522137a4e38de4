"""AiPlan: one thing a vendor of generated headshots sells, as somebody saw it published.

What was not published stays unknown: `images` and `licence` may be None, `seen` may be "undated",
and a plan whose way of charging nobody states has the billing kind `unpublished`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from estimator.comparison.assumptions import Use
from estimator.comparison.billing import Billing
from pricing.money import decimal_text, minor_units
from pricing.problems import Problem
from pricing.values import PRICE_PLACES, Count, Currency, Flag, Key, Price, Value, Words

UNDATED = "undated"
STALE_DAYS = 180
"""A price last seen longer ago than this is flagged as stale."""
_DAY = r"\d{4}(-\d{2}(-\d{2})?)?"
_SEEN = re.compile(rf"{UNDATED}|{_DAY}( / {_DAY})*", re.ASCII)
_HOURS = re.compile(r"\d+(\.\d+)?(-\d+(\.\d+)?)?", re.ASCII)


def _seen(text: str) -> str:
    if not _SEEN.fullmatch(text):
        raise ValueError("seen must be a day such as 2026-09-20, 2026-03 or 2026, or undated")
    return text


def _hours(text: str) -> str:
    if not _HOURS.fullmatch(text):
        raise ValueError("hours must be a number such as 0.5, or a range such as 1.5-2")
    return text


Seen = Annotated[str, AfterValidator(_seen)]
"""When a price was seen, as exactly as is known: 2026-09-20, 2026-03, 2025, several, or undated."""

Hours = Annotated[str, AfterValidator(_hours)]
"""Hours to delivery as published: 2, 0.5 or 1.5-2."""

Strength = Literal["strong", "weak", "conflict"]
"""How far a row can be relied on: read at the vendor and dated; less than that; or contradicted."""


Tax = Literal["included", "on-top"]
"""Whether tax is in a published price, where that is known."""


class Images(Value):
    """A published count, or a range: of the images an order gives, or of people sold to."""

    low: Annotated[Count, Field(ge=1)]
    high: Annotated[Count, Field(ge=1)]

    @model_validator(mode="after")
    def _rises(self) -> Images:
        if self.low > self.high:
            raise ValueError(f"the range must rise, such as 100-200, not {self}")
        return self

    @property
    def is_range(self) -> bool:
        return self.low != self.high

    def __str__(self) -> str:
        return f"{self.low}–{self.high}" if self.is_range else str(self.low)


def _images(given: object) -> object:
    """`"100-200"` or `"40"` as a range; anything else is left for the fields to judge."""
    if not isinstance(given, str):
        return given
    low, _, high = given.partition("-")
    if not low.isdecimal() or not (high or low).isdecimal():
        raise ValueError("it must be a count such as 40, or a range such as 100-200")
    return {"low": int(low), "high": int(high or low)}


Published = Annotated[Images, BeforeValidator(_images)]


class AiPlan(Value):
    """One plan of one vendor at the price somebody saw, who saw it, and how far to rely on it.

    None is unknown throughout. `seats` is to how many people it is sold, `free_retries` how many
    repeats are free, `covers` what its licence allows, in the classes of `Use`.
    """

    key: Key
    vendor: Words
    name: Words
    currency: Currency
    billing: Billing
    images: Published | None = None
    seats: Published | None = None
    turnaround_hours: Hours | None = None
    free_retries: Count | None = None
    tax: Tax | None = None
    licence: Words | None = None
    covers: tuple[Use, ...] | None = None
    source: Words
    seen: Seen
    strength: Strength
    strength_why: Words | None = None
    note: Words | None = None
    featured: Flag = False

    @model_validator(mode="after")
    def _says_what_is_dated_and_why_weak(self) -> AiPlan:
        if self.strength != "strong" and self.strength_why is None:
            raise ValueError(f"a {self.strength} row must say why, in strength_why")
        if self.strength == "strong" and self.seen_on is None:
            raise ValueError("an undated row cannot be strong")
        return self

    @property
    def price(self) -> Price:
        return self.billing.price

    @property
    def priced(self) -> str:
        """The price in plain digits, and how often it is paid: 14.99 a month."""
        digits = decimal_text(self.price, PRICE_PLACES, minor_units(self.currency))
        every = getattr(self.billing, "every", None)
        return f"{digits} a {every}" if every else digits

    @property
    def called(self) -> str:
        """Vendor and plan: HeadshotPro Basic."""
        return f"{self.vendor} {self.name}"

    @property
    def seen_on(self) -> date | None:
        """The latest day it was seen, for sorting: a month or a year counts from its first day."""
        if self.seen == UNDATED:
            return None
        latest = max(_first_day(text) for text in self.seen.split(" / "))
        return date.fromisoformat(latest)

    def is_stale(self, on: date, days: int) -> bool:
        """Whether it was last seen more than `days` before `on`, or nobody knows when."""
        return self.seen_on is None or on - self.seen_on > timedelta(days=days)


def _first_day(seen: str) -> str:
    return seen + "-01-01"[len(seen) - 4 :] if len(seen) < 10 else seen


def check_plans(plans: Iterable[AiPlan], on: date) -> tuple[Problem, ...]:
    """What an owner should know of the plans on a day; none of it keeps a plan from being shown."""
    plans = tuple(plans)
    return tuple(chain(_stale(plans, on), _unmarked(plans)))


def _stale(plans: tuple[AiPlan, ...], on: date) -> Iterator[Problem]:
    for plan in plans:
        if plan.featured and plan.is_stale(on, STALE_DAYS):
            what = f"it is featured and was last seen {plan.seen}, over {STALE_DAYS} days ago"
            yield _warned(plan, what, "looking its price up again, or not featuring it")


def _unmarked(plans: tuple[AiPlan, ...]) -> Iterator[Problem]:
    """Firm rows that contradict each other."""
    first: dict[tuple[str, str, str], AiPlan] = {}
    for plan in plans:
        if plan.strength != "strong":
            continue
        named = (plan.vendor.casefold(), plan.name.casefold(), plan.currency)
        other = first.setdefault(named, plan)
        if other.price != plan.price:
            what = f"{plan.called} has another price in the row {other.key}, and neither is marked"
            yield _warned(plan, what, "strength conflict for the worse sourced one, and why")


def _warned(plan: AiPlan, what: str, advice: str) -> Problem:
    return Problem(plan.key, what, advice, "warning")
