"""An edition out to a file and back in as a draft: TOML, a workbook, or a folder of CSV files."""

from __future__ import annotations

from pathlib import Path

from estimator.loading.books import load_book, load_taxes
from estimator.loading.csv_tables import csv_tables, read_csv_tables
from estimator.loading.files import FilesRefused
from estimator.loading.gathering import Draft, gather
from estimator.loading.laying import lay_out
from estimator.loading.spreadsheets import read_workbook
from estimator.loading.workbooks import workbook
from estimator.loading.writing import book_toml
from pricing.book import PriceBook
from pricing.problems import Problem
from pricing.tax import TaxPlace


def write_edition(book: PriceBook, path: Path, taxes: Path) -> None:
    """The edition as a file of the kind that its name says; a name without one is a folder.

    Raises `FilesRefused` for another kind, and `OSError` for what cannot be written.
    """
    match path.suffix.casefold():
        case ".toml":
            path.write_text(edition_toml(book, taxes), encoding="utf-8", newline="\n")
        case ".xlsx":
            path.write_bytes(_workbook(book, path))
        case "":
            path.mkdir(exist_ok=True)
            for name, content in csv_tables(lay_out(book)).items():
                (path / name).write_bytes(content)
        case _:
            raise _unknown(path)


def edition_toml(book: PriceBook, taxes: Path) -> str:
    """The edition as TOML; its places are named where the tax file has them as they are."""
    places = {key: TaxPlace.model_validate(place) for key, place in load_taxes(taxes).items()}
    return book_toml(book, places)


def read_edition(path: Path, taxes: Path) -> Draft:
    """A file as a draft, with all that is wrong with it by table, row and column."""
    try:
        match path.suffix.casefold():
            case ".toml":
                return Draft(*load_book(path, taxes))
            case ".xlsx":
                return gather(read_workbook(path), path.name)
            case "" if path.is_dir():
                return gather(read_csv_tables(path), path.name)
            case _:
                raise _unknown(path)
    except FilesRefused as refused:
        return Draft(None, refused.problems)


def _workbook(book: PriceBook, path: Path) -> bytes:
    try:
        return workbook(lay_out(book), book.effective_from)
    except ValueError as error:
        raise FilesRefused([Problem(path.name, str(error), "TOML or CSV for this list")]) from None


def _unknown(path: Path) -> FilesRefused:
    what = "it is neither a workbook, nor TOML, nor a folder of CSV files"
    return FilesRefused([Problem(path.name, what, "a name that ends in .xlsx or .toml")])
