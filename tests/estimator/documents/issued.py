"""Quotes of the demo studios, issued on one day, for tests of their files."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from estimator import actions
from estimator.documents.archive import UNSEALED, _last_id, sealed
from estimator.documents.comparing import comparison_blocks
from estimator.documents.seal.checking import Known, Verification
from estimator.documents.seal.record import Record, quote_file, recorded
from estimator.formatting import reader
from estimator.settings import read_settings
from estimator.workspace import Workspace, open_workspace
from pricing import Client, Quote
from tests.build import DATA

DAY = date(2026, 11, 24)
BRIEFS = sorted((DATA / "briefs").glob("*.toml"))
TEAM = DATA / "briefs" / "northlight-team-12-on-site.toml"
CLIENT = Client(name="Zofia Wiśniewska", organisation="Osprey & Lane", email="z@osprey.example")


@cache
def workspace() -> Workspace:
    return open_workspace(read_settings({"HEADSHOT_QUOTE_TODAY": DAY.isoformat()}))


@cache
def known() -> Known:
    """The demo studios with all their price books, and no certificates."""
    files = workspace().studios
    books = {book.edition: book for each in files.values() for book in each.editions}
    return Known(books, {key: each.studio for key, each in files.items()})


@cache
def issued(brief: Path = TEAM) -> Quote:
    studio = brief.stem.split("-")[0]
    estimate = actions.price(workspace(), studio, actions.read_brief(brief), DAY)
    return actions.make_quote(workspace(), studio, estimate, CLIENT)


@cache
def record_of(brief: Path = TEAM, *, compared: bool = False, signature: bool = False) -> Record:
    """The record of that quote, with the comparison appended if it is asked for."""
    quote = issued(brief)
    if not compared:
        return recorded(quote, signature=signature)
    comparison = actions.compare_with_ai(workspace(), quote.estimate)
    appended = actions.appendix(workspace(), quote.estimate, comparison)
    read = reader(quote.studio.locale, quote.estimate.currency)
    return recorded(quote, comparison_blocks(appended, read), signature)


FILE = quote_file(record_of())
"""The team's quote as it was issued."""


def told(found: Verification) -> str:
    return " ".join(step.told for step in found.steps)


def flipped(file: bytes, at: int, bit: int = 0) -> bytes:
    return file[:at] + bytes([file[at] ^ 1 << bit]) + file[at + 1 :]


def resealed(file: bytes) -> bytes:
    """The file with a seal that fits it, as somebody would make it who means to deceive."""
    found = _last_id(file)
    assert found is not None
    zeros = UNSEALED.encode()
    return sealed(file[: found.start(1)] + zeros + b"><" + zeros + file[found.end(2) :])


def with_estimate(**changes: Any) -> Record:
    quote = issued()
    changed = msgspec.structs.replace(quote.estimate, **changes)
    return recorded(msgspec.structs.replace(quote, estimate=changed))


def cheaper(of: str, **changes: Any) -> dict[str, Any]:
    """The first of some rows of the estimate with other values."""
    first, *rest = getattr(issued().estimate, of)
    return {of: (msgspec.structs.replace(first, **changes), *rest)}
