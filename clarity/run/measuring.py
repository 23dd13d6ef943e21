"""Measures the texts of a folder, so that a project file can be proposed that suits them."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median

from msgspec import Struct, field
from msgspec.structs import replace

from clarity.measures.reference import usual_rates
from clarity.model import SEVERITIES, Failure, Finding, Report, Severity
from clarity.project.checkers import Checkers
from clarity.project.measured import Loud, Measured, Scores, Told, is_loud, off_in, remedy
from clarity.project.projects import Request
from clarity.project.proposal import common_settings, rule_settings
from clarity.project.sampling import spread
from clarity.project.settings import Settings
from clarity.project.survey import Survey
from clarity.reports.printable import one_line, shorten
from clarity.run.texts import check

#: So many texts show how all are written, as they are taken from all over; and no more than so
#: many bytes of them, save where one alone has more.
_MOST_TEXTS = 100
_MOST_BYTES = 2_000_000
#: The texts of a folder are of a kind where so large a share of them, and so many, show it.
_MOST_SHARE = 0.8
_FEWEST_TEXTS = 5

_MOST_EXAMPLES = 3
_MOST_WORDS = 4
_LONGEST = 40

#: Passes reports on as they come, and tells a waiting person how many there have been.
PassOn = Callable[[Iterable[Report]], Iterable[Report]]


def measure(survey: Survey, request: Request, pass_on: PassOn) -> Measured:
    """Judge a sample of the texts of a folder as is proposed for it, and say what was met.

    Where something of that is then proposed otherwise, the texts are judged by it once more, as
    the scores are to be those that they will have.
    """
    chosen = _sample(survey.paths)
    common = common_settings(survey)
    sums = _judged(chosen, survey, common, request, pass_on)
    loud, told = _loud(sums, request), _told(sums, survey)
    measured = Measured(len(chosen), sums.texts, sums.words, sums.beyond, loud, told, sums.scores)
    settings = rule_settings(measured, survey)
    if not (settings or told):
        return measured
    changed = "\n".join((common, *settings))
    sums = _judged(chosen, survey.told(measured), changed, request, pass_on)
    return replace(measured, beyond=sums.beyond, scores=sums.scores)


def _sample(paths: Sequence[str]) -> Sequence[str]:
    """Return the paths of the texts to judge."""
    chosen: list[str] = []
    room = _MOST_BYTES
    for path in spread(paths):
        with suppress(OSError):
            room -= Path(path).stat().st_size
            if (room < 0 and chosen) or len(chosen) == _MOST_TEXTS:
                break
            chosen.append(path)
    return chosen


class _OfRule(Struct):
    """What a rule has found: how much, in how many texts, and some of the words."""

    severity: Severity
    findings: int = 0
    texts: int = 0
    examples: dict[str, None] = field(default_factory=dict)


class _Sums(Struct):
    """Adds up reports as they come; ``told`` is by the path what kind of text one says it is."""

    texts: int = 0
    words: int = 0
    beyond: int = 0
    rules: dict[str, _OfRule] = field(default_factory=dict)
    words_in: Counter[str] = field(default_factory=Counter)
    texts_in: Counter[str] = field(default_factory=Counter)
    told: dict[str, str | None] = field(default_factory=dict)
    overall: list[float] = field(default_factory=list)

    def add(self, report: Report) -> None:
        """Add a text, if it was judged."""
        if not report.language or not report.words:
            return
        self.texts += 1
        self.words += report.words
        self.words_in[report.language] += report.words
        self.texts_in[report.language] += 1
        self.told[report.path] = report.told
        self.beyond += any(one.severity != SEVERITIES[0] for one in report.findings)
        if report.scorecard and report.scorecard.overall is not None:
            self.overall.append(report.scorecard.overall)
        for rule in {finding.rule: finding for finding in report.findings}.values():
            self.rules.setdefault(rule.rule, _OfRule(rule.severity)).texts += 1
        for finding in report.findings:
            known = self.rules[finding.rule]
            known.findings += 1
            if len(known.examples) < _MOST_EXAMPLES and finding.scope == "text":
                known.examples.setdefault(_words(finding))

    @property
    def scores(self) -> Scores | None:
        if not self.overall:
            return None
        return Scores(min(self.overall), median(self.overall), max(self.overall))


def _words(finding: Finding) -> str:
    words = one_line(finding.text).split()
    cut = " ".join([*words[:_MOST_WORDS], "…"] if len(words) > _MOST_WORDS else words)
    return shorten(cut, _LONGEST)


def _judged(
    paths: Sequence[str], survey: Survey, settings: str, request: Request, pass_on: PassOn
) -> _Sums:
    """Judge texts by the settings of a project file, and as what the folders are for."""
    sums = _Sums()
    by_channel: dict[str | None, list[str]] = {}
    for path in paths:
        by_channel.setdefault(survey.channel_of(path), []).append(path)
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "proposed.yaml"
        config.write_text(settings + "\n", encoding="utf-8")
        for report in pass_on(_reports(by_channel, replace(request, config=config))):
            sums.add(report)
    return sums


def _reports(by_channel: Mapping[str | None, Sequence[str]], request: Request) -> Iterator[Report]:
    for channel, paths in by_channel.items():
        for outcome in check(paths, replace(request, channel=channel)):
            if not isinstance(outcome, Failure):
                yield outcome


def _loud(sums: _Sums, request: Request) -> Sequence[Loud]:
    """Return the rules that find much more than in texts for citizens, that of most first."""
    usual = usual_rates()
    checkers = Checkers(request)
    found = []
    for rule, one in sums.rules.items():
        language = rule.partition("/")[0]
        words, of = sums.words_in[language], sums.texts_in[language]
        rate = 1000 * one.findings / words if words else 0.0
        if not is_loud(one.findings, one.texts, of, rate, usual.get(rule, 0.0)):
            continue
        known = {own.id: own for own in checkers.written(language, Settings())}
        if rule not in known:  # what is told of a text as such
            continue
        mend = remedy(known[rule], one.severity, one.texts, of)
        numbers = (one.findings, one.texts, of, rate, usual.get(rule, 0.0))
        found.append(Loud(rule, *numbers, mend, tuple(one.examples), off_in(known[rule])))
    return sorted(found, key=lambda one: (-one.findings, one.rule))


def _told(sums: _Sums, survey: Survey) -> Mapping[str, Told]:
    """Return what most texts of a folder show that they are, where its name does not tell.

    Where nearly all texts are of one kind, that is told of all, and of no folder.
    """
    by_folder: dict[str, list[str | None]] = {}
    for path, channel in sums.told.items():
        if survey.channel_of(path) is None:
            by_folder.setdefault(survey.folder_of(path), []).append(channel)
    every = [channel for told in by_folder.values() for channel in told]
    if (common := _most(every)) and not survey.channels:
        return {"": common}
    found = {folder: _most(told) for folder, told in by_folder.items() if folder}
    return {folder: one for folder, one in found.items() if one}


def _most(told: Sequence[str | None]) -> Told | None:
    channel, number = Counter(filter(None, told)).most_common(1)[0] if any(told) else ("", 0)
    is_sure = number >= _FEWEST_TEXTS and number >= _MOST_SHARE * len(told)
    return Told(channel, number, len(told)) if is_sure else None
