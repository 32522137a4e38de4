"""A price book as TOML: one spelling for each edition, so that files compare.

What is as usual is left out. The file reads back to the same edition and is written to the same
bytes again; comments of a file that a person wrote are not kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, get_args, get_type_hints

from pricing.book import PriceBook
from pricing.money import decimal_text
from pricing.tax import TaxPlace
from pricing.values import (
    FACTOR_PLACES,
    PERCENT_PLACES,
    PRICE_PLACES,
    Factor,
    PartPercent,
    Percent,
    Price,
    Value,
)

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_BLOCKS = ("licence_grid", "travel", "terms")
"""Single records that stand in a table of their own; others stand on one line."""
_PLACES = ((Price, PRICE_PLACES), (Factor, FACTOR_PLACES), (Percent, PERCENT_PLACES))


def book_toml(book: PriceBook, known: Mapping[str, TaxPlace]) -> str:
    """The price book as TOML; places that are those of the tax file are named, not spelled out."""
    named = all(known.get(place.key) == place for place in book.places)
    fields = dict(_fields(book))
    if named:
        fields["places"] = [place.key for place in book.places]
    return "\n".join(_table(fields, ())).strip() + "\n"


Fields = dict[str, Any]


def _fields(record: Value) -> Iterator[tuple[str, Any]]:
    """What a record says, its figures as exact text; what is as usual is left out."""
    hints = get_type_hints(type(record), include_extras=True)
    fields = type(record).model_fields
    for name in sorted(fields, key=lambda name: name != "kind"):
        field = fields[name]
        value = getattr(record, name)
        if name == "kind" or field.is_required() or value != field.get_default():
            yield field.alias or name, _plain(value, hints[name])


def _plain(value: Any, hint: Any) -> Any:
    if isinstance(value, Value):
        return dict(_fields(value))
    if isinstance(value, tuple):
        return [_plain(each, None) for each in value]
    places = [places for kind, places in _PLACES if kind == hint or kind in get_args(hint)]
    if PartPercent == hint or PartPercent in get_args(hint):
        places = [PERCENT_PLACES]
    return decimal_text(value, places[0]) if places else value


def _table(fields: Fields, path: tuple[str, ...]) -> Iterator[str]:
    """The lines of a table: plain fields first, then the tables in it."""
    blocks = {name: value for name, value in fields.items() if _is_block(name, value)}
    for name, value in fields.items():
        if name not in blocks:
            yield f"{name} = {_inline(value)}"
    for name, value in blocks.items():
        inner = (*path, name)
        if isinstance(value, dict):
            yield from ("", f"[{'.'.join(inner)}]", *_table(value, inner))
            continue
        for each in value:
            yield from ("", f"[[{'.'.join(inner)}]]", *_table(each, inner))


def _is_block(name: str, value: Any) -> bool:
    if isinstance(value, dict):
        return name in _BLOCKS
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _inline(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case list():
            return f"[{', '.join(map(_inline, value))}]"
        case dict():
            pairs = (f"{name} = {_inline(each)}" for name, each in value.items())
            return f"{{ {', '.join(pairs)} }}"
        case _:
            return f'"{"".join(map(_letter, str(value)))}"'


def _letter(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    return f"\\u{ord(letter):04X}" if ord(letter) < 32 or ord(letter) == 127 else letter
