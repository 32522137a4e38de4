"""The running account of a quote while it is being priced.

It holds what each area holds of each tax category, so that every base can be asked for by name
and no discount takes more than is there. `Account` is the arithmetic, the same for one brief and
for a column of them; `Ledger` is an account that also writes the lines of one quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from pricing.adjustments import Base, Minor
from pricing.estimate import LineItem
from pricing.maths import Maths
from pricing.money import allocated, decimal_text, power_of_ten
from pricing.reasons import Figure, Reason
from pricing.rules import Shown
from pricing.values import AREAS, PRICE_PLACES, TAX_CATEGORIES, Area, TaxCategory

_AREAS_OF: dict[Base, tuple[Area, ...]] = {
    **{area: (area,) for area in AREAS},
    "creative": ("session", "retouching"),
    "lines": AREAS,
    "running": AREAS,
}

Place = tuple[Area, TaxCategory]
Parts = tuple[tuple[TaxCategory, int], ...]


class Account:
    """What has been charged by area, and what is held after adjustments, in minor units."""

    def __init__(self, minor: Minor, maths: Maths) -> None:
        self.minor = minor
        self.maths = maths
        self._charged: dict[tuple[int | None, Area], int] = {}
        self._held: dict[Place, int] = {}
        self._bases: dict[Base, int] = {}

    def charge(self, place: Place, amount: int, sitting: int | None = None) -> None:
        """Enter an amount, for one sitting or for the whole booking."""
        charged, area = self._charged, place[0]
        self._bases.clear()
        charged[sitting, area] = charged.get((sitting, area), 0) + amount
        self._held[place] = self._held.get(place, 0) + amount

    def base(self, name: Base, sittings: Iterable[int] | None = None) -> int:
        """What a named base comes to; of some sittings, or of all."""
        if name == "running":
            return self.total
        if sittings is not None:
            return self._sum(name, set(sittings))
        if name not in self._bases:
            self._bases[name] = self._sum(name, None)
        return self._bases[name]

    def left(self, name: Base) -> int:
        """What is still there of a base after the adjustments made so far."""
        areas = _AREAS_OF[name]
        return sum(amount for (area, _), amount in self._held.items() if area in areas)

    def share(self, amount: int, name: Base, *, taken: bool) -> Parts:
        """Enter an amount on a base, or take it away, shared over tax categories.

        By largest remainder, first over the categories, then within each over the areas, of equals
        the earliest in `TAX_CATEGORIES` and `AREAS`. Where the base holds nothing, the whole is
        shared over everything; where there is nothing at all, it goes to `session`.
        """
        where, weights = self.maths.where, self._weights(name)
        present = {category for _, category in weights}
        categories = [category for category in TAX_CATEGORIES if category in present]
        sums = [_of_category(weights, category) for category in categories]
        shares = dict(zip(categories, allocated(amount, sums, self.maths), strict=True))
        for category, part in shares.items():
            self._spread(part, category, weights, taken=taken)
        homeless = where(sum(sums) == 0, amount, 0)
        if self.maths.some(homeless != 0):
            self.enter_on("session", homeless, taken=taken)
            shares["session"] = shares.get("session", 0) + homeless
        return tuple(shares.items())

    def _weights(self, name: Base) -> dict[Place, int]:
        """What each place holds of a base; of everything, where the base holds nothing."""
        areas, elsewhere = _AREAS_OF[name], self.left(name) == 0
        inside = {place: held for place, held in self._held.items() if place[0] in areas}
        if not self.maths.some(elsewhere):
            return inside
        return {
            place: held if place in inside else self.maths.where(elsewhere, held, 0)
            for place, held in self._held.items()
        }

    def enter_on(self, category: TaxCategory, amount: int, *, taken: bool) -> Parts:
        """Enter an amount on one tax category, or take it away."""
        place: Place = ("session", category)
        self._held[place] = self._held.get(place, 0) + (-amount if taken else amount)
        return ((category, amount),)

    @property
    def spend(self) -> int:
        """The sum of the lines, in millionths of the major unit."""
        return self.base("lines") * power_of_ten(PRICE_PLACES - self.minor.places)

    @property
    def total(self) -> int:
        """Charges and adjustments together."""
        return sum(self._held.values())

    def held(self) -> dict[TaxCategory, int]:
        """Charges and adjustments together, by tax category."""
        categories = dict.fromkeys(category for _, category in self._held)
        return {category: _of_category(self._held, category) for category in categories}

    def _sum(self, name: Base, of: set[int] | None) -> int:
        areas = _AREAS_OF[name]
        return sum(
            amount
            for (sitting, area), amount in self._charged.items()
            if area in areas and (of is None or sitting in of)
        )

    def _spread(
        self, part: int, category: TaxCategory, weights: dict[Place, int], *, taken: bool
    ) -> None:
        places = [(area, category) for area in AREAS if (area, category) in weights]
        pieces = allocated(part, [weights[place] for place in places], self.maths)
        for place, piece in zip(places, pieces, strict=True):
            self._held[place] = self._held[place] + (-piece if taken else piece)


def _of_category(held: dict[Place, int], category: TaxCategory) -> int:
    return sum(amount for (_, of), amount in held.items() if of == category)


class Change(msgspec.Struct, frozen=True, gc=False):
    """A part of an adjustment in one tax category, and whether it is taken away."""

    category: TaxCategory
    amount: int
    taken: bool


def settled(
    lines: Iterable[tuple[TaxCategory, int]], changes: Iterable[Change], maths: Maths
) -> list[tuple[TaxCategory, int]]:
    """What each line comes to once adjustments are shared over the lines of their categories.

    In proportion to what the lines still hold, by largest remainder, so that a line that is all
    taken away bears no tax. Where no line of the category holds anything, the change stands alone.
    """
    left = list(lines)
    for change in changes:
        mine = [index for index, (category, _) in enumerate(left) if category == change.category]
        pieces = allocated(change.amount, [left[index][1] for index in mine], maths)
        sign = -1 if change.taken else 1
        for index, piece in zip(mine, pieces, strict=True):
            left[index] = (change.category, left[index][1] + sign * piece)
        alone = change.amount - sum(pieces)
        if maths.some(alone != 0):
            left.append((change.category, sign * alone))
    return left


class Heading(msgspec.Struct, frozen=True, gc=False):
    """What a line says beside its figures."""

    area: Area
    label: str
    detail: str
    tax_category: TaxCategory
    source: str


class Ledger(Account):
    """The account of one quote, with its lines."""

    def __init__(self, minor: Minor, maths: Maths) -> None:
        super().__init__(minor, maths)
        self.lines: list[LineItem] = []

    def add(self, lines: Iterable[LineItem], sitting: int | None = None) -> None:
        """Enter lines, for one sitting or for the whole booking."""
        for line in lines:
            self.lines.append(line)
            self.charge((line.area, line.tax_category), line.amount, sitting)

    def line(
        self, heading: Heading, shown: Shown, exact: int, places: int = PRICE_PLACES
    ) -> Iterator[LineItem]:
        """The line for an exact amount with that many decimals, rounded once; none for nothing."""
        amount = self.minor.rounded(exact, places)
        if not amount:
            return
        because = shown.because
        if amount * power_of_ten(places - self.minor.places) != exact:
            figures: dict[str, Figure] = {"e": decimal_text(exact, places), "a": amount}
            because = (*because, Reason("{e:text} is rounded to {a:money}", figures))
        yield LineItem(
            heading.area,
            heading.label,
            heading.detail,
            shown.quantity,
            shown.unit,
            shown.unit_price,
            amount,
            because,
            heading.tax_category,
            heading.source,
        )
