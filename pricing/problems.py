"""Problem: something a person can fix, said so that they can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from pricing.brief import Brief

Severity = Literal["error", "warning"]


class Problem(msgspec.Struct, frozen=True, gc=False):
    """What is wrong, where, and what to try.

    `where` is a place a reader can find: `session_types.team.people_to` or `sittings[1].people`.
    `examples` are briefs that show it, where pricing does; of two the first should cost less.
    """

    where: str
    what: str
    what_to_try: str
    severity: Severity = "error"
    examples: tuple[Brief, ...] = ()

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. Try: {self.what_to_try}"


def unknown(where: str, name: str, known: tuple[str, ...]) -> Problem:
    """A key that the price book does not have, with the keys it has."""
    return Problem(where, f"there is no {name!r}", f"one of: {', '.join(known) or 'none is sold'}")
