"""The oracle's numbers, counts, rules and refusals: sections 1 and 2 of `docs/pricing.md`."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

Record = dict[str, Any]
DIMENSIONS = ("media", "place", "term", "exclusivity")


# ---------------------------------------------------------------- numbers


def rounded(exact: Fraction, how: str) -> int:
    """To a whole number on the absolute value, a half away from zero or to the even neighbour."""
    size = abs(exact)
    whole = floor(size)
    rest = size - whole
    up = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and (how == "half_up" or whole % 2 == 1))
    return (whole + up) * (1 if exact >= 0 else -1)


def shared(amount: int, weights: list[Fraction]) -> list[int]:
    """Whole units in proportion to the weights, by largest remainder, the earliest of equals."""
    size, sign = abs(amount), 1 if amount >= 0 else -1
    ideal = [size * weight / sum(weights) for weight in weights]
    parts = [floor(part) for part in ideal]
    by_rest = sorted(range(len(parts)), key=lambda i: (parts[i] - ideal[i], i))
    for i in by_rest[: size - sum(parts)]:
        parts[i] += 1
    return [sign * part for part in parts]


LAW = ("session", "digital", "licence", "goods", "travel")
PAPER = ("session", "retouching", "licence", "extras", "travel")


def over_lines(parts: list[tuple[str, int]], lines: int) -> list[tuple[str, int]]:
    """Section 4, `per_line`: the first `lines` parts after the others are shared over them."""
    left = list(parts[:lines])
    for category, change in parts[lines:]:
        mine = [i for i, (of, amount) in enumerate(left) if of == category and amount]
        pieces = shared(change, [Fraction(left[i][1]) for i in mine]) if mine else []
        for i, piece in zip(mine, pieces, strict=True):
            left[i] = (category, left[i][1] + piece)
        left += [] if mine else [(category, change)]
    return left


# ---------------------------------------------------------------- quantities


def needed(session: Record, people: int, stations: int) -> int:
    """The time that so many people need, at least the shortest, up to the next step."""
    time = session["booked_time"]
    wanted = Fraction(people * 60, time["people_per_hour"] * stations)
    wanted = max(wanted, Fraction(time["least_minutes"]))
    steps = -(-wanted // time["step_minutes"])
    return int(steps) * int(time["step_minutes"])


def counted(sitting: Record, session: Record) -> Counter[str]:
    """Section 1: what is counted from one sitting."""
    people, stations = sitting["people"], sitting["stations"]
    images = session["images_included"] if sitting["images"] is None else sitting["images"]
    looks = session["looks_included"] if sitting["looks"] is None else sitting["looks"]
    more_images = max(images - session["images_included"], 0)
    minutes = session["minutes"] * people
    if session["booked_time"]:
        minutes = sitting["minutes"] or needed(session, people, stations)
    return Counter(
        booking=1,
        person=people,
        image_each=images,
        image=images * people,
        further_image_each=more_images,
        further_image=more_images * people,
        look=looks * people,
        further_look=max(looks - session["looks_included"], 0) * people,
        minute=minutes,
        station=stations,
        station_minute=stations * minutes,
    )


def distance(travel: Record | None, brief: Record) -> int:
    """What is charged: beyond what is included, both ways if so."""
    if travel is None:
        return 0
    return max(brief["distance"] - travel["included"], 0) * (2 if travel["both_ways"] else 1)


def gathered(counts: list[Counter[str]]) -> Counter[str]:
    """Several sittings as one booking."""
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    total["booking"] = 1
    return total


# ---------------------------------------------------------------- rules


def exact_price(rule: Record, q: Counter[str]) -> Fraction:
    """Section 2: the exact amount of one rule, in the major unit."""
    if rule["kind"] in {"greater-of", "lesser-of"}:
        choose = max if rule["kind"] == "greater-of" else min
        return choose(exact_price(one, q) for one in rule["of"])
    if rule["kind"] == "flat":
        return Fraction(rule["price"])
    n = q[rule["per"]]
    if rule["kind"] == "per-unit":
        return max(n - rule["beyond"], 0) * Fraction(rule["price"])
    if rule["kind"] == "block":
        total = max(-(-n // rule["size"]), rule["at_least"]) * Fraction(rule["price"])
    elif rule["kind"] == "volume":
        total = by_volume(rule["tiers"], n)
    else:
        total = by_each_unit(rule["tiers"], n)
    return total * (q[rule["times"]] if rule["times"] else 1)


def by_volume(tiers: list[Record], n: int) -> Fraction:
    """The whole quantity at the tier it reaches."""
    reached = [tier for tier in tiers if tier["from"] <= n]
    if not reached:
        return Fraction(0)
    return n * Fraction(reached[-1]["price"]) + Fraction(reached[-1]["flat"])


def by_each_unit(tiers: list[Record], n: int) -> Fraction:
    """The units of each tier at its own price, and the flat sum of every tier that is begun."""
    total, rest = Fraction(0), n
    for tier in reversed(tiers):
        inside = max(rest - tier["from"] + 1, 0)
        total += inside * Fraction(tier["price"]) + (Fraction(tier["flat"]) if inside else 0)
        rest -= inside
    return total


def by_grid(grid: Record, terms: Record, q: Counter[str]) -> Fraction:
    """base × the four factors, or base × their sum."""
    factors = [
        Fraction(option["factor"])
        for dimension in ("media", "place", "term", "exclusivity")
        for option in grid[dimension]
        if option["key"] == terms[dimension]
    ]
    together = sum(factors)
    if grid["combine"] == "product":
        together = factors[0] * factors[1] * factors[2] * factors[3]
    return q[grid["per"]] * Fraction(grid["base"]) * together


def rate_on(rates: list[Record], day: date) -> Fraction:
    """The rate with the latest first day that has come."""
    begun = [rate for rate in rates if date.fromisoformat(rate["effective_from"]) <= day]
    latest = max(begun, key=lambda rate: date.fromisoformat(rate["effective_from"]))
    return Fraction(latest["percent"]) / 100


# ---------------------------------------------------------------- refusals


def by_key(records: list[Record]) -> dict[str, Record]:
    return {record["key"]: record for record in records}


def is_refused(book: Record, brief: Record, on: date) -> bool:
    """Whether anything is asked for that the book does not sell or has no price for."""
    sessions = by_key(book["session_types"])
    if any(sitting["session"] not in sessions for sitting in brief["sittings"]):
        return True
    types = [sessions[sitting["session"]] for sitting in brief["sittings"]]
    day = brief["session_on"]
    return (
        any(
            too_much(sitting, session) or unsold(book, sitting, session)
            for sitting, session in zip(brief["sittings"], types, strict=True)
        )
        or any(
            brief[field] is not None and brief[field] not in by_key(book[table])
            for field, table in (("place", "places"), ("delivery", "deliveries"))
        )
        or odd_status(book, brief)
        or odd_extras(book, brief)
        or too_far(book, brief, types)
        or (day is not None and date.fromisoformat(day) < on)
    )


def odd_status(book: Record, brief: Record) -> bool:
    """Whether the client is said to be what the place does not know."""
    places = by_key(book["places"])
    place = places.get(brief["place"], book["places"][0])
    return brief["tax_status"] is not None and brief["tax_status"] not in by_key(place["statuses"])


def too_much(sitting: Record, session: Record) -> bool:
    """People, images, looks, stations or minutes outside what the session is sold for."""
    time, people, stations = session["booked_time"], sitting["people"], sitting["stations"]
    if not session["people_from"] <= people <= session["people_to"]:
        return True
    if stations > (time["most_stations"] if time else 1):
        return True
    for what in ("images", "looks"):
        asked = sitting[what] or 0
        if asked > session[f"{what}_to"]:
            return True
        if asked > session[f"{what}_included"] and not prices(session, what):
            return True
    if not time:
        return sitting["minutes"] is not None
    least = needed(session, people, stations)
    return not least <= (sitting["minutes"] or least) <= time["most_minutes"]


def prices(session: Record, what: str) -> bool:
    """Whether any charge of the session counts images, or looks."""
    return any(
        what[:-1] in measure
        for charge in session["charges"]
        for measure in measures(charge["rule"])
    )


def measures(rule: Record) -> list[str]:
    """Everything that a rule counts."""
    inner = [measure for one in rule.get("of", []) for measure in measures(one)]
    return inner + [rule[name] for name in ("per", "times") if rule.get(name)]


def unsold(book: Record, sitting: Record, session: Record) -> bool:
    """A retouching tier or a licence that the book does not know."""
    tier = sitting["retouching"] or session["retouching_included"]
    if tier is not None and tier not in by_key(book["retouching_tiers"]):
        return True
    licence, grid = sitting["licence"] or session["licence_included"], book["licence_grid"]
    if isinstance(licence, dict):
        return grid is None or any(licence[what] not in by_key(grid[what]) for what in DIMENSIONS)
    return licence is not None and licence not in by_key(book["licence_classes"])


def odd_extras(book: Record, brief: Record) -> bool:
    """An extra that is unknown, there twice, too many of, or not for these sessions."""
    sold, picked = by_key(book["extras"]), [choice["key"] for choice in brief["extras"]]
    if len(set(picked)) < len(picked) or not set(picked) <= set(sold):
        return True
    here = {sitting["session"] for sitting in brief["sittings"]}
    return any(
        choice["quantity"] > sold[choice["key"]]["most"]
        or not (here & set(sold[choice["key"]]["sessions"]) or not sold[choice["key"]]["sessions"])
        for choice in brief["extras"]
    )


def too_far(book: Record, brief: Record, types: list[Record]) -> bool:
    """A distance where nobody travels, or beyond the list."""
    away = any(session["where"] == "location" for session in types)
    travel = book["travel"]
    return bool(brief["distance"]) and not (
        away and travel is not None and brief["distance"] <= travel["most"]
    )
