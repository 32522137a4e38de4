"""What is to be sent: written with what it tells, claimed by one sender, never lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import msgspec
import pytest

from estimator.storage import (
    ActionRefused,
    Failure,
    Message,
    Missing,
    Store,
    Words,
    check_store,
    claim,
    decline,
    issue,
    make_link,
    mark_failed,
    mark_sent,
    messages,
    opened_by,
    queue,
    release,
    reopen,
    revoke_links,
    save_draft,
    view,
    withdraw,
)
from tests.estimator.storage.notation import (
    LETTER,
    act,
    begun,
    client_act,
    draft,
    issued,
    offered,
    revised,
)

NOW = act().at
HOOK = Message("declined hook", {"url": "https://example.com"})


def states(store: Store, version_id: int) -> list[tuple[str, str]]:
    return [(each.kind, each.state) for each in messages(store, version_id)]


def test_a_message_is_there_if_and_only_if_the_quote_is(store: Store):
    at = begun(store)
    ready = offered(store, at, messages=(LETTER,))
    save_draft(store, act("Bo"), at, draft(2))
    with pytest.raises(ActionRefused):
        issue(store, act(), ready)
    assert claim(store, "a", NOW, 60) == []
    made = issue(store, act(), offered(store, at, messages=(LETTER,)))
    (found,) = claim(store, "a", NOW, 60)
    assert (found.version_id, found.kind, found.attempts) == (made.version_id, "issued", 1)
    assert opened_by(store, found.payload["link"]) == made.version_id
    assert found.payload["link"] != made.token


def test_a_message_is_claimed_by_one_sender(store: Store):
    for people in range(1, 13):
        issued(store, people, messages=(LETTER,))
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda name: claim(store, name, NOW, 60, 3), "abcdef"))
    ids = [each.id for claimed in found for each in claimed]
    assert len(ids) == len(set(ids)) == 12


def test_what_was_claimed_and_never_marked_is_claimed_again(store: Store):
    issued(store, messages=(LETTER,))
    (first,) = claim(store, "a", NOW, 60)
    assert claim(store, "b", NOW + timedelta(seconds=59), 60) == []
    (second,) = claim(store, "b", NOW + timedelta(seconds=60), 60)
    assert (second.once, second.attempts) == (first.once, 2)
    assert not mark_sent(store, act(), first)
    assert mark_sent(store, act(), second)
    assert not mark_sent(store, act(), second)
    assert claim(store, "c", NOW + timedelta(9), 60) == []


def test_what_was_sent_keeps_to_whom_and_not_the_link(store: Store):
    made = issued(store, messages=(LETTER,))
    (found,) = claim(store, "a", NOW, 60)
    mark_sent(store, act(), found)
    (shown,) = messages(store, made.version_id)
    assert (shown.state, shown.done_at, shown.attempts) == ("sent", NOW, 1)
    with store.reading() as session:
        payload = session.connection().exec_driver_sql("SELECT payload FROM outbox").scalar()
    assert payload == '{"to":"ann@example.com"}'


def test_a_failure_is_tried_again_or_given_up_and_released_by_hand(store: Store):
    made = issued(store, messages=(LETTER,))
    (found,) = claim(store, "a", NOW, 60)
    again = NOW + timedelta(minutes=5)
    assert mark_failed(store, act(), found, Failure("451 greylisted", again))
    assert claim(store, "a", again - timedelta(seconds=1), 60) == []
    (found,) = claim(store, "a", again, 60)
    assert mark_failed(store, act(), found, Failure("550 no such mailbox", None))
    (shown,) = messages(store, made.version_id)
    assert (shown.state, shown.last_error, shown.attempts) == ("failed", "550 no such mailbox", 2)
    assert release(store, act(), shown.id)
    assert not release(store, act(), shown.id)
    assert [each.id for each in claim(store, "a", NOW, 60)] == [shown.id]


def test_a_reminder_is_queued_once_and_held_until_somebody_releases_it(store: Store):
    made = issued(store)
    reminder = Message("reminder", {"to": "ann@example.com"}, "2026-12-20", held=True)
    assert queue(store, act(), "small", made.version_id, reminder)
    assert not queue(store, act(), "small", made.version_id, reminder)
    other = msgspec.structs.replace(reminder, about="2026-12-22", due_at=NOW + timedelta(28))
    assert queue(store, act(), "small", made.version_id, other)
    assert queue(store, act(), "small", None, Message("digest", {}))
    assert [each.kind for each in claim(store, "a", NOW + timedelta(99), 60)] == ["digest"]
    assert release(store, act(), messages(store, made.version_id)[0].id)
    assert [each.kind for each in claim(store, "a", NOW, 60)] == ["reminder"]


def test_what_is_no_longer_true_is_not_sent(store: Store):
    withdrawn, replaced = issued(store, messages=(LETTER,)), issued(store, 2, messages=(LETTER,))
    withdraw(store, act(), withdrawn.version_id, Words("a mistake"))
    revised(store, replaced, 3)
    assert states(store, withdrawn.version_id) == [("issued", "cancelled")]
    assert states(store, replaced.version_id) == [("issued", "cancelled")]
    assert claim(store, "a", NOW, 60) == []


def test_the_same_thing_that_happens_twice_is_told_twice(store: Store):
    made = issued(store)
    view(store, client_act(), made.version_id, (Message("viewed hook", {}),))
    view(store, client_act(), made.version_id, (Message("viewed hook", {}),))
    for reason in ("no", "really no"):
        decline(store, client_act(), made.version_id, Words(reason, (HOOK,)))
        reopen(store, act(), made.version_id, Words("asked again"))
    kinds = [kind for kind, _ in states(store, made.version_id)]
    assert kinds == ["viewed hook", "declined hook", "declined hook"]
    assert check_store(store).problems == ()


def test_a_link_opens_its_version_until_it_is_revoked(store: Store):
    made = issued(store)
    assert opened_by(store, made.token) == made.version_id
    assert opened_by(store, make_link(store, act(), made.version_id)) == made.version_id
    revoke_links(store, act(), made.version_id)
    for token in (made.token, "", "guess", "\ud800", "x" * 100_000):
        with pytest.raises(Missing):
            opened_by(store, token)
