"""Photographed or generated: the estimate of the calculator beside AI plans, and what was found."""

from __future__ import annotations

import streamlit as st

from estimator import actions
from estimator.comparison import Comparison, PlanRow
from estimator.formatting import Reader, booked_words, reader
from estimator.ui import assuming, beside, evidencing, parts, show, state
from estimator.ui.words import plain
from estimator.workspace import Workspace
from pricing import BriefRefused, Estimate

URL = "compare-with-ai"
_CALCULATOR = "calculator"


def render(workspace: Workspace) -> None:
    """The page: the answer in money, where each side fits, and what was found."""
    parts.page_style()
    st.title("Photographed or generated?", anchor=False)
    draft = state.draft(workspace)
    try:
        estimate = actions.price(workspace, draft.studio, draft.brief)
    except BriefRefused as refused:
        st.markdown("There is no price to compare yet: some choices do not fit together.")
        show.misfits(refused.problems)
        _back()
        return
    read = reader(workspace.studio(draft.studio).locale, estimate.currency)
    _asked(estimate, read)
    _money(workspace, estimate)
    st.divider()
    evidencing.fits()
    st.divider()
    _found(workspace)
    evidencing.seen(workspace.plans)


def _asked(estimate: Estimate, read: Reader) -> None:
    """What is compared."""
    booked = "; ".join(booked_words(each, read) for each in estimate.booked)
    st.markdown(f"{plain(booked)}: **{plain(read.money(estimate.payable))}**")
    _back()


def _back() -> None:
    page = state.page(_CALCULATOR)
    if page is not None:
        st.page_link(page, label="Change it in the calculator", icon=":material/calculate:")


@st.fragment
def _money(workspace: Workspace, estimate: Estimate) -> None:
    """The answer first; the form that changes it stands under the pictures."""
    draft = state.draft(workspace)
    read = reader(workspace.studio(draft.studio).locale, estimate.currency)
    answer = st.container()
    pictures = st.container()
    on_site = actions.is_on_site(workspace, estimate)
    assumed = assuming.assumptions_form(draft.assumptions, draft.studio, read, on_site)
    with answer:
        horizon, plan = st.columns(2, gap="large")
        with horizon:
            assumed = assuming.horizon_form(assumed, draft.studio)
        comparison = actions.compare_with_ai(workspace, estimate, assumed)
        with plan:
            row = beside.plan_form(comparison, draft.plan, draft.studio)
        beside.verdict(comparison, read)
    if row is not None:
        with pictures:
            _closely(workspace, estimate, comparison, row)
    beside.sources(comparison, read)
    state.keep(draft.comparing(assumed, row.plan.key if row else ""))


def _closely(
    workspace: Workspace, estimate: Estimate, comparison: Comparison, row: PlanRow
) -> None:
    read = reader(workspace.studio(estimate.studio).locale, estimate.currency)
    look = actions.look_at_plan(workspace, estimate, comparison, row.plan.key)
    if look is not None:
        beside.robustness(look, read)
        beside.pictures(comparison, look, read)
    beside.table(comparison, read)


@st.fragment
def _found(workspace: Workspace) -> None:
    """The evidence in the order of what matters to the client."""
    st.header("What was found, for and against", anchor=False)
    draft = state.draft(workspace)
    weights = evidencing.weights_form(draft.weights, draft.studio)
    evidencing.evidence(workspace.findings, weights)
    state.keep(draft.weighing(weights))
