"""What an owner should know before publishing a price book, as Problems, all at once.

Errors are things that would make an estimate wrong or impossible; a book with one is not used.
Warnings are things an owner may want, and should see. `check` reads one book, `check_editions`
the editions of a studio beside each other; `pricing.scanning.scan` prices a book to see the rest.

Some things cannot be wrong: tiers begin at 1 and have no last unit, so that there are no gaps or
overlaps, and a licence grid has a price for every cell, because it is made of factors.
"""

from pricing.book import PriceBook
from pricing.checks.content import CONTENT
from pricing.checks.costs import COSTS
from pricing.checks.editions import PriceChange, changes, check_editions
from pricing.checks.offers import OFFERS
from pricing.checks.prices import PRICES
from pricing.checks.reach import RANGES, REACH
from pricing.checks.terms import TERMS
from pricing.problems import Problem

__all__ = ["PriceChange", "changes", "check", "check_editions"]

_READING = (*CONTENT, *OFFERS, *TERMS, *PRICES, *RANGES)


def check(book: PriceBook) -> tuple[Problem, ...]:
    """Every problem of the book, errors first, in the book's own order."""
    found = [problem for checks in _READING for problem in checks(book)]
    if all(problem.severity != "error" for problem in found):
        # what can be reached is counted, which a book in disorder does not allow
        found += [problem for checks in (*REACH, *COSTS) for problem in checks(book)]
    return tuple(sorted(found, key=lambda problem: problem.severity != "error"))
