"""What a finding is known again by in a later version of its text, wherever it stands by then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from clarity.digest import blake2b
from clarity.model import Hit, Passage

#: Sentences whose digests are remembered: those of a text or two that somebody edits.
_REMEMBERED = 1024


class Fingerprints:
    """Makes the fingerprints of the findings in a text, each of them another.

    A fingerprint rests on the rule, the words found, and the sentence they stand in, as it reads:
    without its markup, however its lines are broken, and whatever stands around it. Of the same
    found again, it rests on which time it is. What is about the whole text, or is told where the
    text has it first, is known by what it is about (`Hit.anchor`).

    ``passages`` are those of the text.
    """

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._passages = {id(passage.block): passage for passage in passages}
        self._seen: Counter[str] = Counter()

    def of(self, rule: str, hit: Hit) -> str:
        """Return that of a hit of a rule; hits must come in the order of the text."""
        if hit.anchor is not None:
            return self._numbered(rule, hit.anchor)
        text, (low, high) = hit.text, hit.around
        passage = self._passages.get(id(hit.block))
        sentence = passage.sentence_at(hit.start) if passage else None
        if sentence and hit.end > sentence.end and not self.by_sentence(rule, hit):
            # It reaches into the next sentence, and that can be another one.
            text, low, high = hit.block.text[hit.start : sentence.end], sentence.start, sentence.end
        return self._numbered(rule, text, hit.block.text[low:high])

    def by_sentence(self, rule: str, hit: Hit) -> tuple[str, ...]:
        """Return a fingerprint for each sentence that a hit is about, where they are several.

        The sentences of a paragraph come and go, and it is the same paragraph all the while.
        """
        passage = self._passages.get(id(hit.block))
        if passage is None or hit.anchor is not None:
            return ()
        sentences = passage.sentences_within(hit.start, hit.end)
        if len(sentences) < 2:
            return ()
        texts = (hit.block.text[one.start : one.end] for one in sentences)
        return tuple(_digest_of(rule, text) for text in texts)

    def _numbered(self, *parts: str) -> str:
        fingerprint = _digest_of(*parts)
        self._seen[fingerprint] += 1
        return numbered(fingerprint, self._seen[fingerprint])


def numbered(fingerprint: str, time: int) -> str:
    """Return the fingerprint of what is found for the first time, the second, or the third."""
    return fingerprint if time == 1 else f"{fingerprint}-{time}"


def unnumbered(fingerprint: str) -> str:
    """Return the fingerprint that it would have if it were the first of its kind."""
    return fingerprint.partition("-")[0]


def digest(text: str) -> str:
    """Return sixteen hexadecimal digits for a text."""
    return blake2b(text.encode(errors="surrogatepass"), digest_size=8).hexdigest()


@lru_cache(_REMEMBERED)
def _digest_of(*parts: str) -> str:
    """Return that of what some texts say, however their lines are broken."""
    return digest("\n".join([" ".join(part.split()) for part in parts]))
