"""The common vocabulary of a language: how each word is inflected, looked up when it is asked for.

It is large, and few runs ask: a folder has a file for each part of speech, whose lines are sorted,
each with a word and the word it is inflected like («skrive drive»), or, after «=», with its own
principal forms. A word that begins with «-» is an ending that many words have. The files are made
by `training/vocabulary.py`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from clarity.language.inflection import NO_FORMS, Forms, PrincipalForms, like
from clarity.resources import models_root

#: What begins an ending, and what own forms.
_ENDING = "-"
_FORMS = "="
#: How much a compound must have before the last part, and how long that part must be.
_SHORTEST_HEAD = 2
_SHORTEST_TAIL = 3
#: What a first part ends in that always has an -s after it, which the last part does not begin with
#: («ersättnings-lag», no «slag»).
_LINKING = ("ing", "het", "heit", "skap", "sjon", "tion", "dom", "itet", "nad")
_LINK = "s"


class Vocabulary(Struct, frozen=True):
    """The words of one language; ``principal`` tells how their forms are made."""

    folder: Path
    principal: Mapping[str, PrincipalForms]
    _lines: dict[str, Sequence[str]] = field(default_factory=dict)

    def forms(self, lemma: str, part_of_speech: str) -> Forms:
        """Return the forms of a word that is listed; empty where it is not."""
        entry = self._entry(lemma, part_of_speech)
        if not entry.startswith(_FORMS):
            return like(lemma, entry, self.forms(entry, part_of_speech)) if entry else NO_FORMS
        given, others = [], {}
        for text in entry[1:].split(" "):
            slot, is_other, form = text.partition(_FORMS)
            if is_other:
                others[slot] = form
            else:
                given.append(text)
        return self.principal[part_of_speech].complete((lemma, *given), others)

    def by_ending(self, lemma: str, part_of_speech: str) -> Forms:
        """Return the forms of a word by the longest ending that is listed; else empty."""
        for tail in tails(lemma):
            if model := self._entry(_ENDING + tail, part_of_speech):
                return like(lemma, model, self.forms(model, part_of_speech))
        return NO_FORMS

    def has_ending(self, tail: str, part_of_speech: str) -> bool:
        """Tell whether an ending is listed."""
        return bool(self._entry(_ENDING + tail, part_of_speech))

    def words(self, part_of_speech: str) -> Iterator[tuple[str, str]]:
        """Yield every word with the one it is inflected like, itself where it is like no other."""
        for line in self._lines_of(part_of_speech):
            word, entry = line.split(" ", 1)
            if not word.startswith(_ENDING):
                yield word, word if entry.startswith(_FORMS) else entry

    def _entry(self, word: str, part_of_speech: str) -> str:
        """Return what stands after a word in its line; "" for none. Looks as in a dictionary."""
        lines, wanted = self._lines_of(part_of_speech), f"{word} "
        place = bisect_left(lines, wanted)
        is_listed = place < len(lines) and lines[place].startswith(wanted)
        return lines[place][len(wanted) :] if is_listed else ""

    def _lines_of(self, part_of_speech: str) -> Sequence[str]:
        if part_of_speech not in self._lines:
            path = self.folder / f"{part_of_speech}.txt"
            text = path.read_bytes().decode() if path.is_file() else ""
            self._lines[part_of_speech] = text.split("\n")[:-1]
        return self._lines[part_of_speech]


def tails(word: str) -> Iterator[str]:
    """Yield what a word may end in as a compound, the longest first."""
    for start in range(_SHORTEST_HEAD, len(word) - _SHORTEST_TAIL + 1):
        if not (word[start] == _LINK and word[:start].endswith(_LINKING)):
            yield word[start:]


def folder_of(language: str) -> Path:
    """Return the folder of the vocabulary that comes with clarity for a language."""
    return models_root() / "inflection" / language
