"""Briefs at the thresholds of a book: on each one, one below and one above.

Random numbers almost never meet the place where `>` and `>=` part. So every number of a brief is
drawn from the thresholds that its book writes, and a brief may ask for what is not sold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from typing import Any, NamedTuple

from hypothesis import strategies as st

from pricing import Brief, PriceBook
from tests.pricing import oracle, oracle_rules
from tests.pricing.books import FIRST_DAY, NEW_RATE, STATUSES, books, some

Table = dict[str, Any]


class Case(NamedTuple):
    """A book, a brief and the day of pricing."""

    book: PriceBook
    brief: Brief
    on: date

    def __repr__(self) -> str:
        """What is asked; a failing test shows the book as well, but only the one that failed."""
        return f"Case({self.brief!r}, on {self.on})"

    @property
    def tables(self) -> tuple[Table, Table]:
        """Both as plain tables, as they would be written to a file."""
        return table(self.book), self.brief.model_dump(mode="json")


def table(book: PriceBook) -> Table:
    return book.model_dump(mode="json", by_alias=True)


def around(values: Iterable[int], least: int = 0, most: int = 10**7) -> st.SearchStrategy[int]:
    """Each of the values, one below and one above, within what is allowed."""
    near = {value + step for value in values for step in (-1, 0, 1)}
    return st.sampled_from(sorted(value for value in near if least <= value <= most) or [least])


def rules_of(entry: object) -> Iterator[Table]:
    """Every rule written anywhere in a part of a book."""
    if isinstance(entry, dict):
        if "kind" in entry:
            yield entry
        for value in entry.values():
            yield from rules_of(value)
    elif isinstance(entry, list):
        for value in entry:
            yield from rules_of(value)


def thresholds(entry: object, measure: str) -> set[int]:
    """Where the rules that count a measure change: tiers, what is free, the ends of blocks."""
    found = set()
    for rule in rules_of(entry):
        if rule.get("per") == measure:
            found |= {tier["from"] for tier in rule.get("tiers", [])}
            found |= {rule[name] for name in ("beyond", "size") if rule.get(name)}
    return found


@st.composite
def sittings(draw: st.DrawFn, book: Table, *, daring: bool) -> Table:
    """One sitting, each number left open or at a threshold; a daring one may be refused."""
    session = draw(st.sampled_from(book["session_types"]))
    fewest, largest = session["people_from"], session["people_to"]
    limits = {fewest, largest} | thresholds(book, "person")
    limits |= {rule["when"]["people_from"] for rule in book["adjustments"]}
    people = around(limits, 1) if daring else around(limits, fewest, largest)
    found = {"session": session["key"], "people": draw(people)}
    for what in ("images", "looks"):
        included, most = session[f"{what}_included"], session[f"{what}_to"]
        near = {included, most} | thresholds(book, f"{what[:-1]}_each")
        priced = oracle_rules.prices(session, what)
        bound = 100_000 if daring else most if priced else max(included, 1)
        found[what] = draw(st.none() | around(near, 1, bound))
    if session["booked_time"]:
        found |= draw(times(session, found["people"], book, daring=daring))
    found["retouching"] = draw(st.sampled_from([None, *keys(book["retouching_tiers"])]))
    found["licence"] = draw(licences(book))
    return found


@st.composite
def times(draw: st.DrawFn, session: Table, people: int, book: Table, *, daring: bool) -> Table:
    """How long and with how many stations, for a session sold by time."""
    sold = session["booked_time"]
    most = sold["most_stations"]
    stations = draw(around({1, most}, 1, most + daring))
    needed = oracle_rules.needed(session, people, stations)
    near = {needed, sold["most_minutes"]} | thresholds(book, "minute")
    bounds = (1, 100_000) if daring else (needed, max(needed, sold["most_minutes"]))
    return {"stations": stations, "minutes": draw(st.none() | around(near, *bounds))}


def keys(entries: list[Table]) -> list[str]:
    return [entry["key"] for entry in entries]


def licences(book: Table) -> st.SearchStrategy[Any]:
    classes = st.sampled_from([None, *keys(book["licence_classes"])])
    if book["licence_grid"] is None:
        return classes
    dimensions = ("media", "place", "term", "exclusivity")
    options = {name: st.sampled_from(keys(book["licence_grid"][name])) for name in dimensions}
    return classes | st.fixed_dictionaries(options)


def moments(book: Table) -> st.SearchStrategy[date]:
    """The days of pricing on which a promotion begins or ends."""
    days = {FIRST_DAY, FIRST_DAY + timedelta(15)}
    for rule in book["adjustments"]:
        for name in ("valid_from", "valid_to"):
            if rule["when"][name]:
                days.add(date.fromisoformat(rule["when"][name]))
    return around(day.toordinal() for day in days).map(date.fromordinal)


def session_days(book: Table, on: date) -> st.SearchStrategy[date | None]:
    """Open, within a week, at every limit of notice, and about the day of the new tax rate."""
    days = {on.toordinal() + rule["when"]["notice_below"] for rule in book["adjustments"]}
    near = around(days | {NEW_RATE.toordinal()}, on.toordinal())
    week = st.integers(on.toordinal(), on.toordinal() + 6)
    return st.none() | (near | week).map(date.fromordinal)


def session_hours(book: Table) -> st.SearchStrategy[time | None]:
    hours = {rule["when"]["hour_from"] or 0 for rule in book["adjustments"]} | {9}
    within = around(hours).map(lambda hour: min(hour, 23))
    minutes = st.sampled_from((0, 59))
    return st.none() | st.builds(time, within, minutes)


@st.composite
def briefs(draw: st.DrawFn, book: Table, on: date) -> Table:
    """A brief at the thresholds of a book, as the plain table that its TOML would be."""
    daring = draw(st.integers(0, 5)) == 3
    place = draw(st.sampled_from([None, *keys(book["places"])]))
    booked = draw(st.lists(sittings(book, daring=False), max_size=2))
    booked.append(draw(sittings(book, daring=daring)))
    return {
        "sittings": booked,
        "extras": draw(extras(book, booked, daring=daring)),
        "place": place,
        "tax_status": draw(statuses(book, place, daring=daring)),
        "distance": draw(distances(book, booked, daring=daring)),
        "session_on": draw(session_days(book, on)),
        "session_at": draw(session_hours(book)),
        "delivery": draw(st.sampled_from([None, *keys(book["deliveries"])])),
        "code": draw(st.sampled_from(("", "WELCOME10", " welcome10 ", "SPRING", "nothing"))),
        "clients": draw(st.sampled_from(((), ("returning",), ("member",)))),
    }


def statuses(book: Table, place: str | None, *, daring: bool) -> st.SearchStrategy[str | None]:
    """Nothing odd, or what the place knows; a daring one, what another place may know."""
    places = {each["key"]: each for each in book["places"]}
    known = places.get(place, book["places"][0])["statuses"]
    return st.sampled_from([None, *(STATUSES if daring else keys(known))])


@st.composite
def extras(draw: st.DrawFn, book: Table, booked: list[Table], *, daring: bool) -> list[Table]:
    here = {sitting["session"] for sitting in booked}
    sold = [
        extra
        for extra in book["extras"]
        if daring or not extra["sessions"] or here & set(extra["sessions"])
    ]
    wanted = draw(some(tuple(keys(sold))))
    most = {extra["key"]: extra["most"] for extra in sold}
    return [
        {"key": key, "quantity": draw(around({1, most[key]}, 1, most[key] + daring))}
        for key in wanted
    ]


def distances(book: Table, booked: list[Table], *, daring: bool) -> st.SearchStrategy[int]:
    travel = book["travel"]
    where = {session["key"]: session["where"] for session in book["session_types"]}
    away = any(where[sitting["session"]] == "location" for sitting in booked)
    if travel is None or not away:
        return st.sampled_from((0, 1)) if daring else st.just(0)
    both = 2 if travel["both_ways"] else 1
    tiers = {travel["included"] + start // both for start in thresholds(travel, "distance")}
    far = {travel["included"], travel["most"]} | tiers
    return st.just(0) | around(far, 0, travel["most"] + daring)


@st.composite
def spoiled(draw: st.DrawFn, brief: Table, on: date) -> Table:
    """One thing that no book sells."""
    first, *rest = brief["sittings"]
    grid = dict.fromkeys(("media", "place", "term", "exclusivity"), "nowhere")
    wrong = draw(
        st.sampled_from(
            (
                {"sittings": [first | {"session": "unknown"}, *rest]},
                {"sittings": [*rest, first | {"retouching": "unknown"}]},
                {"sittings": [first | {"licence": "unknown"}, *rest]},
                {"sittings": [first | {"licence": grid}, *rest]},
                {"sittings": [first | {"minutes": 1}, *rest]},
                {"sittings": [first | {"stations": 9}, *rest]},
                {"extras": [{"key": "unknown"}]},
                {"extras": brief["extras"] * 2},
                {"place": "unknown"},
                {"tax_status": "unknown"},
                {"delivery": "unknown"},
                {"distance": 99_999},
                {"session_on": on - timedelta(1)},
            )
        )
    )
    return brief | wrong


MOST_TO_WRITE = 10**8
"""In the smallest unit; a limit on spend in yen must not pass the largest price there may be."""


def at_the_spend(book: PriceBook, brief: Brief, on: date, step: int) -> PriceBook:
    """The book with every limit on spend moved to what this brief spends, or a unit beside it."""
    answer = oracle.price(table(book), brief.model_dump(mode="json"), on)
    spend = sum(amount for _, amount in answer.lines) + step if answer else 0
    if not 0 < spend <= MOST_TO_WRITE:
        return book
    limit = f"{spend}E-{oracle.MINOR[book.currency]}"
    rules = [
        rule | {"when": rule["when"] | {"spend_from": limit}} for rule in table(book)["adjustments"]
    ]
    return PriceBook.model_validate(table(book) | {"adjustments": rules})


@st.composite
def cases(draw: st.DrawFn, *, refused: bool = True) -> Case:
    """Any book with a brief at its thresholds; now and then one that must be refused."""
    return draw(several(1, refused=refused))[0]


@st.composite
def several(draw: st.DrawFn, number: int, *, refused: bool = True) -> list[Case]:
    """One book with so many briefs at its thresholds."""
    book = draw(books())
    written, found = table(book), []
    for _ in range(number):
        on = draw(moments(written))
        brief = draw(briefs(written, on))
        if refused and draw(st.integers(0, 9)) == 7:
            brief = draw(spoiled(brief, on))
        wanted = Brief.model_validate(brief)
        if draw(st.integers(0, 3)) == 2:
            book_here = at_the_spend(book, wanted, on, draw(st.sampled_from((-1, 0, 1))))
            found.append(Case(book_here, wanted, on))
        else:
            found.append(Case(book, wanted, on))
    return found
