"""Random clients of the twelve-line quote as columns, with no other library than numpy."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from bench.quote import LINES
from pricing import Brief, PriceBook, Sitting
from pricing.batch import Briefs, encode

Columns: TypeAlias = dict[str, npt.NDArray[np.int64]]

PART = 131_072
"""Rows at a time, as the command has them."""


def drawn(rows: int) -> Columns:
    """Random clients of the twelve-line quote, a column for each thing they choose."""
    chance = np.random.default_rng(20261124)
    between = {"people": (1, 80), "images": (1, 5), "looks": (1, 3), "distance": (1, 200)}
    between |= {"first": (1, 8), "second": (1, 9), "code": (0, 1)}
    return {name: chance.integers(low, high + 1, rows) for name, (low, high) in between.items()}


def as_briefs(prices: PriceBook, columns: Columns) -> Briefs:
    """The same as columns of briefs; the other extras are picked once each."""
    rows = len(columns["people"])
    one = encode(prices, [Brief(sittings=(Sitting(session="team", retouching="polished"),))])
    known = {name: getattr(one, name) for name in Briefs.__struct_fields__ if name != "extras"}
    filled = {name: np.broadcast_to(column, rows) for name, column in known.items()}
    asked = {name: columns[name] for name in ("people", "images", "looks", "distance")}
    code = np.where(columns["code"] == 1, 0, -2)
    units = iter((columns["first"], columns["second"]))
    extras = tuple(
        next(units) if what == "unit" else np.ones(rows, dtype=np.int64)
        for area, what, _ in LINES
        if area == "extras"
    )
    return Briefs(**{**filled, **asked, "code": code}, extras=extras)
