"""The worked cases in `tests/cases`: a brief, a price list, and figures worked out by hand.

A file names a `studio` of the demo data or spells out a `[book]` with one `[session]`. A case may
change those with its own `book` and `session`; `charges` and `adjustments` are short for the
session's and the book's. Its `brief` is in the notation of `tests/build.py`; `more` adds to it what
that notation has no words for, `desk` what the staff add.
"""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest

from pricing import (
    AdjustmentRule,
    Brief,
    BriefRefused,
    Desk,
    Estimate,
    Money,
    PriceBook,
    Rule,
    Share,
    check,
    estimate,
    plain,
    price_range,
)
from tests.build import book, brief, money, total

CASES = Path(__file__).resolve().parent.parent / "cases"
FIGURES = {"net", "tax", "gross", "withheld", "payable", "deposit"}
LISTS = {"lines", "made", "taxes", "payments", "notes", "options"}
SETTING = {"book", "session", "charges", "adjustments", "on"}
ASKED = {"brief", "more", "desk"}

Table = dict[str, Any]


def cases() -> Iterator[Table]:
    for path in sorted(CASES.glob("*.toml")):
        file = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        for case in file.pop("case"):
            yield {"file": file, "where": path.stem, **case}


ALL = list(cases())


def name(case: Table) -> str:
    return f"{case['where']}: {case['name']}"


@pytest.mark.parametrize("case", ALL, ids=name)
def test_worked_case(case: Table):
    prices = price_book(case)
    wanted = brief(case["brief"], prices)
    wanted = Brief.model_validate({**wanted.model_dump(), **case.get("more", {})})
    desk = Desk.model_validate(case.get("desk", {}))
    if "refused" in case:
        with pytest.raises(BriefRefused) as refused:
            estimate(wanted, prices, case.get("on"), desk)
        assert [problem.where for problem in refused.value.problems] == case["refused"]
        return
    answer = estimate(wanted, prices, case.get("on"), desk)
    expected = {**case["expect"], **{name: case[name] for name in LISTS & set(case)}}
    assert {name: said(answer, name) for name in expected} == expected
    if "range" in case:
        span = price_range(wanted, lambda other: estimate(other, prices, case.get("on")))
        found = {name: said(getattr(span, name), "payable") for name in ("least", "most")}
        found["moves"] = [move.question.what for move in span.moves]
        assert found == case["range"]


def price_book(case: Table) -> PriceBook:
    """The demo studio's edition on the case's day, or the small price list of its file."""
    file: Table = case["file"]
    day: date | None = case.get("on")
    if "studio" in file:
        return book(file["studio"], day)
    session = {**file["session"], **case.get("session", {})}
    session |= {"charges": case["charges"]} if "charges" in case else {}
    table = {**file["book"], **case.get("book", {}), "session_types": [session]}
    table |= {"adjustments": case.get("adjustments", [])}
    return PriceBook.model_validate(table)


def said(answer: Estimate, what: str) -> object:
    """One figure or list of an estimate in the words of a case."""
    if what in FIGURES:
        return _written(answer, getattr(answer, what))
    if what == "notes":
        return [plain(note, answer.currency) for note in answer.notes]
    rows: dict[str, Sequence[tuple[str, int]]] = {
        "lines": [(line.label, line.amount) for line in answer.lines],
        "made": [(each.label, each.amount) for each in answer.adjustments],
        "taxes": [(tax.name, tax.amount) for tax in answer.taxes],
        "options": [
            (each.name, each.difference) for group in answer.options for each in group.alternatives
        ],
        "payments": [(part.label, part.amount) for part in answer.payments],
    }
    return [{"label": label, "amount": _written(answer, amount)} for label, amount in rows[what]]


def _written(answer: Estimate, minor: int) -> str:
    return str(Money(minor, answer.currency)).partition(" ")[0]


# ---------------------------------------------------------------- the notation


def test_a_line_of_the_notation_is_a_price():
    # 350 + 1,920 + 540 + 648 = 3,458; tax 224.77 + 140.049, rounded 140.05
    wanted = "northlight: team, 12 people, 2 images, polished"
    assert total(wanted) == money("3822.82 USD")


@pytest.mark.parametrize("words", ["individual, glamour", "individual, 2 unicorns"])
def test_a_word_that_the_price_book_does_not_know_is_refused(words: str):
    with pytest.raises(ValueError, match=r"northlight does not know '\w+'; it knows .*polished"):
        brief(words, book("northlight"))


# ---------------------------------------------------------------- the cases themselves


@pytest.mark.parametrize("case", ALL, ids=name)
def test_a_case_says_only_what_is_read(case: Table):
    about = {"file", "where", "name", "expect", "refused", "range"}
    assert set(case) <= SETTING | LISTS | ASKED | about
    assert ("refused" in case) != ("expect" in case)
    assert set(case.get("expect", {"gross": ""})) <= FIGURES
    if "studio" in case["file"]:
        assert not SETTING - {"on"} & set(case), "a demo studio's list is not changed by a case"


@pytest.mark.parametrize("case", ALL, ids=name)
def test_the_price_list_of_a_case_is_one_a_studio_could_publish(case: Table):
    assert [str(each) for each in check(price_book(case)) if each.severity == "error"] == []


def test_names_are_sentences_and_none_is_there_twice():
    names = [name(case) for case in ALL]
    assert len(names) == len(set(names))


def test_every_kind_of_rule_and_adjustment_has_a_worked_case_of_its_own():
    spelled_out = [case for case in ALL if "studio" not in case["file"]]
    used = {kind for case in spelled_out for kind in kinds(price_book(case).model_dump())}
    assert used >= {kind_of(each) for union in (Rule, AdjustmentRule) for each in members(union)}
    assert kind_of(Share) in used


def kinds(value: object) -> Iterator[str]:
    """Every `kind` written anywhere in a price list."""
    if isinstance(value, dict):
        if isinstance(value.get("kind"), str):
            yield value["kind"]
        for each in value.values():
            yield from kinds(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from kinds(each)


def members(union: Any) -> tuple[Any, ...]:
    """The classes of a closed union such as `Rule`."""
    return get_args(get_args(union)[0])


def kind_of(model: Any) -> str:
    return str(model.model_fields["kind"].default)
