"""How documents look: the studio's accent, the fixed colours, and the styles of type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from estimator.documents import press, typefaces

INK = press.HexColor("#14202B")
MUTED = press.HexColor("#55636F")
WARM = press.HexColor("#A65D14")
LINE = press.HexColor("#DDE3E8")
SURFACE = press.HexColor("#F4F7F8")
VARIANTS_KEPT = 200
LEAST_CONTRAST = 4.5
"""What WCAG asks between small text and its ground."""


class Page(Enum):
    """The paper: (width, height) in points."""

    LETTER = press.LETTER
    A4 = press.A4


@dataclass(frozen=True, slots=True)
class Look:
    """What a studio may choose about its documents.

    `accent` is a colour such as `#0F4C5C`. White text is set on it and it is set on white, so it
    has a contrast of at least 4.5 to white; ValueError otherwise.
    """

    accent: str = "#0F4C5C"

    def __post_init__(self) -> None:
        if not re.fullmatch(r"#[0-9A-Fa-f]{6}", self.accent):
            raise ValueError(f"An accent colour is written like #0F4C5C, not {self.accent!r}.")
        contrast = contrast_to_white(self.accent)
        if contrast < LEAST_CONTRAST:
            raise ValueError(
                f"The accent {self.accent} has a contrast of {contrast:.1f} to white; text needs"
                f" {LEAST_CONTRAST}. Choose a darker one."
            )


def contrast_to_white(colour: str) -> float:
    """The WCAG contrast ratio between `colour` (#RRGGBB) and white, from 1 to 21."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)


Face = tuple[str, float, float]
"""A font, its size and its leading, in points."""

FACES: dict[str, Face] = {
    "title": (typefaces.BOLD, 25, 29),
    "studio": (typefaces.BOLD, 13, 16),
    "tagline": (typefaces.REGULAR, 8.4, 11.4),
    "label": (typefaces.SEMIBOLD, 7.4, 11),
    "name": (typefaces.SEMIBOLD, 9, 12.4),
    "line": (typefaces.REGULAR, 8.8, 12.2),
    "figure": (typefaces.MEDIUM, 8.8, 12.2),
    "due": (typefaces.SEMIBOLD, 10, 14),
    "heading": (typefaces.BOLD, 13.4, 17.4),
    "body": (typefaces.REGULAR, 8.8, 13),
    "item": (typefaces.SEMIBOLD, 8.8, 11.8),
    "row figure": (typefaces.REGULAR, 8.8, 11.8),
    "detail": (typefaces.REGULAR, 7.8, 10.2),
    "reason": (typefaces.REGULAR, 7.2, 9.6),
    "group": (typefaces.SEMIBOLD, 7.8, 10.4),
    "column": (typefaces.SEMIBOLD, 7.2, 9.4),
    "total": (typefaces.BOLD, 11.4, 15),
    "term title": (typefaces.SEMIBOLD, 8.6, 12),
    "term": (typefaces.REGULAR, 8.2, 11.6),
    "bar label": (typefaces.REGULAR, 8.2, 10.8),
    "bar amount": (typefaces.SEMIBOLD, 8.2, 10.8),
    "small": (typefaces.REGULAR, 7.2, 10.2),
    "small strong": (typefaces.MEDIUM, 7.4, 10.2),
    "running": (typefaces.MEDIUM, 7.6, 10),
}
SIDES = {"left": 0, "centre": 1, "right": 2}
INKED = {"title", "studio", "name", "figure", "row figure", "due", "heading", "item", "total"} | {
    "term title",
    "bar label",
    "bar amount",
    "small strong",
}
ACCENTED = {"label", "group"}


class Sheet:
    """The styles of one look, and paragraphs set in them."""

    def __init__(self, look: Look) -> None:
        typefaces.register()
        self.accent = press.HexColor(look.accent)
        self._styles: dict[tuple[str, str, bool], Any] = {}
        self._variants: dict[tuple[Any, ...], Any] = {}
        self._parsed: dict[Any, Any] = {}

    def paragraph(
        self, text: str, face: str, side: str = "left", kind: str = "P", **changes: Any
    ) -> Any:
        """`text`, taken literally, as a paragraph in the named face; `kind` is its tag's."""
        style = self._changed(self.style(face, side, _is_mostly_japanese(text)), changes)
        written = marked(text)
        frags = self._fragment(written, style) if written == text == text.strip() else None
        paragraph = press.Paragraph(written, style, frags=frags)
        paragraph.kind = kind
        return paragraph

    def _changed(self, style: Any, changes: dict[str, Any]) -> Any:
        """The style with other values; the same few come again and again."""
        if not changes:
            return style
        key = (style, *(f"{name}={value}" for name, value in changes.items()))
        if key not in self._variants:
            if len(self._variants) >= VARIANTS_KEPT:
                self._variants.clear()
                self._parsed.clear()
            self._variants[key] = press.ParagraphStyle("changed", style, **changes)
        return self._variants[key]

    def _fragment(self, text: str, style: Any) -> list[Any] | None:
        """`text` without markup as what reportlab's parser would make of it, without asking it."""
        if "  " in text or not text:
            return None
        first = self._parsed.get(style)
        if first is None:
            (first,) = press.Paragraph("x", style).frags
            self._parsed[style] = first
        return [first.clone(text=text)]

    def point(self, text: str, face: str, mark: str, kind: str = "LI") -> Any:
        """`text` as one point of a list, hanging beside `mark`."""
        indent = FACES[face][1] * 1.15
        hanging = {"leftIndent": indent, "bulletColor": self.accent}
        paragraph = self.paragraph(text, face, kind=kind, **hanging)
        paragraph.bulletText = mark
        return paragraph

    def style(self, face: str, side: str = "left", japanese: bool = False) -> Any:
        """The paragraph style of a face; `japanese` lines may break between any two characters."""
        key = (face, side, japanese)
        if key not in self._styles:
            self._styles[key] = self._new_style(*key)
        return self._styles[key]

    def _new_style(self, face: str, side: str, japanese: bool) -> Any:
        font, size, leading = FACES[face]
        colour = self.accent if face in ACCENTED else INK if face in INKED else MUTED
        return press.ParagraphStyle(
            face,
            fontName=font,
            fontSize=size,
            leading=leading,
            textColor=colour,
            alignment=SIDES[side],
            bulletFontName=font,
            bulletFontSize=size,
            wordWrap="CJK" if japanese else None,
            allowWidows=0,
            allowOrphans=0,
        )


@lru_cache
def sheet_for(look: Look) -> Sheet:
    """The one sheet of a look."""
    return Sheet(look)


def marked(text: str) -> str:
    """`text` in reportlab's markup: escaped, each piece in the font that covers it."""
    if text.isascii():
        return escape(text).replace("\n", "<br/>")
    pieces = (
        f'<font name="{font}">{escape(piece)}</font>' if font else escape(piece)
        for font, piece in typefaces.runs(text)
    )
    return "".join(pieces).replace("\n", "<br/>")


def _is_mostly_japanese(text: str) -> bool:
    if text.isascii():
        return False
    foreign = sum(typefaces.font_of(character) == typefaces.JAPANESE for character in text)
    return 2 * foreign > len(text)


def widest(texts: Sequence[str], face: str) -> float:
    """The width in points of the widest of `texts`, each on one line in the named face."""
    font, size, _ = FACES[face]
    return max((typefaces.width_of(text, font, size) for text in texts), default=0.0)


def draw_rule(canvas: Any, width: float, y: float) -> None:
    """A strong line across, at height `y`."""
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.9)
    canvas.line(0, y, width, y)
