"""The comparison in a document: on pages of its own, with its pictures, assumptions and sources."""

from __future__ import annotations

from io import BytesIO
from math import nan

import pytest
from pypdf import PdfReader

from estimator import actions
from estimator.comparison import Assumptions, Range, compare
from estimator.documents.blocks import Curve, Curves, Document, SwingBar, SwingBars
from estimator.documents.comparing import comparison_blocks
from estimator.documents.pdf import Look, Page, render_pdf
from estimator.documents.text import render_markdown
from estimator.formatting import reader
from estimator.settings import read_settings
from estimator.workspace import Workspace, open_workspace
from pricing import Brief, Client, Sitting


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return open_workspace(read_settings({"HEADSHOT_QUOTE_TODAY": "2026-11-24"}))


def pages(workspace: Workspace, assumed: Assumptions | None = None, plan: str = "") -> list[str]:
    brief = Brief(sittings=(Sitting(session="individual"),))
    estimate = actions.price(workspace, "northlight", brief)
    compared = actions.compare_with_ai(workspace, estimate, assumed)
    quote = actions.make_quote(workspace, "northlight", estimate, Client(name="Ann"))
    pdf = actions.quote_pdf(quote, actions.appendix(workspace, estimate, compared, plan))
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def test_it_begins_on_a_page_of_its_own(workspace: Workspace):
    (first,) = [page for page in pages(workspace) if "Photographed or generated?" in page]
    assert "Accept this quote" not in first
    assert "In cash over 36 months, all 8 AI plans compared cost less than the studio" in first


def test_the_assumptions_and_the_sources_are_printed(workspace: Workspace):
    text = " ".join(pages(workspace))
    for words in (
        "AI images worth keeping: 50% (17% to 85%). Source: a judgement",
        "What an hour is worth: $0.00. Source: your own judgement; the figures of one vendor",
        "Both sides are for 1 person and 3 images to keep, those of the estimate.",
        "Article 50 of the EU AI Act",
        "thenickjones.com",
        "Price seen 2026-09-20. Source: comparison report dated 2026-09-20",
        "2026-05-04 (weak, old)",
        "Where AI headshots are the better choice",
        "This is not legal advice.",
    ):
        assert words in text


def test_the_plan_that_was_picked_is_looked_at_with_its_crossing(workspace: Workspace):
    sixty = Range[int](low=60, likely=60, high=60)
    kept = Assumptions(keep_subscribed=True, horizon_months=sixty, renew_studio_months=sixty)
    text = " ".join(pages(workspace, kept, "remini-month"))
    assert "Looked at closely: Remini monthly" in text
    assert "From month 18 on the studio has cost less." in text


def test_a_quote_without_it_says_nothing_of_it(workspace: Workspace):
    brief = Brief(sittings=(Sitting(session="individual"),))
    estimate = actions.price(workspace, "northlight", brief)
    quote = actions.make_quote(workspace, "northlight", estimate, Client())
    text = " ".join(p.extract_text() for p in PdfReader(BytesIO(actions.quote_pdf(quote))).pages)
    assert "generated" not in text.replace("generative", "")


def test_without_a_plan_to_compare_there_is_the_verdict_alone(workspace: Workspace):
    brief = Brief(sittings=(Sitting(session="individual"),))
    estimate = actions.price(workspace, "northlight", brief)
    compared = compare(estimate, (), Assumptions(), workspace.rates)
    blocks = comparison_blocks(actions.Appendix(compared, None), reader("en_US", estimate.currency))
    text = render_markdown(Document("t", "a", "s", "en-US", blocks))
    assert "No AI plan could be compared." in text
    assert "Looked at closely" not in text


FLAT, RISING = (450.0, 450.0, 450.0), (450.0, 450.0, 900.0)
CURVES = Curves(
    (
        Curve("Photographed", "$900", FLAT, RISING, RISING, "studio"),
        Curve("A plan with a long name", "$890", (0.0,) * 3, (0.0, 445.0, 890.0), RISING, "ai"),
    ),
    "What has been paid",
    "now",
    "2 months",
    "A note.",
    (1,),
    ("Photographed: now $450.", "A plan: now $0."),
)
SWINGS = SwingBars(
    (SwingBar("Keeper rate 1% to 9%", -50.0, 700.0, "AI $50 more", "AI $700 less"),),
    100.0,
    "What matters",
    "Dashed: likely.",
    "Black: the same.",
)


@pytest.mark.parametrize("page", list(Page))
def test_the_pictures_fit_every_paper_and_keep_their_words(page: Page):
    document = Document("t", "a", "s", "en-US", (CURVES, SWINGS))
    (printed,) = PdfReader(BytesIO(render_pdf(document, page, Look()))).pages
    text = " ".join(printed.extract_text().split())
    for words in ("A plan with a long name", "$890", "$900", "A note.", "2 months"):
        assert words in text
    assert "Keeper rate 1% to 9%: AI $50 more – AI $700 less" in text
    assert "Dashed: likely. Black: the same." in text


def test_the_pictures_are_words_in_markdown():
    text = render_markdown(Document("t", "a", "s", "en-US", (CURVES, SWINGS)))
    assert "- Photographed: now \\$450." in text
    assert "| Keeper rate 1% to 9% | AI \\$50 more | AI \\$700 less |" in text


def test_lines_of_nothing_are_drawn_at_the_foot():
    flat = Curve("Free", "$0", (0.0, 0.0), (0.0, 0.0), (0.0, 0.0), "ai")
    nothing = Curves((flat,), "Nothing", "now", "1 month")
    still = SwingBars((), 0.0, "Nothing moves it", "", "")
    assert render_pdf(Document("t", "a", "s", "en-US", (nothing, still)))


@pytest.mark.parametrize(
    ("low", "likely", "high"),
    [
        ((1.0,), (1.0,), (1.0,)),
        ((1.0, 1.0), (1.0, 1.0), (1.0, 1.0, 1.0)),
        ((-1.0, 1.0), (1.0, 1.0), (1.0, 1.0)),
        ((nan, 1.0), (1.0, 1.0), (1.0, 1.0)),
    ],
)
def test_a_line_that_cannot_be_drawn_is_refused(
    low: tuple[float, ...], likely: tuple[float, ...], high: tuple[float, ...]
):
    with pytest.raises(ValueError, match="month"):
        Curve("A plan", "$1", low, likely, high, "ai")
