"""The trail: what is changed behind the program's back is found, the first broken row named."""

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from estimator.storage import (
    Store,
    Words,
    accept,
    check_store,
    decline,
    history,
    save_draft,
    view,
)
from estimator.storage.trail import SUBJECTS, VERBS, Entry
from tests.estimator.storage.notation import (
    act,
    begun,
    client_act,
    draft,
    issued,
    quote_of,
    yes,
)


@pytest.fixture
def lived(store: Store) -> Store:
    """A store in which a few things happened: 2 quotes, 9 rows of the trail."""
    first = issued(store)
    view(store, client_act(), first.version_id)
    accept(store, client_act(), first.version_id, yes(first))
    second = issued(store, 2)
    decline(store, client_act(), second.version_id, Words("too dear"))
    save_draft(store, act("Bo"), begun(store), draft(3))
    return store


def tamper(store: Store, *statements: str) -> None:
    """What somebody does who may alter the tables: the guards off, a change, the guards on."""
    tables = ("trail", "papers", "versions", "acceptances", "quotes")
    with store.writing() as session:
        if store.is_sqlite:
            found = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
            for (name,) in found.all():
                session.execute(text(f"DROP TRIGGER {name}"))
        else:
            for table in tables:
                session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        for statement in statements:
            session.execute(text(statement))


def wrong(store: Store) -> list[str]:
    return [f"{problem.where}: {problem.what}" for problem in check_store(store).problems]


def test_what_happened_holds(lived: Store):
    checked = check_store(lived)
    assert checked.problems == ()
    assert checked.documents == 2
    (end,) = checked.ends
    assert (end.chain, end.rows, len(end.hash)) == ("small", 10, 64)
    assert check_store(lived, noted=(end.hash,)).problems == ()


TAMPERED: dict[str, tuple[str, str]] = {
    "a fact": (
        "UPDATE trail SET facts = replace(facts, '10000', '20000') WHERE place = 3",
        "trail small, row 3: it was changed: its hash is another",
    ),
    "a name": (
        "UPDATE trail SET name = 'Nobody' WHERE place = 5",
        "trail small, row 5: it was changed: its hash is another",
    ),
    "a moment": (
        "UPDATE trail SET at = '2020-01-01 00:00:00' WHERE place = 4",
        "trail small, row 4: it was changed: its hash is another",
    ),
    "a row taken out": (
        "DELETE FROM trail WHERE place = 4",
        "trail small, row 5: row 4 is missing before it",
    ),
    "the first row": (
        "DELETE FROM trail WHERE place = 1",
        "trail small, row 2: row 1 is missing before it",
    ),
    "the last row": (
        "DELETE FROM trail WHERE place = 10",
        "trail small, row 10: it ends after 9 rows and should have 10",
    ),
    "a link of the chain": (
        "UPDATE trail SET previous = hash WHERE place = 6",
        "trail small, row 6: it does not follow from the row before",
    ),
    "the end": ("DELETE FROM chains", "trail small, row 1: its end is not kept any more"),
    "a document": (
        "UPDATE papers SET document = replace(document, 'Ann', 'Eve') WHERE version_id = 1",
        "version 1, issued document: it was changed: its hash is another",
    ),
    "a document and its hash": (
        "UPDATE papers SET sha256 = 'x' WHERE version_id = 1",
        "version 1, issued document: its hash is not the one in the trail",
    ),
    "a document emptied": (
        "UPDATE papers SET document = '', erased_at = '2026-11-24 00:00:00' WHERE version_id = 1",
        "version 1, issued document: it is empty, and nobody erased it",
    ),
    "a document gone": (
        "DELETE FROM papers WHERE version_id = 1",
        "version 1: what was issued is gone",
    ),
    "an acceptance": (
        "UPDATE acceptances SET document = replace(document, 'Ann', 'Eve')",
        "version 1, acceptance: it was changed: its hash is another",
    ),
    "the hash of an acceptance": (
        "UPDATE acceptances SET sha256 = 'x'",
        "version 1, acceptance: its hash is not the one in the trail",
    ),
    "an acceptance gone": ("DELETE FROM acceptances", "version 1: what was accepted is gone"),
    "a number": (
        "UPDATE quotes SET sequence = 5 WHERE sequence = 2",
        "quote Q-2026-0002: the number before it is not the one that it was given after: 1",
    ),
    "the count": (
        "UPDATE numbers SET last = 9",
        "numbers small 2026: the last is 2, and 9 were given",
    ),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_a_change_behind_its_back_is_found(lived: Store, what: str):
    statement, said = TAMPERED[what]
    tamper(lived, statement)
    assert said in wrong(lived)


def test_only_the_first_broken_row_is_named(lived: Store):
    tamper(lived, "UPDATE trail SET name = 'Nobody'")
    assert wrong(lived) == ["trail small, row 1: it was changed: its hash is another"]


def test_a_chain_written_anew_as_a_whole_does_not_have_what_was_noted(lived: Store):
    noted = check_store(lived).ends[0].hash
    tamper(lived, "DELETE FROM trail", "UPDATE chains SET place = 0, hash = '" + "0" * 64 + "'")
    assert f"trail: no row has the hash {noted} that was noted" in [
        f"{problem.where}: {problem.what}" for problem in check_store(lived, (noted,)).problems
    ]


GUARDED = (
    "UPDATE trail SET name = 'Nobody'",
    "DELETE FROM trail",
    "UPDATE editions SET document = ''",
    "DELETE FROM editions",
    "DELETE FROM quotes",
    "UPDATE quotes SET number = 'Q-1' WHERE number IS NOT NULL",
    "UPDATE quotes SET number = NULL WHERE number IS NOT NULL",
    "DELETE FROM versions",
    "UPDATE versions SET payable = 1",
    "UPDATE versions SET valid_until = '2030-01-01'",
    "DELETE FROM papers",
    "UPDATE papers SET document = 'another'",
    "UPDATE papers SET document = ''",
    "UPDATE papers SET sha256 = 'x'",
    "DELETE FROM acceptances",
    "UPDATE acceptances SET document = 'another'",
    "UPDATE acceptances SET content_hash = 'x'",
)


def test_the_database_itself_refuses_to_change_what_is_kept(lived: Store):
    for statement in GUARDED:
        with pytest.raises(DatabaseError, match=r"is not changed"), lived.writing() as session:
            session.execute(text(statement))
    assert check_store(lived).problems == ()


def test_every_act_says_who_and_when(lived: Store):
    made = quote_of(lived, issued(lived))
    for step in history(lived, made):
        assert step.who == "Sam"
        assert (step.at.isoformat(), step.day.isoformat()) == (
            "2026-11-24T16:30:00+00:00",
            "2026-11-24",
        )


def test_no_row_of_the_trail_names_a_client_or_their_words(lived: Store):
    with lived.reading() as session:
        rows: list[str] = [str(tuple(row)) for row in session.execute(text("SELECT * FROM trail"))]
    assert len(rows) == 10
    assert not [row for row in rows if "Ann" in row or "example" in row or "dear" in row]


@pytest.mark.parametrize(
    "entry", [lambda: Entry("eaten", "quote", 1), lambda: Entry("issued", "cake", 1)]
)
def test_an_act_that_nobody_knows_is_refused(entry: Callable[[], Entry]):
    with pytest.raises(ValueError, match="no act that is known"):
        entry()
    assert Entry(VERBS[0], SUBJECTS[0], 1).facts == {}
