"""The oracle's taxes: section 4 of `docs/pricing.md`, lifted and withheld ones among them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction

from tests.pricing.oracle_rules import Record, rate_on, rounded, shared

Tax = tuple[str, int, int]
"""A tax, what it stands on, and what it comes to."""
Due = tuple[str, bool, int, int]
"""A tax, whether it is lifted, what it stands on, and what it would come to."""
Parts = list[tuple[str, int]]
"""What is taxed: a category and an amount."""


def taxes(book: Record, parts: Parts, place: Record, status: Record, day: date) -> list[Due]:
    """Each tax that applies to anything, whether it is lifted, its base and its amount."""
    rates = {tax["key"]: rate_on(tax["rates"], day) for tax in place["taxes"]}
    heaps: dict[tuple[tuple[str, bool], ...], list[int]] = defaultdict(list)
    for category, amount in parts:
        due = tuple(
            (tax["key"], is_lifted(tax, category, status))
            for tax in place["taxes"]
            if category in tax["applies_to"]
        )
        if amount:
            heaps[due].append(amount)
    order = [(tax["key"], lifted) for tax in place["taxes"] for lifted in (False, True)]
    bases, amounts = dict.fromkeys(order, 0), dict.fromkeys(order, 0)
    per_line, inclusive = book["tax_rounding"] == "per_line", book["prices_include_tax"]
    for due, heap in heaps.items():
        for gross in heap if per_line else [sum(heap)]:
            together = sum((rates[key] for key, _ in due), Fraction(0))
            net = rounded(gross / (1 + together), book["rounding"]) if inclusive else gross
            weights = [rates[key] for key, _ in due]
            split = shared(gross - net, weights) if together else [0] * len(due)
            for one, part in zip(due, split, strict=True):
                bases[one] += net
                alone = rounded(net * rates[one[0]], book["rounding"])
                amounts[one] += part if inclusive else alone
    if not inclusive and not per_line:
        amounts = {
            (key, lifted): rounded(bases[key, lifted] * rates[key], book["rounding"])
            for key, lifted in order
        }
    touched = {one for due in heaps for one in due}
    return [
        (key, lifted, bases[key, lifted], amounts[key, lifted])
        for key, lifted in order
        if (key, lifted) in touched
    ]


def is_lifted(tax: Record, category: str, status: Record) -> bool:
    """Whether the client does not owe a tax on charges of some category."""
    return tax["key"] in status["lifts"] and category in (status["applies_to"] or tax["applies_to"])


def withheld(book: Record, parts: Parts, place: Record, status: Record, day: date) -> list[Tax]:
    """What the client keeps back, at its rate on what is left without tax."""
    per_line, found = book["tax_rounding"] == "per_line", []
    rates = {tax["key"]: rate_on(tax["rates"], day) for tax in place["taxes"]}
    for tax in status["withholds"]:
        heaps: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for category, amount in parts:
            if category in tax["applies_to"] and amount:
                heaps[included(book, category, place)].append(amount)
        nets = [
            rounded(gross / (1 + sum((rates[key] for key in held), Fraction(0))), book["rounding"])
            for held, heap in heaps.items()
            for gross in (heap if per_line else [sum(heap)])
        ]
        rate = rate_on(tax["rates"], day)
        taxed = nets if per_line else [sum(nets)]
        kept = [rounded(net * rate, book["rounding"]) for net in taxed]
        if nets:
            found.append((tax["key"], sum(nets), sum(kept)))
    return found


def included(book: Record, category: str, place: Record) -> tuple[str, ...]:
    """The taxes that a price of some category holds."""
    if not book["prices_include_tax"]:
        return ()
    return tuple(tax["key"] for tax in place["taxes"] if category in tax["applies_to"])
