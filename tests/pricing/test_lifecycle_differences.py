"""What one version of a quote says that another does not."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing import Client, Desk, Quote, Studio, TermsText, estimate, offer, plain
from pricing.differences import Difference, differences, for_clients
from pricing.quote import numbered
from tests.pricing.small import HUNDRED, ON, book, brief, session

STUDIO = Studio(key="small", name="Small", legal_name="Small Ltd", initials="S", intro="Hello.")
ANN = Client(name="Ann Example")
TERMS = (TermsText(title="Moving", text="Once."), TermsText(title="Paying", text="At once."))
EACH = {"kind": "per-unit", "per": "person", "price": "12.50"}
TAX = {
    "key": "vat",
    "name": "VAT",
    "applies_to": ["session"],
    "rates": [{"effective_from": ON, "percent": "10", "source": "law", "seen_on": ON}],
}
TENTH = {
    "kind": "percentage",
    "key": "code",
    "label": "Code",
    "direction": "discount",
    "base": "lines",
    "percent": "10",
    "when": {"code": "TEN"},
}
BOOK = {
    "session_types": [session(HUNDRED, EACH)],
    "places": [{"key": "here", "name": "Here"}, {"key": "there", "name": "There", "taxes": [TAX]}],
    "adjustments": [TENTH],
}


def quoted(people: int = 1, on: date = ON, client: Client = ANN, **rest) -> Quote:
    prices = book(**(BOOK | rest.pop("book", {})))
    desk = rest.pop("desk", Desk())
    terms = rest.pop("terms", TERMS)
    studio = rest.pop("studio", STUDIO)
    found = estimate(brief({"people": people}, **rest), prices, on, desk)
    return offer(found, studio, client, (30, terms))


def said(before: Quote, after: Quote) -> list[str]:
    """Each difference in a line."""
    currency = after.estimate.currency
    return [
        f"{each.about} {each.which}: {plain(each.how, currency)}"
        for each in differences(before, after)
    ]


def test_more_people_are_said_line_by_line_and_in_the_totals():
    assert said(quoted(2), quoted(3)) == [
        "line Charge 2: 3 people, before 2 people; 37.50, before 25.00",
        "total net: 137.50, before 125.00",
        "total gross: 137.50, before 125.00",
        "total payable: 137.50, before 125.00",
        "total deposit: 137.50, before 125.00",
        "payment All: 137.50, before 125.00",
        "brief sittings: not as before",
        "rest booked: not as before",
    ]


def test_a_code_and_a_tax_come_and_go():
    plain_, both = quoted(), quoted(code="TEN", place="there")
    assert {
        *("adjustment Code: new: -11.25", "tax VAT: new: 10.13"),
        *("brief code: TEN, before nothing", "brief place: there, before nothing"),
    } <= set(said(plain_, both))
    assert {"adjustment Code: no longer: -11.25", "tax VAT: no longer: 10.13"} <= set(
        said(both, plain_)
    )


def test_terms_days_clients_and_the_studio():
    moved = (TermsText(title="Moving", text="Twice."), TermsText(title="Rain", text="We wait."))
    changed = quoted(
        on=ON + timedelta(1),
        client=Client(name="Bo", organisation="Bo Ltd", address=("1 Road",)),
        terms=moved,
        studio=STUDIO.model_copy(update={"tagline": "Faces"}),
    )
    assert {
        "terms Moving: Twice. Before: Once.",
        "terms Paying: no longer agreed",
        "terms Rain: new: We wait.",
        "days issued: 2026-11-25, before 2026-11-24",
        "days good until: 2026-12-25, before 2026-12-24",
        "client name: Bo, before Ann Example",
        "client organisation: Bo Ltd, before nothing",
        "client address: not as before",
        "rest tagline: Faces, before nothing",
        "rest priced on: 2026-11-25, before 2026-11-24",
    } <= set(said(quoted(), changed))
    assert said(quoted(), quoted(terms=TERMS[::-1])) == [
        "terms order: the terms stand in another order"
    ]


def test_another_currency_is_said_with_every_amount():
    yen = quoted(book={"currency": "JPY"})
    assert "total payable: 113 JPY, before 112.50 USD" in said(quoted(), yen)
    assert "rest currency: JPY, before USD" in said(quoted(), yen)


def test_the_same_amount_for_another_reason_and_another_name():
    named = session(HUNDRED, EACH)
    named["charges"][0]["label"] = "Sitting fee"
    dearer = {"kind": "per-unit", "per": "person", "price": "112.50"}
    assert "line Sitting fee: before called Charge 1" in said(
        quoted(), quoted(book={"session_types": [named]})
    )
    found = said(quoted(), quoted(book={"session_types": [session(HUNDRED, dearer)]}))
    assert "line Charge 2: 112.50, before 12.50" in found
    waived = quoted(
        book={"session_types": [session({"kind": "lesser-of", "of": [HUNDRED, dearer]}, EACH)]}
    )
    assert "line Charge 1: the same amount for another reason" in said(quoted(), waived)


def test_what_the_desk_wrote_is_for_the_studio_alone():
    dog = {"label": "Dog", "price": "0", "cost": "1"}
    with_cost = quoted(desk=Desk.model_validate({"lines": [dog]}))
    found = differences(quoted(), with_cost)
    assert "desk" in {each.about for each in found}
    assert "desk" not in {each.about for each in for_clients(found)}


def test_the_number_and_the_version_alone_are_no_difference():
    assert differences(quoted(), numbered(quoted(), "Q-2026-0001", 3)) == ()


CHANGES: dict[str, object] = {
    "client": Client(name="Zed"),
    "issued_on": ON - timedelta(9),
    "terms": (),
    "valid_until": ON,
    "studio": STUDIO.model_copy(update={"page": "a4"}),
}


@given(st.lists(st.sampled_from(sorted(CHANGES)), unique=True))
def test_whatever_differs_is_said(changed: list[str]):
    before = quoted()
    after = msgspec.structs.replace(before, **{name: CHANGES[name] for name in changed})
    assert bool(differences(before, after)) is bool(changed)


@pytest.mark.parametrize(
    "field", [each.name for each in msgspec.structs.fields(type(quoted().estimate))]
)
def test_no_field_of_an_estimate_is_passed_over(field: str):
    before = quoted(2, place="there", code="TEN")
    other = quoted(3, ON + timedelta(1), book={"currency": "JPY", "rounding": "half_even"})
    value = getattr(other.estimate, field)
    if value == getattr(before.estimate, field):
        value = {"str": "other", "int": 7, "bool": True}.get(type(value).__name__, ("other",))
        value = Desk.model_validate({"code_used": 3}) if field == "desk" else value
    if field in ("withholdings", "options", "grants", "notes"):
        value = before.estimate.taxes if field == "withholdings" else ("another",)
    changed = msgspec.structs.replace(before.estimate, **{field: value})
    found = differences(before, msgspec.structs.replace(before, estimate=changed))
    assert all(isinstance(each, Difference) for each in found)
    assert found
