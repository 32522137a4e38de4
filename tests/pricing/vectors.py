"""Readers of the published figures in `tests/vectors`: what to charge, under which policy, and what
the publisher says it comes to.

Amounts are text and read exactly. `stated` is what the publisher states and nothing else; a test
compares it with `found`, figure by figure. A reader turns words into values: it adds up nothing
that `total` should. EN 16931 documents (UBL and CII) are read here, the others beside their tests.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec

from pricing.money import Exact, minor_units, power_of_ten, rounded, scaled
from pricing.totals import Change, Charges, Levy, Line, Totals, TotalsPolicy, total

VECTORS = Path(__file__).resolve().parent.parent / "vectors"
CASH_STEPS = (100, 50, 20, 10, 5)

Record = dict[str, Any]
Figures = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """The figures published for a document, and those that came out."""

    stated: Figures
    found: Figures
    totals: Totals

    def missed(self) -> Figures:
        """The figures that did not come out: as stated, and as found."""
        return {
            name: (figure, self.found.get(name))
            for name, figure in self.stated.items()
            if self.found.get(name) != figure
        }


def records(name: str) -> list[Record]:
    """The records of a file; bare numbers are read as decimals."""
    found: list[Record] = json.loads((VECTORS / name).read_text("utf-8"), parse_float=Decimal)
    return found


def by_path(name: str) -> dict[str, Record]:
    """The documents of a file, by the path where each was published."""
    found = {record["path"]: record for record in records(name)}
    assert len(found) == len(records(name))
    return found


def clean(record: Record) -> bool:
    """The publisher's own figures agree with each other."""
    return False not in record["checks"].values()


def percentage(text: str) -> Exact:
    """A percentage in millionths: `8.875`, or `8.875%`."""
    return scaled(text.removesuffix("%"), 4)


def tax_rate(text: str) -> int:
    """A tax rate in whole millionths; one with more decimals is refused, not rounded."""
    found = percentage(text)
    assert isinstance(found, int), text
    return found


def price(text: str) -> Exact:
    """A price in millionths of the major unit."""
    return scaled(text, 6)


def minor(text: str, currency: str) -> Exact:
    """An amount in minor units; a stated one may have more decimals than its currency."""
    return scaled(text, minor_units(currency))


def whole(text: str, currency: str) -> int:
    """An amount in whole minor units."""
    found = minor(text, currency)
    assert isinstance(found, int), text
    return found


def line_net(totals: Totals, index: int, like: str) -> Exact:
    """A line's net with as many decimals as the publisher prints, and at least the currency's."""
    places = minor_units(totals.charges.currency)
    finer = power_of_ten(max(0, -int(Decimal(like).as_tuple().exponent) - places))
    exact = totals.line_amounts[index]
    return Fraction(rounded(exact * finer, 1, totals.policy.rounding), finer)


# ---------------------------------------------------------------- EN 16931 documents


def document(record: Record) -> Case:
    """A UBL or CII document: invoice, credit note, order or quotation."""
    currency = currency_of(record)
    charges = Charges(
        currency=currency,
        lines=tuple(_line(line, record, currency) for line in _lines(record)),
        changes=tuple(
            change(each, currency, levies(each))
            for each in record.get("doc_allowances_charges", ())
        ),
        prepaid=whole(record["totals"].get("prepaid", "0"), currency),
    )
    rounding = whole(record["totals"].get("rounding", "0"), currency)
    totals = _totals(charges, rounding)
    found = dict(_found(totals, _names_categories(record)))
    return Case(dict(_stated(record, currency)), found, totals)


def currency_of(record: Record) -> str:
    """The document's currency, or else that of its tax; euros stand in where none is named."""
    named = [record, *taxes(record)]
    return next((each["currency"] for each in named if "currency" in each), "EUR")


def taxes(record: Record) -> list[Record]:
    """The tax totals: in the document's currency, and perhaps in that of the seller's books."""
    found: list[Record] = record.get("tax_totals", [])
    return found


def levies(record: Record) -> tuple[Levy, ...] | None:
    """The tax that a line, an allowance or a charge names; None if it names none."""
    if not {"tax_category", "tax_rate"} & record.keys():
        return None
    return (vat(record.get("tax_category", ""), record.get("tax_rate", "0")),)


def vat(category: str, rate: str) -> Levy:
    """Value added tax of a category at a rate. Category O, outside the scope of it, has none."""
    return Levy("VAT", tax_rate(rate), category)


def _levy_of(row: Record) -> Levy:
    return vat(row.get("category", ""), row.get("rate", "0"))


