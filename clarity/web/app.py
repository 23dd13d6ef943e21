"""What there is to be asked for, and who answers: the page, its files and words, and the engine."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from clarity.language.interface import is_spoken
from clarity.messages import _
from clarity.reports.printable import one_line
from clarity.resources import code_root, rules_root
from clarity.web.checks import RefusedError, check
from clarity.web.conversation import converse
from clarity.web.description import description
from clarity.web.guard import Guard, is_token
from clarity.web.served import Served

#: What the files of the page are sent as. Others are not sent.
_TYPES: Mapping[str, str] = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
#: How a program says the word that lets in, before the word itself.
_BEARER = "bearer "


def app(served: Served, host: str, port: int) -> ASGIApp:
    """Return all that answers on an address."""
    routes = [
        Route("/", _page),
        Route("/static/{name}", _static),
        Route("/words/{code}.json", _words),
        Route("/api/openapi.json", _description),
        Route("/api/check", partial(_check, served), methods=["POST"]),
        WebSocketRoute("/lsp", partial(_converse, served)),
    ]
    handlers = {HTTPException: _refused, RefusedError: _refused}
    return Guard(Starlette(routes=routes, exception_handlers=handlers), host, port)


async def _page(request: Request) -> Response:
    return _file(_folder(), "index.html")


async def _static(request: Request) -> Response:
    return _file(_folder(), request.path_params["name"])


async def _words(request: Request) -> Response:
    code = request.path_params["code"]
    if not is_spoken(code):
        raise HTTPException(404)
    return _file(rules_root() / "interface" / code, "web.json")


async def _description(request: Request) -> Response:
    return JSONResponse(description())


async def _check(served: Served, request: Request) -> Response:
    given = request.headers.get("authorization", "")
    is_bearer = given[: len(_BEARER)].lower() == _BEARER
    if not is_token([given[len(_BEARER) :]] if is_bearer else [], served.token):
        raise RefusedError(401, _("The token is missing or wrong: clarity serve has printed it."))
    return await check(request, served)


async def _converse(served: Served, websocket: WebSocket) -> None:
    if is_token(websocket.query_params.getlist("token"), served.token):
        await converse(websocket, served)
    else:
        await websocket.close(1008)


def _refused(request: Request, error: Exception) -> Response:
    if isinstance(error, RefusedError):
        headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else None
        return JSONResponse({"error": one_line(str(error))}, error.status, headers)
    assert isinstance(error, HTTPException)
    told = _("There is no such thing here.")
    if error.status_code == 405 and error.headers:
        told = _("This is asked for with {methods}.").format(methods=error.headers["Allow"])
    return JSONResponse({"error": told}, error.status_code, error.headers)


def _folder() -> Path:
    return code_root() / "web" / "static"


def _file(folder: Path, name: str) -> Response:
    """Return a file that lies in a folder itself. Raises `HTTPException`."""
    path = folder / name
    kind = _TYPES.get(path.suffix)
    if kind is None or path.name != name or not path.is_file():
        raise HTTPException(404)
    return FileResponse(path, media_type=kind)
