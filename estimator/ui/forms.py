"""The form: what this studio sells, as widgets that show a draft and give a changed one back.

A widget's key names what bounds it, so that another session type gets a widget of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from functools import partial
from typing import NamedTuple

import msgspec
import streamlit as st

from estimator.ui.draft import MOST_SITTINGS, Draft, fitted, is_away, located
from estimator.ui.sittings import choice, sitting_form
from estimator.ui.unsure import open_questions
from estimator.ui.words import plain, small
from pricing import Brief, ExtraChoice, PriceBook, TaxPlace
from pricing.conditions import ClientKind

Change = Callable[[Callable[[Draft], Draft]], None]

CLIENT_NAMES: dict[ClientKind, str] = {
    "returning": "We have booked before",
    "member": "We are members",
}
_DAYS = {"en_US": "MM/DD/YYYY", "en_CA": "YYYY-MM-DD"}


class Here(NamedTuple):
    """Where and when the form is filled in: the price book in force, its day, its locale."""

    book: PriceBook
    today: date
    locale: str


def brief_form(draft: Draft, here: Here, change: Change) -> Draft:
    """The whole form; returns the draft as it is filled in now."""
    brief, key, book = draft.brief, draft.studio, here.book
    sittings = []
    for number, (row, sitting) in enumerate(zip(draft.rows, brief.sittings, strict=True), 1):
        several = len(draft.rows) > 1
        with st.container(border=several):
            if several:
                _sitting_head(number, row, change)
            sittings.append(sitting_form(sitting, book, f"{key}-{row}", several))
    if len(draft.rows) < MOST_SITTINGS and len(book.session_types) > 1:
        st.button(
            "Add another kind of session",
            icon=":material/add:",
            type="tertiary",
            key=f"{key}-add",
            on_click=partial(change, lambda old: old.added(book)),
        )
    filled = fitted(brief.model_copy(update={"sittings": tuple(sittings)}), book, here.today)
    filled = filled.model_copy(update={"extras": _extras(filled, book, key)})
    filled = _when_and_where(filled, here, key)
    filled = _for_whom(filled, book, key)
    return msgspec.structs.replace(draft, brief=open_questions(filled, book, here.today, key))


def _sitting_head(number: int, row: int, change: Change) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.markdown(f"##### Session {number}", anchors=False, width="content")
        st.button(
            f"Remove session {number}",
            icon=":material/close:",
            type="tertiary",
            key=f"remove-{row}",
            on_click=partial(change, lambda old: old.without(row)),
        )


def _extras(brief: Brief, book: PriceBook, key: str) -> tuple[ExtraChoice, ...]:
    """Those sold with the sessions as pills, and a number for each that comes in numbers."""
    sessions = {sitting.session for sitting in brief.sittings}
    sold = {
        extra.key: extra
        for extra in book.extras
        if not extra.sessions or sessions & set(extra.sessions)
    }
    if not sold:
        return ()
    quantities = {choice.key: choice.quantity for choice in brief.extras}
    picked = st.pills(
        "Extras",
        list(sold),
        selection_mode="multi",
        default=[each for each in quantities if each in sold],
        format_func=lambda each: plain(sold[each].name),
        key=f"{key}-extras-{'-'.join(sorted(sold))}",
        wrap=True,
    )
    chosen = []
    for extra in (sold[each] for each in sold if each in picked):
        quantity = quantities.get(extra.key, 1)
        if extra.most > 1:
            quantity = st.number_input(
                plain(f"{extra.name}: how many"),
                1,
                extra.most,
                quantity,
                key=f"{key}-extra-{extra.key}",
                help=plain(extra.summary),
            )
        else:
            st.markdown(f"{plain(extra.name)}  {small(extra.summary)}")
        chosen.append(ExtraChoice(key=extra.key, quantity=quantity))
    return tuple(chosen)


def _tax_status(brief: Brief, place: TaxPlace, key: str) -> str | None:
    """What the client is to the tax of the place; asked only where it makes a difference."""
    if not place.statuses:
        return None
    names = {"": "Tax applies", **{status.key: status.name for status in place.statuses}}
    picked = choice("Tax status", names, brief.tax_status or "", f"{key}-status-{place.key}")
    for status in place.statuses:
        if status.key == picked:
            st.caption(plain(status.reason))
    return picked or None


def _when_and_where(brief: Brief, here: Here, key: str) -> Brief:
    changes: dict[str, object] = {}
    book = here.book
    if len(book.places) > 1:
        names = {place.key: place.name for place in book.places}
        place = choice("Where the images are received", names, brief.place, f"{key}-place")
        changes["place"] = None if place == book.places[0].key else place
    there = located(brief.model_copy(update=changes), book)
    changes["tax_status"] = _tax_status(brief, there, key)
    if book.travel and any(is_away(sitting, book) for sitting in brief.sittings):
        changes["distance"] = st.number_input(
            f"Distance from the studio, one way ({_units(book.travel.unit)})",
            0,
            book.travel.most,
            brief.distance,
            key=f"{key}-distance",
        )
    changes |= _day_and_time(brief, here, key)
    if len(book.deliveries) > 1:
        names = {each.key: each.name for each in book.deliveries}
        delivery = choice("Delivery", names, brief.delivery, f"{key}-delivery", "pills")
        changes["delivery"] = None if delivery == book.deliveries[0].key else delivery
        summary = next(each.summary for each in book.deliveries if each.key == delivery)
        st.caption(plain(summary))
    return brief.model_copy(update=changes)


def _day_and_time(brief: Brief, here: Here, key: str) -> dict[str, object]:
    found: dict[str, object] = {}
    with st.container(horizontal=True):
        found["session_on"] = st.date_input(
            "Day of the session (optional)",
            brief.session_on,
            min_value=here.today,
            format=_DAYS.get(here.locale, "DD/MM/YYYY"),
            key=f"{key}-day",
            width=220,
        )
        if any(each.when.hour_from is not None for each in here.book.adjustments):
            hours = [time(hour, half) for hour in range(7, 22) for half in (0, 30)]
            found["session_at"] = st.selectbox(
                "Starts at (optional)",
                hours,
                hours.index(brief.session_at) if brief.session_at in hours else None,
                format_func=lambda each: each.strftime("%H:%M"),
                placeholder="Not decided",
                key=f"{key}-time",
                width=220,
            )
    return found


def _for_whom(brief: Brief, book: PriceBook, key: str) -> Brief:
    kinds = [kind for kind in CLIENT_NAMES if _matters(kind, book)]
    clients = tuple(
        kind
        for kind in kinds
        if st.checkbox(CLIENT_NAMES[kind], kind in brief.clients, key=f"{key}-{kind}")
    )
    code = ""
    if any(each.when.code for each in book.adjustments):
        code = st.text_input("Code (optional)", brief.code, 40, key=f"{key}-code", width=220) or ""
    return brief.model_copy(update={"clients": clients, "code": code.strip()})


def _matters(kind: ClientKind, book: PriceBook) -> bool:
    return any(kind in each.when.clients for each in book.adjustments)


def _units(unit: str) -> str:
    return {"mile": "miles", "km": "km"}[unit]
