"""Editions beside each other: days nothing is in force, what a new one changes, and how far.

A price is known by where it stands in words (the session, the charge, from which tier), so that a
charge that moved is the same charge, and one that was renamed is an old and a new one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

import msgspec

from pricing.adjustments import AdjustmentRule, Fixed, Percentage, Share
from pricing.book import PriceBook
from pricing.checks.words import factor, percent, price
from pricing.licences import DIMENSIONS
from pricing.problems import Problem
from pricing.reasons import NOUNS
from pricing.rules import Block, Flat, Graduated, PerUnit, Rule, Volume
from pricing.thresholds import leaves
from pricing.values import MILLION

CHANGE = MILLION // 5
"""A price that changes by more than this is told: one fifth."""

Unit = Literal["price", "percent", "factor"]
_WRITE = {"percent": percent, "factor": factor}


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One figure of a price book, in millionths: where it stands, what it is, in trade words."""

    where: str
    words: str
    unit: Unit
    amount: int


class PriceChange(msgspec.Struct, frozen=True, gc=False):
    """A figure in two editions; None where one of them has no such entry."""

    where: str
    words: str
    before: str | None
    after: str | None
    share: int | None
    """The change in millionths of what was; None where there was nothing to compare with."""

    def __str__(self) -> str:
        """Team portraits, per person from 10: 155.00 → 162.00, +4.5 %."""
        if self.before is None:
            return f"{self.words}: new, {self.after}"
        if self.after is None:
            return f"{self.words}: no longer sold, was {self.before}"
        moved = f"{self.words}: {self.before} → {self.after}"
        return moved if self.share is None else f"{moved}, {_signed(self.share)}"


def changes(before: PriceBook, after: PriceBook) -> tuple[PriceChange, ...]:
    """Every price, percentage and factor that differs, in the order of the new edition."""
    old, new = _by_words(before), _by_words(after)
    found = [_changed(old.get(words), new.get(words), after.currency) for words in {**new, **old}]
    return tuple(change for change in found if change is not None)


def _by_words(book: PriceBook) -> dict[str, Entry]:
    """Every figure by its words; of those that read alike the second is numbered 2."""
    found: dict[str, Entry] = {}
    times = Counter[str]()
    for entry in _entries(book):
        times[entry.words] += 1
        nth = times[entry.words]
        words = entry.words if nth == 1 else f"{entry.words} ({nth})"
        found[words] = msgspec.structs.replace(entry, words=words)
    return found


def _changed(old: Entry | None, new: Entry | None, currency: str) -> PriceChange | None:
    known = new or old
    if known is None or (old and new and old.amount == new.amount):
        return None
    share = None
    if old and new and old.amount:
        share = (new.amount - old.amount) * MILLION // old.amount
    written = [None if each is None else _written(each, currency) for each in (old, new)]
    return PriceChange(known.where, known.words, written[0], written[1], share)


def check_editions(
    editions: Sequence[PriceBook], needed: date | None = None, most: int = CHANGE
) -> tuple[Problem, ...]:
    """What is wrong between the editions of one studio, in whatever order they are given.

    `needed` is the first day on which something must be in force. A change of more than `most`
    millionths from one edition to the next is a warning, and so is a price that is gone.
    """
    ordered = sorted(editions, key=lambda edition: edition.effective_from)
    found = list(_gap(ordered, needed))
    for before, after in pairwise(ordered):
        found += _between(before, after, most)
    return tuple(sorted(found, key=lambda problem: problem.severity != "error"))


def _gap(ordered: Sequence[PriceBook], needed: date | None) -> Iterator[Problem]:
    if needed is not None and (not ordered or ordered[0].effective_from > needed):
        first = (
            f"the first edition begins on {ordered[0].effective_from}"
            if ordered
            else "there is no edition"
        )
        what = f"nothing is in force on {needed}: {first}"
        yield Problem("effective_from", what, f"an edition from {needed} or earlier")


def _between(before: PriceBook, after: PriceBook, most: int) -> Iterator[Problem]:
    first = after.effective_from
    if before.effective_from == first:
        what = f"two editions begin on {first}, {before.edition} and {after.edition}"
        yield Problem("effective_from", what, "one edition for each first day")
    for field in ("currency", "prices_include_tax", "time_zone"):
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            what = f"{old} becomes {new} on {first}, so that prices do not compare"
            yield Problem(field, what, "the same as before, if it was not meant", "warning")
    over = _ended(before, first)
    for change in changes(before, after):
        if change.after is None:
            if change.where.startswith(over):
                continue
            yield Problem(change.where, str(change), "the same words, if it is sold on", "warning")
        elif change.share is not None and abs(change.share) > most:
            what = f"{change}, more than {percent(most)}"
            yield Problem(change.where, what, "the price that was meant", "warning")


