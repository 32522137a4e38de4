"""The quote of `quote.py` with other libraries, each written as its documentation shows.

Prices and percentages are made ready before the clock runs, as an application would. Each peer
gets the twelve quantities and whether the discounts apply; it validates nothing and gives no
reasons, which the engine does.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeAlias

import decimalfp
import moneyed
import prices
import stockholm
import zen

from bench.quote import CREATIVE, PRICES, PROMOTION, TAX, VOLUME, Asked

Peer: TypeAlias = Callable[[Asked], int]
"""Computes what is payable, in cents."""

CENT = Decimal("0.01")
PERCENTAGES = tuple(Decimal(each) / 100 for each in (VOLUME, PROMOTION, TAX))


def _totalled(asked: Asked, amounts: list[Any], part: Callable[[Any, int], Any]) -> Any:
    """Lines to payable, the same for every library that has `+` and `-`."""
    total = sum(amounts[1:], amounts[0])
    if asked.volume:
        total = total - part(sum(amounts[1:CREATIVE], amounts[0]), 0)
    if asked.code:
        total = total - part(total, 1)
    return total + part(total, 2)


def _library(
    prices_of: list[Any],
    rates: list[Any],
    rounded: Callable[[Any], Any],
    cents: Callable[[Any], int],
) -> Peer:
    def peer(asked: Asked) -> int:
        quantities = asked.quantities
        lines = [rounded(price * count) for price, count in zip(prices_of, quantities, strict=True)]
        return cents(_totalled(asked, lines, lambda base, at: rounded(base * rates[at])))

    return peer


def by_floats() -> Peer:
    """Binary floating point and `round`, the spreadsheet way."""
    return _library(
        [float(price) for price in PRICES],
        [float(rate) for rate in PERCENTAGES],
        lambda amount: round(amount, 2),
        lambda amount: round(amount * 100),
    )


def by_decimals() -> Peer:
    """The standard library's `Decimal`, rounded by hand."""
    return _library(
        [Decimal(price) for price in PRICES],
        list(PERCENTAGES),
        lambda amount: amount.quantize(CENT, ROUND_HALF_UP),
        lambda amount: int(amount * 100),
    )


def by_moneyed() -> Peer:
    """py-moneyed, rounded with its own `round`, which follows the decimal context: half even."""
    return _library(
        [moneyed.Money(price, "USD") for price in PRICES],
        list(PERCENTAGES),
        lambda amount: amount.round(2),
        lambda amount: int(amount.amount * 100),
    )


def by_moneyed_half_up() -> Peer:
    """py-moneyed, its amounts rounded half up by hand."""
    return _library(
        [moneyed.Money(price, "USD") for price in PRICES],
        list(PERCENTAGES),
        lambda amount: moneyed.Money(amount.amount.quantize(CENT, ROUND_HALF_UP), "USD"),
        lambda amount: int(amount.amount * 100),
    )


def by_prices() -> Peer:
    """prices, rounded with `quantize`."""
    return _library(
        [prices.Money(price, "USD") for price in PRICES],
        list(PERCENTAGES),
        lambda amount: amount.quantize(rounding=ROUND_HALF_UP),
        lambda amount: int(amount.amount * 100),
    )


def by_stockholm() -> Peer:
    """stockholm, rounded with `round`."""
    return _library(
        [stockholm.Money(price, currency="USD") for price in PRICES],
        list(PERCENTAGES),
        lambda amount: round(amount, 2),
        lambda amount: int(amount.as_decimal() * 100),
    )


def by_decimalfp() -> Peer:
    """decimalfp, decimals in C without a currency."""
    half_up = decimalfp.ROUNDING.ROUND_HALF_UP
    return _library(
        [decimalfp.Decimal(price) for price in PRICES],
        [decimalfp.Decimal(str(rate)) for rate in PERCENTAGES],
        lambda amount: amount.adjusted(2, half_up),
        lambda amount: int(amount * 100),
    )


def by_zen() -> Peer:
    """zen-engine: the same rules as expressions of a decision model, evaluated in Rust."""
    decision = zen.ZenEngine().create_decision(json.dumps(_model()))

    def peer(asked: Asked) -> int:
        counts = {f"q{at}": count for at, count in enumerate(asked.quantities)}
        answer = decision.evaluate({**counts, "volume": asked.volume, "code": asked.code})
        return round(float(answer["result"]["payable"]) * 100)

    return peer


def _model() -> dict[str, Any]:
    lines = {f"l{at}": f"round(q{at} * {price}, 2)" for at, price in enumerate(PRICES)}
    creative = " + ".join(f"$.l{at}" for at in range(CREATIVE))
    volume, promotion, tax = PERCENTAGES
    steps = lines | {
        "sum": " + ".join(f"$.{line}" for line in lines),
        "less": f"$.sum - (volume ? round(({creative}) * {volume}, 2) : 0)",
        "net": f"$.less - (code ? round($.less * {promotion}, 2) : 0)",
        "payable": f"$.net + round($.net * {tax}, 2)",
    }
    expressions = [{"id": key, "key": key, "value": value} for key, value in steps.items()]
    kinds = {"asked": "inputNode", "rules": "expressionNode", "answer": "outputNode"}
    nodes = [
        {"id": name, "type": kind, "name": name, "position": {"x": 0, "y": 0}}
        | ({"content": {"expressions": expressions}} if name == "rules" else {})
        for name, kind in kinds.items()
    ]
    edges = [
        {"id": f"{start}-{end}", "sourceId": start, "targetId": end, "type": "edge"}
        for start, end in (("asked", "rules"), ("rules", "answer"))
    ]
    return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}


PEERS: dict[str, Callable[[], Peer]] = {
    "`float` and `round`": by_floats,
    "`Decimal` by hand": by_decimals,
    "decimalfp": by_decimalfp,
    "py-moneyed, its own `round`": by_moneyed,
    "py-moneyed, half up by hand": by_moneyed_half_up,
    "prices": by_prices,
    "stockholm": by_stockholm,
    "zen-engine": by_zen,
}
"""Each as a function that makes it ready."""

DISTRIBUTIONS = ("decimalfp", "py-moneyed", "prices", "stockholm", "zen-engine")
