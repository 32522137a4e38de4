"""The calculator as a visitor meets it, in a real browser."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import DESKTOP, PHONE, Open

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TEAM = "studio=northlight&s=team.people_12"
FINGER = 36
"""The least height in pixels of what a finger must hit."""


class Row(NamedTuple):
    """A line of the receipt as it is read on the page."""

    label: str
    amount: str
    reasons: list[str]


def receipt(page: Page) -> list[Row]:
    """The receipt, every line opened."""
    closed = page.locator(".receipt details:not([open]) summary")
    while closed.count():
        closed.first.click()
    return [
        Row(
            row.locator(".label").inner_text(),
            row.locator(".amount").inner_text(),
            row.locator(".why li").all_inner_texts(),
        )
        for row in page.locator(".receipt details, .receipt .row").all()
    ]


def amount_of(rows: list[Row], start: str) -> str:
    return next(row.amount for row in rows if row.label.startswith(start))


def number(text: str) -> Decimal:
    return Decimal(re.sub(r"[^\d.]", "", text))


def redone(reason: str) -> bool:
    """Whether `a × b = c` or `a + b = c` holds, worked out from what is printed."""
    left, _, right = reason.rpartition(" = ")
    if " × " in left:
        first, second = (number(part) for part in left.split(" × "))
        return first * second == number(right)
    return sum(number(part) for part in left.split(" + ")) == number(right)


def fill(page: Page, label: str, value: str) -> None:
    field = page.get_by_label(label)
    field.fill(value)
    field.press("Enter")


def choose_team_of_twelve(page: Page) -> None:
    page.get_by_text("Team on location", exact=True).click()
    fill(page, "People (4–150)", "12")
    fill(page, "Distance from the studio, one way (miles)", "22")
    page.get_by_role("radio", name="Marketing").click()
    expect(page.locator(".receipt")).to_contain_text("12 people")
    expect(page.locator(".receipt")).to_contain_text("14 miles")
    expect(page.locator(".receipt h3", has_text="Usage licence")).to_be_visible()


def pdf_text(page: Page) -> str:
    page.get_by_role("button", name="Get PDF").click()
    numbered = page.get_by_text("Quote NL-2026-")
    before = numbered.inner_text()
    page.get_by_text("Add the comparison with AI plans").click()
    fill(page, "Organisation (optional)", "Harbor & Vine *Partners*")
    expect(numbered).not_to_have_text(before)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download PDF").click()
    assert re.fullmatch(r"Quote-NL-2026-[0-9A-F]{6}\.pdf", download.value.suggested_filename)
    reader = PdfReader(BytesIO(Path(download.value.path()).read_bytes()))
    return " ".join(" ".join(each.extract_text() for each in reader.pages).split())


def test_a_team_is_priced_explained_and_printed(visit: Open):
    page = visit("studio=northlight")
    choose_team_of_twelve(page)
    rows = receipt(page)
    total = page.locator(".panel .amount").inner_text()

    steps = [step for row in rows for step in row.reasons if re.search(r" [×+] .* = ", step)]
    assert len(steps) >= 3
    assert all(redone(step) for step in steps), steps
    assert amount_of(rows, "Total in US dollars") == total
    taxes = [row.amount for row in rows if "sales tax" in row.label]
    assert len(taxes) == 2
    net = number(amount_of(rows, "Net, before tax"))
    assert net + sum(number(tax) for tax in taxes) == number(total)

    text = pdf_text(page)
    deposit = amount_of(rows, "On acceptance")
    for figure in (total, *taxes, deposit, amount_of(rows, "Team headshots")):
        assert figure in text
    assert "Harbor & Vine *Partners*" in text


@pytest.mark.parametrize("query", [TEAM, "studio=northlight&s=event-booth.people_500", ""])
def test_a_phone_shows_the_total_first_and_nothing_too_wide(visit: Open, query: str):
    page = visit(query, PHONE)
    box = page.locator(".panel .amount").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE[0]
    assert box["y"] + box["height"] <= PHONE[1]
    page.locator(".receipt summary, .refused").first.wait_for(state="attached")
    for place in ("document.documentElement", "document.querySelector('[data-testid=stMain]')"):
        assert page.evaluate(f"{place}.scrollWidth") <= PHONE[0]


def test_a_finger_hits_what_it_aims_at(visit: Open):
    page = visit(TEAM, PHONE)
    page.locator(".receipt summary").first.wait_for()
    expect(page.get_by_role("radio", name="Marketing")).to_have_css("min-height", "40px")
    targets = page.locator(
        ".stMain button:visible:not([aria-label='Choose date']), .receipt summary"
    )
    # The calendar's icon stands in a field of full height that opens the same calendar.
    small = {
        target.inner_text() or target.get_attribute("aria-label"): box["height"]
        for target in targets.all()
        if (box := target.bounding_box()) and box["height"] < FINGER
    }
    assert small == {}


def test_people_can_be_changed_by_keyboard_alone(visit: Open):
    page = visit(TEAM)
    total = page.locator(".panel .amount")
    before = total.inner_text()
    page.locator("body").press("Tab")
    for _ in range(40):
        if page.evaluate("document.activeElement.ariaLabel") == "People (4–150)":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(total).not_to_have_text(before)
    expect(page.locator(".receipt")).to_contain_text("13 people")


def test_reasons_open_by_keyboard_and_stay_open(visit: Open):
    page = visit(TEAM)
    line = page.locator(".receipt summary").nth(1)
    line.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".receipt details[open] .why")).to_contain_text("9 people")
    fill(page, "People (4–150)", "20")
    expect(page.locator(".receipt details[open] .why")).to_contain_text("11 people")


def test_a_link_opens_the_same_estimate(visit: Open):
    page = visit("studio=northlight")
    choose_team_of_twelve(page)
    total = page.locator(".panel .amount").inner_text()
    page.wait_for_url("**licence_marketing**")
    again = visit(page.url.partition("?")[2])
    expect(again.locator(".panel .amount")).to_have_text(total)


def test_only_the_calculator_is_run_again_for_a_change(visit: Open):
    page = visit(TEAM)
    page.get_by_role("heading", name="Northlight Headshots").evaluate("it => it.dataset.seen = 1")
    fill(page, "People (4–150)", "30")
    expect(page.locator(".receipt")).to_contain_text("30 people")
    assert page.locator("[data-seen]").count() == 1


def test_another_studio_is_shown_and_the_first_draft_is_kept(visit: Open):
    page = visit(TEAM)
    page.get_by_role("radio", name="Lantern Yard Studio").click()
    expect(page.locator(".panel .amount")).to_contain_text("£")
    page.get_by_role("radio", name="Northlight Headshots").click()
    expect(page.locator(".receipt")).to_contain_text("12 people")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize(
    "query",
    [
        TEAM,
        "studio=lanternyard&s=headshot.licence_all-media~uk~no-end~sector&s=corporate",
        "studio=northlight&s=event-booth.people_500",
    ],
)
def test_axe_finds_nothing_serious(visit: Open, query: str, size: tuple[int, int]):
    page = visit(query, size)
    page.wait_for_load_state("networkidle")
    receipt(page)
    found = Axe().run(page).response["violations"]
    serious = [
        (each["id"], [node["target"] for node in each["nodes"]])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
    assert serious == []
