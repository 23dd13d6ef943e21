"""The value of a signal in a text, and the places behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from clarity.measures import readability
from clarity.measures.readability import WordLists
from clarity.model import Finding, Measures, Passage, Prose, Sentence, Span
from clarity.scoring import cues, marks
from clarity.scoring.cues import Cue
from clarity.scoring.guidelines import Evidence, Guideline, Signal

#: A value, and the places behind it in any order.
_Shown = tuple[float | None, Iterable[Span]]


@dataclass(frozen=True)
class Text:
    """What the signals look at.

    ``passages`` are those in the main language but for image texts, and ``elsewhere`` the places of
    those in others. ``findings`` are those of the rules of the main language, by the name of the
    rule, ``cues`` those of each list, and ``marks`` the places of each kind.
    """

    passages: Sequence[Passage]
    elsewhere: Sequence[Span]
    measures: Measures
    findings: Mapping[str, Sequence[Finding]]
    cues: Mapping[str, Sequence[Cue]]
    marks: Mapping[str, Sequence[Span]]

    @cached_property
    def spoken(self) -> Sequence[tuple[Passage, Sequence[Sentence]]]:
        """The passages that are prose, with their sentences."""
        found = ((passage, readability.prose_of(passage)) for passage in self.passages)
        return [(passage, sentences) for passage, sentences in found if sentences]

    @cached_property
    def long_words(self) -> frozenset[str]:
        """The long words of the prose, each once."""
        forms = set(chain.from_iterable(passage.forms for passage, _ in self.spoken))
        return frozenset(
            form for form in forms if readability.is_longer(form, readability.LONG_WORD)
        )

    @cached_property
    def content_words(self) -> int:
        """How many word forms of five letters or more there are, each once: no *du*, no *og*."""
        forms = set(chain.from_iterable(passage.forms for passage in self.passages))
        return sum(len(form) >= 5 for form in forms)

    @cached_property
    def words(self) -> int:
        """The words of the main language."""
        return int(self.measures["words"] or 0)

    def span(self, cue: Cue) -> Span:
        """Return the place of a cue in the source."""
        passage = self.passages[cue.passage]
        return passage.block.span(passage.starts[cue.first], passage.ends[cue.last - 1])


class Observation(NamedTuple):
    """A signal's value, the places that pull it towards the bad anchor, and their rules."""

    value: float | None
    spans: tuple[Span, ...]
    rules: tuple[str, ...]


def look(
    prose: Prose,
    findings: Iterable[Finding],
    measures: Measures,
    guideline: Guideline,
    lexicon: WordLists,
) -> Text:
    """Gather what the guideline's signals need to know about a text."""
    own = [p for p in prose.passages if p.language == prose.language and p.block.kind != "alt"]
    others = [passage for passage in prose.passages if passage.language != prose.language]
    phrases = cues.table(tuple((name, lexicon.words(name)) for name in _lists(guideline)))
    return Text(
        passages=own,
        elsewhere=[_whole(passage) for passage in others if passage.forms],
        measures=measures,
        findings=_by_name(findings, prose.language),
        cues=cues.gather(own, phrases),
        marks=marks.gather(own, prose.document.source),
    )


def _lists(guideline: Guideline) -> Iterable[str]:
    return sorted(
        {
            name
            for principle in guideline.principles
            for signal in principle.signals
            for name in (*signal.evidence.cues, *signal.evidence.against)
        }
    )


def observe(signal: Signal, text: Text) -> Observation:
    """Return what a signal shows in a text; the places and the rules only where it costs points."""
    value, spans = _KINDS[signal.evidence.kind](signal, text)
    if value is None or signal.score(value) == 100:
        return Observation(value, (), ())
    counted = [findings[0].rule for findings in _meant(signal.evidence, text)]
    seen = [text.findings[name][0].rule for name in signal.see if name in text.findings]
    return Observation(value, in_order(spans), tuple(sorted({*counted, *seen})))


