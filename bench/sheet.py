"""Briefs for the demo studio Northlight, as a sheet of any length and as columns."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from itertools import cycle, islice, product
from pathlib import Path

import numpy as np

from bench.quote import ON
from estimator.loading import load_studio
from estimator.settings import ROOT
from pricing import Brief, BriefRefused, ExtraChoice, PriceBook, Sitting, estimate, in_force
from pricing.batch import Briefs, encode

STUDIO = "northlight"


@cache
def demo_book() -> PriceBook:
    """The studio's list in force on the day of the benches."""
    return in_force(load_studio(ROOT / "data", STUDIO).editions, ON, STUDIO)


@cache
def demo_briefs() -> tuple[Brief, ...]:
    """Some hundreds of different briefs that the studio can price, of four session types."""
    asked = product(
        ("individual", "executive", "team", "event-booth"),
        (1, 4, 9, 24),
        (1, 2),
        (None, "polished"),
        (None, "marketing"),
        (None, date(2027, 3, 6)),
        ("", "WELCOME10"),
        ((), (ExtraChoice(key="raw-files"), ExtraChoice(key="makeup-hour", quantity=2))),
    )
    return tuple(filter(_is_sold, map(_brief, asked)))


def _brief(
    asked: tuple[str, int, int, str | None, str | None, date | None, str, tuple[ExtraChoice, ...]],
) -> Brief:
    session, people, images, retouching, licence, day, code, extras = asked
    sitting = Sitting(
        session=session, people=people, images=images, retouching=retouching, licence=licence
    )
    return Brief(sittings=(sitting,), session_on=day, code=code, extras=extras)


def _is_sold(brief: Brief) -> bool:
    try:
        estimate(brief, demo_book(), ON)
    except BriefRefused:
        return False
    return True


def demo_columns(rows: int) -> Briefs:
    """So many rows of those briefs, over and over, as columns."""
    few = encode(demo_book(), demo_briefs())
    which = np.arange(rows) % len(few)
    plain = {name: getattr(few, name) for name in Briefs.__struct_fields__ if name != "extras"}
    taken = {name: column[which] for name, column in plain.items()}
    return Briefs(**taken, extras=tuple(column[which] for column in few.extras))


COLUMNS = ("session", "people", "images", "retouching", "licence", "session_on", "code")
EXTRAS = ("raw-files", "makeup-hour")


def write_sheet(path: Path, rows: int) -> None:
    """So many rows of those briefs as the CSV that the verb `batch` reads."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("reference", *COLUMNS, *(f"extra.{key}" for key in EXTRAS)))
        cells = [_cells(brief) for brief in demo_briefs()]
        numbered = enumerate(islice(cycle(cells), rows))
        writer.writerows((f"R{at}", *row) for at, row in numbered)


def _cells(brief: Brief) -> list[str]:
    said = {**brief.model_dump(mode="json"), **brief.sittings[0].model_dump(mode="json")}
    picked = {extra.key: str(extra.quantity) for extra in brief.extras}
    return [*(str(said[name] or "") for name in COLUMNS), *(picked.get(key, "") for key in EXTRAS)]
