"""Clients: kept once, found by any part of what they are called, their likely doubles shown."""

from __future__ import annotations

import unicodedata

import msgspec
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from estimator.storage.acts import Act
from estimator.storage.database import Store
from estimator.storage.errors import ActionRefused, Missing, refuse_if
from estimator.storage.tables import ClientRow
from estimator.storage.trail import Entry, append, canonical, hold
from pricing.problems import Problem
from pricing.quote import Client


class KeptClient(msgspec.Struct, frozen=True):
    """A client as kept; `revision` is what a change was read at."""

    id: int
    studio: str
    client: Client
    note: str
    revision: int
    erased: bool


def add_client(store: Store, act: Act, studio: str, client: Client, note: str = "") -> int:
    """A new client of a studio; doubles are the caller's to ask about (see `same_clients`)."""
    refuse_if(_unnamed(client))
    with store.writing() as session:
        row = ClientRow(studio=studio, revision=1, made_at=act.at, note=note)
        _fill(row, client)
        session.add(row)
        session.flush()
        append(session, act, studio, Entry("added", "client", row.id))
        return row.id


def change_client(store: Store, act: Act, known: KeptClient, client: Client, note: str) -> int:
    """The client with changes; refused if somebody changed it since. The new revision.

    Quotes that were issued keep the client as it was.
    """
    refuse_if(_unnamed(client))
    with store.writing() as session:
        row = _locked(session, known.id)
        if row.revision != known.revision or row.erased_at is not None:
            what = "this client was changed meanwhile"
            raise ActionRefused([Problem("client", what, "opening it again")])
        _fill(row, client)
        row.note = note
        row.revision += 1
        append(session, act, row.studio, Entry("changed", "client", row.id))
        return row.revision


def client_for(session: Session, act: Act, studio: str, client: Client) -> int:
    """The client who is just that, or a new one, in a transaction of something else."""
    row = ClientRow(studio=studio, revision=1, made_at=act.at, note="")
    _fill(row, client)
    hold(session, studio)  # of two who add the same client at once, one finds the other's
    same = select(ClientRow.id).where(
        ClientRow.studio == studio,
        ClientRow.email_folded == row.email_folded,
        ClientRow.document == row.document,
        ClientRow.erased_at.is_(None),
    )
    known = session.scalar(same.order_by(ClientRow.id).limit(1))
    if known is not None:
        return known
    session.add(row)
    session.flush()
    append(session, act, studio, Entry("added", "client", row.id))
    return row.id


def _unnamed(client: Client) -> list[Problem]:
    if client.called:
        return []
    return [Problem("client", "nobody is named", "a name or an organisation")]


def _locked(session: Session, client_id: int) -> ClientRow:
    row = session.get(ClientRow, client_id, with_for_update=True)
    if row is None:
        raise Missing("client", client_id)
    return row


def _fill(row: ClientRow, client: Client) -> None:
    row.document = canonical(client.model_dump(mode="json"))
    row.search = folded(" ".join((client.name, client.organisation, client.email)))
    row.email_folded = folded(client.email)


def folded(text: str) -> str:
    """Text as it is searched: without case, accents and doubled spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def read_client(store: Store, client_id: int) -> KeptClient:
    """One client. Raises `Missing`."""
    with store.reading() as session:
        row = session.get(ClientRow, client_id)
        if row is None:
            raise Missing("client", client_id)
        return _kept(row)


def find_clients(store: Store, studio: str, words: str, most: int = 50) -> list[KeptClient]:
    """The studio's clients in whose names, organisation or address of mail all the words stand."""
    alive = select(ClientRow).where(ClientRow.studio == studio, ClientRow.erased_at.is_(None))
    for word in folded(words).split():
        alive = alive.where(ClientRow.search.contains(word, autoescape=True))
    with store.reading() as session:
        rows = session.scalars(alive.order_by(ClientRow.search, ClientRow.id).limit(most))
        return [_kept(row) for row in rows]


def same_clients(store: Store, studio: str, client: Client) -> list[KeptClient]:
    """Those that are probably the same client: the same address of mail, or all names alike."""
    alike = [ClientRow.search == folded(" ".join((client.name, client.organisation, client.email)))]
    if client.email:
        alike.append(ClientRow.email_folded == folded(client.email))
    elif client.called:
        alike.append(ClientRow.search.startswith(folded(client.called), autoescape=True))
    found = select(ClientRow).where(
        ClientRow.studio == studio, ClientRow.erased_at.is_(None), or_(*alike)
    )
    with store.reading() as session:
        return [_kept(row) for row in session.scalars(found.order_by(ClientRow.id))]


def _kept(row: ClientRow) -> KeptClient:
    client = Client.model_validate_json(row.document)
    return KeptClient(row.id, row.studio, client, row.note, row.revision, row.erased_at is not None)
