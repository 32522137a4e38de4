"""Usage licences: what may be done with the images, what it costs, and how it is written out.

A studio sells licences in one of two shapes, or both: classes with a name and a price (standard
professional, marketing, paid advertising), or a grid in which a base price is multiplied by
factors for media, place, term and exclusivity. A factor is a multiplier: 7.5 means 7.5 times the
base, never "+750 %".
"""

from __future__ import annotations

from itertools import product
from typing import Annotated, ClassVar, Literal

import msgspec
from pydantic import Field

from pricing.adjustments import Share
from pricing.money import decimal_text, power_of_ten
from pricing.reasons import Figure, Reason
from pricing.rules import Measure, Quantities, Rule, Shown
from pricing.values import FACTOR_PLACES, PRICE_PLACES, Basis, Factor, Key, Price, Value, Words

DIMENSIONS = ("media", "place", "term", "exclusivity")
"""The four things a grid licence is made of, in the order in which they multiply."""


class LicenceTerms(Value):
    """A client's choice in a grid: one option for each dimension, by key."""

    media: Key
    place: Key
    term: Key
    exclusivity: Key


class Grant(msgspec.Struct, frozen=True, gc=False):
    """A licence written out, as it stands on the quote."""

    name: str
    media: str
    place: str
    term: str
    exclusivity: str
    allowed: tuple[str, ...]
    not_allowed: tuple[str, ...]


class LicenceClass(Value):
    """A licence with a name and a price; without a price it comes with the session."""

    key: Key
    name: Words
    media: Words
    place: Words
    term: Words
    exclusivity: Words
    allowed: tuple[Words, ...] = ()
    not_allowed: tuple[Words, ...] = ()
    charge: Annotated[Rule | Share, Field(discriminator="kind")] | None = None
    basis: Basis

    def granted(self) -> Grant:
        """The class written out."""
        return Grant(
            self.name,
            self.media,
            self.place,
            self.term,
            self.exclusivity,
            self.allowed,
            self.not_allowed,
        )


class LicenceOption(Value):
    """One choice in one dimension of a grid, with its multiplier and its wording."""

    key: Key
    name: Words
    factor: Factor


Options = Annotated[tuple[LicenceOption, ...], Field(min_length=1)]


class LicenceGrid(Value):
    """base × media × place × term × exclusivity, or base × the sum of the four factors.

    Factors multiply in that order and nothing is rounded on the way, so the order cannot matter.
    """

    name: Words
    basis: Basis
    base: Price
    per: Measure = "booking"
    combine: Literal["product", "sum"] = "product"
    media: Options
    place: Options
    term: Options
    exclusivity: Options
    allowed: tuple[Words, ...] = ()
    not_allowed: tuple[Words, ...] = ()

    places: ClassVar[int] = PRICE_PLACES + len(DIMENSIONS) * FACTOR_PLACES
    """How many decimals `amount` has."""

    def amount(self, terms: LicenceTerms, q: Quantities) -> int:
        """The exact amount, in units of 10^-`places` of the major unit."""
        factors = [option.factor for option in self.chosen(terms)]
        return q[self.per] * self.base * _combined(factors, self.combine)

    def shown(self, terms: LicenceTerms, q: Quantities) -> Shown:
        """The base and each factor by name."""
        options = self.chosen(terms)
        figures: dict[str, Figure] = {"n": (q[self.per], self.per), "b": self.base}
        for dimension, option in zip(DIMENSIONS, options, strict=True):
            figures[dimension] = option.factor
            figures[f"{dimension}_name"] = option.name
        sign = " × " if self.combine == "product" else " + "
        parts = sign.join(f"{{{d}:factor}} ({{{d}_name:text}})" for d in DIMENSIONS)
        words = (
            f"{{n:count}} × {{b:price}} × {parts if self.combine == 'product' else f'({parts})'}"
        )
        exact = decimal_text(self.amount(terms, q), self.places)
        because = Reason(f"{words} = {{e:text}}", {**figures, "e": exact})
        return Shown(q[self.per], self.per, self._unit_price(terms), (because,))

    def chosen(self, terms: LicenceTerms) -> tuple[LicenceOption, ...]:
        """The four options by key. Raises `KeyError` for one that is not sold."""
        return tuple(
            {option.key: option for option in self.options(dimension)}[getattr(terms, dimension)]
            for dimension in DIMENSIONS
        )

    def options(self, dimension: str) -> tuple[LicenceOption, ...]:
        """The options of one of `DIMENSIONS`."""
        found: tuple[LicenceOption, ...] = getattr(self, dimension)
        return found

    def cells(self) -> tuple[LicenceTerms, ...]:
        """Every licence that can be chosen, the last dimension changing fastest."""
        keys = [[option.key for option in self.options(dimension)] for dimension in DIMENSIONS]
        return tuple(
            LicenceTerms(media=media, place=place, term=term, exclusivity=exclusivity)
            for media, place, term, exclusivity in product(*keys)
        )

    def granted(self, terms: LicenceTerms) -> Grant:
        """The choice written out."""
        media, place, term, exclusivity = (option.name for option in self.chosen(terms))
        return Grant(self.name, media, place, term, exclusivity, self.allowed, self.not_allowed)

    def _unit_price(self, terms: LicenceTerms) -> int | None:
        exact = self.amount(terms, {self.per: 1})
        whole, rest = divmod(exact, power_of_ten(self.places - PRICE_PLACES))
        return None if rest else whole


def _combined(factors: list[int], combine: Literal["product", "sum"]) -> int:
    """The factors together, in units of 10^-24."""
    if combine == "sum":
        return sum(factors) * power_of_ten(FACTOR_PLACES * (len(factors) - 1))
    product = 1
    for factor in factors:
        product *= factor
    return product
