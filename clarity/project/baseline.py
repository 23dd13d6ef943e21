"""The file ``.clarity-baseline``: the findings that were there before, one a line.

A line is ``path rule fingerprint``, and the lines are sorted. There are no counts, line numbers or
dates, so what two branches have changed is merged line by line (``merge=union``). What such a merge
leaves, or somebody's own hand, is read as well: lines in any order, twice, with comments between.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from clarity.digest import blake2b
from clarity.drafts import replacement
from clarity.messages import _, reason
from clarity.parsing.contents import is_within_project, read_file, read_own
from clarity.parsing.hints import near, shown
from clarity.parsing.located_yaml import ConfigError
from clarity.project.baseline_place import BASELINE

#: What has git keep the lines of both sides where two branches have changed the file.
MERGED = f"{BASELINE} merge=union"
#: Goes up when the same finding has another fingerprint, or a line another form.
VERSION = 1
#: In every language, as it is one file for all who share the texts.
_HEADER = "# clarity baseline, version {version}"
_VERSION = re.compile(r"#\s*clarity baseline, version ([0-9]{1,9})")
#: The largest that is read, in bytes: a quarter of a million entries or so.
_LARGEST = 32 * 1024 * 1024
#: What git writes around lines that it could not merge.
_CONFLICT = ("<<<<<<<", "|||||||", ">>>>>>>")
#: What leads out of a folder, here or on Windows.
_OUTSIDE = re.compile(r"^[/\\]|^\w:|(?:^|[/\\])\.\.(?:[/\\]|$)")
_FINGERPRINT = re.compile(r"[0-9a-f]{16}(?:-\d+)?")
#: What could not be told from the form of a line, or cannot stand in one.
_UNSAFE = re.compile(r"[%\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]|^[#<=>|\s\ufeff]|\s$")


class Entry(Struct, frozen=True, order=True):
    """A finding that was there before: its rule, and its fingerprint."""

    rule: str
    fingerprint: str


Entries = Mapping[str, frozenset[Entry]]


class Baseline(Struct, frozen=True, dict=True):
    """The entries of a file at ``place``, by the path from its folder to the text."""

    place: Path
    entries: Entries
    comments: tuple[str, ...] = ()

    def name(self, path: str | Path) -> str:
        """Return what a text is called here, wherever one stands and whatever the system."""
        folder = self.place.absolute().parent
        try:
            name = os.path.relpath(Path.cwd() / path, folder)
        except ValueError:  # on another drive
            name = str(path)
        return name.replace(os.sep, "/")

    @property
    def size(self) -> int:
        """The number of entries."""
        return sum(map(len, self.entries.values()))

    @cached_property
    def gone(self) -> Entries:
        """The entries of texts that are no longer where they were.

        Nobody looks for those that lie outside the project: it may be a stranger's.
        """
        folder = self.place.parent
        return {
            name: own
            for name, own in self.entries.items()
            if not _OUTSIDE.search(name) or is_within_project(folder / name, self.place)
            if not os.path.lexists(folder / name)
        }

    def taken(
        self, name: str, found: Collection[Entry], claimed: Collection[str] = ()
    ) -> Mapping[str, Entry]:
        """Return what a text with these findings takes over from texts that are gone, by line.

        It is one of them renamed, or a part of one was moved into it: of what there is of one (and
        not ``claimed`` by another text) at least half is found in it. Of a text that has no entries
        itself, at least half of what is found in it will do.
        """
        own = self.entries.get(name, frozenset())
        there: dict[str, dict[str, Entry]] = {}
        for entry in found if self.gone else ():
            for gone in self._gone_with.get(entry, ()):
                if (line := line_of(gone, entry)) not in claimed:
                    there.setdefault(gone, {})[line] = entry
        taken: dict[Entry, str] = {}
        for gone in sorted(there, key=lambda gone: (-len(there[gone]), gone)):
            left = sum(line_of(gone, entry) not in claimed for entry in self.gone[gone])
            if 2 * len(there[gone]) >= (left if own else min(left, len(found))):
                for line, entry in there[gone].items():
                    if entry not in own:
                        taken.setdefault(entry, line)
        return {line: entry for entry, line in taken.items()}

    @cached_property
    def _gone_with(self) -> Mapping[Entry, list[str]]:
        names: dict[Entry, list[str]] = {}
        for name, own in self.gone.items():
            for entry in own:
                names.setdefault(entry, []).append(name)
        return names

    def key(self, name: str) -> str:
        """Return all that it can say of a text, as a text."""
        return f"{sorted(self.entries.get(name, ()))} {self._state_of_gone}"

    @cached_property
    def _state_of_gone(self) -> str:
        gone = repr([(name, sorted(own)) for name, own in sorted(self.gone.items())])
        return blake2b(gone.encode(errors="surrogatepass"), digest_size=8).hexdigest()


def read(place: Path, *, is_named: bool = False) -> Baseline:
    """Read a baseline. One that somebody ``is_named`` on the command line may lie anywhere.

    Raises `ConfigError` where it cannot be read, with the line that is wrong and how to mend it.
    """
    name = near(str(place))
    try:
        data = (read_file if is_named else read_own)(place, _LARGEST)
    except OSError as error:
        why = _too_large() if error.errno == errno.EFBIG else reason(error)
        raise ConfigError(name, 0, _("cannot be read: {reason}").format(reason=why)) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(name, line, _("is not UTF-8. Save it as UTF-8.")) from None
    return parse(text, place)


def parse(text: str, place: Path) -> Baseline:
    """Read the text of a baseline. Raises `ConfigError`."""
    name = near(str(place))
    entries: dict[str, set[Entry]] = {}
    comments: dict[str, None] = {}
    is_one = False
    for number, line in enumerate(text.split("\n"), 1):
        written = line.strip().removeprefix("\ufeff")
        if not written:
            continue
        if written.startswith("#"):
            if _is_header(written, name, number):
                is_one = True
            else:
                comments[written] = None
            continue
        if written.startswith(_CONFLICT) or written == "=======":
            raise ConfigError(name, number, _half_merged())
        path, rule, fingerprint = [*written.rsplit(maxsplit=2), "", ""][:3]
        if "/" not in rule or not _FINGERPRINT.fullmatch(fingerprint):
            told = _(
                "«{line}» is no entry (path, rule and fingerprint). Take the line out: "
                "what it stood for is then told as new."
            )
            raise ConfigError(name, number, told.format(line=shown(written)))
        if "%" in path:
            path = _unescaped(path)
        entries.setdefault(path, set()).add(Entry(rule, fingerprint))
    if not is_one:  # it may be anything, and would be written over
        told = _("is no baseline: it has no line «{header}». Name another file.")
        raise ConfigError(name, 1, told.format(header=_HEADER.format(version=VERSION)))
    return Baseline(place, {path: frozenset(own) for path, own in entries.items()}, (*comments,))


def _unescaped(path: str) -> str:
    from urllib.parse import unquote  # few paths have anything escaped

    return unquote(path, errors="surrogateescape")


def _is_header(comment: str, name: str, line: int) -> bool:
    header = _VERSION.match(comment)
    if header and int(header[1]) != VERSION:
        told = _(
            "is of version {version}, and this clarity reads version {own}. Use the same clarity "
            "as those who wrote it, or delete the file and run: clarity baseline"
        )
        raise ConfigError(name, line, told.format(version=header[1], own=VERSION))
    return header is not None


def _too_large() -> str:
    return _(
        "larger than {size} MB. Turn off the rules that find most, or leave out folders by "
        "«exclude» in .clarity.yaml. Then delete the file and run: clarity baseline"
    ).format(size=_LARGEST // 1024**2)


def _half_merged() -> str:
    return _(
        "a merge is not finished here. Keep the lines of both sides, and take out those with "
        "{marks}. With «{attribute}» in .gitattributes, git does so itself."
    ).format(marks="<<<<<<<, =======, >>>>>>>", attribute=MERGED)


def render(entries: Entries, comments: Iterable[str] = ()) -> Iterator[str]:
    """Yield the lines of a baseline, each with its end."""
    yield f"{_HEADER.format(version=VERSION)}\n"
    yield from (f"{comment}\n" for comment in comments)
    yield from sorted(f"{line_of(path, one)}\n" for path, own in entries.items() for one in own)


def write(baseline: Baseline) -> None:
    """Write a baseline, whole or not at all. Raises `OSError`."""
    with replacement(baseline.place) as file:
        file.writelines(render(baseline.entries, baseline.comments))


def line_of(path: str, entry: Entry) -> str:
    """Return the line of an entry of a text, without its end."""
    return f"{_UNSAFE.sub(_escaped, path)} {entry.rule} {entry.fingerprint}"


def _escaped(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "surrogateescape"))
