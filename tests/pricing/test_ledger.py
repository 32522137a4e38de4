"""The running account: every base by name, and every unit of a change somewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.adjustments import Minor
from pricing.ledger import Account, Place
from pricing.maths import SCALAR

MINOR = Minor(2, "half_up")


def account(**amounts: int) -> Account:
    """`account(session=100)`: an amount in each area, taxed as its own category where it can be."""
    found = Account(MINOR, SCALAR)
    for name, amount in amounts.items():
        found.charge(PLACES[name], amount)
    return found


PLACES: dict[str, Place] = {
    "session": ("session", "session"),
    "files": ("session", "digital"),
    "retouching": ("retouching", "session"),
    "licence": ("licence", "licence"),
    "extras": ("extras", "goods"),
    "travel": ("travel", "travel"),
}
EVERYTHING = {
    "session": 100,
    "files": 10,
    "retouching": 20,
    "licence": 30,
    "extras": 40,
    "travel": 5,
}


@pytest.mark.parametrize(
    ("base", "amount"),
    [
        ("session", 110),
        ("retouching", 20),
        ("licence", 30),
        ("extras", 40),
        ("travel", 5),
        ("creative", 130),
        ("lines", 205),
        ("running", 205),
    ],
)
def test_each_base_holds_its_areas(base, amount):
    known = account(**EVERYTHING)
    assert known.base(base) == known.left(base) == amount


def test_a_base_of_some_sittings_is_what_was_charged_for_them():
    known = Account(MINOR, SCALAR)
    for sitting, amount in ((0, 100), (1, 50), (1, 25)):
        known.charge(("session", "session"), amount, sitting)
    assert known.base("session", [1]) == 75
    assert known.base("session", []) == 0
    assert known.base("creative") == 175


def test_only_running_sees_what_was_added_and_taken():
    known = account(session=100, extras=100)
    known.share(20, "lines", taken=True)
    known.share(50, "session", taken=False)
    assert (known.base("lines"), known.base("session")) == (200, 100)
    assert (known.base("running"), known.total) == (230, 230)
    assert (known.left("session"), known.left("extras")) == (140, 90)


def test_a_part_goes_first_to_the_categories_and_then_to_the_areas():
    known = account(session=30, retouching=15, files=15)
    assert dict(known.share(8, "lines", taken=False)) == {"session": 6, "digital": 2}
    assert (known.left("session"), known.left("retouching")) == (30 + 4 + 15 + 2, 15 + 2)
    assert dict(known.held()) == {"session": 51, "digital": 17}


def test_the_earliest_of_equals_gets_the_odd_unit():
    known = account(session=10, extras=10, travel=10)
    assert known.share(2, "lines", taken=False) == (("session", 1), ("goods", 1), ("travel", 0))


def test_where_a_base_holds_nothing_everything_shares():
    known = account(session=30, extras=10)
    assert dict(known.share(8, "travel", taken=False)) == {"session": 6, "goods": 2}
    assert known.total == 48


def test_where_nothing_is_charged_it_is_a_session():
    known = account()
    assert known.share(8, "travel", taken=False) == (("session", 8),)
    assert (known.total, known.left("session")) == (8, 8)


def test_a_category_of_its_own_takes_the_whole():
    known = account(extras=10)
    assert known.enter_on("travel", 5, taken=False) == (("travel", 5),)
    assert dict(known.held()) == {"goods": 10, "travel": 5}


def test_spend_is_what_the_lines_come_to_in_the_fineness_of_prices():
    assert account(session=1234).spend == 12_340_000
    yen = Account(Minor(0, "half_up"), SCALAR)
    yen.charge(PLACES["session"], 1234)
    assert yen.spend == 1_234_000_000


@given(
    st.dictionaries(st.sampled_from(sorted(PLACES)), st.integers(0, 1000)),
    st.integers(0, 1000),
    st.sampled_from(("session", "creative", "travel", "lines", "running")),
    st.booleans(),
)
def test_no_unit_is_lost_and_none_taken_that_is_not_there(amounts, amount, base, taken):
    known = account(**amounts)
    before = known.total
    amount = min(amount, known.left(base)) if taken else amount
    parts = known.share(amount, base, taken=taken)
    assert sum(part for _, part in parts) == amount
    assert known.total == before + (-amount if taken else amount)
    assert all(left >= 0 for _, left in known.held())
