"""The tables of the store. What each column holds is said once, here.

Texts of whole documents are canonical JSON, kept byte for byte, because they are hashed. Moments
are in UTC; days are the studio's own. Amounts are ints of minor units of `currency`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, MetaData, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from estimator.storage.columns import Moment, Whole

Key = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by INTEGER keys alone


NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
"""How constraints are called, so that a later step can name them on either database."""


class Base(DeclarativeBase):
    """The root of every table."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {datetime: Moment, int: BigInteger, str: Whole}


class EditionRow(Base):
    """A price book as it was when something was priced with it, under its hash."""

    __tablename__ = "editions"

    edition: Mapped[str] = mapped_column(primary_key=True)
    studio: Mapped[str]
    effective_from: Mapped[date]
    document: Mapped[str]
    kept_at: Mapped[datetime]


class ClientRow(Base):
    """A client of a studio. `search` is what is looked through; `revision` counts changes."""

    __tablename__ = "clients"
    __table_args__ = (Index("ix_clients_email", "studio", "email_folded"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=True)
    studio: Mapped[str] = mapped_column(index=True)
    document: Mapped[str]
    search: Mapped[str]
    email_folded: Mapped[str]
    note: Mapped[str]
    revision: Mapped[int]
    made_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]


class EnquiryRow(Base):
    """What somebody asked for online, with the estimate they saw, to compare with the final one."""

    __tablename__ = "enquiries"
    __table_args__ = (Index("ix_enquiries_state", "studio", "state", "received_at"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=True)
    studio: Mapped[str]
    received_at: Mapped[datetime]
    received_on: Mapped[date]
    state: Mapped[str]
    client: Mapped[str]
    message: Mapped[str]
    brief: Mapped[str]
    edition: Mapped[str]
    payable: Mapped[int]
    currency: Mapped[str]
    client_id: Mapped[int | None] = mapped_column(ForeignKey("clients.id"), index=True)
    once: Mapped[str | None] = mapped_column(unique=True)
    erased_at: Mapped[datetime | None]


class QuoteRow(Base):
    """A quote: what all its versions have in common. Its number is given when it is first issued.

    Of the quotes that share `choice`, a client can accept one.
    """

    __tablename__ = "quotes"
    __table_args__ = (
        UniqueConstraint("studio", "number", name="uq_quotes_number"),
        UniqueConstraint("studio", "series", "sequence", name="uq_quotes_sequence"),
        Index("ix_quotes_touched", "studio", "touched_at", "id"),
        Index("ix_quotes_choice", "choice"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=True)
    studio: Mapped[str]
    number: Mapped[str | None]
    series: Mapped[int | None]
    sequence: Mapped[int | None]
    choice: Mapped[str]
    client_id: Mapped[int | None] = mapped_column(ForeignKey("clients.id"), index=True)
    enquiry_id: Mapped[int | None] = mapped_column(ForeignKey("enquiries.id"), index=True)
    origin: Mapped[str]
    origin_id: Mapped[int | None]
    made_at: Mapped[datetime]
    made_by: Mapped[str]
    touched_at: Mapped[datetime]
    discarded_at: Mapped[datetime | None]


class DraftRow(Base):
    """What is being written for the next version of a quote; `revision` counts its savings."""

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"), unique=True)
    revision: Mapped[int]
    document: Mapped[str]
    edited_at: Mapped[datetime]
    edited_by: Mapped[str]


class ApprovalRow(Base):
    """A discount beyond somebody's limit: for which revision of a draft, and what was decided."""

    __tablename__ = "approvals"
    __table_args__ = (UniqueConstraint("draft_id", "revision", name="uq_approvals_revision"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"), index=True)
    draft_id: Mapped[int]
    revision: Mapped[int]
    why: Mapped[str]
    asked_at: Mapped[datetime]
    asked_by: Mapped[str]
    asked_key: Mapped[str]
    granted: Mapped[bool | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None]
    reason: Mapped[str]


class VersionRow(Base):
    """One issued version. The facts above `viewed_at` never change; a trigger holds them."""

    __tablename__ = "versions"
    __table_args__ = (
        UniqueConstraint("quote_id", "version", name="uq_versions_version"),
        Index(
            "uq_versions_latest",
            "quote_id",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
        Index("ix_versions_open", "valid_until", "decision"),
        Index("ix_versions_code", "code"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"))
    draft_id: Mapped[int] = mapped_column(unique=True)
    version: Mapped[int]
    content_hash: Mapped[str]
    edition: Mapped[str] = mapped_column(ForeignKey("editions.edition"))
    rounding: Mapped[str]
    tax_rounding: Mapped[str]
    issued_at: Mapped[datetime]
    issued_on: Mapped[date]
    issued_by: Mapped[str]
    valid_until: Mapped[date]
    currency: Mapped[str]
    net: Mapped[int]
    payable: Mapped[int]
    deposit: Mapped[int]
    code: Mapped[str]
    viewed_at: Mapped[datetime | None]
    decision: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    decided_on: Mapped[date | None]
    decided_by: Mapped[str | None]
    reason: Mapped[str]
    superseded_at: Mapped[datetime | None]


class PaperRow(Base):
    """A document as it was issued or accepted: what its hash is of. Erased, it is empty."""

    __tablename__ = "papers"

    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    document: Mapped[str]
    erased_at: Mapped[datetime | None]


class AcceptanceRow(Base):
    """The one acceptance of a quote, or of the alternatives among which the client chose."""

    __tablename__ = "acceptances"

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), unique=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"), unique=True)
    choice: Mapped[str] = mapped_column(unique=True)
    accepted_at: Mapped[datetime]
    accepted_on: Mapped[date]
    content_hash: Mapped[str]
    payable: Mapped[int]
    currency: Mapped[str]
    sha256: Mapped[str]
    document: Mapped[str]
    erased_at: Mapped[datetime | None]


class LinkRow(Base):
    """A link to one version. Only its token's SHA-256 is kept, so that no copy opens a quote."""

    __tablename__ = "links"

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), index=True)
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class PaymentRow(Base):
    """Money that the studio says it got for an accepted quote."""

    __tablename__ = "payments"
    __table_args__ = (UniqueConstraint("version_id", "once", name="uq_payments_once"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    label: Mapped[str]
    amount: Mapped[int]
    currency: Mapped[str]
    paid_on: Mapped[date]
    marked_at: Mapped[datetime]
    marked_by: Mapped[str]
    once: Mapped[str]


class OutboxRow(Base):
    """Something to be sent, written in the transaction that makes it due, known by `once`."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_due", "state", "due_at", "id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=True)
    studio: Mapped[str]
    version_id: Mapped[int | None] = mapped_column(ForeignKey("versions.id"), index=True)
    kind: Mapped[str]
    once: Mapped[str] = mapped_column(unique=True)
    payload: Mapped[str]
    state: Mapped[str]
    due_at: Mapped[datetime]
    attempts: Mapped[int]
    claim: Mapped[str | None]
    claimed_until: Mapped[datetime | None]
    last_error: Mapped[str]
    done_at: Mapped[datetime | None]


class StaffRow(Base):
    """A member of staff, their role, and how they sign in: a password, an identity provider."""

    __tablename__ = "staff"
    __table_args__ = (UniqueConstraint("issuer", "subject", name="uq_staff_subject"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    password: Mapped[str | None]
    issuer: Mapped[str | None]
    subject: Mapped[str | None]
    epoch: Mapped[int]
    since: Mapped[datetime]
    left_at: Mapped[datetime | None]


class NumberRow(Base):
    """The last place given in a series of a studio's numbers."""

    __tablename__ = "numbers"

    studio: Mapped[str] = mapped_column(primary_key=True)
    series: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class TrailRow(Base):
    """One act. `hash` is the SHA-256 of `previous` and of the row's own canonical JSON."""

    __tablename__ = "trail"
    __table_args__ = (Index("ix_trail_subject", "subject", "subject_id"),)

    chain: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    day: Mapped[date]
    role: Mapped[str]
    who: Mapped[str]
    name: Mapped[str]
    verb: Mapped[str]
    subject: Mapped[str]
    subject_id: Mapped[int]
    facts: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]


class ChainRow(Base):
    """The end of a chain, so that a row cut off its end is missed as well."""

    __tablename__ = "chains"

    chain: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int]
    hash: Mapped[str]
