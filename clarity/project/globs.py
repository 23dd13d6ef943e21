"""The globs of ``.gitignore``, read as git reads them and run in time linear in the path.

Git's own rules are in gitignore(5) and its ``wildmatch.c``. They are rules on bytes, so a path is
taken as a string in which each character stands for a byte. The expressions are RE2's: no pattern
can hang a run, and none that git accepts fails to compile.
"""

from __future__ import annotations

import os
import re
import string
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

#: As many patterns are searched for at once.
_AT_ONCE = 100
#: Characters of a pattern; a longer one would only cost time.
_LONGEST = 1024
_SPECIAL = frozenset("*?[\\")
#: Any byte but a slash, as an expression.
_SIGN = r"[\x{0}-.0-\x{ff}]"

_PRINTED = string.ascii_letters + string.digits + string.punctuation
_CLASSES = {
    "alnum": string.ascii_letters + string.digits,
    "alpha": string.ascii_letters,
    "blank": " \t",
    "cntrl": "".join(map(chr, range(32))) + "\x7f",
    "digit": string.digits,
    "graph": _PRINTED,
    "lower": string.ascii_lowercase,
    "print": _PRINTED + " ",
    "punct": string.punctuation,
    "space": string.whitespace,
    "upper": string.ascii_uppercase,
    "xdigit": string.hexdigits,
}
#: A named class within a set, and the sign between the ends of a range.
_CLASS = re.compile(r"\[:([^\]]*):\]")
_TO = re.compile(r"-[^\]]", re.DOTALL)


class _NoPattern(Exception):  # noqa: N818 (nothing is wrong: git too passes it by)
    """Nothing could ever match."""


class _Pattern(Struct, frozen=True):
    """A line: what it matches, ``of_path`` or else of the name alone, and what a match means."""

    text: str
    takes: bool
    of_path: bool
    only_folders: bool


class _Any(Struct, frozen=True):
    """Patterns of which one must match."""

    literal: frozenset[str]
    expressions: tuple[Any, ...]  # re2 has no types

    def has(self, text: str) -> bool:
        """Tell whether one of them matches a whole text."""
        return text in self.literal or any(e.fullmatch(text) for e in self.expressions)


class _Group(Struct, frozen=True):
    """Patterns that stand in a row and mean the same, so that their order is nothing."""

    takes: bool
    names: _Any
    paths: _Any
    folder_names: _Any
    folder_paths: _Any

    def has(self, path: str, is_folder: bool) -> bool:
        """Tell whether one of them matches a path."""
        name = path.rpartition("/")[2]
        if self.names.has(name) or self.paths.has(path):
            return True
        return is_folder and (self.folder_names.has(name) or self.folder_paths.has(path))


