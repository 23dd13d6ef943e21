"""How somebody wants her texts judged, as JSON says it; and what there is to choose from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from clarity import __version__
from clarity.language import interface
from clarity.messages import SOURCE, _
from clarity.model import AUDIENCES, CHANNELS
from clarity.parsing.contents import LARGEST
from clarity.parsing.hints import nearest, shown
from clarity.parsing.languages import languages
from clarity.project.projects import Request
from clarity.project.settings import AUTO, Settings
from clarity.scoring import guidelines

Json = dict[str, Any]

_Choices = Callable[[], Sequence[str]]

#: What can be chosen, by what it is chosen for. An empty choice is that of the project.
_CHOICES: Mapping[str, _Choices] = {
    "language": lambda: (AUTO, *languages()),
    "guideline": lambda: (*guidelines.shipped(), guidelines.NO_GUIDELINE),
    "channel": lambda: (AUTO, *CHANNELS),
    "audience": lambda: AUDIENCES,
}
_STRICT = "strict"
#: The names of all that can be wished for.
NAMES = (*_CHOICES, _STRICT)


class WishError(ValueError):
    """A wish that nobody can grant, and why, in one line."""


def request_with(wishes: object, request: Request) -> Request:
    """Return a request with what is wished for laid on top. Raises `WishError`.

    What is not said, or ``null`` or empty, is as the request has it.
    """
    if not isinstance(wishes, Mapping):
        raise WishError(_("There must be an object with {names}.").format(names=", ".join(NAMES)))
    for name in wishes:
        if name not in NAMES:
            told = _("There is no setting «{name}».").format(name=shown(str(name)))
            raise WishError(told + nearest(str(name), NAMES))
    chosen = {name: _chosen(name, wishes.get(name)) for name in _CHOICES}
    strict = wishes.get(_STRICT)
    if strict is not None and not isinstance(strict, bool):
        raise WishError(_("{name} must be true or false.").format(name=_STRICT))
    return replace(
        request,
        language=chosen["language"] or request.language,
        guideline=chosen["guideline"] or request.guideline,
        channel=chosen["channel"] or request.channel,
        audience=chosen["audience"] or request.audience,
        strict=request.strict if strict is None else strict,
    )


def every_choice() -> Mapping[str, Sequence[str]]:
    """Return what can be chosen, by what it is chosen for."""
    return {name: choices() for name, choices in _CHOICES.items()}


def _chosen(name: str, value: object) -> str | None:
    if value is None or value == "":
        return None
    choices = _CHOICES[name]()
    if value in choices:
        return str(value)
    told = _("{name} cannot be «{value}», only one of: {choices}.")
    return _refuse(told.format(name=name, value=shown(str(value)), choices=", ".join(choices)))


def _refuse(told: str) -> str:
    raise WishError(told)


def choices(speaks: str, settings: Settings, request: Request) -> Json:
    """Return what there is to choose from, each with its name in a language that clarity speaks.

    ``settings`` are those of the folder, where nobody chooses.
    """
    code = speaks if interface.is_spoken(speaks) else SOURCE
    channels = interface.texts(code, "channels", CHANNELS)
    audiences = interface.texts(code, "audiences", AUDIENCES)
    names = interface.language_names(code)
    return {
        "version": __version__,
        "limit": LARGEST,
        "interface": _listed(interface.spoken(), names),
        "languages": [{"code": AUTO, "name": ""}, *_listed(languages(), names)],
        "guidelines": [*_guidelines(code, request), {"code": guidelines.NO_GUIDELINE, "name": ""}],
        "channels": [
            {"code": AUTO, "name": ""},
            *({"code": one, "name": channels[one].replace("-", " ")} for one in CHANNELS),
        ],
        "audiences": _listed(AUDIENCES, audiences),
        "defaults": {
            "language": settings.language,
            "guideline": "" if _is_own(settings.guideline) else settings.guideline,
            "channel": settings.channel,
            "audience": settings.audience,
            "strict": request.strict,
        },
    }


def _listed(codes: Iterable[str], names: Mapping[str, str]) -> list[Json]:
    return [{"code": code, "name": names[code]} for code in codes]


def _guidelines(code: str, request: Request) -> Iterable[Json]:
    """Yield the choice of the project, or else of each language, and those that have a name."""
    yield {"code": "", "name": ""}
    for name in guidelines.shipped():
        in_code = code if code in languages() else next(iter(languages()))
        told = guidelines.load(name, in_code, None, request.cache).name
        yield {"code": name, "name": told}


def _is_own(guideline: str) -> bool:
    return guideline not in _CHOICES["guideline"]()
