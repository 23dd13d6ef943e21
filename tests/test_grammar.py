"""The grammar models: what they tell stays on the right words, and what is broken is told."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import astuple

import official_pipeline
from clarity import parsing, rulebook
from clarity.grammar import choice, pipelines
from clarity.grammar.tokens import pieces
from clarity.grammar.unavailable import UnavailableError
from clarity.language import reading
from clarity.model import Grammar, Prose, Report
from clarity.project.projects import Projects
from clarity.project.user import User
from clarity.resources import models_root
from clarity.session import Request, Session
from command import environment
from grammar_reading import with_grammar

TEXT = "Søknaden din blir behandlet av kommunen. Når du har flyttet, må du melde fra til oss."


def read(text: str, name: str = "nb") -> Prose:
    prose = reading.read(parsing.parse(text, "a.md", "markdown"), name, rulebook.load_lexicon)
    assert isinstance(prose, Prose)
    return prose


def grammar_of(text: str, name: str = "nb") -> Grammar:
    grammar = with_grammar(read(text, name)).passages[0].grammar
    assert grammar
    return grammar


def test_words_get_their_grammar() -> None:
    grammar = grammar_of(TEXT)
    assert grammar.tags[:3] == ("NOUN", "PRON", "AUX")
    assert grammar.features[0] == "Definite=Def|Number=Sing"
    assert grammar.roles[2:4] == ("main", "passive")
    assert grammar.lemmas[3] == "behandle"
    assert [grammar.roles[word] for word in (8, 10)] == ["subordinate", "main"]


@pytest.mark.parametrize(
    ("name", "text", "verb"),
    [
        ("nn", "Når søknaden er komen inn, får du svar.", "får"),
        ("sv", "När ansökan har kommit in får du ett svar.", "får"),
    ],
)
def test_every_language_has_a_model(name: str, text: str, verb: str) -> None:
    (passage,) = with_grammar(read(text, name)).passages
    assert passage.syntax
    main = passage.syntax[0].main_verb
    assert main is not None
    assert passage.forms[main] == verb


@given(st.text(alphabet="aå æøä\n.,!?«»–()[]-'’0159@:/ABÅ\u00ad\ufffc", max_size=300))
def test_every_word_has_its_grammar_whatever_stands_between(text: str) -> None:
    prose = reading.read(
        parsing.parse("Vi har " + text, "a.txt", "text"), "nb", rulebook.load_lexicon
    )
    assert isinstance(prose, Prose)
    for passage in with_grammar(prose).passages:
        assert passage.grammar
        assert {len(column) for column in astuple(passage.grammar)} == {len(passage.forms)}


@given(st.lists(st.integers(min_value=1, max_value=900), max_size=6))
def test_pieces_are_short_and_hold_every_word_once(lengths: list[int]) -> None:
    text = " ".join("Hus " + "og hus " * (length // 2) + "ok." for length in lengths)
    for passage in read(text or "Hus.").passages:
        words: list[str] = []
        for piece in pieces(passage):
            assert len(piece.places) <= 400
            assert piece.first == len(words)
            words += [piece.words[place].lower() for place in piece.places]
        assert words == list(passage.forms)


def test_a_sentence_is_read_alike_whatever_stands_around_it() -> None:
    alone = grammar_of("Når du har flyttet, må du melde fra til oss.")
    after = grammar_of(TEXT)
    for column, whole in zip(astuple(alone), astuple(after), strict=True):
        assert list(whole[6:]) == list(column)


def test_models_are_small() -> None:
    for name in choice.own():
        files = (models_root() / name).rglob("*")
        assert sum(file.stat().st_size for file in files if file.is_file()) < 6_000_000


def _cut(folder: Path) -> None:
    weights = folder / "tok2vec" / "model"
    weights.write_bytes(weights.read_bytes()[:100_000])


def _empty(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def _aged(folder: Path) -> None:
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    (folder / "meta.json").write_text(json.dumps({**meta, "spacy_version": ">=2.0,<3.0"}), "utf-8")


def _foreign(folder: Path) -> None:
    import spacy

    shutil.rmtree(folder)
    spacy.blank("nb").to_disk(folder)


@pytest.mark.parametrize(
    ("break_it", "reason"),
    [
        (_cut, "cannot be loaded"),
        (_empty, "cannot be loaded"),
        (_aged, "is made for spaCy >=2.0,<3.0"),
        (_foreign, "has no parser"),
    ],
)
def test_a_broken_model_is_one_clear_line(
    tmp_path: Path, break_it: Callable[[Path], None], reason: str
) -> None:
    folder = tmp_path / "nb_egen"
    shutil.copytree(models_root() / "norwegian", folder)
    break_it(folder)
    with pytest.raises(UnavailableError) as raised:
        pipelines.load(str(folder))
    assert reason in str(raised.value)
    assert "\n" not in str(raised.value)


def test_what_was_judged_with_another_spacy_is_judged_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model that is refused for its version may be taken once spaCy is upgraded."""
    package = tmp_path / "spacy"
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "spacy", raising=False)

    def key(version: str, page: Path) -> bytes:
        (package / "about.py").write_text(f'__version__ = "{version}"\n', "utf-8")
        return Projects(Request()).key(b"Send skjemaet.", str(page))

    other = tmp_path / "other" / "a.md"
    other.parent.mkdir()
    (other.parent / ".clarity.yaml").write_text("model: nb_core_news_sm\n", "utf-8")
    assert key("3.8.18", other) == key("3.8.18", other) != key("3.8.19", other)
    own = tmp_path / "a.md"  # clarity's own models run without spaCy
    assert key("3.8.18", own) == key("3.8.19", own)