def in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return each span once, in the order of the text."""
    return tuple(sorted(set(spans)))


def _by_name(findings: Iterable[Finding], language: str) -> Mapping[str, Sequence[Finding]]:
    named: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.rule.startswith(f"{language}/"):
            named.setdefault(_name(finding), []).append(finding)
    return named


def _name(finding: Finding) -> str:
    return finding.rule.partition("/")[2]


def _meant(evidence: Evidence, text: Text) -> Iterator[Sequence[Finding]]:
    """Yield the findings of each rule that the evidence counts."""
    if evidence.findings or evidence.categories:
        for name, findings in text.findings.items():
            if evidence.means(name, findings[0].advice.category):
                yield findings


def _density(signal: Signal, text: Text) -> _Shown:
    counted = sum(map(len, _counted(signal.evidence, text)))
    return 100 * counted / text.words if text.words else None, _spans_if_bad(signal, text)


def _presence(signal: Signal, text: Text) -> _Shown:
    counted = chain.from_iterable(_counted(signal.evidence, text))
    words = (one.words if isinstance(one, Cue) else 0 for one in counted)
    return _nearness(min(words, default=None), signal), _spans_if_bad(signal, text)


def _nearness(words: int | None, signal: Signal) -> float:
    """Return 1 for what is within the words asked for, and less the further it lies beyond.

    So no text loses all it has for a word more at its beginning.
    """
    within = signal.evidence.within
    if words is None:
        return 0.0
    return min(max(2 - words / within, 0.0), 1.0) if within else 1.0


def _spans_if_bad(signal: Signal, text: Text) -> Iterator[Span]:
    """Yield the places of what is counted, where the text would be better with less of it."""
    if signal.bad > signal.good:
        for one in chain.from_iterable(_counted(signal.evidence, text)):
            if isinstance(one, Finding):
                yield one.span
            else:
                yield text.span(one) if isinstance(one, Cue) else one


def _counted(evidence: Evidence, text: Text) -> Sequence[Sequence[Finding | Cue | Span]]:
    """Return the findings of each rule, the cues of each list and the places of each mark."""
    found: list[Sequence[Finding | Cue | Span]] = [*_meant(evidence, text)]
    found += (text.cues.get(name, ()) for name in evidence.cues)
    found += (text.marks.get(name, ()) for name in evidence.marks)
    return found


def _of_lists(names: Iterable[str], text: Text) -> Sequence[Cue]:
    return [cue for name in names for cue in text.cues.get(name, ())]


def _variety(signal: Signal, text: Text) -> _Shown:
    counted = list(chain.from_iterable(_meant(signal.evidence, text)))
    kinds = {(finding.rule, finding.text.lower()) for finding in counted}
    return float(len(kinds)), [finding.span for finding in counted]


def _share(signal: Signal, text: Text) -> _Shown:
    evidence = signal.evidence
    own, others = _of_lists(evidence.cues, text), _of_lists(evidence.against, text)
    if not own and not others:
        return None, ()
    return len(own) / (len(own) + len(others)), map(text.span, others)


def _company(signal: Signal, text: Text) -> _Shown:
    asked = {_sentence(cue, text): cue for cue in _of_lists(signal.evidence.cues, text)}
    given = {_sentence(cue, text) for cue in _of_lists(signal.evidence.against, text)}
    if not asked:
        return None, ()
    alone = [
        cue
        for (passage, number), cue in asked.items()
        if given.isdisjoint(((passage, number), (passage, number + 1)))
    ]
    return 1 - len(alone) / len(asked), map(text.span, alone)


def _sentence(cue: Cue, text: Text) -> tuple[int, int]:
    """Return the passage of a cue, and the number of its sentence there."""
    return cue.passage, text.passages[cue.passage].sentence_number(cue.first)


def _measure(signal: Signal, text: Text) -> _Shown:
    name = signal.evidence.measure
    value = text.measures.get(name)
    if value is None or signal.score(value) == 100:
        return value, ()
    return value, _PLACES.get(name, _nowhere)(signal, value, text)


def _nowhere(signal: Signal, value: float, text: Text) -> Iterator[Span]:
    return iter(())


def _sentences(weigh: Callable[[Sequence[str], Text], float]) -> _Places:
    """Make a search for sentences that weigh more than they should and no less than the mean."""

    def find(signal: Signal, value: float, text: Text) -> Iterator[Span]:
        for passage, sentences in text.spoken:
            for sentence in sentences:
                weight = weigh(passage.forms[sentence.first : sentence.last], text)
                if weight > signal.good and weight >= value:
                    yield passage.block.span(sentence.start, sentence.end)

    return find


def _words_in(forms: Sequence[str], text: Text) -> float:
    return len(forms)


def _lix_of(forms: Sequence[str], text: Text) -> float:
    return len(forms) + 100 * sum(map(text.long_words.__contains__, forms)) / len(forms)


def _is_long(forms: Sequence[str], text: Text) -> float:
    return float(len(forms) > readability.LONG_SENTENCE)


def _very_long_words(signal: Signal, value: float, text: Text) -> Iterator[Span]:
    limit = readability.VERY_LONG_WORD
    for passage, _ in text.spoken:
        for i in [i for i, form in enumerate(passage.forms) if len(form) > limit]:
            if readability.is_longer(passage.forms[i], limit):
                yield passage.block.span(passage.starts[i], passage.ends[i])


def _big_blocks(signal: Signal, value: float, text: Text) -> Iterator[Span]:
    for passage in text.passages:
        if len(passage.forms) > 250 / signal.good:
            yield _whole(passage)


def _elsewhere(signal: Signal, value: float, text: Text) -> Iterator[Span]:
    return iter(text.elsewhere)


def _whole(passage: Passage) -> Span:
    return passage.block.span(0, len(passage.block.text))


_Places = Callable[[Signal, float, Text], Iterator[Span]]
_PLACES: Mapping[str, _Places] = {
    "lix": _sentences(_lix_of),
    "words_per_sentence": _sentences(_words_in),
    "long_sentence_share": _sentences(_is_long),
    "very_long_word_share": _very_long_words,
    "blocks_per_250": _big_blocks,
    "other_language_share": _elsewhere,
}
_KINDS: Mapping[str, Callable[[Signal, Text], _Shown]] = {
    "measure": _measure,
    "density": _density,
    "presence": _presence,
    "variety": _variety,
    "share": _share,
    "company": _company,
}
