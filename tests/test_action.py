"""The action for GitHub: what it promises of itself, and what its scripts do in a pull request."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from command import HEAVY, PLAIN, ROOT

ACTION = ROOT / "action.yml"
SCRIPTS = sorted((ROOT / "action").glob("*.sh"))

needs = pytest.mark.skipif(
    not all(map(shutil.which, ("bash", "git", "jq"))) or sys.platform != "linux",
    reason="bash, git or jq is not here, or this is not Linux",
)

MARKER = "<!-- clarity: report on a pull request -->"
NOTHING: Mapping[str, str] = MappingProxyType({})

# Answers as GitHub's own command does, and writes down what it was asked to do.
GH = """#!/usr/bin/env bash
case " $* " in
  *" user --jq "*)
    [ -e "$FAKE/user.json" ] || { echo '{"message": "Not for an app"}'; exit 1; }
    jq -r "${@: -1}" "$FAKE/user.json"; exit ;;
  *" --jq "*) jq -r "${@: -1}" "$FAKE/comments.json"; exit ;;
esac
[ ! -e "$FAKE/may-not" ] || { printf 'gh: Not\\n100 %%\\n' >&2; exit 1; }
printf '%s\\n' "$*" >> "$FAKE/asked"
for argument; do case "$argument" in body=@*) cp "${argument#body=@}" "$FAKE/body" ;; esac; done
"""

# Makes an environment in which pip only writes down what it was asked to do: it is in no cache.
PYTHON = f"""#!/usr/bin/env bash
"{sys.executable}" "$@" --without-pip || exit
for packages in "$RUNNER_TEMP"/clarity/lib/python*/site-packages; do
  echo 'import sys; print("pip", *sys.argv[1:])' > "$packages/pip.py"
