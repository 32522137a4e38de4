"""What one visitor's session remembers, typed. No other file touches `st.session_state`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from estimator.ui import links
from estimator.ui.draft import Draft, first_draft, fitted
from estimator.workspace import Workspace
from pricing import Client

_DRAFTS = "drafts"
_STUDIO = "studio"
_REFUSALS = "refusals"
_PAGES = "pages"


def studio(workspace: Workspace) -> str:
    """The studio the visitor looks at: chosen, else of the address, else of the settings."""
    if _STUDIO not in st.session_state:
        named = st.query_params.get("studio", "")
        known = named in workspace.studios
        st.session_state[_STUDIO] = named if known else workspace.settings.studio
    return str(st.session_state[_STUDIO])


def choose_studio(key: str) -> None:
    """Look at another studio. What was typed for the first one is kept."""
    st.session_state[_STUDIO] = key


def draft(workspace: Workspace) -> Draft:
    """The visitor's draft for the chosen studio, at first the one of the address."""
    key = studio(workspace)
    drafts: dict[str, Draft] = st.session_state.setdefault(_DRAFTS, {})
    if key not in drafts:
        drafts[key] = _of_address(key, workspace)
    return drafts[key]


def keep(changed: Draft) -> None:
    """Remember the draft, and let the address say it."""
    st.session_state.setdefault(_DRAFTS, {})[changed.studio] = changed
    params = links.written(changed.studio, changed.brief, changed.assumptions.horizon_months.likely)
    if {name: st.query_params.get_all(name) for name in st.query_params} != params:
        st.query_params.from_dict(params)


def change(workspace: Workspace, make: Callable[[Draft], Draft]) -> None:
    """Replace the draft by what `make` makes of it: for clicks."""
    st.session_state[_DRAFTS][studio(workspace)] = make(draft(workspace))


def remember_pages(pages: Mapping[str, StreamlitPage]) -> None:
    """The pages there are, by their addresses, for links between them."""
    st.session_state[_PAGES] = dict(pages)


def page(url_path: str) -> StreamlitPage | None:
    """The page at an address; None where a page is rendered alone."""
    pages: dict[str, StreamlitPage] = st.session_state.get(_PAGES, {})
    return pages.get(url_path)


def refusals(client: Client, find: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
    """Why this client cannot be printed; found once, for finding out takes as long as printing."""
    known: tuple[Client, tuple[str, ...]] | None = st.session_state.get(_REFUSALS)
    if known is None or known[0] != client:
        known = (client, find())
        st.session_state[_REFUSALS] = known
    return known[1]


def _of_address(key: str, workspace: Workspace) -> Draft:
    book = workspace.book(key)
    start = first_draft(key, book)
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    if params.get("studio", [key]) != [key]:
        return start
    brief = links.read_brief(params) or start.brief
    usual = start.assumptions
    horizon = links.read_horizon(params) or usual.horizon_months.likely
    return Draft(
        studio=key,
        brief=fitted(brief, book, workspace.today(key)),
        rows=tuple(range(1, len(brief.sittings) + 1)),
        assumptions=usual.with_likely("horizon_months", min(max(horizon, 6), 60)),
    )
