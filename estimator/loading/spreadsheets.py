"""The sheets of an .xlsx workbook, every cell as the text that was typed.

Read here rather than by a library, because libraries hand on numbers as binary ones and formulas as
the values that they once had; the first would be inexact and the second untrue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from posixpath import join, normpath

from estimator.loading.cells import Cell, Doubt, Form, plain_number
from estimator.loading.files import FilesRefused
from estimator.loading.heads import Sheet
from estimator.loading.packages import Element, Package
from pricing.problems import Problem

MOST_COLUMNS = 200

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Formats that every spreadsheet has and that show a day or a time (ECMA-376 part 1, 18.8.30)."""
_PERCENTAGES = {9, 10}
_FIRST_DAYS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_LEAP = 61
"""From this number on days are counted as in the calendar: before it stands a 29 February 1900."""


def read_workbook(path: Path) -> tuple[Sheet, ...]:
    """Every sheet of the workbook.

    Raises `FilesRefused` with every formula, error and merged cell by sheet, row and column, and
    for a file that is no plain workbook.
    """
    workbook = _Workbook(path)
    sheets = tuple(workbook.sheets())
    if workbook.problems:
        raise FilesRefused(workbook.problems)
    return sheets


class _Workbook:
    """A workbook being read."""

    def __init__(self, path: Path) -> None:
        self.package = Package(path)
        self.problems: list[Problem] = []
        if not self.package.has("xl/workbook.xml"):
            raise self.package.refused("it is not an .xlsx workbook", "saving it as .xlsx")
        self.root = self.package.read("xl/workbook.xml")
        said = self.root.first("workbookPr")
        since = said.attributes.get("date1904", "0") if said else "0"
        self.first_day = _FIRST_DAYS[since in ("1", "true")]
        self.texts = self._texts()
        self.forms = self._forms()

    def sheets(self) -> Iterator[Sheet]:
        """The sheets in their order, those that are hidden too."""
        targets = self._targets()
        listed = self.root.first("sheets")
        for entry in listed.all("sheet") if listed else ():
            name, key = entry.attributes.get("name", ""), entry.attributes.get("id", "")
            part = targets.get(key, "")
            if not self.package.has(part):
                raise self.package.refused(f"its sheet {name[:60]} is not there", "saving it again")
            yield Sheet(name, tuple(self._rows(name, self.package.read(part))))

    def _targets(self) -> dict[str, str]:
        """The part of each sheet by the key that the workbook has for it."""
        part = "xl/_rels/workbook.xml.rels"
        root = self.package.read(part)
        return {
            each.attributes.get("Id", ""): _part(each.attributes.get("Target", ""))
            for each in root.all("Relationship")
        }

    def _texts(self) -> list[str]:
        if not self.package.has("xl/sharedStrings.xml"):
            return []
        return [_text(each) for each in self.package.read("xl/sharedStrings.xml").all("si")]

    def _forms(self) -> list[Form]:
        """How each style shows a number."""
        if not self.package.has("xl/styles.xml"):
            return []
        root = self.package.read("xl/styles.xml")
        formats, styles = root.first("numFmts"), root.first("cellXfs")
        codes = {
            each.attributes.get("numFmtId", ""): each.attributes.get("formatCode", "")
            for each in (formats.all("numFmt") if formats else ())
        }
        return [
            _form(each.attributes.get("numFmtId", "0"), codes)
            for each in (styles.all("xf") if styles else ())
        ]

    def _rows(self, name: str, root: Element) -> Iterator[tuple[int, tuple[Cell | None, ...]]]:
        self._merged(name, root)
        content, number = root.first("sheetData"), 0
        for row in content.all("row") if content else ():
            said = row.attributes.get("r", "")
            number = int(said) if said.isdecimal() and len(said) < 8 else number + 1
            cells = self._cells(f"{self.package.name}, {name}, row {number}", row)
            if any(cells):
                yield number, tuple(cells)

    def _merged(self, name: str, root: Element) -> None:
        merged = root.first("mergeCells")
        for each in merged.all("mergeCell") if merged else ():
            where = f"{self.package.name}, {name}, cells {each.attributes.get('ref', '')}"
            self.problems.append(Problem(where, "they are merged", "taking them apart"))

    def _cells(self, where: str, row: Element) -> list[Cell | None]:
        cells: list[Cell | None] = []
        for each in row.all("c"):
            index = _column(each.attributes.get("r", ""), len(cells))
            if index >= MOST_COLUMNS:
                what = f"it has more than {MOST_COLUMNS} columns"
                self.problems.append(Problem(where, what, "the file as it was exported"))
                break
            cells += [None] * (index + 1 - len(cells))
            try:
                cells[index] = self._cell(each)
            except Doubt as doubt:
                at = f"{where}, column {_letters(index)}"
                self.problems.append(Problem(at, doubt.what, doubt.advise))
        return cells

    def _cell(self, cell: Element) -> Cell | None:
        """What was typed. Raises `Doubt` for what was calculated, or went wrong."""
        kind, value = cell.attributes.get("t", "n"), cell.first("v")
        if cell.first("f") is not None:
            raise Doubt("it holds a formula", "the value itself, pasted as a value")
        text = value.text if value is not None else ""
        if kind == "inlineStr":
            inline = cell.first("is")
            return Cell(_text(inline)) if inline else None
        if not text:
            return None
        match kind:
            case "s":
                return Cell(self._shared(text))
            case "str":
                return Cell(_unescaped(text))
            case "b":
                return Cell(text, "flag")
            case "n" | "d":
                return self._number(text, cell.attributes.get("s", "0"))
            case _:
                raise Doubt(f"it holds the error {text[:20]}", "the value that is meant")

    def _shared(self, text: str) -> str:
        if not text.isdecimal() or int(text) >= len(self.texts):
            raise Doubt("it names a text that is not there", "typing it again")
        return self.texts[int(text)]

    def _number(self, text: str, style: str) -> Cell:
        known = style.isdecimal() and int(style) < len(self.forms)
        form = self.forms[int(style)] if known else "number"
        try:
            if form == "day":
                return Cell(_day(float(text), self.first_day), "day")
            return Cell(plain_number(text), form)
        except (ValueError, OverflowError) as error:
            if isinstance(error, Doubt):
                raise
            raise Doubt(f"{text[:30]} is not a number", "typing it again") from None


def _part(target: str) -> str:
    return normpath(target.lstrip("/") if target.startswith("/") else join("xl", target))


def _text(element: Element) -> str:
    """A text with its runs put together; how it is pronounced is no part of it."""
    runs = [run.text for each in element.all("r") for run in each.all("t")]
    return _unescaped("".join([*(each.text for each in element.all("t")), *runs]))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda hit: chr(int(hit[1], 16)), text)


def _form(number: str, codes: dict[str, str]) -> Form:
    """How a format shows a number: as one, as a percentage, or as a day."""
    code = _QUOTED.sub("", codes.get(number, ""))
    known = int(number) if number.isdecimal() and not code else -1
    if known in _PERCENTAGES or "%" in code:
        return "percentage"
    if known in _DAYS or (code.casefold() != "general" and set(code.casefold()) & set("ymdhs")):
        return "day"
    return "number"


def _day(number: float, first: date) -> str:
    if number != int(number):
        raise Doubt("it holds a time of day", "a day alone")
    if first == _FIRST_DAYS[False] and number < _LEAP:
        raise Doubt("it is a day before March 1900", "a day of this century")
    return (first + timedelta(int(number))).isoformat()


def _column(reference: str, following: int) -> int:
    """The index of a cell's column; without a reference it follows the one before."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return following
    index = 0
    for letter in found[1]:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
