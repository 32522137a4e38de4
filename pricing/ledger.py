"""The running account of a quote while it is being priced.

It holds what each area holds of each tax category, so that every base can be asked for by name
and no discount takes more than is there. `Account` is the arithmetic, the same for one brief and
for a column of them; `Ledger` is an account that also writes the lines of one quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from pricing.adjustments import Base, Minor
from pricing.agreed import Agreements
from pricing.desk import AgreedPrice
from pricing.estimate import LineItem
from pricing.maths import SCALAR, Maths
from pricing.money import added, allocated, decimal_text, divided, power_of_ten
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
Held = dict[Place, int]


class Account:
    """What has been charged by area, and what is held after adjustments, in minor units."""

    def __init__(self, minor: Minor, maths: Maths) -> None:
        self.minor = minor
        self.maths = maths
        self.total = 0
        """Charges and adjustments together."""
        self._areas: dict[Area, int] = {}
        self._of_sittings: dict[tuple[int, Area], int] = {}
        self._held: Held = {}

    def charge(self, place: Place, amount: int, sitting: int | None = None) -> None:
        """Enter an amount, for one sitting or for the whole booking."""
        area, areas, mine = place[0], self._areas, self._of_sittings
        areas[area] = areas[area] + amount if area in areas else amount
        if sitting is not None:
            mine[sitting, area] = mine.get((sitting, area), 0) + amount
        self._hold(place, amount)

    def base(self, name: Base, sittings: Iterable[int] | None = None) -> int:
        """What a named base comes to; of some sittings, or of all."""
        if name == "running":
            return self.total
        areas = _AREAS_OF[name]
        if sittings is None:
            return added([self._areas[area] for area in areas if area in self._areas])
        mine = self._of_sittings
        return added([mine.get((sitting, area), 0) for sitting in sittings for area in areas])

    def left(self, name: Base) -> int:
        """What is still there of a base after the adjustments made so far."""
        if _AREAS_OF[name] is AREAS:
            return self.total
        held = self._held
        groups = _by_category(tuple(held), name)
        return added([held[place] for _, places in groups for place in places])

    def share(self, amount: int, name: Base, *, taken: bool) -> Parts:
        """Enter an amount on a base, or take it away, shared over tax categories.

        By largest remainder, first over the categories, then within each over the areas, of equals
        the earliest in `TAX_CATEGORIES` and `AREAS`. Where the base holds nothing, the whole is
        shared over everything; where there is nothing at all, it goes to `session`.
        """
        elsewhere = self.left(name) == 0
        if self.maths.some(elsewhere):
            return self._share_anywhere(amount, name, elsewhere, taken=taken)
        return self._share_over(self._held, name, amount, taken=taken)

    def _share_over(self, held: Held, name: Base, amount: int, *, taken: bool) -> Parts:
        """Share in proportion to what is held of a base, over categories and then over areas."""
        groups = _by_category(tuple(held), name)
        weights = [[held[place] for place in places] for _, places in groups]
        shares = allocated(amount, [added(each) for each in weights], self.maths)
        for (_, places), each, part in zip(groups, weights, shares, strict=True):
            self._spread(part, places, each, taken=taken)
        return tuple(zip([category for category, _ in groups], shares, strict=True))

    def _share_anywhere(self, amount: int, name: Base, elsewhere: bool, *, taken: bool) -> Parts:
        """The same where the base may hold nothing."""
        where, inside = self.maths.where, _AREAS_OF[name]
        held = {
            place: amount if place[0] in inside else where(elsewhere, amount, 0)
            for place, amount in self._held.items()
        }
        homeless = where(self.total == 0, amount, 0)
        parts = dict(self._share_over(held, "lines", amount, taken=taken))
        if self.maths.some(homeless != 0):
            self.enter_on("session", homeless, taken=taken)
            parts["session"] = parts.get("session", 0) + homeless
        return tuple(parts.items())

    def enter_on(self, category: TaxCategory, amount: int, *, taken: bool) -> Parts:
        """Enter an amount on one tax category, or take it away."""
        self._hold(("session", category), -amount if taken else amount)
        return ((category, amount),)

    @property
    def spend(self) -> int:
        """The sum of the lines, in millionths of the major unit."""
        return self.base("lines") * power_of_ten(PRICE_PLACES - self.minor.places)

    def held(self) -> list[tuple[TaxCategory, int]]:
        """Charges and adjustments together, by tax category, of what was ever held."""
        held = self._held
        return [
            (category, added([held[place] for place in places]))
            for category, places in _by_category(tuple(held), "lines")
        ]

    def _hold(self, place: Place, amount: int) -> None:
        held = self._held
        held[place] = held[place] + amount if place in held else amount
        self.total = self.total + amount

    def _spread(
        self, part: int, places: tuple[Place, ...], weights: list[int], *, taken: bool
    ) -> None:
        """Share the part of a category, which is nothing where the category holds nothing."""
        held = self._held
        pieces = [part] if len(places) == 1 else allocated(part, weights, self.maths)
        for place, piece in zip(places, pieces, strict=True):
            held[place] = held[place] - piece if taken else held[place] + piece
        self.total = self.total - part if taken else self.total + part


@lru_cache(maxsize=4_096)
def _by_category(
    held: tuple[Place, ...], name: Base
) -> tuple[tuple[TaxCategory, tuple[Place, ...]], ...]:
    """Of the places that hold something, those of a base: by category, each in its order."""
    areas = _AREAS_OF[name]
    groups = [
        (category, tuple((area, category) for area in areas if (area, category) in held))
        for category in TAX_CATEGORIES
    ]
    return tuple(group for group in groups if group[1])


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
        alone = change.amount - added(pieces)
        if maths.some(alone != 0):
            left.append((change.category, sign * alone))
    return left


class Heading(msgspec.Struct, frozen=True, gc=False):
    """What a line says beside its figures, and which sitting it is for, if it is for one."""

    area: Area
    label: str
    detail: str
    tax_category: TaxCategory
    source: str
    sitting: int | None = None


class Ledger(Account):
    """The account of one quote, with its lines."""

    def __init__(self, minor: Minor, agreed: Sequence[AgreedPrice] = ()) -> None:
        super().__init__(minor, SCALAR)
        self.lines: list[LineItem] = []
        self.agreements = Agreements(agreed, minor)

    def write(self, heading: Heading, shown: Shown, exact: int, places: int = PRICE_PLACES) -> None:
        """Enter the line for an exact amount with that many decimals, rounded once.

        Nothing is written for what comes to nothing.
        """
        unit = power_of_ten(places - self.minor.places)
        amount = divided(exact, unit, self.minor.rounding)
        if not amount:
            return
        because = shown.because
        if amount * unit != exact:
            figures: dict[str, Figure] = {"e": decimal_text(exact, places), "a": amount}
            because = (*because, Reason("{e:text} is rounded to {a:money}", figures))
        line = LineItem(
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
        if self.agreements.agreed:
            line = self.agreements.settled(line, heading.sitting)
        self.lines.append(line)
        if line.amount:  # an agreed price may be nothing, and nothing bears no tax
            self.charge((heading.area, heading.tax_category), line.amount, heading.sitting)
