"""Money, days and reasons as people in several places write them."""

from datetime import date

import pytest

from estimator.formatting import Reader
from pricing import Reason

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("locale", "currency", "minor", "written"),
    [
        ("en_US", "USD", 195000, "$1,950.00"),
        ("en_US", "USD", -50475, "\N{MINUS SIGN}$504.75"),
        ("en_CA", "CAD", 195000, "$1,950.00"),
        ("en_US", "CAD", 195000, "CA$1,950.00"),
        ("en_GB", "GBP", 5, "£0.05"),
        ("de_DE", "EUR", 195000, f"1.950,00{NBSP}€"),
        ("en_US", "JPY", 1950, "¥1,950"),
        ("en_US", "KWD", 1950, "KWD1.950"),
    ],
)
def test_money(locale: str, currency: str, minor: int, written: str) -> None:
    assert Reader(locale, currency).money(minor) == written


def test_a_unit_price_keeps_its_decimals() -> None:
    read = Reader("en_US", "USD")
    assert read.price(725_000) == "$0.725"
    assert read.price(155_000_000) == "$155.00"


def test_percentages_days_and_numbers() -> None:
    english, german = Reader("en_US", "USD"), Reader("de_DE", "EUR")
    assert (english.percent(88_750), german.percent(88_750)) == ("8.875%", f"8,875{NBSP}%")
    assert english.day(date(2026, 11, 24)) == "Nov 24, 2026"
    assert (english.number(1234), german.number(1234)) == ("1,234", "1.234")


def test_a_reason_is_written_for_its_reader() -> None:
    reason = Reason(
        "{n:count} × {p:price} = {t:money}; {c:percent} of {o:base}, {f:factor} on {d:day}; {s:sum}"
        " {l:list} {x:text} {k:number}",
        {
            "n": (12, "person"),
            "p": 155_000_000,
            "t": 186_000,
            "c": 50_000,
            "o": "creative",
            "f": 7_500_000,
            "d": date(2026, 12, 1),
            "s": (1_000_000, 2_000_000),
            "l": (1_000_000, 2_000_000),
            "x": "as it is",
            "k": 1000,
        },
    )
    assert Reader("en_US", "USD").why(reason) == (
        "12 people × $155.00 = $1,860.00; 5% of session and retouching, 7.5 on Dec 1, 2026;"
        " $1.00 + $2.00 $1.00 and $2.00 as it is 1,000"
    )


@pytest.mark.parametrize("mark", ["price", "sum", "count"])
def test_a_figure_of_another_kind_is_refused(mark: str) -> None:
    with pytest.raises(TypeError):
        Reader("en_US", "USD").why(Reason(f"{{a:{mark}}}", {"a": "many"}))
