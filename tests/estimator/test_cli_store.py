"""The operator's verbs on the store of quotes, as typed."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from estimator.cli import main
from estimator.keeping import act_at, opened
from estimator.settings import read_settings
from estimator.storage import Words, connect, decline, find_clients
from estimator.storage.acts import Person
from tests.estimator.storage.notation import act, client_act, issued


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store that is not there yet."""
    file = tmp_path / "quotes.sqlite3"
    monkeypatch.setenv("HEADSHOT_QUOTE_STORE", str(file))
    monkeypatch.setenv("HEADSHOT_QUOTE_STUDIO", "small")
    return file


def lived() -> int:
    """A quote that is out and one that was declined; their client's key."""
    with opened(read_settings()) as store:
        decline(store, client_act(), issued(store).version_id, Words("too dear"))
        issued(store, 2)
        return find_clients(store, "small", "")[0].id


def test_a_new_store_gets_its_tables_and_an_old_one_is_brought_up(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["store", "upgrade"]) == main(["store", "upgrade"]) == 0
    made, again = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"sqlite:///.*quotes.sqlite3 was at nothing, and is at \d+", made)
    assert again.endswith("already")
    with connect(str(file)) as store, store.writing() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert main(["store", "verify"]) == main(["store", "upgrade"]) == 1
    assert "a newer program" in capsys.readouterr().err


def test_verify_prints_the_ends_and_finds_them_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lived()
    assert main(["store", "verify"]) == 0
    said = capsys.readouterr().out
    found = re.fullmatch(r"small: 6 acts, the last ([0-9a-f]{64})\n2 documents\n", said)
    assert found
    assert main(["store", "verify", "--noted", found[1]]) == 0
    assert main(["store", "verify", "--noted", "0" * 64]) == 1


def test_verify_names_the_first_broken_row(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lived()
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("DROP TRIGGER trail_no_update")
        database.execute("UPDATE trail SET name = 'Nobody' WHERE place >= 4")
    assert main(["store", "verify"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("error: trail small, row 4: it was changed: its hash is another. Try: ")


def test_a_client_is_found_exported_and_erased(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = str(lived())
    assert main(["store", "clients", "ANN", "example"]) == 0
    assert capsys.readouterr().out == f"{key}  Example Ltd  ann@example.com\n"
    assert main(["store", "export", key]) == 0
    assert json.loads(capsys.readouterr().out)["client"]["name"] == "Ann Example"
    out = tmp_path / "ann.json"
    assert main(["store", "export", key, "--out", str(out)]) == 0
    assert len(json.loads(out.read_text())["quotes"]) == 2
    assert main(["store", "erase", key]) == 1
    assert "cannot be undone" in capsys.readouterr().err
    assert main(["store", "erase", key, "--yes"]) == main(["store", "verify"]) == 0
    assert capsys.readouterr().out.startswith(f"2 documents of client {key} are empty\n")
    assert main(["store", "clients"]) == 0
    assert capsys.readouterr().out == ""


def test_what_is_not_there_and_what_is_no_store_is_said(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["store", "export", "7"]) == main(["store", "erase", "7", "--yes"]) == 1
    assert capsys.readouterr().err == "there is no client 7\nthere is no client 7\n"
    monkeypatch.setenv("HEADSHOT_QUOTE_STORE", "oracle://scott:tiger@host/x")
    assert main(["store", "verify"]) == 1
    said = capsys.readouterr().err
    assert "not a kind of store" in said
    assert "tiger" not in said
    assert file.exists()


def test_an_act_has_the_day_of_the_studio(monkeypatch: pytest.MonkeyPatch) -> None:
    person = Person("sales", "staff 1", "Sam")
    assert act_at(read_settings(), "America/Los_Angeles", person).on == act().on
    monkeypatch.delenv("HEADSHOT_QUOTE_TODAY", raising=False)
    found = act_at(read_settings(), "Pacific/Kiritimati", person)
    assert 0 <= (found.on - found.at.date()).days <= 1
