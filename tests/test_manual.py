"""What the manual and the help tell people to write and to type works as told."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import click
import pytest
from jsonschema.validators import validator_for
from msgspec.structs import fields
from ruamel.yaml import YAML

import manual
from clarity import languagetool, rulebook
from clarity.checks import examples, unused_silences
from clarity.checks.kinds import KINDS
from clarity.cli.main import clarity
from clarity.model import Passage
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError, LocatedDict, load
from clarity.project import config, user
from clarity.reports import FORMATS
from clarity.resources import rules_root
from clarity.rulebook.rules import GLOSSARY
from clarity.scoring import guidelines
from command import PLAIN, ROOT, Run, report, run
from grammar_reading import tagged
from manual import Block
from repository import git, new

_PROJECT_KEYS = {field.name for field in (*fields(config.Settings), *fields(config.Project))}
_WORKFLOW_RUN = re.compile(
    r"^\s*(?:- )?(?:(?:run|entry|script): |(?=clarity ))(.*)$|^\s*sh .*?'(.*)'", re.MULTILINE
)
#: ``nb/long-sentence``, and no path of a file or a folder.
_RULE_ID = re.compile(
    rf"(?<![\w./-])(?:{'|'.join(languages())})/[a-z]+(?:-[a-z]+)*(?![\w*/<-]|\.\w)"
)
_ORDER = re.compile(r"clarity: (?:off|ignore)((?: [\w/-]+,?)*) (?:-->|\*/)")


def _commands() -> Iterator[tuple[str, str]]:
    """Yield each page, and each command of ours in its blocks, in the order they stand there."""
    for block in manual.blocks("sh", "yaml", "groovy"):
        lines = block.text.splitlines()
        if block.language != "sh":
            lines = ["".join(found) for found in _WORKFLOW_RUN.findall(block.text)]
        for line in lines:
            if re.match(r"(?:[^#]*[|;] )?clarity ", line):
                yield block.page, line


def test_options_that_the_help_names_exist() -> None:
    known = {option for command in clarity.commands.values() for option in _options(command)}
    for command in (clarity, *clarity.commands.values()):
        helps = [command.help, *(getattr(param, "help", "") for param in command.params)]
        for text in helps:
            assert set(re.findall(r"(?<!\S)--[a-z-]+", text or "")) <= known, text


def _of_help() -> Iterator[str]:
    """Yield the commands that the help of the program shows."""
    for command in (clarity, *clarity.commands.values()):
        for line in (command.help or "").splitlines():
            if re.match(r"\s+(?:.*\| )?clarity ", line):
                yield line.strip()


@pytest.mark.parametrize(("page", "line"), dict.fromkeys(_commands()))
def test_command_works(page: str, line: str, tmp_path: Path) -> None:
    _assert_works(line, page, tmp_path)


@pytest.mark.parametrize("line", sorted(set(_of_help())))
def test_command_in_the_help_works(line: str, tmp_path: Path) -> None:
    # There, what a command does is written two blanks or more after it.
    _assert_works(line.partition("   ")[0].partition("  ")[0], None, tmp_path)


def _assert_works(line: str, page: str | None, folder: Path) -> None:
    manual.lay_out(folder, page)
    project = folder / ".clarity.yaml"
    if "clarity init" in line:
        project.unlink(missing_ok=True)
    elif not project.exists():
        project.write_text("rule_paths: [klarspraak/regler]\n", encoding="utf-8")
    if re.search(r"--(changed-since|staged)\b", line):
        _begin_repository(folder)
    done = _typed(line, folder)
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout or any(part in line for part in ("--output", " > ", "--diff"))


def _begin_repository(folder: Path) -> None:
    """Make a repository of a project, in which all its files are staged for the second commit."""
    new(folder)
    git(folder, "commit", "--quiet", "--allow-empty", "--message=Tom")
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(folder, "add", "--all")


def _typed(line: str, folder: Path) -> Run:
    """Run the command of ours in a line of a shell. What it reads is a page in plain language."""
    line = line.replace("$GITHUB_BASE_REF", "main")
    words = shlex.split(line.rpartition("clarity ")[2], comments=True)
    ends = [words.index(sign) for sign in ("<", ">", "|") if sign in words]
    own = words[: min(ends, default=None)]
    if own[0] in ("lsp", "serve"):  # which serve until told to end: to know the options is enough
        own.append("--help")
    return run(*own, cwd=folder, stdin=(folder / "side.md").read_bytes() if "-" in own else "")


@pytest.mark.parametrize("page", manual.pages())
def test_commands_in_the_prose_are_there(page: str) -> None:
    """Also those with a placeholder, which cannot be run: command and options exist."""
    known = {option for name in clarity.commands for option in _options(clarity.commands[name])}
    for code in manual.inline_code(page):
        if match := re.match(r"(?:python -m )?clarity ([a-z-]+)(.*)", code):
            command = clarity.commands.get(match[1])
            assert command, code
            assert set(re.findall(r"(?<!\S)--?[a-z-]+", match[2])) <= _options(command), code
        elif re.fullmatch(r"--[a-z-]+(?: \S+)?", code):
            assert code.split()[0] in known | _OF_OTHERS, f"{page}: {code}"


#: Options of other programs that the manual names alone.
_OF_OTHERS = {"--check", "--scored", "--show"}


def _options(command: click.Command) -> set[str]:
    params = [option for param in command.params for option in (*param.opts, *param.secondary_opts)]
    return {*params, "--help", "-h", "-"}


def _yaml(*kinds: str) -> list[Block]:
    return [block for block in manual.blocks("yaml") if _kind(block) in kinds]


#: Files that other programs read, beside the workflows of GitHub.
_PIPELINES = (".pre-commit-config.yaml", ".gitlab-ci.yml", "azure-pipelines.yml")


def _kind(block: Block) -> str:
    """Tell what a block of YAML is: a project file, a rule, a part of one, or else."""
    if block.file == "config.yaml":
        return "user"
    if block.file.startswith(".github") or block.file in _PIPELINES:
        return "workflow"
    data = load(block.text, str(block))
    if isinstance(data, dict):
        if data.keys() >= {"category", "check"}:
            return "rule"
        if data.keys() >= {"language", "terms"}:
            return "glossary"
        if block.file.endswith(".clarity.yaml"):
            return "project"
        if "extends" in data or "signals" in data or "principles" in data:
            return "guideline"
        if data.keys() <= _PROJECT_KEYS:
            return "project"
        return "part of a rule"
    return "workflow" if "uses:" in block.text or "run:" in block.text else "part of a rule"


@pytest.mark.parametrize("block", _yaml("project"), ids=str)
def test_project_file_works(block: Block, tmp_path: Path) -> None:
    manual.lay_out(tmp_path, block.page)
    (tmp_path / ".git").mkdir()  # so that all of it is one project
    place = tmp_path / (block.file if block.file.endswith("/.clarity.yaml") else ".clarity.yaml")
    place.write_text(block.text, encoding="utf-8")
    (place.parent / "side.md").write_text(PLAIN, encoding="utf-8")
    done = run("check", "--format", "json", cwd=place.parent)
    assert done.returncode in (0, 1), done.stderr
    assert report(done)["files"]


@pytest.mark.parametrize("block", _yaml("user"), ids=str)
def test_settings_of_the_user_work(block: Block, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(block.text, encoding="utf-8")
    assert "localhost" in user.read(tmp_path).hosts


_SCHEMAS_OF_OTHERS = resources.files("check_jsonschema") / "builtin_schemas" / "vendor"
#: Which of those holds for a file of the manual, by its name.
_SCHEMAS = {
    "klarsprak.yml": "github-workflows.json",
    ".gitlab-ci.yml": "gitlab-ci.json",
    "azure-pipelines.yml": "azure-pipelines.json",
}


@pytest.mark.parametrize("block", _yaml("workflow"), ids=str)
def test_workflow_is_as_its_reader_wants_it_and_names_a_hook_of_ours(block: Block) -> None:
    load(block.text, str(block))
    if name := _SCHEMAS.get(block.file.rpartition("/")[2] or block.file):
        schema = json.loads((_SCHEMAS_OF_OTHERS / name).read_text(encoding="utf-8"))
        validator_for(schema)(schema).validate(YAML(typ="safe").load(block.text))
    hooks = re.findall(r"- id: (\S+)", block.text)
    offered = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    assert set(hooks) <= set(re.findall(r"- id: (\S+)", offered))
    assert bool(hooks) == (block.file == ".pre-commit-config.yaml")


@pytest.mark.parametrize("block", _yaml("rule"), ids=str)
def test_rule_keeps_its_word(block: Block, tmp_path: Path) -> None:
    """A rule is loaded as an organisation's own, and its examples are checked as texts."""
    language = Path(block.file).parent.name
    place = tmp_path / "regler" / language / Path(block.file).name
    place.parent.mkdir(parents=True)
    place.write_text(block.text, encoding="utf-8")
    (tmp_path / ".clarity.yaml").write_text("rule_paths: [regler]", encoding="utf-8")
    rule = load(block.text, str(block))
    assert isinstance(rule, dict)
    for example in rule["examples"]:
        (found,) = _found(example["bad"], place.stem, language, tmp_path)
        assert found["text"] == example["marks"]
        if "suggests" in example:
            assert found["suggestions"][0] == example["suggests"]
    for good in (*(example["good"] for example in rule["examples"]), *rule["leave_alone"]):
        assert not _found(good, place.stem, language, tmp_path)


