"""Hold the baseline to what it promises, on pages that change at random.

    python benchmarks/baseline.py FOLDER [--changes 1000] [--seed 1] [--pages 12] [--grammar]

The texts in FOLDER become pages in a repository of their own, with a baseline. Then they are moved
about, reflowed, renamed and merged. A finding that is told as new after that is a false one, as far
as its rule has no more findings there than before: what only a change of place brings about (a
paragraph grown too long) is new indeed. Between the changes faults are put in: new sentences, ones
with the words of a fault that is mended at the same time, the same sentence again, a sentence from
another page that is still where it was, and copied pages (of three faults or more: one or two may
well be those of a page that is gone, as if that had been renamed). One that is not told is masked.
Merges are git's own, of two branches that have each moved, mended, added, and kept their baseline
in step, with ``merge=union``. The exit code is 1 where anything is false, masked or in conflict.
"""

from __future__ import annotations

import argparse
import contextlib
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from clarity.checks.repeats import places
from clarity.model import Finding, Report
from clarity.project.settings import Settings
from clarity.project import baseline
from clarity.project.baselines import Baselines
from clarity.project.projects import Projects
from clarity.run.known import Known
from clarity.run.recording import Recording
from clarity.session import Request, Session
from random_pages import Editor, Page, read_page

#: A copied page with fewer faults than this may be like one that is gone, as a renamed page is.
_FEW = 3
#: The branches that are merged.
_SIDES = ("one", "two")
#: Kinds of rule that tell of a word where the text has it first.
_ONCE = ("abbreviations", "familiarity")
Pages = dict[int, Page]


@dataclass
class Outcome:
    """How much was tried, and all that went wrong."""

    changes: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    found: int = 0
    merged: int = 0
    by_hand: int = 0
    false: list[str] = field(default_factory=list)
    masked: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        tried = ", ".join(f"{number} {name}" for name, number in sorted(self.changes.items()))
        put = ", ".join(f"{number} {name}" for name, number in sorted(self.faults.items()))
        return (
            f"changes: {sum(self.changes.values())} ({tried})\n"
            f"merges in which both sides had changed the baseline: {self.merged}, "
            f"in which git could not merge the pages: {self.by_hand}\n"
            f"faults put in: {sum(self.faults.values())} ({put}), findings of them: {self.found}\n"
            f"false new: {len(self.false)}, masked: {len(self.masked)}, "
            f"conflicts: {len(self.conflicts)}"
        )


