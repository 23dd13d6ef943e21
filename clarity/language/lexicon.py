"""What the language data knows: named word lists, and the forms of a lemma."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from clarity.language.expansion import expanded
from clarity.language.inflection import NO_FORMS, Forms, PrincipalForms, like
from clarity.language.vocabulary import Vocabulary, folder_of, tails
from clarity.messages import _
from clarity.parsing.hints import nearest
from clarity.parsing.located_yaml import ConfigError

PARTS_OF_SPEECH = ("verb", "noun", "adjective")
#: The file of the lists whose phrases may hold classes.
_CUES = "cues.yaml"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lexicon of one language.

    ``lists`` are the named lists in the order they are written. ``paradigms`` are, per part of
    speech and name, the lemma's ending and the endings by slot; ``lemmas`` tells the paradigm of a
    lemma; ``irregular`` has forms written out; ``like`` says which lemma another is built on.
    ``vocabulary`` has the words that stand in none of these, and ``principal`` tells how a word is
    made from its principal forms. ``genitive_after_s`` is what the genitive adds to a form in s, x
    or z, if anything.
    """

    language: str
    lists: Mapping[str, tuple[str, ...]]
    paradigms: Mapping[str, Mapping[str, tuple[str, Forms]]]
    lemmas: Mapping[str, Mapping[str, str]]
    irregular: Mapping[str, Mapping[str, Forms]]
    like: Mapping[str, Mapping[str, str]]
    vocabulary: Vocabulary
    principal: Mapping[str, PrincipalForms]
    genitive_after_s: str = ""
    _sets: dict[str, frozenset[str]] = field(default_factory=dict, init=False, compare=False)

    def ordered(self, name: str) -> tuple[str, ...]:
        """Return a named list in its written order. Raises `KeyError` with the nearest name."""
        if name not in self.lists:
            raise KeyError(
                _("no word list «{name}» in {language}.").format(name=name, language=self.language)
                + nearest(name, self.lists)
            )
        return self.lists[name]

    def words(self, name: str) -> frozenset[str]:
        """Return a named list as a set."""
        if name not in self._sets:
            self._sets[name] = frozenset(self.ordered(name))
        return self._sets[name]

    def inflect(self, lemma: str, part_of_speech: str) -> Forms:
        """Return the forms of a lemma by slot; empty where the lexicon does not know it.

        A compound is inflected as its last part, if that is known, and other words as those with
        the same ending, if that tells.
        """
        forms = self.forms(lemma, part_of_speech)
        if part_of_speech != "noun" or not forms:
            return forms
        genitives = {
            f"genitive_{slot}": tuple(self._genitive(form) for form in group)
            for slot, group in forms.items()
        }
        return {**forms, **genitives}

    def knows(self, lemma: str, part_of_speech: str) -> bool:
        """Tell whether the lexicon has a lemma, or the last part of it, and need not guess."""
        return bool(self._told(lemma, part_of_speech))

    def forms(self, lemma: str, part_of_speech: str) -> Forms:
        """Return what `inflect` does, without the genitives of nouns."""
        told = self._told(lemma, part_of_speech)
        return told or self.vocabulary.by_ending(lemma, part_of_speech)

    def inflect_like(self, lemma: str, model: str, part_of_speech: str) -> Forms:
        """Return the forms of a lemma that is inflected like another, without genitives.

        They are empty where the other is not known, or ends otherwise.
        """
        return like(lemma, model, self._told(model, part_of_speech))

    def listed(self, lemma: str, part_of_speech: str) -> Forms:
        """Return the forms of a lemma that a rule or a glossary has brought in, not of any other.

        Nouns are without their genitives.
        """
        if lemma in self.irregular[part_of_speech]:
            return self.irregular[part_of_speech][lemma]
        if lemma in self.lemmas[part_of_speech]:
            name = self.lemmas[part_of_speech][lemma]
            ending, slots = self.paradigms[part_of_speech][name]
            stem = lemma.removesuffix(ending)
            return {slot: tuple(stem + end for end in ends) for slot, ends in slots.items()}
        if lemma in self.like[part_of_speech]:
            model = self.like[part_of_speech][lemma]
            return like(lemma, model, self.listed(model, part_of_speech))
        return NO_FORMS

    def with_words(self, words: Mapping[str, Mapping[str, Forms]]) -> Lexicon:
        """Return a lexicon that has some words more, by part of speech, with their forms."""
        irregular = {part: {**own, **words.get(part, {})} for part, own in self.irregular.items()}
        return replace(self, irregular=irregular)

    def genders(self) -> Mapping[str, frozenset[str]]:
        """Return the genders of each singular form of each noun, by how the definite form ends.

        The names of genders are those endings (``definite_endings``).
        """
        found: dict[str, frozenset[str]] = {}
        endings = self.ordered("definite_endings")
        known = (self.irregular["noun"], self.lemmas["noun"], self.like["noun"])
        for lemma in {lemma for group in known for lemma in group}:
            forms = self.listed(lemma, "noun")
            definite = forms.get("definite", ())
            own = frozenset(end for form in definite for end in endings if form.endswith(end))
            for form in (*forms.get("singular", ()), *definite):
                found[form] = found.get(form, frozenset()) | own
        return found

    def _told(self, lemma: str, part_of_speech: str) -> Forms:
        own = self._known(lemma, part_of_speech)
        return own or self._as_compound(lemma, part_of_speech)

    def _known(self, lemma: str, part_of_speech: str) -> Forms:
        own = self.listed(lemma, part_of_speech)
        return own or self.vocabulary.forms(lemma, part_of_speech)

    def _as_compound(self, lemma: str, part_of_speech: str) -> Forms:
        for tail in tails(lemma):
            if forms := self._known(tail, part_of_speech):
                return like(lemma, tail, forms)
            if self.vocabulary.has_ending(tail, part_of_speech):
                return NO_FORMS  # «kvalifiser-ing» is no «ring»
        return NO_FORMS

    def _genitive(self, form: str) -> str:
        if not form.endswith(("s", "x", "z")):
            return form + "s"
        return form + self.genitive_after_s


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
