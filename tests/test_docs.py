"""Every setting is in the manual, and generated pages and the hook say what the program does."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

import manual
from clarity import rulebook
from clarity.checks.kinds import KINDS
from clarity.parsing.formats import FORMATS
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import load
from clarity.project import config
from clarity.rulebook import pages as rule_pages
from command import ROOT


def test_every_setting_is_in_the_manual() -> None:
    page = manual.text("docs/configuration.md")
    keys = {field.name for field in (*fields(config.Settings), *fields(config.Project))}
    for key in keys - {"root", "settings", "refused"}:
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


def test_the_hook_of_pre_commit_takes_every_file_that_is_read() -> None:
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    hook = dict(re.findall(r"^  (types|files): '?(.*?)'?$", text, re.MULTILINE))
    assert hook["types"] == "[text]"
    for ending in FORMATS:
        assert re.search(hook["files"], f"innhold/side{ending}")
    assert not re.search(hook["files"], "innhold/side.json")
