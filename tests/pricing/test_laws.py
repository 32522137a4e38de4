"""The laws of money, drawn at the thresholds of any book; numbered as in the design."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import msgspec
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from pricing import Brief, Estimate, PriceBook, Rule, allocate, divide, estimate
from pricing.maths import SCALAR
from pricing.rules import Measure
from tests.pricing.books import Table, adjustments, prices, starts
from tests.pricing.briefs import Case, cases, rules_of, table
from tests.pricing.test_oracle import answer, priced

law = settings(max_examples=25, deadline=None)
RULES: TypeAdapter[Any] = TypeAdapter(Rule)


def sold(case: Case) -> Estimate:
    """The estimate of a case; a refused one is not what the law is about."""
    found = priced(case)
    assume(found is not None)
    assert found is not None
    return found


def with_book(case: Case, **changes: Any) -> Case:
    """The case with some tables of its book changed."""
    return case._replace(book=PriceBook.model_validate(table(case.book) | changes))


def with_brief(case: Case, **changes: Any) -> Case:
    wanted = case.brief.model_dump(mode="json") | changes
    return case._replace(brief=Brief.model_validate(wanted))


# ---------------------------------------------------------------- 4 to 6: nothing is lost


@law
@given(cases(refused=False))
def test_4_everything_adds_up(case: Case):
    """Lines, adjustments, net, tax, gross and payable reconcile to the unit."""
    found = sold(case)
    charged = sum(line.amount for line in found.lines)
    charged += sum(each.amount for each in found.adjustments)
    tax = sum(each.amount for each in found.taxes)
    assert all(each.amount == sum(n for _, n in each.parts) for each in found.adjustments)
    held = found.gross + sum(each.lifted for each in found.taxes)
    assert charged == (held if case.book.prices_include_tax else found.net)
    assert (found.net + tax, tax) == (found.gross, found.tax)
    withheld = sum(each.amount for each in found.withholdings)
    assert found.payable == found.gross - withheld + found.cash_rounding >= 0
    step = case.book.minor.of(case.book.cash_rounding or 0)
    assert abs(found.cash_rounding) * 2 <= step
    assert not step or found.payable % step == 0


@given(st.integers(-(10**6), 10**6), st.lists(st.integers(0, 10**6), min_size=1, max_size=6))
def test_5_a_split_loses_no_unit(amount: int, weights: list[int]):
    """A split sums exactly, each part within one unit of its due; weight 0 gets nothing."""
    assume(any(weights))
    parts, whole = allocate(amount, weights), sum(weights)
    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * whole - amount * weight) < whole
        assert weight or not part
    assert allocate(amount, [*weights, 0]) == [*parts, 0]  # one and two weights have short cuts


@law
@given(cases(refused=False))
def test_6_instalments_sum_to_what_is_payable(case: Case):
    """Instalments sum to what is payable, and the deposit is no more than that."""
    found = sold(case)
    assume(found.payable >= 0)
    assert sum(part.amount for part in found.payments) == found.payable
    assert all(part.amount > 0 for part in found.payments)
    assert 0 <= found.deposit <= found.payable
    assert found.deposit + found.balance == found.payable


# ---------------------------------------------------------------- 7 to 9: which way prices move


@law
@given(cases(refused=False), st.data())
def test_7_raising_a_price_never_lowers_a_total(case: Case, data: st.DataObject):
    """Without promotions and limits, a dearer price never makes a quote cheaper."""
    plain_case = with_book(case, adjustments=[])
    before, dearer = sold(plain_case), table(plain_case.book)
    sold_here = [dearer[name] for name in ("session_types", "licence_classes", "extras", "travel")]
    grid = [dearer["licence_grid"]] if dearer["licence_grid"] else []
    places = [(tier, name) for tier, name in prices_in([*sold_here, grid])]
    where, name = data.draw(st.sampled_from(places))
    where[name] = str(Decimal(where[name]) * 2 + 1)
    after = sold(with_book(plain_case, **dearer))
    assert after.payable >= before.payable


def prices_in(entry: object) -> list[tuple[Table, str]]:
    """Every price written anywhere in a part of a book."""
    if isinstance(entry, list):
        return [found for each in entry for found in prices_in(each)]
    if not isinstance(entry, dict):
        return []
    own = [(entry, name) for name in ("price", "flat", "base") if name in entry]
    return own + prices_in(list(entry.values()))


TIERS = st.tuples(starts(), st.lists(prices, min_size=4, max_size=4))


def steps(kind: str, tiers: list[Table]) -> list[int]:
    """The exact amounts of 0, 1, 2, … up to beyond the last tier."""
    rule = RULES.validate_python({"kind": kind, "per": "person", "tiers": tiers})
    most = tiers[-1]["from"] + 3
    quantities: list[dict[Measure, int]] = [{"person": n} for n in range(most)]
    return [rule.amount(q, SCALAR) for q in quantities]


@given(TIERS)
def test_8_graduated_one_more_never_costs_less(drawn: tuple[list[int], list[str]]):
    """Graduated: one more never costs less, and while prices fall, never more than the last one."""
    falling = sorted(drawn[1], key=Decimal, reverse=True)
    tiers = [{"from": at, "price": price} for at, price in zip(drawn[0], falling, strict=False)]
    amounts = steps("graduated", tiers)
    more = [after - before for before, after in pairwise(amounts)]
    assert min(more) >= 0
    assert more == sorted(more, reverse=True)


@given(TIERS, prices)
def test_8_volume_falls_only_where_a_tier_begins(drawn: tuple[list[int], list[str]], flat: str):
    """Volume: the total may fall at the start of a tier, and nowhere else."""
    tiers = [{"from": at, "price": price, "flat": flat} for at, price in zip(*drawn, strict=False)]
    amounts = steps("volume", tiers)
    for n in range(1, len(amounts)):
        assert amounts[n] >= amounts[n - 1] or n in drawn[0]


PERCENT_OFF: Table = {
    "key": "last-offer",
    "label": "Last offer",
    "kind": "percentage",
    "direction": "discount",
    "base": "running",
}


@law
@given(cases(refused=False), st.data())
def test_9_a_discount_never_raises_a_total(case: Case, data: st.DataObject):
    """A further discount never makes a quote dearer, and none makes it negative."""
    per_rate = with_book(case, tax_rounding="per_rate")
    before = sold(per_rate)
    offer = data.draw(adjustments("last-offer", {})) | {"direction": "discount"}
    assume(offer["kind"] != "minimum-charge")
    offer |= {"group": None, "tax_category": None}
    after = sold(with_book(per_rate, adjustments=[*table(per_rate.book)["adjustments"], offer]))
    assert 0 <= after.payable <= before.payable


@law
@given(cases(refused=False), st.sampled_from((0, 100)))
def test_9_all_off_is_nothing_and_nothing_off_is_no_line(case: Case, percent: int):
    """100 % off everything is exactly zero; 0 % leaves no line."""
    per_rate = with_book(case, tax_rounding="per_rate")
    before = sold(per_rate)
    offer = PERCENT_OFF | {"percent": percent}
    after = sold(with_book(per_rate, adjustments=[*table(per_rate.book)["adjustments"], offer]))
    assert after.payable == (0 if percent else before.payable)
    assert len(after.adjustments) == len(before.adjustments) + bool(percent and before.charged)


# ---------------------------------------------------------------- 10: absent and zero


@law
@given(cases(refused=False))
def test_10_what_is_left_open_is_what_is_included(case: Case):
    """A brief that spells out what the session includes is the brief that leaves it open."""
    before, sessions = sold(case), {each.key: each for each in case.book.session_types}
    spelled = case.brief.model_dump(mode="json")
    for sitting in spelled["sittings"]:
        session = sessions[sitting["session"]]
        included = {
            "images": session.images_included or None,
            "looks": session.looks_included,
            "retouching": session.retouching_included,
            "licence": session.licence_included,
        }
        sitting |= {name: value for name, value in included.items() if sitting[name] is None}
    standard = case.book.deliveries[0].key if case.book.deliveries else None
    spelled["delivery"] = spelled["delivery"] or standard
    spelled["place"] = spelled["place"] or case.book.places[0].key
    assert answer(sold(with_brief(case, **spelled))) == answer(before)


@law
@given(cases(refused=False))
def test_10_a_thing_of_no_price_is_no_thing(case: Case):
    """An extra at 0.00, 0 % on top and a further charge of nothing change no figure."""
    before, written = sold(case), table(case.book)
    free = {
        "key": "free",
        "name": "Free",
        "summary": "Free",
        "rule": {"kind": "flat", "price": "0"},
    }
    for session in written["session_types"]:
        session["charges"].append({"label": "Nothing", "rule": free["rule"]})
    nothing = PERCENT_OFF | {"key": "nothing", "percent": "0", "direction": "surcharge"}
    richer = with_book(
        case,
        session_types=written["session_types"],
        extras=[*written["extras"], free],
        adjustments=[*written["adjustments"], nothing],
    )
    picked = case.brief.model_dump(mode="json")["extras"]
    after = sold(with_brief(richer, extras=[*picked, {"key": "free"}]))
    assert answer(after) == answer(before)


# ---------------------------------------------------------------- 11, 12: rounding and tax


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_11_half_up_and_half_even_part_only_at_a_tie(numerator: int, denominator: int):
    """The two ways of rounding differ by one unit at a tie, and nowhere else."""
    apart = divide(numerator, denominator, "half_up") - divide(numerator, denominator, "half_even")
    tie = 2 * numerator % (2 * denominator) == denominator
    assert abs(apart) <= tie


@law
@given(cases(refused=False))
def test_11_each_line_differs_by_at_most_one_unit(case: Case):
    """Without shares, each line under half-up and under half-even is at most one unit apart."""
    assume(not any(rule["kind"] == "share" for rule in rules_of(table(case.book))))
    here = sold(with_book(case, rounding="half_up", adjustments=[]))
    there = sold(with_book(case, rounding="half_even", adjustments=[]))
    up = {line.source: 0 for line in (*here.lines, *there.lines)}
    for line in here.lines:
        up[line.source] += line.amount
    for line in there.lines:
        up[line.source] -= line.amount
    assert all(0 <= apart <= len(case.brief.sittings) for apart in up.values())


@law
@given(cases(refused=False))
def test_12_a_price_with_tax_stays_as_printed(case: Case):
    """Prices that include tax: net + tax = gross = what is printed, exactly."""
    found = sold(with_book(case, prices_include_tax=True))
    assert found.net + found.tax == found.gross == found.charged - found.lifted


# ---------------------------------------------------------------- 13 to 16: what does not matter


@law
@given(cases(refused=False))
def test_13_the_order_of_entries_does_not_matter(case: Case):
    """Sessions, tiers, licences, extras and places may stand in any order in a book."""
    named = case.brief.delivery or (case.book.deliveries and case.book.deliveries[0].key) or None
    place = case.brief.place or case.book.places[0].key
    case = with_brief(case, delivery=named, place=place)
    before, written = sold(case), table(case.book)
    tables = (
        "session_types",
        "retouching_tiers",
        "licence_classes",
        "extras",
        "deliveries",
        "places",
    )
    turned = {name: written[name][::-1] for name in tables}
    assert answer(sold(with_book(case, **turned))) == answer(before)


@law
@given(cases(refused=False))
def test_13_keys_are_only_names(case: Case):
    """Another key for every entry, in the book and in the brief, changes no amount."""
    before, written, brief = sold(case), table(case.book), case.brief.model_dump(mode="json")
    tables = (
        "session_types",
        "retouching_tiers",
        "licence_classes",
        "extras",
        "deliveries",
        "places",
    )
    keys = {entry["key"] for name in tables for entry in written[name]}
    after = sold(
        case._replace(
            book=PriceBook.model_validate(renamed(written, keys)),
            brief=Brief.model_validate(renamed(brief, keys)),
        )
    )
    assert answer(after) == answer(before)


def renamed(entry: Any, keys: set[str]) -> Any:
    """The table with each of the keys under another name, wherever it stands as a value."""
    if isinstance(entry, dict):
        return {name: renamed(value, keys) for name, value in entry.items()}
    if isinstance(entry, list):
        return [renamed(each, keys) for each in entry]
    return f"other-{entry}" if entry in keys else entry


@law
@given(cases(refused=False))
def test_14_writing_and_reading_changes_nothing(case: Case):
    """A book and a brief that are written and read again give the same edition and estimate."""
    before = sold(case)
    book = PriceBook.model_validate_json(case.book.model_dump_json(by_alias=True))
    brief = Brief.model_validate_json(case.brief.model_dump_json())
    assert (book, book.edition, brief) == (case.book, case.book.edition, case.brief)
    assert estimate(brief, book, case.on) == before


@law
@given(cases(refused=False))
def test_15_what_is_not_used_does_not_matter(case: Case):
    """A change to an entry that the brief does not use changes no amount."""
    before, written = sold(case), table(case.book)
    used = {sitting.session for sitting in case.brief.sittings}
    used |= {choice.key for choice in case.brief.extras}
    dear = {"kind": "flat", "price": "99999"}
    for session in written["session_types"]:
        if session["key"] not in used:
            session["charges"] = [{"label": "Dear", "rule": dear}]
    for extra in written["extras"]:
        if extra["key"] not in used:
            extra["rule"] = dear
    written["licence_grid"] = written["licence_grid"] if uses_grid(case) else None
    assert answer(sold(with_book(case, **written))) == answer(before)


def uses_grid(case: Case) -> bool:
    return any(not isinstance(each.licence, str | None) for each in case.brief.sittings)


@law
@given(cases(refused=False))
def test_16_an_estimate_can_be_made_again_from_its_own_record(case: Case):
    """Pricing the brief that an estimate holds, on its day, gives the same bytes."""
    found = sold(case)
    assert written_out(estimate(found.brief, case.book, found.priced_on)) == written_out(found)


def written_out(found: Estimate) -> bytes:
    return msgspec.json.encode(found, enc_hook=lambda value: value.model_dump(mode="json"))