def test_what_was_judged_with_other_weights_is_judged_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(models_root(), tmp_path / "models")
    monkeypatch.setattr(choice, "models_root", lambda: tmp_path / "models")
    before = choice.state("norwegian"), choice.state("swedish")
    for changed in ("tok2vec/model", "morphologizer/model", "tagger/model", "meta.json"):
        _touch(tmp_path / "models" / "norwegian" / changed)
        now = choice.state("norwegian"), choice.state("swedish")
        assert now[0] != before[0]
        assert now[1] == before[1]
        before = now


def _touch(path: Path) -> None:
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data + b" ")


def test_a_model_that_is_not_there_leaves_the_rest_of_the_report(tmp_path: Path) -> None:
    (tmp_path / ".clarity.yaml").write_text("model: nb_core_news_sm\n", "utf-8")
    page = tmp_path / "side.md"
    page.write_text("Du må erlegge gebyret. Søknaden må sendes innen 1. mars.\n", "utf-8")
    report = Session(Request(language="nb")).check_bytes(page.read_bytes(), str(page))
    assert isinstance(report, Report)
    assert "erlegge" in [finding.text for finding in report.findings]
    assert report.skipped
    assert {skip.reason for skip in report.skipped} == {
        "the model «nb_core_news_sm» is not installed, and no folder is called so. "
        "Install it: python -m spacy download nb_core_news_sm"
    }


def test_quick_leaves_grammar_out_and_says_so() -> None:
    report = Session(Request(language="nb", quick=True)).check_bytes(TEXT.encode(), "a.md")
    assert isinstance(report, Report)
    assert {skip.reason for skip in report.skipped} == {"--quick leaves grammar out"}
    assert report.measures["passive_share"] is None


@pytest.mark.parametrize(
    ("model", "languages"),
    [
        ("nb_core_news_sm", ("nb",)),
        ("modeller/sv_core_news_lg-3.8.0", ("sv",)),
        ("no_egen", ("nb", "nn")),
        ("xx_ent_wiki_sm", ()),
    ],
)
def test_a_model_tells_its_language_by_its_name(model: str, languages: tuple[str, ...]) -> None:
    assert choice.languages_of(model) == languages


def test_without_an_official_model_clarity_uses_its_own() -> None:
    assert choice.model_for("nb", {"nb": "installed"}) == "norwegian"


def test_rules_run_on_a_pipeline_with_the_official_labels(tmp_path: Path) -> None:
    official_pipeline.build(tmp_path / "nb_core_news_xs")
    (tmp_path / ".clarity.yaml").write_text("model: nb_core_news_xs\n", "utf-8")
    trusted = Request(language="nb", user=User(trusts_all=True))
    settings = Session(trusted).settings(str(tmp_path / "a.md"))
    pipeline = pipelines.load(choice.model_for("nb", settings.model))
    assert pipeline.has_parser
    text = "Søknaden blir behandlet av kommunen. Når du har flyttet, må du melde fra."
    (grammar,) = pipeline.read(read(text).passages)
    assert grammar
    assert list(grammar.roles) == (
        ["subject", "main", "passive", "", "", "", "", "subordinate", "", "main", "subject", "", ""]
    )
    assert grammar.lemmas[2] == "behandle"
    report = Session(trusted).check_bytes(text.encode(), str(tmp_path / "a.md"))
    assert isinstance(report, Report)
    assert report.skipped == ()
    assert report.measures["passive_share"] == pytest.approx(1 / 3)


def test_spacy_comes_without_its_command_line_which_can_still_be_had() -> None:
    program = (
        "import sys; from clarity.grammar.pipelines import load; load('norwegian'); "
        "assert 'spacy.cli' not in sys.modules, 'imported'; import spacy; "
        "from spacy.cli import download; print(spacy.info(silent=True)['spacy_version'])"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == version("spacy")


def test_a_relative_clause_alone_has_no_main_verb() -> None:
    text = (
        "Alternativa bränslen med samma användningsändamål och liknande egenskaper i fråga om "
        "brand- och miljöfarlighet som de produkter som avses i a–d"
    )
    (passage,) = with_grammar(read(text, "sv")).passages
    assert passage.syntax
    assert passage.syntax[0].main_verb is None
