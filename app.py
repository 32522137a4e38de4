"""The door: the pages and the HTTP routes as one ASGI app.

`streamlit run app.py` starts it, and so does `uvicorn app:app`.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

import streamlit as st

from estimator.ui.opening import opened, workspace_or_none
from estimator.web.fonts import FONTS
from estimator.web.health import health_route


@asynccontextmanager
async def warm(_app: st.App) -> AsyncIterator[None]:
    """Open the workspace and import what the first visitor would wait for."""
    opened()
    for module in ("altair", "pandas", "estimator.ui.navigation"):
        import_module(module)
    yield


app = st.App(
    Path(__file__).parent / "estimator/ui/entry/script.py",
    routes=[health_route(workspace_or_none), FONTS],
    lifespan=warm,
)
