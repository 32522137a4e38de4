"""Assumptions: what a comparison takes for granted, each with its range and who says so.

The figures of a comparison are those of the `likely` values; what happens between `low` and `high`
is shown beside them. Whoever wants another answer replaces a value: nothing here is measured by
this project.
"""

from __future__ import annotations

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import Field, model_validator

from pricing.values import MILLION, Count, Flag, PartPercent, Percent, Price, Value, Words

Scalar = TypeVar("Scalar", bound=int)

Months = Annotated[Count, Field(ge=1, le=600)]
KeeperRate = Annotated[Percent, Field(gt=0, le=MILLION)]

Use = Literal["professional", "marketing", "advertising"]
"""What the images are for: profiles and the web site; unpaid marketing; paid advertising."""

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

    @property
    def is_open(self) -> bool:
        """Whether it leaves anything open."""
        return self.low < self.high


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

_CLAIM = "https://easyheadshots.ai/photography-alternatives/headshot-studios-vs-ai"


class Assumptions(Value):
    """Everything a comparison takes for granted beside the estimate, the plans and the rates.

    People and images are those of the estimate, so that both sides deliver the same. Minutes are
    for one round of pictures and each person; so are the travel and its cost, there and back.
    `retakes` and `retries` are the share of people who are photographed, or who order, again.
    `hourly_value` and `travel_cost` are in the estimate's currency; 0 leaves time out of account.
    `tax_on_top` is added to AI prices that are not known to include it.
    """

    horizon_months: Range[Months] = Range(
        low=12, likely=36, high=60, source="a judgement: one to five years"
    )
    renew_studio_months: Range[Months] = Range(
        low=24,
        likely=24,
        high=48,
        source="two photographers' pages say about every 3 years and every 2 to 4 years (addresses"
        " not kept); 24 is the short end, and the same on both sides is a judgement",
    )
    renew_ai_months: Range[Months] = Range(
        low=12,
        likely=24,
        high=48,
        source="a judgement: the same as for the studio, and down to a year because making them"
        " anew is quick; how often people do was not found",
    )
    keeper_rate: Range[KeeperRate] = Range(
        low=17,
        likely=50,
        high=85,
        source="a judgement: about half-way between one buyer's report of at most 17 % and one"
        " vendor's claim of 85 %; no independent measurement was found",
    )
    keeper_marks: tuple[Mark, ...] = KEEPER_MARKS
    retakes: Range[PartPercent] = Range(
        low=0, likely=0, high=10, source="a judgement: how often sessions are repeated is not known"
    )
    retries: Range[PartPercent] = Range(
        low=0, likely=0, high=25, source="a judgement: how often orders are repeated is not known"
    )
    sitter_minutes_studio: Range[Count] = Range(
        low=10,
        likely=30,
        high=120,
        source="a team session takes 10 to 15 minutes a head and a look about 30"
        " (https://ariscottphotography.com/blog/how-long-is-a-headshot-session); 120 is a"
        " judgement",
    )
    travel_minutes: Range[Count] = Range(
        low=0,
        likely=60,
        high=240,
        source="a judgement: vendors of AI headshots claim 2 to 6 hours for a session, the way"
        f" there and back in it ({_CLAIM})",
    )
    travel_cost: Range[Price] = Range(
        low=0,
        likely=0,
        high=0,
        source=f"{JUDGEMENT}; one vendor of AI headshots counts 50 US dollars for parking and 120"
        " for a shirt (https://headshotbyai.com/blog/ai-headshot-vs-photographer/raw, 2026-04-20)",
    )
    sitter_minutes_ai: Range[Count] = Range(
        low=25,
        likely=45,
        high=120,
        source=f"a judgement: one vendor claims 25 minutes ({_CLAIM}); sorting the images comes on"
        " top; the wait for them is not counted",
    )
    organiser_minutes_studio: Range[Count] = Range(low=0, likely=5, high=15)
    organiser_minutes_ai: Range[Count] = Range(low=0, likely=5, high=15)
    hourly_value: Range[Price] = Range(
        low=0,
        likely=0,
        high=0,
        source=f"{JUDGEMENT}; the figures of one vendor of AI headshots come to 50 US dollars"
        f" ({_CLAIM})",
    )
    tax_on_top: Range[PartPercent] = Range(low=0, likely=0, high=0)
    retakes_free: Flag = True
    keep_subscribed: Flag = False
    accounts: Literal["one-each", "one-shared"] = "one-each"
    use: Use = "professional"

    @property
    def ranges(self) -> dict[str, Range[int]]:
        """The ranges by name, in the order in which they are written above."""
        return {name: value for name, value in self if isinstance(value, Range)}

    def with_likely(self, name: str, value: int) -> Assumptions:
        """With another likely value, already scaled; the range is widened to hold it."""
        old = self.ranges[name]
        low, high = min(old.low, value), max(old.high, value)
        new = old.model_copy(update={"low": low, "likely": value, "high": high})
        return self.model_copy(update={name: new})

    def on_site(self) -> Assumptions:
        """Where the studio comes to the people: nobody travels, and no range says otherwise."""
        none = Range[int](low=0, likely=0, high=0, source="the session is where the people are")
        return self.model_copy(update={"travel_minutes": none, "travel_cost": none})
