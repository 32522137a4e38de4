"""What a brief may ask for, and every refusal; all that is wrong is said at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from pricing import BriefRefused, NotInForce, estimate
from tests.pricing.rich import GRID, rate, tax
from tests.pricing.small import HUNDRED, ON, Table, book, brief, named, priced, refused, session

IMAGES = {"kind": "per-unit", "per": "further_image", "price": "30"}
LOOKS = {"kind": "per-unit", "per": "further_look", "price": "20"}
TIME = {
    "least_minutes": 90,
    "most_minutes": 240,
    "step_minutes": 30,
    "people_per_hour": 8,
    "most_stations": 2,
}
FIELDS: Table = {"people_from": 2, "people_to": 6, "images_to": 4, "looks_to": 3}
SOLD = session(HUNDRED, IMAGES, LOOKS, images_included=1, **FIELDS)
BY_TIME = session(HUNDRED, booked_time=TIME, people_to=60)
AWAY = session(HUNDRED, where="location")
TRAVEL: Table = {
    "unit": "km",
    "included": 10,
    "rule": {"kind": "per-unit", "per": "distance", "price": "1"},
    "most": 50,
}
FROM_THE_SCHEME = {"media": "media-1", "place": "place-1", "term": "term-1"}
PRINT = named("print", rule=HUNDRED, most=3, sessions=["portrait"])
PORTRAITS_ONLY: dict[str, Any] = {
    "session_types": [SOLD, SOLD | {"key": "other"}],
    "extras": [PRINT],
}


@pytest.mark.parametrize(
    "sitting",
    [
        {"people": 2},
        {"people": 6},
        {"people": 2, "images": 1},
        {"people": 2, "images": 4},
        {"people": 2, "looks": 3},
    ],
)
def test_what_is_at_the_limit_is_sold(sitting: Table):
    assert refused(sitting, session_types=[SOLD]) == []


@pytest.mark.parametrize(
    ("sitting", "said"),
    [
        ({"people": 1}, "people: Portrait is not sold for 1 person. Try: 2 to 6"),
        ({"people": 7}, "people: Portrait is not sold for 7 people. Try: 2 to 6"),
        ({"people": 2, "images": 5}, "images: Portrait is not sold for 5 images. Try: 1 to 4"),
        ({"people": 2, "looks": 4}, "looks: Portrait is not sold for 4 looks. Try: 1 to 3"),
        (
            {"people": 2, "stations": 2},
            "stations: Portrait is not sold for 2 stations. Try: 1",
        ),
        ({"people": 2, "minutes": 60}, "minutes: Portrait is not sold by time. Try: leave minutes"),
    ],
)
def test_what_is_beyond_the_limit_is_refused(sitting: Table, said: str):
    (problem,) = refused(sitting, session_types=[SOLD])
    assert problem.startswith(f"sittings[1].{said}")


@pytest.mark.parametrize(
    "sitting",
    [
        {"people": 12},  # 90 minutes: exactly the shortest time
        {"people": 12, "minutes": 90},
        {"people": 13, "minutes": 120},  # 97.5 minutes, so two hours
        {"people": 32},  # 240 minutes: exactly the longest
        {"people": 33, "stations": 2},
        {"people": 12, "minutes": 95},  # no whole step, and enough
    ],
)
def test_time_that_is_enough_is_sold(sitting: Table):
    assert refused(sitting, session_types=[BY_TIME]) == []


@pytest.mark.parametrize(
    ("sitting", "said"),
    [
        ({"people": 12, "minutes": 89}, "is not sold for 89 minutes. Try: 90 to 240"),
        ({"people": 13, "minutes": 119}, "is not sold for 119 minutes. Try: 120 to 240"),
        ({"people": 1, "minutes": 241}, "is not sold for 241 minutes. Try: 90 to 240"),
        ({"people": 33}, "is not sold for 270 minutes. Try: fewer people, more stations, or two"),
        ({"people": 1, "stations": 3}, "is not sold for 3 stations. Try: 1 to 2"),
    ],
)
def test_time_in_which_the_people_do_not_fit_is_refused(sitting: Table, said: str):
    (problem,) = refused(sitting, session_types=[BY_TIME])
    assert said in problem


@pytest.mark.parametrize(("field", "rule"), [("images", IMAGES), ("looks", LOOKS)])
def test_nothing_beyond_what_is_included_is_given_away(field: str, rule: Table):
    without, priced_it = (
        session(HUNDRED, images_included=1),
        session(HUNDRED, rule, images_included=1),
    )
    advice = "Try: what the session includes, or another session"
    assert refused({field: 2}, session_types=[without]) == [
        f"sittings[1].{field}: Portrait has no price for further {field}. {advice}"
    ]
    assert refused({field: 1}, session_types=[without]) == []
    assert refused({field: 2}, session_types=[priced_it]) == []


UNKNOWN: list[tuple[Table, Table, str]] = [
    (
        {"session": "glamour"},
        {},
        "sittings[1].session: there is no 'glamour'. Try: one of: portrait",
    ),
    ({"retouching": "glossy"}, {}, "sittings[1].retouching: there is no 'glossy'"),
    ({"licence": "free"}, {}, "sittings[1].licence: there is no 'free'. Try: one of: standard"),
    ({}, {"place": "moon"}, "place: there is no 'moon'. Try: one of: here"),
    ({}, {"delivery": "now"}, "delivery: there is no 'now'. Try: one of: none is sold"),
    ({}, {"extras": [{"key": "gold"}]}, "extras[1]: there is no 'gold'"),
]


@pytest.mark.parametrize(("sitting", "rest", "said"), UNKNOWN)
def test_what_the_book_does_not_know_is_refused_with_what_it_knows(
    sitting: Table, rest: Table, said: str
):
    (problem,) = refused(sitting, rest=rest)
    assert problem.startswith(said)


def test_a_licence_by_media_and_place_needs_a_grid_that_has_it():
    wanted = FROM_THE_SCHEME | {"exclusivity": "exclusivity-1"}
    assert refused({"licence": wanted}, licence_grid=GRID) == []
    assert refused({"licence": wanted}) == [
        "sittings[1].licence: there is no 'a licence by media and place'. Try: one of: standard"
    ]
    nowhere = wanted | {"media": "smoke", "exclusivity": "mine"}
    problems = refused({"licence": nowhere}, licence_grid=GRID)
    assert problems == [
        "sittings[1].licence.media: there is no 'smoke'. Try: one of: media-1, media-2-5",
        "sittings[1].licence.exclusivity: there is no 'mine'. Try: one of: "
        "exclusivity-1, exclusivity-3",
    ]


@pytest.mark.parametrize(
    ("extras", "session_key", "said"),
    [
        ([{"key": "print", "quantity": 3}], "portrait", []),
        (
            [{"key": "print", "quantity": 4}],
            "portrait",
            ["extras[1].quantity: Print is not sold 4"],
        ),
        ([{"key": "print"}] * 2, "portrait", ["extras[2]: Print is there twice"]),
        ([{"key": "print"}], "other", ["extras[1]: Print is not sold with this session"]),
    ],
)
def test_an_extra_is_sold_so_often_and_with_its_sessions(
    extras: list[Table], session_key: str, said: list[str]
):
    sitting = {"session": session_key, "people": 2}
    found = refused(sitting, rest={"extras": extras}, **PORTRAITS_ONLY)
    assert len(found) == len(said)
    assert all(problem.startswith(words) for problem, words in zip(found, said, strict=True))


def test_an_extra_of_one_sitting_is_sold_with_the_booking():
    two = ({"people": 2}, {"session": "other", "people": 2})
    assert refused(*two, rest={"extras": [{"key": "print"}]}, **PORTRAITS_ONLY) == []


@pytest.mark.parametrize(
    ("changes", "distance", "said"),
    [
        ({"session_types": [AWAY], "travel": TRAVEL}, 50, None),
        ({"session_types": [AWAY], "travel": TRAVEL}, 51, "51 is further than the list goes, 50"),
        ({"session_types": [AWAY]}, 1, "this price book has no travel"),
        ({"travel": TRAVEL}, 1, "these sessions are at the studio, so nobody travels"),
        ({"travel": TRAVEL}, 0, None),
    ],
)
def test_a_distance_needs_somebody_who_travels(changes: Table, distance: int, said: str | None):
    found = refused(rest={"distance": distance}, **changes)
    assert found == [] if said is None else said in found[0]


@pytest.mark.parametrize(("distance", "amount"), [(0, 0), (10, 0), (11, 200), (50, 8000)])
def test_travel_is_charged_beyond_what_is_included(distance: int, amount: int):
    both = TRAVEL | {"both_ways": True}
    found = priced(rest={"distance": distance}, session_types=[AWAY], travel=both)
    assert sum(line.amount for line in found.lines if line.area == "travel") == amount


def test_a_session_that_is_past_is_refused():
    assert refused(rest={"session_on": ON}) == []
    (problem,) = refused(rest={"session_on": ON - timedelta(1)})
    assert problem == "session_on: 2026-11-23 is past. Try: 2026-11-24 or later"


def test_everything_that_is_wrong_is_said_at_once():
    found = refused(
        {"session": "glamour"},
        {"people": 21, "licence": "free", "minutes": 5},
        rest={
            "place": "moon",
            "distance": 5,
            "session_on": date(2020, 1, 1),
            "extras": [{"key": "x"}],
        },
    )
    assert [problem.partition(":")[0] for problem in found] == [
        "sittings[1].session",
        "sittings[2].licence",
        "sittings[2].people",
        "sittings[2].minutes",
        "extras[1]",
        "place",
        "distance",
        "session_on",
    ]


def test_problems_are_kept_on_the_refusal():
    with pytest.raises(BriefRefused) as refusal:
        estimate(brief({"people": 99}), book(), ON)
    (problem,) = refusal.value.problems
    assert (problem.where, problem.severity) == ("sittings[1].people", "error")


# ---------------------------------------------------------------- what is chosen for the client


def test_what_is_left_open_is_what_the_session_includes():
    found = priced(
        {"people": 2},
        session_types=[SOLD | {"minutes": 40, "retouching_included": "plain"}],
        retouching_tiers=[named("plain", price="0")],
        deliveries=[named("normal"), named("fast")],
    )
    (booked,) = found.booked
    assert (booked.images_each, booked.looks_each, booked.minutes) == (1, 1, 40)
    assert (booked.retouching, booked.licence) == ("Plain", "Standard")
    assert (found.place, found.delivery, found.people) == ("Here", "The normal", 2)


def test_a_session_by_time_is_booked_for_as_long_as_its_people_need():
    (booked,) = priced({"people": 13}, session_types=[BY_TIME]).booked
    assert (booked.minutes, booked.by_time, booked.stations) == (120, True, 1)


def test_retouching_costs_what_it_is_above_the_included_tier():
    changes: dict[str, Any] = {
        "session_types": [SOLD | {"retouching_included": "plain"}],
        "retouching_tiers": [
            named("plain", price="5"),
            named("polished", price="20"),
            named("raw", price="0"),
        ],
    }
    amounts = {
        tier: sum(
            line.amount
            for line in priced({"people": 2, "images": 3, "retouching": tier}, **changes).lines
            if line.area == "retouching"
        )
        for tier in ("plain", "polished", "raw")
    }
    assert amounts == {"plain": 0, "polished": 2 * 3 * 1500, "raw": 0}


def test_without_a_day_the_editions_first_day_is_the_day():
    assert estimate(brief(), book()).priced_on == ON


def test_a_tax_without_a_rate_on_the_day_cannot_be_computed():
    later = tax("vat", ["session"], rate(date(2027, 1, 1), "20"))
    places = [{"key": "here", "name": "Here", "taxes": [later]}]
    with pytest.raises(NotInForce, match="Vat: nothing is in force on 2026-11-24"):
        priced(places=places)
    assert priced(rest={"session_on": date(2027, 1, 1)}, places=places).tax == 2000
