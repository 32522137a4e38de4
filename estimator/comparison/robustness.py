"""Robustness: in which part of all the assumptions' ranges each side costs less.

The ranges together are a box with a side for each input that is open. The box is cut into equal
cells, as many along each side, and the costs are computed in the middle of every cell: on columns,
by the arithmetic that computes one comparison. The share is of the cells, not a probability: nobody
knows how likely one value is beside another.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from estimator.comparison.assumptions import Assumptions
from estimator.comparison.inputs import INPUTS, Inputs, inputs_of
from estimator.comparison.sides import STUDIO, Case, Offer, gap
from estimator.comparison.swings import open_inputs
from pricing.batch import COLUMNS
from pricing.values import MILLION

Gaps: TypeAlias = npt.NDArray[np.int64]

MOST_CELLS = 60_000
"""The most cells: what all plans of a page are computed on while a person notices no wait."""
MOST_STEPS = 21
"""The most cells along one side."""
_SAFE = 2**61


class Robustness(msgspec.Struct, frozen=True, gc=False):
    """Of so many cells in how many AI costs less, the studio does, and neither.

    `inputs` are the sides of the box, `steps` the cells along each.
    """

    ai: int
    studio: int
    equal: int
    inputs: tuple[str, ...]
    steps: int

    @property
    def cells(self) -> int:
        return self.ai + self.studio + self.equal

    def percent(self, number: int) -> int:
        """So many cells in millionths of all: never the whole, or nothing, unless it is."""
        share = number * MILLION // self.cells
        tenth = MILLION // 1000
        whole = (share + tenth // 2) // tenth * tenth
        if 0 < number < self.cells:
            return min(max(whole, tenth), MILLION - tenth)
        return whole


def robustness(
    offers: Sequence[Offer], case: Case, assumptions: Assumptions, timed: bool
) -> tuple[tuple[Robustness, ...], Robustness]:
    """The share for each plan, and for whichever of them costs least in each cell."""
    names = open_inputs(assumptions, timed)
    steps = _steps(len(names))
    grid = _grid(assumptions, names, steps)
    told = partial(_counted, tuple(names), steps)
    cells = steps ** len(names)
    gaps = [
        np.broadcast_to(_gaps(offer, case, (assumptions, grid), timed), cells) for offer in offers
    ]
    best = np.max(gaps, axis=0)
    return tuple(told(each) for each in gaps), told(best)


def _counted(inputs: tuple[str, ...], steps: int, gaps: Gaps) -> Robustness:
    ai, studio = int(np.sum(gaps > 0)), int(np.sum(gaps < 0))
    return Robustness(ai, studio, len(gaps) - ai - studio, inputs, steps)


def _steps(inputs: int) -> int:
    """As many cells along each side as the whole has room for."""
    steps = 1
    while steps < MOST_STEPS and (steps + 1) ** inputs <= MOST_CELLS:
        steps += 1
    return steps


def _grid(assumptions: Assumptions, names: Sequence[str], steps: int) -> Inputs:
    """Inputs whose open ones are columns: the middle of each cell, rounded down to a whole."""
    axes = [
        [low + (high - low) * (2 * step + 1) // (2 * steps) for step in range(steps)]
        for low, high in ((assumptions.ranges[n].low, assumptions.ranges[n].high) for n in names)
    ]
    if not axes:
        return inputs_of(assumptions)
    columns = np.meshgrid(*(np.array(axis, dtype=np.int64) for axis in axes), indexing="ij")
    flat = {name: column.ravel() for name, column in zip(names, columns, strict=True)}
    return msgspec.structs.replace(inputs_of(assumptions), **flat)


def _gaps(offer: Offer, case: Case, grid: tuple[Assumptions, Inputs], timed: bool) -> Gaps:
    """The gap in each cell: in int64 where that is proved to hold it, else in Python's ints.

    The latter are columns of objects, which the type checker is not told of: they compare alike.
    """
    assumptions, values = grid
    if not fits(offer, case, assumptions):
        values = msgspec.structs.replace(
            values,
            **{
                name: np.asarray(getattr(values, name), dtype=object)
                for name in Inputs.__struct_fields__
            },
        )
    return np.asarray(gap(offer, case, values, timed, COLUMNS))


def fits(offer: Offer, case: Case, assumptions: Assumptions) -> bool:
    """Whether nothing computed on the way can exceed an int64.

    Costs rise with every input or fall with it, so the largest of each factor bounds the products.
    """
    worst = _worst(assumptions)
    above, below = offer.crossed.ratio(worst.tax_on_top)
    if assumptions.tax_on_top.is_open:
        above, below = above * MILLION, below * MILLION
    month = worst.horizon_months
    taxed = 2 * offer.exact(case, worst, month) * above + below
    minutes = max(side.minutes(case, worst, month) for side in (offer, STUDIO))
    valued = 2 * minutes * worst.hourly_value * case.scale + 60 * MILLION
    way = 2 * case.people * worst.travel_cost * case.scale + MILLION
    studio = 2 * STUDIO.cash(case, worst, month) * case.people
    wanted = max(images for _, images in case.wanted) * MILLION
    return max(taxed, valued, way, studio, wanted, 2 * below) < _SAFE


def _worst(assumptions: Assumptions) -> Inputs:
    """Every input at the end at which costs are highest."""
    falling = [name for name, about in INPUTS.items() if about.raises == "neither"]
    lowest = {name: assumptions.ranges[name].low for name in falling}
    return inputs_of(assumptions, "high").changed(**lowest)
