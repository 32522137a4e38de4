"""The totals of any document, each step on its own. The laws are in `test_totals_laws.py`."""

from fractions import Fraction
from typing import Any

import pytest

from pricing.errors import MoneyError
from pricing.instalments import PartDue, payments
from pricing.levies import Levy
from pricing.money import allocate, scaled
from pricing.totals import Change, Charges, Line, Totals, TotalsPolicy, cash_rounded, total

PER_RATE = TotalsPolicy()
PER_LINE = TotalsPolicy(tax_rounding="per_line")
ROUND_LAST = TotalsPolicy(sums="of_exact")

VAT20 = Levy("VAT", 200_000, "S")
VAT5 = Levy("VAT", 50_000, "S")


def of(*lines: Line | str, policy: TotalsPolicy = PER_RATE, **more: Any) -> Totals:
    """The totals of lines, in dollars; a bare price is one unit without tax."""
    read = tuple(Line(price=scaled(each, 6)) if isinstance(each, str) else each for each in lines)
    return total(Charges(currency="USD", lines=read, **more), policy)


def line(price: str, *levies: Levy, **more: Any) -> Line:
    return Line(price=scaled(price, 6), levies=levies, **more)


def off(amount: int = 0, **more: Any) -> Change:
    return Change(kind="allowance", amount=amount, **more)


def plus(amount: int = 0, **more: Any) -> Change:
    return Change(kind="charge", amount=amount, **more)


# ---------------------------------------------------------------- lines


def test_a_line_is_rounded_once_and_its_unit_price_never():
    assert of(line("0.0333", quantity=3)).lines == (10,)
    assert of(line("82.50", quantity=10, discount=scaled("12.375", 6))).lines == (70_125,)


def test_a_price_can_be_for_several_units():
    assert of(line("1585", quantity=90, per=365)).lines == (39_082,)


def test_a_negative_discount_raises_the_price():
    assert of(line("19.50", quantity=10, per=2, discount=scaled("-0.50", 6))).lines == (10_000,)


@pytest.mark.parametrize("per", [0, -1])
def test_a_price_is_for_something(per):
    with pytest.raises(MoneyError, match=f"a price per {per} has no meaning"):
        line("1", per=per)


def test_each_allowance_of_a_line_is_rounded_by_itself():
    """Peppol BIS 3: 5 % of 307.50 is 15.375, so 15.38 comes off, not 15.375."""
    assert of(line("307.50", changes=(off(rate=50_000),))).lines == (29_212,)


def test_rates_on_a_line_are_all_of_its_quantity_and_price():
    changes = (off(rate=100_000), plus(rate=100_000), off(100), plus(rate=500_000, base=300))
    assert of(line("10.00", changes=changes)).lines == (1_050,)


def test_a_float_is_not_a_price():
    with pytest.raises(TypeError):
        of(Line(price=1.5e6))  # type: ignore[arg-type]  # the point of the test


@pytest.mark.parametrize(("currency", "minor"), [("JPY", 2), ("EUR", 150), ("KWD", 1_500)])
def test_amounts_have_the_decimals_of_their_currency(currency, minor):
    assert total(Charges(currency=currency, lines=(line("1.5"),)), PER_RATE).net == minor


def test_a_currency_that_is_not_listed_is_refused():
    with pytest.raises(MoneyError, match="'EURO' is not an ISO 4217 currency"):
        total(Charges(currency="EURO"), PER_RATE)


# ---------------------------------------------------------------- allowances and charges


def test_a_change_of_the_whole_bears_its_own_levies():
    found = of(line("100", VAT20), changes=(plus(1_000, levies=(VAT5,)), off(500, levies=())))
    assert (found.changes, found.allowance_total, found.charge_total) == ((1_000, -500), 500, 1_000)
    assert [(row.base, row.amount) for row in found.taxes] == [(10_000, 2_000), (1_000, 50)]
    assert (found.line_total, found.net, found.tax, found.gross) == (10_000, 10_500, 2_050, 12_550)


def test_a_change_without_levies_is_shared_over_those_of_the_lines():
    """1.00 off 60.00 and 30.00: 66.67 cents off the first, 33.33 off the second."""
    found = of(line("60", VAT20), line("30", VAT5), changes=(off(100),))
    assert [(row.base, row.amount) for row in found.taxes] == [(5_933, 1_187), (2_967, 148)]


