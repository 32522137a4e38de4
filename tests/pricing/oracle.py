"""A second opinion on every amount: `docs/pricing.md` again, in exact fractions and plain dicts.

Written from that page and not from the code. It imports nothing from `pricing`, keeps its own
loops, and answers with amounts only. `None` means that the brief is refused.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests.pricing.oracle_rules import (
    LAW,
    PAPER,
    Record,
    by_grid,
    by_key,
    counted,
    distance,
    exact_price,
    gathered,
    is_refused,
    over_lines,
    rounded,
    shared,
)
from tests.pricing.oracle_taxes import Tax, taxes, withheld

MINOR = {"JPY": 0, "HUF": 2, "USD": 2, "EUR": 2, "GBP": 2, "CHF": 2, "CAD": 2, "KWD": 3}
AREAS = ("session", "retouching", "licence", "extras", "travel")
BASES = {
    **{area: (area,) for area in AREAS},
    "creative": ("session", "retouching"),
    "lines": AREAS,
    "running": AREAS,
}
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Answer:
    """Every amount of an estimate, in minor units."""

    lines: tuple[tuple[str, int], ...]
    adjustments: tuple[tuple[str, int], ...]
    parts: tuple[tuple[tuple[str, int], ...], ...]
    taxes: tuple[Tax, ...]
    withheld: tuple[Tax, ...]
    net: int
    gross: int
    payable: int
    payments: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Hand:
    """What the staff add: a desk as its table, and agreed prices by the line's place."""

    desk: Record
    agreed: dict[int, str]


NO_HAND = Hand({"lines": [], "discounts": []}, {})


@dataclass
class Sheet:
    """The quote as it grows: lines with where they stand, and how much of each tax category."""

    book: Record
    hand: Hand = NO_HAND
    lines: list[tuple[str, str, int, int]] = field(default_factory=list)
    """Area, tax category, amount, and which sitting it is for (−1 for the booking)."""
    taken: list[tuple[str, str, int]] = field(default_factory=list)
    """Area, tax category and amount of each part of an adjustment."""

    def round(self, exact: Fraction) -> int:
        return rounded(exact, self.book["rounding"])

    def minor(self, major: Fraction | str) -> int:
        return self.round(Fraction(major) * 10 ** MINOR[self.book["currency"]])

    def write(self, area: str, category: str, major: Fraction, sitting: int = -1) -> None:
        """A line: an exact amount of the major unit, rounded once; nothing is left out."""
        self.enter(area, category, self.minor(major), sitting)

    def enter(self, area: str, category: str, amount: int, sitting: int = -1) -> None:
        if amount:
            agreed = self.hand.agreed.get(len(self.lines))
            amount = amount if agreed is None else self.minor(agreed)
            self.lines.append((area, category, amount, sitting))

    def printed(self, base: str, sittings: set[int] | None = None) -> int:
        """The lines of a base, without adjustments."""
        return sum(
            amount
            for area, _, amount, sitting in self.lines
            if area in BASES[base] and (sittings is None or sitting in sittings)
        )

    def held(self, base: str) -> dict[tuple[str, str], int]:
        """What is left on each area and tax category of a base, in the quote's order."""
        left: dict[tuple[str, str], int] = defaultdict(int)
        entries = [(area, category, amount) for area, category, amount, _ in self.lines]
        for area, category, amount in entries + self.taken:
            if area in BASES[base]:
                left[area, category] += amount
        return dict(left)


# ---------------------------------------------------------------- lines


@dataclass(frozen=True)
class Asked:
    """One sitting with its session type, its counts and the licence it takes."""

    sitting: Record
    session: Record
    q: Counter[str]

    @property
    def licence(self) -> str | Record | None:
        return self.sitting["licence"] or self.session["licence_included"]

    @property
    def bought(self) -> str | Record | None:
        """The licence that is paid for: not the one the session comes with."""
        return None if self.licence == self.session["licence_included"] else self.licence


