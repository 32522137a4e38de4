"""One quote as a PDF, beside other ways to print the same words; then a folder of five hundred.

`python -m bench.documents` prints the tables. A printer whose file lacks a word of the quote stops
the run.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from io import BytesIO
from itertools import cycle
from pathlib import Path
from typing import TypeVar

import click
import msgspec
from playwright.sync_api import Browser
from pypdf import PdfReader

from bench import printers
from bench.measuring import in_turns, table, title
from bench.printers import Piece, pieces
from estimator import actions
from estimator.documents.seal.checking import Known, verify
from estimator.documents.seal.record import Record, quote_file, recorded
from estimator.documents.sections import quote_document
from estimator.settings import read_settings
from estimator.workspace import open_workspace
from pricing import Client
from tests.browser.serving import DAY, browsing
from tests.build import DATA

Told = TypeVar("Told")

ROUNDS, VARIANTS, FOLDER, PROCESSES = 15, 8, 500, 2
BRIEF = DATA / "briefs" / "northlight-team-12-on-site.toml"
NAMES = ("Ann", "Zofia", "Jürgen", "Mary-Lou", "Łukasz", "Q. Quill", "Xavier", "Bo")
PACKAGES = ("reportlab", "rl-accel", "fpdf2", "weasyprint", "typst")


def main() -> None:
    """One quote in turns, then a folder."""
    title("One quote as a PDF", PACKAGES)
    told = [pieces(quote_document(record.quote)) for record in records()]
    with browsing() as browser:
        chromium = _chromium(browser)
        subjects: dict[str, Callable[[list[Piece]], bytes]] = {
            "reportlab, plain platypus": printers.plain_reportlab,
            "typst": printers.typst_compiled,
            "fpdf2": printers.fpdf2,
            "WeasyPrint": printers.weasyprint,
            "Chromium, printing HTML": chromium,
        }
        files = {name: run(told[0]) for name, run in subjects.items()}
        for name, file in files.items():
            missing = _missing(told[0], file)
            if missing:
                raise SystemExit(f"{name} does not print {missing[:5]}")
        own = "**Headshot Quote: laid out, tagged, PDF/A-3a, PDF/UA-1, JSON**"
        files[own] = quote_file(records()[0])
        turns = {name: _varied(run, told) for name, run in subjects.items()}
        turns[own] = _varied(quote_file, records())
        took = in_turns(turns, ROUNDS)
    floor = took["reportlab, plain platypus"]
    rows = [
        (name, f"{took[name] * 1000:.1f}", f"{took[name] / floor:.2f}", f"{len(files[name]):,}")
        for name in sorted(took, key=lambda each: took[each])
    ]
    table(("printed by", "milliseconds", "times plain reportlab", "bytes"), rows)
    _folder()


@cache
def records() -> list[Record]:
    """The same quote for several clients, so that nothing can print one from memory."""
    workspace = open_workspace(read_settings({"HEADSHOT_QUOTE_TODAY": DAY}))
    estimate = actions.price(workspace, "northlight", actions.read_brief(BRIEF))
    return [
        recorded(actions.make_quote(workspace, "northlight", estimate, Client(name=name)))
        for name in NAMES
    ]


def _varied(run: Callable[[Told], bytes], told: list[Told]) -> Callable[[], bytes]:
    following = cycle(told)
    return lambda: run(next(following))


def _chromium(browser: Browser) -> Callable[[list[Piece]], bytes]:
    page = browser.new_page()

    def printed(told: list[Piece]) -> bytes:
        page.set_content(printers.as_html(told))
        return page.pdf(format="Letter")

    return printed


def _missing(told: list[Piece], file: bytes) -> list[str]:
    """Words of the quote that cannot be read in the file."""
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(file)).pages)
    words = " ".join(f"{each.words} {' '.join(map(' '.join, each.rows))}" for each in told)
    return sorted({word for word in words.split() if word not in text})


# ---------------------------------------------------------------- a folder


def _folder() -> None:
    title(f"A folder of {FOLDER} quotes", ("reportlab", "rl-accel"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [_filled(folder, FOLDER // 5, 1), _filled(folder, FOLDER, PROCESSES)]
        known = Known()
        kept = sorted(folder.glob("*.pdf"))[::50]
        failed = [path.name for path in kept if verify(path.read_bytes(), known).failed]
        if failed:
            raise SystemExit(f"not as they were made: {failed}")
    table(("processes", "quotes", "seconds", "quotes a second"), rows)


def _filled(folder: Path, many: int, processes: int) -> tuple[str, ...]:
    """Writes the quotes, each with a number of its own, and says how long it took."""
    with ProcessPoolExecutor(processes) as pool:
        list(pool.map(_written, [folder] * processes, range(-processes, 0)))  # the imports
        began = time.perf_counter()
        work = pool.map(_written, [folder] * many, range(many), chunksize=10)
        hidden = not sys.stderr.isatty()
        with click.progressbar(work, many, file=sys.stderr, hidden=hidden) as bar:
            count = sum(1 for _ in bar)
        took = time.perf_counter() - began
    return str(processes), str(count), f"{took:.1f}", f"{count / took:.0f}"


def _written(folder: Path, number: int) -> int:
    record = records()[number % VARIANTS]
    quote = record.quote
    client = quote.client.model_copy(update={"organisation": f"Client {number + PROCESSES}"})
    changed = msgspec.structs.replace(quote, client=client)
    return (folder / f"{number + PROCESSES:04}.pdf").write_bytes(quote_file(recorded(changed)))


if __name__ == "__main__":
    main()
