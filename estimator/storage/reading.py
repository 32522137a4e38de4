"""Reading: versions with their documents, a quote's whole history, and the list of quotes."""

from __future__ import annotations

from datetime import date, datetime

import msgspec
from sqlalchemy import ColumnElement, Date, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from estimator.storage.database import Store
from estimator.storage.errors import Missing
from estimator.storage.quotes import life, version_row
from estimator.storage.tables import (
    AcceptanceRow,
    ClientRow,
    DraftRow,
    PaperRow,
    QuoteRow,
    TrailRow,
    VersionRow,
)
from pricing.lifecycle import STATUSES, Life, Status
from pricing.quote import Client, Quote
from pricing.records import read_quote


class KeptVersion(msgspec.Struct, frozen=True):
    """An issued version as it was, and what has become of it. Erased, it has no `quote`.

    `shown` is the quote as its client may know it, and `content_hash` is of that.
    """

    version_id: int
    quote_id: int
    number: str
    version: int
    content_hash: str
    quote: Quote | None
    shown: Quote | None
    life: Life
    issued_at: datetime
    issued_by: str
    decided_at: datetime | None
    decided_by: str | None
    reason: str


class KeptAcceptance(msgspec.Struct, frozen=True):
    """The acceptance of a quote: its own JSON, its hash, and the offer with the options taken.

    `shown` is that offer as its client may know it.
    """

    version_id: int
    accepted_at: datetime
    payable: int
    currency: str
    sha256: str
    document: str
    quote: Quote | None
    shown: Quote | None


class Step(msgspec.Struct, frozen=True):
    """One row of the trail, as it is shown."""

    at: datetime
    day: date
    who: str
    verb: str
    subject: str
    subject_id: int
    facts: dict[str, str | int | bool | None]


def read_version(store: Store, version_id: int) -> KeptVersion:
    """One version. Raises `Missing`."""
    with store.reading() as session:
        return _version(session, version_row(session, version_id))


def versions(store: Store, quote_id: int) -> list[KeptVersion]:
    """Every version of a quote, the first first."""
    found = select(VersionRow).where(VersionRow.quote_id == quote_id).order_by(VersionRow.version)
    with store.reading() as session:
        return [_version(session, row) for row in session.scalars(found).all()]


def by_number(store: Store, studio: str, number: str) -> KeptVersion:
    """The latest version under a number. Raises `Missing`."""
    found = (
        select(VersionRow)
        .join(QuoteRow, QuoteRow.id == VersionRow.quote_id)
        .where(QuoteRow.studio == studio, QuoteRow.number == number)
        .where(VersionRow.superseded_at.is_(None))
    )
    with store.reading() as session:
        row = session.scalar(found)
        if row is None:
            raise Missing("quote", number)
        return _version(session, row)


def _version(session: Session, row: VersionRow) -> KeptVersion:
    quote = session.get_one(QuoteRow, row.quote_id)
    whole = _paper(session, row.id, "issued")
    return KeptVersion(
        version_id=row.id,
        quote_id=row.quote_id,
        number=quote.number or "",
        version=row.version,
        content_hash=row.content_hash,
        quote=whole,
        shown=_paper(session, row.id, "shown") or whole,
        life=life(session, row),
        issued_at=row.issued_at,
        issued_by=row.issued_by,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        reason=row.reason,
    )


def _paper(session: Session, version_id: int, kind: str) -> Quote | None:
    """A document as a quote, if there is one of that kind, and it was not erased."""
    paper = session.get(PaperRow, (version_id, kind))
    return read_quote(paper.document) if paper is not None and paper.document else None


def record(store: Store, version_id: int, kind: str = "issued") -> str:
    """A document as it was hashed, empty once erased: `issued`, or `accepted` with options.

    Where the desk has entries, `shown` and `accepted, shown` are what the client may know.
    """
    with store.reading() as session:
        paper = session.get(PaperRow, (version_id, kind))
        if paper is None:
            raise Missing(f"{kind} document of version", version_id)
        return paper.document


def acceptance(store: Store, quote_id: int) -> KeptAcceptance | None:
    """The acceptance of a quote, if it was ever accepted."""
    with store.reading() as session:
        row = session.scalar(select(AcceptanceRow).where(AcceptanceRow.quote_id == quote_id))
        if row is None:
            return None
        whole = _paper(session, row.version_id, "accepted")
        return KeptAcceptance(
            version_id=row.version_id,
            accepted_at=row.accepted_at,
            payable=row.payable,
            currency=row.currency,
            sha256=row.sha256,
            document=row.document,
            quote=whole,
            shown=_paper(session, row.version_id, "accepted, shown") or whole,
        )


