"""The laws of money as properties of the totals, by their numbers in `docs/pricing.md`.

They are drawn where roundings tie: prices that end in half a cent, rates such as 12.5 %.
"""

from fractions import Fraction
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.errors import MoneyError
from pricing.instalments import PartDue, payments
from pricing.levies import Levy, Part, Standing, Sums, levied
from pricing.money import Leftover, allocate, rounded, scaled
from pricing.tax import TaxRounding
from pricing.totals import Change, Charges, Line, Totals, TotalsPolicy, total

TIED_PRICES = ["0.005", "0.015", "0.025", "1.005", "2.125", "10.045", "33.333333", "0", "99.995"]
TIED_RATES = [0, 50_000, 75_000, 88_750, 125_000, 190_000, 200_000, 500_000, 1_000_000]

prices = st.sampled_from([scaled(text, 6) for text in TIED_PRICES]) | st.integers(0, 10**9)
rates = st.sampled_from(TIED_RATES) | st.integers(0, 1_000_000)
quantities = st.sampled_from([1, 2, 3, 5, 50, Fraction(1, 2), Fraction(5, 2)])
roundings: Any = st.sampled_from(["half_up", "half_even"])
policies = st.builds(
    TotalsPolicy,
    rounding=roundings,
    tax_rounding=st.sampled_from(get_args(TaxRounding)),
    sums=st.sampled_from(get_args(Sums)),
)
printed_sums = policies.filter(lambda policy: policy.sums == "of_rounded")


def taxes(standing: Standing) -> Any:
    levy = st.builds(Levy, st.sampled_from(["state", "city"]), rates, standing=st.just(standing))
    return st.lists(levy, max_size=2, unique_by=lambda each: each.key).map(tuple)


def changes(kind: Any, within: bool = False) -> Any:
    by_rate = st.builds(Change, kind=kind, rate=rates, within=st.just(within))
    by_amount = st.builds(Change, kind=kind, amount=st.integers(0, 5_000), within=st.just(within))
    return st.lists(by_rate | by_amount, max_size=2).map(tuple)


kinds = st.sampled_from(["allowance", "charge"])


def documents(standing: Standing = "added") -> Any:
    """Lines that come to something, with changes of their own and of the whole."""
    lines = st.builds(
        Line,
        price=prices,
        quantity=quantities,
        changes=changes(kinds, within=True),
        levies=taxes(standing),
    )
    first = Line(price=10_000_000, levies=(Levy("VAT", 200_000, "S", standing),))
    return st.builds(
        Charges,
        currency=st.sampled_from(["USD", "JPY", "KWD"]),
        lines=st.lists(lines, max_size=4).map(lambda others: (first, *others)),
        changes=changes(kinds, within=True),
    )


@given(documents(), printed_sums)
def test_law_4_lines_changes_net_tax_and_gross_reconcile(charges, policy):
    found = total(charges, policy)
    assert found.line_total == sum(found.lines)
    assert found.allowance_total - found.charge_total == -sum(found.changes)
    assert found.net == found.line_total - found.allowance_total + found.charge_total
    assert found.tax == sum(row.amount for row in found.taxes)
    assert found.gross == found.net + found.tax


@given(documents(), roundings)
def test_law_4_each_row_is_its_base_at_its_rate(charges, rounding):
    """EN 16931 BR-CO-17 and BR-S-08: bases hold every amount that bears the levy, once."""
    found = total(charges, TotalsPolicy(rounding))
    for row in found.taxes:
        assert row.amount == rounded(row.base * row.levy.rate, 1_000_000, rounding)
    if len({line.levies for line in charges.lines}) == 1:
        assert all(row.base == found.net for row in found.taxes)


@given(st.integers(-10_000, 10_000), st.lists(st.integers(0, 50), max_size=6), st.data())
def test_law_5_a_split_sums_exactly_and_is_fair(amount, weights, data):
    leftover = data.draw(st.sampled_from(get_args(Leftover)))
    if amount and not any(weights):
        with pytest.raises(MoneyError, match="cannot be shared"):
            allocate(amount, weights, leftover)
        return
    parts = allocate(amount, weights, leftover)
    assert sum(parts) == amount
    whole, fair = sum(weights) or 1, len(weights) if leftover == "last" else 1
    for given_part, weight in zip(parts, weights, strict=True):
        assert abs(given_part - Fraction(amount * weight, whole)) < fair
        assert weight or not given_part


one_part = st.builds(PartDue, st.just("part"), st.just("delivery"))
parts_due = st.lists(
    one_part
    | st.builds(PartDue, st.just("part"), st.just("delivery"), rate=rates)
    | st.builds(PartDue, st.just("part"), st.just("delivery"), amount=st.integers(0, 20_000)),
    min_size=1,
    max_size=5,
)


