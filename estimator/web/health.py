"""`/healthz`: whether the calculator can price, and with which editions. It holds no secret."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from estimator.workspace import Workspace


def health_route(opened: Callable[[], Workspace | None]) -> Route:
    """The route; `opened` gives the workspace, or None when its files cannot be used."""

    def healthz(_request: Request) -> JSONResponse:
        workspace = opened()
        if workspace is None:
            return JSONResponse({"status": "refused"}, status_code=503)
        return JSONResponse({"status": "ok", "editions": editions(workspace)})

    return Route("/healthz", healthz, methods=["GET"])


def editions(workspace: Workspace) -> dict[str, dict[str, str]]:
    """For each studio the first day of each usable edition, and its content hash."""
    return {
        key: {book.effective_from.isoformat(): book.edition for book in files.editions}
        for key, files in workspace.studios.items()
    }
