"""The rules that LanguageTool's findings become, and which of its findings become none."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from clarity.languagetool.answer import Match
from clarity.messages import _
from clarity.model import CATEGORIES, Advice, Passage, Rule
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError, Fields, load
from clarity.resources import rules_root

#: The name of the check, and what stands for all these rules where none of them could run.
NAME = "languagetool"
NAMES = ("spelling", "grammar", "typography", "style")

#: LanguageTool's type of issue (ITS 2.0) -> the rule. Any other is grammar.
_BY_TYPE = {
    "misspelling": "spelling",
    "typographical": "typography",
    "whitespace": "typography",
    "style": "style",
    "register": "style",
    "locale-violation": "style",
}


def rules(language: str) -> tuple[Rule, ...]:
    """Return the rules in a language, none if LanguageTool has it not. Raises `ConfigError`."""
    if not languages()[language].languagetool:
        return ()
    texts = _texts()
    return tuple(_rule(name, texts.fields(name), language) for name in NAMES)


def ids() -> frozenset[str]:
    """Return the ids of the rules in all languages."""
    return frozenset(f"{language}/{name}" for language in languages() for name in NAMES)


def rule_of(match: Match) -> str:
    """Return the name of the rule that speaks for a match."""
    return _BY_TYPE.get(match.issue_type, "grammar")


def is_doubtful(
    match: Match, passage: Passage, start: int, end: int, known: Collection[str]
) -> bool:
    """Tell whether a match in a passage is better left unsaid.

    That is a misspelling of a ``known`` word (one in lower case, however it begins here), of what
    looks like a name, a file or an address, or of a part of a word.
    """
    if rule_of(match) != "spelling":
        return False
    text = passage.block.text
    word = text[start:end]
    if word in known or word.lower() in known:
        return True
    if not word.replace("-", "").replace("’", "").replace("'", "").isalpha():
        return True
    if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum():
        return True
    return word != word.lower() and not _opens(passage, start, word)


def _opens(passage: Passage, start: int, word: str) -> bool:
    """Tell whether a word has its capital from where it stands: first in a sentence."""
    sentence = passage.sentence_at(start)
    if sentence is None or word[1:] != word[1:].lower():
        return False
    return passage.block.text[sentence.start : start].strip("«»”“\"'([–- ") == ""


@cache
def _texts() -> Fields:
    path = rules_root() / "languagetool.yaml"
    try:
        return Fields(load(path.read_text(encoding="utf-8"), str(path)), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            str(path), 0, _("cannot be read: {reason}").format(reason=error)
        ) from None


def _rule(name: str, fields: Fields, language: str) -> Rule:
    id = f"{language}/{name}"
    return Rule(
        id=id,
        language=language,
        severity="suggestion",
        message=fields.text(language),
        advice=Advice(
            id=id,
            category=fields.choice("category", CATEGORIES),
            strength="heuristic",
            source="LanguageTool",
            url="https://languagetool.org",
            why=fields.fields("why").text(language),
        ),
        check=NAME,
        options={},
        examples=(),
        leave_alone=(),
    )
