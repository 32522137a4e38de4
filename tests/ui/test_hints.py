"""The page tells the client where one more costs less, and nothing where it does not."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from estimator.ui.words import plain
from tests.ui.conftest import Open, part

TEAM = "team-visit.minutes_480.retouching_composite"
TWELVE = "12 people cost less than 11: $5,310.90 instead of $5,428.50"
PRINTS = "10 × Fine-art print, 20 × 25 cm cost less than 9: $768.25 instead of $773.85"


def told(page: AppTest) -> list[str]:
    boxes = [str(info.value) for info in page.info if "cost less than" in str(info.value)]
    return [line.strip() for box in boxes for line in box.splitlines()]


def test_one_person_more_costs_less_and_that_is_what_it_costs(page: Open):
    test = page(studio="harbourline", s=f"{TEAM}.people_11")
    assert told(test) == [f"{plain(TWELVE)}."]
    assert part(test, "panel")["amount"] == "$5,428.50"
    test.number_input(key="harbourline-1-team-visit-people").set_value(12).run()
    assert part(test, "panel")["amount"] == "$5,310.90"
    assert told(test) == []


def test_more_of_an_extra_costs_less(page: Open):
    test = page(studio="harbourline", s="portrait", extras="print_9")
    assert told(test) == [f"{plain(PRINTS)}."]
    assert told(page(studio="harbourline", s="portrait", extras="print_8")) == []


def test_several_are_told_in_one_box(page: Open):
    test = page(studio="harbourline", s=f"{TEAM}.people_11", extras="print_9")
    assert len(told(test)) == 2
    assert len(test.info) == 1


def test_what_does_not_fit_is_said_instead(page: Open):
    test = page(studio="harbourline", s="team-visit.minutes_120.people_20")
    assert part(test, "panel")["amount"] == "No price yet"
    assert told(test) == []
