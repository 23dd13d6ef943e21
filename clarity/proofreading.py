"""What LanguageTool says of a text: its rules as configured, its findings or why there are none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from clarity import glossary, languagetool
from clarity.engine import Checker
from clarity.languagetool import NoAnswerError, Options, Servers
from clarity.lexicon import Lexicon
from clarity.located_yaml import ConfigError
from clarity.model import Category, Finding, Prose, Skipped, Span
from clarity.settings import Settings

#: What a rule of clarity's own has said in this, LanguageTool need not say again.
_COVERED: Category = "language"


class Proofreading:
    """Has texts proofread by the servers of a process. ``lexicon_of`` returns that of a language.

    What is made ready once (rules, word lists) it keeps.
    """

    def __init__(self, servers: Servers, lexicon_of: Callable[[str], Lexicon]) -> None:
        self._servers = servers
        self._lexicon_of = lexicon_of
        self._checkers: dict[tuple[str, str], Checker] = {}

    def check(
        self, prose: Prose, settings: Settings, own: Sequence[Finding]
    ) -> tuple[tuple[Finding, ...], tuple[Skipped, ...]]:
        """Return what LanguageTool finds in a text, and for each language why it was not asked.

        What ``own`` findings have said already is left out. Raises `ConfigError`.
        """
        options = settings.languagetool
        if options is None:
            return (), ()
        findings: list[Finding] = []
        skipped: list[Skipped] = []
        said = [finding.span for finding in own if finding.advice.category == _COVERED]
        for name in sorted({passage.language for passage in prose.passages}):
            try:
                checker = self._checker(name, settings, options)
                found = checker.check(prose.in_language(name), {})
            except NoAnswerError as error:
                skipped.append(Skipped(f"{name}/{languagetool.NAME}", str(error), error.is_passing))
            else:
                findings += [new for new in found if not _overlaps(new.span, said)]
        return tuple(findings), tuple(skipped)

    def _checker(self, name: str, settings: Settings, options: Options) -> Checker:
        key = name, settings.key
        if key not in self._checkers:
            rules = settings.apply(languagetool.rules(name))
            known = self._known(name, settings, options)
            try:
                search = self._servers.reader(options).search(rules, known)
            except ConfigError as error:
                raise settings.blamed(error) from None
            self._checkers[key] = Checker(
                {rule.id: rule for rule in rules}, (search,) if rules else ()
            )
        return self._checkers[key]

    def _known(self, name: str, settings: Settings, options: Options) -> frozenset[str]:
        """Return the words of the word lists, and those the glossary tells people to use."""
        paths = [Path(path) for path in settings.glossary]
        _, lexicon = glossary.apply(paths, self._lexicon_of(name))
        return languagetool.read_words(options.words) | glossary.words(paths, lexicon)


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span.overlaps(other) for other in others)
