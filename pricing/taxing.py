"""The taxes of one quote: which levies bear on what, and a line with its reason for each.

A tax that a client's status lifts is worked out like any other and then not asked for: added to
the price it comes to nothing, included in the price it is taken off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple, cast

import msgspec

from pricing.estimate import TaxLine
from pricing.levies import (
    Levy,
    LevyRow,
    Part,
    Standing,
    TotalsPolicy,
    bases_by_levy,
    by_held,
    levied,
)
from pricing.reasons import Figure, Reason
from pricing.tax import Tax, TaxPlace, TaxStatus
from pricing.values import MILLION, TaxCategory

EXEMPT = "E"
"""The category of what bears no tax for this client (EN 16931, UNTDID 5305)."""

Taxable = tuple[TaxCategory, int]
"""What a signed amount in minor units is to the tax law, and the amount."""


class TaxDue(msgspec.Struct, frozen=True, gc=False):
    """A tax of a place on a day, what it bears on, and why it is lifted where it is."""

    name: str
    levy: Levy
    applies_to: tuple[TaxCategory, ...]
    lifted: str = ""


def taxes_due(
    place: TaxPlace, status: TaxStatus | None, on: date, *, inclusive: bool
) -> tuple[TaxDue, ...]:
    """The taxes of a place, and what a client of that status withholds, at their rates on a day.

    Raises `NotInForce` before the first rate of one of them.
    """
    standing: Standing = "included" if inclusive else "added"
    due = [one for tax in place.taxes for one in _owed(tax, status, _levy(tax, on, standing))]
    withheld = status.withholds if status else ()
    return (
        *due,
        *(TaxDue(tax.name, _levy(tax, on, "withheld"), tax.applies_to) for tax in withheld),
    )


class Dues:
    """`taxes_due` in the places of one price book, remembered: few rates serve many quotes."""

    def __init__(self, *, inclusive: bool) -> None:
        self.inclusive = inclusive
        self._known: dict[tuple[str, str, date], tuple[TaxDue, ...]] = {}

    def on(self, day: date, place: TaxPlace, status: TaxStatus | None) -> tuple[TaxDue, ...]:
        """The taxes of a place on a day. Raises `NotInForce` as `taxes_due` does."""
        asked = (place.key, status.key if status else "", day)
        found = self._known.get(asked)
        if found is None:
            found = taxes_due(place, status, day, inclusive=self.inclusive)
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[asked] = found
        return found


_MOST_KNOWN = 1_000


def _levy(tax: Tax, on: date, standing: Standing) -> Levy:
    return Levy(tax.key, tax.rate(on).percent, standing=standing)


def _owed(tax: Tax, status: TaxStatus | None, levy: Levy) -> Iterator[TaxDue]:
    """A tax; where it is lifted from some charges and not from others, in two."""
    if status is None or tax.key not in status.lifts:
        yield TaxDue(tax.name, levy, tax.applies_to)
        return
    from_these = status.applies_to or tax.applies_to
    lifted = tuple(category for category in tax.applies_to if category in from_these)
    rest = tuple(category for category in tax.applies_to if category not in from_these)
    if rest:
        yield TaxDue(tax.name, levy, rest)
    if lifted:
        exempt = Levy(levy.key, levy.rate, EXEMPT, levy.standing)
        yield TaxDue(tax.name, exempt, lifted, status.reason)


class Taxed(msgspec.Struct, frozen=True, gc=False):
    """What all taxes come to: those charged, those lifted, those withheld; in minor units."""

    charged: int
    lifted: int
    withheld: int


def taxed(parts: Iterable[Taxable], taxes: Sequence[TaxDue], policy: TotalsPolicy) -> Taxed:
    """The sums of the taxes on `parts`; ints, or columns if `policy` works on columns."""
    sums = {"charged": 0, "lifted": 0, "withheld": 0}
    names = {tax.levy: _sum_of(tax) for tax in taxes}
    for row in levied(_bearing(parts, taxes), policy):
        sums[names[row.levy]] = sums[names[row.levy]] + cast(int, row.amount)
    return Taxed(**sums)


def _sum_of(tax: TaxDue) -> str:
    if tax.lifted:
        return "lifted"
    return "withheld" if tax.levy.standing == "withheld" else "charged"


def tax_lines(
    parts: Sequence[Taxable], taxes: Sequence[TaxDue], policy: TotalsPolicy
) -> tuple[tuple[TaxLine, ...], tuple[TaxLine, ...]]:
    """The taxes on `parts`, in the order of `taxes`, and what is withheld.

    A tax that applies to nothing has no line.
    """
    bearing = _bearing(parts, taxes)
    rows = {row.levy: row for row in levied(bearing, policy)}
    lines = _Lines(bearing, policy)
    found = [(tax, lines.line(tax, rows[tax.levy])) for tax in taxes if tax.levy in rows]
    owed = tuple([line for tax, line in found if tax.levy.standing != "withheld"])
    return owed, tuple([line for tax, line in found if tax.levy.standing == "withheld"])


def _bearing(parts: Iterable[Taxable], taxes: Sequence[TaxDue]) -> list[Part]:
    levies: dict[TaxCategory, tuple[Levy, ...]] = {}
    found = []
    for category, amount in parts:
        if category not in levies:
            levies[category] = tuple([tax.levy for tax in taxes if category in tax.applies_to])
        found.append(Part(amount, levies[category]))
    return found


class _Lines:
    """The words of the taxes on some parts."""

    def __init__(self, bearing: Sequence[Part], policy: TotalsPolicy) -> None:
        self.groups, self.policy = by_held(bearing), policy

    @cached_property
    def _taken(self) -> list[_Taken]:
        """What each set of taxes takes out of the prices that hold just those."""
        return [
            _Taken(
                levies,
                tuple(int(each) for each in self.policy.together([part.amount for part in parts])),
                {
                    row.levy: int(row.amount)
                    for row in levied([Part(part.amount, levies) for part in parts], self.policy)
                },
            )
            for levies, parts in self.groups.items()
        ]

    def line(self, tax: TaxDue, row: LevyRow) -> TaxLine:
        """One tax, with what it comes to and why."""
        levy, base, amount = tax.levy, int(row.base), int(row.amount)
        held = levy.standing == "included"
        because = [*self._held(levy)] if held else [self._added(levy, base, amount)]
        if not tax.lifted:
            return TaxLine(levy.key, tax.name, levy.rate, base, amount, tuple(because))
        included = amount if held else 0
        words = "{a:money} taken off: {why:text}" if included else "not charged: {why:text}"
        because.append(Reason(words, {"why": tax.lifted, "a": included}))
        return TaxLine(levy.key, tax.name, levy.rate, base, 0, tuple(because), True, included)

    def _added(self, levy: Levy, base: int, amount: int) -> Reason:
        figures: dict[str, Figure] = {"p": levy.rate, "b": base, "a": amount}
        if self.policy.tax_rounding == "per_rate":
            return Reason("{p:percent} of {b:money} = {a:money}", figures)
        bases = bases_by_levy(self.groups, self.policy)[levy]
        figures["l"] = tuple(int(each) for each in bases)
        return Reason("{p:percent} of {l:moneys} = {a:money}, rounded on each", figures)

    def _held(self, levy: Levy) -> Iterator[Reason]:
        """What prices hold of a tax: for each set of taxes that some of them hold together."""
        taken = [each for each in self._taken if levy in each.levies]
        yield from (_taken_out(levy, each) for each in taken)
        if len(taken) > 1:
            shares = tuple(each.shares[levy] for each in taken)
            yield Reason("{l:moneys} = {a:money}", {"l": shares, "a": sum(shares)})


class _Taken(NamedTuple):
    """Taxes that some prices hold together, what is taken out at one go, and what each gets."""

    levies: tuple[Levy, ...]
    amounts: tuple[int, ...]
    shares: dict[Levy, int]


def _taken_out(levy: Levy, taken: _Taken) -> Reason:
    """What prices hold of several taxes together, and the share of one of them."""
    rates, total = sum(each.rate for each in taken.levies), sum(taken.shares.values())
    figures: dict[str, Figure] = {"g": taken.amounts[0], "f": MILLION + rates, "t": total}
    words = "{g:money} − {g:money} ÷ {f:factor} = {t:money}"
    if len(taken.amounts) > 1:
        figures["l"] = taken.amounts
        words = "each of {l:moneys} less itself ÷ {f:factor}, rounded on each = {t:money}"
    if len(taken.levies) > 1 and rates:
        figures |= {"p": levy.rate, "all": rates, "s": taken.shares[levy]}
        words += ", of which {p:percent} in {all:percent}: {s:money}"
    return Reason(words, figures)
