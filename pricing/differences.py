"""Differences: what one version of a quote says that another does not, in words and figures.

Nothing is passed over: whatever two quotes say differently, their number and version apart, is in
the list, field by field where there are no better words for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import Literal

import msgspec

from pricing.estimate import Adjustment, Estimate, LineItem, Payment, TaxLine
from pricing.money import Money
from pricing.quote import Quote
from pricing.reasons import Figure, Reason, marks

About = Literal[
    "line",
    "adjustment",
    "tax",
    "total",
    "payment",
    "terms",
    "days",
    "client",
    "brief",
    "rest",
    "desk",
]
"""What a difference concerns. `desk` is for the studio alone: costs and remarks."""


class Difference(msgspec.Struct, frozen=True, gc=False):
    """One thing that changed: what it concerns, which, and how, as a sentence with figures.

    Figures of money are in the currency of the later quote; where the two differ, they are text.
    """

    about: About
    which: str
    how: Reason


TOTALS = ("net", "tax", "gross", "payable", "deposit")
ESTIMATE_SAID = {"lines", "adjustments", "taxes", "withholdings", "payments", "brief", "desk"}
QUOTE_SAID = {
    *("number", "version", "studio", "client", "estimate", "issued_on", "valid_until", "terms"),
}


def differences(before: Quote, after: Quote) -> tuple[Difference, ...]:
    """What changed between two quotes, in the order of the document."""
    old, new = before.estimate, after.estimate
    coins = _Coins(old.currency, new.currency)
    return (
        *_rows("line", coins, _lines(old.lines), _lines(new.lines)),
        *_rows("adjustment", coins, _adjusted(old.adjustments), _adjusted(new.adjustments)),
        *_rows("tax", coins, _taxed(old), _taxed(new)),
        *_totals(coins, old, new),
        *_rows("payment", coins, _paid(old.payments), _paid(new.payments)),
        *_terms(before, after),
        *_days(before, after),
        *_fields("client", before.client, after.client, set(type(before.client).model_fields)),
        *_fields("brief", old.brief, new.brief, set(type(old.brief).model_fields)),
        *_rest(before, after),
    )


def for_clients(found: Iterable[Difference]) -> tuple[Difference, ...]:
    """The differences that a client may see."""
    return tuple(each for each in found if each.about != "desk")


class _Coins(msgspec.Struct, frozen=True, gc=False):
    """The currencies of the two quotes."""

    before: str
    after: str

    def said(self, words: str, now: int = 0, was: int = 0) -> Reason:
        """`words` with the amounts now and before, in minor units of each quote's currency."""
        if self.before == self.after:
            figures: dict[str, Figure] = {"is": now, "was": was}
            return _only_named(words.replace(":amount}", ":money}"), figures)
        figures = {"is": str(Money(now, self.after)), "was": str(Money(was, self.before))}
        return _only_named(words.replace(":amount}", ":text}"), figures)


def _only_named(words: str, figures: dict[str, Figure]) -> Reason:
    named = marks(words)
    return Reason(words, {name: figure for name, figure in figures.items() if name in named})


class _Row(msgspec.Struct, frozen=True, gc=False):
    """One row of the document: what it is called, its amount, and the rest of what it says."""

    label: str
    amount: int
    quantity: int
    unit: str
    rest: object


_Rows = dict[tuple[str, int], _Row]


def _told_apart(rows: Iterable[tuple[str, _Row]]) -> _Rows:
    """Rows by what they come from; of several from one source, each by its place among them."""
    seen = Counter[str]()
    found: _Rows = {}
    for source, row in rows:
        found[source, seen[source]] = row
        seen[source] += 1
    return found


def _lines(lines: tuple[LineItem, ...]) -> _Rows:
    return _told_apart(
        (line.source, _Row(line.label, line.amount, line.quantity, line.unit, line))
        for line in lines
    )


def _adjusted(adjustments: tuple[Adjustment, ...]) -> _Rows:
    return _told_apart(
        (each.source, _Row(each.label, each.amount, 1, "unit", each)) for each in adjustments
    )


def _taxed(found: Estimate) -> _Rows:
    taxes: tuple[tuple[str, TaxLine], ...] = (
        *(("due", tax) for tax in found.taxes),
        *(("withheld", tax) for tax in found.withholdings),
    )
    return _told_apart(
        (f"{kind} {tax.key}", _Row(tax.name, tax.amount, 1, "unit", tax)) for kind, tax in taxes
    )


