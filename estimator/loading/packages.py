"""The packages that spreadsheets are: read without running, following or unfolding anything.

A workbook is a ZIP of XML. What could do harm is refused before it is read: macros, links to other
files, embedded things, entities, and parts that unfold to more than a price list could be.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from estimator.loading.files import FilesRefused
from pricing.problems import Problem

MOST_PACKED = 5_000_000
MOST_UNPACKED = 20_000_000
"""Bytes of all the parts that are read; a thousand rows in each table need a tenth of it."""
MOST_PARTS = 500
MOST_ELEMENTS = 500_000
MOST_DEPTH = 40

_OLD = b"\xd0\xcf\x11\xe0"
_HARMFUL = {
    "vbaproject": "it holds macros",
    "macrosheets": "it holds macros",
    "dialogsheets": "it holds dialogues of macros",
    "externallinks": "it takes values from other files",
    "connections": "it takes values from elsewhere",
    "querytables": "it takes values from elsewhere",
    "embeddings": "it holds other files",
    "activex": "it holds programs",
    "ctrlprops": "it holds buttons that run something",
}
_PLAINLY = "saving it as a plain .xlsx workbook"


class Element:
    """An element of a part: its name without the namespace, what it says, and what is in it."""

    __slots__ = ("attributes", "children", "name", "text")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name, self.attributes, self.text = name, attributes, ""
        self.children: list[Element] = []

    def all(self, name: str) -> Iterator[Element]:
        """The children of that name."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> Element | None:
        """The first child of that name."""
        return next(self.all(name), None)


class Package:
    """An opened package. Every reading of a part counts against what may be unpacked."""

    def __init__(self, path: Path) -> None:
        """Raises `FilesRefused` for what is no package, or one that holds what could do harm."""
        self.name = path.name
        packed = self._packed(path)
        if packed.startswith(_OLD):
            raise self.refused("it is an old .xls workbook, or locked with a password", _PLAINLY)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(packed))
        except (zipfile.BadZipFile, ValueError, OSError, RuntimeError):
            raise self.refused("it is not an .xlsx workbook", _PLAINLY) from None
        self._left = MOST_UNPACKED
        self._names = {info.filename.lstrip("/").casefold(): info for info in self._zip.infolist()}
        self._harmless()

    def refused(self, what: str, what_to_try: str) -> FilesRefused:
        """The refusal of this file."""
        return FilesRefused([Problem(self.name, what, what_to_try)])

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part.casefold() in self._names

    def read(self, part: str) -> Element:
        """The root element of a part. Raises `FilesRefused` for one that is not plain XML."""
        try:
            info = self._names[part.casefold()]
            with self._zip.open(info) as file:
                content = file.read(self._left + 1)
        except (
            KeyError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
            ValueError,
        ):
            raise self.refused(f"its part {part} cannot be read", _PLAINLY) from None
        self._left -= len(content)
        if self._left < 0:
            raise self.refused("it unfolds to more than any price list", _PLAINLY)
        try:
            return _parsed(content)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise self.refused(f"its part {part} is not plain XML: {error}", _PLAINLY) from None

    def _packed(self, path: Path) -> bytes:
        try:
            with path.open("rb") as file:
                packed = file.read(MOST_PACKED + 1)
        except OSError as error:
            what = f"it cannot be read ({error.strerror})"
            raise self.refused(what, "the path of a workbook") from None
        if len(packed) > MOST_PACKED:
            raise self.refused(f"it is larger than {MOST_PACKED // 1_000_000} MB", _PLAINLY)
        return packed

    def _harmless(self) -> None:
        if len(self._zip.infolist()) > MOST_PARTS:
            raise self.refused(f"it has more than {MOST_PARTS} parts", _PLAINLY)
        if len(self._names) < len(self._zip.infolist()):
            raise self.refused("it has two parts of one name", _PLAINLY)
        if any(info.flag_bits & 1 for info in self._zip.infolist()):
            raise self.refused("it is locked with a password", "saving it without one")
        for name in self._names:
            for harm, what in _HARMFUL.items():
                if harm in name:
                    raise self.refused(what, _PLAINLY)


class _Unplain(ValueError):
    """XML with something in it that no workbook needs."""


def _parsed(content: bytes) -> Element:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    tree = _Tree()
    parser.StartElementHandler = tree.begin
    parser.EndElementHandler = tree.end
    parser.CharacterDataHandler = tree.say
    parser.StartDoctypeDeclHandler = tree.declared
    parser.Parse(content, True)
    return tree.root.children[0]


class _Tree:
    """The elements so far, those that are open on a stack."""

    def __init__(self) -> None:
        self.root = Element("", {})
        self._open, self._count = [self.root], 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) > MOST_DEPTH:
            raise _Unplain("it is larger or deeper than any price list")
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        element = Element(name.rpartition(" ")[2], plain)
        self._open[-1].children.append(element)
        self._open.append(element)

    def end(self, name: str) -> None:
        self._open.pop()

    def say(self, text: str) -> None:
        self._open[-1].text += text

    def declared(self, *what: object) -> None:
        raise _Unplain("it declares entities")
