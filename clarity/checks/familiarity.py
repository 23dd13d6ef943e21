"""Words that few readers know, where the text does not say what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct, field
from msgspec.structs import replace

from clarity.checks.conditions import named_words
from clarity.language.lexicon import PARTS_OF_SPEECH, Lexicon
from clarity.measures.readability import prose_of
from clarity.messages import _
from clarity.model import Find, Hit, Measures, Passage, Prose, Rule
from clarity.parsing.located_yaml import Fields

#: The letters of a stem by which most other words are told from it at once; no stem is shorter.
_EDGE = 5
#: The fewest letters that may stand before a listed word in a compound, and after one.
_BEFORE, _AFTER = 3, 4
#: What names a text or a part of it, and leaves no room to explain.
_ANNOUNCING = ("heading", "metadata", "alt")
#: Forms remembered as ordinary, at most: a few megabytes.
_REMEMBERED = 100_000
#: The words looked at on either side of a word for «which means», «called» and the like.
_AROUND = 3
#: A block of no more words than this, without a full stop, is a label.
_LABEL = 3
#: Vowels that a lemma may end in and its stem may not.
_FINAL = "ea"
_LATIN = "um"
_VERBS = ("ere", "era")
_LONGEST_ENDING = 6


class RareWords(Struct, frozen=True):
    """Listed words, recognised in their inflected forms and in compounds.

    ``stems`` lead to the endings they may have, ``lemmas`` (which need no ending) to their stems.
    ``openings`` lead from what comes first in a compound to a stem, and ``closing`` are the stems
    and lemmas that may come last in one. ``heads`` and ``tails`` are the first and last letters of
    what can begin and end a word. ``_ordinary`` and ``_rare`` remember what was judged.
    """

    stems: Mapping[str, frozenset[str]]
    lemmas: Mapping[str, str]
    openings: Mapping[str, str]
    closing: frozenset[str]
    heads: frozenset[str]
    tails: frozenset[str]
    _ordinary: set[str] = field(default_factory=set)
    _rare: dict[str, str] = field(default_factory=dict)

    def of(self, forms: Sequence[str]) -> Mapping[str, str]:
        """Return the rare ones among words in lower case, and the stem of each."""
        if self._ordinary.issuperset(forms):
            return {}
        new = set(forms) - self._ordinary
        rare = {form: self._rare[form] for form in new & self._rare.keys()}
        for form in new - rare.keys():
            if stem := self._stem_of(form):
                rare[form] = self._rare[form] = stem
            else:
                self._ordinary.add(form)
        if len(self._ordinary) > _REMEMBERED:
            self._ordinary.clear()
        return rare

    def _stem_of(self, form: str) -> str:
        if "-" in form:
            return next(filter(None, map(self._stem_of, form.split("-"))), "")
        if len(form) < _EDGE or not form.isalpha():
            return ""
        return self._last_of(form) or self._first_of(form)

    def _last_of(self, form: str) -> str:
        """Return the stem of a word that is listed, or whose last part is."""
        for length in range(min(_LONGEST_ENDING, len(form) - _EDGE) + 1):
            bare = form[: len(form) - length]
            if bare[-_EDGE:] not in self.tails:
                continue
            for start in (0, *range(_BEFORE, len(bare) - _EDGE + 1)):
                part = bare[start:]
                if start and part not in self.closing:
                    continue
                if not length and part in self.lemmas:
                    return self.lemmas[part]
                if form[len(bare) :] in self.stems.get(part, ()):
                    return part
        return ""

    def _first_of(self, form: str) -> str:
        """Return the stem of the first part of a compound that is listed."""
        if form[:_EDGE] not in self.heads:
            return ""
        for end in range(len(form) - _AFTER, _EDGE - 1, -1):
            if stem := self.openings.get(form[:end]):
                return stem
        return ""


def rare_words(
    words: Iterable[str],
    alone: Iterable[str],
    endings: frozenset[str],
    verb_endings: frozenset[str],
) -> RareWords:
    """Make a judge of lemmas with stems of at least five letters.

    Those of ``alone`` do not count in compounds. Lemmas in -era and -ere are verbs.
    """
    stems: dict[str, frozenset[str]] = {}
    lemmas: dict[str, str] = {}
    openings: dict[str, str] = {}
    for word in words:
        stem = stem_of(word)
        is_verb = word.endswith(_VERBS)
        lemmas[word] = stem
        stems[stem] = verb_endings if is_verb else endings
        for opening in (f"{stem}ings",) if is_verb else (word, f"{word}s"):
            openings[opening] = stem
    closing = frozenset(stems) | frozenset(lemmas)
    for word in alone:
        lemmas[word] = stem = stem_of(word)
        stems[stem] = verb_endings if word.endswith(_VERBS) else endings
    heads = frozenset(opening[:_EDGE] for opening in openings)
    tails = frozenset(part[-_EDGE:] for part in (*stems, *lemmas))
    return RareWords(stems, lemmas, openings, closing, heads, tails)


def stem_of(word: str) -> str:
    """Return what the inflected forms of a lemma have in common: *anamnes*, *symposi*."""
    if word.endswith(_LATIN):
        return word.removesuffix(_LATIN)
    return word[:-1] if word[-1] in _FINAL else word


class _Judge(Struct, frozen=True):
    """A rule's rare words without those its readers know, and what tells an explanation.

    ``known`` are the stems of words declared known. ``after`` and ``before`` are the cues there:
    «means» after a word, «called» before it, with a space on either side. A word that ends as
    ``not_ending`` says is a name: of a law, of an office.
    """

    words: RareWords
    known: tuple[str, ...]
    after: tuple[str, ...]
    before: tuple[str, ...]
    not_ending: tuple[str, ...]
    lexicon: Lexicon

    def uses(self, prose: Prose) -> Iterator[tuple[Passage, int, str]]:
        """Yield each use of a rare word: its passage, its index there, and its stem."""
        for passage in prose.passages:
            rare = self.words.of(passage.forms)
            if not rare:
                continue
            for index, form in enumerate(passage.forms):
                if form in rare and self._counts(passage, index):
                    yield passage, index, rare[form]

    def _counts(self, passage: Passage, index: int) -> bool:
        word = passage.word(index)
        form = passage.forms[index]
        is_known = form.startswith(self.known) or form.endswith(self.not_ending)
        return not (is_known or word.isupper() or self._is_name(passage, index, word))

    @staticmethod
    def _is_name(passage: Passage, index: int, word: str) -> bool:
        if any(letter.isupper() for letter in word.partition("-")[0][1:]):
            return True  # «DataBank-gruppa»
        return word[0].isupper() and index != passage.sentence_of(index).first

    def is_explained(self, passage: Passage, index: int) -> bool:
        """Tell whether the words around a word, or its place, tell what it means."""
        block, start, end = passage.block, passage.starts[index], passage.ends[index]
        if block.kind == "metadata" or (block.kind == "heading" and block.level == 1):
            return True  # what the text is about
        if any(mark.start <= start and end <= mark.end for mark in block.marks):
            return True  # a link leads to what it means, and a term set off is being introduced
        sentence = passage.sentence_of(index)
        after = " ".join(passage.forms[index + 1 : min(index + 1 + _AROUND, sentence.last)])
        before = " ".join(passage.forms[max(index - _AROUND, sentence.first) : index])
        if f" {after} ".startswith(self.after) or f" {before} ".endswith(self.before):
            return True
        return (
            _opens().match(block.text, end) is not None
            or _closes().search(block.text, 0, start) is not None
        )

    def is_listed(self, stem: str) -> bool:
        """Tell whether the lexicon has a word, so that a rule or a glossary has its own advice."""
        return any(
            self.lexicon.listed(stem + final, part)
            for final in ("", *_FINAL)
            for part in PARTS_OF_SPEECH
        )


@cache
def _opens() -> re.Pattern[str]:
    """Match what begins an explanation right after a word: a parenthesis, a dash or a colon."""
    return re.compile(r"\w*[»”\"*]?(?:\s*\([^)]*\w{3}|\s+[–—-]\s|:)")


@cache
def _closes() -> re.Pattern[str]:
    """Match what comes before a word in parentheses: some words, and the opening one."""
    return re.compile(r"\w\s*\((?:[^()]*\s)?[«”\"]?$")


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make a search for the first use of each rare word that a text never explains."""
    judges = {rule.id: _judge(rule, lexicon) for rule in rules}

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        for rule, judge in judges.items():
            for passage, index, stem in _unexplained(judge, prose):
                start, end = passage.starts[index], passage.ends[index]
                hit = passage.hit(start, end, {"found": passage.word(index)})
                yield rule, replace(hit, anchor=stem)  # which use is the first may change

    return find


