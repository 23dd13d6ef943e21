"""Judges a text: decodes, parses, checks and scores it as its project file asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from clarity import parsing
from clarity.checks import repeats, slips
from clarity.checks.engine import Checker
from clarity.checks.facts import Facts, Memory, gather
from clarity.grammar.tagging import Tagger
from clarity.language import channels, reading
from clarity.language.path import language_of_path
from clarity.languagetool.proofreading import proofread
from clarity.measures import grammar as grammar_measures
from clarity.measures import readability, reference
from clarity.measures.sentence_lengths import sentence_lengths
from clarity.model import (
    Contrast,
    Document,
    Failure,
    Finding,
    Measures,
    Prose,
    Report,
    Scorecard,
    Skipped,
    ToldChannel,
    Unscored,
)
from clarity.model.outcome import in_order
from clarity.parsing.contents import MOST_BLOCKS, TOO_MANY_BLOCKS
from clarity.parsing.decoding import DecodingError, decode
from clarity.parsing.located_yaml import ConfigError
from clarity.project.projects import Request
from clarity.project.proofs import Proofs
from clarity.project.settings import AUTO, Settings
from clarity.scoring import loads
from clarity.scoring.contrast import Version, contrast, weights
from clarity.scoring.scorecard import score

__all__ = ["Request", "Session"]


class _Seen(Struct, frozen=True):
    """A text with its grammar, what was seen in it, and why a language was without grammar."""

    prose: Prose
    measures: Measures
    findings: tuple[Finding, ...]
    missing: Mapping[str, str]
    counts: Sequence[grammar_measures.Counts | None]


class Session(Proofs):
    """One process's part of a run: judges texts. What it reads once (rules, lexicons) it keeps."""

    def check_bytes(
        self,
        data: bytes,
        path: str,
        settings: Settings | None = None,
        memory: Memory | None = None,
    ) -> Report | Failure:
        """Judge the contents of a file (or of an editor's buffer) that is called ``path``.

        What is wrong with the file itself is a `Failure`. Raises `ConfigError` for what is wrong
        with the configuration or the rules. ``settings`` stand in for those of the project file.
        With the ``memory`` of an earlier judging, only the blocks that have changed are judged
        anew.
        """
        judged = self.check_unscored(data, path, settings, memory)
        return judged if isinstance(judged, Failure) else judged.scored()

    def check_unscored(
        self, data: bytes, path: str, settings: Settings | None, memory: Memory | None
    ) -> Unscored | Failure:
        """Judge a text as `check_bytes` does, for who shows what is found before the score."""
        try:
            document, settings = self._document(data, path, settings)
            if len(document.blocks) > MOST_BLOCKS:
                return Failure(path, TOO_MANY_BLOCKS)
            return self._judge(document, settings, memory)
        except DecodingError as error:
            return Failure(path, str(error))
        except ConfigError as error:
            if error.path != path:
                raise
            message = f"front matter, line {error.line}: {error.message}"
            return Failure(path, message, error.line)

    def check_unsilenced(self, data: bytes, path: str) -> tuple[Document, Report] | None:
        """Judge a text as if no comment silenced anything, with all that rules find.

        Nothing for a text without such comments. Raises what `check_bytes` returns as a `Failure`.
        """
        document, settings = self._document(data, path, None)
        if not document.silences:
            return None
        bare = replace(document, silences=())
        return document, self._judge(bare, settings.strictly(), None).report

    def compare(
        self, before: bytes, after: bytes, path: str, settings: Settings | None = None
    ) -> Contrast | Failure:
        """Tell which of two versions of a text is plainer, be they only a sentence each.

        Both are read in the language and as the kind of text that the longer one is. Raises
        `ConfigError`, and is a `Failure`, as `check_bytes`.
        """
        pair = self.versions(before, after, path, settings)
        return pair if isinstance(pair, Failure) else contrast(*pair, weights())

    def versions(
        self, before: bytes, after: bytes, path: str, settings: Settings | None = None
    ) -> tuple[Version, Version] | Failure:
        """Return what is to be weighed of two versions of a text: see `compare`."""
        try:
            pair = [self._document(data, path, settings) for data in (before, after)]
        except DecodingError as error:
            return Failure(path, str(error))
        if any(len(document.blocks) > MOST_BLOCKS for document, _ in pair):
            return Failure(path, TOO_MANY_BLOCKS)
        longer = max(pair, key=lambda one: (len(one[0].source), one[0].source))
        told = self._prose(*longer, None)
        if isinstance(told, reading.Unread):
            return Failure(path, told.reason)
        common, _ = _settled(replace(longer[1], language=told.language), told, None)
        first, second = (self._version(document, common) for document, _ in pair)
        return first, second

    def _version(self, document: Document, settings: Settings) -> Version:
        prose = self._prose(document, settings, None)
        if isinstance(prose, reading.Unread):
            return Version((), dict.fromkeys(loads.LOADS, 0.0))
        seen = self._look(prose, settings, None)
        return Version(repeats.places(seen.findings), loads.count(prose, seen.counts))

    def learn(self, data: bytes, path: str, memory: Memory, part: int, parts: int) -> None:
        """Work out the facts of one of several equal parts of a text, ``part`` from 0.

        With the memory of all parts, `check_bytes` has little left to do. Raises what it returns as
        a `Failure`.
        """
        document, settings = self._document(data, path, None)
        if len(document.blocks) > MOST_BLOCKS:
            return
        prose = self._prose(document, settings, memory)
        if isinstance(prose, Prose):
            settings, _ = _settled(settings, prose, memory)
            ends = accumulate(len(passage.forms) for passage in prose.passages)
            total = sum(len(passage.forms) for passage in prose.passages) + 1
            own = zip(prose.passages, ends, strict=True)
            passages = tuple(p for p, end in own if end * parts // total == part)
            reader = self.tagger_of(sorted({p.language for p in passages}), settings)
            self._facts(replace(prose, passages=passages), settings, reader, memory)

    def _document(
        self, data: bytes, path: str, settings: Settings | None
    ) -> tuple[Document, Settings]:
        """Parse a text, and settle how it is to be judged."""
        decoded = decode(data)
        document = parsing.read(decoded.text, path)
        settings = (settings or self.settings(path)).with_document(document.settings, path)
        settings = self.overruled(settings)  # what was asked for wins over what a text says
        return replace(document, notices=(*decoded.notices, *document.notices)), settings

    def _prose(
        self, document: Document, settings: Settings, memory: Memory | None
    ) -> Prose | reading.Unread:
        if memory:
            memory.begin(f"{self.is_scored(settings)} {settings.key}")
        stated = self._stated_language(document, settings)
        return reading.read(document, stated, self.lexicon, memory.blocks if memory else None)

    def _judge(self, document: Document, settings: Settings, memory: Memory | None) -> Unscored:
        notices = (*document.notices, *self.in_vain(document, settings))
        document = replace(document, notices=notices)
        prose = self._prose(document, settings, memory)
        if isinstance(prose, reading.Unread):
            return Unscored(Report.unread(document, prose.language, prose.reason), lambda: None)
        settings, told = _settled(settings, prose, memory)
        seen = self._look(prose, settings, memory)
        read, measures, findings = seen.prose, seen.measures, seen.findings
        weigh = self._scoring(read, findings, measures, settings)
        # Not in the score, so that it is the same with and without the strict set or a server.
        proofread, unheard = self._proofread(prose, settings, findings)
        checker = self.checker_together(prose.language, settings)
        every = slips.tell(prose, (*findings, *proofread), checker)
        findings = _in_order(finding for finding in every if not finding.is_quiet)
        if self.request.all_measures:
            from clarity.measures.further_indices import (
                further_indices,  # textstat takes half a second
            )

            measures = {**measures, **further_indices(prose.in_language(prose.language))}
        report = Report(
            path=document.path,
            source=document.source,
            format=document.format,
            language=prose.language,
            words=int(measures["words"] or 0),
            findings=repeats.fold(findings),
            skipped=(*self.without_grammar(seen.missing, settings), *unheard),
            measures=measures,
            scorecard=None,
            notices=(*document.notices, *prose.notices),
            comparisons=reference.compare(measures, self.genres(prose.language)),
            channel=settings.channel,
            told=told,
            quiet=repeats.count(finding for finding in every if finding.is_quiet),
            sentence_lengths=sentence_lengths(prose),
        )
        return Unscored(report, weigh)

    def _look(self, prose: Prose, settings: Settings, memory: Memory | None) -> _Seen:
        """Look at a text. All that needs the grammar is done here: it outweighs the words."""
        languages = sorted({passage.language for passage in prose.passages})
        reader = self.tagger_of(languages, settings)
        facts = self._facts(prose, settings, reader, memory)
        told = list(zip(prose.passages, facts, strict=True))
        passages = tuple(
            replace(passage, grammar=own.grammar, syntax=own.syntax) if own.grammar else passage
            for passage, own in told
        )
        read, lexicon = replace(prose, passages=passages), self.lexicon(prose.language)
        counts = [own.counts for passage, own in told if passage.language == prose.language]
        measures = {**readability.measure(read, lexicon), **grammar_measures.measure(counts)}
        findings: list[Finding] = []
        for name in languages:
            hits = (hit for passage, own in told if passage.language == name for hit in own.hits)
            numbers = measures if name == prose.language else {}
            findings += self.checker(name, settings).check(read.in_language(name), numbers, hits)
        return _Seen(read, measures, _in_order(findings), reader.missing, counts)

    def _scoring(
        self, prose: Prose, findings: Sequence[Finding], measures: Measures, settings: Settings
    ) -> Callable[[], Scorecard | None]:
        """Return what scores all places of a text, if it is to be. A wrong guideline is met now."""
        if not self.is_scored(settings):
            return lambda: None
        guideline = self.guideline(settings, prose.language)
        lexicon = self.lexicon(prose.language)
        return lambda: score(
            prose, repeats.places(findings), measures, guideline, lexicon, self.request.speaks
        )

    def _facts(
        self, prose: Prose, settings: Settings, reader: Tagger, memory: Memory | None
    ) -> Sequence[Facts]:
        return gather(prose, reader.tag, lambda name: self.checker(name, settings), memory)

    def _proofread(
        self, prose: Prose, settings: Settings, own: Sequence[Finding]
    ) -> tuple[tuple[Finding, ...], tuple[Skipped, ...]]:
        """Return what LanguageTool says beside our own findings, where it is to be asked."""
        options = settings.languagetool
        if options is None:
            return (), ()

        def checker_of(name: str) -> Checker:
            key = ("proofreader", name, settings.key)
            with settings.blaming():
                return self.once(key, lambda: self.proofreader(name, settings, options))

        # What is said at any place need not be said again.
        said = [finding for finding in repeats.places(own) if not finding.is_quiet]
        return proofread(prose, checker_of, said)

    def _stated_language(self, document: Document, settings: Settings) -> str | None:
        """Return the language the writer has stated: the nearer to the text, the more it counts."""
        if self.request.language and self.request.language != AUTO:
            return self.request.language
        own = str(document.settings.get("language", "")) or document.language
        configured = None if settings.language == AUTO else settings.language
        return own or language_of_path(document.path) or configured


def _settled(
    settings: Settings, prose: Prose, memory: Memory | None
) -> tuple[Settings, ToldChannel | None]:
    """Return what holds for a text that has been read, and the channel that its signs tell.

    Where a channel is stated, they are not asked.
    """
    known = memory.signs if memory else None
    told = channels.tell_channel(prose, known) if settings.channel == AUTO else None
    settings = settings.in_language(prose.language).read_as(told)
    if memory:
        memory.channel = settings.channel
    return settings, told


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=in_order))
