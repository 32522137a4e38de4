"""Grids: every combination of some choices for one session type, as columns of briefs.

An axis is one thing that varies, or several that vary together (a delivery with its day). A grid
is the product of its axes, the last one changing fastest, and each of its rows can be read back as
the brief that it stands for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from math import prod

import msgspec
import numpy as np

from pricing.batch import Briefs, Column, encode
from pricing.book import PriceBook
from pricing.brief import Brief, ExtraChoice, Sitting
from pricing.conditions import ClientKind
from pricing.licences import LicenceTerms
from pricing.situations import codes_of

EXTRA = "extras."
"""What the column of an extra begins with; its key follows."""


class Axis(msgspec.Struct, frozen=True):
    """The values that one or several columns of `Briefs` take together, row by row."""

    name: str
    columns: Mapping[str, tuple[int, ...]]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def at(self, index: int) -> dict[str, int]:
        """What each column holds in one of its rows."""
        return {name: values[index] for name, values in self.columns.items()}


def one(name: str, values: Sequence[int]) -> Axis:
    """An axis of one column."""
    return Axis(name, {name: tuple(values)})


class Grid(msgspec.Struct, frozen=True):
    """The product of axes for one session type; `watched` are those along which prices compare."""

    session: int
    axes: tuple[Axis, ...]
    watched: frozenset[str]

    @property
    def shape(self) -> tuple[int, ...]:
        """How many values each axis has."""
        return tuple(len(axis) for axis in self.axes)

    def __len__(self) -> int:
        return prod(self.shape)

    def columns(self) -> dict[str, Column]:
        """A column of `len(self)` for each that its axes name."""
        found: dict[str, Column] = {}
        for place, axis in enumerate(self.axes):
            along = [len(axis) if each == place else 1 for each in range(len(self.axes))]
            for name, values in axis.columns.items():
                column = np.asarray(values, dtype=np.int64).reshape(along)
                found[name] = np.broadcast_to(column, self.shape).reshape(-1)
        return found

    def row(self, number: int) -> dict[str, int]:
        """What each column holds in a row."""
        places = np.unravel_index(number, self.shape)
        found: dict[str, int] = {}
        for axis, place in zip(self.axes, places, strict=True):
            found |= axis.at(int(place))
        return found


def briefs_of(grids: Sequence[Grid], book: PriceBook) -> Briefs:
    """The rows of all grids, one after the other."""
    parts = [_briefs(grid, book) for grid in grids]
    named = {name: [getattr(part, name) for part in parts] for name in Briefs.__struct_fields__}
    extras = [np.concatenate(same) for same in zip(*named.pop("extras"), strict=True)]
    joined = {name: np.concatenate(columns) for name, columns in named.items()}
    return Briefs(**joined, extras=tuple(extras))


def _briefs(grid: Grid, book: PriceBook) -> Briefs:
    """The rows of a grid; what no axis names is as the smallest brief has it."""
    plain, columns = encode(book, [_smallest(book, grid.session)]), grid.columns()
    named = {
        name: columns.get(name, np.repeat(getattr(plain, name), len(grid)))
        for name in Briefs.__struct_fields__
        if name != "extras"
    }
    extras = [
        columns.get(EXTRA + extra.key, np.zeros(len(grid), dtype=np.int64)) for extra in book.extras
    ]
    return Briefs(**named, extras=tuple(extras))


def _smallest(book: PriceBook, session: int) -> Brief:
    sold = book.session_types[session]
    return Brief(sittings=(Sitting(session=sold.key, people=sold.people_from),))


def brief_of(book: PriceBook, session: int, row: Mapping[str, int]) -> Brief:
    """The brief that a row stands for."""
    day, hour, delivery = (row.get(name, -1) for name in ("day", "hour", "delivery"))
    kinds: tuple[ClientKind, ...] = ("returning", "member")
    code = row.get("code", -2)
    return Brief(
        sittings=(_sitting(book, session, row),),
        extras=tuple(
            ExtraChoice(key=extra.key, quantity=quantity)
            for extra in book.extras
            if (quantity := row.get(EXTRA + extra.key, 0))
        ),
        distance=row.get("distance", 0),
        session_on=date.fromordinal(day) if day >= 0 else None,
        session_at=time(hour) if hour >= 0 else None,
        delivery=book.deliveries[delivery].key if delivery >= 0 else None,
        code=codes_of(book)[code] if code >= 0 else "",
        clients=tuple(kind for kind in kinds if row.get(kind)),
    )


def _sitting(book: PriceBook, session: int, row: Mapping[str, int]) -> Sitting:
    sold = book.session_types[session]
    tier, licence = row.get("tier", -1), row.get("licence", -1)
    licences: list[str | LicenceTerms] = [each.key for each in book.licence_classes]
    licences += book.grid.cells() if book.licence_grid is not None else ()
    return Sitting(
        session=sold.key,
        people=row.get("people", sold.people_from),
        images=row.get("images") or None,
        looks=row.get("looks") or None,
        minutes=row.get("minutes") or None,
        stations=row.get("stations", 1),
        retouching=book.retouching_tiers[tier].key if tier >= 0 else None,
        licence=licences[licence] if licence >= 0 else None,
    )
