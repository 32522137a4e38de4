"""The template does not change unseen: what it prints is known by a hash for each of its numbers.

When this fails and the change is meant, look at the pages, count up `TEMPLATE` in
`estimator/documents/seal/record.py`, and write the new row with `TEMPLATE=write`. Old rows stay:
they are what quotes out there were printed with.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Stream

from estimator.documents.blocks import Document
from estimator.documents.pdf import Look, Page, render_pdf
from estimator.documents.seal.checking import Known, verify
from estimator.documents.seal.record import TEMPLATE, Record, quote_file, read_record

ROWS = Path(__file__).resolve().parents[2] / "golden" / "templates.json"
LEFT_OUT = (Name.EmbeddedFile, Name.XRef, Name.ObjStm)
"""Streams that hold the record or the file's own tables."""
KEPT = Path(__file__).resolve().parents[2] / "golden" / "quote-record.json"
"""The record of a quote as it was issued once; it is read and printed whatever the prices now."""


def fingerprint(file: bytes) -> str:
    """A hash of every object in a file as it is before compression."""
    with pikepdf.open(io.BytesIO(file)) as pdf:
        parts = [_plain(each) for each in pdf.objects]
    return hashlib.sha256(b"\n".join(parts)).hexdigest()


def _plain(thing: pikepdf.Object) -> bytes:
    if isinstance(thing, Stream):
        return b"" if thing.get("/Type") in LEFT_OUT else thing.read_bytes()
    described = isinstance(thing, Dictionary) and thing.get("/Type") == Name.Filespec
    return b"" if described else thing.unparse(resolved=False)


def prints_now(every_kind: Document) -> dict[str, str]:
    files = {
        "every kind of block, letter": render_pdf(every_kind),
        "every kind of block, A4, green": render_pdf(every_kind, Page.A4, Look("#1B5E20")),
        "a quote with room for a signature": quote_file(kept_record()),
    }
    return {name: fingerprint(file) for name, file in files.items()}


def kept_record() -> Record:
    return read_record(KEPT.read_bytes().rstrip(b"\n"))


def test_a_record_of_the_past_is_read_and_printed():
    file = quote_file(kept_record())
    found = verify(file, Known())
    assert found.verdict == "unknown studio"
    assert found.failed == ()


def test_a_template_prints_what_it_printed(every_kind: Document):
    rows = json.loads(ROWS.read_text()) if ROWS.exists() else {}
    now = prints_now(every_kind)
    if os.environ.get("TEMPLATE") == "write":
        rows[str(TEMPLATE)] = now
        ROWS.write_text(json.dumps(rows, indent=2) + "\n")
    assert rows[str(TEMPLATE)] == now, "count up TEMPLATE: see the words at the top of this test"


@pytest.mark.parametrize("page", list(Page))
def test_a_fingerprint_is_of_the_words_and_the_drawing(every_kind: Document, page: Page):
    assert fingerprint(render_pdf(every_kind, page)) == fingerprint(render_pdf(every_kind, page))
    other = fingerprint(render_pdf(every_kind, page, Look("#1B5E20")))
    assert fingerprint(render_pdf(every_kind, page)) != other
