"""Abbreviations in capitals that the text never explains."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from clarity.checks.capitals import has_capitals
from clarity.checks.conditions import named_words
from clarity.checks.initials import is_name_of, spells
from clarity.language.familiar import familiar_words
from clarity.language.lexicon import Lexicon
from clarity.model import Document, Find, Hit, Measures, Passage, Prose, Rule
from clarity.parsing.located_yaml import Fields

#: Longer ones are mostly names that are read as words: of programmes, firms and products.
_SHORTEST, _LONGEST = 2, 3
_ROMAN = frozenset("IVXLCDM")
#: What names a text or a part of it, and leaves no room to explain.
_ANNOUNCING = ("heading", "metadata", "alt")
#: A block of no more words than this, without a full stop, is a label.
_LABEL = 3
#: The words on either side of an abbreviation among which its full name may stand.
_AROUND = 8
#: A shorter word before an abbreviation is no noun that tells what it is («foreningen SLV»).
_LEAST_NOUN = 6
#: What joins an abbreviation to more of the same name or code: «DALL·E», «98/EF», «.NET».
_JOINING = "·&+@_#/."
_CODE = re.compile(r"^[ \t]*(?:```|~~~)|<pre\b", re.MULTILINE)
_INLINE_CODE = re.compile(r"`[^`\n]+`|<code\b")
_SIGNS_OF_CODE = ("```", "~~~", "<pre")
#: A text with fewer bits of code tells what to type («Send `START 1042`»), and is for anybody.
_LEAST_CODE = 3


class _Terms(Struct, frozen=True):
    """What a rule takes for known, and the endings of the nouns that tell what follows them.

    ``known`` are abbreviations and words, as written. ``after`` are the cues that an explanation
    follows, with a space on either side.
    """

    known: frozenset[str]
    after: tuple[str, ...]
    definite: tuple[str, ...]


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make a search for the first use of each abbreviation that is neither known nor explained.

    Explained is what stands in parentheses after its full name, or has its full name in
    parentheses after it, anywhere in the text: «Statens legemiddelverk (SLV)», «SLV (Statens …)».
    So is what a name in the text spells, and what a noun right before it tells of:
    «foreningen SLV». A word that everybody meets («RØD knapp») is in capitals for emphasis, or is
    a name. A text that shows code is for those who know the abbreviations of their trade.
    """
    keywords = frozenset(map(str.upper, lexicon.words("code_keywords")))
    terms = {rule.id: _terms(rule, lexicon) for rule in rules}
    known = frozenset.intersection(*(own.known for own in terms.values()))

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        if not has_capitals(prose.document.source) or _shows_code(prose.document):
            return
        uses = [
            (passage, index, _head(passage, index))
            for passage in prose.passages
            for index in _capitals(passage)
        ]
        if not uses:
            return
        words = {use[2] for use in uses}
        familiar = familiar_words(prose.language)
        emphasised = {word for word in words if word.lower() in familiar}
        said = _said(prose, words) | keywords | emphasised
        spelled = {word for word in words - said - known if is_name_of(prose, word)}
        for rule, own in terms.items():
            for passage, start, word in _unexplained(uses, own, said | spelled | own.known):
                hit = passage.hit(start, start + len(word), {"found": word})
                yield rule, replace(hit, anchor=word)  # which use is the first may change

    return find


def _terms(rule: Rule, lexicon: Lexicon) -> _Terms:
    fields = Fields(rule.options, rule.id)
    known = frozenset(fields.texts("known", ()))
    cues = sorted(named_words(fields, "explained_after", lexicon))
    fields.finish()
    endings = {
        ending
        for _, forms in lexicon.paradigms["noun"].values()
        for ending in forms.get("definite", ())
        if len(ending) > 1
    }
    return _Terms(known, tuple(f" {cue} " for cue in cues), tuple(sorted(endings)))


def _unexplained(
    uses: Sequence[tuple[Passage, int, str]], terms: _Terms, known: Collection[str]
) -> Iterator[tuple[Passage, int, str]]:
    """Yield the passage and place of the first use of each word that leaves room to explain it."""
    first: dict[str, tuple[Passage, int]] = {}
    explained: set[str] = set()
    for passage, index, word in uses:
        if word in known:
            continue
        if _is_part_of_name(passage, index) or _is_explained(passage, index, word, terms):
            explained.add(word)
        elif _has_room(passage, index):
            first.setdefault(word, (passage, passage.starts[index]))
    for word, (passage, start) in first.items():
        if word not in explained:
            yield passage, start, word


def _shows_code(document: Document) -> bool:
    if document.format == "text":
        return False
    source = document.source
    # Most texts have none of the signs, which is told sooner.
    if any(sign in source for sign in _SIGNS_OF_CODE) and _CODE.search(source):
        return True
    if source.count("`") < 2 * _LEAST_CODE and "<code" not in source:
        return False
    return sum(1 for _ in islice(_INLINE_CODE.finditer(source), _LEAST_CODE)) == _LEAST_CODE


