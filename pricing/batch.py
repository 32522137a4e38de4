"""The same prices for columns of briefs: numpy in, numpy out.

Nothing about a price is said here: `amounts.py` is run on int64 columns, session type by session
type, in chunks that fit a processor's cache, on as many threads as wanted (numpy lets go of the
interpreter while it computes). What all rows of a chunk have in common is one number. A row that
the engine would refuse is marked and bears no amounts.
A price book whose amounts could overflow an int64 is refused before a row is priced.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeAlias, cast

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from pricing.amounts import Amounts, amounts, refused
from pricing.book import PriceBook, SessionType
from pricing.bounds import prove
from pricing.brief import Brief
from pricing.counting import Asked
from pricing.errors import NotInColumns
from pricing.maths import Splitting
from pricing.situations import OPEN, UNKNOWN, Chosen, codes_of, statuses_of

Column: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]
Slice: TypeAlias = "slice[int, int, None]"
Rows: TypeAlias = "slice[None, None, None] | npt.NDArray[np.intp]"

CHUNK = 65_536
"""Rows at a time: what fits a processor's cache."""

_BLOCK = 2**22 - 2**12
"""Rows of a column of just under 32 MiB."""


class Columns:
    """The operations on int64 columns. An `int` in a signature stands for a column of them."""

    @staticmethod
    def least(a: int, b: int) -> int:
        """The smaller, row by row."""
        return cast(int, np.minimum(a, b))

    @staticmethod
    def most(a: int, b: int) -> int:
        """The larger, row by row."""
        return cast(int, np.maximum(a, b))

    @staticmethod
    def where(condition: bool, yes: int, no: int) -> int:
        """`yes` in the rows where the condition holds, else `no`."""
        if condition is True or condition is False:
            return yes if condition else no
        return cast(int, np.where(condition, yes, no))

    @staticmethod
    def some(condition: bool) -> bool:
        """Whether the condition holds in any row."""
        return condition is True or (condition is not False and bool(np.any(condition)))

    @staticmethod
    def pick(table: Sequence[int], index: int) -> int:
        """The entry of a table at each row's index."""
        return cast(int, np.take(np.asarray(table, dtype=np.int64), index, mode="clip"))

    @staticmethod
    def within(value: int, low: int, high: int) -> int:
        """The value."""
        return value

    @staticmethod
    def split(amount: int, weights: Sequence[int], work: Splitting) -> list[int]:
        """`work` on the rows in which there is an amount, where they are few."""
        if np.ndim(amount) == 0:
            return work(amount, weights)
        rows = np.flatnonzero(amount)
        if len(rows) > np.size(amount) // 2:
            return work(amount, weights)
        few, *others = [_in_rows(each, rows) for each in (amount, *weights)]
        return [_spread(part, rows, amount) for part in work(few, others)]


def _in_rows(column: int, rows: Rows) -> int:
    """A column in some of its rows; a number is the same in all."""
    return cast(int, cast(Column, column)[rows]) if np.ndim(column) else column


def _spread(part: int, rows: Rows, amount: int) -> int:
    """The part in its rows, and nothing in the others."""
    whole = np.zeros_like(amount)
    whole[rows] = part
    return cast(int, whole)


COLUMNS = Columns()


class Briefs(msgspec.Struct, frozen=True):
    """Columns of briefs of one sitting each, all of one length, int64.

    `session` and the keys are places in the price book's tables, -1 for what is left open, -2 for
    what the price book does not have. See `pricing.situations.Chosen` for the others.
    `extras` has a column of quantities for each extra of the price book.
    """

    session: Column
    people: Column
    images: Column
    looks: Column
    minutes: Column
    stations: Column
    tier: Column
    licence: Column
    extras: tuple[Column, ...]
    place: Column
    status: Column
    distance: Column
    day: Column
    hour: Column
    delivery: Column
    code: Column
    returning: Column
    member: Column

    def __len__(self) -> int:
        return len(self.session)


class Priced(msgspec.Struct, frozen=True):
    """Which rows the engine would refuse, and the amounts of the others in minor units."""

    refused: Mask
    amounts: dict[str, Column]


