"""The amounts of one sitting, by number alone: for one brief, a column of briefs, or their bounds.

Every rule, condition and tax is that of the price book; this is the order in which `engine.py`
applies them, without words. `batch.py` runs it on columns, `bounds.py` on the least and the most
that can be asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple, cast

import msgspec

from pricing.adjusting import enter, weigh
from pricing.adjustments import AdjustmentRule, Share
from pricing.book import PriceBook, SessionType
from pricing.counting import counted, is_outside, limits, unpriced
from pricing.instalments import amounts_due
from pricing.ledger import Account, Change, settled
from pricing.levies import TotalsPolicy
from pricing.maths import SCALAR, Maths
from pricing.money import Exact, Rounding, allocated, divided, signed
from pricing.rules import Quantities, Rule
from pricing.situations import OPEN, UNKNOWN, Chosen, NumberSituation, Sold, holds, statuses_of
from pricing.tax import TaxPlace, TaxStatus
from pricing.taxing import Taxable, Taxed, taxed
from pricing.totals import cash_rounded
from pricing.values import PRICE_PLACES, Area, TaxCategory


def refused(chosen: Chosen, session: SessionType, book: PriceBook, on: date, maths: Maths) -> bool:
    """Whether the engine would refuse it."""
    asked, travel = chosen.asked, book.travel
    quantities = counted(asked, session, maths)
    wrong = (asked.people < 1) | (asked.stations < 1) | (chosen.distance < 0)
    for value, least, most in limits(asked, session, maths).values():
        wrong = wrong | is_outside(value, least, most)
    for measure in unpriced(session).values():
        wrong = wrong | (quantities[measure] > 0)
    for extra, quantity in zip(book.extras, chosen.extras, strict=True):
        sold = extra.most if not extra.sessions or session.key in extra.sessions else 0
        wrong = wrong | (quantity < 0) | (quantity > sold)
    farthest = travel.most if travel is not None and session.where == "location" else 0
    wrong = wrong | (chosen.distance > farthest)
    wrong = wrong | ((chosen.day != OPEN) & (chosen.day < on.toordinal()))
    for key in (chosen.tier, chosen.licence, chosen.place, chosen.delivery):
        wrong = wrong | (key == UNKNOWN)
    place = maths.most(chosen.place, 0)
    day = maths.where(chosen.day == OPEN, on.toordinal(), chosen.day)
    wrong = wrong | (day < maths.pick([_known_from(each) for each in book.places], place))
    known = chosen.status == OPEN
    for here, there in _standings(chosen, book):
        known = known | (here & there)
    return wrong | (known == 0)


def _standings(chosen: Chosen, book: PriceBook) -> Iterator[tuple[bool, bool]]:
    """Where it is, and what the client is there, for every status of every place."""
    keys = statuses_of(book)
    for index, place in enumerate(book.places):
        for status in place.statuses:
            yield chosen.place == index, chosen.status == keys.index(status.key)


class Amounts(msgspec.Struct, frozen=True, gc=False):
    """What the engine's estimate holds, in minor units."""

    session: int
    retouching: int
    licence: int
    extras: int
    travel: int
    adjustments: int
    net: int
    tax: int
    gross: int
    withheld: int
    cash_rounding: int
    payable: int
    deposit: int


def amounts(
    chosen: Chosen, session: SessionType, book: PriceBook, on: date, maths: Maths
) -> Amounts:
    """Lines, adjustments, taxes, total and deposit, in the engine's order."""
    pricing = _Pricing(chosen, session, book, on, maths)
    pricing.lines()
    pricing.adjust()
    return pricing.result()


class _Policy(TotalsPolicy, frozen=True, gc=False):
    """The book's policy, for whole units in ints and in columns."""

    maths: Maths = SCALAR

    def rounded(self, numerator: Exact, denominator: Exact) -> int:
        """The quotient in whole units."""
        rounding: Rounding = "half_even" if self.rounding == "half_even" else "half_up"
        return signed(cast(int, numerator), cast(int, denominator), rounding, self.maths)

    def split(self, amount: Exact, weights: Sequence[Exact]) -> list[Exact]:
        """`amount` in proportion to `weights`, in whole units."""
        whole, shares = cast(int, amount), cast(Sequence[int], weights)
        parts = allocated(self.maths.most(whole, -whole), shares, self.maths)
        return [self.maths.where(whole < 0, -part, part) for part in parts]


