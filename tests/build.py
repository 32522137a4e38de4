"""A notation for tests: prices of the demo studios in a line that a studio owner can read.

    total("northlight: team, 12 people, 2 images, polished") == money("3822.82 USD")

Before the colon stands the studio, after it the brief: first the session type, then in any order

    12 people, 2 images, 3 looks, 4 hours, 2 stations   how many, for the sitting
    polished, marketing                                 a retouching tier, a licence class
    all-media/uk/one-year/exclusive                     a licence by media, place, term, exclusivity
    makeup-artist, 10 print                             an extra, and how many of it
    30 miles, 45 km                                     how far, one way
    48h, portland-or, returning                         a delivery, a place, a kind of client
    business-exempt                                     what the client is to the tax of the place
    on 2026-12-12, at 18:00, code WELCOME10             the session's day, its hour, a code

` + ` begins another sitting. A word that the price book does not know is an error that lists what
it knows. `on=` is the day of pricing, which picks the edition; without it the newest one is priced
on its first day.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from estimator.loading import StudioFiles, load_studio
from pricing import Brief, Estimate, Money, PriceBook, estimate, in_force
from pricing.licences import DIMENSIONS

DATA = Path(__file__).resolve().parent.parent / "data"

COUNTS = {"people": "people", "person": "people", "images": "images", "image": "images"}
COUNTS |= {"looks": "looks", "look": "looks", "stations": "stations", "station": "stations"}
MINUTES = {"minutes": 1, "hours": 60}
DISTANCES = {"miles", "mile", "km"}
LEADS = {"on": "session_on", "at": "session_at", "code": "code"}
CLIENTS = ("returning", "member")


@cache
def studio(key: str) -> StudioFiles:
    """A demo studio with its editions."""
    return load_studio(DATA, key)


def book(key: str, on: date | None = None) -> PriceBook:
    """The edition of a demo studio in force on a day; without a day the newest."""
    editions = studio(key).editions
    return editions[-1] if on is None else in_force(editions, on, key)


def brief(words: str, of: PriceBook) -> Brief:
    """The brief that `words` say, in the keys of the price book."""
    whole: dict[str, Any] = {"sittings": [], "extras": [], "clients": []}
    for sitting in words.split(" + "):
        session, *rest = [word.strip() for word in sitting.split(",")]
        whole["sittings"].append({"session": session})
        for word in rest:
            _read(word, whole, of)
    return Brief.model_validate(whole)


def priced(words: str, on: date | None = None) -> Estimate:
    """The estimate for `studio: brief`."""
    key, _, wanted = words.partition(":")
    prices = book(key.strip(), on)
    return estimate(brief(wanted, prices), prices, on)


def total(words: str, on: date | None = None) -> Money:
    """What the client pays for `studio: brief`, with tax."""
    answer = priced(words, on)
    return answer.money(answer.payable)


def money(words: str) -> Money:
    """`money("1950 USD")`."""
    amount, currency = words.split()
    return Money.of(amount, currency)


def _read(word: str, whole: dict[str, Any], of: PriceBook) -> None:
    sitting = whole["sittings"][-1]
    lead, _, rest = word.partition(" ")
    if counted := re.fullmatch(r"(\d+) (\S+)", word):
        _count(int(counted[1]), counted[2], whole, of)
    elif lead in LEADS and rest:
        whole[LEADS[lead]] = rest
    elif word.count("/") == len(DIMENSIONS) - 1:
        sitting["licence"] = dict(zip(DIMENSIONS, word.split("/"), strict=True))
    elif word in CLIENTS:
        whole["clients"].append(word)
    elif word in _keys(of)["extras"]:
        whole["extras"].append({"key": word})
    else:
        field = _field(word, of)
        (sitting if field in {"retouching", "licence"} else whole)[field] = word


def _count(number: int, what: str, whole: dict[str, Any], of: PriceBook) -> None:
    sitting = whole["sittings"][-1]
    if what in COUNTS:
        sitting[COUNTS[what]] = number
    elif what in MINUTES:
        sitting["minutes"] = number * MINUTES[what]
    elif what in DISTANCES:
        whole["distance"] = number
    elif what in _keys(of)["extras"]:
        whole["extras"].append({"key": what, "quantity": number})
    else:
        raise _unknown(what, of)


def _field(word: str, of: PriceBook) -> str:
    for field, keys in _keys(of).items():
        if word in keys:
            return field
    raise _unknown(word, of)


def _keys(of: PriceBook) -> Mapping[str, list[str]]:
    return {
        "retouching": [tier.key for tier in of.retouching_tiers],
        "licence": [licence.key for licence in of.licence_classes],
        "extras": [extra.key for extra in of.extras],
        "delivery": [delivery.key for delivery in of.deliveries],
        "place": [place.key for place in of.places],
        "tax_status": [each.key for place in of.places for each in place.statuses],
    }


def _unknown(word: str, of: PriceBook) -> ValueError:
    known = sorted({key for keys in _keys(of).values() for key in keys})
    return ValueError(f"{of.studio} does not know {word!r}; it knows {', '.join(known)}")
