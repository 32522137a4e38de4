"""A CSV file of briefs in, two out, a part at a time; neither is touched until both are whole."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal, NamedTuple, TypeAlias

import pandas as pd

from estimator.loading.files import FilesRefused
from estimator.loading.sheets import Progress, begins_with_mark, read_sheet
from pricing import Problem

Price: TypeAlias = Callable[[pd.DataFrame], tuple[pd.DataFrame, pd.DataFrame]]
"""`price_frame` with everything but the frame."""

ROWS = 32_768
"""Rows at a time: what a progress bar moves by, and what is in memory."""

SHOWN = 10
"""How many refused rows are said in words as well; the file has all of them."""

TERMINAL = Path("-")


class Outputs(NamedTuple):
    """Where the priced rows go, `-` for standard output, and where the refused ones."""

    priced: Path
    refused: Path


class Batch(NamedTuple):
    """A file of briefs, where its rows go, and on how many threads they are priced."""

    source: Path
    outputs: Outputs
    threads: int = 1


class Tally(NamedTuple):
    """How many rows were priced and refused, and what is wrong with the first refused ones."""

    priced: int = 0
    refused: int = 0
    first: tuple[str, ...] = ()

    def plus(self, priced: pd.DataFrame, refused: pd.DataFrame) -> Tally:
        """Counted further."""
        shown = refused.head(SHOWN - len(self.first))
        said = zip(shown["row"], shown["problems"], strict=True)
        words = (*self.first, *(f"row {row}: {problems}" for row, problems in said))
        return Tally(self.priced + len(priced), self.refused + len(refused), words)


def price_file(
    source: Path, outputs: Outputs, price: Price, progress: Progress | None = None
) -> Tally:
    """Price every row of a CSV file of briefs into two CSV files in UTF-8.

    Rows keep their order and all their cells; the refused ones come with their row number in the
    spreadsheet and all problems. With none refused there is no such file, not even an older one.
    `progress` is told how many bytes were read. Raises `FilesRefused` for a file that is not CSV
    and for outputs that are one file or the source itself, and whatever `price` raises.
    """
    if len({path.resolve() for path in (source, *outputs)}) < 1 + len(outputs):
        what = "the briefs, the priced and the refused rows need a file each"
        raise FilesRefused([Problem(str(outputs.priced), what, "another name")])
    marked, tally = begins_with_mark(source), Tally()
    with _replacing(outputs.priced, marked) as good, _replacing(outputs.refused, marked) as bad:
        for part in read_sheet(source, ROWS, progress):
            priced, refused = price(part.rows)
            torn = part.torn.assign(problems=list(map(str, part.problems)))
            refused = _numbered(pd.concat([refused, torn]).sort_index())
            header, tally = tally == Tally(), tally.plus(priced, refused)
            _write(priced, good, header=header)
            _write(refused, bad, header=header)
    if not tally.refused:
        outputs.refused.unlink()
    return tally


def _numbered(refused: pd.DataFrame) -> pd.DataFrame:
    """The rows with their numbers before their problems, in place of those of an earlier run."""
    kept = refused.drop(columns=["row", "problems"], errors="ignore")
    return kept.assign(row=refused.index, problems=refused["problems"])


@contextmanager
def _replacing(path: Path, marked: bool) -> Iterator[IO[str]]:
    """A file that takes the place of `path` at the end, if all goes well."""
    if path == TERMINAL:
        yield sys.stdout
        return
    whole = path.with_name(f".{path.name}.part")
    file = whole.open("w", encoding="utf-8-sig" if marked else "utf-8", newline="")
    try:
        with file:
            yield file
        whole.replace(path)
    finally:
        whole.unlink(missing_ok=True)


def _write(frame: pd.DataFrame, file: IO[str], *, header: bool) -> None:
    """The rows as CSV. Text is written as it is, one that begins with = or @ as well."""
    text = _as_csv(frame, csv.QUOTE_MINIMAL, header=header)
    if "\r" in text:  # Python before 3.13 leaves a lone one unquoted, and the row torn
        text = _as_csv(frame, csv.QUOTE_ALL, header=header)
    file.write(text)


def _as_csv(frame: pd.DataFrame, quoting: Literal[0, 1], *, header: bool) -> str:
    text = io.StringIO()
    writer = csv.writer(text, quoting=quoting, lineterminator="\n")
    if header:
        writer.writerow(frame.columns)
    writer.writerows(
        zip(*(frame.iloc[:, at].tolist() for at in range(frame.shape[1])), strict=True)
    )
    return text.getvalue()
