"""`estimate(brief, book)`: the ordered steps, one short function each.

1 lines (session, retouching, licence, extras, travel), 2 adjustments in the book's order, 3 net,
4 taxes, 5 gross, cash rounding and payable, 6 instalments. The order is written out in
`docs/pricing.md`, with tables made by running this module.
"""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from pricing.adjusting import adjust
from pricing.book import PriceBook
from pricing.brief import Brief
from pricing.choices import Picked, Plan, choose
from pricing.desk import NOTHING_ADDED, Desk
from pricing.estimate import (
    Adjustment,
    Booked,
    Estimate,
    TaxLine,
)
from pricing.instalments import payments
from pricing.ledger import Change, Ledger, settled
from pricing.licences import Grant, LicenceTerms
from pricing.lines import write_lines
from pricing.maths import SCALAR
from pricing.money import added
from pricing.options import priced_options
from pricing.taxing import Taxable, tax_lines
from pricing.totals import cash_rounded


def estimate(
    brief: Brief, book: PriceBook, on: date | None = None, desk: Desk = NOTHING_ADDED
) -> Estimate:
    """Price `brief` with `book` on a day (default: the edition's first day), with every reason.

    `desk` is what the staff add by hand. Options of the brief are priced each by itself, with
    everything else as it is, and are no part of the total.

    Raises `BriefRefused` with all problems at once when a choice is not sold, and `NotInForce`
    when a tax of the place has no rate yet on the day of the session.
    """
    found = _estimate(choose(brief, book, on or book.effective_from, desk))
    if not brief.options:
        return found
    options = priced_options(found, lambda other: estimate(other, book, found.priced_on, desk))
    return replace(found, options=options)


def _estimate(plan: Plan) -> Estimate:
    brief, book, desk = plan.brief, plan.book, plan.desk
    ledger = write_lines(plan)
    adjustments, notes = adjust(plan, ledger)
    taxes, withholdings = _taxes(plan, ledger, adjustments)
    tax = added([each.amount for each in taxes])
    gross = ledger.total - added([each.lifted for each in taxes])
    gross += 0 if book.prices_include_tax else tax
    unrounded = gross - added([each.amount for each in withholdings])
    cash = cash_rounded(unrounded, book.totals_policy)
    return Estimate(
        studio=book.studio,
        currency=book.currency,
        priced_on=plan.priced_on,
        edition=book.edition,
        effective_from=book.effective_from,
        rounding=book.rounding,
        tax_rounding=book.tax_rounding,
        prices_include_tax=book.prices_include_tax,
        place=plan.place.name,
        tax_status=plan.tax_status.name if plan.tax_status else "",
        delivery=plan.delivery.summary if plan.delivery else "",
        brief=brief,
        booked=tuple([_booked(picked, book) for picked in plan.sittings]),
        lines=tuple(ledger.lines),
        adjustments=adjustments,
        taxes=taxes,
        withholdings=withholdings,
        cash_rounding=cash,
        payments=payments(unrounded + cash, tax, book.parts_due, book.rounding),
        grants=_grants(plan),
        notes=notes,
        desk=desk,
    )


def _taxes(
    plan: Plan, ledger: Ledger, adjustments: tuple[Adjustment, ...]
) -> tuple[tuple[TaxLine, ...], tuple[TaxLine, ...]]:
    """The taxes of the place, at the rates of the session's day, or of pricing if that is open."""
    day = plan.brief.session_on or plan.priced_on
    book = plan.book
    due = book.dues.on(day, plan.place, plan.tax_status)
    parts = _settled(ledger, adjustments) if book.tax_rounding == "per_line" else ledger.held()
    return tax_lines(parts, due, book.totals_policy)


def _settled(ledger: Ledger, adjustments: tuple[Adjustment, ...]) -> list[Taxable]:
    """What is left of each line, and of adjustments that stand alone."""
    parts = [(line.tax_category, line.amount) for line in ledger.lines]
    adjusted = [part for each in adjustments for part in each.parts]
    changes = [Change(category, abs(part), part < 0) for category, part in adjusted]
    return [part for part in settled(parts, changes, SCALAR) if part[1]]


def _booked(picked: Picked, book: PriceBook) -> Booked:
    session, quantities = picked.session, picked.quantities
    grant = _granted(picked, book)
    return Booked(
        session=session.name,
        summary=session.summary,
        people=picked.sitting.people,
        images_each=quantities["image_each"],
        looks_each=picked.sitting.looks or session.looks_included,
        minutes=quantities["minute"] if session.booked_time else session.minutes,
        stations=picked.sitting.stations,
        by_time=session.booked_time is not None,
        retouching=picked.tier.name if picked.tier else "",
        licence=grant.name if grant else "",
        includes=session.includes,
    )


def _granted(picked: Picked, book: PriceBook) -> Grant | None:
    if isinstance(picked.licence, LicenceTerms):
        return book.grid.granted(picked.licence)
    return picked.licence.granted() if picked.licence else None


def _grants(plan: Plan) -> tuple[Grant, ...]:
    """The licences written out, each once."""
    grants = [_granted(picked, plan.book) for picked in plan.sittings]
    return tuple(dict.fromkeys([grant for grant in grants if grant is not None]))
