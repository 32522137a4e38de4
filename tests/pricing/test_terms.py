"""Terms: fees for short notice and late payment, in figures and in words."""

from typing import Any

import pytest
from pydantic import ValidationError

from pricing.terms import LateFee, NoticeFees, Terms

STEPS = [{"within_hours": 168, "percent": "25"}, {"within_hours": 24, "percent": "100"}]


def fees(**fields: Any) -> NoticeFees:
    return NoticeFees.model_validate({"steps": STEPS} | fields)


@pytest.mark.parametrize(
    ("hours", "due"), [(168, 0), (167, 2_501), (24, 2_501), (23, 10_003), (0, 10_003), (-5, 10_003)]
)
def test_the_shorter_the_notice_the_more_is_due(hours: int, due: int):
    assert fees().due(10_003, hours, "half_up") == due


def test_steps_go_from_long_notice_to_short():
    for second in ({"within_hours": 168, "percent": "50"}, {"within_hours": 9, "percent": "24"}):
        with pytest.raises(ValidationError, match="shorter notice, and no smaller percentage"):
            fees(steps=[STEPS[0], second])


@pytest.mark.parametrize(("days", "due"), [(0, 0), (14, 0), (15, 150), (44, 150), (45, 300)])
def test_a_late_payment_bears_a_fee_for_each_month_begun(days: int, due: int):
    late = LateFee.model_validate({"percent": "1.5", "grace_days": 14})
    assert late.due(10_000, days, "half_up") == due


def test_the_fees_are_said_after_the_studios_own_paragraphs():
    terms = Terms.model_validate(
        {
            "validity_days": 30,
            "instalments": [{"label": "All", "due": "acceptance"}],
            "cancellation": {"steps": STEPS},
            "rescheduling": {"of": "session", "steps": [{"within_hours": 72, "percent": "12.5"}]},
            "late_fee": {"percent": "1.5"},
            "texts": [{"title": "Licence", "text": "Ours."}],
        }
    )
    assert [(each.title, each.text) for each in terms.paragraphs] == [
        ("Licence", "Ours."),
        (
            "Cancellation fee",
            "If you cancel less than 7 days before the session, we charge 25% of the total;"
            " less than 24 hours, 100%.",
        ),
        (
            "Rescheduling fee",
            "If you move it less than 3 days before the session, we charge 12.5% of the session"
            " fee.",
        ),
        ("Late payment", "Late payments bear 1.5% for each 30 days begun."),
    ]
    plain = terms.model_copy(update={"cancellation": None, "rescheduling": None, "late_fee": None})
    assert len(plain.paragraphs) == 1
