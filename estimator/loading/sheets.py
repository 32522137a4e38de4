"""Sheets of any length from CSV, a part at a time, every cell as the text that stands there."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from estimator.loading.files import FilesRefused
from pricing.problems import Problem

Progress: TypeAlias = Callable[[int], None]
Numbered: TypeAlias = tuple[int, list[str]]


class SheetPart(NamedTuple):
    """Some rows of a sheet, their index the row number that a spreadsheet shows.

    `torn` are those with more or fewer cells than there are columns, so that it is not certain
    which cell belongs where, and `problems` what is wrong with each of them.
    """

    rows: pd.DataFrame
    torn: pd.DataFrame
    problems: tuple[Problem, ...]


def read_sheet(path: Path, most: int, progress: Progress | None = None) -> Iterator[SheetPart]:
    """The rows of a CSV file, at most `most` at a time; there is at least one part.

    A row with nothing in it counts as a line, not as a row. `progress` is told how many bytes
    were read since it was told last. Raises `FilesRefused` for what is not CSV in UTF-8.
    """
    with _opened(path) as raw:
        reader = csv.reader(io.TextIOWrapper(raw, "utf-8-sig", newline=""), strict=True)
        try:
            yield from _parts(reader, path, most, _counting(raw, progress))
        except csv.Error as error:
            where = f"{path.name}, line {reader.line_num}"
            raise _refused(where, f"it is not CSV: {error}", "saving it as CSV") from None
        except UnicodeDecodeError:
            advice = "saving it as CSV in UTF-8"
            raise _refused(path.name, "it is not UTF-8 text", advice) from None


def begins_with_mark(path: Path) -> bool:
    """Whether a file says by a byte order mark that it is UTF-8, as Excel's do."""
    with _opened(path) as raw:
        return raw.read(len(BOM_UTF8)) == BOM_UTF8


@contextmanager
def _opened(path: Path) -> Iterator[io.BufferedReader]:
    try:
        file = path.open("rb")
    except OSError as error:
        what = f"it cannot be read ({error.strerror})"
        raise _refused(path.name, what, "the path of a CSV file") from None
    with file:
        yield file


def _refused(where: str, what: str, what_to_try: str) -> FilesRefused:
    return FilesRefused([Problem(where, what, what_to_try)])


def _counting(raw: io.BufferedReader, progress: Progress | None) -> Callable[[], None]:
    """Tells `progress` how much further the file was read."""
    told = 0

    def tell() -> None:
        nonlocal told
        if progress is not None:
            progress(raw.tell() - told)
            told = raw.tell()

    return tell


def _parts(
    reader: Iterator[list[str]], path: Path, most: int, tell: Callable[[], None]
) -> Iterator[SheetPart]:
    names = next(reader, None)
    if names is None:
        raise _refused(path.name, "it is empty", "a first row with the names of the columns")
    filled = ((number, cells) for number, cells in enumerate(reader, 2) if any(cells))
    rows = list(islice(filled, most))
    while True:
        following = list(islice(filled, most))
        yield _part(names, rows)
        tell()
        if not following:
            return
        rows = following


def _part(names: list[str], rows: list[Numbered]) -> SheetPart:
    width = len(names)
    torn = [(number, cells) for number, cells in rows if len(cells) != width]
    if torn:
        rows = [(number, cells) for number, cells in rows if len(cells) == width]
    fitted = [(number, _fitted(cells, width)) for number, cells in torn]
    problems = tuple(_torn(cells, width) for _, cells in torn)
    return SheetPart(_frame(names, rows), _frame(names, fitted), problems)


def _fitted(cells: list[str], width: int) -> list[str]:
    return (cells + [""] * width)[:width]


def _torn(cells: list[str], width: int) -> Problem:
    what = f"it has {len(cells)} cells and there are {width} columns"
    if len(cells) > width:
        what += f"; too many are {', '.join(map(repr, cells[width:]))}"
    return Problem("cells", what, "quoting a cell that holds a comma")


def _frame(names: list[str], rows: list[Numbered]) -> pd.DataFrame:
    cells = np.empty((len(rows), len(names)), dtype=object)
    if rows:
        cells[:] = [row for _, row in rows]
    index = pd.Index([number for number, _ in rows], dtype="int64", name="row")
    return pd.DataFrame(cells, index=index, columns=pd.Index(names, dtype=object), dtype=object)
