"""The value of a signal in a text, and the places behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from clarity.measures import readability
from clarity.measures.readability import WordLists
from clarity.model import Finding, Measures, Passage, Prose, Sentence, Span
from clarity.scoring import cues, marks, measured
from clarity.scoring.cues import Cue, Cues
from clarity.scoring.guidelines import Evidence, Guideline, Signal
from clarity.scoring.mending import certain, edits, possible, spliced

#: A value, and the places behind it in any order.
_Shown = tuple[float | None, Iterable[Span]]


class Text(NamedTuple):
    """What the signals look at: a text as bad as it can get while suggestions are taken.

    ``passages`` are those in the main language but for image texts, and ``findings`` those of its
    rules, by the name of the rule. ``words`` is how many words it has with every suggestion taken,
    ``fewest`` and ``most`` how many it can get. ``certain`` are the cues that no suggestion takes
    away, ``possible`` those there are or would be. ``elsewhere`` are places in other languages.
    """

    source: str
    passages: Sequence[Passage]
    elsewhere: Sequence[Span]
    words: int
    fewest: int
    most: int
    measures: Measures
    findings: Mapping[str, Sequence[Finding]]
    certain: Mapping[str, Cues]
    possible: Mapping[str, Cues]

    def span(self, cue: Cue) -> Span:
        """Return the place of a cue in the source."""
        return self.passages[cue.passage].block.span(cue.start, cue.end)


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
    ordered = sorted(findings, key=lambda finding: (finding.span, finding.rule))
    own = [p for p in prose.passages if p.language == prose.language and p.block.kind != "alt"]
    others = [passage for passage in prose.passages if passage.language != prose.language]
    found = edits(own, _lasting(ordered, guideline))
    changes = list(chain.from_iterable(found.values()))
    spoken = [edit for n, some in found.items() if readability.prose_of(own[n]) for edit in some]
    words = sum(len(passage.forms) for passage in own)
    fewest = words + sum(min(edit.words, 0) for edit in changes)
    surely = list(spliced(own, found, certain))
    if found:
        maybe = spliced(own, found, possible)
        measures = measured.measure(measures, spoken, surely, maybe, lexicon)
    phrases = cues.table(tuple((name, lexicon.words(name)) for name in _lists(guideline)))
    mended = spliced(own, found, attrgetter("new"))
    surely_there, maybe_there = cues.gather(own, surely, mended, phrases)
    return Text(
        source=prose.document.source,
        passages=own,
        elsewhere=[_whole(passage) for passage in others if passage.forms],
        words=words + sum(edit.words for edit in changes),
        fewest=fewest,
        most=words + sum(max(edit.words, 0) for edit in changes),
        measures={**measures, "other_language_share": _share_of(others, fewest)},
        findings=_by_name(ordered, prose.language),
        certain=surely_there,
        possible=maybe_there,
    )


def _share_of(others: Sequence[Passage], words: int) -> float | None:
    """Return the share of other passages in a text that has so many words beside them."""
    elsewhere = sum(len(passage.forms) for passage in others)
    return elsewhere / (elsewhere + words) if elsewhere + words else None


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
    """Return what a signal shows in a text."""
    value, spans = _KINDS[signal.evidence.kind](signal, text)
    is_costly = value is not None and signal.score(value) < 100
    counted = [findings[0].rule for findings in _meant(signal.evidence, text)]
    seen = [text.findings[name][0].rule for name in signal.see if name in text.findings]
    shown = in_order(spans) if is_costly else ()
    return Observation(value, shown, tuple(sorted({*counted, *seen})))


def in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return each span once, in the order of the text."""
    return tuple(sorted(set(spans)))


def _by_name(findings: Iterable[Finding], language: str) -> Mapping[str, Sequence[Finding]]:
    named: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.rule.startswith(f"{language}/"):
            named.setdefault(_name(finding), []).append(finding)
    return named


def _lasting(findings: Iterable[Finding], guideline: Guideline) -> Sequence[Finding]:
    """Leave out what depends on the rest of the text: of two spellings mixed, which is the rarer.

    Such a suggestion can turn round when another one is taken.
    """
    mixed = [s.evidence for p in guideline.principles for s in p.signals if _is_variety(s)]
    return [
        finding
        for finding in findings
        if not any(e.means(_name(finding), finding.advice.category) for e in mixed)
    ]


def _is_variety(signal: Signal) -> bool:
    return signal.evidence.kind == "variety"


def _name(finding: Finding) -> str:
    return finding.rule.partition("/")[2]


