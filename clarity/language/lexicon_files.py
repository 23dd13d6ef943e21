"""Makes a lexicon of the YAML files that hold it, and refuses what is wrong with file and line."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from clarity.language.expansion import expanded
from clarity.language.inflection import Forms, PrincipalForms
from clarity.language.lexicon import PARTS_OF_SPEECH, Lexicon
from clarity.language.vocabulary import Vocabulary, folder_of
from clarity.messages import _
from clarity.parsing.hints import nearest
from clarity.parsing.located_yaml import ConfigError

#: The file of the lists whose phrases may hold classes.
_CUES = "cues.yaml"


def parse(language: str, files: Mapping[str, object], folder: str) -> Lexicon:
    """Make a lexicon of the parsed YAML files of a folder, by file name.

    ``inflection.yaml`` has the paradigms; all other files are named lists. In those of
    ``cues.yaml`` classes are written out (see `expansion`). Raises `ConfigError`
    for a lemma that does not fit its paradigm, a list that stands twice, and other slips.
    """
    lists: dict[str, tuple[str, ...]] = {}
    for name, data in sorted(files.items()):
        if name == "inflection.yaml":
            continue
        for key, value in _mapping(data, f"{folder}/{name}").items():
            if key in lists:
                raise ConfigError(
                    f"{folder}/{name}",
                    _line(data, key),
                    _("list «{key}» stands twice").format(key=key),
                )
            lists[key] = _texts(value, f"{folder}/{name}", _line(data, key))
    paradigms: dict[str, Mapping[str, tuple[str, Forms]]] = {}
    lemmas: dict[str, Mapping[str, str]] = {}
    irregular: dict[str, Mapping[str, Forms]] = {}
    like: dict[str, Mapping[str, str]] = {}
    principal: dict[str, PrincipalForms] = {}
    path = f"{folder}/inflection.yaml"
    data = _mapping(files.get("inflection.yaml", {}), path)
    for part in PARTS_OF_SPEECH:
        section = _mapping(data.get(part, {}), path)
        paradigms[part] = {
            name: _paradigm(value, path)
            for name, value in _mapping(section.get("paradigms", {}), path).items()
        }
        lemmas[part] = _lemmas(section, paradigms[part], path)
        irregular[part] = {
            lemma: _forms(value, path)
            for lemma, value in _mapping(section.get("irregular", {}), path).items()
        }
        like[part] = _like(section, lemmas[part].keys() | irregular[part].keys(), path)
        principal[part] = _principal(section, path)
    genitive = str(_mapping(data.get("noun", {}), path).get("genitive_after_s", ""))
    vocabulary = Vocabulary(folder_of(language), principal)
    lexicon = Lexicon(
        language, lists, paradigms, lemmas, irregular, like, vocabulary, principal, genitive
    )
    return replace(lexicon, lists={**lists, **_cues(lexicon, files, f"{folder}/{_CUES}")})


def _cues(
    lexicon: Lexicon, files: Mapping[str, object], path: str
) -> Mapping[str, tuple[str, ...]]:
    """Return the lists of cues with the classes in their phrases written out."""
    data = _mapping(files.get(_CUES, {}), path)
    lists = {}
    for name in data:
        try:
            lists[name] = expanded(lexicon.lists[name], lexicon.lists, lexicon.inflect)
        except ValueError as error:
            raise ConfigError(path, _line(data, name), str(error)) from None
    return lists


def _paradigm(value: object, path: str) -> tuple[str, Forms]:
    section = _mapping(value, path)
    return str(section.get("lemma", "")), _forms(section.get("forms", {}), path)


def _forms(value: object, path: str) -> Forms:
    section = _mapping(value, path)
    return {slot: _texts(forms, path, _line(section, slot)) for slot, forms in section.items()}


def _principal(section: Mapping[str, object], path: str) -> PrincipalForms:
    derived = {
        slot: {
            source: {ending: str(text) for ending, text in _mapping(endings, path).items()}
            for source, endings in _mapping(sources, path).items()
        }
        for slot, sources in _mapping(section.get("derived", {}), path).items()
    }
    required, further = section.get("principal", []), section.get("further", [])
    return PrincipalForms(_texts(required, path, 0), _texts(further, path, 0), derived)


def _lemmas(
    section: Mapping[str, object], paradigms: Mapping[str, tuple[str, Forms]], path: str
) -> Mapping[str, str]:
    known: dict[str, str] = {}
    groups = _mapping(section.get("lemmas", {}), path)
    for name, value in groups.items():
        line = _line(groups, name)
        if name not in paradigms:
            raise ConfigError(
                path, line, _("no paradigm «{name}».").format(name=name) + nearest(name, paradigms)
            )
        for lemma in _texts(value, path, line):
            if not lemma.endswith(paradigms[name][0]):
                raise ConfigError(
                    path,
                    line,
                    _("«{lemma}» does not end as «{name}» does").format(lemma=lemma, name=name),
                )
            if lemma in known:
                raise ConfigError(path, line, _("«{lemma}» has two paradigms").format(lemma=lemma))
            known[lemma] = name
    return known


def _like(section: Mapping[str, object], models: set[str], path: str) -> Mapping[str, str]:
    known: dict[str, str] = {}
    groups = _mapping(section.get("like", {}), path)
    for model, value in groups.items():
        line = _line(groups, model)
        if model not in models:
            raise ConfigError(
                path, line, _("«{model}» has no forms of its own").format(model=model)
            )
        for lemma in _texts(value, path, line):
            if not lemma.endswith(model):
                raise ConfigError(
                    path,
                    line,
                    _("«{lemma}» does not end in «{model}»").format(lemma=lemma, model=model),
                )
            if lemma in known:
                raise ConfigError(
                    path, line, _("«{lemma}» stands under two words").format(lemma=lemma)
                )
            known[lemma] = model
    return known


def _mapping(value: object, path: str) -> Mapping[str, object]:
    if value == "":
        return {}
    if not isinstance(value, Mapping):
        raise ConfigError(path, 0, _("must be a mapping (key: value)"))
    return value


def _texts(value: object, path: str, line: int) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise ConfigError(path, line, _("must be a text or a list of texts"))


def _line(section: object, key: str) -> int:
    lines = getattr(section, "lines", None)
    return lines[key] if isinstance(lines, dict) else 0
