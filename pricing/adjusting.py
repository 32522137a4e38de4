"""The adjustments of a quote: which apply, on what, how much, and why; in the book's order.

`weigh` is the arithmetic, the same for one brief and for a column of them; `adjust` makes the
adjustments of one quote with their reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter

import msgspec

from pricing.adjustments import AdjustmentRule
from pricing.choices import Plan
from pricing.conditions import Situation, unmet
from pricing.estimate import Adjustment
from pricing.ledger import Account, Ledger, Parts
from pricing.reasons import Reason
from pricing.rules import Quantities


class Weighed(msgspec.Struct, frozen=True, gc=False):
    """What an adjustment would come to: its base, its amount, and what is left to take from."""

    rule: AdjustmentRule
    base: int
    wanted: int
    amount: int


_amount: Callable[[Weighed], int] = attrgetter("amount")


def weigh(rule: AdjustmentRule, quantities: Quantities, account: Account) -> Weighed:
    """The amount of an adjustment; a discount takes no more than is left of its base."""
    maths, base = account.maths, account.base(rule.base)
    wanted = rule.magnitude(base, quantities, account.minor, maths)
    amount = wanted
    if rule.direction == "discount":
        amount = maths.most(maths.least(wanted, account.left(rule.base)), 0)
    return Weighed(rule, base, wanted, amount)


def enter(rule: AdjustmentRule, amount: int, account: Account) -> Parts:
    """Enter an amount of an adjustment; the parts of it by tax category, without the sign."""
    taken = rule.direction == "discount"
    if rule.tax_category is not None:
        return account.enter_on(rule.tax_category, amount, taken=taken)
    return account.share(amount, rule.base, taken=taken)


def adjust(plan: Plan, ledger: Ledger) -> tuple[tuple[Adjustment, ...], tuple[Reason, ...]]:
    """Enter every adjustment that applies, and note what was not combined and what a code lacks."""
    now = plan.situation(ledger.spend)
    made, notes = [], list(_code_notes(plan, now))
    for rivals in plan.book.rivalries:
        weighed = [
            weigh(rule, plan.quantities, ledger) for rule in rivals if unmet(rule.when, now) is None
        ]
        if not weighed:
            continue
        best = max(weighed, key=_amount)
        if not best.amount:
            continue
        notes += [_beaten(each, best) for each in weighed if each is not best and each.amount]
        made.append(_enter(best, plan, ledger, f"adjustments.{best.rule.key}"))
    return (*made, *_by_hand(plan, ledger)), tuple(notes)


def _by_hand(plan: Plan, ledger: Ledger) -> Iterator[Adjustment]:
    """The discounts that the staff give, after those of the book."""
    for number, discount in enumerate(plan.desk.discounts, 1):
        weighed = weigh(discount.rule(f"desk-{number}"), plan.quantities, ledger)
        if weighed.amount:
            yield _enter(weighed, plan, ledger, f"desk.discounts[{number}]")


def _enter(weighed: Weighed, plan: Plan, ledger: Ledger, source: str) -> Adjustment:
    rule, amount = weighed.rule, weighed.amount
    because = [rule.because(weighed.base, plan.quantities, weighed.wanted)]
    if amount < weighed.wanted:
        words = "no more than what is left of {of:base}: {a:money}"
        because.append(Reason(words, {"of": rule.base, "a": amount}))
    sign = -1 if rule.direction == "discount" else 1
    shared = enter(rule, amount, ledger)
    parts = tuple([(category, sign * part) for category, part in shared if part])
    return Adjustment(
        rule.key, rule.label, rule.base, weighed.base, sign * amount, tuple(because), parts, source
    )


def _beaten(weighed: Weighed, best: Weighed) -> Reason:
    words = "{lost:text} ({a:money}) does not combine with {won:text} ({b:money})"
    lost, won = weighed.rule.label, best.rule.label
    return Reason(words, {"lost": lost, "a": weighed.amount, "won": won, "b": best.amount})


def _code_notes(plan: Plan, now: Situation) -> Iterator[Reason]:
    """Why a code that was typed brings nothing: said, never passed over."""
    code = plan.brief.code.strip()
    if not code:
        return
    rules = [
        rule for rule in plan.book.adjustments if rule.when.code and now.has_code(rule.when.code)
    ]
    if not rules:
        yield Reason("there is no code {code:text}", {"code": code})
    for rule in rules:
        missing = unmet(rule.when, now)
        if missing is not None:
            figures = {"code": code, **missing.figures}
            yield Reason("the code {code:text} was not used: " + missing.words, figures)
