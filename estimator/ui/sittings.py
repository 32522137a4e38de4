"""One sitting's part of the form: the session type, how many, the finish, the licence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from estimator.ui.draft import fitted_sitting, image_bounds, look_bounds, session_of
from estimator.ui.words import plain, small
from pricing import LicenceTerms, PriceBook, SessionType, Sitting
from pricing.licences import DIMENSIONS, LicenceGrid

Kind = Literal["select", "pills", "radio"]

GRID = "by-use"
_NONE = "none"
_NARROW = 146
_DIMENSIONS: dict[str, tuple[str, Kind]] = {
    "media": ("Media", "radio"),
    "place": ("Place", "select"),
    "term": ("Time", "select"),
    "exclusivity": ("Exclusivity", "select"),
}
"""What each is called, and how it is chosen: the names of media are too long for one line."""


def sitting_form(sitting: Sitting, book: PriceBook, key: str, several: bool) -> Sitting:
    """The widgets of one sitting; returns it as it is filled in now."""
    session = _session(sitting, book, key, several)
    sitting = fitted_sitting(sitting, session, book)
    key = f"{key}-{session.key}"
    counts = _counts(sitting, session, key)
    finish = _retouching(sitting, session, book, key)
    licence = _licence(sitting, session, book, key)
    filled = sitting.model_copy(update={**counts, "retouching": finish, "licence": licence})
    return fitted_sitting(filled, session, book)


def choice(
    label: str,
    names: Mapping[str, str],
    chosen: str | None,
    key: str,
    kind: Kind = "select",
) -> str:
    """One of several entries by name, the first when none is chosen yet."""
    keys = list(names)
    start = chosen if chosen is not None and chosen in names else keys[0]
    if kind == "pills":
        picked = st.pills(
            label,
            keys,
            default=start,
            required=True,
            format_func=lambda each: plain(names[each]),
            key=key,
            wrap=True,
        )
        return str(picked or start)
    if kind == "radio":
        marked = st.radio(
            label, keys, keys.index(start), format_func=lambda each: plain(names[each]), key=key
        )
        return marked or start
    selected = st.selectbox(
        label,
        keys,
        keys.index(start),
        format_func=lambda each: names[each],
        key=key,
        filter_mode=None,
    )
    return selected or start


def _session(sitting: Sitting, book: PriceBook, key: str, several: bool) -> SessionType:
    """The session types with what each is: as a list, or short where several are booked."""
    sold = {session.key: session for session in book.session_types}
    keys, chosen = list(sold), session_of(sitting, book).key
    if several:
        picked = choice(
            "Session", {each: sold[each].name for each in keys}, chosen, f"{key}-session"
        )
        st.caption(plain(sold[picked].summary))
        return sold[picked]
    shown = st.radio(
        "Session",
        keys,
        keys.index(chosen),
        format_func=lambda each: f"**{plain(sold[each].name)}**",
        captions=[plain(session.summary) for session in book.session_types],
        key=f"{key}-sessions",
        width="stretch",
    )
    return sold[shown or chosen]


def _counts(sitting: Sitting, session: SessionType, key: str) -> dict[str, object]:
    """People, images, looks, or people, time and stations; only what can be chosen."""
    counts: dict[str, object] = {}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if session.people_to > session.people_from:
            counts["people"] = _number(
                "People", (session.people_from, session.people_to), sitting.people, f"{key}-people"
            )
        images, looks = image_bounds(session), look_bounds(session)
        if images[1] > images[0]:
            counts["images"] = _number(
                "Images each", images, sitting.images or images[0], f"{key}-images"
            )
        if looks[1] > looks[0]:
            counts["looks"] = _number(
                "Looks each", looks, sitting.looks or looks[0], f"{key}-looks"
            )
        counts |= _time(sitting, session, key)
    return counts


def _time(sitting: Sitting, session: SessionType, key: str) -> dict[str, object]:
    time = session.booked_time
    if time is None:
        return {}
    counts: dict[str, object] = {}
    if time.most_stations > 1:
        bounds = (1, time.most_stations)
        counts["stations"] = _number("Stations", bounds, sitting.stations, f"{key}-stations")
    lengths = range(time.least_minutes, time.most_minutes + 1, time.step_minutes)
    options = [None, *lengths]
    counts["minutes"] = st.selectbox(
        "Booked time",
        options,
        options.index(sitting.minutes) if sitting.minutes in options else 0,
        format_func=_length,
        key=f"{key}-minutes",
        width=2 * _NARROW,
    )
    return counts


def _length(minutes: int | None) -> str:
    if minutes is None:
        return "As long as it takes"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} hours"


def _number(label: str, bounds: tuple[int, int], number: int, key: str) -> int:
    """A whole number within bounds that the label names."""
    least, most = bounds
    return st.number_input(f"{label} ({least}–{most})", least, most, number, key=key, width=_NARROW)


def _retouching(sitting: Sitting, session: SessionType, book: PriceBook, key: str) -> str | None:
    """The level of finish; where none is included, none can be chosen."""
    if not book.retouching_tiers:
        return None
    included = session.retouching_included
    names = {tier.key: tier.name for tier in book.retouching_tiers}
    if included is None:
        names = {_NONE: "None", **names}
    chosen = sitting.retouching or included or _NONE
    picked = choice("Retouching", names, chosen, f"{key}-retouching", "pills")
    summary = {tier.key: tier.summary for tier in book.retouching_tiers}.get(picked, "")
    _note(summary, picked == included)
    return None if picked in (_NONE, included) else picked


def _licence(
    sitting: Sitting, session: SessionType, book: PriceBook, key: str
) -> str | LicenceTerms | None:
    """What may be done with the images: a class by name, or each dimension of a grid."""
    included = session.licence_included
    names = {each.key: each.name for each in book.licence_classes}
    if book.licence_grid is not None:
        names[GRID] = book.licence_grid.name
    if included is None:
        names = {_NONE: "None", **names}
    if len(names) < 2:
        return None
    wanted = sitting.licence
    chosen = GRID if isinstance(wanted, LicenceTerms) else wanted or included or _NONE
    picked = choice("Usage licence", names, chosen, f"{key}-licence", "pills")
    if picked == GRID and book.licence_grid is not None:
        return _grid(wanted, book.licence_grid, key)
    granted = next((each for each in book.licence_classes if each.key == picked), None)
    if granted:
        _note(f"{granted.media}. {granted.place}, {granted.term.lower()}.", picked == included)
    return None if picked in (_NONE, included) else picked


def _grid(wanted: str | LicenceTerms | None, grid: LicenceGrid, key: str) -> LicenceTerms:
    picked = {}
    with st.container(border=True):
        for dimension in DIMENSIONS:
            names = {option.key: option.name for option in grid.options(dimension)}
            chosen = getattr(wanted, dimension, None)
            label, kind = _DIMENSIONS[dimension]
            picked[dimension] = choice(label, names, chosen, f"{key}-{dimension}", kind)
    return LicenceTerms.model_validate(picked)


def _note(words: str, included: bool) -> None:
    """What the choice above it is."""
    if words:
        st.markdown(small(f"Included. {words}" if included else words))
