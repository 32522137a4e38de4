"""The store itself: one database, opened by its address, read in snapshots, written in order.

SQLite runs in WAL mode, so that reading never waits for writing. Whoever writes takes the lock at
the start (BEGIN IMMEDIATE) and others wait for it, instead of failing half-way. On PostgreSQL,
whoever changes a quote locks its row, then the number series, then the end of the trail: always
in that order, so that nobody waits in a circle.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Protocol

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from estimator.storage.errors import StoreUnreachable

WAIT_SECONDS = 60
"""How long a writer waits for the others before giving up."""

DRIVERS = {
    "sqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
"""The kinds of address there are, and what drives each."""


class Store:
    """An open store. It is safe to share between threads; each process opens its own."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        snapshot = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        self._reader = engine.execution_options(**snapshot)
        self._writer = engine.execution_options(begin="IMMEDIATE")
        # SQLite's waiting is by chance and in naps: threads take turns, only processes meet there.
        self._turn: AbstractContextManager[object] = Lock() if self.is_sqlite else nullcontext()

    @property
    def address(self) -> str:
        """Where the store is, without the password."""
        return self.engine.url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A snapshot: everything read inside is of one moment. Nothing inside is kept."""
        with Session(self._reader) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction: all of it is kept at the end of the block, or nothing."""
        with self._turn, Session(self._writer) as session, session.begin():
            yield session

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def connect(address: str) -> Store:
    """The store at an address, whatever its tables. Raises `StoreUnreachable`."""
    url = _url(address)
    store = Store(_sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url))
    try:
        with store.reading() as session:
            session.connection()
    except DatabaseError as error:
        store.close()
        raise StoreUnreachable(store.address, str(error.orig).strip()) from error
    return store


def _url(address: str) -> URL:
    try:
        url = make_url(address) if "://" in address else URL.create("sqlite", database=address)
    except (ArgumentError, ValueError) as error:
        raise StoreUnreachable("that address", str(error)) from None
    if url.drivername not in DRIVERS:
        what = f"{url.drivername} is not a kind of store; known are sqlite and postgresql"
        raise StoreUnreachable(url.render_as_string(hide_password=True), what)
    return url.set(drivername=DRIVERS[url.drivername])


def _postgresql(url: URL) -> Engine:
    return create_engine(url, pool_pre_ping=True, pool_timeout=WAIT_SECONDS, max_overflow=40)


def _sqlite(url: URL) -> Engine:
    """A file in a folder of its own that only its owner reads: it holds clients' data."""
    file = Path(url.database or "")
    if not url.database or url.database == ":memory:":
        raise StoreUnreachable(str(url), "a store is a file")
    if not file.parent.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # another may be making it
    if not file.exists():
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    _keep_a_log(file)
    engine = create_engine(url, connect_args={"timeout": WAIT_SECONDS}, pool_timeout=WAIT_SECONDS)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _keep_a_log(file: Path) -> None:
    """The file is in WAL mode from now on; no time-out covers the switch, so it is tried again."""
    ends = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            with closing(sqlite3.connect(file)) as connection:
                connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > ends:
                raise StoreUnreachable(str(file), str(error)) from error
            time.sleep(0.05)
        except sqlite3.DatabaseError as error:
            raise StoreUnreachable(str(file), str(error)) from error
        else:
            return


class _Cursor(Protocol):
    def execute(self, statement: str) -> object: ...
    def close(self) -> None: ...


class _Sqlite(Protocol):
    isolation_level: str | None

    def cursor(self) -> _Cursor: ...


def _prepare(connection: _Sqlite, entry: ConnectionPoolEntry) -> None:  # noqa: ARG001 # the event's form
    """What is committed is on the disk, and a reference leads somewhere."""
    connection.isolation_level = None  # the driver opens no transaction of its own
    cursor = connection.cursor()
    for statement in ("synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {statement}")
    cursor.close()


def _begin(connection: Connection) -> None:
    kind = connection.get_execution_options().get("begin", "")
    connection.exec_driver_sql(f"BEGIN {kind}".strip())
