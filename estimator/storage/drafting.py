"""Drafts: what staff are writing. Two who write at once are told of each other."""

from __future__ import annotations

from typing import Literal

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from estimator.storage.acts import Act
from estimator.storage.database import Store
from estimator.storage.errors import ActionRefused, Missing, refuse_if
from estimator.storage.quotes import latest, life, locked, touch
from estimator.storage.tables import ClientRow, DraftRow, EnquiryRow, QuoteRow
from estimator.storage.trail import Entry, append, canonical
from pricing.lifecycle import Draft, against
from pricing.problems import Problem

Origin = Literal["scratch", "enquiry", "duplicate", "requote", "roster"]


class Start(msgspec.Struct, frozen=True):
    """What a new quote comes from: an enquiry or another quote by its key, and whose it is."""

    origin: Origin = "scratch"
    origin_id: int | None = None
    client_id: int | None = None


class DraftAt(msgspec.Struct, frozen=True):
    """A draft as somebody last saw it: which one, of which quote, at which revision."""

    quote_id: int
    draft_id: int
    revision: int


class KeptDraft(msgspec.Struct, frozen=True):
    """A draft with its whereabouts, and who saved it last."""

    at: DraftAt
    draft: Draft
    edited_by: str


def begin_draft(
    store: Store, act: Act, studio: str, draft: Draft, start: Start | None = None
) -> DraftAt:
    """A new quote, as a draft without a number. An enquiry that it answers is taken."""
    start = start or Start()
    with store.writing() as session:
        _check_start(session, studio, start)
        quote = QuoteRow(
            studio=studio,
            choice="",
            client_id=start.client_id,
            enquiry_id=start.origin_id if start.origin == "enquiry" else None,
            origin=start.origin,
            origin_id=start.origin_id,
            made_at=act.at,
            made_by=act.by.called,
            touched_at=act.at,
        )
        session.add(quote)
        session.flush()
        quote.choice = f"quote {quote.id}"
        row = _write(session, act, quote.id, draft)
        facts = {"origin": start.origin, "origin_id": start.origin_id, "draft": row.id}
        append(session, act, studio, Entry("drafted", "quote", quote.id, facts))
        return DraftAt(quote.id, row.id, row.revision)


def _check_start(session: Session, studio: str, start: Start) -> None:
    """What a quote comes from is there, and of the same studio."""
    if start.client_id is not None:
        client = session.get(ClientRow, start.client_id)
        if client is None or client.studio != studio or client.erased_at is not None:
            raise Missing("client", start.client_id)
    if start.origin == "enquiry":
        enquiry = session.get(EnquiryRow, start.origin_id, with_for_update=True)
        if enquiry is None or enquiry.studio != studio:
            raise Missing("enquiry", start.origin_id)
        enquiry.state = "taken"


def _write(session: Session, act: Act, quote_id: int, draft: Draft) -> DraftRow:
    row = DraftRow(
        quote_id=quote_id,
        revision=1,
        document=document(draft),
        edited_at=act.at,
        edited_by=act.by.called,
    )
    session.add(row)
    session.flush()
    return row


def document(draft: Draft) -> str:
    """A draft as canonical JSON."""
    return canonical(draft.model_dump(mode="json", by_alias=True))


def revise(store: Store, act: Act, quote_id: int, draft: Draft) -> DraftAt:
    """A draft for the next version of a quote; the version that is out stays good meanwhile.

    Refused where there is one already, or the quote was accepted.
    """
    with store.writing() as session:
        quote = locked(session, quote_id)
        there = session.scalar(select(DraftRow).where(DraftRow.quote_id == quote_id))
        row = latest(session, quote_id)
        if there is not None:
            what = f"{there.edited_by} is writing the next version already"
            raise ActionRefused([Problem("draft", what, "going on with that one")])
        if row is None:
            raise Missing("issued version of quote", quote_id)
        refuse_if(against("revise", life(session, row), act.on))
        written = _write(session, act, quote_id, draft)
        touch(quote, act)
        facts = {"origin": "revision", "draft": written.id, "after": row.version}
        append(session, act, quote.studio, Entry("drafted", "quote", quote_id, facts))
        return DraftAt(quote_id, written.id, written.revision)


def save_draft(store: Store, act: Act, at: DraftAt, draft: Draft) -> DraftAt:
    """The draft with changes; refused if somebody saved it since it was read.

    Saving what is there already changes nothing.
    """
    with store.writing() as session:
        quote = locked(session, at.quote_id)
        row = _current(session, at)
        if row.document == document(draft):
            return at
        row.document = document(draft)
        row.revision += 1
        row.edited_at, row.edited_by = act.at, act.by.called
        touch(quote, act)
        facts = {"draft": row.id, "revision": row.revision}
        append(session, act, quote.studio, Entry("saved", "quote", quote.id, facts))
        return DraftAt(at.quote_id, row.id, row.revision)


def discard_draft(store: Store, act: Act, at: DraftAt) -> None:
    """The draft is gone. A quote that never had a number stays as a discarded one, seen as such."""
    with store.writing() as session:
        quote = locked(session, at.quote_id)
        row = _current(session, at)
        session.delete(row)
        if quote.number is None:
            quote.discarded_at = act.at
        touch(quote, act)
        facts = {"draft": row.id, "revision": row.revision}
        append(session, act, quote.studio, Entry("discarded", "quote", quote.id, facts))


def read_draft(store: Store, quote_id: int) -> KeptDraft:
    """The draft of a quote. Raises `Missing`."""
    with store.reading() as session:
        row = session.scalar(select(DraftRow).where(DraftRow.quote_id == quote_id))
    if row is None:
        raise Missing("draft of quote", quote_id)
    at = DraftAt(quote_id, row.id, row.revision)
    return KeptDraft(at, Draft.model_validate_json(row.document), row.edited_by)


def _current(session: Session, at: DraftAt) -> DraftRow:
    """The draft, if it is as it was when it was read; its quote is locked."""
    row = session.scalar(select(DraftRow).where(DraftRow.id == at.draft_id))
    if row is None:
        what = "this draft was issued or discarded meanwhile"
        raise ActionRefused([Problem("draft", what, "opening the quote again")])
    if row.revision != at.revision:
        what = f"{row.edited_by} saved it meanwhile"
        advice = "opening it again, and making the change there"
        raise ActionRefused([Problem("draft", what, advice)])
    return row