@dataclass(frozen=True)
class Facts:
    """What conditions look at, beside the brief."""

    on: date
    q: Counter[str]
    spend: Fraction
    sessions: set[str]
    delivery: str | None


def facts_of(sheet: Sheet, brief: Record, asked: list[Asked], on: date) -> Facts:
    """The whole booking, once its lines are written."""
    q = gathered([one.q for one in asked])
    q["distance"] = distance(sheet.book["travel"], brief)
    spend = Fraction(sheet.printed("lines"), 10 ** MINOR[sheet.book["currency"]])
    standard = sheet.book["deliveries"][0]["key"] if sheet.book["deliveries"] else None
    sessions = {one.session["key"] for one in asked}
    return Facts(on, q, spend, sessions, brief["delivery"] or standard)


def write_lines(sheet: Sheet, brief: Record, asked: list[Asked]) -> None:
    """Section 2, in its order."""
    for index, one in enumerate(asked):
        for charge in one.session["charges"]:
            sheet.write(
                "session", charge["tax_category"], exact_price(charge["rule"], one.q), index
            )
    for index, one in enumerate(asked):
        write_retouching(sheet, index, one)
    write_licences(sheet, asked)
    travel = sheet.book["travel"]
    whole = gathered([one.q for one in asked]) | Counter(distance=distance(travel, brief))
    extras = by_key(sheet.book["extras"])
    for choice in brief["extras"]:
        extra = extras[choice["key"]]
        q = whole | Counter(unit=choice["quantity"])
        write_priced(sheet, ("extras", extra["tax_category"]), extra["rule"], q)
    if travel and brief["distance"]:
        sheet.write("travel", travel["tax_category"], exact_price(travel["rule"], whole))
    for line in sheet.hand.desk["lines"]:
        exact = line["quantity"] * Fraction(line["price"])
        sheet.write(line["area"], line["tax_category"], exact)


def write_priced(
    sheet: Sheet, where: tuple[str, str], rule: Record, q: Counter[str], of: set[int] | None = None
) -> None:
    """A rule; or a share of what is on the quote so far, for some sittings or for all."""
    area, category = where
    if rule["kind"] == "share":
        base = sheet.printed(rule["of"], of)
        sheet.enter(area, category, sheet.round(base * Fraction(rule["percent"]) / 100))
    else:
        sheet.write(area, category, exact_price(rule, q))


def write_retouching(sheet: Sheet, index: int, one: Asked) -> None:
    """Every image at what the chosen tier costs above the one that is included."""
    tiers = by_key(sheet.book["retouching_tiers"])
    prices = [
        Fraction(tiers[key]["price"]) if key else Fraction(0)
        for key in (one.sitting["retouching"], one.session["retouching_included"])
    ]
    if one.sitting["retouching"] and prices[0] > prices[1]:
        category = tiers[one.sitting["retouching"]]["tax_category"]
        sheet.write("retouching", category, one.q["image"] * (prices[0] - prices[1]), index)


def write_licences(sheet: Sheet, asked: list[Asked]) -> None:
    """Each licence once, for all the sittings that take it."""
    takers: list[tuple[str | Record, list[int]]] = []
    for index, one in enumerate(asked):
        same = next((who for licence, who in takers if licence == one.bought), None)
        if same is not None:
            same.append(index)
        elif one.bought is not None:
            takers.append((one.bought, [index]))
    classes = by_key(sheet.book["licence_classes"])
    category = sheet.book["licence_tax_category"]
    for licence, who in takers:
        q = gathered([asked[index].q for index in who])
        if isinstance(licence, dict):
            sheet.write("licence", category, by_grid(sheet.book["licence_grid"], licence, q))
        elif classes[licence]["charge"]:
            write_priced(sheet, ("licence", category), classes[licence]["charge"], q, set(who))


# ---------------------------------------------------------------- adjustments


