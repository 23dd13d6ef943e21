"""A site of pages in a repository, with a baseline, that changes at random: see `baseline.py`."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from clarity.checks.repeats import places
from clarity.model import Finding, Report
from clarity.parsing.languages import languages
from clarity.project import baseline
from clarity.project.baselines import Baselines
from clarity.project.projects import Projects
from clarity.project.settings import Settings
from clarity.run.known import Known
from clarity.run.recording import Recording
from clarity.session import Request, Session
from random_pages import Editor, Page

#: Kinds of rule that tell of a word where the text has it first.
_ONCE = ("abbreviations", "familiarity")
#: Stands between two sentences.
_END = re.compile(r"(?<=[.!?])\s")
Pages = dict[int, Page]
#: A fault: its rule, its words, and its sentence.
Thing = tuple[str, ...]


class Site:
    """Pages in a repository, which is the working folder, and what is found in them.

    The baseline lies at ``place``.
    """

    def __init__(
        self, pages: Iterable[Page], pool: Sequence[Page], seed: object, quick: bool, place: Path
    ):
        self.place = place
        place.parent.mkdir(exist_ok=True)
        self.request = Request(quick=quick, strict=True, scored=False)
        self.session = Session(self.request)
        self.editor = Editor(seed)
        self.pages: Pages = dict(enumerate(pages))
        self._reports: dict[str, Report] = {}
        self.on_disk: Pages = {}
        #: What may still have an entry, whether or not it is there.
        self.remembered: set[Thing] = set()
        self.pool = [s for page in pool for n in page.prose() for s in page.pieces[n].sentences]
        self.words: dict[Thing, list[str]] = {}
        for page in pool:
            for one in places(self.report(page).findings):
                sentence = _reads(self.report(page).source[one.context.start : one.context.end])
                if sentence in self.pool:
                    self.words.setdefault((one.rule, one.text.casefold()), []).append(sentence)
        git("init", "-q", "-b", "main")
        for setting in ("user.name=a", "user.email=a@b", "gc.auto=0", "core.autocrlf=false"):
            git("config", *setting.split("="))
        Path(".gitattributes").write_text(f"{place.as_posix()} merge=union\n", "utf-8")
        self.write()
        self.record()
        self.commit()

    # What is found

    def report(self, page: Page) -> Report:
        """Return what is found in a page, whatever is known."""
        text = page.text
        if text not in self._reports:
            if len(self._reports) > 500:
                self._reports.clear()
            made = self.session.check_bytes(text.encode(), "side.md")
            assert isinstance(made, Report), made
            self._reports[text] = made
        return replace(self._reports[text], path=page.path)

    def new(self) -> Mapping[int, Counter[str]]:
        """Return how many findings of each rule are new in each page."""
        known = Known.begin(self.request, self.place, shows=False)
        new: dict[int, Counter[str]] = {}
        claimed: set[str] = set()
        for number, page in self.pages.items():
            report = known.of(self.report(page))
            if not claimed.isdisjoint(report.baselined.taken):
                report = replace(known, claimed=frozenset(claimed)).of(self.report(page))
            claimed.update(report.baselined.taken)
            new[number] = Counter(rules_in(report.findings))
        return new

    def things(self, page: Page) -> Counter[Thing]:
        """Return what is found in a page, each fault by what makes it that one."""
        report = self.report(page)
        things = (self._thing(one, report) for one in places(report.findings))
        return Counter(filter(None, things))

    @cached_property
    def by_order(self) -> set[str]:
        """The rules that find another thing where the same is told in another order."""
        found = (self.session.checker(name, self._settings(name)).rules for name in languages())
        return {id for rules in found for id, rule in rules.items() if rule.check == "consistency"}

    def there(self) -> set[Thing]:
        """Return what is found in any page."""
        return {thing for page in self.pages.values() for thing in self.things(page)}

    def _thing(self, one: Finding, report: Report) -> Thing:
        name = report.language or ""
        checker = self.session.checker(one.rule.partition("/")[0] or name, self._settings(name))
        rule = checker.rules.get(one.rule)
        if rule is None or one.by_sentence or one.scope == "document" or rule.check in _ONCE:
            return ()
        if rule.options.get("over") == "section":
            return ()  # it comes and goes with what stands around it, as the others do
        sentence = report.source[one.context.start : one.context.end]
        if _END.search(one.text):  # it reaches into the next sentence, which may be any
            return one.rule, *(
                _END.split(part)[0] for part in (one.text.casefold(), _reads(sentence))
            )
        return one.rule, one.text.casefold(), _reads(sentence)

    def _settings(self, language: str) -> Settings:
        return self.session.settings("side.md").in_language(language).read_as(None)

    # What is on the disk

    def write(self) -> None:
        """Write the pages that have changed."""
        for page in {p.path: p for p in self.on_disk.values()}.values():
            if page.path not in {one.path for one in self.pages.values()}:
                Path(page.path).unlink()
        for number, page in self.pages.items():
            if self.on_disk.get(number) != page:
                Path(page.path).parent.mkdir(parents=True, exist_ok=True)
                Path(page.path).write_bytes(page.text.encode())
        self.on_disk = dict(self.pages)

    def record(self, *, prunes: bool = False) -> None:
        """Bring the baseline in step, as ``clarity baseline`` does."""
        baselines = Baselines(Projects(self.request), self.place, is_written=True)
        recording = Recording(baselines, prunes=prunes)
        for page in self.pages.values():
            recording.see(self.report(page))
        for change in recording.changes(["."], is_whole=True):
            baseline.write(change.after)
        self.remembered = self.there()

    def commit(self) -> None:
        """Commit all there is."""
        git("add", "-A")
        git("commit", "-q", "--allow-empty", "-m", "x")


def rules_in(findings: Iterable[Finding]) -> list[str]:
    """Return the rule of each finding, at each of its places."""
    return [one.rule for one in places(findings)]


def rules_of(things: Counter[Thing]) -> list[str]:
    """Return the rule of each of some things found, each as often as it is there."""
    return [thing[0] for thing in things.elements()]


def _reads(text: str) -> str:
    """Return a sentence in its source as it reads."""
    return " ".join(word for word in text.split() if word != ">")


def git(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run git in the working folder, and return what came of it."""
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
