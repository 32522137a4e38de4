"""The page where a quote's PDF is dropped: what it says of good files, bad files and none."""

from __future__ import annotations

import msgspec
import pytest
from streamlit.testing.v1 import AppTest

from estimator import actions
from estimator.workspace import Workspace
from pricing import Client
from tests.build import DATA

BRIEF = DATA / "briefs" / "northlight-team-12-on-site.toml"


def _page() -> None:
    from estimator.ui.opening import opened
    from estimator.ui.pages import check_a_quote

    check_a_quote.render(opened())  # type: ignore[arg-type]  # the fixture has seen that it opens


@pytest.fixture
def quote(workspace: Workspace) -> bytes:
    estimate = actions.price(workspace, "northlight", actions.read_brief(BRIEF))
    client = Client(name="*Ann* <b>")
    return actions.quote_pdf(actions.make_quote(workspace, "northlight", estimate, client))


def dropped(file: bytes) -> AppTest:
    test = AppTest.from_function(_page, default_timeout=30).run()
    test.file_uploader[0].upload("quote.pdf", file, "application/pdf").run()
    assert not test.exception
    return test


def said(test: AppTest) -> str:
    return " ".join(str(each.value) for each in test.markdown)


def test_before_a_file_is_dropped_nothing_is_said(workspace: Workspace):
    test = AppTest.from_function(_page, default_timeout=30).run()
    assert not test.exception
    assert workspace.studios
    assert not test.success
    assert not test.error


def test_a_quote_that_was_issued_is_intact(quote: bytes):
    test = dropped(quote)
    assert test.success[0].value.startswith("**Intact.**")
    assert "the same to the last bit" in said(test)
    assert r"for \*Ann\* \<b\>" in said(test)
    assert "6435.60 USD" in said(test)


def test_one_that_was_changed_is_not(quote: bytes):
    test = dropped(quote[:5_000] + b"\0" + quote[5_001:])
    assert test.error[0].value.startswith("**Altered.**")
    assert not test.success


def test_one_of_a_studio_nobody_knows_here_is_said_to_be(
    quote: bytes, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
):
    rest = {key: each for key, each in workspace.studios.items() if key != "northlight"}
    found = actions.verify_quote(msgspec.structs.replace(workspace, studios=rest), quote)
    assert found.verdict == "unknown studio"
    monkeypatch.setattr(actions, "verify_quote", lambda *_: found)
    assert dropped(quote).warning[0].value.startswith("**Unknown studio.**")


def test_what_is_no_quote_is_said_to_be_none(workspace: Workspace):
    test = dropped(b"hello")
    assert test.error[0].value.startswith("**Not a quote.**")
    assert workspace.studios
