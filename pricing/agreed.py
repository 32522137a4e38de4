"""Agreed prices: amounts that the staff put in place of the list's, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from pricing.adjustments import Minor
from pricing.desk import AgreedPrice
from pricing.estimate import LineItem
from pricing.problems import Problem, unknown
from pricing.reasons import Reason


class Agreements:
    """The agreed prices of one quote while its lines are written."""

    def __init__(self, agreed: Sequence[AgreedPrice], minor: Minor) -> None:
        self.agreed, self.minor = agreed, minor
        self._sources: dict[str, None] = {}
        self._used = [0] * len(agreed)

    def settled(self, line: LineItem, sitting: int | None) -> LineItem:
        """The line at the price agreed for it, or as it is; `sitting` counts from 0."""
        self._sources[line.source] = None
        for index, each in enumerate(self.agreed):
            at = None if each.sitting is None else each.sitting - 1
            if each.source == line.source and (at is None or at == sitting):
                self._used[index] += 1
                return _at(line, self.minor.of(each.amount))
        return line

    def problems(self) -> Iterator[Problem]:
        """Agreements that no line bears out, or that several do."""
        for index, (each, lines) in enumerate(zip(self.agreed, self._used, strict=True)):
            where = f"desk.agreed[{index + 1}]"
            if not lines:
                yield unknown(f"{where}.source", each.source, tuple(self._sources))
            if lines > 1:
                yield Problem(f"{where}.sitting", f"{lines} lines come from it", "which sitting")


def _at(line: LineItem, amount: int) -> LineItem:
    because = Reason("agreed: {a:money} instead of {b:money}", {"a": amount, "b": line.amount})
    return msgspec.structs.replace(
        line,
        amount=amount,
        unit_price=None,
        because=(*line.because, because),
        listed=line.amount,
    )
