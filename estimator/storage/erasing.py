"""Erasing a client's data, and keeping what the studio must keep.

An accepted quote and its acceptance are business records: they stay for the years that the operator
set, from the end of the calendar year in which it was accepted, and can be erased after that.
Everything else that names the client is emptied. Amounts, days, numbers and hashes stay, so that
the trail still holds; a trail row says what was emptied.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from estimator.storage.acts import Act
from estimator.storage.database import Store
from estimator.storage.exporting import enquiries_of, held_client, quotes_of
from estimator.storage.links import close_links
from estimator.storage.outbox import cancel
from estimator.storage.quotes import latest
from estimator.storage.tables import (
    AcceptanceRow,
    ApprovalRow,
    ClientRow,
    DraftRow,
    EnquiryRow,
    OutboxRow,
    PaperRow,
    QuoteRow,
    VersionRow,
)
from estimator.storage.trail import Entry, append
from pricing.quote import Client

NOBODY = Client().model_dump_json()


class Erased(msgspec.Struct, frozen=True):
    """How many documents were emptied, and the numbers kept, each until a day."""

    documents: int
    kept: dict[str, date]


def keep_until(accepted_on: date, years: int) -> date:
    """The last day on which a quote accepted on a day must be kept."""
    return date(accepted_on.year + years, 12, 31)


def erase_client(store: Store, act: Act, client_id: int, years: int) -> Erased:
    """Empty what is kept about a client, but what must be kept for so many years.

    Asked again later, it empties what need not be kept any longer.
    """
    with store.writing() as session:
        client = held_client(session, client_id)
        quotes = session.scalars(quotes_of(client_id).with_for_update()).all()
        kept = dict(_to_keep(session, act.on, years, [quote.id for quote in quotes]))
        emptied = sum(_empty_quote(session, act, quote) for quote in quotes if quote.id not in kept)
        for enquiry in session.scalars(enquiries_of(client_id)).all():
            _empty_enquiry(act, enquiry)
        _empty_client(act, client)
        facts = {"documents": emptied, "kept": len(kept), "years": years}
        append(session, act, client.studio, Entry("erased", "client", client_id, facts))
        numbers = {quote.id: quote.number or "" for quote in quotes}
        return Erased(emptied, {numbers[key]: until for key, until in kept.items()})


def _to_keep(
    session: Session, on: date, years: int, quote_ids: list[int]
) -> Iterator[tuple[int, date]]:
    """The quotes that were accepted not so long ago, also those withdrawn later."""
    found = select(AcceptanceRow).where(AcceptanceRow.quote_id.in_(quote_ids))
    for row in session.scalars(found):
        until = keep_until(row.accepted_on, years)
        if on <= until:
            yield row.quote_id, until


def _empty_quote(session: Session, act: Act, quote: QuoteRow) -> int:
    """Every document, draft, link and message of a quote; how many documents there were."""
    own = select(VersionRow.id).where(VersionRow.quote_id == quote.id)
    for version_id in session.scalars(own).all():
        close_links(session, version_id, act.at)
        cancel(session, version_id, act.at)
    papers = update(PaperRow).where(PaperRow.version_id.in_(own), PaperRow.erased_at.is_(None))
    emptied = session.scalars(
        papers.values(document="", erased_at=act.at).returning(PaperRow.version_id)
    ).all()
    accepted = update(AcceptanceRow).where(
        AcceptanceRow.quote_id == quote.id, AcceptanceRow.erased_at.is_(None)
    )
    session.execute(accepted.values(document="", erased_at=act.at))
    session.execute(update(OutboxRow).where(OutboxRow.version_id.in_(own)).values(payload="{}"))
    session.execute(update(VersionRow).where(VersionRow.quote_id == quote.id).values(reason=""))
    _take_back(session, act, quote)
    session.execute(update(ApprovalRow).where(ApprovalRow.quote_id == quote.id).values(why="[]"))
    _drop_draft(session, act, quote)
    for version_id in set(emptied):
        append(session, act, quote.studio, Entry("erased", "version", version_id))
    return len(emptied)


def _take_back(session: Session, act: Act, quote: QuoteRow) -> None:
    """An offer that nobody can read any more is none."""
    row = latest(session, quote.id)
    if row is not None and row.decision is None:
        row.decision, row.decided_at, row.decided_on = "withdrawn", act.at, act.on
        row.decided_by = act.by.called
        facts = {"erased": True}
        append(session, act, quote.studio, Entry("withdrawn", "version", row.id, facts))


def _drop_draft(session: Session, act: Act, quote: QuoteRow) -> None:
    draft = session.scalar(select(DraftRow).where(DraftRow.quote_id == quote.id))
    if draft is not None:
        session.delete(draft)
        append(session, act, quote.studio, Entry("discarded", "quote", quote.id, {"erased": True}))
    if quote.number is None:
        quote.discarded_at = quote.discarded_at or act.at


def _empty_enquiry(act: Act, row: EnquiryRow) -> None:
    row.client, row.message, row.erased_at = NOBODY, "", row.erased_at or act.at


def _empty_client(act: Act, row: ClientRow) -> None:
    row.document, row.note, row.search, row.email_folded = NOBODY, "", "", ""
    row.revision += 1
    row.erased_at = row.erased_at or act.at
