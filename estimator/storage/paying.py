"""Paying and approving: what staff note beside a quote, each noted once."""

from __future__ import annotations

from datetime import date

import msgspec
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from estimator.storage.acts import Act
from estimator.storage.database import Store
from estimator.storage.drafting import DraftAt
from estimator.storage.errors import ActionRefused, Missing, refuse_if
from estimator.storage.quotes import locked, version_row
from estimator.storage.tables import ApprovalRow, DraftRow, PaymentRow
from estimator.storage.trail import Entry, append, canonical
from pricing.problems import Problem


class Payment(msgspec.Struct, frozen=True):
    """Money that came in, in minor units of the quote's currency. `once` tells two alike apart."""

    label: str
    amount: int
    paid_on: date
    once: str


def mark_paid(store: Store, act: Act, version_id: int, payment: Payment) -> int:
    """Note a payment for a version that was accepted; what is paid so far, in minor units.

    The same one noted twice counts once.
    """
    with store.writing() as session:
        quote = locked(session, version_row(session, version_id).quote_id)
        row = version_row(session, version_id)
        refuse_if(_not_owed(row.decision, payment))
        noted = session.scalars(select(PaymentRow).where(PaymentRow.version_id == version_id)).all()
        paid = sum(each.amount for each in noted)
        if any(each.once == payment.once for each in noted):
            return paid
        session.add(
            PaymentRow(
                version_id=version_id,
                label=payment.label,
                amount=payment.amount,
                currency=row.currency,
                paid_on=payment.paid_on,
                marked_at=act.at,
                marked_by=act.by.called,
                once=payment.once,
            )
        )
        facts = {"amount": payment.amount, "currency": row.currency, "on": str(payment.paid_on)}
        append(session, act, quote.studio, Entry("paid", "version", version_id, facts))
        return paid + payment.amount


def _not_owed(decision: str | None, payment: Payment) -> list[Problem]:
    problems = list[Problem]()
    if decision != "accepted":
        problems.append(Problem("status", "nobody accepted this version", "accepting it first"))
    if payment.amount == 0:
        problems.append(Problem("amount", "it is nothing", "what came in, or minus what went back"))
    return problems


def paid(store: Store, version_id: int) -> list[Payment]:
    """The payments noted for a version, the first first."""
    found = select(PaymentRow).where(PaymentRow.version_id == version_id).order_by(PaymentRow.id)
    with store.reading() as session:
        return [
            Payment(row.label, row.amount, row.paid_on, row.once) for row in session.scalars(found)
        ]


class Approval(msgspec.Struct, frozen=True):
    """What was asked about one revision of a draft, and what was answered, if anything yet."""

    id: int
    quote_id: int
    revision: int
    why: tuple[str, ...]
    asked_by: str
    granted: bool | None
    decided_by: str | None
    reason: str


def ask_approval(store: Store, act: Act, at: DraftAt, why: tuple[Problem, ...]) -> int:
    """Ask somebody with a higher limit about a draft as it is. A draft that is saved asks anew."""
    with store.writing() as session:
        quote = locked(session, at.quote_id)
        row = session.scalar(select(DraftRow).where(DraftRow.id == at.draft_id))
        if row is None or row.revision != at.revision:
            what = "it was saved or issued meanwhile"
            raise ActionRefused([Problem("draft", what, "opening the quote again")])
        asked = ApprovalRow(
            quote_id=quote.id,
            draft_id=at.draft_id,
            revision=at.revision,
            why=canonical([str(problem) for problem in why]),
            asked_at=act.at,
            asked_by=act.by.called,
            asked_key=act.by.key,
            reason="",
        )
        session.add(asked)
        try:
            session.flush()
        except IntegrityError:
            problem = Problem("approval", "it was asked for already", "waiting for the answer")
            raise ActionRefused([problem]) from None
        facts = {"draft": at.draft_id, "revision": at.revision}
        append(session, act, quote.studio, Entry("asked", "quote", quote.id, facts))
        return asked.id


def answer_approval(store: Store, act: Act, approval_id: int, granted: bool, reason: str) -> None:
    """Say yes or no, once; not to oneself."""
    with store.writing() as session:
        row = session.get(ApprovalRow, approval_id, with_for_update=True)
        if row is None:
            raise Missing("approval", approval_id)
        if row.granted is not None:
            what = f"{row.decided_by} answered already"
            raise ActionRefused([Problem("approval", what, "asking again")])
        if row.asked_key == act.by.key:
            raise ActionRefused([Problem("approval", "you asked for it", "another's answer")])
        row.granted, row.reason = granted, reason
        row.decided_at, row.decided_by = act.at, act.by.called
        quote = locked(session, row.quote_id)
        verb = Entry("granted" if granted else "refused", "quote", quote.id, {"asked": row.id})
        append(session, act, quote.studio, verb)


def approvals(store: Store, quote_id: int) -> list[Approval]:
    """What was asked about a quote, the first first."""
    found = select(ApprovalRow).where(ApprovalRow.quote_id == quote_id).order_by(ApprovalRow.id)
    with store.reading() as session:
        return [
            Approval(
                row.id,
                row.quote_id,
                row.revision,
                tuple(msgspec.json.decode(row.why, type=list[str])),
                row.asked_by,
                row.granted,
                row.decided_by,
                row.reason,
            )
            for row in session.scalars(found)
        ]


def is_approved(store: Store, at: DraftAt) -> bool:
    """Whether a draft was approved as it is: a later change is not."""
    found = select(ApprovalRow.granted).where(
        ApprovalRow.draft_id == at.draft_id, ApprovalRow.revision == at.revision
    )
    with store.reading() as session:
        return session.scalar(found) is True
