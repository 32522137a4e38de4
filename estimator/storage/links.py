"""Links to one version: 256 random bits, of which the store keeps only the SHA-256."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from estimator.storage.acts import Act
from estimator.storage.database import Store
from estimator.storage.errors import Missing
from estimator.storage.quotes import version_row
from estimator.storage.tables import LinkRow, QuoteRow
from estimator.storage.trail import Entry, append

TOKEN_BYTES = 32


def make_link(store: Store, act: Act, version_id: int) -> str:
    """A new token that opens a version. It cannot be read again; another can be made."""
    with store.writing() as session:
        row = version_row(session, version_id)
        token = new_token(session, version_id, act.at)
        quote = session.get_one(QuoteRow, row.quote_id)
        append(session, act, quote.studio, Entry("linked", "version", version_id))
        return token


def new_token(session: Session, version_id: int, at: datetime) -> str:
    """The token of a link made in a transaction of something else."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(LinkRow(token_sha256=_folded(token), version_id=version_id, made_at=at))
    session.flush()
    return token


def opened_by(store: Store, token: str) -> int:
    """The version that a token opens. Raises `Missing`, for one revoked as for one never made."""
    alive = select(LinkRow.version_id).where(
        LinkRow.token_sha256 == _folded(token), LinkRow.revoked_at.is_(None)
    )
    with store.reading() as session:
        found = session.scalar(alive)
    if found is None:
        raise Missing("quote under", "this link")
    return found


def revoke_links(store: Store, act: Act, version_id: int) -> None:
    """No link made so far opens the version any more."""
    with store.writing() as session:
        row = version_row(session, version_id)
        close_links(session, version_id, act.at)
        quote = session.get_one(QuoteRow, row.quote_id)
        append(session, act, quote.studio, Entry("revoked", "version", version_id))


def close_links(session: Session, version_id: int, at: datetime) -> None:
    """The same in a transaction of something else."""
    alive = update(LinkRow).where(LinkRow.version_id == version_id, LinkRow.revoked_at.is_(None))
    session.execute(alive.values(revoked_at=at))


def _folded(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
