"""Readability measures: pure formulas, and the numbers of a text."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import ceil, log, sqrt
from typing import Protocol

from clarity.model import Passage, Prose, Sentence

#: A word is long with more letters than this (Björnsson 1968).
LONG_WORD = 6
#: A word is very long with more letters than this: compounds worth splitting.
VERY_LONG_WORD = 16
#: A sentence is long with more words than this (Mattilsynet, NDLA).
LONG_SENTENCE = 25
#: Below this many words there is no LIX or RIX at all.
LEAST_WORDS = 30
#: Below this many words or sentences the measures are only an indication.
LEAST_WORDS_TRUSTED = 100
LEAST_SENTENCES_TRUSTED = 5
#: Below this many sentences their lengths vary too little by chance to be called monotonous.
LEAST_SENTENCES_VARIATION = 8
#: OVIX drifts with length in texts shorter than this.
LEAST_WORDS_OVIX = 200
#: Words a minute: Swedish adults read 199 (IReST, Trauzettel-Klosinski & Dietz 2012).
READING_SPEED = 200
#: A block of one unfinished sentence this short is a label («Telefon: 55 55 55 55»), not prose.
LABEL_WORDS = 8

#: The names of what `measure` returns.
MEASURES = (
    "words",
    "blocks",
    "blocks_per_250",
    "prose_words",
    "sentences",
    "lix",
    "rix",
    "ovix",
    "long_word_share",
    "very_long_word_share",
    "letters_per_word",
    "words_per_sentence",
    "median_sentence",
    "p90_sentence",
    "sentence_variation",
    "long_sentence_share",
    "words_per_paragraph",
    "lix_everything",
    "reading_minutes",
    "other_language_share",
    "reader_share",
    "sender_share",
    "reader_balance",
)

_PROSE_KINDS = ("paragraph", "quote", "list_item")
_STRUCTURE = ("heading", "paragraph", "list_item", "quote")
_NOT_LETTERS = "-–.:,'’/0123456789 \u00a0\u202f"


class WordLists(Protocol):
    """What the measures need of a lexicon."""

    def words(self, name: str) -> frozenset[str]:
        """Return a named word list."""


def lix(words: int, sentences: int, long_words: int) -> float | None:
    """Läsbarhetsindex: ``O/M + 100 L/O``, usually 20 to 60, higher is harder.

    O words, M sentences, L words of more than six letters. Source: Björnsson 1968, *Läsbarhet*.
    Björnsson also ends a sentence at a colon; like most tools since, clarity does not. ``None``
    under 30 words or without a sentence.
    """
    if words < LEAST_WORDS or not sentences:
        return None
    return words / sentences + 100 * long_words / words


def rix(words: int, sentences: int, long_words: int) -> float | None:
    """Return long words a sentence, ``L/M``; about 3 in newspapers, higher is harder.

    Source: Anderson 1983, *Journal of Reading* 26(6). The school grades he gives are for English
    and not used here. ``None`` under 30 words or without a sentence.
    """
    if words < LEAST_WORDS or not sentences:
        return None
    return long_words / sentences


def ovix(words: int, types: int) -> float | None:
    """Ordvariationsindex: ``ln N / ln(2 - ln V / ln N)``; 60 to 70 in ordinary prose.

    N words, V different word forms in lower case. Source: Hultman & Westman 1977,
    *Gymnasistsvenska*. ``None`` under 200 words, where it says more of the length than of the
    text, and where no word comes twice.
    """
    if words < LEAST_WORDS_OVIX or types >= words:
        return None
    return log(words) / log(2 - log(types) / log(words))


def percentile(ordered: Sequence[int], share: float) -> float | None:
    """Return the nearest-rank percentile of sorted numbers; ``None`` where there are none."""
    return float(ordered[max(ceil(share * len(ordered)), 1) - 1]) if ordered else None


def median(ordered: Sequence[int]) -> float | None:
    """Return the median of sorted numbers; ``None`` where there are none."""
    if not ordered:
        return None
    middle = len(ordered) // 2
    return (ordered[middle] + ordered[~middle]) / 2


def is_indicative(words: int, sentences: int) -> bool:
    """Tell whether a text is so short that its measures are an indication only."""
    return words < LEAST_WORDS_TRUSTED or sentences < LEAST_SENTENCES_TRUSTED


def letters(form: str) -> int:
    """Count the letters of a word: digits, hyphens and full stops are none."""
    return len(form) if form.isalpha() else sum(map(str.isalpha, form))


def is_longer(form: str, limit: int) -> bool:
    """Tell whether a word has more letters than the limit. Numbers and addresses never do."""
    if len(form) <= limit:
        return False
    if form.isalpha():
        return True
    return sum(map(str.isalpha, form)) > limit and not is_address(form)


def is_address(form: str) -> bool:
    """Tell whether a word that slipped through is an e-mail or web address."""
    return "@" in form or "://" in form or form.startswith("www.")


def prose_sentences(prose: Prose) -> list[tuple[Passage, Sentence]]:
    """Return the sentences that count as prose, in reading order.

    Those of paragraphs and quotes, unless the block is but a short unfinished one (a label), and
    those of list items with a full stop. Not headings, table cells, metadata, image texts, or the
    other list items, each of which would look like a sentence of its own.
    """
    return [(passage, sentence) for passage in prose.passages for sentence in prose_of(passage)]


def prose_of(passage: Passage) -> Sequence[Sentence]:
    """Return the sentences of one passage that count as prose: all that have words, or none."""
    kind = passage.block.kind
    if kind not in _PROSE_KINDS:
        return ()
    sentences = [s for s in passage.sentences if s.last > s.first]
    if kind == "list_item":
        return sentences if any(s.terminated for s in sentences) else ()
    return () if _is_label(passage, sentences) else sentences


def _is_label(passage: Passage, sentences: Sequence[Sentence]) -> bool:
    if len(sentences) != 1 or sentences[0].terminated:
        return False
    words = sentences[0].last - sentences[0].first
    return words <= LABEL_WORDS and not passage.block.text.rstrip().endswith(":")


def count_longer(forms: Iterable[str], limit: int) -> int:
    """Count the words with more letters than the limit."""
    return sum(form.isalpha() or is_longer(form, limit) for form in forms if len(form) > limit)


def measure(prose: Prose, lexicon: WordLists) -> Mapping[str, float | None]:
    """Return the measures of a text by name; ``None`` where one is undefined.

    All but ``other_language_share`` are of what is in its main language.
    ``words`` counts every word but those of image texts, and ``blocks`` the headings, paragraphs
    and list items. The others look at prose alone (see `prose_sentences`), but ``lix_everything``,
    where each other block is a sentence too. Shares are 0 to 1. Needs the word lists ``reader``,
    ``sender`` and ``imperatives``.
    """
    own = prose.in_language(prose.language).passages
    blocks = [p for p in own if p.forms and p.block.kind != "alt"]
    words = sum(len(passage.forms) for passage in blocks)
    structure = sum(passage.block.kind in _STRUCTURE for passage in blocks)
    spoken = [(passage, prose_of(passage)) for passage in blocks]
    paragraphs = [
        sum(s.last - s.first for s in sentences)
        for passage, sentences in spoken
        if sentences and passage.block.kind != "list_item"
    ]
    sentences = [
        passage.forms[s.first : s.last] for passage, sentences in spoken for s in sentences
    ]
    other_long = sum(count_longer(p.forms, LONG_WORD) for p, own in spoken if not own)
    other_units = sum(not own for _, own in spoken)
    forms = Counter(chain.from_iterable(sentences))
    long_words = _count_longer(forms, LONG_WORD)
    units = len(sentences)
    to_reader, of_sender = _reader_share(sentences, lexicon), _sender_share(sentences, lexicon)
    return {
        "words": float(words),
        "blocks": float(structure),
        "blocks_per_250": _ratio(250 * structure, words),
        **_of_words(forms, units, long_words),
        **_of_lengths(map(len, sentences)),
        "words_per_paragraph": _ratio(sum(paragraphs), len(paragraphs)),
        "lix_everything": lix(words, units + other_units, long_words + other_long),
        "reading_minutes": words / READING_SPEED,
        "other_language_share": other_language_share(prose),
        "reader_share": to_reader,
        "sender_share": of_sender,
        "reader_balance": _reader_balance(to_reader, of_sender),
    }


def other_language_share(prose: Prose) -> float | None:
    """Return the share of the words that stand in passages of another language than the main."""
    own = sum(len(p.forms) for p in prose.passages if p.language == prose.language)
    words = sum(len(p.forms) for p in prose.passages)
    return _ratio(words - own, words)


def _of_words(forms: Counter[str], sentences: int, long_words: int) -> Mapping[str, float | None]:
    words = forms.total()
    letters = sum(count * _length(form) for form, count in forms.items())
    return {
        "prose_words": float(words),
        "sentences": float(sentences),
        "lix": lix(words, sentences, long_words),
        "rix": rix(words, sentences, long_words),
        "ovix": ovix(words, len(forms)),
        "long_word_share": _ratio(long_words, words),
        "very_long_word_share": _ratio(_count_longer(forms, VERY_LONG_WORD), words),
        "letters_per_word": _ratio(letters, words),
    }


def _count_longer(forms: Counter[str], limit: int) -> int:
    return sum(n for form, n in forms.items() if len(form) > limit and is_longer(form, limit))


def _length(form: str) -> int:
    return len(form) if form.isalpha() else len(form) - sum(map(form.count, _NOT_LETTERS))


def _of_lengths(lengths: Iterable[int]) -> Mapping[str, float | None]:
    """Return the measures that rest on the words of each sentence alone."""
    ordered = sorted(lengths)
    long_sentences = len(ordered) - bisect_right(ordered, LONG_SENTENCE)
    return {
        "words_per_sentence": _ratio(sum(ordered), len(ordered)),
        "median_sentence": median(ordered),
        "p90_sentence": percentile(ordered, 0.9),
        "long_sentence_share": _ratio(long_sentences, len(ordered)),
        "sentence_variation": variation(ordered),
    }


def variation(lengths: Sequence[int]) -> float | None:
    """Return how much sentence lengths vary: their standard deviation over their mean.

    ``None`` for fewer than eight sentences.
    """
    if len(lengths) < LEAST_SENTENCES_VARIATION:
        return None
    mean = sum(lengths) / len(lengths)
    return sqrt(sum((length - mean) ** 2 for length in lengths) / len(lengths)) / mean


def _reader_share(sentences: Iterable[Sequence[str]], lexicon: WordLists) -> float | None:
    """Return the share of the sentences that speak to the reader: «you», or an imperative first."""
    reader, imperatives = lexicon.words("reader"), lexicon.words("imperatives")
    return _share(not reader.isdisjoint(s) or s[0] in imperatives for s in sentences)


def _sender_share(sentences: Iterable[Sequence[str]], lexicon: WordLists) -> float | None:
    sender = lexicon.words("sender")
    return _share(not sender.isdisjoint(s) for s in sentences)


def _reader_balance(to_reader: float | None, of_sender: float | None) -> float | None:
    """Return the reader's part of the two shares together; 0 where nobody is mentioned."""
    if to_reader is None or of_sender is None:
        return None
    return to_reader / (to_reader + of_sender) if to_reader else 0.0


def _share(answers: Iterable[bool]) -> float | None:
    counts = Counter(answers)
    return _ratio(counts[True], counts.total())


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None
