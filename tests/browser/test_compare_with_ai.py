"""The comparison with AI plans as a visitor meets it, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Open

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TEAM = "studio=northlight&s=team.people_12.images_2"
BOXES = ("What this takes for granted", "How each AI figure is made", "AI prices that were seen")

Compare = Callable[[str, tuple[int, int]], Page]


@pytest.fixture
def compare(visit: Open) -> Compare:
    """Opens the calculator and follows its link to the comparison."""

    def open_at(query: str, size: tuple[int, int]) -> Page:
        page = visit(query, size)
        page.get_by_role("link", name="Compare in full").click()
        page.get_by_role("heading", name="Photographed or generated?").wait_for()
        page.get_by_text("Figure by figure").wait_for()
        page.wait_for_load_state("networkidle")
        return page

    return open_at


def serious(page: Page) -> list[tuple[str, list[object]]]:
    return [
        (each["id"], [node["target"] for node in each["nodes"]])
        for each in Axe().run(page).response["violations"]
        if each["impact"] in ("serious", "critical")
    ]


def test_the_calculator_leads_to_the_comparison_of_the_same_brief(compare: Compare):
    page = compare(TEAM, DESKTOP)
    expect(page.get_by_text("12 people, 15 minutes each, 2 images each")).to_be_visible()
    page.wait_for_url("**/compare-with-ai?**team.people_12.images_2**")
    page.get_by_role("link", name="Change it in the calculator").click()
    expect(page.locator(".receipt")).to_contain_text("12 people")


def test_a_link_opens_the_same_comparison(compare: Compare):
    page = compare(f"{TEAM}&months=60", DESKTOP)
    page.wait_for_url("**months=60**")
    again = page.context.new_page()
    again.goto(page.url)
    expect(again.get_by_text("In cash over 60 months", exact=False).first).to_be_visible()


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_axe_finds_nothing_serious_and_nothing_is_too_wide(compare: Compare, size: tuple[int, int]):
    page = compare(TEAM, size)
    for box in BOXES:
        opened = page.locator("[data-testid=stExpander]").filter(has_text=box)
        opened.locator("summary").click()
        expect(opened).to_contain_text("ource")
    assert serious(page) == []
    for place in ("document.documentElement", "document.querySelector('[data-testid=stMain]')"):
        assert page.evaluate(f"{place}.scrollWidth") <= size[0]


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_every_picture_fits_and_says_itself_in_words(compare: Compare, size: tuple[int, int]):
    page = compare(TEAM, size)
    charts = page.locator("[data-testid=stVegaLiteChart]")
    expect(charts).to_have_count(4)
    for chart in charts.all():
        chart.scroll_into_view_if_needed()
        drawn = chart.locator("canvas, svg").first
        expect(drawn).to_be_visible()
        box = drawn.bounding_box()
        assert box
        assert box["width"] > 250
        assert box["x"] + box["width"] <= size[0]
    told = page.locator("[aria-label^='Lines of'], [aria-label^='Bars, ']").all()
    assert len(told) == 4
    assert all("$" in (words.get_attribute("aria-label") or "") for words in told)


def test_another_order_of_what_matters_keeps_the_figures(compare: Compare):
    page = compare(TEAM, DESKTOP)
    verdict = page.get_by_text("In cash over 36 months", exact=False).first
    verdict.evaluate("it => it.dataset.seen = 1")
    slider = page.get_by_role("slider", name="Personal connection")
    slider.focus()
    page.keyboard.press("ArrowRight")
    first = page.get_by_role("heading", name="(matters", exact=False).first
    expect(first).to_have_text("Personal connection (matters most)")
    assert page.locator("[data-seen]").count() == 1
