"""A price book as an .xlsx workbook: a sheet for each table, drop-downs where a list is closed."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from estimator.loading.laying import Tables
from estimator.loading.tables import TABLES, Column, Kind

ROWS = 2_000
"""Down to this row the drop-downs and the formats of a column reach."""

_FORMATS: dict[Kind, str] = {
    "price": "0.00####",
    "percent": "0.####",
    "factor": "0.######",
    "count": "0",
    "day": "yyyy-mm-dd",
}
_NUMBERS: tuple[Kind, ...] = ("price", "percent", "factor", "count")
_MOST_LETTERS = 32_767
"""In a cell, by the format."""
_WIDE = {"lines": 48, "text": 24, "choice": 16}
_LONG = ("summary", "detail", "text", "note", "reason", "source", "name")


def workbook(tables: Tables, dated: date) -> bytes:
    """The tables as a workbook, the same bytes each time. `dated` is the day it bears.

    Raises `ValueError` for a text that is longer than a cell can be.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": datetime.combine(dated, time())})
    formats = _Formats(book)
    for table in TABLES:
        sheet = book.add_worksheet(table.name)
        sheet.freeze_panes(1, 0)
        for index, column in enumerate(table.columns):
            _head(sheet, index, column, formats)
            for number, row in enumerate(tables[table.name], 1):
                _cell(sheet, (number, index), row.get(column.field, ""), column)
    book.close()
    return file.getvalue()


class _Formats:
    """The formats by what a cell holds. Text is text, so that no 1-2 becomes a day."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format({"bold": True, "bottom": 1})
        self._by_kind = {
            kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()
        }
        self._text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})

    def of(self, column: Column) -> Any:
        """The format of a column's cells."""
        return self._by_kind.get(column.kind, self._text)


def _head(sheet: Any, index: int, column: Column, formats: _Formats) -> None:
    width = 48 if column.field in _LONG else _WIDE.get(column.kind, 14)
    sheet.set_column(index, index, width, formats.of(column))
    sheet.write_string(0, index, column.title, formats.head)
    source = _source(column)
    if source is not None:
        stop = {"error_title": column.title, "error_message": "One of the list, please."}
        sheet.data_validation(1, index, ROWS, index, {"validate": "list", "source": source, **stop})


def _source(column: Column) -> str | list[str] | None:
    """What a drop-down offers: the words of a closed list, or the names in another table."""
    if column.table:
        return f"='{column.table}'!$A$2:$A${ROWS}"
    if column.several:
        return None
    if column.kind == "flag":
        return ["yes", "no"]
    return list(column.choices) or None


def _cell(sheet: Any, at: tuple[int, int], text: str, column: Column) -> None:
    if not text:
        return
    if len(text) > _MOST_LETTERS:
        raise ValueError(f"{column.title}: {len(text):,} letters are more than a cell can hold")
    if column.kind in _NUMBERS:
        sheet.write_number(*at, float(text))
    elif column.kind == "day":
        sheet.write_datetime(*at, datetime.combine(date.fromisoformat(text), time()))
    else:
        sheet.write_string(*at, text)
