"""Looks at a folder of texts and proposes a project file for it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from clarity import parsing
from clarity.language.identify import identify
from clarity.language.interface import Noun, is_spoken
from clarity.language.interface import words as interface_words
from clarity.language.path import language_of_path
from clarity.model import AUDIENCES, CHANNELS
from clarity.parsing.contents import read_file
from clarity.parsing.decoding import DecodingError, decode
from clarity.parsing.languages import languages
from clarity.project.globs import Globs
from clarity.project.settings import AUTO, FAIL_ON
from clarity.project.walk import files
from clarity.scoring.guidelines import NO_GUIDELINE, shipped

#: More files than this are taken to be like those before them.
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
_NO_CONTENT = (
    "/README.md",
    "/CHANGELOG.md",
    "/CONTRIBUTING.md",
    "/LICENSE*",
    "/robots.txt",
)


class Words(NamedTuple):
    """What a proposed project file says beside its keys."""

    head: str
    texts: Noun
    free: str
    guideline: str
    own_guideline: str
    language: str
    channel: str
    audience: str
    files: str
    folder: str
    rules: str
    rule: str
    limits: str
    overrides: str


class Proposal(NamedTuple):
    """What was found in a folder, and the project file that suits it.

    ``texts`` is how many there are, and ``languages`` how many of those looked at are in a language
    that is read. ``others`` are in another one, or without prose.
    """

    texts: int
    languages: Mapping[str, int]
    others: int
    text: str


def propose(folder: Path, reader: str = "") -> Proposal:
    """Read the texts of a folder (200 at most) and propose its ``.clarity.yaml``.

    It explains itself in the language most texts are in, or else in that of the ``reader``.
    """
    no_content = Globs(_NO_CONTENT)
    paths = [
        path
        for path in files([str(folder)], parsing.FORMATS)
        if isinstance(path, str) and not no_content.match(Path(path).relative_to(folder).as_posix())
    ]
    counts = Counter(_languages(paths[:_SAMPLE]))
    known = {name: counts[name] for name in languages() if counts[name]}
    text = _project_file(len(paths), known, _channels(folder, paths), reader)
    return Proposal(len(paths), known, counts.total() - sum(known.values()), text)


def _languages(paths: Sequence[str]) -> Iterator[str]:
    for path in paths:
        try:
            source = decode(read_file(path)).text
        except (OSError, DecodingError):
            continue
        document = parsing.parse(source, path, parsing.format_of(path) or "text")
        stated = document.language or language_of_path(path)
        yield (stated or identify("\n".join(block.text for block in document.blocks)).language)


def _channels(folder: Path, paths: Sequence[str]) -> dict[str, str]:
    """Return the glob and the channel of each folder whose name tells its channel."""
    channels = {}
    for path in paths:
        parts = Path(path).relative_to(folder).parts[:-1]
        for depth, part in enumerate(parts, 1):
            if part.lower() in _CHANNELS:
                channels["/".join(parts[:depth]) + "/**"] = _CHANNELS[part.lower()]
    return channels


def _project_file(
    texts: int, known: Mapping[str, int], channels: Mapping[str, str], reader: str
) -> str:
    main = max(known, key=lambda name: known[name], default="")
    spoken = next(filter(is_spoken, filter(None, (main, reader))), next(iter(languages())))
    words = interface_words(spoken, "project_file", Words)
    likeliest = languages()[main or next(iter(languages()))].guideline
    stated = AUTO if len(known) != 1 else main
    # One for all would be wrong for those in a language that has another.
    is_common = len({languages()[name].guideline for name in known}) < 2
    guideline = (
        f"# {words.guideline}",
        *(() if is_common else (f"# {words.own_guideline}",)),
        _line("guideline", likeliest, (*shipped(), NO_GUIDELINE), is_off=not is_common),
    )
    found = f"{texts} {words.texts[texts != 1]}"
    page = (
        f"# {words.head.format(texts=found)}",
        f"# {words.free}",
        "",
        *guideline,
        f"# {words.language}",
        _line("language", stated, (AUTO, *languages())),
        f"# {words.channel}",
        _line("channel", AUTO, (AUTO, *CHANNELS)),
        f"# {words.audience}",
        _line("audience", AUDIENCES[0], AUDIENCES),
        "",
        f"# {words.files}",
        f'# include: ["{words.folder}/**"]',
        f"exclude: {json.dumps(_NO_CONTENT)}",
        "",
        f"# {words.rules.format(language=main or next(iter(languages())))}",
        f"# {words.rule}",
        "# rules:",
        "#   long-sentence: {max: 22}",
        "",
        f"# {words.limits}",
        _line("fail_on", "warning", FAIL_ON),
        "# min_score: 60",
    )
    return "\n".join((*page, *_overrides(channels, words))) + "\n"


def _line(key: str, value: str, choices: Sequence[str], *, is_off: bool = False) -> str:
    return f"{'# ' if is_off else ''}{key + ': ' + value:24}  # {' | '.join(choices)}"


def _overrides(channels: Mapping[str, str], words: Words) -> Iterator[str]:
    if channels:
        yield from ("", f"# {words.overrides}", "overrides:")
    for glob, channel in channels.items():
        yield f"  - files: [{json.dumps(glob, ensure_ascii=False)}]"
        yield f"    channel: {channel}"
