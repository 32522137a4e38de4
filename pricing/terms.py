"""Terms: for how long a quote holds, how it is paid, and what a change of plans costs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from pricing.money import Rounding, decimal_text, divided
from pricing.values import (
    MILLION,
    PERCENT_PLACES,
    Count,
    Key,
    PartPercent,
    Percent,
    Price,
    Value,
    Words,
)


class DiscountLimit(Value):
    """How much of the list price somebody in a role may give away without asking."""

    role: Key
    percent: PartPercent


class TermsText(Value):
    """One paragraph of the studio's terms."""

    title: Words
    text: Words


class Instalment(Value):
    """A part of what is payable: a percentage, an amount, or with neither the rest.

    Several with neither are equal parts of the rest.
    """

    label: Words
    due: Literal["acceptance", "session", "delivery"]
    days_before: Count = 0
    percent: PartPercent | None = None
    amount: Price | None = None


class FeeStep(Value):
    """Less than so many hours before the session, this percentage is due."""

    within_hours: Annotated[Count, Field(ge=1)]
    percent: PartPercent


class NoticeFees(Value):
    """What is due when a session is cancelled or moved at short notice, of `of`.

    The closer the session the more is due: steps go from the longest notice to the shortest.
    """

    of: Literal["session", "payable"] = "payable"
    steps: Annotated[tuple[FeeStep, ...], Field(min_length=1, max_length=10)]

    @model_validator(mode="after")
    def _dearer_towards_the_session(self) -> NoticeFees:
        for longer, shorter in zip(self.steps, self.steps[1:], strict=False):
            if shorter.within_hours >= longer.within_hours or shorter.percent < longer.percent:
                raise ValueError(
                    f"within {shorter.within_hours} hours comes after within "
                    f"{longer.within_hours} hours: shorter notice, and no smaller percentage"
                )
        return self

    def due(self, base: int, hours_before: int, rounding: Rounding) -> int:
        """The fee in minor units for notice of so many whole hours; 0 where it is long enough."""
        reached = [step.percent for step in self.steps if hours_before < step.within_hours]
        return divided(base * reached[-1], MILLION, rounding) if reached else 0

    def sentence(self, happens: str) -> str:
        """The steps in words."""
        of = {"session": "the session fee", "payable": "the total"}[self.of]
        first, *later = self.steps
        notice, share = _hours(first.within_hours), _percent(first.percent)
        begin = f"If you {happens} less than {notice} before the session, we charge {share} of {of}"
        rest = [f"less than {_hours(s.within_hours)}, {_percent(s.percent)}" for s in later]
        return "; ".join((begin, *rest)) + "."


class LateFee(Value):
    """What a late payment bears for each month begun after so many days of grace."""

    percent: Percent
    grace_days: Count = 0

    def due(self, owed: int, days_late: int, rounding: Rounding) -> int:
        """The fee in minor units on what is owed; a month is 30 days."""
        months = -(-max(days_late - self.grace_days, 0) // 30)
        return divided(owed * self.percent * months, MILLION, rounding)

    def sentence(self) -> str:
        """The fee in words."""
        grace = f" after {self.grace_days} days" if self.grace_days else ""
        return f"Late payments bear {_percent(self.percent)} for each 30 days begun{grace}."


class Terms(Value):
    """For how long a quote holds, how it is paid, and what else is agreed."""

    validity_days: Annotated[Count, Field(ge=1)]
    instalments: Annotated[tuple[Instalment, ...], Field(min_length=1)]
    cancellation: NoticeFees | None = None
    rescheduling: NoticeFees | None = None
    late_fee: LateFee | None = None
    texts: tuple[TermsText, ...] = ()

    @property
    def paragraphs(self) -> tuple[TermsText, ...]:
        """Everything agreed in words: the studio's own, and those of the fees."""
        return (*self.texts, *self._fees())

    def _fees(self) -> Iterator[TermsText]:
        if self.cancellation is not None:
            text = self.cancellation.sentence("cancel")
            yield TermsText(title="Cancellation fee", text=text)
        if self.rescheduling is not None:
            text = self.rescheduling.sentence("move it")
            yield TermsText(title="Rescheduling fee", text=text)
        if self.late_fee is not None:
            yield TermsText(title="Late payment", text=self.late_fee.sentence())


def _percent(millionths: int) -> str:
    return f"{decimal_text(millionths, PERCENT_PLACES)}%"


def _hours(hours: int) -> str:
    days, rest = divmod(hours, 24)
    return f"{days} days" if days > 2 and not rest else f"{hours} hours"
