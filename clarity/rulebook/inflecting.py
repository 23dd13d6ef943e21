"""How the words of a rule or a glossary are inflected, where the lexicon is not to tell.

A word is inflected ``like`` one that the lexicon knows, or by its principal ``forms``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from clarity.language.inflection import Forms
from clarity.language.lexicon import PARTS_OF_SPEECH, Lexicon
from clarity.language.paradigms import nearest_models, nearest_word
from clarity.messages import _
from clarity.parsing.hints import shown
from clarity.parsing.located_yaml import ConfigError, Fields


class Inflecting(Struct, frozen=True):
    """What is said of the inflection of some words.

    ``like`` has a known word by word, or under "" one for all that the lexicon does not know.
    ``forms`` are the principal forms of words, each a list that begins with the base form.
    """

    like: Mapping[str, str]
    forms: tuple[tuple[str, ...], ...]
    path: str
    line: int

    @classmethod
    def read(cls, fields: Fields) -> Inflecting:
        """Take ``like`` and ``forms`` from a mapping. Raises `ConfigError`."""
        if isinstance(fields.raw("like", ""), Mapping):
            own = fields.fields("like")
            like = {word: own.text(word) for word in own.data}
        else:
            model = fields.text("like", "")
            like = {"": model} if model else {}
        key = "forms" if "forms" in fields else "like"
        return cls(like, _lists(fields), fields.path, fields.line_of(key))

    @property
    def says_something(self) -> bool:
        """Tell whether there is anything but what the lexicon knows."""
        return bool(self.like or self.forms)

    def grown(self, lexicon: Lexicon, part: str, words: Collection[str]) -> Lexicon:
        """Return a lexicon that knows the words as is said. Raises `ConfigError`."""
        if not self.says_something:
            return lexicon
        if part not in PARTS_OF_SPEECH:
            message = _("«inflect» must be one of {parts} where «like» or «forms» is given")
            message = message.format(parts=", ".join(PARTS_OF_SPEECH))
            raise ConfigError(self.path, self.line, message)
        return lexicon.with_words({part: self.said(words, part, lexicon)})

    def said(self, words: Collection[str], part: str, lexicon: Lexicon) -> dict[str, Forms]:
        """Return the forms of those of the words that something is said of, without genitives.

        Raises `ConfigError` for what cannot be, and for what is said of another word.
        """
        for model in self.like.values():
            if not lexicon.knows(model, part):
                raise self._unknown_model(model, part, lexicon)
        given = {forms[0]: self._complete(forms, part, lexicon) for forms in self.forms}
        for word in (*given, *filter(None, self.like)):
            if word not in words:
                message = _("«{word}» is not among the words that are inflected here")
                raise ConfigError(self.path, self.line, message.format(word=shown(word)))
            if word in given and word in self.like:
                message = _("«{word}» has both «like» and «forms»; give one of them")
                raise ConfigError(self.path, self.line, message.format(word=shown(word)))
        said: dict[str, Forms] = {}
        for word in words:
            model = self.like.get(word, self.like.get("", ""))
            if word in given:
                said[word] = given[word]
            elif word in self.like or (model and not lexicon.knows(word, part)):
                said[word] = lexicon.inflect_like(word, model, part)
                if not said[word]:
                    raise self._unlike(word, model, part, lexicon)
        if "" in self.like and not said.keys() - given.keys():
            self._refuse_needless(words, part, lexicon)
        return said

    def _refuse_needless(self, words: Collection[str], part: str, lexicon: Lexicon) -> None:
        """Refuse a model for unknown words where none is; one that says what is known may stay."""
        model = self.like[""]
        for word in words:
            own = lexicon.inflect_like(word, model, part)
            if own and own == lexicon.forms(word, part):
                return
        named = ", ".join(f"«{shown(word)}»" for word in words)
        message = _(
            "«like: {model}» is for words that clarity does not know, and it knows {words}. "
            "To change how one of them is inflected, name it: «like: {{{word}: {model}}}»"
        )
        message = message.format(model=shown(model), words=named, word=shown(next(iter(words))))
        raise ConfigError(self.path, self.line, message)

    def _complete(self, forms: tuple[str, ...], part: str, lexicon: Lexicon) -> Forms:
        principal = lexicon.principal[part]
        base = forms[0]
        for form in (one for text in forms[1:] for one in text.split("|")):
            if form != "-" and form[:1] != base[:1]:
                message = _("«{form}» does not begin as «{word}» does, whose form it should be")
                message = message.format(form=shown(form), word=shown(base))
                raise ConfigError(self.path, self.line, message)
        try:
            return principal.complete(forms)
        except ValueError:
            message = _("«{word}»: give {least} to {most} forms, in this order: {slots}")
            if len(principal.required) == len(principal.slots):
                message = _("«{word}»: give {most} forms, in this order: {slots}")
            message = message.format(
                word=shown(base),
                least=len(principal.required),
                most=len(principal.slots),
                slots=_slots(principal.slots),
            )
            raise ConfigError(self.path, self.line, message) from None

    def _unlike(self, word: str, model: str, part: str, lexicon: Lexicon) -> ConfigError:
        message = _("«{word}» cannot be inflected like «{model}», which ends otherwise.")
        told = message.format(word=shown(word), model=shown(model))
        return ConfigError(self.path, self.line, f"{told} {how_to_tell(word, part, lexicon)}")

    def _unknown_model(self, model: str, part: str, lexicon: Lexicon) -> ConfigError:
        message = _("«like: {model}»: «{model}» is no {part} that clarity knows.")
        told = message.format(model=shown(model), part=_name(part))
        if close := nearest_word(model, part, lexicon):
            told += " " + _("Did you mean «{name}»?").format(name=close)
        return ConfigError(self.path, self.line, told)


def unknown(word: str, part: str, lexicon: Lexicon, path: str, line: int) -> ConfigError:
    """Make the error of a word that the lexicon cannot inflect and nothing is said of."""
    told = _("«{word}» is no {part} that clarity knows.").format(word=shown(word), part=_name(part))
    return ConfigError(path, line, f"{told} {how_to_tell(word, part, lexicon)}")


def how_to_tell(word: str, part: str, lexicon: Lexicon) -> str:
    """Tell how the inflection of a word can be said, with models that it can be like."""
    slots = _slots(lexicon.principal[part].required)
    models = nearest_models(word, part, lexicon)
    if not models:
        return _("Give its forms: [{slots}].").format(slots=slots)
    named = ", ".join(f"«{model}»" for model in models)
    message = _("Say which word it is inflected like, such as {models}, or its forms: [{slots}].")
    return message.format(models=named, slots=slots)


def _name(part: str) -> str:
    return {"noun": _("noun"), "verb": _("verb"), "adjective": _("adjective")}[part]


def _slots(slots: Iterable[str]) -> str:
    """Return what the forms of a word are called."""
    names = {
        "base": _("base form"),
        "comparative": _("comparative"),
        "definite": _("definite singular"),
        "definite_plural": _("definite plural"),
        "infinitive": _("infinitive"),
        "neuter": _("neuter"),
        "participle": _("participle"),
        "past": _("past"),
        "plural": _("plural"),
        "present": _("present"),
        "singular": _("singular"),
        "superlative": _("superlative"),
        "supine": _("supine"),
    }
    return ", ".join(names.get(slot, slot) for slot in slots)


def _lists(fields: Fields) -> tuple[tuple[str, ...], ...]:
    """Read the forms of a word, or of several."""
    value = fields.raw("forms", [])
    many = value if isinstance(value, list) and value and isinstance(value[0], list) else [value]
    for forms in many:
        if not isinstance(forms, list) or not {str}.issuperset(map(type, forms)):
            raise fields.error("forms", _("must be a list of forms, the base form first"))
        if not all(map(str.strip, forms)):
            raise fields.error("forms", _("holds an empty text"))
    return tuple(tuple(forms) for forms in many if forms)