def holds(when: Record, brief: Record, facts: Facts) -> bool:
    """Section 3: whether every condition is met. A day left open meets no condition on it."""
    day = date.fromisoformat(brief["session_on"]) if brief["session_on"] else None
    hour = int(brief["session_at"][:2]) if brief["session_at"] else -1
    first, last = when["valid_from"], when["valid_to"]
    return all(
        (
            not when["code"] or when["code"].lower() == brief["code"].strip().lower(),
            not first or date.fromisoformat(first) <= facts.on,
            not last or facts.on <= date.fromisoformat(last),
            not when["sessions"] or facts.sessions & set(when["sessions"]),
            facts.q["person"] >= when["people_from"],
            facts.spend >= Fraction(when["spend_from"]),
            not when["delivery"] or facts.delivery in when["delivery"],
            not when["clients"] or set(brief["clients"]) & set(when["clients"]),
            not when["weekdays"] or (day and WEEK[day.weekday()] in when["weekdays"]),
            when["hour_from"] is None or hour >= when["hour_from"],
            not when["notice_below"] or (day and (day - facts.on).days < when["notice_below"]),
        )
    )


def size_of(rule: Record, sheet: Sheet, q: Counter[str]) -> int:
    """How large an adjustment would be."""
    left = sum(sheet.held(rule["base"]).values())
    base = left if rule["base"] == "running" else sheet.printed(rule["base"])
    if rule["kind"] == "percentage":
        size = sheet.round(base * Fraction(rule["percent"]) / 100)
        size = size if rule["cap"] is None else min(size, sheet.minor(rule["cap"]))
    elif rule["kind"] == "fixed":
        size = sheet.minor(q[rule["per"]] * Fraction(rule["price"]))
    elif rule["kind"] == "minimum-charge":
        size = max(sheet.minor(rule["price"]) - base, 0)
    else:
        size = max(base - sheet.minor(rule["price"]), 0)
    return min(size, left) if rule["direction"] == "discount" else size


def enter(sheet: Sheet, rule: Record, amount: int) -> dict[str, int]:
    """Share a signed amount over the tax categories of its base; then over the areas of each."""
    if rule["tax_category"]:
        sheet.taken.append(("session", rule["tax_category"], amount))
        return {rule["tax_category"]: amount}
    held = sheet.held(rule["base"])
    if not any(held.values()):
        held = sheet.held("lines")
    if not any(held.values()):
        held = {("session", "session"): 1}
    categories = sorted({category for _, category in held}, key=LAW.index)
    held = dict(sorted(held.items(), key=lambda each: PAPER.index(each[0][0])))
    of = {one: {key: n for key, n in held.items() if key[1] == one} for one in categories}
    parts = shared(amount, [Fraction(sum(of[one].values())) for one in categories])
    for category, part in zip(categories, parts, strict=True):
        if part:
            pieces = shared(part, [Fraction(n) for n in of[category].values()])
            for (area, _), piece in zip(of[category], pieces, strict=True):
                sheet.taken.append((area, category, piece))
    return {category: part for category, part in zip(categories, parts, strict=True) if part}


def adjust(sheet: Sheet, brief: Record, facts: Facts) -> list[tuple[str, dict[str, int]]]:
    """In the book's order; of a group only the largest, where the first of the group stands."""
    made, done = [], set()
    for rule in sheet.book["adjustments"]:
        if rule["group"] in done:
            continue
        done |= {rule["group"]} if rule["group"] else set()
        rivals = [
            one
            for one in sheet.book["adjustments"]
            if (one is rule or (one["group"] and one["group"] == rule["group"]))
            and holds(one["when"], brief, facts)
        ]
        sizes = [size_of(one, sheet, facts.q) for one in rivals]
        if any(sizes):
            best = rivals[sizes.index(max(sizes))]
            sign = -1 if best["direction"] == "discount" else 1
            made.append((best["key"], enter(sheet, best, sign * max(sizes))))
    return made + by_hand(sheet, facts)


def by_hand(sheet: Sheet, facts: Facts) -> list[tuple[str, dict[str, int]]]:
    """The discounts that the staff give, one after the other."""
    made = []
    for number, given in enumerate(sheet.hand.desk["discounts"], 1):
        rule = {"kind": "percentage", "percent": given["percent"], "cap": None}
        if given["percent"] is None:
            rule = {"kind": "fixed", "per": "booking", "price": given["amount"]}
        rule |= {"direction": "discount", "base": given["base"], "tax_category": None}
        if size := size_of(rule, sheet, facts.q):
            made.append((f"desk-{number}", enter(sheet, rule, -size)))
    return made