@given(st.integers(-10_000, 10_000), st.integers(-999, 999), parts_due, roundings)
def test_law_6_instalments_sum_to_what_is_payable(payable, tax, parts, rounding):
    found = [each.amount for each in payments(payable, tax, parts, rounding)]
    assert sum(found) == payable
    if found:
        shares = payments(payable, tax, parts, rounding)
        assert sum(each.tax for each in shares) == tax
    assert all(0 < (amount if payable > 0 else -amount) <= abs(payable) for amount in found)


def share_off(rate: int) -> Change:
    return Change(kind="allowance", rate=rate, within=True)


allowances = changes(st.just("allowance"), within=True)


@given(documents(), allowances, policies)
def test_law_9_a_discount_never_raises_a_total_nor_makes_it_negative(charges, discounts, policy):
    before = msgspec.structs.replace(charges, changes=())
    full, less = (
        total(msgspec.structs.replace(before, changes=made), policy) for made in ((), discounts)
    )
    assert 0 <= less.net <= full.net
    assert 0 <= less.gross <= full.gross


@given(documents(), documents("included"), policies)
def test_law_9_all_off_is_nothing_and_nothing_off_is_no_change(added, held, policy):
    for charges in (added, held):
        bare = msgspec.structs.replace(charges, changes=())
        all_off, nothing_off = (
            total(msgspec.structs.replace(bare, changes=(share_off(rate),)), policy)
            for rate in (1_000_000, 0)
        )
        assert (all_off.net, all_off.tax, all_off.gross) == (0, 0, 0)
        assert nothing_off.rows == total(bare, policy).rows


def figures(found: Totals) -> list[Any]:
    rows = [(row.base, row.amount) for row in found.taxes]
    return [found.lines, found.changes, found.net, found.tax, found.gross, rows]


@given(documents(), st.sampled_from(get_args(TaxRounding)))
def test_law_11_half_up_and_half_even_differ_by_the_ties_at_most(charges, tax_rounding):
    up, even, down = (
        total(charges, TotalsPolicy(rounding, tax_rounding))
        for rounding in ("half_up", "half_even", "half_down")
    )
    roundings = sum(1 + len(each.changes) for each in charges.lines) + len(charges.changes)
    taxed = sum(len(each.levies) for each in charges.lines) * (1 + len(charges.changes))
    assert abs(up.gross - even.gross) <= 3 * roundings + taxed
    if figures(up) == figures(down):
        assert figures(even) == figures(up)


@given(documents("included"), printed_sums)
def test_law_12_inclusive_prices_are_net_and_tax_exactly(charges, policy):
    found = total(charges, policy)
    printed = sum(found.lines) + sum(found.changes)
    assert found.net + found.tax == found.gross == printed
    assert found.tax == found.tax_included


def negated(change: Change) -> Change:
    return msgspec.structs.replace(change, amount=-change.amount)


@given(documents(), documents("included"), policies)
def test_a_credit_note_mirrors_its_invoice(added, held, policy):
    for charges in (added, held):
        lines = tuple(
            msgspec.structs.replace(
                each, quantity=-each.quantity, changes=tuple(map(negated, each.changes))
            )
            for each in charges.lines
        )
        back = msgspec.structs.replace(
            charges, lines=lines, changes=tuple(map(negated, charges.changes))
        )
        sale, refund = total(charges, policy), total(back, policy)
        assert refund.lines == tuple(-amount for amount in sale.lines)
        assert (refund.net, refund.tax, refund.gross) == (-sale.net, -sale.tax, -sale.gross)


@given(documents(), st.randoms())
def test_the_order_of_lines_changes_no_total_rounded_per_rate(charges, random):
    bare = msgspec.structs.replace(charges, changes=())
    lines = list(charges.lines)
    random.shuffle(lines)
    shuffled = total(msgspec.structs.replace(bare, lines=tuple(lines)), TotalsPolicy())
    assert shuffled.gross == total(bare, TotalsPolicy()).gross


@given(st.lists(st.integers(-10_000, 10_000), max_size=5), rates, roundings)
def test_tax_on_top_is_the_definition(amounts, rate, rounding):
    levy = Levy("VAT", rate)
    found = levied([Part(amount, (levy,)) for amount in amounts], TotalsPolicy(rounding))
    expected = [(sum(amounts), rounded(sum(amounts) * rate, 1_000_000, rounding))]
    assert [(row.base, row.amount) for row in found] == (expected if amounts else [])


@given(
    st.fractions(-1_000, 1_000, max_denominator=8),
    st.sampled_from(["up", "down", "half_up", "half_down", "half_even", "half_odd"]),
)
def test_every_way_of_rounding_is_near_and_mirrors(amount, rounding: Any):
    found = rounded(amount, 1, rounding)
    furthest = 1 if rounding in {"up", "down"} else Fraction(1, 2)
    assert abs(found - amount) <= furthest
    assert rounded(-amount, 1, rounding) == -found
    assert abs(rounded(amount, 1, "down")) <= abs(found) <= abs(rounded(amount, 1, "up"))
