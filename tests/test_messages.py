"""What the program says reaches its user in one language: by choice, by locale, by text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Formatter
from typing import TypeGuard

import click
import pytest
import yaml
from babel.messages.pofile import read_po

import update_catalogs
from clarity import messages
from clarity.cli import speech
from clarity.cli.main import clarity
from clarity.parsing.languages import languages
from clarity.resources import code_root, rules_root
from clarity.rulebook import pages
from command import HEAVY, PLAIN, ROOT, report, run, run_apart

#: Words that tell English from the others. None is a setting, a command or a name.
ENGLISH = re.compile(
    r"\b(the|is|are|and|not|which|this|these|with|what|that|of|must|cannot|does|has|no such|"
    r"unknown|missing|default|usage|options|commands|show|exit|by|did|you|mean)\b",
    re.IGNORECASE,
)
#: What is raised or told with a text of the program, and what says it.
_SAYS = {"ConfigError", "UsageError", "ClickException", "BadParameter", "error", "tell", "echo"}


def english(text: str) -> list[str]:
    """Return the lines that have English in them, beside what is quoted or filled in."""
    foreign = re.compile(r"«[^»]*»|”[^”]*”|'[^']*'|{[^}]*}|\S+/\S+|--[a-z-]+")
    return [line for line in text.splitlines() if ENGLISH.search(foreign.sub("", line))]


def catalog_of(language: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the texts of a catalog: all forms of each, and all of its translation."""
    path = rules_root() / "interface" / language / "messages.po"
    with path.open("rb") as file:
        for one in read_po(file):
            if one.id:
                yield forms(one.id), forms(one.string)