def change(record: Record, currency: str, bears: tuple[Levy, ...] | None = ()) -> Change:
    """An allowance or a charge; by its percentage of its base where that gives the amount."""
    amount = minor(record["amount"], currency)
    if {"percent", "base"} <= record.keys():
        rate, base = percentage(record["percent"]), minor(record["base"], currency)
        if rounded(base * rate, 1_000_000, "half_up") == amount:
            return Change(kind=record["kind"], rate=rate, base=base, levies=bears)
    return Change(kind=record["kind"], amount=amount, levies=bears)


def _lines(record: Record) -> list[Record]:
    """The lines that have an amount: others are text. A profile without lines has rows to go by."""
    if "lines" in record:
        return [line for line in record["lines"] if "net" in line]
    return [_what_is_left(row, record) for row in _rows(record)]


def _what_is_left(row: Record, record: Record) -> Record:
    """A row of the tax breakdown without the document's charges and allowances, as one line."""
    left = Decimal(row["taxable"])
    for each in record.get("doc_allowances_charges", ()):
        if (each["tax_category"], each["tax_rate"]) == (row["category"], row["rate"]):
            left -= Decimal(each["amount"]) * (1 if each["kind"] == "charge" else -1)
    return {"net": str(left), "tax_category": row["category"], "tax_rate": row["rate"]}


def _rows(record: Record) -> list[Record]:
    """The tax breakdown, in the document's currency."""
    return [row for each in taxes(record) for row in each.get("subtotals", ())]


def _line(line: Record, record: Record, currency: str) -> Line:
    """A line by quantity, price, base quantity, discount on the price, allowances and charges."""
    rows, bears = _rows(record), levies(line)
    if bears is None:
        bears = tuple(_levy_of(row) for row in rows) if len(rows) == 1 else ()
    if not {"price", "qty"} <= line.keys():
        return Line(price=price(line["net"]), levies=bears)
    gross, discount = _discounted(line)
    return Line(
        quantity=scaled(line["qty"], 0),
        price=gross,
        per=scaled(line.get("base_qty", "1"), 0),
        discount=discount,
        changes=tuple(change(each, currency) for each in line.get("allowances_charges", ())),
        levies=bears,
    )


def _discounted(line: Record) -> tuple[Exact, Exact]:
    """The gross price and its discount, where these give the net price; or else the net price."""
    allowances, net = line.get("price_allowances", ()), price(line["price"])
    gross = next((each["base"] for each in allowances if "base" in each), line["price"])
    gross = price(line.get("gross_price", gross))
    signs = {"allowance": 1, "charge": -1}
    discount = sum(signs[each["kind"]] * price(each["amount"]) for each in allowances)
    return (gross, discount) if gross - discount == net else (net, 0)


def _totals(charges: Charges, rounding: int) -> Totals:
    """The totals, with the cash step that gives the stated rounding, or with that as agreed on."""
    for step in CASH_STEPS if rounding else (0,):
        totals = total(charges, TotalsPolicy(cash_step=step))
        if totals.rounding == rounding:
            return totals
    return total(msgspec.structs.replace(charges, rounding=rounding), TotalsPolicy())


def _names_categories(record: Record) -> bool:
    return all("category" in row for row in _rows(record))


def _stated(record: Record, currency: str) -> Iterator[tuple[str, Any]]:
    for index, line in enumerate(_lines(record)):
        yield f"line {index + 1}", minor(line["net"], currency)
    for name, text in record["totals"].items():
        yield name, minor(text, currency)
    for tax in (each for each in taxes(record) if "tax" in each):
        where = tax.get("currency", currency)
        yield "tax" if where == currency else f"tax in {where}", minor(tax["tax"], where)
    rows, named = _rows(record), _names_categories(record)
    if rows:
        yield (
            "rows",
            sorted(
                (
                    row["category"] if named else "",
                    percentage(row.get("rate", "0")),
                    minor(row["taxable"], currency),
                    minor(row["tax"], currency),
                )
                for row in rows
            ),
        )


def _found(totals: Totals, named: bool) -> Iterator[tuple[str, Any]]:
    for index, amount in enumerate(totals.lines):
        yield f"line {index + 1}", amount
    yield "line_total", totals.line_total
    yield "allowance_total", totals.allowance_total
    yield "charge_total", totals.charge_total
    yield "tax_exclusive", totals.net
    yield "tax", totals.tax
    yield "tax_inclusive", totals.gross
    yield "prepaid", totals.charges.prepaid
    yield "rounding", totals.rounding
    yield "payable", totals.due
    rows = ((row.levy.category if named else "", row.levy.rate, row) for row in totals.taxes)
    yield "rows", sorted((name, rate, row.base, row.amount) for name, rate, row in rows)
