"""The life of a quote: what has become of a version, its status on a day, and what may follow.

    draft ── issue ──> issued ── view ──> viewed ── accept ──> accepted
                          │                  ├───── decline ──> declined
                          └──────────────────┴──── withdraw ──> withdrawn
    issued, viewed ──(its last day is over)──> expired
    any but accepted ──(the next version is issued)──> superseded

Only what somebody did is kept. Expired is derived from the day, so that no job can write it over
a decision, and superseded from the next version. Days are the studio's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

import msgspec
from pydantic import Field, StringConstraints

from pricing.brief import Brief
from pricing.desk import NOTHING_ADDED, Desk
from pricing.problems import Problem
from pricing.quote import Client, Quote
from pricing.values import Count, Value

Decision = Literal["accepted", "declined", "withdrawn"]
Status = Literal[
    "draft", "issued", "viewed", "accepted", "declined", "withdrawn", "superseded", "expired"
]
Step = Literal["view", "accept", "accept-late", "decline", "withdraw", "reopen", "revise"]

STATUSES: tuple[Status, ...] = (
    "draft",
    "issued",
    "viewed",
    "accepted",
    "declined",
    "withdrawn",
    "superseded",
    "expired",
)
"""Every status, in the order of a life."""

MAY: dict[Step, tuple[Status, ...]] = {
    "view": ("issued", "viewed"),
    "accept": ("issued", "viewed"),
    "accept-late": ("expired",),
    "decline": ("issued", "viewed", "expired"),
    "withdraw": ("issued", "viewed", "expired", "accepted"),
    "reopen": ("declined", "withdrawn"),
    "revise": ("issued", "viewed", "expired", "declined", "withdrawn"),
}
"""From which status each step may be taken. A client accepts in time; late, the studio may."""

NEEDS_REASON: tuple[Step, ...] = ("accept-late", "decline", "withdraw", "reopen")

OTHER_WAYS: dict[Status, str] = {
    "draft": "issuing it first",
    "issued": "accepting, declining, withdrawing or revising it",
    "viewed": "accepting, declining, withdrawing or revising it",
    "accepted": "a duplicate under a new number",
    "declined": "reopening or revising it",
    "withdrawn": "reopening or revising it",
    "superseded": "the latest version",
    "expired": "a version at today's prices, or the studio's consent with a reason",
}
"""What can be done instead, from each status."""


class Life(msgspec.Struct, frozen=True, gc=False):
    """What has become of one issued version.

    `once_accepted` says that it was, or an alternative to it. It stays after an accepted quote was
    withdrawn: of alternatives one is accepted, once.
    """

    valid_until: date
    viewed: bool = False
    decision: Decision | None = None
    superseded: bool = False
    once_accepted: bool = False

    def status(self, on: date) -> Status:
        """What it is on a day: a decision stands; it is good through the end of its last day."""
        if self.decision is not None:
            return self.decision
        if self.superseded:
            return "superseded"
        if on > self.valid_until:
            return "expired"
        return "viewed" if self.viewed else "issued"


def against(step: Step, life: Life, on: date, reason: str = "") -> tuple[Problem, ...]:
    """Everything that keeps a step from being taken on a day; nothing if it may be taken."""
    return tuple(_against(step, life, on, reason))


def _against(step: Step, life: Life, on: date, reason: str) -> Iterator[Problem]:
    status = life.status(on)
    if status not in MAY[step] or (life.superseded and step != "view"):
        found: Status = "superseded" if life.superseded else status
        until = f" since the end of {life.valid_until}" if found == "expired" else ""
        yield Problem("status", f"this version is {found}{until}", OTHER_WAYS[found])
    elif life.once_accepted and step in ("reopen", "revise", "accept", "accept-late"):
        what = "it was accepted once, or an alternative to it"
        yield Problem("status", what, OTHER_WAYS["accepted"])
    if step in NEEDS_REASON and not reason.strip():
        yield Problem("reason", "there is no reason", "a word or two on why")


def may(step: Step, life: Life, on: date) -> bool:
    """Whether a step can be taken on a day, given a reason where it needs one."""
    return not against(step, life, on, reason="asked")


class Draft(Value):
    """What staff are writing: as much of an offer as there is yet. A draft has no number.

    It holds no figure: it is priced anew whenever it is looked at, and for good when it is issued.
    `validity_days` takes the place of the price book's. `note` is for the studio alone.
    """

    client: Client = Client()
    brief: Brief | None = None
    desk: Desk = NOTHING_ADDED
    validity_days: Annotated[Count, Field(ge=1, le=3_650)] | None = None
    note: Annotated[str, StringConstraints(max_length=4_000)] = ""


def draft_of(quote: Quote) -> Draft:
    """What was offered, to be written anew: for the next version, a duplicate, or today's list."""
    found = quote.estimate
    return Draft(client=quote.client, brief=found.brief, desk=found.desk)


def unfinished(draft: Draft) -> tuple[Problem, ...]:
    """What a draft still lacks to be issued, besides what pricing its brief may say."""
    problems = list[Problem]()
    if draft.brief is None:
        problems.append(Problem("brief", "nothing is asked for yet", "a session and the people"))
    elif draft.brief.open:
        what = "something is still left open"
        problems.append(Problem("brief.open", what, "what it is to be, or an option"))
    if not draft.client.called:
        problems.append(Problem("client", "nobody is named", "a name or an organisation"))
    return tuple(problems)
