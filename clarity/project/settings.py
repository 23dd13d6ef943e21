"""The settings that decide how one file is judged, from configuration or front matter."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import astuple, replace

from clarity.languagetool.options import Options as LanguageToolOptions
from clarity.messages import _
from clarity.model import AUDIENCES, CHANNELS, SEVERITIES, Adjustment, Rule
from clarity.parsing.hints import nearest, shown
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError, Fields
from clarity.parsing.reach import Reach
from clarity.rulebook.adjustments import read_adjustment
from clarity.scoring import guidelines

FailOn = Literal["suggestion", "warning", "error", "never"]
FAIL_ON: tuple[FailOn, ...] = ("suggestion", "warning", "error", "never")
#: Stands for the language that each text is in, and for the channel its signs tell.
AUTO = "auto"
#: Stands, among the names of rules, for all those that have not earned their place.
STRICT = "strict"
#: The channel of a text whose signs leave it open.
_USUAL = "web"


class RuleSetting(Struct, frozen=True, eq=False):
    """What the configuration says of a rule: ``passive`` in every language or ``nb/passive``.

    `STRICT` instead of a name is for the strict set. Where it is written makes no difference.
    """

    name: str
    change: Adjustment
    path: str = ""
    line: int = 0

    def __eq__(self, other: object) -> bool:
        """Tell whether another setting says the same."""
        own = self.name, self.change
        return isinstance(other, RuleSetting) and own == (other.name, other.change)

    def __hash__(self) -> int:
        """Return what is the same for settings that say the same."""
        return hash(self.name)

    def applies_to(self, rule: Rule) -> bool:
        """Tell whether it is this rule the setting names."""
        return self.name in (rule.id, rule.name)


class Settings(Struct, frozen=True, dict=True):
    """Everything that decides how one file is judged.

    ``rules`` are applied in order, so the last word wins. ``rule_paths`` and ``glossary`` are
    paths that can be opened as they stand, and so is ``guideline`` where it is not a name.
    Where it is empty, each language has one of its own. ``model`` has the grammar models that stand
    in for clarity's own, by language. ``refused`` tells of those the user has not allowed why they
    are not loaded. ``languagetool`` is ``None`` where it is not to be asked. ``min_score`` is 0 to
    100. ``channel`` is `AUTO` until a text has told it.
    """

    guideline: str = ""
    language: str = AUTO
    channel: str = AUTO
    audience: str = "general"
    rules: tuple[RuleSetting, ...] = ()
    rule_paths: tuple[str, ...] = ()
    glossary: tuple[str, ...] = ()
    model: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    languagetool: LanguageToolOptions | None = None
    fail_on: FailOn = "warning"
    min_score: float = 0.0

    def __hash__(self) -> int:
        """Return what is the same for settings that are equal."""
        return hash(self.key)

    def in_language(self, name: str) -> Settings:
        """Return what holds for texts in a language."""
        if self.guideline:
            return self
        return self._once(name, lambda: replace(self, guideline=languages()[name].guideline))

    def strictly(self) -> Settings:
        """Return the same with the strict set, whatever a project file says of that."""
        own = (setting for setting in self.rules if setting.name != STRICT)
        return replace(self, rules=(RuleSetting(STRICT, Adjustment()), *own))

    def read_as(self, told: str | None) -> Settings:
        """Return what holds for a text by its signs; they count where no channel is stated."""
        if self.channel != AUTO:
            return self
        channel = told or _USUAL
        return self._once(channel, lambda: replace(self, channel=channel))

    def _once(self, name: str, make: Callable[[], Settings]) -> Settings:
        """Return what is made of these settings, once for all the texts that they are for."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    @cached_property
    def _made(self) -> dict[str, Settings]:
        return {}

    @property
    def turned_down(self) -> tuple[str, ...]:
        """The names of the rules that are to be no more than suggestions."""
        return tuple(one.name for one in self.rules if one.change.severity == SEVERITIES[0])

    @cached_property
    def key(self) -> str:
        """The settings that decide a report, as a text that stays the same from run to run."""
        rules = [
            [rule.name, rule.change.off, rule.change.severity, dict(rule.change.options)]
            for rule in self.rules
        ]
        decisive = (self.guideline, self.language, self.channel, self.audience)
        own = (self.rule_paths, self.glossary, dict(self.model), dict(self.refused))
        options = self.languagetool and astuple(self.languagetool)
        return json.dumps([decisive, rules, *own, options], sort_keys=True)

    def apply(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        """Return the rules that are to run, each as configured.

        Who names a rule has all of it shown, and who asks for the strict set all of every rule.
        """
        configured = []
        for rule in rules:
            wanted, sieve = rule, rule.record
            for name in (self.channel, self.audience):
                if name in rule.when:
                    wanted = rule.when[name].apply(wanted)
            for setting in self.rules:
                if setting.name == STRICT:
                    sieve = rule.record if setting.change.off else None
                elif setting.applies_to(rule):
                    wanted, sieve = setting.change.apply(wanted), None
            if not wanted.off:
                configured.append(replace(wanted, sieve=sieve))
        return tuple(configured)

    @contextmanager
    def blaming(self) -> Iterator[None]:
        """Make of an error in a rule's options one where those options were set.

        The rules were right before they were configured.
        """
        try:
            yield
        except ConfigError as error:
            named = (error.path, error.path.partition("/")[2])
            for setting in reversed(self.rules):
                if setting.change.options and setting.name in named:
                    message = f"{setting.name}: {error.message}"
                    raise ConfigError(setting.path, setting.line, message) from None
            raise

    def with_document(self, settings: Mapping[str, object], path: str) -> Settings:
        """Return the settings with what a document's front matter says laid on top.

        Raises `ConfigError` where the front matter holds an unknown key or a wrong value.
        """
        if not settings:
            return self
        fields = Fields(settings, path)
        laid = lay(self, fields, None)
        for setting in laid.rules[len(self.rules) :]:
            for option, value in setting.change.options.items():
                if not _is_number(value):
                    message = _("{name}: {option}: a text can set only numbers of a rule").format(
                        name=setting.name, option=option
                    )
                    raise ConfigError(path, setting.line, message)
        return laid


def _is_number(value: object) -> bool:
    return isinstance(value, str) and value.strip().lstrip("+-").replace(".", "", 1).isdecimal()


def lay(
    settings: Settings, fields: Fields, reach: Reach | None, also: Collection[str] = ()
) -> Settings:
    """Lay what a mapping says of guideline, language, channel, audience and rules on top.

    ``reach`` is how far a guideline that is a path may lie, ``None`` where there may be none: in a
    text, in which nothing stands that is compiled. ``also`` are keys that others will read. Raises
    `ConfigError` for any other key, and for a wrong value.
    """
    laid = replace(
        settings,
        guideline=_guideline(fields, reach, settings.guideline),
        language=fields.choice("language", (AUTO, *languages()), settings.language),
        channel=fields.choice("channel", (AUTO, *CHANNELS), settings.channel),
        audience=fields.choice("audience", AUDIENCES, settings.audience),
        rules=settings.rules + rule_settings(fields),
    )
    fields.finish(also, is_whole=True)
    return laid


def refuse_unknown_rules(settings: Iterable[RuleSetting], known: Collection[str]) -> None:
    """Raise `ConfigError` for the first setting of a rule that is not among the known ids."""
    for setting in settings:
        if setting.name != STRICT and not is_rule(setting.name, known):
            raise ConfigError(setting.path, setting.line, unknown_rule(setting.name, known))


def is_rule(name: str, known: Collection[str]) -> bool:
    """Tell whether a rule is among the known ids, named with its language or without."""
    return name in known or any(rule_id.partition("/")[2] == name for rule_id in known)


def unknown_rule(name: str, known: Collection[str]) -> str:
    """Say that a rule is not among the known ids, and which is the nearest."""
    names = known if "/" in name else {rule_id.partition("/")[2] for rule_id in known}
    return _("unknown rule «{name}».").format(name=shown(name)) + nearest(name, names)


def rule_settings(fields: Fields) -> tuple[RuleSetting, ...]:
    """Return what the key ``rules`` of a mapping says."""
    value = fields.raw("rules", "")
    if value == "":  # all of it commented out
        return ()
    if value == STRICT:
        return (RuleSetting(STRICT, Adjustment(), fields.path, fields.line_of("rules")),)
    rules = fields.fields("rules")
    read = []
    for name in rules.data:
        change = read_adjustment(rules, name)
        if name == STRICT and change != Adjustment(off=change.off):
            raise rules.error(name, _("is a set of rules: it can be on or off"))
        read.append(RuleSetting(name, change, rules.path, rules.line_of(name)))
    # The general before the particular, so that `nb/passive` has the last word over `passive`.
    return tuple(sorted(read, key=lambda setting: (setting.name != STRICT, "/" in setting.name)))


def _guideline(fields: Fields, reach: Reach | None, default: str) -> str:
    guideline = fields.text("guideline", default) or default
    if "guideline" not in fields or guideline in (default, guidelines.NO_GUIDELINE):
        return guideline
    if guideline.endswith((".yaml", ".yml")):
        if reach is None:
            raise fields.error(
                "guideline", _("a text can name a guideline, but not the file of one")
            )
        return str(reach.place(guideline, fields, "guideline"))
    try:
        guidelines.locate(guideline)
    except ConfigError as error:
        raise fields.error("guideline", error.message) from None
    return guideline
