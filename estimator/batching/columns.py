"""The columns of a sheet of briefs: those that are read, those that are only kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple, get_args

from pricing import PriceBook, Problem
from pricing.conditions import ClientKind
from pricing.licences import DIMENSIONS

SITTING = ("session", "people", "images", "looks", "minutes", "stations", "retouching", "licence")
LICENCE = tuple(f"licence.{dimension}" for dimension in DIMENSIONS)
EXTRA = "extra."
"""Before the key of an extra; the cell says how many."""
NOTE = "note."
"""Before the name of a column that is kept unread."""
UNREAD = ("reference", "client", "note", "row", "problems")
"""Kept unread; the last two are what a sheet of refused rows adds, so that it can come back."""
ADDED = ("currency", "edition", "priced_on")
AMOUNT = "amount."
CLIENTS: tuple[str, ...] = get_args(ClientKind)


NOT_IN_A_ROW = ("sittings", "extras", "options", "open")
"""What a brief may hold in numbers of its own, which a row has no columns for; `estimate` has."""

_SEVERAL = re.compile(r"sittings?\b|(session|people)[\W_]*[0-9]")


class Field(NamedTuple):
    """One thing that a brief says: the columns it is written in, and where `Briefs` has it."""

    columns: tuple[str, ...]
    briefs: tuple[str, ...]


FIELDS = (
    *(Field((name,), (name,)) for name in ("session", "people", "images", "looks")),
    *(Field((name,), (name,)) for name in ("minutes", "stations", "place", "distance")),
    Field(("retouching",), ("tier",)),
    Field(("licence", *LICENCE), ("licence",)),
    Field(("tax_status",), ("status",)),
    Field(("session_on",), ("day",)),
    Field(("session_at",), ("hour",)),
    *(Field((name,), (name,)) for name in ("delivery", "code")),
    Field(("clients",), CLIENTS),
)


def read_columns(book: PriceBook) -> tuple[str, ...]:
    """The columns that are read, in the order in which they are documented."""
    plain = tuple(name for field in FIELDS for name in field.columns)
    return (*plain, *(EXTRA + extra.key for extra in book.extras))


def is_kept(name: str) -> bool:
    """Whether a column is kept unread."""
    return name in UNREAD or name.startswith(NOTE)


def columns_wrong(names: Sequence[str], book: PriceBook) -> list[Problem]:
    """Columns that are missing, twice or unknown. None is passed over in silence."""
    if len(names) == 1 and any(mark in names[0] for mark in ";\t"):
        what = "a comma must stand between columns"
        return [Problem(f"column {names[0][:60]!r}", what, "saving it as CSV with commas")]
    known = read_columns(book)
    problems = [
        Problem(f"column {name}", "it is there twice", "keeping one of them")
        for name, times in Counter(names).items()
        if times > 1
    ]
    if "session" not in names:
        problems.append(Problem("column session", "it is missing", "adding it"))
    problems += [
        _unknown(name, known)
        for name in dict.fromkeys(names)
        if name not in known and not is_kept(name)
    ]
    return problems


def _unknown(name: str, known: Iterable[str]) -> Problem:
    if not name:
        return Problem("columns", "one has no name", "naming it, or taking it out")
    if name in ADDED or name.startswith(AMOUNT):
        return Problem(f"column {name}", "it belongs to a priced sheet", "the sheet before pricing")
    if name.startswith(EXTRA):
        sold = [each for each in known if each.startswith(EXTRA)]
        return Problem(
            f"column {name}", "there is no such extra", f"one of: {', '.join(sold) or 'none'}"
        )
    if _SEVERAL.match(name) or name.partition(".")[0] in NOT_IN_A_ROW:
        what = "a row is one sitting without options or anything open"
        return Problem(f"column {name}", what, "pricing that brief with the verb estimate")
    close = get_close_matches(name.casefold(), list(known), 3, 0.6)
    others = f"one of: {', '.join(close or known)}"
    return Problem(
        f"column {name}", "there is no such column", f"{others}; or {NOTE}{name} to keep it unread"
    )
