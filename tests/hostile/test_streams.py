"""Nothing that a stranger wrote steers a terminal or a build server, on any stream."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from clarity.model import Span
from clarity.reports import FORMATS
from clarity.reports.json_text import encode
from clarity.reports.printable import excerpt, one_line
from command import HEAVY, Run, run
from report_builder import report

#: What steers: colours, the title of a window, going back, direction, lines that are none; and what
#: build servers of GitHub, Azure, TeamCity and GitLab obey.
EVIL = (
    "\x1b[31m\x1b]0;tittel\x07\r\b\x7f\x85\x9b31m\u202e\u2066\u2028\u2029 ##vso[task.x]ja "
    "##[error]ja ##teamcity[x] \x1b[0Ksection_start:1:a\r\n::error::ja"
)
_STEERING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]"
    r"|##\w*\[|section_(start|end):\d"
)
_COMMAND = re.compile(r"^\s*::", re.MULTILINE)

RULE = {
    "category": "wording",
    "severity": "warning",
    "strength": "heuristic",
    "source": EVIL,
    "message": f"«{{found}}» {EVIL}",
    "why": EVIL,
    "check": "phrases",
    "instead": {"søknaden": EVIL.replace("\n", " ")},
    "examples": [{"bad": f"Søknaden {EVIL}", "marks": "Søknaden", "good": EVIL}],
    "leave_alone": [EVIL],
}


@pytest.fixture(autouse=True)
def _in_a_hostile_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name = f"{EVIL.replace('/', '')}.md"
    Path(name).write_text(f"---\ntitle: {json.dumps(EVIL)}\n---\n{HEAVY}\n{EVIL}\n", "utf-8")
    Path(f"vond{name}").write_text(f"---\nclarity: {{{json.dumps(EVIL)}: 1}}\n---\n", "utf-8")
    Path(f"lenke{name}").symlink_to("ingen")
    Path("regler/nb").mkdir(parents=True)
    # YAML reads JSON with its escapes.
    Path("regler/nb/egen.yaml").write_text(json.dumps(RULE), encoding="utf-8")
    Path(".clarity.yaml").write_text("rule_paths: [regler]\n")


#: How the commands begin that a format for a build server consists of.
_OWN = {
    "github": re.compile(r"^::(?:error|warning|notice) file=", re.MULTILINE),
    "azure": re.compile(r"^##vso\[task\.logissue type=(?:error|warning);", re.MULTILINE),
}


def _harmless(done: Run, form: str = "") -> Run:
    """Hold that nothing steers a terminal or a build server but the commands of a format."""
    reported = _OWN[form].sub("", done.stdout) if form in _OWN else done.stdout
    for stream in (reported, done.stderr):
        assert not _STEERING.search(stream)
        assert not _COMMAND.search(stream)
    return done


@pytest.mark.parametrize("form", FORMATS)
def test_reports_and_remarks_on_files(form: str) -> None:
    done = _harmless(run("check", "--quick", "--format", form), form)
    assert done.returncode == 2


@pytest.mark.parametrize(
    "command",
    [
        ("explain", "egen"),
        ("rules", "--language", "nb"),
        ("rules", "--language", "nb", "--format", "json"),
        ("doctor",),
        ("doctor", "--format", "json"),
    ],
)
def test_what_rules_say(command: Sequence[str]) -> None:
    assert "egen" in _harmless(run(*command)).stdout or command[0] == "doctor"


def _bad_projects() -> Iterator[str]:
    evil = json.dumps(EVIL)
    yield f"{evil}: 1"
    yield f"guideline: {evil}"
    yield f"rules: {{{evil}: off}}"
    yield f"rules: {{long-sentence: {{max: {evil}}}}}"
    yield f"rule_paths: [{evil}]"
    yield f"languagetool: {{url: {evil}}}"
    yield f"overrides: [{{files: [{evil}], {evil}: 1}}]"
    yield f"model: {evil}"
    yield "include: [" + EVIL.replace("\x85", "")  # no YAML at all


@pytest.mark.parametrize("project", list(_bad_projects()))
@pytest.mark.parametrize("command", [("check", "--quick"), ("explain", "egen"), ("doctor",)])
def test_errors_in_a_project_file(project: str, command: Sequence[str]) -> None:
    Path(".clarity.yaml").write_text(project, encoding="utf-8")
    assert _harmless(run(*command)).returncode != 0


@pytest.mark.parametrize(
    "command",
    [
        ("check", EVIL),
        ("check", "--language", EVIL),
        ("check", "--guideline", EVIL),
        ("check", "--output", f"ingen/{EVIL}"),
        ("check", f"--{EVIL}"),
        ("check", "--config", EVIL),
        ("explain", EVIL),
        (EVIL,),
        ("init", EVIL),
    ],
)
def test_errors_that_repeat_what_was_given(command: Sequence[str]) -> None:
    assert _harmless(run(*command)).returncode == 2


def test_proposals_name_folders_harmlessly() -> None:
    Path(".clarity.yaml").unlink()
    folder = Path(EVIL.replace("/", ""))
    folder.mkdir()
    (folder / "a.md").write_text(HEAVY, encoding="utf-8")
    assert _harmless(run("init", folder)).returncode == 0


@pytest.mark.parametrize("command", ["clarity explain ", "clarity check --only "])
@pytest.mark.parametrize("name", ["egen", f"x{EVIL}"])
def test_completion_offers_no_name_that_steers(name: str, command: str) -> None:
    Path("regler/nb", f"{name}.yaml").write_text(json.dumps(RULE), encoding="utf-8")
    asked = {
        "_CLARITY_COMPLETE": "bash_complete",
        "COMP_WORDS": command,
        "COMP_CWORD": str(command.count(" ")),
    }
    done = _harmless(run(env=asked))
    assert "long-sentence" in done.stdout


def test_json_says_the_same_with_what_steers_escaped() -> None:
    text = encode({"a": EVIL})
    assert not _STEERING.search(text)
    assert json.loads(text) == {"a": EVIL}


def test_no_command_is_put_together_from_harmless_pieces() -> None:
    source = "En ##vso[task]ja her ::error::ja"
    for low in range(len(source)):
        shown, _ = excerpt(report(source), Span(0, len(source)), [Span(low, low + 1)], 200, 200)
        assert not re.search(r"##\w*\[|::error", shown)
        assert one_line(shown) == shown
