"""Many prices at once: raised or lowered by a percentage, or copied into another currency.

Nothing is changed in place: the answer is a whole new edition and, in trade words, every figure
that it changes, so that an owner sees old → new before anything is kept.

    new price = ending(old price × (1 ± percent))         ending(old price × times ÷ by)

What a thing costs the studio and the conditions of an adjustment are no prices: a percentage
leaves them as they are, and another currency rounds them to its own minor unit alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import cache, partial
from typing import Annotated, Literal, get_args, get_type_hints

import msgspec
from pydantic import Field, ValidationError

from pricing.book import PriceBook
from pricing.checks import PriceChange, changes
from pricing.money import Exact, decimal_text, minor_units, power_of_ten
from pricing.problems import Problem, unknown
from pricing.values import MILLION, PRICE_PLACES, Currency, Key, Percent, Price, Value, Words

Ending = Literal["exact", "minor", "00", "95", "00-or-95"]
"""How a new price ends: to six decimals, to the currency's minor unit, to the nearest .00, to the
nearest .95, or to the nearest of both. A half goes up, and what cost something never ends at 0."""

Section = Literal["sessions", "retouching", "licences", "extras", "travel", "surcharges"]

_FIELDS: dict[Section, tuple[str, ...]] = {
    "sessions": ("session_types",),
    "retouching": ("retouching_tiers",),
    "licences": ("licence_classes", "licence_grid"),
    "extras": ("extras",),
    "travel": ("travel",),
    "surcharges": ("adjustments",),
}
OWN = "studio's own policy"
_NO_PRICES = ("cost", "when")
_CENT = MILLION // 100


class Repricing(Value):
    """Raise or lower every price of a section, or of the entries of it that `only` names by key."""

    section: Section
    percent: Percent
    direction: Literal["raise", "lower"] = "raise"
    ending: Ending = "minor"
    only: tuple[Key, ...] = ()

    @property
    def factor(self) -> Fraction:
        """What an old price is multiplied by; lowered by 100 % or more it is 0."""
        signed = self.percent if self.direction == "raise" else -min(self.percent, MILLION)
        return Fraction(MILLION + signed, MILLION)


class ExchangeRate(Value):
    """One unit of `base` was worth `times` ÷ `by` of `currency` on a day, says the source."""

    base: Currency
    currency: Currency
    times: Annotated[Price, Field(gt=0)]
    by: Annotated[Price, Field(gt=0)]
    day: date
    source: Words

    @property
    def factor(self) -> Fraction:
        """What a price in `base` is multiplied by."""
        return Fraction(self.times, self.by)

    def __str__(self) -> str:
        """1 EUR = 1.1225 USD on 2026-10-02 (source)."""
        sides = (decimal_text(side, PRICE_PLACES) for side in (self.by, self.times))
        base, other = sides
        return f"{base} {self.base} = {other} {self.currency} on {self.day} ({self.source})"


class Repriced(msgspec.Struct, frozen=True):
    """The new edition, what it changes in trade words, and what an owner should know of it.

    With an error among the problems `book` is the old edition and nothing changed.
    """

    book: PriceBook
    changes: tuple[PriceChange, ...]
    problems: tuple[Problem, ...]


def reprice(book: PriceBook, repricing: Repricing, effective_from: date) -> Repriced:
    """The edition from a first day with those prices raised or lowered."""
    wrong = (*_unknown(book, repricing), *_too_fine(repricing.ending, book.currency))
    change = _Change(repricing.factor, repricing.ending, book.currency)
    chosen = partial(_is_chosen, repricing)
    return _repriced(book, {"effective_from": effective_from.isoformat()}, wrong, (change, chosen))


def in_currency(
    book: PriceBook, rate: ExchangeRate, ending: Ending, effective_from: date
) -> Repriced:
    """The edition from a first day in another currency, its note saying at which rate.

    The step of cash rounding belongs to the currency and is not copied.
    """
    wrong = list(_too_fine(ending, rate.currency))
    if rate.base != book.currency:
        what = f"the rate is of {rate.base} and the prices are in {book.currency}"
        wrong.append(Problem("currency", what, f"a rate of {book.currency}"))
    note = f"{book.note} From edition {book.edition} at {rate}.".strip()
    fresh = {"effective_from": effective_from.isoformat(), "currency": rate.currency, "note": note}
    change = _Change(rate.factor, ending, rate.currency, everything=True)
    found = _repriced(book, {**fresh, "cash_rounding": None}, wrong, (change, lambda _f, _e: True))
    if book.cash_rounding is None or found.book is book:
        return found
    what = f"the cash rounding of {book.currency} is not copied"
    said = Problem("cash_rounding", what, f"the smallest coin of {rate.currency}", "warning")
    return msgspec.structs.replace(found, problems=(said, *found.problems))


def ended(price: Exact, ending: Ending, currency: str) -> int:
    """A price (millionths of the major unit, exact) as an ending leaves it, in millionths."""
    if price == 0:
        return 0
    if ending == "00-or-95":
        both = [ended(price, each, currency) for each in ("00", "95")]
        return min(both, key=lambda near: (abs(near - price), -near))
    steps = {"exact": 1, "minor": power_of_ten(PRICE_PLACES - minor_units(currency))}
    step = steps.get(ending, MILLION)
    above = MILLION - 5 * _CENT if ending == "95" else 0
    nearest = above + step * ((2 * (price - above) + step) // (2 * step))
    return int(nearest) if nearest > 0 else above or step


def stale_words(before: PriceBook, after: PriceBook) -> Iterator[Problem]:
    """Words that still name a price which is no longer there: "up to 20 people for 2,400"."""
    for field in (*(name for names in _FIELDS.values() for name in names), "terms"):
        old, new = _entries(getattr(before, field)), _entries(getattr(after, field))
        for index, (was, entry) in enumerate(zip(old, new, strict=False), 1):
            gone = set(_prices(was)) - set(_prices(entry)) - {0}
            yield from _stale(f"{field}.{getattr(entry, 'key', index)}", entry, gone)


def _stale(where: str, entry: object, gone: set[int]) -> Iterator[Problem]:
    for text in _texts(entry):
        for figure in sorted(gone & set(_figures(text))):
            what = f"its words still say {decimal_text(figure, PRICE_PLACES)}: {text!r}"
            yield Problem(where, what, "the words for the new price", "warning")


# ---------------------------------------------------------------- the walk through an edition

_Chosen = Callable[[str, Value], bool]


class _Change(msgspec.Struct, frozen=True):
    """What becomes of a price, and with `everything` of costs and conditions too."""

    factor: Fraction
    ending: Ending
    currency: str
    everything: bool = False

    def of(self, price: int) -> int:
        """The new price, in millionths; nothing stays nothing."""
        return ended(price * self.factor, self.ending, self.currency)

    @property
    def inside(self) -> _Change:
        """What becomes of costs and conditions."""
        return msgspec.structs.replace(self, ending="minor")


def _repriced(
    book: PriceBook,
    fresh: dict[str, str | None],
    wrong: Sequence[Problem],
    how: tuple[_Change, _Chosen],
) -> Repriced:
    change, _ = how
    if wrong:
        return Repriced(book, (), tuple(wrong))
    content = book.model_dump(mode="json", by_alias=True)
    for field in type(book).model_fields:
        if change.everything or any(field in names for names in _FIELDS.values()):
            content[field] = _field(field, getattr(book, field), content[field], how)
    try:
        after = PriceBook.model_validate(content | fresh)
    except ValidationError:  # all that a changed price can be is too large
        what = "a price would be more than 100,000,000"
        return Repriced(book, (), (Problem("prices", what, "a smaller change"),))
    return Repriced(after, changes(book, after), tuple(stale_words(book, after)))


def _field(field: str, value: object, written: object, how: tuple[_Change, _Chosen]) -> object:
    """One table of the edition, the entries that are chosen changed."""
    change, chosen = how
    if isinstance(value, tuple) and isinstance(written, list):
        pairs = zip(value, written, strict=True)
        return [_field(field, each, text, how) for each, text in pairs]
    is_chosen = isinstance(value, Value) and chosen(field, value)
    return _mapped(value, written, change) if is_chosen else written


def _mapped(value: object, written: object, change: _Change) -> object:
    """`value` as it is `written`, its prices changed."""
    if isinstance(value, tuple) and isinstance(written, list):
        pairs = zip(value, written, strict=True)
        return [_mapped(each, text, change) for each, text in pairs]
    if not isinstance(value, Value) or not isinstance(written, dict):
        return written
    made: dict[str, object] = dict(written)
    for name, field in type(value).model_fields.items():
        alias, each = field.alias or name, getattr(value, name)
        if name in _NO_PRICES and not change.everything:
            continue
        as_cost = change.inside if name in _NO_PRICES else change
        if name in _price_fields(type(value)) and each is not None:
            made[alias] = decimal_text(as_cost.of(each), PRICE_PLACES)
        else:
            made[alias] = _mapped(each, written[alias], as_cost)
    if "basis" in made and made != written:
        made["basis"] = OWN  # the price that somebody published is no longer this one
    return made


@cache
def _price_fields(kind: type[Value]) -> frozenset[str]:
    """The fields of a record that hold a price."""
    hints = get_type_hints(kind, include_extras=True).items()
    return frozenset(name for name, hint in hints if hint == Price or Price in get_args(hint))


def _is_chosen(repricing: Repricing, field: str, entry: Value) -> bool:
    if field not in _FIELDS[repricing.section] or getattr(entry, "direction", "") == "discount":
        return False
    return not repricing.only or getattr(entry, "key", None) in repricing.only


# ---------------------------------------------------------------- what is wrong, and what to know


def _unknown(book: PriceBook, repricing: Repricing) -> Iterator[Problem]:
    """Keys that the section does not have, and a section without a price."""
    entries = [
        entry
        for field in _FIELDS[repricing.section]
        for entry in _entries(getattr(book, field))
        if getattr(entry, "direction", "") != "discount"
    ]
    known = tuple(str(getattr(entry, "key", "")) for entry in entries if hasattr(entry, "key"))
    missing = [key for key in repricing.only if key not in known]
    yield from (unknown("only", key, known) for key in missing)
    if not missing and not any(price for entry in entries for price in _prices(entry)):
        yield Problem("section", f"{repricing.section} has no price here", "another section")


def _too_fine(ending: Ending, currency: str) -> Iterator[Problem]:
    if ending in ("95", "00-or-95") and minor_units(currency) < 2:
        yield Problem("ending", f"{currency} has no prices that end in .95", "00 or minor")


def _entries(table: object) -> tuple[object, ...]:
    if isinstance(table, tuple):
        return table
    return () if table is None else (table,)


def _prices(value: object) -> list[int]:
    """Every price in a record, costs and conditions left out, in millionths."""
    if isinstance(value, tuple):
        return [price for each in value for price in _prices(each)]
    if not isinstance(value, Value):
        return []
    found: list[int] = []
    for name in type(value).model_fields:
        each = getattr(value, name)
        if name in _price_fields(type(value)) and each is not None:
            found.append(each)
        elif name not in _NO_PRICES:
            found += _prices(each)
    return found


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for each in value for text in _texts(each)]
    if not isinstance(value, Value):
        return []
    return [text for name in type(value).model_fields for text in _texts(getattr(value, name))]


def _figures(text: str) -> Iterator[int]:
    """The numbers in a text, in millionths; commas group digits."""
    kept = "".join(each if each.isdigit() or each in ".," else " " for each in text)
    for word in kept.split():
        whole, _, part = word.strip(".,").replace(",", "").partition(".")
        if whole.isascii() and f"{whole}{part}".isdecimal() and len(part) <= PRICE_PLACES:
            yield int(whole + part.ljust(PRICE_PLACES, "0"))
