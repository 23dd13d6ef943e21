"""What has changed: findings in touched sentences only, and scores that may not fall."""

from __future__ import annotations

import json
import random
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarity.checks import repeats
from clarity.model import Report
from clarity.reports import FORMATS
from clarity.run.past import New, Past
from clarity.session import Request, Session
from command import Run, report, run
from repository import SETTINGS, commit, git, new, write

#: Each with something to mend that no other has.
FAULTS = (
    "Vi gjør oppmerksom på at kontoret er stengt.",
    "Vedtaket iverksettes neste uke.",
    "Du må sende søknaden i henhold til loven.",
    "Vi viser til dokumentasjonen vedrørende bolig.",
    "Skjemaet skal utfylles av deg.",
    "Du kan påklage saken.",
    "Du må fremlegge kvittering.",
    "Kommunen foretar en vurdering av saken.",
    "Vi har mottatt en anmodning om plass.",
)
PLAIN = "Du kan søke hele året. Vi svarer deg innen tre uker. Ring oss gjerne."
OLD = f"{FAULTS[0]} {PLAIN} {FAULTS[1]}"


@pytest.fixture(autouse=True)
def _no_other_git(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)


def check(folder: Path, *arguments: str | Path, cwd: str = "") -> Run:
    return run("check", "--quick", *arguments, cwd=folder / cwd)


def lines(done: Run) -> list[str]:
    """Return the file and the sentence's line of each finding, once each."""
    return list(dict.fromkeys(":".join(line.split(":")[:2]) for line in done.stdout.splitlines()))


def test_only_the_sentence_that_was_edited_is_told_of(tmp_path: Path) -> None:
    new(tmp_path, {"side.md": OLD, "annen.md": OLD})
    write(tmp_path, {"side.md": OLD.replace("Ring oss gjerne.", FAULTS[2])})
    done = check(tmp_path, "--changed-since", "HEAD", "--format", "json")
    (file,) = report(done)["files"]
    assert file["path"] == "side.md"
    assert {one["text"].lower() for one in file["findings"]} == {"i henhold til"}
    assert done.returncode == 1
    assert "funn er ikke vist: De er ikke i det som er endret" in done.stderr


def test_a_paragraph_that_moved_or_was_broken_anew_is_not_touched(tmp_path: Path) -> None:
    new(tmp_path, {"side.md": f"{OLD}\n\n{FAULTS[3]}\n"})
    write(tmp_path, {"side.md": f"{FAULTS[3]}\n\n{textwrap.fill(OLD, 30)}\n"})
    done = check(tmp_path, "--changed-since", "HEAD", "--format", "line")
    assert (done.stdout, done.returncode) == ("", 0)


def test_a_branch_is_compared_with_where_it_began(tmp_path: Path) -> None:
    new(tmp_path, {"side.md": PLAIN, "annen.md": OLD})
    git(tmp_path, "switch", "--quiet", "--create", "gren")
    commit(tmp_path, {"side.md": f"{PLAIN}\n\n{FAULTS[4]}\n"})
    git(tmp_path, "switch", "--quiet", "main")
    commit(tmp_path, {"annen.md": f"{OLD}\n\n{FAULTS[5]}\n"})
    git(tmp_path, "switch", "--quiet", "gren")
    write(tmp_path, {"utkast.md": FAULTS[6]})  # which git does not know
    done = check(tmp_path, "--changed-since", "main", "--format", "line")
    assert lines(done) == ["side.md:3", "utkast.md:1"]


def test_a_renamed_file_is_compared_with_what_it_was(tmp_path: Path) -> None:
    text = f"{OLD}\n\n{PLAIN}\n\n{FAULTS[3]}\n"
    new(tmp_path, {"gammel.md": text})
    git(tmp_path, "mv", "gammel.md", "ny side.md")
    for option in (["--changed-since", "HEAD"], ["--staged"]):
        assert check(tmp_path, *option).stdout == ""
    write(tmp_path, {"ny side.md": f"{text}\n{FAULTS[4]}\n"})
    git(tmp_path, "add", "--all")
    for option in (["--changed-since", "HEAD"], ["--staged"]):
        assert lines(check(tmp_path, *option, "--format", "line")) == ["ny side.md:7"]


