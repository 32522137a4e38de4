"""Deciding: a version is viewed, accepted, declined, withdrawn, or open again.

Whoever decides holds the quote, and with it every alternative to it, so that of two who decide at
once one finds it decided. One acceptance is all there ever is; the table holds that as well.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy.orm import Session

from estimator.storage.acts import Act
from estimator.storage.database import Store
from estimator.storage.errors import ActionRefused, refuse_if
from estimator.storage.issuing import keep_papers, with_link
from estimator.storage.outbox import Message, cancel, put
from estimator.storage.quotes import latest, life, locked_choice, touch, version_row
from estimator.storage.tables import AcceptanceRow, PaperRow, QuoteRow, VersionRow
from estimator.storage.trail import Entry, append, canonical, digest
from pricing.errors import BriefRefused
from pricing.lifecycle import Decision, Step, against
from pricing.options import take
from pricing.problems import Problem
from pricing.quote import Quote, is_shown_as
from pricing.records import read_quote, record_hash, written

ANOTHER = "Another of the alternatives was accepted."


class Acceptance(msgspec.Struct, frozen=True):
    """What somebody accepted and how: the name and role typed, the consent shown, from where.

    `content_hash` is that of the version as it was on the page. `picks` are the options taken, and
    `quote` then is the offer with them, `shown` as the client may know it; `plan` is the instalment
    plan chosen. `reason` is the studio's for an acceptance after the last day.
    """

    name: str
    role: str
    consent: str
    content_hash: str
    address: str = ""
    agent: str = ""
    picks: tuple[str, ...] = ()
    plan: str = ""
    quote: Quote | None = None
    shown: Quote | None = None
    reason: str = ""

    @property
    def public(self) -> Quote | None:
        """The offer with the options, as the client was shown it."""
        return self.shown or self.quote


class Words(msgspec.Struct, frozen=True):
    """Why a version is declined, withdrawn or open again, and what is to be sent of it."""

    reason: str
    messages: tuple[Message, ...] = ()


def view(store: Store, act: Act, version_id: int, messages: tuple[Message, ...] = ()) -> bool:
    """The client saw the version: noted the first time, with its messages. True if it was that."""
    with store.writing() as session:
        quote, row = _held(session, version_id)
        if row.viewed_at is not None or against("view", life(session, row), act.on):
            return False
        row.viewed_at = act.at
        _tell(session, act, (quote, row), messages)
        append(session, act, quote.studio, Entry("viewed", "version", row.id))
        return True


def accept(
    store: Store,
    act: Act,
    version_id: int,
    acceptance: Acceptance,
    messages: tuple[Message, ...] = (),
) -> int:
    """Accept a version, and decline its alternatives; the acceptance's key.

    A client accepts in time; staff may accept for one after the last day, with a reason.
    Raises `ActionRefused` with everything that stands against it.
    """
    with store.writing() as session:
        quote, row = _held(session, version_id)
        refuse_if(_against(session, act, row, acceptance))
        kept = _record(session, act, (quote, row), acceptance)
        _decide(row, act, "accepted", acceptance.reason)
        for other in locked_choice(session, quote.choice):
            if other.id != quote.id:
                _decline_other(session, act, other)
        _tell(session, act, (quote, row), messages)
        touch(quote, act)
        facts = {
            "content_hash": row.content_hash,
            "acceptance": kept.sha256,
            "payable": kept.payable,
            "currency": kept.currency,
            "late": act.on > row.valid_until,
        }
        append(session, act, quote.studio, Entry("accepted", "version", row.id, facts))
        return kept.id


def _against(
    session: Session, act: Act, row: VersionRow, acceptance: Acceptance
) -> Iterator[Problem]:
    by_staff = act.by.role in ("owner", "sales")
    late = by_staff and act.on > row.valid_until
    step: Step = "accept-late" if late else "accept"
    yield from against(step, life(session, row), act.on, acceptance.reason)
    if acceptance.content_hash != row.content_hash:
        what = "what was shown is not this version"
        yield Problem("content_hash", what, "loading the page again")
    if not acceptance.name.strip():
        yield Problem("name", "nobody is named", "the name of who accepts")
    if not acceptance.consent.strip():
        yield Problem("consent", "no consent was shown", "the words that were agreed to")
    yield from _not_this_offer(session, row, acceptance)


def _not_this_offer(session: Session, row: VersionRow, acceptance: Acceptance) -> Iterator[Problem]:
    """An offer with options is the version's own, with those in its brief and nothing else other.

    It is priced by the same edition on the same day, so that its figures are those on the page.
    """
    quote = acceptance.quote
    if bool(acceptance.picks) != (quote is not None):
        yield Problem("picks", "options come with the offer that has them in it", "both, or none")
    if quote is None or not acceptance.picks:
        return
    issued = read_quote(session.get_one(PaperRow, (row.id, "issued")).document)
    try:
        brief = take(issued.estimate.brief, acceptance.picks)
    except BriefRefused as refused:
        yield from refused.problems
        return
    found, then = quote.estimate, issued.estimate
    same = (then.edition, then.priced_on, then.currency, then.desk, brief)
    rest = msgspec.structs.replace(issued, estimate=found)
    if not is_shown_as(acceptance.public or quote, quote):
        yield Problem("shown", "what the client was shown is another offer", "making it again")
    if (found.edition, found.priced_on, found.currency, found.desk, found.brief) != same or (
        rest != quote
    ):
        what = "the offer with these options is another one"
        yield Problem("picks", what, f"the edition {row.edition} on {row.issued_on}")


def _record(
    session: Session, act: Act, rows: tuple[QuoteRow, VersionRow], acceptance: Acceptance
) -> AcceptanceRow:
    """The acceptance's row; where options were taken, the document that has them in it."""
    quote, row = rows
    payable = row.payable
    if acceptance.quote is not None:
        shown = acceptance.public or acceptance.quote
        keep_papers(session, row.id, ("accepted", acceptance.quote), ("accepted, shown", shown))
        payable = acceptance.quote.estimate.payable
    said = _said(act, acceptance)
    kept = AcceptanceRow(
        version_id=row.id,
        quote_id=quote.id,
        choice=quote.choice,
        accepted_at=act.at,
        accepted_on=act.on,
        content_hash=row.content_hash,
        payable=payable,
        currency=row.currency,
        sha256=record_hash(said),
        document=said,
    )
    session.add(kept)
    session.flush()
    return kept


