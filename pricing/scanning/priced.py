"""A grid with its prices, and what was found in it."""

from __future__ import annotations

from datetime import date
from functools import cached_property

import msgspec
import numpy as np
import numpy.typing as npt

from pricing.batch import Column, Mask
from pricing.book import PriceBook, SessionType
from pricing.brief import Brief
from pricing.money import decimal_text
from pricing.problems import Problem
from pricing.scanning.grids import Grid, brief_of
from pricing.values import AREAS

__all__ = ["Column", "Found", "Mask", "PricedGrid"]


class Found(msgspec.Struct, frozen=True):
    """A problem, and how bad it is among those of one place: of these the worst is told."""

    weight: int
    problem: Problem


class PricedGrid(msgspec.Struct, frozen=True, dict=True):
    """A grid priced with a book on a day; a column has a row for each of the grid's."""

    book: PriceBook
    on: date
    grid: Grid
    refused: Mask
    amounts: dict[str, Column]

    @property
    def session(self) -> SessionType:
        """The session type that is sold in every row."""
        return self.book.session_types[self.grid.session]

    @property
    def payable(self) -> Column:
        """What the client pays, in minor units."""
        return self.amounts["payable"]

    @cached_property
    def lines(self) -> Column:
        """The sum of the lines, in minor units."""
        total: Column = np.sum([self.amounts[area] for area in AREAS], axis=0)
        return total

    @cached_property
    def people(self) -> Column:
        """How many people each row is for."""
        counted: Column = self.grid.columns()["people"]
        return counted

    def worst(self, rows: npt.NDArray[np.bool_], weight: Column) -> int | None:
        """The first of the rows with the largest weight; None where no row is true."""
        if not rows.any():
            return None
        return int(np.argmax(np.where(rows, weight, np.iinfo(np.int64).min)))

    def brief(self, row: int) -> Brief:
        """The brief of a row."""
        return brief_of(self.book, self.grid.session, self.grid.row(row))

    def money(self, minor: int) -> str:
        """An amount in the book's currency."""
        places = self.book.minor.places
        return f"{decimal_text(minor, places, places)} {self.book.currency}"
