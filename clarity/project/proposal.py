"""Proposes a project file for the texts of a folder."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from math import floor

from msgspec import Struct

from clarity.language.interface import Noun, is_spoken
from clarity.language.interface import words as interface_words
from clarity.model import AUDIENCES, CHANNELS
from clarity.parsing.languages import languages
from clarity.project.measured import Loud, Measured
from clarity.project.numbers import Numbers
from clarity.project.settings import AUTO, FAIL_ON
from clarity.project.survey import NO_CONTENT, Survey
from clarity.scoring.guidelines import NO_GUIDELINE, shipped

#: What has a meaning of its own in a glob.
_SPECIAL = re.compile(r"[*?\[\]\\]")


class Words(Struct, frozen=True):
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


class Proposal(Struct, frozen=True):
    """The project file that suits the texts of a folder, and what it rests on."""

    survey: Survey
    measured: Measured
    text: str


def propose(surveyed: Survey, measured: Measured | None = None, reader: str = "") -> Proposal:
    """Propose the ``.clarity.yaml`` of a folder.

    It explains itself in the language most texts are in, or else in that of the ``reader``.
    """
    measured = measured or Measured()
    return Proposal(surveyed, measured, _project_file(surveyed, measured, reader))


def common_settings(surveyed: Survey) -> str:
    """Return the settings proposed for all the texts, those that decide how they are judged."""
    lines = [f"language: {_language(surveyed)}"]
    if _has_common_guideline(surveyed):
        lines.append(f"guideline: {_guideline(surveyed)}")
    return "\n".join(lines)


def _main(surveyed: Survey) -> str:
    """Return the language that most texts are in."""
    known = surveyed.languages
    return max(known, key=lambda name: known[name], default="")


def _language(surveyed: Survey) -> str:
    return AUTO if len(surveyed.languages) != 1 else _main(surveyed)


def _guideline(surveyed: Survey) -> str:
    return languages()[_main(surveyed) or next(iter(languages()))].guideline


def _has_common_guideline(surveyed: Survey) -> bool:
    """Tell whether one guideline does: it would be wrong for a language that has another."""
    return len({languages()[name].guideline for name in surveyed.languages}) < 2


def _project_file(surveyed: Survey, measured: Measured, reader: str) -> str:
    main = _main(surveyed)
    spoken = next(filter(is_spoken, filter(None, (main, reader))), next(iter(languages())))
    words = interface_words(spoken, "project_file", Words)
    numbers = Numbers(measured, len(surveyed.paths), spoken)
    is_common = _has_common_guideline(surveyed)
    guideline = (
        f"# {words.guideline}",
        *(() if is_common else (f"# {words.own_guideline}",)),
        _line("guideline", _guideline(surveyed), (*shipped(), NO_GUIDELINE), is_off=not is_common),
    )
    found = f"{len(surveyed.paths)} {words.texts[len(surveyed.paths) != 1]}"
    channel = measured.told.get("")
    page = (
        f"# {words.head.format(texts=found)}",
        f"# {words.free}",
        *numbers.head(),
        "",
        *guideline,
        f"# {words.language}",
        _line("language", _language(surveyed), (AUTO, *languages())),
        f"# {words.channel}",
        *numbers.told(channel),
        _line("channel", channel.channel if channel else AUTO, (AUTO, *CHANNELS)),
        f"# {words.audience}",
        _line("audience", AUDIENCES[0], AUDIENCES),
        "",
        f"# {words.files}",
        f'# include: ["{words.folder}/**"]',
        f"exclude: {json.dumps(NO_CONTENT)}",
        "",
        f"# {words.rules.format(language=main or next(iter(languages())))}",
        f"# {words.rule}",
        *_rules(numbers, measured, surveyed),
        "",
        f"# {words.limits}",
        *numbers.beyond(),
        _line("fail_on", "warning", FAIL_ON),
        *numbers.scores(),
        _least_score(measured, surveyed),
    )
    return "\n".join((*page, *_overrides(numbers, surveyed, measured, words))) + "\n"


def _line(key: str, value: str, choices: Sequence[str], *, is_off: bool = False) -> str:
    return f"{'# ' if is_off else ''}{key + ': ' + value:24}  # {' | '.join(choices)}"


def _rules(numbers: Numbers, measured: Measured, surveyed: Survey) -> Iterator[str]:
    """Yield what is proposed of rules, each with the numbers it rests on."""
    if not rule_settings(measured, surveyed):
        yield from ("# rules:", "#   long-sentence: {max: 22}")
        for one in measured.loud:
            yield from numbers.loud(one)
        return
    yield "rules:"
    for one in measured.loud:
        yield from (f"  {line}" for line in numbers.loud(one))
        if one.remedy != "none":
            yield f"  {_setting(one, surveyed)}"


def rule_settings(measured: Measured, surveyed: Survey) -> Sequence[str]:
    """Return the lines that a project file has of rules, by what is proposed of them."""
    own = [f"  {_setting(one, surveyed)}" for one in measured.loud if one.remedy != "none"]
    return ["rules:", *own] if own else []


def _setting(one: Loud, surveyed: Survey) -> str:
    name = one.rule if len(surveyed.languages) > 1 else one.rule.partition("/")[2]
    return f"{name}: off" if one.remedy == "off" else f"{name}: {{severity: {one.remedy}}}"


def _least_score(measured: Measured, surveyed: Survey) -> str:
    """Return the least score that all texts have today; what not all have told, is in doubt."""
    if measured.scores is None:
        return "# min_score: 60"
    is_sure = measured.chosen == len(surveyed.paths)
    return f"{'' if is_sure else '# '}min_score: {floor(measured.scores.lowest)}"


def _overrides(
    numbers: Numbers, surveyed: Survey, measured: Measured, words: Words
) -> Iterator[str]:
    channels = surveyed.told(measured).channels
    own = [folder for folder in channels if folder]
    if own:
        yield from ("", f"# {words.overrides}", "overrides:")
    for folder in own:
        glob = _SPECIAL.sub(r"\\\g<0>", folder) + "/**"
        yield from (f"  {line}" for line in numbers.told(measured.told.get(folder)))
        yield f"  - files: [{json.dumps(glob, ensure_ascii=False)}]"
        yield f"    channel: {channels[folder]}"
