"""The same words as PDF by other programs: each prints the pieces of a quote as its manual says.

None of them tags, attaches or seals anything; headings, paragraphs, lists and tables are all there
is. So what they take is the least that such a document takes with them.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Literal, NamedTuple

import typst
from fpdf import FPDF
from reportlab.lib import styles
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
from weasyprint import HTML

from estimator.documents import blocks, typefaces
from estimator.documents.blocks import Block, Document

INTER = typefaces.FOLDER
CSS = (
    f"@font-face {{font-family: Inter; src: url(file://{INTER}/Inter-Regular.ttf)}}"
    f"@font-face {{font-family: Inter; font-weight: 700; src: url(file://{INTER}/Inter-Bold.ttf)}}"
    "@page {size: letter; margin: 48pt}"
    "body {font: 8.8pt/13pt Inter} h1 {font-size: 25pt} h2 {font-size: 13.4pt}"
    "table {width: 100%} td {vertical-align: top; border-bottom: 0.5pt solid #DDE3E8}"
)


class Piece(NamedTuple):
    """A heading of level 1 or 2, a paragraph, or a table of rows of words."""

    kind: Literal["h1", "h2", "p", "table"]
    words: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def pieces(document: Document) -> list[Piece]:
    """Everything a quote says, in the order of its blocks."""
    return [piece for block in document.blocks for piece in _of(block)]


def _of(block: Block) -> Iterator[Piece]:  # noqa: C901  # one case per kind
    match block:
        case blocks.Letterhead():
            yield Piece("h1", block.title)
            yield from _said(block.studio, block.tagline)
        case blocks.Parties():
            for party in (block.client, block.studio):
                yield from _said(party.label, party.name, *party.lines)
            yield Piece("table", rows=tuple((each.label, each.value) for each in block.details))
        case blocks.Summary():
            yield from _said(block.total_label, block.total, block.due_label, block.due)
            yield from _said(block.due_note, block.action)
        case blocks.Heading():
            yield Piece("h2", block.title)
        case blocks.Text():
            yield from _said(*block.text.split("\n"))
        case blocks.Bullets():
            yield from _said(*block.items)
        case blocks.ItemTable():
            yield Piece("table", rows=tuple(_items(block)))
        case blocks.TotalsBlock():
            entries = (*block.rows, block.total, *block.payments)
            yield Piece("table", rows=tuple((each.label, each.value) for each in entries))
        case blocks.TermsBlock():
            for term in block.terms:
                yield from _said(term.title, term.text)
        case blocks.PlainTable():
            yield Piece("table", rows=(block.header, *block.rows))
        case blocks.Acceptance():
            yield Piece("h2", block.title)
            yield from _said(block.statement, *block.fields, block.caption, block.check_code)
        case blocks.Notes():
            yield from _said(*block.lines)
        case _:
            raise TypeError(f"a quote without a comparison has no {type(block).__name__}")


def _said(*lines: str) -> Iterator[Piece]:
    return (Piece("p", line) for line in lines if line)


def _items(block: blocks.ItemTable) -> Iterator[tuple[str, ...]]:
    names = block.columns
    yield names.item, names.quantity, names.unit_price, names.amount
    for group in block.groups:
        yield group.title, "", "", ""
        for row in group.rows:
            told = "\n".join((row.name, row.detail, *row.reasons))
            yield told, row.quantity, row.unit_price, row.amount


# ---------------------------------------------------------------- the printers


def plain_reportlab(told: list[Piece]) -> bytes:
    """reportlab's platypus, as its manual begins: the floor."""
    typefaces.register()
    body = styles.ParagraphStyle("body", fontName=typefaces.REGULAR, fontSize=8.8, leading=13)
    sizes = {"h1": 25, "h2": 13.4}
    heads = {
        kind: styles.ParagraphStyle(kind, body, fontName=typefaces.BOLD, fontSize=size, leading=29)
        for kind, size in sizes.items()
    }

    def cell(words: str) -> Paragraph:
        return Paragraph(html.escape(words, quote=False).replace("\n", "<br/>"), body)

    story = []
    for kind, words, rows in told:
        if kind == "table":
            grid = [[cell(each) for each in row] for row in rows]
            story.append(Table(grid, style=[("LINEBELOW", (0, 0), (-1, -1), 0.5, "#DDE3E8")]))
        else:
            story.append(Paragraph(html.escape(words, quote=False), heads.get(kind, body)))
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=(612, 792), initialFontName=typefaces.REGULAR).build(story)
    return out.getvalue()


def fpdf2(told: list[Piece]) -> bytes:
    """fpdf2 with its tables."""
    pdf = FPDF(format="letter", unit="pt")
    pdf.add_font("Inter", "", INTER / "Inter-Regular.ttf")
    pdf.add_font("Inter", "B", INTER / "Inter-Bold.ttf")
    pdf.set_margins(48, 48)
    pdf.add_page()
    for kind, words, rows in told:
        size = {"h1": 25.0, "h2": 13.4}.get(kind, 8.8)
        pdf.set_font("Inter", "B" if kind in ("h1", "h2") else "", size)
        if kind == "table":
            with pdf.table(rows, first_row_as_headings=False, line_height=13):
                continue
        else:
            pdf.multi_cell(0, size * 1.4, words, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def as_html(told: list[Piece]) -> str:
    """The pieces as a page, for those that print pages."""
    return f"<html lang=en><style>{CSS}</style><body>{''.join(map(_html, told))}</body></html>"


def _html(piece: Piece) -> str:
    kind, words, rows = piece
    if kind != "table":
        return f"<{kind}>{html.escape(words)}</{kind}>"
    cells = ("".join(f"<td>{_lines(cell)}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def _lines(words: str) -> str:
    return html.escape(words).replace("\n", "<br>")


def weasyprint(told: list[Piece]) -> bytes:
    """WeasyPrint from HTML and CSS."""
    return bytes(HTML(string=as_html(told)).write_pdf() or b"")


def typst_compiled(told: list[Piece]) -> bytes:
    """typst from its own markup; words are strings, so nothing in them is markup."""
    head = '#set page("us-letter", margin: 48pt)\n#set text(font: "Inter", size: 8.8pt)\n'
    source = head + "\n\n".join(map(_typst, told))
    compiled: Callable[..., bytes] = typst.compile  # its types leave open what it compiles
    return compiled(source.encode(), font_paths=[str(INTER)])


def _typst(piece: Piece) -> str:
    kind, words, rows = piece
    if kind == "table":
        cells = ", ".join(f"[#{_string(cell)}]" for row in rows for cell in row)
        return f"#table(columns: {len(rows[0])}, stroke: none, {cells})"
    mark = {"h1": "= ", "h2": "== "}.get(kind, "")
    return f"{mark}#{_string(words)}"


def _string(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
