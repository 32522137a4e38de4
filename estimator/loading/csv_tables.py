"""A price book as a folder of CSV files, one for each table."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from estimator.loading.cells import Cell
from estimator.loading.files import MOST_BYTES, FilesRefused
from estimator.loading.heads import Sheet
from estimator.loading.laying import Tables
from estimator.loading.tables import TABLES, Table
from pricing.problems import Problem

_FILES = {table.name: f"{table.name.replace(' ', '-')}.csv" for table in TABLES}


def csv_tables(tables: Tables) -> dict[str, bytes]:
    """The files by name, in UTF-8 with the mark by which Excel knows it."""
    return {_FILES[table.name]: _written(table, tables).encode("utf-8-sig") for table in TABLES}


def _written(table: Table, tables: Tables) -> str:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(table.titles)
    for row in tables[table.name]:
        writer.writerow([row.get(column.field, "") for column in table.columns])
    return text.getvalue()


def read_csv_tables(folder: Path) -> tuple[Sheet, ...]:
    """The table in each CSV file of a folder.

    Raises `FilesRefused` with every file that is not CSV in UTF-8, and every row that is torn.
    """
    names = {file: table for table, file in _FILES.items()}
    sheets, problems = list[Sheet](), list[Problem]()
    for path in sorted(folder.glob("*.csv")):
        where = f"{folder.name}/{path.name}"
        try:
            sheets.append(Sheet(names.get(path.name, path.stem), _rows(path, where)))
        except FilesRefused as refused:
            problems += refused.problems
    if problems:
        raise FilesRefused(problems)
    return tuple(sheets)


def _rows(path: Path, where: str) -> tuple[tuple[int, tuple[Cell | None, ...]], ...]:
    reader = csv.reader(io.StringIO(_text(path, where), newline=""), strict=True)
    try:
        rows = [(number, cells) for number, cells in enumerate(reader, 1) if any(cells)]
    except csv.Error as error:
        at = f"{where}, line {reader.line_num}"
        raise FilesRefused([Problem(at, f"it is not CSV: {error}", "saving it as CSV")]) from None
    width = len(rows[0][1]) if rows else 0
    torn = [
        Problem(
            f"{where}, row {number}",
            f"it has {len(cells)} cells and there are {width} columns",
            "commas between cells, and quoting a cell that holds a comma",
        )
        for number, cells in rows
        if len(cells) != width
    ]
    if torn:
        raise FilesRefused(torn)
    return tuple(
        (number, tuple(Cell(text) if text else None for text in cells)) for number, cells in rows
    )


def _text(path: Path, where: str) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        what = f"it cannot be read ({error.strerror})"
        raise FilesRefused([Problem(where, what, "another file")]) from None
    if len(content) > MOST_BYTES:
        raise FilesRefused([Problem(where, "it is larger than 2 MB", "the table alone")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        advice = "saving it as CSV in UTF-8"
        raise FilesRefused([Problem(where, "it is not UTF-8 text", advice)]) from None
