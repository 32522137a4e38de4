"""The life of a quote in the store, on both databases."""

from datetime import timedelta

import pytest

from estimator.storage import (
    ActionRefused,
    Missing,
    Start,
    Store,
    Wanted,
    Words,
    accept,
    acceptance,
    as_alternatives,
    begin_draft,
    by_number,
    decline,
    discard_draft,
    history,
    issue,
    listing,
    read_draft,
    read_version,
    record,
    reopen,
    revise,
    save_draft,
    versions,
    view,
    withdraw,
)
from pricing.lifecycle import Draft
from pricing.records import read_quote, record_hash
from tests.estimator.storage.notation import (
    ANN,
    ON,
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


def status(store: Store, version_id: int, on=ON) -> str:
    return read_version(store, version_id).life.status(on)


def test_a_draft_has_no_number_and_an_issued_quote_keeps_what_it_said(store: Store):
    at = begun(store, people=3)
    (line,) = listing(store, Wanted("small", ON))
    assert (line.number, line.status, line.drafting) == ("", "draft", True)
    made = issue(store, act(), offered(store, at))
    assert made.quote.number == "Q-2026-0001"
    kept = read_version(store, made.version_id)
    assert kept.quote == made.quote
    assert kept.quote.estimate == quoted(draft(3)).estimate
    assert record_hash(record(store, made.version_id)) == kept.content_hash == made.content_hash
    assert read_quote(record(store, made.version_id)) == made.quote
    with pytest.raises(Missing):
        read_draft(store, at.quote_id)


def test_a_client_sees_and_accepts_the_version_that_was_shown(store: Store):
    made = issued(store)
    assert view(store, client_act(), made.version_id)
    assert not view(store, client_act(later(1)), made.version_id)
    assert status(store, made.version_id) == "viewed"
    accept(store, client_act(later(2)), made.version_id, yes(made, address="192.0.2.7"))
    assert status(store, made.version_id, later(400)) == "accepted"
    kept = acceptance(store, quote_of(store, made))
    assert kept is not None
    assert "192.0.2.7" in kept.document
    assert (kept.payable, kept.currency) == (10000, "USD")
    assert [step.verb for step in history(store, quote_of(store, made))] == [
        *("drafted", "issued", "viewed", "accepted"),
    ]


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"content_hash": "0" * 64}, "content_hash"),
        ({"name": "  "}, "name"),
        ({"consent": ""}, "consent"),
        ({"picks": ("finish.polished",)}, "picks"),
    ],
)
def test_an_acceptance_of_something_else_is_refused(store: Store, wrong, where: str):
    made = issued(store)
    with pytest.raises(ActionRefused) as refused:
        accept(store, client_act(), made.version_id, yes(made, **wrong))
    assert where in {problem.where for problem in refused.value.problems}
    assert status(store, made.version_id) == "issued"


def test_everything_against_an_acceptance_is_said_at_once(store: Store):
    made = issued(store)
    nothing = yes(made, name="", consent="", content_hash="")
    with pytest.raises(ActionRefused) as refused:
        accept(store, client_act(later(31)), made.version_id, nothing)
    where = [problem.where for problem in refused.value.problems]
    assert where == ["status", "content_hash", "name", "consent"]


def test_a_quote_declined_or_withdrawn_says_why_and_can_be_open_again(store: Store):
    made = issued(store)
    decline(store, client_act(), made.version_id, Words("too dear"))
    assert read_version(store, made.version_id).reason == "too dear"
    with pytest.raises(ActionRefused, match="declined"):
        accept(store, client_act(), made.version_id, yes(made))
    reopen(store, act(), made.version_id, Words("asked again"))
    assert status(store, made.version_id) == "issued"
    withdraw(store, act(), made.version_id, Words("the date is gone"))
    assert status(store, made.version_id, later(90)) == "withdrawn"
    for verb in (decline, reopen):
        with pytest.raises(ActionRefused, match="reason"):
            verb(store, act(), made.version_id, Words(" "))


def test_an_accepted_quote_that_is_withdrawn_is_never_accepted_again(store: Store):
    made = issued(store)
    accept(store, client_act(), made.version_id, yes(made))
    withdraw(store, act(), made.version_id, Words("the client cancelled"))
    for refused in (
        lambda: reopen(store, act(), made.version_id, Words("after all")),
        lambda: revise(store, act(), quote_of(store, made), draft(2)),
        lambda: accept(store, client_act(), made.version_id, yes(made)),
    ):
        with pytest.raises(ActionRefused):
            refused()
    assert acceptance(store, quote_of(store, made)) is not None


def test_versions_stand_under_one_number_and_only_the_latest_is_acceptable(store: Store):
    first = issued(store)
    at = revise(store, act(), quote_of(store, first), draft(2))
    assert status(store, first.version_id) == "issued"
    second = issue(store, act(), offered(store, at))
    assert (second.quote.number, second.quote.version) == (first.quote.number, 2)
    assert status(store, first.version_id) == "superseded"
    for made in (first,):
        with pytest.raises(ActionRefused, match="superseded"):
            accept(store, client_act(), made.version_id, yes(made))
    accept(store, client_act(), second.version_id, yes(second))
    assert [each.version for each in versions(store, quote_of(store, first))] == [1, 2]
    assert by_number(store, "small", "Q-2026-0001").version == 2
    assert read_version(store, first.version_id).quote == first.quote


def test_a_revision_ready_when_the_client_accepts_is_not_issued(store: Store):
    first = issued(store)
    at = revise(store, act(), quote_of(store, first), draft(2))
    ready = offered(store, at)
    accept(store, client_act(), first.version_id, yes(first))
    with pytest.raises(ActionRefused, match="accepted"):
        issue(store, act(), ready)
    assert len(versions(store, at.quote_id)) == 1


