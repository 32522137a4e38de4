"""A pocket calculator for printed reasons: it reads the sentences, and nothing else.

Each sentence becomes a `Step`: what it says it comes to, and the figures that it took over from
the steps before. A sentence that is false, or that nobody could redo, raises `Unreadable`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from tests.pricing.oracle_rules import rounded


class Unreadable(AssertionError):
    """A reason that does not give its own figure."""


class Step(NamedTuple):
    """What a sentence comes to, and which earlier results it must have got its figures from."""

    result: Fraction
    took: tuple[Fraction, ...] = ()
    is_count: bool = False
    """Whether the next sentence multiplies this number."""


NUMBER = r"-?\d+(?:\.\d+)?"
COUNT = re.compile(rf"({NUMBER}) (?:[a-z]+ ?)+")
NAMES = re.compile(r"\([^()]*[A-Za-z][^()]*\)")
TOKEN = re.compile(rf"{NUMBER}|[×+−÷%()]")
BASES = (
    "the session|the retouching|the licence|the extras|the travel|session and retouching"
    "|all lines|all so far"
)


def evaluated(words: str) -> Fraction:
    """The value of an expression: `12 people × (1 + 2.5)`, `12.5 % of all lines 40.00`."""
    bare = re.sub(rf"%\s*of ({BASES})?", "% × ", words)
    bare = COUNT.sub(r"\1 ", NAMES.sub("", bare))
    bare = re.sub(rf"({BASES})", "", bare)
    tokens = TOKEN.findall(bare)
    if TOKEN.sub("", bare).strip():
        raise Unreadable(f"{words!r} is not arithmetic: {TOKEN.sub('', bare)!r} is left over")
    value, rest = _sum(tokens)
    if rest:
        raise Unreadable(f"{words!r} does not end where it should")
    return value


def _sum(tokens: list[str]) -> tuple[Fraction, list[str]]:
    value, rest = _product(tokens)
    while rest and rest[0] in "+−":
        sign = 1 if rest[0] == "+" else -1
        more, rest = _product(rest[1:])
        value += sign * more
    return value, rest


def _product(tokens: list[str]) -> tuple[Fraction, list[str]]:
    value, rest = _single(tokens)
    while rest and rest[0] in "×÷":
        more, after = _single(rest[1:])
        value = value * more if rest[0] == "×" else value / more
        rest = after
    return value, rest


def _single(tokens: list[str]) -> tuple[Fraction, list[str]]:
    if not tokens:
        raise Unreadable("a figure is missing")
    if tokens[0] == "(":
        value, rest = _sum(tokens[1:])
        return value, rest[1:]
    value, rest = Fraction(tokens[0]), tokens[1:]
    return (value / 100, rest[1:]) if rest and rest[0] == "%" else (value, rest)


# ---------------------------------------------------------------- the sentences of lines


def line(sentences: Iterable[str], rounding: str, places: int) -> Fraction:
    """What the reasons of a line come to, each step redone and each taken-over figure found."""
    known: list[Fraction] = [Fraction(0)]
    counted: Fraction | None = None
    for sentence in sentences:
        found = read(sentence, rounding, places)
        if counted is not None and not sentence.startswith(f"{counted} "):
            raise Unreadable(f"{sentence!r} does not go on with {counted}")
        counted = found.result if found.is_count else None
        missing = [figure for figure in found.took if figure not in known]
        if missing:
            raise Unreadable(f"{sentence!r} uses {missing}, which nothing before it gives")
        known.append(found.result)
    return known[-1]


def read(sentence: str, rounding: str, places: int) -> Step:
    """One sentence of a line."""
    for pattern, reader in READERS:
        if found := pattern.fullmatch(sentence):
            return reader(found)
    if found := re.fullmatch(rf"({NUMBER}) is rounded to ({NUMBER})", sentence):
        exact, printed = Fraction(found[1]), Fraction(found[2])
        _same(sentence, Fraction(rounded(exact * 10**places, rounding), 10**places), printed)
        return Step(printed, (exact,))
    if " = " in sentence:
        return _equation(sentence)
    return Step(evaluated(sentence))


def _equation(sentence: str) -> Step:
    left, _, right = re.sub(r", the price from .*", "", sentence).rpartition(" = ")
    value = evaluated(left)
    _same(sentence, value, Fraction(right))
    added = left.split(" + ")
    is_sum = len(added) > 1 and all(re.fullmatch(NUMBER, each) for each in added)
    return Step(value, tuple(Fraction(each) for each in added) if is_sum else ())


def _flat(found: re.Match[str]) -> Step:
    return Step(Fraction(found[1]))


def _free(found: re.Match[str]) -> Step:
    charged = max(Fraction(found[1]) - Fraction(found[2]), Fraction(0))
    return _said(found, charged, Fraction(found[3]))._replace(is_count=True)


def _blocks(found: re.Match[str]) -> Step:
    started = -(-int(found[1]) // int(found[3]))
    step = _said(found, Fraction(started), Fraction(found[2]))
    return Step(max(step.result, Fraction(found[4] or 0)), is_count=True)


def _chosen(found: re.Match[str]) -> Step:
    among = tuple(Fraction(each) for each in found[2].split(" and "))
    winner = max(among) if found[1] == "greatest" else min(among)
    return Step(_said(found, winner, Fraction(found[3])).result, among)


def _dearer(found: re.Match[str]) -> Step:
    return _said(found, Fraction(found[1]) - Fraction(found[2]), Fraction(found[3]))


def _away(found: re.Match[str]) -> Step:
    beyond = max(int(found[1]) - int(found[2]), 0) * (2 if found[3] else 1)
    return _said(found, Fraction(beyond), Fraction(found[4]))


def _said(found: re.Match[str], value: Fraction, printed: Fraction) -> Step:
    _same(found[0], value, printed)
    return Step(printed)


def _same(sentence: str, value: Fraction, printed: Fraction) -> None:
    if value != printed:
        raise Unreadable(f"{sentence!r}: it is {value}, not {printed}")


N = f"({NUMBER})"
READERS = [
    (re.compile(rf"{N} flat"), _flat),
    (re.compile(rf"\d+ [a-z ]+: {N}, the sum from \d+ [a-z ]+"), _flat),
    (re.compile(rf"{N} [a-z ]+, the first {N} free: {N} charged"), _free),
    (
        re.compile(rf"{N} [a-z ]+ is {N} started blocks? of {N}(?:, the smallest booking is {N})?"),
        _blocks,
    ),
    (re.compile(rf"the (greatest|least) of (.*) is {N}"), _chosen),
    (re.compile(rf"\w+ {N} − \w+, which is included, {N} = {N}"), _dearer),
    (
        re.compile(rf"{N} \w+ from the studio, {N} included(, both ways)?: {N} charged"),
        _away,
    ),
]
"""How each kind of sentence is read. What is none of these is an equation."""


# ---------------------------------------------------------------- the sentences of adjustments


class Change(NamedTuple):
    """What the reasons of an adjustment come to, and on what they say that it stands."""

    amount: Fraction
    base: Fraction | None


def adjustment(sentences: list[str], rounding: str, places: int) -> Change:
    """The amount of an adjustment, without its sign, rounded as the edition rounds."""
    first, *limited = sentences
    change = _change(first, rounding, places)
    for sentence in limited:
        found = re.fullmatch(rf"no more than what is left of (?:{BASES}): {N}", sentence)
        if not found or Fraction(found[1]) >= change.amount:
            raise Unreadable(f"{sentence!r} is no limit")
        change = Change(Fraction(found[1]), change.base)
    return change


def _change(sentence: str, rounding: str, places: int) -> Change:
    def to_minor(exact: Fraction) -> Fraction:
        return Fraction(rounded(exact * 10**places, rounding), 10**places)

    if found := re.fullmatch(rf"{N} flat", sentence):
        return Change(to_minor(Fraction(found[1])), None)
    if found := re.fullmatch(rf"(.* % of (?:{BASES}) {N}), at most {N}(?: = {N})?", sentence):
        share, cap = to_minor(evaluated(found[1])), to_minor(Fraction(found[3]))
        if found[4]:
            _same(sentence, min(share, cap), Fraction(found[4]))
        return Change(min(share, cap), Fraction(found[2]))
    left, _, right = sentence.rpartition(" = ")
    base = re.search(rf"(?:{BASES}) {N}", left)
    plain = re.sub("smallest charge|the most we charge", "", left)
    figures = plain.split(" − ")
    exact = evaluated(plain) if len(figures) == 1 else _difference(figures, to_minor)
    _same(sentence, to_minor(exact), Fraction(right))
    return Change(Fraction(right), Fraction(base[1]) if base else None)


def _difference(figures: list[str], to_minor) -> Fraction:
    more, less = (to_minor(evaluated(each)) for each in figures)
    return more - less


# ---------------------------------------------------------------- the sentences of taxes


def tax(sentence: str, lines: list[Fraction] | None, rounding: str, places: int) -> Fraction:
    """A tax before which prices stand: once on the base, or on each of what it applies to.

    `lines` are what it applies to, where they stand on the quote as they are taxed.
    """
    found = re.fullmatch(rf"{N} % of (.+) = {N}(, rounded on each)?", sentence)
    if found is None:
        raise Unreadable(sentence)
    rate, taxed = Fraction(found[1]) / 100, [Fraction(each) for each in found[2].split(" + ")]
    if lines is not None:
        _same(sentence, sum(lines, Fraction(0)), sum(taxed, Fraction(0)))
    if len(taxed) > 1 and not found[4]:
        raise Unreadable(sentence)
    amounts = [rounded(each * rate * 10**places, rounding) for each in taxed]
    amount = Fraction(sum(amounts), 10**places)
    _same(sentence, amount, Fraction(found[3]))
    return amount


def held(sentences: list[str], rounding: str, places: int) -> tuple[Fraction, Fraction]:
    """What prices hold of a tax: the prices it is in, and the amount, each sentence redone."""
    unit, prices, shares = Fraction(1, 10**places), Fraction(0), list[Fraction]()
    for sentence in sentences:
        if found := re.fullmatch(r"([\d. +]+) = ([\d.]+)", sentence):
            _same(sentence, sum(shares, Fraction(0)), Fraction(found[2]))
            _same(
                sentence,
                sum(shares, Fraction(0)),
                sum(map(Fraction, found[1].split(" + ")), Fraction(0)),
            )
            continue
        once = re.fullmatch(rf"{N} − {N} ÷ {N} = {N}(, of which .*)?", sentence)
        each = re.fullmatch(
            rf"each of (.+) less itself ÷ {N}, rounded on each = {N}(, of which .*)?", sentence
        )
        if once:
            amounts, factor, total, rest = [Fraction(once[1])], once[3], once[4], once[5]
            _same(sentence, Fraction(once[1]), Fraction(once[2]))
        elif each:
            amounts, factor = [Fraction(one) for one in each[1].split(" + ")], each[2]
            total, rest = each[3], each[4]
        else:
            raise Unreadable(sentence)
        nets = [rounded(one / Fraction(factor) / unit, rounding) * unit for one in amounts]
        _same(sentence, sum(amounts, Fraction(0)) - sum(nets, Fraction(0)), Fraction(total))
        prices += sum(amounts)
        shares.append(_of_several(sentence, rest, Fraction(total), unit * len(amounts)))
    return prices, sum(shares, Fraction(0))


def _of_several(sentence: str, rest: str | None, total: Fraction, within: Fraction) -> Fraction:
    """The share of one of several taxes: in proportion, less than a unit away for each split."""
    if not rest:
        return total
    found = re.fullmatch(rf", of which {N} % in {N} %: {N}", rest)
    if found is None:
        raise Unreadable(sentence)
    share = Fraction(found[3])
    if abs(share - total * Fraction(found[1]) / Fraction(found[2])) >= within:
        raise Unreadable(f"{sentence!r} is not in proportion")
    return share
