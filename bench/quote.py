"""One quote of twelve lines, written once: as a price book, as a brief, and in exact fractions.

Twelve charges of four areas, some finer than a cent; 7.5 % off sessions and retouching from ten
people on, 12.5 % off everything with a code, 8.875 % tax on what is left; half a cent goes up. The
figures are made up to meet every kind of rounding.
"""

from __future__ import annotations

import json
import random
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from pricing import Brief, PriceBook

ON = date(2026, 11, 24)
LINES = (
    ("session", "booking", "350.00"),
    ("session", "person", "145.50"),
    ("session", "further_look", "42.75"),
    ("session", "further_image", "45.25"),
    ("retouching", "image", "27.35"),
    ("extras", "person", "65.00"),
    ("extras", "unit", "90.00"),
    ("extras", "unit", "12.345"),
    ("extras", "booking", "249.99"),
    ("extras", "person", "8.125"),
    ("extras", "image", "1.995"),
    ("travel", "distance", "0.725"),
)
"""Area, what is counted, price of each."""
CREATIVE = 5
"""How many of them, from the first on, the volume discount stands on."""
VOLUME_FROM, VOLUME, PROMOTION, TAX = 10, "7.5", "12.5", "8.875"
CODE = "AUTUMN"

PRICES = tuple(price for _, _, price in LINES)


class Sample(NamedTuple):
    """What one client asks for."""

    people: int
    images: int
    looks: int
    units: tuple[int, int]
    distance: int
    code: bool

    @property
    def quantities(self) -> tuple[int, ...]:
        """How many of each of the `LINES`."""
        counted = {
            "booking": 1,
            "person": self.people,
            "image": self.images * self.people,
            "further_image": (self.images - 1) * self.people,
            "further_look": (self.looks - 1) * self.people,
            "distance": self.distance,
        }
        units = iter(self.units)
        return tuple(counted[what] if what in counted else next(units) for _, what, _ in LINES)

    @property
    def table(self) -> dict[str, Any]:
        """The brief as plain data, as it comes from a form or from JSON."""
        extras = [{"key": f"extra-{at}"} for at in range(len(LINES)) if LINES[at][0] == "extras"]
        by_unit = (at for at, (_, what, _) in enumerate(LINES) if what == "unit")
        for at, units in zip(by_unit, self.units, strict=True):
            extras[at - CREATIVE] |= {"quantity": units}  # type: ignore[dict-item]  # a count beside a key
        sitting = {"session": "team", "people": self.people, "images": self.images}
        return {
            "sittings": [sitting | {"looks": self.looks, "retouching": "polished"}],
            "extras": extras,
            "distance": self.distance,
            "code": CODE if self.code else "",
        }

    @property
    def json(self) -> str:
        """The brief as it comes over a wire."""
        return json.dumps(self.table)

    @property
    def brief(self) -> Brief:
        """The brief, validated."""
        return Brief.model_validate(self.table)


class Asked(NamedTuple):
    """The same for those who only add up: the quantities, and which discounts apply."""

    quantities: tuple[int, ...]
    volume: bool
    code: bool


def asked(sample: Sample) -> Asked:
    """A client's wishes as quantities."""
    return Asked(sample.quantities, sample.people >= VOLUME_FROM, sample.code)


def samples(number: int, seed: int = 20261124) -> list[Sample]:
    """Random clients, the same for one seed."""
    drawn = random.Random(seed)
    return [
        Sample(
            people=drawn.randint(1, 80),
            images=drawn.randint(1, 5),
            looks=drawn.randint(1, 3),
            units=(drawn.randint(1, 8), drawn.randint(1, 9)),
            distance=drawn.randint(1, 200),
            code=drawn.random() < 0.5,
        )
        for _ in range(number)
    ]


def exact(sample: Sample) -> int:
    """What is payable in cents, in fractions, rounded half up where the quote says so."""
    quantities, volume, code = asked(sample)
    counted = zip(quantities, PRICES, strict=True)
    lines = [_cents(quantity * Fraction(price)) for quantity, price in counted]
    running = sum(lines)
    if volume:
        running -= _part(sum(lines[:CREATIVE]), VOLUME)
    if code:
        running -= _part(running, PROMOTION)
    return running + _part(running, TAX)


def _cents(amount: Fraction) -> int:
    return int(amount * 100 + Fraction(1, 2))


def _part(cents: int, percent: str) -> int:
    return _cents(Fraction(cents, 100) * Fraction(percent) / 100)


def book() -> PriceBook:
    """The same quote as a price book."""
    said = dict.fromkeys(("media", "place", "term", "exclusivity"), "any")
    return PriceBook.model_validate(
        {
            "studio": "bench",
            "currency": "USD",
            "effective_from": ON,
            "time_zone": "UTC",
            "session_types": [_session()],
            "retouching_tiers": [_named("polished", price=PRICES[CREATIVE - 1])],
            "licence_classes": [{"key": "standard", "name": "Standard", **said}],
            "extras": [
                _named(f"extra-{at}", rule=_rule(at), most=9)
                for at, (area, _, _) in enumerate(LINES)
                if area == "extras"
            ],
            "travel": {"unit": "mile", "rule": _rule(len(LINES) - 1), "most": 200},
            "adjustments": [
                _discount("volume", VOLUME, "creative", people_from=VOLUME_FROM),
                _discount("autumn", PROMOTION, "running", code=CODE),
            ],
            "places": [{"key": "here", "name": "Here", "taxes": [_tax()]}],
            "terms": {
                "validity_days": 30,
                "instalments": [{"label": "All", "due": "acceptance"}],
            },
        }
    )


def _session() -> dict[str, Any]:
    sold = {"where": "location", "people_to": 80, "images_included": 1, "images_to": 5}
    charges = [
        {"label": f"Charge {at + 1}", "rule": _rule(at)}
        for at, (area, _, _) in enumerate(LINES)
        if area == "session"
    ]
    return _named("team", looks_to=3, licence_included="standard", charges=charges, **sold)


def _rule(at: int) -> dict[str, Any]:
    _, what, price = LINES[at]
    if what == "booking":
        return {"kind": "flat", "price": price}
    return {"kind": "per-unit", "per": what, "price": price}


def _named(key: str, **fields: Any) -> dict[str, Any]:
    return {"key": key, "name": key.title(), "summary": f"The {key}", **fields}


def _discount(key: str, percent: str, base: str, **when: Any) -> dict[str, Any]:
    kind = {"kind": "percentage", "key": key, "label": key.title(), "direction": "discount"}
    return {**kind, "base": base, "percent": percent, "when": when}


def _tax() -> dict[str, Any]:
    rate = {"effective_from": ON, "percent": TAX, "source": "made up", "seen_on": ON}
    categories = ["session", "digital", "licence", "goods", "travel"]
    return {"key": "tax", "name": "Tax", "applies_to": categories, "rates": [rate]}
