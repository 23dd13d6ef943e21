"""Links whose text does not say where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec.structs import replace

from clarity.checks.conditions import named_words
from clarity.language.lexicon import Lexicon
from clarity.messages import _
from clarity.model import OPAQUE, Find, Hit, Mark, Measures, Passage, Prose, Rule
from clarity.parsing.located_yaml import ConfigError, Fields

#: The characters of the source that are looked at before an address.
_BEFORE = 100
_SIGNS = " \t\n\u00a0.,:;!?»«›→>…\"'”“()[]"


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make one search of all the rules: listed link texts, or the bare address as text.

    An address is left alone where it is what is to be read: one short enough to be typed
    (`_is_printed`), and one in a list of references, also under the headings of ``references``.
    """
    listed: dict[str, str] = {}
    raw: str | None = None
    references: frozenset[str] = frozenset()
    for rule in rules:
        fields = Fields(rule.options, rule.id)
        listed.update((text.lower(), rule.id) for text in fields.texts("texts", ()))
        if fields.flag("raw_url"):
            raw = rule.id
            references = named_words(fields, "references", lexicon)
        fields.finish()
        if "texts" not in fields and "raw_url" not in fields:
            raise ConfigError(rule.id, 0, _("«check»: needs «texts» or «raw_url»"))

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        in_references = False
        for passage in prose.passages:
            if passage.block.kind == "heading":
                in_references = not references.isdisjoint(passage.forms)
            for mark in passage.block.marks:
                if mark.kind != "link" or mark.start == mark.end:
                    continue
                text = passage.block.text[mark.start : mark.end]
                name = mark.label or text
                rule = listed.get(" ".join(name.strip(_SIGNS).lower().split()))
                if rule is None and raw and _is_address(name) and not in_references:
                    span = passage.block.span(mark.start, mark.end)
                    before = prose.document.source[max(0, span.start - _BEFORE) : span.start]
                    if not (_is_printed(name) or _is_reference(passage, mark, before)):
                        rule = raw
                if rule:
                    yield rule, _hit(passage, mark, text)

    return find


def _is_address(name: str) -> bool:
    return name.strip().lower().startswith(("http://", "https://", "www."))


def _is_printed(name: str) -> bool:
    """Tell whether an address is short enough to be typed: «www.nav.no/minside», «https://nav.no»."""
    return _printed().fullmatch(name.strip().lower()) is not None


@cache
def _printed() -> re.Pattern[str]:
    return re.compile(r"www\.[^/?#]+(?:/[^/?#]*)?/?|https?://(?:[^/?#]+/?|localhost\b.*)")


def _is_reference(passage: Passage, mark: Mark, before: str) -> bool:
    """Tell whether an address is first in its block, is told of, or is the target of a link.

    ``before`` is what comes right before it in the source. What ends in a colon tells of it: «Read
    about loans here: https://…», as where a text has no way to hide an address; so do words that it
    follows in brackets: «Power of attorney (https://…)».
    """
    if before.endswith(("](", "]")):
        return True  # of Markdown in a text that is none, or the key of a reference
    links = [m for m in passage.block.marks if m.kind == "link" and m.end <= mark.start]
    if not _has_words(passage.block.text[: links[0].start if links else mark.start]):
        between = passage.block.text[links[-1].end : mark.start] if links else ""
        if len(between.split()) <= 1:
            return True
    line = re.split(r"\n|[.!?]\s", before)[-1]
    if line.rstrip(" <*").endswith("(") and _has_words(line):
        return True
    return line.rstrip(" <[(*").endswith(":")


def _has_words(text: str) -> bool:
    return any(word.strip(_SIGNS).isalpha() for word in text.split())


def _hit(passage: Passage, mark: Mark, text: str) -> Hit:
    found = mark.target if text == OPAQUE else text
    return replace(passage.hit(mark.start, mark.end, {"found": found}), text=found)
