"""Workspace: what a page, a route or a command needs, in one frozen object.

This is where the clock is: what day it is for a studio is asked here and nowhere below.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from estimator.comparison import AiPlan, Finding, Rates
from estimator.loading import FilesRefused, StudioFiles, load_studio, studio_keys
from estimator.loading.plans import load_evidence, load_plans, load_rates
from estimator.settings import Settings
from pricing.book import PriceBook
from pricing.dated import in_force
from pricing.problems import Problem, unknown
from pricing.quote import Studio


class Workspace(msgspec.Struct, frozen=True):
    """Settings, studios with their usable editions, AI plans, rates and evidence, and problems."""

    settings: Settings
    studios: dict[str, StudioFiles]
    plans: tuple[AiPlan, ...]
    rates: Rates
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]

    def studio(self, key: str) -> Studio:
        """The studio with that key, which must be one of `studios`."""
        return self.studios[key].studio

    def today(self, key: str) -> date:
        """What day it is for the studio, in its own time zone."""
        return today_in(self.studios[key].editions[-1].time_zone, self.settings)

    def book(self, key: str, on: date | None = None) -> PriceBook:
        """The studio's price book in force on a day, by default today."""
        files = self.studios[key]
        day = on or self.today(key)
        return in_force(files.editions, day, f"the price list of {files.studio.name}")


def today_in(time_zone: str, settings: Settings) -> date:
    """What day it is in a time zone, unless the settings say which."""
    return settings.today or datetime.now(ZoneInfo(time_zone)).date()


def open_workspace(settings: Settings) -> Workspace:
    """Read everything once. What is broken is left out and said in `problems`.

    Raises `FilesRefused` with every problem when the studio of the settings cannot be used.
    """
    studios: dict[str, StudioFiles] = {}
    problems: list[Problem] = []
    for key in studio_keys(settings.data):
        if settings.only and key != settings.studio:
            continue
        try:
            studios[key] = load_studio(settings.data, key)
            problems += studios[key].problems
        except FilesRefused as refused:
            problems += refused.problems
    if settings.studio not in studios:
        where = unknown("HEADSHOT_QUOTE_STUDIO", settings.studio, tuple(studios))
        raise FilesRefused(problems or [where])
    plans, wrong = load_plans(settings.data / "ai_plans.csv")
    rates, unread = _rates(settings.data / "exchange_rates.csv")
    findings, unfounded = load_evidence(settings.data / "evidence.csv")
    return Workspace(
        settings=settings,
        studios=studios,
        plans=plans,
        rates=rates,
        findings=findings,
        problems=(*problems, *wrong, *unread, *unfounded),
    )


def _rates(path: Path) -> tuple[Rates, tuple[Problem, ...]]:
    """The exchange rates; without them, plans in other currencies are not compared."""
    try:
        return load_rates(path), ()
    except FilesRefused as refused:
        return Rates(), refused.problems
