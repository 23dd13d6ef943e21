"""Writes the documentation that is made from the rules, the guidelines and real runs.

Usage: python scripts/generate_docs.py [--check]

Makes docs/rules (a page for each rule and a list), docs/guidelines, the tables in
docs/channels.md and docs/inflection.md, the reports shown on any page, and the pictures of reports
in docs/pictures. With --check nothing is written: exit code 1 if anything is stale.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import chain, groupby
from pathlib import Path

import yaml

import terminal_picture
from clarity import rulebook
from clarity.checks.kinds import KINDS
from clarity.language.channels import Signs, all_signs
from clarity.language.familiar import familiar_words
from clarity.language.paradigms import paradigms
from clarity.model import (
    AUDIENCES,
    CATEGORIES,
    CHANNELS,
    STRENGTHS,
    Adjustment,
    Record,
    Rule,
    Tally,
)
from clarity.parsing.languages import languages
from clarity.resources import rules_root
from clarity.rulebook import pages as rule_pages
from clarity.scoring import guidelines
from clarity.scoring.guidelines import Guideline
from clarity.scoring.guidelines.pages import describe

ROOT = Path(__file__).parent.parent
GENERATED = ("docs/rules", "docs/guidelines")

#: What each picture of a report is of.
_PICTURES = {
    Path("docs/pictures/report.svg"): "clarity check docs/example.md --color",
    Path("docs/pictures/report.nn.svg"): "clarity check docs/example.nn.md --color",
    Path("docs/pictures/report.sv.svg"): "clarity check docs/example.sv.md --color",
}
_HEAD_OF_GUIDELINE = """\
Made from the guideline itself; do not edit.

The names in code are the ids of principles and signals. A guideline of your own that
[extends this one](../scoring.md#a-guideline-of-your-own) names them."""

_BINDING = {
    "law": "the law says so",
    "authority": "a language authority advises it",
    "agency": "an agency or a municipality advises it",
    "heuristic": "a rule of thumb of clarity's own",
}
#: The screen that reports in the README are written for, whoever writes them.
_SCREEN = {"COLUMNS": "100", "TERM": "xterm", "NO_COLOR": "1"}
#: A report in the README: the command in a comment, and what it printed in the block below.
_TRANSCRIPT = re.compile(
    r"(<!-- output of: (.+?) -->\n+```text\n).*?(^```$)", re.DOTALL | re.MULTILINE
)
#: A table in docs/channels.md: the channel or audience in a comment, and the table below it.
_CHANGES = re.compile(r"(<!-- what changes: (\w+) -->\n\n)(?:(?:\|.*\n|Nothing yet\.\n)+\n)?")
#: A table in docs/inflection.md: the language and part of speech in a comment, the table below it.
_MODELS = re.compile(r"(<!-- models: (\w+) (\w+) -->\n\n)(?:(?:\|.*\n)+\n)?")
#: The ways that new words go, which are those worth showing.
_PRODUCTIVE = ROOT / "training" / "inflection" / "productive.yaml"
#: How many words have to go like a model for it to be shown, and how many of them are.
_LEAST_ALIKE, _ALIKE = 4, 6
#: Another there: the signs that tell a channel.
_SIGNS = re.compile(r"(<!-- signs: (\w+) -->\n\n)(?:It takes .*\n\n(?:\|.*\n)+\n)?")


def documents() -> Mapping[Path, str]:
    """Return every generated file, by its path below the root."""
    rules = [rule for name in languages() for rule in _rules(name)]
    pages = {Path(f"docs/rules/{rule.id}.md"): rule_pages.page(rule) for rule in rules}
    pages[Path("docs/rules/README.md")] = "\n".join(_index(rules)) + "\n"
    names = [path.stem for path in sorted((rules_root() / "guidelines").glob("*.yaml"))]
    for name in names:
        pages[Path(f"docs/guidelines/{name}.md")] = _guideline(name)
    pages[Path("docs/guidelines/README.md")] = "\n".join(_guidelines(names)) + "\n"
    channels = (ROOT / "docs/channels.md").read_text(encoding="utf-8")
    pages[Path("docs/channels.md")] = _with_signs(_with_changes(channels, rules))
    inflection = (ROOT / "docs/inflection.md").read_text(encoding="utf-8")
    pages[Path("docs/inflection.md")] = _MODELS.sub(_with_models, inflection)
    for path in (ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))):
        place = path.relative_to(ROOT)
        page = pages.get(place) or path.read_text(encoding="utf-8")
        if _TRANSCRIPT.search(page):
            pages[place] = _with_transcripts(page)
    for place, command in _PICTURES.items():
        pages[place] = terminal_picture.draw(_output(command), int(_SCREEN["COLUMNS"]), command)
    return pages