def _said(act: Act, acceptance: Acceptance) -> str:
    """The acceptance as canonical JSON: what was typed and shown, when, from where, of what."""
    shown = acceptance.public
    return canonical(
        {
            "name": acceptance.name.strip(),
            "role": acceptance.role.strip(),
            "consent": acceptance.consent,
            "content_hash": acceptance.content_hash,
            "accepted_hash": None if shown is None else record_hash(written(shown)),
            "picks": list(acceptance.picks),
            "plan": acceptance.plan,
            "address": acceptance.address,
            "agent": acceptance.agent,
            "at": act.at.isoformat(),
            "on": act.on.isoformat(),
            "by": act.by.key,
            "reason": acceptance.reason,
        }
    )


def _decline_other(session: Session, act: Act, other: QuoteRow) -> None:
    row = latest(session, other.id)
    if row is None or row.decision is not None:
        return
    _decide(row, act, "declined", ANOTHER)
    cancel(session, row.id, act.at)
    touch(other, act)
    append(session, act, other.studio, Entry("declined", "version", row.id, {"alternative": True}))


def decline(store: Store, act: Act, version_id: int, words: Words) -> None:
    """The client says no, and why."""
    _end(store, act, version_id, ("decline", "declined", words))


def withdraw(store: Store, act: Act, version_id: int, words: Words) -> None:
    """The studio takes the offer back, and says why; also one that was accepted.

    The acceptance stays on record, and the quote is never accepted again.
    """
    _end(store, act, version_id, ("withdraw", "withdrawn", words))


def _end(store: Store, act: Act, version_id: int, ending: tuple[Step, Decision, Words]) -> None:
    step, decision, words = ending
    with store.writing() as session:
        quote, row = _held(session, version_id)
        refuse_if(against(step, life(session, row), act.on, words.reason))
        was = row.decision
        _decide(row, act, decision, words.reason)
        cancel(session, row.id, act.at)
        _tell(session, act, (quote, row), words.messages)
        touch(quote, act)
        facts = {"reason": digest([words.reason, act.at.isoformat()]), "was": was}
        append(session, act, quote.studio, Entry(decision, "version", row.id, facts))


def reopen(store: Store, act: Act, version_id: int, words: Words) -> None:
    """A declined or withdrawn version is as it was before, to be accepted until its last day."""
    with store.writing() as session:
        quote, row = _held(session, version_id)
        refuse_if(against("reopen", life(session, row), act.on, words.reason))
        was = row.decision
        row.decision = row.decided_at = row.decided_on = row.decided_by = None
        row.reason = ""
        _tell(session, act, (quote, row), words.messages)
        touch(quote, act)
        facts = {"reason": digest([words.reason, act.at.isoformat()]), "was": was}
        append(session, act, quote.studio, Entry("reopened", "version", row.id, facts))


def _held(session: Session, version_id: int) -> tuple[QuoteRow, VersionRow]:
    """A version with its quote and all alternatives locked, and then read as it is now."""
    quote_id = version_row(session, version_id).quote_id
    choice = session.get_one(QuoteRow, quote_id).choice
    held = {quote.id: quote for quote in locked_choice(session, choice)}
    if quote_id not in held:  # it was put among other alternatives a moment ago
        raise ActionRefused([Problem("status", "it is being changed", "the same again")])
    if session.get_one(PaperRow, (version_id, "issued")).erased_at is not None:
        raise ActionRefused([Problem("status", "this version was erased", "a new quote")])
    return held[quote_id], version_row(session, version_id)


def _decide(row: VersionRow, act: Act, decision: Decision, reason: str) -> None:
    row.decision, row.reason = decision, reason.strip()
    row.decided_at, row.decided_on, row.decided_by = act.at, act.on, act.by.called


def _tell(
    session: Session,
    act: Act,
    rows: tuple[QuoteRow, VersionRow],
    messages: tuple[Message, ...],
) -> None:
    quote, row = rows
    for message in messages:
        put(session, quote.studio, row.id, with_link(session, act, row.id, message), act.at)
