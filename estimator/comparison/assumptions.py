"""Assumptions: what a comparison takes for granted, each with its range and who says so.

Only `likely` is computed with; `low` and `high` say how far reports and judgements go. Whoever
wants another answer replaces a value: nothing here is measured by this project.
"""

from __future__ import annotations

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import Field, model_validator

from pricing.values import MILLION, Count, Flag, Percent, Price, Value, Words

Scalar = TypeVar("Scalar", bound=int)

Months = Annotated[Count, Field(ge=1, le=600)]
KeeperRate = Annotated[Percent, Field(gt=0, le=MILLION)]

JUDGEMENT = "your own judgement"


class Mark(Value):
    """A reported figure to hold the value against: what was reported, and by whom."""

    percent: KeeperRate
    label: Words
    source: Words


class Range(Value, Generic[Scalar]):
    """A low, a likely and a high value, and who says so."""

    low: Scalar
    likely: Scalar
    high: Scalar
    source: Words = JUDGEMENT

    @model_validator(mode="after")
    def _rises(self) -> Range[Scalar]:
        if not self.low <= self.likely <= self.high:
            raise ValueError("low, likely and high must rise")
        return self


KEEPER_MARKS = (
    Mark(
        percent=17,
        label="one buyer's report, at the most: of 120 images about 100 were not like him",
        source="https://www.thenickjones.com/marketing-next/is-it-really-me",
    ),
    Mark(
        percent=85,
        label="one vendor's test of its own product: 17 of 20",
        source="https://headshotbyai.com/blog/ai-headshot-vs-photographer/raw (2026-04-20)",
    ),
)
"""Reported keeper rates. Neither is a measurement by somebody without a stake or with a sample."""


class Assumptions(Value):
    """Everything a comparison takes for granted beside the estimate, the plans and the rates.

    `images_each` is how many images each person wants to keep; without it, what the estimate
    delivers. `hourly_value` is in the estimate's currency, and 0 leaves time out of account.
    Minutes are for one round of pictures; the organiser's are for each person photographed.
    """

    horizon_months: Months = 36
    renew_studio_months: Range[Months] = Range(
        low=24,
        likely=24,
        high=48,
        source="two photographers' pages say about every 3 years and every 2 to 4 years (addresses"
        " not kept); 24 is the short end, and the same on both sides is a judgement",
    )
    renew_ai_months: Range[Months] = Range(
        low=24, likely=24, high=48, source="the same as for the studio: a judgement"
    )
    images_each: Annotated[Count, Field(ge=1)] | None = None
    keeper_rate: Range[KeeperRate] = Range(
        low=17,
        likely=50,
        high=85,
        source="a judgement: about half-way between one buyer's report of at most 17 % and one"
        " vendor's claim of 85 %; no independent measurement was found",
    )
    keeper_marks: tuple[Mark, ...] = KEEPER_MARKS
    sitter_minutes_studio: Range[Count] = Range(
        low=15,
        likely=60,
        high=240,
        source="a judgement: a team session takes 10 to 15 minutes a head, a look about 30"
        " (https://ariscottphotography.com/blog/how-long-is-a-headshot-session), and vendors of AI"
        " headshots claim 2 to 6 hours with travel"
        " (https://easyheadshots.ai/photography-alternatives/headshot-studios-vs-ai)",
    )
    sitter_minutes_ai: Range[Count] = Range(
        low=25,
        likely=45,
        high=120,
        source="a judgement: one vendor claims 25 minutes"
        " (https://easyheadshots.ai/photography-alternatives/headshot-studios-vs-ai); sorting"
        " the images comes on top; the wait for them is not counted",
    )
    organiser_minutes_studio: Range[Count] = Range(low=0, likely=5, high=15)
    organiser_minutes_ai: Range[Count] = Range(low=0, likely=5, high=15)
    hourly_value: Range[Price] = Range(low=0, likely=0, high=0)
    keep_subscribed: Flag = False
    accounts: Literal["one-each", "one-shared"] = "one-each"