def _said(prose: Prose, words: Collection[str]) -> frozenset[str]:
    """Return those of some words in capitals that the text has without a capital too."""
    wanted = {word.lower() for word in words}
    return frozenset(
        form.upper()
        for passage in prose.passages
        if not wanted.isdisjoint(passage.forms)
        for index, form in enumerate(passage.forms)
        if form in wanted and passage.word(index) == form
    )


def _capitals(passage: Passage) -> Iterator[int]:
    """Yield the words in capitals that stand among words that are not."""
    if not has_capitals(passage.block.text) or passage.block.text.isupper():
        return
    for index in range(len(passage.forms)):
        word = _head(passage, index)
        if (
            _SHORTEST <= len(word) <= _LONGEST
            and word.isupper()
            and word.isalpha()
            and not _ROMAN.issuperset(word)
            and not _is_shouted(passage, index)
            and not _is_numbered(passage, index)
            and not _is_joined(passage, index)
        ):
            yield index


def _head(passage: Passage, index: int) -> str:
    """Return a word, of «HRM-systemet» the part that may be an abbreviation."""
    return passage.word(index).partition("-")[0]


def _is_numbered(passage: Passage, index: int) -> bool:
    """Tell whether a number follows: it is the code of a case or a car («LB-2017-3»)."""
    if passage.word(index).partition("-")[2][:1].isdigit():
        return True
    after = index + 1
    return (
        after < len(passage.forms)
        and passage.is_adjacent(index)
        and passage.forms[after][0].isdigit()
    )


def _is_joined(passage: Passage, index: int) -> bool:
    """Tell whether a sign joins it to more of a code or a name."""
    text, start, end = passage.block.text, passage.starts[index], passage.ends[index]
    if text[max(start - 1, 0) : start] in tuple(_JOINING):
        return True
    return text[end : end + 1] in tuple(_JOINING) and text[end + 1 : end + 2].isalnum()


def _is_shouted(passage: Passage, index: int) -> bool:
    """Tell whether a neighbour is in capitals too, so that it is emphasis and no abbreviation."""
    around = [place for place in (index - 1, index + 1) if 0 <= place < len(passage.forms)]
    return any(passage.word(place).isupper() and len(passage.word(place)) > 1 for place in around)


def _is_part_of_name(passage: Passage, index: int) -> bool:
    """Tell whether a word with a capital is right beside it: «Solidus CRM», «NCS-Stiftelsen»."""
    if passage.word(index).partition("-")[2][:1].isupper():
        return True
    sentence = passage.sentence_of(index)
    before, after = index - 1, index + 1
    return (
        before > sentence.first
        and passage.is_adjacent(before)
        and passage.word(before)[0].isupper()
    ) or (after < sentence.last and passage.is_adjacent(index) and passage.word(after)[0].isupper())


def _is_explained(passage: Passage, index: int, word: str, terms: _Terms) -> bool:
    text, start, end = passage.block.text, passage.starts[index], passage.ends[index]
    if any(m.kind == "link" and m.start <= start and end <= m.end for m in passage.block.marks):
        return True  # it leads to what it means
    if _opens().match(text, end) or _closes().search(text[:start] + ")"):
        return True
    sentence = passage.sentence_of(index)
    after = " ".join(passage.forms[index + 1 : sentence.last][:_AROUND])
    if f" {after} ".startswith(terms.after):
        return True
    if index > sentence.first and passage.is_adjacent(index - 1):
        noun = passage.forms[index - 1]
        if len(noun) >= _LEAST_NOUN and noun.endswith(terms.definite):
            return True
    first = max(sentence.first, index - _AROUND)
    return any(
        spells(passage, place, min(sentence.last, index + _AROUND), word)
        for place in range(first, min(sentence.last, index + _AROUND))
    )


@cache
def _opens() -> re.Pattern[str]:
    """Match an explanation in parentheses, of some words, right after an abbreviation."""
    return re.compile(r"\s*\(\s*[«»“”\"]?\w[^)]* [^)]*\)")


@cache
def _closes() -> re.Pattern[str]:
    """Match what stands before an abbreviation in parentheses, and a closing one.

    It is first there («Statens legemiddelverk (SLV)»), with one or two others («(IPC og IPB)»), or
    comes after words that it stands for («(version of record, VOR)»).
    """
    return re.compile(r"[\w?!.][»”\"*]?\s*\((?:(?:[^\s()]+ ){0,2}|[^()]*\w[ ,]+)\)$")


def _has_room(passage: Passage, index: int) -> bool:
    """Tell whether a block is more than a heading or a label, and the word more than a value."""
    if passage.block.kind in _ANNOUNCING:
        return False
    if len(passage.forms) <= _LABEL and not any(s.terminated for s in passage.sentences):
        return False
    text, start, end = passage.block.text, passage.starts[index], passage.ends[index]
    breaks = [mark.start for mark in passage.block.marks if mark.kind == "break"]
    is_last = not text[end:].strip() or any(not text[end:place].strip() for place in breaks)
    return not (is_last and text[:start].rstrip().endswith(":"))
