"""How a studio numbers the quotes that it issues."""

import pytest
from pydantic import ValidationError

from pricing.numbering import Numbering


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("Q-{year}-{number:04}", "Q-2026-0012"),
        ("{number}/{year}", "12/2026"),
        ("NL{year}{number:01}", "NL202612"),
        ("A{{b}} {year} {number:09}", "A{b} 2026 000000012"),
    ],
)
def test_a_number_is_its_pattern_filled_in(pattern: str, expected: str):
    assert Numbering(pattern=pattern).number(2026, 12) == expected


def test_a_number_longer_than_its_width_is_written_out():
    assert Numbering().number(2026, 123456) == "Q-2026-123456"


def test_counting_starts_anew_every_year_or_never():
    once = Numbering(pattern="Q{number}", yearly=False)
    assert (Numbering().series(2026), once.series(2026), once.number(2026, 7)) == (2026, 0, "Q7")


@pytest.mark.parametrize(
    "wrong",
    [
        {"pattern": "Q-{year}"},
        {"pattern": "Q-{number}"},
        {"pattern": "Q-{year}-{number}-{code}"},
        {"pattern": "Q-{year:04}-{number}"},
        {"pattern": "Q-{year}-{number:>9}"},
        {"pattern": "Q-{year}-{number:}{number!r}"},
        {"pattern": "Q-{year}-{number.real}"},
        {"pattern": "Q-{year}-{number"},
        {"pattern": "Q-{year}-{number}" + "x" * 40},
        {"first": 0},
        {"yearly": "no"},
    ],
)
def test_a_pattern_that_tells_no_two_quotes_apart_is_refused(wrong):
    with pytest.raises(ValidationError):
        Numbering.model_validate(wrong)
