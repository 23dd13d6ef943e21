"""``clarity fix``: what it puts in, what it leaves as it was, and what becomes of bad input."""

from __future__ import annotations

import stat
import subprocess
from functools import cache, partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarity.checks import repeats
from clarity.checks.facts import Memory
from clarity.model import Edit, Report, Span
from clarity.model.edits import apart, edited, moved
from clarity.parsing.decoding import EncodingError, decode, rewritten
from clarity.parsing.located_yaml import ConfigError, Fields, load
from clarity.project.settings import Settings
from clarity.resources import corpora_root
from clarity.rulebook.safety import read_safety
from clarity.run.fixes import Plan
from clarity.run.mending import Outcome, Version, is_lower, mend
from clarity.run.writing import WritingError, write
from clarity.session import Request, Session
from command import Run, run

TEXT = """# Søknad om støtte

Du må benytte skjemaet, og det koster 20.000 kroner. Prisen er 5% av pengene idag.

> Du må benytte skjemaet.

Skriv `idag` i feltet, og send epost til oss. Dette innebærer at alle får svar fra oss.
"""
MENDED = """# Søknad om støtte

Du må bruke skjemaet, og det koster 20\u00a0000 kroner. Prisen er 5\u00a0% av pengene i dag.

> Du må benytte skjemaet.

Skriv `idag` i feltet, og send e-post til oss. Dette betyr at alle får svar fra oss.
"""


@pytest.fixture
def side(tmp_path: Path) -> Path:
    path = tmp_path / "side.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def fix(*arguments: str | Path, cwd: Path, stdin: str | bytes = b"", **env: str) -> Run:
    return run("fix", "--language", "nb", *arguments, cwd=cwd, stdin=stdin, env=env)


def test_what_is_safe_is_put_in_and_nothing_else_is_touched(side: Path) -> None:
    done = fix("side.md", cwd=side.parent)
    assert side.read_text(encoding="utf-8") == MENDED
    assert "6 " in done.stdout
    assert "nb/number-format (2)" in done.stdout
    again = fix("side.md", cwd=side.parent)
    assert side.read_text(encoding="utf-8") == MENDED
    assert again.returncode == done.returncode


@pytest.mark.parametrize("also", [(), ("--suggested",)])
def test_law_is_left_as_it_was_enacted(side: Path, also: tuple[str, ...]) -> None:
    fix("side.md", "--channel", "law", *also, cwd=side.parent)
    assert side.read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize(
    ("before", "code"),
    [
        (b"Du kan benytte skjemaet for \xc3\xa5 s\xc3\xb8ke st\xc3\xb8tte hos oss.\n", 0),
        (b"Du kan benytte skjemaet i henhold til loven om barn hos oss.\n", 1),
    ],
)
def test_the_exit_code_counts_what_is_left(tmp_path: Path, before: bytes, code: int) -> None:
    path = tmp_path / "side.md"
    path.write_bytes(before)
    assert fix(cwd=tmp_path).returncode == code
    assert path.read_bytes() == before.replace(b"benytte", b"bruke")
    assert fix("--fail-on", "never", cwd=tmp_path).returncode == 0


def test_what_a_baseline_knows_is_left_and_does_not_count(side: Path) -> None:
    before = side.read_bytes()
    assert run("baseline", "--language", "nb", cwd=side.parent).returncode == 0
    done = fix(cwd=side.parent)
    assert (done.returncode, side.read_bytes()) == (0, before)
    side.write_text(f"{TEXT}\nSøk på nett, og send kopi idag.\n", encoding="utf-8")
    done = fix(cwd=side.parent)
    mended = "\nSøk på nett, og send kopi i dag.\n"
    assert side.read_text(encoding="utf-8") == TEXT + mended
    assert done.returncode == run("check", "--language", "nb", cwd=side.parent).returncode == 0
    fix("--no-baseline", cwd=side.parent)
    assert side.read_text(encoding="utf-8") == MENDED + mended


def test_processes_mend_as_one_does(side: Path) -> None:
    for number in range(6):
        side.with_name(f"side{number}.md").write_text(f"{TEXT}\nSide {number}.\n", "utf-8")
    told = [fix("--diff", "--jobs", jobs, cwd=side.parent).stdout for jobs in ("1", "2")]
    assert told[0] == told[1]
    assert told[0].count("+Du må bruke skjemaet") == 7


def test_only_what_is_selected_is_put_in(side: Path) -> None:
    fix("--only", "number-format", cwd=side.parent)
    assert "20\u00a0000" in side.read_text(encoding="utf-8")
    assert "benytte skjemaet, og" in side.read_text(encoding="utf-8")
    assert fix("--only", "nothing-of-the-kind", cwd=side.parent).returncode == 2


