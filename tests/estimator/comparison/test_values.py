"""AI plans, rates and assumptions refuse what they cannot mean."""

from datetime import date

import pytest
from pydantic import ValidationError

from estimator.comparison import INPUTS, Assumptions, Images, Range, Rate
from tests.estimator.comparison.notation import ai, keeping


@pytest.mark.parametrize(
    ("seen", "day"),
    [
        ("2026-09-20", date(2026, 9, 20)),
        ("2026-03", date(2026, 3, 1)),
        ("2025", date(2025, 1, 1)),
        ("2026-03 / 2026-07-18", date(2026, 7, 18)),
    ],
)
def test_a_partial_day_sorts_by_its_first_day(seen: str, day: date):
    assert ai("one-off", "29", seen=seen).seen_on == day


def test_an_undated_plan_is_weak_and_stale():
    undated = ai("one-off", "29", seen="undated", strength="weak", strength_why="undated")
    assert undated.seen_on is None
    assert undated.is_stale(date(2026, 11, 24), days=365)


def test_a_plan_is_stale_after_its_days():
    plan = ai("one-off", "29", seen="2026-09-20")
    assert not plan.is_stale(date(2026, 10, 20), days=30)
    assert plan.is_stale(date(2026, 10, 21), days=30)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"seen": "undated"}, "an undated row cannot be strong"),
        ({"strength": "weak"}, "a weak row must say why"),
        ({"seen": "last week"}, "seen must be a day such as"),
        ({"seen": "2026-13"}, "month must be"),
        ({"images": "200-100"}, "the range must rise"),
        ({"images": "about 40"}, "a count such as 40"),
        ({"currency": "USX"}, "not an ISO 4217 currency"),
    ],
)
def test_a_plan_refuses(changed: dict[str, str], words: str):
    with pytest.raises(ValidationError, match=words):
        ai("one-off", "29", **changed)


def test_images_are_a_count_or_a_range():
    published = ai("one-off", "29", "4-20").images
    assert published == ai("one-off", "29", Images(low=4, high=20)).images
    assert str(published) == "4–20"
    assert str(ai("one-off", "29", "40").images) == "40"


def test_a_float_is_no_price():
    with pytest.raises(ValidationError, match="is not exact"):
        ai("one-off", 29.5)  # type: ignore[arg-type]  # that is what the test is about


@pytest.mark.parametrize("percent", [0, 101])
def test_a_keeper_rate_is_above_nothing_and_at_most_all(percent: int):
    with pytest.raises(ValidationError):
        keeping(percent)


def test_low_likely_and_high_rise():
    with pytest.raises(ValidationError, match="must rise"):
        Range[int](low=2, likely=1, high=3)


def test_the_default_keeper_rate_lies_between_the_reports_and_says_that_it_is_a_judgement():
    assumed = Assumptions()
    marks = [mark.percent for mark in assumed.keeper_marks]
    assert marks == [assumed.keeper_rate.low, assumed.keeper_rate.high]
    assert "judgement" in assumed.keeper_rate.source


def test_every_range_says_who_says_so():
    ranges = [value for _, value in Assumptions() if isinstance(value, Range)]
    assert len(ranges) == len(INPUTS) == 14
    assert all("judgement" in each.source or "http" in each.source for each in ranges)


def test_a_rate_is_more_than_nothing():
    with pytest.raises(ValidationError):
        Rate.model_validate(
            {"from": "EUR", "to": "USD", "rate": "0", "day": "2026-10-02", "source": "x"}
        )
