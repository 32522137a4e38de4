"""Published EN 16931 documents: what is sound comes out to the unit, what is not does not.

Each record carries `checks`, the publisher's figures recomputed by the rules of EN 16931. A
document with a check that fails is odd: no policy of ours may come to its figures.
"""

import pytest

from pricing.errors import MoneyError
from pricing.money import rounded
from tests.pricing.vectors import Record, by_path, change, clean, currency_of, document, price

FILES = {
    "en16931_examples.json": (41, 5, 17),
    "zugferd_corpus.json": (62, 1, 8),
    "facturx_orderx.json": (9, 2, 3),
    "ubl21_oasis_examples.json": (6, 3, 26),
}
"""By file: documents that come out as published, in part, and odd ones."""

DOCUMENTS: dict[str, Record] = {
    path: record for name in FILES for path, record in by_path(name).items()
}

FOREIGN = "the tax in the currency of the seller's books, without the rate of exchange"
NO_RATE = "a tax is stated, but neither a line nor a breakdown names its rate"
OUT_OF_SCOPE = {
    "ubl/examples/ubl-tc434-example5.xml": ({"tax in EUR"}, FOREIGN),
    "cii/examples/CII_example5.xml": ({"tax in EUR"}, FOREIGN),
    "test/testfiles/BIS_Billing_30-Valutor i faktura.xml": ({"tax in SEK"}, FOREIGN),
    "test/testfiles/CreditNote-Max_content.xml": ({"tax in EUR"}, FOREIGN),
    "test/testfiles/Invoice-Max_content.xml": ({"tax in EUR"}, FOREIGN),
    "XML-Rechnung/CII/not_validating_full_invoice_based_onTest_EeISI_300_CENfullmodel.cii.xml": (
        {"tax in NOK"},
        FOREIGN,
    ),
    "tests/fixtures/xml/factur-x-minimum.xml": (
        {"tax_exclusive", "tax", "tax_inclusive", "payable"},
        "the MINIMUM profile has no lines and no breakdown: there is nothing to compute from",
    ),
    "tests/assets/reader-order-x-comfort.xml": (
        {"tax", "tax_inclusive"},
        "two of three lines name no tax; the third says 19 %, while the total is at 20 %",
    ),
    "ph-ubl-testfiles/src/main/resources/external/test-ubl/order/BII03 Order example 01.xml": (
        {"tax"},
        NO_RATE,
    ),
    "ph-ubl-testfiles/src/main/resources/external/test-ubl/order/UBL-Order-2.1-Example.xml": (
        {"tax"},
        NO_RATE,
    ),
}
"""Figures of clean documents that are not reproduced, and why."""

REFUSED = {
    "ph-ubl-testfiles/src/main/resources/external/test-ubl/invoice/CENBII-Invoice-maximal.xml": (
        "every number is a placeholder 0.0, also how many units a price is for"
    ),
}

CONTRADICTORY = {
    "XML-Rechnung/CII/not_validating_full_invoice_based_onTest_EeISI_300_CENfullmodel.cii.xml",
}
"""Clean documents with a percentage of a base that is not the amount beside it; that counts."""

GROSS_OF_TAX = {
    "cii/examples/CII-BR-CO-10-RoundingIssue.xml",
    "cii/examples/CII_example5.xml",
    "XML-Rechnung/CII/EN16931_Innergemeinschaftliche_Lieferungen.cii.xml",
    "XML-Rechnung/CII/EN16931_Reisekostenabrechnung.cii.xml",
}
"""Clean documents with a gross price that, less its discount, is not the net price: that counts."""

CLEAN = [path for path, each in DOCUMENTS.items() if clean(each) and path not in REFUSED]
ODD = [path for path, each in DOCUMENTS.items() if not clean(each)]


@pytest.mark.parametrize("path", CLEAN)
def test_a_clean_document_comes_out_as_published(path):
    exempt, _ = OUT_OF_SCOPE.get(path, (set(), ""))
    assert document(DOCUMENTS[path]).missed().keys() == exempt


@pytest.mark.parametrize("path", ODD)
def test_an_odd_document_does_not_come_out(path):
    assert document(DOCUMENTS[path]).missed()


@pytest.mark.parametrize("path", REFUSED)
def test_a_document_without_meaning_is_refused(path):
    with pytest.raises(MoneyError, match="a price per 0 has no meaning"):
        document(DOCUMENTS[path])


@pytest.mark.parametrize("name", FILES)
def test_every_document_is_in_scope_or_says_why_not(name):
    found = by_path(name)
    partly = found.keys() & (OUT_OF_SCOPE.keys() | REFUSED.keys())
    odd = found.keys() & set(ODD)
    assert (len(found) - len(partly) - len(odd), len(partly), len(odd)) == FILES[name]
    assert not partly & odd


def test_no_reason_is_left_for_a_document_that_is_gone():
    assert OUT_OF_SCOPE.keys() <= set(CLEAN)
    assert all(figures and reason for figures, reason in OUT_OF_SCOPE.values())


@pytest.mark.parametrize("path", CLEAN)
def test_a_stated_rounding_is_to_a_step_in_cash(path):
    """Every rounding amount published is to whole kronor of what is due, after what is prepaid."""
    totals = document(DOCUMENTS[path]).totals
    assert totals.charges.rounding == 0
    assert totals.policy.cash_step == (100 if totals.rounding else 0)


def test_percentages_that_are_not_the_amount_are_known():
    assert {path for path in CLEAN if _contradicts(DOCUMENTS[path])} == CONTRADICTORY


def _contradicts(record: Record) -> bool:
    currency = currency_of(record)
    changes = [*record.get("doc_allowances_charges", ())]
    for line in record.get("lines", ()):
        changes += line.get("allowances_charges", ())
    by_rate = [each for each in changes if {"percent", "base"} <= each.keys()]
    return any(change(each, currency).rate is None for each in by_rate)


def test_gross_prices_that_do_not_give_the_net_price_are_known():
    found = {path for path in CLEAN if _other_gross(DOCUMENTS[path])}
    assert found == GROSS_OF_TAX


def _other_gross(record: Record) -> bool:
    stated = [line for line in record.get("lines", ()) if "net" in line]
    lines = document(record).totals.charges.lines
    return any(
        price(line.get("gross_price", line["price"])) != price(line["price"]) and not read.discount
        for line, read in zip(stated, lines, strict=False)
        if "price" in line
    )


def test_the_worked_example_of_the_standard():
    """A magnitude is rounded and then negated: −6491.34 at 25 % is −1622.835, so −1622.84."""
    assert rounded(-649_134 * 25, 100, "half_up") == -162_284
