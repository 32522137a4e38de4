"""The few operations that rules need beyond + − × and comparisons, for ints or columns of them.

Whatever is computed with `Maths`, and with `divided` and `allocated` of `money.py`, is written
once and means the same for one brief and for a column of briefs: where a signature says `int`, a
numpy column of int64 may stand. `SCALAR` is the operations on ints; `batch.py` has the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias


class Maths(Protocol):
    """The smaller, the larger, and a choice between two."""

    def least(self, a: int, b: int) -> int:
        """The smaller."""

    def most(self, a: int, b: int) -> int:
        """The larger."""

    def where(self, condition: bool, yes: int, no: int) -> int:
        """`yes` where the condition holds, else `no`."""

    def some(self, condition: bool) -> bool:
        """Whether the condition holds anywhere."""

    def pick(self, table: Sequence[int], index: int) -> int:
        """The entry of a table at an index, row by row."""

    def within(self, value: int, low: int, high: int) -> int:
        """The value, which is known to lie between the two."""

    def split(self, amount: int, weights: Sequence[int], work: Splitting) -> list[int]:
        """`work` on the rows in which there is an amount; nothing in the others."""


Splitting: TypeAlias = Callable[[int, Sequence[int]], list[int]]


class Scalar:
    """The operations on Python ints, which never overflow."""

    @staticmethod
    def least(a: int, b: int) -> int:
        """The smaller."""
        return a if a < b else b

    @staticmethod
    def most(a: int, b: int) -> int:
        """The larger."""
        return a if a > b else b

    @staticmethod
    def where(condition: bool, yes: int, no: int) -> int:
        """`yes` if the condition holds, else `no`."""
        return yes if condition else no

    @staticmethod
    def some(condition: bool) -> bool:
        """Whether the condition holds."""
        return condition

    @staticmethod
    def pick(table: Sequence[int], index: int) -> int:
        """The entry of a table at an index."""
        return table[index]

    @staticmethod
    def within(value: int, low: int, high: int) -> int:
        """The value."""
        return value

    @staticmethod
    def split(amount: int, weights: Sequence[int], work: Splitting) -> list[int]:
        """`work` on the amount."""
        return work(amount, weights)


SCALAR = Scalar()
