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
from pricing.values import AREAS, PRICE_PLACES, Area, TaxCategory

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

    def charge(self, place: Place, amount: int, sitting: int | None = None) -> None:
        """Enter an amount, for one sitting or for the whole booking."""
        charged, area = self._charged, place[0]
        charged[sitting, area] = charged.get((sitting, area), 0) + amount
        self._held[place] = self._held.get(place, 0) + amount

    def base(self, name: Base, sittings: Iterable[int] | None = None) -> int:
        """What a named base comes to; of some sittings, or of all."""
        if name == "running":
            return self.total
        areas, of = _AREAS_OF[name], None if sittings is None else set(sittings)
        return sum(
            amount
            for (sitting, area), amount in self._charged.items()
            if area in areas and (of is None or sitting in of)
        )

    def left(self, name: Base) -> int:
        """What is still there of a base after the adjustments made so far."""
        areas = _AREAS_OF[name]
        return sum(amount for (area, _), amount in self._held.items() if area in areas)

    def share(self, amount: int, name: Base, *, taken: bool) -> Parts:
        """Enter an amount on a base, or take it away, shared over tax categories.

        By largest remainder, first over the categories in the order in which they came up, then
        within each over the areas. Where the base holds nothing, the whole is shared over
        everything; where there is nothing at all, it goes to `session`.
        """
        areas, where = _AREAS_OF[name], self.maths.where
        elsewhere = self.left(name) == 0
        weights: dict[Place, int] = {
            place: held if place[0] in areas else where(elsewhere, held, 0)
            for place, held in self._held.items()
        }
        categories = tuple(dict.fromkeys(category for _, category in weights))
        sums = [_of_category(weights, category) for category in categories]
        shares = dict(zip(categories, allocated(amount, sums), strict=True))
        for category, part in shares.items():
            self._spread(part, category, weights, taken=taken)
        homeless = where(sum(sums) == 0, amount, 0)
        self.enter_on("session", homeless, taken=taken)
        shares["session"] = shares.get("session", 0) + homeless
        return tuple(shares.items())

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

    def _spread(
        self, part: int, category: TaxCategory, weights: dict[Place, int], *, taken: bool
    ) -> None:
        places = [place for place in weights if place[1] == category]
        pieces = allocated(part, [weights[place] for place in places])
        for place, piece in zip(places, pieces, strict=True):
            self._held[place] = self._held[place] + (-piece if taken else piece)


def _of_category(held: dict[Place, int], category: TaxCategory) -> int:
    return sum(amount for (_, of), amount in held.items() if of == category)


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
