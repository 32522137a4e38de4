"""Cells: the exact reading of a brief from the texts of one row. Blank is left open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from typing import Any, NamedTuple, TypeAlias, TypeVar

from pydantic import ValidationError

from estimator.batching.columns import CLIENTS, EXTRA, LICENCE, SITTING
from estimator.loading.files import as_problem
from pricing import Brief, Problem
from pricing.licences import DIMENSIONS

Cells: TypeAlias = Mapping[str, str]
"""The filled cells of a row, without the space around them, by column."""


class Row(NamedTuple):
    """What a row says: its brief as far as it can be read, and what cannot be, by column."""

    brief: Brief | None
    problems: tuple[Problem, ...]


class Unread(ValueError):
    """A cell that says nothing certain: what is wrong with it, and what to write instead."""

    def __init__(self, what: str, what_to_try: str) -> None:
        self.what, self.what_to_try = what, what_to_try
        super().__init__(what)


def filled(texts: Mapping[str, str]) -> Cells:
    """The cells that say something."""
    return {column: text for column, text in texts.items() if text}


def read_row(cells: Cells) -> Row:
    """The brief of one row, which is one sitting; with a problem, what is left without that cell.

    There is no brief at all while the session is not known, because nothing else means anything.
    """
    table, problems = _table(cells)
    try:
        return Row(Brief.model_validate(table), tuple(problems))
    except ValidationError as error:
        refused = _by_column(error, [extra["key"] for extra in table["extras"]])
    found = {problem.where: problem for problem in (*refused, *problems)}
    rest = {name: cell for name, cell in cells.items() if name not in _with_licence(found)}
    left = read_row(rest).brief if "session" in rest else None
    return Row(left, tuple(found.values()))


def _by_column(error: ValidationError, extras: list[str]) -> list[Problem]:
    return [
        as_problem(detail, column_of(detail["loc"], extras))
        for detail in error.errors(include_url=False)
        if detail["loc"] != ("sittings",)  # says only that the one sitting has a problem
    ]


def _with_licence(columns: Iterable[str]) -> set[str]:
    """The columns, and all five of the licence where one of them is among them."""
    licence = {"licence", *LICENCE}
    return set(columns) | (licence if licence & set(columns) else set())


def column_of(path: tuple[int | str, ...], extras: list[str]) -> str:
    """The column that wrote a field of the brief, its path given; `extras` are the keys by row."""
    match path:
        case ("sittings", int(), "licence", *rest):
            dimension = [step for step in rest if step in DIMENSIONS]
            return ".".join(["licence", *map(str, dimension)])
        case ("sittings", int(), field, *_):
            return str(field)
        case ("extras", int(row), *_):
            return EXTRA + extras[row]
        case _:
            return str(path[0])


def _table(cells: Cells) -> tuple[dict[str, Any], list[Problem]]:
    """The cells as the table that a brief's file would be; what is not certain is left out."""
    sitting: dict[str, Any] = {}
    whole: dict[str, Any] = {"sittings": [sitting], "extras": []}
    problems: list[Problem] = []
    for column, text in cells.items():
        try:
            value = _READ.get(column, _count if column.startswith(EXTRA) else str)(text)
        except Unread as unread:
            problems.append(Problem(column, unread.what, unread.what_to_try))
            continue
        _enter(column, value, sitting, whole)
    problems += _licence(cells, sitting)
    return whole, problems


def _enter(column: str, value: Any, sitting: dict[str, Any], whole: dict[str, Any]) -> None:
    if column in LICENCE:
        return
    if column.startswith(EXTRA):
        if value:
            whole["extras"].append({"key": column.removeprefix(EXTRA), "quantity": value})
    elif column in SITTING:
        sitting[column] = value
    else:
        whole[column] = value


def _licence(cells: Cells, sitting: dict[str, Any]) -> list[Problem]:
    """The four columns of a licence by media and place, which say one thing together."""
    given = [name for name in LICENCE if name in cells]
    if not given:
        return []
    if "licence" in sitting:
        del sitting["licence"]
        what = f"there is a licence by name, and one by {', '.join(given)}"
        return [Problem("licence", what, "one of the two")]
    missing = [name for name in LICENCE if name not in cells]
    if missing:
        advice = "all four: a licence by media and place has no default"
        return [Problem(name, "it is missing", advice) for name in missing]
    names = zip(DIMENSIONS, LICENCE, strict=True)
    sitting["licence"] = {dimension: cells[name] for dimension, name in names}
    return []


A_DAY = "a day such as 2027-01-31"
AN_HOUR = "an hour of the day such as 18:00 or 09:30"

Moment = TypeVar("Moment", date, time)

_WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_HOUR = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?", re.ASCII)


def _count(text: str) -> int:
    """`12`. Not `12.0` and not `1.000`, which is one or a thousand, depending on the reader."""
    if not _WHOLE.fullmatch(text):
        what = f"{_shown(text)} is not a whole number of at most nine digits"
        raise Unread(what, "a number such as 12")
    return int(text)


def _day(text: str) -> date:
    """`2027-01-31`. Not `01/02/2027`, which is two days, depending on the reader."""
    if not _DAY.fullmatch(text):
        raise Unread(f"{_shown(text)} is not year-month-day", A_DAY)
    return _existing(text, date.fromisoformat, A_DAY)


def _hour(text: str) -> time:
    """`18:00`. Not `6:00`, which may be the evening."""
    if not _HOUR.fullmatch(text):
        raise Unread(f"{_shown(text)} is not hours:minutes", AN_HOUR)
    return _existing(text, time.fromisoformat, AN_HOUR)


def _existing(text: str, read: Callable[[str], Moment], advice: str) -> Moment:
    try:
        return read(text)
    except ValueError:
        raise Unread(f"there is no {text}", advice) from None


def _clients(text: str) -> list[str]:
    kinds = [kind.strip() for kind in text.split(";") if kind.strip()]
    if wrong := [kind for kind in kinds if kind not in CLIENTS]:
        raise Unread(f"there is no {_shown(wrong[0])}", f"one or more of: {'; '.join(CLIENTS)}")
    return kinds


def _session(text: str) -> str:
    """One session type. Two of them in a cell are two sittings, which no row can hold."""
    if re.search(r"[;,+&\n]", text):
        what = f"a row is one sitting, and {_shown(text)} names several"
        raise Unread(what, "pricing that booking on its own with the verb estimate")
    return text


def _shown(text: str) -> str:
    return repr(text[:60])


_READ: dict[str, Callable[[str], Any]] = {
    "session": _session,
    **dict.fromkeys(("people", "images", "looks", "minutes", "stations", "distance"), _count),
    "session_on": _day,
    "session_at": _hour,
    "clients": _clients,
}
