"""The value of a signal in a text, and the places behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from clarity.model import Finding, Lack, Span
from clarity.scoring.cues import Cue
from clarity.scoring.guidelines import Evidence, Signal
from clarity.scoring.places import places
from clarity.scoring.text import Text

#: A value, and the places behind it in any order.
_Shown = tuple[float | None, Iterable[Span]]


class Observation(Struct, frozen=True):
    """A signal's value, the places that pull it towards the bad anchor, and their rules.

    Without places, ``lack`` says how little there is of what is looked for.
    """

    value: float | None
    spans: tuple[Span, ...]
    rules: tuple[str, ...]
    lack: Lack = "none"


def observe(signal: Signal, text: Text) -> Observation:
    """Return what a signal shows in a text; the places and the rules only where it costs points."""
    value, spans = _KINDS[signal.evidence.kind](signal, text)
    if value is None or signal.score(value) == 100:
        return Observation(value, (), ())
    counted = [findings[0].rule for findings in _meant(signal.evidence, text)]
    seen = [text.findings[name][0].rule for name in signal.see if name in text.findings]
    rules = tuple(sorted({*counted, *seen}))
    return Observation(value, in_order(spans), rules, _lack(signal, value))


def _lack(signal: Signal, value: float) -> Lack:
    if signal.evidence.absent or not value:
        return "none"
    return "late" if signal.evidence.kind == "presence" else "little"


def in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return each span once, in the order of the text."""
    return tuple(sorted(set(spans)))


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
    spans = () if signal.evidence.absent else [finding.span for finding in counted]
    return float(len(kinds)), spans


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
    value = text.measures.get(signal.evidence.measure)
    if value is None or signal.score(value) == 100:
        return value, ()
    return value, places(signal, value, text)


_KINDS: Mapping[str, Callable[[Signal, Text], _Shown]] = {
    "measure": _measure,
    "density": _density,
    "presence": _presence,
    "variety": _variety,
    "share": _share,
    "company": _company,
}
