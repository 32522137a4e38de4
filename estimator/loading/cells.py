"""Cells: what stands in one, and what it means in its column. Nothing is guessed.

A spreadsheet holds a number as a binary one. The shortest decimal that names it is what somebody
typed as long as that has at most 15 digits, because every decimal of 15 digits has a binary number
of its own; a number that needs more is the outcome of a calculation and is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import msgspec

from estimator.loading.tables import Column, Kind
from pricing.money import decimal_text
from pricing.values import FACTOR_PLACES, PERCENT_PLACES, PRICE_PLACES

DIGITS = 15
"""As many decimal digits as a spreadsheet's number surely keeps."""

Form = Literal["text", "number", "percentage", "day", "flag"]


class Cell(msgspec.Struct, frozen=True):
    """What stands in a cell: as text, and in which form a spreadsheet holds it."""

    text: str
    form: Form = "text"


class Doubt(ValueError):
    """A cell that does not say what its column needs: `what` is wrong, and what to `advise`."""

    def __init__(self, what: str, advise: str) -> None:
        super().__init__(what)
        self.what, self.advise = what, advise


def written(value: Any, column: Column) -> str:
    """A field's value as the text of its cell; nothing where it is empty."""
    if value is None or value in ("", ()):
        return ""
    if column.several:
        return ", ".join(map(str, value))
    return _WRITE.get(column.kind, str)(value)


def meant(cell: Cell, column: Column) -> Any:
    """What a filled cell says, as `PriceBook` reads it. Raises `Doubt` for what is not certain."""
    if cell.form == "percentage":
        advice = "the number itself, such as 8.875, in a cell that is formatted as a number"
        raise Doubt(f"it is formatted as a percentage and holds {cell.text}", advice)
    if cell.form == "day" and column.kind != "day":
        raise Doubt(f"it is formatted as a day, {cell.text}", "a cell that is formatted as text")
    if column.kind == "choice":
        return _choice(cell, column)
    if column.kind == "text":
        return cell.text.strip() if column.table else cell.text
    return _READ.get(column.kind, _figure)(cell)


def plain_number(text: str) -> str:
    """A spreadsheet's number as the decimal somebody typed.

    Raises `Doubt` for one that no decimal of 15 digits names.
    """
    number = Decimal(repr(float(text)))
    if not number.is_finite() or len(number.normalize().as_tuple().digits) > DIGITS:
        advice = f"typing the number that is meant, with at most {DIGITS} digits"
        raise Doubt(f"{text} is not the number that anybody typed", advice)
    return f"{number:f}".removesuffix(".0")


def lines(texts: Iterable[str]) -> str:
    """Several texts one under the other; a line break within one is written \\n."""
    return "\n".join(
        text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r") for text in texts
    )


_ESCAPED = re.compile(r"\\(.)")
_BREAKS = {"n": "\n", "r": "\r"}


def _of_lines(cell: Cell) -> list[str]:
    found = (line for line in cell.text.replace("\r\n", "\n").split("\n") if line.strip())
    return [_ESCAPED.sub(lambda hit: _BREAKS.get(hit[1], hit[1]), line) for line in found]


_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


def _figure(cell: Cell) -> str:
    text = cell.text.strip()
    if _NUMBER.fullmatch(text) is None:
        advice = "digits and a point for decimals alone, such as 1250 or 8.875"
        raise Doubt(f"{text[:60]!r} is not a plain number", advice)
    return text


def _count(cell: Cell) -> int:
    text = cell.text.strip()
    if not (text.isascii() and text.isdecimal()):
        raise Doubt(f"{text[:60]!r} is not a whole number", "a whole number, such as 12")
    return int(text)


_FLAGS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def _flag(cell: Cell) -> bool:
    text = cell.text.strip().casefold()
    if text not in _FLAGS or (text in "01" and cell.form != "flag"):
        raise Doubt(f"{cell.text[:60]!r} is neither yes nor no", "yes or no")
    return _FLAGS[text]


def _day(cell: Cell) -> date:
    text = cell.text.strip()
    try:
        if cell.form == "number" or len(text) != len("2027-01-01"):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise Doubt(f"{text[:60]!r} is not a day", "a day such as 2027-01-01") from None


def _choice(cell: Cell, column: Column) -> Any:
    parts = [part.strip() for part in cell.text.split(",")] if column.several else [cell.text]
    words = [part.strip() for part in parts if part.strip()]
    unknown = [word for word in words if column.choices and word not in column.choices]
    if unknown:
        what = f"there is no {', '.join(repr(word[:60]) for word in unknown)}"
        raise Doubt(what, f"one of: {', '.join(column.choices)}")
    return words if column.several else words[0]


def _decimals(places: int, at_least: int = 0) -> Callable[[int], str]:
    return lambda scaled: decimal_text(scaled, places, at_least)


_WRITE: dict[Kind, Callable[[Any], str]] = {
    "price": _decimals(PRICE_PLACES, 2),
    "percent": _decimals(PERCENT_PLACES),
    "factor": _decimals(FACTOR_PLACES),
    "flag": lambda value: "yes" if value else "no",
    "day": date.isoformat,
    "lines": lines,
}

_READ: dict[Kind, Callable[[Cell], Any]] = {
    "count": _count,
    "flag": _flag,
    "day": _day,
    "lines": _of_lines,
}
