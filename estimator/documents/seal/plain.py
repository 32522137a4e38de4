"""The blocks of a document as plain data and back, exactly: what is read is what was written.

Reading believes nothing: every field has to be there, of its type and of no other.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from estimator.documents.blocks import Block


class NotPlain(ValueError):
    """A file or data that is not what it has to be: where, and what is wrong."""


def plain(value: Any) -> Any:
    """Blocks, in any depth of tuples, as what JSON can hold."""
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if dataclasses.is_dataclass(value):
        held = {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
        named = {"block": type(value).__name__} if type(value).__name__ in _blocks() else {}
        return named | {name: plain(each) for name, each in held.items()}
    return value


def built(kind: Any, data: Any, where: str = "") -> Any:
    """The value of `kind` that `data` was written from. Raises `NotPlain`."""
    origin = get_origin(kind)
    if kind == Block:
        return _block(data, where)
    if origin is Union or isinstance(kind, types.UnionType):
        return _either(get_args(kind), data, where)
    if origin is Literal:
        return _one_of(get_args(kind), data, where)
    if origin is tuple:
        return _several(get_args(kind), data, where)
    if dataclasses.is_dataclass(kind):
        return _fields(kind, data, where)
    return _simple(kind, data, where)


def _simple(kind: Any, data: Any, where: str) -> Any:
    if type(data) is not kind and not (kind is float and type(data) is int):
        raise NotPlain(f"{where or 'it'} is no {getattr(kind, '__name__', kind)}")
    return data


def _either(kinds: tuple[Any, ...], data: Any, where: str) -> Any:
    if data is None and type(None) in kinds:
        return None
    (kind,) = (each for each in kinds if each is not type(None))
    return built(kind, data, where)


def _one_of(choices: tuple[Any, ...], data: Any, where: str) -> Any:
    if not isinstance(data, str) or data not in choices:
        raise NotPlain(f"{where} is none of {', '.join(map(str, choices))}")
    return data


def _several(kinds: tuple[Any, ...], data: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise NotPlain(f"{where} is no list")
    if kinds[-1:] == (Ellipsis,):
        kinds = kinds[:1] * len(data)
    if len(kinds) != len(data):
        raise NotPlain(f"{where} has {len(data)} entries, not {len(kinds)}")
    pairs = enumerate(zip(kinds, data, strict=True), start=1)
    return tuple(built(kind, each, f"{where}[{at}]") for at, (kind, each) in pairs)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _fields(kind: Any, data: Any, where: str) -> Any:
    hints = _hints(kind)
    if not isinstance(data, dict) or data.keys() != hints.keys():
        odd = sorted(map(str, hints.keys() ^ (data.keys() if isinstance(data, dict) else set())))
        raise NotPlain(f"{where or kind.__name__}: {', '.join(odd)} missing or not known")
    start = f"{where}." if where else ""
    held = {name: built(hints[name], data[name], start + name) for name in hints}
    try:
        return kind(**held)
    except ValueError as refused:  # a block refuses what cannot be drawn
        raise NotPlain(f"{where}: {refused}") from None


@cache
def _blocks() -> dict[str, type]:
    return {kind.__name__: kind for kind in get_args(Block)}


def _block(data: Any, where: str) -> Any:
    name = data.get("block") if isinstance(data, dict) else None
    kind = _blocks().get(name) if isinstance(name, str) else None
    if kind is None:
        raise NotPlain(f"{where} is no block of a document")
    return _fields(kind, {key: each for key, each in data.items() if key != "block"}, where)
