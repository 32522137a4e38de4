"""The estimate beside AI plans: the plain answer, the figures, and what they rest on."""

from __future__ import annotations

import streamlit as st

from estimator.comparison import Comparison, PlanRow
from estimator.formatting import Reader
from estimator.ui import charts
from estimator.ui.words import plain, small
from pricing import Estimate

STALE_DAYS = 180
"""An AI price last seen longer ago than this is said to be old."""


def verdict(comparison: Comparison, read: Reader) -> None:
    """Which costs less, over the horizon and now, before any figure."""
    st.markdown(f"**{plain(read.why(comparison.verdict.over))}**")
    st.markdown(plain(read.why(comparison.verdict.now)))


def chart(comparison: Comparison, read: Reader) -> None:
    """The cash over the horizon as bars, with the same in words for who cannot see them."""
    if comparison.rows:
        months = read.number(comparison.assumptions.horizon_months)
        st.subheader(f"Cash over {months} months", anchor=False)
        bars = charts.cost_bars(comparison, read)
        st.vega_lite_chart(spec=bars, alt=charts.described(comparison, read), key="bars")


def table(comparison: Comparison, read: Reader) -> None:
    """The figures, and what they leave out."""
    if comparison.rows:
        st.subheader("Figure by figure", anchor=False)
        with st.container(key="figures"):
            st.table(_table(comparison, read), border="horizontal", hide_index=True)
        st.markdown(small(" ".join(read.why(note) for note in comparison.notes)))


def sources(comparison: Comparison, estimate: Estimate, read: Reader) -> None:
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
                _plan(row, estimate, read)
        for left_out in comparison.not_compared:
            problem = left_out.problem
            st.markdown(f"**{plain(problem.where)}** {plain(problem.what)}.")


def _table(comparison: Comparison, read: Reader) -> dict[str, list[str]]:
    studio, rows = comparison.studio, comparison.rows
    months = read.number(comparison.assumptions.horizon_months)
    all_costs = [studio, *(row.costs for row in rows)]
    table = {
        "Offer": ["**Photographed**", *(plain(row.plan.called) for row in rows)],
        "Cash now": [plain(read.money(costs.now.minor)) for costs in all_costs],
        f"Over {months} months": [plain(read.money(costs.over.minor)) for costs in all_costs],
        "Per image": [plain(read.money(costs.per_image.minor)) for costs in all_costs],
    }
    if comparison.assumptions.hourly_value.likely:
        table["With time"] = [plain(read.money(costs.over_with_time)) for costs in all_costs]
    return table


def _plan(row: PlanRow, estimate: Estimate, read: Reader) -> None:
    """One plan: the steps of its figure, its source, and what is weak about it."""
    plan = row.plan
    steps = [read.why(reason) for reason in (*row.because, *row.costs.over.because)]
    st.markdown(f"**{plain(plan.called)}**", anchors=False)
    st.markdown("  \n".join(small(step) for step in steps))
    warnings = [read.why(note) for note in row.notes]
    if plan.is_stale(estimate.priced_on, STALE_DAYS):
        warnings.append("This price was seen long ago and may have changed.")
    st.markdown(small(f"Price seen {plan.seen}. Source: {plan.source}"))
    for warning in warnings:
        st.markdown(f":material/info: {small(warning)}")
