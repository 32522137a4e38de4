"""Evidence: what was found about AI and real headshots, for and against, and who paid for it.

It gets no score. A client says how much each criterion matters; that orders what is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

import msgspec
from pydantic import StringConstraints

from pricing.values import Key, Value, Words

Criterion = Literal["trust", "ethics", "quality", "connection", "rules"]
"""What a finding bears on: authenticity and trust; ethics; quality and personal touch; personal
connection; rules of law and of platforms."""

CRITERIA: dict[Criterion, str] = {
    "trust": "Authenticity and trust",
    "ethics": "Ethics",
    "quality": "Quality and personal touch",
    "connection": "Personal connection",
    "rules": "Rules of law and of platforms",
}

Side = Literal["ai", "studio", "neither"]
"""Whom a finding speaks for."""


class Finding(Value):
    """One finding. What its source does not state stays unknown, and is None."""

    key: Key
    criterion: Criterion
    side: Side
    finding: Words
    figure: Words | None = None
    sample: Words | None = None
    source: Words
    published: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")] | None = None
    paid_by: Words | None = None
    note: Words | None = None

    @property
    def told(self) -> str:
        """The finding with its figure and all that is known of it; what is unknown says so."""
        figure = f"{self.figure[0].upper()}{self.figure[1:]}." if self.figure else ""
        parts = (self.finding, figure, f"{self.known}.", self.note, f"Source: {self.source}.")
        return " ".join(part for part in parts if part)

    @property
    def known(self) -> str:
        """Its sample, its date and who paid for it; of a rule only the date."""
        published = f"published {self.published}" if self.published else "date not stated"
        if self.criterion == "rules":
            return published.capitalize()
        paid = f"paid for by {self.paid_by}" if self.paid_by else "who paid for it is not stated"
        return f"Sample: {self.sample or 'not stated'}; {published}; {paid}"


class Weights(msgspec.Struct, frozen=True, gc=False):
    """How much each of the four criteria matters to the client, 0 (not at all) to 3 (most)."""

    trust: int = 2
    ethics: int = 2
    quality: int = 2
    connection: int = 2


class Weighed(msgspec.Struct, frozen=True, gc=False):
    """A criterion, its weight, and all that was found on it, by whom it speaks for."""

    criterion: Criterion
    weight: int
    ai: tuple[Finding, ...]
    studio: tuple[Finding, ...]
    neither: tuple[Finding, ...]


def weighed(findings: Iterable[Finding], weights: Weights) -> tuple[Weighed, ...]:
    """The four criteria, what matters most first; of equals in their usual order.

    Nothing is left out, and within a criterion what has a figure and a sample comes first.
    """
    findings = tuple(findings)
    names = [name for name in CRITERIA if name != "rules"]
    names.sort(key=lambda name: -getattr(weights, name))
    return tuple(_weighed(findings, name, getattr(weights, name)) for name in names)


def rules(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What law and platforms say: it holds whatever somebody finds important."""
    return tuple(finding for finding in findings if finding.criterion == "rules")


def _weighed(findings: tuple[Finding, ...], criterion: Criterion, weight: int) -> Weighed:
    def of(side: Side) -> tuple[Finding, ...]:
        mine = [each for each in findings if (each.criterion, each.side) == (criterion, side)]
        return tuple(sorted(mine, key=lambda each: (not each.sample, not each.figure)))

    return Weighed(criterion, weight, of("ai"), of("studio"), of("neither"))
