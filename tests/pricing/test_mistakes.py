"""Seeded mistakes: each is made in a copy of the engine, and the fixed briefs must notice.

A test that has never failed has proved nothing. Every row is a slip that a good engineer could
make; the copy is imported under another name, priced against the oracle, and thrown away.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

import pricing
from tests.pricing import oracle, rich
from tests.pricing.test_oracle import answer

SOURCE = Path(pricing.__file__).parent
Table = dict[str, Any]


class Mistake(NamedTuple):
    """A slip: in which module which words become which."""

    name: str
    module: str
    right: str
    wrong: str


MISTAKES = (
    Mistake(
        "half down", "money", "2 * numerator + denominator, 2", "2 * numerator + denominator - 1, 2"
    ),
    Mistake("truncation", "money", "= 2 * numerator + denominator, 2", "= 2 * numerator, 2"),
    Mistake("half even for half up", "money", 'if rounding == "half_even":', "if True:"),
    Mistake("half up for half even", "money", 'if rounding == "half_even":', "if False:"),
    Mistake(
        "ties of a split to the latest",
        "money",
        "remainders[one] >= remainders[other]",
        "remainders[one] > remainders[other]",
    ),
    Mistake(
        "the remainders of two weights forgotten",
        "money",
        'divided(amount * weights[0], divisor, "half_up")',
        "amount * weights[0] // divisor",
    ),
    Mistake("the unit left over by a split lost", "money", "< odd)", "< 0)"),
    Mistake("a volume tier one too late", "rules", "n >= tier.start, n", "n > tier.start, n"),
    Mistake(
        "a graduated tier one too early", "rules", "n - tier.start + 1, 0", "n - tier.start + 2, 0"
    ),
    Mistake(
        "the flat sum of a tier forgotten",
        "rules",
        "n * tier.price + tier.flat, total",
        "n * tier.price, total",
    ),
    Mistake(
        "the flat sum of an unbegun tier",
        "rules",
        "inside > 0, tier.flat",
        "inside >= 0, tier.flat",
    ),
    Mistake(
        "times forgotten",
        "rules",
        "return total * (q[self.times] if self.times else 1)",
        "return total",
    ),
    Mistake(
        "one free unit too many",
        "rules",
        "q[self.per] - self.beyond, 0)",
        "q[self.per] - self.beyond - 1, 0)",
    ),
    Mistake(
        "blocks finished, not started",
        "rules",
        "(q[self.per] + self.size - 1) //",
        "q[self.per] //",
    ),
    Mistake(
        "the least for the greatest",
        "rules",
        "total = maths.most(total, rule",
        "total = maths.least(total, rule",
    ),
    Mistake(
        "the greatest for the least",
        "rules",
        "total = maths.least(total, rule",
        "total = maths.most(total, rule",
    ),
    Mistake("one direction of travel", "book", "* (2 if self.both_ways else 1)", "* 1"),
    Mistake("included distance charged", "book", "distance - self.included", "distance"),
    Mistake("an hour not begun is free", "book", "(people * 60 + an_hour - 1)", "(people * 60)"),
    Mistake(
        "time not rounded to a step", "book", "return steps * self.step_minutes", "return needed"
    ),
    Mistake("the largest group refused", "counting", "(value > most)", "(value >= most)"),
    Mistake("images not times people", "counting", '"image": images * people', '"image": images'),
    Mistake(
        "included images charged", "counting", "images - session.images_included, 0", "images, 0"
    ),
    Mistake("stations forgotten", "counting", "minutes * stations", "minutes"),
    Mistake("factors added, not multiplied", "licences", "product *= factor", "product += factor"),
    Mistake(
        "a sum of factors one power too small",
        "licences",
        "(len(factors) - 1)",
        "(len(factors) - 2)",
    ),
    Mistake(
        "an included licence charged",
        "choices",
        "licence.key == self.session.licence_included",
        "False",
    ),
    Mistake(
        "included retouching not taken off",
        "lines",
        "less = included.price if included else 0",
        "less = 0",
    ),
    Mistake(
        "a licence on all sittings",
        "lines",
        "ledger.base(rule.of, sittings)",
        "ledger.base(rule.of)",
    ),
    Mistake(
        "tax at the day of pricing",
        "engine",
        "plan.brief.session_on or plan.priced_on",
        "plan.priced_on",
    ),
    Mistake(
        "adjustments untaxed",
        "engine",
        "else ledger.held()",
        "else [(line.tax_category, line.amount) for line in ledger.lines]",
    ),
    Mistake(
        "extras and travel swapped",
        "lines",
        "_licences, _extras, _travel",
        "_extras, _licences, _travel",
    ),
    Mistake("no rounding for cash", "engine", "payments(unrounded + cash,", "payments(unrounded,"),
    Mistake(
        "a limit on spend one too high", "conditions", "now.spend >= spend", "now.spend > spend"
    ),
    Mistake(
        "a limit on people one too high",
        "conditions",
        "now.people >= people",
        "now.people > people",
    ),
    Mistake("notice of one day more", "choices", ".days < days", ".days <= days"),
    Mistake(
        "the last day no longer counts",
        "choices",
        "self.plan.priced_on <= day",
        "self.plan.priced_on < day",
    ),
    Mistake(
        "the first day does not count",
        "choices",
        "self.plan.priced_on >= day",
        "self.plan.priced_on > day",
    ),
    Mistake("the evening begins late", "choices", "at.hour >= hour", "at.hour > hour"),
    Mistake(
        "the week begins on Sunday",
        "choices",
        "WEEKDAYS[day.weekday()]",
        "WEEKDAYS[(day.weekday() + 1) % 7]",
    ),
    Mistake(
        "codes mind their letters", "choices", "self.code == code.casefold()", "self.code == code"
    ),
    Mistake("the cap ignored", "adjustments", "maths.least(share, minor.of(self.cap))", "share"),
    Mistake(
        "the cap always reached",
        "adjustments",
        "maths.least(share, minor",
        "maths.most(share, minor",
    ),
    Mistake(
        "a minimum on top",
        "adjustments",
        "minor.of(self.price) - base, 0",
        "minor.of(self.price), 0",
    ),
    Mistake(
        "more taken than is left",
        "adjusting",
        "maths.least(wanted, account.left(rule.base))",
        "wanted",
    ),
    Mistake("the smallest of a group", "adjusting", "best = max(weighed", "best = min(weighed"),
    Mistake(
        "a discount that adds",
        "adjusting",
        'sign = -1 if rule.direction == "discount" else 1',
        "sign = 1",
    ),
    Mistake(
        "running without the adjustments", "ledger", 'if name == "running":', 'if name == "-":'
    ),
    Mistake(
        "creative without retouching",
        "ledger",
        '"creative": ("session", "retouching")',
        '"creative": ("session",)',
    ),
    Mistake(
        "a share of every area",
        "ledger",
        "for area in areas if (area, category) in held",
        "for area in AREAS if (area, category) in held",
    ),
    Mistake(
        "the tax left in the net",
        "levies",
        "MILLION + sum(levy.rate for",
        "MILLION + sum(0 * levy.rate for",
    ),
    Mistake("tax always once", "levies", 'if self.tax_rounding == "per_rate" else', "if True else"),
    Mistake(
        "tax always per line", "levies", 'if self.tax_rounding == "per_rate" else', "if False else"
    ),
    Mistake(
        "every tax on everything", "taxing", "if category in tax.applies_to", "if tax.applies_to"
    ),
    Mistake("a lifted tax charged", "taxing", "if not tax.lifted:", "if True:"),
    Mistake(
        "lifted from everything",
        "taxing",
        "if category not in from_these",
        "if not from_these",
    ),
    Mistake(
        "what is lifted not taken off",
        "engine",
        "ledger.total - added([each.lifted for each in taxes])",
        "ledger.total",
    ),
    Mistake(
        "what is withheld paid as well",
        "engine",
        "gross - added([each.amount for each in withholdings])",
        "gross",
    ),
    Mistake("withheld from the tax too", "levies", "if levy not in held}", "if not held}"),
    Mistake("cash rounded up", "totals", "policy.rounded(amount, step) *", "-(-amount // step) *"),
    Mistake("the first rate for ever", "dated", "return max(begun", "return min(begun"),
    Mistake(
        "a rate one day late", "dated", "entry.effective_from <= on", "entry.effective_from < on"
    ),
    Mistake("a deposit above what is left", "instalments", "maths.least(wanted, left)", "wanted"),
    Mistake("the rest left out", "instalments", "left - (0 if amount", "left - 0 * (0 if amount"),
)


@cache
def expected() -> list[tuple[int, Table, date, oracle.Answer | None]]:
    """The fixed briefs under each of the books, with what the oracle says."""
    found = []
    for number, table in enumerate(rich.books()):
        book = pricing.PriceBook.model_validate(table)
        written = book.model_dump(mode="json", by_alias=True)
        for wanted, on in rich.briefs():
            brief = pricing.Brief.model_validate(wanted)
            right = oracle.price(written, brief.model_dump(mode="json"), on)
            found.append((number, wanted, on, right))
    return found


def caught(engine: ModuleType) -> str | None:
    """The first brief that this engine prices differently from the oracle, or None."""
    tables = rich.books()
    books = [engine.PriceBook.model_validate(table) for table in tables]
    for number, wanted, on, right in expected():
        brief = engine.Brief.model_validate(wanted)
        try:
            found = answer(engine.estimate(brief, books[number], on))
        except engine.BriefRefused:
            found = None
        except (engine.PricingError, ArithmeticError, LookupError, ValueError) as error:
            return f"{wanted}: {error!r}"
        if found != right:
            return f"{wanted} on {on}: {found}, not {right}"
    return None


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the core that is imported as `mistaken`, and forgotten afterwards."""
    package = tmp_path / "mistaken"
    package.mkdir()
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8").replace("from pricing", "from mistaken")
        written = package / path.relative_to(SOURCE)
        written.parent.mkdir(exist_ok=True)
        written.write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield package
    for name in [name for name in sys.modules if name.partition(".")[0] == "mistaken"]:
        del sys.modules[name]


def test_the_engine_as_it_is_agrees_with_the_oracle_on_the_fixed_briefs(copied: Path):
    assert caught(pricing) is None
    assert caught(importlib.import_module(copied.name)) is None


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_seeded_mistake_is_caught(mistake: Mistake, copied: Path):
    path = copied / f"{mistake.module}.py"
    text = path.read_text(encoding="utf-8")
    assert mistake.right in text, f"{mistake.module} no longer says {mistake.right!r}"
    path.write_text(text.replace(mistake.right, mistake.wrong), encoding="utf-8")
    importlib.invalidate_caches()
    assert caught(importlib.import_module(copied.name)), mistake
