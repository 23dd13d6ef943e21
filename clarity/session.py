"""Judges a text: decodes, parses, checks and scores it as its project file asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from clarity import (
    __version__,
    config,
    engine,
    glossary,
    guidelines,
    language,
    languagetool,
    metrics,
    parsing,
    reference,
    rulebook,
)
from clarity.compiled import folder_state
from clarity.config import Project
from clarity.decoding import DecodingError, decode
from clarity.engine import Checker
from clarity.guidelines import Guideline
from clarity.lexicon import Lexicon
from clarity.located_yaml import ConfigError
from clarity.model import LANGUAGES, Document, Failure, Finding, Prose, Report, Rule
from clarity.proofreading import Proofreading, Server
from clarity.resources import rules_root
from clarity.scoring import score
from clarity.settings import Settings, refuse_unknown_rules

if TYPE_CHECKING:
    from types import TracebackType

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Request:
    """What a door asks of a run, on top of the project files.

    ``config`` is a project file to use for everything; else the nearest is found for each file.
    ``guideline`` and ``language`` overrule it. ``cache`` is where compiled rules and, with
    ``keep_reports``, reports are kept. ``jobs`` is the number of processes. ``all_measures`` adds
    the further indices. Without ``proofread`` LanguageTool is not asked. ``servers`` are its
    servers that the run has started for its processes.
    """

    config: Path | None = None
    guideline: str | None = None
    language: str | None = None
    cache: Path | None = None
    keep_reports: bool = True
    jobs: int = 1
    all_measures: bool = False
    proofread: bool = True
    servers: tuple[Server, ...] = ()


@dataclass(frozen=True)
class Session:
    """One process's part of a run. What it reads once (rules, lexicons) it keeps.

    Use it in a ``with`` statement, so that a server it starts is stopped.
    """

    request: Request
    _kept: dict[tuple[object, ...], object] = field(default_factory=dict)

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.proofreading.close()

    @property
    def proofreading(self) -> Proofreading:
        """What this process has to do with LanguageTool."""
        return self._once(("proofreading",), lambda: Proofreading(self.request.servers))

    def _once(self, key: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """Make something once and keep it; an error is met once, and raised each time."""
        if key not in self._kept:
            try:
                self._kept[key] = make()
            except ConfigError as error:
                self._kept[key] = error
        kept = self._kept[key]
        if isinstance(kept, ConfigError):
            raise kept
        return cast(Made, kept)

    def project(self, path: str) -> Project:
        """Return the project that governs a file. Raises `ConfigError`."""
        folder = Path(path).parent
        place = self._once(("place", folder), lambda: self.request.config or config.find(folder))
        root = Path.cwd() if self.request.config else None
        return self._once(
            ("project", place),
            lambda: config.read(place, root) if place else Project(Path.cwd()),
        )

    def settings(self, path: str) -> Settings:
        """Return how a file is to be judged, before its own front matter has been read."""
        settings = self.project(path).for_file(path)
        if self.request.guideline:
            settings = replace(settings, guideline=self.request.guideline)
        if self.request.language:
            settings = replace(settings, language=self.request.language)
        if not self.request.proofread:
            settings = replace(settings, languagetool=None)
        return settings

    def lexicon(self, name: str) -> Lexicon:
        """Return the lexicon of a language."""
        return self._once(
            ("lexicon", name), lambda: rulebook.load_lexicon(name, self.request.cache)
        )

    def rules(self, name: str, settings: Settings) -> tuple[tuple[Rule, ...], Lexicon]:
        """Return the rules of a language as they are written, and the lexicon they rest on.

        The organisation's own rules and glossaries are among them.
        """
        extra = [Path(path) for path in settings.rule_paths]
        rules = rulebook.load(name, self.lexicon(name), extra, self.request.cache)
        own, lexicon = glossary.apply([Path(p) for p in settings.glossary], self.lexicon(name))
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
            settings = settings or self.settings(path)
            settings = settings.with_document(document.settings, path)
            return self._judge(document, settings, (*decoded.notices, *document.notices))
        except DecodingError as error:
            return Failure(path, str(error))
        except ConfigError as error:
            if error.path != path:
                raise
            return Failure(path, f"front matter, line {error.line}: {error.message}")

    def key(self, data: bytes, path: str) -> bytes:
        """Return what a report depends on, as a digest: content, settings, rules, version."""
        settings = self.settings(path)
        decisive = (
            __version__,
            settings.key,
            self._state(settings),
            parsing.format_of(path) or "text",
            language.language_of_path(path) or "",
            str(self.request.all_measures),
            self.proofreading.state(settings),
        )
        digest = blake2b("\n".join(decisive).encode(), digest_size=16)
        digest.update(data)
        return digest.digest()

    def _state(self, settings: Settings) -> str:
        """Describe the rules, lexicons, guidelines and glossaries that settings rest on."""
        lists = settings.languagetool.words if settings.languagetool else ()
        own = (*settings.rule_paths, *settings.glossary, *lists)

        def describe() -> str:
            files = guidelines.files(settings.guideline, self.request.cache)
            roots = (rules_root(), reference.folder(), *files, *map(Path, own))
            return "\n".join(folder_state(root) for root in roots)

        return self._once(("state", settings.guideline, *own), describe)

    def _judge(self, document: Document, settings: Settings, notices: tuple[str, ...]) -> Report:
        stated = self._stated_language(document, settings)
        prose = language.read(document, stated, self.lexicon)
        if isinstance(prose, language.Unread):
            return _unread(document, prose, notices)
        lexicon = self.lexicon(prose.language)
        main = prose.in_language(prose.language)
        measures = metrics.measure(main, lexicon)
        findings = self._findings(prose, settings, measures)
        card = None
        if settings.guideline != guidelines.NO_GUIDELINE:
            guideline = self._guideline(settings, prose.language)
            card = score(prose, findings, measures, guideline, lexicon)
        # After the score, so that it is the same with and without a server.
        proofread, skipped = self.proofreading.check(prose, settings, self.lexicon, findings)
        if self.request.all_measures:
            from clarity.further_indices import further_indices  # textstat takes half a second

            measures = {**measures, **further_indices(main)}
        return Report(
            path=document.path,
            source=document.source,
            format=document.format,
            language=prose.language,
            words=int(measures["words"] or 0),
            findings=_in_order((*findings, *proofread)),
            skipped=skipped,
            measures=measures,
            scorecard=card,
            notices=(*notices, *prose.notices),
            comparisons=reference.compare(measures, self._reference(prose.language)),
        )

    def _findings(
        self, prose: Prose, settings: Settings, measures: Mapping[str, float | None]
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
        return self._once(("checker", name, settings.key), lambda: self._compile(name, settings))

    def _compile(self, name: str, settings: Settings) -> Checker:
        rules, lexicon = self.rules(name, settings)
        self._refuse_unknown(settings)
        try:
            return engine.compile_rules(settings.apply(rules), lexicon)
        except ConfigError as error:  # the rules were right before they were configured
            raise settings.blamed(error) from None

    def _refuse_unknown(self, settings: Settings) -> None:
        if settings.rules:
            extra = [Path(path) for path in settings.rule_paths]
            known = rulebook.known_ids(extra) | {f"{name}/{glossary.NAME}" for name in LANGUAGES}
            refuse_unknown_rules(settings.rules, known | languagetool.ids())

    def _guideline(self, settings: Settings, name: str) -> Guideline:
        key = settings.guideline, name, settings.channel
        return self._once(("guideline", *key), lambda: guidelines.load(*key, self.request.cache))

    def _reference(self, name: str) -> tuple[reference.Genre, ...]:
        return self._once(("reference", name), lambda: reference.load(name, self.request.cache))

    def _stated_language(self, document: Document, settings: Settings) -> str | None:
        """Return the language the writer has stated: the nearer to the text, the more it counts."""
        if self.request.language and self.request.language != "auto":
            return self.request.language
        own = str(document.settings.get("language", "")) or document.language
        configured = None if settings.language == "auto" else settings.language
        return own or language.language_of_path(document.path) or configured


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.span, finding.rule)))


def _unread(document: Document, unread: language.Unread, notices: tuple[str, ...]) -> Report:
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
