"""Many quotes at once: columns beside SQL and a loop over rows, their memory, and their growth.

`python -m bench.columns` measures in turns the twelve-line quote of `quote.py`, which three can
price, then a demo studio's whole list, then memory in processes of their own.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from bench.drawing import PART, Columns, as_briefs, drawn
from bench.measuring import in_turns, table, title
from bench.peers import by_decimals
from bench.quote import CREATIVE, LINES, ON, PROMOTION, TAX, VOLUME, VOLUME_FROM, Asked, book
from bench.sheet import demo_book, demo_columns
from pricing import PriceBook
from pricing.batch import Briefs, Priced, price_columns

ROWS, BY_ROW, ROUNDS = 1_000_000, 10_000, 3
MANY = 10_000_000
GROWTH = (1_000, 10_000, 100_000, 1_000_000)


_COUNTED = {
    "booking": "1",
    "person": "people",
    "image": "images * people",
    "further_image": "(images - 1) * people",
    "further_look": "(looks - 1) * people",
    "distance": "distance",
}


def sql() -> str:
    """The quote in SQL: whole cents, prices in millionths, half a cent up."""
    units = iter(("first", "second"))
    lines = [
        f"({_COUNTED.get(what) or next(units)} * {_millionths(price)} + 5000) // 10000 AS l{at}"
        for at, (_, what, price) in enumerate(LINES)
    ]
    areas = {
        area: " + ".join(f"l{at}" for at, line in enumerate(LINES) if line[0] == area)
        for area in ("session", "retouching", "extras", "travel")
    }
    creative = " + ".join(f"l{at}" for at in range(CREATIVE))
    summed = ", ".join(f"{sums} AS {area}" for area, sums in areas.items())
    return f"""
        WITH lines AS (SELECT people, code, {", ".join(lines)} FROM briefs),
        areas AS (SELECT *, {summed}, {creative} AS creative FROM lines),
        volume AS (SELECT *, session + retouching + extras + travel AS sum,
            CASE WHEN people >= {VOLUME_FROM} THEN {_part("creative", VOLUME)} ELSE 0 END AS less
            FROM areas),
        net AS (SELECT *, sum - less - CASE WHEN code = 1
            THEN {_part("(sum - less)", PROMOTION)} ELSE 0 END AS net FROM volume),
        taxed AS (SELECT *, {_part("net", TAX)} AS tax FROM net)
        SELECT session, retouching, extras, travel, net - sum AS adjustments, net, tax,
            net + tax AS payable FROM taxed"""  # noqa: S608 - made of this file's own figures


def _millionths(text: str) -> int:
    whole, _, part = text.partition(".")
    return int(whole + part.ljust(6, "0"))


def _part(base: str, percent: str) -> str:
    return f"({base} * {_millionths(percent)} + 50000000) // 100000000"


def by_rows(frame: pd.DataFrame) -> pd.Series[int]:
    """Row by row with decimals, which is what a notebook mostly does."""
    peer = by_decimals()

    def row(asked: pd.Series[int]) -> int:
        people, images, looks = int(asked["people"]), int(asked["images"]), int(asked["looks"])
        counted = {"booking": 1, "person": people, "image": images * people}
        counted |= {"further_image": (images - 1) * people, "further_look": (looks - 1) * people}
        counted |= {"distance": int(asked["distance"])}
        units = iter((int(asked["first"]), int(asked["second"])))
        quantities = tuple(
            counted[what] if what in counted else next(units) for _, what, _ in LINES
        )
        return peer(Asked(quantities, people >= VOLUME_FROM, bool(asked["code"])))

    return frame.apply(row, axis=1)


def main() -> None:
    """Check that all agree, measure, and print the tables."""
    prices, columns = book(), drawn(ROWS)
    title("Columns of quotes", ("numpy", "pandas", "duckdb"))
    _beside(prices, columns)
    print("\nWhat a row costs as rows grow; columns on one thread.\n")
    _growth(prices, columns)
    print("\nMemory at its highest, each in a process of its own.\n")
    _memory()


def _beside(prices: PriceBook, columns: Columns) -> None:
    frame, few = pd.DataFrame(columns), pd.DataFrame(columns).head(BY_ROW)
    briefs, demo = as_briefs(prices, columns), demo_columns(ROWS)
    asked = {threads: _database(frame, threads) for threads in (1, 2)}
    _agree(price_columns(prices, briefs, ON), asked[1]().fetchnumpy(), by_rows(few))
    times = in_turns(
        {
            "**columns, 1 thread**": lambda: price_columns(prices, briefs, ON, 1),
            "**columns, 2 threads**": lambda: price_columns(prices, briefs, ON, 2),
            "DuckDB, 1 thread": lambda: asked[1]().fetchnumpy(),
            "DuckDB, 2 threads": lambda: asked[2]().fetchnumpy(),
            "pandas `apply` with `Decimal`": lambda: by_rows(few),
            "**columns, Northlight's whole list, 1 thread**": lambda: _demo(demo, 1),
            "**columns, Northlight's whole list, 2 threads**": lambda: _demo(demo, 2),
        },
        ROUNDS,
    )
    each = {name: took / (BY_ROW if "apply" in name else ROWS) for name, took in times.items()}
    least = each["**columns, 1 thread**"]
    rows = [(name, f"{1 / took:,.0f}", f"{took / least:,.2f}") for name, took in each.items()]
    table(("twelve-line quote", "rows/s", "times columns, 1 thread"), rows)


def _demo(briefs: Briefs, threads: int) -> Priced:
    return price_columns(demo_book(), briefs, ON, threads)


def _database(frame: pd.DataFrame, threads: int) -> Callable[[], Any]:
    """The query, ready to run on a table that is in the database's memory."""
    database = duckdb.connect()
    database.execute(f"SET threads = {threads}")
    database.register("drawn", frame)
    database.execute("CREATE TABLE briefs AS SELECT * FROM drawn")
    return partial(database.execute, sql())


