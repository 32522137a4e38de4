"""Every page is listed and renders; broken files give a list, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from estimator.ui import navigation, pages
from estimator.ui.opening import opened, workspace_or_none
from estimator.ui.words import plain
from estimator.web.fonts import FOLDER, SERVED
from estimator.web.health import health_route
from estimator.workspace import Workspace
from pricing import Problem


def test_every_page_is_listed():
    modules = {path.stem for path in Path(str(pages.__file__)).parent.glob("[a-z]*.py")}
    assert {page.render.__module__.rpartition(".")[2] for page in navigation.PAGES} == modules
    assert len({page.url_path for page in navigation.PAGES}) == len(navigation.PAGES)


def _guide() -> None:
    from estimator.ui.opening import opened
    from estimator.ui.pages import how_prices_work

    how_prices_work.render(opened())  # type: ignore[arg-type]  # the fixture has seen that it opens


def test_the_guide_names_the_price_lists_in_use(workspace: Workspace):
    test = AppTest.from_function(_guide, default_timeout=30).run()
    said = " ".join(str(each.value) for each in test.markdown)
    assert not test.exception
    for key in workspace.studios:
        assert workspace.book(key).edition in said


def _refused() -> None:
    from estimator.ui.navigation import run
    from pricing import Problem

    run((Problem("x/y.toml, field price", "it is <b>dear</b>", "a *smaller* number"),))


def test_broken_files_are_a_list_of_problems():
    test = AppTest.from_function(_refused, default_timeout=30).run()
    assert not test.exception
    assert "y.toml, field price" in test.warning[0].value
    assert "<b>" not in test.warning[0].value


def test_files_that_cannot_be_used_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HEADSHOT_QUOTE_DATA", str(tmp_path))
    opened.cache_clear()
    found = opened()
    assert isinstance(found, tuple)
    assert all(isinstance(each, Problem) for each in found)
    assert workspace_or_none() is None
    opened.cache_clear()


def test_a_wrong_setting_is_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HEADSHOT_QUOTE_TODAY", "soon")
    opened.cache_clear()
    found = opened()
    assert isinstance(found, tuple)
    assert "HEADSHOT_QUOTE_TODAY" in found[0].what
    opened.cache_clear()


def asked(workspace: Workspace | None) -> tuple[int, dict[str, object]]:
    route = health_route(lambda: workspace)
    response = route.endpoint(Request({"type": "http"}))
    return response.status_code, json.loads(response.body)


def test_health_names_the_editions_and_no_secret(workspace: Workspace):
    status, body = asked(workspace)
    assert (status, set(body)) == (200, {"status", "editions"})
    assert workspace.book("northlight").edition in json.dumps(body)
    assert asked(None) == (503, {"status": "refused"})


def test_only_the_typeface_of_the_pages_is_served():
    assert SERVED
    assert all((FOLDER / name).is_file() and name.startswith("Inter-") for name in SERVED)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*Ann*", r"\*Ann\*"),
        ("$250 … $300", r"\$250 … \$300"),
        ("<script>", r"\<script\>"),
        (":red[x]", r"\:red\[x\]"),
        ("1. first", r"1\. first"),
        ("- dash", r"\- dash"),
        ("a\n\n# b", r"a \# b"),
        ("Łukasz Žižka 山田", "Łukasz Žižka 山田"),
    ],
)
def test_text_is_shown_as_it_stands(text: str, shown: str):
    assert plain(text) == shown
