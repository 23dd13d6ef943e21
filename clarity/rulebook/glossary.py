"""An organisation's own preferred terms, read from its glossary files and made into a rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from clarity.language.lexicon import PARTS_OF_SPEECH, Lexicon
from clarity.model import Advice, Rule
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError, Fields, load
from clarity.resources import rules_root
from clarity.rulebook.kinds import Kinds

NAME = "glossary"

#: How long the last part of an unknown compound must be to tell how it inflects.
_SHORTEST_TAIL = 3


def apply(paths: Sequence[Path], lexicon: Lexicon, kinds: Kinds) -> tuple[Rule | None, Lexicon]:
    """Make a rule of the glossaries in a lexicon's language, and a lexicon that knows their words.

    A glossary has ``language`` and ``terms``, each with ``use``, ``avoid`` and, for words that
    inflect, ``inflect`` and where needed ``like``, a known word that inflects the same way. Raises
    `ConfigError` for what is wrong, with file and line.
    """
    instead: dict[str, dict[str, object]] = {}
    for path, part, use, avoid, like, line in _terms(paths, lexicon.language):
        if part != "none":
            for word in (*avoid, use):
                lexicon = _learn(word.split()[0], part, like, lexicon, f"{path}:{line}")
        for words in avoid:
            if words in instead:
                raise ConfigError(str(path), line, f"«{words}» is replaced twice")
            instead[words] = {"use": use, "inflect": part}
    return (_rule(instead, lexicon, kinds) if instead else None), lexicon


def words(paths: Sequence[Path], lexicon: Lexicon) -> frozenset[str]:
    """Return every word of the terms to use, in all its forms. ``lexicon`` is that of `apply`."""
    found: set[str] = set()
    for _, part, use, *_ in _terms(paths, lexicon.language):
        head, *others = use.split()
        forms = lexicon.inflect(head, part) if part != "none" else {}
        found.update((head, *others), *forms.values())
    return frozenset(found)


def _terms(
    paths: Sequence[Path], language: str
) -> Iterator[tuple[Path, str, str, tuple[str, ...], str, int]]:
    for path in paths:
        fields = Fields(load(_text(path), str(path)), str(path))
        is_ours = fields.choice("language", tuple(languages())) == language
        terms = fields.each("terms", _term)
        fields.finish()
        if is_ours:
            yield from ((path, *term) for term in terms)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), 0, f"cannot be read: {error}") from None


def _term(fields: Fields) -> tuple[str, str, tuple[str, ...], str, int]:
    term = (
        fields.choice("inflect", ("none", *PARTS_OF_SPEECH), "none"),
        fields.text("use"),
        fields.texts("avoid"),
        fields.text("like", ""),
        fields.line,
    )
    fields.finish()
    return term


def _learn(word: str, part: str, like: str, lexicon: Lexicon, place: str) -> Lexicon:
    """Return the lexicon with a word it can inflect: as it is, as a compound, or like another."""
    if lexicon.inflect(word, part):
        return lexicon
    if like:
        paradigm = lexicon.lemmas[part].get(like)
        if paradigm and word.endswith(lexicon.paradigms[part][paradigm][0]):
            lemmas = {**lexicon.lemmas[part], word: paradigm}
            return replace(lexicon, lemmas={**lexicon.lemmas, part: lemmas})
        raise ConfigError(place, 0, f"«{word}» cannot be inflected like «{like}»")
    for start in range(1, len(word) - _SHORTEST_TAIL + 1):
        if word[start:] in lexicon.lemmas[part] or word[start:] in lexicon.irregular[part]:
            known = {**lexicon.like[part], word: word[start:]}
            return replace(lexicon, like={**lexicon.like, part: known})
    raise ConfigError(
        place, 0, f"«{word}» is no {part} clarity knows: say what it is inflected like (like: …)"
    )


def _rule(instead: Mapping[str, object], lexicon: Lexicon, kinds: Kinds) -> Rule:
    path = rules_root() / "glossary.yaml"
    words = Fields(load(_text(path), str(path)), str(path)).fields(lexicon.language)
    id = f"{lexicon.language}/{NAME}"
    rule = Rule(
        id=id,
        language=lexicon.language,
        severity="warning",
        message=words.text("message"),
        advice=Advice(id, "terms", "agency", words.text("source"), "", words.text("why")),
        check="phrases",
        options={"instead": instead},
        examples=(),
        leave_alone=(),
    )
    kinds[rule.check].build([rule], lexicon)
    return rule
