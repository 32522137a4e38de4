"""Exact amounts in minor units, currencies, named rounding and fair allocation.

Inside the engine an amount is an `int` of minor units (cents, yen) and the record that holds it
says in which currency. `Money` is the value at the edges; it refuses whatever is ambiguous.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import partial, reduce
from itertools import combinations
from operator import add
from typing import Literal

from pricing.errors import MixedCurrencies, MoneyError, NotExact, UnknownCurrency
from pricing.maths import SCALAR, Maths

Rounding = Literal["half_up", "half_even"]
"""How a price book may round: what is sold and printed uses no other way."""

AnyRounding = (
    Rounding
    | Literal["half_down", "half_odd", "half_toward_positive", "half_toward_negative", "down", "up"]
)
"""Every way of rounding that published figures use. `down` is towards zero, `up` away from it."""

Exact = int | Fraction
"""A number before it is rounded: whole, or a fraction where it is not."""

Leftover = Literal["largest_remainder", "last"]
"""Who gets the units left over by a split: the parts cut most, or the last part that has any."""

# ISO 4217 as published by SIX, list one; HUF, MGA and MRU have 2 by that list though others differ.
_BY_MINOR_UNITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP"
    " BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP"
    " GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK"
    " LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK"
    " NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP"
    " STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG"
    " YER ZAR ZMW ZWG",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
MINOR_UNITS = {code: places for places, codes in _BY_MINOR_UNITS.items() for code in codes.split()}


def minor_units(currency: str) -> int:
    """How many decimals a currency has. Raises `UnknownCurrency` for a code not in ISO 4217."""
    try:
        return MINOR_UNITS[currency]
    except KeyError:
        raise UnknownCurrency(currency) from None


def power_of_ten(places: int) -> int:
    """10 to the power of `places`, from 0 to 79: more than any price has digits."""
    return _POWERS[places]


_POWERS: tuple[int, ...] = tuple(int(10**places) for places in range(80))


def exact(value: object, places: int) -> int:
    """`value` × 10^`places` as an int, exactly.

    Takes text such as "155.00", an int or a Decimal. Raises `NotExact` for a float, for anything
    that is not a finite number and for more decimals than `places`: nothing is rounded here.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise NotExact(value, 'is not exact: write it as text or a decimal, such as "155.00"')
    try:
        number = Decimal(value.strip() if isinstance(value, str) else value)
    except InvalidOperation:
        raise NotExact(
            value, 'is not a number: write digits and a point, such as "155.00"'
        ) from None
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        raise NotExact(value, "is not a finite number")
    scaled = _scaled(value, digits, exponent, places)
    return -scaled if sign else scaled


def scaled(value: object, places: int) -> Exact:
    """`exact`, with decimals beyond `places` kept as a fraction rather than refused."""
    finest = 24
    whole, rest = divmod(exact(value, finest), power_of_ten(finest - places))
    return whole + Fraction(rest, power_of_ten(finest - places)) if rest else whole


def _scaled(value: object, digits: tuple[int, ...], exponent: int, places: int) -> int:
    magnitude = int("".join(map(str, digits)))
    if magnitude == 0:
        return 0
    if len(digits) + abs(exponent) > 40:
        raise NotExact(value, "has more digits than any price")
    shift = exponent + places
    if shift >= 0:
        return magnitude * power_of_ten(shift)
    whole, rest = divmod(magnitude, power_of_ten(-shift))
    if rest:
        raise NotExact(value, f"has more than {places} decimals")
    return whole


def decimal_text(scaled: int, places: int, at_least: int = 0) -> str:
    """`scaled` / 10^`places` in plain digits, without needless zeros beyond `at_least` decimals."""
    sign, magnitude = ("-", -scaled) if scaled < 0 else ("", scaled)
    whole, part = divmod(magnitude, power_of_ten(places))
    decimals = f"{part:0{places}d}" if places else ""
    decimals = decimals.rstrip("0").ljust(at_least, "0")
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def divide(numerator: int, denominator: int, rounding: Rounding) -> int:
    """`numerator` / `denominator` as an int, rounded by name on the absolute value.

    A half goes away from zero (`half_up`) or to the even neighbour (`half_even`), so that a
    credit note mirrors its invoice. `denominator` must be positive.
    """
    if numerator < 0:
        return -divided(-numerator, denominator, rounding)
    return divided(numerator, denominator, rounding)


def divided(numerator: int, denominator: int, rounding: Rounding) -> int:
    """`divide` for what is not negative: the same for an int and for a column of them."""
    doubled, twice = 2 * numerator + denominator, 2 * denominator
    quotient = doubled // twice
    if rounding == "half_even":
        quotient = quotient - ((quotient * twice == doubled) & (quotient & 1))
    return quotient


def signed(numerator: int, denominator: int, rounding: Rounding, maths: Maths) -> int:
    """`divide` for an int and for a column of them."""
    if not maths.some(numerator < 0):
        return divided(numerator, denominator, rounding)
    magnitude = divided(maths.most(numerator, -numerator), denominator, rounding)
    return maths.where(numerator < 0, -magnitude, magnitude)


