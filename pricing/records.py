"""Records: a quote as canonical JSON, and back, without losing anything.

The record is what a quote's content hash is taken of: fields in the order of their classes, days
as ISO 8601, values of a price book and a brief as their own JSON. It is complete: with the desk's
entries, the edition's hash, the rounding rules and every reason. A record that was kept is hashed
as it is, never written anew, so that it keeps its hash when quotes learn to say something new.
"""

from __future__ import annotations

import hashlib
import types
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
from pydantic import ValidationError

from pricing.errors import PricingError
from pricing.quote import Quote, canonical_json
from pricing.reasons import Reason, marks
from pricing.values import Value

Kept = TypeVar("Kept", bound=msgspec.Struct)


class RecordRefused(PricingError, ValueError):
    """A record that is not one of a quote: where, and what stands there."""

    def __init__(self, where: str, what: str) -> None:
        self.where, self.what = where, what
        super().__init__(f"{where or 'the record'}: {what}")


def written(quote: Quote) -> str:
    """The quote as canonical JSON, whose SHA-256 is its content hash."""
    return canonical_json(quote).decode()


def record_hash(record: str) -> str:
    """The SHA-256 of a record as it was written, in hex: the content hash of its quote."""
    return hashlib.sha256(record.encode()).hexdigest()


def read_quote(record: str | bytes) -> Quote:
    """The quote of a record; what the record does not name yet takes its default.

    Raises `RecordRefused` for what is not JSON, and for a field that is missing, unknown or wrong.
    """
    try:
        raw = msgspec.json.decode(record)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise RecordRefused("", str(error)) from None
    return _struct(Quote, raw, "")


def _restored(kind: object, raw: object, where: str) -> object:
    """`raw` as the type that a field declares."""
    if isinstance(kind, type):
        return _of_class(kind, raw, where)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _of_tuple(arguments, raw, where)
    if origin in (Union, types.UnionType):
        return None if raw is None else _restored(arguments[0], raw, where)
    if origin is Literal and raw in arguments:
        return raw
    raise RecordRefused(where, f"{raw!r} is not {kind}")


def _of_class(kind: type, raw: object, where: str) -> object:
    if issubclass(kind, Reason):
        return _reason(raw, where)
    if issubclass(kind, msgspec.Struct):
        return _struct(kind, raw, where)
    if issubclass(kind, Value):
        return _value(kind, raw, where)
    if kind is date and isinstance(raw, str):
        return _day(raw, where)
    if type(raw) is kind:
        return raw
    raise RecordRefused(where, f"{raw!r} is not {kind.__name__}")


def _struct(kind: type[Kept], raw: object, where: str) -> Kept:
    fields = _fields(kind)
    named = _table(raw, where)
    if unknown := sorted(set(named) - set(fields)):
        raise RecordRefused(where, f"nothing is called {', '.join(unknown)}")
    at = f"{where}." if where else ""
    found = {name: _restored(fields[name], each, f"{at}{name}") for name, each in named.items()}
    try:
        return kind(**found)
    except TypeError as error:
        raise RecordRefused(where, str(error)) from None


@cache
def _fields(kind: type[msgspec.Struct]) -> Mapping[str, object]:
    return get_type_hints(kind)


def _value(kind: type[Value], raw: object, where: str) -> Value:
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in (where, *first["loc"]))
        raise RecordRefused(place, str(first["msg"])) from None


def _of_tuple(kinds: tuple[object, ...], raw: object, where: str) -> tuple[object, ...]:
    if not isinstance(raw, list):
        raise RecordRefused(where, f"{raw!r} is not a list")
    if kinds[1:] == (...,):
        return tuple(_restored(kinds[0], each, f"{where}[{at}]") for at, each in enumerate(raw))
    if len(raw) != len(kinds):
        raise RecordRefused(where, f"{len(raw)} entries, not {len(kinds)}")
    return tuple(
        _restored(kind, each, f"{where}[{at}]")
        for at, (kind, each) in enumerate(zip(kinds, raw, strict=True))
    )


def _reason(raw: object, where: str) -> Reason:
    """A figure is what its mark in the words says: only there does JSON tell a day from words."""
    named = _table(raw, where)
    words, figures = named.get("words"), _table(named.get("figures", {}), f"{where}.figures")
    if not isinstance(words, str) or set(named) - {"words", "figures"}:
        raise RecordRefused(where, "a reason is words and figures")
    marked = marks(words)
    if missing := sorted(set(marked) - set(figures)):
        raise RecordRefused(where, f"no figure for {', '.join(missing)} in {words!r}")
    return Reason(
        words,
        {
            name: _figure(marked.get(name, "text"), each, f"{where}.{name}")
            for name, each in figures.items()
        },
    )


def _figure(mark: str, raw: object, where: str) -> int | str | date | tuple[int, ...]:
    if mark == "day" and isinstance(raw, str):
        return _day(raw, where)
    if isinstance(raw, list) and all(type(each) in (int, str) for each in raw):
        return tuple(raw)
    if type(raw) is int or (isinstance(raw, str) and mark in ("text", "base")):
        return raw
    raise RecordRefused(where, f"{raw!r} is not a figure of the kind {mark}")


def _table(raw: object, where: str) -> dict[str, object]:
    if not isinstance(raw, dict):
        raise RecordRefused(where, f"{raw!r} is not a table")
    return raw


def _day(raw: str, where: str) -> date:
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise RecordRefused(where, f"{raw!r} is not a day") from None
