"""A quote taken from the calculator and dropped where quotes are checked, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Open
from tests.browser.test_compare_with_ai import serious

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def check(page: Page, file: Path) -> None:
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Check a quote").first.click()
    drop(page, file)


def drop(page: Page, file: Path) -> None:
    page.get_by_role("heading", name="Check a quote").wait_for()
    page.wait_for_load_state("networkidle")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_text("The file says it is").wait_for()


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_a_quote_from_the_calculator_is_intact_and_a_changed_one_is_not(
    visit: Open, size: tuple[int, int], tmp_path: Path
):
    page = visit("studio=northlight&s=team.people_12", DESKTOP)
    page.get_by_role("button", name="Get PDF").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download PDF").click()
    file = tmp_path / "quote.pdf"
    download.value.save_as(file)
    check(page, file)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    expect(page.get_by_text("Intact.")).to_be_visible()
    expect(page.get_by_text("the same to the last bit")).to_be_visible()
    assert serious(page) == []
    changed = file.read_bytes()
    file.write_bytes(changed[:9_000] + bytes([changed[9_000] ^ 1]) + changed[9_001:])
    page.reload()
    drop(page, file)
    expect(page.get_by_text("Altered.")).to_be_visible()
    expect(page.get_by_text("it differs: byte 9,001")).to_be_visible()
