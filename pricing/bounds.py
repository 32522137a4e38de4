"""Bounds: proof that no amount of a price book can overflow an int64 when priced in columns.

`amounts.py` is run on the least and the most that each number of a brief can be, and every
intermediate result is kept as a pair of bounds. The largest of them is what a column could hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from pricing.amounts import amounts
from pricing.book import PriceBook, SessionType
from pricing.counting import Asked
from pricing.errors import MayOverflow
from pricing.maths import Splitting
from pricing.situations import OPEN, Chosen, statuses_of

LARGEST = 2**63 - 1
_TWO_CENTURIES = 73_000


class Bound:
    """A whole number of which only the least and the most are known."""

    worst = 0
    """The largest magnitude met since it was last set to 0."""

    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high
        Bound.worst = max(Bound.worst, abs(low), abs(high))

    def __add__(self, other: Bound | int) -> Bound:
        low, high = _ends(other)
        return Bound(self.low + low, self.high + high)

    def __sub__(self, other: Bound | int) -> Bound:
        low, high = _ends(other)
        return Bound(self.low - high, self.high - low)

    def __mul__(self, other: Bound | int) -> Bound:
        corners = [a * b for a in (self.low, self.high) for b in _ends(other)]
        return Bound(min(corners), max(corners))

    def __floordiv__(self, other: Bound | int) -> Bound:
        least = max(_ends(other)[0], 1)  # every divisor is at least 1
        return Bound(min(self.low // least, 0), max(self.high // least, 0))

    def __mod__(self, other: int) -> Bound:
        return Bound(0, other - 1)

    def __neg__(self) -> Bound:
        return Bound(-self.high, -self.low)

    def _compared(self, other: object) -> Bound:
        return Bound(0, 1)

    __radd__, __rmul__ = __add__, __mul__
    __lt__ = __le__ = __gt__ = __ge__ = _compared
    __and__ = __rand__ = __or__ = __ror__ = _compared
    __eq__ = _compared  # type: ignore[assignment]  # what a bound equals is not known
    __ne__ = _compared  # type: ignore[assignment]  # what a bound equals is not known
    __hash__ = None  # type: ignore[assignment]  # what a bound equals is not known

    def __rsub__(self, other: int) -> Bound:
        return Bound(other, other) - self


def _ends(value: object) -> tuple[int, int]:
    if isinstance(value, Bound):
        return value.low, value.high
    number = int(cast(int, value))
    return number, number


class Bounds:
    """The operations on bounds. An `int` in a signature stands for a `Bound`."""

    @staticmethod
    def least(a: int, b: int) -> int:
        """No more than either."""
        (low, high), (other_low, other_high) = _ends(a), _ends(b)
        return cast(int, Bound(min(low, other_low), min(high, other_high)))

    @staticmethod
    def most(a: int, b: int) -> int:
        """No less than either."""
        (low, high), (other_low, other_high) = _ends(a), _ends(b)
        return cast(int, Bound(max(low, other_low), max(high, other_high)))

    @staticmethod
    def where(condition: bool, yes: int, no: int) -> int:
        """Either."""
        (low, high), (other_low, other_high) = _ends(yes), _ends(no)
        return cast(int, Bound(min(low, other_low), max(high, other_high)))

    @staticmethod
    def some(condition: bool) -> bool:
        """Whether the condition can hold."""
        return _ends(condition)[1] > 0

    @staticmethod
    def pick(table: Sequence[int], index: int) -> int:
        """Any entry."""
        return cast(int, Bound(min(table), max(table)))

    @staticmethod
    def within(value: int, low: int, high: int) -> int:
        """The value, which is known to lie between the two."""
        (least, most), bottom, top = _ends(value), _ends(low)[0], _ends(high)[1]
        return cast(int, Bound(max(least, bottom), max(min(most, top), bottom)))

    @staticmethod
    def split(amount: int, weights: Sequence[int], work: Splitting) -> list[int]:
        """`work` on any row."""
        return work(amount, weights)


BOUNDS = Bounds()


def prove(book: PriceBook, on: date) -> int:
    """The largest intermediate result of any brief. Raises `MayOverflow` beyond an int64."""
    worst = 0
    for session in book.session_types:
        Bound.worst = 0
        amounts(_anything(book, session, on), session, book, on, BOUNDS)
        if Bound.worst > LARGEST:
            raise MayOverflow(session.name, Bound.worst)
        worst = max(worst, Bound.worst)
    return worst


def _anything(book: PriceBook, session: SessionType, on: date) -> Chosen:
    """Every brief that the session can be sold for, at once."""
    time, travel = session.booked_time, book.travel
    away = session.where == "location" and travel is not None
    cells = len(book.cell_prices[0]) if book.licence_grid else 0
    return Chosen(
        asked=Asked(
            people=_any(session.people_from, session.people_to),
            images=_any(0, session.images_to),
            looks=_any(0, session.looks_to),
            minutes=_any(0, time.most_minutes if time else 0),
            stations=_any(1, time.most_stations if time else 1),
        ),
        tier=_any(OPEN, len(book.retouching_tiers)),
        licence=_any(OPEN, len(book.licence_classes) + cells),
        extras=tuple(_any(0, extra.most) for extra in book.extras),
        place=_any(0, len(book.places)),
        status=_any(OPEN, len(statuses_of(book))),
        distance=_any(0, travel.most if away and travel else 0),
        day=_any(OPEN, on.toordinal() + _TWO_CENTURIES),
        hour=_any(OPEN, 23),
        delivery=_any(OPEN, len(book.deliveries)),
        code=_any(OPEN, len(book.adjustments)),
        returning=_any(0, 1),
        member=_any(0, 1),
    )


def _any(low: int, high: int) -> int:
    return cast(int, Bound(low, high))
