"""The fonts that travel with the documents, and which of them prints a character.

Inter covers Latin with its extensions, Vietnamese, Greek and Cyrillic; Noto Sans JP covers kana
and the kanji of JIS levels 1 and 2. The second is large and read only when some text needs it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from threading import Lock

from reportlab.pdfbase import pdfmetrics, ttfonts

FOLDER = Path(__file__).parent / "fonts"
REGULAR, MEDIUM, SEMIBOLD, BOLD = "Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Bold"
JAPANESE = "NotoSansJP-Medium"
_MARKS = frozenset({"Mn", "Me"})
_CODES_PER_SECTION = 100
SUBSETS_KEPT = 32
_registering = Lock()


@lru_cache(maxsize=8192)
def font_of(character: str) -> str | None:
    """The fallback family that prints `character`: "" for Inter, a font name, or None for none.

    Combining marks have no fallback: placing them needs shaping, which is not done here.
    """
    if unicodedata.category(character) in _MARKS:
        return None
    if ord(character) in _code_points(REGULAR):
        return ""
    return JAPANESE if ord(character) in _code_points(JAPANESE) else None


def runs(text: str) -> list[tuple[str, str]]:
    """`text` cut where the font changes: (fallback or "", piece) in reading order."""
    return [(font, "".join(piece)) for font, piece in groupby(text, lambda c: font_of(c) or "")]


def width_of(text: str, font: str, size: float) -> float:
    """The width of one line of `text` in points."""
    pieces = [("", text)] if text.isascii() else runs(text)
    return sum(
        float(pdfmetrics.stringWidth(piece, fallback or font, size)) for fallback, piece in pieces
    )


def register() -> None:
    """Makes Inter known to reportlab; safe to call again and from several threads."""
    for name in (REGULAR, MEDIUM, SEMIBOLD, BOLD):
        _code_points(name)


@lru_cache
def _code_points(name: str) -> frozenset[int]:
    with _registering:
        if name not in pdfmetrics.getRegisteredFontNames():
            font = ttfonts.TTFont(name, str(FOLDER / f"{name}.ttf"))
            font.face.makeSubset = _kept_subsets(font.face.makeSubset)
            pdfmetrics.registerFont(font)
        return frozenset(pdfmetrics.getFont(name).face.charToGlyph)


def _kept_subsets(make: Callable[[Sequence[int]], bytes]) -> Callable[[Sequence[int]], bytes]:
    """`make` that remembers its last subsets: quotes mostly need the same letters."""
    kept = lru_cache(SUBSETS_KEPT)(lambda points: make(list(points)))
    return lambda points: kept(tuple(points))


def to_unicode_map(_font: str, subset: Sequence[int]) -> str:
    """The table by which a reader turns the codes of a font subset back into text.

    reportlab's own maps code 0 to U+0000, writes more than the 100 entries a section may hold,
    and breaks characters beyond U+FFFF; any of these spoils copying, searching and reading aloud.
    """
    entries = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>"
        for code, point in enumerate(subset)
        if point and not 0xD800 <= point <= 0xDFFF
    ]
    sections = [
        entries[start : start + _CODES_PER_SECTION]
        for start in range(0, len(entries), _CODES_PER_SECTION)
    ]
    body = [
        line
        for section in sections
        for line in (f"{len(section)} beginbfchar", *section, "endbfchar")
    ]
    return "\n".join((*_CMAP_HEAD, *body, *_CMAP_FOOT))


_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin",
    "12 dict begin",
    "begincmap",
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
    "/CMapName /Adobe-Identity-UCS def",
    "/CMapType 2 def",
    "1 begincodespacerange",
    "<00> <FF>",
    "endcodespacerange",
)
_CMAP_FOOT = ("endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end")

ttfonts.makeToUnicodeCMap = to_unicode_map
