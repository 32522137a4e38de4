"""Briefs as rows of a sheet, and what the engine says of each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from estimator.batching import price_frame
from pricing import Brief, BriefRefused, LicenceTerms, NotInForce, PriceBook, estimate
from pricing.licences import DIMENSIONS
from tests.pricing.test_batch import amounts_of

Cells = dict[str, str]


def cells(brief: Brief) -> Cells:
    """The first sitting of a brief, and all the rest of it, as one row."""
    said = brief.model_dump(mode="json", exclude_none=True)
    found = {
        name: str(value)
        for name, value in (*said["sittings"][0].items(), *said.items())
        if not isinstance(value, list | dict)
    }
    licence = brief.sittings[0].licence
    if isinstance(licence, LicenceTerms):
        found |= {f"licence.{name}": getattr(licence, name) for name in DIMENSIONS}
    found["clients"] = "; ".join(brief.clients)
    return found | {f"extra.{choice.key}": str(choice.quantity) for choice in brief.extras}


def frame(rows: Iterable[Cells]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), dtype=object).fillna("")


def priced(
    rows: Iterable[Cells], book: PriceBook, on: date, threads: int = 1
) -> list[dict[str, str] | str]:
    """Each row's amounts by name, or its problems."""
    good, bad = price_frame(frame(rows), book, on, threads)
    amounts = good.filter(regex=r"^amount\.").rename(columns=lambda name: name.partition(".")[2])
    found: dict[int, dict[str, str] | str] = {}
    for row, said in bad["problems"].items():
        found[int(str(row))] = str(said)
    for row, each in amounts.to_dict("index").items():
        found[int(str(row))] = {str(name): str(amount) for name, amount in each.items()}
    return [found[row] for row in sorted(found)]


def by_engine(brief: Brief, book: PriceBook, on: date) -> dict[str, int] | list[str]:
    """The engine's amounts in minor units, or what it says is wrong."""
    try:
        return amounts_of(estimate(brief, book, on))
    except BriefRefused as refused:
        return [problem.what for problem in refused.problems]
    except NotInForce as refused:
        return [str(refused)]
