"""Checking a store: that nothing in it was changed behind the program's back.

Each chain of the trail is read from its beginning and every hash made again; each document is
hashed and laid beside what the trail says was issued; and every place in a series of numbers is
either a quote's or one that the trail says was passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from estimator.storage.database import Store
from estimator.storage.issuing import RECORD
from estimator.storage.tables import (
    AcceptanceRow,
    ChainRow,
    NumberRow,
    PaperRow,
    QuoteRow,
    TrailRow,
    VersionRow,
)
from estimator.storage.trail import BEGINNING, row_hash
from pricing.problems import Problem
from pricing.records import record_hash

PROBABLY = "a backup from before, and asking who can write to the database"


class End(msgspec.Struct, frozen=True):
    """Where a chain ends: how many rows it has, and the hash of the last, to note elsewhere."""

    chain: str
    rows: int
    hash: str


class Checked(msgspec.Struct, frozen=True):
    """What a check found: the ends of the chains, how much was read, and everything wrong.

    Of a chain, only the first row that does not hold is named: it breaks all after it.
    """

    ends: tuple[End, ...]
    documents: int
    problems: tuple[Problem, ...]


def check_store(store: Store, noted: tuple[str, ...] = ()) -> Checked:
    """Check everything; `noted` are hashes written down before, which must be there still."""
    with store.reading() as session:
        ends = tuple(
            End(row.chain, row.place, row.hash)
            for row in session.scalars(select(ChainRow).order_by(ChainRow.chain))
        )
        problems = [problem for end in ends for problem in _broken(session, end)]
        problems += _without_end(session, ends)
        problems += _gone(session, noted)
        documents, wrong = _documents(session)
        problems += wrong
        problems += _numbers(session)
    return Checked(ends, documents, tuple(problems))


def _broken(session: Session, end: End) -> Iterator[Problem]:
    """The first row of a chain that does not follow from the one before, if any."""
    previous, place = BEGINNING, 0
    found = select(TrailRow).where(TrailRow.chain == end.chain).order_by(TrailRow.place)
    with closing(session.scalars(found.execution_options(yield_per=1_000))) as rows:
        for row in rows:
            place += 1
            what = _not_following(row, place, previous)
            if what:
                yield Problem(f"trail {end.chain}, row {row.place}", what, PROBABLY)
                return
            previous = row.hash
    if (place, previous) != (end.rows, end.hash):
        what = f"it ends after {place} rows and should have {end.rows}"
        yield Problem(f"trail {end.chain}, row {place + 1}", what, PROBABLY)


def _not_following(row: TrailRow, place: int, previous: str) -> str:
    if row.place != place:
        return f"row {place} is missing before it"
    if row.previous != previous:
        return "it does not follow from the row before"
    return "" if row.hash == row_hash(row) else "it was changed: its hash is another"


def _without_end(session: Session, ends: tuple[End, ...]) -> Iterator[Problem]:
    known = {end.chain for end in ends}
    for chain in session.scalars(select(TrailRow.chain).distinct()):
        if chain not in known:
            yield Problem(f"trail {chain}, row 1", "its end is not kept any more", PROBABLY)


def _gone(session: Session, noted: tuple[str, ...]) -> Iterator[Problem]:
    """A chain that was written anew as a whole holds by itself, and not what was noted of it."""
    for each in noted:
        if session.scalar(select(TrailRow.place).where(TrailRow.hash == each)) is None:
            yield Problem("trail", f"no row has the hash {each} that was noted", PROBABLY)


def _documents(session: Session) -> tuple[int, list[Problem]]:
    """Every document and acceptance beside the hashes that the trail says."""
    told = _told(session)
    problems, count = list[Problem](), 0
    rows = select(PaperRow, VersionRow).join(VersionRow, VersionRow.id == PaperRow.version_id)
    for paper, version in session.execute(rows.execution_options(yield_per=500)):
        count += 1
        where = f"version {version.id}, {paper.kind} document"
        said = told.get((version.id, "issued"), {})
        if not _as_told(paper, version, said):
            problems.append(Problem(where, "its hash is not the one in the trail", PROBABLY))
        problems += _emptied_or_whole(where, paper, told.get((version.id, "erased")))
    for row in session.scalars(select(AcceptanceRow)):
        where = f"version {row.version_id}, acceptance"
        if row.sha256 != told.get((row.version_id, "accepted"), {}).get("acceptance"):
            problems.append(Problem(where, "its hash is not the one in the trail", PROBABLY))
        problems += _emptied_or_whole(where, row, told.get((row.version_id, "erased")))
    return count, [*problems, *_without_document(session, told)]


def _as_told(paper: PaperRow, version: VersionRow, said: dict[str, Any]) -> bool:
    """Whether a document that was issued is the one that the trail tells of."""
    told = said.get("content_hash")
    hashes = {"issued": said.get(RECORD), "shown": told}
    return version.content_hash == told and paper.sha256 == hashes.get(paper.kind, paper.sha256)


def _emptied_or_whole(
    where: str, row: PaperRow | AcceptanceRow, erased: dict[str, Any] | None
) -> Iterator[Problem]:
    if row.document == "" and row.erased_at is not None:
        if erased is None:
            yield Problem(where, "it is empty, and nobody erased it", PROBABLY)
    elif record_hash(row.document) != row.sha256:
        yield Problem(where, "it was changed: its hash is another", PROBABLY)


def _without_document(
    session: Session, told: dict[tuple[int, str], dict[str, Any]]
) -> Iterator[Problem]:
    kept = set(session.scalars(select(PaperRow.version_id).where(PaperRow.kind == "issued")))
    accepted = set(session.scalars(select(AcceptanceRow.version_id)))
    for version_id, verb in sorted(told):
        there = {"issued": kept, "accepted": accepted}.get(verb)
        if there is not None and version_id not in there:
            yield Problem(f"version {version_id}", f"what was {verb} is gone", PROBABLY)


def _told(session: Session) -> dict[tuple[int, str], dict[str, Any]]:
    """The facts of what the trail says was issued, accepted and erased, by version and verb."""
    rows = select(TrailRow).where(
        TrailRow.subject == "version", TrailRow.verb.in_(("issued", "accepted", "erased"))
    )
    return {
        (row.subject_id, row.verb): json.loads(row.facts)
        for row in session.scalars(rows.execution_options(yield_per=1_000))
    }


def _numbers(session: Session) -> Iterator[Problem]:
    """Each place of each series is a quote's, or was passed over as the trail says."""
    steps = {
        (facts["quote"], facts["sequence"]): facts["after"]
        for (_, verb), facts in _told(session).items()
        if verb == "issued" and "sequence" in facts
    }
    for series in session.scalars(select(NumberRow).order_by(NumberRow.studio, NumberRow.series)):
        quotes = select(QuoteRow).where(
            QuoteRow.studio == series.studio, QuoteRow.series == series.series
        )
        before = 0
        for quote in session.scalars(quotes.order_by(QuoteRow.sequence)):
            if steps.get((quote.id, quote.sequence)) != before:
                what = f"the number before it is not the one that it was given after: {before}"
                yield Problem(f"quote {quote.number}", what, PROBABLY)
            before = quote.sequence or 0
        if before != series.last:
            what = f"the last is {before}, and {series.last} were given"
            yield Problem(f"numbers {series.studio} {series.series}", what, PROBABLY)
