"""`estimate(brief, book)`: the ordered steps, one short function each.

1 lines (session, retouching, licence, extras, travel), 2 adjustments in the book's order, 3 net,
4 taxes, 5 gross, cash rounding and payable, 6 instalments. The order is written out in
`docs/pricing.md`, with tables made by running this module.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pricing.adjusting import adjust
from pricing.adjustments import Share
from pricing.book import PriceBook
from pricing.brief import Brief
from pricing.choices import Picked, Plan, choose, together
from pricing.estimate import Adjustment, Booked, Estimate, LineItem, TaxLine
from pricing.instalments import payments
from pricing.ledger import Change, Heading, Ledger, settled
from pricing.levies import Taxable, TaxDue, TaxPolicy, tax_lines
from pricing.licences import Grant, LicenceClass, LicenceTerms
from pricing.maths import SCALAR
from pricing.money import decimal_text
from pricing.reasons import Figure, Reason, renamed
from pricing.rules import Quantities, Rule, Shown, times
from pricing.totals import cash_rounded
from pricing.values import PRICE_PLACES


def estimate(brief: Brief, book: PriceBook, on: date | None = None) -> Estimate:
    """Price `brief` with `book` on a day (default: the edition's first day), with every reason.

    Raises `BriefRefused` with all problems at once when a choice is not sold, and `NotInForce`
    when a tax of the place has no rate yet on the day of the session.
    """
    plan = choose(brief, book, on or book.effective_from)
    ledger = Ledger(book.minor, SCALAR)
    for step in (_sessions, _retouching, _licences, _extras, _travel):
        step(plan, ledger)
    adjustments, notes = adjust(plan, ledger)
    taxes = _taxes(plan, ledger, adjustments)
    gross = ledger.total
    if not book.prices_include_tax:
        gross += sum(tax.amount for tax in taxes)
    cash = cash_rounded(gross, book.totals_policy)
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
        delivery=plan.delivery.summary if plan.delivery else "",
        brief=brief,
        booked=tuple(_booked(picked, book) for picked in plan.sittings),
        lines=tuple(ledger.lines),
        adjustments=adjustments,
        taxes=taxes,
        cash_rounding=cash,
        payments=payments(gross + cash, book.parts_due, book.rounding),
        grants=_grants(plan),
        notes=notes,
    )


def _sessions(plan: Plan, ledger: Ledger) -> None:
    for picked in plan.sittings:
        for index, charge in enumerate(picked.session.charges):
            source = f"session_types.{picked.session.key}.charges[{index + 1}]"
            heading = Heading("session", charge.label, charge.detail, charge.tax_category, source)
            ledger.add(_priced(charge.rule, picked.quantities, heading, ledger), picked.index)


def _retouching(plan: Plan, ledger: Ledger) -> None:
    """The chosen tier for every image, less the tier that the session includes."""
    tiers = {tier.key: tier for tier in plan.book.retouching_tiers}
    for picked in plan.sittings:
        tier, included = picked.tier, tiers.get(picked.session.retouching_included or "")
        less = included.price if included else 0
        if tier is None or tier.price <= less:
            continue
        images, difference = picked.quantities["image"], tier.price - less
        because = [times((images, "image"), difference)]
        if included is not None and less:
            words = "{n:text} {p:price} − {b:text}, which is included, {l:price} = {d:price}"
            names: dict[str, Figure] = {"n": tier.name, "b": included.name}
            prices: dict[str, Figure] = {"p": tier.price, "l": less, "d": difference}
            because.insert(0, Reason(words, names | prices))
        source = f"retouching_tiers.{tier.key}"
        heading = Heading("retouching", tier.name, tier.summary, tier.tax_category, source)
        shown = Shown(images, "image", difference, tuple(because))
        ledger.add(ledger.line(heading, shown, images * difference), picked.index)


def _licences(plan: Plan, ledger: Ledger) -> None:
    """Each licence once, for all the sittings that take it and do not have it included."""
    takers: dict[LicenceClass | LicenceTerms, list[Picked]] = {}
    for picked in plan.sittings:
        if picked.licence is not None and not picked.licence_included:
            takers.setdefault(picked.licence, []).append(picked)
    for licence, sittings in takers.items():
        ledger.add(_licence(licence, sittings, plan.book, ledger))


def _licence(
    licence: LicenceClass | LicenceTerms, takers: list[Picked], book: PriceBook, ledger: Ledger
) -> Iterable[LineItem]:
    quantities, category = together(takers), book.licence_tax_category
    if isinstance(licence, LicenceTerms):
        grid = book.grid
        heading = Heading("licence", grid.name, "", category, "licence_grid")
        exact = grid.amount(licence, quantities)
        return ledger.line(heading, grid.shown(licence, quantities), exact, grid.places)
    if licence.charge is None:
        return ()
    detail = f"{licence.media}. {licence.place}, {licence.term}, {licence.exclusivity}."
    source = f"licence_classes.{licence.key}"
    heading = Heading("licence", licence.name, detail, category, source)
    sittings = [picked.index for picked in takers]
    return _priced(licence.charge, quantities, heading, ledger, sittings)


def _extras(plan: Plan, ledger: Ledger) -> None:
    for extra, choice in plan.extras:
        source = f"extras.{extra.key}"
        heading = Heading("extras", extra.name, extra.summary, extra.tax_category, source)
        quantities = {**plan.quantities, "unit": choice.quantity}
        ledger.add(_priced(extra.rule, quantities, heading, ledger))


def _travel(plan: Plan, ledger: Ledger) -> None:
    travel, distance = plan.book.travel, plan.brief.distance
    if travel is None or not distance:
        return
    charged = plan.quantities["distance"]
    words = "{d:count} from the studio, {i:number} included"
    words += ", both ways: {c:number} charged" if travel.both_ways else ": {c:number} charged"
    figures: dict[str, Figure] = {"d": (distance, travel.unit), "i": travel.included, "c": charged}
    shown = travel.rule.shown(plan.quantities)
    unit = travel.unit if shown.unit == "distance" else shown.unit
    steps = (renamed(reason, "distance", travel.unit) for reason in shown.because)
    because = (Reason(words, figures), *steps)
    heading = Heading("travel", travel.label, "", travel.tax_category, "travel")
    shown = Shown(shown.quantity, unit, shown.unit_price, because)
    ledger.add(ledger.line(heading, shown, travel.rule.amount(plan.quantities, SCALAR)))


def _priced(
    rule: Rule | Share,
    quantities: Quantities,
    heading: Heading,
    ledger: Ledger,
    sittings: list[int] | None = None,
) -> Iterable[LineItem]:
    """The line for a rule, or for a percentage of what is on the quote so far for `sittings`."""
    if not isinstance(rule, Share):
        return ledger.line(heading, rule.shown(quantities), rule.amount(quantities, SCALAR))
    base = ledger.base(rule.of, sittings)
    exact, places = base * rule.percent, PRICE_PLACES + ledger.minor.places
    figures: dict[str, Figure] = {"p": rule.percent, "of": rule.of, "b": base}
    words = "{p:percent} of {of:base} {b:money} = {e:text}"
    because = Reason(words, figures | {"e": decimal_text(exact, places, ledger.minor.places)})
    return ledger.line(heading, Shown(1, "booking", None, (because,)), exact, places)


def _taxes(plan: Plan, ledger: Ledger, adjustments: tuple[Adjustment, ...]) -> tuple[TaxLine, ...]:
    """The taxes of the place, at the rates of the session's day, or of pricing if that is open."""
    day = plan.brief.session_on or plan.priced_on
    due = [
        TaxDue(tax.key, tax.name, tax.rate(day).percent, frozenset(tax.applies_to))
        for tax in plan.place.taxes
    ]
    parts = [(line.tax_category, line.amount) for line in ledger.lines]
    book, adjusted = plan.book, [part for each in adjustments for part in each.parts]
    if book.tax_rounding == "per_line":
        changes = [Change(category, abs(part), part < 0) for category, part in adjusted]
        parts = settled(parts, changes, SCALAR)
    else:
        parts += adjusted
    taxable = [Taxable(amount, category) for category, amount in parts]
    policy = TaxPolicy(book.rounding, book.tax_rounding, book.prices_include_tax)
    return tax_lines(taxable, due, policy)


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
    grants = (_granted(picked, plan.book) for picked in plan.sittings)
    return tuple(dict.fromkeys(grant for grant in grants if grant is not None))
