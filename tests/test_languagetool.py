"""LanguageTool's findings: where they are, what becomes of them, and what is sent."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import astuple

from allowing import ALLOWED
from allowing import run_allowed as run_clarity
from clarity.checks.repeats import places
from clarity.model import OPAQUE, Finding, Report
from clarity.run.texts import check
from clarity.session import Request, Session
from command import environment
from fake_languagetool import FakeServer, serving

START = "# Ansök om plats\n\nDu kan ansöka om en plats hos oss på webben när du vill.\n\n"


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with serving() as running:
        yield running


def judged(
    folder: Path, server: FakeServer, text: str, settings: str = "", name: str = "side.sv.md"
) -> Report:
    (folder / ".clarity.yaml").write_text(
        f"languagetool:\n  url: {server.address}\n{settings}", encoding="utf-8"
    )
    (folder / name).write_text(START + text, encoding="utf-8")
    (report,) = check([str(folder / name)], Request(user=ALLOWED))
    assert isinstance(report, Report)
    return report


def proofread(report: Report) -> list[Finding]:
    found = places(report.findings)
    return [finding for finding in found if finding.advice.source == "LanguageTool"]


def found(report: Report) -> list[tuple[str, str]]:
    return [(finding.rule.partition("/")[2], finding.text) for finding in proofread(report)]


def test_each_kind_of_issue_is_a_rule_in_its_category(tmp_path: Path, server: FakeServer) -> None:
    text = "Det är felstavatt i en hus, och det är i princip allt!!\n"
    report = judged(tmp_path, server, text)
    assert [(f.rule, f.advice.category, f.text) for f in proofread(report)] == [
        ("sv/spelling", "language", "felstavatt"),
        ("sv/grammar", "language", "en hus"),
        ("sv/style", "wording", "i princip"),
        ("sv/typography", "format", "!!"),
    ]
    spelling, grammar, *_ = proofread(report)
    assert spelling.suggestions == ("felstavat",)
    assert (
        spelling.message == "”felstavatt” finns inte i LanguageTools ordlista. Se över stavningen."
    )
    assert grammar.message == "Fel: en hus. (LanguageTool: EN_ETT)"
    assert all(f.severity == "suggestion" and f.advice.why for f in proofread(report))
    assert len({finding.fingerprint for finding in report.findings}) == len(report.findings)
    assert report.skipped == ()


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Det är **fel**stavatt här.", "fel**stavatt"),
        ("Allt &amp; inget är `kod` [felstavatt](http://a.se/felstavatt).", "felstavatt"),
        ("😀 Vi ler 😀 felstavatt.", "felstavatt"),
        ("Å a\u030a, en fel\u00adstavatt text.", "fel\u00adstavatt"),
        ("| a | b |\n|---|---|\n| ja | felstavatt |", "felstavatt"),
        ("Bild ![felstavatt](b.png) och `felstavatt` där.", "felstavatt"),
        ('<p lang="sv">Här är <em>fel</em>stavatt&nbsp;!</p>', "fel</em>stavatt"),
    ],
)
def test_the_place_is_exact_through_markup(
    text: str, source: str, tmp_path: Path, server: FakeServer
) -> None:
    report = judged(tmp_path, server, text + "\n")
    assert [report.source[f.span.start : f.span.end] for f in proofread(report)] == [source]
    assert [finding.text for finding in proofread(report)] == ["felstavatt"]


def test_code_addresses_and_placeholders_are_not_sent(tmp_path: Path, server: FakeServer) -> None:
    text = "Skriv `hemlig_kod` till [oss](http://hemligt.se) eller hemlig@a.se, {{ hemlig }}.\n"
    judged(tmp_path, server, text)
    (form,) = server.checks
    assert "hemlig" not in form["data"]
    parts = json.loads(form["data"])["annotation"]
    assert {"markup": OPAQUE, "interpretAs": "1"} in parts
    assert {"markup": "\n", "interpretAs": "\n\n"} in parts


def test_what_reaches_into_code_is_no_finding(tmp_path: Path, server: FakeServer) -> None:
    text = "Det är felstavatt."
    wrong = {"offset": len("Ansök om plats\n"), "length": 300}
    server.behave = lambda path, form: None
    report = judged(tmp_path, server, text)
    assert found(report) == [("spelling", "felstavatt")]

    def reach(path: str, form: dict[str, str]) -> tuple[int, bytes] | None:
        parts = json.loads(form.get("data", "{}")).get("annotation", [])
        size = sum(len(part.get("text") or part["markup"]) for part in parts)
        rule = {"id": "X", "issueType": "grammar"}
        match = {**wrong, "length": size - 20, "message": "m", "replacements": [], "rule": rule}
        return (200, json.dumps({"matches": [match]}).encode()) if parts else None

    server.behave = reach  # type: ignore[assignment]
    assert found(judged(tmp_path, server, text)) == []


def test_a_document_is_sent_in_few_requests(tmp_path: Path, server: FakeServer) -> None:
    report = judged(tmp_path, server, "Det är felstavatt.\n\n" * 1000)
    assert len(proofread(report)) == 1000
    assert len(server.checks) <= 5


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<!-- clarity: ignore spelling -->\n", ""),
        ("<!-- clarity: off sv/spelling -->\n\n", "\n\n<!-- clarity: on -->"),
        ("<!-- clarity: off -->\n\n", ""),
        ("”", "”"),
        ("> ", ""),
        ("Undvik: ", ""),
    ],
)
def test_what_is_silenced_or_quoted_is_left_alone(
    before: str, after: str, tmp_path: Path, server: FakeServer
) -> None:
    assert found(judged(tmp_path, server, f"{before}Det är felstavatt.{after}\n")) == []


def test_rules_can_be_configured(tmp_path: Path, server: FakeServer) -> None:
    text = "Det är felstavatt i en hus.\n"
    rules = "rules:\n  spelling: {severity: error}\n  sv/grammar: off\n"
    (finding,) = proofread(judged(tmp_path, server, text, rules))
    assert (finding.text, finding.severity) == ("felstavatt", "error")


def test_rules_can_be_configured_in_front_matter(tmp_path: Path, server: FakeServer) -> None:
    text = "---\nclarity: {rules: {spelling: off}}\n---\n\nDet är felstavatt i en hus som vi har.\n"
    (tmp_path / ".clarity.yaml").write_text(f"languagetool: {{url: '{server.address}'}}")
    report = Session(Request(user=ALLOWED)).check_bytes(text.encode(), str(tmp_path / "side.sv.md"))
    assert isinstance(report, Report)
    assert found(report) == [("grammar", "en hus")]


def test_some_files_can_be_kept_from_the_server(tmp_path: Path, server: FakeServer) -> None:
    """By the mend that the error for ``languagetool`` under ``overrides`` tells of."""
    off = "rules: {spelling: off, grammar: off, typography: off, style: off}"
    settings = f"overrides:\n  - files: [hemligt.sv.md]\n    {off}\n"
    report = judged(tmp_path, server, "Det är felstavatt.\n", settings, "hemligt.sv.md")
    assert (found(report), report.skipped, server.asked) == ([], (), [])
    judged(tmp_path, server, "Det är felstavatt.\n", settings)
    assert server.asked


def test_an_unknown_option_of_a_rule_is_an_error(tmp_path: Path, server: FakeServer) -> None:
    (tmp_path / ".clarity.yaml").write_text(
        f"languagetool: {{url: '{server.address}'}}\nrules:\n  spelling: {{max: 3}}\n"
    )
    (tmp_path / "side.sv.md").write_text(START)
    done = run_clarity("check", "side.sv.md", cwd=tmp_path)
    assert done.returncode == 2
    assert ".clarity.yaml:3: spelling: unknown key «max»" in done.stdout


def test_own_words_and_the_glossarys_are_spelt_right(tmp_path: Path, server: FakeServer) -> None:
    text = "En skolplattan. Skolplattan är felstavatt.\n"
    assert len(proofread(judged(tmp_path, server, text))) == 3
    (tmp_path / "ord.txt").write_text("# våra\nfelstavatt  # ja\n", encoding="utf-8")
    words = "  words: ord.txt\n"
    assert found(judged(tmp_path, server, text, words)) == [
        ("spelling", "skolplattan"),
        ("spelling", "Skolplattan"),
    ]
    terms = (
        "language: sv\nterms: [{use: skolplatta, avoid: [läsplatta], inflect: noun, like: hemsida}]"
    )
    (tmp_path / "termer.yaml").write_text(terms, encoding="utf-8")
    assert found(judged(tmp_path, server, text, words + "glossary: termer.yaml\n")) == []


def test_names_and_files_are_not_misspelt(tmp_path: Path, server: FakeServer) -> None:
    assert found(judged(tmp_path, server, "Logga in i Skolplattan nu.\n")) == []
    assert found(judged(tmp_path, server, "Nu är det klart. Skolplattan är här.\n")) == [
        ("spelling", "Skolplattan")
    ]


def test_a_fault_is_told_once(tmp_path: Path, server: FakeServer) -> None:
    def repeat(path: str, form: dict[str, str]) -> tuple[int, bytes] | None:
        parts = json.loads(form.get("data", "{}")).get("annotation", [])
        text = "".join(part.get("text") or part["markup"] for part in parts)
        rule = {"id": "WORD_REPEAT_RULE", "issueType": "duplication"}
        match = {"offset": text.find("kan kan"), "length": 7, "message": "m", "replacements": []}
        return (200, json.dumps({"matches": [{**match, "rule": rule}]}).encode()) if parts else None

    server.behave = repeat  # type: ignore[assignment]
    report = judged(tmp_path, server, "Du kan kan ringa oss.\n")
    assert [f.rule for f in report.findings if f.text == "kan kan"] == ["sv/repeated-word"]


def test_it_counts_in_no_score_and_is_not_asked_for_one(tmp_path: Path, server: FakeServer) -> None:
    text = "Vi hjälper dig gärna om du undrar. Ring oss när du vill. Det är felstavatt.\n" * 9
    with_it = judged(tmp_path, server, text)
    asked = len(server.asked)
    (without,) = check([str(tmp_path)], Request(proofread=False, user=ALLOWED))
    assert isinstance(without, Report)
    assert with_it.scorecard == without.scorecard
    assert len(places(with_it.findings)) == len(without.findings) + 9
    run_clarity("score", ".", cwd=tmp_path)
    assert len(server.asked) == asked


def test_filters_are_passed_on(tmp_path: Path, server: FakeServer) -> None:
    settings = (
        "  enabled_rules: [A, B]\n  disabled_rules: C\n"
        "  enabled_categories: D\n  disabled_categories: [E, F]\n"
    )
    judged(tmp_path, server, "Hej.\n", settings)
    (form,) = server.checks
    assert form["enabledRules"] == "A,B"
    assert form["disabledRules"] == "C,UPPERCASE_SENTENCE_START"
    assert (form["enabledCategories"], form["disabledCategories"]) == ("D", "E,F")
    judged(tmp_path, server, "Hej.\n", "  enabled_rules: UPPERCASE_SENTENCE_START\n")
    assert "disabledRules" not in server.checks[-1]


def test_a_language_the_server_does_not_know_is_told_once(
    tmp_path: Path, server: FakeServer
) -> None:
    (tmp_path / ".clarity.yaml").write_text(f"languagetool: {{url: '{server.address}'}}")
    text = "# Søk om plass\n\nDu kan søke om plass på nettsiden vår når du vil.\n"
    for name in ("a.nb.md", "b.nb.md"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    for report in check([str(tmp_path)], Request(user=ALLOWED)):
        assert isinstance(report, Report)
        assert [astuple(skip) for skip in report.skipped] == [
            ("nb/languagetool", "LanguageTool does not know bokmål", False)
        ]
    assert not server.checks
    done = run_clarity("check", ".", "--format", "json", cwd=tmp_path)
    assert done.stderr == "clarity: LanguageTool kan ikke bokmål.\n"
    done = run_clarity("check", ".", cwd=tmp_path)
    assert done.stdout.count("LanguageTool kan ikke bokmål.") == 1
    assert done.stderr == ""


def test_norwegian_is_asked_for_by_the_name_the_server_has(
    tmp_path: Path, server: FakeServer
) -> None:
    server.languages = ("no", "sv")
    (tmp_path / ".clarity.yaml").write_text(f"languagetool: {{url: '{server.address}'}}")
    (tmp_path / "a.nb.md").write_text("Dette er felstavatt, og det er ikke bra for deg.\n")
    (report,) = check([str(tmp_path)], Request(user=ALLOWED))
    assert isinstance(report, Report)
    assert [f.rule for f in proofread(report)] == ["nb/spelling"]
    assert server.checks[0]["language"] == "no"


def test_a_report_is_kept_until_the_server_is_another(tmp_path: Path, server: FakeServer) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / ".clarity.yaml").write_text(f"languagetool: {{url: '{server.address}'}}")
    (pages / "side.sv.md").write_text(START + "Det är felstavatt.\n", encoding="utf-8")
    request = Request(cache=tmp_path / "cache", user=ALLOWED)
    first = list(check([str(pages)], request))
    assert list(check([str(pages)], request)) == first
    assert len(server.checks) == 1
    server.version = "6.7"
    assert list(check([str(pages)], request)) == first
    assert len(server.checks) == 2


def test_another_machine_is_warned_of(tmp_path: Path) -> None:
    settings = "languagetool: {url: 'https://clarity-test.invalid/lt', timeout: 5}\n"
    (tmp_path / ".clarity.yaml").write_text(settings, encoding="utf-8")
    (tmp_path / "side.sv.md").write_text(START, encoding="utf-8")
    warning = "clarity: the texts are sent to another machine, LanguageTool at clarity-test.invalid"
    done = run_clarity("check", "side.sv.md", cwd=tmp_path, env={"COLUMNS": "300"})
    assert done.stderr.splitlines() == [warning]
    assert "LanguageTool på clarity-test.invalid svarar inte." in done.stdout
    done = run_clarity(
        *("check", "-", "--stdin-filename", "x.sv.md", "--format", "json"),
        cwd=tmp_path,
        stdin=START,
    )
    assert done.stderr.splitlines()[0] == warning


def test_its_rules_are_listed_and_explained_where_it_is_asked(tmp_path: Path) -> None:
    (tmp_path / ".clarity.yaml").write_text(
        "languagetool: {url: 'http://localhost:1'}\nrules: {style: off}\n", encoding="utf-8"
    )
    listed = json.loads(run_clarity("rules", "--format", "json", cwd=tmp_path).stdout)
    ours = {rule["rule"]: rule["off"] for rule in listed if rule["source"] == "LanguageTool"}
    assert len(ours) == 12
    assert (ours["nn/spelling"], ours["sv/style"]) == (False, True)
    page = run_clarity("explain", "sv/spelling", cwd=tmp_path).stdout
    assert "Stavfel drar till sig uppmärksamhet" in page
    assert "## Exempel" not in page


def test_nothing_of_it_is_loaded_unless_configured(tmp_path: Path) -> None:
    (tmp_path / "side.sv.md").write_text(START, encoding="utf-8")
    program = (
        "import sys\nfrom clarity.run.texts import check\nfrom clarity.session import Request\n"
        "list(check(['side.sv.md'], Request(quick=True)))\n"  # spaCy loads some of it too
        "print({'requests', 'language_tool_python', 'http.client'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "set()\n"


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ("{timeout: 3}", "needs either url (a server) or local: true"),
        ("{url: 'http://a.se', local: true}", "needs either url (a server) or local: true"),
        ("{url: 'a.se'}", "«a.se» is no address such as http://localhost:8081"),
        ("{url: 'ftp://a.se'}", "is no address"),
        ("{url: 'http://a.se:99999'}", "is no address"),
        ("{local: finns/inte}", "must be true, or a folder with languagetool-server.jar"),
        ("{url: 'http://a.se', timeout: 0}", "must be from 0 to 3600 seconds"),
        ("{url: 'http://a.se', words: borta.txt}", "«borta.txt» does not exist"),
        ("{url: 'http://a.se', disabled_rules: ['A,B']}", "«A,B» is no id"),
        ("{url: 'http://a.se', disabled: A}", "unknown key «disabled»"),
        ("http://a.se", "must be a mapping"),
    ],
)
def test_wrong_settings_are_refused(settings: str, error: str, tmp_path: Path) -> None:
    (tmp_path / ".clarity.yaml").write_text(f"\nlanguagetool: {settings}\n", encoding="utf-8")
    (tmp_path / "side.sv.md").write_text(START, encoding="utf-8")
    done = run_clarity("check", "side.sv.md", cwd=tmp_path, env={"COLUMNS": "300"})
    assert done.returncode == 2
    assert error in done.stdout
    assert ".clarity.yaml:2: " in done.stdout


def test_a_text_cannot_have_itself_sent_somewhere(tmp_path: Path, server: FakeServer) -> None:
    text = f"---\nclarity:\n  languagetool: {{url: '{server.address}'}}\n---\n\n{START}"
    (tmp_path / "side.sv.md").write_text(text, encoding="utf-8")
    done = run_clarity("check", "side.sv.md", cwd=tmp_path)
    assert "unknown key «languagetool»" in " ".join(done.stdout.split())
    assert not server.asked
