"""What is added and taken off: when, on what, how much, in which order, and what is said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from pricing import AdjustmentRule, Estimate
from tests.pricing.small import HUNDRED, ON, Table, named, notes, priced, reasons, session


def change(kind: str, direction: str = "discount", key: str = "offer", **fields: Any) -> Table:
    """An adjustment with its label; `percent` and `price` are strings."""
    return {"key": key, "label": key.title(), "kind": kind, "direction": direction, **fields}


def off(percent: str, **fields: Any) -> Table:
    return change("percentage", percent=percent, **fields)


def more(percent: str, **fields: Any) -> Table:
    return change("percentage", "surcharge", percent=percent, **fields)


def made(found: Estimate) -> dict[str, int]:
    return {each.key: each.amount for each in found.adjustments}


def after(*rules: Table, people: int = 1, rest: Table | None = None, **changes: Any) -> Estimate:
    """A session at 100.00 for each person, and these adjustments."""
    each = {"kind": "per-unit", "per": "person", "price": "100"}
    known = {"session_types": [session(each)], "adjustments": list(rules)}
    return priced({"people": people}, rest=rest, **{**known, **changes})


# ---------------------------------------------------------------- kinds

KINDS = [
    (off("10"), -3000, ["10 % of all lines 300.00 = 30.00"]),
    (more("12.5"), 3750, ["12.5 % of all lines 300.00 = 37.50"]),
    (off("10", cap="25"), -2500, ["10 % of all lines 300.00, at most 25.00 = 25.00"]),
    (off("10", cap="29.996"), -3000, ["10 % of all lines 300.00, at most 29.996 = 30.00"]),
    (off("10", cap="31"), -3000, ["10 % of all lines 300.00, at most 31.00 = 30.00"]),
    (off("10", cap="40"), -3000, None),
    (change("fixed", price="20"), -2000, ["20.00 flat"]),
    (change("fixed", price="7.5", per="person"), -2250, ["3 people × 7.50 = 22.50"]),
    (
        change("minimum-charge", "surcharge", price="350"),
        5000,
        ["smallest charge 350.00 − all lines 300.00 = 50.00"],
    ),
    (
        change("cap", price="220"),
        -8000,
        ["all lines 300.00 − the most we charge 220.00 = 80.00"],
    ),
]


@pytest.mark.parametrize(("rule", "amount", "said"), KINDS)
def test_each_kind_comes_to_and_says(rule: Table, amount: int, said: list[str] | None):
    (only,) = after(rule, people=3).adjustments
    assert (only.amount, only.base, only.base_amount) == (amount, "lines", 30000)
    assert said is None or reasons(only) == said


@pytest.mark.parametrize(
    "rule",
    [
        off("0"),
        off("10", cap="0"),
        change("fixed", price="0"),
        change("minimum-charge", "surcharge", price="300"),
        change("minimum-charge", "surcharge", price="299.99"),
        change("cap", price="300"),
        change("cap", price="300.01"),
        off("50", base="travel"),
    ],
)
def test_what_comes_to_nothing_is_left_out(rule: Table):
    assert made(after(rule, people=3)) == {}


@pytest.mark.parametrize(
    "wrong",
    [
        off("100.0001"),
        change("minimum-charge", "discount", price="5"),
        change("cap", "surcharge", price="5"),
        change("rebate", price="5"),
        off("5", base="everything"),
        off("5", when={"hour_from": 24}),
        off("5", when={"weekdays": ["someday"]}),
    ],
)
def test_an_adjustment_that_has_no_one_meaning_is_refused(wrong: Table):
    with pytest.raises(ValidationError):
        TypeAdapter[Any](AdjustmentRule).validate_python(wrong)


# ---------------------------------------------------------------- conditions

SATURDAY = date(2026, 11, 28)
EVENING = {"session_on": SATURDAY, "session_at": "18:00"}
TWO_DELIVERIES = {"deliveries": [named("normal"), named("fast")]}

CONDITIONS: list[tuple[Table, Table, Table, str]] = [
    ({"code": "AUTUMN"}, {"code": "AUTUMN"}, {"code": "SPRING"}, "it needs the code AUTUMN"),
    ({"code": "AUTUMN"}, {"code": " autumn "}, {}, "it needs the code AUTUMN"),
    ({"valid_from": ON}, {}, {"on": date(2026, 11, 23)}, "it begins on 2026-11-24"),
    ({"valid_to": ON}, {}, {"on": date(2026, 11, 25)}, "it ended on 2026-11-24"),
    ({"clients": ["member"]}, {"clients": ["member"]}, {}, "it is for member clients"),
    (
        {"clients": ["returning", "member"]},
        {"clients": ["member"]},
        {},
        "it is for returning or member clients",
    ),
    ({"sessions": ["portrait"]}, {}, {"session": "other"}, "it is for other sessions"),
    ({"people_from": 3}, {"people": 3}, {"people": 2}, "it is for 3 people or more"),
    ({"spend_from": "300"}, {"people": 3}, {"people": 2}, "it needs 300.00 or more before it"),
    ({"spend_from": "200.01"}, {"people": 3}, {"people": 2}, "it needs 200.01 or more before it"),
    ({"delivery": ["normal"]}, {}, {"delivery": "fast"}, "it is for another delivery"),
    ({"weekdays": ["sat"]}, {"session_on": SATURDAY}, {"session_on": ON}, "it is for other days"),
    ({"weekdays": ["sat"]}, {"session_on": SATURDAY}, {}, "it is for other days"),
    ({"hour_from": 18}, EVENING, EVENING | {"session_at": "17:59"}, "from 18 o'clock"),
    ({"hour_from": 0}, {"session_at": "00:00"}, {}, "it is for sessions from 0 o'clock"),
    (
        {"notice_below": 5},
        {"session_on": SATURDAY},
        {"session_on": date(2026, 11, 29)},
        "it is for less than 5 days' notice",
    ),
    ({"notice_below": 5}, {"session_on": ON}, {}, "it is for less than 5 days' notice"),
]


def under(when: Table, asked: Table) -> Estimate:
    """An offer under a condition, and a brief that says `asked`; the code is always given."""
    asked = {"code": when.get("code", "OFFER"), **asked}
    sitting: Table = {name: asked.pop(name) for name in ("people", "session") if name in asked}
    on = asked.pop("on", ON)
    each = {"kind": "per-unit", "per": "person", "price": "100"}
    other = session(each) | {"key": "other"}
    offer = off("10", when={"code": "OFFER", **when})
    changes = {"session_types": [session(each), other], "adjustments": [offer], **TWO_DELIVERIES}
    return priced(sitting, rest=asked, on=on, **changes)


@pytest.mark.parametrize(("when", "asked"), [(row[0], row[1]) for row in CONDITIONS])
def test_a_condition_that_is_met_lets_the_offer_through(when: Table, asked: Table):
    found = under(when, asked)
    assert made(found) == {"offer": -found.subtotal // 10}
    assert notes(found) == []


@pytest.mark.parametrize(
    ("when", "asked", "why"), [row[:1] + row[2:] for row in CONDITIONS if "code" not in row[0]]
)
def test_a_code_that_brings_nothing_says_why(when: Table, asked: Table, why: str):
    found = under(when, asked)
    assert made(found) == {}
    (note,) = notes(found)
    assert note.startswith("the code OFFER was not used: ")
    assert note.endswith(why)


def test_a_code_that_nobody_knows_is_said():
    assert notes(under({"code": "AUTUMN"}, {"code": "Spring"})) == ["there is no code Spring"]
    assert notes(under({"code": "AUTUMN"}, {"code": ""})) == []


def test_every_condition_must_hold():
    both = {"people_from": 2, "clients": ["member"]}
    assert made(under(both, {"people": 2, "clients": ["member"]})) == {"offer": -2000}
    assert made(under(both, {"people": 2})) == made(under(both, {"clients": ["member"]})) == {}


# ---------------------------------------------------------------- bases, order and groups


def four_areas(*rules: Table) -> Estimate:
    """100.00 of session, 20.00 of retouching, and 50.00 of extras."""
    return priced(
        {"retouching": "polished"},
        rest={"extras": [{"key": "print"}]},
        session_types=[session(HUNDRED, images_included=1)],
        retouching_tiers=[named("polished", price="20")],
        extras=[named("print", rule={"kind": "flat", "price": "50"}, tax_category="goods")],
        adjustments=list(rules),
    )


@pytest.mark.parametrize(
    ("base", "amount"),
    [
        ("session", -1000),
        ("retouching", -200),
        ("extras", -500),
        ("creative", -1200),
        ("lines", -1700),
        ("running", -2200),
    ],
)
def test_a_percentage_stands_on_its_base(base: str, amount: int):
    first = change("fixed", "surcharge", key="rush", price="50")
    found = four_areas(first, off("10", base=base))
    assert made(found) == {"rush": 5000, "offer": amount}


def test_of_a_group_only_the_largest_is_made_and_the_others_are_noted():
    rules = (
        off("5", key="small", group="offers"),
        more("10", key="rush"),
        off("20", key="large", group="offers"),
        off("0", key="nothing", group="offers"),
        off("50", key="unmet", group="offers", when={"people_from": 99}),
    )
    found = after(*rules)
    assert list(made(found).items()) == [("large", -2000), ("rush", 1000)]
    assert notes(found) == ["Small (5.00) does not combine with Large (20.00)"]


def test_of_equals_in_a_group_the_first_is_made():
    found = after(off("10", key="first", group="g"), off("10", key="second", group="g"))
    assert made(found) == {"first": -1000}


def test_a_discount_takes_no_more_than_is_left():
    found = after(off("60", key="first"), off("60", key="second"), off("60", key="third"))
    assert made(found) == {"first": -6000, "second": -4000}
    assert reasons(found.adjustments[1])[-1] == "no more than what is left of all lines: 40.00"
    assert found.payable == 0


def test_an_adjustment_is_shared_over_the_tax_categories_of_its_base():
    (rush,) = four_areas(change("fixed", "surcharge", price="10")).adjustments
    assert rush.parts == (("session", 706), ("goods", 294))  # 12,000 : 5,000
    (rush,) = four_areas(change("fixed", "surcharge", price="10", base="extras")).adjustments
    assert rush.parts == (("goods", 1000),)


def test_a_tax_category_of_its_own_takes_the_whole():
    (rush,) = four_areas(
        change("fixed", "surcharge", price="10", tax_category="travel")
    ).adjustments
    assert rush.parts == (("travel", 1000),)


def test_a_discount_with_a_tax_category_of_its_own_is_refused():
    with pytest.raises(ValidationError, match="a discount is taken from its base"):
        after(off("100", base="extras", tax_category="goods"))


def test_a_code_is_the_same_with_spaces_in_the_book():
    ten = off("10", when={"code": "TEN "})
    assert made(after(ten, rest={"code": " ten"})) == {"offer": -1000}


def test_what_is_limited_says_what_it_would_have_been():
    found = after(off("60", key="first"), off("60", key="second"))
    assert reasons(found.adjustments[1]) == [
        "60 % of all lines 100.00 = 60.00",
        "no more than what is left of all lines: 40.00",
    ]


def test_where_the_base_holds_nothing_everything_shares():
    (rush,) = four_areas(change("fixed", "surcharge", price="17", base="travel")).adjustments
    assert rush.parts == (("session", 1200), ("goods", 500))


def test_where_there_is_nothing_at_all_it_is_a_session():
    free: dict[str, Any] = {"session_types": [session({"kind": "flat", "price": "0"})]}
    found = after(change("minimum-charge", "surcharge", price="80"), **free)
    assert found.adjustments[0].parts == (("session", 8000),)
    assert (found.lines, found.payable) == ((), 8000)


# ---------------------------------------------------------------- the running account


def test_what_is_left_of_an_area_follows_how_a_discount_was_shared():
    """70 off 100 + 20 + 50: 41.18 of the session, 8.23 of retouching, 20.59 of extras."""
    seventy = change("fixed", key="seventy", price="70")
    found = four_areas(seventy, off("100", key="all", base="retouching"))
    assert made(found) == {"seventy": -7000, "all": -1177}
    assert found.adjustments[0].parts == (("session", -4941), ("goods", -2059))


def test_a_surcharge_raises_what_is_left():
    found = after(more("10", key="rush"), off("100", key="all", base="running"))
    assert made(found) == {"rush": 1000, "all": -11000}
    assert found.payable == 0
