"""Brief: what the client wants, with no money in it.

Everything a client leaves out is what the session includes. Keys are those of the price book.
"""

from __future__ import annotations

from datetime import date, time
from typing import Annotated

from pydantic import Field

from pricing.conditions import ClientKind
from pricing.licences import LicenceTerms
from pricing.values import Count, Key, Value


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


class Brief(Value):
    """What the client wants. Days and hours are in the studio's time zone.

    `place` is the place whose taxes are due, which the tax file explains (mostly where the session
    is, in Washington where the images are received); without it, the price book's first.
    `distance` is one way, in the price book's unit (mile or km), for sessions on location.
    """

    sittings: Annotated[tuple[Sitting, ...], Field(min_length=1, max_length=50)]
    extras: tuple[ExtraChoice, ...] = ()
    place: Key | None = None
    distance: Count = 0
    session_on: date | None = None
    session_at: time | None = None
    delivery: Key | None = None
    code: str = Field(default="", max_length=40)
    clients: tuple[ClientKind, ...] = ()
