"""What people can do, one verb each: gather what is needed, let a pure function decide, hand on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import msgspec

from estimator.batching import Batch, Outputs, Progress, Tally, price_file, price_frame
from estimator.comparison import (
    AiPlan,
    Assumptions,
    Closely,
    Comparison,
    check_plans,
    compare,
    crowds,
    look_closely,
    where_they_are,
)
from estimator.documents.blocks import Block
from estimator.documents.comparing import Appendix, comparison_blocks
from estimator.documents.errors import CannotPrint, PrintProblem
from estimator.documents.seal.checking import Known, Step, Verification, verify
from estimator.documents.seal.keys import (
    Keys,
    PassphraseRefused,
    StudioKey,
    is_certificate,
    new_keys,
    sign,
)
from estimator.documents.seal.reading import LARGEST_FILE
from estimator.documents.seal.record import quote_file, recorded
from estimator.documents.seal.remarks import estimate_for_client
from estimator.documents.seal.telling import (
    VERDICTS,
    claim,
    verification_lines,
    verification_record,
)
from estimator.documents.sections import quote_document
from estimator.documents.text import render_markdown
from estimator.formatting import reader
from estimator.loading import (
    TAXES,
    FilesRefused,
    StudioFiles,
    load_book,
    load_brief,
    load_studio,
    studio_keys,
)
from estimator.loading.plans import load_plans
from estimator.settings import Settings
from estimator.workspace import Workspace, today_in
from pricing import (
    Brief,
    Client,
    Estimate,
    PriceBook,
    Problem,
    Quote,
    Studio,
    estimate,
    hints,
    offer,
    ranges,
)
from pricing.checks import PriceChange, changes, check_editions
from pricing.hints import Hint
from pricing.money import divide
from pricing.ranges import Range
from pricing.scanning import scan

__all__ = [
    "VERDICTS",
    "Appendix",
    "Batch",
    "CannotPrint",
    "Checked",
    "FilesRefused",
    "Keys",
    "Outputs",
    "PassphraseRefused",
    "PrintProblem",
    "Step",
    "StudioKey",
    "Verification",
    "appendix",
    "cheaper_with_more",
    "check_ai_plans",
    "check_book",
    "claim",
    "compare_with_ai",
    "is_on_site",
    "look_at_plan",
    "make_keys",
    "make_quote",
    "per_person",
    "price",
    "price_batch",
    "price_range",
    "quote_markdown",
    "quote_pdf",
    "read_brief",
    "read_quote_file",
    "strengths",
    "verification_lines",
    "verification_record",
    "verify_quote",
    "with_book",
]


def read_brief(path: Path) -> Brief:
    """The brief in a TOML file. Raises `FilesRefused` with every problem."""
    return load_brief(path)


class Checked(msgspec.Struct, frozen=True):
    """A price book that can be used, with all that its owner should know.

    `priced` is how many briefs were priced to see it. `before` is the studio's edition that it
    would replace, if there is one, and `changes` is what it changes there.
    """

    book: PriceBook
    problems: tuple[Problem, ...]
    priced: int
    before: PriceBook | None
    changes: tuple[PriceChange, ...]


def check_book(path: Path, settings: Settings) -> Checked:
    """A price book file read, scanned, and laid beside the studio's other editions.

    Raises `FilesRefused` when it cannot be used.
    """
    book, problems = load_book(path, settings.data / TAXES)
    scanned = scan(book)
    others = _other_editions(book, settings)
    begun = [each for each in others if each.effective_from <= book.effective_from]
    before = max(begun, key=lambda each: each.effective_from, default=None)
    beside = (book,) if before is None else (before, book)
    needed = today_in(book.time_zone, settings) if others and before is None else None
    found = (*scanned.problems, *check_editions(beside, needed))
    file = f"{path.parent.name}/{path.name}"
    problems += tuple(
        msgspec.structs.replace(each, where=f"{file}, {each.where}") for each in found
    )
    changed = () if before is None else changes(before, book)
    return Checked(book, problems, scanned.priced, before, changed)


def _other_editions(book: PriceBook, settings: Settings) -> tuple[PriceBook, ...]:
    """The studio's editions, where it is known, without the one that is checked."""
    if book.studio not in studio_keys(settings.data):
        return ()
    editions = load_studio(settings.data, book.studio).editions
    return tuple(each for each in editions if each.edition != book.edition)


def with_book(workspace: Workspace, path: Path) -> tuple[Workspace, str]:
    """The workspace with the book in a file as its studio's only edition, and that studio's key.

    Raises `FilesRefused` when the book cannot be used.
    """
    book, warnings = load_book(path, workspace.settings.data / TAXES)
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


def cheaper_with_more(workspace: Workspace, studio: str, estimate: Estimate) -> tuple[Hint, ...]:
    """Where one more of something would cost the client less, on the day of the estimate."""
    on = estimate.priced_on
    return hints.cheaper_with_more(estimate.brief, workspace.book(studio, on), on)


def price_range(workspace: Workspace, studio: str, brief: Brief, on: date | None = None) -> Range:
    """What a brief with open questions comes to at the least, likely and at the most.

    Raises `BriefRefused` with every answer that cannot be priced.
    """
    day = on or workspace.today(studio)
    book = workspace.book(studio, day)
    return ranges.price_range(brief, lambda other: estimate(other, book, day))


