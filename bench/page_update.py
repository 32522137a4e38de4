"""How long a visitor waits for the new total after changing one field, in a real browser.

Beside the calculator stands the least that Streamlit can do: a script with one fragment, one number
field and one line of text. Both are served by the same settings and measured in turns, so that
whatever slows one of them slows the other. `python -m bench.page_update` prints the table.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page

from estimator import actions
from estimator.formatting import reader
from estimator.settings import read_settings
from estimator.workspace import open_workspace
from pricing import Brief, Sitting
from tests.browser.serving import DAY, ROOT, browsing, served

UPDATES, WARM_UPS = 60, 10
LEAST, MOST = 10, 60

EMPTY = """
import streamlit as st

@st.fragment
def double():
    people = st.number_input("People", 1, 1000, 1)
    st.markdown(f"twice {people} is {2 * people}")

double()
"""

WATCH = """
() => {
  const parts = [...document.querySelectorAll("*")].map((each) => each.shadowRoot);
  const roots = [document.body, ...parts];
  const told = () => roots.some((root) => root?.textContent.includes(window.awaited));
  const look = () => {
    if (window.began && !window.took && told()) window.took = performance.now() - window.began;
  };
  const press = (event) => { if (event.key === "Enter") window.began = performance.now(); };
  document.addEventListener("keydown", press, true);
  const watch = new MutationObserver(look);
  for (const root of roots) {
    if (root) watch.observe(root, { subtree: true, childList: true, characterData: true });
  }
}
"""


class Subject(NamedTuple):
    """A page under measurement: its field, and what it shows for a number of people."""

    name: str
    page: Page
    field: str
    shows: Callable[[int], str]


def main() -> None:
    """Measure both in turns and print the table."""
    with browsing() as browser, _subjects(browser) as subjects:
        turns = [_turn(subjects, number) for number in range(UPDATES + WARM_UPS)][WARM_UPS:]
    names = [subject.name for subject in subjects]
    _print(dict(zip(names, (list(took) for took in zip(*turns, strict=True)), strict=True)))


def _turn(subjects: list[Subject], number: int) -> list[float]:
    people = LEAST + number * 7 % (MOST - LEAST)
    return [_update(subject, people) for subject in subjects]


@contextmanager
def _subjects(browser: Browser) -> Iterator[list[Subject]]:
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "empty.py"
        script.write_text(EMPTY, encoding="utf-8")
        with (
            served(script, "/_stcore/health") as empty,
            served(ROOT / "app.py", "/healthz") as calculator,
        ):
            yield [
                Subject("empty script, one fragment", _page(browser, empty), "People", _twice),
                Subject(
                    "calculator, all of it",
                    _page(browser, f"{calculator}/?studio=northlight&s=team.people_9"),
                    "People (4–150)",
                    _totals(),
                ),
            ]


def _page(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    page.get_by_text("twice 1 is 2").or_(page.locator(".receipt summary").first).wait_for()
    page.wait_for_load_state("networkidle")
    page.evaluate(WATCH)
    return page


def _twice(people: int) -> str:
    return f"twice {people} is {2 * people}"


def _totals() -> Callable[[int], str]:
    workspace = open_workspace(read_settings({"HEADSHOT_QUOTE_TODAY": DAY}))

    def total(people: int) -> str:
        brief = Brief(sittings=(Sitting(session="team", people=people),))
        estimate = actions.price(workspace, "northlight", brief)
        return reader("en_US", estimate.currency).money(estimate.payable)

    return total


def _update(subject: Subject, people: int) -> float:
    """Milliseconds from the Enter key to the right text in the page; painting is not in them."""
    page, awaited = subject.page, subject.shows(people)
    page.evaluate(
        "(text) => { Object.assign(window, {awaited: text, took: 0, began: 0}) }", awaited
    )
    field = page.get_by_label(subject.field, exact=True)
    field.fill(str(people))
    field.press("Enter")
    page.wait_for_function("window.took > 0")
    return float(page.evaluate("window.took"))


def _print(times: dict[str, list[float]]) -> None:
    first = statistics.median(next(iter(times.values())))
    print(f"Python {sys.version.split()[0]}, {UPDATES} updates each after {WARM_UPS} to warm up.\n")
    print("| page | median ms | p95 ms | slowest ms | times the empty script |")
    print("|---|--:|--:|--:|--:|")
    for name, took in times.items():
        median, p95 = statistics.median(took), statistics.quantiles(took, n=20)[-1]
        figures = f"{median:.1f} | {p95:.1f} | {max(took):.1f} | {median / first:.1f}"
        print(f"| {name} | {figures} |")


if __name__ == "__main__":
    main()
