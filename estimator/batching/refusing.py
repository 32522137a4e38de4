"""Rows that columns cannot price: what the engine makes of them, in the words of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

import msgspec

from estimator.batching.cells import Cells, column_of, read_row
from pricing import BriefRefused, Estimate, NotInForce, PriceBook, Problem, estimate
from pricing.brief import Brief
from pricing.values import AREAS

Answer: TypeAlias = Estimate | tuple[Problem, ...]

_TOGETHER: tuple[tuple[set[str], set[str]], ...] = (
    ({"people", "stations", "minutes"}, {"people", "stations", "minutes"}),
    ({"place"}, {"tax_status"}),
    ({"session"}, {"distance"}),
)
"""Where one of the first is not known, nothing certain can be said of the second."""

_WITHOUT_SESSION = ("place", "tax_status", "delivery", "session_on")
"""What means something in a row whose session cannot be read."""


def answer(cells: Cells, book: PriceBook, on: date) -> Answer:
    """The estimate of a row, or everything that is wrong with it, by column."""
    row = read_row(cells)
    brief = row.brief
    if brief is None:
        rest = {name: cells[name] for name in _WITHOUT_SESSION if name in cells}
        brief = read_row({"session": book.session_types[0].key, **rest}).brief
    found = _by_engine(brief, book, on) if brief is not None else ()
    if not isinstance(found, tuple):
        return _ordered(row.problems, cells) or found
    return _ordered((*row.problems, *_certain(found, row.problems)), cells)


def _ordered(problems: Iterable[Problem], cells: Cells) -> tuple[Problem, ...]:
    """By the columns of the row; what stands in none of its cells comes first."""
    places = {column: place for place, column in enumerate(cells)}
    return tuple(sorted(problems, key=lambda problem: places.get(problem.where, -1)))


def _by_engine(brief: Brief, book: PriceBook, on: date) -> Answer:
    try:
        return estimate(brief, book, on)
    except BriefRefused as refused:
        return tuple(_by_column(problem, brief) for problem in refused.problems)
    except NotInForce as refused:
        return (Problem("session_on", str(refused), "a later day, or another place"),)


def _by_column(problem: Problem, brief: Brief) -> Problem:
    """`sittings[1].people` as `people`, and `extras[2].quantity` as that extra's column."""
    steps = re.findall(r"[^.\[\]]+", problem.where)
    path = tuple(int(step) - 1 if step.isdecimal() else step for step in steps)
    column = column_of(path, [choice.key for choice in brief.extras])
    return msgspec.structs.replace(problem, where=column)


def _certain(found: tuple[Problem, ...], unread: tuple[Problem, ...]) -> list[Problem]:
    """What the engine says of cells that were read and do not hang on one that was not."""
    doubtful = {problem.where for problem in unread}
    unknown = doubtful | {problem.where for problem in found if problem.where == "session"}
    for some, others in _TOGETHER:
        if unknown & some:
            doubtful |= others
    return [problem for problem in found if problem.where not in doubtful]


def figures(estimate: Estimate, names: Iterable[str]) -> dict[str, int]:
    """An estimate's amounts by the names that columns have for them, in minor units."""
    found: dict[str, int] = {
        area: sum(line.amount for line in estimate.lines if line.area == area) for area in AREAS
    }
    found["adjustments"] = sum(each.amount for each in estimate.adjustments)
    return {name: found[name] if name in found else getattr(estimate, name) for name in names}
