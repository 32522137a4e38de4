"""What the comparison takes for granted, as widgets, each with who says so."""

from __future__ import annotations

import streamlit as st
from pydantic import ValidationError

from estimator.comparison import Assumptions, Range
from estimator.comparison.assumptions import KeeperRate
from estimator.formatting import Reader
from estimator.ui.words import plain, small
from pricing.money import decimal_text
from pricing.values import PERCENT_PLACES, PRICE_PLACES, Count, Price

SHORTEST, LONGEST = 6, 60
_USUAL = Assumptions()

_COUNTED = {
    "renew_studio_months": ("Photographed anew every (months)", 120),
    "renew_ai_months": ("Generated anew every (months)", 120),
    "sitter_minutes_studio": ("Minutes each person spends on a session", 480),
    "sitter_minutes_ai": ("Minutes each person spends on an AI plan", 480),
    "organiser_minutes_studio": ("Minutes of organising for each person, session", 480),
    "organiser_minutes_ai": ("Minutes of organising for each person, AI plan", 480),
}
"""The counts that can be changed: what they are called, and the most."""


def horizon_form(assumptions: Assumptions, key: str) -> Assumptions:
    """Over how many months the two are compared."""
    months = st.slider(
        "Compare over (months)",
        SHORTEST,
        LONGEST,
        assumptions.horizon_months,
        step=6,
        key=f"{key}-horizon",
    )
    return assumptions.model_copy(update={"horizon_months": months})


def assumptions_form(assumptions: Assumptions, key: str, read: Reader) -> Assumptions:
    """Everything else that is taken for granted, each with who says so; made when it is opened."""
    box = st.expander(
        "What this takes for granted, and how to change it",
        key=f"{key}-assumptions",
        on_change="rerun",
    )
    if not box.open:
        return assumptions
    grid = box.grid(2, min_column_width=280, gap="medium")
    with grid.cell():
        changes: dict[str, object] = {"keeper_rate": _keeper_rate(assumptions, key, read)}
    for name, (label, most) in _COUNTED.items():
        with grid.cell():
            changes[name] = _counted(assumptions, (name, label, most), key)
    with grid.cell():
        changes["hourly_value"] = _hourly(assumptions, key, read)
        changes |= _subscriptions(assumptions, key)
    return assumptions.model_copy(update=changes)


def _keeper_rate(assumptions: Assumptions, key: str, read: Reader) -> object:
    rate = assumptions.keeper_rate
    percent = st.slider(
        "AI images worth keeping (%)",
        1,
        100,
        int(decimal_text(rate.likely, PERCENT_PLACES).partition(".")[0]),
        key=f"{key}-keepers",
    )
    chosen = _sourced(Range[KeeperRate](low=percent, likely=percent, high=percent), "keeper_rate")
    _source(chosen)
    for mark in assumptions.keeper_marks:
        st.markdown(small(f"{read.percent(mark.percent)}: {mark.label}. {mark.source}"))
    return chosen


def _counted(assumptions: Assumptions, what: tuple[str, str, int], key: str) -> object:
    name, label, most = what
    value: Range[int] = getattr(assumptions, name)
    least = 1 if name.startswith("renew") else 0
    number = st.number_input(label, least, most, value.likely, key=f"{key}-{name}")
    chosen = _sourced(Range[Count](low=number, likely=number, high=number), name)
    _source(chosen)
    return chosen


def _hourly(assumptions: Assumptions, key: str, read: Reader) -> object:
    """An amount is text, read exactly; time is never added to the cash."""
    likely = assumptions.hourly_value.likely
    text = st.text_input(
        f"What an hour is worth ({read.currency}, optional)",
        decimal_text(likely, PRICE_PLACES) if likely else "",
        max_chars=12,
        placeholder="0",
        key=f"{key}-hourly",
    )
    try:
        return Range[Price].model_validate(dict.fromkeys(("low", "likely", "high"), text or "0"))
    except ValidationError:
        st.warning(f"{plain(text or '')} is not an amount. Try: digits and a point, such as 45.50")
        return assumptions.hourly_value


def _subscriptions(assumptions: Assumptions, key: str) -> dict[str, object]:
    running = st.toggle(
        "Subscriptions keep running between renewals",
        assumptions.keep_subscribed,
        key=f"{key}-subscribed",
    )
    shared = st.toggle(
        "One AI account is shared by everybody",
        assumptions.accounts == "one-shared",
        key=f"{key}-shared",
    )
    return {"keep_subscribed": running, "accounts": "one-shared" if shared else "one-each"}


def _source(chosen: Range[int]) -> None:
    st.markdown(small(f"Source: {chosen.source}"))


def _sourced(chosen: Range[int], name: str) -> Range[int]:
    """The usual range with its source where the value is the usual one."""
    usual: Range[int] = getattr(_USUAL, name)
    return usual if chosen.likely == usual.likely else chosen
