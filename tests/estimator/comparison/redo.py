"""A pocket calculator for the printed steps of a comparison: it reads the words alone."""

import re
from collections.abc import Iterable
from fractions import Fraction

from pricing.money import rounded

TOKEN = re.compile(r"\d+(?:\.\d+)?|[×÷+%()]")
HALF_CENT = Fraction(1, 200)


def redone(step: str) -> bool:
    """Whether the right side of a step follows from its left; True for a step without figures."""
    if ": " in step:
        return all(redone(part) for part in step.split(": "))
    left, equals, right = step.partition(" = ")
    if not equals:
        return True
    value, claimed = worth(left), worth(right.partition(",")[0].partition(" at rates")[0])
    if "rounded up" in left:
        return claimed == rounded(value, Fraction(1), "up")
    return abs(value - claimed) <= HALF_CENT


def all_redone(steps: Iterable[str]) -> list[str]:
    """The steps that do not give their own figure."""
    return [step for step in steps if not redone(step)]


def worth(words: str) -> Fraction:
    """The value of what is printed: words are passed over, figures and signs are not."""
    told = re.sub(r"in \d+ months? ", "", words).replace("% of ", "% × ")
    bare = re.sub(r"(\d+(?:\.\d+)?) % tax on top", r"\1 % tax", told)
    tax = re.search(r"\(([A-Z ]*)([\d.]+) \+ ([\d.]+) % tax\)|([\d.]+) \+ ([\d.]+) % tax", bare)
    if tax:
        amount, percent = (tax[2], tax[3]) if tax[2] else (tax[4], tax[5])
        taxed = Fraction(amount) * (1 + Fraction(percent) / 100)
        bare = bare.replace(tax[0], f"({taxed.numerator} ÷ {taxed.denominator})")
    value, rest = _sum(TOKEN.findall(bare))
    assert not rest, (words, rest)
    return value


def _sum(tokens: list[str]) -> tuple[Fraction, list[str]]:
    value, rest = _product(tokens)
    while rest and rest[0] == "+":
        more, rest = _product(rest[1:])
        value += more
    return value, rest


def _product(tokens: list[str]) -> tuple[Fraction, list[str]]:
    value, rest = _figure(tokens)
    while rest and rest[0] in "×÷":
        sign, (more, rest) = rest[0], _figure(rest[1:])
        value = value * more if sign == "×" else value / more
    return value, rest


def _figure(tokens: list[str]) -> tuple[Fraction, list[str]]:
    first, *rest = tokens
    if first == "(":
        value, rest = _sum(rest)
        assert rest[0] == ")", tokens
        return value, rest[1:]
    value = Fraction(first)
    if rest and rest[0] == "%":
        return value / 100, rest[1:]
    return value, rest
