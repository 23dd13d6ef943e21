"""A language is a table entry and data files: what docs/languages.md says is all there is to do."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from clarity.language import interface
from clarity.language.profiles import profiles
from clarity.parsing.json_data import read
from clarity.parsing.languages import in_family, languages
from clarity.parsing.located_yaml import ConfigError, load
from clarity.resources import rules_root
from command import ROOT

INTERFACES = sorted((rules_root() / "interface").iterdir())
#: A file of docs/languages.md, named in the line or lines above the block it stands in.
STEP = re.compile(r"`(rules/[\w/.-]+\.(?:json|yaml))`(?:(?!```).)*?```(json|yaml)\n(.*?)```", re.S)
COPY = re.compile(r"^cp -r (\S+) (\S+)$", re.M)
REMOVE = re.compile(r"^rm (\S+)$", re.M)
TEXT = """# Nova regulo

Ekde nun vi devas sendi la leteron al ni, kaj ni respondos al vi kiam ĉiuj paperoj estas ĉi tie.
Se vi ne povas veni, vi povas sendi viajn paperojn per poŝto, sed ne forgesu skribi vian nomon.
"""


@pytest.fixture(scope="module")
def esperanto(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a checkout in which the steps of the documentation have been followed."""
    root = tmp_path_factory.mktemp("checkout")
    for name in ("clarity", "models", "corpora", "scripts", "training"):
        (root / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "rules", root / "rules")
    (root / "docs").mkdir()
    pages = ("channels", "inflection", "example*")
    for page in (path for name in pages for path in ROOT.glob(f"docs/{name}.md")):
        shutil.copy(page, root / "docs")
    (root / "README.md").touch()
    steps = (ROOT / "docs/languages.md").read_text(encoding="utf-8")
    for source, target in COPY.findall(steps):
        shutil.copytree(root / source, root / target)
    for pattern in REMOVE.findall(steps):
        for path in root.glob(pattern):
            path.unlink()
    for name, kind, text in STEP.findall(steps):
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(_with(path, text) if kind == "json" else text, encoding="utf-8")
    return root


def _with(path: Path, added: str) -> str:
    return json.dumps({**json.loads(path.read_text(encoding="utf-8")), **json.loads(added)})


