"""Looks over the texts of a folder: where they are, in which languages, and of what kinds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from clarity import parsing
from clarity.language.identify import identify
from clarity.language.path import language_of_path
from clarity.parsing.contents import read_file
from clarity.parsing.decoding import DecodingError, decode
from clarity.parsing.languages import languages
from clarity.project.globs import Globs
from clarity.project.measured import Measured
from clarity.project.sampling import spread
from clarity.project.walk import files

#: In more files than this nobody looks which language they are in.
_SAMPLE = 200
#: Names of folders that tell what kind of text lies in them.
_CHANNELS = {
    "brev": "letter",
    "brevmaler": "letter",
    "brevmalar": "letter",
    "brevmallar": "letter",
    "letters": "letter",
    "vedtak": "decision",
    "beslut": "decision",
    "lover": "law",
    "lovar": "law",
    "lagar": "law",
    "forskrifter": "law",
    "föreskrifter": "law",
    "vedtekter": "law",
    "stadgar": "law",
    "adr": "technical",
    "api": "technical",
    "sms": "sms",
    "internt": "internal",
    "intern": "internal",
    "sosiale-medier": "social",
    "sosiale-medium": "social",
    "sociala-medier": "social",
}


#: What most folders hold that is nobody's content. Further down it can be a page of its own.
NO_CONTENT = (
    "/README.md",
    "/CHANGELOG.md",
    "/CONTRIBUTING.md",
    "/LICENSE*",
    "/robots.txt",
)


class Survey(Struct, frozen=True):
    """The texts of a folder, before any is judged.

    ``languages`` is how many of those looked at are in a language that is read; ``others`` are in
    another one, or without prose. ``channels`` are by folder, empty for all of it, and the last
    that holds for a text is its own.
    """

    folder: Path
    paths: Sequence[str]
    languages: Mapping[str, int]
    others: int
    channels: Mapping[str, str]

    def channel_of(self, path: str) -> str | None:
        """Return what kind of text one is by its folder, if the folder tells."""
        above = Path(path).relative_to(self.folder).parents
        named = {place.as_posix() for place in above}
        own = [told for folder, told in self.channels.items() if (folder or ".") in named]
        return own[-1] if own else None

    def folder_of(self, path: str) -> str:
        """Return the outermost folder that a text is in, or nothing."""
        first, *below = Path(path).relative_to(self.folder).parts
        return first if below else ""

    def told(self, measured: Measured) -> Survey:
        """Return it with what the texts themselves have shown to be, where no folder tells."""
        shown = {folder: one.channel for folder, one in measured.told.items()}
        return replace(self, channels={**shown, **self.channels})


def survey(folder: Path) -> Survey:
    """Look at the texts of a folder: where they are, and in which languages (200 at most)."""
    no_content = Globs(NO_CONTENT)
    paths = [
        path
        for path in files([str(folder)], parsing.FORMATS)
        if isinstance(path, str) and not no_content.match(Path(path).relative_to(folder).as_posix())
    ]
    counts = Counter(_languages(list(islice(spread(paths), _SAMPLE))))
    known = {name: counts[name] for name in languages() if counts[name]}
    others = counts.total() - sum(known.values())
    return Survey(folder, paths, known, others, _channels(folder, paths))


def _languages(paths: Sequence[str]) -> Iterator[str]:
    for path in paths:
        try:
            source = decode(read_file(path)).text
        except (OSError, DecodingError):
            continue
        document = parsing.read(source, path)
        stated = document.language or language_of_path(path)
        yield (stated or identify("\n".join(block.text for block in document.blocks)).language)


def _channels(folder: Path, paths: Sequence[str]) -> dict[str, str]:
    """Return the channel of each folder whose name tells it."""
    channels = {}
    for path in paths:
        parts = Path(path).relative_to(folder).parts[:-1]
        for depth, part in enumerate(parts, 1):
            if part.lower() in _CHANNELS:
                channels["/".join(parts[:depth])] = _CHANNELS[part.lower()]
    return channels
