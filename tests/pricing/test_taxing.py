"""The taxes of a quote: what bears which, what a client's status lifts or withholds, and why."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from pricing.errors import NotInForce
from pricing.levies import Levy, Standing, TotalsPolicy
from pricing.reasons import plain
from pricing.tax import TaxPlace, TaxStatus
from pricing.taxing import Dues, Taxable, TaxDue, Taxed, tax_lines, taxed, taxes_due

DAY = date(2026, 7, 1)
QUOTE: list[Taxable] = [("session", 1_005), ("goods", 1_005), ("travel", 0)]


def due(rate: int, *applies_to: Any, standing: Standing = "added", lifted: str = "") -> TaxDue:
    return TaxDue("Tax", Levy(f"tax-{rate}", rate, standing=standing), applies_to, lifted)


STATE, CITY, FREE = due(100_000, "session", "goods"), due(50_000, "session"), due(0, "goods")


def rows(parts: list[Taxable], *taxes: TaxDue, **policy: Any) -> list[tuple[int, int, str]]:
    owed, withheld = tax_lines(parts, taxes, TotalsPolicy(**policy))
    return [
        (row.base, row.amount, "; ".join(plain(each, "USD") for each in row.because))
        for row in (*owed, *withheld)
    ]


def test_the_taxes_of_a_quote_say_why():
    assert rows(QUOTE, STATE, CITY) == [
        (2_010, 201, "10 % of 20.10 = 2.01"),
        (1_005, 50, "5 % of 10.05 = 0.50"),
    ]
    assert rows(QUOTE, STATE, tax_rounding="per_line") == [
        (2_010, 202, "10 % of 10.05 + 10.05 = 2.02, rounded on each")
    ]
    held = due(100_000, "session", "goods", standing="included")
    assert rows(QUOTE, held) == [(1_827, 183, "20.10 − 20.10 ÷ 1.1 = 1.83")]


def test_a_tax_that_applies_to_nothing_has_no_line():
    assert rows([("travel", 5)], STATE) == []
    assert rows([("goods", 5)], FREE) == [(5, 0, "0 % of 0.05 = 0.00")]
    both: list[Taxable] = [("goods", 5), ("goods", -5)]
    assert rows(both, STATE) == [(0, 0, "10 % of 0.00 = 0.00")]


def test_a_lifted_tax_is_not_charged_and_says_why():
    lifted = due(100_000, "session", lifted="Article 196")
    assert rows(QUOTE, lifted) == [(1_005, 0, "10 % of 10.05 = 1.01; not charged: Article 196")]


def test_a_lifted_tax_is_taken_off_prices_that_include_it():
    lifted = due(100_000, "session", standing="included", lifted="Article 196")
    (line,), _ = tax_lines(QUOTE, [lifted], TotalsPolicy())
    assert (line.base, line.amount, line.lifted) == (914, 0, 91)
    assert plain(line.because[1], "USD") == "0.91 taken off: Article 196"


def test_what_several_taxes_take_out_of_a_price_is_told_step_by_step():
    state = due(100_000, "session", "goods", standing="included")
    city = due(50_000, "session", standing="included")
    (first, _), _ = tax_lines(QUOTE, [state, city], TotalsPolicy())
    assert [plain(each, "USD") for each in first.because] == [
        "10.05 − 10.05 ÷ 1.15 = 1.31, of which 10 % in 15 %: 0.87",
        "10.05 − 10.05 ÷ 1.1 = 0.91",
        "0.87 + 0.91 = 1.78",
    ]
    per_line = TotalsPolicy(tax_rounding="per_line")
    (alone,), _ = tax_lines(QUOTE, [state], per_line)
    said = "each of 10.05 + 10.05 less itself ÷ 1.1, rounded on each = 1.82"
    assert plain(alone.because[0], "USD") == said
    kept = due(150_000, "session", standing="withheld")
    _, (withheld_line,) = tax_lines([*QUOTE, ("session", 20)], [state, kept], per_line)
    said = "15 % of 9.14 + 0.18 = 1.40, rounded on each"
    assert plain(withheld_line.because[0], "USD") == said


def test_what_is_withheld_stands_on_the_price_without_tax():
    held = due(250_000, "session", standing="included")
    kept = due(150_000, "session", standing="withheld")
    assert rows(QUOTE, held, kept)[1] == (804, 121, "15 % of 8.04 = 1.21")
    assert taxed(QUOTE, [held, kept], TotalsPolicy()) == Taxed(201, 0, 121)


def place(**status: Any) -> TaxPlace:
    """A place with one tax, and one status."""
    tax = {"name": "VAT", "applies_to": ["session"]}
    rates = [{"effective_from": DAY, "percent": "20", "source": "law", "seen_on": DAY}]
    about = {"key": "abroad", "name": "Abroad", "reason": "Article 196", "source": "law"}
    return TaxPlace.model_validate(
        {
            "key": "here",
            "name": "Here",
            "taxes": [tax | {"key": "vat", "rates": rates}],
            "statuses": [about | {"seen_on": DAY, **status}],
        }
    )


WIDE = {"applies_to": ("session", "goods")}


def withheld(*percents: str) -> list[dict[str, Any]]:
    return [
        {
            "key": f"kept-{percent[:2]}-{number}",
            "name": "Kept",
            "applies_to": ["session"],
            "rates": [{"effective_from": DAY, "percent": percent, "source": "x", "seen_on": DAY}],
        }
        for number, percent in enumerate(percents, 1)
    ]


def test_a_status_lifts_and_withholds():
    here = place(lifts=["vat"], withholds=withheld("15"))
    vat, kept = taxes_due(here, here.statuses[0], DAY, inclusive=True)
    assert (vat.lifted, vat.levy.standing) == ("Article 196", "included")
    assert (kept.lifted, kept.levy.standing, kept.levy.rate) == ("", "withheld", 150_000)
    assert [tax.lifted for tax in taxes_due(here, None, DAY, inclusive=False)] == [""]
    some = place(lifts=["vat"], applies_to=["session", "travel"]).statuses[0]
    wide = here.model_copy(update={"taxes": (here.taxes[0].model_copy(update=WIDE),)})
    rest, lifted = taxes_due(wide, some, DAY, inclusive=False)
    assert (rest.applies_to, rest.lifted) == (("goods",), "")
    assert (lifted.applies_to, lifted.levy.category) == (("session",), "E")
    assert [tax.key for tax in here.every_tax] == ["vat", "kept-15-1"]


def test_what_is_due_is_remembered_and_forgotten(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pricing.taxing._MOST_KNOWN", 2)
    here, dues = place(lifts=["vat"]), Dues(inclusive=True)
    asked = [(DAY + timedelta(days), each) for days in range(2) for each in (None, *here.statuses)]
    for day, status in (*asked, *asked):
        right = taxes_due(here, status, day, inclusive=True)
        assert dues.on(day, here, status) == dues.on(day, here, status) == right
    with pytest.raises(NotInForce):
        dues.on(DAY - timedelta(1), here, None)


def test_a_status_lifts_only_what_is_due_and_leaves_something_to_pay():
    with pytest.raises(ValidationError, match="abroad lifts 'gst'; due here: vat"):
        place(lifts=["gst"])
    with pytest.raises(ValidationError, match="abroad withholds more than 50 %"):
        place(withholds=withheld("25", "25.01"))
    assert isinstance(place(withholds=withheld("25", "25")).statuses[0], TaxStatus)
