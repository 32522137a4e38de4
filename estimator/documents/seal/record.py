"""The record: all that a quote's file was made from, attached to it as `quote.json`.

From it alone the file can be made again, byte for byte, and every figure checked. It holds nothing
that only the studio may know (see `remarks`).
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

from estimator.documents.blocks import Block
from estimator.documents.filing import Attachment, Filing
from estimator.documents.pdf import Look, Page, render_pdf
from estimator.documents.seal.plain import NotPlain, built, plain
from estimator.documents.seal.remarks import for_client
from estimator.documents.sections import quote_document
from pricing.money import decimal_text, minor_units
from pricing.quote import Quote, canonical_json
from pricing.records import RecordRefused, read_quote, record_hash

FORMAT = "headshot-quote/1"
TEMPLATE = 1
"""The number of the template. Whoever changes a byte of what is printed counts it up by one."""
KEYS = {"format", "template", "made_with", "signature", "summary", "quote", "appended"}
CODE_LENGTH = 12
NAME = "quote.json"
ABOUT = "The quote in machine-readable form, from which this file can be made again"
MAKERS = ("babel", "reportlab", "rl-accel", "segno")
"""The libraries that shape the bytes of a file; their versions are in the record."""


@dataclass(frozen=True, slots=True)
class Record:
    """A quote as its client may know it, what is appended, and how the file was made.

    `signature` says that the file has room for the studio's signature. `check_code` is of the quote
    as it was recorded: quotes of a later program may have more to say, and another code.
    """

    quote: Quote
    appended: tuple[Block, ...] = ()
    signature: bool = False
    template: int = TEMPLATE
    made_with: tuple[tuple[str, str], ...] = ()
    check_code: str = ""


def recorded(quote: Quote, appended: tuple[Block, ...] = (), signature: bool = False) -> Record:
    """The record of a quote that is printed here and now."""
    shown = for_client(quote)
    return Record(shown, appended, signature, TEMPLATE, makers(), shown.check_code)


@cache
def makers() -> tuple[tuple[str, str], ...]:
    """The libraries here that shape a file, with their versions."""
    return (*((name, version(name)) for name in MAKERS), ("zlib", zlib.ZLIB_RUNTIME_VERSION))


def quote_file(record: Record) -> bytes:
    """The PDF of a record. Raises `CannotPrint` for text no font can print."""
    quote = record.quote
    attached = Attachment(NAME, written(record), ABOUT)
    filing = Filing(quote.issued_on, (attached,), record.signature)
    page = Page.A4 if quote.studio.page == "a4" else Page.LETTER
    document = quote_document(quote, record.appended)
    return render_pdf(document, page, Look(quote.studio.accent), filing)


def written(record: Record) -> bytes:
    """The record as JSON: a summary for programs that only want the figures, then everything."""
    data = {
        "format": FORMAT,
        "template": record.template,
        "made_with": dict(record.made_with),
        "signature": record.signature,
        "summary": summary(record.quote, record.check_code),
        "quote": json.loads(canonical_json(record.quote)),
        "appended": plain(record.appended),
    }
    return _compact(data)


def _compact(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def summary(quote: Quote, check_code: str) -> dict[str, str]:
    """What a purchasing program asks for first; amounts are text in major units."""
    estimate, places = quote.estimate, minor_units(quote.estimate.currency)
    sums = {name: getattr(estimate, name) for name in ("net", "tax", "gross", "payable", "deposit")}
    return {
        "number": quote.number,
        "check_code": check_code,
        "studio": quote.studio.legal_name,
        "client": quote.client.called,
        "issued_on": quote.issued_on.isoformat(),
        "valid_until": quote.valid_until.isoformat(),
        "currency": estimate.currency,
        **{name: decimal_text(minor, places, places) for name, minor in sums.items()},
    }


def read_record(text: bytes) -> Record:
    """The record in an attachment. Raises `NotPlain` for what is none, or contradicts itself."""
    try:
        data = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as fault:
        raise NotPlain(f"it is no JSON ({type(fault).__name__})") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT or data.keys() != KEYS:
        raise NotPlain(f"it is no {FORMAT}")
    kept = _compact(data["quote"])
    record = Record(
        quote=_quote(kept),
        appended=built(tuple[Block, ...], data["appended"], "appended"),
        signature=built(bool, data["signature"], "signature"),
        template=built(int, data["template"], "template"),
        made_with=_makers(data["made_with"]),
        check_code=record_hash(kept.decode())[:CODE_LENGTH],
    )
    if data["summary"] != summary(record.quote, record.check_code):
        raise NotPlain("its summary is not that of its quote")
    return record


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _quote(kept: bytes) -> Quote:
    try:
        return read_quote(kept)
    except RecordRefused as refused:
        raise NotPlain(str(refused)) from None


def _makers(data: Any) -> tuple[tuple[str, str], ...]:
    pairs = list(data.items()) if isinstance(data, dict) else None
    found: tuple[tuple[str, str], ...] = built(
        tuple[tuple[str, str], ...], pairs and [list(pair) for pair in pairs], "made_with"
    )
    return found
