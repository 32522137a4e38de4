"""Price books as they were when something was priced with them: documents under their hash."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from estimator.storage.database import Store
from estimator.storage.errors import Missing
from estimator.storage.tables import EditionRow
from estimator.storage.upserts import insert_into
from pricing.book import PriceBook


def keep_edition(session: Session, book: PriceBook, at: datetime) -> None:
    """The price book under its hash, once."""
    row = insert_into(session, EditionRow).values(
        edition=book.edition,
        studio=book.studio,
        effective_from=book.effective_from,
        document=json.dumps(book.model_dump(mode="json", by_alias=True), ensure_ascii=False),
        kept_at=at,
    )
    session.execute(row.on_conflict_do_nothing())


def edition(store: Store, name: str) -> PriceBook:
    """The price book that something was priced with, by its hash. Raises `Missing`."""
    with store.reading() as session:
        document = session.scalar(select(EditionRow.document).where(EditionRow.edition == name))
    if document is None:
        raise Missing("edition", name)
    return PriceBook.model_validate_json(document)
