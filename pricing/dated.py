"""Things with a first day, and the one look-up.

An entry counts from its first day on, that day included, until the next entry begins. There is no
last day to keep in step. Days are the studio's own, in its time zone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from pricing.errors import NotInForce


class Dated(Protocol):
    """Anything that counts from a first day."""

    @property
    def effective_from(self) -> date:
        """The first day it counts."""


DatedThing = TypeVar("DatedThing", bound=Dated)


def in_force(entries: Iterable[DatedThing], on: date, what: str) -> DatedThing:
    """The entry with the latest first day that is not after `on`, whatever their order.

    Raises `NotInForce` when none has begun; `what` names the thing in that sentence.
    """
    known = list(entries)
    begun = [entry for entry in known if entry.effective_from <= on]
    if not begun:
        first = min((entry.effective_from for entry in known), default=None)
        raise NotInForce(what, on, first)
    return max(begun, key=lambda entry: entry.effective_from)
