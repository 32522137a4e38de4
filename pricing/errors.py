"""Every way pricing can refuse.

    PricingError
    ├── MoneyError          an operation on money that has no one right answer
    │   ├── NotExact        a float, or more decimals than there is room for
    │   ├── UnknownCurrency a code that ISO 4217 does not list
    │   └── MixedCurrencies two currencies in one sum
    ├── NotInForce          nothing is in force on a day
    ├── NotInColumns        a brief that cannot be written as one row of columns
    ├── MayOverflow         a price book whose amounts could exceed a column's int64
    └── BriefRefused        the brief cannot be priced with this price book; carries every Problem

Things a person can fix are `Problem` values (see `problems.py`), collected and shown all at once.
The classes here are raised for what must not go on.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pricing.problems import Problem


class PricingError(Exception):
    """The root of everything `pricing` raises on purpose."""


class MoneyError(PricingError):
    """An operation on money that has no one right answer."""


class NotExact(MoneyError, ValueError):
    """A number that cannot be taken exactly: a float, not a number, or too many decimals."""

    def __init__(self, value: object, why: str) -> None:
        self.value = value
        self.why = why
        super().__init__(f"{value!r} {why}")


class UnknownCurrency(MoneyError, ValueError):
    """A currency code that ISO 4217 does not list."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"{code!r} is not an ISO 4217 currency code such as USD")


class MixedCurrencies(MoneyError, ValueError):
    """Two currencies met in one operation."""

    def __init__(self, left: str, right: str) -> None:
        self.left, self.right = left, right
        super().__init__(f"{left} and {right} do not mix: convert one at a dated rate first")


class NotInForce(PricingError, LookupError):
    """Nothing is in force on the day asked for."""

    def __init__(self, what: str, on: date, first: date | None) -> None:
        self.what, self.on, self.first = what, on, first
        begins = f"the first begins on {first}" if first else "there is none"
        super().__init__(f"{what}: nothing is in force on {on}, {begins}")


class NotInColumns(PricingError, ValueError):
    """A brief that cannot be written as one row of columns: it has several sittings."""

    def __init__(self, row: int, why: str) -> None:
        self.row, self.why = row, why
        super().__init__(f"row {row + 1}: {why}; price it on its own with `estimate`")


class MayOverflow(PricingError, OverflowError):
    """A price book whose amounts could exceed an int64 when priced in columns."""

    def __init__(self, session: str, worst: int) -> None:
        self.session, self.worst = session, worst
        super().__init__(
            f"{session}: an amount could reach {worst:.3g}, beyond what a column holds;"
            " lower people_to, images_to or the prices"
        )


class BriefRefused(PricingError, ValueError):
    """The brief cannot be priced with this price book. `problems` says everything that is wrong."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
