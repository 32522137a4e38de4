"""What a reading program is told a document is made of: headings, lists, tables, figures, links.

The tree is grown from the pieces a page is filled with, before they are drawn, so that its order is
the order of reading, wherever a piece lands. Drawing a piece then adds marks to its tag: one for
each page it reaches. What has no tag (rules, grounds, running heads) is an artifact: passed over.

Kinds are the standard structure types of ISO 32000-1, 14.8.4.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points from the lower left corner of the page."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Some content of a page: pages count from 0, and so do the marks of each page."""

    page: int
    number: int


@dataclass(eq=False, slots=True)
class Tag:
    """A part of a document, by its kind, with parts and marks in reading order.

    `attributes` is what a table or a layout adds, as PDF writes it. `alternative` says in words
    what a picture shows, or where a link leads. A tag that is drawn `once` is an artifact wherever
    it is drawn again: the header of a table on the next page.
    """

    kind: str
    parts: list[Tag | Mark] = field(default_factory=list)
    attributes: str = ""
    alternative: str = ""
    once: bool = False
    link: Any = None
    box: Box | None = None

    def add(self, kind: str, attributes: str = "") -> Tag:
        """A new last part."""
        part = Tag(kind, attributes=attributes)
        self.parts.append(part)
        return part

    @property
    def is_drawn(self) -> bool:
        """Whether any of it came to a page."""
        return self.link is not None or any(
            isinstance(part, Mark) or part.is_drawn for part in self.parts
        )


COLUMN = "/O/Table/Scope/Column"
ROW = "/O/Table/Scope/Row"


class Tree:
    """The tags of one document while it is laid out."""

    def __init__(self) -> None:
        self.root = Tag("Document")
        self._level = 0
        self._open: Tag | None = None

    def heading(self, parent: Tag, level: int) -> Tag:
        """A heading; at most one level below the one before it, as PDF/UA-1 (7.4.2) asks."""
        self._level = min(level, self._level + 1)
        return parent.add(f"H{self._level}")

    def grow(self, pieces: Iterable[Any], parent: Tag | None = None) -> None:
        """The tags of `pieces` in their order, below `parent` or the document itself."""
        for piece in pieces:
            if hasattr(piece, "grow"):  # space and page breaks have no place in the tree
                piece.grow(self.root if parent is None else parent, self)

    def row(self, parent: Tag) -> Tag:
        """A new row of the table of such rows that `parent` ends with, or of a new one."""
        return self._opened("Table", parent).add("TR")

    def item(self, parent: Tag) -> Tag:
        """A new point of the list that `parent` ends with, or of a new one."""
        return self._opened("L", parent).add("LI")

    def _opened(self, kind: str, parent: Tag) -> Tag:
        last = self._open
        if last is None or last.kind != kind or parent.parts[-1:] != [last]:
            last = self._open = parent.add(kind)
        return last

    def cell(self, tag: Tag, pieces: Iterable[Any]) -> None:
        """What stands in a cell: a single paragraph is the cell itself."""
        held = [piece for piece in pieces if hasattr(piece, "grow")]
        if len(held) == 1 and getattr(held[0], "kind", "") == "P":
            held[0].tag = tag
        else:
            self.grow(held, tag)
