"""The Markdown of a document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from estimator.documents.blocks import (
    Acceptance,
    Document,
    Heading,
    ItemGroup,
    ItemRow,
    ItemTable,
    PlainTable,
    Summary,
    Text,
)
from estimator.documents.text import escaped, render_markdown


def written(quote: Document, *blocks: Heading | Text | ItemTable | Summary | PlainTable) -> str:
    return render_markdown(replace(quote, blocks=blocks, footer="", number=""))


def test_a_quote_reads_from_top_to_bottom(every_kind: Document):
    text = render_markdown(every_kind)
    landmarks = (
        *("# Quote", "**Prepared for**", "**Total including tax** \\$9,864.35", "- Two looks each"),
        *("| Item | Qty |", "| **Retouching** | | | |", "- **Total in US dollars: \\$9,864.35**"),
        *(
            "**Payment**",
            "\n\n---\n\n",
            "## Photographed or generated?",
            "| Photographed, this quote |",
        ),
        *("## Terms", "**Booking** A signed", "## Accept this quote", "Printed prices count"),
    )
    places = [text.index(landmark) for landmark in landmarks]
    assert places == sorted(places)
    assert text.endswith("FP-2031\n")


def test_an_item_with_its_reasons_is_one_row(quote: Document):
    row = ItemRow("Portrait", "Fifteen minutes", ("4 × $5", "tier from 3"), "4", "$5", "$20")
    assert written(quote, ItemTable((ItemGroup((row,)),))) == (
        "| Item | Qty | Unit price | Amount |\n"
        "| :--- | ---: | ---: | ---: |\n"
        "| Portrait <br> Fifteen minutes <br> 4 × \\$5 <br> tier from 3 | 4 | \\$5 | \\$20 |\n"
    )


def test_a_plain_table_keeps_its_sides(quote: Document):
    table = PlainTable(("a", "b", "c"), (("1", "2", "3|4"),), ("left", "right", "centre"))
    assert written(quote, table) == ("| a | b | c |\n| :--- | ---: | :---: |\n| 1 | 2 | 3\\|4 |\n")


@pytest.mark.parametrize(
    ("typed", "escape"),
    [
        ("*Ann*", "\\*Ann\\*"),
        ("$250 … $300", "\\$250 … \\$300"),
        ("<b>&amp;", "\\<b\\>\\&amp;"),
        ("# 1", "\\# 1"),
        ("- point", "\\- point"),
        ("1. first", "1\\. first"),
        ("12 Alder Row", "12 Alder Row"),
        ("a_b `c` [d](e)", "a\\_b \\`c\\` \\[d\\](e)"),
        ("two\nlines  here", "two lines here"),
    ],
)
def test_what_means_something_to_markdown_is_escaped(typed: str, escape: str):
    assert escaped(typed) == escape


def test_lines_of_a_paragraph_stay_lines(quote: Document):
    assert written(quote, Text("one\n- two")) == "one\\\n\\- two\n"


def test_an_action_links_only_with_an_address(quote: Document):
    url = "https://example.com/q"
    with_link = Summary("Total", "$1", action="Accept", url=url)
    assert f"[Accept](<{url}>)" in written(quote, with_link)
    assert written(quote, replace(with_link, url="")).endswith("\n\nAccept\n")
    assert "[" not in written(quote, replace(with_link, action="", url=""))


def test_an_unprintable_script_can_still_be_written(quote: Document):
    assert written(quote, Heading("سلام")) == "## سلام\n"


def test_an_acceptance_without_an_address_has_no_link(quote: Document):
    block = Acceptance("Sign", "I agree.", ("Signature",))
    text = render_markdown(replace(quote, blocks=(block,)))
    assert "](" not in text
    assert "- Signature: " in text
