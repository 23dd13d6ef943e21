"""Headings that say nothing, skip a level, go too deep or stand over no text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from clarity.language.lexicon import Lexicon
from clarity.messages import _
from clarity.model import Find, Hit, Measures, Passage, Prose, Rule
from clarity.parsing.located_yaml import ConfigError, Fields

_LOOKS_FOR = ("vague", "skipped_level", "empty", "max_level")
#: The fewest headings below the title of a page that has parts.
_LEAST_PARTS = 2
_NUMBER = re.compile(r"^\s*\d+(?:\.\d+)*[.)]?\s+")
_TAG = re.compile(r"</?h[1-6][^>]*>|</?(?:div|section|header|p)\b[^>]*>", re.IGNORECASE)


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make one search of all the rules."""
    vague: dict[str, str] = {}
    skipped: str | None = None
    empty: str | None = None
    deepest: dict[str, int] = {}
    for rule in rules:
        fields = Fields(rule.options, rule.id)
        vague.update((text.lower(), rule.id) for text in fields.texts("vague", ()))
        if fields.flag("skipped_level"):
            skipped = rule.id
        if fields.flag("empty"):
            empty = rule.id
        if "max_level" in fields:
            deepest[rule.id] = fields.count("max_level")
        fields.finish()
        _refuse_all_but_one(rule.id, fields)

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        headings = [passage for passage in prose.passages if passage.block.kind == "heading"]
        for passage in headings:
            rule = vague.get(_bare(passage.block.text))
            if rule and not (passage is headings[0] and _is_title(prose, headings)):
                yield rule, _hit(passage)
            for rule, level in deepest.items():
                if passage.block.level > level:
                    yield rule, _hit(passage)
        if skipped:
            for before, after in pairwise(headings):
                if after.block.level > before.block.level + 1:
                    yield skipped, _hit(after, before.block.level + 1)
        if empty:
            for before, after in pairwise(prose.passages):
                if _is_empty(before, after, prose.document.source):
                    yield empty, _hit(before)

    return find


def _refuse_all_but_one(rule: str, fields: Fields) -> None:
    """Raise `ConfigError` where a rule does not look for one thing: its message says what."""
    asked, keys = [key for key in _LOOKS_FOR if key in fields], ", ".join(_LOOKS_FOR)
    if not asked:
        told = _("needs one of {keys}").format(keys=keys)
        raise ConfigError(rule, 0, f"«check»: {told}")
    if len(asked) > 1:
        told = _("stands beside «{other}», and a rule has one of {keys}")
        raise fields.error(asked[1], told.format(other=asked[0], keys=keys))


def _bare(text: str) -> str:
    """Return a heading in lower case without its number («4.2 Generelt») and end marks."""
    return _NUMBER.sub("", text).strip(" .:!?").lower()


def _is_title(prose: Prose, headings: Sequence[Passage]) -> bool:
    """Tell whether the first heading has no text but parts below it, which say what it does not."""
    if len(headings) <= _LEAST_PARTS:
        return False
    first, second, *_ = headings
    is_straight_above = any(
        before is first and after is second for before, after in pairwise(prose.passages)
    )
    return is_straight_above and second.block.level > first.block.level


def _is_empty(before: Passage, after: Passage, source: str) -> bool:
    """Tell whether a heading is followed straight by one of its own level or above.

    What is no prose (code, a picture, a form) is content all the same.
    """
    if not before.block.kind == after.block.kind == "heading":
        return False
    if not before.block.text or not after.block.text:
        return False
    end = before.block.span(0, len(before.block.text)).end
    between = source[end : after.block.span(0, 1).start]
    return 1 < after.block.level <= before.block.level and not any(
        map(str.isalnum, _TAG.sub("", between))
    )


def _hit(passage: Passage, expected: int = 0) -> Hit:
    text = passage.block.text
    values = {"found": text, "level": str(passage.block.level), "expected": str(expected)}
    return passage.hit(0, len(text), values)