class Globs:
    """Some lines of globs, of which the last that matches has the word.

    ``refused`` are the lines that can match nothing, such as ``[z``.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        patterns: list[_Pattern] = []
        refused: list[str] = []
        for line in lines:
            try:
                patterns += _read(line)
            except _NoPattern:
                refused.append(line)
        self._groups = tuple(_groups(patterns, refused))
        # Of most paths nothing is said, which one look at all of them tells.
        self._all = tuple(_groups([replace(p, takes=True) for p in patterns], []))
        self.refused = tuple(refused)

    def verdict(self, path: str, *, is_folder: bool) -> bool | None:
        """Tell what is said of a path itself: to take it, not to (``!``), or nothing."""
        whole = _as_bytes(path)
        if not any(group.has(whole, is_folder) for group in self._all):
            return None
        found = (group.takes for group in reversed(self._groups) if group.has(whole, is_folder))
        return next(found, None)

    def match(self, path: str) -> bool:
        """Tell whether a file is taken: by a line on it, or on a folder it lies in."""
        whole = _as_bytes(path)
        ends = [place for place, sign in enumerate(whole) if sign == "/"]
        found = (
            group.takes
            for group in reversed(self._groups)
            if group.has(whole, False) or any(group.has(whole[:end], True) for end in ends)
        )
        return next(found, False)


def _as_bytes(text: str) -> str:
    return text if text.isascii() else os.fsencode(text).decode("latin-1")


def _read(line: str) -> Iterator[_Pattern]:
    """Read a line; one without a pattern yields none."""
    text = _as_bytes(line.partition("\0")[0])
    end = len(text.rstrip(" "))
    # An escaped space at the end belongs to the pattern.
    if end < len(text) and (end - len(text[:end].rstrip("\\"))) % 2:
        end += 1
    text = text[:end]
    if not text or text.startswith("#"):
        return
    takes = not text.startswith("!")
    text = text if takes else text[1:]
    only_folders = text.endswith("/")
    text = text[:-1] if only_folders else text
    of_path = "/" in text
    text = text.removeprefix("/")
    if not text or len(text) > _LONGEST:
        raise _NoPattern
    yield _Pattern(text, takes, of_path, only_folders)


def _groups(patterns: Sequence[_Pattern], refused: list[str]) -> Iterator[_Group]:
    start = 0
    for place, pattern in enumerate(patterns):
        if place + 1 == len(patterns) or patterns[place + 1].takes != pattern.takes:
            row = patterns[start : place + 1]
            start = place + 1
            kinds = [
                _any([p.text for p in row if (p.only_folders, p.of_path) == kind], refused)
                for kind in ((False, False), (False, True), (True, False), (True, True))
            ]
            yield _Group(pattern.takes, *kinds)


def _any(texts: Sequence[str], refused: list[str]) -> _Any:
    literal = frozenset(text for text in texts if _SPECIAL.isdisjoint(text))
    expressions = []
    for text in texts:
        if text not in literal:
            try:
                expressions.append(_expression(text))
            except _NoPattern:
                refused.append(text.encode("latin-1").decode("utf-8", "replace"))
    slices = range(0, len(expressions), _AT_ONCE)
    return _Any(literal, tuple(e for n in slices for e in _compile(expressions[n : n + _AT_ONCE])))


def _compile(expressions: Sequence[str]) -> Iterator[Any]:
    """Compile expressions into as few as RE2 has room for."""
    import re2  # most patterns are names as they stand, and need none

    options = re2.Options()
    options.never_capture = True
    options.log_errors = False
    try:
        yield re2.compile(f"(?s){'|'.join(expressions)}", options)
    except re2.error:
        if len(expressions) == 1:
            raise
        middle = len(expressions) // 2
        yield from _compile(expressions[:middle])
        yield from _compile(expressions[middle:])


def _expression(glob: str) -> str:
    """Turn a glob into an expression for a whole path. Raises `_NoPattern`."""
    import re2

    # Git compares what has no signs by itself, so that «a**/b» is what follows an «a».
    begin = min(glob.find(sign) % (len(glob) + 1) for sign in _SPECIAL)
    made: list[str] = []
    place = 0
    while place < len(glob):
        sign = glob[place]
        if sign == "*":
            end = len(glob) - len(glob[place:].lstrip("*"))
            is_whole = end - place > 1 and (place == begin or glob[place - 1] == "/")
            if is_whole and glob[end : end + 1] == "/":
                made.append("(?:.*/)?")
                end += 1
            else:
                made.append(".*" if is_whole and end == len(glob) else f"{_SIGN}*")
            place = end
        elif sign == "?":
            made.append(_SIGN)
            place += 1
        elif sign == "[":
            taken, place = _bracket(glob, place + 1)
            made.append(taken)
        else:
            if sign == "\\":
                place += 1
                if place == len(glob):
                    raise _NoPattern
            made.append(re2.escape(glob[place]))
            place += 1
    return "".join(made)


def _bracket(glob: str, place: int) -> tuple[str, int]:
    """Return a set of bytes as an expression, and where it ends. Raises `_NoPattern`."""
    is_other = glob[place : place + 1] in ("!", "^")
    place += is_other
    start, taken, before = place, set[str](), ""
    while place == start or glob[place : place + 1] != "]":
        if named := _CLASS.match(glob, place):
            if named[1] not in _CLASSES:
                raise _NoPattern
            taken.update(_CLASSES[named[1]])
            place, before = named.end(), ""
        elif before and _TO.match(glob, place):
            last, place = _sign(glob, place + 1)
            taken.update(map(chr, range(ord(before), ord(last) + 1)))
            before = ""
        else:
            before, place = _sign(glob, place)
            taken.add(before)
    made = _one_of(frozenset(taken), is_other)
    if not made:
        raise _NoPattern
    return made, place + 1


@lru_cache(256)
def _one_of(taken: frozenset[str], is_other: bool) -> str:
    """Return the expression for one byte of a set, or for any other; empty where there is none."""
    every = set(map(chr, range(256)))
    signs = (every - taken if is_other else every & taken) - {"/"}
    return "[" + "".join(f"\\x{{{ord(sign):x}}}" for sign in sorted(signs)) + "]" if signs else ""


def _sign(glob: str, place: int) -> tuple[str, int]:
    """Return the next sign of a set, which may be escaped, and where the one after it is."""
    place += glob[place : place + 1] == "\\"
    if place >= len(glob):
        raise _NoPattern
    return glob[place], place + 1