def start(root: Path, *arguments: str, speaks: str = "") -> subprocess.CompletedProcess[str]:
    """Run Python on a checkout."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env={
            **os.environ,
            "PYTHONPATH": str(root),
            "CLARITY_CACHE_DIR": str(root / "cache"),
            "LC_ALL": "C.UTF-8",
            "CLARITY_LANG": speaks,
            "CLARITY_STRICT": "1",  # no judge has read what the new rules find
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def clarity(root: Path, *arguments: str) -> str:
    """Return what clarity prints, where all goes well."""
    done = start(root, "-m", "clarity", *arguments)
    assert done.returncode in (0, 1) and not done.stderr, done.stderr
    return done.stdout


def test_text_in_a_new_language_is_known_checked_and_reported_in_its_words(esperanto: Path) -> None:
    (esperanto / "regulo.md").write_text(TEXT, encoding="utf-8")
    (file,) = json.loads(clarity(esperanto, "check", "regulo.md", "--format", "json"))["files"]
    assert (file["language"], file["guideline"], file["notices"]) == ("eo", None, [])
    assert [(f["rule"], f["suggestions"]) for f in file["findings"]] == [
        ("eo/plain-words", ["Nun"]),
    ]
    told = clarity(esperanto, "check", "regulo.md")
    assert "  Esperanto · " in told
    assert "Prefere ŝanĝu (1)" in told
    assert "! «Ekde nun» estas peza. Skribu ”Nun”." in told
    assert "Kial: Mallongaj kaj kutimaj vortoj" in told


def test_new_language_is_spoken_and_what_has_no_catalog_is_english(esperanto: Path) -> None:
    (esperanto / "regulo.md").write_text(TEXT, encoding="utf-8")
    done = start(esperanto, "-m", "clarity", "check", "regulo.md", "nenio.md", speaks="eo")
    assert "Prefere ŝanĝu" in done.stdout
    done = start(esperanto, "-m", "clarity", "check", "--nenio", speaks="eo")
    assert "No such option" in done.stderr


def test_new_language_is_read_from_path_and_markup(esperanto: Path) -> None:
    page = '<p lang="sv">Hej och välkommen.</p><p lang="eo">Bonvolu pagi ekde nun.</p>'
    (esperanto / "eo").mkdir()
    (esperanto / "eo" / "p.html").write_text(page, encoding="utf-8")
    (file,) = json.loads(clarity(esperanto, "check", "eo/p.html", "--format", "json"))["files"]
    assert file["language"] == "eo"
    assert [finding["text"] for finding in file["findings"]] == ["ekde nun"]


def test_texts_in_other_languages_are_told_which_are_read(esperanto: Path) -> None:
    english = "This is a text that has not been written in any of the languages that we can read. "
    (esperanto / "english.md").write_text(english * 3, encoding="utf-8")
    told = clarity(esperanto, "check", "english.md")
    assert "not in bokmål, nynorsk, Swedish or Esperanto." in " ".join(told.split())


def test_new_language_stands_in_lists_and_documentation(esperanto: Path) -> None:
    assert clarity(esperanto, "rules", "--language", "eo").startswith("eo/plain-words  warning")
    assert "[auto|nb|nn|sv|eo]" in clarity(esperanto, "check", "--help")
    checks = json.loads(clarity(esperanto, "doctor", "--format", "json"))
    assert ("grammar", "eo", "absent") in [(c["subject"], c["name"], c["state"]) for c in checks]
    assert start(esperanto, "scripts/generate_docs.py").returncode == 0
    assert "ekde nun" in (esperanto / "docs/rules/eo/plain-words.md").read_text(encoding="utf-8")
    assert '[eo](eo/plain-words.md "Esperanto")' in (esperanto / "docs/rules/README.md").read_text(
        encoding="utf-8"
    )


def test_text_that_is_not_translated_is_an_error(esperanto: Path) -> None:
    path = esperanto / "rules/interface/eo/report.json"
    whole = path.read_text(encoding="utf-8")
    words = json.loads(whole)
    del words["confidence"]["low"]
    path.write_text(json.dumps(words, indent=2), encoding="utf-8")
    (esperanto / "regulo.md").write_text(TEXT, encoding="utf-8")
    done = start(esperanto, "-m", "clarity", "check", "regulo.md")
    path.write_text(whole, encoding="utf-8")
    assert done.returncode == 2
    assert re.search(r"eo/report\.json:\d+: «low» is missing\n", done.stdout)


def test_no_python_names_a_language() -> None:
    codes = {name for one in languages().values() for name in (one.code, one.macrolanguage)} - {""}
    named = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (ROOT / "clarity").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in codes
    ]
    assert not named


def test_code_stands_for_a_language_or_for_those_of_a_macrolanguage() -> None:
    assert (in_family("sv"), in_family("no"), in_family("da")) == (("sv",), ("nb", "nn"), ())
    assert in_family("") == ()


def test_every_language_can_be_told_and_spoken() -> None:
    assert profiles().keys() > languages().keys()
    assert all(interface.is_spoken(code) for code in languages())
    assert not interface.is_spoken("da")


@pytest.mark.parametrize("name", sorted(path.name for path in INTERFACES[0].glob("*.json")))
def test_every_language_of_the_interface_says_the_same(name: str) -> None:
    files = [load((folder / name).read_text(encoding="utf-8"), name) for folder in INTERFACES]
    assert [dict(_gaps(file)) for file in files] == [dict(_gaps(files[0]))] * len(files)


def _gaps(value: Any, name: str = "") -> Iterator[tuple[str, list[str]]]:
    """Yield each text's name, and what is filled in in it."""
    if isinstance(value, str):
        yield name, sorted(gap for _, gap, _, _ in Formatter().parse(value) if gap)
    else:
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _gaps(item, f"{name}/{key}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{\n"one": "en"}', "«two» is missing"),
        ('{\n"one": "en",\n"two": 2,\n"three": "tre"}', "t.json:4: unknown key «three»"),
        ('{\n"one": "en",\n"two": [""]}', "t.json:3: «two»: must be a text"),
        ('{\n"one": "en",\n}', "t.json:3: not valid JSON"),
    ],
)
def test_what_is_wrong_in_a_file_of_words_is_told_with_its_place(
    text: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "t.json"
    path.write_text(text, encoding="utf-8")

    def make(fields: Any) -> None:
        fields.text("one")
        fields.text("two")
        fields.finish()

    with pytest.raises(ConfigError, match=re.escape(message)):
        read(path, make)