def _agree(found: Priced, by_sql: Columns, by_row: pd.Series[int]) -> None:
    """Stops unless every figure of every row is the same."""
    different = [name for name in by_sql if not np.array_equal(by_sql[name], found.amounts[name])]
    few = found.amounts["payable"][:BY_ROW]
    if different or found.refused.any() or not np.array_equal(by_row.to_numpy(), few):
        raise SystemExit(f"these do not agree: {different or 'row by row'}")


def _growth(prices: PriceBook, columns: Columns) -> None:
    subjects = {
        f"{rows:,}": partial(price_columns, prices, _first(prices, columns, rows), ON, 1)
        for rows in GROWTH
    }
    times = in_turns(subjects, ROUNDS)
    rows = [(name, _each(took, name), f"{took * 1e3:,.1f}") for name, took in times.items()]
    table(("rows", "nanoseconds a row", "milliseconds in all"), rows)


def _each(took: float, rows: str) -> str:
    return f"{took / int(rows.replace(',', '')) * 1e9:,.0f}"


def _first(prices: PriceBook, columns: Columns, rows: int) -> Briefs:
    return as_briefs(prices, {name: column[:rows] for name, column in columns.items()})


def _memory() -> None:
    rows = []
    for words, mode, number in (
        ("nothing but the libraries", "nothing", 0),
        (f"{MANY:,} rows, {PART:,} at a time", "parts", MANY),
        (f"{MANY:,} rows, all columns at once", "whole", MANY),
        ("the command `batch`, CSV to CSV, 200,000 rows", "command", 200_000),
    ):
        line = subprocess.run(
            [sys.executable, "-m", "bench.memory", mode, str(number)],
            check=True,
            capture_output=True,
            text=True,
        )
        seconds, megabytes = line.stdout.split()
        rows.append(
            (words, megabytes, seconds, f"{number / float(seconds):,.0f}" if number else "—")
        )
    table(("2 threads", "MB", "seconds", "rows/s"), rows)


if __name__ == "__main__":
    main()