def test_a_change_without_levies_needs_something_to_be_shared_over():
    lines = (line("10", VAT20), line("-10", VAT5))
    with pytest.raises(MoneyError, match="share no change"):
        of(line("0", VAT20), line("0", VAT5), changes=(off(100),))
    with pytest.raises(MoneyError, match="share no change"):
        of(line("0", VAT20), line("0", VAT5), changes=(off(100),), policy=ROUND_LAST)
    with pytest.raises(MoneyError, match="share no change"):
        of(changes=(off(100),))
    assert of(*lines, changes=(off(rate=100_000),)).net == 0


def test_a_line_given_back_takes_no_share_of_a_discount():
    found = of(line("60", VAT20), line("-10", VAT5), changes=(off(1_000),))
    assert [row.base for row in found.taxes] == [5_000, -1_000]


def test_a_line_and_its_return_leave_a_charge_to_the_line():
    found = of(line("10", VAT20), line("-10", VAT5), changes=(plus(100),))
    assert [row.base for row in found.taxes] == [1_100, -1_000]


def test_what_follows_all_off_is_shared_over_what_the_lines_were():
    lines = (line("60", VAT20), line("30", VAT5))
    found = of(*lines, changes=(off(rate=1_000_000), plus(300)))
    assert [row.base for row in found.taxes] == [200, 100]


def test_a_credit_note_shares_like_its_invoice():
    found = of(line("-60", VAT20), line("-30", VAT5), changes=(off(-100),))
    assert [row.base for row in found.taxes] == [-5_933, -2_967]


def test_an_allowance_takes_no_more_than_is_left_if_it_is_told_so():
    changes = (off(700, within=True), plus(100), off(700, within=True), off(700, within=True))
    assert of("10", changes=changes).changes == (-700, 100, -400, 0)
    assert of("10", changes=(off(1_700),)).net == -700
    assert of("-10", changes=(off(-1_700, within=True),)).net == 0
    assert of("-10", changes=(off(700, within=True),)).net == -1_000


@pytest.mark.parametrize("policy", [PER_RATE, PER_LINE, ROUND_LAST])
def test_all_off_leaves_no_tax(policy):
    """Three lines whose taxes are rounded one by one to 0.03, and all of it taken off again."""
    lines = [line("0.03", VAT20), line("0.03", VAT20), line("0.03", VAT5)]
    found = of(*lines, policy=policy, changes=(off(rate=1_000_000, within=True),))
    assert (found.net, found.tax, found.gross) == (0, 0, 0)


# ---------------------------------------------------------------- taxes


def test_tax_is_rounded_once_for_each_category_and_rate_or_on_each_line():
    lines = [line("241.67", VAT20)] * 50
    assert of(*lines).tax == 241_670
    assert of(*lines, policy=PER_LINE).tax == 241_650


def test_the_same_rate_in_another_category_is_another_row():
    exempt, zero = Levy("VAT", 0, "E"), Levy("VAT", 0, "Z")
    found = of(line("10", exempt), line("20", zero))
    assert [(row.levy.category, row.base, row.amount) for row in found.taxes] == [
        ("E", 1_000, 0),
        ("Z", 2_000, 0),
    ]


def included(*rates: int) -> tuple[Levy, ...]:
    return tuple(Levy(f"tax {rate}", rate, standing="included") for rate in rates)


def test_prices_that_include_tax_stay_as_printed():
    found = of(line("100", *included(50_000, 99_750)))
    assert (found.net, found.tax, found.gross) == (8_698, 1_302, 10_000)
    assert [row.amount for row in found.taxes] == [435, 867]
    assert found.tax_included == 1_302


def test_what_includes_a_tax_of_nothing_is_net():
    found = of(line("10", *included(0)), line("5", Levy("VAT", 0, standing="included")))
    assert (found.net, found.tax, len(found.taxes)) == (1_500, 0, 2)


def test_a_tax_can_come_on_top_of_a_price_that_includes_another():
    """The Spanish equivalence surcharge is on the net price, and not in the shelf price."""
    surcharge = Levy("surcharge", 52_000)
    found = of(line("121", *included(210_000), surcharge), line("121", *included(210_000)))
    assert [(row.base, row.amount) for row in found.taxes] == [(20_000, 4_200), (10_000, 520)]
    assert (found.net, found.tax_included, found.gross) == (20_000, 4_200, 24_720)


