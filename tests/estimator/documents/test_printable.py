"""What a document refuses to print, and how it says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from estimator.documents import links
from estimator.documents.blocks import (
    Acceptance,
    Block,
    Document,
    Entry,
    Heading,
    ItemGroup,
    ItemRow,
    ItemTable,
    Parties,
    Party,
    Summary,
    Text,
    TotalsBlock,
)
from estimator.documents.errors import CannotPrint, PrintProblem
from estimator.documents.pdf import render_pdf
from estimator.documents.printable import MOST_CHARACTERS, cleaned


def problems_of(quote: Document, *blocks: Block) -> tuple[PrintProblem, ...]:
    with pytest.raises(CannotPrint) as caught:
        render_pdf(replace(quote, blocks=blocks))
    return caught.value.problems


def test_all_problems_are_named_at_once_with_their_places(quote: Document):
    row = ItemRow("Портрет", "ok", ("fine", "नमस्ते"))
    problems = problems_of(
        quote,
        Heading("سلام"),
        ItemTable((ItemGroup((ItemRow("ok"), row)),)),
        Text("Well done 🎉"),
        Summary("Total", "$1", action="Pay", url="javascript:alert(1)"),
    )
    assert [problem.where for problem in problems] == [
        "block 1 (heading), title",
        "block 2 (item table), group 1, row 2, reason 2",
        "block 3 (text), text",
        "block 4 (summary), url",
    ]
    assert "U+0633 ARABIC LETTER SEEN" in problems[0].what
    assert "سلام" in problems[0].what
    assert "Latin letters" in problems[0].advice
    assert "DEVANAGARI" in problems[1].what
    assert "emoji" in problems[2].advice
    assert "javascript" in problems[3].what


@pytest.mark.parametrize(
    "text",
    ["שלום", "สวัสดี", "👩‍💻", "\ue000", "\U0001f1f5\U0001f1f1", "한국", "ọ̀lá", "\ud800", "x\u20dd"],
)
def test_what_no_font_covers_is_refused(quote: Document, text: str):
    (problem,) = problems_of(quote, Text(text))
    assert "U+" in problem.what
    assert problem.advice
    str(problem).encode()


def test_many_unprintable_characters_are_counted(quote: Document):
    (problem,) = problems_of(quote, Text("".join(map(chr, range(0x0E01, 0x0E2F)))))
    assert "and 38 more" in problem.what


def test_every_field_of_the_document_itself_is_checked(quote: Document):
    with pytest.raises(CannotPrint) as caught:
        render_pdf(replace(quote, blocks=(), footer="☎ ت", running_head="ت"))
    assert [problem.where for problem in caught.value.problems] == ["running head", "footer"]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("a\x00b\x07c", "abc"),
        ("a\tb", "a b"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\u202eb\u200bc\ufeff", "abc"),
        ("❤\ufe0f", "❤"),
        ("é", "é"),
        ("plain", "plain"),
    ],
)
def test_what_cannot_be_seen_is_taken_out(typed: str, printed: str):
    assert cleaned(Party(typed, "n", (typed,))) == Party(printed, "n", (printed,))


@pytest.mark.parametrize(
    "block",
    [
        Text("x" * 6001),
        ItemTable((ItemGroup((ItemRow("x" * 501),)),)),
        ItemTable((ItemGroup((ItemRow("x", amount="9" * 41),)),)),
        Heading("x" * 201),
        ItemTable((ItemGroup((ItemRow("x"),) * 501),)),
        Summary("Total", "$1", url="https://example.com/" + "x" * 500),
    ],
)
def test_what_is_too_long_is_refused(quote: Document, block: Block):
    problems = problems_of(quote, block)
    assert "long" in problems[0].what or "entries" in problems[0].what


def test_a_document_has_a_longest_length(quote: Document):
    problems = problems_of(quote, *(Text("word " * 1200),) * (MOST_CHARACTERS // 6000 + 1))
    assert [problem.where for problem in problems] == ["document"]


def test_a_block_no_page_can_hold_is_named(quote: Document):
    tall = Party("For", "Name", ("line " * 180,) * 20)
    rows = tuple(Entry("label " * 30, "$1") for _ in range(60))
    blocks = (
        Heading("Fine"),
        Parties(tall, Party("From", "Us"), "Details", ()),
        TotalsBlock(rows, Entry("Total", "$60")),
        Acceptance("Sign", "Yes", ("field " * 30,) * 60),
    )
    assert [problem.where for problem in problems_of(quote, *blocks)] == [
        "block 2 (parties)",
        "block 3 (totals block)",
        "block 4 (acceptance)",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/q?a=1&b=(2)",
        "http://localhost:8501/q",
        "mailto:hello@fernhill.example?subject=Quote",
    ],
)
def test_these_addresses_may_be_opened(quote: Document, address: str):
    assert links.fault_in(address) is None
    assert render_pdf(replace(quote, blocks=(Acceptance("A", "B", (), address),)))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.com",
        "example.com/q",
        "https://",
        "https://exa mple.com",
        "https://example.com/ü",
        "https://[bad",
        "mailto:nobody",
        "vbscript:x",
        "https://example.com/" + "x" * 600,
    ],
)
def test_these_addresses_may_not(address: str):
    assert links.fault_in(address)
