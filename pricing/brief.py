"""Brief: what the client wants, with no money in it.

Everything a client leaves out is what the session includes. Keys are those of the price book.
"""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Literal

from pydantic import Field, model_validator

from pricing.conditions import ClientKind
from pricing.licences import LicenceTerms
from pricing.values import Count, Key, Value, Words


class Sitting(Value):
    """One part of a brief: a session type, how many people, and what each of them gets.

    `images` and `looks` are per person and default to what the session includes. `minutes` is how
    long the photographer is booked, for sessions sold by time. `stations` are booths side by side.
    """

    session: Key
    people: Annotated[Count, Field(ge=1)] = 1
    images: Annotated[Count, Field(ge=1)] | None = None
    looks: Annotated[Count, Field(ge=1)] | None = None
    minutes: Annotated[Count, Field(ge=1)] | None = None
    stations: Annotated[Count, Field(ge=1)] = 1
    retouching: Key | None = None
    licence: Key | LicenceTerms | None = None


class ExtraChoice(Value):
    """An extra the client picks, and how many where that can be chosen."""

    key: Key
    quantity: Annotated[Count, Field(ge=1)] = 1


class Alternative(Value):
    """A change to the brief that a client may choose. What is left out stays as it is.

    It changes the sitting with that number, counted from 1, and adds extras to those of the brief;
    an extra that is there already takes the new quantity.
    """

    key: Key
    name: Words
    summary: str = Field(default="", max_length=600)
    sitting: Annotated[Count, Field(ge=1)] = 1
    session: Key | None = None
    people: Annotated[Count, Field(ge=1)] | None = None
    images: Annotated[Count, Field(ge=1)] | None = None
    looks: Annotated[Count, Field(ge=1)] | None = None
    minutes: Annotated[Count, Field(ge=1)] | None = None
    retouching: Key | None = None
    licence: Key | LicenceTerms | None = None
    extras: tuple[ExtraChoice, ...] = ()


class OptionGroup(Value):
    """What a client may choose from: at most one of the alternatives, or any of them."""

    key: Key
    name: Words
    choose: Literal["one", "any"]
    alternatives: Annotated[tuple[Alternative, ...], Field(min_length=1, max_length=20)]


COUNTED = ("people", "images", "looks", "minutes", "distance")


class Open(Value):
    """Something that the client leaves open, and what it may turn out to be.

    A number lies between `least` and `most`; a retouching tier, licence class or delivery is one of
    `keys`, the day of the session one of `days`. The brief itself holds what is likely. `sitting`
    counts from 1; it does not matter for what concerns the whole booking.
    """

    what: Literal[
        "people",
        "images",
        "looks",
        "minutes",
        "distance",
        "retouching",
        "licence",
        "delivery",
        "session_on",
    ]
    sitting: Annotated[Count, Field(ge=1)] = 1
    least: Count | None = None
    most: Count | None = None
    keys: tuple[Key, ...] = ()
    days: tuple[date, ...] = ()

    @property
    def answers(self) -> tuple[int | str | date, ...]:
        """Everything that it may turn out to be."""
        if self.least is not None and self.most is not None:
            return tuple(range(self.least, self.most + 1))
        return (*self.keys, *self.days)

    @model_validator(mode="after")
    def _says_what_it_may_be(self) -> Open:
        span = (self.least, self.most)
        wanted = {"session_on": "days"} | dict.fromkeys(COUNTED, "least and most")
        said = {"least and most": None not in span, "days": self.days, "keys": self.keys}
        needs = wanted.get(self.what, "keys")
        if not said.pop(needs) or any(said.values()) or (span.count(None) == 1):
            raise ValueError(f"{self.what} is left open by {needs}, and by nothing else")
        if not 1 <= len(self.answers) <= MOST_ANSWERS:
            raise ValueError(
                f"least is not above most, and at most {MOST_ANSWERS} answers are open"
            )
        return self


MOST_ANSWERS = 500


class Brief(Value):
    """What the client wants. Days and hours are in the studio's time zone.

    `place` is the place whose taxes are due, which the tax file explains (mostly where the session
    is, in Washington where the images are received); without it, the price book's first.
    `tax_status` is what the client is to the taxes of that place, if anything out of the ordinary.
    `distance` is one way, in the price book's unit (mile or km), for sessions on location.
    `options` are what the client may still choose: no part of the total. `open` is what the client
    does not know yet; the rest of the brief says what is likely (see `price_range`).
    """

    sittings: Annotated[tuple[Sitting, ...], Field(min_length=1, max_length=50)]
    extras: tuple[ExtraChoice, ...] = ()
    place: Key | None = None
    tax_status: Key | None = None
    distance: Count = 0
    session_on: date | None = None
    session_at: time | None = None
    delivery: Key | None = None
    code: str = Field(default="", max_length=40)
    clients: tuple[ClientKind, ...] = ()
    options: Annotated[tuple[OptionGroup, ...], Field(max_length=20)] = ()
    open: Annotated[tuple[Open, ...], Field(max_length=5)] = ()

    def with_sitting(self, number: int, **changes: object) -> Brief:
        """The brief with some fields of one sitting changed, counted from 1 as on the quote."""
        sittings = list(self.sittings)
        sittings[number - 1] = sittings[number - 1].model_copy(update=changes)
        return self.model_copy(update={"sittings": tuple(sittings)})
