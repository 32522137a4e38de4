"""The estimate beside AI plans: the plain answer, the pictures, the figures, and their sources."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from estimator.comparison import (
    INPUTS,
    NOT_CHANCES,
    Closely,
    Comparison,
    Costs,
    PlanRow,
    Tornado,
    robustness_told,
)
from estimator.formatting import Reader
from estimator.ui import charts
from estimator.ui.words import cited, plain, small


def verdict(comparison: Comparison, read: Reader) -> None:
    """Which costs less, over the horizon and now, before any figure."""
    said = comparison.verdict
    st.markdown(f"**{plain(read.why(said.over))}**")
    for reason in (said.now, said.with_time):
        if reason is not None:
            st.markdown(plain(read.why(reason)))


def plan_form(comparison: Comparison, chosen: str, key: str) -> PlanRow | None:
    """The plan to look at closely: at first the cheapest with a firm price."""
    first = comparison.row(chosen) or comparison.closest
    if first is None:
        return None
    names = {row.plan.key: f"{row.plan.called}{_flags(row)}" for row in comparison.rows}
    picked = st.selectbox(
        "AI plan to look at closely",
        list(names),
        list(names).index(first.plan.key),
        format_func=lambda each: names[each],
        key=f"{key}-plan",
    )
    return comparison.row(picked) or first


def robustness(look: Closely, read: Reader) -> None:
    """How far the answer holds over all ranges."""
    called = look.row.plan.called
    told = [
        robustness_told(look.robust, called),
        robustness_told(look.robust_of_any, "the cheapest plan of each"),
    ]
    told += [robustness_told(look.timed_robust, called, timed=True)] if look.timed_robust else []
    said = " ".join(read.why(each) for each in told)
    st.markdown(plain(f"{said} {NOT_CHANCES}"))


def pictures(comparison: Comparison, look: Closely, read: Reader) -> None:
    """Costs by month, costs over the horizon, each kept image, and what matters most."""
    months = read.number(comparison.assumptions.horizon_months.likely)
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("What has been paid, month by month", anchor=False)
        drawing, words = charts.curves(look, read), charts.curves_described(look, read)
        st.vega_lite_chart(spec=drawing, alt=words, key="curves")
        marks = "Dotted lines mark the first of those months." if look.turned else ""
        st.markdown(small(f"{charts.months_told(look, read)} {marks} {BANDS}"))
    with right:
        _turns(look, read)
    left, right = st.columns(2, gap="large")
    with left:
        _bars(comparison, read, (f"Cash over {months} months", charts.over))
    with right:
        _bars(comparison, read, ("Cash now for each kept image", charts.per_image))
    _tornado(look.tornado, read, "What matters most, in cash")
    if look.timed_tornado is not None:
        _tornado(look.timed_tornado, read, "What matters most, with time")


BANDS = "The bands reach from the cheapest to the dearest end of every range that bears on cash."


def _bars(comparison: Comparison, read: Reader, what: tuple[str, Callable[[Costs], int]]) -> None:
    title, of = what
    st.subheader(title, anchor=False)
    drawing = charts.cost_bars(comparison, read, of)
    words = charts.bars_described(comparison, read, title, of)
    st.vega_lite_chart(spec=drawing, alt=words, key=f"bars-{of.__name__}")


def _turns(look: Closely, read: Reader) -> None:
    if look.turns:
        st.subheader("What would turn the answer", anchor=False)
        st.markdown("\n".join(f"- {plain(read.why(turn.because))}" for turn in look.turns))


def _tornado(found: Tornado, read: Reader, title: str) -> None:
    if not found.swings:
        return
    st.subheader(title, anchor=False)
    key = title.rpartition(" ")[2]
    words = charts.tornado_described(found, read)
    with st.container(width=760):
        st.vega_lite_chart(spec=charts.tornado(found, read), alt=words, key=f"tornado-{key}")
    still = ", ".join(INPUTS[name].label for name in found.still)
    st.markdown(small(f"{charts.tornado_key(found, read)} {STILL.format(still) if still else ''}"))


STILL = "Without effect on this answer: {}."


def table(comparison: Comparison, read: Reader) -> None:
    """The figures, and what they leave out."""
    if not comparison.rows:
        return
    st.subheader("Figure by figure", anchor=False)
    months = read.number(comparison.assumptions.horizon_months.likely)
    whole: Columns = {"Cash now": lambda each: each.now.minor, f"Over {months} months": charts.over}
    if comparison.assumptions.hourly_value.likely:
        whole["With time"] = lambda each: each.over_with_time
    shared: Columns = {
        "Kept image": charts.per_image,
        "Person": lambda each: each.per_person.minor,
        "Person, year": lambda each: each.per_person_year.minor,
    }
    with st.container(key="figures"):
        for column, columns in zip(st.columns(2, gap="large"), (whole, shared), strict=True):
            with column:
                rows = _table(comparison, columns, read)
                st.table(rows, border="horizontal", hide_index=True)
    st.markdown(small(" ".join(read.why(note) for note in comparison.notes)))


Columns = dict[str, Callable[[Costs], int]]


def _table(comparison: Comparison, columns: Columns, read: Reader) -> dict[str, list[str]]:
    rows = comparison.rows
    costs = [comparison.studio, *(row.costs for row in rows)]
    offers = ["**Photographed**", *(f"{plain(row.plan.called)}{_marked(row)}" for row in rows)]
    figures = {
        name: [plain(read.money(of(each))) for each in costs] for name, of in columns.items()
    }
    return {"Offer": offers, **figures}


def _flags(row: PlanRow) -> str:
    flags = {"weak": ["weak source"], "conflict": ["disputed"], "strong": []}[row.plan.strength]
    flags = [*flags, *(["old price"] if row.stale else [])]
    return f" ({', '.join(flags)})" if flags else ""


def _marked(row: PlanRow) -> str:
    return f" :orange[{plain(_flags(row).strip())}]" if _flags(row) else ""


def sources(comparison: Comparison, read: Reader) -> None:
    """Every plan with its steps, its source and the day its price was seen; made when opened."""
    box = st.expander(
        "How each AI figure is made, and where its price was seen", key="sources", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        plans = st.grid(2, min_column_width=280, gap="medium")
        for row in comparison.rows:
            with plans.cell():
                _plan(row, read)
        for left_out in comparison.not_compared:
            problem = left_out.problem
            st.markdown(f"**{plain(problem.where)}** {plain(problem.what)}.")


def _plan(row: PlanRow, read: Reader) -> None:
    """One plan: the steps of its figure, its source, and what is weak about it."""
    plan = row.plan
    steps = [small(read.why(reason)) for reason in (*row.because, *row.costs.over.because)]
    source = cited(f"Price seen {plan.seen}. Source: {plan.source}.")
    notes = [small(read.why(note)) for note in row.notes]
    lines = (f"**{plain(plan.called)}**{_marked(row)}", *steps, source, *notes)
    st.markdown("  \n".join(lines))
