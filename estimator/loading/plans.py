"""AI plans, exchange rates and evidence from CSV, exact, every problem with its row and column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from estimator.comparison import AiPlan, Finding, Rate, Rates
from estimator.loading.files import MOST_BYTES, FilesRefused, as_model
from pricing.problems import Problem
from pricing.values import Value

Model = TypeVar("Model", bound=Value)
Keyed = TypeVar("Keyed", AiPlan, Finding)

PLAN_COLUMNS = (
    "key",
    "vendor",
    "name",
    "price",
    "currency",
    "billing",
    "every",
    "least",
    "steps",
    "images",
    "seats",
    "turnaround_hours",
    "free_retries",
    "tax",
    "licence",
    "covers",
    "seen",
    "strength",
    "strength_why",
    "featured",
    "source",
    "note",
)
RATE_COLUMNS = ("from", "to", "rate", "day", "source")
FINDING_COLUMNS = tuple(Finding.model_fields)

_BILLING_COLUMNS = {
    "billing": "kind",
    "price": "price",
    "every": "every",
    "least": "least",
    "steps": "steps",
}
_COLUMNS_BY_FIELD = {
    **{field: column for column, field in _BILLING_COLUMNS.items()},
    "least_terms": "least",
    "least_seats": "least",
}
_LEAST = {"subscription": "least_terms", "per-seat": "least_seats"}
"""What the fewest are called, by the kind of billing."""
_FLAGS = {"yes": True, "true": True, "no": False, "false": False}


class _Sheet(msgspec.Struct, Generic[Model], frozen=True):
    """The models of the usable rows, each with where it stands, and the problems of the others."""

    rows: list[tuple[str, Model]]
    problems: list[Problem]


def load_plans(path: Path) -> tuple[tuple[AiPlan, ...], tuple[Problem, ...]]:
    """The plans of every usable row, and everything that is wrong with the others."""
    return _keyed(_read(path, AiPlan, PLAN_COLUMNS))


def load_evidence(path: Path) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
    """The findings of every usable row, and everything that is wrong with the others."""
    return _keyed(_read(path, Finding, FINDING_COLUMNS))


def load_rates(path: Path) -> Rates:
    """The exchange rates. Raises `FilesRefused` with every problem: no rate is better than half."""
    sheet = _read(path, Rate, RATE_COLUMNS)
    problems, seen = list(sheet.problems), set[object]()
    for where, rate in sheet.rows:
        same = (rate.base, rate.currency, rate.day)
        if same in seen:
            what = f"there are two rates from {rate.base} to {rate.currency} for {rate.day}"
            problems.append(Problem(f"{where}, column rate", what, "keeping one of them"))
        seen.add(same)
    if problems:
        raise FilesRefused(problems)
    return Rates(tuple(rate for _, rate in sheet.rows))


def _keyed(sheet: _Sheet[Keyed]) -> tuple[tuple[Keyed, ...], tuple[Problem, ...]]:
    """The rows without those whose key was used before."""
    first: dict[str, str] = {}
    kept, problems = list[Keyed](), list(sheet.problems)
    for where, row in sheet.rows:
        if row.key in first:
            what = f"the key {row.key!r} is already that of {first[row.key]}"
            problems.append(Problem(f"{where}, column key", what, "another key"))
            continue
        first[row.key] = where
        kept.append(row)
    return tuple(kept), tuple(problems)


def _read(path: Path, model: type[Model], columns: tuple[str, ...]) -> _Sheet[Model]:
    sheet = _Sheet[Model]([], [])
    try:
        rows = _rows(path)
        _, named = next(rows, ("", []))
        if wrong := _columns_wrong(path.name, named, columns):
            raise FilesRefused(wrong)
        for where, cells in rows:
            if len(cells) == len(named):
                _take(sheet, model, where, dict(zip(named, cells, strict=True)))
            else:
                what = f"it has {len(cells)} cells and there are {len(named)} columns"
                sheet.problems.append(Problem(where, what, "quoting a cell that holds a comma"))
    except FilesRefused as refused:
        sheet.problems.extend(refused.problems)
    return sheet


def _take(sheet: _Sheet[Model], model: type[Model], where: str, cells: dict[str, str]) -> None:
    try:
        sheet.rows.append((where, as_model(model, _table(model, cells), where)))
    except FilesRefused as refused:
        named = (_by_column(problem, where) for problem in refused.problems)
        sheet.problems.extend(dict.fromkeys(named))


def _rows(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The rows that hold anything, each with its number as a spreadsheet counts."""
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                yield f"{path.name}, row {number}", cells
    except csv.Error as error:
        where, what = f"{path.name}, line {reader.line_num}", f"it is not CSV: {error}"
        raise FilesRefused([Problem(where, what, "saving it as CSV")]) from None


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FilesRefused([Problem(path.name, "it is larger than 2 MB", "the list itself")])
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        what = f"it cannot be read ({error.strerror})"
        raise FilesRefused([Problem(path.name, what, "the path of a CSV file")]) from None
    except UnicodeDecodeError:
        raise FilesRefused(
            [Problem(path.name, "it is not UTF-8 text", "saving it as UTF-8")]
        ) from None


def _columns_wrong(file: str, named: list[str], columns: tuple[str, ...]) -> list[Problem]:
    wanted = f"these columns, with commas between: {', '.join(columns)}"
    wrong = [(name, "it is missing") for name in columns if name not in named]
    wrong += [(name, "there is no such column") for name in named if name not in columns]
    wrong += [(name, "it is there twice") for name in columns if named.count(name) > 1]
    return [Problem(f"{file}, column {name}", what, wanted) for name, what in wrong]


def _table(model: type[Value], cells: Mapping[str, str]) -> dict[str, object]:
    """The filled cells as the model's fields; an empty cell is unknown, and left out."""
    filled: dict[str, object] = {name: cell.strip() for name, cell in cells.items() if cell.strip()}
    if model is not AiPlan:
        return filled
    billing = {
        field: filled.pop(name) for name, field in _BILLING_COLUMNS.items() if name in filled
    }
    if "least" in billing:
        field = _LEAST.get(str(billing.get("kind")), "least")
        billing[field] = _whole(billing.pop("least"))
    if "steps" in billing:
        billing["steps"] = [_step(text) for text in str(billing["steps"]).split(";")]
    filled["billing"] = billing
    if "featured" in filled:
        filled["featured"] = _FLAGS.get(str(filled["featured"]).lower(), filled["featured"])
    if "free_retries" in filled:
        filled["free_retries"] = _whole(filled["free_retries"])
    if "covers" in filled:
        filled["covers"] = [use.strip() for use in str(filled["covers"]).split(";")]
    return filled


def _step(text: str) -> dict[str, object]:
    """`"100: 25.35"`, the price of each from so many on."""
    at_least, _, price = text.partition(":")
    return {"at_least": _whole(at_least.strip()), "price": price.strip()}


def _whole(cell: object) -> object:
    text = str(cell)
    return int(text) if text.isdecimal() and len(text) < 10 else cell


def _by_column(problem: Problem, where: str) -> Problem:
    """The problem with the column's name in place of the field's."""
    field = problem.where.removeprefix(where).removeprefix(", ").removeprefix("field ")
    if not field:
        return problem
    first, *inner = re.findall(r"[a-z_]+", field)
    column = inner[0] if first == "billing" and inner else first
    column = _COLUMNS_BY_FIELD.get(column, column)
    return msgspec.structs.replace(problem, where=f"{where}, column {column}")
