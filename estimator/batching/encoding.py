"""From columns of text to columns of numbers, each distinct cell read once.

What a cell means is said by `cells.py` and `pricing.batch.encode` alone: a brief that says just
that is read and encoded, and its number is taken to every row with the same text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from estimator.batching.cells import Cells, filled, read_row
from estimator.batching.columns import EXTRA, FIELDS, Field
from pricing import Brief, PriceBook, Sitting
from pricing.batch import Briefs, encode

Numbers: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]

NO_SESSION = -2
"""As `Briefs` has it for a session that the price book does not sell: such a row is refused."""


class Distinct(NamedTuple):
    """The distinct texts of a column without the space around them, and which each row has."""

    texts: tuple[str, ...]
    rows: Numbers


def distinct(column: pd.Series[Any]) -> Distinct:
    """The texts of a column. What is not text is written out; what is missing is blank."""
    if column.dtype == object and pd.api.types.infer_dtype(column, skipna=True) != "string":
        column = column.map(_text)  # 1, 1.0 and True are one thing to a hash table
    codes, found = pd.factorize(column)
    texts = [_text(value).strip() for value in found]
    return Distinct(("", *texts), codes.astype(np.int64) + 1)


def _text(value: object) -> str:
    """A value as it would be typed: a day without midnight, nothing for what is missing."""
    if isinstance(value, datetime) and value.time() == time() and value.tzinfo is None:
        value = value.date()
    if isinstance(value, date | time):
        return value.isoformat()
    return "" if value is None or value is pd.NaT or value is pd.NA else _number(value)


def _number(value: object) -> str:
    return "" if isinstance(value, float) and np.isnan(value) else str(value)


def encode_sheet(sheet: Mapping[str, Distinct], rows: int, book: PriceBook) -> Briefs:
    """The rows as `Briefs`. A row with a cell that cannot be read has no session, for refusal."""
    bare = _encoded([_bare(book)], book)
    numbers = {name: np.repeat(column, rows) for name, column in bare.items()}
    unread = np.zeros(rows, dtype=np.bool_)
    for field in _fields(book):
        names = [name for name in field.columns if name in sheet]
        if not names:
            continue
        said = _together([sheet[name] for name in names])
        cells = [dict(zip(names, texts, strict=True)) for texts in said.texts]
        read, found = _read(cells, book)
        unread |= ~read[said.rows]
        for place in field.briefs:
            numbers[place] = found[place][said.rows]
    numbers["session"] = np.where(unread, NO_SESSION, numbers["session"])
    return _briefs(numbers)


def _bare(book: PriceBook) -> Brief:
    """The brief that leaves everything open."""
    return Brief(sittings=(Sitting(session=book.session_types[0].key),))


def _fields(book: PriceBook) -> Iterator[Field]:
    yield from FIELDS
    for extra in book.extras:
        yield Field((EXTRA + extra.key,), (EXTRA + extra.key,))


class Said(NamedTuple):
    """The distinct texts of one or more columns taken together, and which each row has."""

    texts: list[tuple[str, ...]]
    rows: Numbers


def _together(columns: Sequence[Distinct]) -> Said:
    first, *others = columns
    said = Said([(text,) for text in first.texts], first.rows)
    for column in others:
        width = len(column.texts)
        met, rows = np.unique(said.rows * width + column.rows, return_inverse=True)
        texts = [(*said.texts[at // width], column.texts[at % width]) for at in met.tolist()]
        said = Said(texts, rows.astype(np.int64))
    return said


def _read(cells: Sequence[Cells], book: PriceBook) -> tuple[Mask, dict[str, Numbers]]:
    """Which of the cells can be read, and the numbers of each; those of the others mean nothing."""
    bare = _bare(book)
    known = {} if "session" in cells[0] else {"session": bare.sittings[0].session}
    rows = [read_row({**known, **filled(each)}) for each in cells]
    read = [row.brief is not None and not row.problems for row in rows]
    return np.array(read, dtype=np.bool_), _encoded([row.brief or bare for row in rows], book)


def _encoded(briefs: Sequence[Brief], book: PriceBook) -> dict[str, Numbers]:
    """The columns of `Briefs` by name, each extra by its own."""
    columns = encode(book, briefs)
    named = {name: getattr(columns, name) for name in Briefs.__struct_fields__ if name != "extras"}
    extras = zip(book.extras, columns.extras, strict=True)
    return named | {EXTRA + extra.key: column for extra, column in extras}


def _briefs(numbers: Mapping[str, Numbers]) -> Briefs:
    plain = {name: column for name, column in numbers.items() if not name.startswith(EXTRA)}
    extras = [column for name, column in numbers.items() if name.startswith(EXTRA)]
    return Briefs(**plain, extras=tuple(extras))