class Site:
    """Pages in a repository, which is the working folder, and what is found in them."""

    def __init__(self, pages: Iterable[Page], pool: Sequence[Page], seed: object, quick: bool):
        self.request = Request(quick=quick, strict=True, scored=False)
        self.session = Session(self.request)
        self.editor = Editor(seed)
        self.outcome = Outcome()
        self.pages: Pages = dict(enumerate(pages))
        self._reports: dict[str, Report] = {}
        self._on_disk: Pages = {}
        self._pool = [s for page in pool for n in page.prose() for s in page.pieces[n].sentences]
        self._words: dict[tuple[str, str], list[str]] = {}
        for page in pool:
            for one in places(self.report(page).findings):
                sentence = _reads(self.report(page).source[one.context.start : one.context.end])
                if sentence in self._pool:
                    self._words.setdefault((one.rule, one.text.casefold()), []).append(sentence)
        _git("init", "-q", "-b", "main")
        for setting in ("user.name=a", "user.email=a@b", "gc.auto=0", "core.autocrlf=false"):
            _git("config", *setting.split("="))
        Path(".gitattributes").write_text(f"{baseline.MERGED}\n", "utf-8")
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
        known = Known.begin(self.request, None, shows=False)
        new: dict[int, Counter[str]] = {}
        claimed: set[str] = set()
        for number, page in self.pages.items():
            report = known.of(self.report(page))
            if not claimed.isdisjoint(report.baselined.taken):
                report = known._replace(claimed=frozenset(claimed)).of(self.report(page))
            claimed.update(report.baselined.taken)
            new[number] = Counter(_rules(report.findings))
        return new

    def things(self, page: Page) -> Counter[tuple[str, ...]]:
        """Return what is found in a page, each fault by what makes it that one."""
        report = self.report(page)
        things = (self._thing(one, report) for one in places(report.findings))
        return Counter(filter(None, things))

    def _thing(self, one: Finding, report: Report) -> tuple[str, ...]:
        name = report.language or ""
        checker = self.session.checker(one.rule.partition("/")[0] or name, self._settings(name))
        rule = checker.rules.get(one.rule)
        if (
            rule is None
            or one.by_sentence
            or rule.options.get("over") in ("sections", "paragraphs", "text")
        ):
            return ()  # it comes and goes with what stands around it
        if one.scope == "document" or rule.check in _ONCE:
            return ()
        sentence = report.source[one.context.start : one.context.end]
        return one.rule, one.text.casefold(), _reads(sentence)

    def _settings(self, language: str) -> Settings:
        return self.session.settings("side.md").in_language(language).read_as(None)

    # What is on the disk

    def write(self) -> None:
        """Write the pages that have changed."""
        for page in {p.path: p for p in self._on_disk.values()}.values():
            if page.path not in {one.path for one in self.pages.values()}:
                Path(page.path).unlink()
        for number, page in self.pages.items():
            if self._on_disk.get(number) != page:
                Path(page.path).parent.mkdir(parents=True, exist_ok=True)
                Path(page.path).write_bytes(page.text.encode())
        self._on_disk = dict(self.pages)

    def record(self, *, prunes: bool = False) -> None:
        """Bring the baseline in step, as ``clarity baseline`` does."""
        baselines = Baselines(Projects(self.request), is_written=True)
        recording = Recording(baselines, prunes=prunes)
        for page in self.pages.values():
            recording.see(self.report(page))
        for change in recording.changes(["."], ()):
            baseline.write(change.after)

    def commit(self) -> None:
        """Commit all there is."""
        _git("add", "-A")
        _git("commit", "-q", "--allow-empty", "-m", "x")

    # What is tried

    def change(self, kind: str) -> None:
        """Make a change that puts in nothing, and see whether anything is told as new."""
        edit: Callable[[Page], Page] = getattr(self.editor, kind)
        number = self.editor.chance.choice([*self.pages])
        before = Counter(_rules(self.report(self.pages[number]).findings))
        self.pages[number] = edit(self.pages[number])
        self.write()
        after = Counter(_rules(self.report(self.pages[number]).findings))
        self.outcome.changes[kind] += 1
        self._tell_false(kind, {number: after - before})
        self._tidy()

    def _tell_false(self, kind: str, really: Mapping[int, Counter[str]]) -> None:
        for number, found in self.new().items():
            for rule, times in (found - really.get(number, Counter())).items():
                self.outcome.false.append(f"{kind}: {rule} × {times} in {self.pages[number].path}")

    def _tidy(self) -> None:
        """Leave nothing new, and now and then keep the baseline in step."""
        if any(self.new().values()) or self.editor.chance.random() < 0.1:
            self.record()
        elif self.editor.chance.random() < 0.2:
            self.record(prunes=True)

    def put_fault(self) -> None:
        """Put a fault in, see whether it is told, and keep it or take it out again."""
        kind = self.editor.chance.choice(("new", "instead", "again", "moved", "copied"))
        pages = dict(self.pages)
        number = self.editor.chance.choice([n for n, p in self.pages.items() if p.prose()])
        before = self.things(self.pages[number])
        if kind == "copied" and before.total() < _FEW:
            kind = "new"
        if kind == "copied":
            copy = self.editor.rename(self.pages[number])
            number, before = len(self.pages), Counter()
            self.pages[number] = copy
        else:
            self._put(kind, number)
        self.write()
        put = Counter(_rules_of(self.things(self.pages[number]) - before))
        # Of a page that was renamed and copied, or parted, one is the old page and one is new.
        found, is_either = self.new(), kind in ("copied", "moved")
        told = sum(found.values(), Counter()) if is_either else found[number]
        missed = put - told
        self.outcome.faults[kind] += bool(put)
        self.outcome.found += put.total()
        path = self.pages[number].path
        self.outcome.masked += [f"{kind}: {rule} × {n} in {path}" for rule, n in missed.items()]
        if kind == "copied" or self.editor.chance.random() < 0.5:
            self.pages = pages
            self.write()
        else:
            self.record()

    def _put(self, kind: str, number: int) -> None:
        page, chance = self.pages[number], self.editor.chance
        sentence = chance.choice(self._pool)
        found = self._faulty(page)
        if kind == "instead" and found:
            rule, words, old = chance.choice(found)
            page = self.editor.take_out(page, old)
            sentence = chance.choice(self._words.get((rule, words), [sentence]))
        elif kind == "again" and found:
            sentence = chance.choice(found)[2]
        elif kind == "moved":
            other = chance.choice([n for n in self._in_place() if n != number])
            if there := self._faulty(self.pages[other]):
                sentence = chance.choice(there)[2]
                self.pages[other] = self.editor.take_out(self.pages[other], sentence)
        self.pages[number] = self.editor.put(page, sentence) if page.prose() else page

    def _in_place(self) -> list[int]:
        """Return the pages that the baseline knows by their names, bringing it in step if none."""
        for _ in range(2):
            entries = baseline.read(Path(baseline.FILE_NAME)).entries
            found = [number for number, page in self.pages.items() if page.path in entries]
            if len(found) > 1:
                break
            self.record()
        return found

    def _faulty(self, page: Page) -> list[tuple[str, ...]]:
        """Return what is found in sentences that can be put elsewhere."""
        own = {one for n in page.prose() for one in page.pieces[n].sentences}
        return [thing for thing in self.things(page) if thing[2] in own]

    def merge(self) -> None:
        """Change the pages on two branches, and merge them."""
        self.commit()
        base = dict(self.pages)
        sides = []
        own = [*base]
        self.editor.chance.shuffle(own)
        ids = sorted(base)
        for name, numbers, renaming in (
            (_SIDES[0], own[::2], ids[::2]),
            (_SIDES[1], own[1::2], ids[1::2]),
        ):
            _git("checkout", "-q", "-b", name, "main")
            self.pages = dict(base)
            self._on_disk = dict(base)
            self._work(numbers, renaming)
            sides.append(dict(self.pages))
            self.commit()
        changed = [
            _git("diff", "--quiet", "main", side, "--", baseline.FILE_NAME) for side in _SIDES
        ]
        self.outcome.merged += all(one.returncode for one in changed)
        done = _git("merge", "-q", "--no-edit", _SIDES[0])
        if _git("ls-files", "-u", "--", baseline.FILE_NAME).stdout:
            self.outcome.conflicts.append(done.stdout)
        self.pages = {n: _merged(base[n], sides[0][n], sides[1][n]) for n in base}
        if (
            done.returncode
        ):  # of pages: a line is a paragraph, and git takes a rename for a new page
            self.outcome.by_hand += 1
            for path in Path().rglob("*.md"):
                path.unlink()
            self._on_disk = {}
            self.write()
            self.commit()
        self._on_disk = dict(self.pages)
        _git("checkout", "-q", "-B", "main")
        _git("branch", "-q", "-D", *_SIDES)
        for page in self.pages.values():
            assert Path(page.path).read_bytes() == page.text.encode(), "the pages are not merged"
        self.outcome.changes["merge"] += 1
        self._tell_false("merge", {})
        self._tidy()

    def _work(self, numbers: Sequence[int], renaming: Sequence[int]) -> None:
        """Do what is done on a branch; a page it renames may be one that the other changes."""
        chance = self.editor.chance
        for _ in range(chance.randrange(1, 5)):
            number = chance.choice(numbers)
            kind = chance.choice(("move", "reflow", "mend", "put"))
            if kind == "put" and self.pages[number].prose():
                self.pages[number] = self.editor.put(self.pages[number], chance.choice(self._pool))
            elif kind == "mend" and (found := self._faulty(self.pages[number])):
                old = chance.choice(found)[2]
                self.pages[number] = self.editor.take_out(self.pages[number], old)
            elif kind in ("move", "reflow"):
                self.pages[number] = getattr(self.editor, kind)(self.pages[number])
        if chance.random() < 0.5:
            number = chance.choice(renaming)
            self.pages[number] = self.editor.rename(self.pages[number])
        self.write()
        if any(self.new().values()):
            self.record()
        elif chance.random() < 0.5:
            self.record(prunes=True)


