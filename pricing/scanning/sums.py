"""What prices come to: discounts together, nothing at all, and no deposit."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from pricing.engine import estimate
from pricing.money import decimal_text
from pricing.problems import Problem
from pricing.scanning.priced import Found, PricedGrid
from pricing.values import MILLION, PERCENT_PLACES

_THOUSAND = 1_000


def stacked(most: int) -> Callable[[PricedGrid], Iterator[Found]]:
    """Finds discounts that come to more of the lines than `most`, in one brief.

    `most` is in millionths, of which thousands count, so that no product leaves an int64.
    """

    def found(priced: PricedGrid) -> Iterator[Found]:
        taken = -priced.amounts["adjustments"]
        share = taken * _THOUSAND // np.maximum(priced.lines, 1)
        over = ~priced.refused & (taken * _THOUSAND > priced.lines * (most // _THOUSAND))
        row = priced.worst(over, share)
        if row is not None:
            yield _stacked(priced, row)

    return found


def _stacked(priced: PricedGrid, row: int) -> Found:
    brief = priced.brief(row)
    answer = estimate(brief, priced.book, priced.on)
    lines = sum(line.amount for line in answer.lines)
    taken = -sum(each.amount for each in answer.adjustments)
    share = taken * MILLION // lines
    largest = min(answer.adjustments, key=lambda each: each.amount)
    names = " and ".join(each.key for each in answer.adjustments if each.amount < 0)
    what = f"discounts come to {_percent(share)} of all lines, {priced.money(taken)}"
    what += f" of {priced.money(lines)}: {names}"
    advice = "one group for discounts that should not be combined, or a cap"
    problem = Problem(largest.source, what, advice, "warning", (brief,))
    return Found(share, problem)


def free(priced: PricedGrid) -> Iterator[Found]:
    """Finds a session that somebody gets for nothing."""
    nothing = ~priced.refused & (priced.payable == 0)
    row = priced.worst(nothing, priced.lines)
    if row is not None:
        lines = int(priced.lines[row])
        why = (
            f"discounts take all of {priced.money(lines)}"
            if lines
            else "no charge comes to anything"
        )
        where, advice = f"session_types.{priced.session.key}", "a smallest charge"
        what = f"it can be had for nothing: {why}"
        yield Found(lines, Problem(where, what, advice, "warning", (priced.brief(row),)))


def no_deposit(priced: PricedGrid) -> Iterator[Found]:
    """Finds a deposit that is asked for, and rounds to nothing."""
    due = [index for index, part in enumerate(priced.book.parts_due) if part.due == "acceptance"]
    missing = ~priced.refused & (priced.payable > 0) & (priced.amounts["deposit"] == 0)
    row = priced.worst(missing, priced.payable) if due else None
    if row is not None:
        payable = int(priced.payable[row])
        what = f"of {priced.money(payable)} it rounds to nothing"
        where = f"terms.instalments[{due[0] + 1}]"
        problem = Problem(where, what, "a larger percentage", "warning", (priced.brief(row),))
        yield Found(payable, problem)


def _percent(millionths: int) -> str:
    return f"{decimal_text(millionths, PERCENT_PLACES)} %"
