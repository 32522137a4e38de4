"""Quote: an estimate offered to a client by a studio under a number until a date.

A quote keeps its estimate, terms and studio as they were. It is never priced again: a later price
list or setting cannot touch it. Its status is derived on a day, never stored.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Annotated, Literal

import msgspec
from pydantic import Field, StringConstraints

from pricing.estimate import Estimate
from pricing.terms import TermsText
from pricing.values import Key, Value, Words

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]
Status = Literal["open", "expired"]


class Studio(Value):
    """Who sells and signs the quote."""

    key: Key
    name: Line
    legal_name: Line
    tagline: Line = ""
    address: tuple[Line, ...] = ()
    email: Line = ""
    phone: Line = ""
    website: Line = ""
    initials: Annotated[str, StringConstraints(min_length=1, max_length=3)]
    accent: Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")] = "#0F4C5C"
    locale: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}_[A-Z]{2}$")] = "en_US"
    page: Literal["letter", "a4"] = "letter"
    number_pattern: Line = "Q-{year}-{code}"
    intro: Words
    acceptance_url: Line = ""


class Client(Value):
    """Who the quote is addressed to."""

    name: Line = ""
    organisation: Line = ""
    address: Annotated[tuple[Line, ...], Field(max_length=6)] = ()
    email: Line = ""

    @property
    def called(self) -> str:
        """The organisation if there is one, else the person."""
        return self.organisation or self.name


class Quote(msgspec.Struct, frozen=True, gc=False):
    """What is offered: everything the document says, and nothing it has to look up."""

    number: str
    version: int
    studio: Studio
    client: Client
    estimate: Estimate
    issued_on: date
    valid_until: date
    terms: tuple[TermsText, ...]

    def status(self, on: date) -> Status:
        """Open through the end of its last day in the studio's time zone, then expired."""
        return "open" if on <= self.valid_until else "expired"

    @property
    def check_code(self) -> str:
        """The first 12 hex digits of the SHA-256 of everything the quote says."""
        return content_hash(self)[:12]


def offer(
    estimate: Estimate, studio: Studio, client: Client, terms: tuple[int, tuple[TermsText, ...]]
) -> Quote:
    """Offer `estimate` from the day it was priced, for `terms`: days of validity, and the texts.

    The number is made of the year and the content, so that the same brief, priced on the same day
    for the same client, is the same quote, however often it is downloaded.
    """
    days, texts = terms
    issued = estimate.priced_on
    unnumbered = Quote(
        number="",
        version=1,
        studio=studio,
        client=client,
        estimate=estimate,
        issued_on=issued,
        valid_until=issued + timedelta(days=days),
        terms=texts,
    )
    code = content_hash(unnumbered)[:6].upper()
    number = studio.number_pattern.format(year=issued.year, code=code)
    return msgspec.structs.replace(unnumbered, number=number)


def is_shown_as(shown: Quote, quote: Quote) -> bool:
    """Whether `shown` is a quote as it is, but for what its desk says to the studio alone."""
    estimate = msgspec.structs.replace(shown.estimate, desk=quote.estimate.desk)
    return msgspec.structs.replace(shown, estimate=estimate) == quote


def content_hash(quote: Quote) -> str:
    """The SHA-256 of the quote's canonical JSON, in hex."""
    return hashlib.sha256(canonical_json(quote)).hexdigest()


def canonical_json(quote: Quote) -> bytes:
    """Everything the quote says as UTF-8 JSON, its fields in the order of their classes."""
    return msgspec.json.encode(quote, enc_hook=_as_json)


def numbered(quote: Quote, number: str, version: int) -> Quote:
    """The same offer under a number that a store gave it, as one of its versions, from 1 on."""
    return msgspec.structs.replace(quote, number=number, version=version)


def _as_json(value: object) -> object:
    if isinstance(value, Value):
        return value.model_dump(mode="json", by_alias=True)
    raise TypeError(f"{type(value).__name__} has no place in a quote")