def test_a_diff_changes_nothing_and_can_be_applied(side: Path) -> None:
    side.write_text(TEXT.rstrip("\n"), encoding="utf-8")
    done = fix("--diff", cwd=side.parent)
    assert done.returncode == 1
    assert side.read_text(encoding="utf-8") == TEXT.rstrip("\n")
    command = ["git", "apply", "-p1"]
    subprocess.run(command, input=done.stdout.encode(), cwd=side.parent, check=True)
    assert side.read_text(encoding="utf-8") == MENDED.rstrip("\n")
    assert fix("--diff", cwd=side.parent).returncode == 0


def test_standard_input_becomes_the_mended_text(tmp_path: Path) -> None:
    done = fix("-", cwd=tmp_path, stdin=TEXT)
    assert done.stdout == MENDED
    assert "nb/number-format" in done.stderr


@pytest.mark.parametrize("name", ["text.pdf", "text.md"])
def test_what_cannot_be_judged_comes_out_as_it_went_in(tmp_path: Path, name: str) -> None:
    given = "---\nclarity: {language: xx}\n---\n\nDu må benytte skjemaet.\n"
    done = fix("-", "--stdin-filename", name, cwd=tmp_path, stdin=given)
    assert (done.returncode, done.stdout) == (2, given)
    assert len(done.stderr.splitlines()) == 1


def test_answers_decide_and_an_alternative_can_be_chosen(side: Path) -> None:
    text = "Du må benytte skjemaet i dag. Vi skal foreta en vurdering. Alle benytter skjemaet nå.\n"
    side.write_text(text, encoding="utf-8")
    done = fix("--interactive", cwd=side.parent, stdin="hva?\ny\nn\nn\nn\n")
    assert "- Du må [benytte] skjemaet i dag." in done.stdout
    assert "+ Du må [bruke] skjemaet i dag." in done.stdout
    assert side.read_text(encoding="utf-8") == text.replace("benytte ", "bruke ")
    side.write_text(text, encoding="utf-8")
    only = ("--only", "bureaucratic-words")
    fix("--interactive", *only, cwd=side.parent, stdin="a\n")
    assert side.read_text(encoding="utf-8").count("bruke") == 2
    side.write_text(text, encoding="utf-8")
    fix("--interactive", *only, cwd=side.parent, stdin="q\n")
    assert side.read_text(encoding="utf-8") == text


def test_several_alternatives_are_chosen_from_and_never_guessed_at(tmp_path: Path) -> None:
    folder = tmp_path / "regler" / "nb"
    folder.mkdir(parents=True)
    (folder / "ord.yaml").write_text(OWN_RULE, encoding="utf-8")
    (tmp_path / ".clarity.yaml").write_text("rule_paths: [regler]\n", encoding="utf-8")
    path = tmp_path / "side.md"
    text = "Vi liker snurrepipperi og dingseboms hele dagen.\n"
    path.write_text(text, encoding="utf-8")
    fix("side.md", "--only", "ord", cwd=tmp_path)
    assert path.read_text(encoding="utf-8") == text.replace("dingseboms", "dings")
    fix("side.md", "--only", "ord", "--suggested", cwd=tmp_path)
    assert "snurrepipperi" in path.read_text(encoding="utf-8")
    done = fix("side.md", "--only", "ord", "--interactive", cwd=tmp_path, stdin="3\n2\n")
    assert "2 Vi liker [leker] og" in done.stdout
    assert path.read_text(encoding="utf-8") == "Vi liker leker og dings hele dagen.\n"


OWN_RULE = """
category: wording
severity: warning
strength: heuristic
source: Oss
message: "«{found}»: {instead}."
why: Fordi.
check: phrases
fix: safe
instead:
  snurrepipperi: [pynt, leker]
  dingseboms: dings
examples:
  - {bad: Her er en dingseboms hos oss., marks: dingseboms, good: Her er en dings hos oss.}
leave_alone: [Her er en dings.]
"""


