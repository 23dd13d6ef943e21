"""Settings and rules shown in the manual are valid, and generated pages say what the rules say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from clarity import languagetool, rulebook
from clarity.checks.kinds import KINDS
from clarity.parsing.formats import FORMATS
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import load
from clarity.project import config, user
from clarity.project.settings import STRICT
from clarity.rulebook import glossary
from clarity.rulebook import pages as rule_pages
from command import ROOT, run

_YAML = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def _shown(name: str) -> Iterator[tuple[str, str]]:
    """Return the name of each file that a page of the manual shows in full, and what is in it."""
    yield from _YAML.findall((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "docs/channels.md",
        "docs/configuration.md",
        "docs/languagetool.md",
        "docs/writing-rules.md",
    ],
)
def test_settings_in_the_manual_are_valid(page: str, tmp_path: Path) -> None:
    (tmp_path / "klarspraak" / "regler").mkdir(parents=True)
    (tmp_path / "ordliste.yaml").touch()
    (tmp_path / "ordlista.txt").touch()
    settings = [text for name, text in _shown(page) if name == ".clarity.yaml"]
    assert settings
    for text in settings:
        (tmp_path / ".clarity.yaml").write_text(text, encoding="utf-8")
        config.read(tmp_path / ".clarity.yaml")


@pytest.mark.parametrize("page", ["docs/security.md", "docs/languagetool.md"])
def test_the_users_own_settings_in_the_manual_are_valid(page: str, tmp_path: Path) -> None:
    own = [text for name, text in _shown(page) if name == "config.yaml"]
    assert own
    for text in own:
        (tmp_path / "config.yaml").write_text(text, encoding="utf-8")
        assert "localhost" in user.read(tmp_path).hosts


@pytest.mark.parametrize("page", sorted(path.name for path in (ROOT / "docs").glob("*.md")))
def test_rules_named_in_the_manual_exist(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    _assert_rules_exist(text)


def test_rules_named_in_the_readme_exist() -> None:
    _assert_rules_exist((ROOT / "README.md").read_text(encoding="utf-8"))


def _assert_rules_exist(text: str) -> None:
    """Check the rules that settings and silencing comments of a page name, but for its own."""
    known = rulebook.known_ids() | languagetool.ids()
    names = {STRICT, *(name for id in known for name in (id, id.partition("/")[2]))}
    for orders in re.findall(r"clarity: (?:off|on|ignore) ([\w /,-]+?) (?:-->|\*/)", text):
        assert not set(orders.replace(",", " ").split()) - names
    for block in re.findall(r"^```(?:yaml|markdown)\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        for indent, rules in re.findall(r"^( *)rules:\n((?:\1 +.*\n)+)", block, re.MULTILINE):
            assert set(re.findall(rf"^{indent}  ([\w/-]+):", rules, re.MULTILINE)) <= names


def test_every_setting_is_in_the_manual() -> None:
    manual = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    keys = {field.name for field in (*fields(config.Settings), *fields(config.Project))}
    for key in keys - {"root", "settings", "refused"}:
        assert f"| `{key}` |" in manual


def test_the_rule_in_the_manual_works(tmp_path: Path) -> None:
    ((name, text),) = [
        shown for shown in _shown("docs/writing-rules.md") if shown[0].startswith("nb/")
    ]
    path = tmp_path / "regler" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    (tmp_path / ".clarity.yaml").write_text("rule_paths: [regler]", encoding="utf-8")
    (tmp_path / "side.md").write_text("Du må gå inn på siden.", encoding="utf-8")
    done = run("check", "side.md", "--format", "json", cwd=tmp_path)
    assert "nb/enkle-handlinger" in done.stdout, done.stderr


def test_the_glossary_in_the_manual_works(tmp_path: Path) -> None:
    ((_, text),) = [
        shown for shown in _shown("docs/configuration.md") if shown[0] == "ordliste.yaml"
    ]
    (tmp_path / "ordliste.yaml").write_text(text, encoding="utf-8")
    (tmp_path / ".clarity.yaml").write_text("glossary: [ordliste.yaml]", encoding="utf-8")
    (tmp_path / "side.md").write_text("Du kan snakke med primærlegen din.", encoding="utf-8")
    done = run("check", "side.md", "--format", "json", cwd=tmp_path)
    assert '"suggestions": ["fastlegen"]' in done.stdout, done.stderr


@pytest.mark.parametrize(("name", "text"), list(_shown("docs/inflection.md")))
def test_the_glossaries_that_tell_of_inflection_work(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    terms = glossary.read([tmp_path / name])
    rule, _ = glossary.apply(terms, rulebook.load_lexicon(terms[0].language), KINDS)
    assert rule


@pytest.mark.parametrize("language", languages())
def test_a_page_shows_all_that_the_rule_says(language: str) -> None:
    for rule in rulebook.load(language, rulebook.load_lexicon(language), KINDS):
        page = rule_pages.page(rule)
        assert rule.advice.why in page
        assert rule.advice.source in page
        for example in rule.examples:
            assert example.good.strip().splitlines()[-1] in page
        settings = page.rpartition("```yaml\n")[2].removesuffix("```\n")
        assert load(settings, "page")["rules"].keys() == {rule.name, rule.id}  # type: ignore[index]


def test_the_hook_of_pre_commit_takes_every_file_that_is_read() -> None:
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    hook = dict(re.findall(r"^  (types|files): '?(.*?)'?$", text, re.MULTILINE))
    assert hook["types"] == "[text]"
    for ending in FORMATS:
        assert re.search(hook["files"], f"innhold/side{ending}")
    assert not re.search(hook["files"], "innhold/side.json")
