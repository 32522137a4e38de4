"""The trail: every act appended, each row bound to the one before it by a hash.

A row's hash is the SHA-256 of its canonical JSON, which holds the hash of the row before. So no row
can be changed, put in or taken out without every later hash being wrong; and the end of each chain
is kept apart, so that rows cut off its end are missed. Each studio has a chain of its own; what
belongs to no studio (staff and roles) is in the chain named `house`.

Rows hold no client's personal data, which may have to be erased: keys, figures and digests only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from estimator.storage.acts import Act, moment_text
from estimator.storage.tables import ChainRow, TrailRow
from estimator.storage.upserts import insert_into

HOUSE = "house"
BEGINNING = "0" * 64
"""What stands for the hash before the first row."""

VERBS = (
    *("received", "set aside", "drafted", "saved", "discarded", "asked", "granted", "refused"),
    *("issued", "superseded", "viewed", "accepted", "declined", "withdrawn", "reopened"),
    *("grouped", "linked", "revoked", "paid", "added", "changed", "erased", "exported"),
    *("queued", "sent", "failed"),
)
SUBJECTS = ("enquiry", "quote", "version", "client", "staff", "outbox")


class Entry(msgspec.Struct, frozen=True):
    """What was done to what, one of `VERBS` and `SUBJECTS`, and the facts of it."""

    verb: str
    subject: str
    subject_id: int
    facts: Mapping[str, object] = {}

    def __post_init__(self) -> None:
        if self.verb not in VERBS or self.subject not in SUBJECTS:
            raise ValueError(f"{self.verb} {self.subject} is no act that is known")


def append(session: Session, act: Act, chain: str, entry: Entry) -> None:
    """One more row at the end of a chain, in the transaction of what it tells."""
    end = hold(session, chain)
    row = TrailRow(
        chain=chain,
        place=end.place + 1,
        at=act.at,
        day=act.on,
        role=act.by.role,
        who=act.by.key,
        name=act.by.name,
        verb=entry.verb,
        subject=entry.subject,
        subject_id=entry.subject_id,
        facts=canonical(dict(entry.facts)),
        previous=end.hash,
        hash="",
    )
    row.hash = row_hash(row)
    session.add(row)
    end.place, end.hash = row.place, row.hash
    session.flush()


def hold(session: Session, chain: str) -> ChainRow:
    """The end of a chain, locked until the transaction ends; a new chain begins here."""
    begun = insert_into(session, ChainRow).values(chain=chain, place=0, hash=BEGINNING)
    session.execute(begun.on_conflict_do_nothing())
    found = select(ChainRow).where(ChainRow.chain == chain).with_for_update()
    return session.scalars(found.execution_options(populate_existing=True)).one()


def row_hash(row: TrailRow) -> str:
    """The SHA-256 of a row's canonical JSON, with the hash of the row before, in hex."""
    return digest(
        {
            "chain": row.chain,
            "place": row.place,
            "at": moment_text(row.at),
            "day": row.day.isoformat(),
            "role": row.role,
            "who": row.who,
            "name": row.name,
            "verb": row.verb,
            "subject": row.subject,
            "subject_id": row.subject_id,
            "facts": row.facts,
            "previous": row.previous,
        }
    )


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces: one text for one value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(value: object) -> str:
    """The SHA-256 of a value's canonical JSON, in hex."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()
