"""Text made ready for printing, and every reason why some of it is not.

Each renderer starts here, so that what is drawn is tidy, bounded and covered by a font. The
checks go through the fields of any block there is, so a new kind of block is checked unasked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from estimator.documents import links
from estimator.documents.blocks import Document
from estimator.documents.errors import CannotPrint, PrintProblem
from estimator.documents.typefaces import font_of

T = TypeVar("T")

LONGEST = {
    "text": 6000,
    "detail": 2000,
    "name": 500,
    "statement": 1000,
    "lines": 1000,
    "items": 1000,
    "reasons": 500,
    "points": 1000,
    "rows": 500,
    "url": links.LONGEST_LINK,
    "quantity": 40,
    "unit_price": 40,
    "amount": 40,
    "total": 40,
    "initials": 3,
}
"""The most characters a field may hold, by its name; a field not listed may hold LONGEST_LINE."""
LONGEST_LINE = 200
MOST_ENTRIES = 500
"""How many rows, lines or blocks one list may hold."""
MOST_CHARACTERS = 300_000
"""How much text a whole document may hold."""
NAMED_CHARACTERS = 8
"""How many unprintable characters one problem names before it only counts them."""


def cleaned(part: T) -> T:
    """`part` with all its text composed (NFC) and free of control and invisible characters.

    Line ends become one kind, tabs become spaces. Takes and returns any mix of text, tuples and
    dataclasses.
    """
    if isinstance(part, str):
        return _clean_text(part)  # type: ignore[return-value]  # T is str here
    if isinstance(part, tuple):
        return tuple(map(cleaned, part))  # type: ignore[return-value]  # T is a tuple here
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{f.name: cleaned(getattr(part, f.name)) for f in fields(part)})
    return part


def checked(document: Document) -> Document:
    """`document` cleaned and fit to print. Raises CannotPrint with every problem there is."""
    ready = cleaned(document)
    problems = (*_problems_in_whole(ready), *_problems(ready, "", ""))
    if problems:
        raise CannotPrint(problems)
    return ready


def place_of_block(document: Document, at: int) -> str:
    """How a problem says which block it is in."""
    return f"block {at + 1} ({_words(type(document.blocks[at]).__name__)})"


def _clean_text(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    even = re.sub(r"\r\n?|[\u2028\u2029\x85]", "\n", text).replace("\t", " ")
    return "".join(filter(_is_visible, unicodedata.normalize("NFC", even)))


def _is_visible(character: str) -> bool:
    if character == "\n":
        return True
    is_selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return not is_selector and unicodedata.category(character) not in ("Cc", "Cf")


def _problems_in_whole(document: Document) -> Iterator[PrintProblem]:
    count = _length(document)
    if count > MOST_CHARACTERS:
        what = f"The document is {count} characters long; {MOST_CHARACTERS} fit."
        yield PrintProblem("document", what, "Divide it into several.")


def _length(part: object) -> int:
    if isinstance(part, str):
        return len(part)
    if isinstance(part, tuple):
        return sum(map(_length, part))
    if is_dataclass(part):
        return sum(_length(getattr(part, each.name)) for each in fields(part))
    return 0


def _problems(part: object, where: str, field: str) -> Iterator[PrintProblem]:
    if isinstance(part, str):
        yield from _problems_in_text(part, where, field)
    elif isinstance(part, tuple):
        yield from _problems_in_list(part, where, field)
    elif is_dataclass(part):
        for each in fields(part):
            place = f"{where}, {_words(each.name)}" if where else _words(each.name)
            yield from _problems(getattr(part, each.name), place, each.name)


def _problems_in_list(parts: tuple[object, ...], where: str, field: str) -> Iterator[PrintProblem]:
    if len(parts) > MOST_ENTRIES:
        what = f"{len(parts)} entries are more than the {MOST_ENTRIES} one list may hold."
        yield PrintProblem(where, what, "Divide it over several documents.")
    for number, part in enumerate(parts, start=1):
        kind = f" ({_words(type(part).__name__)})" if field == "blocks" else ""
        yield from _problems(part, f"{where.removesuffix('s')} {number}{kind}", field)


def _problems_in_text(text: str, where: str, field: str) -> Iterator[PrintProblem]:
    longest = LONGEST.get(field, LONGEST_LINE)
    if len(text) > longest:
        what = f"{_excerpt(text)} is {len(text)} characters long; {longest} fit."
        yield PrintProblem(where, what, "Shorten it.")
    plain = text.isascii() and text.isprintable()  # Inter has all of it
    missing = [] if plain else sorted({c for c in text if c != "\n" and font_of(c) is None})
    if missing:
        what = f"{_excerpt(text)} holds {_named(missing)}, which no font here can print."
        yield PrintProblem(where, what, _advice(missing))
    fault = links.fault_in(text) if field == "url" and text else None
    if fault:
        advice = "Give a full address such as https://example.com/quote, percent-encoded."
        yield PrintProblem(where, f"{_excerpt(text)}: {fault}", advice)


def _words(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name).lower()


def _excerpt(text: str) -> str:
    shown = "".join(c if font_of(c) is not None or c.isalpha() else "\ufffd" for c in text[:40])
    return f"“{shown}{'…' if len(text) > len(shown) else ''}”"


def _named(characters: list[str]) -> str:
    names = [
        f"U+{ord(c):04X} {unicodedata.name(c, 'without a name')}"
        for c in characters[:NAMED_CHARACTERS]
    ]
    rest = len(characters) - len(names)
    return ", ".join(names) + (f" and {rest} more" if rest else "")


def _advice(characters: list[str]) -> str:
    if any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in characters):
        return "Right-to-left writing is not printed yet: write it in Latin letters."
    if all(unicodedata.category(c) in ("So", "Sk", "Cn") for c in characters):
        return "Remove the symbol or emoji, or say it in words."
    return "Write it in Latin, Greek, Cyrillic or Japanese letters."
