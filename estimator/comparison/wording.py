"""How the reasons of a comparison are worded: its nouns, and amounts in a plan's own currency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from pricing.money import decimal_text, minor_units
from pricing.reasons import Figure, Reason
from pricing.values import PRICE_PLACES


def counted(name: str, number: int, noun: str) -> str:
    """So many of a noun, the number being the figure `name`: "{orders:number} orders"."""
    return f"{{{name}:number}} {noun if number == 1 else noun + 's'}"


class Wording(msgspec.Struct, frozen=True, gc=False):
    """Writes amounts of `currency` for someone who reads amounts of `home`.

    At home an amount is a figure that the reader's locale writes; a foreign one stands as text
    with its code, "USD 29.00", so that nobody takes it for the currency of the page.
    """

    currency: str
    home: str

    def reason(
        self, words: str, figures: Mapping[str, Figure], amounts: Mapping[str, int]
    ) -> Reason:
        """A reason whose unmarked figures, such as `{price}`, are amounts in millionths."""
        mark = "price" if self.currency == self.home else "text"
        for name in amounts:
            words = words.replace(f"{{{name}}}", f"{{{name}:{mark}}}")
        return Reason(words, {**figures, **{name: self.figure(amounts[name]) for name in amounts}})

    def figure(self, micros: int) -> Figure:
        """An amount in millionths as a figure."""
        return micros if self.currency == self.home else self.text(micros)

    def text(self, micros: int) -> str:
        """An amount in millionths with its currency: USD 29.00."""
        digits = decimal_text(micros, PRICE_PLACES, minor_units(self.currency))
        return f"{self.currency} {digits}"

    def sum(self, amounts: Sequence[int]) -> Reason:
        """The amounts added up."""
        named = {f"part{index}": amount for index, amount in enumerate(amounts)}
        words = " + ".join(f"{{{name}}}" for name in named) + " = {total}"
        return self.reason(words, {}, {**named, "total": sum(amounts)})

    def rounds(self, rounds: int, each: int) -> Reason:
        """So many rounds of pictures at the price of one."""
        words = "pictures made {rounds:number} times × {each} = {total}"
        return self.reason(words, {"rounds": rounds}, {"each": each, "total": rounds * each})
