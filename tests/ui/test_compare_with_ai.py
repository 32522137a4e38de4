"""The comparison with AI plans alone: its answer, its assumptions, its evidence, its sources."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from estimator.comparison import FITS, NOT_LEGAL
from estimator.ui.words import cited, plain, small
from estimator.workspace import Workspace
from tests.ui.conftest import Open


def said(test: AppTest) -> str:
    assert not test.exception
    return " ".join(str(each.value) for each in test.markdown)


def headings(test: AppTest) -> list[str]:
    return [str(each.value) for each in test.subheader]


def test_the_answer_says_which_costs_less_and_how_far_it_holds(compare_page: Open):
    words = said(compare_page(studio="northlight", s="team.people_12", months="60"))
    assert "In cash over 60 months, all 8 AI plans compared cost less than the studio" in words
    assert "ranges, Headshots.com per kept image costs less in 100% and the studio in 0%" in words
    assert "The studio’s price would have to be" in words


def test_another_plan_can_be_looked_at(compare_page: Open):
    test = compare_page(studio="northlight", s="team")
    test.selectbox(key="northlight-plan").set_value("fotor-pro").run()
    assert "ranges, Fotor Pro costs less in" in said(test)


def test_an_assumption_changes_the_figures_and_its_source(compare_page: Open):
    test = compare_page("northlight-assumptions", studio="northlight", s="individual")
    before = test.table[0].value
    test.number_input(key="northlight-keeper_rate-low").set_value(1)
    test.number_input(key="northlight-keeper_rate-likely").set_value(2).run()
    assert not before.equals(test.table[0].value)
    assert small("Source: your own judgement") in said(test)
    test.text_input(key="northlight-hourly_value-likely").set_value("45.50")
    test.text_input(key="northlight-hourly_value-high").set_value("90").run()
    assert "With time" in test.table[0].value.columns
    words = said(test)
    assert "with time at \\$45.50 an hour" in words
    assert "With time, in" in words


def test_what_does_not_rise_is_said_for_all_inputs_at_once(compare_page: Open):
    test = compare_page("northlight-assumptions", studio="northlight", s="individual")
    test.number_input(key="northlight-keeper_rate-low").set_value(90)
    test.text_input(key="northlight-travel_cost-low").set_value("a lot").run()
    told = [str(each.value) for each in test.warning]
    assert len(told) == 2
    assert any("AI images worth keeping" in each for each in told)
    assert any("Cost of each person’s way" in each for each in told)
    assert all("numbers that rise" in each for each in told)


def test_travel_is_not_asked_where_the_studio_comes(compare_page: Open):
    at_home = compare_page("northlight-assumptions", studio="northlight", s="team")
    keys = [str(each.key) for each in at_home.number_input]
    assert not any("travel" in key for key in keys)
    away = compare_page("northlight-assumptions", studio="northlight", s="individual")
    assert "northlight-travel_minutes-likely" in [str(each.key) for each in away.number_input]


def test_every_plan_has_its_source_and_its_day(compare_page: Open, workspace: Workspace):
    words = said(compare_page("sources", studio="northlight", s="team"))
    for plan in workspace.plans:
        source = cited(f"Price seen {plan.seen}. Source: {plan.source}.")
        assert not plan.featured or source in words


def test_every_price_that_was_seen_is_shown_with_what_is_weak(
    compare_page: Open, workspace: Workspace
):
    words = said(compare_page("seen", studio="northlight", s="individual"))
    for plan in workspace.plans:
        assert f"**{plain(plan.called)}**" in words
    assert words.count(":orange[disputed]") == 9
    assert "licence: unknown" in words.replace("\\", "")


def test_weak_and_old_prices_are_marked_beside_the_figures(compare_page: Open):
    offers = list(compare_page(studio="northlight", s="team").table[0].value["Offer"])
    assert any("Fotor Pro" in each and "weak source, old price" in each for each in offers)
    assert any("BetterPic" in each and "old price" in each for each in offers)


def test_where_each_side_fits_is_said_with_its_source(compare_page: Open):
    words = said(compare_page(studio="northlight", s="individual"))
    for fit in FITS:
        assert plain(fit.situation) in words
        assert cited(f"Source: {fit.source}.") in words
    assert NOT_LEGAL in words


def test_the_evidence_follows_what_matters(compare_page: Open):
    test = compare_page(studio="northlight", s="individual")
    test.select_slider(key="northlight-weight-connection").set_value(3).run()
    order = [each.partition(" (")[0] for each in headings(test) if "(matters" in each]
    assert order[0] == "Personal connection"
    assert len(order) == 4


def test_every_finding_is_on_the_page_with_who_paid(compare_page: Open, workspace: Workspace):
    words = said(compare_page(studio="northlight", s="individual"))
    for finding in workspace.findings:
        assert plain(finding.finding) in words
        assert plain(finding.known) in words


def test_what_cannot_be_priced_is_said_and_not_compared(compare_page: Open):
    test = compare_page(studio="northlight", s="event-booth.people_500")
    assert not test.exception
    assert "more stations" in test.warning[0].value
    assert not test.table


def test_the_choices_of_the_calculator_are_what_is_compared(compare_page: Open):
    test = compare_page(studio="lanternyard", s="headshot")
    assert "**£228.00**" in said(test)
    assert small("Source: a judgement.") in said(test)
