"""The scan finds what only prices can show, and nothing where there is nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing import Brief, PriceBook, Problem, estimate
from pricing.scanning import Scan, scan
from tests.pricing.small import HUNDRED, ON, SAID, Table, book, named, session

EACH = {"kind": "per-unit", "per": "person", "price": "100"}
IMAGES = {"kind": "per-unit", "per": "further_image", "price": "20"}
PUBLISHED = (
    {"from": 1, "price": "185"},
    {"from": 10, "price": "155"},
    {"from": 25, "price": "135"},
)
"""A Vancouver studio's list for teams, beside a set-up of 450, as it stood in 2026."""


def volume(per: str, *tiers: Table, **fields: Any) -> Table:
    return {"kind": "volume", "per": per, "tiers": list(tiers), **fields}


def off(percent: str = "10", **fields: Any) -> Table:
    known = {"key": "offer", "label": "Offer", "kind": "percentage", "direction": "discount"}
    known |= {} if "kind" in fields else {"percent": percent}
    return known | fields


def one(found: Scan) -> Problem:
    (problem,) = found.problems
    assert problem.severity == "warning"
    return problem


def totals(problem: Problem, of: PriceBook) -> list[int]:
    return [estimate(brief, of, ON).payable for brief in problem.examples]


def team(**changes: Any) -> PriceBook:
    rules = ({"kind": "flat", "price": "450"}, volume("person", *PUBLISHED))
    sold = session(*rules, people_from=5, people_to=60)
    return book(session_types=[sold], currency="CAD", **changes)


# ---------------------------------------------------------------- where one more costs less


def test_a_published_list_has_its_two_cliffs_to_the_cent():
    ten, twenty_five = scan(team()).problems
    assert ten.where == "session_types.portrait.charges[2].rule.tiers[2]"
    assert ten.what == (
        "for 10 people it is 2000.00 CAD, for 9 people 2115.00 CAD: more costs 115.00 CAD less"
    )
    assert twenty_five.where == "session_types.portrait.charges[2].rule.tiers[3]"
    assert twenty_five.what.startswith("for 25 people it is 3825.00 CAD, for 24 people 4170.00 CAD")
    assert totals(ten, team()) == [211500, 200000]
    assert totals(twenty_five, team()) == [417000, 382500]


CLIFFS: list[tuple[str, str, dict[str, Any]]] = [
    (
        "session_types.portrait.charges[2].rule.tiers[2]",
        "for 4 images each it is 180.00 USD, for 3 images each 190.00 USD",
        {
            "session_types": [
                session(
                    HUNDRED,
                    volume("image_each", {"from": 1, "price": "30"}, {"from": 4, "price": "20"}),
                    images_to=6,
                    people_to=1,
                )
            ]
        },
    ),
    (
        "session_types.portrait.charges[2].rule.tiers[2]",
        "for 3 looks it is 130.00 USD, for 2 looks 140.00 USD",
        {
            "session_types": [
                session(
                    HUNDRED,
                    volume("look", {"from": 1, "price": "20"}, {"from": 3, "price": "10"}),
                    looks_to=4,
                    people_to=1,
                )
            ]
        },
    ),
    (
        "session_types.portrait.charges[1].rule.of[1].tiers[2]",
        "for 180 minutes it is 360.00 USD, for 120 minutes 480.00 USD",
        {
            "session_types": [
                session(
                    {
                        "kind": "greater-of",
                        "of": [
                            volume(
                                "minute", {"from": 1, "price": "4"}, {"from": 180, "price": "2"}
                            ),
                            HUNDRED,
                        ],
                    },
                    people_to=1,
                    booked_time={
                        "least_minutes": 60,
                        "most_minutes": 240,
                        "people_per_hour": 1,
                    },
                )
            ]
        },
    ),
    (
        "travel.rule.tiers[2]",
        "for 21 km it is 142.00 USD, for 20 km 160.00 USD",
        {
            "session_types": [session(HUNDRED, people_to=1, where="location")],
            "travel": {
                "unit": "km",
                "most": 30,
                "rule": volume("distance", {"from": 1, "price": "3"}, {"from": 21, "price": "2"}),
            },
        },
    ),
    (
        "extras.print.rule.tiers[2]",
        "for 10 of print it is 500.00 USD, for 9 of print 505.00 USD",
        {
            "session_types": [session(HUNDRED, people_to=1)],
            "extras": [
                named(
                    "print",
                    rule=volume("unit", {"from": 1, "price": "45"}, {"from": 10, "price": "40"}),
                    most=12,
                )
            ],
        },
    ),
    (
        "licence_classes.press.charge.tiers[2]",
        "for 5 people it is 600.00 USD, for 4 people 800.00 USD",
        {
            "session_types": [session(EACH, people_to=6)],
            "licence_classes": [
                {"key": "standard", "name": "Standard", **SAID},
                {
                    "key": "press",
                    "name": "Press",
                    **SAID,
                    "charge": volume(
                        "person", {"from": 1, "price": "100"}, {"from": 5, "price": "20"}
                    ),
                },
            ],
        },
    ),
    (
        "adjustments.offer.when.people_from",
        "for 10 people it is 800.00 USD, for 9 people 900.00 USD",
        {
            "session_types": [session(EACH)],
            "adjustments": [off("20", when={"people_from": 10})],
        },
    ),
    (
        "adjustments.offer.when.spend_from",
        "for 12 people it is 540.00 USD, for 11 people 550.00 USD",
        {
            "session_types": [session({**EACH, "price": "50"})],
            "adjustments": [off("10", when={"spend_from": "600"})],
        },
    ),
    (
        "adjustments.offer",
        "for 2 people it is 360.00 USD, for 1 person 400.00 USD",
        {
            "session_types": [
                session(volume("person", {"from": 1, "flat": "500"}, {"from": 2, "flat": "560"}))
                | {"people_to": 2}
            ],
            "adjustments": [off(kind="fixed", price="100", per="person", when={"sessions": []})],
        },
    ),
]


