"""What a brief picks from a price book, looked up once, with everything that does not fit said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

import msgspec

from pricing.book import Delivery, Extra, PriceBook, RetouchingTier, SessionType
from pricing.brief import Brief, ExtraChoice, Sitting
from pricing.conditions import WEEKDAYS, ClientKind, Situation, Weekday
from pricing.counting import Asked, counted, is_outside, limits, unpriced
from pricing.desk import NOTHING_ADDED, Desk
from pricing.errors import BriefRefused
from pricing.licences import DIMENSIONS, LicenceClass, LicenceTerms
from pricing.maths import SCALAR
from pricing.money import added
from pricing.options import misplaced
from pricing.problems import Problem, unknown
from pricing.rules import Measure, Quantities
from pricing.tax import TaxPlace, TaxStatus

Entry = TypeVar(
    "Entry",
    SessionType,
    RetouchingTier,
    LicenceClass,
    Extra,
    TaxPlace,
    TaxStatus,
    Delivery,
)


class Picked(msgspec.Struct, frozen=True, gc=False):
    """One sitting with its entries of the price book and its quantities."""

    index: int
    sitting: Sitting
    session: SessionType
    tier: RetouchingTier | None
    licence: LicenceClass | LicenceTerms | None
    quantities: Quantities

    @property
    def licence_included(self) -> bool:
        """Whether the licence comes with the session, whatever it costs with another."""
        licence = self.licence
        return isinstance(licence, LicenceClass) and licence.key == self.session.licence_included


class Plan(msgspec.Struct, frozen=True, gc=False):
    """A brief whose every choice is known to the price book."""

    brief: Brief
    book: PriceBook
    priced_on: date
    desk: Desk
    sittings: tuple[Picked, ...]
    extras: tuple[tuple[Extra, ExtraChoice], ...]
    place: TaxPlace
    tax_status: TaxStatus | None
    delivery: Delivery | None
    quantities: Quantities

    def situation(self, spend: int) -> Situation:
        """What conditions ask, once the lines come to `spend` (millionths)."""
        return BriefSituation(self, spend)


class BriefSituation:
    """The answers of one brief."""

    def __init__(self, plan: Plan, spend: int) -> None:
        self.plan = plan
        self.spend = spend
        self.people = plan.quantities["person"]
        self.sessions = frozenset([picked.session.key for picked in plan.sittings])
        self.code = plan.brief.code.strip().casefold()
        self.clients = frozenset(plan.brief.clients)

    def is_priced_from(self, day: date) -> bool:
        """Whether it is priced on that day or later."""
        return self.plan.priced_on >= day

    def is_priced_by(self, day: date) -> bool:
        """Whether it is priced on that day or earlier."""
        return self.plan.priced_on <= day

    def has_code(self, code: str) -> bool:
        """Whether that code was given, in whatever letters."""
        return self.code == code.casefold()

    def is_used_below(self, times: int) -> bool:
        """Whether the code was used less often than that before."""
        return self.plan.desk.code_used < times

    def has_session(self, keys: tuple[str, ...]) -> bool:
        """Whether one of those sessions is booked."""
        return not self.sessions.isdisjoint(keys)

    def has_delivery(self, keys: tuple[str, ...]) -> bool:
        """Whether one of those deliveries is chosen."""
        return self.plan.delivery is not None and self.plan.delivery.key in keys

    def is_client(self, kinds: tuple[ClientKind, ...]) -> bool:
        """Whether the client is of one of those kinds."""
        return not self.clients.isdisjoint(kinds)

    def is_weekday(self, weekdays: tuple[Weekday, ...]) -> bool:
        """Whether the session is on one of those days."""
        day = self.plan.brief.session_on
        return day is not None and WEEKDAYS[day.weekday()] in weekdays

    def is_from_hour(self, hour: int) -> bool:
        """Whether the session begins at that hour or later."""
        at = self.plan.brief.session_at
        return at is not None and at.hour >= hour

    def is_within(self, days: int) -> bool:
        """Whether the session is less than so many days away."""
        day = self.plan.brief.session_on
        return day is not None and (day - self.plan.priced_on).days < days


def choose(brief: Brief, book: PriceBook, on: date, desk: Desk = NOTHING_ADDED) -> Plan:
    """Look every choice up. Raises `BriefRefused` with all problems at once."""
    problems: list[Problem] = []
    sittings = [
        picked
        for index, sitting in enumerate(brief.sittings)
        if (picked := _sitting(index, sitting, book, problems)) is not None
    ]
    extras = _extras(brief, book, problems)
    place = _find(book.places_by_key, brief.place, "place", problems) or book.places[0]
    status = _status(brief, place, problems)
    delivery = _find(book.deliveries_by_key, brief.delivery, "delivery", problems)
    problems += _away(brief, book, sittings)
    if brief.options:
        problems += misplaced(brief)
    if brief.session_on and brief.session_on < on:
        problems.append(Problem("session_on", f"{brief.session_on} is past", f"{on} or later"))
    if problems:
        raise BriefRefused(tuple(problems))
    distance = book.travel.charged(brief.distance, SCALAR) if book.travel else 0
    standard = book.deliveries[0] if book.deliveries else None
    return Plan(
        brief=brief,
        book=book,
        priced_on=on,
        desk=desk,
        sittings=tuple(sittings),
        extras=extras,
        place=place,
        tax_status=status,
        delivery=delivery or standard,
        quantities={**together(sittings), "distance": distance},
    )


def _find(
    entries: dict[str, Entry], key: str | None, where: str, problems: list[Problem]
) -> Entry | None:
    if key is None:
        return None
    if key not in entries:
        problems.append(unknown(where, key, tuple(entries)))
    return entries.get(key)


def _status(brief: Brief, place: TaxPlace, problems: list[Problem]) -> TaxStatus | None:
    if brief.tax_status is None:
        return None
    statuses = {status.key: status for status in place.statuses}
    return _find(statuses, brief.tax_status, "tax_status", problems)


def _sitting(
    index: int, sitting: Sitting, book: PriceBook, problems: list[Problem]
) -> Picked | None:
    at = f"sittings[{index + 1}]"
    session = _find(book.sessions_by_key, sitting.session, f"{at}.session", problems)
    if session is None:
        return None
    retouching = sitting.retouching or session.retouching_included
    tier = _find(book.tiers_by_key, retouching, f"{at}.retouching", problems)
    licence = _licence(sitting, session, book, problems, at)
    asked = asked_for(sitting)
    problems += _limits(at, asked, session)
    quantities = counted(asked, session, SCALAR)
    problems += _unpriced(at, quantities, session)
    return Picked(index, sitting, session, tier, licence, quantities)


def asked_for(sitting: Sitting) -> Asked:
    """The numbers of a sitting; 0 for what it leaves to the session."""
    return Asked(
        sitting.people,
        sitting.images or 0,
        sitting.looks or 0,
        sitting.minutes or 0,
        sitting.stations,
    )


def _licence(
    sitting: Sitting, session: SessionType, book: PriceBook, problems: list[Problem], at: str
) -> LicenceClass | LicenceTerms | None:
    wanted = sitting.licence or session.licence_included
    if not isinstance(wanted, LicenceTerms):
        return _find(book.licences_by_key, wanted, f"{at}.licence", problems)
    if book.licence_grid is None:
        classes = tuple(licence.key for licence in book.licence_classes)
        problems.append(unknown(f"{at}.licence", "a licence by media and place", classes))
        return None
    for dimension in DIMENSIONS:
        sold = tuple(option.key for option in book.licence_grid.options(dimension))
        if getattr(wanted, dimension) not in sold:
            where = f"{at}.licence.{dimension}"
            problems.append(unknown(where, getattr(wanted, dimension), sold))
    return wanted


def _limits(at: str, asked: Asked, session: SessionType) -> list[Problem]:
    """Numbers outside what the session is sold for."""
    problems = []
    for field, (value, least, most) in limits(asked, session, SCALAR).items():
        if is_outside(value, least, most):
            what = f"{session.name} is not sold for {_so_many(value, field)}"
            advice = span(least, most) if least <= most else _too_many(session)
            if most == 0:
                what, advice = f"{session.name} is not sold by time", "leave minutes out"
            problems.append(Problem(f"{at}.{field}", what, advice))
    return problems


def _so_many(number: int, field: str) -> str:
    one = {"people": "person"}.get(field, field.removesuffix("s"))
    return f"{number} {one if number == 1 else field}"


def span(least: int, most: int) -> str:
    """The numbers that can be had, in words."""
    return f"{least} to {most}" if least < most else str(most)


def _too_many(session: SessionType) -> str:
    return f"fewer people, more stations, or two bookings of {session.name}"


def _unpriced(at: str, quantities: Quantities, session: SessionType) -> list[Problem]:
    """More than is included, where the session has no price for more."""
    advice = "what the session includes, or another session"
    return [
        Problem(f"{at}.{field}", f"{session.name} has no price for further {field}", advice)
        for field, further in unpriced(session).items()
        if quantities[further]
    ]


def _extras(
    brief: Brief, book: PriceBook, problems: list[Problem]
) -> tuple[tuple[Extra, ExtraChoice], ...]:
    sessions = {sitting.session for sitting in brief.sittings}
    found: dict[str, tuple[Extra, ExtraChoice]] = {}
    for index, choice in enumerate(brief.extras):
        at = f"extras[{index + 1}]"
        extra = _find(book.extras_by_key, choice.key, at, problems)
        if extra is None:
            continue
        if choice.key in found:
            problems.append(Problem(at, f"{extra.name} is there twice", "one entry, with quantity"))
        if choice.quantity > extra.most:
            what = f"{extra.name} is not sold {choice.quantity} times"
            problems.append(Problem(f"{at}.quantity", what, span(1, extra.most)))
        if extra.sessions and not sessions & set(extra.sessions):
            what = f"{extra.name} is not sold with this session"
            problems.append(Problem(at, what, f"with {', '.join(extra.sessions)}"))
        found[choice.key] = (extra, choice)
    return tuple(found.values())


def _away(brief: Brief, book: PriceBook, sittings: list[Picked]) -> list[Problem]:
    """Travel that cannot be priced: nobody travels, or too far."""
    if not brief.distance:
        return []
    if all(picked.session.where == "studio" for picked in sittings):
        what = "these sessions are at the studio, so nobody travels"
        return [Problem("distance", what, "0, or a session on location")]
    if book.travel is None:
        return [Problem("distance", "this price book has no travel", "0, or ask the studio")]
    if brief.distance > book.travel.most:
        what = f"{brief.distance} is further than the list goes, {book.travel.most}"
        return [Problem("distance", what, "less, or asking the studio")]
    return []


_SUMMED: tuple[Measure, ...] = (
    "person",
    "image",
    "further_image",
    "look",
    "further_look",
    "minute",
    "station",
    "station_minute",
)


def together(sittings: Iterable[Picked]) -> dict[Measure, int]:
    """The quantities of several sittings added up, as one booking."""
    each = [picked.quantities for picked in sittings]
    if len(each) == 1:
        return dict(each[0])
    total: dict[Measure, int] = {"booking": 1, "unit": 1}
    for name in _SUMMED:
        total[name] = added([quantities[name] for quantities in each])
    return total
