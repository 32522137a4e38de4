"""Money is exact, rounds by name, loses no unit, and refuses whatever has no one right answer."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing import MixedCurrencies, Money, MoneyError, NotExact, allocate, divide, exact
from pricing.errors import UnknownCurrency
from pricing.money import decimal_text, minor_units, power_of_ten
from tests.pricing.oracle_rules import rounded as by_the_book

FEE = Money.of("155.00", "USD")


@pytest.mark.parametrize(
    ("value", "places", "scaled"),
    [
        ("155.00", 2, 15500),
        (" 0.725 ", 6, 725_000),
        (Decimal("8.875"), 4, 88_750),
        (12, 2, 1200),
        ("1E3", 0, 1000),
        ("1.10", 1, 11),
        ("-0.01", 2, -1),
        ("-0", 2, 0),
        ("0E-99", 2, 0),
    ],
)
def test_a_number_is_taken_exactly(value: object, places: int, scaled: int):
    assert exact(value, places) == scaled


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (0.1, "is not exact"),
        (True, "is not exact"),
        (None, "is not exact"),
        (Fraction(1, 3), "is not exact"),
        ("12,50", "is not a number"),
        ("$5", "is not a number"),
        ("", "is not a number"),
        ("NaN", "is not a finite number"),
        ("Infinity", "is not a finite number"),
        ("0.001", "has more than 2 decimals"),
        ("1E60", "has more digits than any price"),
    ],
)
def test_what_cannot_be_taken_exactly_is_refused(value: object, why: str):
    with pytest.raises(NotExact, match=why) as refused:
        exact(value, 2)
    assert refused.value.value is value


@given(st.decimals(-(10**9), 10**9, places=6))
def test_a_number_is_written_as_it_was_read(number: Decimal):
    assert Decimal(decimal_text(exact(number, 6), 6)) == number


@pytest.mark.parametrize(
    ("scaled", "places", "at_least", "text"),
    [
        (15500, 2, 0, "155"),
        (15500, 2, 2, "155.00"),
        (-5, 2, 2, "-0.05"),
        (725_000, 6, 2, "0.725"),
        (7, 0, 0, "7"),
    ],
)
def test_digits_are_plain_and_without_needless_zeros(
    scaled: int, places: int, at_least: int, text: str
):
    assert decimal_text(scaled, places, at_least) == text


# ---------------------------------------------------------------- rounding and sharing


@pytest.mark.parametrize(
    ("numerator", "half_up", "half_even"),
    [(25, 3, 2), (35, 4, 4), (24, 2, 2), (26, 3, 3), (-25, -3, -2), (-24, -2, -2), (0, 0, 0)],
)
def test_a_half_goes_away_from_zero_or_to_the_even_neighbour(
    numerator: int, half_up: int, half_even: int
):
    assert divide(numerator, 10, "half_up") == half_up
    assert divide(numerator, 10, "half_even") == half_even


@given(
    st.integers(-(10**12), 10**12), st.integers(1, 10**7), st.sampled_from(("half_up", "half_even"))
)
def test_dividing_is_rounding_the_exact_fraction(numerator: int, denominator: int, rounding: Any):
    assert divide(numerator, denominator, rounding) == by_the_book(
        Fraction(numerator, denominator), rounding
    )


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (5, [0, 3, 0, 7], [0, 2, 0, 3]),
        (1, [1, 2], [0, 1]),
        (7, [5], [7]),
        (0, [0, 0], [0, 0]),
        (0, [], []),
    ],
)
def test_a_split_gives_odd_units_to_the_largest_remainder(
    amount: int, weights: list[int], parts: list[int]
):
    assert allocate(amount, weights) == parts


@pytest.mark.parametrize("weights", [[1, -1], [0, 0], []])
def test_a_split_that_has_no_answer_is_refused(weights: list[int]):
    with pytest.raises(MoneyError, match="cannot be shared"):
        allocate(1, weights)


# ---------------------------------------------------------------- Money


def test_money_adds_subtracts_multiplies_and_compares():
    assert FEE + FEE == Money.of("310", "USD") == 2 * FEE
    assert FEE - FEE == FEE * 0 == -Money.of(0, "USD")
    assert Money.of("1", "USD") < FEE <= FEE
    assert max(FEE, Money.of("154.99", "USD")) is FEE
    assert bool(FEE) is True
    assert bool(FEE - FEE) is False


@pytest.mark.parametrize(
    ("amount", "currency", "printed"),
    [("155", "USD", "155.00 USD"), ("155", "JPY", "155 JPY"), ("0.155", "KWD", "0.155 KWD")],
)
def test_money_prints_the_decimals_of_its_currency(amount: str, currency: str, printed: str):
    money = Money.of(amount, currency)
    assert str(money) == printed
    assert money.decimal == Decimal(amount)


fee: Any = FEE
money: Any = Money
AMBIGUOUS: dict[str, Callable[[], object]] = {
    "a float": lambda: fee * 1.5,
    "a decimal": lambda: fee * Decimal("1.5"),
    "yes": lambda: fee * True,
    "money times money": lambda: fee * fee,
    "a bare number added": lambda: fee + 5,
    "a bare number taken off": lambda: fee - Decimal(5),
    "a bare number compared": lambda: fee < 5,
    "two currencies added": lambda: fee + Money.of("155", "CAD"),
    "two currencies compared": lambda: Money.of("155", "CAD") >= fee,
    "half a cent": lambda: Money.of("0.005", "USD"),
    "half a yen": lambda: Money.of("0.5", "JPY"),
    "a float as an amount": lambda: money.of(1.5, "USD"),
    "a float of cents": lambda: money(1.0, "USD"),
    "yes as cents": lambda: money(True, "USD"),
    "no such currency": lambda: money(1, "XXZ"),
    "small letters": lambda: money(1, "usd"),
}


@pytest.mark.parametrize("what", AMBIGUOUS)
def test_money_refuses(what: str):
    with pytest.raises(MoneyError):
        AMBIGUOUS[what]()


def test_money_cannot_be_walked_or_divided():
    with pytest.raises(TypeError):
        iter(fee)
    with pytest.raises(TypeError):
        fee / 2


def test_a_refusal_says_what_was_meant():
    with pytest.raises(MixedCurrencies, match="USD and CAD do not mix") as mixed:
        FEE + Money.of("1", "CAD")
    assert (mixed.value.left, mixed.value.right) == ("USD", "CAD")
    with pytest.raises(UnknownCurrency, match="such as USD") as unknown:
        minor_units("EURO")
    assert unknown.value.code == "EURO"


@pytest.mark.parametrize(
    ("currency", "places"), [("JPY", 0), ("USD", 2), ("HUF", 2), ("KWD", 3), ("CLF", 4)]
)
def test_each_currency_has_its_own_decimals(currency: str, places: int):
    assert minor_units(currency) == places
    assert power_of_ten(places) == Money.of(1, currency).minor
