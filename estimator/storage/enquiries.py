"""Enquiries: what somebody asked for online, with the estimate they saw."""

from __future__ import annotations

from datetime import date, datetime

import msgspec
from sqlalchemy import select

from estimator.storage.acts import Act
from estimator.storage.database import Store
from estimator.storage.editions import keep_edition
from estimator.storage.errors import ActionRefused, Missing, refuse_if
from estimator.storage.tables import EnquiryRow
from estimator.storage.trail import Entry, append, canonical
from pricing.book import PriceBook
from pricing.brief import Brief
from pricing.estimate import Estimate
from pricing.problems import Problem
from pricing.quote import Client


class Enquiry(msgspec.Struct, frozen=True):
    """What is sent: who asks, their words, the estimate on their screen, and its price book.

    `once` is made when the form is shown, so that a form sent twice is one enquiry.
    """

    client: Client
    message: str
    estimate: Estimate
    book: PriceBook
    once: str


class KeptEnquiry(msgspec.Struct, frozen=True):
    """An enquiry as kept. `payable` is what was shown, in minor units, to lay beside the final."""

    id: int
    studio: str
    state: str
    received_at: datetime
    received_on: date
    client: Client
    message: str
    brief: Brief
    edition: str
    payable: int
    currency: str


MOST_WORDS = 4_000


def receive(store: Store, act: Act, enquiry: Enquiry) -> int:
    """Keep an enquiry and its price list; the same form sent twice is one."""
    refuse_if(_wrong(enquiry))
    found, studio = enquiry.estimate, enquiry.estimate.studio
    with store.writing() as session:
        known = session.scalar(select(EnquiryRow.id).where(EnquiryRow.once == enquiry.once))
        if known is not None:
            return known
        keep_edition(session, enquiry.book, act.at)
        row = EnquiryRow(
            studio=studio,
            received_at=act.at,
            received_on=act.on,
            state="new",
            client=canonical(enquiry.client.model_dump(mode="json")),
            message=enquiry.message,
            brief=canonical(found.brief.model_dump(mode="json")),
            edition=found.edition,
            payable=found.payable,
            currency=found.currency,
            once=enquiry.once,
        )
        session.add(row)
        session.flush()
        facts = {"payable": found.payable, "currency": found.currency, "edition": found.edition}
        append(session, act, studio, Entry("received", "enquiry", row.id, facts))
        return row.id


def _wrong(enquiry: Enquiry) -> list[Problem]:
    problems = list[Problem]()
    if not enquiry.client.called:
        problems.append(Problem("client", "nobody is named", "a name or an organisation"))
    if len(enquiry.message) > MOST_WORDS:
        what = f"it has {len(enquiry.message):,} characters"
        problems.append(Problem("message", what, f"at most {MOST_WORDS:,}"))
    if "\0" in enquiry.message:
        problems.append(Problem("message", "it holds what is not text", "words alone"))
    if enquiry.estimate.edition != enquiry.book.edition:
        what = "the estimate is of another price list"
        problems.append(Problem("edition", what, "pricing it again"))
    return problems


def set_aside(store: Store, act: Act, enquiry_id: int) -> None:
    """The enquiry will not be answered with a quote."""
    with store.writing() as session:
        row = session.get(EnquiryRow, enquiry_id, with_for_update=True)
        if row is None:
            raise Missing("enquiry", enquiry_id)
        if row.state != "new":
            what = f"this enquiry is {row.state} already"
            raise ActionRefused([Problem("enquiry", what, "opening the quote")])
        row.state = "set aside"
        append(session, act, row.studio, Entry("set aside", "enquiry", row.id))


def read_enquiry(store: Store, enquiry_id: int) -> KeptEnquiry:
    """One enquiry. Raises `Missing`."""
    with store.reading() as session:
        row = session.get(EnquiryRow, enquiry_id)
        if row is None:
            raise Missing("enquiry", enquiry_id)
        return _kept(row)


def new_enquiries(store: Store, studio: str, most: int = 100) -> list[KeptEnquiry]:
    """Those that nobody has taken yet, the oldest first."""
    found = (
        select(EnquiryRow)
        .where(EnquiryRow.studio == studio, EnquiryRow.state == "new")
        .order_by(EnquiryRow.received_at, EnquiryRow.id)
        .limit(most)
    )
    with store.reading() as session:
        return [_kept(row) for row in session.scalars(found)]


def _kept(row: EnquiryRow) -> KeptEnquiry:
    return KeptEnquiry(
        id=row.id,
        studio=row.studio,
        state=row.state,
        received_at=row.received_at,
        received_on=row.received_on,
        client=Client.model_validate_json(row.client),
        message=row.message,
        brief=Brief.model_validate_json(row.brief),
        edition=row.edition,
        payable=row.payable,
        currency=row.currency,
    )
