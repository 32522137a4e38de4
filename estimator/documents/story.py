"""Blocks turned into the pieces a page is filled with, and what must stay with what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, assert_never

from estimator.documents import bars, blocks, closing, curves, opening, press, tables, totals
from estimator.documents.blocks import Block
from estimator.documents.styles import Sheet
from estimator.documents.tags import Tree
from estimator.documents.wording import in_words

NEEDED_UNDER_HEADING = 96.0
"""A heading with less than this many points left on its page opens the next one."""

SPACE_BEFORE: dict[type, float] = {
    blocks.Parties: 15.0,
    blocks.Summary: 13.0,
    blocks.Heading: 14.0,
    blocks.Text: 3.0,
    blocks.Bullets: 5.0,
    blocks.ItemTable: 8.0,
    blocks.TotalsBlock: totals.BEFORE_TOTALS,
    blocks.TermsBlock: 4.0,
    blocks.CostBars: 10.0,
    blocks.Curves: 14.0,
    blocks.SwingBars: 14.0,
    blocks.PlainTable: 12.0,
    blocks.Acceptance: 12.0,
    blocks.Notes: 12.0,
}
"""White space above each kind of block, in points; none at the top of a page."""


class Setting:
    """Blocks turned into what reportlab lays out, for one look and one size of page."""

    def __init__(self, sheet: Sheet, width: float, height: float) -> None:
        self.sheet = sheet
        self.width = width
        self.height = height

    def story(self, parts: tuple[Block, ...], tree: Tree) -> list[Any]:
        """The whole sequence, with headings and totals tied to what they belong to.

        What each piece is to a reading program is added to `tree`.
        """
        pieces = self._story(parts)
        tree.grow(pieces)
        return pieces

    def _story(self, parts: tuple[Block, ...]) -> list[Any]:
        return [piece for group in _groups(parts) for piece in self._group(group)]

    def is_taller_than_a_page(self, block: Block) -> bool:
        """Whether the block cannot be divided and no page can hold it."""
        return any(
            isinstance(piece, press.Row | press.Panel)
            and piece.wrap(self.width, press.UNBOUNDED)[1] > self.height
            for piece in self._pieces(block)
        )

    def _group(self, group: tuple[Block, ...]) -> list[Any]:
        first, last = group[0], group[-1]
        if isinstance(first, blocks.ItemTable) and isinstance(last, blocks.TotalsBlock):
            items = tables.item_table(first, self.sheet, self.width)
            below = totals.totals_block(last, self.sheet, self.width)
            both = totals.ItemsThenTotals(items, below, self.height)
            return [_space_above(first), both]
        pieces = [piece for block in group for piece in self._spaced(block)]
        if isinstance(first, blocks.Heading):
            return self._headed(pieces, last)
        return pieces

    def _headed(self, pieces: list[Any], last: Block) -> list[Any]:
        if _is_solid(last):
            return self._kept(pieces)
        return [press.CondPageBreak(NEEDED_UNDER_HEADING), *pieces]

    def _kept(self, pieces: list[Any]) -> list[Any]:
        """Opens a new page where the rest of this one is too short, unless no page is enough."""
        space, *rest = pieces
        needed = press.Stack(rest).wrap(self.width, self.height)[1]
        needed = NEEDED_UNDER_HEADING if needed > self.height else needed
        return [space, press.CondPageBreak(needed), *rest]

    def _spaced(self, block: Block) -> list[Any]:
        return [_space_above(block), *self._pieces(block)]

    def _pieces(self, block: Block) -> list[Any]:  # noqa: C901  # one case per kind
        sheet = self.sheet
        match block:
            case blocks.Letterhead():
                return [opening.letterhead(block, sheet)]
            case blocks.Parties():
                return [opening.parties(block, sheet)]
            case blocks.Summary():
                return [opening.summary(block, sheet, self.width)]
            case blocks.Heading():
                title = sheet.paragraph(block.title, "heading", kind="H2")
                return [Bookmarked(title, block.title)]
            case blocks.Text():
                return [sheet.paragraph(block.text, "body")]
            case blocks.Bullets():
                return [sheet.point(item, "body", "•") for item in block.items]
            case blocks.ItemTable():
                return [tables.item_table(block, sheet, self.width)]
            case blocks.TotalsBlock():
                return [totals.totals_block(block, sheet, self.width)]
            case blocks.TermsBlock():
                return [closing.terms(block, sheet, self.height)]
            case blocks.CostBars():
                return [press.Figure(bars.cost_bars(block, sheet), in_words(block))]
            case blocks.Curves():
                return [press.Figure(curves.curves(block, sheet), in_words(block))]
            case blocks.SwingBars():
                return [press.Figure(curves.swing_bars(block, sheet), in_words(block))]
            case blocks.PlainTable():
                return [tables.plain_table(block, sheet, self.width)]
            case blocks.Acceptance():
                return [closing.acceptance(block, sheet)]
            case blocks.Notes():
                return [sheet.paragraph(line, "small", spaceAfter=2) for line in block.lines]
            case blocks.PageBreak():
                return [press.PageBreak()]
            case blocks.KeepTogether():
                return self._kept(self._story(block.blocks) or [press.Spacer(0, 0)])
        assert_never(block)


class Bookmarked(press.Shape):
    """A heading that also stands in the reader's outline of the document."""

    def __init__(self, heading: Any, title: str) -> None:
        super().__init__()
        self.heading = heading
        self.title = title

    def held(self) -> Sequence[Any]:
        return (self.heading,)

    def measure(self, width: float) -> float:
        return float(self.heading.wrap(width, press.UNBOUNDED)[1])

    def draw(self) -> None:
        key = f"heading-{self.canv.getPageNumber()}-{self.title}"
        self.canv.bookmarkHorizontal(key, 0, self.height)
        self.canv.addOutlineEntry(self.title, key, level=0)
        self.heading.drawOn(self.canv, 0, 0)


def _groups(parts: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    """Items with their totals; a heading with the text after it and what that introduces."""
    at = 0
    while at < len(parts):
        end = at + 1
        if isinstance(parts[at], blocks.Heading):
            while end < len(parts) and isinstance(parts[end], blocks.Text):
                end += 1
            end += end < len(parts) and _is_solid(parts[end])
        elif isinstance(parts[at], blocks.ItemTable):
            end += end < len(parts) and isinstance(parts[end], blocks.TotalsBlock)
        yield parts[at:end]
        at = end


def _is_solid(block: Block) -> bool:
    return isinstance(
        block,
        blocks.CostBars
        | blocks.Curves
        | blocks.SwingBars
        | blocks.Acceptance
        | blocks.TotalsBlock
        | blocks.TermsBlock,
    )


def _space_above(block: Block) -> Any:
    space = press.Spacer(0, 0)
    space.spaceBefore = SPACE_BEFORE.get(type(block), 0.0)  # left out at the top of a page
    return space
