"""What an edition would do: many briefs priced under it and under another, and the two compared.

A quote of last year has its session in the past, and nothing is priced for a past day. All days are
therefore moved forward together by whole weeks, which keeps the weekday; what the answer says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from statistics import median_low

import msgspec
import pandas as pd

from estimator.batching.columns import EXTRA
from estimator.batching.frames import price_frame
from estimator.loading.files import FilesRefused
from pricing import Brief, BriefRefused, NotInForce, PriceBook, Problem, estimate
from pricing.money import divide, exact, minor_units
from pricing.values import MILLION

_NAMES = ("client", "reference")
"""The columns that say whose a row is, the better one first."""

_PAYABLE = "amount.payable"


class Asked(msgspec.Struct, frozen=True, gc=False):
    """What a brief comes to under both editions: what is payable, in minor units."""

    name: str
    session: str
    before: int
    after: int

    @property
    def change(self) -> int:
        """What it costs more (or less), in minor units."""
        return self.after - self.before

    @property
    def share(self) -> int:
        """The change in millionths of what it was; 0 where it was nothing."""
        return divide(self.change * MILLION, self.before, "half_up") if self.before else 0


class Group(msgspec.Struct, frozen=True, gc=False):
    """Briefs of one session type: how many, what they come to, how many pay more and less."""

    session: str
    briefs: int
    before: int
    after: int
    dearer: int
    cheaper: int


class Impact(msgspec.Struct, frozen=True, dict=True):
    """Briefs under two editions of one currency, all priced on one day.

    `lost` are those that only the first prices and `won` those that only the second does, each
    with why; `refused` those that neither does. `weeks` is how far their days were moved.
    """

    currency: str
    on: date
    weeks: int
    asked: tuple[Asked, ...]
    lost: tuple[Problem, ...] = ()
    won: tuple[Problem, ...] = ()
    refused: tuple[Problem, ...] = ()

    @property
    def before(self) -> int:
        """What all of them came to, in minor units."""
        return sum(each.before for each in self.asked)

    @property
    def after(self) -> int:
        """What all of them would come to, in minor units."""
        return sum(each.after for each in self.asked)

    @property
    def median_change(self) -> int:
        """The change in the middle, in minor units; of two in the middle the lower."""
        return median_low([each.change for each in self.asked]) if self.asked else 0

    @property
    def median_share(self) -> int:
        """The change in the middle in millionths; of two in the middle the lower."""
        return median_low([each.share for each in self.asked]) if self.asked else 0

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """By session type, those first whose total moves most."""
        by_session: dict[str, list[Asked]] = {}
        for each in self.asked:
            by_session.setdefault(each.session, []).append(each)
        groups = (_group(session, asked) for session, asked in by_session.items())
        return tuple(sorted(groups, key=lambda group: -abs(group.after - group.before)))

    def movers(self, most: int = 10) -> tuple[Asked, ...]:
        """Those whose amount moves most, the largest first; none that stays."""
        moved = [each for each in self.asked if each.change]
        return tuple(sorted(moved, key=lambda each: -abs(each.change))[:most])


def _group(session: str, asked: list[Asked]) -> Group:
    return Group(
        session=session,
        briefs=len(asked),
        before=sum(each.before for each in asked),
        after=sum(each.after for each in asked),
        dearer=sum(each.change > 0 for each in asked),
        cheaper=sum(each.change < 0 for each in asked),
    )


Editions = tuple[PriceBook, PriceBook]
Refusals = dict[object, str]
"""Why a row or a brief has no price, by its number or its name."""


def impact_of_frame(frame: pd.DataFrame, editions: Editions, on: date) -> Impact:
    """A sheet of briefs (`docs/batch.md`) priced in columns under both editions, on one day.

    An extra that only one edition sells is refused by the other in the rows that ask for it.
    Raises `FilesRefused` for columns that neither knows and for editions of two currencies, and
    `MayOverflow` for a price book that columns cannot hold.
    """
    before, after = _comparable(editions)
    weeks, dated = _moved_frame(frame, on)
    old, wrong_before = _amounts(dated, before, after, on)
    new, wrong_after = _amounts(dated, after, before, on)
    names, sessions = _names(frame), frame["session"].astype(str)
    both = old.index.intersection(new.index, sort=False)
    rows = zip(names.loc[both], sessions.loc[both], old.loc[both], new.loc[both], strict=True)
    asked = (Asked(name, session.strip(), was, now) for name, session, was, now in rows)
    lost, won, refused = _told(names.to_dict(), wrong_before, wrong_after)
    return Impact(after.currency, on, weeks, tuple(asked), lost, won, refused)


def impact_of_briefs(briefs: Mapping[str, Brief], editions: Editions, on: date) -> Impact:
    """Briefs by name priced one by one under both editions, on one day; any number of sittings.

    Raises `FilesRefused` for editions of two currencies.
    """
    before, after = _comparable(editions)
    days = [brief.session_on for brief in briefs.values() if brief.session_on is not None]
    weeks = _weeks(days, on)
    asked = list[Asked]()
    wrong: tuple[Refusals, Refusals] = ({}, {})
    for name, brief in briefs.items():
        dated = brief
        if brief.session_on is not None:
            day = brief.session_on + timedelta(weeks=weeks)
            dated = brief.model_copy(update={"session_on": day})
        old, new = _payable(dated, before, on), _payable(dated, after, on)
        if isinstance(old, int) and isinstance(new, int):
            session = " + ".join(dict.fromkeys(each.session for each in brief.sittings))
            asked.append(Asked(name, session, old, new))
        for said, answer in zip(wrong, (old, new), strict=True):
            if isinstance(answer, str):
                said[name] = answer
    lost, won, refused = _told({name: name for name in briefs}, *wrong)
    return Impact(after.currency, on, weeks, tuple(asked), lost, won, refused)


def _comparable(editions: Editions) -> Editions:
    before, after = editions
    if before.currency != after.currency:
        what = f"one edition is in {before.currency} and the other in {after.currency}"
        raise FilesRefused([Problem("currency", what, "two editions of one currency")])
    return editions


def _payable(brief: Brief, book: PriceBook, on: date) -> int | str:
    """What is payable in minor units, or in words why it has no price."""
    try:
        return estimate(brief, book, on).payable
    except BriefRefused as refused:
        return "; ".join(map(str, refused.problems))
    except NotInForce as refused:
        return str(refused)


def _amounts(
    frame: pd.DataFrame, book: PriceBook, other: PriceBook, on: date
) -> tuple[pd.Series[int], Refusals]:
    """What is payable in each row, in minor units, and in words why the others have no price."""
    sold = {EXTRA + extra.key for extra in book.extras}
    foreign = [EXTRA + each.key for each in other.extras if EXTRA + each.key not in sold]
    columns = [name for name in frame.columns if str(name).strip() in foreign]
    unsold = _filled(frame, columns)
    priced, refused = price_frame(frame.loc[~unsold].drop(columns=columns), book, on)
    problems = refused["problems"].to_dict()
    words = ", ".join(str(name).strip() for name in columns)
    problems |= dict.fromkeys(frame.index[unsold], f"{words}: not sold")
    places = minor_units(book.currency)
    minor = priced[_PAYABLE].map(lambda text: exact(text, places))
    return minor, problems


def _filled(frame: pd.DataFrame, columns: list[str]) -> pd.Series[bool]:
    """The rows that say more than nothing in one of the columns."""
    filled = pd.Series(data=False, index=frame.index)
    for name in columns:
        filled |= ~frame[name].fillna("").astype(str).str.strip().isin(("", "0"))
    return filled


def _names(frame: pd.DataFrame) -> pd.Series[str]:
    """Whose each row is: its client, its reference, or its number."""
    names = pd.Series([f"row {number}" for number in frame.index], index=frame.index, dtype=object)
    for column in reversed([name for name in _NAMES if name in frame.columns]):
        said = frame[column].fillna("").astype(str).str.strip()
        names = said.where(said != "", names)
    return names


def _told(
    names: Mapping[object, str], before: Refusals, after: Refusals
) -> Iterator[tuple[Problem, ...]]:
    """What only the first prices, what only the second does, and what neither does."""
    advice = "an edition that sells it"
    for wrong, other, both in (
        (after, before, False),
        (before, after, False),
        (before, after, True),
    ):
        yield tuple(
            Problem(names[row], words, advice)
            for row, words in wrong.items()
            if (row in other) is both
        )


def _weeks(days: Iterable[date], on: date) -> int:
    """The fewest weeks after which none of the days is before `on`."""
    first = min(days, default=on)
    return max(-(-(on - first).days // 7), 0)


def _moved_frame(frame: pd.DataFrame, on: date) -> tuple[int, pd.DataFrame]:
    """How many weeks the days of the sessions are moved, and the sheet with them moved."""
    if "session_on" not in frame.columns:
        return 0, frame
    texts = frame["session_on"].fillna("").astype(str).str.strip()
    days = {text: day for text in texts.unique() if (day := _day(text)) is not None}
    weeks = _weeks(days.values(), on)
    moved = {text: (day + timedelta(weeks=weeks)).isoformat() for text, day in days.items()}
    return weeks, frame.assign(session_on=texts.map(lambda text: moved.get(text, text)))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2027-01-01") else None
    except ValueError:
        return None
