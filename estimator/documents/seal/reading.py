"""Finding the parts of a file without believing anything in it.

Files made here keep their record where it can be found in the bytes themselves, so nothing of a
stranger's PDF is interpreted, and nothing is unpacked beyond a limit.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from estimator.documents.seal.plain import NotPlain

LARGEST_FILE = 10_000_000
LARGEST_RECORD = 2_000_000
_END = re.compile(rb"\nstartxref\n\d{1,10}\n%%EOF\r?\n?")
_RECORD = re.compile(
    rb"<</Type/EmbeddedFile/Subtype/application#2Fjson/Filter/FlateDecode/Length (\d{1,8})"
    rb"/Params<</Size (\d{1,8})/CreationDate\(D:\d{14}Z\)/ModDate\(D:\d{14}Z\)>>>>\nstream\n"
)
NONE = "it holds no record of a quote, or another program wrote it anew"
SEVERAL = "it holds several records"


@dataclass(frozen=True, slots=True)
class Parts:
    """A file as it was first made, and what was added behind it."""

    made: bytes
    added: bytes


def parts_of(file: bytes) -> Parts:
    """Raises `NotPlain` for what cannot be a file made here."""
    if len(file) > LARGEST_FILE:
        raise NotPlain(f"it is larger than {LARGEST_FILE // 1_000_000} MB")
    if not file.startswith(b"%PDF-"):
        raise NotPlain("it is no PDF")
    first = _END.search(file)
    if first is None:
        raise NotPlain("it has no end")
    return Parts(file[: first.end()], file[first.end() :])


def record_in(made: bytes) -> bytes:
    """The text of the one record in a file. Raises `NotPlain`."""
    found = list(_RECORD.finditer(made))
    if len(found) != 1:
        raise NotPlain(SEVERAL if found else NONE)
    length, size = int(found[0][1]), int(found[0][2])
    if size > LARGEST_RECORD:
        raise NotPlain("its record is larger than any quote")
    packed = made[found[0].end() : found[0].end() + length]
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(packed, size + 1)
    except zlib.error:
        raise NotPlain("its record cannot be unpacked") from None
    if not unpacker.eof or unpacker.unused_data or len(text) != size:
        raise NotPlain("its record is not of the size it says")
    return text


_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n")
_KINDS = (
    (b"/Type/EmbeddedFile", "the record inside"),
    (b"/Type/Metadata", "what the file says about itself"),
    (b"/Type/XRef", "its table of contents"),
    (b"/Type/ObjStm", "its order, links and headings"),
    (b"/Length1", "a font"),
    (b"beginbfchar", "a font"),
    (b"/N 3", "its colours"),
    (b"stream", "what a page shows"),
)


def first_difference(made: bytes, again: bytes) -> str:
    """Where a file first differs from the one made again, in words."""
    shorter = min(len(made), len(again))
    at = next((n for n in range(shorter) if made[n] != again[n]), shorter)
    return f"byte {at + 1:,} of {len(again):,}, in {_part_at(again, at)}"


def _part_at(file: bytes, at: int) -> str:
    starts = list(_OBJECT.finditer(file, 0, at + 1))
    if not starts:
        return "its head"
    start = starts[-1].end()
    body = file[start : file.find(b"\nendobj\n", start)]
    return next((words for key, words in _KINDS if key in body), "its end")
