"""What the staff add by hand: free lines, agreed prices and discounts of their own."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from pricing import BriefRefused, Desk, Estimate, beyond_limit, costing, estimate
from pricing.costing import given_away
from pricing.money import decimal_text
from tests.pricing import oracle, small
from tests.pricing.briefs import Case, cases
from tests.pricing.test_oracle import answer, priced

BY = {"by": "Ann", "why": "a long-standing client"}
CHARGE = "session_types.portrait.charges[1]"


def desk(**added: Any) -> Desk:
    return Desk.model_validate(added)


def with_desk(added: Desk, *sittings: dict[str, Any], **changes: Any) -> Estimate:
    return estimate(small.brief(*sittings), small.book(**changes), desk=added)


def line(**fields: Any) -> dict[str, Any]:
    return {"label": "Drone pilot", "price": "33.333"} | fields


# ---------------------------------------------------------------- free lines


def test_a_free_line_is_priced_like_any_other():
    found = with_desk(desk(lines=[line(quantity=2, tax_category="digital")]))
    charged, typed = found.lines
    assert (charged.amount, typed.amount) == (10_000, 6_667)
    assert small.reasons(typed) == ["2 units × 33.333 = 66.666", "66.666 is rounded to 66.67"]
    assert (typed.area, typed.tax_category, typed.source) == ("extras", "digital", "desk.lines[1]")
    assert found.payable == 16_667


def test_a_free_line_counts_in_the_base_of_its_area():
    half = {"key": "half", "label": "Half", "kind": "percentage", "percent": "50"}
    changes = [half | {"direction": "discount", "base": "travel"}]
    found = with_desk(desk(lines=[line(price="80", area="travel")]), adjustments=changes)
    assert [each.amount for each in found.adjustments] == [-4_000]


def test_a_free_line_bears_its_own_tax():
    rates = [{"effective_from": small.ON, "percent": "10", "source": "x", "seen_on": small.ON}]
    tax = {"key": "vat", "name": "VAT", "applies_to": ["goods"], "rates": rates}
    places = [{"key": "here", "name": "Here", "taxes": [tax]}]
    found = with_desk(desk(lines=[line(price="50", tax_category="goods")]), places=places)
    assert (found.tax, found.net) == (500, 15_000)


# ---------------------------------------------------------------- agreed prices


def agreed(amount: str = "80", **fields: Any) -> dict[str, Any]:
    return {"source": CHARGE, "amount": amount, **BY} | fields


def test_an_agreed_price_stands_in_place_of_the_lists():
    found = with_desk(desk(agreed=[agreed()]))
    (charged,) = found.lines
    assert (charged.amount, charged.listed, charged.unit_price) == (8_000, 10_000, None)
    assert small.reasons(charged) == ["100.00 flat", "agreed: 80.00 instead of 100.00"]
    assert found.desk.agreed[0].by == "Ann"


def test_an_agreed_price_may_be_nothing_or_above_the_list():
    assert with_desk(desk(agreed=[agreed("0")])).payable == 0
    assert with_desk(desk(agreed=[agreed("120")])).payable == 12_000


def test_an_agreed_price_says_which_of_several_sittings():
    second = with_desk(desk(agreed=[agreed(sitting=2)]), {}, {})
    assert [each.amount for each in second.lines] == [10_000, 8_000]
    with pytest.raises(BriefRefused) as refused:
        with_desk(desk(agreed=[agreed(), agreed(source="extras.drone")]), {}, {})
    assert [str(problem) for problem in refused.value.problems] == [
        "desk.agreed[1].sitting: 2 lines come from it. Try: which sitting",
        "desk.agreed[2].source: there is no 'extras.drone'. Try: one of: " + CHARGE,
    ]


# ---------------------------------------------------------------- discounts of their own


def discount(**fields: Any) -> dict[str, Any]:
    return {"label": "Goodwill", **BY} | fields


def test_a_discount_comes_after_those_of_the_book():
    book = {"key": "ten", "label": "Ten", "kind": "fixed", "direction": "discount", "price": "10"}
    given = desk(
        discounts=[
            discount(percent="10", base="running"),
            discount(amount="7.25"),
            discount(amount="0"),
        ]
    )
    found = with_desk(given, adjustments=[book])
    assert [(each.amount, each.source) for each in found.adjustments] == [
        (-1_000, "adjustments.ten"),
        (-900, "desk.discounts[1]"),
        (-725, "desk.discounts[2]"),
    ]
    assert small.reasons(found.adjustments[1]) == ["10 % of all so far 90.00 = 9.00"]


def test_a_discount_is_a_percentage_or_an_amount_and_never_more_than_there_is():
    for wrong in ({}, {"percent": "5", "amount": "5"}, {"percent": "101"}):
        with pytest.raises(ValidationError):
            desk(discounts=[discount(**wrong)])
    assert with_desk(desk(discounts=[discount(amount="500")])).payable == 0


def test_a_code_is_used_so_often_and_no_more():
    code: dict[str, Any] = {
        "key": "spring",
        "label": "Spring",
        "kind": "fixed",
        "direction": "discount",
    }
    code |= {"price": "10", "when": {"code": "SPRING", "most_uses": 3}}
    book, brief = small.book(adjustments=[code]), small.brief(code="spring")
    assert estimate(brief, book, desk=desk(code_used=2)).payable == 9_000
    used_up = estimate(brief, book, desk=desk(code_used=3))
    assert used_up.payable == 10_000
    said = "the code spring was not used: it was used 3 times already"
    assert small.notes(used_up) == [said]


# ---------------------------------------------------------------- as the oracle has it


@st.composite
def desks(draw: st.DrawFn, case: Case) -> tuple[Desk, dict[int, str]]:
    """Some lines, discounts, and an agreed price for one line of the case, by its place."""
    prices = st.integers(0, 30_000).map(lambda cents: decimal_text(cents, 2))
    categories = st.sampled_from(("session", "goods", "licence"))
    lines = st.fixed_dictionaries(
        {
            "label": st.just("Typed"),
            "quantity": st.integers(1, 7),
            "price": prices | st.just("33.335"),
            "tax_category": categories,
            "area": st.sampled_from(("extras", "travel", "session")),
        }
    )
    bases = st.sampled_from(("lines", "running", "session"))
    ways = st.fixed_dictionaries({"percent": st.integers(0, 60).map(str), "base": bases})
    ways |= st.fixed_dictionaries({"amount": prices})
    given = [discount(**way) for way in draw(st.lists(ways, max_size=2))]
    found, spots, agree = priced(case), {}, []
    if found is not None and found.lines:
        place = draw(st.integers(0, len(found.lines) - 1))
        sources = [each.source for each in found.lines]
        if sources.count(sources[place]) == 1:
            spots = {place: draw(prices)}
            agree = [agreed(spots[place], source=sources[place])]
    typed = draw(st.lists(lines, max_size=2))
    return desk(lines=typed, discounts=given, agreed=agree), spots


@settings(max_examples=150, deadline=None)
@given(st.data(), cases(refused=False))
def test_a_desk_is_priced_as_the_oracle_has_it(data: st.DataObject, case: Case):
    added, spots = data.draw(desks(case))
    hand = oracle.Hand(added.model_dump(mode="json"), spots)
    expected = oracle.price(*case.tables, case.on, hand)
    try:
        found = estimate(case.brief, case.book, case.on, added)
    except BriefRefused:
        found = None
    assert answer(found) == expected


# ---------------------------------------------------------------- what only the studio sees


def test_costs_and_margin_stand_beside_the_estimate():
    per_person = {"kind": "per-unit", "per": "person", "price": "100"}
    cost = {"kind": "per-unit", "per": "person", "price": "120.005"}
    session = small.session(per_person, retouching_included="basic", images_included=2)
    session["charges"][0]["cost"] = cost
    tiers = [
        small.named("basic", price="10", cost="4"),
        small.named("fine", price="30", cost="9"),
    ]
    travel = {"unit": "mile", "rule": {"kind": "flat", "price": "50"}}
    travel["cost"] = {"kind": "flat", "price": "20"}
    session["where"] = "location"
    frame = small.named("frame", rule=small.HUNDRED, most=1, cost=small.HUNDRED)
    book = small.book(
        session_types=[session], retouching_tiers=tiers, travel=travel, extras=[frame]
    )
    brief = small.brief({"people": 2, "retouching": "fine"}, distance=9, extras=[{"key": "frame"}])
    added = desk(lines=[line(price="40", quantity=2, cost="15"), line(label="Gift", price="5")])
    found = costing(estimate(brief, book, desk=added), book)
    assert [(item.source, item.charged, item.cost) for item in found.items] == [
        (CHARGE, 20_000, 24_001),
        ("retouching_tiers.fine", 8_000, 2_000),
        ("extras.frame", 10_000, 10_000),
        ("travel", 5_000, 2_000),
        ("desk.lines[1]", 8_000, 3_000),
    ]
    assert found.unknown == ("Gift",)
    assert (found.net, found.cost, found.margin) == (51_500, 41_001, 10_499)
    assert [item.source for item in found.below_cost] == [CHARGE]


def test_what_a_role_may_give_away():
    limits = [{"role": "sales", "percent": "10"}]
    book = small.book(discount_limits=limits)
    given = desk(agreed=[agreed("95")], discounts=[discount(amount="5.01")])
    found = estimate(small.brief(), book, desk=given)
    assert given_away(found) == 1_001
    (problem,) = beyond_limit(found, book, "sales")
    assert str(problem) == (
        "desk: 10.01 USD is below the list, and sales may give 10.00 USD. Try: less, or an approval"
    )
    within = desk(agreed=[agreed("95")], discounts=[discount(amount="5")])
    assert beyond_limit(estimate(small.brief(), book, desk=within), book, "sales") == ()
    assert len(beyond_limit(found, book, "viewer")) == 1
    assert beyond_limit(estimate(small.brief(), book), book, "viewer") == ()


def test_a_price_above_the_list_makes_up_for_nothing():
    given = desk(agreed=[agreed("150")], discounts=[discount(amount="5")])
    assert given_away(with_desk(given)) == 500
