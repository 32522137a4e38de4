"""The tags of a document written into its file: the structure tree of ISO 32000-1, 14.7."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from estimator.documents.marking import MarkedCanvas, Raw, text
from estimator.documents.tags import Mark, Tag

KEPT_EMPTY = frozenset({"TD", "TH", "TR", "LBody"})
"""Kinds that stand even without content: a row has as many cells as its table has columns."""


def write_structure(canvas: MarkedCanvas, root: Tag) -> None:
    """Adds the tree to the canvas's file, with all that lets a reader find its way.

    Call it when every page is drawn.
    """
    _Writer(canvas).write(root)


class _Writer:
    def __init__(self, canvas: MarkedCanvas) -> None:
        self.file: Any = canvas._doc
        self.owners = canvas.owners
        self.pages: Sequence[Any] = self.file.Pages.pages
        self.page_numbers = [self.number(page) for page in self.pages]
        self.elements: dict[Tag, int] = {}
        self.links: list[Tag] = []

    def number(self, item: Any) -> int:
        """The number of an object of the file, which is added to it."""
        reference = self.file.Reference(item)
        return int(self.file.idToObjectNumberAndVersion[reference.name][0])

    def write(self, root: Tag) -> None:
        tree, parents = Raw(), Raw()
        at = self.number(tree)
        document = self.element(root, at)
        parents.body = self.parent_tree()
        following = len(self.pages) + len(self.links)
        tree.body = (
            f"<</Type/StructTreeRoot/K {document} 0 R/ParentTree {self.number(parents)} 0 R"
            f"/ParentTreeNextKey {following}>>"
        )
        catalog = self.file.Catalog
        catalog.StructTreeRoot = tree
        catalog.MarkInfo = Raw("<</Marked true>>")
        catalog.ViewerPreferences = Raw("<</DisplayDocTitle true>>")
        for at, page in enumerate(self.pages):
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs, page.Trans = at, "/S", None

    def element(self, tag: Tag, parent: int) -> int:
        """Writes a tag and all below it; the number of its object."""
        element = Raw()
        at = self.elements[tag] = self.number(element)
        kids = [self.kid(part, at) for part in tag.parts if _stands(part)]
        if tag.link is not None:
            kids.append(self.link(tag))
        inner = f"[{' '.join(kids)}]" if len(kids) != 1 else kids[0]
        element.body = f"<</S/{tag.kind}/P {parent} 0 R{_said(tag)}/K {inner}>>"
        return at

    def kid(self, part: Tag | Mark, parent: int) -> str:
        if isinstance(part, Tag):
            return f"{self.element(part, parent)} 0 R"
        page = self.page_numbers[part.page]
        return f"<</Type/MCR/Pg {page} 0 R/MCID {part.number}>>"

    def link(self, tag: Tag) -> str:
        """The reference from a link's tag to its annotation, and from there back to the tag."""
        note, marks = tag.link, [part for part in tag.parts if isinstance(part, Mark)]
        note.body = (
            f"{note.body.removesuffix('>>')}/StructParent {len(self.pages) + len(self.links)}>>"
        )
        self.links.append(tag)
        page = self.page_numbers[marks[0].page if marks else 0]
        return f"<</Type/OBJR/Obj {self.number(note)} 0 R/Pg {page} 0 R>>"

    def parent_tree(self) -> str:
        """For each page the tag of each mark, then the tag of each link."""
        pages = [
            " ".join(f"{self.elements[owner]} 0 R" for owner in owners) for owners in self.owners
        ]
        pages += [""] * (len(self.pages) - len(pages))
        rows = [f"{at} [{owners}]" for at, owners in enumerate(pages)]
        rows += [
            f"{at} {self.elements[tag]} 0 R" for at, tag in enumerate(self.links, len(self.pages))
        ]
        return f"<</Nums[{' '.join(rows)}]>>"


def _stands(part: Tag | Mark) -> bool:
    return isinstance(part, Mark) or part.kind in KEPT_EMPTY or part.is_drawn


def _said(tag: Tag) -> str:
    words = f"/Alt {text(tag.alternative)}" if tag.alternative else ""
    if tag.box is not None:
        edges = " ".join(f"{edge:.2f}" for edge in tag.box)
        return f"{words}/A<</O/Layout/BBox[{edges}]>>"
    return f"{words}/A<<{tag.attributes}>>" if tag.attributes else words
