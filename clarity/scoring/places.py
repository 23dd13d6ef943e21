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

_Places = Callable[[Signal, float, Text], Iterator[Span]]


def places(signal: Signal, value: float, text: Text) -> Iterator[Span]:
    """Yield the places behind the value of a signal that shows a measure and loses points.

    There are none where it loses them for what the text lacks.
    """
    name = signal.evidence.measure
    of_excess, of_lack = _OF_EXCESS.get(name), _OF_LACK.get(name)
    find = of_excess if signal.bad > signal.good else of_lack
    return find(signal, value, text) if find else iter(())


def _sentences(weigh: Callable[[Text, Passage, Sentence], float]) -> _Places:
    """Make a search for sentences that weigh more than they should and no less than the mean."""

    def find(signal: Signal, value: float, text: Text) -> Iterator[Span]:
        for passage, sentences in text.spoken:
            for sentence in sentences:
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
    "lix": _sentences(_lix_of),
    "rix": _sentences(_long_words_in),
    "words_per_sentence": _sentences(_words_in),
    "median_sentence": _sentences(_words_in),
    "p90_sentence": _sentences(_words_in),
    "long_sentence_share": _sentences(_is_long),
    "long_word_share": _words_longer(readability.LONG_WORD),
    "very_long_word_share": _words_longer(readability.VERY_LONG_WORD),
    "other_language_share": _elsewhere,
    "passive_share": _in_syntax(_passives),
    "nominalisation_density": _in_syntax(_nominalisations),
    "nominal_quotient": _sentences(_nouns_per_verb),
    "front_heavy_share": _in_syntax(_heavy_fronts),
}
#: Measures that can be low for what is there, and not only for what is not.
_OF_LACK: Mapping[str, _Places] = {
    "blocks_per_250": _big_blocks,
    "reader_balance": _sender_alone,
}
