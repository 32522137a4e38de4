"""Surcharges and discounts: what never holds, changes nothing, or has no end."""

from __future__ import annotations

from collections.abc import Iterator

from pricing.adjustments import AdjustmentRule, Base, Percentage
from pricing.book import PriceBook
from pricing.checks.words import percent
from pricing.problems import Problem

_MOST_SITTINGS = 50
"""As many as a brief may have."""


def _adjustments(book: PriceBook) -> Iterator[Problem]:
    for rule in book.adjustments:
        when, at = rule.when, f"adjustments.{rule.key}"
        if when.valid_from and when.valid_to and when.valid_to < when.valid_from:
            yield Problem(f"{at}.when.valid_to", "it ends before it begins", "a later day")
        elif when.valid_to and when.valid_to < book.effective_from:
            what = f"it ended on {when.valid_to}, before this edition begins"
            yield Problem(f"{at}.when.valid_to", what, "a later day, or no such entry", "warning")
        if when.code and when.valid_to is None:
            what = f"the code {when.code} has no last day"
            yield Problem(f"{at}.when.valid_to", what, "a last day", "warning")
        yield from _open_ended(at, rule)
        yield from _idle(at, rule)


def _open_ended(at: str, rule: AdjustmentRule) -> Iterator[Problem]:
    if not isinstance(rule, Percentage) or rule.direction != "discount":
        return
    if rule.when.code and rule.cap is None:
        what = f"{percent(rule.percent)} off has no cap"
        yield Problem(f"{at}.cap", what, "the most it may take off", "warning")


def _idle(at: str, rule: AdjustmentRule) -> Iterator[Problem]:
    """An entry that is there and changes no price."""
    amount, field = (
        (rule.percent, "percent") if rule.kind == "percentage" else (rule.price, "price")
    )
    # a most of nothing would take all there is
    if not amount and rule.kind != "cap":
        yield Problem(f"{at}.{field}", "it changes nothing", "an amount, or no entry", "warning")


def _unmeetable(book: PriceBook) -> Iterator[Problem]:
    """Conditions that no brief can meet, and bases that hold nothing."""
    most = _MOST_SITTINGS * max(session.people_to for session in book.session_types)
    empty = empty_bases(book)
    for rule in book.adjustments:
        at = f"adjustments.{rule.key}"
        if rule.when.people_from > most:
            what = f"no booking is for {rule.when.people_from} people, at most for {most}"
            yield Problem(f"{at}.when.people_from", what, f"{most} or fewer", "warning")
        if rule.base in empty and rule.kind != "minimum-charge":
            what = f"there is nothing it could stand on, because {empty[rule.base]}"
            yield Problem(f"{at}.base", what, "another base", "warning")


def empty_bases(book: PriceBook) -> dict[Base, str]:
    """The bases on which nothing can ever stand, with the reason."""
    priced = any(licence.charge is not None for licence in book.licence_classes)
    held: dict[Base, tuple[bool, str]] = {
        "retouching": (any(tier.price for tier in book.retouching_tiers), "no retouching is sold"),
        "licence": (priced or book.licence_grid is not None, "no licence is sold"),
        "extras": (bool(book.extras), "there are no extras"),
        "travel": (book.travel is not None, "there is no travel"),
    }
    return {base: why for base, (holds, why) in held.items() if not holds}


def _deliveries(book: PriceBook) -> Iterator[Problem]:
    """A faster delivery that costs no more than the standard one."""
    for delivery in book.deliveries[1:]:
        rules = [
            rule.when.sessions
            for rule in book.adjustments
            if rule.direction == "surcharge" and delivery.key in rule.when.delivery
        ]
        given = [
            session.key
            for session in book.session_types
            if not any(session.key in (sessions or (session.key,)) for sessions in rules)
        ]
        if given:
            what = f"it costs no more than {book.deliveries[0].name} with {', '.join(given)}"
            advice = "a surcharge whose `when` names it"
            yield Problem(f"deliveries.{delivery.key}", what, advice, "warning")


OFFERS = (_adjustments, _unmeetable, _deliveries)
