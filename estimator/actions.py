"""What people can do, one verb each: gather what is needed, let a pure function decide, hand on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from estimator.comparison import Assumptions, Comparison, compare
from estimator.documents.blocks import Document
from estimator.documents.comparing import comparison_blocks
from estimator.documents.errors import CannotPrint, PrintProblem
from estimator.documents.pdf import Look, Page, render_pdf
from estimator.documents.sections import quote_document
from estimator.documents.text import render_markdown
from estimator.formatting import reader
from estimator.loading import FilesRefused, StudioFiles, load_book, load_brief
from estimator.settings import Settings
from estimator.workspace import Workspace
from pricing import Brief, Client, Estimate, PriceBook, Problem, Quote, Studio, estimate, offer

__all__ = [
    "CannotPrint",
    "FilesRefused",
    "PrintProblem",
    "check_book",
    "compare_with_ai",
    "make_quote",
    "price",
    "quote_markdown",
    "quote_pdf",
    "read_brief",
    "with_book",
]


def read_brief(path: Path) -> Brief:
    """The brief in a TOML file. Raises `FilesRefused` with every problem."""
    return load_brief(path)


def check_book(path: Path, settings: Settings) -> tuple[PriceBook, tuple[Problem, ...]]:
    """A price book file and its warnings. Raises `FilesRefused` when it cannot be used."""
    return load_book(path, settings.data / "tax_rates.toml")


def with_book(workspace: Workspace, path: Path) -> tuple[Workspace, str]:
    """The workspace with the book in a file as its studio's only edition, and that studio's key.

    Raises `FilesRefused` when the book cannot be used.
    """
    book, warnings = check_book(path, workspace.settings)
    known = workspace.studios.get(book.studio)
    studio = known.studio if known else _nameless(book)
    files = StudioFiles(studio, (book,), warnings)
    studios = {**workspace.studios, book.studio: files}
    return msgspec.structs.replace(workspace, studios=studios), book.studio


def _nameless(book: PriceBook) -> Studio:
    """A studio of which only the price book is known."""
    name = book.studio.replace("-", " ").title()
    intro = "Everything needed is listed below at a fixed price."
    return Studio(key=book.studio, name=name, legal_name=name, initials=name[0], intro=intro)


def price(workspace: Workspace, studio: str, brief: Brief, on: date | None = None) -> Estimate:
    """The brief priced with the studio's list in force on a day, by default today.

    Raises `BriefRefused` with every problem of the brief.
    """
    day = on or workspace.today(studio)
    return estimate(brief, workspace.book(studio, day), day)


def compare_with_ai(
    workspace: Workspace, estimate: Estimate, assumptions: Assumptions | None = None
) -> Comparison:
    """The estimate beside the featured AI plans over the same people and months."""
    featured = tuple(plan for plan in workspace.plans if plan.featured)
    return compare(estimate, featured, assumptions or Assumptions(), workspace.rates)


def make_quote(workspace: Workspace, studio: str, estimate: Estimate, client: Client) -> Quote:
    """The estimate offered to the client on the terms of the edition that priced it."""
    terms = workspace.book(studio, estimate.priced_on).terms
    return offer(estimate, workspace.studio(studio), client, (terms.validity_days, terms.texts))


def quote_pdf(quote: Quote, comparison: Comparison | None = None) -> bytes:
    """The quote as a PDF on the studio's paper. Raises `CannotPrint` for text no font can print."""
    page = Page.A4 if quote.studio.page == "a4" else Page.LETTER
    return render_pdf(_document(quote, comparison), page, Look(quote.studio.accent))


def quote_markdown(quote: Quote, comparison: Comparison | None = None) -> str:
    """The same quote as Markdown."""
    return render_markdown(_document(quote, comparison))


def _document(quote: Quote, comparison: Comparison | None) -> Document:
    if comparison is None:
        return quote_document(quote)
    read = reader(quote.studio.locale, quote.estimate.currency)
    return quote_document(quote, comparison_blocks(comparison, read))
