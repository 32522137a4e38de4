"""PriceBook: one studio's whole price list from a first day, in one currency.

An edition is immutable: it is known by the hash of its content, and a change is a new edition.
Cross-references and what an owner should know are checked in `checks.py`, all at once.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from pricing.adjustments import AdjustmentRule, Minor, Share
from pricing.instalments import PartDue
from pricing.levies import TotalsPolicy
from pricing.licences import LicenceClass, LicenceGrid
from pricing.maths import Maths
from pricing.money import Rounding, minor_units, power_of_ten
from pricing.rules import Measure, Rule, measures
from pricing.tax import TaxPlace, TaxRounding
from pricing.taxing import Dues
from pricing.terms import DiscountLimit, Terms
from pricing.values import Basis, Count, Currency, Flag, Key, Price, TaxCategory, Value, Words


class Charge(Value):
    """One line on the quote: what it says and how its amount is made.

    `cost` is what it costs the studio, here and below: the floor under its price, for the studio's
    eyes only.
    """

    label: Words
    detail: str = Field(default="", max_length=600)
    rule: Rule
    tax_category: TaxCategory = "session"
    cost: Rule | None = None
    basis: Basis


class BookedTime(Value):
    """How a session sold by time is booked: in steps of minutes, with so many people an hour."""

    least_minutes: Annotated[Count, Field(ge=1)]
    most_minutes: Annotated[Count, Field(ge=1)]
    step_minutes: Annotated[Count, Field(ge=1)] = 60
    people_per_hour: Annotated[Count, Field(ge=1)]
    most_stations: Annotated[Count, Field(ge=1)] = 1

    def needed(self, people: int, stations: int, maths: Maths) -> int:
        """The fewest bookable minutes in which that many people fit."""
        an_hour = self.people_per_hour * stations
        needed = maths.most((people * 60 + an_hour - 1) // an_hour, self.least_minutes)
        steps = (needed + self.step_minutes - 1) // self.step_minutes
        return steps * self.step_minutes


class SessionType(Value):
    """A kind of sitting: what it includes for each person, and the charges that price it."""

    key: Key
    name: Words
    summary: Words
    charges: Annotated[tuple[Charge, ...], Field(min_length=1)]
    where: Literal["studio", "location"] = "studio"
    people_from: Annotated[Count, Field(ge=1)] = 1
    people_to: Annotated[Count, Field(ge=1)] = 1
    minutes: Count = 0
    images_included: Count = 0
    images_to: Annotated[Count, Field(ge=1)] = 50
    looks_included: Annotated[Count, Field(ge=1)] = 1
    looks_to: Annotated[Count, Field(ge=1)] = 10
    retouching_included: Key | None = None
    licence_included: Key | None = None
    booked_time: BookedTime | None = None
    includes: tuple[Words, ...] = ()

    @cached_property
    def placed_charges(self) -> tuple[tuple[str, Charge], ...]:
        """Each charge with its place in the book: `session_types.team.charges[1]`."""
        at = f"session_types.{self.key}.charges"
        return tuple((f"{at}[{number}]", each) for number, each in enumerate(self.charges, 1))

    @cached_property
    def measures(self) -> frozenset[Measure]:
        """What its charges count."""
        return frozenset[Measure]().union(*(measures(charge.rule) for charge in self.charges))


class RetouchingTier(Value):
    """A named level of finish, priced for each image."""

    key: Key
    name: Words
    summary: Words
    price: Price
    tax_category: TaxCategory = "session"
    cost: Price | None = None
    basis: Basis


class Extra(Value):
    """An optional priced thing. `most` above 1 lets the client choose how many."""

    key: Key
    name: Words
    summary: Words
    rule: Annotated[Rule | Share, Field(discriminator="kind")]
    most: Annotated[Count, Field(ge=1)] = 1
    sessions: tuple[Key, ...] = ()
    tax_category: TaxCategory = "session"
    cost: Rule | None = None
    basis: Basis


class Travel(Value):
    """Going to the client: what is included, what is counted beyond it, and how far at most."""

    label: Words = "Travel"
    unit: Literal["mile", "km"]
    included: Count = 0
    both_ways: Flag = False
    rule: Rule
    most: Annotated[Count, Field(ge=1)] = 500
    tax_category: TaxCategory = "travel"
    cost: Rule | None = None
    basis: Basis

    def charged(self, distance: int, maths: Maths) -> int:
        """The distance that is charged for a one-way `distance`."""
        return maths.most(distance - self.included, 0) * (2 if self.both_ways else 1)


class Delivery(Value):
    """How soon the images come. The first one of a price book is the standard."""

    key: Key
    name: Words
    summary: Words


class PriceBook(Value):
    """One edition of a studio's price list, with the taxes of the places it works in."""

    studio: Key
    currency: Currency
    effective_from: date
    time_zone: Words
    note: str = ""
    rounding: Rounding = "half_up"
    tax_rounding: TaxRounding = "per_rate"
    prices_include_tax: Flag = False
    cash_rounding: Price | None = None
    session_types: Annotated[tuple[SessionType, ...], Field(min_length=1)]
    retouching_tiers: tuple[RetouchingTier, ...] = ()
    licence_classes: tuple[LicenceClass, ...] = ()
    licence_grid: LicenceGrid | None = None
    licence_tax_category: TaxCategory = "licence"
    extras: tuple[Extra, ...] = ()
    travel: Travel | None = None
    deliveries: tuple[Delivery, ...] = ()
    adjustments: tuple[AdjustmentRule, ...] = ()
    discount_limits: tuple[DiscountLimit, ...] = ()
    places: Annotated[tuple[TaxPlace, ...], Field(min_length=1)]
    terms: Terms

    @cached_property
    def edition(self) -> str:
        """The content hash that names this edition: the first 16 hex digits of a SHA-256.

        What is empty is left out, so that an edition keeps its name when price books learn to say
        something new.
        """
        content = json.dumps(_filled(self.model_dump(mode="json", by_alias=True)), sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    @cached_property
    def sessions_by_key(self) -> dict[str, SessionType]:
        """The session types by their keys."""
        return {entry.key: entry for entry in self.session_types}

    @cached_property
    def tiers_by_key(self) -> dict[str, RetouchingTier]:
        """The retouching tiers by their keys."""
        return {entry.key: entry for entry in self.retouching_tiers}

    @cached_property
    def licences_by_key(self) -> dict[str, LicenceClass]:
        """The licence classes by their keys."""
        return {entry.key: entry for entry in self.licence_classes}

    @cached_property
    def extras_by_key(self) -> dict[str, Extra]:
        """The extras by their keys."""
        return {entry.key: entry for entry in self.extras}

    @cached_property
    def places_by_key(self) -> dict[str, TaxPlace]:
        """The places by their keys."""
        return {entry.key: entry for entry in self.places}

    @cached_property
    def deliveries_by_key(self) -> dict[str, Delivery]:
        """The deliveries by their keys."""
        return {entry.key: entry for entry in self.deliveries}

    @cached_property
    def rivalries(self) -> tuple[tuple[AdjustmentRule, ...], ...]:
        """The adjustments in order: each alone, or all of a group where its first one stands."""
        groups: dict[str, list[AdjustmentRule]] = {}
        for index, rule in enumerate(self.adjustments):
            groups.setdefault(rule.group or f" {index}", []).append(rule)
        return tuple(tuple(rivals) for rivals in groups.values())

    @cached_property
    def cell_prices(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The exact price of each cell in minor units: numerators, and denominators."""
        grid, places = self.grid, self.grid.places - self.minor.places
        exact = [grid.amount(terms, {grid.per: 1}) for terms in grid.cells()]
        prices = [Fraction(amount, power_of_ten(places)) for amount in exact]
        return (
            tuple(price.numerator for price in prices),
            tuple(price.denominator for price in prices),
        )

    @cached_property
    def parts_due(self) -> tuple[PartDue, ...]:
        """The instalments, fixed amounts in minor units."""
        return tuple(
            PartDue(
                part.label,
                part.due,
                part.days_before,
                part.percent,
                None if part.amount is None else self.minor.of(part.amount),
            )
            for part in self.terms.instalments
        )

    @cached_property
    def totals_policy(self) -> TotalsPolicy:
        """How its taxes and totals are rounded."""
        step = self.minor.of(self.cash_rounding or 0)
        return TotalsPolicy(self.rounding, self.tax_rounding, cash_step=step)

    @cached_property
    def dues(self) -> Dues:
        """The taxes due in its places, by day."""
        return Dues(inclusive=self.prices_include_tax)

    @property
    def grid(self) -> LicenceGrid:
        """The licence grid of a book that has one. Raises `LookupError` for a book without."""
        if self.licence_grid is None:
            raise LookupError("this price book has no licence grid")
        return self.licence_grid

    @cached_property
    def minor(self) -> Minor:
        """How this book's prices become minor units."""
        return Minor(minor_units(self.currency), self.rounding)


def _filled(content: object) -> object:
    """The content without what is empty or said to be false."""
    if isinstance(content, dict):
        written = {key: _filled(each) for key, each in content.items()}
        return {key: each for key, each in written.items() if not _is_empty(each)}
    return [_filled(each) for each in content] if isinstance(content, list) else content


def _is_empty(content: object) -> bool:
    return content is None or content is False or content in ("", [], {})
