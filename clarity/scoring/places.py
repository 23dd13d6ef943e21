"""Where in a text a measure is pulled towards the bad: the words, the sentences, the paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from math import inf

from clarity.measures import readability
from clarity.measures.grammar import FRONT_HEAVY
from clarity.model import Passage, Sentence, Span, Syntax
from clarity.scoring.guidelines import Signal
from clarity.scoring.text import Text

#: What rounding may make of one number that is worked out in two ways.
_HAIR = 1e-9
#: A sentence of fewer words is not heavy as a whole: it cannot be divided, but its words changed.
_LEAST_WORDS = 12
#: The letters of a word that is pointed at in a shorter sentence, and the most of these words.
_LEAST_LETTERS = 12
_MOST_WORDS = 5

_Places = Callable[[Signal, float, Text], Iterator[Span]]


def places(signal: Signal, value: float, text: Text) -> Iterator[Span]:
    """Yield the places behind the value of a signal that shows a measure and loses points.

    There are none where it loses them for what the text lacks. A label is a place only where there
    is no other: «Begrunnelse:» stands well as it is.
    """
    name = signal.evidence.measure
    of_excess, of_lack = _OF_EXCESS.get(name), _OF_LACK.get(name)
    find = of_excess if signal.bad > signal.good else of_lack
    found = list(find(signal, value, text)) if find else []
    labels = [p.block.span(0, len(p.block.text)) for p, _ in text.spoken if _is_label(p)]
    outside = [
        span
        for span in found
        if not any(one.start <= span.start and span.end <= one.end for one in labels)
    ]
    return iter(outside or found)


def _is_label(passage: Passage) -> bool:
    return (
        len(passage.forms) <= readability.LABEL_WORDS
        and len(passage.sentences) == 1
        and not passage.sentences[0].terminated
    )


def _heavy(weigh: Callable[[Text, Passage, Sentence], float]) -> _Places:
    """Make a search for sentences that are heavy as a whole, and for the longest other words.

    Of a short sentence the words are the places, so that nobody is told to divide what has two.
    """
    heavy = _sentences(weigh, least=_LEAST_WORDS)

    def find(signal: Signal, value: float, text: Text) -> Iterator[Span]:
        sentences = list(heavy(signal, value, text))
        yield from sentences
        for word in _longest(text):
            if not any(one.start <= word.start < one.end for one in sentences):
                yield word

    return find


def _long_first(weigh: Callable[[Text, Passage, Sentence], float]) -> _Places:
    """Make a search for heavy sentences that are not short; for short ones where those are all."""
    long, every = _sentences(weigh, least=_LEAST_WORDS), _sentences(weigh)

    def find(signal: Signal, value: float, text: Text) -> Iterator[Span]:
        yield from list(long(signal, value, text)) or every(signal, value, text)

    return find


def _longest(text: Text) -> Iterator[Span]:
    """Yield the places of the longest words, labels apart; of few words where none are so long."""
    placed: dict[str, tuple[Passage, int]] = {}
    long_words = text.long_words
    for passage, _ in text.spoken:
        if _is_label(passage):
            continue
        for index, form in enumerate(passage.forms):
            if form in long_words and form not in placed:
                placed[form] = passage, index
    ranked = sorted(placed, key=len, reverse=True)
    long = [form for form in ranked if len(form) >= _LEAST_LETTERS] or ranked[:1]
    for passage, index in map(placed.__getitem__, long[:_MOST_WORDS]):
        yield passage.block.span(passage.starts[index], passage.ends[index])


def _sentences(weigh: Callable[[Text, Passage, Sentence], float], least: int = 1) -> _Places:
    """Make a search for sentences that weigh more than they should and no less than the mean.

    Sentences of fewer words than ``least`` are left out.
    """

    def find(signal: Signal, value: float, text: Text) -> Iterator[Span]:
        for passage, sentences in text.spoken:
            for sentence in sentences:
                if sentence.last - sentence.first < least:
                    continue
                weight = weigh(text, passage, sentence)
                if weight > signal.good and weight >= value - _HAIR:
                    yield passage.block.span(sentence.start, sentence.end)

    return find


def _words_in(text: Text, passage: Passage, sentence: Sentence) -> float:
    return sentence.last - sentence.first


def _long_words_in(text: Text, passage: Passage, sentence: Sentence) -> float:
    return sum(map(text.long_words.__contains__, passage.forms[sentence.first : sentence.last]))


def _lix_of(text: Text, passage: Passage, sentence: Sentence) -> float:
    words = sentence.last - sentence.first
    return words + 100 * _long_words_in(text, passage, sentence) / words


def _is_long(text: Text, passage: Passage, sentence: Sentence) -> float:
    return float(sentence.last - sentence.first > readability.LONG_SENTENCE)


def _nouns_per_verb(text: Text, passage: Passage, sentence: Sentence) -> float:
    if passage.grammar is None:
        return 0.0
    tags = Counter(passage.grammar.tags[sentence.first : sentence.last])
    nouns, verbs = tags["NOUN"], tags["VERB"] + tags["AUX"]
    return nouns / verbs if verbs else inf if nouns else 0.0


def _sender_alone(signal: Signal, value: float, text: Text) -> Iterator[Span]:
    """Yield the sentences that are about the sender and not about the reader."""
    for passage, sentences in text.spoken:
        for sentence in sentences:
            words = passage.forms[sentence.first : sentence.last]
            if not text.sender.isdisjoint(words) and text.reader.isdisjoint(words):
                yield passage.block.span(sentence.start, sentence.end)


def _words_longer(limit: int) -> _Places:
    def find(signal: Signal, value: float, text: Text) -> Iterator[Span]:
        for passage, _ in text.spoken:
            for i in [i for i, form in enumerate(passage.forms) if len(form) > limit]:
                if readability.is_longer(passage.forms[i], limit):
                    yield passage.block.span(passage.starts[i], passage.ends[i])

    return find


def _in_syntax(words: Callable[[Sentence, Syntax], Iterator[tuple[int, int]]]) -> _Places:
    """Make a search for words (half-open) that the syntax of a sentence tells of."""

    def find(signal: Signal, value: float, text: Text) -> Iterator[Span]:
        for passage, _ in text.spoken:
            for sentence, syntax in zip(passage.sentences, passage.syntax or (), strict=False):
                for first, last in words(sentence, syntax):
                    yield passage.block.span(passage.starts[first], passage.ends[last - 1])

    return find


def _passives(sentence: Sentence, syntax: Syntax) -> Iterator[tuple[int, int]]:
    return ((passive.first, passive.last) for passive in syntax.passives)


def _nominalisations(sentence: Sentence, syntax: Syntax) -> Iterator[tuple[int, int]]:
    return ((word, word + 1) for word in syntax.nominalisations)


def _heavy_fronts(sentence: Sentence, syntax: Syntax) -> Iterator[tuple[int, int]]:
    """Yield what stands before the main verb, where it is too much."""
    before = syntax.words_before_verb or 0
    if before >= FRONT_HEAVY:
        yield sentence.first, sentence.first + before


def _big_blocks(signal: Signal, value: float, text: Text) -> Iterator[Span]:
    for passage in text.passages:
        if len(passage.forms) > 250 / signal.good:
            yield passage.block.span(0, len(passage.block.text))


def _elsewhere(signal: Signal, value: float, text: Text) -> Iterator[Span]:
    return iter(text.elsewhere)


_OF_EXCESS: Mapping[str, _Places] = {
    "lix": _heavy(_lix_of),
    "rix": _heavy(_long_words_in),
    "words_per_sentence": _sentences(_words_in),
    "median_sentence": _sentences(_words_in),
    "p90_sentence": _sentences(_words_in),
    "long_sentence_share": _sentences(_is_long),
    "long_word_share": _words_longer(readability.LONG_WORD),
    "very_long_word_share": _words_longer(readability.VERY_LONG_WORD),
    "other_language_share": _elsewhere,
    "passive_share": _in_syntax(_passives),
    "nominalisation_density": _in_syntax(_nominalisations),
    "nominal_quotient": _long_first(_nouns_per_verb),
    "front_heavy_share": _in_syntax(_heavy_fronts),
}
#: Measures that can be low for what is there, and not only for what is not.
_OF_LACK: Mapping[str, _Places] = {
    "blocks_per_250": _big_blocks,
    "reader_balance": _sender_alone,
}