def _meant(evidence: Evidence, text: Text) -> Iterator[Sequence[Finding]]:
    """Yield the findings of each rule that the evidence counts."""
    if evidence.findings or evidence.categories:
        for name, findings in text.findings.items():
            if evidence.means(name, findings[0].advice.category):
                yield findings


def _density(signal: Signal, text: Text) -> _Shown:
    is_bad = signal.bad > signal.good
    words = text.fewest if is_bad else text.most
    counted = sum(1 for _ in _counted(signal, text))
    return 100 * counted / words if words else None, _spans(signal, text) if is_bad else ()


def _spans(signal: Signal, text: Text) -> Iterator[Span]:
    return (text.span(one) if isinstance(one, Cue) else one for one in _counted(signal, text))


def _counted(signal: Signal, text: Text) -> Iterator[Span | Cue]:
    """Yield each finding's place, each cue, each mark's place; within the first words if asked."""
    evidence = signal.evidence
    there = text.possible if signal.bad > signal.good else text.certain
    for findings in _meant(evidence, text):
        yield from (finding.span for finding in findings)
    for cue in _of_lists(evidence.cues, there):
        if not evidence.within or cue.words <= evidence.within:
            yield cue
    for mark in evidence.marks:
        for passage in text.passages:
            yield from marks.find(mark, passage, text.source)


def _of_lists(names: Sequence[str], there: Mapping[str, Cues]) -> Iterator[Cue]:
    return chain.from_iterable(there[name] for name in names if name in there)


def _how_many(names: Sequence[str], there: Mapping[str, Cues]) -> int:
    return sum(len(there[name]) for name in names if name in there)


def _presence(signal: Signal, text: Text) -> _Shown:
    is_there = any(True for _ in _counted(signal, text))
    return float(is_there), _spans(signal, text) if signal.bad > signal.good else ()


def _variety(signal: Signal, text: Text) -> _Shown:
    counted = list(chain.from_iterable(_meant(signal.evidence, text)))
    kinds = {(finding.rule, finding.text.lower()) for finding in counted}
    return float(len(kinds)), [finding.span for finding in counted]


def _share(signal: Signal, text: Text) -> _Shown:
    evidence = signal.evidence
    own = _how_many(evidence.cues, text.certain)
    others = _how_many(evidence.against, text.possible)
    if not own and not others:
        return None, ()
    return own / (own + others), map(text.span, _of_lists(evidence.against, text.possible))


def _company(signal: Signal, text: Text) -> _Shown:
    asked = {cue.sentence: cue for cue in _of_lists(signal.evidence.cues, text.possible)}
    given = {cue.sentence for cue in _of_lists(signal.evidence.against, text.certain)}
    alone = [cue for number, cue in asked.items() if given.isdisjoint((number, number + 1))]
    if not asked:
        return None, ()
    return 1 - len(alone) / len(asked), map(text.span, alone)


def _measure(signal: Signal, text: Text) -> _Shown:
    name = signal.evidence.measure
    value = text.measures.get(name)
    if value is None or signal.score(value) == 100:
        return value, ()
    return value, _PLACES.get(name, _nowhere)(signal, value, text)


def _nowhere(signal: Signal, value: float, text: Text) -> Iterator[Span]:
    return iter(())


def _sentences(weigh: Callable[[Passage, Sentence], float]) -> _Places:
    """Make a search for sentences that weigh more than they should and no less than the mean."""

    def find(signal: Signal, value: float, text: Text) -> Iterator[Span]:
        for passage in text.passages:
            for sentence in readability.prose_of(passage):
                weight = weigh(passage, sentence)
                if weight > signal.good and weight >= value:
                    yield passage.block.span(sentence.start, sentence.end)

    return find


def _words_in(passage: Passage, sentence: Sentence) -> float:
    return sentence.last - sentence.first


def _lix_of(passage: Passage, sentence: Sentence) -> float:
    forms = passage.forms[sentence.first : sentence.last]
    return len(forms) + 100 * readability.count_longer(forms, readability.LONG_WORD) / len(forms)


def _is_long(passage: Passage, sentence: Sentence) -> float:
    return float(sentence.last - sentence.first > readability.LONG_SENTENCE)


def _very_long_words(signal: Signal, value: float, text: Text) -> Iterator[Span]:
    for passage in text.passages:
        if readability.prose_of(passage):
            for i, form in enumerate(passage.forms):
                if readability.is_longer(form, readability.VERY_LONG_WORD):
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
