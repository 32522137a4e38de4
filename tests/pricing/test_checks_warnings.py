"""Each warning is triggered by the smallest book that deserves it, and only by that."""

from __future__ import annotations

from typing import Any

import pytest

from pricing import check, estimate
from tests.pricing.faulty import (
    EACH,
    ENDS,
    FAR,
    MILES,
    OLD,
    SHARE,
    TWO_PLACES,
    UNITS,
    adjusted,
    extra,
    found,
    licensed,
    paid,
    taxed,
    tiered,
    timed,
)
from tests.pricing.rich import GRID, rate
from tests.pricing.small import HUNDRED, ON, book, named, session

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
    ("terms.instalments[1]", "it comes to nothing", paid({"percent": "0"}, {})),
    ("terms.instalments[1]", "it comes to nothing", paid({"amount": "0"}, {})),
    (
        "places.here.taxes.vat.rates",
        "7.5 % becomes 20 % on 2027-01-31, which is more than half",
        taxed(rate(OLD, "7.5"), rate(ENDS, "20")),
    ),
    (
        "places.here.taxes.vat.rates",
        "20 % becomes 9.9 % on 2027-01-31, which is more than half",
        taxed(rate(ENDS, "9.9"), rate(OLD, "20")),
    ),
    ("places.here.taxes.vat.rates", "88.75 % is very high for a tax", taxed(rate(OLD, "88.75"))),
    (
        "adjustments.offer.when.valid_to",
        "it ended on 2020-01-01, before this edition begins",
        adjusted(when={"valid_to": OLD}),
    ),
    ("adjustments.offer.percent", "it changes nothing", adjusted(percent="0")),
    ("adjustments.offer.price", "it changes nothing", adjusted(kind="fixed", price="0")),
    (
        "adjustments.offer.when.people_from",
        "no booking is for 1001 people, at most for 1000",
        adjusted(when={"people_from": 1001}),
    ),
    (
        "adjustments.offer.base",
        "there is nothing it could stand on, because no retouching is sold",
        adjusted(base="retouching"),
    ),
    (
        "adjustments.offer.base",
        "there is nothing it could stand on, because no licence is sold",
        adjusted(base="licence"),
    ),
    (
        "adjustments.offer.base",
        "there is nothing it could stand on, because there are no extras",
        adjusted(base="extras"),
    ),
    (
        "adjustments.offer.base",
        "there is nothing it could stand on, because there is no travel",
        adjusted(base="travel"),
    ),
    (
        "deliveries.fast",
        "it costs no more than Slow with portrait",
        {"deliveries": [named("slow"), named("fast")]},
    ),
    (
        "deliveries.fast",
        "it costs no more than Slow with other",
        {
            "session_types": [session(EACH), session(EACH, key="other")],
            "deliveries": [named("slow"), named("fast")],
            **adjusted(
                direction="surcharge", when={"delivery": ["fast"], "sessions": ["portrait"]}
            ),
        },
    ),
    ("adjustments.offer.cap", "2.505 is finer than USD is", adjusted(cap="2.505")),
    (
        "adjustments.offer.price",
        "2.505 is finer than USD is",
        adjusted(kind="fixed", price="2.505"),
    ),
    (
        "adjustments.offer.when.spend_from",
        "2.505 is finer than USD is",
        adjusted(when={"spend_from": "2.505"}),
    ),
    (
        "session_types.portrait.charges[2].rule.price",
        "9.999 is finer than USD is",
        {"session_types": [session(EACH, {"kind": "flat", "price": "9.999"})]},
    ),
    (
        "session_types.portrait.charges[1].rule.tiers[2].flat",
        "9.999 is finer than USD is",
        {"session_types": [session(tiered((1, "1", "0"), (2, "1", "9.999")))]},
    ),
    (
        "session_types.portrait.charges[2].rule",
        "it costs nothing",
        {"session_types": [session(EACH, {"kind": "flat", "price": "0"})]},
    ),
    (
        "session_types.portrait.charges[1].rule.tiers[2]",
        "from 5 on it costs nothing",
        {"session_types": [session(tiered((1, "9", "0"), (5, "0", "0"), (8, "9", "0")))]},
    ),
    (
        "session_types.portrait.charges[2].rule.tiers[1]",
        "from 1 on it costs nothing",
        {"session_types": [session(EACH, tiered((1, "0", "0")))]},
    ),
    ("extras.print.rule", "it costs nothing", extra({**UNITS, "price": "0"})),
    (
        "extras.print.rule.percent",
        "it costs nothing",
        extra({**SHARE, "of": "session", "percent": "0"}),
    ),
    (
        "licence_classes.press.charge.percent",
        "it costs nothing",
        licensed({**SHARE, "of": "session", "percent": "0"}),
    ),
    (
        "licence_classes.press.charge",
        "it costs nothing",
        licensed({"kind": "flat", "price": "0"}),
    ),
    (
        "retouching_tiers.plain.price",
        "it costs nothing with portrait, which include no retouching",
        {"retouching_tiers": [named("plain", price="0")]},
    ),
    (
        "session_types.portrait.charges[1].rule.tiers[2].price",
        "from 5 on each costs 9.50, and 9.00 before",
        {"session_types": [session(tiered((1, "9", "0"), (5, "9.5", "0")))]},
    ),
    ("licence_grid.base", "it makes licences free", {"licence_grid": GRID | {"base": "0"}}),
    (
        "licence_grid.media.media-0.factor",
        "it makes licences free",
        {"licence_grid": GRID | {"media": [{"key": "media-0", "name": "None", "factor": "0"}]}},
    ),
    (
        "session_types.portrait.people_to",
        "more than 12 people do not fit in the longest time",
        {"session_types": [session(EACH, booked_time=timed(60, 120))]},
    ),
    (
        "session_types.portrait.images_to",
        "5 are included and at most 4 sold",
        {"session_types": [session(EACH, images_included=5, images_to=4)]},
    ),
    (
        "session_types.portrait.looks_to",
        "5 are included and at most 4 sold",
        {"session_types": [session(EACH, looks_included=5, looks_to=4)]},
    ),
    (
        "session_types.portrait.charges[1].rule.tiers[2]",
        "it begins at 21, and no more than 20 can be counted",
        {"session_types": [session(tiered((1, "9", "0"), (21, "8", "0"), per="person"))]},
    ),
    (
        "extras.print.rule.tiers[2]",
        "it begins at 10, and no more than 9 can be counted",
        extra(tiered((1, "9", "0"), (10, "8", "0"), per="unit"), most=9),
    ),
    (
        "travel.rule.tiers[2]",
        "it begins at 21, and no more than 20 can be counted",
        {
            "session_types": [session(EACH, where="location")],
            "travel": {
                "unit": "km",
                "included": 10,
                "most": 30,
                "rule": tiered((1, "9", "0"), (21, "8", "0"), per="distance"),
            },
        },
    ),
    (
        "extras.print.rule",
        "it comes to nothing with every session it goes with",
        {**extra(MILES, sessions=["portrait"]), **FAR, **TWO_PLACES},
    ),
    (
        "extras.print.rule.of",
        "it comes to nothing: no retouching is sold",
        extra({**SHARE, "of": "retouching"}),
    ),
    ("places.here.taxes.vat.rates", "0.4999 % is very low for a tax", taxed(rate(OLD, "0.4999"))),
]


