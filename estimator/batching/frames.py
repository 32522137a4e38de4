"""A frame of briefs in, two out: the priced rows with their amounts, the refused ones with why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from estimator.batching.cells import filled
from estimator.batching.columns import ADDED, AMOUNT, columns_wrong, is_kept
from estimator.batching.encoding import Distinct, Mask, Numbers, distinct, encode_sheet
from estimator.batching.refusing import Answer, answer, figures
from estimator.loading.files import FilesRefused
from pricing import PriceBook
from pricing.batch import price_columns
from pricing.money import minor_units

ROWS = 131_072
"""Rows at a time; more of them gain nothing and hold more memory."""

BETWEEN = " | "
"""What stands between the problems of a row."""

Progress = Callable[[int], None]
"""Told how many rows were done since it was told last."""


def price_frame(
    frame: pd.DataFrame,
    book: PriceBook,
    on: date,
    threads: int = 1,
    progress: Progress | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Price every row of a frame of briefs of one sitting each: `(priced, refused)`.

    Both keep the index, the order and every column of `frame`; each row is in one of them.
    `priced` adds `amount.session` to `amount.deposit` as exact decimal text in major units, then
    `currency`, `edition` and `priced_on`; `refused` adds `problems`, all of the row's, as text.
    Cells are best text (`dtype=str`); numbers and days are read as they print, so that a
    floating-point 3.0 is refused like the text "3.0".

    Raises `FilesRefused` for columns that are missing, twice or unknown, and `MayOverflow` for a
    price book whose amounts could exceed an int64.
    """
    names = [str(name).strip() for name in frame.columns]
    if wrong := columns_wrong(names, book):
        raise FilesRefused(wrong)
    batch = _Batch(book, on, threads, names)
    parts = []
    for start in range(0, max(len(frame), 1), ROWS):
        part = frame.iloc[start : start + ROWS]
        parts.append(batch.price(part))
        if progress is not None:
            progress(len(part))
    priced, refused = zip(*parts, strict=True)
    return pd.concat(priced), pd.concat(refused)


class _Batch(NamedTuple):
    """What prices a part of a frame, and the names of its columns without space around them."""

    book: PriceBook
    on: date
    threads: int
    names: list[str]

    def price(self, part: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The rows with amounts, and the rows with problems."""
        sheet = {
            name: distinct(part.iloc[:, at])
            for at, name in enumerate(self.names)
            if not is_kept(name)
        }
        briefs = encode_sheet(sheet, len(part), self.book)
        found = price_columns(self.book, briefs, self.on, self.threads)
        problems = self._settle(found.amounts, sheet, np.flatnonzero(found.refused))
        refused = np.zeros(len(part), dtype=np.bool_)
        refused[list(problems)] = True
        said = pd.Series(problems.values(), index=part.index[refused], dtype=object)
        return (
            self._with_amounts(part.loc[~refused], found.amounts, ~refused),
            part.loc[refused].assign(problems=said),
        )

    def _settle(
        self, amounts: dict[str, Numbers], sheet: Mapping[str, Distinct], rows: Numbers
    ) -> dict[int, str]:
        """The engine's answer for each of the rows: amounts written in, or all problems as text."""
        known: dict[tuple[str, ...], Answer] = {}
        problems: dict[int, str] = {}
        for row in rows.tolist():
            cells = {name: column.texts[column.rows[row]] for name, column in sheet.items()}
            key = tuple(cells.values())
            if key not in known:
                known[key] = answer(filled(cells), self.book, self.on)
            found = known[key]
            if isinstance(found, tuple):
                problems[row] = BETWEEN.join(map(str, found))
                continue
            for name, amount in figures(found, amounts).items():
                amounts[name][row] = amount
        return problems

    def _with_amounts(
        self, part: pd.DataFrame, amounts: Mapping[str, Numbers], rows: Mask
    ) -> pd.DataFrame:
        places = minor_units(self.book.currency)
        texts = {AMOUNT + name: _texts(column[rows], places) for name, column in amounts.items()}
        said = (self.book.currency, self.book.edition, self.on.isoformat())
        same = dict(zip(ADDED, said, strict=True))
        added = pd.DataFrame(texts | same, index=part.index, dtype=object)
        return pd.concat([part, added], axis=1)


def _texts(amounts: Numbers, places: int) -> npt.NDArray[np.object_]:
    """Minor units as exact decimal text, each distinct amount written once."""
    rows, found = pd.factorize(amounts)
    texts = [str(Decimal(amount).scaleb(-places)) for amount in found.tolist()]
    return np.array(texts, dtype=object)[rows]
