"""Where the sentences of a text are, how long each is, and what words in it are heavy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from clarity.checks.repeats import places
from clarity.measures.readability import VERY_LONG_WORD, is_longer, prose_sentences
from clarity.model import Prose, Report, Span

#: Why a word is heavy: a rule says so, or it has more letters than most readers take in at once.
Weight = Literal["rule", "long-word"]

#: The category of rules that speak of single words and phrases, and the signal of guidelines that
#: counts what they find, shown or not.
_WORDING, _SIGNAL = "wording", "heavy-words"


class Picture(Struct, frozen=True):
    """The sentences with their words, and what is heavy in them and why; in the text's order."""

    sentences: Sequence[tuple[Span, int]]
    heavy: Sequence[tuple[Span, Weight]]


def picture(report: Report, prose: Prose | None) -> Picture:
    """Return the picture of a text that has been judged; an empty one where it has no prose."""
    if prose is None:
        return Picture((), ())
    own = prose.in_language(prose.language)
    sentences = [
        (passage.block.span(sentence.start, sentence.end), sentence.last - sentence.first)
        for passage, sentence in prose_sentences(own)
    ]
    return Picture(sentences, sorted({*_of_rules(report), *_long_words(own)}))


def _of_rules(report: Report) -> Iterator[tuple[Span, Weight]]:
    for finding in places(report.findings):
        if finding.advice.category == _WORDING and finding.scope == "text":
            yield finding.span, "rule"
    for principle in report.scorecard.principles if report.scorecard else ():
        for signal in principle.signals:
            if signal.id == _SIGNAL:
                yield from ((span, "rule") for span in signal.spans)


def _long_words(prose: Prose) -> Iterator[tuple[Span, Weight]]:
    for passage, sentence in prose_sentences(prose):
        for index in range(sentence.first, sentence.last):
            if is_longer(passage.forms[index], VERY_LONG_WORD):
                start, end = passage.starts[index], passage.ends[index]
                yield passage.block.span(start, end), "long-word"
