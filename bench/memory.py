"""One way to price many rows, in a process of its own: seconds, and memory at its highest.

`python -m bench.memory parts 10000000` prints both; `bench.columns` starts it for its table.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.drawing import PART, as_briefs, drawn
from bench.quote import ON, book
from bench.sheet import demo_book, write_sheet
from estimator.batching import Outputs, price_file, price_frame
from pricing.batch import price_columns

Work = Callable[[int], object]


def main(way: str, rows: str) -> None:
    """Print the seconds and the megabytes of one way."""
    began = time.perf_counter()
    WAYS[way](int(rows))
    print(f"{time.perf_counter() - began:.1f} {_highest():,.0f}")


def _highest() -> float:
    """The most memory this program had, in MB. `getrusage` would count its parent's as well."""
    status = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    (line,) = (line for line in status if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1_024


def _in_parts(rows: int) -> None:
    """A part at a time, each forgotten once it is added up."""
    prices = book()
    for start in range(0, rows, PART):
        briefs = as_briefs(prices, drawn(min(PART, rows - start)))
        price_columns(prices, briefs, ON, 2).amounts["payable"].sum()


def _whole(rows: int) -> None:
    """All columns in memory at once, and all answers."""
    prices = book()
    price_columns(prices, as_briefs(prices, drawn(rows)), ON, 2).amounts["payable"].sum()


def _command(rows: int) -> None:
    """A file of briefs in, a file of amounts out; making the file is part of it."""
    with TemporaryDirectory() as folder:
        source, out = Path(folder) / "briefs.csv", Path(folder) / "priced.csv"
        write_sheet(source, rows)
        price = partial(price_frame, book=demo_book(), on=ON, threads=2)
        price_file(source, Outputs(out, out.with_suffix(".refused.csv")), price)


WAYS: dict[str, Work] = {
    "nothing": lambda _: None,
    "parts": _in_parts,
    "whole": _whole,
    "command": _command,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
