"""The rules that a project has its texts checked by, made ready to run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from clarity import languagetool, messages, rulebook
from clarity.checks import engine
from clarity.checks.engine import Checker
from clarity.checks.kinds import KINDS
from clarity.language.lexicon import Lexicon
from clarity.measures import reference
from clarity.model import Document, Rule, Skipped
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError
from clarity.project.projects import Projects
from clarity.project.settings import Settings, refuse_unknown_rules, unknown_rule
from clarity.rulebook import glossary as glossaries
from clarity.rulebook.rules import GLOSSARY
from clarity.scoring import guidelines
from clarity.scoring.guidelines import Guideline


class Checkers(Projects):
    """The projects of a run with their rules, lexicons and glossaries, each read once."""

    def lexicon(self, name: str) -> Lexicon:
        """Return the lexicon of a language."""
        return self.once(("lexicon", name), lambda: rulebook.load_lexicon(name, self.request.cache))

    def rules(self, name: str, settings: Settings) -> tuple[tuple[Rule, ...], Lexicon]:
        """Return the rules of a language as they are written, and the lexicon they rest on.

        The organisation's own rules and glossaries are among them.
        """
        rules = self.written(name, settings)
        own, lexicon = self.glossary(name, settings)
        # First, as the first of two rules that know the same word has it.
        return (own, *rules) if own else rules, lexicon

    def written(self, name: str, settings: Settings) -> tuple[Rule, ...]:
        """Return the rules of a language that are written as rules: all but the glossaries."""
        lexicon, extra = self.lexicon(name), [Path(path) for path in settings.rule_paths]
        left_out = self.left_out if self.request.leaves_out else None
        return self.once(  # the texts of a run may be for several channels
            ("rules", name, settings.rule_paths),
            lambda: rulebook.load(name, lexicon, KINDS, extra, self.request.cache, left_out),
        )

    def terms(self, settings: Settings) -> tuple[glossaries.Term, ...]:
        """Return the terms of the glossaries, in all languages."""
        paths = [Path(path) for path in settings.glossary]
        return self.once(
            ("terms", settings.glossary), lambda: glossaries.read([*self._those_right(paths)])
        )

    def _those_right(self, paths: Iterable[Path]) -> Iterator[Path]:
        """Yield glossaries, without those that are wrong where such are left out."""
        if not self.request.leaves_out:
            yield from paths
            return
        for path in paths:
            try:
                for name in {term.language for term in glossaries.read([path])}:
                    glossaries.of_file(path, self.lexicon(name), KINDS)
            except ConfigError as error:
                self.left_out.append(error)
            else:
                yield path

    @property
    def left_out(self) -> list[ConfigError]:
        """What is wrong with what is left out, of the rules and glossaries read so far."""
        return self.once(("left out",), list)

    def glossary(self, name: str, settings: Settings) -> tuple[Rule | None, Lexicon]:
        """Return the rule of the glossaries in a language, and the lexicon with their words."""
        key = ("glossary", name, settings.glossary)
        terms = self.terms(settings)
        return self.once(key, lambda: glossaries.apply(terms, self.lexicon(name), KINDS))

    def checker(self, name: str, settings: Settings) -> Checker:
        """Return the rules of a language as configured, ready to run. Raises `ConfigError`."""
        if settings.rules and not self.once(("named", settings.key), lambda: self._know(settings)):
            refuse_unknown_rules(settings.rules, self.known_rules(settings))
        # Files may share their settings. Each is blamed for its own: nothing kept names a file.
        with settings.blaming():
            return self.once(("checker", name, settings.key), lambda: self._compile(name, settings))

    def _know(self, settings: Settings) -> bool:
        """Tell whether settings name no rule that there is not; kept, unlike who is to blame."""
        try:
            refuse_unknown_rules(settings.rules, self.known_rules(settings))
        except ConfigError:
            return False
        return True

    def checker_together(self, name: str, settings: Settings) -> Checker:
        """Return those of the rules of a language whose hits are told together."""

        def compiled() -> Checker:
            rules = self.checker(name, settings).rules.values()
            together = [rule for rule in rules if rule.together]
            return engine.compile_rules(together, self.lexicon(name), has_grammar=False)

        return self.once(("together", name, settings.key), compiled)

    def _compile(self, name: str, settings: Settings) -> Checker:
        rules, lexicon = self.rules(name, settings)
        has_grammar = not self.request.quick
        return engine.compile_rules(settings.apply(rules), lexicon, has_grammar)

    def proofreader(self, name: str, settings: Settings, options: languagetool.Options) -> Checker:
        """Return LanguageTool's rules for a language as configured, ready to run."""
        _, lexicon = self.glossary(name, settings)
        own = glossaries.words(self.terms(settings), lexicon)
        known = languagetool.read_words(options.words) | own
        rules = settings.apply(languagetool.rules(name))
        if not rules:
            return Checker({}, (), ())
        search = self.servers.reader(options).search(rules, known)
        return Checker({rule.id: rule for rule in rules}, (), (search,))

    def known_rules(self, settings: Settings) -> frozenset[str]:
        """Return the ids of all rules, the organisation's own and LanguageTool's among them."""

        def ids() -> frozenset[str]:
            own = frozenset(f"{name}/{GLOSSARY}" for name in languages())
            return rulebook.known_ids([Path(path) for path in settings.rule_paths]) | own

        return self.once(("known", settings.rule_paths), ids) | languagetool.ids()

    def guideline(self, settings: Settings, name: str) -> Guideline:
        """Return the guideline that texts in a language are judged by."""
        key = settings.guideline, name, settings.channel
        # Those that come with clarity count what its own rules find.
        is_own = settings.guideline.endswith((".yaml", ".yml"))
        rules = self.rule_names(settings) if is_own else None
        return self.once(
            ("guideline", *key), lambda: guidelines.load(*key, self.request.cache, rules)
        )

    def rule_names(self, settings: Settings) -> frozenset[str]:
        """Return the names of all rules, as those of `known_rules` without their language."""
        return frozenset(id.partition("/")[2] for id in self.known_rules(settings))

    def genres(self, name: str) -> tuple[reference.Genre, ...]:
        """Return the real texts to compare those in a language with."""
        return self.once(("reference", name), lambda: reference.load(name, self.request.cache))

    def of_grammar(self, name: str, settings: Settings) -> Sequence[str]:
        """Return the ids of the rules of a language that need grammar."""
        rules = self.checker(name, settings).rules.values()

        def found() -> Sequence[str]:
            return [rule.id for rule in rules if engine.need_of(rule) == "grammar"]

        return self.once(("of grammar", name, settings.key), found)

    def without_grammar(self, missing: Mapping[str, str], settings: Settings) -> Iterator[Skipped]:
        """Yield the rules that had to do without grammar; ``missing`` is why, by language."""
        for name, reason in missing.items():
            yield from (Skipped(rule, reason) for rule in self.of_grammar(name, settings))

    def in_vain(self, document: Document, settings: Settings) -> Iterator[str]:
        """Yield a notice for each comment that silences a rule which does not exist."""
        for silence in document.silences:
            for name in sorted(silence.rules or ()):
                known = self.known_rules(settings)
                if not any(f"{language}/{name}" in known for language in languages()):
                    line = document.source.count("\n", 0, silence.comment.start) + 1
                    with messages.speaking(messages.SOURCE):  # kept, for readers of any language
                        told = unknown_rule(name, known)
                    yield f"comment, line {line}: {told}"
