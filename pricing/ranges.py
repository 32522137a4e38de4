"""Ranges: the least, the likely and the most that a brief with open questions comes to.

The engine knows no ranges. Each open question is first priced by itself, with every answer it may
have; then every combination of the cheapest, the likely and the dearest answer of each. So the
range is exact for one open question, and for several as far as they do not change one another's
order. Which question moves the price most is what it moves alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import product

import msgspec

from pricing.brief import COUNTED, Brief, Open
from pricing.errors import BriefRefused
from pricing.estimate import Estimate
from pricing.problems import Problem

Answer = int | str | date
Price = Callable[[Brief], Estimate]


class Move(msgspec.Struct, frozen=True, gc=False):
    """What one open question does alone: its cheapest and dearest answer, and what is payable."""

    question: Open
    cheapest: Answer
    dearest: Answer
    least: int
    most: int

    @property
    def swing(self) -> int:
        """How far it moves what is payable."""
        return self.most - self.least


class Range(msgspec.Struct, frozen=True, gc=False):
    """A brief at its least, its likely and its most; the moves, the largest first."""

    least: Estimate
    likely: Estimate
    most: Estimate
    moves: tuple[Move, ...]


def price_range(brief: Brief, price: Price) -> Range:
    """The range of a brief over its open questions; `price` is the engine for a book and a day.

    Raises `BriefRefused` with every answer that cannot be priced, at its question.
    """
    base = brief.model_copy(update={"open": ()})
    likely, problems = price(base), list[Problem]()
    moves = [
        move
        for number, question in enumerate(brief.open, 1)
        if (move := _move(base, (number, question), price, problems)) is not None
    ]
    if problems:
        raise BriefRefused(tuple(problems))
    found = [likely, *_sold(_combined(base, moves), price)]
    by_payable = sorted(found, key=lambda estimate: estimate.payable)
    moves.sort(key=lambda move: -move.swing)
    return Range(by_payable[0], likely, by_payable[-1], tuple(moves))


def answered(brief: Brief, question: Open, answer: Answer) -> Brief:
    """The brief with one answer to one question. Its sitting must be there."""
    if question.what in ("distance", "delivery", "session_on"):
        return brief.model_copy(update={question.what: answer})
    return brief.with_sitting(question.sitting, **{question.what: answer})


def _move(
    base: Brief, numbered: tuple[int, Open], price: Price, problems: list[Problem]
) -> Move | None:
    number, question = numbered
    where = f"open[{number}]"
    if question.sitting > len(base.sittings):
        what = f"there is no sitting {question.sitting}"
        problems.append(Problem(f"{where}.sitting", what, f"1 to {len(base.sittings)}"))
        return None
    prices: dict[Answer, int] = {}
    refused: dict[Answer, str] = {}
    for answer in question.answers:
        try:
            prices[answer] = price(answered(base, question, answer)).payable
        except BriefRefused as refusal:
            refused[answer] = refusal.problems[0].what
    if refused:
        problems.append(_refusal(where, question, refused, list(prices)))
        return None
    cheapest, dearest = min(prices, key=prices.__getitem__), max(prices, key=prices.__getitem__)
    return Move(question, cheapest, dearest, prices[cheapest], prices[dearest])


def _refusal(where: str, question: Open, refused: dict[Answer, str], sold: list[Answer]) -> Problem:
    first = next(iter(refused))
    advice = "another brief"
    if sold:
        span = f"{sold[0]} to {sold[-1]}" if question.what in COUNTED else ", ".join(map(str, sold))
        advice = f"only {span}"
    return Problem(where, f"{question.what} {first}: {refused[first]}", advice)


def _sold(briefs: Iterator[Brief], price: Price) -> Iterator[Estimate]:
    """Those that can be had: two answers that are each sold may not be sold together."""
    for brief in briefs:
        try:
            yield price(brief)
        except BriefRefused:
            continue


def _combined(base: Brief, moves: list[Move]) -> Iterator[Brief]:
    """Every combination of the cheapest and the dearest answers, and of leaving it as it is."""
    for picks in product((None, "cheapest", "dearest"), repeat=len(moves)):
        brief = base
        for move, pick in zip(moves, picks, strict=True):
            if pick is not None:
                brief = answered(brief, move.question, getattr(move, pick))
        if brief is not base:
            yield brief