def _rules(language: str) -> tuple[Rule, ...]:
    return rulebook.load(language, rulebook.load_lexicon(language), KINDS)


def _guideline(name: str) -> str:
    loaded = _in_each_language(name)
    title = " / ".join(dict.fromkeys(guideline.name for guideline in loaded))
    return f"# {title}\n\n{_HEAD_OF_GUIDELINE}\n\n{describe(*loaded)}"


def _in_each_language(name: str) -> list[Guideline]:
    every = [guidelines.load(name, language, None) for language in languages()]
    return [guideline for guideline in every if guideline.language in guideline.languages]


def _guidelines(names: list[str]) -> Iterator[str]:
    """Yield the lines of the list of guidelines, with the ids of their principles."""
    yield from ("# Guidelines", "", "Made from the guidelines themselves; do not edit.", "")
    yield "The names in code are the ids by which `.clarity.yaml` and a guideline of your own"
    yield "[name them](../scoring.md#a-guideline-of-your-own)."
    yield from ("", "| guideline | languages | principles |", "|---|---|---|")
    for name in names:
        loaded = _in_each_language(name)
        spoken = ", ".join(guideline.language for guideline in loaded)
        principles = ", ".join(f"`{principle.id}`" for principle in loaded[0].principles)
        yield f"| [`{name}`]({name}.md): {loaded[0].name} | {spoken} | {principles} |"


def _index(rules: list[Rule]) -> Iterator[str]:
    yield from ("# Rules", "", "Made from the rules themselves; do not edit.", "")
    yield "What was right of what judges have read stands in bold where the rule, or a part of its"
    yield "list, is shown to everybody; the others are shown with `--strict`."
    yield ""
    yield "How binding a rule is:"
    yield ""
    yield from (f"- `{strength}`: {_BINDING[strength]}" for strength in reversed(STRENGTHS))
    for category in CATEGORIES:
        chosen = sorted(
            (rule for rule in rules if rule.advice.category == category),
            key=lambda rule: (rule.name, rule.language),
        )
        if not chosen:
            continue
        yield from ("", f"## {category}", "")
        yield "| rule | languages | severity | strength | right of judged |"
        yield "|---|---|---|---|---|"
        for name, group in groupby(chosen, key=lambda rule: rule.name):
            same = list(group)
            links = ", ".join(
                f'[{rule.language}]({rule.id}.md "{languages()[rule.language].name.capitalize()}")'
                for rule in same
            )
            severity = _joined("off" if rule.off else rule.severity for rule in same)
            strength = _joined(rule.advice.strength for rule in same)
            records = ", ".join(f"{rule.language} {_record(rule.record)}" for rule in same)
            yield f"| {name} | {links} | {severity} | {strength} | {records} |"


def _record(record: Record | None) -> str:
    tally = record.tally if record else Tally()
    known = f"{tally.right}/{tally.judged}" if tally.judged else "–"
    return f"**{known}**" if record and record.is_shown else known


def _joined(values: Iterator[str]) -> str:
    return ", ".join(dict.fromkeys(values))


def _with_changes(page: str, rules: list[Rule]) -> str:
    nothing = "Nothing yet.\n"
    tables = {name: "".join(_changes(name, rules)) for name in (*CHANNELS, *AUDIENCES)}
    return _CHANGES.sub(lambda block: f"{block[1]}{tables[block[2]] or nothing}\n", page)


def _changes(name: str, rules: list[Rule]) -> Iterator[str]:
    """Yield the lines of the table of what is different for a channel or an audience."""
    changed = sorted(
        (rule.name, _change(rule.when[name], rule), rule.language)
        for rule in rules
        if name in rule.when
    )
    if changed:
        yield "| rule | what changes | languages |\n|---|---|---|\n"
    for (rule, change), group in groupby(changed, key=lambda row: row[:2]):
        yield f"| {rule} | {change} | {', '.join(language for *_, language in group)} |\n"


