"""Parts of the page that containers and the theme cannot draw: markup, style and script in files.

A part is given text that is already worded, and shows it as text: it holds no figure of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

_FOLDER = Path(__file__).resolve().parent


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


_panel = st.components.v2.component(
    "headshot_quote_panel", html=_read("panel.html"), css=_read("panel.css"), js=_read("panel.js")
)
_receipt = st.components.v2.component(
    "headshot_quote_receipt",
    html=_read("receipt.html"),
    css=_read("receipt.css"),
    js=_read("receipt.js"),
)
_page = st.components.v2.component(
    "headshot_quote_page", css=_read("page.css"), isolate_styles=False
)


def panel(data: Mapping[str, object]) -> None:
    """The total with the facts beside it."""
    _panel(data=dict(data), key="panel")


def receipt(data: Mapping[str, object]) -> None:
    """Rows with amounts, each opening to its reasons."""
    _receipt(data=dict(data), key="receipt")


def page_style() -> None:
    """The style of the whole page."""
    _page(key="page-style")
