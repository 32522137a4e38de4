"""What a visitor leaves open: the range, what moves it, and that a link keeps it."""

from datetime import date

import pytest

from estimator.formatting import reader
from estimator.ui import links
from estimator.ui.unsure import LABELS
from estimator.workspace import Workspace
from pricing import Brief, Sitting
from pricing.brief import Open as Question
from tests.build import total
from tests.ui.conftest import Open

READ = reader("en_US", "USD")


def told(page) -> str:
    (found,) = (each.value for each in page.info if "Between" in each.value)
    return found.replace("\\", "")


def test_the_range_of_a_link_is_shown_with_what_moves_it(page: Open, workspace: Workspace):
    questions = ["people.4.12", "delivery.standard.48h"]
    known = [each.key for each in workspace.book("northlight").deliveries]
    test = page(
        studio="northlight", s="team.people_6", open=[questions[0], ".".join(["delivery", *known])]
    )
    least, most = (
        total("northlight: team, 4 people"),
        total(f"northlight: team, 12 people, {known[-1]}"),
    )
    words = told(test)
    assert READ.money(least.minor) in words
    assert READ.money(most.minor) in words
    assert "This moves the price most." in words.splitlines()[1]
    assert words.splitlines()[1].startswith("How many people: ")


def test_a_question_is_opened_and_closed_again(page: Open):
    test = page(studio="northlight", s="team.people_6")
    assert not [each for each in test.info if "Between" in each.value]
    test.pills(key="northlight-team-unsure").set_value(["people"]).run()
    assert "How many people" in told(test)
    test.slider(key="northlight-team-open-people").set_value((5, 6)).run()
    five, six = total("northlight: team, 5 people"), total("northlight: team, 6 people")
    assert f"Between {READ.money(five.minor)} and {READ.money(six.minor)}" in told(test).replace(
        "*", ""
    )
    test.pills(key="northlight-team-unsure").set_value([]).run()
    assert not [each for each in test.info if "Between" in each.value]


def test_days_are_of_each_kind_the_list_prices_otherwise(page: Open):
    test = page(studio="northlight", s="individual")
    test.pills(key="northlight-individual-unsure").set_value(["session_on"]).run()
    assert "Which day: " in told(test)


def test_every_question_of_every_session_has_a_range(page: Open, workspace: Workspace):
    for studio in workspace.studios:
        for session in workspace.book(studio).session_types:
            test = page(studio=studio, s=session.key)
            questions = test.pills(key=f"{studio}-{session.key}-unsure")
            asked = [what for what, label in LABELS.items() if label in questions.options]
            questions.set_value(asked[:3]).run()
            assert not test.exception
            assert len(told(test).splitlines()) > 1


def test_an_answer_that_is_not_sold_is_said_and_nothing_is_lost(page: Open):
    """A booth of one station does not hold eight hundred people in a day."""
    test = page(studio="northlight", s="event-booth.people_50", open="people.700.800")
    assert not test.exception
    (said,) = (each.value for each in test.warning)
    assert said.startswith("**What you leave open, 1**: people 700")
    assert test.slider(key="northlight-event-booth-open-people").value == (700, 800)


QUESTIONS = (
    Question(what="people", least=4, most=12),
    Question(what="retouching", keys=("natural", "polished")),
    Question(what="session_on", days=(date(2027, 1, 4), date(2027, 1, 9))),
)


def test_a_link_keeps_what_is_open():
    brief = Brief(sittings=(Sitting(session="team", people=6),), open=QUESTIONS)
    assert links.read_brief(links.written("northlight", brief, 12)) == brief


@pytest.mark.parametrize(
    "text", ["people", "people.1", "people.9.4", "hats.1.2", "session_on.soon"]
)
def test_a_question_that_cannot_be_read_is_left_out(text: str):
    read = links.read_brief({"s": ["team"], "open": [text]})
    assert read == Brief(sittings=(Sitting(session="team"),))