def test_a_discount_on_more_people_is_found_in_its_own_situation():
    """Only with the code, only for members, only on a Sunday evening with little notice."""
    when = {
        "people_from": 10,
        "code": "TEN",
        "valid_to": date(2027, 1, 31),
        "clients": ["member"],
        "weekdays": ["sun"],
        "hour_from": 18,
        "notice_below": 14,
        "delivery": ["fast"],
    }
    sold = book(
        session_types=[session(EACH)],
        deliveries=[named("normal"), named("fast")],
        adjustments=[off("20", when=when)],
    )
    problem = one(scan(sold))
    assert problem.where == "adjustments.offer.when.people_from"
    (nine, ten) = problem.examples
    assert (ten.code, ten.clients, ten.delivery) == ("ten", ("member",), "fast")
    assert ten.session_on is not None
    assert (ten.session_on.weekday(), str(ten.session_at)) == (6, "18:00:00")
    assert totals(problem, sold) == [90000, 80000]
    assert nine.sittings[0].people == 9


@pytest.mark.parametrize(("where", "what", "changes"), CLIFFS, ids=[row[0] for row in CLIFFS])
def test_a_cliff_is_found_where_it_is(where: str, what: str, changes: dict[str, Any]):
    sold = book(**changes)
    problem = one(scan(sold))
    assert problem.where == where
    assert problem.what.startswith(what)
    dear, cheap = totals(problem, sold)
    assert cheap < dear


def test_finer_retouching_that_costs_less_is_found():
    sold = book(
        session_types=[session(EACH, people_to=1, images_included=2, images_to=2)],
        retouching_tiers=[named("plain", price="4"), named("fine", price="5")],
        adjustments=[off("20", when={"spend_from": "110"})],
    )
    problem = one(scan(sold))
    assert problem.where == "adjustments.offer.when.spend_from"
    assert problem.what.startswith("for Fine it is 88.00 USD, for Plain 108.00 USD")


def test_retouching_that_is_included_is_called_so():
    sold = book(
        session_types=[session(EACH, people_to=1, images_included=2, retouching_included="plain")],
        retouching_tiers=[named("plain", price="4"), named("fine", price="5")],
        adjustments=[off("20", when={"spend_from": "102"})],
    )
    assert one(scan(sold)).what.startswith("for Fine it is 81.60 USD, for the retouching included")


def test_a_discount_that_begins_later_is_scanned_on_its_first_day():
    begins = date(2027, 3, 1)
    when = {"people_from": 10, "valid_from": begins, "code": "SPRING", "valid_to": begins}
    sold = book(
        session_types=[session(EACH, people_to=10), session(EACH, key="other", people_to=9)],
        adjustments=[off("20", when={**when, "sessions": ["portrait"]})],
    )
    problem = one(scan(sold))
    assert problem.where == "adjustments.offer.when.people_from"
    assert [estimate(brief, sold, begins).payable for brief in problem.examples] == [90000, 80000]


def test_each_discount_that_begins_later_has_its_own_day_and_is_priced_on_no_other():
    offers = [
        off("24", key=key, when={"people_from": people, "valid_from": begins, "clients": clients})
        for key, people, begins, clients in (
            ("today", 5, ON, []),
            ("early", 10, date(2027, 1, 1), ["member"]),
            ("late", 15, date(2027, 2, 1), []),
        )
    ]
    found = scan(book(session_types=[session(EACH)], adjustments=offers))
    where = [f"adjustments.{key}.when.people_from" for key in ("today", "early", "late")]
    assert [problem.where for problem in found.problems] == where
    assert found.priced == 3 * 20


