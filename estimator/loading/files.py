"""Reading TOML exactly, and saying what is wrong with it in words a person can act on."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from pricing.problems import Problem

MOST_BYTES = 2_000_000
"""No price list is larger; a file that is, is something else."""

Model = TypeVar("Model", bound=BaseModel)
Table = dict[str, Any]


class FilesRefused(ValueError):
    """Files that cannot be used. `problems` says everything that is wrong with them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def read_toml(path: Path) -> Table:
    """The file as tables, decimals exact. Raises `FilesRefused` with the line of a mistake."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _refused(path, "it is larger than 2 MB", "the price list itself")
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"), parse_float=Decimal)
    except FileNotFoundError:
        raise _refused(path, "there is no such file", "the path of a TOML file") from None
    except OSError as error:
        raise _refused(path, f"it cannot be read ({error.strerror})", "another file") from None
    except UnicodeDecodeError:
        raise _refused(path, "it is not UTF-8 text", "saving it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise _refused(path, f"it is not TOML: {error}", "mending that line") from None


def _refused(path: Path, what: str, what_to_try: str) -> FilesRefused:
    return FilesRefused([Problem(path.name, what, what_to_try)])


def as_model(model: type[Model], table: Mapping[str, Any], file: str) -> Model:
    """The table as a model. Raises `FilesRefused` with every field that is wrong."""
    try:
        return model.model_validate(table)
    except ValidationError as error:
        raise FilesRefused(
            as_problem(detail, place(file, detail["loc"], table))
            for detail in error.errors(include_url=False)
        ) from None


def as_problem(detail: Mapping[str, Any], where: str) -> Problem:
    """One thing that a model refuses (an entry of `ValidationError.errors`) in plain words."""
    return Problem(where, _what(detail), _try(detail))


def place(file: str, path: Sequence[int | str], table: object) -> str:
    """Where a field is: file, table, row and field, skipping what is not in the file."""
    words, names = [file], list[str]()
    for step in path:
        here = _inside(table, step)
        if here is None and isinstance(table, Mapping) and table.get("kind") == step:
            continue
        if isinstance(step, int):
            words.append(f"{'.'.join(names) or 'row'} row {step + 1}{_called(here)}")
            names = []
        else:
            names.append(step)
        table = here
    if names:
        words.append(f"{'field ' if len(words) > 1 else ''}{'.'.join(names)}")
    return ", ".join(words)


def _inside(table: object, step: int | str) -> object:
    if isinstance(table, Mapping):
        return table.get(step)
    if isinstance(table, Sequence) and isinstance(step, int) and step < len(table):
        return table[step]
    return None


def _called(row: object) -> str:
    name = row.get("key") or row.get("label") if isinstance(row, Mapping) else None
    return f" ({name})" if name else ""


def _what(detail: Mapping[str, Any]) -> str:
    """What is wrong in plain words, with what was written."""
    kind, given = detail["type"], detail.get("input")
    said = _WORDS.get(kind, str(detail["msg"]).removeprefix("Value error, "))
    shown = isinstance(given, str | int | Decimal) and str(given) not in said
    return f"{said}, but it is {str(given)[:60]!r}" if shown else said


_WORDS = {
    "missing": "it is missing",
    "extra_forbidden": "there is no such field",
    "int_type": "it must be a whole number",
    "int_parsing": "it must be a whole number",
    "bool_type": "it must be true or false",
    "string_type": "it must be text in quotes",
    "string_pattern_mismatch": "it is not of the form such names have",
    "union_tag_not_found": "it does not say which kind it is",
    "union_tag_invalid": "there is no such kind",
    "tuple_type": "it must be a list",
    "date_from_datetime_parsing": "it must be a day",
    "date_type": "it must be a day",
    "model_type": "it must be a table",
}

_ADVICE = {
    "missing": "adding it",
    "extra_forbidden": "removing it, or correcting its spelling",
    "int_type": "a whole number without quotes",
    "int_parsing": "a whole number without quotes",
    "date_from_datetime_parsing": "a day such as 2027-01-01, without quotes",
    "date_type": "a day such as 2027-01-01, without quotes",
    "bool_type": "true or false",
    "greater_than_equal": "a larger number",
    "less_than_equal": "a smaller number",
    "string_pattern_mismatch": "small letters, digits and hyphens, such as team-day",
    "union_tag_not_found": 'adding kind = "…"',
    "literal_error": "one of the words named",
    "value_error": "the form named",
    "too_short": "adding at least one",
}


def _try(detail: Mapping[str, Any]) -> str:
    kinds = detail.get("ctx", {}).get("expected_tags")
    return f"one of: {kinds}" if kinds else _ADVICE.get(detail["type"], "the form named")
