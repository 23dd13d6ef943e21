"""Mends the files of a run, each by itself: what is put in, and what is left to the writer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from clarity.checks import repeats
from clarity.model import Failure, Finding, Report
from clarity.parsing.contents import TOO_HEAVY, read_file
from clarity.parsing.decoding import EncodingError
from clarity.parsing.unread import reason
from clarity.project.projects import Projects, Request
from clarity.reports import EVERYTHING, Row, Selection
from clarity.reports.part import part_of
from clarity.run.finding import Files
from clarity.run.judging import failure_of, lend, new_session, take_back, worker
from clarity.run.known import Known
from clarity.run.mending import Judge, Made, Mend, Outcome, Refused, Version, mend
from clarity.run.reviewing import Ask, review
from clarity.run.texts import Warn
from clarity.run.workers import Workers

if TYPE_CHECKING:
    from clarity.session import Session


class Plan(Struct, frozen=True):
    """Which findings are to be mended: of the selection, those that are safe.

    With ``suggested`` also those that have one suggestion, one by one. In law nothing is put in
    but what somebody has looked at. What is ``known`` to a baseline is left, and does not count.
    """

    selection: Selection = EVERYTHING
    suggested: bool = False
    known: Known | None = None

    def safe(self, report: Report) -> list[Mend]:
        """Choose what can be put in unasked."""
        found = () if report.is_enacted else self.mendable(report)
        return [Mend(f, f.suggestions[0]) for f in found if f.mending == "safe"]

    def asked(self, report: Report) -> list[Mend]:
        """Choose what is put in because the user says so."""
        found = self.mendable(report) if self.suggested and not report.is_enacted else ()
        single = (f for f in found if f.mending == "asked" and len(f.suggestions) == 1)
        return [Mend(f, f.suggestions[0]) for f in single]

    def of(self, report: Report) -> Report:
        """Return a report with what is looked at. Raises `ConfigError` for a broken baseline."""
        return self.selection.of(self.known.of(report) if self.known else report)

    def mendable(self, report: Report) -> list[Finding]:
        """Return the findings, at every place, for which something can be put in."""
        found = repeats.places(self.of(report).findings)
        return [finding for finding in found if finding.mending != "none"]


class Fixed(Struct, frozen=True):
    """What became of a file.

    ``made`` and ``refused`` are what was put in and what was not. ``row`` tells of the file as it
    is afterwards, with what is left in it: ``open`` of that can be put in once somebody says so.
    """

    path: str
    before: bytes
    after: bytes
    made: tuple[Made, ...]
    refused: tuple[Refused, ...]
    row: Row
    open: int

    @property
    def is_changed(self) -> bool:
        """Tell whether anything was put in."""
        return self.before != self.after


def fix(
    paths: Sequence[str], projects: Projects, plan: Plan, warn: Warn
) -> Iterator[Fixed | Failure]:
    """Mend files and folders, in the order of `walk.files`, and write nothing.

    What is wrong with a project file or a rule is one `Failure`, however many files it concerns.
    """
    files = Files(paths, projects, warn)
    told: set[Failure] = set()
    session = lend(new_session(projects))
    here = partial(fix_file, session, plan)
    workers = Workers(here, _lost, projects.request.jobs)
    with projects, workers:
        try:
            found = list(files)
            named = [path for path in found if isinstance(path, str)]
            there = partial(_fix_all, projects.request, plan)
            done = workers.run(named, lambda paths: there)
            for one in found:
                outcome = one if isinstance(one, Failure) else next(done)
                if not isinstance(outcome, Failure) or outcome not in told:
                    yield outcome
                if isinstance(outcome, Failure):
                    told.add(outcome)
            files.tell_of_unread()
        finally:
            take_back()


def fix_data(data: bytes, path: str, projects: Projects, plan: Plan) -> Fixed | Failure:
    """Mend a text that is called ``path``, which need not be what the file of that name holds."""
    if why := reason(path):
        return Failure(path, why)
    try:
        with projects:
            return fix_text(new_session(projects), plan, path, data)
    except Exception as error:
        return failure_of(error, path)


def ask(
    paths: Sequence[str], projects: Projects, plan: Plan, asking: Ask, warn: Warn
) -> Iterator[Fixed | Failure]:
    """Mend files and folders one by one as somebody answers, until she has had enough."""
    files = Files(paths, projects, warn)
    session = new_session(projects)
    with projects:
        for one in files:
            if isinstance(one, Failure):
                yield one
                continue
            yield _asked(session, plan, one, asking)
            if asking.is_over:
                return
        files.tell_of_unread()


def _asked(session: Session, plan: Plan, path: str, asking: Ask) -> Fixed | Failure:
    try:
        data = read_file(path)
        judge = judge_of(session, path)
        report = judge(data)
        if isinstance(report, Failure):
            return report
        outcome = review(Version(data, report), judge, plan.mendable, asking)
        return fixed(path, data, outcome, plan)
    except EncodingError as error:
        return Failure(path, str(error))
    except Exception as error:
        return failure_of(error, path)


def _lost(path: str) -> Failure:
    return Failure(path, TOO_HEAVY)


def _fix_all(request: Request, plan: Plan, paths: Sequence[str]) -> list[Fixed | Failure]:
    try:
        session = worker(request)
    except Exception as error:
        return [failure_of(error, path) for path in paths]
    return [fix_file(session, plan, path) for path in paths]


def fix_file(session: Session, plan: Plan, path: str) -> Fixed | Failure:
    """Mend what stands in a file. Whatever goes wrong is a `Failure`."""
    try:
        return fix_text(session, plan, path, read_file(path))
    except Exception as error:
        return failure_of(error, path)


def fix_text(session: Session, plan: Plan, path: str, data: bytes) -> Fixed | Failure:
    """Mend a text that is called ``path``. Raises what `Session.check_bytes` does."""
    judge = judge_of(session, path)
    report = judge(data)
    if isinstance(report, Failure):
        return report
    try:
        outcome = mend(Version(data, report), judge, plan.safe, plan.asked)
    except EncodingError as error:
        return Failure(path, str(error))
    return fixed(path, data, outcome, plan)


def judge_of(session: Session, path: str) -> Judge:
    """Return what judges versions of a text that is called ``path``."""
    from clarity.checks.facts import Memory

    return partial(session.check_bytes, path=path, memory=Memory())


def fixed(path: str, data: bytes, outcome: Outcome, plan: Plan) -> Fixed:
    """Return what became of a text."""
    version = outcome.version
    row = part_of(plan.of(version.report), "").row
    left = len(plan.mendable(version.report))
    return Fixed(path, data, version.data, outcome.made, outcome.refused, row, left)
