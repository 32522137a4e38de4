"""Reasons: the words and figures of why, kept apart until somebody reads them.

A reason is made where the amount is made. Its words are an English sentence with named figures,
each marked with what it is, so that a page in any language can print it, and so that a reader can
redo the step with a pocket calculator:

    Reason("{people:count} × {price:price} = {amount:price}", people=(12, "person"), ...)

Marks: `count` a pair of number and measure, `number` a bare number, `price` millionths of the
major unit, `money` minor units, `percent` and `factor` millionths, `day` a date, `text` words,
`base` a named base, `sum` several prices added up, `list` several prices, `moneys` several
amounts of minor units added up.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import msgspec

from pricing.money import decimal_text, minor_units
from pricing.values import FACTOR_PLACES, PERCENT_PLACES, PRICE_PLACES

Figure = int | str | date | tuple[int, str] | tuple[int, ...]

NOUNS: dict[str, tuple[str, str]] = {
    "booking": ("booking", "bookings"),
    "person": ("person", "people"),
    "image": ("image", "images"),
    "image_each": ("image each", "images each"),
    "further_image": ("further image", "further images"),
    "further_image_each": ("further image each", "further images each"),
    "look": ("look", "looks"),
    "further_look": ("further look", "further looks"),
    "minute": ("minute", "minutes"),
    "hour": ("hour", "hours"),
    "station": ("station", "stations"),
    "station_minute": ("station minute", "station minutes"),
    "distance": ("mile or km", "miles or km"),
    "mile": ("mile", "miles"),
    "km": ("km", "km"),
    "unit": ("unit", "units"),
    "block": ("started block", "started blocks"),
    "day": ("day", "days"),
}
"""The nouns of the measures, one and many."""


BASES: dict[str, str] = {
    "session": "the session",
    "retouching": "the retouching",
    "licence": "the licence",
    "extras": "the extras",
    "travel": "the travel",
    "creative": "session and retouching",
    "lines": "all lines",
    "running": "all so far",
}
"""The named bases of a percentage, in words."""


class Reason(msgspec.Struct, frozen=True, gc=False):
    """One step of why: a sentence with named, marked figures. See the module for the marks."""

    words: str
    figures: dict[str, Figure] = {}


def renamed(reason: Reason, measure: str, to: str) -> Reason:
    """The reason with counts of `measure` said as counts of `to`: a distance as miles."""
    figures: dict[str, Figure] = {
        name: (figure[0], to) if isinstance(figure, tuple) and figure[1:] == (measure,) else figure
        for name, figure in reason.figures.items()
    }
    return Reason(reason.words, figures)


_FIGURE = re.compile(r"\{(\w+):(\w+)\}")


def write_out(reason: Reason, writers: dict[str, Callable[[Figure], str]]) -> str:
    """The sentence with each figure written by the writer for its mark."""
    return _FIGURE.sub(lambda found: writers[found[2]](reason.figures[found[1]]), reason.words)


def marks(words: str) -> dict[str, str]:
    """The names of the figures in a reason's words, each with its mark."""
    return dict(_FIGURE.findall(words))


def plain(reason: Reason, currency: str) -> str:
    """The sentence in plain digits, a point for decimals and no grouping: the form scripts read."""
    return write_out(reason, plain_writers(currency))


def plain_writers(currency: str) -> dict[str, Callable[[Figure], str]]:
    """How plain text writes each kind of figure in `currency`."""
    places = minor_units(currency)
    money = _of_int(lambda minor: decimal_text(minor, places, places))
    price = _of_int(lambda micros: decimal_text(micros, PRICE_PLACES, places))
    return {
        "count": _plain_count,
        "number": str,
        "price": price,
        "money": money,
        "moneys": _of_several(money, " + "),
        "percent": _of_int(lambda millionths: f"{decimal_text(millionths, PERCENT_PLACES)} %"),
        "factor": _of_int(lambda millionths: decimal_text(millionths, FACTOR_PLACES)),
        "day": str,
        "text": str,
        "base": lambda name: BASES[str(name)],
        "sum": _of_several(price, " + "),
        "list": _of_several(price, " and "),
    }


def _of_int(write: Callable[[int], str]) -> Callable[[Figure], str]:
    def written(figure: Figure) -> str:
        if not isinstance(figure, int):
            raise TypeError(f"{figure!r} is not a whole number")
        return write(figure)

    return written


def _of_several(write: Callable[[Figure], str], between: str) -> Callable[[Figure], str]:
    def written(figures: Figure) -> str:
        if not isinstance(figures, tuple):
            raise TypeError(f"{figures!r} is not several prices")
        return between.join(write(figure) for figure in figures)

    return written


def _plain_count(figure: Figure) -> str:
    if not isinstance(figure, tuple) or len(figure) != 2 or not isinstance(figure[0], int):
        raise TypeError(f"{figure!r} is not a pair of number and measure")
    number, measure = figure
    one, many = NOUNS[str(measure)]
    return f"{number} {one if number == 1 else many}"
