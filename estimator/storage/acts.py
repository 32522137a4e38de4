"""Acts: who does something, at which moment, on which of the studio's days.

The store has no clock: it is told.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Literal

import msgspec

Role = Literal["owner", "sales", "viewer", "client", "program"]


class Person(msgspec.Struct, frozen=True):
    """Who acts: a member of staff, a client by a link, or the program itself.

    `key` says which one: `staff 3`, `link 12`, `command line`. Of a client, `name` stays empty: the
    trail is kept when a client's data are erased.
    """

    role: Role
    key: str
    name: str = ""

    @property
    def called(self) -> str:
        """The name, or what is known instead."""
        return self.name or self.key


class Act(msgspec.Struct, frozen=True):
    """One thing done: by whom, at which moment in UTC, on which day in the studio's time zone."""

    by: Person
    at: datetime
    on: date

    def __post_init__(self) -> None:
        if self.at.utcoffset() is None:
            raise ValueError(f"{self.at} names no time zone")


def moment_text(at: datetime) -> str:
    """A moment as text in UTC, to the microsecond: the form that is hashed."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