def test_what_is_suggested_and_alone_is_put_in_when_asked_for(side: Path) -> None:
    side.write_text("Vi svarer deg i henhold til loven om barn hos oss.\n", encoding="utf-8")
    fix(cwd=side.parent)
    assert "i henhold til" in side.read_text(encoding="utf-8")
    fix("--suggested", cwd=side.parent)
    assert "etter loven" in side.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments", [("-", "x.md"), ("--interactive", "-"), ("--interactive", "--diff", "x.md")]
)
def test_what_nobody_can_mean_is_refused(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = fix(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "clarity" in done.stderr or "--" in done.stderr


def test_words_that_are_named_stressed_or_alone_are_left(tmp_path: Path) -> None:
    text = (
        "Ordet *benytte* er tungt, og du må IKKJE skrive det.\n\n"
        "| ord |\n|---|\n| benytte |\n\n"
        "<!-- clarity: ignore -->\nDu må benytte skjemaet nå.\n\n"
        "Hun sa: «Du må benytte skjemaet nå.»\n\n"
        "Etter avholdt møte skriver vi et referat til dere.\n\n"
        "De avholdt møtet, og det er en tur som du ellers ikke ville kunne dra på.\n\n"
        "Reglene sier: “Du skal benytte skjemaet. Du skal benytte det nå.“ Det er alt.\n"
    )
    (tmp_path / "side.md").write_text(f"---\ntitle: Å benytte et skjema\n---\n\n{text}", "utf-8")
    done = fix(cwd=tmp_path)
    assert "benytte" in (tmp_path / "side.md").read_text("utf-8")
    assert (tmp_path / "side.md").read_text("utf-8").endswith(text)
    assert done.returncode < 2


# Files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encoding_line_ends_and_all_else_are_kept(tmp_path: Path, encoding: str, end: str) -> None:
    path = tmp_path / "side.md"
    path.write_bytes(TEXT.replace("\n", end).rstrip().encode(encoding))
    fix("--quick", cwd=tmp_path)
    assert path.read_bytes() == MENDED.replace("\n", end).rstrip().encode(encoding)


def test_a_word_that_is_spoken_of_beside_the_other_is_left(tmp_path: Path) -> None:
    (tmp_path / "side.md").write_text("## Ska eller skall?\n\nDu skall svara i dag.\n", "utf-8")
    fix("--language", "sv", "--only", "skall", cwd=tmp_path)
    mended = (tmp_path / "side.md").read_text("utf-8")
    assert mended == "## Ska eller skall?\n\nDu ska svara i dag.\n"


def test_permissions_and_links_are_kept(tmp_path: Path, side: Path) -> None:
    side.chmod(0o640)
    (tmp_path / "lenke.md").symlink_to("side.md")
    fix("lenke.md", cwd=tmp_path)
    assert (tmp_path / "lenke.md").is_symlink()
    assert side.read_text(encoding="utf-8") == MENDED
    assert stat.S_IMODE(side.stat().st_mode) == 0o640
    assert sorted(one.name for one in tmp_path.iterdir()) == ["lenke.md", "side.md"]


def test_a_read_only_file_is_left_and_the_others_are_mended(tmp_path: Path, side: Path) -> None:
    other = tmp_path / "annen.md"
    other.write_text(TEXT, encoding="utf-8")
    other.chmod(0o444)
    done = fix(cwd=tmp_path)
    assert done.returncode == 2
    assert other.read_text(encoding="utf-8") == TEXT
    assert side.read_text(encoding="utf-8") == MENDED
    (told,) = done.stderr.splitlines()
    assert told.startswith("clarity: annen.md: ")


def test_a_file_that_has_changed_in_the_meantime_is_left(side: Path) -> None:
    with pytest.raises(WritingError):
        write(str(side), b"as it was read", b"as it would be")
    assert side.read_text(encoding="utf-8") == TEXT


def test_nothing_is_written_out_of_the_project(tmp_path: Path, side: Path) -> None:
    project = tmp_path / "prosjekt"
    (project / ".git").mkdir(parents=True)
    (project / "side.md").symlink_to(side)
    done = fix("side.md", cwd=project)
    assert done.returncode == 2
    assert side.read_text(encoding="utf-8") == TEXT


def test_a_run_that_is_ended_leaves_the_file_whole(
    side: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fchmod", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(str(side), TEXT.encode(), b"something else")
    assert side.read_text(encoding="utf-8") == TEXT
    assert list(side.parent.iterdir()) == [side]


def test_a_letter_that_the_encoding_lacks_is_told() -> None:
    source = "Så är det ännu.".encode("cp1252")
    assert rewritten(source, [Edit(Span(0, 2), "–")]) == "– är det ännu.".encode("cp1252")
    with pytest.raises(EncodingError, match="Ω"):
        rewritten(source, [Edit(Span(0, 2), "Ω")])


# Properties


@given(st.binary(max_size=60), st.data())
def test_every_byte_outside_the_edits_is_kept(data: bytes, draw: st.DataObject) -> None:
    try:
        source = decode(data).text
    except Exception:
        return
    start = draw.draw(st.integers(0, len(source)))
    end = draw.draw(st.integers(start, min(len(source), start + 5)))
    try:
        made = rewritten(data, [Edit(Span(start, end), "bruke")])
    except EncodingError:
        return
    assert decode(made).text == f"{source[:start]}bruke{source[end:]}"
    nothing = rewritten(data, [])
    assert nothing == data


spans = st.tuples(st.integers(0, 40), st.integers(0, 6)).map(lambda p: Span(p[0], p[0] + p[1]))
edits = st.lists(st.builds(Edit, spans, st.text("abc", max_size=4)), max_size=8)


@given(edits, spans)
def test_edits_are_apart_and_what_is_outside_them_is_found_again(
    given: list[Edit], span: Span
) -> None:
    source = "".join(chr(0x100 + n) for n in range(50))
    chosen = list(apart(given))
    for one, other in pairwise(chosen):
        assert one.span.end < other.span.start
    after = edited(source, chosen)
    assert len(after) == len(source) + sum(
        len(e.text) - (e.span.end - e.span.start) for e in chosen
    )
    if not any(e.span.overlaps(span) for e in chosen) and span.start < span.end:
        there = moved(span, chosen)
        assert source[span.start : span.end] in after[there.start : there.end]


@cache
def _session() -> Session:
    return Session(Request(strict=True))


def _sentences(name: str) -> list[str]:
    """Return paragraphs that there is something to put in, and some that there is not."""
    paths = sorted((corpora_root() / "pairs" / name).glob("*.md"))[:40]
    blocks = [block for path in paths for block in path.read_text("utf-8").split("\n\n")]
    return [block for block in blocks if block.strip()]


FAULTY = {
    "nb": ["Du må benytte og samt 5%-10% idag.", "Møtet ble avholdt kl 10:30-11:30 , bl.a. her."],
    "nn": ["Du kan kun søkje kl 10:30 , og 5% har behov for hjelp hvis dei vil kunne få det."],
    "sv": [
        "Du skall nyttja samtliga och efterleva 1.3 miljoner i syfte att skall.",
        "I samtliga fall.",
    ],
}


@cache
def _texts(name: str) -> st.SearchStrategy[str]:
    whole = st.sampled_from([*_sentences(name), *FAULTY[name] * 40])
    return st.lists(whole, min_size=1, max_size=4).map("\n\n".join)


@pytest.mark.parametrize("name", sorted(FAULTY))
@given(st.data(), st.booleans(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_a_mended_text_is_no_worse_and_has_nothing_left_to_mend(
    name: str, draw: st.DataObject, suggested: bool, encoding: str
) -> None:
    data = draw.draw(_texts(name)).encode(encoding)
    report, outcome = _mended(name, data, suggested=suggested)
    after = outcome.version
    assert not is_lower(after.report, report)
    before, there = (repeats.places(one.findings) for one in (report, after.report))
    assert len(there) <= len(before) - len(outcome.made)
    assert decode(after.data).notices == decode(data).notices
    _, again = _mended(name, after.data, suggested=suggested)
    assert again.version.data == after.data
    if not outcome.made:
        assert after.data == data


def _mended(name: str, data: bytes, *, suggested: bool) -> tuple[Report, Outcome]:
    settings = Settings(language=name).strictly()
    judge = partial(_session().check_bytes, path="a.md", settings=settings, memory=Memory())
    report = judge(data)
    assert isinstance(report, Report)
    plan = Plan(suggested=suggested)
    return report, mend(Version(data, report), judge, plan.safe, plan.asked)


# Rules


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("fix: [benyte]", "«benyte»"),
        ("fix: sikker", "«safe»"),
        ("fix: []", "«safe»"),
        ("fix: [angi]", "more than one"),
        ("fix: {all_but: [angå]}", "«angå»"),
        ("fix: {but: [angi]}", "but"),
    ],
)
def test_what_is_said_wrongly_of_safety_is_told_with_its_line(given: str, told: str) -> None:
    text = f"instead:\n  benytte: bruke\n  angi: [oppgi, vise]\n{given}\n"
    with pytest.raises(ConfigError) as error:
        read_safety(Fields(load(text, "regel.yaml"), "regel.yaml"))
    assert told in str(error.value)
    assert error.value.line == 4


def test_what_has_several_alternatives_is_never_safe() -> None:
    text = "instead:\n  benytte: bruke\n  angi: [oppgi, vise]\nfix: safe\n"
    safety = read_safety(Fields(load(text, "regel.yaml"), "regel.yaml"))
    assert safety and safety.covers("benytte") and not safety.covers("angi")