class _Pricing:
    """One sitting being priced."""

    def __init__(
        self, chosen: Chosen, session: SessionType, book: PriceBook, on: date, maths: Maths
    ) -> None:
        self.chosen, self.session, self.book, self.on = chosen, session, book, on
        self.maths = maths
        self.account = Account(book.minor, maths)
        self.quantities = counted(chosen.asked, session, maths)
        if book.travel is not None:  # extras and adjustments may count it too
            self.quantities["distance"] = book.travel.charged(chosen.distance, maths)
        self.charged: list[tuple[TaxCategory, int]] = []
        self.changes: list[Change] = []
        self.adjusted = 0
        policy = book.totals_policy
        self.policy = _Policy(
            policy.rounding, policy.tax_rounding, cash_step=policy.cash_step, maths=maths
        )

    def lines(self) -> None:
        """The lines, area by area."""
        for charge in self.session.charges:
            exact = charge.rule.amount(self.quantities, self.maths)
            self._charge("session", charge.tax_category, self._rounded(exact))
        for step in (self._retouching, self._licences, self._extras, self._travel):
            step()

    def _retouching(self) -> None:
        included = self.book.tiers_by_key.get(self.session.retouching_included or "")
        less = included.price if included else 0
        for index, tier in enumerate(self.book.retouching_tiers):
            taken = self.chosen.tier == index
            if tier.price > less and self.maths.some(taken):
                amount = self._rounded(self.quantities["image"] * (tier.price - less))
                self._charge("retouching", tier.tax_category, amount * taken)

    def _licences(self) -> None:
        category = self.book.licence_tax_category
        for index, licence in enumerate(self.book.licence_classes):
            taken = self.chosen.licence == index
            free = licence.charge is None or licence.key == self.session.licence_included
            if licence.charge is None or free or not self.maths.some(taken):
                continue
            amount = self._priced(licence.charge, self.quantities)
            self._charge("licence", category, amount * taken)
        if self.book.licence_grid is not None:
            self._grid()

    def _grid(self) -> None:
        """Quantity × the exact price of the cell, a fraction in its lowest terms, rounded once."""
        grid, first = self.book.grid, len(self.book.licence_classes)
        taken = self.chosen.licence >= first
        if not self.maths.some(taken):
            return
        numerators, denominators = self.book.cell_prices
        cell = self.maths.most(self.chosen.licence - first, 0)
        amount = divided(
            self.quantities[grid.per] * self.maths.pick(numerators, cell),
            self.maths.pick(denominators, cell),
            self.book.rounding,
        )
        self._charge("licence", self.book.licence_tax_category, amount * taken)

    def _extras(self) -> None:
        for extra, quantity in zip(self.book.extras, self.chosen.extras, strict=True):
            taken = quantity > 0
            if self.maths.some(taken):
                amount = self._priced(extra.rule, {**self.quantities, "unit": quantity})
                self._charge("extras", extra.tax_category, amount * taken)

    def _travel(self) -> None:
        travel, distance = self.book.travel, self.chosen.distance
        if travel is None or not self.maths.some(distance > 0):
            return
        exact = travel.rule.amount(self.quantities, self.maths)
        self._charge("travel", travel.tax_category, self._rounded(exact) * (distance > 0))

    def _priced(self, rule: Rule | Share, quantities: Quantities) -> int:
        if not isinstance(rule, Share):
            return self._rounded(rule.amount(quantities, self.maths))
        places = PRICE_PLACES + self.book.minor.places
        return self.book.minor.rounded(self.account.base(rule.of) * rule.percent, places)

    def _rounded(self, exact: int) -> int:
        return self.book.minor.rounded(exact, PRICE_PLACES)

    def _charge(self, area: Area, category: TaxCategory, amount: int) -> None:
        self.account.charge((area, category), amount)
        self.charged.append((category, amount))

    def adjust(self) -> None:
        """The adjustments in order; of a group only the largest, and of equals the first."""
        sold = Sold(self.book, self.on)
        now = NumberSituation(self.chosen, self.session, sold, self.account.spend)
        for rivals in self.book.rivalries:
            self._rivals(rivals, now)

    def _rivals(self, rivals: tuple[AdjustmentRule, ...], now: NumberSituation) -> None:
        maths, wanted = self.maths, list[tuple[AdjustmentRule, int]]()
        for rule in rivals:
            applies = holds(condition.holds(now) for condition in rule.when.conditions)
            if maths.some(applies):
                amount = weigh(rule, self.quantities, self.account).amount
                wanted.append((rule, amount * applies))
        if len(wanted) == 1:
            self._enter(*wanted[0])
            return
        best = 0
        for _, amount in wanted:
            best = maths.most(best, amount)
        for rule, amount in wanted:
            made = maths.where(amount == best, amount, 0)
            best = maths.where(amount == best, 0, best)
            self._enter(rule, made)

    def _enter(self, rule: AdjustmentRule, amount: int) -> None:
        taken = rule.direction == "discount"
        parts = enter(rule, amount, self.account)
        self.changes += [Change(category, part, taken) for category, part in parts]
        self.adjusted = self.adjusted + (-amount if taken else amount)

    def result(self) -> Amounts:
        """Taxes, total and deposit."""
        book, charged, tax = self.book, self.account.total, self._taxed()
        gross = charged - tax.lifted
        if not book.prices_include_tax:
            gross = charged + tax.charged
        cash = cash_rounded(gross - tax.withheld, self.policy)
        payable, base = gross - tax.withheld + cash, self.account.base
        return Amounts(
            session=base("session"),
            retouching=base("retouching"),
            licence=base("licence"),
            extras=base("extras"),
            travel=base("travel"),
            adjustments=self.adjusted,
            net=gross - tax.charged,
            tax=tax.charged,
            gross=gross,
            withheld=tax.withheld,
            cash_rounding=cash,
            payable=payable,
            deposit=self._deposit(payable),
        )

    def _deposit(self, payable: int) -> int:
        parts = self.book.parts_due
        shares = amounts_due(payable, parts, self.book.rounding, self.maths)
        due = zip(parts, shares, strict=True)
        return sum(share for part, share in due if part.due == "acceptance")

    def _taxed(self) -> Taxed:
        """The taxes of each place at the rates of each day, in the rows that are there and then."""
        total, parts = Taxed(0, 0, 0), self._parts()
        for then, (place, status, first) in self._whens():
            if place.every_tax and self.maths.some(then):
                due = self.book.dues.on(date.fromordinal(first), place, status)
                total = _plus(total, taxed(parts, due, self.policy), then)
        return total

    def _whens(self) -> Iterator[tuple[bool, _Law]]:
        """The rows under the same tax law, and that law."""
        chosen, keys, today = self.chosen, statuses_of(self.book), self.on.toordinal()
        day = self.maths.where(chosen.day == OPEN, today, chosen.day)
        for index, place in enumerate(self.book.places):
            for first, last in _spans(place):
                then = (chosen.place == index) & (day >= first) & (day < last)
                yield then & (chosen.status == OPEN), _Law(place, None, first)
                for status in place.statuses:
                    is_one = chosen.status == keys.index(status.key)
                    yield then & is_one, _Law(place, status, first)

    def _parts(self) -> list[Taxable]:
        """What is taxed: each line for itself, or what each category comes to."""
        if self.book.tax_rounding == "per_line":
            return settled(self.charged, self.changes, self.maths)
        return self.account.held()


class _Law(NamedTuple):
    """A place, what the client is there, and the ordinal of the first day of its rates."""

    place: TaxPlace
    status: TaxStatus | None
    first: int


def _plus(total: Taxed, more: Taxed, where: bool) -> Taxed:
    return Taxed(
        total.charged + more.charged * where,
        total.lifted + more.lifted * where,
        total.withheld + more.withheld * where,
    )


def _spans(place: TaxPlace) -> Iterator[tuple[int, int]]:
    """The days between which no tax of a place changes, as ordinals, from the first known."""
    begins = {rate.effective_from.toordinal() for tax in place.every_tax for rate in tax.rates}
    known = _known_from(place)
    firsts = sorted(begin for begin in begins if begin >= known)
    yield from pairwise([*firsts, date.max.toordinal() + 1])


def _known_from(place: TaxPlace) -> int:
    """The first day, as an ordinal, on which every tax of a place has a rate."""
    firsts = (min(rate.effective_from for rate in tax.rates) for tax in place.every_tax)
    return max(firsts, default=date.min).toordinal()