def test_accepting_one_alternative_declines_the_rest(store: Store):
    good, better, best = (issued(store, people) for people in (1, 2, 3))
    as_alternatives(store, act(), tuple(quote_of(store, each) for each in (good, better, best)))
    accept(store, client_act(), better.version_id, yes(better))
    assert [status(store, each.version_id) for each in (good, better, best)] == [
        *("declined", "accepted", "declined"),
    ]
    with pytest.raises(ActionRefused):
        accept(store, client_act(), good.version_id, yes(good))
    with pytest.raises(ActionRefused, match="was accepted"):
        as_alternatives(store, act(), (quote_of(store, better), quote_of(store, issued(store))))


def test_two_who_write_one_draft_are_told_of_each_other(store: Store):
    at = begun(store)
    seen = read_draft(store, at.quote_id).at
    again = save_draft(store, act("Bo"), seen, draft(2))
    assert again.revision == 2
    with pytest.raises(ActionRefused, match="Bo saved it meanwhile"):
        save_draft(store, act("Cy"), seen, draft(3))
    with pytest.raises(ActionRefused, match="Bo saved it meanwhile"):
        discard_draft(store, act("Cy"), seen)
    assert read_draft(store, at.quote_id).draft == draft(2)
    assert save_draft(store, act("Bo"), again, draft(2)) == again


def test_what_was_priced_must_be_what_the_draft_says(store: Store):
    at = begun(store)
    ready = offered(store, at)
    save_draft(store, act("Bo"), at, draft(2))
    with pytest.raises(ActionRefused) as refused:
        issue(store, act(), ready)
    assert [problem.where for problem in refused.value.problems] == ["draft", "brief"]


def test_a_draft_priced_yesterday_is_priced_again_before_it_is_issued(store: Store):
    at = begun(store)
    with pytest.raises(ActionRefused, match="pricing it again today"):
        issue(store, act(on=later(1)), offered(store, at, ON))
    assert listing(store, Wanted("small", ON))[0].number == ""


def test_an_unfinished_draft_says_all_that_it_lacks(store: Store):
    at = begin_draft(store, act(), "small", Draft())
    ready = offered(store, begun(store))
    with pytest.raises(ActionRefused) as refused:
        issue(store, act(), type(ready)(at, ready.quote, ready.book, ready.numbering))
    where = [problem.where for problem in refused.value.problems]
    assert {"brief", "client"} <= set(where)


def test_a_draft_issued_twice_is_one_version(store: Store):
    at = begun(store)
    ready = offered(store, at)
    first, second = issue(store, act(), ready), issue(store, act(), ready)
    assert first.version_id == second.version_id
    assert first.quote == second.quote
    assert first.token != second.token


def test_a_discarded_draft_leaves_no_gap_and_an_issued_quote_stays(store: Store):
    discard_draft(store, act(), begun(store))
    made = issued(store)
    assert made.quote.number == "Q-2026-0001"
    at = revise(store, act(), quote_of(store, made), draft(4))
    discard_draft(store, act(), at)
    assert status(store, made.version_id) == "issued"
    assert [line.number for line in listing(store, Wanted("small", ON))] == ["Q-2026-0001"]


def test_staff_accept_late_with_a_reason_and_clients_do_not(store: Store):
    made = issued(store)
    over = later(31)
    for who, said in ((client_act(over), yes(made, reason="please")), (act(on=over), yes(made))):
        with pytest.raises(ActionRefused):
            accept(store, who, made.version_id, said)
    accept(store, act(on=over), made.version_id, yes(made, reason="agreed by telephone"))
    assert status(store, made.version_id, over) == "accepted"
    assert history(store, quote_of(store, made))[-1].facts["late"] is True


def test_a_quote_from_another_studio_or_from_nothing_is_not_begun(store: Store):
    with pytest.raises(Missing):
        begun(store, start=Start("enquiry", 99))
    with pytest.raises(Missing):
        begun(store, start=Start(client_id=99))
    with pytest.raises(Missing):
        revise(store, act(), begun(store).quote_id + 1, draft())


def test_the_list_derives_the_status_just_as_the_life_does(store: Store):
    made = [issued(store, people) for people in range(1, 7)]
    view(store, client_act(), made[0].version_id)
    accept(store, client_act(), made[1].version_id, yes(made[1]))
    decline(store, client_act(), made[2].version_id, Words("no"))
    withdraw(store, act(), made[3].version_id, Words("no"))
    revised(store, made[4], 9)
    for on in (ON, later(30), later(31)):
        for line in listing(store, Wanted("small", on)):
            assert line.version_id is not None
            assert line.status == status(store, line.version_id, on)
            narrowed = listing(store, Wanted("small", on, statuses=(line.status,)))
            assert line in narrowed


def test_the_list_is_read_page_by_page_and_searched(store: Store):
    made = [issued(store, 1 + at % 3, ON + timedelta(at // 4)) for at in range(9)]
    pages, before = list[str](), None
    while page := listing(store, Wanted("small", ON, before=before, most=4)):
        pages += [line.number for line in page]
        before = (page[-1].touched_at, page[-1].quote_id)
    assert pages == [each.quote.number for each in reversed(made)]
    assert len(listing(store, Wanted("small", ON, words="EXAMPLE ltd"))) == 9
    assert [line.number for line in listing(store, Wanted("small", ON, words="0007"))] == [
        "Q-2026-0007"
    ]
    assert listing(store, Wanted("small", ON, words="100%_")) == []
    assert listing(store, Wanted("other", ON)) == []
    assert ANN.called == listing(store, Wanted("small", ON))[0].client
