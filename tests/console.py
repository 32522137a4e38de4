"""Commands in the documentation, run as written.

A block opened by ```console holds commands after `$ ` and what they print.
`python -m tests.console` runs them all and writes what they print into the documents.
"""

import io
import re
import shlex
import sys
from contextlib import redirect_stdout
from pathlib import Path

from estimator.cli import main

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def commands(document: str) -> list[tuple[str, str]]:
    """Every command of a document with what it is said to print."""
    found = []
    for block in _BLOCK.findall(document):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, printed = part.partition("\n")
            found.append((command, printed))
    return found


def run(command: str) -> str:
    """What a `headshot-quote` command prints."""
    program, *arguments = shlex.split(command)
    if program != "headshot-quote":
        raise ValueError(f"only headshot-quote runs here, not {program}")
    printed = io.StringIO()
    with redirect_stdout(printed):
        code = main(arguments)
    if code:
        raise ValueError(f"{command} ended with {code}")
    return printed.getvalue()


def refreshed(document: str) -> str:
    """The document with every command's output as it is now."""

    def again(block: re.Match[str]) -> str:
        parts = [f"$ {command}\n{run(command)}" for command, _ in commands(block[0])]
        return f"```console\n{''.join(parts)}```"

    return _BLOCK.sub(again, document)


if __name__ == "__main__":
    for path in DOCUMENTS:
        path.write_text(refreshed(path.read_text()))
    sys.exit(0)
