"""The calculator: the price first, the form beside its reasons, AI plans below, the PDF at hand."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from estimator import actions
from estimator.comparison import Comparison
from estimator.formatting import Reader, reader
from estimator.ui import beside, forms, parts, quoting, show, state, unsure
from estimator.ui.draft import Draft
from estimator.ui.pages.compare_with_ai import URL as COMPARE
from estimator.ui.words import plain
from estimator.workspace import Workspace
from pricing import BriefRefused, Estimate, PriceBook, Problem

_FORM_AND_LINES = (9, 11)


class Shown(NamedTuple):
    """An estimate, where it comes from, and who reads it."""

    workspace: Workspace
    estimate: Estimate
    read: Reader


def render(workspace: Workspace) -> None:
    """The page. All that depends on the form is in one fragment, so that the rest stays put."""
    parts.page_style()
    _head(workspace)
    _calculator(workspace)


def _head(workspace: Workspace) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
        title = st.container(width="content", gap=None)
        if len(workspace.studios) > 1:
            picked = st.pills(
                "Demo studio",
                _own_first(workspace),
                default=state.studio(workspace),
                required=True,
                format_func=lambda key: plain(workspace.studio(key).name),
                key="studio-switch",
                wrap=True,
            )
            state.choose_studio(picked or workspace.settings.studio)
    studio = workspace.studio(state.studio(workspace))
    title.title(plain(studio.name), anchor=False)
    title.markdown(f":gray[{plain(studio.tagline)}]")


def _own_first(workspace: Workspace) -> list[str]:
    own = workspace.settings.studio
    return [own, *(key for key in workspace.studios if key != own)]


@st.fragment
def _calculator(workspace: Workspace) -> None:
    """The answer stands above the form, and is filled in once the form has been read."""
    draft = state.draft(workspace)
    book = workspace.book(draft.studio)
    locale = workspace.studio(draft.studio).locale
    here = forms.Here(book, workspace.today(draft.studio), locale)
    answer = st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key="answer",
    )
    problems = st.container()
    form, details = st.columns(_FORM_AND_LINES, gap="large")
    with form:
        st.header("What you need", anchor=False)
        draft = forms.brief_form(draft, here, partial(state.change, workspace))
    priced = _priced(workspace, draft)
    if isinstance(priced, Estimate):
        shown = Shown(workspace, priced, reader(locale, book.currency))
        with problems:
            hints = actions.cheaper_with_more(workspace, draft.studio, priced)
            show.cheaper(hints, shown.read)
            span = _open_span(draft, shown, book)
        with answer:
            show.panel(priced, actions.per_person(priced), shown.read, span)
        draft = _answered(draft, shown, answer, details)
    else:
        with answer:
            show.no_price(priced)
        with problems:
            show.misfits(priced)
    state.keep(draft)


def _priced(workspace: Workspace, draft: Draft) -> Estimate | tuple[Problem, ...]:
    try:
        return actions.price(workspace, draft.studio, draft.brief)
    except BriefRefused as refused:
        return refused.problems


def _open_span(draft: Draft, shown: Shown, book: PriceBook) -> str:
    """From what to what it may come to, shown with what moves it; "" where nothing is open."""
    if not draft.brief.open:
        return ""
    try:
        found = actions.price_range(shown.workspace, draft.studio, draft.brief)
    except BriefRefused as refused:
        show.misfits(refused.problems)
        return ""
    unsure.shown_range(found, book, shown.read)
    return unsure.span(found, shown.read)


def _answered(draft: Draft, shown: Shown, answer: DeltaGenerator, details: DeltaGenerator) -> Draft:
    workspace, estimate, read = shown
    comparison = actions.compare_with_ai(workspace, estimate, draft.assumptions)
    with details:
        st.header("What it costs, and why", anchor=False)
        show.notes(estimate.notes, read)
        show.receipt(estimate, read)
        st.caption(f"{show.priced_words(estimate, read)} Tap a line to see how it is made.")
        show.licences(estimate)
    _beside_ai(comparison, read)
    button = answer.container(key="pdf", width="content")
    popover = button.popover("Get PDF", type="primary", key="get-pdf", on_change="rerun")
    if popover.open:
        with popover:
            draft = quoting.client_form(draft)
            quoting.download(workspace, draft, estimate, comparison)
    return draft


def _beside_ai(comparison: Comparison, read: Reader) -> None:
    """The answer of the comparison; its own page has the rest."""
    st.divider()
    st.header("Or AI headshots?", anchor=False)
    beside.verdict(comparison, read)
    page = state.page(COMPARE)
    if page is not None:
        label = "Compare in full: what it rests on, what would turn it, and what was found"
        st.page_link(page, label=label, icon=":material/compare:")
