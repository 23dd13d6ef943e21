"""What is known of the passages of a text as JSON, and back: for the cache, or another process."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import convert, to_builtins

from clarity.checks.engine import RuleHit
from clarity.checks.facts import Facts, Memory
from clarity.grammar.lemmas import Lemmas
from clarity.measures.grammar import Counts
from clarity.model import Grammar, Hit, Passage, Role, Syntax

#: A word's labels are a character, the first of them this one: no escapes in JSON.
_FIRST = 0x100


def encode(memory: Memory) -> str:
    """Return what a memory knows of the present version of its text."""
    labels: dict[tuple[str, str, Role], str] = {}
    blocks = {digest: _to_data(facts, labels) for digest, facts in memory.facts()}
    return json.dumps([memory.way, list(labels), blocks], ensure_ascii=False)


def _to_data(facts: Facts, labels: dict[tuple[str, str, Role], str]) -> list[Any]:
    told, lemmas, grammar = "", None, facts.grammar
    if grammar:
        words = zip(grammar.tags, grammar.features, grammar.roles, strict=True)
        told = "".join([labels.setdefault(word, chr(_FIRST + len(labels))) for word in words])
        # Those of our own models are worked out when they are asked for.
        lemmas = None if isinstance(grammar.lemmas, Lemmas) else list(grammar.lemmas)
    hits = [_hit_to_data(id, hit) for id, hit in facts.hits]
    syntax, counts = to_builtins((facts.syntax, facts.counts))
    return [grammar is not None, told, lemmas, syntax, counts, hits]


def _hit_to_data(id: str, hit: Hit) -> list[Any]:
    is_verbatim = hit.text == hit.block.text[hit.start : hit.end]
    text = None if is_verbatim else hit.text
    own = [id, hit.start, hit.end, hit.around, text, dict(hit.values), hit.suggestions, hit.entry]
    return own if hit.is_sure else [*own, False]


class StoredFacts:
    """Facts that were encoded, each made when it is asked for."""

    def __init__(self, encoded: str) -> None:
        """Read them. Raises `ValueError` where they are none."""
        self.way, labels, blocks = json.loads(encoded)
        self._labels = {chr(_FIRST + n): tuple(label) for n, label in enumerate(labels)}
        self._blocks: Mapping[str, list[Any]] = blocks

    def recall(self, digest: str, passage: Passage) -> Facts | None:
        """Return the facts under a digest, which is that of a passage."""
        if digest not in self._blocks:
            return None
        has_grammar, told, lemmas, syntax, counts, hits = self._blocks[digest]
        return Facts(
            self._grammar(told, lemmas, passage) if has_grammar else None,
            convert(syntax, tuple[Syntax, ...] | None),
            convert(counts, Counts | None),
            tuple(_hits(hits, passage)),
        )

    def _grammar(self, told: str, lemmas: list[str] | None, passage: Passage) -> Grammar:
        words = map(self._labels.__getitem__, told)
        tags, features, roles = zip(*words, strict=True) if told else ((), (), ())
        own = Lemmas(passage, tags) if lemmas is None else tuple(lemmas)
        return Grammar(tags, features, own, roles)


def _hits(rows: Iterable[list[Any]], passage: Passage) -> Iterable[RuleHit]:
    for id, start, end, around, text, values, suggestions, entry, *rest in rows:
        found = passage.block.text[start:end] if text is None else text
        low, high = around
        place = passage.block, start, end, (low, high)
        is_sure = not rest
        yield id, Hit(*place, found, values, tuple(suggestions), entry, is_sure=is_sure)
