"""Issuing: a draft becomes a version under a number, with its document and what is to be sent.

All in one transaction: the number, the document, the edition that priced it, the version before it
superseded, the messages, the trail. Either all of it is there or nothing is.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from estimator.storage.acts import Act
from estimator.storage.clients import client_for
from estimator.storage.database import Store
from estimator.storage.drafting import DraftAt
from estimator.storage.editions import keep_edition
from estimator.storage.errors import ActionRefused, refuse_if
from estimator.storage.links import new_token
from estimator.storage.numbers import Given, give_number
from estimator.storage.outbox import LINK, Message, cancel, put
from estimator.storage.quotes import is_chosen, latest, life, locked, touch
from estimator.storage.tables import DraftRow, EnquiryRow, PaperRow, QuoteRow, VersionRow
from estimator.storage.trail import Entry, append
from pricing.book import PriceBook
from pricing.desk import NOTHING_ADDED
from pricing.lifecycle import Draft, against, unfinished
from pricing.numbering import Numbering
from pricing.problems import Problem
from pricing.quote import Client, Quote, content_hash, is_shown_as, numbered
from pricing.records import read_quote, record_hash, written

RECORD = "record"
"""The fact of the trail that is the hash of the studio's own document. It is for nobody else: a
digest of a remark can be guessed."""


class Offer(msgspec.Struct, frozen=True):
    """What is issued: the draft as it was read, priced today by `book`, as a quote.

    Its number and version are given when it is issued. `shown` is the quote as the client may know
    it, where the desk has entries: their hashes are what is accepted.

    A message whose payload has an entry `link` gets a link of its own there.
    """

    draft: DraftAt
    quote: Quote
    book: PriceBook
    numbering: Numbering
    messages: tuple[Message, ...] = ()
    shown: Quote | None = None

    def __post_init__(self) -> None:
        if self.shown is None and self.quote.estimate.desk != NOTHING_ADDED:
            raise ValueError("the desk has entries: say what the client is shown of them")


class Issued(msgspec.Struct, frozen=True):
    """A version that is out: the quote as it was numbered, and the token of a link to it.

    `content_hash` is that of what the client is shown.
    """

    version_id: int
    quote: Quote
    content_hash: str
    token: str


def issue(store: Store, act: Act, offer: Offer) -> Issued:
    """Issue a draft. The same draft issued twice is one version, with another link.

    Raises `ActionRefused` with everything that stands against it, and then nothing is kept.
    """
    with store.writing() as session:
        quote = locked(session, offer.draft.quote_id)
        if done := _already(session, act, offer.draft):
            return done
        row = session.scalar(select(DraftRow).where(DraftRow.id == offer.draft.draft_id))
        before = latest(session, quote.id)
        refuse_if(_against(session, act, offer, (quote, row, before)))
        session.delete(row)
        given = None if quote.number else _number(session, act, quote, offer)
        _whose(session, act, quote, offer.quote.client)
        if before is not None:
            _supersede(session, act, quote, before)
        version = 1 if before is None else before.version + 1
        named = numbered(offer.quote, quote.number or "", version)
        kept = _keep(session, act, offer, named)
        token = _send(session, act, kept, (quote.studio, offer.messages))
        touch(quote, act)
        append(session, act, quote.studio, _told(kept, named, given))
        return Issued(kept.id, named, kept.content_hash, token)


def _already(session: Session, act: Act, draft: DraftAt) -> Issued | None:
    """The version that this draft became, if it was issued before: a second click finds it."""
    row = session.scalar(select(VersionRow).where(VersionRow.draft_id == draft.draft_id))
    if row is None or row.quote_id != draft.quote_id:
        return None
    paper = session.get_one(PaperRow, (row.id, "issued"))
    token = new_token(session, row.id, act.at)
    studio = session.get_one(QuoteRow, row.quote_id).studio
    append(session, act, studio, Entry("linked", "version", row.id))
    return Issued(row.id, read_quote(paper.document), row.content_hash, token)


def _against(
    session: Session,
    act: Act,
    offer: Offer,
    rows: tuple[QuoteRow, DraftRow | None, VersionRow | None],
) -> Iterator[Problem]:
    """Everything that keeps the draft from being issued as it was priced."""
    quote, row, before = rows
    if row is None or row.quote_id != quote.id:
        yield Problem("draft", "it was discarded meanwhile", "opening the quote again")
        return
    if row.revision != offer.draft.revision:
        yield Problem("draft", f"{row.edited_by} saved it meanwhile", "reading it again first")
    draft = Draft.model_validate_json(row.document)
    yield from unfinished(draft)
    yield from _not_the_draft(draft, offer)
    yield from _not_today(act, offer, quote)
    if before is not None:
        yield from against("revise", life(session, before), act.on)
    elif is_chosen(session, quote.choice):
        what = "an alternative to it was accepted"
        yield Problem("status", what, "a duplicate, as a quote of its own")


def _not_the_draft(draft: Draft, offer: Offer) -> Iterator[Problem]:
    """What was priced is what is written in the draft: nobody offers what nobody looked at."""
    found = offer.quote.estimate
    for name, kept, priced in (
        ("client", draft.client, offer.quote.client),
        ("brief", draft.brief, found.brief),
        ("desk", draft.desk, found.desk),
    ):
        if kept != priced:
            yield Problem(name, "what was priced is not what the draft says", "pricing it again")
    if offer.shown is not None and not is_shown_as(offer.shown, offer.quote):
        yield Problem("shown", "what the client is shown is another offer", "making it again")


def _not_today(act: Act, offer: Offer, quote: QuoteRow) -> Iterator[Problem]:
    found = offer.quote.estimate
    if found.edition != offer.book.edition:
        yield Problem("edition", "it was priced with another price list", "pricing it again")
    if quote.studio != found.studio or quote.studio != offer.quote.studio.key:
        yield Problem("studio", f"the draft is one of {quote.studio}", "that studio's price list")
    if {offer.quote.issued_on, found.priced_on} != {act.on}:
        what = f"it was priced on {found.priced_on} and would be issued on {act.on}"
        yield Problem("priced_on", what, "pricing it again today")
    if offer.quote.valid_until < act.on:
        yield Problem("valid_until", "its last day is over", "a later day")


def _whose(session: Session, act: Act, quote: QuoteRow, client: Client) -> None:
    """Every issued quote is somebody's, so that what is kept of a client can be found."""
    if quote.client_id is None:
        quote.client_id = client_for(session, act, quote.studio, client)
    if quote.enquiry_id is not None:
        session.get_one(EnquiryRow, quote.enquiry_id).client_id = quote.client_id


