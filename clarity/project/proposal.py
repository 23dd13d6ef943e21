"""Looks at a folder of texts and proposes a project file for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from clarity import parsing
from clarity.language.identify import identify
from clarity.language.path import language_of_path
from clarity.model import CHANNELS
from clarity.parsing.contents import read_file
from clarity.parsing.decoding import DecodingError, decode
from clarity.parsing.languages import languages
from clarity.project.settings import AUTO
from clarity.project.walk import files

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


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was found in a folder, and the project file that suits it."""

    found: str
    text: str


def propose(folder: Path) -> Proposal:
    """Read the texts of a folder (200 at most) and propose its ``.clarity.yaml``."""
    paths = [path for path in files([str(folder)], parsing.FORMATS) if isinstance(path, str)]
    counts = Counter(_languages(paths[:_SAMPLE]))
    named = ", ".join(f"{counts[name]} {name}" for name in languages() if counts[name])
    others = counts.total() - sum(counts[name] for name in languages())
    found = f"{len(paths)} texts ({named or 'none in a language clarity knows'}"
    found += f", {others} in other languages or without prose)" if others else ")"
    return Proposal(found, _project_file(found, _main_language(counts), _channels(folder, paths)))


def _languages(paths: Sequence[str]) -> Iterator[str]:
    for path in paths:
        try:
            source = decode(read_file(path)).text
        except (OSError, DecodingError):
            continue
        document = parsing.parse(source, path, parsing.format_of(path) or "text")
        stated = document.language or language_of_path(path)
        yield (stated or identify("\n".join(block.text for block in document.blocks)).language)


def _main_language(counts: Counter[str]) -> str:
    known = [name for name in languages() if counts[name]]
    return known[0] if len(known) == 1 else AUTO


def _channels(folder: Path, paths: Sequence[str]) -> dict[str, str]:
    """Return the glob and the channel of each folder whose name tells its channel."""
    channels = {}
    for path in paths:
        parts = Path(path).relative_to(folder).parts[:-1]
        for depth, part in enumerate(parts, 1):
            if part.lower() in _CHANNELS:
                channels["/".join(parts[:depth]) + "/**"] = _CHANNELS[part.lower()]
    return channels


def _project_file(found: str, main_language: str, channels: dict[str, str]) -> str:
    choices = " | ".join((AUTO, *languages()))
    likeliest = languages()[next(iter(languages())) if main_language == AUTO else main_language]
    overrides = "\noverrides:\n" if channels else ""
    for glob, channel in channels.items():
        overrides += f'  - files: ["{glob}"]\n    channel: {channel}\n'
    return f"""\
# Settings for clarity, proposed from {found}.
# Every key is described in docs/configuration.md of clarity.

guideline: {likeliest.guideline}
language: {main_language}            # {choices}
channel: {AUTO}             # {" | ".join((AUTO, *CHANNELS))}
audience: general         # general | seniors | young | professionals

# Which texts: globs as in .gitignore. Without include, all Markdown, HTML and plain text.
# include: ["innhold/**"]
exclude: ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE*", "robots.txt"]

# Rules by name: off, on, or other settings. See: clarity rules
# rules:
#   long-sentence: {{max: 22}}

# What makes the exit code 1: a finding this severe, and a score below this.
fail_on: warning          # suggestion | warning | error | never
# min_score: 60
{overrides}"""
