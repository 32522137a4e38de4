"""The smallest price book that can be published, and a notation to change one thing in it.

priced({"people": 3}, charges=[per_person])    one sitting, one charge, no tax
"""

from __future__ import annotations

from datetime import date
from typing import Any

from pricing import Brief, BriefRefused, Estimate, PriceBook, Problem, check, estimate, plain

Table = dict[str, Any]

ON = date(2026, 11, 24)
HUNDRED: Table = {"kind": "flat", "price": "100"}
SAID = {name: f"any {name}" for name in ("media", "place", "term", "exclusivity")}


def named(key: str, **fields: Any) -> Table:
    return {"key": key, "name": key.title(), "summary": f"The {key}", **fields}


def session(*rules: Table, **fields: Any) -> Table:
    """A session type of one charge for each rule, for up to twenty people."""
    charges = [{"label": f"Charge {at}", "rule": rule} for at, rule in enumerate(rules, start=1)]
    known = {"people_to": 20, "licence_included": "standard", "charges": charges}
    return named("portrait", **known) | fields


def table(**changes: Any) -> Table:
    """The book as the table of its file."""
    return {
        "studio": "small",
        "currency": "USD",
        "effective_from": ON,
        "time_zone": "UTC",
        "session_types": [session(HUNDRED)],
        "licence_classes": [{"key": "standard", "name": "Standard", **SAID}],
        "places": [{"key": "here", "name": "Here"}],
        "terms": {
            "validity_days": 30,
            "instalments": [{"label": "All", "due": "acceptance"}],
        },
        **changes,
    }


def book(**changes: Any) -> PriceBook:
    return PriceBook.model_validate(table(**changes))


def brief(*sittings: Table, **rest: Any) -> Brief:
    """A brief for the portrait session; without a sitting, for one person."""
    booked = [{"session": "portrait"} | sitting for sitting in sittings or ({},)]
    return Brief.model_validate({"sittings": booked, **rest})


def priced(*sittings: Table, rest: Table | None = None, on: date = ON, **changes: Any) -> Estimate:
    return estimate(brief(*sittings, **(rest or {})), book(**changes), on)


def refused(
    *sittings: Table, rest: Table | None = None, on: date = ON, **changes: Any
) -> list[str]:
    """Everything that is wrong with a brief, a sentence each; none if it is priced."""
    try:
        estimate(brief(*sittings, **(rest or {})), book(**changes), on)
    except BriefRefused as refusal:
        return str(refusal).splitlines()
    return []


def problems(**changes: Any) -> list[Problem]:
    return list(check(book(**changes)))


def reasons(found: Any, currency: str = "USD") -> list[str]:
    """The printed reasons of a line, an adjustment or a tax."""
    return [plain(reason, currency) for reason in found.because]


def notes(found: Estimate) -> list[str]:
    return [plain(note, found.currency) for note in found.notes]
