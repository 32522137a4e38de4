"""Price books, studios and taxes from their folders, the last good edition kept in use."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from estimator.loading.files import FilesRefused, Table, as_model, read_toml
from pricing.book import PriceBook
from pricing.checks import check
from pricing.numbering import Numbering
from pricing.problems import Problem, unknown
from pricing.quote import Studio
from pricing.tax import TaxPlace

BOOKS = "price_books"
STUDIO = "studio.toml"
NUMBERING = "numbering"
TAXES = "tax_rates.toml"


class StudioFiles(msgspec.Struct, frozen=True):
    """A studio, its usable editions from the first on, and what is wrong with the others.

    `numbering` is how it numbers the quotes that it issues.
    """

    studio: Studio
    editions: tuple[PriceBook, ...]
    problems: tuple[Problem, ...]
    numbering: Numbering = Numbering()


def studio_keys(data: Path) -> tuple[str, ...]:
    """The studios that have a folder, by name."""
    return tuple(sorted(path.parent.name for path in (data / BOOKS).glob(f"*/{STUDIO}")))


def load_studio(data: Path, key: str) -> StudioFiles:
    """A studio and every edition that can be used.

    Raises `FilesRefused` with all problems when the studio or every edition is broken.
    """
    folder = data / BOOKS / key
    table = read_toml(folder / STUDIO)
    rest = {name: said for name, said in table.items() if name != NUMBERING}
    studio = as_model(Studio, rest, f"{key}/{STUDIO}")
    numbering = as_model(Numbering, table.get(NUMBERING, {}), f"{key}/{STUDIO}, {NUMBERING}")
    editions, problems = list[PriceBook](), list[Problem]()
    for path in sorted(set(folder.glob("*.toml")) - {folder / STUDIO}):
        try:
            editions.append(load_book(path, data / TAXES)[0])
        except FilesRefused as refused:
            problems += refused.problems
    if not editions:
        raise FilesRefused(
            problems or [Problem(key, "there is no price book", "one named by its first day")]
        )
    return StudioFiles(studio, tuple(editions), tuple(problems), numbering)


def load_book(path: Path, taxes: Path) -> tuple[PriceBook, tuple[Problem, ...]]:
    """One price book with its warnings. Raises `FilesRefused` with every error and warning."""
    file = f"{path.parent.name}/{path.name}"
    table, problems = _with_places(read_toml(path), load_taxes(taxes), file)
    try:
        book = as_model(PriceBook, table, file)
    except FilesRefused as refused:
        raise FilesRefused((*problems, *refused.problems)) from None
    problems += _own(path, book, file)
    found = [msgspec.structs.replace(each, where=f"{file}, {each.where}") for each in check(book)]
    problems += found
    if any(problem.severity == "error" for problem in problems):
        raise FilesRefused(problems)
    return book, tuple(problems)


def load_taxes(path: Path) -> dict[str, Table]:
    """The places of the tax file by key, each with its taxes written into it."""
    table = read_toml(path)
    taxes = {tax.get("key"): tax for tax in table.get("taxes", [])}
    places: dict[str, Table] = {}
    problems = list[Problem]()
    for place in table.get("places", []):
        missing = [key for key in place.get("taxes", []) if key not in taxes]
        where = f"{path.name}, place {place.get('key')}, field taxes"
        problems += [unknown(where, key, tuple(map(str, taxes))) for key in missing]
        written = {**place, "taxes": [taxes[key] for key in place.get("taxes", []) if key in taxes]}
        as_model(TaxPlace, written, f"{path.name}, place {place.get('key')}")
        places[str(place.get("key"))] = written
    if problems:
        raise FilesRefused(problems)
    return places


def _with_places(
    table: Table, places: dict[str, Table], file: str
) -> tuple[dict[str, Any], list[Problem]]:
    """The table with the places it names written out; a place it spells out itself stays."""
    named = table.get("places", [])
    keys = [key for key in named if isinstance(key, str)] if isinstance(named, list) else []
    problems = [
        unknown(f"{file}, field places", key, tuple(places)) for key in keys if key not in places
    ]
    if not isinstance(named, list):
        return table, problems
    written = [places.get(each) if isinstance(each, str) else each for each in named]
    return {**table, "places": [each for each in written if each is not None]}, problems


def _own(path: Path, book: PriceBook, file: str) -> list[Problem]:
    """What only the file's name and the machine's time zones can tell."""
    problems = []
    if path.stem != book.effective_from.isoformat():
        what = f"the first day is {book.effective_from} and the file is named {path.name}"
        advice = f"naming it {book.effective_from}.toml"
        problems.append(Problem(f"{file}, field effective_from", what, advice, "warning"))
    try:
        ZoneInfo(book.time_zone)
    except (ValueError, LookupError, OSError):
        what = f"{book.time_zone!r} is not a time zone"
        advice = "a name such as America/Los_Angeles"
        problems.append(Problem(f"{file}, field time_zone", what, advice))
    return problems
