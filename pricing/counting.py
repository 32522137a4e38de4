"""Counting: from what is asked for one sitting to everything that can be charged by number.

Written once for one brief and for a column of them (see `maths.py`). A number left open is 0.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec

from pricing.book import SessionType
from pricing.maths import Maths
from pricing.rules import Measure


class Asked(msgspec.Struct, frozen=True, gc=False):
    """The numbers of one sitting; 0 for what is left to the session."""

    people: int
    images: int
    looks: int
    minutes: int
    stations: int


def counted(asked: Asked, session: SessionType, maths: Maths) -> dict[Measure, int]:
    """Everything that can be counted in one sitting."""
    people, stations = asked.people, asked.stations
    images = maths.where(asked.images == 0, session.images_included, asked.images)
    looks = maths.where(asked.looks == 0, session.looks_included, asked.looks)
    further = maths.most(images - session.images_included, 0)
    minutes = booked_minutes(asked, session, maths)
    return {
        "booking": 1,
        "person": people,
        "image": images * people,
        "image_each": images,
        "further_image": further * people,
        "further_image_each": further,
        "look": looks * people,
        "further_look": maths.most(looks - session.looks_included, 0) * people,
        "minute": minutes,
        "station": stations,
        "station_minute": minutes * stations,
        "distance": 0,
        "unit": 1,
    }


def booked_minutes(asked: Asked, session: SessionType, maths: Maths) -> int:
    """The time booked, or as much as the people need; or the session's minutes for each person."""
    usual = session.minutes * asked.people
    if session.booked_time is not None:
        usual = session.booked_time.needed(asked.people, asked.stations, maths)
    return maths.where(asked.minutes == 0, usual, asked.minutes)


def limits(asked: Asked, session: SessionType, maths: Maths) -> dict[str, tuple[int, int, int]]:
    """What is asked for of each number, and the least and the most that is sold."""
    time = session.booked_time
    found = {
        "people": (asked.people, session.people_from, session.people_to),
        "images": (asked.images, 1, session.images_to),
        "looks": (asked.looks, 1, session.looks_to),
        "stations": (asked.stations, 1, time.most_stations if time else 1),
        "minutes": (asked.minutes, 0, 0),
    }
    if time is not None:
        needed = time.needed(asked.people, asked.stations, maths)
        found["minutes"] = (booked_minutes(asked, session, maths), needed, time.most_minutes)
    return found


def is_outside(value: int, least: int, most: int) -> bool:
    """Whether a number that is asked for is not sold."""
    return (value != 0) & ((value < least) | (value > most))


_IMAGES: frozenset[Measure] = frozenset(
    ("image", "image_each", "further_image", "further_image_each")
)
_LOOKS: frozenset[Measure] = frozenset(("look", "further_look"))

FURTHER: dict[str, tuple[Measure, frozenset[Measure]]] = {
    "images": ("further_image", _IMAGES),
    "looks": ("further_look", _LOOKS),
}
"""What may be asked for beyond what is included, and the measures that can price it."""


def unpriced(session: SessionType) -> dict[str, Measure]:
    """What the session has no price for beyond what it includes: never given away."""
    return _unpriced(session.measures)


@lru_cache(maxsize=1_024)
def _unpriced(measures: frozenset[Measure]) -> dict[str, Measure]:
    return {field: further for field, (further, priced) in FURTHER.items() if not measures & priced}
