"""Numbering: how a studio numbers the quotes that it issues.

A number is text, made once when a quote is issued, and never made again: a later pattern touches
no earlier number. Counting starts at `first`, in every year anew or once and for all.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from pricing.values import Count, Flag, Value

WIDTHS = ("", *(f"0{width}" for width in range(1, 10)))
"""How `{number}` may be widened: as it is, or to one to nine digits."""


class Numbering(Value):
    """The pattern of a studio's numbers: `Q-{year}-{number:04}`."""

    pattern: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] = (
        "Q-{year}-{number:04}"
    )
    first: Annotated[Count, Field(ge=1)] = 1
    yearly: Flag = True

    @model_validator(mode="after")
    def _tells_quotes_apart(self) -> Numbering:
        named = dict(_named(self.pattern))
        if "number" not in named or not set(named) <= {"number", "year"}:
            raise ValueError("a pattern names {number}, and may name {year}: Q-{year}-{number:04}")
        if named["number"] not in WIDTHS or named.get("year"):
            raise ValueError("only {number} has a width, from {number:01} to {number:09}")
        if self.yearly and "year" not in named:
            raise ValueError("counting starts anew every year, so the pattern names {year}")
        return self

    def series(self, year: int) -> int:
        """Which count a number belongs to: its year, or 0 where counting never starts anew."""
        return year if self.yearly else 0

    def number(self, year: int, sequence: int) -> str:
        """The number as text, of the year in the studio's time zone and the place in its series."""
        return self.pattern.format(year=year, number=sequence)


def _named(pattern: str) -> Iterator[tuple[str, str]]:
    """Each name in the pattern with its width. Raises `ValueError` for braces left open."""
    for _, name, width, conversion in Formatter().parse(pattern):
        if name is not None:
            yield name, f"!{conversion}" if conversion else width or ""
