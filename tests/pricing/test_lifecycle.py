"""The life of a quote: its status on a day, and what may follow what."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from pricing import Client, Open
from pricing.lifecycle import (
    MAY,
    NEEDS_REASON,
    STATUSES,
    Draft,
    Life,
    Status,
    Step,
    against,
    may,
    unfinished,
)
from tests.pricing.small import ON, brief

LAST = ON + timedelta(30)
OVER = LAST + timedelta(1)
LIVES: dict[Status, Life] = {
    "issued": Life(LAST),
    "viewed": Life(LAST, viewed=True),
    "accepted": Life(LAST, viewed=True, decision="accepted", once_accepted=True),
    "declined": Life(LAST, decision="declined"),
    "withdrawn": Life(LAST, decision="withdrawn"),
    "superseded": Life(LAST, superseded=True),
    "expired": Life(ON - timedelta(1)),
}


@pytest.mark.parametrize(("expected", "life"), LIVES.items())
def test_each_status_is_that_of_a_life(expected: Status, life: Life):
    assert life.status(ON) == expected
    assert expected in STATUSES


def test_a_quote_is_good_through_the_end_of_its_last_day():
    assert (Life(LAST).status(LAST), Life(LAST).status(OVER)) == ("issued", "expired")
    assert may("accept", Life(LAST), LAST)
    assert not may("accept", Life(LAST), OVER)


@pytest.mark.parametrize("decision", ["accepted", "declined", "withdrawn"])
@pytest.mark.parametrize("on", [ON, LAST, OVER, date.max])
def test_no_day_changes_a_decision(decision, on: date):
    life = Life(LAST, decision=decision, superseded=True)
    assert life.status(on) == decision


@pytest.mark.parametrize("step", MAY)
@pytest.mark.parametrize("status", LIVES)
def test_a_step_is_taken_from_where_it_may_be_and_from_nowhere_else(step: Step, status: Status):
    assert may(step, LIVES[status], ON) is (status in MAY[step])


@pytest.mark.parametrize("step", [step for step in MAY if step != "view"])
@pytest.mark.parametrize("decision", [None, "declined", "withdrawn"])
def test_nothing_is_done_to_a_version_that_has_a_later_one(step: Step, decision):
    life = Life(LAST, decision=decision, superseded=True)
    (problem,) = against(step, life, ON, "why")
    assert problem.what == "this version is superseded"
    assert problem.what_to_try == "the latest version"


@pytest.mark.parametrize("step", ["reopen", "revise"])
def test_what_was_accepted_once_is_not_open_again(step: Step):
    life = Life(LAST, decision="withdrawn", once_accepted=True)
    (problem,) = against(step, life, ON, "why")
    assert problem.what == "it was accepted once, or an alternative to it"


@pytest.mark.parametrize("step", NEEDS_REASON)
def test_what_needs_a_reason_says_so_with_everything_else(step: Step):
    wrong = Life(ON - timedelta(1), decision="accepted", superseded=True)
    assert [problem.where for problem in against(step, wrong, ON, " ")] == ["status", "reason"]


def test_an_expired_quote_says_since_when_and_what_else_there_is():
    (problem,) = against("accept", Life(LAST), OVER)
    assert str(problem) == (
        f"status: this version is expired since the end of {LAST}."
        " Try: a version at today's prices, or the studio's consent with a reason"
    )


def test_a_draft_tolerates_more_than_issuing_does():
    assert [problem.where for problem in unfinished(Draft())] == ["brief", "client"]
    ready = Draft(client=Client(name="Ann"), brief=brief())
    assert unfinished(ready) == ()
    unsure = brief().model_copy(update={"open": (Open(what="people", least=1, most=3),)})
    still = ready.model_copy(update={"brief": unsure})
    assert [problem.where for problem in unfinished(still)] == ["brief.open"]


@pytest.mark.parametrize("days", [0, -1, 3651, 1.5])
def test_a_draft_holds_for_a_number_of_days(days):
    with pytest.raises(ValidationError):
        Draft(validity_days=days)
