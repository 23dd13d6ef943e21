"""One question a time: a text in, its report out, as the command line writes it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import PurePath

from msgspec.structs import replace
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from clarity.messages import _
from clarity.parsing import format_of
from clarity.parsing.contents import LARGEST
from clarity.parsing.formats import FORMATS as TEXT_FORMATS
from clarity.parsing.hints import nearest, shown
from clarity.project.projects import Request as Wanted
from clarity.web import wishes
from clarity.web.answers import UNNAMED, Asked, written
from clarity.web.limits import BODY_PATIENCE, JUDGE_PATIENCE, LARGEST_MESSAGE, FullError
from clarity.web.served import Served
from clarity.web.wishes import Json, WishError

#: The formats of a report that can be asked for, and what each is sent as.
REPORTS: Mapping[str, str] = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "markdown": "text/markdown; charset=utf-8",
}
#: The formats of texts, and an ending that stands for each.
TEXTS: Mapping[str, str] = {form: ending for ending, form in reversed(list(TEXT_FORMATS.items()))}
_LONGEST_NAME = 200
_JSON = "application/json"
#: What can be said of a text.
_NAMES = ("text", "name", "format", *wishes.NAMES)


class RefusedError(Exception):
    """What was asked for cannot be had: the status to answer with, and why in one line."""

    def __init__(self, status: int, told: str) -> None:
        super().__init__(told)
        self.status = status


async def check(request: Request, served: Served) -> Response:
    """Answer with the report on a text. Raises `RefusedError`."""
    form = request.query_params.get("format", "json")
    if form not in REPORTS:
        told = _("{name} cannot be «{value}», only one of: {choices}.")
        choices = ", ".join(REPORTS)
        raise RefusedError(400, told.format(name="format", value=shown(form), choices=choices))
    try:
        with served.checks.taken(), served.checked.taken(_announced(request)):
            asked = _asked(await _body(request), form, served.request)
            told = await _written(asked, served)
    except FullError:
        raise _busy() from None
    return Response(told, media_type=REPORTS[form])


async def _written(asked: Asked, served: Served) -> str:
    """Have a text judged, and its report written."""
    try:
        async with asyncio.timeout(JUDGE_PATIENCE):
            servers = await asyncio.wrap_future(served.lane.turn().submit(served.servers))
            there = replace(asked, servers=servers)
            told = await asyncio.wrap_future(served.apart.ask(written, there, JUDGE_PATIENCE))
    except TimeoutError:
        raise _busy() from None
    if told is None:
        raise _busy()
    if not told:
        raise RefusedError(500, _("Something went wrong here."))
    return told


def _announced(request: Request) -> int:
    """Return the bytes of a body, as far as its head tells. Raises `RefusedError`."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _JSON:
        raise RefusedError(415, _("There must be JSON, with the content type application/json."))
    length = request.headers.get("content-length", "")
    announced = int(length) if length.isdecimal() else LARGEST_MESSAGE
    if announced > LARGEST_MESSAGE:
        raise _too_large()
    return announced


async def _body(request: Request) -> bytes:
    """Read a body, as long as it comes in good time and is not too large."""
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_PATIENCE):
            async for piece in request.stream():
                body += piece
                if len(body) > LARGEST_MESSAGE:
                    raise _too_large()
    except TimeoutError:
        raise RefusedError(408, _("The text did not come in time.")) from None
    except ClientDisconnect:
        raise RefusedError(400, _("The text did not come whole.")) from None
    return bytes(body)


def _asked(body: bytes, form: str, usual: Wanted) -> Asked:
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise RefusedError(400, _("That is not JSON in UTF-8.")) from None
    if not isinstance(given, dict):
        raise RefusedError(422, _("There must be an object with {names}.").format(names="text"))
    for key in given:
        if key not in _NAMES:
            told = _("There is no setting «{name}».").format(name=shown(key)) + nearest(key, _NAMES)
            raise RefusedError(422, told)
    text = given.get("text")
    if not isinstance(text, str):
        raise RefusedError(422, _("There must be a text, as a string: {name}.").format(name="text"))
    try:
        wanted = {name: given[name] for name in wishes.NAMES if name in given}
        laid = wishes.request_with(wanted, usual)
        return Asked(_encoded(text), _name(given), laid, form, usual)
    except WishError as error:
        raise RefusedError(422, str(error)) from None


def _encoded(text: str) -> bytes:
    data = text.encode(errors="replace")  # halves of characters
    if len(data) > LARGEST:
        raise _too_large()
    return data


def _name(given: Json) -> str:
    """Return what a text is called: its ending says how it is read, or else its format does."""
    name, form = given.get("name"), given.get("format")
    if form is not None and form not in tuple(TEXTS):  # which may be no string
        told = _("{name} cannot be «{value}», only one of: {choices}.")
        choices = ", ".join(TEXTS)
        told = told.format(name="format", value=shown(str(form)), choices=choices)
        raise WishError(told)
    if name is None or name == "":
        name = UNNAMED
    if not isinstance(name, str) or len(name) > _LONGEST_NAME or not _is_bare(name):
        raise WishError(_("The name must be that of a file, without its folder."))
    if form is not None and format_of(name) != form:
        return f"{PurePath(name).stem}{TEXTS[form]}" if format_of(name) else name + TEXTS[form]
    return name


def _is_bare(name: str) -> bool:
    return name.isprintable() and not set(name) & set("/\\:") and name.strip(". ") != ""


def _too_large() -> RefusedError:
    return RefusedError(413, _("The text is too large."))


def _busy() -> RefusedError:
    return RefusedError(503, _("Too much is going on here now. Try again later."))
