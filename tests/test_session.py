"""A run from bytes to reports: what is stated, what is broken, what is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from clarity.model import Failure, Report
from clarity.resources import corpora_root
from clarity.run.texts import check
from clarity.session import Request, Session

HEAVY = (
    "# Søknad\n\nDu må erlegge gebyret innen 1. mars. Vi anvender pengene til barna i kommunen.\n"
)


def judged(text: str | bytes, name: str = "side.md") -> Report:
    data = text.encode() if isinstance(text, str) else text
    report = Session(Request(language="nb")).check_bytes(data, name)
    assert isinstance(report, Report)
    return report


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def run(folder: Path, **asked: object) -> list[Report | Failure]:
    return list(check([str(folder)], Request(**asked)))  # type: ignore[arg-type]


def test_a_text_is_found_read_checked_and_scored() -> None:
    report = judged(HEAVY)
    assert [finding.text for finding in report.findings] == ["erlegge", "anvender"]
    assert report.findings[0].suggestions[0] == "betale"
    assert report.language == "nb"
    assert report.words == 15


@pytest.mark.parametrize("name", ["nb/god-side", "nn/god-side"])
def test_a_faultless_page_is_told_to_mend_nothing(name: str) -> None:
    path = corpora_root() / "demo" / f"{name}.md"
    report = Session(Request()).check_bytes(path.read_bytes(), str(path))
    assert isinstance(report, Report)
    assert report.scorecard is not None
    assert report.scorecard.overall == pytest.approx(100)
    assert (report.findings, report.scorecard.gains, report.scorecard.reason) == ((), (), "")


def test_findings_without_a_score() -> None:
    report = Session(Request(language="nb", guideline="none")).check_bytes(HEAVY.encode(), "a.md")
    assert isinstance(report, Report)
    assert report.scorecard is None
    assert [finding.text for finding in report.findings] == ["erlegge", "anvender"]


def test_broken_front_matter_is_a_notice_and_the_text_is_checked() -> None:
    report = judged("---\ntitle: [\n---\n\n" + HEAVY)
    assert report.notices == ("front matter, line 2: not valid YAML, so none of it is read",) or (
        "not valid YAML" in report.notices[0]
    )
    assert [finding.text for finding in report.findings] == ["erlegge", "anvender"]


@pytest.mark.parametrize(
    ("front", "part"),
    [
        ("clarity:\n  rules:\n    archaic-wrods: off", "line 4: unknown rule «archaic-wrods»"),
        ("clarity:\n  chanel: web", "line 3: unknown key «chanel»"),
    ],
)
def test_wrong_settings_in_front_matter_fail_that_file_only(front: str, part: str) -> None:
    outcome = Session(Request()).check_bytes(f"---\n{front}\n---\n\n{HEAVY}".encode(), "side.md")
    assert isinstance(outcome, Failure)
    assert part in outcome.message


def test_each_file_is_blamed_for_its_own_settings() -> None:
    session = Session(Request())
    for path, above in (("a.md", ""), ("b.md", "title: Frist\n"), ("a.md", "")):
        front = f"---\n{above}clarity:\n  rules:\n    archaic-wrods: off\n---\n\n"
        outcome = session.check_bytes((front + HEAVY).encode(), path)
        assert isinstance(outcome, Failure)
        assert (outcome.path, outcome.line) == (path, 4 + above.count("\n"))


@pytest.mark.parametrize(
    ("comment", "notices"),
    [
        ("off archaic-wrods", ("comment, line 3: unknown rule «archaic-wrods».",)),
        ("ignore long-sentence, passive", ("comment, line 3: unknown rule «passive».",)),
        ("ignore archaic-words", ()),
        ("off nb/archaic-words", ()),
        ("off", ()),
    ],
)
def test_a_comment_that_silences_no_rule_is_told_of(comment: str, notices: tuple[str, ...]) -> None:
    report = judged(f"# Søknad\n\n<!-- clarity: {comment} -->\n\n{HEAVY}")
    assert len(report.notices) == len(notices)
    for notice, start in zip(report.notices, notices, strict=True):
        assert notice.startswith(start)


def test_front_matter_settles_the_file() -> None:
    report = judged("---\nclarity:\n  rules:\n    archaic-words: off\n---\n\n" + HEAVY)
    assert [finding.text for finding in report.findings] == ["anvender"]


def test_a_rule_of_ones_own_joins_the_shipped_and_replaces_its_namesake(tmp_path: Path) -> None:
    own = (
        "category: wording\nseverity: error\nstrength: agency\nsource: oss\nmessage: '{found}'\n"
        "why: fordi\ncheck: phrases\nfind: [gebyret]\n"
        "examples: [{bad: Betal gebyret., marks: gebyret, good: Betal.}]\nleave_alone: [Gebyr.]\n"
    )
    write(tmp_path, side_md=HEAVY, _clarity_yaml="rule_paths: [regler]\n")
    write(tmp_path, **{"regler__nb__archaic-words_yaml": own})
    (report,) = run(tmp_path)
    assert isinstance(report, Report)
    assert [(finding.rule, finding.text) for finding in report.findings] == [
        ("nb/archaic-words", "gebyret"),
        ("nb/bureaucratic-words", "anvender"),
    ]


def test_a_broken_rule_of_ones_own_is_told_once_and_other_projects_stand(tmp_path: Path) -> None:
    write(tmp_path, a__en_md=HEAVY, a__to_md=HEAVY, b__side_md=HEAVY)
    write(tmp_path, a___clarity_yaml="rule_paths: [regler]\n")
    write(tmp_path, a__regler__nb__ny_yaml="category: wording\nseverity: warnin\n")
    outcomes = run(tmp_path)
    assert [type(outcome) for outcome in outcomes] == [Failure, Report]
    failure = outcomes[0]
    assert isinstance(failure, Failure)
    assert failure.path.endswith("ny.yaml")
    assert (failure.message, failure.line) == ("«strength» is missing", 1)


def test_the_glossary_of_an_organisation(tmp_path: Path) -> None:
    glossary = (
        "language: nb\nterms:\n  - {use: stønad, avoid: ytelse, inflect: noun, like: avtale}\n"
        "  - {use: Nav-kontor, avoid: [sosialkontor]}\n"
    )
    write(tmp_path, side_md="Du får ytelsen fra sosialkontor i byen der du bor.\n")
    write(tmp_path, _clarity_yaml="glossary: [ord.yaml]\nlanguage: nb\n", ord_yaml=glossary)
    (report,) = run(tmp_path)
    assert isinstance(report, Report)
    found = {finding.text: finding.suggestions for finding in report.findings}
    assert found["ytelsen"] == ("stønaden",)
    assert found["sosialkontor"] == ("Nav-kontor",)


def test_one_bad_file_never_stops_the_others(tmp_path: Path) -> None:
    write(tmp_path, a_md=HEAVY, c_md=HEAVY)
    (tmp_path / "b.md").write_bytes(b"\x00\x01\x02binary\x00")
    outcomes = run(tmp_path)
    assert [type(outcome) for outcome in outcomes] == [Report, Failure, Report]


def test_processes_give_the_same_reports_in_the_same_order(tmp_path: Path) -> None:
    write(tmp_path, **{f"side{number:03}_md": f"{HEAVY}\nSide {number}.\n" for number in range(20)})
    assert run(tmp_path, jobs=3) == run(tmp_path, jobs=1)


def test_a_kept_report_is_the_same_report(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    write(pages, side_md=HEAVY)
    first = run(pages, cache=tmp_path / "cache")
    assert run(pages, cache=tmp_path / "cache") == first
    (pages / "side.md").write_text("Du må betale.\n", encoding="utf-8")
    (report,) = run(pages, cache=tmp_path / "cache")
    assert isinstance(report, Report)
    assert not report.findings


def test_a_changed_setting_or_a_broken_cache_is_no_stale_report(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    write(pages, side_md=HEAVY)
    run(pages, cache=tmp_path / "cache")
    write(pages, _clarity_yaml="rules: {archaic-words: off}\n")
    (report,) = run(pages, cache=tmp_path / "cache")
    assert isinstance(report, Report)
    assert [finding.text for finding in report.findings] == ["anvender"]
    for path in (tmp_path / "cache").rglob("*"):
        if path.is_file():
            path.write_bytes(b"rubbish")
    assert run(pages, cache=tmp_path / "cache") == [report]