def price_columns(book: PriceBook, briefs: Briefs, on: date, threads: int = 1) -> Priced:
    """Price every row with `book` on a day.

    Raises `MayOverflow` for a price book whose amounts could exceed an int64.
    """
    _proved(_Edition(book, on))
    _keep_memory()
    rows = len(briefs)
    priced = Priced(
        np.ones(rows, dtype=np.bool_),
        {name: np.zeros(rows, dtype=np.int64) for name in Amounts.__struct_fields__},
    )
    parts = [slice(start, start + CHUNK) for start in range(0, rows, CHUNK)]
    with ThreadPoolExecutor(threads) as pool:
        list(
            pool.map(lambda here: _price(book, on, _part(briefs, here), _view(priced, here)), parts)
        )
    return priced


class _Edition:
    """A price book on a day, known by its name and the day."""

    def __init__(self, book: PriceBook, on: date) -> None:
        self.book, self.name = book, (book.edition, on)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Edition) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)


@lru_cache(maxsize=64)
def _proved(edition: _Edition) -> int:
    return prove(edition.book, edition.name[1])


def _keep_memory() -> None:
    """Let a block come and go, so that the C library keeps the memory of columns for the next ones.

    Until it has seen one, glibc hands the memory of each column back to the system when it is
    done with, which costs as much as the arithmetic (mallopt(3), M_MMAP_THRESHOLD: the threshold
    adjusts itself to the largest block that was freed, up to 32 MiB).
    """
    np.empty(_BLOCK, dtype=np.int64)


def _view(priced: Priced, here: Slice) -> Priced:
    """Some rows of the answer, to be written."""
    amounts = {name: column[here] for name, column in priced.amounts.items()}
    return Priced(priced.refused[here], amounts)


class _Part(NamedTuple):
    """Some rows: their session types, and what is chosen. What all rows share is one number."""

    sessions: int
    chosen: Chosen


def _part(briefs: Briefs, here: Slice) -> _Part:
    def of(column: Column) -> int:
        return _alike(column[here])

    numbers = (briefs.people, briefs.images, briefs.looks, briefs.minutes, briefs.stations)
    chosen = Chosen(
        asked=Asked(*[of(column) for column in numbers]),
        tier=of(briefs.tier),
        licence=of(briefs.licence),
        extras=tuple([of(column) for column in briefs.extras]),
        place=of(briefs.place),
        status=of(briefs.status),
        distance=of(briefs.distance),
        day=of(briefs.day),
        hour=of(briefs.hour),
        delivery=of(briefs.delivery),
        code=of(briefs.code),
        returning=of(briefs.returning),
        member=of(briefs.member),
    )
    return _Part(of(briefs.session), chosen)


def _alike(column: Column) -> int:
    """The number that all rows have, if there is one, or the column."""
    first = column[0]
    same = column[-1] == first and bool(np.all(column == first))
    return int(first) if same else cast(int, column)


def _price(book: PriceBook, on: date, part: _Part, priced: Priced) -> None:
    """Price some rows, session type by session type."""
    for index, session in enumerate(book.session_types):
        rows = _rows_of(index, part.sessions)
        if rows is None:
            continue
        chosen = _settled(_taken(part.chosen, rows), session, book)
        wrong = cast(Mask, refused(chosen, session, book, on, COLUMNS))
        found, some = amounts(chosen, session, book, on, COLUMNS), np.any(wrong)
        priced.refused[rows] = wrong
        for name, column in priced.amounts.items():
            amount = getattr(found, name)
            if np.ndim(amount) or amount:  # what is nothing in every row is there already
                column[rows] = np.where(wrong, 0, amount) if some else amount


def _rows_of(index: int, sessions: int) -> Rows | None:
    """The rows of a session type, if there are any."""
    if isinstance(sessions, int):
        return slice(None) if sessions == index else None
    rows = np.flatnonzero(cast(Mask, sessions == index))
    return rows if len(rows) else None


def _taken(chosen: Chosen, rows: Rows) -> Chosen:
    """What is chosen in some of the rows."""

    def of(column: int) -> int:
        return _in_rows(column, rows)

    if isinstance(rows, slice):
        return chosen
    named = {name: getattr(chosen, name) for name in Chosen.__struct_fields__}
    asked = Asked(*[of(getattr(chosen.asked, name)) for name in Asked.__struct_fields__])
    extras = tuple([of(column) for column in chosen.extras])
    plain = {name: of(named[name]) for name in named if name not in ("asked", "extras")}
    return Chosen(asked=asked, extras=extras, **plain)


