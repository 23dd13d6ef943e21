"""One question a time: a text in, its report out, as the command line writes it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import PurePath
from typing import NamedTuple

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from clarity import __version__
from clarity.messages import SOURCE, _
from clarity.messages import spoken as spoken_now
from clarity.model import Failure, Report
from clarity.parsing import format_of
from clarity.parsing.contents import LARGEST
from clarity.parsing.formats import FORMATS as TEXT_FORMATS
from clarity.parsing.hints import nearest, shown
from clarity.project.projects import Request as Wanted
from clarity.reports import FORMATS, Options, Part
from clarity.run.judging import failure_of, judge_bytes
from clarity.web import wishes
from clarity.web.limits import BODY_PATIENCE, JUDGE_PATIENCE, LARGEST_MESSAGE, FullError
from clarity.web.served import UNNAMED, Served
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


class _Asked(NamedTuple):
    """A text to judge: its bytes, what it is called, and how it is to be judged."""

    data: bytes
    name: str
    request: Wanted


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
            asked = _asked(await _body(request), served.request)
            written = await _written(asked, form, served)
    except FullError:
        raise _busy() from None
    return Response(written, media_type=REPORTS[form])


async def _written(asked: _Asked, form: str, served: Served) -> str:
    """Have a text judged, and its report written."""
    judging = served.programs.submit(lambda: _report(asked, form, served))
    try:
        async with asyncio.timeout(JUDGE_PATIENCE):
            return await asyncio.wrap_future(judging)
    except TimeoutError:
        raise _busy() from None


def _report(asked: _Asked, form: str, served: Served) -> str:
    chosen = FORMATS[form]()
    look = Options(speaks=asked.request.speaks, language=spoken_now(), version=__version__)
    if look.language == SOURCE:
        look = look._replace(language="")

    def part(report: Report) -> Part:
        return chosen.part(report, look)

    made: Part | Failure
    session = served.session(asked.request)
    try:
        made = judge_bytes(session, None, part, asked.name, asked.data).outcome
        if isinstance(made, Part):
            settings = session.settings(asked.name)
            row = made.row._replace(fail_on=settings.fail_on, min_score=settings.min_score)
            made = made._replace(row=row)
    except Exception as error:
        made = failure_of(error, asked.name)
    return "".join(chosen.assemble([made], look))


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


def _asked(body: bytes, request: Wanted) -> _Asked:
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
        laid = wishes.request_with(wanted, request)
        return _Asked(_encoded(text), _name(given), laid)
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
