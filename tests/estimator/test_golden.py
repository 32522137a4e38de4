"""Golden documents: the quotes of the example briefs as Markdown, in `tests/golden/`.

A change of wording or figures shows as a readable difference. `GOLDEN=write` writes them anew.
"""

import os
from datetime import date
from pathlib import Path

import pytest

from estimator import actions
from estimator.settings import read_settings
from estimator.workspace import Workspace, open_workspace
from pricing import Client
from tests.build import DATA

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
BRIEFS = sorted((DATA / "briefs").glob("*.toml"))
CLIENT = Client(name="Zofia Wiśniewska", organisation="Osprey & Lane", email="z@osprey.example")


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return open_workspace(read_settings({"HEADSHOT_QUOTE_TODAY": "2026-11-24"}))


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_the_quote_reads_as_it_did(path: Path, workspace: Workspace) -> None:
    studio = path.stem.split("-")[0]
    estimate = actions.price(workspace, studio, actions.read_brief(path), date(2026, 11, 24))
    comparison = actions.compare_with_ai(workspace, estimate)
    quote = actions.make_quote(workspace, studio, estimate, CLIENT)
    written = actions.quote_markdown(quote, actions.appendix(workspace, estimate, comparison))
    golden = GOLDEN / f"{path.stem}.md"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(written)
    assert written == golden.read_text()


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_the_pdf_is_the_same_bytes_again(path: Path, workspace: Workspace) -> None:
    studio = path.stem.split("-")[0]
    estimate = actions.price(workspace, studio, actions.read_brief(path))
    quote = actions.make_quote(workspace, studio, estimate, CLIENT)
    assert actions.quote_pdf(quote) == actions.quote_pdf(quote)
    assert estimate.payable == estimate.net + estimate.tax + estimate.cash_rounding
