"""Judges a text: decodes, parses, checks and scores it as its project file asks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from clarity import languagetool, parsing, rulebook
from clarity.checks import engine
from clarity.checks.engine import Checker
from clarity.checks.kinds import KINDS
from clarity.grammar import pipelines, tagging
from clarity.grammar.pipelines import Pipeline
from clarity.language import reading
from clarity.language.lexicon import Lexicon
from clarity.language.path import language_of_path
from clarity.languagetool.proofreading import proofread
from clarity.measures import grammar as grammar_measures
from clarity.measures import readability, reference
from clarity.model import (
    LANGUAGES,
    Document,
    Failure,
    Finding,
    Measures,
    Prose,
    Report,
    Rule,
    Skipped,
)
from clarity.parsing.contents import MOST_BLOCKS, TOO_MANY_BLOCKS
from clarity.parsing.decoding import DecodingError, decode
from clarity.parsing.located_yaml import ConfigError
from clarity.project.projects import Projects, Request
from clarity.project.settings import Settings, refuse_unknown_rules, unknown_rule
from clarity.rulebook import glossary
from clarity.scoring import guidelines
from clarity.scoring.guidelines import Guideline
from clarity.scoring.scorecard import score

__all__ = ["Request", "Session"]


class Session(Projects):
    """One process's part of a run: judges texts. What it reads once (rules, lexicons) it keeps."""

    def lexicon(self, name: str) -> Lexicon:
        """Return the lexicon of a language."""
        return self.once(("lexicon", name), lambda: rulebook.load_lexicon(name, self.request.cache))

    def rules(self, name: str, settings: Settings) -> tuple[tuple[Rule, ...], Lexicon]:
        """Return the rules of a language as they are written, and the lexicon they rest on.

        The organisation's own rules and glossaries are among them.
        """
        extra = [Path(path) for path in settings.rule_paths]
        rules = rulebook.load(name, self.lexicon(name), KINDS, extra, self.request.cache)
        glossaries = [Path(path) for path in settings.glossary]
        own, lexicon = glossary.apply(glossaries, self.lexicon(name), KINDS)
        # First, as the first of two rules that know the same word has it.
        return (own, *rules) if own else rules, lexicon

    def check_bytes(
        self, data: bytes, path: str, settings: Settings | None = None
    ) -> Report | Failure:
        """Judge the contents of a file (or of an editor's buffer) that is called ``path``.

        What is wrong with the file itself is a `Failure`. Raises `ConfigError` for what is wrong
        with the configuration or the rules. ``settings`` stand in for those of the project file.
        """
        try:
            decoded = decode(data)
            document = parsing.parse(decoded.text, path, parsing.format_of(path) or "text")
            if len(document.blocks) > MOST_BLOCKS:
                return Failure(path, TOO_MANY_BLOCKS)
            settings = settings or self.settings(path)
            settings = settings.with_document(document.settings, path)
            return self._judge(document, settings, (*decoded.notices, *document.notices))
        except DecodingError as error:
            return Failure(path, str(error))
        except ConfigError as error:
            if error.path != path:
                raise
            return Failure(path, f"front matter, line {error.line}: {error.message}")

    def _read_grammar(self, prose: Prose, settings: Settings) -> tagging.Reading:
        """Read the grammar of a text where something asks for it."""
        languages = sorted({passage.language for passage in prose.passages})
        if self.request.quick:
            return tagging.Reading(prose, dict.fromkeys(languages, "--quick leaves grammar out"))
        has_guideline = settings.guideline != guidelines.NO_GUIDELINE
        if not has_guideline and not any(self._of_grammar(n, settings) for n in languages):
            return tagging.Reading(prose, {})
        return tagging.read(prose, settings.model, self._pipeline)

    def _pipeline(self, name: str) -> Pipeline:
        return self.once(("pipeline", name), lambda: pipelines.load(name))

    def _of_grammar(self, name: str, settings: Settings) -> Sequence[str]:
        """Return the ids of the rules of a language that need grammar."""
        rules = self.checker(name, settings).rules.values()
        return [rule.id for rule in rules if engine.need_of(rule) == "grammar"]

    def _without_grammar(self, missing: Mapping[str, str], settings: Settings) -> Iterator[Skipped]:
        """Yield the rules that had to do without grammar; ``missing`` is why, by language."""
        for name, reason in missing.items():
            yield from (Skipped(rule, reason) for rule in self._of_grammar(name, settings))

    def _judge(self, document: Document, settings: Settings, notices: tuple[str, ...]) -> Report:
        notices = (*notices, *self._in_vain(document, settings))
        stated = self._stated_language(document, settings)
        prose = reading.read(document, stated, self.lexicon)
        if isinstance(prose, reading.Unread):
            return _unread(document, prose, notices)
        measures, findings, missing = self._look(prose, settings)
        card = None
        if settings.guideline != guidelines.NO_GUIDELINE:
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
            notices=(*notices, *prose.notices),
            comparisons=reference.compare(measures, self._reference(prose.language)),
        )

    def _look(
        self, prose: Prose, settings: Settings
    ) -> tuple[Measures, tuple[Finding, ...], Mapping[str, str]]:
        """Return the measures of a text, the findings, and why a language was without grammar.

        All that needs the grammar is done here: it takes more memory than the words.
        """
        read, missing = self._read_grammar(prose, settings)
        main, lexicon = read.in_language(read.language), self.lexicon(read.language)
        measures = {**readability.measure(main, lexicon), **grammar_measures.measure(main, lexicon)}
        return measures, self._findings(read, settings, measures), missing

    def _proofread(
        self, prose: Prose, settings: Settings, own: Sequence[Finding]
    ) -> tuple[tuple[Finding, ...], tuple[Skipped, ...]]:
        """Return what LanguageTool says beside our own findings, where it is to be asked."""
        options = settings.languagetool
        if options is None:
            return (), ()

        def checker_of(name: str) -> Checker:
            key = ("proofreader", name, settings.key)
            return self.once(key, lambda: self._proofreader(name, settings, options))

        return proofread(prose, checker_of, own)

    def _proofreader(self, name: str, settings: Settings, options: languagetool.Options) -> Checker:
        """Return LanguageTool's rules for a language as configured, ready to run."""
        glossaries = [Path(path) for path in settings.glossary]
        _, lexicon = glossary.apply(glossaries, self.lexicon(name), KINDS)
        known = languagetool.read_words(options.words) | glossary.words(glossaries, lexicon)
        rules = settings.apply(languagetool.rules(name))
        try:
            search = self.servers.reader(options).search(rules, known)
        except ConfigError as error:
            raise settings.blamed(error) from None
        return Checker({rule.id: rule for rule in rules}, (search,) if rules else ())

    def _findings(
        self, prose: Prose, settings: Settings, measures: Measures
    ) -> tuple[Finding, ...]:
        names = sorted({passage.language for passage in prose.passages})
        findings = [
            finding
            for name in names
            for finding in self.checker(name, settings).check(
                prose.in_language(name), measures if name == prose.language else {}
            )
        ]
        return _in_order(findings)

    def checker(self, name: str, settings: Settings) -> Checker:
        """Return the rules of a language as configured, ready to run. Raises `ConfigError`."""
        return self.once(("checker", name, settings.key), lambda: self._compile(name, settings))

    def _compile(self, name: str, settings: Settings) -> Checker:
        rules, lexicon = self.rules(name, settings)
        self._refuse_unknown(settings)
        try:
            return engine.compile_rules(settings.apply(rules), lexicon)
        except ConfigError as error:  # the rules were right before they were configured
            raise settings.blamed(error) from None

    def _refuse_unknown(self, settings: Settings) -> None:
        if settings.rules:
            refuse_unknown_rules(settings.rules, self._known_rules(settings))

    def _known_rules(self, settings: Settings) -> Collection[str]:
        """Return the ids of all rules, the organisation's own and LanguageTool's among them."""

        def known() -> Collection[str]:
            own = rulebook.known_ids([Path(path) for path in settings.rule_paths])
            return own | {f"{name}/{glossary.NAME}" for name in LANGUAGES} | languagetool.ids()

        return self.once(("known rules", settings.rule_paths), known)

    def _in_vain(self, document: Document, settings: Settings) -> Iterator[str]:
        """Yield a notice for each comment that silences a rule which does not exist."""
        for silence in document.silences:
            for name in sorted(silence.rules or ()):
                known = self._known_rules(settings)
                if not any(f"{language}/{name}" in known for language in LANGUAGES):
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


def _unread(document: Document, unread: reading.Unread, notices: tuple[str, ...]) -> Report:
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
        notices=(*notices, unread.reason),
    )
