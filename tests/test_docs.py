"""Every setting is in the manual, and generated pages and the hook say what the program does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import fields

import manual
from clarity import rulebook
from clarity.checks.kinds import KINDS
from clarity.parsing.formats import FORMATS
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import load
from clarity.project import config
from clarity.resources import rules_root
from clarity.rulebook import pages as rule_pages
from clarity.scoring import guidelines
from command import ROOT


def test_every_setting_is_in_the_manual() -> None:
    page = manual.text("docs/configuration.md")
    keys = {field.name for field in (*fields(config.Settings), *fields(config.Project))}
    for key in keys - {"settings", "refused"}:
        assert f"| `{key}` |" in page


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


@pytest.mark.parametrize("path", sorted((rules_root() / "guidelines").glob("*.yaml")))
def test_a_page_has_the_ids_by_which_a_guideline_is_extended(path: Path) -> None:
    page = manual.text(f"docs/guidelines/{path.stem}.md")
    loaded = guidelines.load(path.stem, guidelines.read(path)["languages"][0], None)  # type: ignore[index]
    for principle in loaded.principles:
        assert f"(`{principle.id}`)" in page
        assert all(f"(`{signal.id}`)" in page for signal in principle.signals)


def _hooks() -> list[dict[str, Any]]:
    hooks: list[dict[str, Any]] = yaml.safe_load(
        (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    )
    return hooks


@pytest.mark.parametrize("hook", _hooks(), ids=lambda hook: hook["id"])
def test_the_hooks_of_pre_commit_take_every_file_that_is_read(hook: dict[str, Any]) -> None:
    assert hook["types"] == ["text"]
    for ending in FORMATS:
        assert re.search(hook["files"], f"innhold/side{ending}")
    assert not re.search(hook["files"], "innhold/side.json")


@pytest.mark.parametrize("page", ["docs/install.md", "docs/changed.md"])
def test_the_hook_to_copy_takes_the_files_that_the_hook_takes(page: str) -> None:
    assert f"files: '{_hooks()[0]['files']}'" in (ROOT / page).read_text(encoding="utf-8")


def test_the_action_takes_the_files_that_the_hooks_take() -> None:
    script = (ROOT / "action" / "check.sh").read_text(encoding="utf-8")
    told = re.search(r"^texts='(.*)'$", script, re.MULTILINE)
    assert told
    assert {hook["files"] for hook in _hooks()} == {f"(?i){told[1]}"}
