"""Judges a text: decodes, parses, checks and scores it as its project file asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate

from clarity import languagetool, parsing
from clarity.checks import engine
from clarity.checks.engine import Checker, RuleHit
from clarity.checks.facts import Facts, Memory
from clarity.grammar import readers
from clarity.grammar.pipelines import UnavailableError
from clarity.grammar.readers import Reader
from clarity.grammar.syntax.sentences import SyntaxReader
from clarity.grammar.tagging import Tagger, tagger
from clarity.language import reading
from clarity.language.path import language_of_path
from clarity.languagetool.proofreading import proofread
from clarity.measures import grammar as grammar_measures
from clarity.measures import readability, reference
from clarity.model import (
    Document,
    Failure,
    Finding,
    Measures,
    Passage,
    Prose,
    Report,
    Skipped,
)
from clarity.parsing.contents import MOST_BLOCKS, TOO_MANY_BLOCKS
from clarity.parsing.decoding import DecodingError, decode
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError
from clarity.project.checkers import Checkers
from clarity.project.projects import Request
from clarity.project.settings import Settings, unknown_rule
from clarity.rulebook import glossary
from clarity.scoring import guidelines
from clarity.scoring.guidelines import Guideline
from clarity.scoring.scorecard import score

__all__ = ["Request", "Session"]


class Session(Checkers):
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
            return Failure(path, f"front matter, line {error.line}: {error.message}")

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
            settings = settings.in_language(prose.language)
            ends = accumulate(len(passage.forms) for passage in prose.passages)
            total = sum(len(passage.forms) for passage in prose.passages) + 1
            own = zip(prose.passages, ends, strict=True)
            passages = tuple(p for p, end in own if end * parts // total == part)
            reader = self._tagger(sorted({p.language for p in passages}), settings)
            self._facts(replace(prose, passages=passages), settings, reader, memory)

    def _document(
        self, data: bytes, path: str, settings: Settings | None
    ) -> tuple[Document, Settings]:
        """Parse a text, and settle how it is to be judged."""
        decoded = decode(data)
        document = parsing.parse(decoded.text, path, parsing.format_of(path) or "text")
        settings = (settings or self.settings(path)).with_document(document.settings, path)
        return document._replace(notices=(*decoded.notices, *document.notices)), settings

    def _prose(
        self, document: Document, settings: Settings, memory: Memory | None
    ) -> Prose | reading.Unread:
        if memory:
            memory.begin(f"{self.is_scored(settings)} {settings.key}")
        stated = self._stated_language(document, settings)
        return reading.read(document, stated, self.lexicon, memory.splits if memory else None)

    def _tagger(self, languages: Sequence[str], settings: Settings) -> Tagger:
        """Return what reads the grammar of a text where something asks for it."""
        if self.request.quick:
            return Tagger({}, dict.fromkeys(languages, "--quick leaves grammar out"))
        asks = self.is_scored(settings) or any(self._of_grammar(n, settings) for n in languages)
        if not asks:
            return Tagger({}, {})
        return tagger(languages, settings.model, partial(self.reader, settings), self._syntax)

    def _syntax(self, name: str) -> SyntaxReader:
        return self.once(("syntax", name), lambda: SyntaxReader.of(self.lexicon(name)))

    def reader(self, settings: Settings, name: str) -> Reader:
        """Return a grammar model by name. Raises `UnavailableError`."""
        if name in settings.refused:
            raise UnavailableError(settings.refused[name])
        return self.once(("reader", name), lambda: readers.load(name))

    def _of_grammar(self, name: str, settings: Settings) -> Sequence[str]:
        """Return the ids of the rules of a language that need grammar."""
        rules = self.checker(name, settings).rules.values()
        return [rule.id for rule in rules if engine.need_of(rule) == "grammar"]

    def _without_grammar(self, missing: Mapping[str, str], settings: Settings) -> Iterator[Skipped]:
        """Yield the rules that had to do without grammar; ``missing`` is why, by language."""
        for name, reason in missing.items():
            yield from (Skipped(rule, reason) for rule in self._of_grammar(name, settings))

    def _judge(self, document: Document, settings: Settings, memory: Memory | None) -> Report:
        notices = (*document.notices, *self._in_vain(document, settings))
        document = document._replace(notices=notices)
        prose = self._prose(document, settings, memory)
        if isinstance(prose, reading.Unread):
            return _unread(document, prose)
        settings = settings.in_language(prose.language)
        measures, findings, missing = self._look(prose, settings, memory)
        card = None
        if self.is_scored(settings):
            guideline = self._guideline(settings, prose.language)
            card = score(prose, findings, measures, guideline, self.lexicon(prose.language))
        # After the score, so that it is the same with and without a server.
        proofread, unheard = self._proofread(prose, settings, findings)
        if self.request.all_measures:
            from clarity.measures.further_indices import (
                further_indices,  # textstat takes half a second
            )

            measures = {**measures, **further_indices(prose.in_language(prose.language))}
        return Report(
            path=document.path,
            source=document.source,
            format=document.format,
            language=prose.language,
            words=int(measures["words"] or 0),
            findings=_in_order((*findings, *proofread)),
            skipped=(*self._without_grammar(missing, settings), *unheard),
            measures=measures,
            scorecard=card,
            notices=(*document.notices, *prose.notices),
            comparisons=reference.compare(measures, self._reference(prose.language)),
        )

    def _look(
        self, prose: Prose, settings: Settings, memory: Memory | None
    ) -> tuple[Measures, tuple[Finding, ...], Mapping[str, str]]:
        """Return the measures of a text, the findings, and why a language was without grammar.

        All that needs the grammar is done here: it takes more memory than the words.
        """
        languages = sorted({passage.language for passage in prose.passages})
        reader = self._tagger(languages, settings)
        facts = self._facts(prose, settings, reader, memory)
        told = list(zip(prose.passages, facts, strict=True))
        passages = tuple(replace(passage, grammar=own.grammar) for passage, own in told)
        read, lexicon = replace(prose, passages=passages), self.lexicon(prose.language)
        counts = [own.counts for passage, own in told if passage.language == prose.language]
        measures = {**readability.measure(read, lexicon), **grammar_measures.measure(counts)}
        findings: list[Finding] = []
        for name in languages:
            hits = (hit for passage, own in told if passage.language == name for hit in own.hits)
            numbers = measures if name == prose.language else {}
            findings += self.checker(name, settings).check(read.in_language(name), numbers, hits)
        return measures, _in_order(findings), reader.missing

    def _facts(
        self, prose: Prose, settings: Settings, reader: Tagger, memory: Memory | None
    ) -> Sequence[Facts]:
        """Return what is known of each passage: what is remembered, and the others anew."""
        known = {id(p): memory.recall(p) if memory else None for p in prose.passages}
        fresh = [passage for passage in prose.passages if known[id(passage)] is None]
        for passage, read, hits in self._searched(prose, fresh, settings, reader):
            facts = Facts(read.grammar, grammar_measures.count(read), tuple(hits))
            if memory:
                memory.remember(passage, facts)
            known[id(passage)] = facts
        return [facts for facts in known.values() if facts is not None]

    def _searched(
        self, prose: Prose, passages: Sequence[Passage], settings: Settings, reader: Tagger
    ) -> Iterator[tuple[Passage, Passage, Sequence[RuleHit]]]:
        """Yield passages, each with its grammar and the hits in it that rest on nothing else."""
        read = reader.tag(passages)
        for name in {passage.language for passage in passages}:
            own = [n for n, passage in enumerate(passages) if passage.language == name]
            some = replace(prose, passages=tuple(read[n] for n in own))
            found = self.checker(name, settings).search(some, reader.tag)
            for n, hits in zip(own, found, strict=True):
                yield passages[n], read[n], hits

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
                return self.once(key, lambda: self._proofreader(name, settings, options))

        return proofread(prose, checker_of, own)

    def _proofreader(self, name: str, settings: Settings, options: languagetool.Options) -> Checker:
        """Return LanguageTool's rules for a language as configured, ready to run."""
        _, lexicon = self.glossary(name, settings)
        own = glossary.words(self.terms(settings), lexicon)
        known = languagetool.read_words(options.words) | own
        rules = settings.apply(languagetool.rules(name))
        if not rules:
            return Checker({}, (), ())
        search = self.servers.reader(options).search(rules, known)
        return Checker({rule.id: rule for rule in rules}, (), (search,))

    def _in_vain(self, document: Document, settings: Settings) -> Iterator[str]:
        """Yield a notice for each comment that silences a rule which does not exist."""
        for silence in document.silences:
            for name in sorted(silence.rules or ()):
                known = self.known_rules(settings)
                if not any(f"{language}/{name}" in known for language in languages()):
                    line = document.source.count("\n", 0, silence.comment) + 1
                    yield f"comment, line {line}: {unknown_rule(name, known)}"

    def _guideline(self, settings: Settings, name: str) -> Guideline:
        key = settings.guideline, name, settings.channel
        return self.once(("guideline", *key), lambda: guidelines.load(*key, self.request.cache))

    def _reference(self, name: str) -> tuple[reference.Genre, ...]:
        return self.once(("reference", name), lambda: reference.load(name, self.request.cache))

    def _stated_language(self, document: Document, settings: Settings) -> str | None:
        """Return the language the writer has stated: the nearer to the text, the more it counts."""
        if self.request.language and self.request.language != "auto":
            return self.request.language
        own = str(document.settings.get("language", "")) or document.language
        configured = None if settings.language == "auto" else settings.language
        return own or language_of_path(document.path) or configured


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.span, finding.rule)))


def _unread(document: Document, unread: reading.Unread) -> Report:
    return Report(
        path=document.path,
        source=document.source,
        format=document.format,
        language=unread.language,
        words=0,
        findings=(),
        skipped=(),
        measures={},
        scorecard=None,
        notices=(*document.notices, unread.reason),
    )
