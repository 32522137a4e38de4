"""Each kind of rule by hand: so many of what, what it comes to, and what is said."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from pricing import Rule
from pricing.maths import SCALAR
from pricing.rules import Measure, measures
from tests.pricing.small import Table, priced, reasons, session

RULES: TypeAdapter[Any] = TypeAdapter(Rule)


def rule(kind: str, **fields: Any) -> Any:
    return RULES.validate_python({"kind": kind, **fields})


def tiers(*rows: tuple[Any, ...]) -> list[Table]:
    return [dict(zip(("from", "price", "flat"), row, strict=False)) for row in rows]


PEOPLE = {"per": "person"}
TEAM = tiers((1, "155"), (10, "140"))
FEES = tiers((1, "0", "200"), (6, "0", "350"))
FIRST_DEARER = {"per": "image_each", "times": "person", "tiers": tiers((1, "90"), (2, "45"))}
HOURS = {"kind": "block", "per": "minute", "size": 60, "price": "80"}

CASES = [
    ("flat", {"price": "95.50"}, {}, "95.50"),
    ("per-unit", {**PEOPLE, "price": "40"}, {"person": 3}, "120"),
    ("per-unit", {**PEOPLE, "price": "40", "beyond": 2}, {"person": 3}, "40"),
    ("per-unit", {**PEOPLE, "price": "40", "beyond": 2}, {"person": 2}, "0"),
    ("per-unit", {**PEOPLE, "price": "40", "beyond": 2}, {"person": 1}, "0"),
    ("volume", {**PEOPLE, "tiers": TEAM}, {"person": 0}, "0"),
    ("volume", {**PEOPLE, "tiers": TEAM}, {"person": 9}, "1395"),
    ("volume", {**PEOPLE, "tiers": TEAM}, {"person": 10}, "1400"),
    ("volume", {**PEOPLE, "tiers": TEAM}, {"person": 11}, "1540"),
    ("volume", {**PEOPLE, "tiers": FEES}, {"person": 5}, "200"),
    ("volume", {**PEOPLE, "tiers": FEES}, {"person": 6}, "350"),
    ("volume", {**FIRST_DEARER}, {"image_each": 2, "person": 3}, "270"),
    ("graduated", {**PEOPLE, "tiers": TEAM}, {"person": 0}, "0"),
    ("graduated", {**PEOPLE, "tiers": TEAM}, {"person": 9}, "1395"),
    ("graduated", {**PEOPLE, "tiers": TEAM}, {"person": 10}, "1535"),
    ("graduated", {**PEOPLE, "tiers": TEAM}, {"person": 12}, "1815"),
    ("graduated", {**PEOPLE, "tiers": FEES}, {"person": 5}, "200"),
    ("graduated", {**PEOPLE, "tiers": FEES}, {"person": 6}, "550"),
    ("graduated", {**FIRST_DEARER}, {"image_each": 3, "person": 2}, "360"),
    ("block", HOURS, {"minute": 0}, "0"),
    ("block", HOURS, {"minute": 60}, "80"),
    ("block", HOURS, {"minute": 61}, "160"),
    ("block", HOURS | {"at_least": 3}, {"minute": 61}, "240"),
    ("block", HOURS | {"times": "station"}, {"minute": 61, "station": 2}, "320"),
]


@pytest.mark.parametrize(("kind", "fields", "counted", "comes_to"), CASES)
def test_a_rule_comes_to(kind: str, fields: Table, counted: dict[Measure, int], comes_to: str):
    made = RULES.validate_python(fields | {"kind": kind})
    assert made.amount(counted, SCALAR) == rule("flat", price=comes_to).price


EITHER = [HOURS, {"kind": "per-unit", "per": "person", "price": "50"}]


@pytest.mark.parametrize(
    ("kind", "minutes", "people", "comes_to"),
    [
        ("greater-of", 60, 1, 80_000_000),
        ("greater-of", 60, 2, 100_000_000),
        ("lesser-of", 60, 1, 50_000_000),
        ("lesser-of", 60, 2, 80_000_000),
    ],
)
def test_the_greater_and_the_lesser_of(kind: str, minutes: int, people: int, comes_to: int):
    counted: dict[Measure, int] = {"minute": minutes, "person": people}
    assert rule(kind, of=EITHER).amount(counted, SCALAR) == comes_to


# ---------------------------------------------------------------- what is said


def line(people: int, *rules: Table, **fields: Any) -> Any:
    """The only line of a portrait session for so many people."""
    sitting = {"people": people} | fields.pop("sitting", {})
    (only,) = priced(sitting, session_types=[session(*rules, **fields)]).lines
    return only


def test_a_tier_says_where_its_price_begins():
    found = line(12, {"kind": "volume", **PEOPLE, "tiers": TEAM})
    assert reasons(found) == ["12 people × 140.00 = 1680.00, the price from 10 people"]
    assert (found.quantity, found.unit, found.unit_price) == (12, "person", 140_000_000)


def test_a_tier_with_a_sum_says_the_sum():
    found = line(6, {"kind": "volume", **PEOPLE, "tiers": FEES})
    assert reasons(found) == ["6 people: 350.00, the sum from 6 people"]
    assert found.unit_price is None
    both = tiers((1, "10", "200"))
    found = line(6, {"kind": "volume", **PEOPLE, "tiers": both})
    assert reasons(found) == ["6 people × 10.00 + 200.00 = 260.00, the price from 1 person"]


def test_graduated_prices_are_added_up():
    found = line(11, {"kind": "graduated", **PEOPLE, "tiers": TEAM})
    assert reasons(found) == [
        "9 people × 155.00 = 1395.00",
        "2 people × 140.00 = 280.00",
        "1395.00 + 280.00 = 1675.00",
    ]
    assert found.unit_price is None
    one_tier = line(3, {"kind": "graduated", **PEOPLE, "tiers": TEAM})
    assert (reasons(one_tier), one_tier.unit_price) == (["3 people × 155.00 = 465.00"], 155_000_000)


def test_a_second_measure_is_said_unless_it_is_one():
    images = {"kind": "graduated", **FIRST_DEARER}
    two_each = {"sitting": {"images": 2}, "images_included": 1}
    assert reasons(line(3, images, **two_each))[-1] == "3 people × 135.00 = 405.00"
    assert reasons(line(1, images, **two_each))[-1] == "90.00 + 45.00 = 135.00"


def test_a_volume_of_nothing_says_nothing_times_the_first_price():
    free = {"kind": "greater-of", "of": [{"kind": "flat", "price": "5"}]}
    looks = {"kind": "volume", "per": "further_look", "tiers": TEAM}
    found = line(1, free | {"of": [*free["of"], looks]})
    assert reasons(found)[1] == "0 further looks × 155.00 = 0.00"


def test_what_is_free_is_said_first():
    found = line(3, {"kind": "per-unit", **PEOPLE, "price": "40", "beyond": 2})
    assert reasons(found) == ["3 people, the first 2 free: 1 charged", "1 person × 40.00 = 40.00"]
    assert found.quantity == 1


TIME = {"least_minutes": 30, "most_minutes": 480, "people_per_hour": 6, "most_stations": 2}


def test_started_blocks_are_counted_out_loud():
    hours = HOURS | {"at_least": 3, "times": "station"}
    wanted = {"minutes": 61, "stations": 2}
    found = line(2, hours, booked_time=TIME, sitting=wanted)
    assert reasons(found) == [
        "61 minutes is 2 started blocks of 60, the smallest booking is 3",
        "3 started blocks × 80.00 = 240.00",
        "2 stations × 240.00 = 480.00",
    ]
    assert (found.quantity, found.unit) == (6, "block")


def test_every_rule_of_several_is_worked_out_and_one_is_charged():
    found = line(2, {"kind": "greater-of", "of": EITHER}, minutes=20)
    assert reasons(found) == [
        "40 minutes is 1 started block of 60",
        "1 started block × 80.00 = 80.00",
        "2 people × 50.00 = 100.00",
        "the greatest of 80.00 and 100.00 is 100.00",
    ]
    assert (found.quantity, found.unit_price) == (2, 50_000_000)
    found = line(2, {"kind": "lesser-of", "of": EITHER}, minutes=20)
    assert reasons(found)[-1] == "the least of 80.00 and 100.00 is 80.00"


def test_what_is_finer_than_a_cent_is_rounded_once_and_said():
    found = line(3, {"kind": "per-unit", **PEOPLE, "price": "33.335"})
    assert reasons(found) == ["3 people × 33.335 = 100.005", "100.005 is rounded to 100.01"]
    assert found.amount == 10001


# ---------------------------------------------------------------- what cannot be


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "volume", **PEOPLE, "tiers": tiers((2, "1"))},
        {"kind": "volume", **PEOPLE, "tiers": tiers((1, "1"), (1, "2"))},
        {"kind": "graduated", **PEOPLE, "tiers": tiers((1, "1"), (5, "2"), (3, "1"))},
        {"kind": "graduated", **PEOPLE, "tiers": []},
        {"kind": "block", **PEOPLE, "size": 0, "price": "1"},
        {"kind": "lesser-of", "of": [HOURS]},
        {"kind": "per-unit", "per": "smile", "price": "1"},
        {"kind": "by-mood", "price": "1"},
        {"kind": "share", "of": "session", "percent": "5"},
    ],
)
def test_a_rule_that_has_no_one_meaning_is_refused(wrong: Table):
    with pytest.raises(ValidationError):
        RULES.validate_python(wrong)


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({"kind": "flat", "price": "1"}, set()),
        ({"kind": "per-unit", **PEOPLE, "price": "1"}, {"person"}),
        ({"kind": "volume", **PEOPLE, "tiers": TEAM}, {"person"}),
        ({"kind": "graduated", **FIRST_DEARER}, {"image_each", "person"}),
        (HOURS | {"times": "station"}, {"minute", "station"}),
        ({"kind": "greater-of", "of": EITHER}, {"minute", "person"}),
    ],
)
def test_a_rule_knows_what_it_counts(fields: Table, counts: set[str]):
    assert measures(RULES.validate_python(fields)) == counts
