"""Inputs: one value for each assumption, as a number or as a column of numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from estimator.comparison.assumptions import Assumptions

Pick: TypeAlias = Literal["low", "likely", "high"]


class Inputs(msgspec.Struct, frozen=True, gc=False):
    """The values of the assumptions of the same names; where it says `int`, a column may stand.

    Shares and rates are in millionths of the whole, amounts in millionths of the major unit.
    """

    horizon_months: int
    renew_studio_months: int
    renew_ai_months: int
    keeper_rate: int
    retakes: int
    retries: int
    sitter_minutes_studio: int
    travel_minutes: int
    travel_cost: int
    sitter_minutes_ai: int
    organiser_minutes_studio: int
    organiser_minutes_ai: int
    hourly_value: int
    tax_on_top: int

    def changed(self, **values: int) -> Inputs:
        """With other values."""
        return msgspec.structs.replace(self, **values)


class About(NamedTuple):
    """What an input is called, how its figure is written, and what it bears on."""

    label: str
    mark: Literal["months", "percent", "minutes", "price"]
    bears_on: Literal["cash", "time"]
    raises: Literal["studio", "ai", "both", "neither"]
    """Whose cost rises with it; `neither` where a higher value costs less."""


INPUTS: dict[str, About] = {
    "horizon_months": About("Compared over", "months", "cash", "both"),
    "renew_studio_months": About("Photographed anew every", "months", "cash", "neither"),
    "renew_ai_months": About("Generated anew every", "months", "cash", "neither"),
    "keeper_rate": About("AI images worth keeping", "percent", "cash", "neither"),
    "retakes": About("People photographed again", "percent", "cash", "studio"),
    "retries": About("People who order AI images again", "percent", "cash", "ai"),
    "travel_cost": About("Cost of each person’s way to the studio", "price", "cash", "studio"),
    "tax_on_top": About("Tax on top of AI prices", "percent", "cash", "ai"),
    "sitter_minutes_studio": About("Each person’s time in a session", "minutes", "time", "studio"),
    "travel_minutes": About("Each person’s way to the studio", "minutes", "time", "studio"),
    "sitter_minutes_ai": About("Each person’s time with an AI plan", "minutes", "time", "ai"),
    "organiser_minutes_studio": About(
        "Organising a session, each person", "minutes", "time", "studio"
    ),
    "organiser_minutes_ai": About("Organising an AI plan, each person", "minutes", "time", "ai"),
    "hourly_value": About("What an hour is worth", "price", "time", "both"),
}
"""Every input, those that bear on cash first."""


def inputs_of(assumptions: Assumptions, pick: Pick = "likely") -> Inputs:
    """All inputs at their low, likely or high value."""
    return Inputs(**{name: getattr(each, pick) for name, each in assumptions.ranges.items()})


def corner(assumptions: Assumptions, dearest: bool) -> Inputs:
    """The inputs at which each side costs most, or least, in cash; the horizon stays likely."""
    values = {"horizon_months": assumptions.horizon_months.likely}
    for name in _costly(INPUTS):
        higher = (INPUTS[name].raises != "neither") == dearest
        values[name] = getattr(assumptions.ranges[name], "high" if higher else "low")
    return inputs_of(assumptions).changed(**values)


def _costly(names: Iterable[str]) -> Iterable[str]:
    return (name for name in names if name != "horizon_months")
