"""What the signals of a guideline look at in a text, gathered once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain

from msgspec import Struct

from clarity.measures import readability
from clarity.measures.readability import WordLists
from clarity.model import Finding, Measures, Passage, Prose, Sentence, Span
from clarity.scoring import cues, marks
from clarity.scoring.cues import Cue
from clarity.scoring.guidelines import Guideline


class Text(Struct, frozen=True, dict=True):
    """What the signals look at.

    ``passages`` are those in the main language but for image texts, and ``elsewhere`` the places of
    those in others. ``findings`` are those of the rules of the main language, by the name of the
    rule, ``cues`` those of each list, and ``marks`` the places of each kind. ``reader`` and
    ``sender`` are the words that mean them.
    """

    passages: Sequence[Passage]
    elsewhere: Sequence[Span]
    measures: Measures
    findings: Mapping[str, Sequence[Finding]]
    cues: Mapping[str, Sequence[Cue]]
    marks: Mapping[str, Sequence[Span]]
    reader: frozenset[str]
    sender: frozenset[str]

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
    lists = tuple((name, lexicon.words(name)) for name in _lists(guideline))
    phrases = cues.table(lists, lexicon.words("number_words"))
    return Text(
        passages=own,
        elsewhere=[
            passage.block.span(0, len(passage.block.text)) for passage in others if passage.forms
        ],
        measures=measures,
        findings=_by_name(findings, prose.language),
        cues=cues.gather(own, phrases),
        marks=marks.gather(own, prose.document.source),
        reader=lexicon.words("reader"),
        sender=lexicon.words("sender"),
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


def _by_name(findings: Iterable[Finding], language: str) -> Mapping[str, Sequence[Finding]]:
    named: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.rule.startswith(f"{language}/"):
            named.setdefault(_name(finding), []).append(finding)
    return named


def _name(finding: Finding) -> str:
    return finding.rule.partition("/")[2]