def test_an_included_tax_is_shared_as_it_is_when_rounding_comes_last():
    found = of(line("100", *included(50_000, 99_750)), policy=ROUND_LAST)
    assert found.rows[0].amount == Fraction(10_000 * 50_000, 1_149_750)


def test_withholding_lowers_what_is_payable_and_not_the_tax():
    found = of(line("1000", Levy("VAT", 210_000), Levy("IRPF", 150_000, standing="withheld")))
    assert (found.net, found.tax, found.gross) == (100_000, 21_000, 121_000)
    assert (found.withheld, found.payable, found.due) == (15_000, 106_000, 106_000)


def test_withholding_is_on_the_net_of_a_price_that_includes_tax():
    held = Levy("IRPF", 150_000, standing="withheld")
    assert of(line("121", *included(210_000), held)).withheld == 1_500


def test_sums_of_exact_amounts_may_miss_the_printed_ones():
    lines = [line("0.004", VAT20)] * 3
    found = of(*lines, policy=ROUND_LAST)
    assert (found.lines, found.line_total) == ((0, 0, 0), 1)
    assert of(*lines).line_total == 0


# ---------------------------------------------------------------- payment


def test_cash_is_rounded_on_what_is_due_after_what_was_prepaid():
    kronor = TotalsPolicy(cash_step=100)
    found = of("108.35", prepaid=834, policy=kronor)
    assert (found.gross, found.rounding, found.payable, found.due) == (10_835, -1, 10_834, 10_000)


def test_a_rounding_can_be_agreed_on():
    found = of("99.98", rounding=2)
    assert (found.gross, found.rounding, found.payable) == (9_998, 2, 10_000)


def test_an_agreed_rounding_comes_before_that_for_cash():
    found = of("99.98", rounding=3, policy=TotalsPolicy(cash_step=5))
    assert (found.rounding, found.payable) == (2, 10_000)


@pytest.mark.parametrize(
    ("amount", "step", "more"), [(1_023, 5, 2), (1_022, 5, -2), (-1_023, 5, -2), (1_023, 0, 0)]
)
def test_cash_rounding_mirrors(amount, step, more):
    assert cash_rounded(amount, TotalsPolicy(cash_step=step)) == more


def part(label: str, rate: int | None = None, amount: int | None = None) -> PartDue:
    return PartDue(label, "acceptance", rate=rate, amount=amount)


@pytest.mark.parametrize(
    ("payable", "parts", "amounts"),
    [
        (1_000, [part("a", rate=300_000), part("rest")], [300, 700]),
        (999, [part("a", rate=500_000), part("b", rate=500_000)], [500, 499]),
        (1_000, [part("a"), part("b"), part("c")], [334, 333, 333]),
        (1_000, [part("a"), part("fee", amount=100), part("c")], [450, 100, 450]),
        (1_000, [part("a", amount=1_200), part("rest")], [1_000]),
        (1_000, [part("a", rate=400_000), part("b", rate=400_000)], [400, 600]),
        (1_000, [part("a", amount=0), part("rest")], [1_000]),
        (-999, [part("a", rate=500_000), part("rest")], [-500, -499]),
        (0, [part("a", rate=500_000), part("rest")], []),
        (1_000, [], []),
    ],
)
def test_instalments(payable, parts, amounts):
    assert [each.amount for each in payments(payable, 0, parts, "half_up")] == amounts


def test_an_instalment_is_rounded_by_any_name():
    third = (PartDue("", "acceptance", rate=333_333), PartDue("", "delivery"))
    assert [each.amount for each in payments(100, 0, third, "up")] == [34, 66]
    assert [each.amount for each in payments(100, 0, third, "down")] == [33, 67]


def test_a_document_is_paid_in_its_instalments():
    found = of(line("100", VAT20), instalments=(part("a", rate=333_333), part("rest")))
    assert [(each.label, each.amount) for each in found.payments] == [("a", 4_000), ("rest", 8_000)]


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        (400, [2, 2, 2], [133, 133, 134]),
        (5, [1, 1, 0], [2, 3, 0]),
        (0, [0, 0], [0, 0]),
        (0, [], []),
    ],
)
def test_what_is_left_over_can_go_to_the_last(amount, weights, parts):
    assert allocate(amount, weights, "last") == parts
    assert allocate(-amount, weights, "last") == [-each for each in parts]
