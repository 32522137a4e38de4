"""A quote is written as a record and read again without losing anything."""

from __future__ import annotations

import json
from datetime import date

import pytest

from pricing import Brief, BriefRefused, Client, Desk, PriceBook, Quote, TermsText, estimate, offer
from pricing.desk import NOTHING_ADDED
from pricing.quote import content_hash
from pricing.records import RecordRefused, read_quote, record_hash, written
from tests.build import book, brief, studio
from tests.pricing import rich

ON = date(2026, 11, 24)
ANN = Client(name="Ännchen 🎞 日本", organisation='"Quotes" & \\ Sons', email="a@example.com")
DESK = Desk.model_validate(
    {
        "lines": [{"label": "Dog", "price": "12.345678", "cost": "3", "tax_category": "goods"}],
        "agreed": [
            {"source": "extras.makeup-artist", "amount": "50", "by": "Sam", "why": "a regular"}
        ],
        "discounts": [{"label": "Thanks", "percent": "2.5", "by": "Sam", "why": "late"}],
    }
)
BRIEFS = (
    "northlight: individual",
    "northlight: team, 12 people, 2 images, polished, makeup-artist, 30 miles, code WELCOME10",
    "northlight: team, 9 people, business-exempt + individual, on 2026-12-12, at 18:00",
    "lanternyard: headshot, 2 people, all-media/uk/one-year/exclusive",
    "harbourline: portrait, 2 people, 4 images",
)


def quoted(words: str, desk: Desk = NOTHING_ADDED) -> Quote:
    key, _, wanted = words.partition(":")
    prices = book(key, ON)
    found = estimate(brief(wanted, prices), prices, ON, desk)
    return offer(found, studio(key).studio, ANN, (30, prices.terms.paragraphs))


@pytest.fixture(scope="module", params=BRIEFS)
def quote(request: pytest.FixtureRequest) -> Quote:
    return quoted(request.param)


def test_a_record_is_read_as_it_was_written(quote: Quote):
    record = written(quote)
    assert read_quote(record) == read_quote(record.encode()) == quote
    assert written(read_quote(record)) == record
    assert record_hash(record) == content_hash(quote) == content_hash(read_quote(record))


def test_the_desk_is_in_the_record_with_who_and_why():
    quote = quoted("northlight: individual, makeup-artist", DESK)
    found = read_quote(written(quote))
    assert found == quote
    assert found.estimate.desk == DESK


@pytest.mark.parametrize("table", rich.books(), ids=["plain", "per-line", "with-tax", "sum"])
def test_whatever_the_richest_books_price_is_read_as_it_was_written(table: rich.Table):
    prices, checked = PriceBook.model_validate(table), 0
    for each, on in rich.mixed(*({"session": key, "people": 3} for key in ("solo", "team"))):
        try:
            found = small_offer(estimate(Brief.model_validate(each), prices, on))
        except BriefRefused:
            continue
        assert read_quote(written(found)) == found
        checked += 1
    assert checked > 3


def small_offer(found) -> Quote:
    terms = (TermsText(title="T", text="t"),)
    return offer(found, studio("northlight").studio, ANN, (30, terms))


def test_an_older_record_takes_the_defaults_of_what_it_does_not_name():
    quote = quoted("northlight: individual")
    older = json.loads(written(quote))
    del older["estimate"]["desk"], older["estimate"]["options"], older["client"]["email"]
    found = read_quote(json.dumps(older))
    assert found.estimate == quote.estimate
    assert found.client.email == ""


def _changed(path: str, value: object) -> str:
    """The record of a small quote with something else at a path."""
    whole = json.loads(written(quoted("northlight: team, 9 people")))
    *steps, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
    place = whole
    for step in steps:
        place = place[step]
    place[last] = value
    return json.dumps(whole)


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("version", "1", "version"),
        ("version", True, "version"),
        ("version", 1.0, "version"),
        ("surprise", 1, ""),
        ("issued_on", "24 November", "issued_on"),
        ("issued_on", 20261124, "issued_on"),
        ("estimate", [], "estimate"),
        ("estimate.lines", {}, "estimate.lines"),
        ("estimate.lines.0", {}, "estimate.lines[0]"),
        ("estimate.lines.0.area", "elsewhere", "estimate.lines[0].area"),
        ("estimate.lines.0.unit_price", "1", "estimate.lines[0].unit_price"),
        ("estimate.lines.0.because.0", "because", "estimate.lines[0].because[0]"),
        ("estimate.lines.0.because.0.words", 1, "estimate.lines[0].because[0]"),
        ("estimate.lines.0.because.0.more", 1, "estimate.lines[0].because[0]"),
        ("estimate.lines.0.because.0.figures", {}, "estimate.lines[0].because[0]"),
        ("estimate.lines.0.because.0.figures", [], "estimate.lines[0].because[0].figures"),
        ("estimate.taxes.0.rate", None, "estimate.taxes[0].rate"),
        ("estimate.brief", {}, "estimate.brief.sittings"),
        ("estimate.brief.sittings.0.people", 0, "estimate.brief.sittings.0.people"),
        ("client", "Ann", "client"),
        ("terms.0", {"title": "T"}, "terms[0].text"),
    ],
)
def test_a_record_that_is_none_says_where(path: str, value: object, where: str):
    with pytest.raises(RecordRefused) as refused:
        read_quote(_changed(path, value))
    assert refused.value.where == where
    assert str(refused.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", b"\xff", "\ud800"])
def test_what_is_no_json_or_no_table_is_refused(text: str | bytes):
    with pytest.raises(RecordRefused):
        read_quote(text)


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("{a:count}", {"a": 1.5}),
        ("{a:count}", {"a": [1, None]}),
        ("{a:money}", {"a": "1"}),
        ("{a:day}", {"a": "soon"}),
        ("{a:text}", {"a": None}),
    ],
)
def test_a_figure_is_what_its_mark_says(words: str, figures: dict[str, object]):
    reason = {"words": words, "figures": figures}
    with pytest.raises(RecordRefused, match="a"):
        read_quote(_changed("estimate.lines.0.because.0", reason))


def test_figures_of_every_mark_are_read_again():
    quote = quoted("northlight: individual")
    line = quote.estimate.lines[0]
    whole = json.loads(written(quote))
    words = "{a:day} {b:count} {c:sum} {d:text} {e:number}"
    figures = {"a": "2026-12-01", "b": [2, "person"], "c": [1, 2], "d": "words", "e": 3, "f": "x"}
    whole["estimate"]["lines"][0]["because"] = [{"words": words, "figures": figures}]
    (found,) = read_quote(json.dumps(whole)).estimate.lines[0].because
    assert line.because != (found,)
    assert found.figures == {
        "a": date(2026, 12, 1),
        "b": (2, "person"),
        "c": (1, 2),
        "d": "words",
        "e": 3,
        "f": "x",
    }


def test_parts_in_pairs_are_read_in_pairs():
    whole = json.loads(written(quoted("northlight: team, 9 people, on 2026-12-12")))
    parts = whole["estimate"]["adjustments"][0]["parts"]
    parts[0] = [*parts[0], 1]
    with pytest.raises(RecordRefused, match="3 entries, not 2"):
        read_quote(json.dumps(whole))
