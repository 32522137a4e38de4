"""The quote as a PDF: for whom, with what, and the download."""

from __future__ import annotations

import msgspec
import streamlit as st

from estimator import actions
from estimator.comparison import Comparison
from estimator.ui import state
from estimator.ui.draft import Draft
from estimator.ui.words import plain
from estimator.workspace import Workspace
from pricing import Client, Estimate, Quote


def client_form(draft: Draft) -> Draft:
    """Who the quote is for; everything is optional."""
    key, client = draft.studio, draft.client
    name = st.text_input(
        "Your name (optional)", client.name, 120, key=f"{key}-name", autocomplete="name"
    )
    organisation = st.text_input(
        "Organisation (optional)",
        client.organisation,
        120,
        key=f"{key}-organisation",
        autocomplete="organization",
    )
    email = st.text_input(
        "E-mail (optional)", client.email, 120, key=f"{key}-email", autocomplete="email"
    )
    with_comparison = st.checkbox(
        "Add the comparison with AI plans", draft.with_comparison, key=f"{key}-append"
    )
    return msgspec.structs.replace(
        draft,
        client=Client(name=name or "", organisation=organisation or "", email=email or ""),
        with_comparison=with_comparison,
    )


def download(
    workspace: Workspace, draft: Draft, estimate: Estimate, comparison: Comparison
) -> None:
    """The button; the PDF is made at the click. What cannot be printed is said before it."""
    quote = actions.make_quote(workspace, draft.studio, estimate, draft.client)
    refusals = (
        () if _ascii(draft.client) else state.refusals(draft.client, lambda: _refusals(quote))
    )
    for refusal in refusals:
        st.warning(plain(refusal))

    def appended() -> actions.Appendix | None:
        if not draft.with_comparison:
            return None
        return actions.appendix(workspace, estimate, comparison, draft.plan)

    st.download_button(
        "Download PDF",
        lambda: actions.quote_pdf(quote, appended()),
        f"Quote-{quote.number}.pdf",
        "application/pdf",
        type="primary",
        icon=":material/download:",
        on_click="ignore",
        disabled=bool(refusals),
        key="download",
        width="stretch",
    )
    st.caption(f"Quote {plain(quote.number)}. What you type here is printed on it and not kept.")


def _ascii(client: Client) -> bool:
    return f"{client.name}{client.organisation}{client.email}".isascii()


def _refusals(quote: Quote) -> tuple[str, ...]:
    try:
        actions.quote_pdf(quote)
    except actions.CannotPrint as refused:
        return tuple(str(problem) for problem in refused.problems)
    return ()
