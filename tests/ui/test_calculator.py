"""The calculator page alone: every studio, every session type, and what does not fit."""

from __future__ import annotations

import pytest

from estimator import actions
from estimator.formatting import reader
from estimator.ui.draft import MOST_SITTINGS
from estimator.workspace import Workspace
from pricing import Brief, LicenceTerms, Sitting
from tests.ui.conftest import Open, part

STUDIOS = ("northlight", "harbourline", "lanternyard")


def shown_total(workspace: Workspace, studio: str, brief: Brief) -> str:
    estimate = actions.price(workspace, studio, brief)
    return reader(workspace.studio(studio).locale, estimate.currency).money(estimate.payable)


@pytest.mark.parametrize("studio", STUDIOS)
def test_every_session_of_every_studio_is_priced(studio: str, page: Open, workspace: Workspace):
    for session in workspace.book(studio).session_types:
        test = page(studio=studio, s=session.key)
        images = None if session.images_included else 1
        sitting = Sitting(session=session.key, people=session.people_from, images=images)
        wanted = shown_total(workspace, studio, Brief(sittings=(sitting,)))
        assert not test.exception
        assert part(test, "panel")["amount"] == wanted


def test_changing_people_changes_the_price(page: Open, workspace: Workspace):
    test = page(studio="northlight", s="team")
    test.number_input(key="northlight-1-team-people").set_value(12).run()
    brief = Brief(sittings=(Sitting(session="team", people=12),))
    assert part(test, "panel")["amount"] == shown_total(workspace, "northlight", brief)


def test_every_line_has_its_amount_and_its_reasons(page: Open, workspace: Workspace):
    test = page(studio="northlight", s="team.people_12.licence_marketing", away="22")
    brief = Brief(sittings=(Sitting(session="team", people=12, licence="marketing"),), distance=22)
    estimate = actions.price(workspace, "northlight", brief)
    read = reader("en_US", "USD")
    rows = [row for group in part(test, "receipt")["groups"] for row in group["rows"]]
    for line, row in zip(estimate.lines, rows, strict=False):
        assert (row["label"], row["amount"]) == (line.label, read.money(line.amount))
        assert [read.why(reason) for reason in line.because] == row["reasons"][-len(line.because) :]


def test_what_does_not_fit_is_said_and_nothing_is_priced(page: Open):
    test = page(studio="northlight", s="event-booth.people_500")
    assert part(test, "panel")["amount"] == "No price yet"
    assert "more stations" in test.warning[0].value
    assert test.number_input(key="northlight-1-event-booth-people").value == 500
    test.number_input(key="northlight-1-event-booth-stations").set_value(3).run()
    assert part(test, "panel")["amount"].startswith("$")
    assert not test.warning


def test_a_second_session_is_added_and_removed(page: Open, workspace: Workspace):
    test = page(studio="northlight", s="individual")
    alone = part(test, "panel")["amount"]
    test.button(key="northlight-add").click().run()
    brief = Brief(sittings=(Sitting(session="individual"), Sitting(session="professional")))
    assert part(test, "panel")["amount"] == shown_total(workspace, "northlight", brief)
    test.button(key="remove-2").click().run()
    assert part(test, "panel")["amount"] == alone


def test_there_is_a_most_of_sessions(page: Open):
    test = page(studio="northlight", s=["individual"] * (MOST_SITTINGS + 3))
    assert not [button for button in test.button if button.key == "northlight-add"]
    assert len([button for button in test.button if "remove" in str(button.key)]) == MOST_SITTINGS


def test_a_grid_licence_is_chosen_in_four_steps(page: Open, workspace: Workspace):
    test = page(studio="lanternyard", s="headshot.licence_all-media~europe~three-years~exclusive")
    terms = LicenceTerms(
        media="all-media", place="europe", term="three-years", exclusivity="exclusive"
    )
    brief = Brief(sittings=(Sitting(session="headshot", licence=terms),))
    assert part(test, "panel")["amount"] == shown_total(workspace, "lanternyard", brief)


def test_a_code_that_gives_nothing_says_why(page: Open):
    test = page(studio="northlight", s="individual")
    test.text_input(key="northlight-code").set_value("NOSUCHCODE").run()
    assert test.info
    assert not test.exception


def test_the_comparison_follows_the_horizon_of_the_address(page: Open):
    test = page(studio="northlight", s="team", months="60")
    said = " ".join(str(each.value) for each in test.markdown)
    assert "In cash over 60 months" in said


def test_only_what_is_sold_is_asked(page: Open):
    keys = [str(each.key) for each in page(studio="harbourline", s="portrait").number_input]
    assert "harbourline-distance" not in keys
    assert not any("looks" in key for key in keys)
    keys = [str(each.key) for each in page(studio="harbourline", s="team-visit").number_input]
    assert "harbourline-distance" in keys


def test_text_of_a_visitor_is_never_markup(page: Open):
    test = page("get-pdf", studio="northlight", s="individual")
    test.text_input(key="northlight-name").set_value("*Ann* $1 … $2 <b> :red[x] ☃").run()
    assert not test.exception
    assert test.warning
    for word in ("*Ann*", "<b>", ":red[x]"):
        assert not any(word in str(each.value) for each in test.warning)