def test_what_is_told_of_the_whole_text_is_told_where_it_is_new(tmp_path: Path) -> None:
    long = "Hvis du vil søke om støtte fra kommunen i år, må du sende skjemaet før fristen i mai. "
    varied, monotone = f"{long}{PLAIN} Hei.\n" * 5, f"{long * 12}\n"
    new(tmp_path, {"side.md": varied, "annen.md": monotone})
    write(tmp_path, {"side.md": monotone, "annen.md": f"{monotone}\n{long}\n"})

    def whole(*arguments: str) -> list[str]:
        files = report(check(tmp_path, "--format", "json", *arguments))["files"]
        return [f["path"] for f in files for one in f["findings"] if one["scope"] == "document"]

    assert whole() == ["annen.md", "side.md"]
    assert whole("--changed-since", "HEAD") == ["side.md"]


def test_staged_content_is_judged_and_not_the_file(tmp_path: Path) -> None:
    new(tmp_path, {"side.md": PLAIN, "borte.md": PLAIN})
    write(tmp_path, {"side.md": f"{PLAIN}\n\n{FAULTS[2]}\n", "borte.md": f"{PLAIN} {FAULTS[4]}"})
    git(tmp_path, "add", "--all")
    write(tmp_path, {"side.md": f"{PLAIN}\n\n{FAULTS[3]}\n"})
    (tmp_path / "borte.md").unlink()
    done = check(tmp_path, "--staged", "--format", "json")
    found = {f["path"]: [one["text"] for one in f["findings"]] for f in report(done)["files"]}
    assert found.keys() == {"side.md", "borte.md"}
    assert "i henhold til" in found["side.md"]
    assert "vedrørende" not in found["side.md"]


def test_the_first_commit_is_all_new(tmp_path: Path) -> None:
    new(tmp_path)
    assert "no text is staged" in check(tmp_path, "--staged").stderr
    write(tmp_path, {"side.md": OLD, "utkast.md": OLD})
    git(tmp_path, "add", "side.md")
    done = check(tmp_path, "--staged", "--format", "line")
    assert (lines(done), done.returncode) == (["side.md:1"], 1)
    assert "no commit here yet" in check(tmp_path, "--changed-since", "HEAD").stderr


@pytest.mark.parametrize(
    "form",
    [
        form if form in ("terminal", "json", "line") else pytest.param(form, marks=pytest.mark.slow)
        for form in FORMATS
    ],
)
def test_every_format_has_only_what_is_new(tmp_path: Path, form: str) -> None:
    new(tmp_path, {"side.md": OLD})
    write(tmp_path, {"side.md": f"{OLD}\n\n{FAULTS[2]}\n"})
    for _kept in range(2):
        done = check(tmp_path, "--changed-since", "HEAD", "--format", form)
        assert done.returncode == 1
        assert "ikke i det som er endret" in done.stderr
        if form in ("github", "sarif", "vale-json", "line"):  # the others tell what to mend first
            assert "iverksettes" not in done.stdout
        assert "i henhold til" in done.stdout.lower()


def test_what_is_kept_rests_on_what_was_before(tmp_path: Path) -> None:
    new(tmp_path, {"side.md": PLAIN})
    commit(tmp_path, {"side.md": f"{PLAIN}\n\n{FAULTS[2]}\n"})
    commit(tmp_path, {"annen.md": PLAIN, "side.md": f"{PLAIN}\n\n{FAULTS[2]}\n\n{FAULTS[4]}\n"})
    for revision, expected in (("HEAD~1", 1), ("HEAD~2", 2), ("HEAD~1", 1)):
        done = check(tmp_path, "--changed-since", revision, "--format", "line")
        assert len(lines(done)) == expected


