"""What the commands print, where, and with which exit code."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from click.testing import CliRunner

from clarity import session
from clarity.cli.judging import FAILED
from clarity.cli.main import clarity
from clarity.reports import FORMATS
from command import HANGS, HEAVY, PLAIN, environment, report, run, run_apart


@pytest.fixture(autouse=True)
def _texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder with a text to mend and one without anything to mend."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "tung.md").write_text(HEAVY, encoding="utf-8")
    (tmp_path / "enkel.md").write_text(PLAIN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def _configure(text: str, folder: str = ".") -> None:
    Path(folder, ".clarity.yaml").write_text(text, encoding="utf-8")


def test_nothing_to_mend_is_0_something_is_1() -> None:
    assert run_apart("check", "enkel.md").returncode == 0
    found = run_apart("check", "tung.md")
    assert found.returncode == 1
    assert "iverksettes" in found.stdout


def test_without_paths_this_folder_is_checked() -> None:
    found = run("check", "--format", "json")
    assert [file["path"] for file in report(found)["files"]] == ["enkel.md", "tung.md"]


def test_fail_on_decides_what_counts() -> None:
    assert run("check", "tung.md", "--fail-on", "never").returncode == 0
    assert run("check", "tung.md", "--fail-on", "suggestion").returncode == 1
    _configure("fail_on: never")
    assert run("check", "tung.md").returncode == 0
    assert run("check", "tung.md", "--fail-on", "warning").returncode == 1


@pytest.mark.parametrize("form", FORMATS)
def test_the_score_is_worked_out_where_it_is_shown_or_has_a_limit(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object) -> None:
        raise NotImplementedError

    def is_worked_out(*more: str) -> bool:
        command = ["check", "enkel.md", "--no-cache", "--jobs", "1", "--format", form, *more]
        return CliRunner(env=environment()).invoke(clarity, command).exit_code == FAILED

    monkeypatch.setattr(session, "score", refuse)
    assert is_worked_out() is (form in ("terminal", "summary", "json", "markdown", "html"))
    assert is_worked_out("--min-score", "60")
    assert not is_worked_out("--guideline", "none", "--min-score", "60")
    _configure("min_score: 60")
    assert is_worked_out()


def test_min_score_decides_what_counts_and_a_short_text_is_not_judged() -> None:
    long = PLAIN + "\n\n".join(["Du kan ringe oss om du lurer på noe. Vi hjelper deg gjerne."] * 9)
    Path("lang.md").write_text(long, encoding="utf-8")
    assert run("score", "lang.md", "--min-score", "100").returncode == 1
    assert run("score", "lang.md", "--min-score", "1").returncode == 0
    assert run("score", "enkel.md", "--min-score", "100").returncode == 0
    _configure("min_score: 100")
    assert run("score", "lang.md").returncode == 1


LONG = PLAIN + "\n\n".join(["Du kan ringe oss om du lurer på noe. Vi hjelper deg gjerne."] * 9)


def test_never_is_never_whatever_a_project_file_asks_of_the_score() -> None:
    Path("lang.md").write_text(LONG, encoding="utf-8")
    _configure("min_score: 100")
    assert run("check", "lang.md", "--fail-on", "never", "--format", "sarif").returncode == 0
    done = run("check", "lang.md", "--fail-on", "never", "--min-score", "100")
    assert done.returncode == 1
    _configure("fail_on: never\nmin_score: 100")
    assert run("check", "lang.md").returncode == 1


@pytest.mark.parametrize("form", sorted(FORMATS))
@pytest.mark.parametrize("is_filed", [False, True])
def test_a_score_that_is_too_low_is_told_with_the_name_of_its_file(
    form: str, is_filed: bool
) -> None:
    Path("lang.md").write_text(LONG, encoding="utf-8")
    _configure("min_score: 100\nlanguage: nb")
    more = ("--output", "ut") if is_filed else ()
    done = run("check", "lang.md", "enkel.md", "--format", form, *more)
    assert done.returncode == 1
    told = done.stderr if is_filed or form in ("sarif", "vale-json") else done.stdout
    if form == "json" and not is_filed:
        assert [file["limits"]["passed"] for file in report(done)["files"]] == [False, True]
        assert done.stderr == ""
    else:
        of_file = ":1:1: error: " in told or "poeng, og grensen er minst 100" in told
        assert of_file or "1 fil har mindre enn 100 poeng" in told
        assert "lang.md" in told
    assert len(done.stderr.splitlines()) == (is_filed or form in ("sarif", "vale-json"))


def test_a_score_that_is_too_low_is_annotated_and_has_a_line() -> None:
    Path("lang.md").write_text(LONG, encoding="utf-8")
    _configure("min_score: 100")
    annotated = run("check", "lang.md", "--format", "github").stdout
    assert "::error file=lang.md,title=Ikke godkjent. Poeng%3A " in annotated
    assert "lang.md:1:1: error: " in run("check", "lang.md", "--format", "line").stdout


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("line", ".clarity.yaml:2:1: error: "),
        ("github", "::error file=.clarity.yaml,line=2,title=Feil i innstillingene::"),
        ("terminal", "\n.clarity.yaml:2: "),
        ("markdown", "- Feil i innstillingene: .clarity.yaml:2. "),
        ("html", "<li>.clarity.yaml:2: "),
        ("sarif", '"region": {"startLine": 2}'),
        ("json", '"path": ".clarity.yaml", "line": 2, "message": "unknown key'),
    ],
)
def test_a_wrong_setting_is_told_at_its_line(form: str, told: str) -> None:
    Path("rett").mkdir()
    _configure("language: nb\nchanel: web")
    _configure("language: nb", "rett")
    Path("rett", "a.md").write_text(PLAIN, encoding="utf-8")
    speaks = {} if form == "json" else {"CLARITY_LANG": "nb"}
    done = run("check", "--format", form, env=speaks)
    assert done.returncode == 2
    assert told in "\n" + done.stdout


@pytest.mark.parametrize(
    ("settings", "glossary", "told"),
    [
        ("# a list\n- channel: web", "", ".clarity.yaml:2:1: error: "),
        ("glossary: [ord.yaml]", "\nterms:\n- {use: a, avoid: b}", "ord.yaml:2:1: error: "),
    ],
)
def test_what_is_wrong_with_a_whole_file_is_told_where_it_begins(
    settings: str, glossary: str, told: str
) -> None:
    _configure(settings)
    Path("ord.yaml").write_text(glossary, encoding="utf-8")
    assert told in run("check", "--format", "line").stdout


def test_it_is_told_who_said_a_language_that_a_text_is_not_in() -> None:
    Path("nn").mkdir()
    for path in ("nn/a.md", "b.md"):
        Path(path).write_text(LONG, encoding="utf-8")
    _configure("language: nn")
    done = run("check", "nn/a.md", "b.md", "--format", "line", env={"CLARITY_LANG": "nb"})
    assert "nn/a.md:1:1: note: Navnet på mappen eller filen sier nynorsk, men" in done.stdout
    assert "b.md:1:1: note: Språket er satt til nynorsk, men" in done.stdout


def test_score_does_not_fail_on_findings() -> None:
    scored = run("score", "tung.md")
    assert scored.returncode == 0
    assert "iverksettes" not in scored.stdout


def test_score_gives_further_indices_on_request() -> None:
    usual = report(run("score", "tung.md", "--format", "json"))["files"][0]["measures"]
    further = report(run("score", "tung.md", "--format", "json", "--measures", "all"))
    assert usual.keys() < further["files"][0]["measures"].keys()


def test_each_file_is_held_to_its_own_project_file() -> None:
    Path("internt").mkdir()
    Path("internt/tung.md").write_text(HEAVY, encoding="utf-8")
    _configure("fail_on: never", "internt")
    assert run("check", "internt").returncode == 0
    assert run("check", "internt", "tung.md").returncode == 1


def test_a_project_file_given_by_name_holds_for_everything() -> None:
    Path("oppsett").mkdir()
    Path("oppsett/mildt.yaml").write_text('fail_on: never\nexclude: ["enkel.md"]', encoding="utf-8")
    _configure("fail_on: suggestion")
    mild = run("check", "--config", "oppsett/mildt.yaml", "--format", "json")
    assert mild.returncode == 0
    assert [file["path"] for file in report(mild)["files"]] == ["tung.md"]


def test_rules_are_configured_silenced_and_found_again() -> None:
    def rules() -> set[str]:
        files = report(run("check", "tung.md", "--format", "json"))["files"]
        return {finding["rule"] for finding in files[0]["findings"]}

    assert "nb/compound-prepositions" in rules()
    _configure("rules: {compound-prepositions: off}")
    assert "nb/compound-prepositions" not in rules()
    Path("tung.md").write_text(
        f"---\nclarity: {{rules: {{compound-prepositions: on}}}}\n---\n{HEAVY}"
    )
    assert "nb/compound-prepositions" in rules()
    Path("tung.md").write_text(f"<!-- clarity: off -->\n\n{HEAVY}", encoding="utf-8")
    assert rules() == set()


def test_rules_that_could_not_run_are_told_of_once_a_run() -> None:
    rule = (
        "category: voice\nseverity: warning\nstrength: heuristic\nsource: oss\n"
        "message: Mange passiver.\nwhy: Si hvem.\ncheck: measures\nover: text\n"
        "measure: passive_share\nmax: 0.9\n"
        "examples: [{bad: Den sendes., marks: Den sendes., good: Vi sender den.}]\n"
        "leave_alone: [Vi sender den.]\n"
    )
    Path("regler", "nb").mkdir(parents=True)
    Path("regler", "nb", "passiver.yaml").write_text(rule, encoding="utf-8")
    _configure("rule_paths: [regler]")
    shown, again = (run("check", "--quick", "--cache-dir", ".cache") for _ in range(2))
    assert shown.stdout.count("(--quick)") == 1
    assert shown.stdout.count("Ikke kontrollert") == shown.stdout.count("nb/passiver") == 1
    assert again.stdout == shown.stdout
    for _ in range(2):
        data = run("check", "--quick", "--format", "json", "--cache-dir", ".cache")
        assert data.stderr == "clarity: Grammatikk er ikke med (--quick).\n"


def test_an_excluded_file_stays_out_when_it_is_named() -> None:
    _configure('exclude: ["tung.md"]')
    done = run("check", "tung.md", "enkel.md", "--format", "json")
    assert [file["path"] for file in report(done)["files"]] == ["enkel.md"]


def test_nothing_to_check_is_said() -> None:
    Path("tom").mkdir()
    done = run("check", "tom")
    assert done.returncode == 0
    assert "Nothing to check" in done.stderr and not done.stdout  # once


def test_what_cannot_be_read_is_2_and_the_others_are_reported() -> None:
    done = run_apart("check", "borte.md", "tung.md", "--format", "json")
    assert done.returncode == 2
    assert [file["path"] for file in report(done)["files"]] == ["tung.md"]
    assert [error["path"] for error in report(done)["errors"]] == ["borte.md"]
    assert done.stderr.startswith("clarity: borte.md: ")


def test_text_from_another_program_is_read_as_its_name_says() -> None:
    _configure('overrides: [{files: ["*.html"], rules: {vague-link: off}}]')
    html = "<p>Du kan lese mer om dette <a href='https://x.no'>her</a> i dag.</p>"
    done = run("check", "-", "--stdin-filename", "finnes-ikke.html", "--format", "json", stdin=html)
    (file,) = report(done)["files"]
    assert file["path"] == "finnes-ikke.html"
    assert file["findings"] == []
    marked = run_apart("check", "-", "--stdin-filename", "side.md", "--format", "json", stdin=HEAVY)
    assert marked.returncode == 1


def test_standard_input_stands_alone() -> None:
    assert run("check", "-", "tung.md").returncode == 2


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_written_whole_or_not_at_all(form: str) -> None:
    shown = run("check", "--format", form)
    into_file = run("check", "--format", form, "--output", "rapport.ut")
    assert into_file.returncode == shown.returncode == 1
    assert into_file.stdout == ""
    assert Path("rapport.ut").read_text(encoding="utf-8") == shown.stdout
    assert sorted(path.name for path in Path().iterdir() if path.name != ".git") == [
        "enkel.md",
        "rapport.ut",
        "tung.md",
    ]


def test_a_report_that_cannot_be_written_is_2() -> None:
    done = run("check", "--output", "finnes/ikke/rapport.txt")
    assert done.returncode == 2
    assert "finnes/ikke/rapport.txt" in done.stderr


def test_a_report_may_go_to_a_device() -> None:
    assert run("check", "enkel.md", "--output", os.devnull).returncode == 0
    assert not Path(os.devnull).is_file()


def test_a_reader_that_goes_away_ends_the_run_quietly() -> None:
    for number in range(300):
        Path(f"{number}.md").write_text(HEAVY, encoding="utf-8")
    command = [sys.executable, "-m", "clarity", "check", "--format", "json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_ctrl_c_ends_the_run_without_a_traceback() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _SLOW, str(HANGS)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        message = process.stderr.read().decode()
    assert process.returncode == 130
    assert message.strip() == "clarity: interrupted"


#: Says when it waits for its text, so that the interruption never comes too early.
_SLOW = """
import sys, time
from clarity.cli.main import main
hangs = int(sys.argv[1])
class Waiting:
    class buffer:
        def read(size):
            print("waiting", flush=True)
            for _ in range(10 * hangs):
                time.sleep(0.1)
