"""The lines of a quote, area by area: session, retouching, licence, extras, travel, typed lines."""

from __future__ import annotations

from pricing.adjustments import Share
from pricing.book import PriceBook
from pricing.choices import Picked, Plan, together
from pricing.errors import BriefRefused
from pricing.ledger import Heading, Ledger
from pricing.licences import LicenceClass, LicenceTerms
from pricing.maths import SCALAR
from pricing.money import decimal_text
from pricing.reasons import Figure, Reason, renamed
from pricing.rules import Quantities, Rule, Shown, times
from pricing.values import PRICE_PLACES


def write_lines(plan: Plan) -> Ledger:
    """Every line, in the order of the quote, on a new ledger.

    Raises `BriefRefused` for an agreed price that belongs to no line.
    """
    ledger = Ledger(plan.book.minor, plan.desk.agreed)
    for step in (_sessions, _retouching, _licences, _extras, _travel, _by_hand):
        step(plan, ledger)
    if problems := tuple(ledger.agreements.problems()):
        raise BriefRefused(problems)
    return ledger


def _sessions(plan: Plan, ledger: Ledger) -> None:
    for picked in plan.sittings:
        for source, charge in picked.session.placed_charges:
            heading = Heading(
                "session", charge.label, charge.detail, charge.tax_category, source, picked.index
            )
            rule, quantities = charge.rule, picked.quantities
            ledger.write(heading, rule.shown(quantities), rule.amount(quantities, SCALAR))


def _retouching(plan: Plan, ledger: Ledger) -> None:
    """The chosen tier for every image, less the tier that the session includes."""
    tiers = plan.book.tiers_by_key
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
        heading = Heading(
            "retouching", tier.name, tier.summary, tier.tax_category, source, picked.index
        )
        shown = Shown(images, "image", difference, tuple(because))
        ledger.write(heading, shown, images * difference)


def _licences(plan: Plan, ledger: Ledger) -> None:
    """Each licence once, for all the sittings that take it and do not have it included."""
    takers: dict[LicenceClass | LicenceTerms, list[Picked]] = {}
    for picked in plan.sittings:
        if picked.licence is not None and not picked.licence_included:
            takers.setdefault(picked.licence, []).append(picked)
    for licence, sittings in takers.items():
        _licence(licence, sittings, plan.book, ledger)


def _licence(
    licence: LicenceClass | LicenceTerms, takers: list[Picked], book: PriceBook, ledger: Ledger
) -> None:
    category = book.licence_tax_category
    if isinstance(licence, LicenceTerms):
        grid = book.grid
        heading = Heading("licence", grid.name, "", category, "licence_grid")
        quantities = together(takers)
        exact = grid.amount(licence, quantities)
        ledger.write(heading, grid.shown(licence, quantities), exact, grid.places)
        return
    if licence.charge is None:
        return
    detail = f"{licence.media}. {licence.place}, {licence.term}, {licence.exclusivity}."
    source = f"licence_classes.{licence.key}"
    heading = Heading("licence", licence.name, detail, category, source)
    sittings = [picked.index for picked in takers]
    _price(licence.charge, together(takers), heading, ledger, sittings)


def _extras(plan: Plan, ledger: Ledger) -> None:
    for extra, choice in plan.extras:
        source = f"extras.{extra.key}"
        heading = Heading("extras", extra.name, extra.summary, extra.tax_category, source)
        quantities = {**plan.quantities, "unit": choice.quantity}
        _price(extra.rule, quantities, heading, ledger)


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
    ledger.write(heading, shown, travel.rule.amount(plan.quantities, SCALAR))


def _by_hand(plan: Plan, ledger: Ledger) -> None:
    """The lines that the staff typed."""
    for index, line in enumerate(plan.desk.lines):
        source = f"desk.lines[{index + 1}]"
        heading = Heading(line.area, line.label, line.detail, line.tax_category, source)
        because = times((line.quantity, line.unit), line.price)
        shown = Shown(line.quantity, line.unit, line.price, (because,))
        ledger.write(heading, shown, line.quantity * line.price)


def _price(
    rule: Rule | Share,
    quantities: Quantities,
    heading: Heading,
    ledger: Ledger,
    sittings: list[int] | None = None,
) -> None:
    """Write the line for a rule, or for a percentage of what `sittings` hold so far."""
    if not isinstance(rule, Share):
        ledger.write(heading, rule.shown(quantities), rule.amount(quantities, SCALAR))
        return
    base = ledger.base(rule.of, sittings)
    exact, places = base * rule.percent, PRICE_PLACES + ledger.minor.places
    figures: dict[str, Figure] = {"p": rule.percent, "of": rule.of, "b": base}
    words = "{p:percent} of {of:base} {b:money} = {e:text}"
    because = Reason(words, figures | {"e": decimal_text(exact, places, ledger.minor.places)})
    ledger.write(heading, Shown(1, "booking", None, (because,)), exact, places)
