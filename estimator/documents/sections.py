"""The quote as blocks: one function for each section, in the order of `LAYOUT`.

Every figure is read from the quote's estimate and written for its reader; nothing is computed.
To add a section, write its function and name it in `LAYOUT`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from estimator.documents import blocks
from estimator.documents.blocks import Align, Block, Document, Entry
from estimator.formatting import AREA_NAMES, Reader, booked_words, reader, telling, total_rows
from pricing.estimate import Estimate, LineItem
from pricing.quote import Quote
from pricing.reasons import Reason
from pricing.values import AREAS

Section = Callable[[Quote, Reader], Iterator[Block]]


def quote_document(quote: Quote, more: tuple[Block, ...] = ()) -> Document:
    """The whole document of a quote. `more` stands at the end, such as a comparison."""
    read = reader(quote.studio.locale, quote.estimate.currency)
    written = [block for section in LAYOUT for block in section(quote, read)]
    client = f" for {quote.client.called}" if quote.client.called else ""
    contact = (quote.studio.legal_name, quote.studio.email, quote.studio.phone)
    return Document(
        title=f"Quote {quote.number}{client}",
        author=quote.studio.name,
        subject=_subject(quote.estimate),
        language=quote.studio.locale.replace("_", "-"),
        blocks=(*written, *more),
        running_head=f"{quote.studio.name} · Quote {quote.number}{client}",
        footer=" · ".join(part for part in contact if part),
        number=quote.number,
    )


def _letterhead(quote: Quote, read: Reader) -> Iterator[Block]:
    studio = quote.studio
    yield blocks.Letterhead(studio.name, "Quote", studio.tagline, studio.initials)


def _parties(quote: Quote, read: Reader) -> Iterator[Block]:
    studio, client, estimate = quote.studio, quote.client, quote.estimate
    second = client.name if client.organisation else ""
    lines = tuple(line for line in (second, *client.address, client.email) if line)
    contact = tuple(line for line in (*studio.address, studio.email, studio.phone) if line)
    details = [
        Entry("Quote", quote.number),
        Entry("Issued", read.day(quote.issued_on)),
        Entry("Valid through", read.day(quote.valid_until)),
        Entry("Session", _when(estimate, read)),
        Entry("People", read.number(estimate.people)),
    ]
    yield blocks.Parties(
        blocks.Party("Prepared for", client.called or "You", lines),
        blocks.Party("From", studio.legal_name, contact),
        "Details",
        tuple(details),
    )


def _summary(quote: Quote, read: Reader) -> Iterator[Block]:
    estimate = quote.estimate
    yield blocks.Summary(
        total_label="Total including tax" if estimate.tax else "Total",
        total=read.money(estimate.payable),
        due_label="To book the date" if estimate.deposit else "",
        due=f"{read.money(estimate.deposit)} retainer" if estimate.deposit else "",
        due_note=f"by {read.day(quote.valid_until)}" if estimate.deposit else "",
        action="Review and accept" if quote.studio.acceptance_url else "",
        url=acceptance_url(quote),
    )


def _brief(quote: Quote, read: Reader) -> Iterator[Block]:
    estimate = quote.estimate
    yield blocks.Heading(_subject(estimate))
    yield blocks.Text(quote.studio.intro)
    points = [booked_words(booked, read) for booked in estimate.booked]
    if estimate.delivery:
        points.append(f"Delivery: {estimate.delivery}")
    yield blocks.Bullets(tuple(points))


def _items(quote: Quote, read: Reader) -> Iterator[Block]:
    groups = []
    for area in AREAS:
        rows = tuple(_row(line, read) for line in quote.estimate.lines if line.area == area)
        if rows:
            groups.append(blocks.ItemGroup(rows, AREA_NAMES[area]))
    yield blocks.ItemTable(tuple(groups))


def _row(line: LineItem, read: Reader) -> blocks.ItemRow:
    price = "" if line.unit_price is None else read.price(line.unit_price)
    return blocks.ItemRow(
        name=line.label,
        detail=line.detail,
        reasons=tuple(read.why(reason) for reason in telling(line)),
        quantity=read.number(line.quantity),
        unit_price=price,
        amount=read.money(line.amount),
    )


def _totals(quote: Quote, read: Reader) -> Iterator[Block]:
    estimate = quote.estimate
    rows = [Entry("Items", read.money(estimate.subtotal))] if estimate.adjustments else []
    rows += [Entry(each.label, read.money(each.amount)) for each in estimate.adjustments]
    rows += [Entry(row.label, row.amount) for row in total_rows(estimate, read)]
    yield blocks.TotalsBlock(
        rows=tuple(rows),
        total=Entry(f"Total in {read.currency_name}", read.money(estimate.payable)),
        payments_label="Payment",
        payments=tuple(Entry(part.label, read.money(part.amount)) for part in estimate.payments),
    )


def _options(quote: Quote, read: Reader) -> Iterator[Block]:
    """What may still be chosen, and what it would change; no part of the total."""
    for group in quote.estimate.options:
        kind = "one of these" if group.choose == "one" else "any of these"
        yield blocks.Heading(f"Option: {group.name}")
        yield blocks.Text(f"Not in the total. You may choose {kind}.")
        rows = tuple(
            (each.name, each.summary, read.change(each.difference)) for each in group.alternatives
        )
        yield blocks.PlainTable(("Option", "What it is", "Changes the total by"), rows, _OPTION)


_OPTION: tuple[Align, ...] = ("left", "left", "right")


def _how(quote: Quote, read: Reader) -> Iterator[Block]:
    """How adjustments and taxes came about, so that every figure can be redone by hand."""
    estimate = quote.estimate
    explained: list[tuple[str, tuple[Reason, ...]]] = [
        (entry.label, entry.because) for entry in estimate.adjustments
    ]
    taxes = (*estimate.taxes, *estimate.withholdings)
    explained += [(tax.name, tax.because) for tax in taxes]
    lines = [
        f"{label}: {'; '.join(read.why(reason) for reason in because)}."
        for label, because in explained
    ]
    yield blocks.Notes((*lines, _edition(estimate, read)))


def _edition(estimate: Estimate, read: Reader) -> str:
    per = "once for each rate" if estimate.tax_rounding == "per_rate" else "on each line"
    held = "Prices include tax." if estimate.prices_include_tax else "Prices are before tax."
    return (
        f"Priced on {read.day(estimate.priced_on)} from the price list of "
        f"{read.day(estimate.effective_from)}, edition {estimate.edition}. {held} "
        f"Each line is rounded once, {estimate.rounding.replace('_', ' ')}; "
        f"tax is rounded {per}."
    )


def _licences(quote: Quote, read: Reader) -> Iterator[Block]:
    for grant in quote.estimate.grants:
        yield blocks.Heading(f"Usage licence: {grant.name}")
        facts = (
            ("Media", grant.media),
            ("Place", grant.place),
            ("Term", grant.term),
            ("Exclusivity", grant.exclusivity),
            ("You may", "; ".join(grant.allowed)),
            ("Not included", "; ".join(grant.not_allowed)),
        )
        rows = tuple((label, text) for label, text in facts if text)
        yield blocks.PlainTable(("Right", "What you get"), rows, ("left", "left"))


def _terms(quote: Quote, read: Reader) -> Iterator[Block]:
    if quote.terms:
        yield blocks.Heading("Terms")
        yield blocks.TermsBlock(tuple(blocks.Term(each.title, each.text) for each in quote.terms))


def _acceptance(quote: Quote, read: Reader) -> Iterator[Block]:
    behalf = f" on behalf of {quote.client.called}" if quote.client.called else ""
    total = read.money(quote.estimate.payable)
    yield blocks.Acceptance(
        title="Accept this quote",
        statement=f"I accept quote {quote.number} for {total} and the terms above{behalf}.",
        fields=("Signature", "Date", "Printed name", "Title"),
        url=acceptance_url(quote),
        caption="Scan to accept online" if quote.studio.acceptance_url else "",
        check_code=quote.check_code,
    )


LAYOUT: tuple[Section, ...] = (
    _letterhead,
    _parties,
    _summary,
    _brief,
    _items,
    _totals,
    _options,
    _how,
    _licences,
    _terms,
    _acceptance,
)


def acceptance_url(quote: Quote) -> str:
    """Where the quote is accepted online, or "" where the studio has no such page."""
    base = quote.studio.acceptance_url
    return f"{base.rstrip('/')}/{quote.number}" if base else ""


def _subject(estimate: Estimate) -> str:
    names = list(dict.fromkeys(booked.session for booked in estimate.booked))
    people = estimate.people
    return f"{_listed(names)} for {people} {'person' if people == 1 else 'people'}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _when(estimate: Estimate, read: Reader) -> str:
    day = estimate.brief.session_on
    return read.day(day) if day else "to be agreed"


__all__ = ["acceptance_url", "quote_document"]
