"""The same prices for columns of briefs: numpy in, numpy out.

Nothing about a price is said here: `amounts.py` is run on int64 columns, session type by session
type, in chunks that fit a processor's cache, on as many threads as wanted (numpy lets go of the
interpreter while it computes). A row that the engine would refuse is marked and bears no amounts.
A price book whose amounts could overflow an int64 is refused before a row is priced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TypeAlias, cast

import msgspec
import numpy as np
import numpy.typing as npt

from pricing.amounts import OPEN, UNKNOWN, Amounts, Chosen, amounts, codes_of, refused
from pricing.book import PriceBook
from pricing.bounds import prove
from pricing.brief import Brief
from pricing.counting import Asked
from pricing.errors import NotInColumns

Column: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]

CHUNK = 65_536
"""Rows at a time: what fits a processor's cache."""


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
        return cast(int, np.where(condition, yes, no))

    @staticmethod
    def some(condition: bool) -> bool:
        """Whether the condition holds in any row."""
        return bool(np.any(condition))

    @staticmethod
    def pick(table: Sequence[int], index: int) -> int:
        """The entry of a table at each row's index."""
        return cast(int, np.take(np.asarray(table, dtype=np.int64), index, mode="clip"))

    @staticmethod
    def within(value: int, low: int, high: int) -> int:
        """The value."""
        return value


COLUMNS = Columns()


class Briefs(msgspec.Struct, frozen=True):
    """Columns of briefs of one sitting each, all of one length, int64.

    `session` and the keys are places in the price book's tables, -1 for what is left open, -2 for
    what the price book does not have. See `pricing.amounts.Chosen` for the others. `extras` has a
    column of quantities for each extra of the price book.
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
    prove(book, on)
    rows = len(briefs)
    priced = Priced(
        np.ones(rows, dtype=np.bool_),
        {name: np.zeros(rows, dtype=np.int64) for name in Amounts.__struct_fields__},
    )
    work = list(_pieces(book, briefs))
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda piece: _price(book, briefs, on, priced, piece), work))
    return priced


Piece: TypeAlias = tuple[int, Column]


def _pieces(book: PriceBook, briefs: Briefs) -> Iterator[Piece]:
    """Each session type with its rows, in chunks."""
    for start in range(0, len(briefs), CHUNK * 8):
        sessions = briefs.session[start : start + CHUNK * 8]
        for index in range(len(book.session_types)):
            rows = np.flatnonzero(sessions == index) + start
            for at in range(0, len(rows), CHUNK):
                yield index, rows[at : at + CHUNK]


def _price(book: PriceBook, briefs: Briefs, on: date, priced: Priced, piece: Piece) -> None:
    index, rows = piece
    session, chosen = book.session_types[index], _chosen(book, briefs, rows, index)
    wrong = np.broadcast_to(cast(Mask, refused(chosen, session, book, on, COLUMNS)), rows.shape)
    found = amounts(chosen, session, book, on, COLUMNS)
    priced.refused[rows] = wrong
    for name, column in priced.amounts.items():
        column[rows] = np.where(wrong, 0, getattr(found, name))


def _chosen(book: PriceBook, briefs: Briefs, rows: Column, index: int) -> Chosen:
    """The rows as one `Chosen` of columns, what is left open taken from the session."""
    session = book.session_types[index]
    tiers = [tier.key for tier in book.retouching_tiers]
    licences = [licence.key for licence in book.licence_classes]

    def of(column: Column, default: int = OPEN) -> int:
        taken = np.take(column, rows)
        return cast(int, taken if default == OPEN else np.where(taken == OPEN, default, taken))

    numbers = (briefs.people, briefs.images, briefs.looks, briefs.minutes, briefs.stations)
    return Chosen(
        asked=Asked(*(of(column) for column in numbers)),
        tier=of(briefs.tier, _place(tiers, session.retouching_included)),
        licence=of(briefs.licence, _place(licences, session.licence_included)),
        extras=tuple(of(column) for column in briefs.extras),
        place=of(briefs.place, 0),
        distance=of(briefs.distance),
        day=of(briefs.day),
        hour=of(briefs.hour),
        delivery=of(briefs.delivery, 0 if book.deliveries else OPEN),
        code=of(briefs.code),
        returning=of(briefs.returning),
        member=of(briefs.member),
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
