"""The table of prices read back into price rules: tiers and parts that stand in several rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from estimator.loading.heads import Row
from estimator.loading.tables import PRICES
from estimator.loading.tracing import Path, Tracing
from pricing.problems import Problem, unknown

Read = tuple[Row, dict[str, Any]]
"""A row, and the fields that were read from it."""

_TIERED = ("volume", "graduated")
_SEVERAL = ("greater-of", "lesser-of")
_OF_A_TIER = ("from", "price", "flat")
_WORDS = ("name", "part")


class PriceRows:
    """The rows of the table of prices by name. What is wrong with them is told by `problems`."""

    def __init__(self, rows: Sequence[Read], trace: Tracing) -> None:
        self._trace = trace
        self._used: set[str] = set()
        self._read: set[int] = set()
        self._found: dict[tuple[str, str], Problem] = {}
        self._by_name: dict[str, list[Read]] = {}
        for row, record in rows:
            name = str(record.get("name", "")).strip()
            if name:
                self._by_name.setdefault(name, []).append((row, record))
            else:
                self._tell(row, "name", "it is missing", "the name of the price")

    def rule(self, name: str, path: Path, where: str) -> dict[str, Any]:
        """The rule of that name, as `PriceBook` reads it at `path`; `where` is who asks."""
        if name not in self._by_name:
            close = tuple(self._by_name)
            self._found[where, name] = unknown(where, name, close)
            return {"kind": "flat", "price": "0"}  # never used: there is a problem
        self._used.add(name)
        return self._part(self._by_name[name], "", path)

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the rows, those included that nothing names."""
        yield from self._found.values()
        for name, rows in self._by_name.items():
            if name not in self._used:
                at = self._trace.cell(PRICES, rows[0][0].number, "name")
                what = f"nothing has the price {name!r}"
                yield Problem(at, what, "naming it in charges, licences, extras or travel")
                continue
            for row, record in rows:
                if row.number not in self._read:
                    at = self._trace.cell(PRICES, row.number, "part")
                    what = f"part {_part_of(record)!r} is of no greater-of or lesser-of"
                    yield Problem(at, what, "the part of the row that it belongs to, then .1")

    def _part(self, rows: Sequence[Read], part: str, path: Path) -> dict[str, Any]:
        mine = [(row, record) for row, record in rows if _part_of(record) == part]
        if not mine:
            what = f"it has no row whose part is {part!r}" if part else "it has no row without part"
            self._tell(rows[0][0], "part", what, "adding that row")
            return {"kind": "flat", "price": "0"}  # never used: there is a problem
        self._read |= {row.number for row, _ in mine}
        row, record = mine[0]
        self._trace.note(path, PRICES, row.number)
        rule = {name: value for name, value in record.items() if name not in _WORDS}
        kind = rule.get("kind")
        if kind in _TIERED:
            return self._tiers(rule, mine, path)
        for again, _ in mine[1:]:
            self._tell(again, "part", "only tiers take several rows", "another name or part")
        if kind in _SEVERAL and "of" in rule:
            self._tell(row, "of", f"a {kind} is of its parts", "leaving the cell empty")
        if kind in _SEVERAL:
            rule["of"] = self._several(rows, part, path)
        return rule

    def _tiers(self, rule: dict[str, Any], rows: Sequence[Read], path: Path) -> dict[str, Any]:
        tiers: list[dict[str, Any]] = []
        for row, record in rows:
            self._trace.note((*path, "tiers", len(tiers)), PRICES, row.number)
            tiers.append({name: record[name] for name in _OF_A_TIER if name in record})
            if "price" not in record and "flat" not in record:
                self._tell(row, "price", "the tier has neither a price nor a flat sum", "0 if free")
            for name in record.keys() - set(_OF_A_TIER) - {*_WORDS}:
                if record[name] != rule.get(name):
                    what = f"it is {record[name]!r} here and {rule.get(name)!r} in the first tier"
                    self._tell(row, name, what, "the same in every tier")
        kept = {name: value for name, value in rule.items() if name not in _OF_A_TIER}
        return {**kept, "tiers": tiers}

    def _several(self, rows: Sequence[Read], part: str, path: Path) -> list[Any]:
        begin = f"{part}." if part else ""
        inner = dict.fromkeys(
            begin + other.removeprefix(begin).split(".")[0]
            for other in (_part_of(record) for _, record in rows)
            if other != part and other.startswith(begin)
        )
        return [self._part(rows, each, (*path, "of", index)) for index, each in enumerate(inner)]

    def _tell(self, row: Row, field: str, what: str, advice: str) -> None:
        where = self._trace.cell(PRICES, row.number, field)
        self._found[where, what] = Problem(where, what, advice)


def _part_of(record: dict[str, Any]) -> str:
    return str(record.get("part", "")).strip()
