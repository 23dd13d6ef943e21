"""The doctor tells what works, and what is configured and does not."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from allowing import run_allowed as run
from fake_languagetool import fake_java, serving


def examined(folder: Path, *arguments: str, env: dict[str, str] | None = None) -> dict[str, Any]:
    done = run("doctor", "--format", "json", *arguments, cwd=folder, env=env)
    checks = {check["subject"]: check for check in json.loads(done.stdout)}
    assert (done.returncode == 1) == any(c["state"] == "broken" for c in checks.values())
    return checks


def test_all_is_well_where_nothing_is_configured(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()  # no project file is looked for above this
    done = run("doctor", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.endswith("All that is configured works.\n")
    assert "\033" not in done.stdout
    checks = examined(tmp_path)
    assert checks["project"]["state"] == checks["languagetool"]["state"] == "absent"


def models(folder: Path, *arguments: str) -> list[tuple[str, str, str, str]]:
    done = run("doctor", "--format", "json", *arguments, cwd=folder)
    checks = [check for check in json.loads(done.stdout) if check["subject"] == "grammar"]
    assert done.returncode == any(check["state"] == "broken" for check in checks)
    return [(c["name"], c["state"], c["seen"], c["mend"]) for c in checks]


def test_the_grammar_model_of_each_language(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    norwegian, swedish = models(tmp_path)
    assert norwegian[:2] == ("norwegian", "works")
    assert re.fullmatch(r"version [\d.]+, \d+ files, [\d.]+ MB, reads nb and nn", norwegian[2])
    assert swedish[2].endswith("reads sv")


def test_a_grammar_model_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "modell").mkdir()
    (tmp_path / ".clarity.yaml").write_text("model: {nn: modell, sv: sv_borte}\n", "utf-8")
    norwegian, folder, missing = models(tmp_path, "--trust")
    assert norwegian[:2] == ("norwegian", "works")
    assert folder[:2] == (str(tmp_path / "modell"), "broken")
    assert "cannot be loaded" in folder[2]
    assert missing[:2] == ("sv_borte", "broken")
    assert "Install it: python -m spacy download sv_borte" in missing[2]
    assert "«model»" in missing[3]


def test_the_packages_clarity_needs_are_there(tmp_path: Path) -> None:
    done = run("doctor", "--format", "json", cwd=tmp_path)
    program = [check for check in json.loads(done.stdout) if check["subject"] == "program"]
    assert {"clarity", "Python", "click", "requests"} <= {check["name"] for check in program}
    assert {check["state"] for check in program} == {"works"}


def test_a_package_that_is_too_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.requires", lambda name: ["click>=99,<100", "pyyaml>=6"])
    done = run("doctor", "--format", "json", cwd=tmp_path)
    click, pyyaml = json.loads(done.stdout)[2:4]
    assert (click["state"], pyyaml["state"]) == ("broken", "works")
    assert re.fullmatch(r"[\d.]+, and clarity needs <100,>=99", click["seen"])
    assert click["mend"] == "Install a click that fits: pip install 'click<100,>=99'"


def test_the_project_file_in_force(tmp_path: Path) -> None:
    (tmp_path / ".clarity.yaml").write_text("guideline: klarsprak\n", encoding="utf-8")
    (tmp_path / "brev").mkdir()
    project = examined(tmp_path, "brev")["project"]
    assert project["state"] == "works"
    assert project["name"] == str(tmp_path / ".clarity.yaml")
    assert "guideline klarsprak" in project["seen"]


@pytest.mark.parametrize(
    ("settings", "seen"),
    [
        ("chanel: web", "line 1: unknown key «chanel»"),
        ("rules: {pasive: off}", "line 1: unknown rule «pasive»"),
        ("rules: {long-sentence: {mx: 2}}", "line 1: long-sentence: unknown key «mx»"),
    ],
)
def test_a_broken_project_file(settings: str, seen: str, tmp_path: Path) -> None:
    (tmp_path / ".clarity.yaml").write_text(settings, encoding="utf-8")
    project = examined(tmp_path)["project"]
    assert project["state"] == "broken"
    assert seen in project["seen"]
    assert project["mend"]


@pytest.mark.parametrize(
    "settings", ["guideline: egen.yaml", 'overrides: [{files: "*", guideline: egen.yaml}]']
)
def test_a_broken_guideline_of_ones_own(settings: str, tmp_path: Path) -> None:
    (tmp_path / ".clarity.yaml").write_text(settings, encoding="utf-8")
    (tmp_path / "egen.yaml").write_text("extends: helsenorge\nprinsiples: []\n", encoding="utf-8")
    project = examined(tmp_path)["project"]
    assert project["state"] == "broken"
    assert "egen.yaml:1: " in project["seen"]


def test_a_server_that_answers(tmp_path: Path) -> None:
    with serving() as server:
        settings = f"languagetool: {{url: '{server.address}'}}"
        (tmp_path / ".clarity.yaml").write_text(settings, encoding="utf-8")
        check = examined(tmp_path)["languagetool"]
        assert check["state"] == "works"
        assert check["seen"] == ("version 6.6, knows sv; texts in nb and nn are checked without it")
        server.languages = ("en",)
        assert examined(tmp_path)["languagetool"]["state"] == "broken"


def test_a_server_that_does_not(tmp_path: Path) -> None:
    with serving() as server:
        address = server.address
    settings = f"languagetool: {{url: '{address}'}}"
    (tmp_path / ".clarity.yaml").write_text(settings, encoding="utf-8")
    check = examined(tmp_path)["languagetool"]
    assert check["state"] == "broken"
    assert check["seen"].endswith("does not answer")
    assert run("doctor", cwd=tmp_path).stdout.endswith("1 thing does not work.\n")


def test_a_local_server_is_tried(tmp_path: Path) -> None:
    env = fake_java(tmp_path)
    (tmp_path / ".clarity.yaml").write_text("languagetool: {local: lt}", encoding="utf-8")
    assert examined(tmp_path, env=env)["languagetool"]["state"] == "works"
    (tmp_path / "bin" / "java").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    assert examined(tmp_path, env=env)["languagetool"]["state"] == "broken"


def test_the_cache(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    run("check", "-", "--cache-dir", cache, cwd=tmp_path, stdin="Du kan ringe oss i dag.\n")
    check = examined(tmp_path, "--cache-dir", str(cache))["cache"]
    assert (check["name"], check["state"]) == (str(cache), "works")
    assert not check["seen"].startswith("0 files")
    (tmp_path / "file").touch()
    broken = examined(tmp_path, "--cache-dir", str(tmp_path / "file" / "cache"))["cache"]
    assert broken["state"] == "broken"


@pytest.mark.parametrize("name", ["cache", "cache/clarity"])
def test_a_cache_that_may_not_be_read(name: str, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache").chmod(0)
    if os.access(tmp_path / "cache", os.R_OK):
        pytest.skip("this user may read all")
    check = examined(tmp_path, "--cache-dir", str(tmp_path / name))["cache"]
    assert (check["state"], check["seen"]) == ("broken", "cannot be read or written")
    assert f"chmod -R u+rwX {tmp_path / 'cache'}" in check["mend"]
    done = run(
        "check", "-", "--cache-dir", tmp_path / name, cwd=tmp_path, stdin="Ring oss i dag.\n"
    )
    assert done.returncode == 0


def test_wrong_usage(tmp_path: Path) -> None:
    assert run("doctor", "borte", cwd=tmp_path).returncode == 2
