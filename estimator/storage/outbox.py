"""The outbox: what is to be sent, written in the transaction that makes it due.

A message is claimed before it is sent and marked when it was. One that was claimed and never
marked, because the program ended between the two, is claimed again after its time; whoever sends
it uses `once` as the message's identity, so that it is known if it had arrived.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

import msgspec
from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session

from estimator.storage.acts import Act
from estimator.storage.database import Store
from estimator.storage.tables import OutboxRow
from estimator.storage.trail import Entry, append, canonical
from estimator.storage.upserts import insert_into

LINK = "link"
"""The entry of a payload that opens a link."""

State = Literal["held", "waiting", "sending", "sent", "failed", "cancelled"]


class Message(msgspec.Struct, frozen=True):
    """Something to send: its kind, and what it takes. `about` tells two of one kind apart.

    One that is held waits for a person to release it.
    """

    kind: str
    payload: Mapping[str, str]
    about: str = ""
    due_at: datetime | None = None
    held: bool = False


class Claimed(msgspec.Struct, frozen=True):
    """A message that the caller alone may send, until `until`."""

    id: int
    claim: str
    kind: str
    once: str
    payload: Mapping[str, str]
    studio: str
    version_id: int | None
    attempts: int
    until: datetime


class Failure(msgspec.Struct, frozen=True):
    """Why a message did not arrive, and when it is tried again; None if it never is."""

    error: str
    again: datetime | None


class Queued(msgspec.Struct, frozen=True):
    """A message as its state is shown."""

    id: int
    kind: str
    state: str
    due_at: datetime
    attempts: int
    last_error: str
    done_at: datetime | None


def queue(store: Store, act: Act, studio: str, version_id: int | None, message: Message) -> bool:
    """A message by itself, such as a reminder. False if the same one was queued before."""
    with store.writing() as session:
        row_id = put(session, studio, version_id, message, act.at)
        if row_id is None:
            return False
        append(session, act, studio, Entry("queued", "outbox", row_id, {"kind": message.kind}))
        return True


def put(
    session: Session, studio: str, version_id: int | None, message: Message, at: datetime
) -> int | None:
    """A message in the transaction of what it tells; its key, or None if it was queued before.

    Two of one kind about one version are the same if `about` says so, and else two.
    """
    of = "studio " + studio if version_id is None else f"version {version_id}"
    about = message.about or f"#{_so_far(session, message.kind, studio, version_id) + 1}"
    row = insert_into(session, OutboxRow).values(
        studio=studio,
        version_id=version_id,
        kind=message.kind,
        once=f"{message.kind} {of} {about}",
        payload=canonical(dict(message.payload)),
        state="held" if message.held else "waiting",
        due_at=message.due_at or at,
        attempts=0,
        last_error="",
    )
    return session.scalar(row.on_conflict_do_nothing().returning(OutboxRow.id))


def _so_far(session: Session, kind: str, studio: str, version_id: int | None) -> int:
    same = select(func.count()).where(
        OutboxRow.kind == kind, OutboxRow.studio == studio, OutboxRow.version_id == version_id
    )
    return session.scalar(same) or 0


def claim(store: Store, claim: str, now: datetime, seconds: int, most: int = 20) -> list[Claimed]:
    """Up to `most` messages that are due, for the sender called `claim`, for so many seconds."""
    until = now + timedelta(seconds=seconds)
    due = or_(
        and_(OutboxRow.state == "waiting", OutboxRow.due_at <= now),
        and_(OutboxRow.state == "sending", OutboxRow.claimed_until <= now),
    )
    with store.writing() as session:
        found = select(OutboxRow).where(due).order_by(OutboxRow.due_at, OutboxRow.id).limit(most)
        rows = session.scalars(found.with_for_update(skip_locked=True)).all()
        for row in rows:
            row.state, row.claim, row.claimed_until = "sending", claim, until
            row.attempts += 1
        return [_claimed(row, claim, until) for row in rows]


def _claimed(row: OutboxRow, claim: str, until: datetime) -> Claimed:
    payload: dict[str, str] = json.loads(row.payload)
    return Claimed(
        id=row.id,
        claim=claim,
        kind=row.kind,
        once=row.once,
        payload=payload,
        studio=row.studio,
        version_id=row.version_id,
        attempts=row.attempts,
        until=until,
    )


def mark_sent(store: Store, act: Act, claimed: Claimed) -> bool:
    """The message arrived; the link's token in it is not kept. False if it was too late.

    Too late means that somebody else claimed it meanwhile.
    """
    kept = {name: text for name, text in claimed.payload.items() if name != LINK}
    done = {"state": "sent", "done_at": act.at, "payload": canonical(kept), "last_error": ""}
    return _settle(store, act, claimed, done)


def mark_failed(store: Store, act: Act, claimed: Claimed, failure: Failure) -> bool:
    """It did not arrive: to be tried again at a moment, or given up. False if it was too late."""
    values: dict[str, object] = {"state": "failed", "last_error": failure.error}
    if failure.again is not None:
        values |= {"state": "waiting", "due_at": failure.again}
    return _settle(store, act, claimed, values)


def _settle(store: Store, act: Act, claimed: Claimed, values: Mapping[str, object]) -> bool:
    ours = and_(
        OutboxRow.id == claimed.id,
        OutboxRow.state == "sending",
        OutboxRow.claim == claimed.claim,
        OutboxRow.attempts == claimed.attempts,
    )
    with store.writing() as session:
        settled = update(OutboxRow).where(ours).values(claim=None, claimed_until=None, **values)
        if session.scalar(settled.returning(OutboxRow.id)) is None:
            return False
        verb = "sent" if values["state"] == "sent" else "failed"
        facts = {"once": claimed.once, "attempt": claimed.attempts}
        append(session, act, claimed.studio, Entry(verb, "outbox", claimed.id, facts))
        return True


def release(store: Store, act: Act, message_id: int) -> bool:
    """A held message is sent from now on; a failed one is tried again. False for any other."""
    ready = and_(OutboxRow.id == message_id, OutboxRow.state.in_(("held", "failed")))
    with store.writing() as session:
        freed = update(OutboxRow).where(ready).values(state="waiting", due_at=act.at)
        studio = session.scalar(freed.returning(OutboxRow.studio))
        if studio is None:
            return False
        append(session, act, studio, Entry("queued", "outbox", message_id))
        return True


def cancel(session: Session, version_id: int, at: datetime) -> None:
    """What was still to be sent about a version is not: it was withdrawn, replaced or erased."""
    open_ = and_(
        OutboxRow.version_id == version_id, OutboxRow.state.in_(("held", "waiting", "failed"))
    )
    session.execute(
        update(OutboxRow).where(open_).values(state="cancelled", done_at=at, payload="{}")
    )


def messages(store: Store, version_id: int) -> list[Queued]:
    """The messages about a version, with their states, the oldest first."""
    found = select(OutboxRow).where(OutboxRow.version_id == version_id).order_by(OutboxRow.id)
    with store.reading() as session:
        return [
            Queued(
                row.id,
                row.kind,
                row.state,
                row.due_at,
                row.attempts,
                row.last_error,
                row.done_at,
            )
            for row in session.scalars(found)
        ]
