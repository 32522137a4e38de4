"""Opening a store, bringing its tables up, and what is refused."""

import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from estimator.storage import (
    Act,
    Person,
    Store,
    StoreBehind,
    StoreUnreachable,
    connect,
    newest,
    open_store,
    revision,
    upgrade,
)
from estimator.storage.columns import Whole
from estimator.storage.tables import Base
from tests.estimator.storage.notation import ON, issued


def test_the_migrations_make_just_the_tables_that_the_code_has(store: Store):
    with store.reading() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_store_is_there_again_when_it_is_opened_again(store: Store, address: str):
    made = issued(store)
    with open_store(address) as again:
        assert issued(again).quote.number == "Q-2026-0002"
        assert revision(again) == newest()
    assert made.quote.number == "Q-2026-0001"


def test_a_store_of_another_age_is_refused_until_it_is_upgraded(store: Store, address: str):
    for age in ("0001", "9999"):
        with store.writing() as session:
            age_it = text("UPDATE alembic_version SET version_num = :age")
            session.execute(age_it, {"age": age})
        with pytest.raises(StoreBehind, match=f"at {age} .* needs {newest()}.*store upgrade"):
            open_store(address)


def test_tables_of_another_program_are_left_alone(address: str):
    with connect(address) as store:
        with store.writing() as session:
            for (name,) in session.execute(text(_TABLES[store.is_sqlite])).all():
                session.execute(
                    text(f"DROP TABLE {name}" + ("" if store.is_sqlite else " CASCADE"))
                )
            session.execute(text("CREATE TABLE recipes (cake text)"))
        with pytest.raises(StoreBehind, match="tables of another program"):
            open_store(address)
        with store.reading() as session:
            assert session.execute(text("SELECT count(*) FROM recipes")).scalar() == 0


_TABLES = {
    True: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
    False: "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}


def test_programs_that_start_at_once_make_one_store(tmp_path: Path):
    address = str(tmp_path / "new" / "store.sqlite3")

    def begin(_: int) -> str | None:
        with open_store(address) as store:
            return revision(store)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(begin, range(8))) == {newest()}


def test_an_upgrade_says_from_where_to_where_and_does_nothing_twice(tmp_path: Path):
    with connect(str(tmp_path / "store.sqlite3")) as store:
        assert upgrade(store) == (None, newest())
        assert upgrade(store) == (newest(), newest())


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("postgresql://nobody:secret@127.0.0.1:1/none", "refused"),
        ("mysql://localhost/quotes", "not a kind of store"),
        ("sqlite://", "a store is a file"),
        ("sqlite:///:memory:", "a store is a file"),
        ("postgresql://host:port:more/x", "that address"),
    ],
)
def test_an_address_that_leads_nowhere_is_said_without_the_password(address: str, why: str):
    with pytest.raises(StoreUnreachable, match=why) as refused:
        open_store(address)
    assert "secret" not in str(refused.value)


def test_a_file_that_is_no_store_is_refused(tmp_path: Path):
    file = tmp_path / "holiday.jpg"
    file.write_bytes(b"not a database, but long enough to look at" * 100)
    with pytest.raises(StoreUnreachable, match="not a database"):
        open_store(str(file))


@pytest.mark.parametrize("umask", [0o022, 0o000])
def test_a_store_in_a_file_is_read_by_its_owner_alone(tmp_path: Path, umask: int):
    before = os.umask(umask)
    try:
        open_store(str(tmp_path / "own" / "store.sqlite3")).close()
    finally:
        os.umask(before)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "own").iterdir()]
    folder = stat.S_IMODE((tmp_path / "own").stat().st_mode)
    assert sys.platform == "win32" or (set(modes), folder) == ({0o600}, 0o700)


def test_sqlite_keeps_what_it_said_it_kept(tmp_path: Path):
    with open_store(str(tmp_path / "store.sqlite3")) as store, store.reading() as session:
        said = [
            session.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    assert said == ["wal", 2, 1, 60_000]


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="names no time zone"):
        Act(Person("sales", "staff 1"), datetime(2026, 11, 24), ON)  # noqa: DTZ001 # that is the point


def test_text_that_one_of_the_databases_cannot_keep_is_refused_on_both():
    with pytest.raises(ValueError, match="NUL"):
        Whole().process_bind_param("a\0b", None)  # type: ignore[arg-type] # no database is asked