@pytest.mark.parametrize(("where", "what", "changes"), WARNINGS)
def test_a_warning_is_found_and_nothing_else(where: str, what: str, changes: dict[str, Any]):
    ((severity, at, words),) = found(**changes)
    assert (severity, at) == ("warning", where)
    assert words.startswith(what)


# ---------------------------------------------------------------- the licence grid, in its order


@pytest.mark.parametrize(
    ("dimension", "more"),
    [("place", "wider place"), ("term", "longer term"), ("exclusivity", "more exclusive licence")],
)
@pytest.mark.parametrize("combine", ["product", "sum"])
@pytest.mark.parametrize("per", ["booking", "further_image", "image", "further_look"])
def test_a_wider_licence_that_costs_less_is_shown_with_two_briefs(
    dimension: str, more: str, combine: str, per: str
):
    options = [
        {"key": "less", "name": "Less", "factor": "2"},
        {"key": "more", "name": "More", "factor": "1.5"},
    ]
    charges = ({**EACH, "per": "image"}, {**EACH, "per": "look"})
    of = book(
        session_types=[session(*charges, images_included=1)],
        licence_grid=GRID | {dimension: options, "combine": combine, "per": per},
    )
    (problem,) = check(of)
    assert problem.where == f"licence_grid.{dimension}.more.factor"
    assert problem.what.startswith(f"the {more} More is 1.5 times and Less 2 times the base")
    narrow, wide = (estimate(brief, of, ON).payable for brief in problem.examples)
    assert wide < narrow


def test_media_widen_in_no_one_order():
    options = [{"key": key, "name": key, "factor": key} for key in ("3", "2")]
    assert found(licence_grid=GRID | {"media": options}) == []


def test_a_licence_is_shown_with_a_session_that_sells_no_more_than_it_includes():
    options = [{"key": key, "name": key, "factor": key} for key in ("3", "2")]
    of = book(session_types=[session(HUNDRED, people_to=1)], licence_grid=GRID | {"term": options})
    (problem,) = check(of)
    narrow, wide = (estimate(brief, of, ON).payable for brief in problem.examples)
    assert wide < narrow