def test_many_files_are_judged_by_processes(tmp_path: Path) -> None:
    names = [f"side{number}.md" for number in range(9)]
    new(tmp_path, dict.fromkeys(names, OLD))
    write(tmp_path, dict.fromkeys(names, f"{OLD}\n\n{FAULTS[2]}\n"))
    git(tmp_path, "add", "--all")
    for option in (["--changed-since", "HEAD"], ["--staged"]):
        done = check(tmp_path, *option, "--jobs", "2", "--no-cache", "--format", "line")
        assert lines(done) == [f"{name}:3" for name in names]


def test_what_the_project_leaves_out_stays_out(tmp_path: Path) -> None:
    new(tmp_path, {".clarity.yaml": "exclude: [arkiv]\n", ".gitignore": "bygg/\n"})
    write(tmp_path, dict.fromkeys(("arkiv/a.md", "bygg/b.md", "kode.py", "c.md"), OLD))
    git(tmp_path, "add", "--all")
    for option in (["--changed-since", "HEAD"], ["--staged"]):
        assert lines(check(tmp_path, *option, "--format", "line")) == ["c.md:1"]
        # Also where a hook names them.
        named = check(tmp_path, *option, "--format", "line", "arkiv/a.md", "c.md")
        assert lines(named) == ["c.md:1"]


def test_a_subfolder_sees_its_own(tmp_path: Path) -> None:
    new(tmp_path, {"a.md": PLAIN, "under/b.md": PLAIN})
    write(tmp_path, {"a.md": OLD, "under/b.md": OLD})
    git(tmp_path, "add", "--all")
    for option in (["--changed-since", "HEAD"], ["--staged"]):
        done = check(tmp_path, *option, "--format", "line", cwd="under")
        assert lines(done) == ["b.md:1"]
        done = check(tmp_path, *option, "--format", "line", "../a.md", cwd="under")
        assert lines(done) == ["../a.md:1"]


LONG = " ".join([PLAIN] * 8)


def test_a_score_may_not_fall(tmp_path: Path) -> None:
    good, bad = f"# Søk om plass\n\n{LONG}\n", f"# Søk om plass\n\n{LONG} {' '.join(FAULTS)}\n"
    new(tmp_path, {"side.md": good, "annen.md": bad, "kort.md": "Hei der."})
    write(tmp_path, {"side.md": bad, "annen.md": bad.replace(FAULTS[1], ""), "kort.md": "Hei du."})
    done = check(tmp_path, "--changed-since", "HEAD", "--no-worse", "--format", "json")
    limits = {file["path"]: file["limits"] for file in report(done)["files"]}
    scores = {file["path"]: file["score"]["overall"] for file in report(done)["files"]}
    assert {path: one["passed"] for path, one in limits.items()} == {
        "side.md": False,
        "annen.md": True,  # whatever is left to mend in it
        "kort.md": True,
    }
    assert limits["side.md"]["before"] > scores["side.md"]
    assert limits["kort.md"]["before"] is None
    assert "1 fil har ingen poengsum å sammenligne" in done.stderr
    assert done.returncode == 1
    for form in FORMATS:
        done = check(tmp_path, "--changed-since", "HEAD", "--no-worse", "--format", form)
        assert done.returncode == 1
        before, after = (
            f"{one:g}".replace(".", ",") for one in (limits["side.md"]["before"], scores["side.md"])
        )
        assert form == "json" or f"{before} → {after}" in done.stdout + done.stderr.replace(
            ".", ","
        )
    git(tmp_path, "checkout", "--quiet", "side.md")
    assert check(tmp_path, "--changed-since", "HEAD", "--no-worse").returncode == 0
    asked = ("--changed-since", "HEAD", "--no-worse", "--fail-on", "suggestion", "--ignore", "x")
    assert check(tmp_path, *asked[:-2]).returncode == 0


