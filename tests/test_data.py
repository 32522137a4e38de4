"""Every data file loads, says where its figures come from, and keeps to them."""

import csv
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from estimator.loading import load_book, load_brief, studio_keys
from pricing import AdjustmentRule, PriceBook, Rule, Share, TaxPlace, check, estimate
from pricing.adjustments import Percentage
from pricing.rules import Flat, GreaterOf, LesserOf, PerUnit
from tests.build import DATA, book, money, studio, total

STUDIOS = studio_keys(DATA)
PRICE_BOOKS = sorted(path for path in DATA.glob("price_books/*/*.toml") if path.stem != "studio")
BRIEFS = sorted(DATA.glob("briefs/*.toml"))
CURRENCIES = {"northlight": "USD", "harbourline": "CAD", "lanternyard": "GBP"}
TAXES = DATA / "tax_rates.toml"
SEEN = re.compile(r"2010-07-15|2026(-\d\d){0,2}")
ADDRESS = re.compile(r"https?://\S+|[\w-]+\.[a-z]{2,3}\b|address not kept")


def market() -> dict[str, dict[str, str]]:
    with (DATA / "market_prices.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


MARKET = market()


def read(path: Path) -> PriceBook:
    return load_book(path, TAXES)[0]


def name(path: Path) -> str:
    return "/".join(path.parts[-2:])


# ---------------------------------------------------------------- price books


def test_there_is_a_studio_for_each_currency():
    assert {key: book(key).currency for key in STUDIOS} == CURRENCIES


@pytest.mark.parametrize("path", PRICE_BOOKS, ids=name)
def test_every_price_book_loads_and_its_checks_find_nothing(path: Path):
    prices, problems = load_book(path, TAXES)
    assert problems == check(prices) == ()
    assert path.stem == str(prices.effective_from)
    assert path.parent.name == prices.studio


def test_editions_of_a_studio_differ_and_the_day_picks_one():
    assert len({edition.edition for edition in studio("northlight").editions}) == 2
    assert total("northlight: individual", on=date(2026, 9, 30)) == money("248.74 USD")
    assert total("northlight: individual", on=date(2026, 10, 1)) == money("265.32 USD")


@pytest.mark.parametrize("key", STUDIOS)
def test_every_studio_is_made_up_and_signs_its_quotes(key: str):
    who = studio(key).studio
    assert who.key == key
    assert re.search(r"555 01\d\d|20 7946 0\d{3}", who.phone)
    assert all(".example" in each for each in (who.email, who.website, who.acceptance_url))
    assert contrast_on_white(who.accent) >= 4.5
    assert who.number_pattern.format(year=2026, code="1A2B3C") != who.number_pattern


def contrast_on_white(colour: str) -> float:
    """The contrast ratio of the Web Content Accessibility Guidelines."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    red, green, blue = linear
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


# ---------------------------------------------------------------- where prices come from


def priced_entries(prices: PriceBook) -> Iterator[tuple[str, str, Rule | Share | int]]:
    """Every entry that says its basis: where it is, the basis, and what it charges."""
    for session in prices.session_types:
        for charge in session.charges:
            yield f"{session.key}: {charge.label}", charge.basis, charge.rule
    for tier in prices.retouching_tiers:
        yield tier.key, tier.basis, tier.price
    for extra in prices.extras:
        yield extra.key, extra.basis, extra.rule
    if prices.travel is not None:
        yield "travel", prices.travel.basis, prices.travel.rule
    for licence in prices.licence_classes:
        if licence.charge is not None:
            yield licence.key, licence.basis, licence.charge
    if prices.licence_grid is not None:
        yield "licence_grid", prices.licence_grid.basis, prices.licence_grid.base
    for adjustment in prices.adjustments:
        yield adjustment.key, adjustment.basis, size(adjustment)


def size(adjustment: AdjustmentRule) -> int:
    """A price in millionths, or a percentage so that it reads as one."""
    return adjustment.percent * 100 if isinstance(adjustment, Percentage) else adjustment.price


def amounts(rule: Rule | Share | int) -> Iterator[Decimal]:
    """Every price in a rule, in the major unit; a percentage as such. A share holds none."""
    if isinstance(rule, int):
        yield Decimal(rule).scaleb(-6)
    elif isinstance(rule, GreaterOf | LesserOf):
        for each in rule.of:
            yield from amounts(each)
    elif isinstance(rule, Flat | PerUnit) or rule.kind == "block":
        yield from amounts(rule.price)
    elif not isinstance(rule, Share):
        for tier in rule.tiers:
            yield from amounts(tier.price or tier.flat)


@pytest.mark.parametrize("path", PRICE_BOOKS, ids=name)
def test_a_price_with_a_market_basis_lies_within_what_was_seen(path: Path):
    prices = read(path)
    claims = [each for each in priced_entries(prices) if each[1] != "studio's own policy"]
    assert claims
    for where, basis, rule in claims:
        assert basis.startswith("market: "), f"{where}: {basis!r}"
        row = MARKET[basis.removeprefix("market: ")]
        assert row["currency"] in (prices.currency, ""), where
        found = list(amounts(rule))
        assert found, f"{where} has a market basis and no price"
        for amount in found:
            assert Decimal(row["low"]) <= amount <= Decimal(row["high"]), f"{where}: {amount}"


@pytest.mark.parametrize("path", PRICE_BOOKS, ids=name)
def test_every_market_row_that_a_comment_names_is_there(path: Path):
    named = re.findall(r"market: ([\w-]+)", path.read_text(encoding="utf-8"))
    assert set(named) <= set(MARKET)


@pytest.mark.parametrize("row", MARKET.values(), ids=lambda row: row["id"])
def test_every_market_price_says_who_published_it_and_when_it_was_seen(row: dict[str, str]):
    assert all(row[field] for field in ("id", "what", "unit", "low", "high", "source", "seen"))
    assert 0 < Decimal(row["low"]) <= Decimal(row["high"])
    assert bool(row["currency"]) != row["unit"].startswith("percent")
    assert row["currency"] in {*CURRENCIES.values(), ""}
    assert SEEN.fullmatch(row["seen"])
    assert ADDRESS.search(row["source"])


def test_no_market_price_has_two_rows():
    lines = (DATA / "market_prices.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(MARKET) + 1


# ---------------------------------------------------------------- taxes


def places() -> list[TaxPlace]:
    table = tomllib.loads(TAXES.read_text(encoding="utf-8"), parse_float=Decimal)
    taxes = {tax["key"]: tax for tax in table["taxes"]}
    return [
        TaxPlace.model_validate({**place, "taxes": [taxes[key] for key in place["taxes"]]})
        for place in table["places"]
    ]


@pytest.mark.parametrize("place", places(), ids=lambda place: place.key)
def test_tax_rates_have_sources_and_ascend(place: TaxPlace):
    assert place.taxes or place.note, "a place without tax says why"
    for tax in place.taxes:
        days = [rate.effective_from for rate in tax.rates]
        assert days == sorted(set(days)), tax.key
        assert all("http" in rate.source for rate in tax.rates), tax.key
        assert all(rate.seen_on >= rate.effective_from for rate in tax.rates), tax.key


def test_every_place_is_one_where_some_studio_works():
    worked_in = {place.key for path in PRICE_BOOKS for place in read(path).places}
    assert worked_in == {place.key for place in places()}


# ---------------------------------------------------------------- briefs


@pytest.mark.parametrize("path", BRIEFS, ids=name)
def test_every_example_brief_prices_with_its_studios_book(path: Path):
    answer = estimate(load_brief(path), book(path.stem.split("-")[0]))
    assert answer.gross > 0
    assert sum(part.amount for part in answer.payments) == answer.payable
    assert answer.notes == (), "an example code or choice that brings nothing"
    assert path.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("key", STUDIOS)
def test_every_studio_has_two_example_briefs(key: str):
    assert len([path for path in BRIEFS if path.stem.startswith(f"{key}-")]) >= 2