def rounded(numerator: Exact, denominator: Exact, rounding: AnyRounding) -> int:
    """`divide` for fractions too, and by any name; all but the two `toward` round magnitudes."""
    if not (isinstance(numerator, int) and isinstance(denominator, int)):
        numerator, denominator = Fraction(numerator, denominator).as_integer_ratio()
    if rounding == "half_up" or rounding == "half_even":
        return divide(numerator, denominator, rounding)
    whole, rest = divmod(abs(numerator), denominator)
    over = 2 * rest - denominator
    ties_up = {
        "half_down": False,
        "half_odd": whole % 2 == 0,
        "half_toward_positive": numerator > 0,
        "half_toward_negative": numerator < 0,
    }
    up = rounding == "up" and rest > 0 if rounding in ("up", "down") else over > 0
    magnitude = whole + (up or (over == 0 and ties_up.get(rounding, False)))
    return -magnitude if numerator < 0 else magnitude


def allocate(
    amount: int, weights: Sequence[int], leftover: Leftover = "largest_remainder"
) -> list[int]:
    """Split `amount` (minor units, either sign) in proportion to `weights`, losing no unit.

    Largest remainder; of equal remainders the earliest gets the odd unit; weight 0 gets 0. With
    `last`, what is left over goes to the last part whose weight is not 0.
    Raises `MoneyError` for a negative weight, or when all weights are 0 and `amount` is not.
    """
    if min(weights, default=0) < 0 or (amount and not any(weights)):
        raise MoneyError(f"{amount} cannot be shared over the weights {list(weights)}")
    split = allocated if leftover == "largest_remainder" else _rest_to_last
    parts = split(abs(amount), weights)
    return [-part for part in parts] if amount < 0 else parts


def _rest_to_last(amount: int, weights: Sequence[int]) -> list[int]:
    whole = sum(weights)
    parts = [amount * weight // whole if whole else 0 for weight in weights]
    last = max((index for index, weight in enumerate(weights) if weight), default=None)
    if last is not None:
        parts[last] += amount - sum(parts)
    return parts


def added(amounts: Sequence[int]) -> int:
    """The sum; where the amounts are columns, in as few steps as there can be."""
    return reduce(add, amounts) if amounts else 0


def allocated(amount: int, weights: Sequence[int], maths: Maths = SCALAR) -> list[int]:
    """`allocate` for what is not negative: the same for ints and for columns of them.

    Over weights that are all 0 nothing is shared out.
    """
    if len(weights) == 1:
        return [amount * _one_if_any(weights[0], maths)]
    whole = added(weights)
    shared, divisor = amount * _one_if_any(whole, maths), maths.most(whole, 1)
    if len(weights) == 2:  # the remainders are 0, or sum to 1 unit: who has half of it gets it
        first = maths.within(divided(amount * weights[0], divisor, "half_up"), 0, amount)
        return [first, maths.within(shared - first, 0, amount)]
    return maths.split(shared, [divisor, *weights], partial(_by_remainder, maths))


def _one_if_any(held: int, maths: Maths) -> int:
    """1 where something is held, and 0 where nothing is."""
    return maths.within(maths.least(held, 1), 0, 1)


def _by_remainder(maths: Maths, shared: int, divisor_and_weights: Sequence[int]) -> list[int]:
    """Whole units first, then one more for the largest remainders."""
    divisor, *weights = divisor_and_weights
    exact = [shared * weight for weight in weights]
    parts = [maths.within(each // divisor, 0, shared) for each in exact]
    odd = shared - added(parts)
    left = [each - part * divisor for each, part in zip(exact, parts, strict=True)]
    return [part + (rank < odd) for part, rank in zip(parts, _ranks(left), strict=True)]


def _ranks(remainders: Sequence[int]) -> list[int]:
    """How many remainders come before each: the larger, and of equals the earlier."""
    ranks = [*range(len(remainders) - 1, -1, -1)]
    for one, other in combinations(range(len(remainders)), 2):
        before = remainders[one] >= remainders[other]
        ranks[one] = ranks[one] - before
        ranks[other] = ranks[other] + before
    return ranks


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in one currency, held in minor units.

    Adds, subtracts, compares and negates within its currency, and multiplies by a whole number.
    Everything else (a float, another Money, iterating) raises and says what was probably meant.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise NotExact(self.minor, 'is not whole minor units: use Money.of("155.00", "USD")')
        minor_units(self.currency)

    @classmethod
    def of(cls, amount: str | int | Decimal, currency: str) -> Money:
        """`Money.of("155.00", "USD")`: an amount in major units, taken exactly."""
        return cls(exact(amount, minor_units(currency)), currency)

    @property
    def decimal(self) -> Decimal:
        """The amount in major units."""
        return Decimal(self.minor).scaleb(-minor_units(self.currency))

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __mul__(self, count: int) -> Money:
        if type(count) is not int:
            raise MoneyError(
                f"Money × {count!r} has no exact answer: multiply by a whole number, "
                "or take a share with `divide` and a named rounding"
            )
        return Money(self.minor * count, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        places = minor_units(self.currency)
        return f"{decimal_text(self.minor, places, places)} {self.currency}"

    def _same(self, other: object) -> int:
        if not isinstance(other, Money):
            raise MoneyError(f"{other!r} is not Money: say in which currency")
        if other.currency != self.currency:
            raise MixedCurrencies(self.currency, other.currency)
        return other.minor
