"""Hold the baseline to what it promises, on pages that change at random.

    python benchmarks/baseline.py FOLDER [--changes 1000] [--seed 1] [--pages 12] [--grammar]

The texts in FOLDER become pages in a repository of their own, with a baseline. Then they are moved
about, reflowed, renamed and merged. A finding that is told as new after that is a false one, as far
as its rule has no more findings there than before: what only a change of place brings about (a
paragraph grown too long) is new indeed. Between the changes faults are put in: new sentences, ones
with the words of a fault that is mended at the same time, the same sentence again, a sentence from
another page that is still where it was, and copied pages (of three faults or more: one or two may
well be those of a page that is gone, as if that had been renamed). One not told is masked; but a
sentence that was mended, and comes back before its entry is pruned, is only a change undone. As
long as a page is renamed and its entries are not, either of two with the same sentence may be told
as the new one. Merges are git's own, of two branches that have each moved, mended, added, and kept
their baseline in step, with ``merge=union``; it is pruned afterwards. The exit code is 1 where
anything is false, masked or in conflict.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from clarity.project import baseline
from clarity.project.baseline_place import BASELINE
from clarity.session import Request, Session
from random_pages import Editor, Page, read_page
from random_site import Site, Thing, git, rules_in, rules_of

#: A copied page with fewer faults than this may be like one that is gone, as a renamed page is.
_FEW = 3
#: How faults are put in.
_FAULTS = ("new", "instead", "again", "moved", "copied")
#: The branches that are merged.
_SIDES = ("one", "two")


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


class Trials:
    """Changes a site, and sees what is told."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.outcome = Outcome()

    def change(self, kind: str) -> None:
        """Make a change that puts in nothing, and see whether anything is told as new."""
        edit: Callable[[Page], Page] = getattr(self.site.editor, kind)
        number = self.site.editor.chance.choice([*self.site.pages])
        before = Counter(rules_in(self.site.report(self.site.pages[number]).findings))
        self.site.pages[number] = edit(self.site.pages[number])
        self.site.write()
        after = Counter(rules_in(self.site.report(self.site.pages[number]).findings))
        self.outcome.changes[kind] += 1
        self._tell_false(kind, {number: after - before})
        self._tidy()

    def _tell_false(self, kind: str, really: Mapping[int, Counter[str]]) -> None:
        for number, found in self.site.new().items():
            flipped = self.site.by_order if kind == "move" else ()
            for rule, times in (found - really.get(number, Counter())).items():
                if rule in flipped:
                    continue  # of two forms as common, the first is the one to keep
                self.outcome.false.append(
                    f"{kind}: {rule} × {times} in {self.site.pages[number].path}"
                )

    def _tidy(self) -> None:
        """Leave nothing new, and now and then keep the baseline in step."""
        if any(self.site.new().values()) or self.site.editor.chance.random() < 0.1:
            self.site.record()
        elif self.site.editor.chance.random() < 0.2:
            self.site.record(prunes=True)

    def put_fault(self, kind: str) -> None:
        """Put a fault in, see whether it is told, and keep it or take it out again."""
        pages = dict(self.site.pages)
        number = self.site.editor.chance.choice(
            [n for n, p in self.site.pages.items() if p.prose()]
        )
        before = self.site.things(self.site.pages[number])
        mended = self.site.remembered - self.site.there()
        if kind == "copied" and before.total() < _FEW:
            kind = "new"
        if kind == "copied":
            copy = self.site.editor.rename(self.site.pages[number])
            number, before = len(self.site.pages), Counter()
            self.site.pages[number] = copy
        else:
            self._put(kind, number)
        self.site.write()
        things = self.site.things(self.site.pages[number]) - before
        # What comes back before its entry is pruned is no more than a change undone.
        put = Counter(rules_of(Counter({one: n for one, n in things.items() if one not in mended})))
        # As long as a page is renamed, which of two with the same sentence is the old one is open.
        found, is_open = self.site.new(), baseline.read(self.site.place).gone
        told = sum(found.values(), Counter()) if is_open else found[number]
        missed = put - told
        self.outcome.faults[kind] += bool(put)
        self.outcome.found += put.total()
        path = self.site.pages[number].path
        self.outcome.masked += [f"{kind}: {rule} × {n} in {path}" for rule, n in missed.items()]
        if kind == "copied" or self.site.editor.chance.random() < 0.5:
            self.site.pages = pages
            self.site.write()
        else:
            self.site.record()

    def _put(self, kind: str, number: int) -> None:
        page, chance = self.site.pages[number], self.site.editor.chance
        sentence = chance.choice(self.site.pool)
        found = self._faulty(page)
        same = [thing for thing in found if thing[:2] in self.site.words]
        if kind == "instead" and same:
            rule, words, old = chance.choice(same)
            page = self.site.editor.take_out(page, old)
            sentence = chance.choice(self.site.words[rule, words])
        elif kind == "again" and found:
            sentence = chance.choice(found)[2]
        elif kind == "moved":
            other = chance.choice([n for n in self._in_place() if n != number])
            if there := self._faulty(self.site.pages[other]):
                sentence = chance.choice(there)[2]
                self.site.pages[other] = self.site.editor.take_out(self.site.pages[other], sentence)
        self.site.pages[number] = self.site.editor.put(page, sentence) if page.prose() else page

    def _in_place(self) -> list[int]:
        """Return the pages that the baseline knows by their names, bringing it in step if none."""
        for _ in range(2):
            own = baseline.read(self.site.place)
            found = [n for n, page in self.site.pages.items() if own.name(page.path) in own.entries]
            if len(found) > 1:
                break
            self.site.record()
        return found

    def _faulty(self, page: Page) -> list[Thing]:
        """Return what is found in sentences that can be put elsewhere."""
        own = {one for n in page.prose() for one in page.pieces[n].sentences}
        return [thing for thing in self.site.things(page) if thing[2] in own]

    def merge(self) -> None:
        """Change the pages on two branches, and merge them."""
        self.site.commit()
        base = dict(self.site.pages)
        sides = []
        before, remembered = self.site.remembered, set[Thing]()
        own = [*base]
        self.site.editor.chance.shuffle(own)
        ids = sorted(base)
        for name, numbers, renaming in (
            (_SIDES[0], own[::2], ids[::2]),
            (_SIDES[1], own[1::2], ids[1::2]),
        ):
            git("checkout", "-q", "-b", name, "main")
            self.site.pages = dict(base)
            self.site.on_disk = dict(base)
            self.site.remembered = before
            self._work(numbers, renaming)
            sides.append(dict(self.site.pages))
            remembered |= self.site.remembered
            self.site.commit()
        changed = [
            git("diff", "--quiet", "main", side, "--", str(self.site.place)) for side in _SIDES
        ]
        self.outcome.merged += all(one.returncode for one in changed)
        done = git("merge", "-q", "--no-edit", _SIDES[0])
        if git("ls-files", "-u", "--", str(self.site.place)).stdout:
            self.outcome.conflicts.append(done.stdout)
        self.site.pages = {n: _merged(base[n], sides[0][n], sides[1][n]) for n in base}
        if (
            done.returncode
        ):  # of pages: a line is a paragraph, and git takes a rename for a new page
            self.outcome.by_hand += 1
            for path in Path().rglob("*.md"):
                path.unlink()
            self.site.on_disk = {}
            self.site.write()
            self.site.commit()
        self.site.on_disk = dict(self.site.pages)
        git("checkout", "-q", "-B", "main")
        git("branch", "-q", "-D", *_SIDES)
        for page in self.site.pages.values():
            assert Path(page.path).read_bytes() == page.text.encode(), "the pages are not merged"
        self.site.remembered = remembered  # what one side has pruned, the other may have kept
        self.outcome.changes["merge"] += 1
        self._tell_false("merge", {})
        self.site.record(prunes=True)  # as is told to: a merge can bring back what one side pruned
        self._tidy()

    def _work(self, numbers: Sequence[int], renaming: Sequence[int]) -> None:
        """Do what is done on a branch; a page it renames may be one that the other changes."""
        chance = self.site.editor.chance
        for _ in range(chance.randrange(1, 5)):
            number = chance.choice(numbers)
            kind = chance.choice(("move", "reflow", "mend", "put"))
            if kind == "put" and self.site.pages[number].prose():
                self.site.pages[number] = self.site.editor.put(
                    self.site.pages[number], chance.choice(self.site.pool)
                )
            elif kind == "mend" and (found := self._faulty(self.site.pages[number])):
                old = chance.choice(found)[2]
                self.site.pages[number] = self.site.editor.take_out(self.site.pages[number], old)
            elif kind in ("move", "reflow"):
                self.site.pages[number] = getattr(self.site.editor, kind)(self.site.pages[number])
        if chance.random() < 0.5:
            number = chance.choice(renaming)
            self.site.pages[number] = self.site.editor.rename(self.site.pages[number])
        self.site.write()
        if any(self.site.new().values()):
            self.site.record()
        elif chance.random() < 0.5:
            self.site.record(prunes=True)


def _merged(base: Page, one: Page, two: Page) -> Page:
    content = one if one.text != base.text else two
    return replace(content, path=one.path if one.path != base.path else two.path)


def try_out(
    folder: Path,
    texts: Sequence[Path],
    changes: int,
    pages: int,
    seed: object,
    quick: bool,
    place: str = BASELINE,
) -> Outcome:
    """Change the pages of some texts at random, in an empty folder with the baseline at a place."""
    session = Session(Request(quick=True, scored=False))
    read = [read_page(path.read_bytes(), str(path), session) for path in texts]
    every = [page for page in read if page]
    Editor(seed).chance.shuffle(every)
    own = [replace(page, path=f"side-{n}.md") for n, page in enumerate(every[:pages])]
    with contextlib.chdir(folder):
        trials = Trials(Site(own, every[pages:] or own, seed, quick, Path(place)))
        for n in range(changes):
            kind = ("move", "reflow", "rename", "merge")[n % 4]
            if kind == "merge":
                trials.merge()
            else:
                trials.change(kind)
            trials.put_fault(_FAULTS[n % len(_FAULTS)])
        return trials.outcome


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
