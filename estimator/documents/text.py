"""Documents as Markdown: the same blocks in a form people can read and compare line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from estimator.documents.blocks import (
    Acceptance,
    Align,
    Block,
    Bullets,
    CostBars,
    Curves,
    Document,
    Entry,
    Heading,
    ItemTable,
    KeepTogether,
    Letterhead,
    Notes,
    PageBreak,
    Parties,
    Party,
    PlainTable,
    Summary,
    SwingBars,
    TermsBlock,
    Text,
    TotalsBlock,
)
from estimator.documents.printable import cleaned

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
_LINE_OPENERS = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))", re.MULTILINE)
_RULES = {"left": ":---", "right": "---:", "centre": ":---:"}


def render_markdown(document: Document) -> str:
    """The document as Markdown, with everything that means something to Markdown escaped.

    It needs no fonts, so text that cannot be printed as PDF is written here all the same.
    """
    ready = cleaned(document)
    parts = [_block(block) for block in ready.blocks]
    foot = " · ".join(escaped(text) for text in (ready.footer, ready.number) if text)
    return "\n\n".join(part for part in (*parts, foot) if part) + "\n"


def escaped(text: str) -> str:
    """`text` as Markdown that shows it literally, on one line."""
    line = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _LINE_OPENERS.sub(_escaped_opener, line)


def _escaped_opener(opener: re.Match[str]) -> str:
    space, mark = opener.groups()
    return f"{space}{mark}\\" if mark.isdigit() else f"{space}\\{mark}"


def _block(block: Block) -> str:  # noqa: C901  # one case per kind
    match block:
        case Letterhead():
            return _paragraphs(f"# {escaped(block.title)}", _names(block))
        case Parties():
            return _parties(block)
        case Summary():
            return _summary(block)
        case Heading():
            return f"## {escaped(block.title)}"
        case Text():
            return "\\\n".join(escaped(line) for line in block.text.split("\n"))
        case Bullets():
            return _list(block.items)
        case ItemTable():
            return _items(block)
        case TotalsBlock():
            return _totals(block)
        case TermsBlock():
            return _paragraphs(*(f"**{escaped(t.title)}** {escaped(t.text)}" for t in block.terms))
        case CostBars():
            return _bars(block)
        case Curves():
            return _paragraphs(
                f"**{escaped(block.title)}**", _list(block.points), escaped(block.note)
            )
        case SwingBars():
            return _swings(block)
        case PlainTable():
            return _table(block.header, block.rows, block.align)
        case Acceptance():
            return _acceptance(block)
        case Notes():
            return _paragraphs(*map(escaped, block.lines))
        case PageBreak():
            return "---"
        case KeepTogether():
            return _paragraphs(*map(_block, block.blocks))
    assert_never(block)


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(filter(None, parts))


def _names(block: Letterhead) -> str:
    return _paragraphs(f"**{escaped(block.studio)}**", escaped(block.tagline))


def _parties(block: Parties) -> str:
    details = _entries(block.details_label, block.details)
    return _paragraphs(_party(block.client), _party(block.studio), details)


def _party(party: Party) -> str:
    lines = (f"**{escaped(party.label)}**", escaped(party.name), *map(escaped, party.lines))
    return "\\\n".join(lines)


def _summary(block: Summary) -> str:
    due = " ".join(escaped(text) for text in (block.due, block.due_note) if text)
    action = _link(block.action, block.url)
    total = f"**{escaped(block.total_label)}** {escaped(block.total)}"
    return _paragraphs(total, f"**{escaped(block.due_label)}** {due}" if due else "", action)


def _link(words: str, url: str) -> str:
    if not (words and url):
        return escaped(words or url)
    return f"[{escaped(words)}](<{url.replace('<', '%3C').replace('>', '%3E')}>)"


def _items(block: ItemTable) -> str:
    names = block.columns
    header = (names.item, names.quantity, names.unit_price, names.amount)
    rows = list(_item_rows(block))
    return "\n".join((_row(header), _rule(("left", "right", "right", "right")), *rows))


def _item_rows(block: ItemTable) -> Iterator[str]:
    for group in block.groups:
        if group.title and group.rows:
            yield f"| **{escaped(group.title)}** | | | |"
        for row in group.rows:
            words = (escaped(row.name), escaped(row.detail), *map(escaped, row.reasons))
            figures = map(escaped, (row.quantity, row.unit_price, row.amount))
            yield f"| {' <br> '.join(filter(None, words))} | {' | '.join(figures)} |"


def _totals(block: TotalsBlock) -> str:
    total = f"- **{escaped(block.total.label)}: {escaped(block.total.value)}**"
    rows = "\n".join((*map(_entry, block.rows), total))
    return _paragraphs(rows, _entries(block.payments_label, block.payments))


def _bars(block: CostBars) -> str:
    sides = {"studio": block.studio_label, "ai": block.ai_label}
    rows = [(bar.label, sides[bar.side], bar.amount) for bar in block.bars]
    title = f"**{escaped(block.title)}**" if block.title else ""
    return _paragraphs(title, _table(("", "", ""), rows, ("left", "left", "right")))


def _swings(block: SwingBars) -> str:
    rows = [(bar.label, bar.low_words, bar.high_words) for bar in block.bars]
    table = _table(("", "Low end", "High end"), rows, ("left", "right", "right"))
    return _paragraphs(f"**{escaped(block.title)}**", table, escaped(block.likely_words))


def _acceptance(block: Acceptance) -> str:
    fields = "\n".join(f"- {escaped(field)}: \\_\\_\\_\\_\\_\\_" for field in block.fields)
    link = _link(block.caption or block.url, block.url) if block.url else ""
    title = f"## {escaped(block.title)}"
    return _paragraphs(title, escaped(block.statement), fields, link, escaped(block.check_code))


def _entries(label: str, entries: Sequence[Entry]) -> str:
    return _paragraphs(f"**{escaped(label)}**" if label else "", "\n".join(map(_entry, entries)))


def _entry(entry: Entry) -> str:
    return f"- {escaped(entry.label)}: {escaped(entry.value)}"


def _list(items: Sequence[str]) -> str:
    return "\n".join(f"- {escaped(item)}" for item in items)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]], align: Sequence[Align]) -> str:
    return "\n".join((_row(header), _rule(align), *map(_row, rows)))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(escaped, cells))} |"


def _rule(align: Sequence[Align]) -> str:
    return f"| {' | '.join(_RULES[side] for side in align)} |"
