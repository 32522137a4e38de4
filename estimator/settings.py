"""Settings: the environment, read once. `TABLE` is the whole list, and the documented one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec
from platformdirs import user_data_dir

ROOT = Path(__file__).resolve().parent.parent

TABLE: tuple[tuple[str, str, str], ...] = (
    ("HEADSHOT_QUOTE_DATA", "data", "the folder of price books, taxes, AI plans and briefs"),
    ("HEADSHOT_QUOTE_STUDIO", "northlight", "the studio the calculator opens with"),
    ("HEADSHOT_QUOTE_ONLY", "", "yes to offer that studio alone, without the demo's switch"),
    ("HEADSHOT_QUOTE_STORE", "", "the store of quotes: a file, or a URL of PostgreSQL"),
    (
        "DATABASE_URL",
        "",
        "the same, as hosts name it; without either, a file among the user's data",
    ),
    ("HEADSHOT_QUOTE_KEEP_YEARS", "7", "for how many years an accepted quote is never erased"),
    ("HEADSHOT_QUOTE_TODAY", "", "a day such as 2026-11-24 to price on instead of today"),
)
"""Name, default, what it does."""


MOST_YEARS = 100


class Settings(msgspec.Struct, frozen=True):
    """What the environment says."""

    data: Path
    studio: str
    only: bool
    today: date | None
    store: str
    keep_years: int


class SettingRefused(ValueError):
    """A setting that cannot be used: which, its value, and what to set instead."""


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings, from `environment` and the defaults of `TABLE`."""
    value = {name: environment.get(name, "").strip() or default for name, default, _ in TABLE}
    return Settings(
        data=(ROOT / value["HEADSHOT_QUOTE_DATA"]).resolve(),
        studio=value["HEADSHOT_QUOTE_STUDIO"],
        only=value["HEADSHOT_QUOTE_ONLY"].casefold() in ("yes", "true", "1"),
        today=_day(value["HEADSHOT_QUOTE_TODAY"]),
        store=value["HEADSHOT_QUOTE_STORE"] or value["DATABASE_URL"] or str(own_store()),
        keep_years=_years(value["HEADSHOT_QUOTE_KEEP_YEARS"]),
    )


def own_store() -> Path:
    """Where a store is kept that nobody named: among the data of the user, as the system has it."""
    return Path(user_data_dir("headshot-quote", appauthor=False)) / "quotes.sqlite3"


def _years(text: str) -> int:
    if text.isdecimal() and int(text) <= MOST_YEARS:
        return int(text)
    message = f"HEADSHOT_QUOTE_KEEP_YEARS={text!r} is not a number of years from 0 to {MOST_YEARS}"
    raise SettingRefused(message)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        message = f"HEADSHOT_QUOTE_TODAY={text!r} is not a day: write one such as 2026-11-24"
        raise SettingRefused(message) from None