def _number(session: Session, act: Act, quote: QuoteRow, offer: Offer) -> Given:
    given = give_number(session, quote.studio, act.on.year, offer.numbering)
    quote.number, quote.series, quote.sequence = given.number, given.series, given.sequence
    return given


def _supersede(session: Session, act: Act, quote: QuoteRow, before: VersionRow) -> None:
    """The version before is not good any more; flushed first, since a quote has one latest."""
    before.superseded_at = act.at
    session.flush()
    cancel(session, before.id, act.at)
    append(session, act, quote.studio, Entry("superseded", "version", before.id))


def _keep(session: Session, act: Act, offer: Offer, named: Quote) -> VersionRow:
    """The version's row and its documents: for the studio, and what the client is shown."""
    keep_edition(session, offer.book, act.at)
    found = named.estimate
    shown = numbered(offer.shown or offer.quote, named.number, named.version)
    row = VersionRow(
        quote_id=offer.draft.quote_id,
        draft_id=offer.draft.draft_id,
        version=named.version,
        content_hash=content_hash(shown),
        edition=found.edition,
        rounding=found.rounding,
        tax_rounding=found.tax_rounding,
        issued_at=act.at,
        issued_on=named.issued_on,
        issued_by=act.by.called,
        valid_until=named.valid_until,
        currency=found.currency,
        net=found.net,
        payable=found.payable,
        deposit=found.deposit,
        code=found.brief.code,
        reason="",
    )
    session.add(row)
    session.flush()
    keep_papers(session, row.id, ("issued", named), ("shown", shown))
    return row


def keep_papers(session: Session, version_id: int, *named: tuple[str, Quote]) -> None:
    """Documents by their kinds; one that says what the first says is not kept again."""
    first = written(named[0][1])
    for kind, quote in named:
        record = written(quote)
        if kind == named[0][0] or record != first:
            paper = PaperRow(
                version_id=version_id, kind=kind, sha256=record_hash(record), document=record
            )
            session.add(paper)
    session.flush()


def _send(
    session: Session, act: Act, row: VersionRow, sending: tuple[str, tuple[Message, ...]]
) -> str:
    """Every message, with a link of its own where it asks for one; and one link more."""
    studio, messages = sending
    for message in messages:
        put(session, studio, row.id, with_link(session, act, row.id, message), act.at)
    return new_token(session, row.id, act.at)


def with_link(session: Session, act: Act, version_id: int, message: Message) -> Message:
    """The message with a new token in its payload, where it has a place for one."""
    if LINK not in message.payload:
        return message
    payload = {**message.payload, LINK: new_token(session, version_id, act.at)}
    return msgspec.structs.replace(message, payload=payload)


def _told(row: VersionRow, quote: Quote, given: Given | None) -> Entry:
    facts: dict[str, str | int | bool | None] = {
        "quote": row.quote_id,
        "number": quote.number,
        "version": row.version,
        "content_hash": row.content_hash,
        RECORD: content_hash(quote),
        "edition": row.edition,
        "payable": row.payable,
        "currency": row.currency,
        "valid_until": row.valid_until.isoformat(),
    }
    if given is not None:
        facts |= {"series": given.series, "sequence": given.sequence, "after": given.after}
    return Entry("issued", "version", row.id, facts)


def as_alternatives(store: Store, act: Act, quote_ids: tuple[int, ...]) -> None:
    """Offer several quotes as alternatives: accepting one declines the others.

    Refused if one of them was accepted, or they are not of one studio.
    """
    if len(set(quote_ids)) < 2:
        raise ActionRefused([Problem("alternatives", "there is only one", "two or more quotes")])
    with store.writing() as session:
        quotes = [locked(session, quote_id) for quote_id in sorted(set(quote_ids))]
        if len({quote.studio for quote in quotes}) > 1:
            raise ActionRefused([Problem("alternatives", "two studios", "quotes of one studio")])
        for quote in quotes:
            row = latest(session, quote.id)
            if row is not None and life(session, row).once_accepted:
                what = f"{quote.number} was accepted"
                raise ActionRefused([Problem("alternatives", what, "quotes that are still open")])
        for quote in quotes:
            quote.choice = f"alternatives {quotes[0].id}"
            touch(quote, act)
            facts = {"choice": quote.choice}
            append(session, act, quote.studio, Entry("grouped", "quote", quote.id, facts))
