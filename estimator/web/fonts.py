"""`/fonts`: the documents' typeface for the pages too, so that both are set in one."""

from __future__ import annotations

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route

FOLDER = Path(__file__).resolve().parent.parent / "documents" / "fonts"
SERVED = frozenset(path.name for path in FOLDER.glob("Inter-*.ttf"))


async def font(request: Request) -> FileResponse:
    """One weight of Inter by its file name, and nothing else of that folder."""
    name = request.path_params["name"]
    if name not in SERVED:
        raise HTTPException(404)
    headers = {"Cache-Control": "public, max-age=86400"}
    return FileResponse(FOLDER / name, media_type="font/ttf", headers=headers)


FONTS = Route("/fonts/{name}", font, methods=["GET"])