def _merged(base: Page, one: Page, two: Page) -> Page:
    content = one if one.text != base.text else two
    return replace(content, path=one.path if one.path != base.path else two.path)


def _rules(findings: Iterable[Finding]) -> list[str]:
    return [one.rule for one in places(findings)]


def _rules_of(things: Counter[tuple[str, ...]]) -> list[str]:
    return [thing[0] for thing in things.elements()]


def _reads(text: str) -> str:
    """Return a sentence in its source as it reads."""
    return " ".join(word for word in text.split() if word != ">")


def _git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)


def try_out(
    folder: Path, texts: Sequence[Path], changes: int, pages: int, seed: object, quick: bool
) -> Outcome:
    """Change the pages of some texts at random, in a folder that is empty."""
    session = Session(Request(quick=True, scored=False))
    read = [read_page(path.read_bytes(), str(path), session) for path in texts]
    every = [page for page in read if page]
    Editor(seed).chance.shuffle(every)
    own = [replace(page, path=f"side-{n}.md") for n, page in enumerate(every[:pages])]
    with contextlib.chdir(folder):
        site = Site(own, every[pages:] or own, seed, quick)
        for n in range(changes):
            kind = ("move", "reflow", "rename", "merge")[n % 4]
            if kind == "merge":
                site.merge()
            else:
                site.change(kind)
            site.put_fault()
        return site.outcome


def main() -> int:
    """Try it, and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--changes", type=int, default=1000)
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--grammar", action="store_true", help="with grammar, which takes longer")
    given = parser.parse_args()
    texts = sorted(p for p in given.folder.rglob("*") if p.suffix in (".md", ".html", ".txt"))
    with tempfile.TemporaryDirectory() as folder:
        outcome = try_out(
            Path(folder), texts, given.changes, given.pages, given.seed, not given.grammar
        )
    for told in (*outcome.false[:20], *outcome.masked[:20], *outcome.conflicts[:5]):
        print(told)
    print(outcome)
    return bool(outcome.false or outcome.masked or outcome.conflicts)


if __name__ == "__main__":
    sys.exit(main())
