"""What is said of a refused row: every problem, by column, and nothing that is not certain."""

import pytest

from estimator.batching.frames import BETWEEN
from tests import build
from tests.estimator.batching.rows import priced
from tests.estimator.batching.test_frames import NORTHLIGHT, ON

LANTERNYARD = build.book("lanternyard")


def problems(book: str = "northlight", **cells: str) -> list[str]:
    """The problems of a row of a demo studio's sheet."""
    (found,) = priced([cells], NORTHLIGHT if book == "northlight" else LANTERNYARD, ON)
    return found.split(BETWEEN) if isinstance(found, str) else []


def columns(said: list[str]) -> list[str]:
    return [each.partition(": ")[0] for each in said]


def test_every_problem_of_a_row_is_said_at_once_in_the_order_of_its_cells():
    said = problems(
        session="team",
        people="3",
        images="1e3",
        retouching="\uff12",
        licence="all",
        distance="999",
        session_on="2026-01-01",
        session_at="6:00",
        place="mars",
        delivery="soon",
        clients="friend",
    )
    assert columns(said)[:3] == ["people", "images", "retouching"]
    assert {"licence", "distance", "session_on", "session_at", "place", "delivery"} <= {
        *columns(said)
    }


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"session": ""}, ["session: it is missing. Try: adding it"]),
        ({"session": "team", "people": "0"}, ["people"]),
        ({"session": "team", "people": "100001"}, ["people"]),
        ({"session": "team", "people": "x", "minutes": "60"}, ["people"]),
        ({"session": "teem", "distance": "5"}, ["session"]),
        ({"session": "Team", "place": "mars", "distance": "5"}, ["session", "place"]),
        ({"session": "team; individual"}, ["session: a row is one sitting"]),
        ({"session": "individual", "code": "c" * 41}, ["code"]),
        (
            {"session": "individual", "clients": "returning; guest"},
            ["clients: there is no 'guest'"],
        ),
        (
            {"session": "individual", "session_on": "2027-02-29"},
            ["session_on: there is no 2027-02-29"],
        ),
        ({"session": "individual", "session_at": "25:00"}, ["session_at: there is no 25:00"]),
        ({"session": "individual", "place": "Mars", "tax_status": "exempt"}, ["place"]),
    ],
)
def test_only_what_is_certain_is_said(row: dict[str, str], expected: list[str]):
    said = problems(**row)
    assert len(said) == len(expected), said
    assert all(text.startswith(start) for text, start in zip(said, expected, strict=True)), said


def test_a_licence_by_media_and_place_takes_all_four_columns():
    grid = {"licence.media": "paid-social", "licence.place": "europe"}
    grid |= {"licence.term": "three-years", "licence.exclusivity": "non-exclusive"}
    row = {"session": "headshot", "people": "2", "images": "2", "retouching": "cover"}
    row |= {"code": "LANTERN25", "session_on": "2028-01-13"}
    (whole,) = priced([row | grid], LANTERNYARD, ON)
    assert whole["gross"] == "1301.00"  # type: ignore[index]  # docs/pricing.md prices this brief
    (half,) = priced([row | grid | {"licence.term": ""}], LANTERNYARD, ON)
    assert half.startswith("licence.term: it is missing")  # type: ignore[union-attr]  # it is refused
    (both,) = priced([row | grid | {"licence": "standard"}], LANTERNYARD, ON)
    assert both.startswith("licence: there is a licence by name")  # type: ignore[union-attr]  # it is refused
    (unsold,) = priced([row | grid | {"licence.media": "skywriting"}], LANTERNYARD, ON)
    assert unsold.startswith("licence.media: there is no 'skywriting'")  # type: ignore[union-attr]  # it is refused


def test_no_extra_and_nothing_asked_for_are_one():
    rows = [
        {"session": "individual", "extra.raw-files": none, "distance": distance}
        for none, distance in (("0", ""), ("", "0"), (" ", " 0 "))
    ]
    found = priced(rows, NORTHLIGHT, ON)
    assert found[0] == found[1] == found[2]
