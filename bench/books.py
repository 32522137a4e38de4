"""A price book's way from file to use: validate, prove, check, scan, for each demo studio.

`python -m bench.books` prints the table. None of it is done for each quote: a book is loaded once.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from bench.measuring import in_turns, table, title
from bench.quote import ON
from estimator.loading import load_book
from estimator.settings import ROOT
from pricing import PriceBook, check
from pricing.bounds import prove
from pricing.scanning import scan

ROUNDS = 5
STEPS = {
    "validate": "the tables as a `PriceBook`, every field",
    "name": "the same, and its content hash",
    "prove": "that no column can overflow",
    "check": "what can be read from it that an owner should know",
    "scan": "every price within reach, for what only prices show",
    "load": "validate and check, from the files of the book and the taxes",
}


def main() -> None:
    """Measure each step of each book in turns and print the table."""
    data = ROOT / "data"
    paths = sorted((data / "price_books").glob("*/2*.toml"))
    times = {path: _steps(path, data / "tax_rates.toml") for path in paths}
    title("Price books", ("pydantic",))
    table(
        ("milliseconds", *STEPS),
        [
            (f"{path.parent.name} {path.stem}", *(f"{took[step] * 1e3:.1f}" for step in STEPS))
            for path, took in times.items()
        ],
    )
    print("\n" + "; ".join(f"{step}: {words}" for step, words in STEPS.items()) + ".")


def _steps(path: Path, taxes: Path) -> dict[str, float]:
    book, _ = load_book(path, taxes)
    written = book.model_dump(mode="json", by_alias=True)
    return in_turns(
        {
            "validate": lambda: PriceBook.model_validate(written),
            "name": lambda: PriceBook.model_validate(written).edition,
            "prove": lambda: prove(book, ON),
            "check": lambda: check(book),
            "scan": lambda: scan(book),
            "load": partial(load_book, path, taxes),
        },
        ROUNDS,
    )


if __name__ == "__main__":
    main()
