"""A canvas that says of everything on a page which tag it belongs to, or that it is an artifact."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject, PDFStream
from reportlab.pdfgen.canvas import Canvas

from estimator.documents.tags import Mark, Tag

STATE_ALONE = (" cm", "q", "Q", " ")
"""How drawing commands end that leave nothing on the paper."""
PAGE_HEAD = "/Artifact <</Type/Pagination/Subtype/Header>> BDC"
PAGE_FOOT = "/Artifact <</Type/Pagination/Subtype/Footer>> BDC"
ARTIFACT = "/Artifact BMC"
FONTS_KEPT = 64


class Raw(PDFObject):  # type: ignore[misc]  # reportlab ships no types
    """An object of the file, written out as `body`; with `content`, a stream."""

    __RefOnly__ = 1

    def __init__(self, body: str = "", content: bytes | None = None) -> None:
        self.body, self.content = body, content

    def format(self, _document: Any) -> bytes:
        """Its bytes, as reportlab asks for them."""
        body = self.body.encode("ascii")
        if self.content is None:
            return body
        return b"%b\nstream\n%b\nendstream" % (body, self.content)


class MarkedCanvas(Canvas):  # type: ignore[misc]  # reportlab ships no types
    """Marks what is drawn inside `marked`; the rest of a page becomes artifacts when it ends."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.owners: list[list[Tag]] = []
        self._spans: list[tuple[int, int]] = []
        super().__init__(*args, **options)

    @contextmanager
    def marked(self, tag: Tag | None) -> Iterator[None]:
        """What is drawn inside belongs to `tag`; to nothing where that is None or was drawn."""
        if tag is None or (tag.once and tag.parts):
            yield
            return
        start = len(self._code)
        self._code.append(f"/{tag.kind} <</MCID {self._next(tag)}>> BDC")
        yield
        self._code.append("EMC")
        self._spans.append((start, len(self._code)))

    @contextmanager
    def pagination(self, opening: str) -> Iterator[None]:
        """What is drawn inside tops (`PAGE_HEAD`) or foots (`PAGE_FOOT`) the page."""
        start = len(self._code)
        self._code.append(opening)
        yield
        self._code.append("EMC")
        self._spans.append((start, len(self._code)))

    def link(self, tag: Tag | None, url: str, box: tuple[float, float, float, float]) -> None:
        """Opens `url` from `box`, in the coordinates of the piece; `tag` says so in words."""
        rect = " ".join(f"{edge:.3f}" for edge in self._absRect(box, 1))
        says, address = text(tag.alternative if tag else url), text(url)
        action = f"/A<</S/URI/URI {address}>>"
        note = Raw(
            f"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{rect}]/Contents {says}{action}>>"
        )
        self._addAnnotation(note)
        if tag is not None:
            tag.link = note

    def place(self, width: float, height: float) -> tuple[float, float, float, float]:
        """Where a piece of that size that is now drawn stands on its page."""
        left, bottom = self.absolutePosition(0, 0)
        return left, bottom, left + width, bottom + height

    def close_page(self) -> None:
        """Makes artifacts of what was drawn outside all marks."""
        self._code[:] = _closed(self._code[:], self._spans)  # reportlab holds on to the list
        self._spans = []

    def _next(self, tag: Tag) -> int:
        page = self.getPageNumber() - 1
        while len(self.owners) <= page:
            self.owners.append([])
        self.owners[page].append(tag)
        mark = Mark(page, len(self.owners[page]) - 1)
        tag.parts.append(mark)
        return mark.number


_reportlabs_stream = PDFStream.format


def _written(stream: PDFStream, file: Any) -> bytes:
    """A stream with the end of line before its last word that ISO 19005-3, 6.1.7.1 asks for."""
    if "Length1" in stream.dictionary.dict:
        return _font(stream.content)
    written: bytes = _reportlabs_stream(stream, file)
    return written.removesuffix(b"endstream\n") + b"\nendstream\n"


@lru_cache(FONTS_KEPT)
def _font(content: bytes) -> bytes:
    """The stream of a font; the same few come again in every quote."""
    squeezed = zlib.compress(content)
    head = f"<</Length1 {len(content)}/Filter/FlateDecode/Length {len(squeezed)}>>"
    return b"%b\nstream\n%b\nendstream\n" % (head.encode(), squeezed)


PDFStream.format = _written


def text(words: str) -> str:
    """Words as a PDF string: UTF-16 in hexadecimal, which needs no escapes."""
    return f"<FEFF{words.encode('utf-16-be').hex().upper()}>"


def _closed(code: Sequence[str], spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    at = 0
    for start, stop in (*spans, (len(code), len(code))):
        yield from _artifact(code[at:start])
        yield from code[start:stop]
        at = stop


def _artifact(code: Sequence[str]) -> Iterator[str]:
    if all(line.endswith(STATE_ALONE) for line in code):
        yield from code
        return
    yield ARTIFACT
    yield from code
    yield "EMC"
