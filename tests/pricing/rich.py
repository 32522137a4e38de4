"""One price book with every shape in it, and briefs at each of its thresholds, always the same.

Small enough to read, and to price in a blink: what `test_mistakes.py` holds a broken engine to.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

Table = dict[str, Any]

ON = date(2026, 11, 24)


def charge(label: str, category: str = "session", **rule: Any) -> Table:
    return {"label": label, "tax_category": category, "rule": rule}


def tiers(*rows: tuple[int, str, str]) -> list[Table]:
    return [{"from": start, "price": price, "flat": flat} for start, price, flat in rows]


def entry(key: str, **fields: Any) -> Table:
    return {"key": key, "name": key.title(), "summary": f"The {key}", **fields}


SOLO = entry(
    "solo",
    charges=[
        charge("Fee", kind="flat", price="95.50"),
        charge(
            "Images",
            "digital",
            kind="graduated",
            per="image_each",
            times="person",
            tiers=tiers((1, "40.005", "0"), (3, "25.333", "10")),
        ),
        charge("Looks", kind="per-unit", per="look", price="12.125", beyond=2),
    ],
    people_to=4,
    minutes=45,
    images_included=1,
    images_to=6,
    looks_to=4,
    retouching_included="natural",
    licence_included="standard",
)

TEAM = entry(
    "team",
    charges=[
        charge(
            "People", kind="volume", per="person", tiers=tiers((1, "155", "0"), (10, "140", "30"))
        ),
        charge(
            "Time",
            kind="greater-of",
            of=[
                {"kind": "block", "per": "minute", "size": 60, "price": "80", "at_least": 2},
                {"kind": "per-unit", "per": "person", "price": "40"},
            ],
        ),
        charge("Further", kind="per-unit", per="further_image", price="33.335"),
    ],
    where="location",
    people_from=3,
    people_to=20,
    minutes=15,
    images_included=1,
    licence_included="standard",
)

BOOTH = entry(
    "booth",
    charges=[
        charge("Hours", kind="block", per="station_minute", size=60, price="99.99"),
        charge(
            "Cap",
            kind="lesser-of",
            of=[
                {"kind": "per-unit", "per": "person", "price": "7.5"},
                {"kind": "flat", "price": "60"},
            ],
        ),
    ],
    people_to=60,
    licence_included="marketing",
    booked_time={
        "least_minutes": 20,
        "most_minutes": 240,
        "step_minutes": 25,
        "people_per_hour": 7,
        "most_stations": 2,
    },
)

SAID = {name: f"any {name}" for name in ("media", "place", "term", "exclusivity")}
CLASSES = [
    {"key": "standard", "name": "Standard", **SAID},
    {
        "key": "marketing",
        "name": "Marketing",
        **SAID,
        "charge": {"kind": "share", "of": "creative", "percent": "12.5"},
    },
    {
        "key": "press",
        "name": "Press",
        **SAID,
        "charge": {"kind": "per-unit", "per": "image", "price": "18.015"},
    },
]
GRID = {
    "name": "By use",
    "base": "125.55",
    **{
        name: [
            {"key": f"{name}-{factor.replace('.', '-')}", "name": name, "factor": factor}
            for factor in two
        ]
        for name, two in {
            "media": ("1", "2.5"),
            "place": ("1", "1.75"),
            "term": ("0.5", "1"),
            "exclusivity": ("1", "3"),
        }.items()
    },
}

EXTRAS = [
    entry(
        "print",
        rule={"kind": "per-unit", "per": "unit", "price": "9.995"},
        most=5,
        tax_category="goods",
    ),
    entry("privacy", rule={"kind": "share", "of": "licence", "percent": "20"}),
    entry("stylist", rule={"kind": "flat", "price": "210"}, sessions=["team"]),
]
TRAVEL = {
    "unit": "mile",
    "included": 15,
    "both_ways": True,
    "rule": {"kind": "per-unit", "per": "distance", "price": "0.725"},
    "most": 60,
}


def change(key: str, kind: str, direction: str, base: str, **fields: Any) -> Table:
    return {
        "key": key,
        "label": key,
        "kind": kind,
        "direction": direction,
        "base": base,
        **fields,
    }


ADJUSTMENTS = [
    change("rush", "percentage", "surcharge", "creative", percent="25", when={"notice_below": 5}),
    change("weekend", "percentage", "surcharge", "lines", percent="10", when={"weekdays": ["sat"]}),
    change(
        "evening",
        "fixed",
        "surcharge",
        "session",
        price="7.125",
        per="person",
        tax_category="session",
        when={"hour_from": 18},
    ),
    change(
        "code",
        "percentage",
        "discount",
        "lines",
        percent="12.5",
        cap="100",
        group="offers",
        when={"code": "AUTUMN", "valid_from": date(2026, 11, 20), "valid_to": date(2026, 11, 30)},
    ),
    change(
        "spend",
        "percentage",
        "discount",
        "running",
        percent="5",
        group="offers",
        when={"spend_from": "1000"},
    ),
    change("crowd", "fixed", "discount", "travel", price="20", when={"people_from": 12}),
    change(
        "returning",
        "percentage",
        "discount",
        "session",
        percent="8",
        when={"clients": ["returning"]},
    ),
    change("fast", "fixed", "surcharge", "extras", price="33.33", when={"delivery": ["fast"]}),
    change("floor", "minimum-charge", "surcharge", "lines", price="150"),
    change("ceiling", "cap", "discount", "running", price="2500", when={"sessions": ["team"]}),
]


def rate(day: date, percent: str) -> Table:
    return {"effective_from": day, "percent": percent, "source": "law", "seen_on": day}


def tax(key: str, applies_to: list[str], *rates: Table) -> Table:
    return {"key": key, "name": key.title(), "applies_to": applies_to, "rates": list(rates)}


def status(key: str, **fields: Any) -> Table:
    about = {"name": key.title(), "reason": f"The law on {key}", "source": "law"}
    return {"key": key, "seen_on": date(2026, 7, 1), **about, **fields}


HERE = {
    "key": "here",
    "name": "Here",
    "taxes": [
        tax(
            "state",
            ["session", "digital", "goods"],
            rate(date(2020, 1, 1), "6.25"),
            rate(date(2027, 1, 1), "7"),
        ),
        tax("city", ["session", "goods", "travel"], rate(date(2020, 1, 1), "2.125")),
        tax("use", ["licence"], rate(date(2020, 1, 1), "4.5")),
    ],
    "statuses": [
        status("exempt", lifts=["state", "city"], applies_to=["session", "digital"]),
        status("abroad", lifts=["state", "city", "use"]),
        status(
            "withholding",
            withholds=[tax("income", ["session", "licence"], rate(date(2020, 1, 1), "15"))],
        ),
    ],
}
PARTS = [
    {"label": "Deposit", "due": "acceptance", "percent": "33.3333"},
    {"label": "On the day", "due": "session", "amount": "250"},
    {"label": "Rest", "due": "delivery"},
]


def book(**changes: Any) -> Table:
    """The price book, with some of its tables changed."""
    return {
        "studio": "rich",
        "currency": "USD",
        "effective_from": date(2026, 7, 1),
        "time_zone": "UTC",
        "session_types": [SOLO, TEAM, BOOTH],
        "retouching_tiers": [entry("natural", price="10"), entry("polished", price="22.505")],
        "licence_classes": CLASSES,
        "licence_grid": GRID,
        "extras": EXTRAS,
        "travel": TRAVEL,
        "deliveries": [entry("normal"), entry("fast")],
        "adjustments": ADJUSTMENTS,
        "places": [HERE, {"key": "free", "name": "Free"}],
        "terms": {"validity_days": 30, "instalments": PARTS},
        **changes,
    }


def books() -> list[Table]:
    """The price book under each of its rules of rounding and tax."""
    on_the_dot = change(
        "spend", "percentage", "discount", "lines", percent="5", when={"spend_from": "135.51"}
    )  # what a session of one image comes to
    thirds = [{"label": f"Part {number}", "due": "session"} for number in (1, 2, 3)]
    return [
        book(),
        book(rounding="half_even", tax_rounding="per_line"),
        book(prices_include_tax=True, currency="CHF", cash_rounding="0.05"),
        book(
            licence_grid=GRID | {"combine": "sum"},
            adjustments=[on_the_dot],
            terms={"validity_days": 1, "instalments": thirds},
        ),
    ]


# ---------------------------------------------------------------- briefs at the thresholds

SOLO_SITTINGS: list[Table] = [{"session": "solo"}]
SOLO_SITTINGS += [{"session": "solo", "people": people} for people in (4, 5)]
SOLO_SITTINGS += [{"session": "solo", "images": images} for images in (2, 3, 4, 6, 7)]
SOLO_SITTINGS += [
    {"session": "solo", "people": 3, "images": 4, "looks": looks} for looks in (1, 4, 5)
]
SOLO_SITTINGS += [
    {"session": "solo", "people": 3, "images": 2, "retouching": "polished", "licence": licence}
    for licence in ("standard", "marketing", "press")
]

TEAM_SITTINGS: list[Table] = [
    {"session": "team", "people": people, "images": 2}
    for people in (2, 3, 8, 9, 10, 11, 12, 13, 20, 21)
]
BOOTH_SITTINGS: list[Table] = [
    {"session": "booth", "people": people, "stations": stations, "minutes": minutes}
    for people in (1, 3, 14, 28, 29, 56, 57)
    for stations in (1, 2)
    for minutes in (None, 24, 25, 26, 49, 50, 121, 240, 241)
]
GRID_SITTINGS: list[Table] = [
    {
        "session": "solo",
        "licence": {
            "media": "media-2-5",
            "place": place,
            "term": term,
            "exclusivity": "exclusivity-3",
        },
    }
    for place in ("place-1-75", "nowhere")
    for term in ("term-0-5", "term-1")
]


def briefs() -> Iterator[tuple[Table, date]]:
    """Each threshold of the book, one step below, on it and one step above."""
    for sitting in (*SOLO_SITTINGS, *TEAM_SITTINGS, *BOOTH_SITTINGS, *GRID_SITTINGS):
        yield {"sittings": [sitting]}, ON
    solo, team = SOLO_SITTINGS[-1], TEAM_SITTINGS[4]
    for distance in (0, 14, 15, 16, 59, 60, 61):
        yield {"sittings": [team], "distance": distance}, ON
    for days in (0, 3, 4, 5, 6, 37, 38, 39):
        yield {"sittings": [solo], "session_on": ON + timedelta(days)}, ON
    for at in ("17:59", "18:00", "19:00"):
        yield {"sittings": [solo, team], "session_at": at, "session_on": date(2026, 12, 31)}, ON
    for day in (19, 20, 30):
        yield {"sittings": [solo], "code": "autumn"}, date(2026, 11, day)
    yield {"sittings": [solo], "code": "autumn"}, date(2026, 12, 1)
    for quantity in (1, 5, 6):
        yield {"sittings": [solo], "extras": [{"key": "print", "quantity": quantity}]}, ON
    yield from mixed(solo, team)


def mixed(solo: Table, team: Table) -> Iterator[tuple[Table, date]]:
    """Several things at once: what one of them alone would not show."""
    everything = [{"key": "print", "quantity": 3}, {"key": "privacy"}, {"key": "stylist"}]
    yield {"sittings": [solo, team], "extras": everything, "distance": 40}, ON
    yield {"sittings": [solo], "extras": everything}, ON
    yield {"sittings": [solo], "extras": [{"key": "print"}] * 2}, ON
    yield {"sittings": [team, team | {"licence": "marketing"}], "code": "AUTUMN"}, ON
    yield {"sittings": [solo, solo | {"people": 2}], "clients": ["returning"]}, ON
    yield {"sittings": [solo], "delivery": "fast", "place": "free"}, ON
    yield {"sittings": [team | {"people": 12}], "distance": 20, "delivery": "fast"}, ON
    for key in ("exempt", "abroad", "withholding", "unknown"):
        everything_else = {"extras": everything, "tax_status": key}
        yield {"sittings": [solo, {**team, "licence": "marketing"}], **everything_else}, ON
    yield {"sittings": [solo], "place": "free", "tax_status": "exempt"}, ON
    yield {"sittings": [solo], "session_on": ON - timedelta(1)}, ON
    yield {"sittings": [{"session": "unknown"}]}, ON
