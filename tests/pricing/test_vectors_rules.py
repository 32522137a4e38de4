"""The arithmetic rules of EN 16931, without tolerance, on its published verdicts.

`violations` reads what a document states and says which rules it breaks: BR-CO-10 to BR-CO-17, and
08 (taxable amount) and 09 (tax amount) of each category. The official rules let BR-CO-17 and 08/09
of a rated category pass with an error below 1.00. Here an error is an error.
"""

from collections.abc import Iterator
from fractions import Fraction

import pytest

from pricing.money import rounded
from tests.pricing.test_vectors_documents import CLEAN, DOCUMENTS, ODD
from tests.pricing.vectors import Record, currency_of, records, taxes

CATEGORIES = {"S": "S", "Z": "Z", "E": "E", "AE": "AE", "K": "IC", "G": "G", "O": "O"}
"""Categories of tax, and how the rules name them."""

VERDICTS = [
    (each, expect) for each in records("en16931_rule_units.json") for expect in each["expect"]
]


def violations(record: Record) -> set[str]:
    """The rules that the document breaks, among those whose terms it states."""
    checks = [*_sums(record), *_tax_sums(record), *_rows(record)]
    return {rule for rule, stated, found in checks if stated != found}


Check = tuple[str, Fraction, Fraction]


def _sums(record: Record) -> Iterator[Check]:
    totals = {name: Fraction(text) for name, text in record.get("totals", {}).items()}
    changes = record.get("doc_allowances_charges", ())
    lines = [Fraction(line["net"]) for line in record.get("lines", ()) if "net" in line]
    if "line_total" in totals and lines:
        yield "BR-CO-10", totals["line_total"], sum(lines, Fraction(0))
    for rule, kind in (("BR-CO-11", "allowance"), ("BR-CO-12", "charge")):
        amounts = [Fraction(each["amount"]) for each in changes if each["kind"] == kind]
        if f"{kind}_total" in totals:
            yield rule, totals[f"{kind}_total"], sum(amounts, Fraction(0))
    if {"line_total", "tax_exclusive"} <= totals.keys():
        less, more = totals.get("allowance_total", 0), totals.get("charge_total", 0)
        yield "BR-CO-13", totals["tax_exclusive"], totals["line_total"] - less + more
    if {"tax_inclusive", "payable"} <= totals.keys():
        due = totals["tax_inclusive"] - totals.get("prepaid", 0) + totals.get("rounding", 0)
        yield "BR-CO-16", totals["payable"], due


def _tax_sums(record: Record) -> Iterator[Check]:
    """On the tax in the document's currency, which counts as 0 where it is only in another."""
    currency, totals = currency_of(record), record.get("totals", {})
    home = [each for each in taxes(record) if each.get("currency", currency) == currency]
    for each in home:
        rows = [Fraction(row["tax"]) for row in each.get("subtotals", ()) if "tax" in row]
        if rows and "tax" in each:
            yield "BR-CO-14", Fraction(each["tax"]), sum(rows, Fraction(0))
    if {"tax_inclusive", "tax_exclusive"} <= totals.keys() and taxes(record):
        tax = sum((Fraction(each.get("tax", 0)) for each in home), Fraction(0))
        yield "BR-CO-15", Fraction(totals["tax_inclusive"]), Fraction(totals["tax_exclusive"]) + tax


def _rows(record: Record) -> Iterator[Check]:
    for row in (row for each in taxes(record) for row in each.get("subtotals", ())):
        rule = CATEGORIES.get(row.get("category", ""))
        if "tax" in row and rule and rule != "S":
            yield f"BR-{rule}-09", Fraction(row["tax"]), Fraction(0)
        if {"tax", "taxable", "rate"} <= row.keys():
            tax = rounded(Fraction(row["taxable"]) * Fraction(row["rate"]), 1, "half_up")
            for name in ("BR-CO-17", "BR-S-09") if rule == "S" else ("BR-CO-17",):
                yield name, Fraction(row["tax"]), Fraction(tax, 100)
        if rule and "taxable" in row and "lines" in record:
            bearing = sum(_bearing(record, row), Fraction(0))
            yield f"BR-{rule}-08", Fraction(row["taxable"]), bearing


def _bearing(record: Record, row: Record) -> Iterator[Fraction]:
    """Lines, charges and allowances of the row's category, and of its rate if it is rated."""
    signs = {"allowance": -1, "charge": 1}
    for line in record.get("lines", ()):
        if "net" in line and _alike(line, row):
            yield Fraction(line["net"])
    for each in record.get("doc_allowances_charges", ()):
        if _alike(each, row):
            yield signs[each["kind"]] * Fraction(each["amount"])


def _alike(bearer: Record, row: Record) -> bool:
    if bearer.get("tax_category") != row["category"]:
        return False
    rates = (bearer.get("tax_rate", "0"), row.get("rate", "0"))
    return row["category"] != "S" or Fraction(rates[0]) == Fraction(rates[1])


OUT_OF_SCOPE = {
    ("test/cii/BR-CO-17.xml", "error"): "the fragments state neither a base nor a tax",
}
"""Verdicts on fragments that hold nothing to check, and why."""


@pytest.mark.parametrize(("record", "expect"), VERDICTS)
def test_a_verdict_is_as_published(record, expect):
    broken = expect["rule"] in violations(record)
    if (record["path"], expect["verdict"]) in OUT_OF_SCOPE:
        assert not taxes(record)
    else:
        assert broken == (expect["verdict"] == "error")


def test_every_rule_is_judged_both_ways():
    verdicts = {(expect["rule"], expect["verdict"]) for _, expect in VERDICTS}
    rules = [f"BR-CO-{number}" for number in range(10, 18)]
    rules += [f"BR-{name}-{number}" for name in CATEGORIES.values() for number in ("08", "09")]
    assert verdicts == {(rule, verdict) for rule in rules for verdict in ("success", "error")}
    assert len(VERDICTS) == 222


@pytest.mark.parametrize("path", CLEAN)
def test_a_clean_document_breaks_no_rule(path):
    assert violations(DOCUMENTS[path]) == set()


@pytest.mark.parametrize("path", ODD)
def test_an_odd_document_breaks_the_rules_that_its_publisher_breaks(path):
    """How a line comes to its net is beyond these rules, and BR-S-08 is about category S alone."""
    record = DOCUMENTS[path]
    failed = {name.removesuffix("_strict") for name, held in record["checks"].items() if not held}
    categories = {
        row.get("category") for each in taxes(record) for row in each.get("subtotals", ())
    }
    beyond = {"line_net"} if "S" in categories else {"line_net", "BR-S-08"}
    assert failed - beyond <= violations(record)
