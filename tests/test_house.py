"""The house checks itself: sizes, floors, names, locks, and that nothing is left unfinished."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import house

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {
    *("app.py", "pyproject.toml", "Makefile"),
    *("requirements.lock", "requirements-dev.lock", "requirements-bench.lock"),
    *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "LICENSE"),
    *("Dockerfile", "compose.yaml", ".dockerignore", ".ci", ".github", ".streamlit"),
    *(".editorconfig", ".gitattributes", ".gitignore"),
    *("pricing", "estimator", "data", "tests", "bench", "docs"),
}
DOORS = ("app.py", "estimator/ui", "estimator/web", "estimator/cli")
BEHIND_ACTIONS = tuple(
    f"estimator.{room}" for room in ("documents", "loading", "messaging", "storage")
)
LOCKS = ("requirements.lock", "requirements-dev.lock")
BENCH_LOCK = "requirements-bench.lock"


def tracked() -> list[Path]:
    """Every file of the project: what git knows or would add; without git, what the plan names."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = [ROOT / name for name in listed.stdout.split("\0") if name]
    found = names or [path for path in ROOT.rglob("*") if not _foreign(path)]
    return sorted(path for path in found if path.is_file())


def _foreign(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return parts[0] not in TOP_LEVEL or "__pycache__" in parts


TRACKED = tracked()
SOURCES = [path for path in TRACKED if path.suffix == ".py"]


def under(*places: str) -> list[Path]:
    """The Python files in these rooms; a room may be a module, a package, or not there yet."""
    return [
        path
        for path in SOURCES
        if any(
            str(path.relative_to(ROOT).with_suffix("")).startswith(place.removesuffix(".py"))
            for place in places
        )
    ]


def read(name: str) -> str:
    path = ROOT / name
    assert path.is_file(), f"{name} is not written yet"
    return path.read_text(encoding="utf-8")


def wrong(paths: list[Path], rule: Callable[[str], list[str]]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {problem}"
        for path in paths
        for problem in rule(path.read_text(encoding="utf-8"))
    ]


# ---------------------------------------------------------------- the files


def test_nothing_stands_at_the_top_that_the_plan_does_not_name():
    assert {path.relative_to(ROOT).parts[0] for path in TRACKED} <= TOP_LEVEL


@pytest.mark.parametrize(
    "rule",
    [
        house.too_long,
        house.long_functions,
        house.many_parameters,
        house.deep_nesting,
        house.unfinished,
        house.hushed,
    ],
)
def test_every_python_file_keeps_the(rule: Callable[[str], list[str]]):
    assert wrong(SOURCES, rule) == []


def test_the_door_is_under_40_lines():
    assert house.too_long(read("app.py"), 39) == []


def test_the_core_asks_no_clock_and_no_chance():
    assert wrong(under("pricing/"), house.clocks) == []


def test_only_the_batch_and_the_scan_count_with_numpy():
    counting = {*under("pricing/batch.py"), *under("pricing/scanning/")}
    rest = [path for path in under("pricing/") if path not in counting]
    assert wrong(rest, lambda source: house.forbidden_imports(source, ["numpy"])) == []


def test_pages_routes_and_the_cli_go_through_actions():
    paths = under(*DOORS)
    assert wrong(paths, lambda source: house.forbidden_imports(source, BEHIND_ACTIONS)) == []


def test_no_page_writes_html():
    paths = under("app.py", "estimator/ui")
    assert wrong(paths, lambda source: house.names_used(source, ["unsafe_allow_html"])) == []


def test_session_state_lives_behind_one_file():
    paths = [
        path for path in under("app.py", "estimator/") if path != ROOT / "estimator/ui/state.py"
    ]
    assert wrong(paths, lambda source: house.names_used(source, ["session_state"])) == []


def test_import_contracts_hold():
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def lint_imports(folder: Path) -> "subprocess.CompletedProcess[str]":
    program = shutil.which("lint-imports", path=Path(sys.executable).parent)
    assert program, "lint-imports is not installed beside this Python: run `make test`"
    command = [program, "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


# ---------------------------------------------------------------- the tools


def test_every_exclusion_in_pyproject_has_its_reason_beside_it():
    assert house.unexplained_ignores(read("pyproject.toml")) == []


@pytest.mark.parametrize("name", [*LOCKS, BENCH_LOCK])
def test_every_pin_has_a_hash(name: str):
    assert house.unhashed(read(name)) == []


def test_both_locks_pin_the_same_versions():
    runtime, dev = (house.pins(read(name)) for name in LOCKS)
    assert {name: dev.get(name) for name in runtime} == dict(runtime)


def test_the_benches_add_their_peers_and_change_no_pin():
    peers = tomllib.loads(read("pyproject.toml"))["project"]["optional-dependencies"]["bench"]
    dev, bench = house.pins(read("requirements-dev.lock")), house.pins(read(BENCH_LOCK))
    assert {re.split(r"[^\w-]", peer)[0] for peer in peers} <= set(bench)
    assert {name: dev[name] for name in bench if name in dev} == {
        name: bench[name] for name in bench if name in dev
    }


def test_every_dependency_is_locked():
    project = tomllib.loads(read("pyproject.toml"))["project"]
    for lock, wanted in zip(
        LOCKS, (project["dependencies"], project["optional-dependencies"]["dev"]), strict=True
    ):
        names = {re.split(r"[^\w.-]", each)[0].lower() for each in wanted}
        assert names - set(house.pins(read(lock))) == set(), f"run `make lock` for {lock}"


def test_no_file_names_a_package_index():
    texts = [path for path in TRACKED if b"\0" not in path.read_bytes()[:8000]]
    assert wrong(texts, house.index_addresses) == []


def test_the_readme_says_how_to_run_and_to_test():
    assert {"run", "test"} <= house.targets_named(read("README.md"))


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_verb_in_the_guides_can_be_made(name: str):
    assert house.targets_named(read(name)) - house.targets_made(read("Makefile")) == set()


def test_ci_runs_what_a_contributor_runs():
    assert "make test" in read(".ci/run").splitlines()


# ---------------------------------------------------------------- the rules catch what they are for

LONG = "def f():\n" + "    g()\n" * house.FUNCTION_LINES
DEEP = "def f():\n for a in b:\n  while c:\n   with d:\n    if e: g()\n"
BAD = [
    (house.too_long, "x = 1\n" * (house.FILE_LINES + 1)),
    (house.long_functions, LONG),
    (house.long_functions, "class A:\n" + re.sub("(?m)^", " ", f"async {LONG}")),
    (house.many_parameters, "def f(a, b, c, d, e, f): ..."),
    (house.many_parameters, "class A:\n def f(self, a, b, *, c, d, e, f): ..."),
    (house.deep_nesting, DEEP),
    (house.deep_nesting, DEEP.replace("if e: g()", "try: g()\n    finally: h()")),
    (house.clocks, "from datetime import date\nd = date.today()"),
    (house.clocks, "from datetime import date\nmake(default_factory=date.today)"),
    (house.clocks, "d = datetime.datetime.now(tz)"),
    (house.clocks, "import time"),
    (house.clocks, "from random import choice"),
    (lambda text: house.forbidden_imports(text, ["a.b"]), "from a import b"),
    (lambda text: house.forbidden_imports(text, ["a.b"]), "from a.b.c import d"),
    (lambda text: house.names_used(text, ["session_state"]), "st.session_state['a'] = 1"),
    (lambda text: house.names_used(text, ["session_state"]), "from streamlit import session_state"),
    (lambda text: house.names_used(text, ["unsafe_allow_html"]), "f(x, unsafe_allow_html=True)"),
    (house.unfinished, "x = 1  # TO" + "DO: say more"),
    (house.unfinished, "def f():\n raise NotImplementedError"),
    (house.unfinished, "@pytest.mark.skip\ndef test_a(): ..."),
    (house.unfinished, "@pytest.mark.xfail(reason='later')\ndef test_a(): ..."),
    (house.hushed, "import os  # noqa: F401"),
    (house.hushed, "x = f()  # type: ignore[arg-type]"),
    (house.hushed, "if x:  # pragma: no cover\n    f()"),
    (house.unexplained_ignores, '[tool.ruff.lint]\nignore = ["E501"]'),
    (house.unexplained_ignores, '[tool.ruff.lint]\nignore = [\n  "E501",\n]'),
    (house.unexplained_ignores, '[tool.ruff.lint.per-file-ignores]\n"a/**" = ["D1"]'),
    (house.unexplained_ignores, 'filterwarnings = [\n  "error",\n  "ignore::UserWarning",\n]'),
    (house.unexplained_ignores, "[tool.mypy]\nignore_missing_imports = true"),
    (house.unexplained_ignores, "[tool.mypy]\ndisallow_untyped_defs = false"),
    (house.unhashed, "a==1.0\nb==2.0 \\\n    --hash=sha256:00"),
    (house.unhashed, "a>=1.0 \\\n    --hash=sha256:00"),
    (house.index_addresses, "pip install --extra-index" + "-url https://example.org a"),
]


@pytest.mark.parametrize(("rule", "sample"), BAD)
def test_a_rule_catches(rule: Callable[[str], list[str]], sample: str):
    assert len(rule(sample)) == 1


GOOD = [
    (house.long_functions, 'def f():\n    """A.\n' + "\n" * house.FUNCTION_LINES + '    """\n'),
    (house.many_parameters, "class A:\n def f(self, a, b, c, d, *, e): ..."),
    (house.deep_nesting, "def f():\n if a: g()\n elif b: g()\n elif c: g()\n elif d: g()\n"),
    (house.deep_nesting, "def f():\n for a in b:\n  for c in d:\n   if e: g()\n"),
    (house.clocks, "def status(on: date, now: Situation) -> str:\n return now.code"),
    (house.unfinished, "text = 'skip'"),
    (house.hushed, "import os  # noqa: F401 # the name is part of the interface"),
    (house.unexplained_ignores, 'ignore = [\n  "E501", # the formatter decides\n]\nselect = ["E"]'),
    (house.unexplained_ignores, 'filterwarnings = ["error"]\nignored = 1'),
    (house.unhashed, "# made by a tool\na==1.0 ; x == 'y' \\\n    --hash=sha256:00\n    # via b\n"),
    (house.index_addresses, "index_urls = 3"),
]


@pytest.mark.parametrize(("rule", "sample"), GOOD)
def test_a_rule_lets_pass(rule: Callable[[str], list[str]], sample: str):
    assert rule(sample) == []


def test_verbs_are_found_in_code_only():
    text = (
        "We make things.\n\n    make run\n\nThen `make lint`, or:\n\n```sh\nmake test PORT=1\n```\n"
    )
    assert house.targets_named(text) == {"run", "lint", "test"}
    assert house.targets_made("run: a\n\tb\nX := 1\ntest:\n") == {"run", "test"}


BROKEN = {
    "house": ("estimator/cli.py", "import app"),
    "floors": ("estimator/settings.py", "import estimator.cli"),
    "exhaustive": ("estimator/helpers.py", ""),
    "core": ("pricing/money.py", "import os"),
    "screen": ("estimator/cli.py", "import streamlit"),
    "paper": ("estimator/cli.py", "from reportlab.pdfgen import canvas"),
    "store": ("estimator/cli.py", "import sqlite3"),
}


@pytest.mark.parametrize("contract", BROKEN)
def test_an_import_contract_catches(contract: str, tmp_path: Path):
    samples = {"pricing/__init__.py": "", "estimator/__init__.py": "", "estimator/cli.py": ""}
    place, line = BROKEN[contract]
    for name, text in {**samples, place: line}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    result = lint_imports(tmp_path)
    assert result.returncode == 1
    assert "5 kept, 1 broken" in result.stdout, result.stdout
