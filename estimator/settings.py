"""Settings: the environment, read once. `TABLE` is the whole list, and the documented one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parent.parent

TABLE: tuple[tuple[str, str, str], ...] = (
    ("HEADSHOT_QUOTE_DATA", "data", "the folder of price books, taxes, AI plans and briefs"),
    ("HEADSHOT_QUOTE_STUDIO", "northlight", "the studio the calculator opens with"),
    ("HEADSHOT_QUOTE_ONLY", "", "yes to offer that studio alone, without the demo's switch"),
    ("HEADSHOT_QUOTE_TODAY", "", "a day such as 2026-11-24 to price on instead of today"),
)
"""Name, default, what it does."""


class Settings(msgspec.Struct, frozen=True):
    """What the environment says."""

    data: Path
    studio: str
    only: bool
    today: date | None


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
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        message = f"HEADSHOT_QUOTE_TODAY={text!r} is not a day: write one such as 2026-11-24"
        raise SettingRefused(message) from None
