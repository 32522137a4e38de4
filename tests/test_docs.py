"""Documentation that cannot rot: commands run, words are defined, settings and links are real."""

import re
from pathlib import Path
from typing import get_args

import pytest

from estimator.settings import TABLE
from pricing.adjustments import AdjustmentRule
from pricing.rules import Measure, Rule
from tests.console import DOCUMENTS, ROOT, commands, run

COMMANDS = [(path, *each) for path in DOCUMENTS for each in commands(path.read_text())]


@pytest.mark.parametrize(
    ("path", "command", "printed"), COMMANDS, ids=[command for _, command, _ in COMMANDS]
)
def test_a_documented_command_prints_what_the_document_says(
    path: Path, command: str, printed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert run(command) == printed, f"{path.name} is stale: python -m tests.console"


def test_documents_show_commands() -> None:
    assert len(COMMANDS) >= 3


def _kinds(union: object) -> list[str]:
    return [member.model_fields["kind"].default for member in get_args(get_args(union)[0])]


def test_every_kind_is_in_the_glossary_and_in_the_algorithm() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text().casefold()
    algorithm = (ROOT / "docs" / "pricing.md").read_text()
    for kind in (*_kinds(Rule), *_kinds(AdjustmentRule)):
        assert f"`{kind}`" in algorithm
        assert kind.replace("-", " ") in glossary
    assert all(f"`{measure}`" in algorithm for measure in get_args(Measure))


def test_every_setting_is_documented() -> None:
    readme = (ROOT / "README.md").read_text()
    assert all(f"| `{name}` | `{default}` | {words} |" in readme for name, default, words in TABLE)


LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_within_the_project_lead_somewhere(path: Path) -> None:
    missing = [link for link in LINK.findall(path.read_text()) if not (path.parent / link).exists()]
    assert not missing