def forms(text: str | Sequence[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def test_catalogs_are_whole_and_in_step_with_the_code() -> None:
    for path, data in update_catalogs.files():
        assert path.read_bytes() == data, f"{path.name} is stale: make messages"
    for language in languages():
        assert [ours for ours, theirs in catalog_of(language) if not all(theirs)] == []


@pytest.mark.parametrize("language", languages())
def test_translations_fill_in_the_same(language: str) -> None:
    differing = [
        (ours, theirs)
        for ours, theirs in catalog_of(language)
        for said in theirs
        if not gaps(said) <= set().union(*map(gaps, ours)) or (len(ours) == 1 and lost(ours, said))
    ]
    assert differing == []


def lost(ours: list[str], said: str) -> set[str]:
    """Return what a translation leaves out, but for the kind of thing a path is (see click)."""
    return gaps(ours[0]) - gaps(said) - {"name"}


def gaps(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name}
    except ValueError:  # a brace of YAML, in what libyaml says
        return set()


@pytest.mark.parametrize("language", languages())
def test_translations_have_no_english(language: str) -> None:
    assert english("\n".join(said for _, theirs in catalog_of(language) for said in theirs)) == []


def test_every_text_of_an_error_or_a_notice_can_be_translated() -> None:
    assert [place for path in code_root().rglob("*.py") for place in bare_texts(path)] == []


def bare_texts(path: Path) -> Iterator[str]:
    """Yield the places where something is said in plain English, or `_` cannot be extracted."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        place = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.JoinedStr) and any(map(is_said, ast.walk(node))):
            yield place
        if is_said(node) and not all(map(is_plain, texts_of(node))):
            yield place
        if isinstance(node, ast.Call) and called(node) in _SAYS and any(map(is_prose, node.args)):
            yield place


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", "") or getattr(node.func, "attr", "")


def is_said(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext")


def texts_of(said: ast.Call) -> list[ast.expr]:
    return said.args[:1] if called(said) == "_" else said.args[:2]


def is_plain(node: ast.expr) -> bool:
    """Tell whether a text can be extracted, or is what others say (`SAID_BY_OTHERS`)."""
    return isinstance(node, ast.Constant | ast.BoolOp) or ast.unparse(node) == "problem"


def is_prose(node: ast.expr) -> bool:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = (part.value for part in parts if isinstance(part, ast.Constant))
    return any(re.search(r"[a-z]{2,} [a-z]{2,}|[a-z]{3,} $", str(text)) for text in texts)


def test_plain_english_is_found_where_it_hides(tmp_path: Path) -> None:
    hiding = tmp_path / "hiding.py"
    for said in (
        'raise ConfigError(path, 0, "must be a list")',
        'raise fields.error(key, f"is none of {valid}")',
        'print(f"clarity: {_(name)}")',
        'tell(_(f"no rule {name}"))',
        'tell(ngettext(one, "{number} texts", number))',
    ):
        hiding.write_text(said, encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(bare_texts.__globals__, "ROOT", tmp_path)
            assert list(bare_texts(hiding)), said


def commands(command: click.Command, *path: str) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from commands(below, *path, name)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("path", commands(clarity), ids=" ".join)
def test_help_is_in_one_language(path: tuple[str, ...], language: str) -> None:
    done = run(*path, "--help", env={"CLARITY_LANG": language})
    assert (done.returncode, english(done.stdout)) == (0, [])
    assert done.stdout != run(*path, "--help").stdout


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which much is wrong."""
    folder = tmp_path_factory.mktemp("troubled")
    (folder / "brev.md").write_text(HEAVY, encoding="utf-8")
    (folder / "bilde.md").write_bytes(b"\0\0")
    (folder / "topp.md").write_text("---\nclarity: {guidline: x}\n---\n" + PLAIN, encoding="utf-8")
    (folder / "stille.md").write_text(f"<!-- clarity: off borte -->\n\n{HEAVY}", encoding="utf-8")
    broken = {
        "regel": "rules: {long-sentense: off}",
        "nokkel": "guidline: helsenorge",
        "retningslinje": "guideline: helsenorg",
        "tall": "min_score: mange",
        "grense": "min_score: 300",
        "yaml": "rules: [",
        "kolon": "a: b: c",
        "to": "min_score: 1\nmin_score: 2",
        "valg": "fail_on: alt",
        "ute": "glossary: ../../ordliste.yaml",
        "borte": "rule_paths: regler",
        "del": "overrides:\n  - {files: '*.md', min_score: 3}",
        "modell": "model: min-egen",
        "ord": "glossary: ord.yaml",
    }
    for name, text in broken.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


#: Commands that go wrong, each in its own way; those of project files are in `broken` above.
_WRONG = [
    "check borte.md",
    "check bilde.md topp.md stille.md --quick",
    "check bilde.md topp.md stille.md --format json --quick",
    "check bilde.md topp.md stille.md brev.md --format github --jobs 2",
    "check --bad",
    "check --format xml",
    "check --jobs mange",
    "check --jobs 0",
    "check --min-score 300",
    "check --config borte.yaml",
    "check --config .",
    "check --guideline helsenorg",
    "check --language no",
    "check --output borte/rapport.txt brev.md",
    "check - brev.md",
    "check --allow-host a/b",
    "score --measures mange",
    "brev.md",
    "chekc",
    "explain",
    "explain nb/long-sentense",
    "rules --category stemme",
    "rules mange",
    "trust --mange",
    "trust",
    "init brev.md",
    "doctor borte",
    "doctor --config regel.yaml",
]
_CONFIGURED = ["regel", "nokkel", "retningslinje", "tall", "grense", "yaml", "kolon", "to", "valg"]
_CONFIGURED += ["ute", "borte", "del", "modell", "ord"]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(
    "command", [*_WRONG, *(f"check brev.md --config {name}.yaml" for name in _CONFIGURED)]
)
def test_what_goes_wrong_is_told_in_one_language(
    command: str, language: str, troubled: Path
) -> None:
    done = run(*command.split(), cwd=troubled, env={"CLARITY_LANG": language})
    said = done.stderr if "json" in command else done.stdout + done.stderr
    assert said
    assert english(said) == []


def test_locale_tells_the_language(tmp_path: Path) -> None:
    for locale, said in {
        "nb_NO.UTF-8": "Valget",
        "no_NO": "Valget",
        "nn_NO.UTF-8": "Valet '--bad' finst",
        "sv_SE": "Valet '--bad' finns",
        "en_GB.UTF-8": "No such option",
        "fr_FR": "No such option",
        "C": "No such option",
        "": "No such option",
    }.items():
        done = run("check", "--bad", env={"LC_ALL": locale})
        assert said in done.stderr, locale
    lesser = {"LC_ALL": "", "LC_MESSAGES": "sv_SE.UTF-8", "LANG": "nb_NO.UTF-8"}
    assert "finns" in run("check", "--bad", env=lesser).stderr
    assert "finnes" in run("check", "--bad", env={**lesser, "CLARITY_LANG": "nb"}).stderr


def test_language_that_is_not_spoken_is_an_error() -> None:
    done = run("rules", env={"CLARITY_LANG": "fr", "LC_ALL": "nb_NO.UTF-8"})
    assert (done.returncode, done.stdout) == (2, "")
    assert "CLARITY_LANG" in done.stderr and "en, nb, nn, sv" in done.stderr


def test_report_is_in_the_language_of_the_text_unless_another_is_chosen(tmp_path: Path) -> None:
    (tmp_path / "brev.md").write_text(HEAVY, encoding="utf-8")
    cache = {"CLARITY_CACHE_DIR": str(tmp_path / "cache")}
    by_text = run("check", "brev.md", cwd=tmp_path, env={**cache, "LC_ALL": "en_US.UTF-8"})
    assert "Bør endres" in by_text.stdout and "Kontrollerte 1 fil" in by_text.stdout
    for language, said in {"en": "Should be changed", "sv": "Bör ändras"}.items():
        chosen = {**cache, "CLARITY_LANG": language}
        for _ in range(2):  # the second from the cache
            done = run("check", "brev.md", cwd=tmp_path, env=chosen)
            assert said in done.stdout and "Bør endres" not in done.stdout
            assert "«i henhold til» kan kortes ned" in done.stdout  # what rules say is theirs
    page = run("explain", "nb/long-sentence", env={"CLARITY_LANG": "en"}).stdout
    assert "## Examples" in page and "## Eksempler" not in page


def test_kept_notices_are_told_in_the_language_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"<!-- clarity: off borte -->\n\n{HEAVY}", encoding="utf-8")
    cache = {"CLARITY_CACHE_DIR": str(tmp_path / "cache")}
    told = {
        language: run("check", "a.md", cwd=tmp_path, env={**cache, "CLARITY_LANG": language}).stdout
        for language in ("nb", "sv", "en")
    }
    assert "en regel som ikke finnes: «borte»" in told["nb"]
    assert "en regel som inte finns: ”borte”" in told["sv"]
    assert "a rule that does not exist: «borte»" in told["en"]


def test_documents_and_folders_are_told_of_in_the_language_of_the_report(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(HEAVY, encoding="utf-8")
    for name in ("b.docx", "c.pdf", "d.rst"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    done = run("check", "a.md", "b.docx", "c.pdf", "d.rst", cwd=tmp_path)
    assert "PDF-filer" in done.stdout and english(done.stdout) == []
    (tmp_path / "tom").mkdir()
    (tmp_path / "tom" / ".clarity.yaml").write_text("language: sv\ninclude: [x]\n", "utf-8")
    (tmp_path / "tom" / "a.md").write_text(HEAVY, encoding="utf-8")
    done = run("check", "tom", cwd=tmp_path)
    assert "passar inte in på någon text" in done.stdout and english(done.stdout) == []


def test_what_a_name_means_is_told_in_the_language_of_the_user() -> None:
    for language, said in {"nb": "Retningslinje", "nn": "Byggjer på", "sv": "Riktlinje"}.items():
        page = run("explain", "helsenorge", env={"CLARITY_LANG": language}).stdout
        assert said in page and english(page) == []
    assert "# nn/lix" in run("explain", "lix", env={"CLARITY_LANG": "nn"}).stdout


@pytest.mark.parametrize("language", languages())
def test_what_a_limit_rests_on_is_told_in_the_language_of_the_page(language: str) -> None:
    for path in sorted((rules_root() / "guidelines").glob("*.yaml")):
        principles = yaml.safe_load(path.read_text(encoding="utf-8"))["principles"]
        sources = {use["source"] for one in principles for use in one["signals"]}
        for source in sources:
            told = messages.said_in(language, source)
            assert told != source and english(told) == [], f"{path.name}: {source}"


def test_explained_limits_are_in_one_language() -> None:
    for language, said in {
        "nb": "Grensen bygger på: inndelingen til Björnsson",
        "nn": "Grensa byggjer på: inndelinga til Björnsson",
        "sv": "Gränsen bygger på: indelningen hos Björnsson",
        "en": "The limit rests on: bands of Björnsson",
    }.items():
        assert said in run("explain", "lix", env={"CLARITY_LANG": language}).stdout
    assert "inndelingen til Björnsson" in run("explain", "helsenorge/enkel og lett").stdout


def test_project_says_the_language_where_the_locale_leaves_it_open(tmp_path: Path) -> None:
    (tmp_path / ".clarity.yaml").write_text("language: nn\n", encoding="utf-8")
    done = run("check", "borte.md", "--format", "json", cwd=tmp_path)
    assert "clarity: borte.md: Fila finst ikkje" in done.stderr
    assert report(done)["errors"]


def test_texts_say_the_language_where_nothing_else_does(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(HEAVY, encoding="utf-8")
    (tmp_path / "b.md").write_text("---\nclarity: {guidline: x}\n---\n", encoding="utf-8")
    done = run("check", "a.md", "b.md", cwd=tmp_path)
    assert "ukjent nøkkel «guidline»" in done.stdout
    assert english(done.stdout) == []


def test_severity_has_one_name_everywhere() -> None:
    from clarity.reports.interface_words import words_in

    for language in (*languages(), messages.SOURCE):
        words, page = words_in(language), pages._words(language)
        for severity, name in words.severities.items():
            assert page.severities[severity] == name.lower()


def test_who_imports_clarity_keeps_the_words_of_click() -> None:
    done = run_apart("check", "--bad", env={"CLARITY_LANG": "nb"})
    assert "finnes ikke" in done.stderr
    with messages.speaking("nb"):
        assert speech.said(clarity).help != clarity.help
    assert clarity.help and clarity.help.startswith("Check Norwegian")
