"""What an owner does with editions: out to a file, back in as a draft, laid beside, tried out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from estimator.batching.impact import Editions, Impact, impact_of_briefs, impact_of_frame
from estimator.loading import TAXES, FilesRefused, load_brief
from estimator.loading.differing import other_changes
from estimator.loading.editions import read_edition, write_edition
from estimator.loading.gathering import Draft
from estimator.loading.sheets import read_sheet
from estimator.workspace import Workspace
from pricing.book import PriceBook
from pricing.brief import Brief
from pricing.checks import PriceChange, changes, check_editions
from pricing.dated import in_force
from pricing.errors import NotInForce
from pricing.money import decimal_text
from pricing.problems import Problem, unknown
from pricing.repricing import Ending, ExchangeRate, Repriced, Repricing, in_currency, reprice
from pricing.scanning import scan
from pricing.values import PRICE_PLACES

__all__ = [
    "Difference",
    "Draft",
    "FilesRefused",
    "Impact",
    "Imported",
    "compare_editions",
    "convert",
    "edition_called",
    "export_edition",
    "impact",
    "import_edition",
    "raise_prices",
]

MOST_BRIEFS = 200_000


class Difference(msgspec.Struct, frozen=True):
    """What one edition has that another has not: its figures, and everything else in words."""

    before: PriceBook
    figures: tuple[PriceChange, ...]
    others: tuple[str, ...]

    @property
    def is_none(self) -> bool:
        """Whether both say the same, whatever their first days."""
        return not self.figures and not self.others


class Imported(msgspec.Struct, frozen=True):
    """A file as a draft, all that an owner should know of it, and what it would change.

    `difference` is None where there is no draft, or no edition that it would follow.
    """

    draft: Draft
    problems: tuple[Problem, ...]
    difference: Difference | None = None


def edition_called(workspace: Workspace, studio: str, name: str = "") -> PriceBook:
    """The edition of a first day, or in a file; without a name the one in force today.

    Raises `FilesRefused` for one that is not there or cannot be used, and `NotInForce`.
    """
    if not name:
        return workspace.book(studio)
    editions = {
        each.effective_from.isoformat(): each for each in workspace.studios[studio].editions
    }
    if name in editions:
        return editions[name]
    path = Path(name)
    if not path.exists():
        raise FilesRefused([unknown("edition", name, (*editions, "the path of a file"))])
    draft = read_edition(path, workspace.settings.data / TAXES)
    if draft.book is None or not draft.is_usable:
        raise FilesRefused(draft.problems)
    return draft.book


def export_edition(workspace: Workspace, book: PriceBook, path: Path) -> None:
    """The edition as a file of the kind that its name says. Raises `FilesRefused` for another."""
    write_edition(book, path, workspace.settings.data / TAXES)


def import_edition(workspace: Workspace, path: Path) -> Imported:
    """A file as a draft, checked, scanned and laid beside the studio's edition it would follow."""
    draft = read_edition(path, workspace.settings.data / TAXES)
    book = draft.book
    if book is None or not draft.is_usable:
        return Imported(draft, draft.problems, _difference(workspace, book))
    difference = _difference(workspace, book)
    beside = (book,) if difference is None else (difference.before, book)
    found = list(scan(book).problems)
    if difference is None or difference.before.edition != book.edition:
        found += check_editions(beside)
    told = (msgspec.structs.replace(each, where=draft.place(each.where)) for each in found)
    return Imported(draft, (*draft.problems, *told), difference)


def _difference(workspace: Workspace, book: PriceBook | None) -> Difference | None:
    """What the draft would change of the studio's edition in force on its first day."""
    if book is None or book.studio not in workspace.studios:
        return None
    try:
        editions = workspace.studios[book.studio].editions
        before = in_force(editions, book.effective_from, "the price list")
    except NotInForce:
        return None
    return compare_editions(before, book)


def compare_editions(before: PriceBook, after: PriceBook) -> Difference:
    """What the second edition has that the first has not."""
    return Difference(before, changes(before, after), tuple(other_changes(before, after)))


def raise_prices(book: PriceBook, repricing: Repricing, since: date) -> Repriced:
    """The edition with many prices changed at once. Raises `FilesRefused` where that cannot be."""
    return _usable(reprice(book, repricing, since))


def convert(workspace: Workspace, book: PriceBook, to: str, how: tuple[Ending, date]) -> Repriced:
    """The edition in another currency, at the rate known on its new first day.

    Raises `FilesRefused` without a dated rate between the two.
    """
    ending, since = how
    crossed = workspace.rates.crossed(book.currency, to, since)
    if crossed is None or crossed.day is None:
        what = f"there is no rate from {book.currency} to another currency {to} by {since}"
        raise FilesRefused([Problem("currency", what, "a rate in exchange_rates.csv")])
    times, by = (decimal_text(each, PRICE_PLACES) for each in (crossed.times, crossed.by))
    fields = {"base": book.currency, "currency": to, "times": times, "by": by}
    rate = ExchangeRate.model_validate({**fields, "day": crossed.day, "source": crossed.source})
    return _usable(in_currency(book, rate, ending, since))


def _usable(repriced: Repriced) -> Repriced:
    if any(problem.severity == "error" for problem in repriced.problems):
        raise FilesRefused(repriced.problems)
    return repriced


def impact(editions: Editions, briefs: Path, on: date) -> Impact:
    """Briefs repriced under two editions: a CSV file of them in columns, or a folder of TOML files.

    Raises `FilesRefused` for what cannot be read, every file that is wrong at once.
    """
    if briefs.is_dir():
        return impact_of_briefs(_briefs(briefs), editions, on)
    part = next(read_sheet(briefs, MOST_BRIEFS))
    if len(part.rows) == MOST_BRIEFS:
        what = f"it has {MOST_BRIEFS:,} rows or more"
        raise FilesRefused([Problem(briefs.name, what, "those of a year")])
    if len(part.torn):
        where = [f"{briefs.name}, row {number}" for number in part.torn.index]
        pairs = zip(where, part.problems, strict=True)
        raise FilesRefused(msgspec.structs.replace(each, where=at) for at, each in pairs)
    return impact_of_frame(part.rows, editions, on)


def _briefs(folder: Path) -> dict[str, Brief]:
    found, problems = dict[str, Brief](), list[Problem]()
    for path in sorted(folder.glob("*.toml")):
        try:
            found[path.stem] = load_brief(path)
        except FilesRefused as refused:
            problems += refused.problems
    if not found and not problems:
        problems.append(Problem(folder.name, "it holds no briefs", "a folder of TOML files"))
    if problems:
        raise FilesRefused(problems)
    return found