def _ended(book: PriceBook, by: date) -> tuple[str, ...]:
    """The offers whose last day has passed: nobody misses them."""
    return tuple(
        f"adjustments.{rule.key}."
        for rule in book.adjustments
        if rule.when.valid_to is not None and rule.when.valid_to < by
    )


# ---------------------------------------------------------------- every figure of a book


def _entries(book: PriceBook) -> Iterator[Entry]:
    for session in book.session_types:
        for at, charge in session.placed_charges:
            yield from _of_rule(f"{at}.rule", f"{session.name}, {charge.label}", charge.rule)
    for tier in book.retouching_tiers:
        at = f"retouching_tiers.{tier.key}.price"
        yield Entry(at, f"{tier.name}, per image", "price", tier.price)
    yield from _licences(book)
    for extra in book.extras:
        yield from _of_rule(f"extras.{extra.key}.rule", extra.name, extra.rule)
    if book.travel is not None:
        yield from _of_rule("travel.rule", book.travel.label, book.travel.rule)
    for adjustment in book.adjustments:
        yield from _of_adjustment(adjustment)
    yield from _of_terms_and_taxes(book)


def _licences(book: PriceBook) -> Iterator[Entry]:
    for licence in book.licence_classes:
        if licence.charge is not None:
            at = f"licence_classes.{licence.key}.charge"
            yield from _of_rule(at, f"Licence {licence.name}", licence.charge)
    grid = book.licence_grid
    if grid is None:
        return
    yield Entry("licence_grid.base", f"{grid.name}, base", "price", grid.base)
    for dimension in DIMENSIONS:
        for option in grid.options(dimension):
            at = f"licence_grid.{dimension}.{option.key}.factor"
            yield Entry(at, f"{grid.name}, {option.name}", "factor", option.factor)


def _of_rule(at: str, words: str, rule: Rule | Share) -> Iterator[Entry]:
    if isinstance(rule, Share):
        yield Entry(f"{at}.percent", f"{words}, share of {rule.of}", "percent", rule.percent)
        return
    for where, leaf in leaves(rule, at):
        match leaf:
            case Flat():
                yield Entry(f"{where}.price", f"{words}, flat", "price", leaf.price)
            case PerUnit():
                yield Entry(f"{where}.price", f"{words}, {_per(leaf.per)}", "price", leaf.price)
            case Block():
                each = f"{words}, per started {leaf.size} {NOUNS[leaf.per][1]}"
                yield Entry(f"{where}.price", each, "price", leaf.price)
            case _:
                yield from _of_tiers(where, f"{words}, {_per(leaf.per)}", leaf)


def _of_tiers(at: str, words: str, rule: Volume | Graduated) -> Iterator[Entry]:
    for index, tier in enumerate(rule.tiers):
        where, since = f"{at}.tiers[{index + 1}]", f"{words} from {tier.start}"
        if tier.price:
            yield Entry(f"{where}.price", since, "price", tier.price)
        if tier.flat:
            yield Entry(f"{where}.flat", f"{since}, flat", "price", tier.flat)


def _of_adjustment(rule: AdjustmentRule) -> Iterator[Entry]:
    at = f"adjustments.{rule.key}"
    words = f"{rule.label} ({rule.key})"
    if isinstance(rule, Percentage):
        yield Entry(f"{at}.percent", words, "percent", rule.percent)
        if rule.cap is not None:
            yield Entry(f"{at}.cap", f"{words}, at most", "price", rule.cap)
        return
    per = f", {_per(rule.per)}" if isinstance(rule, Fixed) else ""
    yield Entry(f"{at}.price", f"{words}{per}", "price", rule.price)


def _of_terms_and_taxes(book: PriceBook) -> Iterator[Entry]:
    for index, part in enumerate(book.terms.instalments):
        at, words = f"terms.instalments[{index + 1}]", f"Instalment {index + 1}"
        if part.percent is not None:
            yield Entry(f"{at}.percent", words, "percent", part.percent)
        if part.amount is not None:
            yield Entry(f"{at}.amount", words, "price", part.amount)
    for place in book.places:
        for tax in dict.fromkeys(place.every_tax):
            begun = [rate for rate in tax.rates if rate.effective_from <= book.effective_from]
            for rate in sorted(begun, key=lambda rate: rate.effective_from)[-1:]:
                at = f"places.{place.key}.taxes.{tax.key}.rates"
                yield Entry(at, f"{tax.name} in {place.name}", "percent", rate.percent)


def _per(measure: str) -> str:
    return f"per {NOUNS[measure][0]}"


def _written(entry: Entry, currency: str) -> str:
    if entry.unit == "price":
        return price(entry.amount, currency)
    return _WRITE[entry.unit](entry.amount)


def _signed(share: int) -> str:
    tenths = (abs(share) + 500) // 1_000
    sign = "−" if share < 0 else "+"
    return f"{sign}{tenths // 10}.{tenths % 10} %"