done
"""


def action() -> Any:
    return yaml.safe_load(ACTION.read_text(encoding="utf-8"))


def test_action_keeps_to_the_schema_of_actions() -> None:
    folder = files("check_jsonschema") / "builtin_schemas" / "vendor"
    schema = json.loads((folder / "github-actions.json").read_text(encoding="utf-8"))
    Draft7Validator(schema).validate(action())


def test_what_the_action_uses_is_pinned() -> None:
    for step in action()["runs"]["steps"]:
        if "uses" in step:
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"])


def test_nothing_from_outside_is_put_into_a_command() -> None:
    for step in action()["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
    for script in SCRIPTS:
        assert not re.search(r"\beval\b|\$\{\{", script.read_text(encoding="utf-8"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_sound(script: Path) -> None:
    shellcheck = Path(sys.executable).with_name("shellcheck")
    if not shellcheck.exists():
        pytest.skip("shellcheck is not installed")
    done = subprocess.run([shellcheck, script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


class Runner:
    """A runner of GitHub's, with a folder for what lies outside the repository."""

    def __init__(self, folder: Path) -> None:
        self.temp = folder / "temp"
        self.fake = folder / "fake"
        (self.temp / "clarity" / "bin").mkdir(parents=True)
        self.fake.mkdir()
        self.commands: list[tuple[Path, str]] = []
        self.comments()
        self._write(self.fake / "gh", GH)
        self._write(self.fake / "python", PYTHON)
        clarity = f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -P -m clarity "$@"\n'
        self._write(self.temp / "clarity" / "bin" / "clarity", clarity)

    def _write(self, path: Path, text: str) -> None:
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def comments(self, *comments: tuple[int, str, str]) -> None:
        """Set what comments there are: number, who has written it (Bot, or somebody), text."""
        data = [
            {
                "id": id,
                "user": {"type": "Bot" if who == "Bot" else "User", "login": who},
                "body": body,
            }
            for id, who, body in comments
        ]
        (self.fake / "comments.json").write_text(json.dumps(data), encoding="utf-8")

    def token_of(self, login: str) -> None:
        """Give the token of somebody, who can ask who that is."""
        (self.fake / "user.json").write_text(json.dumps({"login": login}), encoding="utf-8")

    def report(self, text: str) -> None:
        (self.temp / "clarity-report.md").write_text(text, encoding="utf-8")

    @property
    def asked(self) -> list[str]:
        asked = self.fake / "asked"
        return asked.read_text(encoding="utf-8").splitlines() if asked.exists() else []

    def run(self, script: str, folder: Path, env: Mapping[str, str]) -> str:
        """Run a script of the action, and return what it writes."""
        return self._bash([str(ROOT / "action" / script)], folder, env)

    def run_step(self, name: str, folder: Path) -> str:
        """Run what a step of the action has for the shell as the runner does."""
        (step,) = (step for step in action()["runs"]["steps"] if step.get("name") == name)
        assert step["shell"] == "bash"
        return self._bash(["--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], folder)

    def _bash(
        self, arguments: Sequence[str], folder: Path, env: Mapping[str, str] = NOTHING
    ) -> str:
        done = subprocess.run(
            ["bash", *arguments],
            cwd=folder,
            env={
                **os.environ,
                "PATH": f"{self.fake}:{os.environ['PATH']}",
                "FAKE": str(self.fake),
                "RUNNER_OS": "Linux",
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_REPOSITORY": "kommune/nettsted",
                "GITHUB_OUTPUT": str(self.temp / "output"),
                "GITHUB_STEP_SUMMARY": str(self.temp / "summary"),
                "CLARITY_CACHE_DIR": str(self.temp / "cache"),
                "PULL_REQUEST": "7",
                "GITHUB_ACTION_PATH": str(ROOT),
                "INPUT_ID": "",
                "NOTHING_CHANGED": "",
                **env,
            },
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


@needs
def test_a_first_report_is_a_new_comment(runner: Runner, tmp_path: Path) -> None:
    runner.report("## Klarspråk\n$(touch ut) `x` \"'\n")
    runner.comments((3, "User", f"{MARKER}\nskrevet av en annen"), (4, "Bot", "noe annet"))
    runner.run("comment.sh", tmp_path, {})
    (asked,) = runner.asked
    assert "--method POST repos/kommune/nettsted/issues/7/comments " in asked
    body = (runner.fake / "body").read_text(encoding="utf-8")
    assert body == f"{MARKER}\n## Klarspråk\n$(touch ut) `x` \"'\n"
    assert not (tmp_path / "ut").exists()


@needs
def test_the_comment_of_an_earlier_push_is_updated(runner: Runner, tmp_path: Path) -> None:
    runner.report("nå")
    runner.comments((3, "User", MARKER), (4, "Bot", f"{MARKER}\nfør"), (5, "Bot", MARKER))
    runner.run("comment.sh", tmp_path, {})
    (asked,) = runner.asked
    assert "--method PATCH repos/kommune/nettsted/issues/comments/4 " in asked


@needs
@pytest.mark.parametrize(("comments", "asked"), [([(4, "Bot", MARKER)], 1), ([], 0)])
def test_where_no_text_is_changed_any_more_the_comment_goes(
    runner: Runner, tmp_path: Path, comments: Sequence[tuple[int, str, str]], asked: int
) -> None:
    runner.report("")
    runner.comments(*comments)
    runner.run("comment.sh", tmp_path, {"NOTHING_CHANGED": "true"})
    assert len(runner.asked) == asked
    assert all("--method DELETE" in one for one in runner.asked)


@needs
def test_without_leave_to_comment_the_summary_is_pointed_to(runner: Runner, tmp_path: Path) -> None:
    runner.report("nå")
    (runner.fake / "may-not").touch()
    told = runner.run("comment.sh", tmp_path, {})
    assert told.startswith("::notice title=clarity::The report is in the summary ")
    assert told.endswith(": gh: Not%0A100 %25\n")


@needs
def test_without_a_report_the_earlier_comment_stays(runner: Runner, tmp_path: Path) -> None:
    runner.report("")
    runner.comments((4, "Bot", MARKER))
    runner.run("comment.sh", tmp_path, {})
    assert runner.asked == []


@needs
def test_who_comments_with_a_token_of_her_own_keeps_one_comment(
    runner: Runner, tmp_path: Path
) -> None:
    runner.token_of("kari")
    runner.report("nå")
    runner.comments((3, "ola", MARKER), (4, "Bot", MARKER), (5, "kari", f"{MARKER}\nfør"))
    runner.run("comment.sh", tmp_path, {})
    (asked,) = runner.asked
    assert "--method PATCH repos/kommune/nettsted/issues/comments/5 " in asked


@needs
@pytest.mark.parametrize(("id", "number"), [("", 3), ("brev-1", 4)])
def test_each_use_of_the_action_has_a_comment_of_its_own(
    runner: Runner, tmp_path: Path, id: str, number: int
) -> None:
    runner.report("nå")
    own = "<!-- clarity: report on a pull request (brev-1) -->"
    runner.comments((3, "Bot", f"{MARKER}\nfør"), (4, "Bot", f"{own}\nfør"))
    runner.run("comment.sh", tmp_path, {"INPUT_ID": id})
    (asked,) = runner.asked
    assert f"--method PATCH repos/kommune/nettsted/issues/comments/{number} " in asked


@needs
@pytest.mark.parametrize("id", ["a -->", 'a"b', "a\nb", "$(touch ut)"])
def test_an_id_that_could_end_the_marker_is_refused(
    runner: Runner, tmp_path: Path, id: str
) -> None:
    runner.report("nå")
    with pytest.raises(AssertionError, match="::error title=clarity::id has only letters"):
        runner.run("comment.sh", tmp_path, {"INPUT_ID": id})
    assert runner.asked == []


@needs
def test_nothing_in_the_checkout_runs_where_the_action_installs(
    runner: Runner, tmp_path: Path
) -> None:
    checkout = tmp_path / "checkout"
    planted = "open('planted', 'w')\n"
    names = ("venv", "ensurepip", "pip", "runpy", "json", "sitecustomize")
    write(checkout, {f"{name}.py": planted for name in names})
    told = runner.run_step("Install clarity", checkout)
    assert told == f"pip install --quiet --disable-pip-version-check {ROOT}\n"
    assert sorted(path.name for path in checkout.iterdir()) == sorted(f"{n}.py" for n in names)


def git(folder: Path, *arguments: str) -> str:
    identity = {
        f"GIT_{who}_{what}": "a@b.no"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *arguments],
        cwd=folder,
        env={**env, **identity},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.strip()


def write(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def pull_request(folder: Path, before: Mapping[str, str], after: Mapping[str, str]) -> Path:
    """Return a checkout of the merge of a pull request, one commit deep as GitHub's is."""
    origin = folder / "origin"
    origin.mkdir()
    git(origin, "init", "--quiet")
    git(origin, "config", "uploadpack.allowAnySHA1InWant", "true")
    write(origin, {".gitattributes": "", **before})
    git(origin, "add", ".")
    git(origin, "commit", "--quiet", "-m", "Før")
    git(origin, "checkout", "--quiet", "-b", "endring")
    write(origin, after)
    git(origin, "add", ".")
    git(origin, "commit", "--quiet", "-m", "Etter")
    git(origin, "checkout", "--quiet", "main")
    # What others have done meanwhile is no part of the pull request.
    write(origin, {"andres.md": HEAVY})
    git(origin, "add", ".")
    git(origin, "commit", "--quiet", "-m", "Andres")
    git(origin, "checkout", "--quiet", "-b", "merge")
    git(origin, "merge", "--quiet", "--no-ff", "-m", "Flett", "endring")
    git(folder, "clone", "--quiet", "--depth=1", "--branch=merge", origin.as_uri(), "checkout")
    return folder / "checkout"


def inputs(checkout: Path, **given: str) -> Mapping[str, str]:
    """Return the environment of the step that checks."""
    return {
        "INPUT_SCOPE": "changed",
        "INPUT_PATHS": ".",
        "INPUT_REPORT": "annotations",
        "INPUT_FAIL_ON": "",
        "INPUT_MIN_SCORE": "",
        "GITHUB_BASE_REF": "main",
        "GITHUB_SHA": git(checkout, "rev-parse", "HEAD"),
        **given,
    }


LONGER = PLAIN + "\nVi hjelper deg hvis du lurer på noe. Du kan ringe oss hver dag.\n" * 12


@needs
@pytest.mark.slow  # runs clarity thrice, each time from its start
def test_changed_texts_are_checked_and_compared(runner: Runner, tmp_path: Path) -> None:
    checkout = pull_request(
        tmp_path,
        {"side om å søke.md": LONGER, "gammel.md": HEAVY, "program.py": ""},
        {
            "side om å søke.md": LONGER + HEAVY,
            "-ny; touch ut.md": LONGER + HEAVY,
            "program.py": f'"""{HEAVY}"""',
        },
    )
    told = runner.run("check.sh", checkout, inputs(checkout))
    annotated = re.findall(r"^::\w+ file=([^,]+)", told, re.MULTILINE)
    assert set(annotated) == {"side om å søke.md", "-ny; touch ut.md"}
    assert (runner.temp / "output").read_text(encoding="utf-8") == "exit-code=1\n"
    report = (runner.temp / "clarity-report.md").read_text(encoding="utf-8")
    assert re.search(r"^\| side om å søke\.md \| \d+ [^|]+ \| −\d+ \|", report, re.MULTILINE)
    assert re.search(r"^\| -ny; touch ut\.md \| \d+ [^|]+ \| ny \|", report, re.MULTILINE)
    assert "andres.md" not in report and "gammel.md" not in report
    assert (runner.temp / "summary").read_text(encoding="utf-8") == report
    assert not (checkout / "ut").exists()
    assert git(checkout, "status", "--porcelain") == ""
    assert len(git(checkout, "worktree", "list").splitlines()) == 1


@needs
@pytest.mark.slow
def test_one_text_that_could_not_be_read_leaves_the_others_compared(
    runner: Runner, tmp_path: Path
) -> None:
    checkout = pull_request(
        tmp_path,
        {"side.md": LONGER, "ødelagt.md": "\0" * 40},
        {"side.md": LONGER + HEAVY, "ødelagt.md": LONGER},
    )
    for _ in range(2):  # as where the action is used twice in a job
        runner.run("check.sh", checkout, inputs(checkout))
        report = (runner.temp / "clarity-report.md").read_text(encoding="utf-8")
        assert re.search(r"^\| side\.md \| \d+ [^|]+ \| −\d+ \|", report, re.MULTILINE)
        assert re.search(r"^\| ødelagt\.md \| \d+ [^|]+ \| ny \|", report, re.MULTILINE)
        assert not (runner.temp / "clarity-before").exists()
        assert len(git(checkout, "worktree", "list").splitlines()) == 1


@needs
@pytest.mark.slow
def test_a_report_that_cannot_be_written_is_not_taken_for_nothing_changed(
    runner: Runner, tmp_path: Path
) -> None:
    checkout = pull_request(tmp_path, {"side.md": PLAIN}, {"side.md": PLAIN + HEAVY})
    told = runner.run("check.sh", checkout, inputs(checkout, INPUT_FAIL_ON="alvorlig"))
    assert "::warning title=clarity::The report " in told
    assert (runner.temp / "output").read_text(encoding="utf-8") == "exit-code=2\n"


@needs
@pytest.mark.slow
def test_of_a_text_only_the_touched_sentences_can_be_checked(
    runner: Runner, tmp_path: Path
) -> None:
    new = "\nOrdningen skal igangsettes i henhold til planen.\n"
    checkout = pull_request(tmp_path, {"tung.md": HEAVY}, {"tung.md": HEAVY + new})
    told = runner.run("check.sh", checkout, inputs(checkout, INPUT_SCOPE="sentences"))
    lines = re.findall(r"^::\w+ file=tung\.md,line=(\d+)", told, re.MULTILINE)
    assert set(lines) == {"5"}


@needs
@pytest.mark.slow
def test_a_whole_repository_is_uploaded(runner: Runner, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "alt")
    write(tmp_path / "alt", {"brev/tung.md": HEAVY, "side.md": HEAVY})
    git(tmp_path / "alt", "add", ".")
    git(tmp_path / "alt", "commit", "--quiet", "-m", "Alt")
    given = inputs(tmp_path / "alt", GITHUB_BASE_REF="", INPUT_REPORT="sarif", INPUT_PATHS="brev\n")
    runner.run("check.sh", tmp_path / "alt", given)
    output = dict(
        line.split("=", 1)
        for line in (runner.temp / "output").read_text(encoding="utf-8").splitlines()
    )
    assert output["exit-code"] == "1"
    log = json.loads(Path(output["sarif"]).read_text(encoding="utf-8"))
    places = [result["locations"][0] for result in log["runs"][0]["results"]]
    assert places
    assert {p["physicalLocation"]["artifactLocation"]["uri"] for p in places} == {"brev/tung.md"}


@needs
def test_without_a_changed_text_nothing_is_checked(runner: Runner, tmp_path: Path) -> None:
    checkout = pull_request(tmp_path, {"side.md": PLAIN}, {"program.py": "1"})
    assert "No text has changed." in runner.run("check.sh", checkout, inputs(checkout))
    output = (runner.temp / "output").read_text(encoding="utf-8")
    assert output == "exit-code=0\nnothing-changed=true\n"
    assert (runner.temp / "clarity-report.md").read_text(encoding="utf-8") == ""
