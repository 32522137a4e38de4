"""What is refused, each with where, what and what to try, and nothing kept of it."""

from datetime import date

import pytest

from estimator.storage import (
    ActionRefused,
    KeptClient,
    Missing,
    Offer,
    Store,
    Wanted,
    Words,
    accept,
    add_client,
    as_alternatives,
    begin_draft,
    by_number,
    change_client,
    check_store,
    discard_draft,
    edition,
    issue,
    listing,
    numbers,
    read_client,
    read_draft,
    read_version,
    record,
    reopen,
    revise,
    save_draft,
    view,
)
from estimator.storage.clients import same_clients
from pricing import Client
from pricing.numbering import Numbering
from tests.estimator.storage.notation import (
    ANN,
    BOOK,
    NUMBERING,
    ON,
    STUDIO,
    act,
    begun,
    client_act,
    draft,
    issued,
    later,
    offered,
    quote_of,
    quoted,
    revised,
    yes,
)
from tests.pricing import small


def refused(attempt) -> list[str]:
    """Where the problems are."""
    with pytest.raises(ActionRefused) as found:
        attempt()
    assert all(problem.what and problem.what_to_try for problem in found.value.problems)
    return [problem.where for problem in found.value.problems]


def test_a_quote_has_one_draft_at_a_time(store: Store):
    made = issued(store)
    revise(store, act(), quote_of(store, made), draft(2))
    assert refused(lambda: revise(store, act(), quote_of(store, made), draft(3))) == ["draft"]
    begun_at = begun(store)
    discard_draft(store, act(), begun_at)
    with pytest.raises(Missing, match="issued version of quote 2"):
        revise(store, act(), begun_at.quote_id, draft())


def test_a_draft_that_is_gone_is_neither_saved_nor_issued(store: Store):
    at = begun(store)
    ready = offered(store, at)
    discard_draft(store, act(), at)
    assert refused(lambda: save_draft(store, act(), at, draft(2))) == ["draft"]
    assert refused(lambda: issue(store, act(), ready)) == ["draft"]
    with pytest.raises(Missing):
        read_draft(store, at.quote_id)


def test_an_offer_of_another_studio_list_or_day_is_refused_with_all_that_is_wrong(store: Store):
    at = begin_draft(store, act(), "other", draft())
    over = quoted(draft(), later(1), days=-2)
    attempt = Offer(at, over, small.book(), NUMBERING, (), None)
    assert refused(lambda: issue(store, act(), attempt)) == [
        *("edition", "studio", "priced_on", "valid_until"),
    ]
    assert STUDIO.key != "other"


def test_alternatives_are_several_open_quotes_of_one_studio(store: Store):
    one, two = begun(store), begin_draft(store, act(), "other", draft())
    assert refused(lambda: as_alternatives(store, act(), (one.quote_id,))) == ["alternatives"]
    both = (one.quote_id, two.quote_id)
    assert refused(lambda: as_alternatives(store, act(), both)) == ["alternatives"]


def test_an_alternative_that_is_a_draft_stays_one(store: Store):
    made, still = issued(store), begun(store)
    as_alternatives(store, act(), (quote_of(store, made), still.quote_id))
    accept(store, client_act(), made.version_id, yes(made))
    assert read_draft(store, still.quote_id).draft == draft()
    assert refused(lambda: issue(store, act(), offered(store, still))) == ["status"]


def test_an_alternative_is_not_open_again_once_another_was_accepted(store: Store):
    made, other = issued(store), issued(store, 2)
    as_alternatives(store, act(), (quote_of(store, made), quote_of(store, other)))
    accept(store, client_act(), made.version_id, yes(made))
    for attempt in (
        lambda: reopen(store, act(), other.version_id, Words("after all")),
        lambda: revise(store, act(), quote_of(store, other), draft(3)),
        lambda: accept(store, client_act(), other.version_id, yes(other)),
    ):
        assert refused(attempt) == ["status"]


def test_a_pattern_with_no_free_number_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(numbers, "MOST_TAKEN", 2)
    for _ in range(3):
        issued(store, numbering=Numbering(pattern="{year}{number:02}"), on=date(2026, 12, 31))
    clash = Numbering(pattern="2026{number:02}", yearly=False)
    at = begin_draft(store, act(), "small", draft())
    assert refused(lambda: issue(store, act(), offered(store, at, numbering=clash))) == [
        "numbering.pattern"
    ]
    assert check_store(store).problems == ()


def test_what_is_not_there_is_missing(store: Store):
    for attempt in (
        lambda: edition(store, "0" * 16),
        lambda: by_number(store, "small", "Q-2026-0001"),
        lambda: read_version(store, 1),
        lambda: record(store, 1),
        lambda: read_client(store, 1),
        lambda: change_client(store, act(), KeptClient(1, "small", ANN, "", 1, False), ANN, ""),
        lambda: view(store, client_act(), 1),
    ):
        with pytest.raises(Missing):
            attempt()
    made = issued(store)
    with pytest.raises(Missing, match="accepted document"):
        record(store, made.version_id, "accepted")


def test_a_client_without_mail_has_doubles_by_name_and_nobody_has_none(store: Store):
    key = add_client(store, act(), "small", ANN)
    assert [each.id for each in same_clients(store, "small", Client(name="ANN example"))] == [key]
    assert same_clients(store, "small", Client(address=("1 Road",))) == []


def test_the_list_is_of_one_client_if_asked(store: Store):
    made = issued(store)
    key = add_client(store, act(), "small", Client(name="Bo"))
    assert listing(store, Wanted("small", ON, client_id=key)) == []
    assert len(listing(store, Wanted("small", ON, client_id=key - 1))) == 1
    assert revised(store, made, 2).quote.version == 2
    assert BOOK.studio == "small"
