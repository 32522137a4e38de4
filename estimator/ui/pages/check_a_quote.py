"""Check a quote: a PDF is dropped, and the page says whether it is what it says it is."""

from __future__ import annotations

import streamlit as st

from estimator import actions
from estimator.ui.words import plain
from estimator.workspace import Workspace

URL = "check-a-quote"
_ICONS = {
    "intact": ":material/verified:",
    "altered": ":material/gpp_bad:",
    "unknown studio": ":material/help:",
    "not a quote": ":material/block:",
}
_MARKS = {True: ":material/check:", False: ":material/close:", None: ":material/remove:"}


def render(workspace: Workspace) -> None:
    """The page."""
    with st.container(width=720):
        st.title("Check a quote", anchor=False)
        st.markdown(
            "Drop the PDF of a quote here. It is made again from the record inside it, and priced "
            "again with the studio’s price list, and you see whether anything in it was changed. "
            "The file is not kept."
        )
        file = st.file_uploader("The quote as PDF", type="pdf", key="quote-to-check")
        if file is not None:
            _found(actions.verify_quote(workspace, file.getvalue()))


def _found(found: actions.Verification) -> None:
    words = f"**{found.verdict.capitalize()}.** {actions.VERDICTS[found.verdict]}"
    show = {"intact": st.success, "unknown studio": st.warning}.get(found.verdict, st.error)
    show(words, icon=_ICONS[found.verdict])
    claim = actions.claim(found)
    if claim:
        st.markdown(f"The file says it is: **{plain(claim)}**")
    for step in found.steps:
        st.markdown(f"{_MARKS[step.holds]} **{step.what}.** {plain(step.told)}")
