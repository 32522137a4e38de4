"""A link opens the same estimate again, and says nothing when it is nonsense."""

from __future__ import annotations

from datetime import date, time

import pytest

from estimator.ui import links
from estimator.ui.draft import fitted
from estimator.workspace import Workspace
from pricing import Brief, ExtraChoice, LicenceTerms, Sitting

FULL = Brief(
    sittings=(
        Sitting(session="team", people=12, images=2, retouching="polished", licence="marketing"),
        Sitting(session="event-booth", people=100, minutes=240, stations=2),
        Sitting(
            session="headshot",
            licence=LicenceTerms(
                media="all-media", place="uk", term="no-end", exclusivity="sector"
            ),
        ),
    ),
    extras=(ExtraChoice(key="makeup-artist"), ExtraChoice(key="makeup-hour", quantity=3)),
    place="portland-or",
    distance=22,
    session_on=date(2026, 12, 5),
    session_at=time(18, 30),
    delivery="48h",
    code="A & b/ü",
    clients=("returning",),
)


def test_a_brief_comes_back_from_its_address():
    assert links.read_brief(links.written("northlight", FULL, 36)) == FULL


def test_the_address_is_short_when_little_is_chosen():
    brief = Brief(sittings=(Sitting(session="team", people=12),))
    assert links.written("northlight", brief, 36) == {
        "studio": ["northlight"],
        "s": ["team.people_12"],
    }


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"s": []},
        {"s": ["", "..", "team.people_x", "team.people_-1", "team.images_0", "team.nonsense_1"]},
        {"s": ["UPPER"]},
    ],
)
def test_an_address_without_a_sitting_is_no_brief(params: dict[str, list[str]]):
    assert links.read_brief(params) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("away", "many"),
        ("away", "-4"),
        ("on", "tomorrow"),
        ("at", "25:99"),
        ("delivery", "Not A Key"),
        ("place", "' OR 1=1"),
        ("extras", "makeup_none"),
        ("client", "owner"),
        ("s", "team.licence_a~b"),
    ],
)
def test_what_cannot_be_read_is_left_out(name: str, value: str):
    read = links.read_brief({"s": ["team"]} | {name: [*({"s": ["team"]}.get(name, ())), value]})
    assert read == Brief(sittings=(Sitting(session="team"),))


def test_what_is_not_sold_is_left_out_and_counts_are_kept_within_bounds(workspace: Workspace):
    book = workspace.book("northlight")
    wild = Brief(
        sittings=(Sitting(session="team", people=9000, images=99, retouching="gold", licence="x"),),
        extras=(ExtraChoice(key="nothing"), ExtraChoice(key="makeup-hour", quantity=99)),
        place="atlantis",
        distance=9000,
        session_on=date(2020, 1, 1),
        delivery="never",
    )
    assert book.travel
    kept = fitted(wild, book, date(2026, 11, 24))
    assert kept == Brief(
        sittings=(Sitting(session="team", people=150, images=10),),
        extras=(ExtraChoice(key="makeup-hour", quantity=8),),
        distance=book.travel.most,
    )


@pytest.mark.parametrize(("text", "months"), [("24", 24), ("x", None), ("99999", None), ("", None)])
def test_the_horizon_is_read(text: str, months: int | None):
    assert links.read_horizon({"months": [text]}) == months
