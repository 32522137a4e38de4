"""The pages alone, on the demo studios, on one fixed day."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from estimator.ui.opening import opened
from estimator.workspace import Workspace

DAY = "2026-11-24"

Open = Callable[..., AppTest]


@pytest.fixture
def workspace(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("HEADSHOT_QUOTE_TODAY", DAY)
    opened.cache_clear()
    found = opened()
    assert isinstance(found, Workspace), found
    yield found
    opened.cache_clear()


@pytest.fixture
def page(workspace: Workspace) -> Open:  # noqa: ARG001 # it opens the studios for the page
    """Opens the calculator at an address, with some of its boxes open, and renders it."""
    return partial(_opened, _calculator)


@pytest.fixture
def compare_page(workspace: Workspace) -> Open:  # noqa: ARG001 # it opens the studios for the page
    """The same for the comparison with AI plans."""
    return partial(_opened, _compare_with_ai)


def _opened(script: Callable[[], None], *boxes: str, **params: str | list[str]) -> AppTest:
    test = AppTest.from_function(script, default_timeout=30)
    for key in boxes:
        test.session_state[key] = True
    for name, value in params.items():
        test.query_params[name] = value
    return test.run()


def _calculator() -> None:
    from estimator.ui.opening import opened
    from estimator.ui.pages import calculator

    calculator.render(opened())  # type: ignore[arg-type]  # the fixture has seen that it opens


def _compare_with_ai() -> None:
    from estimator.ui.opening import opened
    from estimator.ui.pages import compare_with_ai

    compare_with_ai.render(opened())  # type: ignore[arg-type]  # the fixture has seen that it opens


def part(page: AppTest, name: str) -> dict[str, Any]:
    """What the page gave one of its own parts to show."""
    (found,) = (
        each.proto
        for each in page.get("bidi_component")
        if each.proto.component_name == f"headshot_quote_{name}"
    )
    data: dict[str, Any] = json.loads(found.json)
    return data
