"""Draft: everything a visitor has typed. Pages show it; only a `Brief` made of it is priced."""

from __future__ import annotations

from datetime import date

import msgspec

from estimator.comparison import Assumptions, Weights
from pricing import (
    Brief,
    Client,
    ExtraChoice,
    LicenceTerms,
    PriceBook,
    SessionType,
    Sitting,
    TaxPlace,
)
from pricing.licences import DIMENSIONS
from pricing.rules import Measure, measures

MOST_SITTINGS = 5


class Draft(msgspec.Struct, frozen=True):
    """What is wanted of one studio. `rows` are names for the sittings that outlive their order.

    `plan` is the AI plan to look at closely, if one was picked; `weights` order the evidence.
    """

    studio: str
    brief: Brief
    rows: tuple[int, ...] = (1,)
    client: Client = Client()
    assumptions: Assumptions = Assumptions()
    with_comparison: bool = False
    plan: str = ""
    weights: Weights = Weights()

    def added(self, book: PriceBook) -> Draft:
        """With one sitting more, of the first session type that is not in it yet."""
        taken = {sitting.session for sitting in self.brief.sittings}
        free = [each for each in book.session_types if each.key not in taken]
        session = (free or book.session_types)[0]
        sittings = (*self.brief.sittings, Sitting(session=session.key, people=session.people_from))
        brief = self.brief.model_copy(update={"sittings": sittings})
        return msgspec.structs.replace(self, brief=brief, rows=(*self.rows, max(self.rows) + 1))

    def comparing(self, assumptions: Assumptions, plan: str) -> Draft:
        """With other assumptions for the comparison, and another plan to look at closely."""
        return msgspec.structs.replace(self, assumptions=assumptions, plan=plan)

    def weighing(self, weights: Weights) -> Draft:
        """With the evidence in another order."""
        return msgspec.structs.replace(self, weights=weights)

    def without(self, row: int) -> Draft:
        """Without that sitting; the last one stays."""
        if len(self.rows) < 2 or row not in self.rows:
            return self
        kept = [each for each in zip(self.rows, self.brief.sittings, strict=True) if each[0] != row]
        brief = self.brief.model_copy(update={"sittings": tuple(sitting for _, sitting in kept)})
        return msgspec.structs.replace(self, brief=brief, rows=tuple(each for each, _ in kept))


def first_draft(studio: str, book: PriceBook) -> Draft:
    """What a new visitor sees: the first session type for the fewest people."""
    session = book.session_types[0]
    sitting = Sitting(session=session.key, people=session.people_from)
    return Draft(studio, Brief(sittings=(sitting,)))


def session_of(sitting: Sitting, book: PriceBook) -> SessionType:
    """The sitting's session type; the first of the book when it is not sold."""
    return _named(book.session_types, sitting.session) or book.session_types[0]


def fitted(brief: Brief, book: PriceBook, today: date) -> Brief:
    """The brief with what this book cannot mean left out, and counts within their bounds."""
    sittings = tuple(
        fitted_sitting(sitting, session_of(sitting, book), book) for sitting in brief.sittings
    )
    away = book.travel is not None and any(is_away(sitting, book) for sitting in sittings)
    on = brief.session_on
    return Brief(
        sittings=sittings[:MOST_SITTINGS],
        extras=_extras(brief, sittings, book),
        place=_sold(brief.place, book.places),
        tax_status=_sold(brief.tax_status, located(brief, book).statuses),
        distance=min(brief.distance, book.travel.most) if away and book.travel else 0,
        session_on=on if on and on >= today else None,
        session_at=brief.session_at,
        delivery=_sold(brief.delivery, book.deliveries),
        code=brief.code,
        clients=brief.clients,
        open=brief.open if len(sittings) == 1 else (),
    )


def located(brief: Brief, book: PriceBook) -> TaxPlace:
    """The place whose taxes are due; the first of the book when none is named that it has."""
    return next((place for place in book.places if place.key == brief.place), book.places[0])


def fitted_sitting(sitting: Sitting, session: SessionType, book: PriceBook) -> Sitting:
    """The sitting as that session is sold; what the session includes is left out."""
    time = session.booked_time
    return Sitting(
        session=session.key,
        people=_within(sitting.people, session.people_from, session.people_to),
        images=_further(sitting.images, *image_bounds(session), session.images_included),
        looks=_further(sitting.looks, *look_bounds(session), session.looks_included),
        minutes=sitting.minutes if time else None,
        stations=_within(sitting.stations, 1, time.most_stations if time else 1),
        retouching=_sold(sitting.retouching, book.retouching_tiers),
        licence=_licence(sitting.licence, book),
    )


def is_away(sitting: Sitting, book: PriceBook) -> bool:
    """Whether the studio goes to the client."""
    return session_of(sitting, book).where == "location"


def image_bounds(session: SessionType) -> tuple[int, int]:
    """The fewest and the most images each; the same where no further ones are sold."""
    fewest = max(session.images_included, 1)
    measured = {"image", "image_each", "further_image", "further_image_each"}
    return fewest, max(fewest, session.images_to) if _counts(session) & measured else fewest


def look_bounds(session: SessionType) -> tuple[int, int]:
    """The fewest and the most looks each; the same where no further ones are sold."""
    fewest = session.looks_included
    sold = _counts(session) & {"look", "further_look"}
    return fewest, max(fewest, session.looks_to) if sold else fewest


def _counts(session: SessionType) -> frozenset[Measure]:
    return frozenset[Measure]().union(*(measures(charge.rule) for charge in session.charges))


def _further(wanted: int | None, fewest: int, most: int, included: int) -> int | None:
    number = _within(wanted or fewest, fewest, most)
    return None if number == included else number


def _within(number: int, least: int, most: int) -> int:
    return max(least, min(number, most))


def _licence(wanted: str | LicenceTerms | None, book: PriceBook) -> str | LicenceTerms | None:
    if not isinstance(wanted, LicenceTerms):
        return _sold(wanted, book.licence_classes)
    grid = book.licence_grid
    known = grid is not None and all(
        _sold(getattr(wanted, dimension), grid.options(dimension)) for dimension in DIMENSIONS
    )
    return wanted if known else None


def _extras(
    brief: Brief, sittings: tuple[Sitting, ...], book: PriceBook
) -> tuple[ExtraChoice, ...]:
    wanted = {choice.key: choice.quantity for choice in brief.extras}
    sessions = {sitting.session for sitting in sittings}
    return tuple(
        ExtraChoice(key=extra.key, quantity=_within(wanted[extra.key], 1, extra.most))
        for extra in book.extras
        if extra.key in wanted and (not extra.sessions or sessions & set(extra.sessions))
    )


def _sold(key: str | None, entries: tuple[object, ...]) -> str | None:
    return key if key in {getattr(entry, "key", None) for entry in entries} else None


def _named(entries: tuple[SessionType, ...], key: str) -> SessionType | None:
    return next((entry for entry in entries if entry.key == key), None)
