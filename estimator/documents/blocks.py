"""The pieces a document is made of.

Every field is finished text in the reader's language: amounts, dates and counts arrive already
written, and nothing here adds, rounds or marks up. The renderers escape what they print, so `<b>`
or `*` in a field is printed as typed. A field that is "" is left out.

To add a kind of block: write its class here, name it in `Block` at the foot, and the type checker
points at each `match` that has to learn it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Literal

Align = Literal["left", "right", "centre"]
Side = Literal["studio", "ai"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A label and what stands beside it: `Valid until` and a date, `Net` and an amount."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The top of page one: who writes, and what kind of document this is.

    `initials` (at most three characters) are set in the studio's mark; without them the mark is
    a small portrait.
    """

    studio: str
    title: str
    tagline: str = ""
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """One side of the quote: a label such as `Prepared for`, a name, address and contact lines."""

    label: str
    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parties:
    """Three columns: the client, the studio, and the quote's number, dates and counts."""

    client: Party
    studio: Party
    details_label: str
    details: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The strip a reader in a hurry reads: the total, what books the dates, and the next step.

    With `url` the action is a button that opens it; without, it is plain words.
    """

    total_label: str
    total: str
    due_label: str = ""
    due: str = ""
    due_note: str = ""
    action: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Opens a part of the document; never left alone at the foot of a page."""

    title: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. A line break in it is kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points without order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One thing charged. `reasons` are the lines that say how its amount came about."""

    name: str
    detail: str = ""
    reasons: tuple[str, ...] = ()
    quantity: str = ""
    unit_price: str = ""
    amount: str = ""


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """Rows that belong together under a title such as `Retouching`; without a title, just rows."""

    rows: tuple[ItemRow, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class ItemColumns:
    """What the four columns of an item table are called."""

    item: str = "Item"
    quantity: str = "Qty"
    unit_price: str = "Unit price"
    amount: str = "Amount"


@dataclass(frozen=True, slots=True)
class ItemTable:
    """What is charged, row by row. The column names are repeated on every page it reaches."""

    groups: tuple[ItemGroup, ...]
    columns: ItemColumns = ItemColumns()


@dataclass(frozen=True, slots=True)
class TotalsBlock:
    """From the items to the total, and beside it when it is paid.

    Right after an `ItemTable` it never stands on a page without the last of the items.
    """

    rows: tuple[Entry, ...]
    total: Entry
    payments_label: str = ""
    payments: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One condition of the quote under its own title."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class TermsBlock:
    """The conditions, in two columns of about the same length, read down the left one first."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class CostBar:
    """One cost among several: `weight` sets the bar's length, `amount` is what is printed.

    Raises ValueError for a weight that is negative or not a number.
    """

    label: str
    amount: str
    weight: float
    side: Side

    def __post_init__(self) -> None:
        if not (isfinite(self.weight) and self.weight >= 0):
            raise ValueError(f"{self.label}: a bar's weight is 0 or more, not {self.weight}.")


@dataclass(frozen=True, slots=True)
class CostBars:
    """Costs compared as horizontal bars, longest for the largest weight.

    Studio bars are solid and generated ones are striped, so they differ without colour too.
    """

    bars: tuple[CostBar, ...]
    studio_label: str
    ai_label: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """A cost by month from month 0: the likely one, within a band from `low` to `high`.

    `end` is the likely amount of the last month, as it is printed. Raises ValueError for amounts
    that are negative or not numbers, and for lines of different lengths or of one month.
    """

    label: str
    end: str
    low: tuple[float, ...]
    likely: tuple[float, ...]
    high: tuple[float, ...]
    side: Side

    def __post_init__(self) -> None:
        lines = (self.low, self.likely, self.high)
        if len({len(line) for line in lines}) != 1 or len(self.likely) < 2:
            raise ValueError(f"{self.label}: low, likely and high have one amount for each month.")
        if not all(isfinite(amount) and amount >= 0 for line in lines for amount in line):
            raise ValueError(f"{self.label}: amounts by month are 0 or more.")


@dataclass(frozen=True, slots=True)
class Curves:
    """Costs by month as stepped lines with bands; studio lines are solid, generated ones dashed.

    `marks` are months to draw a line at. `points` says the same in words, for who reads no picture.
    """

    curves: tuple[Curve, ...]
    title: str
    first: str
    last: str
    note: str = ""
    marks: tuple[int, ...] = ()
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SwingBar:
    """A range of one input, and a figure at its two ends: as numbers and as printed."""

    label: str
    at_low: float
    at_high: float
    low_words: str
    high_words: str


@dataclass(frozen=True, slots=True)
class SwingBars:
    """How far inputs move a figure, the largest first, around the likely one and beside nought."""

    bars: tuple[SwingBar, ...]
    likely: float
    title: str
    likely_words: str
    nought_words: str


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table of text. `align` gives each column's side; every row is as long as `header`.

    Raises ValueError when the lengths differ.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: tuple[Align, ...]

    def __post_init__(self) -> None:
        lengths = {len(self.header), len(self.align), *map(len, self.rows)}
        if len(lengths) != 1 or not self.header:
            raise ValueError(f"A table's header, rows and align have one length, not {lengths}.")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The box to sign: a statement and a line per field.

    With `url` a QR code of it stands beside them, over `caption`. `check_code` lets a reader
    compare the paper with the quote on file.
    """

    title: str
    statement: str
    fields: tuple[str, ...]
    url: str = ""
    caption: str = ""
    check_code: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """Small print."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class KeepTogether:
    """Blocks that move to the next page together rather than part; unless no page holds them."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    `title`, `author` and `subject` are what a PDF reader shows about the file; `language` is a
    BCP 47 tag such as `en-US`. `running_head` tops every page after the first; `footer` and
    `number` stand at the foot of each. In `page_label` the words {page} and {pages} are replaced.
    """

    title: str
    author: str
    subject: str
    language: str
    blocks: tuple[Block, ...]
    running_head: str = ""
    footer: str = ""
    number: str = ""
    page_label: str = "Page {page} of {pages}"


Block = (
    Letterhead
    | Parties
    | Summary
    | Heading
    | Text
    | Bullets
    | ItemTable
    | TotalsBlock
    | TermsBlock
    | CostBars
    | Curves
    | SwingBars
    | PlainTable
    | Acceptance
    | Notes
    | PageBreak
    | KeepTogether
)
