"""Price books nobody would write, and anybody could: hypothesis strategies over every shape.

A book is drawn as the plain table its TOML would be, so that a failing example can be read. Every
one of them is a book that a studio could publish: `check` finds no error in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st

from pricing import PriceBook

Table = dict[str, Any]

FIRST_DAY = date(2026, 7, 1)
NEW_RATE = date(2027, 1, 1)
"""From this day one of the taxes has another rate."""
STATUSES = ("exempt", "abroad")
"""What clients may be to the tax law of a place."""
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CATEGORIES = ("session", "digital", "licence", "goods", "travel")
PLACES_OF = {"JPY": 0, "USD": 2, "EUR": 2, "GBP": 2, "CHF": 2, "KWD": 3}

SITTING = ("person", "image", "further_image", "look", "further_look", "minute", "station")
EACH = ("image_each", "further_image_each")
WHOLE = ("booking", *SITTING, "station_minute")

HARD = ("0", "0.01", "0.005", "1", "33.335", "0.725", "12.345678", "99.995", "155", "1000")
"""Prices that meet ties, that are finer than a cent, that are nothing."""

prices = st.sampled_from(HARD) | st.integers(0, 30_000).map(lambda cents: f"{cents / 100:.2f}")
percents = st.sampled_from(("0", "5", "10", "12.5", "33.3333", "50", "100")) | st.integers(
    0, 100
).map(str)
factors = st.sampled_from(("0", "0.5", "1", "1.25", "2", "7.5", "0.333333", "1.1"))


def optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@cache
def some(values: tuple[str, ...], least: int = 0) -> st.SearchStrategy[list[str]]:
    """Some of the values, in their order."""
    picked = st.sets(st.sampled_from(values), min_size=least) if values else st.just(set[str]())
    return picked.map(lambda chosen: [value for value in values if value in chosen])


# ---------------------------------------------------------------- rules


@cache
def starts() -> st.SearchStrategy[list[int]]:
    more = st.sets(st.integers(2, 14), max_size=3)
    return more.map(lambda found: [1, *sorted(found)])


@st.composite
def tiered(draw: st.DrawFn, measures: tuple[str, ...]) -> Table:
    tiers = [
        {"from": start, "price": draw(prices), "flat": draw(st.just("0") | prices)}
        for start in draw(starts())
    ]
    return {
        "kind": draw(st.sampled_from(("volume", "graduated"))),
        "per": draw(st.sampled_from(measures)),
        "times": draw(optional(st.sampled_from(measures))),
        "tiers": tiers,
    }


@cache
def rules(measures: tuple[str, ...], depth: int = 1) -> st.SearchStrategy[Table]:
    """Any kind of rule over the measures; `greater-of` and `lesser-of` hold others."""
    per = st.sampled_from(measures)
    blocks = {"size": st.sampled_from((1, 2, 5, 30, 60)), "at_least": st.integers(0, 3)}
    kinds: list[st.SearchStrategy[Table]] = [
        st.fixed_dictionaries({"kind": st.just("flat"), "price": prices}),
        st.fixed_dictionaries(
            {"kind": st.just("per-unit"), "per": per, "price": prices, "beyond": st.integers(0, 4)}
        ),
        tiered(measures),
        st.fixed_dictionaries(
            {
                "kind": st.just("block"),
                "per": per,
                "times": optional(per),
                "price": prices,
                **blocks,
            }
        ),
    ]
    if depth:
        inner = st.lists(rules(measures, depth - 1), min_size=2, max_size=3)
        either = st.sampled_from(("greater-of", "lesser-of"))
        kinds.append(st.fixed_dictionaries({"kind": either, "of": inner}))
    return st.one_of(kinds)


@cache
def shares(*of: str) -> st.SearchStrategy[Table]:
    return st.fixed_dictionaries(
        {"kind": st.just("share"), "of": st.sampled_from(of), "percent": percents}
    )


# ---------------------------------------------------------------- what is sold


def named(key: str, **fields: Any) -> Table:
    return {"key": key, "name": key.title(), "summary": f"The {key}", **fields}


@st.composite
def sessions(draw: st.DrawFn, key: str, tiers: list[str], licences: list[str]) -> Table:
    fewest, images, looks = (draw(st.integers(low, 3)) for low in (1, 0, 1))
    charges = draw(st.lists(rules(WHOLE + EACH), min_size=1, max_size=3))
    time = {
        "least_minutes": st.sampled_from((30, 60, 90)),
        "most_minutes": st.sampled_from((480, 1_200)),
        "step_minutes": st.sampled_from((15, 30, 60)),
        "people_per_hour": st.integers(2, 12),
        "most_stations": st.integers(1, 3),
    }
    return named(
        key,
        charges=[
            {"label": f"{key} {at}", "rule": rule, "tax_category": draw(categories())}
            for at, rule in enumerate(charges, start=1)
        ],
        where=draw(st.sampled_from(("studio", "location"))),
        people_from=fewest,
        people_to=fewest + draw(st.integers(0, 15)),
        minutes=draw(st.sampled_from((0, 20, 45))),
        images_included=images,
        images_to=max(images, 1) + draw(st.integers(0, 6)),
        looks_included=looks,
        looks_to=looks + draw(st.integers(0, 3)),
        retouching_included=draw(optional(st.sampled_from(tiers))) if tiers else None,
        licence_included=draw(optional(st.sampled_from(licences))) if licences else None,
        booked_time=draw(optional(st.fixed_dictionaries(time))),
    )


@cache
def categories() -> st.SearchStrategy[str]:
    return st.sampled_from(CATEGORIES)


@st.composite
def licence_classes(draw: st.DrawFn, key: str) -> Table:
    charge = draw(optional(rules(WHOLE) | shares("session", "retouching", "creative")))
    said = {name: f"any {name}" for name in ("media", "place", "term", "exclusivity")}
    return {"key": key, "name": key.title(), "charge": charge, **said}


@st.composite
def grids(draw: st.DrawFn) -> Table:
    dimensions = {
        dimension: [
            {"key": f"{dimension}-{at}", "name": f"{dimension} {at}", "factor": draw(factors)}
            for at in (1, 2)
        ]
        for dimension in ("media", "place", "term", "exclusivity")
    }
    combine = draw(st.sampled_from(("product", "sum")))
    per = draw(st.sampled_from(WHOLE))
    return {"name": "Grid", "base": draw(prices), "per": per, "combine": combine, **dimensions}


@st.composite
def extras(draw: st.DrawFn, key: str, session_keys: tuple[str, ...]) -> Table:
    base = ("session", "retouching", "creative", "licence")
    rule = draw(rules((*WHOLE, "unit", "distance")) | shares(*base))
    return named(
        key,
        rule=rule,
        most=draw(st.integers(1, 4)) if "'unit'" in str(rule) else 1,
        sessions=draw(st.just([]) | some(session_keys)),
        tax_category=draw(categories()),
    )


@st.composite
def travels(draw: st.DrawFn) -> Table:
    return {
        "unit": draw(st.sampled_from(("mile", "km"))),
        "included": draw(st.integers(0, 20)),
        "both_ways": draw(st.booleans()),
        "rule": draw(rules(("distance",))),
        "most": draw(st.integers(20, 40)),
        "tax_category": draw(categories()),
    }


# ---------------------------------------------------------------- what is added and taken off


@st.composite
def conditions(draw: st.DrawFn, sold: tuple[str, ...], deliveries: tuple[str, ...]) -> Table:
    """Each condition in about one adjustment of five, so that most of them apply."""
    every = {
        "sessions": some(sold, 1),
        "people_from": st.integers(1, 12),
        "spend_from": prices,
        "code": st.sampled_from(("WELCOME10", "Spring")),
        "delivery": some(deliveries, 1) if deliveries else st.just([]),
        "weekdays": some(WEEK, 1),
        "hour_from": st.integers(0, 23),
        "notice_below": st.integers(1, 15),
        "clients": some(("returning", "member"), 1),
        "valid_from": st.integers(0, 20).map(lambda days: FIRST_DAY + timedelta(days)),
        "valid_to": st.integers(10, 40).map(lambda days: FIRST_DAY + timedelta(days + 10)),
    }
    given = draw(st.sets(st.sampled_from(sorted(every)), max_size=2))
    return {name: draw(every[name]) for name in sorted(given)}


BASES = ("session", "retouching", "licence", "extras", "travel", "creative", "lines", "running")


@st.composite
def adjustments(draw: st.DrawFn, key: str, when: Table) -> Table:
    kind = draw(st.sampled_from(("percentage", "percentage", "fixed", "minimum-charge", "cap")))
    ways = {"minimum-charge": ("surcharge",), "cap": ("discount",)}
    direction = draw(st.sampled_from(ways.get(kind, ("discount", "surcharge"))))
    own: Table = {"price": draw(prices)}
    if kind == "percentage":
        own = {"percent": draw(percents), "cap": draw(optional(prices))}
    if kind == "fixed":
        own["per"] = draw(st.sampled_from((*WHOLE, "distance")))
    return {
        "key": key,
        "label": key.title(),
        "kind": kind,
        "direction": direction,
        "base": draw(st.sampled_from(BASES)),
        "when": when,
        "group": draw(st.sampled_from((None, None, "promotions", "hurry"))),
        "tax_category": draw(optional(categories())) if direction == "surcharge" else None,
        **own,
    }


# ---------------------------------------------------------------- tax and payment


@st.composite
def tax_places(draw: st.DrawFn, key: str) -> Table:
    rate = st.sampled_from(("0", "5", "8.875", "7", "12.5", "19", "20"))
    names = draw(some(("state", "city", "federal")))
    taxes = [draw(dated_taxes(tax, rate)) for tax in names]
    statuses = [draw(tax_statuses(status, names)) for status in draw(some(STATUSES))]
    return {"key": key, "name": key.title(), "taxes": taxes, "statuses": statuses}


@st.composite
def dated_taxes(draw: st.DrawFn, key: str, rate: st.SearchStrategy[str]) -> Table:
    return {
        "key": key,
        "name": key.title(),
        "applies_to": draw(some(CATEGORIES, 1)),
        "rates": [
            {"effective_from": day, "percent": draw(rate), "source": "law", "seen_on": day}
            for day in (date(2020, 1, 1), NEW_RATE)
        ],
    }


@st.composite
def tax_statuses(draw: st.DrawFn, key: str, taxes: Sequence[str]) -> Table:
    rate = st.sampled_from(("0", "7", "12.5", "15", "25"))
    withheld = draw(some(("income", "services")))
    return {
        "key": key,
        "name": key.title(),
        "reason": f"Law on the {key}",
        "lifts": draw(some(tuple(taxes))),
        "applies_to": draw(st.just([]) | some(CATEGORIES)),
        "withholds": [draw(dated_taxes(tax, rate)) for tax in withheld],
        "source": "law",
        "seen_on": FIRST_DAY,
    }


@st.composite
def instalments(draw: st.DrawFn) -> list[Table]:
    kinds = draw(st.lists(st.sampled_from(("percent", "amount", "rest")), min_size=1, max_size=4))
    most = 100 // len(kinds)
    values = {
        "percent": st.integers(0, most).map(lambda percent: {"percent": str(percent)}),
        "amount": st.integers(0, 300).map(lambda amount: {"amount": str(amount)}),
        "rest": st.just({}),
    }
    due = st.sampled_from(("acceptance", "session", "delivery"))
    return [
        {"label": f"Part {at}", "due": draw(due), **draw(values[kind])}
        for at, kind in enumerate(kinds, start=1)
    ]


# ---------------------------------------------------------------- the book


def cash_steps(places: int) -> st.SearchStrategy[str | None]:
    """The smallest coin, where there is one that the currency can write."""
    return st.sampled_from((None, None, "1", "0.05" if places else "10", "5"))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A price book as the plain table that its TOML would be."""
    sold = draw(some(("solo", "team", "booth"), 1))
    tiers = draw(some(("natural", "polished", "cover")))
    licences = draw(some(("standard", "marketing"), 1))
    deliveries = draw(some(("normal", "fast")))
    whens = conditions(tuple(sold), tuple(deliveries))
    changes = draw(some(("weekend", "rush", "welcome", "group", "floor")))
    currency = draw(st.sampled_from(sorted(PLACES_OF)))
    return {
        "studio": "somewhere",
        "currency": currency,
        "effective_from": FIRST_DAY,
        "time_zone": "UTC",
        "rounding": draw(st.sampled_from(("half_up", "half_even"))),
        "tax_rounding": draw(st.sampled_from(("per_rate", "per_line"))),
        "prices_include_tax": draw(st.booleans()),
        "cash_rounding": draw(cash_steps(PLACES_OF[currency])),
        "session_types": [draw(sessions(key, tiers, licences)) for key in sold],
        "retouching_tiers": [
            named(key, price=draw(prices), tax_category=draw(categories())) for key in tiers
        ],
        "licence_classes": [draw(licence_classes(key)) for key in licences],
        "licence_grid": draw(optional(grids())),
        "licence_tax_category": draw(categories()),
        "extras": [
            draw(extras(key, tuple(sold))) for key in draw(some(("print", "make-up", "raw")))
        ],
        "travel": draw(optional(travels())),
        "deliveries": [named(key) for key in deliveries],
        "adjustments": [draw(adjustments(key, draw(whens))) for key in changes],
        "places": [draw(tax_places(key)) for key in ("here", "there")],
        "terms": {"validity_days": 30, "instalments": draw(instalments())},
    }


@cache
def books() -> st.SearchStrategy[PriceBook]:
    """Any price book that could be published."""
    return tables().map(PriceBook.model_validate)