def test_a_score_is_held_to_an_earlier_report(tmp_path: Path) -> None:
    # A fault can make another kind of text of it, by which a score is another thing, too.
    write(tmp_path, {".clarity.yaml": "channel: web\n", "side.md": LONG, "annen.md": LONG})
    check(tmp_path, "--format", "json", "--output", "før.json")
    held = ("--no-worse", "--compare", "før.json")
    assert check(tmp_path, *held).returncode == 0
    write(tmp_path, {"side.md": f"{LONG} {' '.join(FAULTS)}", "ny.md": OLD})
    done = check(tmp_path, *held)
    assert done.returncode == 1
    assert "side.md" in done.stdout.split("→")[-2]
    assert "1 fil har ingen poengsum" in done.stderr
    data = json.loads((tmp_path / "før.json").read_text("utf-8"))
    for file in data["files"]:
        file["guideline"] = "klarsprak"  # by which a score is another thing
    (tmp_path / "før.json").write_text(json.dumps(data), "utf-8")
    assert check(tmp_path, *held).returncode == 0


@cache
def session() -> Session:
    return Session(Request(quick=True, language="nb"))


def judged(text: str, path: str) -> Report:
    made = session().check_bytes(text.encode(), path)
    assert isinstance(made, Report)
    return made


def new_in(before: str, after: str, path: str) -> Iterator[str]:
    """Yield the sentence of each finding that is shown, as it is written but for its lines."""
    past = Past.of(judged(before, path), None)
    shown = New({path: past}, None).of(judged(after, path))
    for one in repeats.unfold(shown.findings):
        if one.scope == "text":
            yield " ".join(shown.source[one.context.start : one.context.end].split())


def written(paragraphs: list[list[str]], path: str, width: int) -> str:
    told = [textwrap.fill(" ".join(paragraph), width) for paragraph in paragraphs]
    if path.endswith(".html"):
        return "".join(f"<p>{one}</p>\n" for one in told)
    return "\n\n".join(told) + "\n"


PATHS = st.sampled_from(("side.md", "side.html", "side.txt"))
#: A paragraph has few sentences, and none of them twice.
TEXTS = st.permutations(FAULTS).flatmap(
    lambda some: st.integers(2, 4).map(
        lambda size: [list(some[at : at + size]) for at in range(0, len(some), size)]
    )
)


@given(TEXTS, PATHS, st.integers(70, 200), st.integers(70, 200), st.data())
def test_an_edit_shows_what_is_in_its_sentence_and_nothing_else(
    text: list[list[str]], path: str, width: int, other: int, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    at = data.draw(st.integers(0, len(text[place]) - 1))
    edited = [list(paragraph) for paragraph in text]
    edited[place][at] = edited[place][at][:-1] + " i henhold til avtalen."
    shown = list(new_in(written(text, path, width), written(edited, path, other), path))
    assert shown
    assert set(shown) == {edited[place][at]}


@given(TEXTS, PATHS, st.integers(70, 200), st.integers(70, 200), st.randoms())
def test_moves_and_new_lines_show_nothing(
    text: list[list[str]], path: str, width: int, other: int, chance: random.Random
) -> None:
    moved = [list(paragraph) for paragraph in text]
    chance.shuffle(moved)
    for paragraph in moved:
        chance.shuffle(paragraph)
    assert not list(new_in(written(text, path, width), written(moved, path, other), path))


@given(TEXTS, PATHS, st.data())
def test_a_sentence_that_is_there_once_more_is_new(
    text: list[list[str]], path: str, data: st.DataObject
) -> None:
    sentence = data.draw(st.sampled_from(FAULTS))
    shown = list(new_in(written(text, path, 80), written([*text, [sentence]], path, 80), path))
    assert set(shown) == {sentence}


def test_a_new_link_or_heading_touches_its_sentence() -> None:
    assert not list(new_in("Les mer her.\n", "Les  mer\nher.\n", "side.md"))
    assert list(new_in("Les mer her.\n", "[Les mer](/a) her.\n", "side.md"))
    assert not list(new_in("[Les mer](/a) her.\n", "[Les mer](/b) her.\n", "side.md"))


def test_a_name_that_no_revision_can_have_is_what_is_told(tmp_path: Path) -> None:
    done = run("check", "--changed-since", "origin/", cwd=tmp_path, env={"CLARITY_LANG": "en"})
    assert done.returncode == 2
    assert "«origin/» is not the name of a revision" in done.stderr
