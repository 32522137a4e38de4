"""The app served once, a browser started once, and a page for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.serving import ROOT, browsing, served

Open = Callable[..., Page]
DESKTOP, PHONE = (1280, 900), (375, 740)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with served(ROOT / "app.py", "/healthz") as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with browsing() as found:
        yield found


@pytest.fixture
def visit(address: str, browser: Browser) -> Iterator[Open]:
    """Opens the calculator at a query and a size; waits for the price."""
    contexts = []

    def open_at(query: str = "", size: tuple[int, int] = DESKTOP) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, accept_downloads=True)  # type: ignore[arg-type]  # a plain dict of the same keys
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{address}/?{query}")
        page.locator(".panel .amount:not(:empty)").wait_for()
        return page

    yield open_at
    for context in contexts:
        context.close()
