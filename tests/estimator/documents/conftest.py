"""An invented quote, and smaller ones made from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from estimator.documents.blocks import (
    Acceptance,
    Block,
    Bullets,
    CostBar,
    CostBars,
    Curve,
    Curves,
    Document,
    Entry,
    Heading,
    ItemGroup,
    ItemRow,
    ItemTable,
    KeepTogether,
    Letterhead,
    Notes,
    PageBreak,
    Parties,
    Party,
    PlainTable,
    Summary,
    SwingBar,
    SwingBars,
    Term,
    TermsBlock,
    Text,
    TotalsBlock,
)

URL = "https://quotes.example.com/q/7f3c9a21"

LETTERHEAD = Letterhead("Fernhill Portraits", "Quote", "Headshots and team photography · Portland")

PARTIES = Parties(
    Party(
        "Prepared for",
        "Osprey & Lane Architects",
        ("Zofia Wiśniewska, Head of People", "220 Alder Row, Floor 4", "Portland, OR 97205"),
    ),
    Party(
        "From",
        "Fernhill Portraits LLC",
        ("18 Quarry Street, Studio 2", "Portland, OR 97209", "hello@fernhill.example"),
    ),
    "Details",
    (
        Entry("Quote", "FP-2031"),
        Entry("Issued", "Mar 2, 2027"),
        Entry("Valid until", "Apr 1, 2027"),
        Entry("Session", "Apr 20–21, 2027"),
        Entry("People", "46"),
    ),
)

SUMMARY = Summary(
    "Total including tax",
    "$9,864.35",
    "To book the dates",
    "$2,959.31 deposit",
    "by Apr 1, 2027",
    "Review and accept  →",
    URL,
)

INTRO = (
    Heading("Team headshots for 46 people, on location over two days"),
    Text(
        "Everything needed is listed below at a fixed price. People may be added until a week"
        " before."
    ),
)

ITEMS = ItemTable(
    (
        ItemGroup(
            (
                ItemRow(
                    "On-location studio set-up",
                    "Seamless backdrop, two key lights and a preview screen in your boardroom.",
                    (),
                    "1",
                    "$480.00",
                    "$480.00",
                ),
                ItemRow(
                    "Headshot session, per person",
                    "Fifteen minutes each, with posing direction and two looks.",
                    ("42 people × $95.00, the tier from 25 people",),
                    "42",
                    "$95.00",
                    "$3,990.00",
                ),
                ItemRow(
                    "Executive portrait session",
                    "Forty-five minutes each, including a portrait in the office.",
                    ("4 people × $260.00",),
                    "4",
                    "$260.00",
                    "$1,040.00",
                ),
            ),
            "Session",
        ),
        ItemGroup(
            (
                ItemRow(
                    "Natural retouching",
                    "Colour, stray hair and lint. Permanent features stay as they are.",
                    ("46 images × $28.00, one of each person",),
                    "46",
                    "$28.00",
                    "$1,288.00",
                ),
                ItemRow(
                    "Advanced retouching",
                    "Background extension and glasses glare for the leadership page.",
                    (),
                    "6",
                    "$65.00",
                    "$390.00",
                ),
                ItemRow(
                    "Matching background composite",
                    "One brand background, so that people who join later match.",
                    (),
                    "46",
                    "$9.50",
                    "$437.00",
                ),
            ),
            "Retouching",
        ),
        ItemGroup(
            (
                ItemRow(
                    "Commercial licence, three years",
                    "Website, press and internal directories, worldwide, not exclusive.",
                    ("$450.00 × 2 for three years, per booking",),
                    "1",
                    "$900.00",
                    "$900.00",
                ),
            ),
            "Licence",
        ),
        ItemGroup(
            (
                ItemRow(
                    "Make-up and grooming artist",
                    "On site both days; products for all skin tones.",
                    (),
                    "2",
                    "$420.00",
                    "$840.00",
                ),
                ItemRow(
                    "Group photograph",
                    "All 46 people in one picture, delivered in two shapes.",
                    (),
                    "1",
                    "$350.00",
                    "$350.00",
                ),
                ItemRow(
                    "Online proof gallery",
                    "Private link with favourites and comments, kept for a year.",
                    (),
                    "1",
                    "$120.00",
                    "$120.00",
                ),
                ItemRow(
                    "Rush delivery",
                    "First ten retouched portraits within 48 hours.",
                    (),
                    "10",
                    "$15.00",
                    "$150.00",
                ),
            ),
            "Extras",
        ),
        ItemGroup(
            (
                ItemRow(
                    "Travel and parking",
                    "Two crew members, city centre, both days.",
                    ("2 days × $55.00; the first 20 miles are included",),
                    "2",
                    "$55.00",
                    "$110.00",
                ),
            ),
            "Travel",
        ),
    )
)

TOTALS = TotalsBlock(
    (
        Entry("Items", "$10,095.00"),
        Entry("Volume discount, 5% of $7,145.00", "−$357.25"),
        Entry("State tax 0.57% on $9,737.75", "$55.51"),
        Entry("City tax 0.73% on $9,737.75", "$71.09"),
    ),
    Entry("Total in US dollars", "$9,864.35"),
    "Payment",
    (Entry("On acceptance, 30%", "$2,959.31"), Entry("On delivery of the gallery", "$6,905.04")),
)

COMPARISON = (
    Heading("Photographed or generated?"),
    Text("What portraits of 46 people cost over three years, both ways. All figures are invented."),
    CostBars(
        (
            CostBar("Photographed, this quote", "$9,864", 9864, "studio"),
            CostBar("Generated, low plan, 46 people", "$4,140", 4140, "ai"),
            CostBar("Generated, team plan, 46 people", "$12,420", 12420, "ai"),
        ),
        "Photographed",
        "Generated",
        "Cost over three years",
    ),
    PlainTable(
        ("What you get", "Photographed", "Generated"),
        (
            ("Images per person", "1 finished, 2 looks", "40 to choose from"),
            ("Licence", "Commercial, three years", "As in the vendor's terms"),
        ),
        ("left", "left", "left"),
    ),
)

PICTURES: tuple[Block, ...] = (
    Curves(
        (
            Curve("Photographed", "$9,864", (9864, 9864), (9864, 9864), (9864, 9900), "studio"),
            Curve("Generated, low plan", "$4,140", (0, 1380), (1380, 4140), (1380, 8280), "ai"),
        ),
        "What has been paid by the end of each year",
        "now",
        "year 3",
        "The bands reach from the cheapest to the dearest end.",
        (1,),
        ("Photographed: $9,864 from the first year on.", "Generated: $1,380, later $4,140."),
    ),
    SwingBars(
        (SwingBar("Renewed every 1 to 3 years", 5724, -2556, "$5,724 less", "$2,556 more"),),
        5724,
        "What matters most",
        "Dashed line: $5,724 less.",
        "Black line: both cost the same.",
    ),
)

TERMS = (
    Heading("Terms"),
    TermsBlock(
        (
            Term(
                "Booking",
                "A signed quote and the deposit hold the dates. We release them if neither has"
                " arrived by the valid-until date.",
            ),
            Term(
                "Cancellation",
                "The deposit is kept if you cancel within ten working days. Everything else is"
                " refunded within five working days.",
            ),
            Term(
                "Delivery",
                "Proof gallery within three working days. Retouched files within ten working days"
                " of your selection.",
            ),
            Term(
                "Licence",
                "Copyright stays with the studio. You get the licence listed in the items.",
            ),
            Term(
                "Privacy",
                "No image is used to train or prompt a generative model. Raw files are deleted"
                " after twelve months.",
            ),
            Term(
                "Payment",
                "Bank transfer or card. Invoices are due within fourteen days. Prices are in US"
                " dollars.",
            ),
        )
    ),
)

ACCEPTANCE = Acceptance(
    "Accept this quote",
    "I accept quote FP-2031 for $9,864.35 and the terms above.",
    ("Signature", "Date", "Printed name", "Title"),
    URL,
    "Scan to accept online",
    "Check code 4d1e-90b7",
)

EVERY_KIND: tuple[Block, ...] = (
    LETTERHEAD,
    PARTIES,
    SUMMARY,
    *INTRO,
    Bullets(("Two looks each", "Directed posing")),
    ITEMS,
    TOTALS,
    PageBreak(),
    *COMPARISON,
    *PICTURES,
    KeepTogether(TERMS),
    ACCEPTANCE,
    Notes(("Printed prices count; the example is invented.",)),
)

QUOTE = Document(
    title="Quote FP-2031 for Osprey & Lane Architects",
    author="Fernhill Portraits LLC",
    subject="Team headshots for 46 people",
    language="en-US",
    blocks=(
        LETTERHEAD,
        PARTIES,
        SUMMARY,
        *INTRO,
        ITEMS,
        TOTALS,
        *COMPARISON,
        *TERMS,
        ACCEPTANCE,
    ),
    running_head="Fernhill Portraits  ·  Quote FP-2031 for Osprey & Lane Architects",
    footer="Fernhill Portraits LLC  ·  hello@fernhill.example  ·  +1 503 555 0142",
    number="FP-2031",
)


@pytest.fixture
def quote() -> Document:
    """A realistic quote."""
    return QUOTE


@pytest.fixture
def every_kind() -> Document:
    """A document with at least one block of every kind."""
    return replace(QUOTE, blocks=EVERY_KIND)


@pytest.fixture
def quote_of() -> Callable[..., Document]:
    """Makes a quote of so many item rows; `detail` follows each name."""

    def make(count: int, detail: str = "Fifteen minutes, two looks.") -> Document:
        rows = tuple(
            ItemRow(f"Item number {n}", detail, (f"{n} × $1.00",), str(n), "$1.00", f"${n}.00")
            for n in range(1, count + 1)
        )
        parts = (LETTERHEAD, PARTIES, SUMMARY, *INTRO, ItemTable((ItemGroup(rows),)), TOTALS)
        return replace(QUOTE, blocks=(*parts, *TERMS, ACCEPTANCE))

    return make
