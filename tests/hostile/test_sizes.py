"""What is too much is refused with its place, or done, and neither takes its time.

No time is measured here: what is not refused or bounded takes minutes or gigabytes, and would be
noticed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from checking import make_rule, small_lexicon
from clarity.checks.engine import compile_rules
from clarity.checks.kinds import KINDS
from clarity.model import Failure, Report
from clarity.parsing import front_matter
from clarity.parsing.located_yaml import ConfigError, Fields, load
from clarity.project import config
from clarity.rulebook import glossary, load_lexicon
from clarity.session import Request, Session


def read(folder: Path, text: str) -> config.Project:
    path = folder / ".clarity.yaml"
    path.write_text(text, encoding="utf-8")
    return config.read(path)


@pytest.mark.parametrize(
    "number", ["nan", "-inf", "inf", "infinity", "1e999", "9" * 5000, "1e300", "-1e10", "[1]", "''"]
)
def test_a_number_is_finite(number: str) -> None:
    fields = Fields(load(f"a: 1\nmax: {number}\n", "x.yaml"), "x.yaml")
    with pytest.raises(ConfigError, match=r"^x\.yaml:2: «max»: must be a number") as error:
        fields.number("max")
    assert len(str(error.value)) < 200


@pytest.mark.parametrize("number", ["-1", "1.5", "1e12", "nan"])
def test_a_count_is_whole(number: str) -> None:
    with pytest.raises(ConfigError, match="must be a"):
        Fields(load(f"max: {number}\n", "x.yaml"), "x.yaml").count("max")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: " + "[" * 900 + "]" * 900, 1),
        ("\n".join(f"{' ' * depth}k{depth}:" for depth in range(900)), 41),
        ("a:\n" + "- x\n" * 600_000, 499_992),
        ("a: " + "[" * 100_000, 1),
        ("a: &a [x, x]\nb: &b [*a, *a]\n", 2),
        ("a: 1\n---\nb: 1\n", 2),
    ],
    ids=["lists", "keys", "items", "never closed", "references", "documents"],
)
def test_yaml_that_is_too_deep_or_too_much(text: str, line: int) -> None:
    with pytest.raises(ConfigError, match=r"^x\.yaml:") as error:
        load(text, "x.yaml")
    assert error.value.line == pytest.approx(line, abs=20)


@pytest.mark.parametrize(
    "key", ["guideline", "glossary", "rule_paths", "model", "channel", "k" * 5000]
)
@pytest.mark.parametrize("name", ["x" * 5000, "x" * 5000 + ".yaml", '"\\0.yaml"'])
def test_a_name_that_no_file_has(key: str, name: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        read(tmp_path, f"fail_on: never\n{key}: {name}\n")
    assert error.value.line == 2
    assert len(str(error.value)) < 600 + len(str(tmp_path))


def test_a_rule_with_a_long_name_is_unknown(tmp_path: Path) -> None:
    project = read(tmp_path, "rules:\n  " + "x" * 1000 + ": off\n")
    with pytest.raises(ConfigError, match="unknown rule") as error:
        config.refuse_unknown_rules(project.rules, ["nb/passive-duty"])
    assert len(str(error.value)) < 600 + len(str(tmp_path))


@pytest.mark.parametrize(
    ("check", "options", "key"),
    [
        ("phrases", "find: ['']", "find"),
        ("phrases", "find: ['  ']", "find"),
        ("phrases", "instead: {'': ja}", "1 to 20 words"),
        ("phrases", "find: ['|']", "1 to 20 words"),
        ("phrases", f"find: ['{'a ' * 900}']", "1 to 20 words"),
        ("phrases", "find: ['" + "a ... " * 30 + "b']", "gaps"),
        ("phrases", "find: [a]\nexcept: ['']", "except"),
        ("required", "phrases: ['']", "phrases"),
        ("required", "phrases: [a]\nmin_words: nan", "min_words"),
        ("nearby", "first: [a]\nsecond: [b]\nwithin: inf", "within"),
        ("measures", "measure: words\nover: sentence\nmax: nan", "max"),
        ("patterns", f"patterns: [{{match: '{'(a)' * 2000}'}}]", "match"),
        ("patterns", "patterns: [{match: '((a{100}){100}){9}'}]", "match"),
        ("patterns", f"patterns: [{{match: '{'a' * 6000}'}}]", "match"),
        ("patterns", "patterns: [{match: a, min_length: inf}]", "min_length"),
        ("sequences", "patterns: [{match: [{POS: X, OP: '{9999999,9999999}'}]}]", "OP"),
        (
            "sequences",
            "patterns: [{match: [{POS: X, OP: '{99,99}'}, {POS: X, OP: '{9}'}]}]",
            "match",
        ),
        ("sequences", "patterns: [{match: [{POS: X, LENGTH: nan}]}]", "LENGTH"),
        ("sequences", "patterns: [{match: [{POS: X}], instead: '{99999999999}'}]", "instead"),
    ],
)
def test_a_rule_that_is_too_much(check: str, options: str, key: str) -> None:
    with pytest.raises(ConfigError, match=key) as error:
        compile_rules([make_rule(check, options)], small_lexicon())
    assert len(str(error.value)) < 400


def _glossary(path: Path, count: int) -> Path:
    terms = "".join(f"  - use: ord{n}\n    avoid: [gammelord{n}]\n" for n in range(count))
    path.write_text(f"language: nb\nterms:\n{terms}", encoding="utf-8")
    return path


def test_terms_by_the_thousand_are_done_and_by_the_hundred_thousand_refused(
    tmp_path: Path,
) -> None:
    lexicon = load_lexicon("nb")
    terms = glossary.read([_glossary(tmp_path / "a.yaml", 10_000)])
    rule, _ = glossary.apply(terms, lexicon, KINDS)
    assert rule is not None
    assert rule.options["instead"].keys() == {f"gammelord{n}" for n in range(10_000)}  # type: ignore[attr-defined]
    with pytest.raises(ConfigError, match=r"a\.yaml: cannot be read: larger than"):
        glossary.read([_glossary(tmp_path / "a.yaml", 200_000)])
    many = [_glossary(tmp_path / f"{n}.yaml", 15_000) for n in range(2)]
    with pytest.raises(ConfigError, match=r"1\.yaml: more than 20,000 terms"):
        glossary.read(many)


def test_words_that_inflect_by_the_thousand(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    entry = "  - {{use: a{0}ytelse, avoid: [b{0}ytelse], inflect: noun}}\n"
    terms = "".join(entry.format("x" * (n % 50) + str(n)) for n in range(3000))
    path.write_text(f"language: nb\nterms:\n{terms}", encoding="utf-8")
    read_terms = glossary.read([path])
    rule, lexicon = glossary.apply(read_terms, load_lexicon("nb"), KINDS)
    assert rule is not None
    assert "a0ytelsen" in glossary.words(read_terms, lexicon)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("rules: {passive-duty: {find: [du]}}", "a text can set only numbers of a rule"),
        ("rules: {long-sentence: {max: nan}}", "a text can set only numbers of a rule"),
        ("rules: {legal-terms: {instead: {a: b}}}", "a text can set only numbers of a rule"),
        ("rules: {date-format: {patterns: [{match: a}]}}", "a text can set only numbers of a rule"),
        ("guideline: egen.yaml", "a text can name a guideline, but not the file of one"),
        ("guideline: /etc/passwd.yaml", "a text can name a guideline, but not the file of one"),
        ("glossary: [a.yaml]", "unknown key «glossary»"),
        ("model: sv_modell", "unknown key «model»"),
    ],
)
def test_nothing_in_a_text_is_compiled_or_opened(settings: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "egen.yaml").write_text("extends: klarsprak\n", encoding="utf-8")
    text = f"---\nclarity:\n  {settings}\n---\n\nDu kan ringe oss i dag.\n"
    judged = Session(Request(quick=True)).check_bytes(text.encode(), str(tmp_path / "a.nb.md"))
    assert isinstance(judged, Failure)
    assert judged.message.startswith("front matter, line 3: ")
    assert said in judged.message


def test_a_text_can_set_numbers_and_severities() -> None:
    text = (
        "---\nclarity: {channel: letter, guideline: klarsprak, rules: "
        "{long-sentence: {max: 3, severity: error}}}\n---\n\nDu kan ringe oss i dag.\n"
    )
    judged = Session(Request(quick=True)).check_bytes(text.encode(), "a.nb.md")
    assert isinstance(judged, Report)
    assert [f.severity for f in judged.findings if f.rule == "nb/long-sentence"] == ["error"]


@pytest.mark.parametrize(
    "settings", ["a = " + "9" * 5000, "a = 0x" + "f" * 5000, "a = " + "[" * 5000, "a = 1\na = 2"]
)
def test_toml_that_is_too_much_is_told(settings: str) -> None:
    read = front_matter.read(f"+++\n[clarity]\n{settings}\n+++\n\nDu kan ringe oss.\n")
    assert len(read.notices) == 1
    assert "not valid TOML" in read.notices[0]


@pytest.mark.parametrize(
    "settings", ["[" * 900 + "]" * 900, "{a: " * 900 + "}" * 900, "&a [*a, *a]", "[" * 10_000]
)
def test_front_matter_that_is_too_deep_is_told(settings: str) -> None:
    read = front_matter.read(f"---\ntitle: Hei\nclarity: {settings}\n---\n\nDu kan ringe oss.\n")
    assert len(read.notices) == 1
    assert read.notices[0].startswith("front matter, line ")
