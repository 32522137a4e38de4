"""Each check is triggered by the smallest book that deserves it, and only by that."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pricing import check
from tests.pricing.rich import GRID, rate, tax
from tests.pricing.small import HUNDRED, SAID, Table, book, named, problems, session

EACH = {"kind": "per-unit", "per": "image_each", "price": "1"}
UNITS = {"kind": "per-unit", "per": "unit", "price": "1"}
MILES = {"kind": "per-unit", "per": "distance", "price": "1"}
ENDS = date(2027, 1, 31)


def licensed(charge: Table, key: str = "press") -> dict[str, Any]:
    free = {"key": "standard", "name": "Standard", **SAID}
    return {"licence_classes": [free, {"key": key, "name": "Press", **SAID, "charge": charge}]}


def extra(rule: Table, **fields: Any) -> dict[str, Any]:
    return {"extras": [named("print", rule=rule, **fields)]}


def adjusted(**fields: Any) -> dict[str, Any]:
    known = {"key": "offer", "label": "Offer", "kind": "percentage", "direction": "discount"}
    known |= {"percent": "10"} if fields.get("kind", "percentage") == "percentage" else {}
    return {"adjustments": [known | fields]}


def paid(*parts: Table) -> dict[str, Any]:
    instalments = [
        {"label": f"Part {at}", "due": "session", **part} for at, part in enumerate(parts)
    ]
    return {"terms": {"validity_days": 30, "instalments": instalments}}


def taxed(*rates: Any) -> dict[str, Any]:
    return {"places": [{"key": "here", "name": "Here", "taxes": [tax("vat", ["session"], *rates)]}]}


def twice(key: str, **fields: Any) -> list[Table]:
    return [named(key, **fields)] * 2


OLD = date(2020, 1, 1)
SHARE = {"kind": "share", "of": "travel", "percent": "5"}

ERRORS: list[tuple[str, str, dict[str, Any]]] = [
    ("session_types.portrait.key", "2 rows share it", {"session_types": [session(EACH)] * 2}),
    ("retouching_tiers.a.key", "2 rows share it", {"retouching_tiers": twice("a", price="1")}),
    ("licence_classes.standard.key", "2 rows share it", licensed(HUNDRED, "standard")),
    ("extras.a.key", "2 rows share it", {"extras": twice("a", rule=HUNDRED)}),
    ("deliveries.a.key", "2 rows share it", {"deliveries": twice("a")}),
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
]

WARNINGS: list[tuple[str, str, dict[str, Any]]] = [
    (
        "session_types.portrait",
        "it is on location and the book has no travel",
        {"session_types": [session(EACH, where="location")]},
    ),
    (
        "session_types.portrait.charges",
        "up to 20 people cost the same as one",
        {"session_types": [session(HUNDRED)]},
    ),
    (
        "adjustments.offer.when.valid_to",
        "the code TEN has no last day",
        adjusted(when={"code": "TEN"}, cap="50"),
    ),
    (
        "adjustments.offer.cap",
        "10 % off has no cap",
        adjusted(when={"code": "TEN", "valid_to": ENDS}),
    ),
    ("terms.instalments", "the last instalment is not the rest", paid({"percent": "100"})),
    ("terms.instalments", "the last instalment is not the rest", paid({"amount": "100"})),
    ("places.here.taxes.vat.rates", "0.4999 % is very low for a tax", taxed(rate(OLD, "0.4999"))),
]


def found(**changes: Any) -> list[tuple[str, str, str]]:
    """The problems of a book whose one session counts images, so that it has no other."""
    known = {"session_types": [session(EACH)]}
    return [(each.severity, each.where, each.what) for each in problems(**(known | changes))]


@pytest.mark.parametrize(
    ("severity", "where", "what", "changes"),
    [("error", *row) for row in ERRORS] + [("warning", *row) for row in WARNINGS],
)
def test_a_check_finds_its_problem_and_no_other(
    severity: str, where: str, what: str, changes: dict[str, Any]
):
    ((said, at, words),) = found(**changes)
    assert (said, at) == (severity, where)
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
        extra({"kind": "share", "of": "licence", "percent": "5"}),
        extra(UNITS, most=3, sessions=["portrait"]),
        {"licence_grid": GRID},
        adjusted(when={"valid_from": OLD, "valid_to": OLD}),
        adjusted(when={"code": "TEN", "valid_to": ENDS}, cap="50"),
        adjusted(when={"code": "TEN", "valid_to": ENDS}, direction="surcharge"),
        adjusted(kind="fixed", price="5", per="distance"),
        paid({"percent": "50"}, {"amount": "0.05"}, {}),
        taxed(rate(OLD, "0"), rate(ENDS, "0.5")),
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
