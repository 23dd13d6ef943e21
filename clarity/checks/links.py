"""Links whose text does not say where they lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clarity.language.lexicon import Lexicon
from clarity.model import OPAQUE, Find, Hit, Mark, Measures, Passage, Prose, Rule
from clarity.parsing.located_yaml import Fields

VALUES = ("found",)

_SIGNS = " \t\n\u00a0.,:;!?»«›→>…\"'”“()[]"


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make one search of all the rules: listed link texts, or the bare address as text."""
    listed: dict[str, str] = {}
    raw: str | None = None
    for rule in rules:
        fields = Fields(rule.options, rule.id)
        listed.update((text.lower(), rule.id) for text in fields.texts("texts", ()))
        if fields.flag("raw_url"):
            raw = rule.id
        fields.finish()

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        for passage in prose.passages:
            for mark in passage.block.marks:
                if mark.kind != "link" or mark.start == mark.end:
                    continue
                text = passage.block.text[mark.start : mark.end]
                name = mark.label or text
                rule = listed.get(" ".join(name.strip(_SIGNS).lower().split()))
                if rule is None and raw and _is_address(name):
                    rule = raw
                if rule:
                    yield rule, _hit(passage, mark, text)

    return find


def _is_address(name: str) -> bool:
    return name.strip().lower().startswith(("http://", "https://", "www."))


def _hit(passage: Passage, mark: Mark, text: str) -> Hit:
    found = mark.target if text == OPAQUE else text
    return passage.hit(mark.start, mark.end, {"found": found})._replace(text=found)
