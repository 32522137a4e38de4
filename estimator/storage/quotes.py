"""What the verbs on quotes have in common: rows found and locked, and what became of a version."""

from __future__ import annotations

from sqlalchemy import ScalarSelect, exists, select
from sqlalchemy.orm import Session

from estimator.storage.acts import Act
from estimator.storage.errors import Missing
from estimator.storage.tables import AcceptanceRow, QuoteRow, VersionRow
from pricing.lifecycle import Decision, Life

DECISIONS: dict[str | None, Decision | None] = {
    None: None,
    "accepted": "accepted",
    "declined": "declined",
    "withdrawn": "withdrawn",
}


def locked(session: Session, quote_id: int) -> QuoteRow:
    """A quote that nobody else changes until the transaction ends. Raises `Missing`."""
    wanted = select(QuoteRow).where(QuoteRow.id == quote_id).with_for_update()
    found = session.scalar(wanted.execution_options(populate_existing=True))
    if found is None:
        raise Missing("quote", quote_id)
    return found


def locked_choice(session: Session, choice: str) -> list[QuoteRow]:
    """All quotes of which a client can accept one, locked in one order, so that none waits."""
    found = select(QuoteRow).where(QuoteRow.choice == choice).order_by(QuoteRow.id)
    fresh = found.with_for_update().execution_options(populate_existing=True)
    return list(session.scalars(fresh))


def latest(session: Session, quote_id: int) -> VersionRow | None:
    """The version that was issued last; its quote must be locked where it is to be changed."""
    found = select(VersionRow).where(
        VersionRow.quote_id == quote_id, VersionRow.superseded_at.is_(None)
    )
    return session.scalar(found.execution_options(populate_existing=True))


def version_row(session: Session, version_id: int) -> VersionRow:
    """One version. Raises `Missing`."""
    found = session.get(VersionRow, version_id, populate_existing=True)
    if found is None:
        raise Missing("version", version_id)
    return found


def life(session: Session, row: VersionRow) -> Life:
    """What has become of a version."""
    choice = select(QuoteRow.choice).where(QuoteRow.id == row.quote_id).scalar_subquery()
    return Life(
        valid_until=row.valid_until,
        viewed=row.viewed_at is not None,
        decision=DECISIONS[row.decision],
        superseded=row.superseded_at is not None,
        once_accepted=is_chosen(session, choice),
    )


def is_chosen(session: Session, choice: str | ScalarSelect[str]) -> bool:
    """Whether one of the quotes that share a choice was ever accepted."""
    return bool(session.scalar(select(exists().where(AcceptanceRow.choice == choice))))


def touch(quote: QuoteRow, act: Act) -> None:
    """The quote was worked on; a clock that was set back does not move it back."""
    quote.touched_at = max(quote.touched_at, act.at)
