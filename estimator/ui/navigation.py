"""The pages. To add one: a module in `pages/` with `render(workspace)`, and a row here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import streamlit as st

from estimator.ui import show, state
from estimator.ui.pages import calculator, check_a_quote, compare_with_ai, how_prices_work
from estimator.workspace import Workspace
from pricing import Problem


class Page(NamedTuple):
    """A page: its title, its address, its icon, and what renders it."""

    title: str
    url_path: str
    icon: str
    render: Callable[[Workspace], None]


PAGES = (
    Page("Calculator", "calculator", ":material/calculate:", calculator.render),
    Page("Compare with AI", compare_with_ai.URL, ":material/compare:", compare_with_ai.render),
    Page("Check a quote", check_a_quote.URL, ":material/verified:", check_a_quote.render),
    Page("How prices work", "how-prices-work", ":material/menu_book:", how_prices_work.render),
)


def run(opened: Workspace | tuple[Problem, ...]) -> None:
    """Render the page that was asked for, or what keeps the calculator shut."""
    st.set_page_config(page_title="Headshot Quote", page_icon=show.ICON, layout="wide")
    st.logo(show.LOGO, size="large")
    if not isinstance(opened, Workspace):
        only = st.Page(partial(show.refused, opened), title="Headshot Quote", url_path="problems")
        st.navigation([only], position="hidden").run()
        return
    pages = [
        st.Page(
            partial(page.render, opened),
            title=page.title,
            url_path=page.url_path,
            icon=page.icon,
            default=page is PAGES[0],
        )
        for page in PAGES
    ]
    state.remember_pages({page.url_path or PAGES[0].url_path: page for page in pages})
    st.navigation(pages, position="top").run()
