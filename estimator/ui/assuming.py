"""What the comparison takes for granted, as widgets: low, likely, high, and who says so."""

from __future__ import annotations

import streamlit as st
from pydantic import ValidationError

from estimator.comparison import INPUTS, USES, Assumptions, Range
from estimator.formatting import Reader
from estimator.ui import show
from estimator.ui.words import small
from pricing import Problem
from pricing.money import decimal_text
from pricing.values import PERCENT_PLACES, PRICE_PLACES

SHORTEST, LONGEST = 6, 60
ENDS = ("low", "likely", "high")
_BOUNDS = {"months": (1, 600), "minutes": (0, 1_440), "percent": (0, 100)}
_PLACES = {"percent": PERCENT_PLACES, "price": PRICE_PLACES}
_USUAL = Assumptions()
_WAY = ("travel_minutes", "travel_cost")


def horizon_form(assumptions: Assumptions, key: str) -> Assumptions:
    """Over how many months the two are compared."""
    months = st.slider(
        "Compare over (months)",
        SHORTEST,
        LONGEST,
        min(max(assumptions.horizon_months.likely, SHORTEST), LONGEST),
        step=6,
        key=f"{key}-horizon",
    )
    return assumptions.with_likely("horizon_months", months)


def assumptions_form(
    assumptions: Assumptions, key: str, read: Reader, on_site: bool
) -> Assumptions:
    """Everything else that is taken for granted; made when it is opened.

    What does not fit is said for all inputs at once, and those keep their last values.
    """
    box = st.expander(
        "What this takes for granted, and how to change it",
        key=f"{key}-assumptions",
        on_change="rerun",
    )
    if not box.open:
        return assumptions
    left_out = ("horizon_months", *(_WAY if on_site else ()))
    with box:
        st.markdown(small(_INTRO))
        problems = st.container()
        found: dict[str, Range[int] | Problem] = {}
        grid = st.grid(2, min_column_width=300, gap="medium")
        for name in (name for name in INPUTS if name not in left_out):
            with grid.cell():
                found[name] = _input(name, assumptions, key, read)
        with problems:
            show.listed(each for each in found.values() if isinstance(each, Problem))
        ranges = {name: each for name, each in found.items() if isinstance(each, Range)}
        return _settled(assumptions.model_copy(update=ranges), key)


_INTRO = (
    "The figures use the likely values. The bands, the shares and the bars of what matters most use"
    " the lows and highs. Values without a published source are a judgement, and are yours to make."
)


def _input(name: str, assumptions: Assumptions, key: str, read: Reader) -> Range[int] | Problem:
    """Three fields and the source; a problem where they cannot be read or do not rise."""
    about, old = INPUTS[name], assumptions.ranges[name]
    unit = {"months": "months", "minutes": "minutes", "percent": "%", "price": read.currency}
    st.markdown(f"**{about.label}** ({unit[about.mark]})")
    with st.container(horizontal=True, gap="small"):
        given = [_field(name, end, getattr(old, end), key) for end in ENDS]
    source = st.empty()
    try:
        chosen = _sourced(name, _read(name, given))
    except ValidationError:
        return Problem(about.label, "low, likely and high must be numbers that rise", _TRY)
    source.markdown(small(f"Source: {chosen.source}"))
    if name == "keeper_rate":
        for mark in assumptions.keeper_marks:
            st.markdown(small(f"{read.percent(mark.percent)}: {mark.label}. {mark.source}"))
    return chosen


def _read(name: str, given: list[str]) -> Range[int]:
    """The range of three texts. Raises `ValidationError` for what is no range of that input."""
    ends = dict(zip(ENDS, given, strict=True))
    whole = INPUTS[name].mark in ("months", "minutes")
    values = {end: int(text) for end, text in ends.items()} if whole else ends
    read: Range[int] = getattr(Assumptions.model_validate({name: values}), name)
    return read


def _sourced(name: str, chosen: Range[int]) -> Range[int]:
    """The usual range with its source where the values are the usual ones."""
    usual = _USUAL.ranges[name]
    same = all(getattr(chosen, end) == getattr(usual, end) for end in ENDS)
    return usual if same else chosen


_TRY = "a low value, a likely one that is no smaller, and a high one that is no smaller either"


def _field(name: str, end: str, value: int, key: str) -> str:
    """One field: whole numbers with bounds; amounts are text, read exactly."""
    mark, label = INPUTS[name].mark, end.capitalize()
    places, here = _PLACES.get(mark, 0), f"{key}-{name}-{end}"
    if mark == "price":
        text = decimal_text(value, places) if value else ""
        return st.text_input(label, text, 12, placeholder="0", key=here) or "0"
    least, most = (1, 100) if name == "keeper_rate" else _BOUNDS[mark]
    whole = int(decimal_text(value, places).partition(".")[0])
    return str(st.number_input(label, least, most, min(max(whole, least), most), key=here))


def _settled(assumptions: Assumptions, key: str) -> Assumptions:
    """What is settled rather than ranged."""
    st.subheader("Settled", anchor=False)
    use = st.radio(
        "What the pictures are for",
        list(USES),
        list(USES).index(assumptions.use),
        format_func=lambda each: USES[each].capitalize(),
        key=f"{key}-use",
    )
    free = st.toggle(
        "The studio photographs somebody again at no charge",
        assumptions.retakes_free,
        key=f"{key}-retakes",
    )
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
    return assumptions.model_copy(
        update={
            "use": use,
            "retakes_free": free,
            "keep_subscribed": running,
            "accounts": "one-shared" if shared else "one-each",
        }
    )