# ---------------------------------------------------------------- payments


def payments(sheet: Sheet, payable: int) -> list[tuple[str, int]]:
    """Section 6: named parts first, each within what is left; the rest in equal parts, or last."""
    if payable < 0:
        return [(label, -n) for label, n in payments(sheet, -payable)]
    left, amounts, rest = payable, [], []
    parts = sheet.book["terms"]["instalments"]
    for index, part in enumerate(parts):
        wanted = 0
        if part["amount"] is not None:
            wanted = sheet.minor(Fraction(part["amount"]))
        elif part["percent"] is not None:
            wanted = sheet.round(payable * Fraction(part["percent"]) / 100)
        else:
            rest.append(index)
        amounts.append(min(wanted, left))
        left -= amounts[-1]
    rest = rest or [len(parts) - 1]
    for index, more in zip(rest, shared(left, [Fraction(1)] * len(rest)), strict=True):
        amounts[index] += more
    return [(part["label"], n) for part, n in zip(parts, amounts, strict=True) if n]


def with_tax(parts: list[tuple[str, int]], tax: int) -> list[tuple[str, int, int]]:
    """Each payment with its share of all taxes together."""
    shares = shared(tax, [Fraction(abs(n)) for _, n in parts]) if parts else []
    return [(label, n, share) for (label, n), share in zip(parts, shares, strict=True)]


# ---------------------------------------------------------------- the whole

NOTHING_ODD: Record = {"lifts": [], "applies_to": [], "withholds": []}
"""What most clients are to the tax law."""


def price(book: Record, brief: Record, on: date, hand: Hand = NO_HAND) -> Answer | None:
    """Every amount of the estimate, or None where the brief is refused."""
    if is_refused(book, brief, on):
        return None
    sessions = by_key(book["session_types"])
    sheet = Sheet(book, hand)
    asked = [
        Asked(sitting, sessions[sitting["session"]], counted(sitting, sessions[sitting["session"]]))
        for sitting in brief["sittings"]
    ]
    write_lines(sheet, brief, asked)
    adjustments = adjust(sheet, brief, facts_of(sheet, brief, asked, on))
    parts = [(category, amount) for _, category, amount, _ in sheet.lines]
    parts += [part for _, shares in adjustments for part in shares.items()]
    place = by_key(book["places"])[brief["place"] or book["places"][0]["key"]]
    day = date.fromisoformat(brief["session_on"]) if brief["session_on"] else on
    on_paper = over_lines(parts, len(sheet.lines)) if book["tax_rounding"] == "per_line" else parts
    status = by_key(place["statuses"]).get(brief["tax_status"], NOTHING_ODD)
    due = taxes(book, on_paper, place, status, day)
    net = sum(amount for _, amount in parts)
    if book["prices_include_tax"]:
        net -= sum(amount for _, _, _, amount in due)
    owed = [(key, base, 0 if lifted else amount) for key, lifted, base, amount in due]
    kept = withheld(book, on_paper, place, status, day)
    tax = sum(amount for _, _, amount in owed)
    gross = net + tax
    left = gross - sum(amount for _, _, amount in kept)
    step = sheet.minor(Fraction(book["cash_rounding"] or 0))
    payable = sheet.round(Fraction(left, step)) * step if step else left
    return Answer(
        lines=tuple((area, amount) for area, _, amount, _ in sheet.lines),
        adjustments=tuple((key, sum(shares.values())) for key, shares in adjustments),
        parts=tuple(tuple(sorted(shares.items())) for _, shares in adjustments),
        taxes=tuple(owed),
        withheld=tuple(kept),
        net=net,
        gross=gross,
        payable=payable,
        payments=tuple(with_tax(payments(sheet, payable), tax)),
    )
