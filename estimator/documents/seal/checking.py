"""Checking a quote's file: is it what was issued, do its figures hold, and whose is it?

Each step says what was looked at, whether it holds, and what was found. The verdict is drawn from
them: one step that fails makes a file altered; a file that holds in itself, but that neither a
known price list nor a known signature stands behind, is from a studio unknown here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import msgspec
from babel import UnknownLocaleError

from estimator.documents.archive import is_sealed
from estimator.documents.errors import CannotPrint
from estimator.documents.seal.figures import contradictions, repriced
from estimator.documents.seal.plain import NotPlain
from estimator.documents.seal.reading import Parts, first_difference, parts_of, record_in
from estimator.documents.seal.record import (
    TEMPLATE,
    Record,
    makers,
    quote_file,
    read_record,
)
from estimator.documents.seal.visible import differing_words
from pricing.book import PriceBook
from pricing.quote import Quote, Studio

Verdict = Literal["intact", "altered", "unknown studio", "not a quote"]
WRONG = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, UnknownLocaleError)
"""How a record that is made up can fail where one of ours cannot."""


class Step(msgspec.Struct, frozen=True):
    """One thing that was looked at. `holds` is None where there was nothing to hold it against."""

    what: str
    holds: bool | None
    told: str


class Verification(msgspec.Struct, frozen=True):
    """What was found of one file. `quote` is what its record says, where it has one."""

    verdict: Verdict
    steps: tuple[Step, ...]
    quote: Quote | None = None

    @property
    def failed(self) -> tuple[Step, ...]:
        """The steps that do not hold."""
        return tuple(step for step in self.steps if step.holds is False)


class Known(msgspec.Struct, frozen=True):
    """What stands behind quotes here: price books by edition; studios, certificates by key."""

    books: Mapping[str, PriceBook] = {}
    studios: Mapping[str, Studio] = {}
    certificates: Mapping[str, tuple[bytes, ...]] = {}


def verify(file: bytes, known: Known) -> Verification:
    """What can be said of a file that somebody hands in. Never raises for what it holds."""
    try:
        parts = parts_of(file)
    except NotPlain as found:
        return Verification("not a quote", (Step("File", False, f"{found}."),))
    whole = is_sealed(parts.made)
    try:
        record = read_record(record_in(parts.made))
    except (NotPlain, *WRONG) as found:
        step = Step("Record", False, f"{_said(found)}.")
        if whole or b"application#2Fjson" in parts.made:
            return Verification("altered", (_seal(whole), step))
        return Verification("not a quote", (step,))
    steps = (_seal(whole), *_held(record, parts, known))
    return Verification(_verdict(steps), steps, record.quote)


def _seal(whole: bool) -> Step:
    told = "Its bytes are those it was sealed with." if whole else "Its bytes are not those sealed."
    return Step("Seal", whole, told)


def _held(record: Record, parts: Parts, known: Known) -> Iterator[Step]:
    yield _step("Figures", contradictions(record.quote.estimate), "Every sum follows.")
    yield _same_file(record, parts.made)
    yield _prices(record.quote, known)
    yield _studio(record.quote.studio, known)
    yield _signature(record, parts, known)


def _step(what: str, wrong: Iterable[str], right: str) -> Step:
    try:
        found = list(wrong)
    except WRONG as fault:
        found = [f"they cannot be worked out: {_said(fault)}"]
    told = f"{found[0]}{f' and {len(found) - 1} more' if found[1:] else ''}." if found else right
    return Step(what, not found, told)


def _same_file(record: Record, made: bytes) -> Step:
    """Makes the file again; what an older template printed is held against its words alone."""
    if record.template > TEMPLATE:
        return Step("Document", None, "It was made by a newer version of the program: update.")
    try:
        again = quote_file(record)
    except (CannotPrint, *WRONG) as fault:
        return Step("Document", False, f"Its record cannot be printed: {_said(fault)}.")
    if again == made:
        return Step("Document", True, "Made again from its record, it is the same to the last bit.")
    if record.template == TEMPLATE and record.made_with == makers():
        where = first_difference(made, again)
        return Step("Document", False, f"Made again from its record, it differs: {where}.")
    codes = {record.check_code, record.quote.check_code}  # of what was recorded then, and now
    words = differing_words(made, again, codes)
    told = "Made by another version; what can be read in it is what its record says."
    return _step("Document", words, told)


def _prices(quote: Quote, known: Known) -> Step:
    estimate = quote.estimate
    book = known.books.get(estimate.edition)
    if book is None or book.studio != estimate.studio:
        told = f"The price list, edition {estimate.edition} of {quote.studio.key}, is not here."
        return Step("Prices", None, told)
    right = f"Priced again with edition {book.edition}, every figure and term is the same."
    return _step("Prices", repriced(quote, book), right)


def _studio(studio: Studio, known: Known) -> Step:
    """Whose it says it is: a wrong address or link on a right price is a trap too."""
    here = known.studios.get(studio.key)
    if here is None:
        return Step("Studio", None, f"{studio.legal_name} is not known here.")
    fields = [name for name in Studio.model_fields if getattr(here, name) != getattr(studio, name)]
    if fields:
        told = f"Not as {studio.legal_name} is known here: {', '.join(fields)}."
        return Step("Studio", None, told)
    return Step("Studio", True, f"{studio.legal_name}, as it is known here.")


def _signature(record: Record, parts: Parts, known: Known) -> Step:
    if not parts.added:
        room = " although there is room for it" if record.signature else ""
        told = f"Not signed{room}: whoever has the studio's price list can make such a quote."
        return Step("Signature", None, told)
    if not record.signature:
        return Step("Signature", False, "Something was added behind its end.")
    # Reading a signature takes half a second to import, and most files have none.
    from estimator.documents.seal.signing import signed_by

    holds, told = signed_by(parts, known.certificates.get(record.quote.studio.key, ()))
    return Step("Signature", holds, told)


def _verdict(steps: tuple[Step, ...]) -> Verdict:
    if any(step.holds is False for step in steps):
        return "altered"
    by_name = {step.what: step.holds for step in steps}
    is_the_studios = by_name["Prices"] and by_name["Studio"]
    if by_name["Document"] and (is_the_studios or by_name["Signature"]):
        return "intact"
    return "unknown studio"


def _said(fault: BaseException) -> str:
    return str(fault).partition("\n")[0].rstrip(".") or type(fault).__name__
