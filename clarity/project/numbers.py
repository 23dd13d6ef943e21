"""The numbers beside what a project file proposes, as comments of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from clarity.language.interface import words as interface_words
from clarity.project.measured import Loud, Measured, Remedy, Told
from clarity.reports.interface_words import words_in
from clarity.reports.phrasing import count, decimal, enumerate_words, group, shown
from clarity.reports.printable import one_line


class _Words(Struct, frozen=True):
    """What is said of the numbers, in one language. What stands in braces is filled in."""

    measured: str
    sampled: str
    loud: str
    examples: str
    remedies: Mapping[Remedy, str]
    kinds: str
    told: str
    beyond: str
    scores: str


class Numbers:
    """Says in a language what was measured of some texts: lines of comments."""

    def __init__(self, measured: Measured, texts: int, language: str) -> None:
        self._measured, self._texts = measured, texts
        self._own = interface_words(language, "project_numbers", _Words)
        self._words = words_in(language)

    def head(self) -> Iterator[str]:
        """Yield which texts have been measured."""
        if not self._measured.texts:
            return
        known = self._measured
        told = self._own.measured if known.chosen == self._texts else self._own.sampled
        yield _comment(
            told.format(
                chosen=count(known.texts, self._words.text),
                number=group(known.texts),
                texts=count(self._texts, self._words.text),
                words=count(known.words, self._words.word),
            )
        )

    def loud(self, one: Loud) -> Iterator[str]:
        """Yield how much a rule finds, some of it, and why what is proposed is proposed."""
        words, own = self._words, self._own
        yield _comment(
            own.loud.format(
                rule=one.rule,
                comments=count(one.findings, words.comment),
                number=one.texts,
                texts=count(one.of, words.text),
                rate=decimal(one.rate, words),
                usual=decimal(one.usual, words),
            )
        )
        if one.examples:
            quoted = ", ".join(words.quoted.format(text=text) for text in one.examples)
            yield _comment(own.examples.format(examples=quoted))
        yield _comment(own.remedies[one.remedy])
        if one.off_in and one.remedy != "off":
            yield _comment(own.kinds.format(kinds=enumerate_words([*one.off_in], words.or_word)))

    def told(self, told: Told | None) -> Iterator[str]:
        """Yield how many texts show that they are of a kind."""
        if told:
            texts = count(told.of, self._words.text)
            yield _comment(self._own.told.format(number=told.number, texts=texts))

    def beyond(self) -> Iterator[str]:
        """Yield how many texts would not pass."""
        known = self._measured
        if known.texts:
            texts = count(known.texts, self._words.text)
            yield _comment(self._own.beyond.format(number=known.beyond, texts=texts))

    def scores(self) -> Iterator[str]:
        """Yield how the scores are spread."""
        if scores := self._measured.scores:
            lowest, middle, highest = map(shown, (scores.lowest, scores.median, scores.highest))
            told = self._own.scores.format(lowest=lowest, median=middle, highest=highest)
            yield _comment(told)


def _comment(text: str) -> str:
    return f"# {one_line(text)}"
