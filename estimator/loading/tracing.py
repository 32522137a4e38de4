"""Where what stands in a price book was read: the sheet, the row and the column of every field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from estimator.loading.tables import BY_NAME

Path: TypeAlias = tuple[int | str, ...]

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")

_FIELDS = {
    "session_types": "sessions",
    "charges": "charges",
    "places": "places",
    "taxes": "taxes",
    "rates": "tax rates",
    "instalments": "instalments",
    "media": "licence options",
    "place": "licence options",
    "term": "licence options",
    "exclusivity": "licence options",
}
"""The table of a list that is missing or too short, by its field."""


class Tracing:
    """The row of each record of a book. `where` is what each table is called in a problem."""

    def __init__(self, where: Mapping[str, str]) -> None:
        self._where = where
        self._rows: dict[Path, tuple[str, int]] = {}

    def note(self, path: Path, table: str, number: int) -> None:
        """The record at `path` was read from that row."""
        self._rows[path] = (table, number)

    def cell(self, table: str, number: int, field: str = "") -> str:
        """A row in words, or a cell of it."""
        column = BY_NAME[table].column(field)
        said = f"{self._where[table]}, row {number}"
        return f"{said}, column {column.title}" if column else said

    def of_path(self, path: Sequence[int | str], content: Any) -> str:
        """The cell of what `PriceBook` refuses, from the steps that lead there."""
        steps: list[int | str] = []
        for step in path:
            inner = _inside(content, step)
            if inner is None and isinstance(content, Mapping) and content.get("kind") == step:
                continue  # the kind of a rule is a step of the type, not of the content
            steps.append(step)
            content = inner
        return self._nearest(tuple(steps))

    def of_words(self, where: str, content: Any) -> str:
        """The cell of what the checks call `session_types.team.charges[2].rule.price`."""
        steps: list[int | str] = []
        for name, number in _STEP.findall(where):
            step = int(number) - 1 if number else _step(content, name)
            steps.append(step)
            content = _inside(content, step)
        return self._nearest(tuple(steps))

    def _nearest(self, steps: Path) -> str:
        """The row of the closest record that was read, and the column the rest leads to."""
        for length in range(len(steps), -1, -1):
            if steps[:length] not in self._rows:
                continue
            table, number = self._rows[steps[:length]]
            rest = [str(step) for step in steps[length:] if not isinstance(step, int)]
            if rest and rest[0] in _FIELDS and BY_NAME[table].column(rest[0]) is None:
                return self._where[_FIELDS[rest[0]]]
            for end in range(len(rest), 0, -1):
                field = ".".join(rest[:end])
                if BY_NAME[table].column(field):
                    return self.cell(table, number, field)
            return self.cell(table, number)
        return ".".join(map(str, steps))


def _inside(content: Any, step: int | str) -> Any:
    if isinstance(content, Mapping):
        return content.get(step)
    if isinstance(content, list) and isinstance(step, int) and 0 <= step < len(content):
        return content[step]
    return None


def _step(content: Any, name: str) -> int | str:
    """The index of the entry with that key, or the field of that name."""
    entries = content if isinstance(content, list) else []
    keys = [entry.get("key") for entry in entries if isinstance(entry, Mapping)]
    return keys.index(name) if name in keys else name