def _with_signs(page: str) -> str:
    # Of every language the signs are the same; only the words that they rest on are its own.
    every = all_signs(next(iter(languages())))
    told: dict[str, Signs] = {signs.channel: signs for signs in every}
    return _SIGNS.sub(lambda block: block[1] + "".join(_signs(told[block[2]])), page)


def _signs(signs: Signs) -> Iterator[str]:
    """Yield the table of the signs that tell a channel."""
    within = f", in a text that is a {signs.within}" if signs.within else ""
    yield f"It takes {signs.enough:g} points{within}.\n\n"
    yield "| sign | what is counted | points | source |\n|---|---|---|---|\n"
    for sign in signs.signs:
        worth = ", ".join(f"{points:g} from {value:g}" for value, points in reversed(sign.worth))
        yield f"| {sign.name} | {sign.what} ({sign.of}) | {worth} | {sign.source} |\n"
    yield "\n"


def _with_models(block: re.Match[str]) -> str:
    """Return the table of the model words of a language and a part of speech."""
    lexicon, part, familiar = rulebook.load_lexicon(block[2]), block[3], familiar_words(block[2])
    slots = lexicon.principal[part].slots[1:]
    rows = [f"| {part} | {' | '.join(slots).replace('_', ' ')} | like it |"]
    rows.append("|---" * (len(slots) + 2) + "|")
    groups = paradigms(lexicon, part)
    productive = yaml.safe_load(_PRODUCTIVE.read_text("utf-8"))[block[2]][part]
    for model, words in sorted(groups.items(), key=lambda group: -len(group[1])):
        others = [word for word in words if word != model and word in familiar]
        seen = {
            word: len(familiar & set(chain(*lexicon.forms(word, part).values()))) for word in others
        }
        if model in productive and len(words) >= _LEAST_ALIKE and others:
            shown = sorted(sorted(others, key=lambda word: (-seen[word], word))[:_ALIKE])
            forms = lexicon.vocabulary.forms(model, part)
            told = " | ".join(", ".join(forms.get(slot, ("–",))) for slot in slots)
            rows.append(f"| **{model}** | {told} | {', '.join(shown)} |")
    return block[1] + "\n".join(rows) + "\n\n"


def _change(change: Adjustment, rule: Rule) -> str:
    if change.off:
        return "off"
    said = [f"`{change.severity}`"] if change.severity else []
    for option, value in change.options.items():
        if isinstance(value, str):
            said.append(f"`{option}` {value} instead of {rule.options.get(option, 'none')}")
        else:
            said.append(f"other `{option}`")
    return ", ".join(said) or "on"


def _with_transcripts(page: str) -> str:
    def run(block: re.Match[str]) -> str:
        return block[1] + _output(block[2]) + block[3]

    return _TRANSCRIPT.sub(run, page)


def _output(command: str) -> str:
    """Run a clarity command at the root of the project and return what it prints."""
    program, *arguments = shlex.split(command)
    assert program == "clarity", command
    run = subprocess.run(
        [sys.executable, "-m", "clarity", *arguments],
        cwd=ROOT,
        env=os.environ | _SCREEN,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if run.returncode > 1:
        sys.exit(f"{command}: {run.stderr}")
    return "\n".join(line.rstrip() for line in run.stdout.splitlines()) + "\n"


def main() -> int:
    """Write what is generated, or tell what is stale."""
    wanted = documents()
    present = {
        path.relative_to(ROOT) for folder in GENERATED for path in (ROOT / folder).rglob("*.md")
    }
    stale = [path for path, text in wanted.items() if _read(ROOT / path) != text]
    left_over = sorted(present - wanted.keys())
    if "--check" in sys.argv[1:]:
        for path in (*stale, *left_over):
            print(f"{path} is stale: run python scripts/generate_docs.py", file=sys.stderr)
        return 1 if stale or left_over else 0
    for path in stale:
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(wanted[path], encoding="utf-8")
    for path in left_over:
        (ROOT / path).unlink()
    return 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
