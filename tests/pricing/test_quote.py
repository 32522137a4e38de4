"""A quote is what was offered: its number, its last day, and everything it says."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from pricing import Client, Money, Quote, Studio, TermsText, offer
from pricing.quote import content_hash
from tests.pricing.small import ON, priced

STUDIO = Studio.model_validate(
    {
        "key": "small",
        "name": "Small Studio",
        "legal_name": "Small Studio Ltd",
        "initials": "S",
        "intro": "Thank you for asking.",
    }
)
ANN = Client(name="Ann Example", organisation="Example Ltd")
TERMS = (30, (TermsText(title="Rescheduling", text="Once, free of charge."),))


def quoted(client: Client = ANN, studio: Studio = STUDIO, people: int = 1, on: date = ON) -> Quote:
    return offer(priced({"people": people}, on=on), studio, client, TERMS)


def test_a_quote_is_good_through_the_end_of_its_last_day():
    quote = quoted()
    assert (quote.issued_on, quote.valid_until) == (ON, ON + timedelta(30))
    assert quote.status(ON) == quote.status(quote.valid_until) == "open"
    assert quote.status(quote.valid_until + timedelta(1)) == "expired"


def test_the_same_content_is_the_same_quote():
    assert quoted() == quoted()
    assert quoted().number == quoted().number
    assert quoted().check_code == content_hash(quoted())[:12]


@pytest.mark.parametrize(
    "other",
    [
        quoted(Client(name="Bo Example")),
        quoted(people=2),
        quoted(on=ON + timedelta(1)),
        quoted(studio=STUDIO.model_copy(update={"tagline": "Faces"})),
    ],
)
def test_other_content_is_another_quote(other: Quote):
    assert other.number != quoted().number
    assert other.check_code != quoted().check_code


def test_a_number_holds_the_year_and_six_digits_of_the_content():
    assert re.fullmatch(r"Q-2026-[0-9A-F]{6}", quoted().number)
    pattern = STUDIO.model_copy(update={"number_pattern": "{code}/{year}"})
    assert re.fullmatch(r"[0-9A-F]{6}/2026", quoted(studio=pattern).number)


def test_what_the_estimate_derives_is_never_stored():
    found = quoted().estimate
    assert found.net + found.tax == found.gross == found.payable == 10000
    assert (found.deposit, found.balance, found.charged) == (10000, 0, found.subtotal)
    assert found.money(found.payable) == Money.of("100", "USD")


@pytest.mark.parametrize(
    ("client", "called"),
    [
        (ANN, "Example Ltd"),
        (Client(name="Ann Example"), "Ann Example"),
        (Client(), ""),
    ],
)
def test_a_client_is_called_by_the_organisation_or_the_name(client: Client, called: str):
    assert client.called == called


@pytest.mark.parametrize(
    "wrong", [{"accent": "teal"}, {"initials": "LONG"}, {"locale": "english"}, {"page": "a5"}]
)
def test_a_studio_that_cannot_be_printed_is_refused(wrong: dict[str, str]):
    with pytest.raises(ValidationError):
        Studio.model_validate(STUDIO.model_dump() | wrong)


def test_what_has_no_canonical_form_has_no_place_in_a_quote():
    quote = quoted()
    odd = Quote(
        number=quote.number,
        version=1,
        studio=STUDIO,
        client=ANN,
        estimate=quote.estimate,
        issued_on=ON,
        valid_until=ON,
        terms=(object(),),  # type: ignore[arg-type]  # that is the point
    )
    with pytest.raises(TypeError, match="object has no place in a quote"):
        content_hash(odd)
