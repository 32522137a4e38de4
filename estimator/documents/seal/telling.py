"""What was found of a quote's file, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from estimator.documents.seal.checking import Verdict, Verification
from estimator.documents.seal.record import summary

VERDICTS: dict[Verdict, str] = {
    "intact": "It is unchanged, and its prices and details, or its signature, are the studio's.",
    "altered": "It is not what it says it is.",
    "unknown studio": "It holds in itself, but nothing here shows that the studio made it.",
    "not a quote": "This is no quote that can be checked here.",
}
"""Each verdict in a sentence."""
MARKS = {True: "yes", False: "NO", None: "open"}


def verification_lines(name: str, found: Verification) -> Iterator[str]:
    """The verdict, whose quote it says it is, and every step."""
    yield _shown(f"{name}: {found.verdict}. {VERDICTS[found.verdict]}")
    if found.quote is not None:
        yield _shown(claim(found))
    for step in found.steps:
        yield _shown(f"  {MARKS[step.holds]:<4}  {step.what}: {step.told}")


def _shown(line: str) -> str:
    """A line without what a terminal would obey: the file may be anybody's."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in line)


def claim(found: Verification) -> str:
    """What the file says it is, in one line; "" for one without a record."""
    quote = found.quote
    if quote is None:
        return ""
    estimate = quote.estimate
    client = f" for {quote.client.called}" if quote.client.called else ""
    total = estimate.money(estimate.payable)
    return f"Quote {quote.number} of {quote.studio.legal_name}{client}: {total}"


def verification_record(found: Verification) -> dict[str, Any]:
    """The same as JSON-ready data. `summary` is what the record says, true only if intact."""
    steps = [{"what": each.what, "holds": each.holds, "told": each.told} for each in found.steps]
    said = None if found.quote is None else summary(found.quote, found.quote.check_code)
    return {"verdict": found.verdict, "steps": steps, "summary": said}
