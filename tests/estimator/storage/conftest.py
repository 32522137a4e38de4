"""Every test of the store runs on SQLite and on a real PostgreSQL, each on a fresh database."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from estimator.storage import Store, open_store
from tests.estimator.storage.postgres import postgresql

NUMBERS = count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker has the server, and with it all tests that need one."""
    for item in items:
        if "postgresql" in item.nodeid:
            item.add_marker(pytest.mark.xdist_group("postgresql"))


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL with one empty store, from which the others are copied."""
    with postgresql() as address:
        _create(address, "CREATE DATABASE made TEMPLATE template0")
        open_store(address.format("made")).close()
        yield address


def _create(address: str, statement: str) -> None:
    with psycopg.connect(address.format("postgres"), autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store in a file, from which the others are copied."""
    file = tmp_path_factory.mktemp("made") / "store.sqlite3"
    open_store(str(file)).close()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store is that nobody else uses."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("made"), tmp_path / "store.sqlite3")
        return str(tmp_path / "store.sqlite3")
    address: str = request.getfixturevalue("server")
    name = f"store{next(NUMBERS)}"
    _create(address, f"CREATE DATABASE {name} TEMPLATE made")
    return address.format(name)


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with open_store(address) as opened:
        yield opened
