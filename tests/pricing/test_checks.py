"""Each check is triggered by the smallest book that deserves it, and only by that."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pricing import check
from tests.pricing.faulty import (
    EACH,
    ENDS,
    FAR,
    MILES,
    OLD,
    SHARE,
    TWO_PLACES,
    UNITS,
    ZERO,
    adjusted,
    extra,
    found,
    licensed,
    paid,
    taxed,
    tiered,
    timed,
    twice,
)
from tests.pricing.rich import GRID, rate, tax
from tests.pricing.small import HUNDRED, ON, book, named, problems, session

ERRORS: list[tuple[str, str, dict[str, Any]]] = [
    ("session_types.portrait.key", "2 rows share it", {"session_types": [session(EACH)] * 2}),
    ("retouching_tiers.a.key", "2 rows share it", {"retouching_tiers": twice("a", price="1")}),
    ("licence_classes.standard.key", "2 rows share it", licensed(HUNDRED, "standard")),
    ("extras.a.key", "2 rows share it", {"extras": twice("a", rule=HUNDRED)}),
    (
        "deliveries.a.key",
        "2 rows share it",
        {"deliveries": twice("a")} | adjusted(direction="surcharge", when={"delivery": ["a"]}),
    ),
    (
        "adjustments.offer.key",
        "2 rows share it",
        {"adjustments": adjusted()["adjustments"] * 2},
    ),
    ("places.a.key", "2 rows share it", {"places": [{"key": "a", "name": "A"}] * 2}),
    (
        "licence_grid.term.term-1.key",
        "2 rows share it",
        {"licence_grid": GRID | {"term": [GRID["term"][1]] * 2}},
    ),
    (
        "session_types.portrait.retouching_included",
        "there is no 'glossy'",
        {"session_types": [session(EACH, retouching_included="glossy")]},
    ),
    (
        "session_types.portrait.licence_included",
        "there is no 'free'",
        {"session_types": [session(EACH, licence_included="free")]},
    ),
    ("extras.print.sessions", "there is no 'x'", extra(HUNDRED, sessions=["x"])),
    ("adjustments.offer.when.sessions", "there is no 'x'", adjusted(when={"sessions": ["x"]})),
    ("adjustments.offer.when.delivery", "there is no 'x'", adjusted(when={"delivery": ["x"]})),
    (
        "session_types.portrait.people_to",
        "the largest group, 1, is below the smallest",
        {"session_types": [session(EACH, people_from=2, people_to=1)]},
    ),
    (
        "session_types.portrait.licence_included",
        "no licence is sold",
        {"session_types": [session(EACH, licence_included=None)], "licence_classes": []},
    ),
    (
        "session_types.portrait.charges[1].rule",
        "distance cannot be counted here",
        {"session_types": [session({"kind": "greater-of", "of": [MILES, EACH]})]},
    ),
    ("licence_classes.press.charge", "image_each cannot be counted here", licensed(EACH)),
    ("extras.print.rule", "image_each cannot be counted here", extra(EACH)),
    (
        "licence_grid.per",
        "unit cannot be counted here",
        {"licence_grid": GRID | {"per": "unit"}},
    ),
    (
        "adjustments.offer.per",
        "unit cannot be counted here",
        adjusted(kind="fixed", price="1", per="unit"),
    ),
    ("travel.rule", "image_each cannot be counted here", {"travel": {"unit": "km", "rule": EACH}}),
    ("licence_classes.press.charge.of", "a licence cannot be a share of travel", licensed(SHARE)),
    ("extras.print.rule.of", "an extra cannot be a share of travel", extra(SHARE)),
    (
        "adjustments.offer.when.valid_to",
        "it ends before it begins",
        adjusted(when={"valid_from": ENDS, "valid_to": OLD}),
    ),
    (
        "terms.instalments",
        "the instalments come to 100.0001 %",
        paid({"percent": "50"}, {"percent": "50.0001"}, {}),
    ),
    (
        "terms.instalments[1]",
        "it has a percentage and an amount",
        paid({"percent": "5", "amount": "5"}, {}),
    ),
    ("places.here.taxes.vat.rates", "two rates begin on one day", taxed(*[rate(OLD, "5")] * 2)),
    ("places.here.taxes.vat.rates", "no rate is known on", taxed(rate(ENDS, "5"))),
    ("terms.instalments[1].amount", "0.005 is finer than USD is", paid({"amount": "0.005"}, {})),
    ("cash_rounding", "0.001 is finer than USD is", {"cash_rounding": "0.001"}),
    (
        "session_types.portrait.booked_time",
        "no group fits in the longest time",
        {"session_types": [session(EACH, booked_time=timed(90, 80))]},
    ),
    (
        "session_types.portrait.booked_time",
        "no group fits in the longest time",
        {"session_types": [session(EACH, people_from=20, booked_time=timed(60, 120))]},
    ),
]


@pytest.mark.parametrize(("where", "what", "changes"), ERRORS)
def test_an_error_is_found_and_nothing_else(where: str, what: str, changes: dict[str, Any]):
    ((severity, at, words),) = found(**changes)
    assert (severity, at) == ("error", where)
    assert words.startswith(what)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"session_types": [session(HUNDRED, people_to=1)]},
        {
            "session_types": [session(EACH, where="location")],
            "travel": {"unit": "km", "rule": MILES},
        },
        {"session_types": [session(EACH, licence_included=None)]},
        {
            "session_types": [session(EACH, licence_included=None)],
            "licence_classes": [],
            "licence_grid": GRID,
        },
        licensed({"kind": "share", "of": "creative", "percent": "5"}),
        extra({"kind": "share", "of": "licence", "percent": "5"}) | licensed(HUNDRED),
        extra(UNITS, most=3, sessions=["portrait"]),
        {"licence_grid": GRID},
        adjusted(when={"valid_from": ON, "valid_to": ON}),
        adjusted(when={"code": "TEN", "valid_to": ENDS}, cap="50"),
        adjusted(when={"code": "TEN", "valid_to": ENDS}, direction="surcharge"),
        adjusted(kind="fixed", price="5", per="distance"),
        paid({"percent": "50"}, {"amount": "0.05"}, {}),
        taxed(rate(OLD, "0"), rate(ENDS, "0.5")),
        taxed(rate(OLD, "10"), rate(ENDS, "15")),
        # another part is the rest, so that the share of the last one counts
        paid({}, {"percent": "50"}),
        paid({"percent": "50"}, {}, {"amount": "20"}),
        # what is free at first, or left away, or may be nothing in a sum
        {"session_types": [session(tiered((1, "0", "0"), (3, "9", "0")))]},
        {"travel": {"unit": "km", "rule": {"kind": "flat", "price": "0"}}},
        {"licence_grid": GRID | {"combine": "sum", "media": ZERO}},
        {
            "retouching_tiers": [named("a", price="0")],
            "session_types": [session(EACH, retouching_included="a")],
        },
        {"session_types": [session(tiered((1, "0", "75"), (5, "0", "150")))]},
        {"session_types": [session(EACH, booked_time=timed(60, 240))]},
        extra(MILES, sessions=["away"]) | FAR | TWO_PLACES,
        extra(tiered((1, "9", "0"), (10, "8", "0"), per="person")),
        adjusted(kind="cap", price="0"),
        adjusted(kind="fixed", price="0.005", per="person"),
        adjusted(kind="minimum-charge", direction="surcharge", price="5", base="travel"),
        adjusted(when={"valid_to": ON}),
        adjusted(when={"people_from": 1000}),
        {
            "deliveries": [named("slow"), named("fast")],
            **adjusted(direction="surcharge", when={"delivery": ["fast"]}),
        },
    ],
)
def test_a_book_in_order_has_no_problem(changes: dict[str, Any]):
    assert found(**changes) == []


def test_errors_come_first_and_all_at_once():
    changes = adjusted(when={"code": "TEN"}) | extra(EACH) | paid({"percent": "100"})
    severities = [severity for severity, _, _ in found(**changes)]
    assert severities == ["error", "warning", "warning", "warning"]


def test_a_problem_is_a_sentence_with_a_way_out():
    (problem,) = check(book(session_types=[session(HUNDRED)]))
    assert str(problem) == (
        "session_types.portrait.charges: up to 20 people cost the same as one. "
        "Try: a charge per person, or people_to = 1"
    )


ALONE: dict[str, Any] = {"session_types": [session(HUNDRED, people_to=1)]}


def test_an_extra_that_costs_the_same_however_many_is_an_error():
    (found,) = problems(**extra(HUNDRED, most=5), **ALONE)
    assert (found.where, found.severity) == ("extras.print.rule", "error")
    assert found.what == "up to 5 cost the same as one"
    assert problems(**extra(HUNDRED, most=1), **ALONE) == []


def test_a_place_names_each_tax_once():
    one = tax("vat", ["session"], rate(date(2020, 1, 1), "5"))
    found = problems(places=[{"key": "here", "name": "Here", "taxes": [one, one]}], **ALONE)
    assert [each.where for each in found] == ["places.here.taxes.vat.key"]


def test_a_place_names_each_kind_of_client_once_and_each_tax_that_one_withholds():
    held = tax("irpf", ["session"], rate(date(2020, 1, 1), "5"))
    firm = {"key": "firm", "name": "Firm", "reason": "law", "source": "law", "seen_on": ON}
    shop = firm | {"key": "shop", "withholds": [held]}
    place = {"key": "here", "name": "Here", "statuses": [firm, firm, shop | {"key": "inn"}, shop]}
    twice_held = {**place, "statuses": [shop | {"withholds": [held, held]}]}
    (named_twice,) = problems(places=[place], **ALONE)
    assert named_twice.where == "places.here.statuses.firm.key"
    (withheld_twice,) = problems(places=[twice_held], **ALONE)
    assert withheld_twice.where == "places.here.statuses.shop.withholds.irpf.key"