def test_a_discount_that_has_ended_is_not_scanned():
    when = {"people_from": 10, "valid_to": date(2026, 1, 1), "clients": ["member"]}
    assert scan(book(session_types=[session(EACH)], adjustments=[off(when=when)])) == Scan((), 20)


def test_two_entries_with_a_cliff_at_one_number_are_two_problems():
    falling = volume("person", {"from": 1, "price": "30"}, {"from": 5, "price": "20"})
    press = volume("person", {"from": 1, "price": "100"}, {"from": 5, "price": "20"})
    sold = book(
        session_types=[session(falling, people_to=6)],
        licence_classes=[
            {"key": "standard", "name": "Standard", **SAID},
            {"key": "press", "name": "Press", **SAID, "charge": press},
        ],
    )
    assert [problem.where for problem in scan(sold).problems] == [
        "session_types.portrait.charges[1].rule.tiers[2]",
        "licence_classes.press.charge.tiers[2]",
    ]


def test_a_discount_for_each_person_is_blamed_apart_from_where_it_begins():
    flats = [{"from": start, "flat": flat} for start, flat in ((1, "900"), (2, "910"), (3, "920"))]
    offer = off(kind="fixed", price="100", per="person", when={"people_from": 2})
    sold = book(session_types=[session(volume("person", *flats), people_to=3)], adjustments=[offer])
    each, begins = sorted(scan(sold).problems, key=lambda problem: problem.where)
    assert begins.where == "adjustments.offer.when.people_from"
    assert begins.what.startswith("for 2 people it is 710.00 USD, for 1 person 900.00 USD")
    assert each.where == "adjustments.offer"
    assert each.what.startswith("for 3 people it is 620.00 USD, for 2 people 710.00 USD")


# ---------------------------------------------------------------- the laws of the scan

PRICES = st.integers(1, 400).map(lambda cents: f"{cents}e-2")
STARTS = st.lists(st.integers(2, 12), min_size=1, max_size=3, unique=True).map(sorted)


@st.composite
def tiers(draw: st.DrawFn) -> list[Table]:
    starts = [1, *draw(STARTS)]
    return [{"from": start, "price": draw(PRICES), "flat": draw(PRICES)} for start in starts]


@settings(max_examples=25, deadline=None)
@given(tiers(), st.sampled_from(["volume", "graduated"]), st.integers(1, 3))
def test_exactly_the_falls_that_the_engine_has_are_found(
    rows: list[Table], kind: str, people_from: int
):
    rule = {"kind": kind, "per": "person", "tiers": rows}
    sold = book(session_types=[session(rule, people_from=people_from, people_to=14)])
    counts = range(people_from, 15)
    briefs = [{"sittings": [{"session": "portrait", "people": people}]} for people in counts]
    payable = [estimate(Brief.model_validate(each), sold, ON).payable for each in briefs]
    pairs = zip(counts[1:], payable, payable[1:], strict=False)
    falls = {people: before - after for people, before, after in pairs if after < before}
    found = {
        problem.examples[1].sittings[0].people: -totals(problem, sold)[1] + totals(problem, sold)[0]
        for problem in scan(sold).problems
    }
    assert found == falls
    if kind == "graduated":
        assert not found


@settings(max_examples=15, deadline=None)
@given(st.integers(2, 20), st.integers(1, 60), st.sampled_from(["5", "12.5", "40"]))
def test_a_discount_from_a_number_of_people_is_found_whenever_it_is_worth_more_than_one(
    people_from: int, price: int, percent: str
):
    rule = {"kind": "per-unit", "per": "person", "price": str(price)}
    offer = off(percent, when={"people_from": people_from})
    found = scan(book(session_types=[session(rule)], adjustments=[offer])).problems
    worth_more = people_from * price * float(percent) / 100 > price + 0.01
    assert len(found) == worth_more or abs(people_from * float(percent) / 100 - 1) < 0.01


def test_several_sessions_with_one_limit_are_one_problem():
    sessions = [session({**EACH, "price": price}, key=f"s-{price}") for price in ("70", "80", "90")]
    sold = book(session_types=sessions, adjustments=[off(when={"spend_from": "1000"})])
    problem = one(scan(sold))
    assert problem.where == "adjustments.offer.when.spend_from"
    worst = max(price * (people - 1) for price in (70, 80, 90) for people in [-(-1000 // price)])
    assert totals(problem, sold)[0] == worst * 100 or totals(problem, sold)[0] > 90000
