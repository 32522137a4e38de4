"""Whether the figures of an estimate follow from each other, with no price book at hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import cast

from estimator.documents.seal.remarks import estimate_for_client
from pricing.book import PriceBook
from pricing.engine import estimate as price
from pricing.errors import BriefRefused, NotInForce
from pricing.estimate import Estimate
from pricing.money import AnyRounding, minor_units, rounded
from pricing.quote import Quote
from pricing.values import MILLION, PRICE_PLACES


def contradictions(estimate: Estimate) -> Iterator[str]:
    """Every figure that another one contradicts, in words."""
    yield from _lines(estimate)
    yield from _adjustments(estimate)
    yield from _taxes(estimate)
    yield from _payments(estimate)


def _lines(estimate: Estimate) -> Iterator[str]:
    scale = 10 ** (PRICE_PLACES - minor_units(estimate.currency))
    for line in estimate.lines:
        if line.unit_price is None:
            continue
        amount = rounded(line.quantity * line.unit_price, scale, _rounding(estimate))
        if amount != line.amount:
            yield f"{line.label}: {estimate.money(line.amount)} is not {estimate.money(amount)}"


def _adjustments(estimate: Estimate) -> Iterator[str]:
    for each in estimate.adjustments:
        parts = sum(amount for _, amount in each.parts)
        if parts != each.amount:
            yield f"{each.label}: {estimate.money(each.amount)} is not the sum of its parts"
        if each.base == "lines" and each.base_amount != estimate.subtotal:
            yield f"{each.label}: it stands on {estimate.money(each.base_amount)}, not on the lines"


def _taxes(estimate: Estimate) -> Iterator[str]:
    """Taxes added to the price, once for each rate: base × rate. Others need the price book."""
    if estimate.prices_include_tax or estimate.tax_rounding != "per_rate":
        return
    for tax in (*estimate.taxes, *estimate.withholdings):
        amount = 0 if tax.waived else rounded(tax.base * tax.rate, MILLION, _rounding(estimate))
        if amount != tax.amount:
            yield f"{tax.name}: {estimate.money(tax.amount)} is not {estimate.money(amount)}"


def _payments(estimate: Estimate) -> Iterator[str]:
    paid = sum(part.amount for part in estimate.payments)
    if estimate.payments and paid != estimate.payable:
        told = f"{estimate.money(paid)}, not {estimate.money(estimate.payable)}"
        yield f"the payments come to {told}"


def _rounding(estimate: Estimate) -> AnyRounding:
    return cast(AnyRounding, estimate.rounding)


def repriced(quote: Quote, book: PriceBook) -> Iterator[str]:
    """What differs when it is priced and offered again with the edition that it names."""
    last = quote.issued_on + timedelta(days=book.terms.validity_days)
    if (quote.issued_on, quote.valid_until) != (quote.estimate.priced_on, last):
        yield f"it would be valid from {quote.estimate.priced_on} to {last}"
    if quote.terms != book.terms.paragraphs:
        yield f"its terms are not those of edition {book.edition}"
    yield from _priced_again(quote.estimate, book)


def _priced_again(estimate: Estimate, book: PriceBook) -> Iterator[str]:
    try:
        again = price(estimate.brief, book, estimate.priced_on, estimate.desk)
    except (BriefRefused, NotInForce) as refused:
        yield f"it cannot be priced with edition {book.edition}: {refused}"
        return
    if estimate_for_client(again) == estimate:
        return
    differ = [name for name in Estimate.__struct_fields__ if _differs(name, again, estimate)]
    total = f"{again.money(again.payable)} to pay, not {estimate.money(estimate.payable)}"
    yield f"edition {book.edition} gives {total}; different: {', '.join(differ)}"


def _differs(name: str, again: Estimate, found: Estimate) -> bool:
    return bool(getattr(estimate_for_client(again), name) != getattr(found, name))
