"""What is sold below its cost is told, with the count at which most is lost."""

from typing import Any

from pricing import Problem, estimate
from tests.pricing import small

PER_PERSON = {"kind": "per-unit", "per": "person", "price": "100"}
TIERED = {
    "kind": "volume",
    "per": "person",
    "tiers": [{"from": 1, "price": "100"}, {"from": 10, "price": "70"}],
}


def costs(**changes: Any) -> list[Problem]:
    return [each for each in small.problems(**changes) if "costs the studio" in each.what]


def session(rule: dict[str, Any], cost: dict[str, Any], **fields: Any) -> dict[str, Any]:
    made = small.session(rule, **fields)
    made["charges"][0]["cost"] = cost
    return made


def test_a_price_above_its_cost_is_nothing_to_tell():
    assert costs(session_types=[session(TIERED, PER_PERSON | {"price": "70"})]) == []


def test_a_tier_below_cost_is_told_where_most_is_lost():
    (problem,) = costs(session_types=[session(TIERED, PER_PERSON | {"price": "80"})])
    assert problem.where == "session_types.portrait.charges[1]"
    assert problem.what == "it costs the studio 1600.00 and is sold for 1400.00"
    (brief,) = problem.examples
    assert brief.sittings[0].people == 20
    assert estimate(brief, small.book(session_types=[session(TIERED, TIERED)])).net == 140_000
    assert problem.severity == "warning"


def test_a_long_span_is_tried_at_its_end_too():
    wide = session(TIERED, PER_PERSON | {"price": "80"}, people_to=1_000)
    (problem,) = costs(session_types=[wide])
    assert problem.examples[0].sittings[0].people == 1_000


def test_time_that_does_not_hold_the_people_is_not_tried():
    hour = {"kind": "per-unit", "per": "minute", "price": "1"}
    time = {"least_minutes": 60, "most_minutes": 120, "people_per_hour": 4}
    costly = {"kind": "per-unit", "per": "person", "price": "16"}
    (problem,) = costs(session_types=[session(hour, costly, booked_time=time)])
    assert problem.examples[0].sittings[0].people == 8
    assert problem.what == "it costs the studio 128.00 and is sold for 120.00"


def test_extras_finishes_and_travel_are_tried_too():
    per_unit = {"kind": "per-unit", "per": "unit"}
    album = small.named("album", rule=per_unit | {"price": "10"}, cost=per_unit | {"price": "11"})
    privacy = {"kind": "share", "of": "session", "percent": "10"}
    found = costs(
        session_types=[session(PER_PERSON, PER_PERSON, where="location", people_to=2)],
        extras=[album | {"most": 3}, small.named("private", rule=privacy, cost=PER_PERSON)],
        retouching_tiers=[small.named("fine", price="10", cost="12.5")],
        travel={
            "unit": "km",
            "included": 10,
            "most": 40,
            "rule": {"kind": "per-unit", "per": "distance", "price": "1"},
            "cost": {"kind": "per-unit", "per": "distance", "price": "1.2"},
        },
    )
    assert [(each.where, each.what) for each in found] == [
        ("extras.album", "it costs the studio 33.00 and is sold for 30.00"),
        ("retouching_tiers.fine.price", "an image costs the studio 12.50 and is sold for 10.00"),
        ("travel", "it costs the studio 36.00 and is sold for 30.00"),
    ]
    assert found[2].examples[0].distance == 40
