"""What a client may ask for: everything kept about them.

It holds what concerns the client and nothing that is the studio's alone: no costs, and not who
agreed a price and why. That it was asked for is in the trail.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from estimator.storage.acts import Act, moment_text
from estimator.storage.database import Store
from estimator.storage.errors import Missing
from estimator.storage.issuing import RECORD
from estimator.storage.outbox import LINK
from estimator.storage.reading import step
from estimator.storage.tables import (
    AcceptanceRow,
    ClientRow,
    DraftRow,
    EnquiryRow,
    OutboxRow,
    PaperRow,
    PaymentRow,
    QuoteRow,
    TrailRow,
    VersionRow,
)
from estimator.storage.trail import Entry, append

Record = dict[str, Any]

THE_STUDIOS_OWN = {"lines": {"cost"}, "agreed": {"by", "why"}, "discounts": {"by", "why"}}
"""What the desk's entries say to the studio alone, by their kind."""


def export_client(store: Store, act: Act, client_id: int) -> Record:
    """Everything kept about a client as JSON-ready data: moments in UTC, amounts in minor units."""
    with store.writing() as session:
        client = held_client(session, client_id)
        append(session, act, client.studio, Entry("exported", "client", client_id))
        quotes = session.scalars(quotes_of(client_id)).all()
        return {
            "client": json.loads(client.document),
            "note": client.note,
            "enquiries": [_enquiry(row) for row in session.scalars(enquiries_of(client_id))],
            "quotes": [_quote(session, quote) for quote in quotes],
            "trail": _trail(session, client_id, [quote.id for quote in quotes]),
        }


def held_client(session: Session, client_id: int) -> ClientRow:
    """A client that nobody else changes until the transaction ends. Raises `Missing`."""
    row = session.get(ClientRow, client_id, with_for_update=True)
    if row is None:
        raise Missing("client", client_id)
    return row


def quotes_of(client_id: int) -> Select[QuoteRow]:
    """The quotes of a client, in the order in which whoever changes several locks them."""
    return select(QuoteRow).where(QuoteRow.client_id == client_id).order_by(QuoteRow.id)


def enquiries_of(client_id: int) -> Select[EnquiryRow]:
    """What a client asked for: said to be theirs, or answered with a quote of theirs."""
    answered = select(QuoteRow.enquiry_id).where(QuoteRow.client_id == client_id)
    theirs = or_(EnquiryRow.client_id == client_id, EnquiryRow.id.in_(answered))
    return select(EnquiryRow).where(theirs).order_by(EnquiryRow.id)


def _enquiry(row: EnquiryRow) -> Record:
    return {
        "received": moment_text(row.received_at),
        "client": json.loads(row.client),
        "message": row.message,
        "brief": json.loads(row.brief),
        "estimate": {"payable": row.payable, "currency": row.currency},
    }


def _quote(session: Session, quote: QuoteRow) -> Record:
    own = select(VersionRow).where(VersionRow.quote_id == quote.id).order_by(VersionRow.version)
    draft = session.scalar(select(DraftRow.document).where(DraftRow.quote_id == quote.id))
    accepted = session.scalar(
        select(AcceptanceRow.document).where(AcceptanceRow.quote_id == quote.id)
    )
    return {
        "number": quote.number,
        "draft": None if draft is None else _for_the_client(json.loads(draft)),
        "versions": [_version(session, row) for row in session.scalars(own).all()],
        "acceptance": json.loads(accepted) if accepted else None,
    }


def _version(session: Session, row: VersionRow) -> Record:
    found = session.scalars(select(PaperRow).where(PaperRow.version_id == row.id))
    papers = {paper.kind: paper.document for paper in found}
    theirs = {"issued": papers.get("shown", papers["issued"])}
    if "accepted" in papers:
        theirs["accepted"] = papers.get("accepted, shown", papers["accepted"])
    sent = session.scalars(select(OutboxRow).where(OutboxRow.version_id == row.id))
    paid = session.scalars(select(PaymentRow).where(PaymentRow.version_id == row.id))
    return {
        "version": row.version,
        "content_hash": row.content_hash,
        "issued": moment_text(row.issued_at),
        "viewed": None if row.viewed_at is None else moment_text(row.viewed_at),
        "decision": row.decision,
        "reason": row.reason,
        "documents": {
            kind: _for_the_client(json.loads(document)) if document else None
            for kind, document in theirs.items()
        },
        "messages": [_message(each) for each in sent],
        "payments": [
            {"label": each.label, "amount": each.amount, "paid_on": each.paid_on.isoformat()}
            for each in paid
        ],
    }


def _message(row: OutboxRow) -> Record:
    payload = json.loads(row.payload)
    said = {name: text for name, text in payload.items() if name != LINK}
    done = None if row.done_at is None else moment_text(row.done_at)
    return {"kind": row.kind, "state": row.state, "done": done, "says": said}


def _for_the_client(document: Record) -> Record:
    """A quote or a draft without what its desk and its note say to the studio alone."""
    document.pop("note", None)
    estimate = document.get("estimate", document)
    for kind, private in THE_STUDIOS_OWN.items():
        for entry in estimate.get("desk", {}).get(kind, ()):
            for name in private:
                entry.pop(name, None)
    return document


def _trail(session: Session, client_id: int, quote_ids: list[int]) -> list[Record]:
    own = select(VersionRow.id).where(VersionRow.quote_id.in_(quote_ids))
    about = or_(
        and_(TrailRow.subject == "client", TrailRow.subject_id == client_id),
        and_(TrailRow.subject == "quote", TrailRow.subject_id.in_(quote_ids)),
        and_(TrailRow.subject == "version", TrailRow.subject_id.in_(own)),
    )
    rows = session.scalars(select(TrailRow).where(about).order_by(TrailRow.place))
    told = (step(row) for row in rows)
    return [
        {
            "at": moment_text(each.at),
            "verb": each.verb,
            "facts": {name: fact for name, fact in each.facts.items() if name != RECORD},
        }
        for each in told
    ]
