"""Swings: how far each input moves the gap between the two sides, the largest first.

One input at a time goes to its low and to its high value, the others stay at their likely ones.
Drawn as bars this is a tornado.
"""

from __future__ import annotations

import msgspec

from estimator.comparison.assumptions import Assumptions
from estimator.comparison.inputs import INPUTS, inputs_of
from estimator.comparison.sides import Case, Offer, gap


class Swing(msgspec.Struct, frozen=True, gc=False):
    """The gap (studio less AI, minor units) with one input at its low and at its high value."""

    name: str
    low: int
    high: int
    at_low: int
    at_high: int

    @property
    def width(self) -> int:
        """How far it moves the gap."""
        return abs(self.at_high - self.at_low)

    @property
    def turns(self) -> bool:
        """Whether one end has another answer than the other."""
        return (self.at_low > 0) != (self.at_high > 0)


class Tornado(msgspec.Struct, frozen=True, gc=False):
    """The swings around the likely gap. Inputs in `still` have a range and do not move it."""

    likely: int
    swings: tuple[Swing, ...]
    still: tuple[str, ...]


def tornado(offer: Offer, case: Case, assumptions: Assumptions, timed: bool) -> Tornado:
    """The gap in cash over the horizon, or with time, and what moves it."""
    values, ranges = inputs_of(assumptions), assumptions.ranges
    swings = []
    for name in open_inputs(assumptions, timed):
        low, high = ranges[name].low, ranges[name].high
        at = [gap(offer, case, values.changed(**{name: end}), timed) for end in (low, high)]
        swings.append(Swing(name, low, high, *at))
    swings.sort(key=lambda swing: -swing.width)
    return Tornado(
        gap(offer, case, values, timed),
        tuple(swing for swing in swings if swing.width),
        tuple(swing.name for swing in swings if not swing.width),
    )


def open_inputs(assumptions: Assumptions, timed: bool) -> list[str]:
    """The inputs that have a range and bear on the answer; those of time only where `timed`."""
    return [
        name
        for name, about in INPUTS.items()
        if assumptions.ranges[name].is_open and (timed or about.bears_on == "cash")
    ]
