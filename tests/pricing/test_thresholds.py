"""Thresholds in what a client picks: the count at which a rule begins to price otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from pricing import PriceBook
from pricing.thresholds import Count, landmarks, of_session, reaching, sold, usual
from tests.pricing.small import HUNDRED, SAID, Table, book, named, session

TIERS = [{"from": 1, "price": "9"}, {"from": 10, "price": "8"}, {"from": 25, "price": "7"}]


def volume(per: str) -> Table:
    return {"kind": "volume", "per": per, "tiers": TIERS}


def selling(*rules: Table, **fields: Any) -> PriceBook:
    return book(session_types=[session(*rules, **fields)])


def starts(of: PriceBook) -> list[tuple[str, str, int]]:
    found = of_session(of, of.session_types[0])
    return [
        (each.where.removeprefix("session_types.portrait."), each.measure, each.start)
        for each in found
    ]


def test_every_kind_of_rule_says_where_it_changes():
    several = {
        "kind": "greater-of",
        "of": [
            {"kind": "per-unit", "per": "person", "price": "5", "beyond": 3},
            {"kind": "block", "per": "minute", "size": 30, "price": "5", "at_least": 2},
            {"kind": "graduated", "per": "look", "tiers": TIERS[:2]},
            {"kind": "block", "per": "person", "size": 30, "price": "5"},
            {"kind": "per-unit", "per": "person", "price": "5"},
            HUNDRED,
        ],
    }
    assert starts(selling(several)) == [
        ("charges[1].rule.of[1].beyond", "person", 4),
        ("charges[1].rule.of[2].at_least", "minute", 61),
        ("charges[1].rule.of[3].tiers[2]", "look", 10),
    ]


def test_licences_extras_and_discounts_count_where_they_can_be_taken():
    of = book(
        session_types=[session(HUNDRED)],
        licence_classes=[
            {
                "key": "a",
                "name": "A",
                **SAID,
                "charge": charge,
            }
            for charge in (volume("person"), {"kind": "share", "of": "session", "percent": "5"})
        ],
        extras=[
            named("print", rule=volume("unit")),
            named("other", rule=volume("image"), sessions=["other"]),
            named("part", rule={"kind": "share", "of": "session", "percent": "5"}),
        ],
        adjustments=[
            {
                "key": key,
                "label": key,
                "kind": "cap",
                "price": "5",
                "when": {"people_from": 7, "sessions": keys},
            }
            for key, keys in (("here", ["portrait"]), ("there", ["other"]))
        ],
    )
    assert starts(of) == [
        ("licence_classes.a.charge.tiers[2]", "person", 10),
        ("licence_classes.a.charge.tiers[3]", "person", 25),
        ("extras.print.rule.tiers[2]", "unit", 10),
        ("extras.print.rule.tiers[3]", "unit", 25),
        ("adjustments.here.when.people_from", "person", 7),
    ]


TIMED = {"least_minutes": 90, "most_minutes": 250, "people_per_hour": 6, "most_stations": 2}
FREE = {"images_included": 2, "looks_included": 2}


@pytest.mark.parametrize(
    ("count", "fields", "counts"),
    [
        ("people", {"people_from": 3, "people_to": 5}, [3, 4, 5]),
        ("people", {"people_from": 47, "people_to": 90, "booked_time": TIMED}, [47, 48]),
        ("images", FREE, [0]),
        ("looks", FREE, [0]),
        (
            "images",
            {"charges": [{"label": "a", "rule": volume("image")}], "images_to": 2},
            [0, 1, 2],
        ),
        (
            "images",
            {"charges": [{"label": "a", "rule": volume("image")}], "images_to": 2, **FREE},
            [1, 2],
        ),
        ("looks", {"charges": [{"label": "a", "rule": volume("look")}], "looks_to": 2}, [1, 2]),
        ("minutes", {}, [0]),
        ("minutes", {"booked_time": TIMED}, [120, 180, 240]),
        ("stations", {}, [1]),
        ("stations", {"booked_time": TIMED}, [1, 2]),
    ],
)
def test_what_is_sold_of_each_count(count: Count, fields: dict[str, Any], counts: list[int]):
    of = selling(HUNDRED, **fields)
    assert list(sold(of.session_types[0], count)) == counts


def test_a_threshold_in_images_is_met_by_people_or_by_images():
    of = selling(volume("image"), people_to=12, images_to=40, images_included=3)
    offered = of.session_types[0]
    ten, twenty_five = of_session(of, offered)
    assert reaching(offered, usual(offered), "people", ten) == 4
    assert reaching(offered, usual(offered), "images", ten) == 10
    assert reaching(offered, usual(offered), "people", twenty_five) == 9
    assert reaching(offered, usual(offered), "looks", ten) is None
    assert landmarks(of, offered, "people") == (1, 3, 4, 8, 9, 12)
    assert landmarks(of, offered, "images") == (1, 9, 10, 24, 25, 40)


def test_a_threshold_met_from_the_start_adds_no_landmark():
    of = selling(volume("person"), people_from=10, people_to=20)
    assert landmarks(of, of.session_types[0], "people") == (10, 20)
