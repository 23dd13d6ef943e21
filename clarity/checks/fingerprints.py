"""What a finding is known again by in a later version of its text, wherever it stands by then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from hashlib import blake2b

from clarity.model import Hit, Passage


class Fingerprints:
    """Makes the fingerprints of the findings in a text, each of them another.

    A fingerprint rests on the rule, the words found, and the sentence they stand in, as it reads:
    without its markup, however its lines are broken, and whatever stands around it. Of the same
    found again, it rests on which time it is. What is about the whole text, or is told where the
    text has it first, is known by what it is about (`Hit.anchor`).
    """

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, rule: str, hit: Hit) -> str:
        """Return that of a hit of a rule; hits must come in the order of the text."""
        if hit.anchor is not None:
            return self._numbered("\n".join((rule, _read(hit.anchor))))
        low, high = hit.around
        return self._numbered("\n".join((rule, _read(hit.text), _read(hit.block.text[low:high]))))

    def _numbered(self, key: str) -> str:
        self._seen[key] += 1
        return digest(f"{key}\n{self._seen[key]}")


def by_sentence(rule: str, hit: Hit, passages: Mapping[int, Passage]) -> tuple[str, ...]:
    """Return a fingerprint for each sentence that a hit is about, where they are several.

    ``passages`` are those of the text, by the identity of their blocks. The sentences of a
    paragraph come and go, and it is the same paragraph all the while.
    """
    passage = passages.get(id(hit.block))
    if passage is None or hit.anchor is not None:
        return ()
    sentences = passage.sentences_in(hit.start, hit.end)
    if len(sentences) < 2:
        return ()
    texts = (hit.block.text[one.start : one.end] for one in sentences)
    return tuple(digest("\n".join((rule, _read(text)))) for text in texts)


def digest(text: str) -> str:
    """Return sixteen hexadecimal digits for a text."""
    return blake2b(text.encode(errors="surrogatepass"), digest_size=8).hexdigest()


def _read(text: str) -> str:
    """Return a text as it reads, however its lines are broken."""
    return " ".join(text.split())