def price_batch(
    workspace: Workspace,
    studio: str,
    batch: Batch,
    on: date | None = None,
    progress: Progress | None = None,
) -> Tally:
    """A file of many briefs priced row by row, with the refused rows and their problems apart.

    Raises `FilesRefused` for a file or a column that cannot be read, and `MayOverflow` for a price
    book that columns cannot hold.
    """
    day = on or workspace.today(studio)
    book = workspace.book(studio, day)
    price = partial(price_frame, book=book, on=day, threads=batch.threads)
    return price_file(batch.source, batch.outputs, price, progress)


def per_person(estimate: Estimate) -> int:
    """What is payable for each person, rounded, in minor units."""
    return divide(estimate.payable, estimate.people, "half_up")


def compare_with_ai(
    workspace: Workspace, estimate: Estimate, assumptions: Assumptions | None = None
) -> Comparison:
    """The estimate beside the featured AI plans over the same people and months.

    Where the studio comes to the people, nobody's travel is counted, whatever is assumed of it.
    """
    featured = tuple(plan for plan in workspace.plans if plan.featured)
    book = workspace.book(estimate.studio, estimate.priced_on)
    assumed = where_they_are(assumptions or Assumptions(), estimate, book)
    return compare(estimate, featured, assumed, workspace.rates)


def look_at_plan(
    workspace: Workspace, estimate: Estimate, comparison: Comparison, key: str = ""
) -> Closely | None:
    """One plan of a comparison looked at closely, by default the cheapest with a firm price.

    None where no plan could be compared.
    """
    row = comparison.row(key) or comparison.closest
    if row is None:
        return None
    book = workspace.book(estimate.studio, estimate.priced_on)
    return look_closely(comparison, row, partial(crowds, estimate, book))


def is_on_site(workspace: Workspace, estimate: Estimate) -> bool:
    """Whether the studio comes to everybody, so that nobody else travels."""
    book = workspace.book(estimate.studio, estimate.priced_on)
    usual = Assumptions()
    return where_they_are(usual, estimate, book) != usual


def check_ai_plans(path: Path, on: date) -> tuple[tuple[AiPlan, ...], tuple[Problem, ...]]:
    """The usable AI plans of a file, and all that an owner should know of it on a day."""
    plans, problems = load_plans(path)
    return plans, (*problems, *check_plans(plans, on))


def strengths(plans: tuple[AiPlan, ...]) -> dict[str, int]:
    """How many plans are strong, weak and disputed."""
    return dict(Counter(plan.strength for plan in plans))


def make_quote(workspace: Workspace, studio: str, estimate: Estimate, client: Client) -> Quote:
    """The estimate offered to the client on the terms of the edition that priced it."""
    terms = workspace.book(studio, estimate.priced_on).terms
    offered = estimate_for_client(estimate)  # its number is made of all that it holds
    return offer(offered, workspace.studio(studio), client, (terms.validity_days, terms.paragraphs))


def appendix(
    workspace: Workspace, estimate: Estimate, comparison: Comparison, plan: str = ""
) -> Appendix:
    """What a quote shows of a comparison, with the plan of that key looked at closely."""
    look = look_at_plan(workspace, estimate, comparison, plan)
    return Appendix(comparison, look, workspace.findings)


def quote_pdf(
    quote: Quote, appended: Appendix | None = None, key: StudioKey | None = None
) -> bytes:
    """The quote as a PDF on the studio's paper, with its record inside; with a key, signed.

    Raises `CannotPrint` for text no font can print, and `PassphraseRefused` for a key that does
    not open.
    """
    file = quote_file(recorded(quote, _more(quote, appended), signature=key is not None))
    return file if key is None else sign(file, key)


def quote_markdown(quote: Quote, appended: Appendix | None = None) -> str:
    """The same quote as Markdown."""
    return render_markdown(quote_document(quote, _more(quote, appended)))


def _more(quote: Quote, appended: Appendix | None) -> tuple[Block, ...]:
    if appended is None:
        return ()
    return comparison_blocks(appended, reader(quote.studio.locale, quote.estimate.currency))


def verify_quote(
    workspace: Workspace, file: bytes, certificates: Iterable[Path] = ()
) -> Verification:
    """What can be said of a quote's file: intact, altered, from an unknown studio, or no quote.

    It is held against its own record, the price lists here, and the certificates (PEM) that are
    given or lie in `certificates/<studio>/` of the data. Never raises for what the file holds, but
    `FilesRefused` for a certificate that is none.
    """
    folder, extra = workspace.settings.data / "certificates", tuple(certificates)
    kept = {
        key: tuple(_certificate(path) for path in (*extra, *sorted((folder / key).glob("*.pem"))))
        for key in workspace.studios
    }
    books = [book for files in workspace.studios.values() for book in files.editions]
    studios = {key: files.studio for key, files in workspace.studios.items()}
    return verify(file, Known({book.edition: book for book in books}, studios, kept))


def _certificate(path: Path) -> bytes:
    read = path.read_bytes()
    if not is_certificate(read):
        advice = "the .pem file that `headshot-quote keys new` made"
        raise FilesRefused([Problem(path.name, "it is no certificate", advice)])
    return read


def read_quote_file(path: Path) -> bytes:
    """The bytes of a file, no more of them than the largest quote has."""
    with path.open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def make_keys(workspace: Workspace, studio: str, passphrase: str) -> Keys:
    """A new key for the studio, and the certificate its clients know it by.

    Raises `PassphraseRefused` for one that is too short.
    """
    return new_keys(workspace.studio(studio).legal_name, passphrase, datetime.now(UTC))