def _paid(payments: tuple[Payment, ...]) -> _Rows:
    return _told_apart(
        (f"{part.due} {part.label}", _Row(part.label, part.amount, 1, "unit", part))
        for part in payments
    )


def _rows(about: About, coins: _Coins, old: _Rows, new: _Rows) -> Iterator[Difference]:
    """Rows that went, that changed, and that came."""
    for key, row in old.items():
        if key not in new:
            yield Difference(about, row.label, coins.said("no longer: {was:amount}", 0, row.amount))
        elif row != new[key] or coins.before != coins.after:
            yield Difference(about, new[key].label, _changed(row, new[key], coins))
    for key, row in new.items():
        if key not in old:
            yield Difference(about, row.label, coins.said("new: {is:amount}", row.amount))


def _changed(old: _Row, new: _Row, coins: _Coins) -> Reason:
    said = list[str]()
    figures: dict[str, Figure] = {}
    if (old.quantity, old.unit) != (new.quantity, new.unit):
        said.append("{many:count}, before {few:count}")
        figures |= {"many": (new.quantity, new.unit), "few": (old.quantity, old.unit)}
    if (old.amount, coins.before) != (new.amount, coins.after):
        amounts = coins.said("{is:amount}, before {was:amount}", new.amount, old.amount)
        said.append(amounts.words)
        figures |= amounts.figures
    if old.label != new.label:
        said.append("before called {called:text}")
        figures["called"] = old.label
    return Reason("; ".join(said) or "the same amount for another reason", figures)


def _totals(coins: _Coins, old: Estimate, new: Estimate) -> Iterator[Difference]:
    for name in TOTALS:
        was, now = getattr(old, name), getattr(new, name)
        if (was, coins.before) != (now, coins.after):
            yield Difference(
                "total", name, coins.said("{is:amount}, before {was:amount}", now, was)
            )


def _terms(before: Quote, after: Quote) -> Iterator[Difference]:
    old, new = ({text.title: text.text for text in each.terms} for each in (before, after))
    for title in dict.fromkeys((*old, *new)):
        if title not in new:
            yield Difference("terms", title, Reason("no longer agreed"))
        elif title not in old:
            yield Difference("terms", title, Reason("new: {is:text}", {"is": new[title]}))
        elif old[title] != new[title]:
            words = "{is:text} Before: {was:text}"
            yield Difference("terms", title, Reason(words, {"is": new[title], "was": old[title]}))
    if before.terms != after.terms and old == new:
        yield Difference("terms", "order", Reason("the terms stand in another order"))


def _days(before: Quote, after: Quote) -> Iterator[Difference]:
    for name, was, now in (
        ("issued", before.issued_on, after.issued_on),
        ("good until", before.valid_until, after.valid_until),
    ):
        if was != now:
            words = "{is:day}, before {was:day}"
            yield Difference("days", name, Reason(words, {"is": now, "was": was}))


def _fields(about: About, old: object, new: object, names: Iterable[str]) -> Iterator[Difference]:
    for name in sorted(names):
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield Difference(about, name.replace("_", " "), _said(now, was))


def _said(now: object, was: object) -> Reason:
    if all(each is None or isinstance(each, str | int | date | time) for each in (now, was)):
        figures: dict[str, Figure] = {"is": _words(now), "was": _words(was)}
        return Reason("{is:text}, before {was:text}", figures)
    return Reason("not as before")


def _words(value: object) -> str:
    return "nothing" if value in (None, "") else str(value)


def _rest(before: Quote, after: Quote) -> Iterator[Difference]:
    """What has no better words; of what is not a word or a number, only that it changed."""
    yield from _fields("rest", before.studio, after.studio, set(type(before.studio).model_fields))
    yield from _fields("rest", before, after, set(Quote.__struct_fields__) - QUOTE_SAID)
    rest = set(Estimate.__struct_fields__) - ESTIMATE_SAID
    yield from _fields("rest", before.estimate, after.estimate, rest)
    if before.estimate.desk != after.estimate.desk:
        yield Difference("desk", "desk", Reason("the studio's own entries are not as before"))
