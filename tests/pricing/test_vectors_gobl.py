"""gobl's published documents: discounts, charges, tax-inclusive prices, surcharges, withholding,
instalments and advances in fourteen currencies, under both of its rounding rules.

Its rule `currency` adds up rounded amounts; its default, `precise`, rounds at the end. Advances and
instalments are shares of what is payable.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from pricing.money import Exact, scaled
from pricing.totals import (
    Change,
    Charges,
    Levy,
    Line,
    PartDue,
    Totals,
    TotalsPolicy,
    payments,
    total,
)
from tests.pricing.vectors import (
    Case,
    Record,
    by_path,
    line_net,
    minor,
    percentage,
    price,
    tax_rate,
    whole,
)

DOCUMENTS = by_path("gobl_examples.json")
ROUND_LAST, ROUND_FIRST = TotalsPolicy(sums="of_exact"), TotalsPolicy()

UNCOVERED = "instalments are stated that do not come to what is payable; ours always do"
OUT_OF_SCOPE = {
    "examples/ar/out/invoice-ar-arca-monotributo.json": ({"instalments"}, UNCOVERED),
    "examples/ar/out/invoice-ar-arca-services.json": ({"instalments"}, UNCOVERED),
    "examples/es/out/invoice-es-bypass.json": (
        {"rows"},
        "tagged `bypass`: its figures are written by hand, and the base is not the lines' sum",
    ),
}
"""Figures that are not reproduced, and why."""

ANOTHER_RULE = {
    "examples/be/out/invoice-peppol.json": ROUND_FIRST,
    "examples/es/out/invoice-es-es-vateqs-provider.json": ROUND_FIRST,
    "examples/de/out/invoice-de-rounding.json": ROUND_LAST,
    "examples/de/out/invoice-de-rounding-2.json": ROUND_LAST,
}
"""The documents that tell the two rules apart: under this other one, they come out differently."""


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_comes_out_as_published(path):
    exempt, _ = OUT_OF_SCOPE.get(path, (set(), ""))
    assert read(DOCUMENTS[path]).missed().keys() == exempt


def test_every_document_is_in_scope_or_says_why_not():
    assert len(DOCUMENTS) == 123
    assert OUT_OF_SCOPE.keys() <= DOCUMENTS.keys()
    assert all(figures and reason for figures, reason in OUT_OF_SCOPE.values())


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if path not in OUT_OF_SCOPE])
def test_only_few_documents_tell_the_two_rules_apart(path):
    for policy in (ROUND_FIRST, ROUND_LAST):
        agrees = not read(DOCUMENTS[path], policy).missed()
        assert agrees == (ANOTHER_RULE.get(path) != policy)


# ---------------------------------------------------------------- reading


def read(record: Record, policy: TotalsPolicy | None = None) -> Case:
    """A gobl document, by the rounding rule that it names or by another."""
    named = ROUND_FIRST if record.get("rounding_rule") == "currency" else ROUND_LAST
    currency = record["currency"]
    charges = Charges(
        currency=currency,
        lines=tuple(_line(line, record) for line in record["lines"]),
        changes=tuple(
            msgspec.structs.replace(_change(each, kind, currency), levies=_levies(each, record))
            for kind in ("discounts", "charges")
            for each in record.get(kind, ())
        ),
        prepaid=sum(whole(each["amount"], currency) for each in record.get("advances", ())),
        rounding=whole(record["totals"].get("rounding", "0"), currency),
        instalments=_parts(record.get("instalments", ()), currency),
    )
    totals = total(charges, policy or named)
    return Case(dict(_stated(record)), dict(_found(totals, record)), totals)


def _line(line: Record, record: Record) -> Line:
    changes = (
        _change(each, kind, record["currency"])
        for kind in ("discounts", "charges")
        for each in line.get(kind, ())
    )
    return Line(
        quantity=scaled(line["quantity"], 0),
        price=price(line["price"]),
        changes=tuple(changes),
        levies=_levies(line, record),
    )


def _change(each: Record, kind: str, currency: str) -> Change:
    sign: Any = "allowance" if kind == "discounts" else "charge"
    if "percent" not in each:
        return Change(kind=sign, amount=minor(each["amount"], currency))
    base = minor(each["base"], currency) if "base" in each else None
    return Change(kind=sign, rate=percentage(each["percent"]), base=base)


def _levies(bearer: Record, record: Record) -> tuple[Levy, ...]:
    """Each tax of a line, and its surcharge as another; exempt is what has no percentage."""
    categories = record["totals"].get("taxes", {}).get("categories", ())
    retained = {each["code"] for each in categories if each.get("retained")}
    found = []
    for tax in bearer.get("taxes", ()):
        code, where = tax["cat"], tax.get("country", "")
        standing: Any = "withheld" if code in retained else "added"
        standing = "included" if code == record.get("prices_include") else standing
        more = tax.get("surcharge", "0" if "percent" in tax else "exempt")
        found.append(Levy(code, tax_rate(tax.get("percent", "0")), f"{where} {more}", standing))
        if "surcharge" in tax:
            found.append(Levy(f"{code} surcharge", tax_rate(more), where))
    return tuple(found)


def _parts(parts: Any, currency: str) -> tuple[PartDue, ...]:
    return tuple(
        PartDue(
            label=str(index),
            due="delivery",
            rate=tax_rate(part["percent"]) if "percent" in part else None,
            amount=None if "percent" in part else whole(part["amount"], currency),
        )
        for index, part in enumerate(parts)
    )


SAME = {
    "sum": "line_total",
    "discount": "allowance_total",
    "charge": "charge_total",
    "tax_included": "tax_included",
    "total": "net",
    "tax": "tax",
    "total_with_tax": "gross",
    "retained_tax": "withheld",
    "rounding": "rounding",
    "payable": "payable",
    "due": "due",
}


def _stated(record: Record) -> Iterator[tuple[str, Any]]:
    currency, totals = record["currency"], record["totals"]
    for index, line in enumerate(record["lines"]):
        yield f"line {index + 1}", minor(line["total"], currency)
    for name in SAME.keys() & totals.keys():
        yield name, minor(totals[name], currency)
    yield "rows", sorted(_stated_rows(record))
    for name in ("instalments", "advances"):
        if name in record:
            yield name, [minor(each["amount"], currency) for each in record[name]]


def _stated_rows(record: Record) -> Iterator[tuple[str, Exact, Exact, Exact]]:
    currency = record["currency"]
    for category in record["totals"].get("taxes", {}).get("categories", ()):
        for row in category["rates"]:
            name, where = category["code"], row.get("country", "")
            surcharge = row.get("surcharge", {})
            more = surcharge.get("percent", "0" if "percent" in row else "exempt")
            base, rate = minor(row["base"], currency), percentage(row.get("percent", "0"))
            yield f"{name} {where} {more}", rate, base, minor(row["amount"], currency)
            if surcharge:
                amount = minor(surcharge["amount"], currency)
                yield f"{name} surcharge {where}", percentage(more), base, amount


def _found(totals: Totals, record: Record) -> Iterator[tuple[str, Any]]:
    for index, line in enumerate(record["lines"]):
        yield f"line {index + 1}", line_net(totals, index, line["total"])
    for name, ours in SAME.items():
        yield name, getattr(totals, ours)
    yield (
        "rows",
        sorted(
            (f"{row.levy.key} {row.levy.category}", row.levy.rate, row.base, row.amount)
            for row in totals.taxes
        ),
    )
    yield "instalments", [part.amount for part in totals.payments]
    parts = _parts(record.get("advances", ()), record["currency"])
    rest = PartDue("rest", "delivery")
    paid = payments(totals.payable, totals.tax, (*parts, rest), totals.policy.rounding)
    yield "advances", [part.amount for part in paid if part.label != "rest"]