def _settled(chosen: Chosen, session: SessionType, book: PriceBook) -> Chosen:
    """What is left open taken from the session, or from the price book."""
    tiers = [tier.key for tier in book.retouching_tiers]
    licences = [licence.key for licence in book.licence_classes]

    def of(column: int, default: int) -> int:
        return column if default == OPEN else COLUMNS.where(column == OPEN, default, column)

    return replace(
        chosen,
        tier=of(chosen.tier, _place(tiers, session.retouching_included)),
        licence=of(chosen.licence, _place(licences, session.licence_included)),
        place=of(chosen.place, 0),
        delivery=of(chosen.delivery, 0 if book.deliveries else OPEN),
    )


def _place(keys: Sequence[str], key: str | None) -> int:
    return OPEN if key is None else keys.index(key)


def encode(book: PriceBook, briefs: Sequence[Brief]) -> Briefs:
    """Briefs of one sitting each as columns. Raises `NotInColumns` for one with several sittings.

    A key that the price book does not have becomes `UNKNOWN`, and its row will be refused.
    """
    coder = _Coder(book)
    rows = [coder.row(number, brief) for number, brief in enumerate(briefs)]
    numbers = np.array(rows, dtype=np.int64).reshape(len(rows), coder.width).T.copy()
    plain, extras = numbers[: len(_PLAIN)], numbers[len(_PLAIN) :]
    named = dict(zip(_PLAIN, plain, strict=True))
    return Briefs(**named, extras=tuple(extras))


_PLAIN = tuple(name for name in Briefs.__struct_fields__ if name != "extras")


class _Coder:
    """The places of a price book's keys."""

    def __init__(self, book: PriceBook) -> None:
        self.sessions = _places(session.key for session in book.session_types)
        self.tiers = _places(tier.key for tier in book.retouching_tiers)
        classes = [licence.key for licence in book.licence_classes]
        cells = book.grid.cells() if book.licence_grid is not None else ()
        self.licences: dict[object, int] = {
            key: place for place, key in enumerate((*classes, *cells))
        }
        self.extras = _places(extra.key for extra in book.extras)
        self.places = _places(place.key for place in book.places)
        self.statuses = _places(statuses_of(book))
        self.deliveries = _places(delivery.key for delivery in book.deliveries)
        self.codes = _places(codes_of(book))
        self.width = len(_PLAIN) + len(self.extras)

    def row(self, number: int, brief: Brief) -> list[int]:
        """The numbers of one brief, in the order of `Briefs`, its extras last."""
        if len(brief.sittings) != 1:
            raise NotInColumns(number, f"it has {len(brief.sittings)} sittings")
        sitting, session_on = brief.sittings[0], brief.session_on
        code = brief.code.strip().casefold()
        quantities = self._quantities(brief)
        known = len(quantities) == len(self.extras)
        return [
            self.sessions.get(sitting.session, UNKNOWN) if known else UNKNOWN,
            sitting.people,
            sitting.images or 0,
            sitting.looks or 0,
            sitting.minutes or 0,
            sitting.stations,
            _code(self.tiers, sitting.retouching),
            OPEN if sitting.licence is None else self.licences.get(sitting.licence, UNKNOWN),
            _code(self.places, brief.place),
            _code(self.statuses, brief.tax_status),
            brief.distance,
            session_on.toordinal() if session_on else OPEN,
            brief.session_at.hour if brief.session_at else OPEN,
            _code(self.deliveries, brief.delivery),
            self.codes.get(code, UNKNOWN),
            int("returning" in brief.clients),
            int("member" in brief.clients),
            *quantities[: len(self.extras)],
        ]

    def _quantities(self, brief: Brief) -> list[int]:
        """How many of each extra; −1 where one is named twice, which no session is sold with."""
        found = dict.fromkeys(self.extras, 0)
        for choice in brief.extras:
            found[choice.key] = -1 if found.get(choice.key) else choice.quantity
        return list(found.values())


def _places(keys: Iterable[str]) -> dict[str, int]:
    return {key: place for place, key in enumerate(keys)}


def _code(places: dict[str, int], key: str | None) -> int:
    return OPEN if key is None else places.get(key, UNKNOWN)