sys.argv[1:] = ["check", "-"]
sys.stdin = Waiting
main()
"""


def _on_a_terminal(*arguments: str, errors: bool = False, **env: str) -> str:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "clarity", *arguments],
        stdout=theirs,
        stderr=theirs if errors else None,
        env=environment({"TERM": "xterm", **env}),
    ):
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 65536):
                shown += piece
        except OSError:  # how Linux tells that the other end is closed
            pass
    os.close(ours)
    return shown.decode()


def test_colour_is_for_terminals_and_for_those_who_ask() -> None:
    assert "\033[" in _on_a_terminal("check", "tung.md")
    assert "\033[" not in _on_a_terminal("check", "tung.md", NO_COLOR="1")
    assert "\033[" not in _on_a_terminal("check", "tung.md", "--no-color")
    assert "\033[" not in run("check", "tung.md").stdout
    assert "\033[" in run("check", "tung.md", "--color").stdout
    assert "\033[" in run("check", "tung.md", env={"FORCE_COLOR": "1"}).stdout
    assert "\033[" not in _on_a_terminal("check", "tung.md", FORCE_COLOR="0")


def test_a_web_page_is_saved_and_not_poured_into_a_terminal() -> None:
    said = _on_a_terminal("check", "tung.md", "--format", "html", errors=True)
    assert "--output rapport.html" in said and "<html" not in said
    said = _on_a_terminal("check", "tung.md", "--output", "rapport.txt", errors=True)
    assert "Rapporten ligger i rapport.txt." in said
    assert "<html" in run("check", "tung.md", "--format", "html").stdout
    assert "rapport.txt" not in run("check", "tung.md", "--output", "rapport.txt").stderr


def test_a_terminal_of_text_only_has_a_report_in_sentences() -> None:
    drawn, said = run("check", "tung.md").stdout, run("check", "tung.md", "--plain").stdout
    assert "^^^" in drawn
    assert "^^^" not in said
    dumb = {"TERM": "dumb"}
    assert run("check", "tung.md", env=dumb).stdout == said
    assert run("check", "tung.md", "--no-plain", env=dumb).stdout == drawn
    run("check", "tung.md", "--output", "rapport.txt", env=dumb)
    assert Path("rapport.txt").read_text(encoding="utf-8") == drawn


def test_what_is_piped_is_as_wide_as_the_terminal() -> None:
    # Standard output is a pipe; the terminal is where errors are shown.
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 60))
    done = subprocess.run(
        [sys.executable, "-m", "clarity", "check", "tung.md"],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={k: v for k, v in environment().items() if k != "COLUMNS"},
        check=False,
    )
    os.close(theirs)
    os.close(ours)
    lines = done.stdout.decode().splitlines()
    assert 50 < max(len(line) for line in lines if "clarity explain" not in line) <= 60
    assert max(map(len, run("check", "tung.md", env={"COLUMNS": "44"}).stdout.splitlines())) <= 44


def test_scores_of_a_folder_are_a_table_unless_details_are_asked_for() -> None:
    Path("annen.md").write_text(HEAVY * 3, encoding="utf-8")
    Path("lang.md").write_text(PLAIN * 3, encoding="utf-8")
    paths = ("annen.md", "lang.md")
    table, cards = run("score", *paths).stdout, run("score", *paths, "--details").stdout
    assert "Median" in table
    assert "█" not in table
    assert cards.count("██") > 1
    assert "██" in run("score", "lang.md").stdout


def test_a_report_in_a_file_is_not_cut_as_a_comment_is() -> None:
    for number in range(60):
        Path(f"{number}.md").write_text(HEAVY, encoding="utf-8")
    cut = run("check", "--format", "markdown").stdout
    run("check", "--format", "markdown", "--output", "rapport.md")
    whole = Path("rapport.md").read_text(encoding="utf-8")
    assert "Rapporten er kuttet før" in cut
    assert "Rapporten er kuttet" not in whole
    assert whole.count("<details>") > cut.count("<details>")


def test_what_is_piped_is_utf8_whatever_the_locale() -> None:
    done = run_apart("check", "tung.md", env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert "Søknad" in done.stdout


def test_odd_file_names_are_no_trouble() -> None:
    for name in ("blåbær og rømme.md", "--help.md", "linje\nskift.md", os.fsdecode(b"\xff.md")):
        Path(name).write_text(HEAVY, encoding="utf-8")
    for form in FORMATS:
        assert run("check", "--format", form).returncode == 1
    paths = [file["path"] for file in report(run("check", "--format", "json"))["files"]]
    assert "blåbær og rømme.md" in paths


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("rules: {compound-preposition: off}", ".clarity.yaml:1: unknown rule"),
        ("rules:\n  long-sentence: {maks: 22}", ".clarity.yaml:2: "),
        ("rules:\n  long-sentence: {max: mange}", ".clarity.yaml:2: "),
        ("guidline: helsenorge", "Did you mean «guideline»?"),
        ("\nguideline: helsenorg", ".clarity.yaml:2: "),
        ("guideline: [helsenorge", ".clarity.yaml:2"),
        ("glossary: [finnes-ikke.yaml]", "finnes-ikke.yaml"),
    ],
)
def test_a_wrong_project_file_is_told_in_one_line(config: str, message: str) -> None:
    _configure(config)
    done = run("check", "tung.md", "--format", "json", "--no-cache")
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    if done.stdout:
        assert report(done)["errors"]


def test_a_wrong_guideline_is_told_with_the_nearest_name() -> None:
    done = run("check", "tung.md", "--guideline", "helsenorg")
    assert done.returncode == 2
    assert "helsenorge" in done.stderr + done.stdout


def test_a_forgotten_command_is_helped_along() -> None:
    done = run("tung.md")
    assert done.returncode == 2
    assert "clarity check tung.md" in done.stderr


def test_explain_tells_why_with_examples_and_settings() -> None:
    done = run("explain", "nb/compound-prepositions")
    assert done.returncode == 0
    assert done.stdout.startswith("# nb/compound-prepositions")
    assert "compound-prepositions: {severity:" in done.stdout
    in_all = run("explain", "long-sentence").stdout
    assert all(f"# {name}/long-sentence" in in_all for name in ("nb", "nn", "sv"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["helsenorge"], ["# Helsenorges stil og tone (`helsenorge`)", "`helsenorge/direct`"]),
        (["helsenorge", "--language", "sv"], ["# Helsenorges stil och ton", "av poängen"]),
        (["helsenorge/direkte"], ["# Direkte (`helsenorge/direct`)", "0 poeng ved 5 %, 100 poeng"]),
        (["enkel"], ["# Enkel og lett (`helsenorge/simple`)", "Skriv kortere setninger"]),
        (["enkelt"], ["# Enkelt (`myndighet/simple`)"]),
        (["passive"], ["# Andel passive verb", "25 %, 100 poeng ved 8 %", "`klarsprak/"]),
        (["passive_share"], ["# Passive verb (`passive_share`)", "25 %, 100 poeng ved 8 %"]),
        (["lix"], ["Signal. Hvor lange setningene er", "# nb/lix", "# sv/lix"]),
        (["voice", "--language", "nn"], ["# `voice`", "`nn/passive-share`"]),
    ],
)
def test_explain_tells_of_all_that_a_name_means(arguments: list[str], told: list[str]) -> None:
    done = run("explain", *arguments)
    assert done.returncode == 0
    for text in told:
        assert text in done.stdout


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("LIX", "(`lix`)"),
        ("nominalkvot", "(`nominal-quotient`)"),
        ("Verbalsubstantiv", "(`nominalisations`)"),
        ("Hjelpsomme uttrykk", "# Hjelpsomme uttrykk per 100 ord (`helpfulness`)"),
        ("Hjelpsame uttrykk", "# Hjelpsame uttrykk per 100 ord (`helpfulness`)"),
        ("tunga ord och uttryck", "# Tunga ord och uttryck per 100 ord (`heavy-words`)"),
        ("  Andel passive verb: 11 % (6,1 poeng tapt i prinsippet)", "(`passive`)"),
        ("2. Bytt ut tunge ord og uttrykk (+3 poeng; linje 3: «hei: (du)»)", "(`heavy-words`)"),
        ("Setninger over 25 ord: 0 %", "(`long_sentence_share`)"),
    ],
)
def test_explain_knows_what_the_report_says(asked: str, told: str) -> None:
    done = run("explain", "--", asked)
    assert done.returncode == 0
    assert told in done.stdout.splitlines()[0]


def test_explain_tells_of_a_name_in_the_language_that_is_spoken() -> None:
    told = run("explain", "lix", env={"CLARITY_LANG": "nn"}).stdout
    assert "# nn/lix" in told
    assert "nb/lix" not in told and "sv/lix" not in told
    assert told.count("`klarsprak/understandable`") == 1
    assert "# sv/abbreviation-first" in run("explain", "sv/abbreviation-first").stdout


def test_a_signal_is_explained_with_examples_and_every_rule_that_shows_its_places() -> None:
    usual = {"CLARITY_STRICT": ""}
    told = run_apart("explain", "heavy-words", "--language", "nb", env=usual).stdout
    assert "- Koster poeng: " in told and "\n  Hjelper: " in told
    shown, strict = re.findall(r"Regler som viser stedene(?: bare med `--strict`)?: (.*)", told)
    assert "`nb/archaic-words`" in shown and "`nb/light-verb-distance`" in strict
    assert "«fordi»" in run("explain", "reasons", "--language", "nb").stdout


def test_explain_shows_no_expressions() -> None:
    assert "max: 0.25" in run("explain", "nb/passive-share").stdout
    assert "match:" not in run("explain", "nb/date-format").stdout


@pytest.mark.parametrize("name", ["light-verb-phrases", "bureaucratic-words"])
def test_explain_shows_the_first_words_of_a_long_list_as_they_are_read(name: str) -> None:
    page = run("explain", f"nb/{name}").stdout
    assert page.count(": skriv ") == 20
    assert re.search(r"… og \d+ til\n", page)
    assert "|" not in page
    assert "measure:" not in run("explain", "nb/long-sentence").stdout


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("helsenorg", "helsenorge"),
        ("pasive", "passive"),
        ("wordin", "wording"),
        ("Tunga ord", "tunga ord och uttryck"),
        ("Nominalkvoter", "nominalkvot"),
    ],
)
def test_explain_knows_the_nearest_name_of_any_kind(name: str, near: str) -> None:
    done = run("explain", name)
    assert done.returncode == 2
    assert f"«{near}»" in done.stderr


def test_explain_knows_the_nearest_name() -> None:
    done = run("explain", "nb/long-sentense")
    assert done.returncode == 2
    assert "Did you mean «nb/long-sentence»?" in done.stderr


def test_rules_are_listed_as_they_are_configured_here() -> None:
    _configure("rules: {nb/long-sentence: off, nn/long-sentence: {severity: error}}")
    listed = json.loads(run("rules", "--format", "json").stdout)
    by_id = {rule["rule"]: rule for rule in listed}
    assert by_id["nb/long-sentence"]["off"]
    assert by_id["nn/long-sentence"]["severity"] == "error"
    swedish = json.loads(run("rules", "--language", "sv", "--format", "json").stdout)
    assert {rule["language"] for rule in swedish} == {"sv"}
    wording = json.loads(run("rules", "--category", "wording", "--format", "json").stdout)
    assert {rule["category"] for rule in wording} == {"wording"}
    assert "nb/long-sentence" in run("rules", "--category", "sentence").stdout


def test_init_proposes_from_what_it_finds_and_never_overwrites() -> None:
    Path("brev").mkdir()
    Path("brev/vedtak.md").write_text(PLAIN * 3, encoding="utf-8")
    first = run("init")
    assert first.returncode == 0
    written = Path(".clarity.yaml").read_text(encoding="utf-8")
    assert "language: nb" in written
    assert 'files: ["brev/**"]' in written
    assert run("check", "enkel.md").returncode == 0, "the proposal must be valid"
    second = run("init")
    assert second.returncode == 2
    assert Path(".clarity.yaml").read_text(encoding="utf-8") == written


def test_help_teaches_by_example() -> None:
    for command in ("check", "score", "explain", "rules", "init"):
        done = run(command, "--help")
        assert done.returncode == 0
        assert "Examples:" in done.stdout
        assert f"clarity {command}" in done.stdout


def test_commands_options_and_rules_are_completed() -> None:
    def completed(words: str) -> set[str]:
        asked = {"_CLARITY_COMPLETE": "bash_complete", "COMP_WORDS": words}
        done = run(env={**asked, "COMP_CWORD": str(words.count(" "))})
        return {line.partition(",")[2] for line in done.stdout.splitlines()}

    assert completed("clarity ch") == {"check"}
    assert completed("clarity check --format sa") == {"sarif"}
    assert "nb/long-sentence" in completed("clarity explain nb/lo")
    assert "long-sentence" in completed("clarity explain lo")
    assert {"helsenorge", "helsenorge/direct"} <= completed("clarity explain helse")
    assert "passive_share" in completed("clarity explain passive")


def test_arguments_are_looked_at_before_anything_is_written(tmp_path: Path) -> None:
    done = run("check", "-", "side.md", "--format", "json", cwd=tmp_path, stdin=HEAVY)
    assert (done.returncode, done.stdout) == (2, "")


def test_what_is_excluded_is_not_checked_from_an_editor_either(tmp_path: Path) -> None:
    (tmp_path / ".clarity.yaml").write_text('exclude: ["arkiv/**"]\n', encoding="utf-8")
    named = ("check", "-", "--format", "json", "--stdin-filename")
    assert not report(run(*named, "arkiv/side.md", cwd=tmp_path, stdin=HEAVY))["files"]
    assert report(run(*named, "side.md", cwd=tmp_path, stdin=HEAVY))["files"]
    (tmp_path / ".clarity.yaml").write_text('include: ["innhold/**"]\n', encoding="utf-8")
    unnamed = run("check", "-", "--format", "json", cwd=tmp_path, stdin=HEAVY)
    assert report(unnamed)["files"]  # it is no file of the project


def test_a_language_that_cannot_be_told_is_null(tmp_path: Path) -> None:
    (file,) = report(run("check", "-", "--format", "json", cwd=tmp_path))["files"]
    assert file["language"] is None


@pytest.mark.parametrize("named", ["decision", "vedtak", "Beslut"])
def test_a_channel_may_be_named_in_the_language_of_the_reader(named: str) -> None:
    done = run("check", "enkel.md", "--channel", named, "--format", "json")
    assert [file["channel"] for file in report(done)["files"]] == ["decision"]
    told = run("check", "enkel.md", "--channel", "e-post", env={"CLARITY_LANG": "nb"}).stderr
    assert "decision (vedtak)" in told and "sms" in told
    assert "letter (brev)" in run("check", "--help", env={"CLARITY_LANG": "nn"}).stdout


def test_a_run_over_two_languages_is_summed_up_in_one() -> None:
    Path("tung.sv.md").write_text(
        "# Ansökan\n\n" + "Vi skickar beslutet till dig när vi har läst ansökan. " * 8 + "\n",
        encoding="utf-8",
    )
    # The first text is Swedish, and the report is in bokmål.
    done = run("score", "tung.sv.md", "tung.md", "--quick", env={"LC_ALL": "nb_NO.UTF-8"})
    assert "Gjennomsnitt" in done.stdout and "Poengene bygger på" in done.stdout
    assert "Poängen bygger" not in done.stdout


def test_numbers_have_the_decimal_sign_of_the_language_spoken() -> None:
    told = {
        code: run("score", "tung.md", "--quick", env={"CLARITY_LANG": code}).stdout
        for code in ("en", "nb")
    }
    assert re.search(r"\d\.\d", told["en"]) and not re.search(r"\d,\d", told["en"])
    assert re.search(r"\d,\d", told["nb"]) and not re.search(r"\d\.\d", told["nb"])


def test_a_language_server_lists_no_options_that_do_nothing_there() -> None:
    served, checked = run("lsp", "--help").stdout, run("check", "--help").stdout
    for option in ("--jobs", "--no-cache"):
        assert option in checked and option not in served
