"""Published rows of one amount each: splitting, rounding, discounts, and the world's currencies."""

import csv
from typing import Any

import pytest

from pricing.money import MINOR_UNITS, Leftover, allocate, minor_units, rounded, scaled
from pricing.totals import Change, Charges, Line, Totals, TotalsPolicy, total
from tests.pricing.vectors import VECTORS, Record, minor, percentage, price, records

ALLOCATIONS = records("allocation.json")
ROUNDINGS = records("rounding_modes.json")
DISCOUNTS = records("discounts.json")

# ---------------------------------------------------------------- splitting


UNMIRRORED = (-5, [7, 3])
"""Out of scope: moneyphp gives −3 and −2. A refund mirrors its sale, which is 4 and 1."""


@pytest.mark.parametrize("row", ALLOCATIONS)
def test_a_split_is_as_published(row):
    """django-oscar gives what is left over to the last; the others as we do."""
    weights = [int(scaled(str(ratio), 2)) for ratio in row["ratios"]]
    leftover: Leftover = "last" if "LAST" in row.get("note", "") else "largest_remainder"
    agrees = allocate(row["minor_units"], weights, leftover) == row["expect"]
    assert agrees == ((row["minor_units"], row["ratios"]) != UNMIRRORED)


def test_every_split_but_one_is_in_scope():
    assert len(ALLOCATIONS) == 28
    assert UNMIRRORED in [(row["minor_units"], row["ratios"]) for row in ALLOCATIONS]


# ---------------------------------------------------------------- rounding

MODES = {"half_pos_inf": "half_toward_positive", "half_neg_inf": "half_toward_negative"}


@pytest.mark.parametrize("row", ROUNDINGS)
def test_a_number_is_rounded_as_published(row):
    mode: Any = MODES.get(row["mode"], row["mode"])
    assert rounded(scaled(row["value"], 0), 1, mode) == int(row["to_integer"])


def test_every_way_of_rounding_is_in_scope():
    found = {row["mode"] for row in ROUNDINGS}
    assert found == {"half_up", "half_down", "half_even", "half_odd", *MODES}
    assert len(ROUNDINGS) == 47


# ---------------------------------------------------------------- discounts


@pytest.mark.parametrize("row", DISCOUNTS)
def test_a_discount_is_as_published(row):
    charges = Charges(currency="USD", **discounted(row))
    policy = TotalsPolicy(rounding=row.get("rounding", "half_up"))
    totals = total(charges, policy)
    assert taken(totals) == minor(row["expect_discount"], "USD")
    assert totals.net >= 0
    if "expect_line_discounts" in row:
        off = [full - net for full, net in zip(undiscounted(charges), totals.lines, strict=True)]
        assert off == [minor(text, "USD") for text in row["expect_line_discounts"]]


def test_every_discount_is_in_scope():
    kinds = {row["benefit"]["type"] for row in DISCOUNTS}
    assert kinds == {"percentage", "amount", "cheapest_free", "bundle_price"}
    assert len(DISCOUNTS) == 25


def taken(totals: Totals) -> int:
    """All that the discounts took, of the lines and of the whole."""
    return sum(undiscounted(totals.charges)) - totals.net


def undiscounted(charges: Charges) -> list[int]:
    lines = tuple(Line(price=line.price, quantity=line.quantity) for line in charges.lines)
    return list(total(Charges(currency=charges.currency, lines=lines), TotalsPolicy()).lines)


def discounted(row: Record) -> dict[str, Any]:
    """The lines and changes of an offer. Which units it takes is the offer's, not the totals'."""
    items, benefit = row["items"], row["benefit"]
    lines = tuple(Line(price=price(each["price"]), quantity=each["qty"]) for each in items)
    match benefit["type"]:
        case "percentage":
            off = Change(kind="allowance", rate=percentage(str(benefit["value"])))
        case "amount" if not benefit["max_items"]:
            off = Change(kind="allowance", amount=minor(benefit["value"], "USD"), within=True)
        case "bundle_price":
            worth = sum(minor(text, "USD") for text in units(items)[-row["condition"]["value"] :])
            saved = max(0, worth - minor(benefit["value"], "USD"))
            off = Change(kind="allowance", amount=saved, within=True)
        case _:
            return {"lines": on_the_cheapest(row)}
    if row.get("policy") == "per_line":
        return {"lines": tuple(line_with(line, off) for line in lines)}
    return {"lines": lines, "changes": (off,)}


def units(items: list[Record]) -> list[str]:
    """The price of each unit, cheapest first."""
    return sorted((each["price"] for each in items for _ in range(each["qty"])), key=price)


def on_the_cheapest(row: Record) -> tuple[Line, ...]:
    """Each unit a line, the cheapest of them free, or with an amount off."""
    free = row["benefit"]["type"] == "cheapest_free"
    amount = minor(row["benefit"].get("value", "0"), "USD")
    off = Change(kind="allowance", rate=1_000_000 if free else None, amount=amount, within=True)
    first, *others = (Line(price=price(text)) for text in units(row["items"]))
    return (line_with(first, off), *others)


def line_with(line: Line, off: Change) -> Line:
    return Line(price=line.price, quantity=line.quantity, changes=(off,))


# ---------------------------------------------------------------- currencies

OUT_OF_SCOPE = {
    "BYR CUC SKK SLL STD ZMK": "withdrawn: ISO 4217 lists another code in its place, or none",
    "XAG XAU XPD XPT": "metals have no minor unit",
    "XBA XBB XBC XBD XDR XSU XUA": "units of account between banks have no minor unit",
    "XTS XXX": "for tests, and for no currency at all",
}
"""Codes that nobody can be charged in, and why."""

NOT_CHARGED = {code for codes in OUT_OF_SCOPE for code in codes.split()}

OTHERWISE = {"HUF", "MGA", "MRU"}
"""Where the sources differ; ISO 4217 says 2 for each, and so do we."""

with (VECTORS / "iso4217_minor_units.csv").open(encoding="utf-8", newline="") as file:
    CURRENCIES = list(csv.DictReader(file))


@pytest.mark.parametrize("row", CURRENCIES, ids=lambda row: row["code"])
def test_a_currency_has_the_published_decimals(row):
    code = row["code"]
    if code in NOT_CHARGED:
        assert code not in MINOR_UNITS
        return
    sources = {text for name, text in row.items() if name.startswith("minor_units_") and text}
    assert (row["sources_agree"] == "yes") == (code not in OTHERWISE)
    assert minor_units(code) == (2 if code in OTHERWISE else int(sources.pop()))
