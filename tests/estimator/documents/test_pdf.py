"""The PDF of a document, read back with other programs' eyes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from estimator.documents.blocks import (
    Acceptance,
    Block,
    Document,
    Entry,
    Heading,
    ItemGroup,
    ItemRow,
    ItemTable,
    KeepTogether,
    Letterhead,
    PlainTable,
    Summary,
    Term,
    TermsBlock,
    Text,
    TotalsBlock,
)
from estimator.documents.pdf import Look, Page, render_pdf

PAPERS = list(Page)
TOTAL = "Total in US dollars"


def pages_of(file: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(file)).pages]


def squeezed(text: str) -> str:
    return "".join(text.split())


def with_blocks(quote: Document, *blocks: Block) -> Document:
    return replace(quote, blocks=blocks)


def totals_of(quote: Document) -> TotalsBlock:
    return next(block for block in quote.blocks if isinstance(block, TotalsBlock))


def links_of(file: bytes) -> list[str]:
    pages = PdfReader(BytesIO(file)).pages
    notes = [note.get_object() for page in pages for note in page.get("/Annots", [])]
    return [str(note["/A"]["/URI"]) for note in notes]


# ---------------------------------------------------------------- the file


def test_the_same_document_gives_the_same_bytes(quote: Document):
    assert render_pdf(quote) == render_pdf(quote)


def test_documents_may_be_made_in_many_threads(quote: Document, every_kind: Document):
    documents = [quote, every_kind, with_blocks(quote, Text("山田太郎 Łukasz " * 40))]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(6) as threads:
            files = list(threads.map(render_pdf, documents * 4))
    finally:
        sys.setswitchinterval(interval)
    assert files == [render_pdf(document) for document in documents] * 4


@pytest.mark.parametrize("page", PAPERS)
def test_every_font_is_embedded(every_kind: Document, page: Page):
    with pikepdf.open(BytesIO(render_pdf(every_kind, page))) as pdf:
        fonts = [
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"
        ]
        assert len(fonts) >= 4
        for font in fonts:
            assert "/FontFile2" in font["/FontDescriptor"], font["/BaseFont"]
            assert "/ToUnicode" in font


def test_no_code_of_a_font_reads_as_nothing_and_no_section_is_too_long(quote: Document):
    wide = "".join(chr(point) for point in (*range(0xC0, 0x149), *range(0x410, 0x44F)))
    with pikepdf.open(BytesIO(render_pdf(with_blocks(quote, Text(wide))))) as pdf:
        maps = [
            thing["/ToUnicode"].read_bytes().decode()
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing
        ]
    lines = [line for text in maps for line in text.splitlines()]
    assert not [line for line in lines if line.endswith("<0000>")]
    sizes = [int(line.split()[0]) for line in lines if line.endswith("beginbfchar")]
    assert sizes
    assert max(sizes) <= 100


def test_a_reader_is_told_title_author_subject_and_language(quote: Document):
    reader = PdfReader(BytesIO(render_pdf(quote)))
    assert reader.metadata is not None
    assert reader.metadata.title == quote.title
    assert reader.metadata.author == quote.author
    assert reader.metadata.subject == quote.subject
    assert str(reader.root_object["/Lang"]) == "en-US"


def test_headings_make_the_outline(quote: Document):
    outline = PdfReader(BytesIO(render_pdf(quote))).outline
    assert [entry.title for entry in outline if not isinstance(entry, list)] == [
        block.title for block in quote.blocks if isinstance(block, Heading)
    ]


@pytest.mark.parametrize(("page", "size"), [(Page.LETTER, (612, 792)), (Page.A4, (595, 842))])
def test_the_paper_has_its_size(quote: Document, page: Page, size: tuple[int, int]):
    box = PdfReader(BytesIO(render_pdf(quote, page))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_a_demo_quote_with_twelve_items_takes_two_pages(quote: Document):
    for page in PAPERS:
        assert len(pages_of(render_pdf(quote, page))) == 2


# ---------------------------------------------------------------- pages


@pytest.mark.parametrize("page", PAPERS)
@pytest.mark.parametrize("count", [1, 3, 40, 200])
def test_any_number_of_items_keeps_its_order_and_its_page_furniture(
    quote_of: Callable[..., Document], count: int, page: Page
):
    document = quote_of(count)
    pages = pages_of(render_pdf(document, page))
    whole = "\n".join(pages)
    places = [whole.index(f"Item number {n}\n") for n in range(1, count + 1)]
    assert places == sorted(places)
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in text
        assert (document.running_head.split("·")[1].strip() in text) == (number > 1)
        assert ("Unit price" in text) == ("Item number" in text)


@pytest.mark.parametrize("page", PAPERS)
@pytest.mark.parametrize("count", [*range(1, 18), 29, 30, 31, 32])
def test_the_total_stands_with_the_last_items(
    quote_of: Callable[..., Document], count: int, page: Page
):
    pages = pages_of(render_pdf(quote_of(count), page))
    (last,) = [text for text in pages if TOTAL in text]
    for number in range(max(1, count - 1), count + 1):
        assert f"Item number {number}\n" in last


@pytest.mark.parametrize("words", [1, 30, 150, 300, 330])
def test_the_total_stands_with_the_last_items_however_tall_they_are(
    quote_of: Callable[..., Document], words: int
):
    pages = pages_of(render_pdf(quote_of(5, "word " * words)))
    (last,) = [text for text in pages if TOTAL in text]
    assert "Item number 5\n" in last


def test_a_group_title_is_never_parted_from_its_first_item(quote: Document):
    row = ItemRow("First of its group", "Detail", (), "1", "$1.00", "$1.00")
    for count in range(12, 36):
        rows = tuple(replace(row, name=f"Before {n}") for n in range(count))
        table = ItemTable((ItemGroup(rows), ItemGroup((row,) * 3, "Group title")))
        pages = pages_of(render_pdf(with_blocks(quote, table)))
        (page,) = [text for text in pages if "Group title" in text]
        assert "First of its group" in page


def test_a_heading_is_never_alone_at_the_foot_of_a_page(quote: Document):
    terms = TermsBlock(tuple(Term(f"Term {n}", "Some words. " * 12) for n in range(6)))
    for count in range(35, 56):
        filler = Text("\n".join(f"Line {n}" for n in range(count)))
        pages = pages_of(render_pdf(with_blocks(quote, filler, Heading("Terms here"), terms)))
        (page,) = [text for text in pages if "Terms here" in text]
        assert "Term 0" in page


def test_blocks_kept_together_share_a_page(quote: Document):
    kept = KeepTogether((Heading("Opening"), Text("word " * 300), Text("the very end")))
    for count in range(5, 60, 9):
        filler = Text("\n".join(f"Line {n}" for n in range(count)))
        pages = pages_of(render_pdf(with_blocks(quote, filler, kept)))
        (page,) = [text for text in pages if "Opening" in text]
        assert "the very end" in page


def test_a_row_taller_than_a_page_goes_on_over_the_next(quote: Document):
    reasons = tuple(f"Reason {n}: " + "why " * 100 for n in range(60))
    table = ItemTable((ItemGroup((ItemRow("Tall", "x", reasons),), "Group"),))
    pages = pages_of(render_pdf(with_blocks(quote, table, totals_of(quote))))
    whole = "\n".join(pages)
    assert len(pages) >= 3
    assert [n for n in range(60) if f"Reason {n}:" not in whole] == []


def test_long_terms_go_on_over_pages_in_order(quote: Document):
    for words in (20, 120, 900):
        terms = TermsBlock(tuple(Term(f"Term {n}.", "word " * words) for n in range(12)))
        pages = pages_of(render_pdf(with_blocks(quote, Heading("Terms"), terms)))
        whole = "\n".join(pages)
        assert whole.count("word") == 12 * words
        places = [
            next(at for at, page in enumerate(pages) if f"Term {n}." in page) for n in range(12)
        ]
        assert places == sorted(places)
        assert min(map(len, pages)) > 300, "no page is nearly empty"


def test_totals_too_tall_to_stand_with_their_item_follow_it(quote: Document):
    table = ItemTable((ItemGroup((ItemRow("Item", "word " * 300),)),))
    rows = tuple(Entry(f"Tax {n}", "$1.00") for n in range(46))
    pages = pages_of(render_pdf(with_blocks(quote, table, TotalsBlock(rows, Entry(TOTAL, "$46")))))
    assert len(pages) == 2
    assert "Item" in pages[0]
    assert TOTAL in pages[1]


@pytest.mark.parametrize("initials", ["F", "FP", "FPL", "北"])
def test_a_studio_may_have_its_initials_as_mark(quote: Document, initials: str):
    head = Letterhead("Fernhill Portraits", "Quote", initials=initials)
    (text,) = pages_of(render_pdf(with_blocks(quote, head)))
    assert text.startswith(initials)


@pytest.mark.parametrize("letter", ["W", "Ж", "山"])
def test_a_word_of_400_letters_is_broken_over_lines(quote: Document, letter: str):
    word = letter * 400
    table = ItemTable((ItemGroup((ItemRow(word, word, (word,), "1", "$1", "$1"),) * 3),))
    plain = PlainTable(("a", "b", "c"), ((word, word, word),) * 2, ("left", "right", "centre"))
    whole = squeezed("".join(pages_of(render_pdf(with_blocks(quote, table, plain)))))
    assert whole.count(letter) == 400 * (9 + 6)


def test_an_empty_document_is_one_page(quote: Document):
    assert len(pages_of(render_pdf(with_blocks(quote)))) == 1


# ---------------------------------------------------------------- what is printed


def test_everything_a_client_reads_is_text(every_kind: Document):
    whole = "\n".join(pages_of(render_pdf(every_kind)))
    for words in (
        *("Zofia Wiśniewska, Head of People", "$9,864.35", "$2,959.31 deposit", "Apr 20–21, 2027"),
        *("42 people × $95.00, the tier from 25 people", "Retouching", "−$357.25", "FP-2031"),
        *("Scan to accept online", "Check code 4d1e-90b7", "Directed posing", "40 to choose from"),
        *("Review and accept →", "Printed name", "Printed prices count; the example is invented."),
    ):
        assert words in whole, words


def test_the_total_and_the_next_step_are_in_the_top_third_of_page_one(quote: Document):
    heights: dict[str, float] = {}

    def note(text: str, matrix: list[float], place: list[float], *_: object) -> None:
        if text.strip():
            heights.setdefault(text.strip(), matrix[5] + matrix[3] * place[5])

    page = PdfReader(BytesIO(render_pdf(quote))).pages[0]
    page.extract_text(visitor_text=note)
    for words in ("$9,864.35", "Review and accept →"):
        assert heights[words] > float(page.mediabox.height) * 2 / 3


HOSTILE = (
    '<img src="/etc/hostname"/>',
    "<b>bold</b> & <i>so on</i>",
    "Tom <tom@x> & Sons &amp; Co",
    "<font color=\"[[].append(1) for x in '1']\">red</font>",
    "</para><para>",
    "100% {page} $5 \\n (a) [b]",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_a_field_is_printed_as_typed(quote: Document, text: str):
    table = ItemTable((ItemGroup((ItemRow(text, text, (text,)),), text),))
    plain = PlainTable((text,), ((text,),), ("left",))
    terms = TermsBlock((Term(text, text),))
    blocks = (Heading(text), Text(text), table, plain, terms, Summary(text, "$1", "", "", text))
    document = replace(quote, blocks=blocks, title=text, running_head=text, number=text)
    whole = squeezed("".join(pages_of(render_pdf(document))))
    assert whole.count(squeezed(text)) >= 12


def test_a_button_and_a_qr_code_open_the_address(quote: Document):
    assert links_of(render_pdf(quote)) == ["https://quotes.example.com/q/7f3c9a21"] * 2


def test_an_action_without_an_address_is_words(quote: Document):
    file = render_pdf(with_blocks(quote, Summary("Total", "$1", action="Reply to accept")))
    assert links_of(file) == []
    assert "Reply to accept" in pages_of(file)[0]


def test_an_acceptance_without_an_address_has_nothing_to_scan(quote: Document):
    box = Acceptance("Accept", "I agree.", ("Signature",), "", "Scan here", "Check code 7")
    (text,) = pages_of(render_pdf(with_blocks(quote, box)))
    assert "Check code 7" in text
    assert "Scan here" not in text


def test_a_foot_too_long_for_its_line_is_shortened(quote: Document):
    (text,) = pages_of(render_pdf(replace(with_blocks(quote), footer="Long foot " * 20)))
    assert "…" in text
    assert "Page 1 of 1" in text


def test_the_page_label_is_in_the_readers_words(quote: Document):
    (text,) = pages_of(render_pdf(replace(with_blocks(quote), page_label="{pages} 中 {page} 枚")))
    assert "1中1枚" in squeezed(text)


@pytest.mark.parametrize(
    "name",
    [
        "Łukasz Żółć-Gęślą Jaźń",
        "Đặng Thị Mỹ Hằng",
        "Hawai\u02bbi",
        "Νίκος Καζαντζάκης",
        "Фёдор Достоевський ґ",
        "山田太郎 髙橋﨑 カナ・ひらがな",
        "Þórunn Ægisdóttir Åse Nuñez Çelik İpek Șerban Őri",
        "€ £ ¥ ₹ ₩ ₽ 1 234,50 zł",
    ],
)
def test_names_of_many_languages_can_be_copied_out(quote: Document, name: str):
    table = ItemTable((ItemGroup((ItemRow(name, name, (name,), "1", name[:40], name[:40]),)),))
    document = replace(with_blocks(quote, Heading(name), table), running_head=name, number=name)
    whole = squeezed("".join(pages_of(render_pdf(document))))
    assert whole.count(squeezed(name)) >= 4


def test_a_name_typed_with_loose_accents_is_printed_whole(quote: Document):
    (text,) = pages_of(render_pdf(with_blocks(quote, Text("Zoe\u0308 Wis\u0301niewska"))))
    assert "Zoë Wiśniewska" in text


def test_another_accent_colours_the_page(quote: Document):
    green = render_pdf(quote, look=Look("#1B5E20"))
    assert green != render_pdf(quote)
    assert pages_of(green) == pages_of(render_pdf(quote))
