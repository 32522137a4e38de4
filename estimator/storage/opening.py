"""Opening a store: its tables are made on the first run, and must be those of this program."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, inspect, text
from sqlalchemy.orm import Session

from estimator.storage.database import Store, connect
from estimator.storage.errors import StoreBehind

MIGRATIONS = Path(__file__).parent / "migrations"
UPGRADING = 0x48_51_55  # any number will do, so long as every program asks for the same lock


def open_store(address: str) -> Store:
    """The store at a file or URL, ready to use; an empty one gets its tables.

    Raises `StoreUnreachable`, and `StoreBehind` where the tables are not this program's.
    """
    store = connect(address)
    try:
        found = revision(store)
        if found is None and _is_empty(store):
            upgrade(store)
        elif found != newest():
            raise StoreBehind(found or "tables of another program", newest())
    except BaseException:
        store.close()
        raise
    return store


def revision(store: Store) -> str | None:
    """Which migration a store's tables are at; None before the first."""
    with store.reading() as session:
        return MigrationContext.configure(session.connection()).get_current_revision()


@cache
def newest() -> str:
    """The migration that this program needs."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head() or ""


def upgrade(store: Store) -> tuple[str | None, str]:
    """Bring the tables to this program's, all in one transaction: where they were, and are.

    Of several programs that try at once one does it, and the others find it done. Raises
    `StoreBehind` for a store that a newer program upgraded.
    """
    with store.writing() as session:
        connection = _alone(session)
        before = MigrationContext.configure(connection).get_current_revision()
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError:  # a step that this program does not know: a newer one took it
            raise StoreBehind(before or "", newest()) from None
    return before, newest()


def _alone(session: Session) -> Connection:
    """The transaction's connection, with nobody else upgrading; SQLite's writer is alone anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADING})
    return session.connection()


def _is_empty(store: Store) -> bool:
    with store.reading() as session:
        return not inspect(session.connection()).get_table_names()