def _found(text: str, name: str, language: str, folder: Path) -> list[dict[str, Any]]:
    """Return what a rule finds in a text checked in a folder."""
    (folder / "side.md").write_text(text, encoding="utf-8")
    done = run("check", "side.md", "--format", "json", "--language", language, cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    (file,) = report(done)["files"]
    return [found for found in file["findings"] if found["rule"] == f"{language}/{name}"]


@pytest.mark.parametrize("block", _yaml("part of a rule"), ids=str)
def test_part_of_a_rule_can_stand_in_one(block: Block) -> None:
    data = load(f"examples:\n{block.text}" if block.text.startswith(" ") else block.text, "part")
    assert isinstance(data, LocatedDict)
    found = {} if "check" in data or "instead" in data else {"find": ["per dags dato"]}
    whole = LocatedDict({**_REST, **found, **data})
    whole.lines = {**dict.fromkeys(whole, 0), **data.lines}
    files = {"part.yaml": whole}
    refusals = []
    for language in languages():  # in the one whose words it has
        try:
            (rule,) = rulebook.parse_rules(language, Path(language), KINDS, files)
            rulebook.validate(rulebook.load_lexicon(language), Path(language), KINDS, [rule])
        except ConfigError as error:
            refusals.append(str(error))
            continue
        shows = data.keys() >= {"check", "examples"}  # what it shows by examples is so
        broken = list(examples.breaches(rule, rulebook.load_lexicon, _tag)) if shows else []
        refusals += [", ".join(map(str, broken))] if broken else []
    assert len(refusals) < len(languages()), refusals


def _tag(passages: Sequence[Passage]) -> Sequence[Passage]:
    return tagged({passage.language for passage in passages}, passages)


def test_what_a_message_may_hold_is_told() -> None:
    part = manual.text("docs/writing-rules.md").partition("### What a message may hold\n")[2]
    rows = re.findall(r"^\| (`.*) \| (`.*) \|$", part.partition("\n## ")[0], re.MULTILINE)
    told = {
        check: set(re.findall(r"`\{(\w+)\}`", values))
        for checks, values in rows
        for check in re.findall(r"`(\w+)`", checks)
        if check != "check"
    }
    assert told == {name: set(kind.values) for name, kind in KINDS.items()}


_REST: Any = load(
    """
category: wording
severity: suggestion
strength: heuristic
source: Oss selv
message: Skriv det enklere.
why: Det er lettere å lese.
check: phrases
examples: [{bad: Per dags dato., marks: Per dags dato, good: I dag.}]
leave_alone: [I dag.]
""",
    "rest",
)


@pytest.mark.parametrize("block", _yaml("guideline"), ids=str)
def test_guideline_scores(block: Block, tmp_path: Path) -> None:
    manual.lay_out(tmp_path)
    part = "" if "extends" in block.text else "id: ours\nname: Vår\nextends: helsenorge\n"
    whole = part + block.text
    guidelines_of_ours = tmp_path / "guideline.yaml"
    guidelines_of_ours.write_text(whole, encoding="utf-8")
    guidelines.read(guidelines_of_ours)
    (tmp_path / ".clarity.yaml").write_text("rule_paths: [klarspraak/regler]", encoding="utf-8")
    done = run("score", "side.md", "--guideline", "guideline.yaml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("block", _yaml("glossary"), ids=str)
def test_glossary_marks_what_it_says_to_avoid(block: Block, tmp_path: Path) -> None:
    (tmp_path / "ordliste.yaml").write_text(block.text, encoding="utf-8")
    (tmp_path / ".clarity.yaml").write_text("glossary: [ordliste.yaml]", encoding="utf-8")
    glossary = load(block.text, str(block))
    assert isinstance(glossary, dict)
    for term in glossary["terms"]:
        for word in term["avoid"]:
            (found,) = _found(f"Her står {word} igjen.", GLOSSARY, glossary["language"], tmp_path)
            assert found["suggestions"] == [term["use"]]


@pytest.mark.parametrize("block", manual.blocks("json"), ids=str)
def test_data_is_json(block: Block) -> None:
    json.loads(block.text)


@pytest.mark.parametrize("block", manual.blocks("markdown"), ids=str)
def test_text_is_read_as_shown(block: Block, tmp_path: Path) -> None:
    """Front matter and comments are understood, and silence the rules they name."""
    assert block.text.startswith("---\n") or _ORDER.search(block.text)
    (tmp_path / "side.md").write_text(f"{block.text}\n{PLAIN}", encoding="utf-8")
    done = run("check", "side.md", cwd=tmp_path)
    assert done.returncode in (0, 1), done.stderr
    for silence, names in _silences(block.text):
        for name in names or ["long-sentence"]:
            assert _speaks(name, "", tmp_path)
            assert not _speaks(name, silence, tmp_path), silence


def _silences(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each comment and each front matter that silences something, and what it names."""
    for order in _ORDER.finditer(text):
        yield f"<!-- {order[0].removesuffix('*/').removesuffix('-->')}-->\n\n", _words(order[1])
    front = text.split("---\n")[1] if text.startswith("---\n") else ""
    if off := re.findall(r"([\w/-]+): off\b", front):
        yield f"---\n{front}---\n\n", off


def _words(order: str) -> list[str]:
    return order.replace(",", " ").split()


def _speaks(name: str, before: str, folder: Path) -> bool:
    """Tell whether a rule in bokmål finds anything in its own first example after some words."""
    rules = rulebook.load("nb", rulebook.load_lexicon("nb"), KINDS)
    rule = next(rule for rule in rules if name in (rule.name, rule.id))
    on = f"rules: {{{rule.name}: on}}\n" if rule.off else ""
    (folder / ".clarity.yaml").write_text(on or "guideline: none\n", encoding="utf-8")
    return bool(_found(before + rule.examples[0].bad, rule.name, "nb", folder))


@pytest.mark.parametrize("page", manual.pages())
def test_rules_that_are_named_exist(page: str) -> None:
    also = {f"{code}/{name}" for code in languages() for name in (GLOSSARY, "languagetool")}
    known = rulebook.known_ids() | languagetool.ids() | also
    shown = {block.file.removesuffix(".yaml") for block in manual.page_blocks(page)}
    for name in _RULE_ID.findall(re.sub(r"https?://\S+", "", manual.text(page))):
        assert name in known or any(file.endswith(name) for file in shown), name


@pytest.mark.parametrize("page", manual.pages())
def test_short_names_are_those_of_rules_signals_and_formats(page: str) -> None:
    signals = load((rules_root() / "signals.yaml").read_text(encoding="utf-8"), "signals.yaml")
    assert isinstance(signals, dict)
    shown = {Path(block.file).stem for block in manual.page_blocks(page)}
    known = {id.partition("/")[2] for id in rulebook.known_ids()} | {*signals, *FORMATS}
    for code in manual.inline_code(page):
        if re.fullmatch(r"[a-z]+(?:-[a-z]+)+", code):
            assert code in known | shown | _OTHER_NAMES | _offered(), code


def _offered() -> set[str]:
    """Return the names of the hooks, and of what the action is told."""
    read = YAML(typ="safe").load
    hooks = read((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    action = read((ROOT / "action.yml").read_text(encoding="utf-8"))
    return {hook["id"] for hook in hooks} | {*action["inputs"]}


#: An action of GitHub's, a word that has two ways of writing it, what pip says, and a finding that
#: no rule makes.
_OTHER_NAMES = {"upload-sarif", "e-post", "externally-managed-environment", unused_silences.NAME}


def test_rules_that_the_help_names_exist() -> None:
    known = rulebook.known_ids() | {manual.OWN_RULE}
    helps = [command.help or "" for command in (clarity, *clarity.commands.values())]
    named = {name for text in helps for name in _RULE_ID.findall(text)}
    assert named
    assert named <= known


@pytest.mark.parametrize("page", manual.pages())
def test_files_that_are_named_exist(page: str) -> None:
    code = [*manual.inline_code(page)]
    code += [block.text for block in manual.page_blocks(page) if block.language == "sh"]
    for name in _FILE.findall("\n".join(code)):
        is_there = (ROOT / name.rstrip(".")).exists()
        assert is_there or name in _OTHER_FILES or "eo" in re.split(r"[/.]", name), name


#: A file or a folder of the project, in full: without a placeholder.
_FILE = re.compile(
    r"(?<![\w./-])(?:benchmarks|clarity|corpora|docs|models|rules|scripts|tests|training)/"
    r"[\w./-]*(?![\w./{*<-])"
)
#: A folder of a reader's, and the name of a fingerprint. «eo» is the language that is added in
#: docs/languages.md.
_OTHER_FILES = {"docs/brev/", "clarity/v1"}


@pytest.mark.parametrize("page", manual.pages())
def test_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\((?!https?://)([^)\s]+)", manual.prose(page)):
        file, _, anchor = target.partition("#")
        place = (ROOT / page).parent / file if file else ROOT / page
        assert place.exists(), f"{page}: {target}"
        if anchor:
            assert anchor in set(_anchors(place.read_text(encoding="utf-8"))), f"{page}: {target}"


def _anchors(text: str) -> Iterable[str]:
    for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE):
        yield re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
