"""Prose made by hand: full stops end sentences, spaces separate words, blank lines blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from clarity.model import Block, Document, Mark, Origin, Passage, Prose, Sentence

_KINDS = {"# ": ("heading", 1), "- ": ("list_item", 1), "| ": ("table_cell", 0)}
_WORD = re.compile(r"\d+(?: \d{3})+|[^\W_]+(?:[-.:’'][^\W_]+)*")


class Lists:
    """A lexicon of word lists alone; a list that was not given is empty."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        self.lists = {name: frozenset(words.split(", ")) for name, words in lists.items()}

    def words(self, name: str) -> frozenset[str]:
        return self.lists.get(name, frozenset())


def build(text: str, language: str = "nb") -> Prose:
    """Read blocks between blank lines; ``# ``, ``- `` and ``| `` open them as in Markdown."""
    passages = []
    for match in re.finditer(r"(?s).+?(?=\n\n|\Z)", text):
        block_text = match[0].lstrip("\n")
        if not block_text:
            continue
        offset = match.end() - len(block_text)
        passages.append(_passage(block_text, offset, language))
    document = Document("side.md", text, "markdown", language, tuple(p.block for p in passages))
    return Prose(document, language, tuple(passages))


def _passage(text: str, offset: int, language: str) -> Passage:
    kind, level = _KINDS.get(text[:2], ("paragraph", 0))
    if kind != "paragraph":
        text, offset = text[2:], offset + 2
    origin = Origin((0,), (offset,), (offset + len(text),), len(text))
    links = [
        Mark("link", m.start(), m.end(), f"mailto:{m[0]}") for m in re.finditer(r"\S+@\S+", text)
    ]
    block = Block(kind, level, text, origin, marks=tuple(links))  # type: ignore[arg-type]
    words = list(_WORD.finditer(text))
    starts, ends = [m.start() for m in words], [m.end() for m in words]
    sentences = []
    for match in re.finditer(r"[^.!?]+(?:[.!?](?=\S)[^.!?]+)*[.!?]*\s*", text):
        inside = [i for i, start in enumerate(starts) if match.start() <= start < match.end()]
        first, last = (inside[0], inside[-1] + 1) if inside else (0, 0)
        said = match[0].rstrip()
        end = match.start() + len(said)
        sentences.append(Sentence(match.start(), end, first, last, said[-1:] in ".!?"))
    forms = [m[0].lower() for m in words]
    return Passage(block, language, starts, ends, forms, tuple(sentences))
