"""What a client may ask for: everything that is kept about them, and to have it erased."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from estimator.storage import (
    ActionRefused,
    Erased,
    Message,
    Missing,
    Offer,
    Payment,
    Start,
    Store,
    Wanted,
    Words,
    accept,
    add_client,
    begin_draft,
    check_store,
    claim,
    decline,
    erase_client,
    export_client,
    find_clients,
    issue,
    listing,
    mark_paid,
    opened_by,
    read_client,
    read_version,
    receive,
    record,
    revise,
    versions,
)
from estimator.storage.erasing import keep_until
from estimator.storage.tables import Base
from pricing import Desk
from pricing.quote import content_hash
from pricing.records import record_hash
from tests.estimator.storage.notation import (
    ANN,
    LETTER,
    ON,
    act,
    client_act,
    draft,
    issued,
    later,
    offered,
    quote_of,
    quoted,
    yes,
)
from tests.estimator.storage.test_clients import enquiry

DESK = Desk.model_validate(
    {
        "lines": [{"label": "Dog", "price": "5", "cost": "3.21"}],
        "agreed": [
            {
                "source": "session_types.portrait.charges[1]",
                "amount": "90",
                "by": "Sam",
                "why": "secret remark",
            }
        ],
        "discounts": [{"label": "Thanks", "amount": "1", "by": "Sam", "why": "secret remark"}],
    }
)


@pytest.fixture
def client_id(store: Store) -> int:
    """Ann: an enquiry, an accepted quote, a declined one, one that is out with a next version."""
    asked = receive(store, client_act(), enquiry())
    written = draft(desk=DESK, note="secret note")
    at = begin_draft(store, act(), "small", written, Start("enquiry", asked))
    first = issue(store, act(), offered(store, at, messages=(LETTER,)))
    accept(store, client_act(), first.version_id, yes(first, address="192.0.2.7"))
    mark_paid(store, act(), first.version_id, Payment("Deposit", 3000, ON, "bank 1"))
    second = issued(store, 2)
    decline(store, client_act(), second.version_id, Words("my cat is ill"))
    third = issued(store, 3, messages=(LETTER,))
    revise(store, act(), quote_of(store, third), draft(4, note="secret note"))
    (ann,) = find_clients(store, "small", "")
    return ann.id


TABLES = sorted(set(Base.metadata.tables) - {"editions"})


def everything(store: Store) -> str:
    """Every text in the store, to look for what must not be in it."""
    with store.reading() as session:
        rows = [session.execute(select(Base.metadata.tables[table])) for table in TABLES]
        return "\n".join(str(tuple(row)) for found in rows for row in found)


def test_an_export_holds_all_of_the_client_and_nothing_of_the_studio_alone(
    store: Store, client_id: int
):
    found = export_client(store, act(), client_id)
    assert [quote["number"] for quote in found["quotes"]] == [
        *("Q-2026-0001", "Q-2026-0002", "Q-2026-0003"),
    ]
    said = json.dumps(found)
    for word in ("ann@example.com", "Soon?", "192.0.2.7", "my cat is ill", "Deposit", "Dog"):
        assert word in said, word
    for secret in ("secret remark", "secret note", "3.21", '"link"'):
        assert secret not in said, secret
    assert found["trail"][-1]["verb"] == "exported"
    assert found["quotes"][2]["draft"]["client"]["name"] == "Ann Example"


def test_erasing_keeps_what_must_be_kept_and_empties_the_rest(store: Store, client_id: int):
    found = erase_client(store, act(on=later(9)), client_id, 7)
    assert found.kept == {"Q-2026-0001": date(2033, 12, 31)}
    assert found.documents == 2
    left = everything(store)
    for gone in ("my cat is ill", "Soon?"):
        assert gone not in left, gone
    assert left.count("ann@example.com") == 3, "in the accepted quote, as shown, and in its mail"
    kept = listing(store, Wanted("small", ON))
    assert [(line.number, line.status, line.client) for line in kept] == [
        *(("Q-2026-0003", "withdrawn", ""), ("Q-2026-0002", "declined", "")),
        ("Q-2026-0001", "accepted", ""),
    ]
    assert read_client(store, client_id).erased
    assert find_clients(store, "small", "") == []
    assert check_store(store).problems == ()


def test_after_the_years_the_rest_is_emptied_too(store: Store, client_id: int):
    erase_client(store, act(), client_id, 7)
    last = date(2033, 12, 31)
    assert erase_client(store, act(on=last), client_id, 7).documents == 0
    over = act(on=date(2034, 1, 1))
    assert erase_client(store, over, client_id, 7) == Erased(2, {})
    assert erase_client(store, over, client_id, 7) == Erased(0, {})
    left = everything(store)
    for gone in ("ann@example.com", "Ann Example", "192.0.2.7", "secret"):
        assert gone not in left, gone
    assert check_store(store).problems == ()
    (version,) = versions(store, 1)
    assert (version.quote, version.content_hash != "") == (None, True)
    assert record(store, version.version_id) == ""


def test_links_and_messages_of_what_was_erased_lead_nowhere(store: Store):
    made = issued(store, messages=(LETTER, Message("hook", {"to": "ann@example.com"})))
    (ann,) = find_clients(store, "small", "")
    erase_client(store, act(), ann.id, 7)
    with pytest.raises(Missing):
        opened_by(store, made.token)
    assert claim(store, "a", act().at, 60) == []
    with pytest.raises(ActionRefused):
        accept(store, client_act(), made.version_id, yes(made))


def test_an_erased_client_gets_no_new_quote(store: Store):
    key = add_client(store, act(), "small", ANN)
    erase_client(store, act(), key, 7)
    with pytest.raises(Missing):
        begin_draft(store, act(), "small", draft(), Start(client_id=key))
    assert read_version(store, issued(store).version_id).quote is not None
    assert len(find_clients(store, "small", "ann")) == 1


def test_nobody_is_exported_or_erased(store: Store):
    with pytest.raises(Missing):
        export_client(store, act(), 1)
    with pytest.raises(Missing):
        erase_client(store, act(), 1, 7)


@pytest.mark.parametrize(("years", "last"), [(0, date(2026, 12, 31)), (7, date(2033, 12, 31))])
def test_years_are_counted_from_the_end_of_the_year(years: int, last: date):
    assert keep_until(ON, years) == keep_until(date(2026, 1, 1), years) == last


def test_what_is_accepted_is_what_the_client_was_shown(store: Store, client_id: int):
    """A digest of the studio's remarks could be guessed: none is shown, accepted or exported."""
    version = versions(store, 1)[0]
    assert version.quote is not None
    assert version.shown is not None
    assert version.quote.estimate.desk == DESK
    assert "secret" not in str(version.shown.estimate.desk)
    assert version.content_hash == content_hash(version.shown) != content_hash(version.quote)
    assert version.content_hash == record_hash(record(store, version.version_id, "shown"))
    said = json.dumps(export_client(store, act(), client_id))
    assert version.content_hash in said
    assert content_hash(version.quote) not in said
    assert check_store(store).problems == ()


def test_an_offer_says_what_the_client_is_shown_of_the_desk(store: Store):
    at = begin_draft(store, act(), "small", draft(desk=DESK))
    ready = offered(store, at)
    with pytest.raises(ValueError, match="what the client is shown"):
        Offer(ready.draft, ready.quote, ready.book, ready.numbering)
    other = quoted(draft(2))
    with pytest.raises(ActionRefused, match="another offer"):
        issue(store, act(), Offer(at, ready.quote, ready.book, ready.numbering, (), other))