def history(store: Store, quote_id: int) -> list[Step]:
    """Everything done to a quote and its versions, the first first."""
    with store.reading() as session:
        own = select(VersionRow.id).where(VersionRow.quote_id == quote_id)
        about = or_(
            and_(TrailRow.subject == "quote", TrailRow.subject_id == quote_id),
            and_(TrailRow.subject == "version", TrailRow.subject_id.in_(own)),
        )
        rows = session.scalars(select(TrailRow).where(about).order_by(TrailRow.place))
        return [step(row) for row in rows]


def step(row: TrailRow) -> Step:
    """A row of the trail for a reader."""
    facts = msgspec.json.decode(row.facts, type=dict[str, str | int | bool | None])
    return Step(row.at, row.day, row.name or row.who, row.verb, row.subject, row.subject_id, facts)


def times_used(store: Store, studio: str, code: str) -> int:
    """In how many quotes of a studio that were accepted, and stand, a code was used."""
    used = (
        select(func.count())
        .select_from(VersionRow)
        .join(QuoteRow, QuoteRow.id == VersionRow.quote_id)
        .where(QuoteRow.studio == studio, VersionRow.code == code)
        .where(VersionRow.decision == "accepted")
    )
    with store.reading() as session:
        return session.scalar(used) or 0


class Wanted(msgspec.Struct, frozen=True):
    """Which quotes to list: those of a studio with a status on a day, a client, words, a page.

    `words` stand in the client's names or the number. `before` is the last line of the page before.
    """

    studio: str
    on: date
    statuses: tuple[Status, ...] = ()
    client_id: int | None = None
    words: str = ""
    before: tuple[datetime, int] | None = None
    most: int = 50


class Line(msgspec.Struct, frozen=True):
    """One quote in a list, by its latest version; a quote without one is a draft."""

    quote_id: int
    version_id: int | None
    number: str
    version: int
    status: Status
    client: str
    payable: int | None
    currency: str | None
    issued_on: date | None
    valid_until: date | None
    drafting: bool
    touched_at: datetime


STATUS_OF = dict(zip(STATUSES, STATUSES, strict=True))


def listing(store: Store, wanted: Wanted) -> list[Line]:
    """The quotes wanted, the last touched first, in one query. Discarded drafts are left out."""
    status = _status_on(wanted.on)
    found = (
        select(QuoteRow, VersionRow, ClientRow.document, DraftRow.id, status)
        .outerjoin(
            VersionRow,
            and_(VersionRow.quote_id == QuoteRow.id, VersionRow.superseded_at.is_(None)),
        )
        .outerjoin(ClientRow, ClientRow.id == QuoteRow.client_id)
        .outerjoin(DraftRow, DraftRow.quote_id == QuoteRow.id)
        .where(QuoteRow.studio == wanted.studio, QuoteRow.discarded_at.is_(None))
        .where(*_narrowed(wanted, status))
        .order_by(QuoteRow.touched_at.desc(), QuoteRow.id.desc())
        .limit(wanted.most)
    )
    with store.reading() as session:
        return [_line(*row) for row in session.execute(found)]


def _status_on(on: date) -> ColumnElement[str]:
    """`Life.status` in SQL, for a latest version; a test holds the two to each other."""
    return case(
        (VersionRow.id.is_(None), "draft"),
        (VersionRow.decision.is_not(None), VersionRow.decision),
        (VersionRow.valid_until < literal(on, Date), "expired"),
        (VersionRow.viewed_at.is_not(None), "viewed"),
        else_="issued",
    )


def _narrowed(wanted: Wanted, status: ColumnElement[str]) -> list[ColumnElement[bool]]:
    found = list[ColumnElement[bool]]()
    if wanted.statuses:
        found.append(status.in_(wanted.statuses))
    if wanted.client_id is not None:
        found.append(QuoteRow.client_id == wanted.client_id)
    for word in wanted.words.casefold().split():
        named = ClientRow.search.contains(word, autoescape=True)
        found.append(or_(named, func.lower(QuoteRow.number).contains(word, autoescape=True)))
    if wanted.before is not None:
        at, quote_id = wanted.before
        same = and_(QuoteRow.touched_at == at, QuoteRow.id < quote_id)
        found.append(or_(QuoteRow.touched_at < at, same))
    return found


def _line(
    quote: QuoteRow,
    version: VersionRow | None,
    client: str | None,
    draft_id: int | None,
    status: str,
) -> Line:
    return Line(
        quote_id=quote.id,
        version_id=version.id if version else None,
        number=quote.number or "",
        version=version.version if version else 0,
        status=STATUS_OF[status],  # type: ignore[index] # the database answers with one of them
        client=Client.model_validate_json(client).called if client else "",
        payable=version.payable if version else None,
        currency=version.currency if version else None,
        issued_on=version.issued_on if version else None,
        valid_until=version.valid_until if version else None,
        drafting=draft_id is not None,
        touched_at=quote.touched_at,
    )