def _judge(rule: Rule, lexicon: Lexicon) -> _Judge:
    fields = Fields(rule.options, rule.id)
    words, alone = named_words(fields, "words", lexicon), named_words(fields, "alone", lexicon)
    known = named_words(fields, "known", lexicon)
    after, before = (
        tuple(f" {cue} " for cue in sorted(named_words(fields, key, lexicon)))
        for key in ("explained_after", "explained_before")
    )
    not_ending = fields.texts("not_ending", ())
    fields.finish()
    for key, group in (("words", words), ("alone", alone)):
        if short := sorted(word for word in group if len(stem_of(word)) < _EDGE):
            raise fields.error(
                key, _("«{short}» is too short to be told from other words").format(short=short[0])
            )
    judge = rare_words(
        sorted(words),
        sorted(alone),
        lexicon.words("rare_endings"),
        lexicon.words("rare_verb_endings"),
    )
    stems = tuple(sorted(map(stem_of, known)))
    return _Judge(judge, stems, after, before, not_ending, lexicon)


def _unexplained(judge: _Judge, prose: Prose) -> Iterator[tuple[Passage, int, str]]:
    first: dict[str, tuple[Passage, int]] = {}
    explained: set[str] = set()
    for passage, index, stem in judge.uses(prose):
        if judge.is_explained(passage, index):
            explained.add(stem)
        if _has_room(passage):
            first.setdefault(stem, (passage, index))
    for stem, (passage, index) in first.items():
        if stem not in explained and not judge.is_listed(stem):
            yield passage, index, stem


def _has_room(passage: Passage) -> bool:
    """Tell whether a block is more than a heading, a label or a name in a list of names."""
    if passage.block.kind in _ANNOUNCING:
        return False
    return len(passage.forms) > _LABEL or any(s.terminated for s in passage.sentences)


def of_lexicon(lexicon: Lexicon) -> RareWords:
    """Return the judge of the words that the lexicon itself lists as rare."""
    return rare_words(
        lexicon.ordered("rare_words"),
        lexicon.ordered("rare_words_alone"),
        lexicon.words("rare_endings"),
        lexicon.words("rare_verb_endings"),
    )


def rare_word_share(prose: Prose, words: RareWords) -> float | None:
    """Return the share (0 to 1) of the words of a text's prose that are rare.

    Every use counts, explained or not, and a name that is spelled like a listed word counts too.
    ``None`` where there is no prose.
    """
    forms = [
        form
        for passage in prose.passages
        for sentence in prose_of(passage)
        for form in passage.forms[sentence.first : sentence.last]
    ]
    rare = words.of(forms)
    return sum(form in rare for form in forms) / len(forms) if forms else None
