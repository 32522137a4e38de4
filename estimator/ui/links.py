"""A draft as the address of the page, and back: a link opens the same estimate again.

    ?studio=northlight&s=team.people_12.images_2.retouching_polished&extras=makeup-hour_3

Keys hold no dot, underscore or tilde, so that those divide. What cannot be read is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, time

from pydantic import ValidationError

from estimator.comparison import Assumptions
from estimator.ui.draft import MOST_SITTINGS
from pricing import Brief, ExtraChoice, LicenceTerms, Sitting
from pricing.brief import COUNTED, Open
from pricing.licences import DIMENSIONS

Params = dict[str, list[str]]
_COUNTS = ("people", "images", "looks", "minutes", "stations")


def written(studio: str, brief: Brief, horizon: int) -> Params:
    """The address parameters of a brief; what is left out has its usual value."""
    params = {"studio": [studio], "s": [_sitting(sitting) for sitting in brief.sittings]}
    single = {
        "place": brief.place,
        "tax": brief.tax_status,
        "away": str(brief.distance) if brief.distance else None,
        "on": brief.session_on.isoformat() if brief.session_on else None,
        "at": brief.session_at.strftime("%H:%M") if brief.session_at else None,
        "delivery": brief.delivery,
        "code": brief.code,
        "months": str(horizon) if horizon != Assumptions().horizon_months.likely else None,
    }
    params |= {name: [value] for name, value in single.items() if value}
    params |= {"open": [_question(question) for question in brief.open]} if brief.open else {}
    params |= {"extras": [_extra(choice) for choice in brief.extras]} if brief.extras else {}
    return params | ({"client": list(brief.clients)} if brief.clients else {})


def read_brief(params: Mapping[str, Sequence[str]]) -> Brief | None:
    """The brief of an address, or None when it names no sitting that can be read."""
    fields = dict(_readable(params))
    try:
        return Brief.model_validate(fields)
    except ValidationError:
        return None


def read_horizon(params: Mapping[str, Sequence[str]]) -> int | None:
    """The months of the comparison, if the address has them."""
    (text, *_) = (*params.get("months", ()), "")
    return int(text) if text.isdecimal() and len(text) < 4 else None


def _sitting(sitting: Sitting) -> str:
    fields = sitting.model_dump(exclude_defaults=True, exclude={"session", "licence"})
    words = [sitting.session, *(f"{name}_{value}" for name, value in fields.items())]
    if isinstance(sitting.licence, LicenceTerms):
        words.append("licence_" + "~".join(getattr(sitting.licence, each) for each in DIMENSIONS))
    elif sitting.licence:
        words.append(f"licence_{sitting.licence}")
    return ".".join(words)


def _extra(choice: ExtraChoice) -> str:
    return choice.key if choice.quantity == 1 else f"{choice.key}_{choice.quantity}"


def _question(question: Open) -> str:
    bounds = () if question.least is None else (question.least, question.most)
    days = (day.isoformat() for day in question.days)
    return ".".join((question.what, *map(str, bounds), *question.keys, *days))


def _read_question(text: str) -> Open:
    what, *words = text.split(".")
    answers: dict[str, object] = {"keys": words}
    if what == "session_on":
        answers = {"days": words}
    elif what in COUNTED:
        least, most = words
        answers = {"least": int(least), "most": int(most)}
    return Open.model_validate({"what": what, **answers})


def _readable(params: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, object]]:
    """Each field of the brief that can be read, on its own."""
    yield "sittings", tuple(_all(_read_sitting, params.get("s", ())[:MOST_SITTINGS]))
    yield "extras", tuple(_all(_read_extra, params.get("extras", ())[:50]))
    yield "open", tuple(_all(_read_question, params.get("open", ())[:5]))
    clients = [name for name in params.get("client", ()) if name in ("returning", "member")]
    yield "clients", tuple(clients)
    single: dict[str, tuple[str, Callable[[str], object]]] = {
        "place": ("place", _key),
        "tax": ("tax_status", _key),
        "away": ("distance", _distance),
        "on": ("session_on", date.fromisoformat),
        "at": ("session_at", time.fromisoformat),
        "delivery": ("delivery", _key),
        "code": ("code", lambda text: text[:40]),
    }
    for name, (field, read) in single.items():
        for value in _all(read, params.get(name, ())[:1]):
            yield field, value


def _all(read: Callable[[str], object], texts: Sequence[str]) -> Iterator[object]:
    for text in texts:
        try:
            yield read(text)
        except ValueError:
            continue


def _read_sitting(text: str) -> Sitting:
    session, *words = text.split(".")
    fields: dict[str, object] = {"session": session}
    for word in words:
        name, _, value = word.partition("_")
        fields[name] = int(value) if name in _COUNTS else value
        if name == "licence" and "~" in value:
            fields[name] = dict(zip(DIMENSIONS, value.split("~"), strict=True))
    return Sitting.model_validate(fields)


def _read_extra(text: str) -> ExtraChoice:
    key, _, quantity = text.partition("_")
    return ExtraChoice(key=key, quantity=int(quantity or 1))


def _distance(text: str) -> int:
    return min(max(int(text[:6]), 0), 100_000)


def _key(text: str) -> str:
    return ExtraChoice(key=text).key
