"""A notation for books with one thing in them that deserves a check: fields for `small.book`."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.pricing.rich import tax
from tests.pricing.small import SAID, Table, named, problems, session

EACH = {"kind": "per-unit", "per": "image_each", "price": "1"}
UNITS = {"kind": "per-unit", "per": "unit", "price": "1"}
MILES = {"kind": "per-unit", "per": "distance", "price": "1"}
ENDS = date(2027, 1, 31)


def licensed(charge: Table, key: str = "press") -> dict[str, Any]:
    free = {"key": "standard", "name": "Standard", **SAID}
    return {"licence_classes": [free, {"key": key, "name": "Press", **SAID, "charge": charge}]}


def extra(rule: Table, **fields: Any) -> dict[str, Any]:
    return {"extras": [named("print", rule=rule, **fields)]}


def adjusted(**fields: Any) -> dict[str, Any]:
    known = {"key": "offer", "label": "Offer", "kind": "percentage", "direction": "discount"}
    known |= {"percent": "10"} if fields.get("kind", "percentage") == "percentage" else {}
    return {"adjustments": [known | fields]}


def paid(*parts: Table) -> dict[str, Any]:
    instalments = [
        {"label": f"Part {at}", "due": "session", **part} for at, part in enumerate(parts)
    ]
    return {"terms": {"validity_days": 30, "instalments": instalments}}


def taxed(*rates: Any) -> dict[str, Any]:
    return {"places": [{"key": "here", "name": "Here", "taxes": [tax("vat", ["session"], *rates)]}]}


def twice(key: str, **fields: Any) -> list[Table]:
    return [named(key, **fields)] * 2


def timed(least: int, most: int) -> Table:
    return {"least_minutes": least, "most_minutes": most, "people_per_hour": 6}


def tiered(*rows: tuple[int, str, str], per: str = "image_each") -> Table:
    tiers = [{"from": start, "price": price, "flat": flat} for start, price, flat in rows]
    return {"kind": "volume", "per": per, "tiers": tiers}


OLD = date(2020, 1, 1)
FAR = {"travel": {"unit": "km", "rule": MILES}}
ZERO = [{"key": "none", "name": "None", "factor": "0"}]
TWO_PLACES = {"session_types": [session(EACH), session(EACH, key="away", where="location")]}
SHARE = {"kind": "share", "of": "travel", "percent": "5"}


def found(**changes: Any) -> list[tuple[str, str, str]]:
    """The problems of a book whose one session counts images, so that it has no other."""
    known = {"session_types": [session(EACH)]}
    return [(each.severity, each.where, each.what) for each in problems(**(known | changes))]
