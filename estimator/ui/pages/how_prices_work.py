"""How prices work: the order of the steps, in words a client can follow."""

from __future__ import annotations

import streamlit as st

from estimator.formatting import reader
from estimator.ui.words import plain
from estimator.workspace import Workspace

_STEPS = (
    ("Lines", "Each thing you choose is one line: how many of it, at which price."),
    ("Surcharges and discounts", "Each is a share of a named part, or a fixed amount."),
    ("Net", "Lines, surcharges and discounts together."),
    ("Tax", "Worked out once for each tax and rate, at the rates of the place you choose."),
    ("Total", "Net and tax together. Some price lists include the tax and say so."),
    ("Deposit and payments", "Parts of the total that add up to it exactly."),
)


def render(workspace: Workspace) -> None:
    """The page."""
    with st.container(width=720):
        st.title("How prices work", anchor=False)
        st.markdown(
            "Every amount is made from the studio’s published price list, in the same order each "
            "time. Tap any line of an estimate to see the words and figures it was made from; you "
            "can redo each of them with a pocket calculator."
        )
        for number, (name, words) in enumerate(_STEPS, 1):
            st.markdown(f"**{number}\\. {name}**  \n{words}")
        st.markdown(
            "An estimate promises nothing. A quote does, through the last day printed on it: it is "
            "never priced again, even when the price list changes."
        )
        st.header("The price lists in use", anchor=False)
        for key in workspace.studios:
            studio, book = workspace.studio(key), workspace.book(key)
            since = reader(studio.locale, book.currency).day(book.effective_from)
            words = f"{studio.name}: in force since {since}, edition {book.edition}"
            st.markdown(f"- {plain(words)}")
        st.header("About the comparison with AI", anchor=False)
        st.markdown(
            "AI prices are what vendors published on the day named beside each of them. How many "
            "generated images are worth keeping, and how often pictures are made anew, are "
            "assumptions you can change. Likeness and quality are not in the figures; what was "
            "found about them stands apart, for and against, with who paid for it."
        )
