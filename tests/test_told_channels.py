"""What kind of text it is: told by signs, unless somebody has said it, and said in the report."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from channels import expected
from clarity import parsing
from clarity.checks.facts import Memory
from clarity.checks.kinds import KINDS
from clarity.language import channels, reading
from clarity.language.channels import all_signs, tell_channel
from clarity.model import (
    CHANNELS,
    TOLD_CHANNELS,
    Block,
    Document,
    Kept,
    Origin,
    Passage,
    Prose,
    Report,
    Rule,
)
from clarity.parsing.languages import languages
from clarity.project.proposal import propose
from clarity.project.settings import Settings
from clarity.project.survey import survey
from clarity.reports import Options
from clarity.resources import code_root, corpora_root
from clarity.rulebook import load, load_lexicon
from clarity.run.report_data import from_data, to_data
from clarity.run.texts import check
from clarity.session import Request, Session
from growing import grows_evenly
from real_texts import Text
from report_builder import render

FOLDER = Path(__file__).parent / "channels"


@cache
def _session() -> Session:
    return Session(Request(quick=True))


def _texts() -> list[tuple[str, str, str]]:
    """Return the language, the channel and the text of each in ``tests/channels``."""
    return [
        (language, path.stem, text.strip())
        for language in languages()
        for path in sorted((FOLDER / language).glob("*.md"))
        for text in path.read_text(encoding="utf-8").split("\n=====\n")
    ]


def _text(language: str, channel: str) -> str:
    return next(text for *of, text in _texts() if of == [language, channel])


def _judged(text: str, settings: Settings | None = None, memory: Memory | None = None) -> Report:
    settings = settings or Settings()
    report = _session().check_bytes(text.encode(), "side.md", settings, memory)
    assert isinstance(report, Report)
    return report


@pytest.mark.parametrize(("language", "channel", "text"), _texts())
def test_a_text_tells_its_kind(language: str, channel: str, text: str) -> None:
    report = _judged(text, Settings(language=language))
    assert report.channel == channel
    assert report.told == (channel if channel in TOLD_CHANNELS else None)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("channel", TOLD_CHANNELS)
def test_what_is_said_counts_for_more_than_signs(language: str, channel: str) -> None:
    text = _text(language, channel)
    front = f"---\nlang: {language}\nclarity: {{channel: web}}\n---\n\n"
    for report in (
        _judged(front + text),
        _judged(text, Settings(language=language, channel="web")),
    ):
        assert (report.channel, report.told) == ("web", None)


def test_a_project_says_what_its_texts_are(tmp_path: Path) -> None:
    (tmp_path / ".clarity.yaml").write_text(
        "overrides: [{files: ['nytt/**'], channel: web}, {files: ['lov/**'], channel: auto}]\n"
    )
    for name in ("nytt", "lov"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.nb.md").write_text(_text("nb", "law"), encoding="utf-8")
    reports = check([str(tmp_path / "nytt"), str(tmp_path / "lov")], Request(quick=True))
    told = {Path(r.path).parent.name: r.channel for r in reports if isinstance(r, Report)}
    assert told == {"nytt": "web", "lov": "law"}


def _off() -> list[tuple[Rule, str]]:
    """Return the rules that are off for a channel that can be told, and that channel."""
    return [
        (rule, channel)
        for language in languages()
        for rule in load(language, load_lexicon(language), KINDS)
        for channel in ("law", "technical")
        if channel in rule.when and rule.when[channel].off and not rule.off
    ]


@pytest.mark.parametrize(("rule", "channel"), _off(), ids=lambda value: getattr(value, "id", value))
def test_a_rule_is_silent_where_it_is_off(rule: Rule, channel: str) -> None:
    """Its own examples of what is wrong are right in such a text."""
    settings = Settings(language=rule.language, channel=channel)
    for example in rule.examples:
        assert rule.id not in {finding.rule for finding in _judged(example.bad, settings).findings}


def test_the_same_rules_are_off_in_every_language_that_has_them() -> None:
    loaded = [rule for name in languages() for rule in load(name, load_lexicon(name), KINDS)]
    for channel in ("law", "technical"):
        off = {r.name for r in loaded if channel in r.when and r.when[channel].off}
        assert {r.name for r in loaded if r.name in off and channel not in r.when} == set()


def test_a_text_that_becomes_another_kind_is_not_answered_from_memory() -> None:
    memory, text = Memory(), _text("nb", "law")
    page = text.replace("§ ", "").replace("straffes", "kan straffes")
    settings = Settings(language="nb")
    assert _judged(page, settings).channel == "web"
    for version in (text, page, text):
        assert _judged(version, settings, memory) == _judged(version, settings)


@pytest.mark.parametrize(
    ("language", "channel", "said"),
    [
        ("nb", "letter", "Lest som brev."),
        ("nn", "decision", "Lesen som vedtak."),
        ("sv", "law", "Läst som lag, föreskrift eller dom."),
        ("nb", "technical", "Lest som teknisk dokumentasjon."),
    ],
)
def test_the_report_says_how_the_text_was_read(language: str, channel: str, said: str) -> None:
    read = _judged(_text(language, channel), Settings(language=language))
    stated = _judged(_text(language, channel), Settings(language=language, channel=channel))
    for form in ("terminal", "markdown"):
        report = "".join(render(form, [read], Options()))
        assert said in report and "--channel sms" in " ".join(report.split())
        assert said not in "".join(render(form, [stated], Options()))
    page = _judged(_text(language, "web"), Settings(language=language))
    assert "--channel" not in "".join(render("terminal", [page], Options()))
    (told,) = json.loads("".join(render("json", [read], Options())))["files"]
    assert (told["channel"], told["channel_told"]) == (channel, True)
    assert from_data(to_data(read), read.path, read.source) == read


def test_the_schema_knows_every_channel() -> None:
    schema = json.loads((code_root() / "reports/report.schema.json").read_text(encoding="utf-8"))
    assert schema["$defs"]["file"]["properties"]["channel"]["enum"] == [*CHANNELS, None]


@pytest.mark.parametrize("piece", ["a", "a-", "1234 AA ", "§ 1 ", "`", "Vi har ", "Du. ", "_"])
def test_signs_are_looked_for_in_no_more_than_a_moment(piece: str) -> None:
    """A run of anything takes a time that grows with its length and no faster."""

    def tell(size: int) -> None:
        text = piece * (size // len(piece))
        block = Block("paragraph", 0, text, Origin((0,), (0,), (len(text),), len(text)))
        document = Document("side.md", text, "markdown", None, (block,))
        tell_channel(Prose(document, "nb", (Passage(block, "nb", [], [], [""] * 1000, ()),)))

    assert grows_evenly(tell, 5_000)


def test_a_text_that_is_not_checked_has_no_kind() -> None:
    report = _judged("---\nlang: da\n---\n\nDet er en side.\n")
    (told,) = json.loads("".join(render("json", [report], Options())))["files"]
    assert (told["channel"], told["channel_told"]) == (None, False)


@pytest.mark.parametrize("language", languages())
def test_a_law_is_not_scored_by_how_it_speaks_to_its_reader(language: str) -> None:
    settings = Settings(language=language, guideline="klarsprak")
    law = _judged(_text(language, "law"), settings).scorecard
    page = _judged(_text(language, "web"), settings).scorecard
    assert law
    assert page
    signals = {signal.id for p in law.principles for signal in p.signals}
    about_the_reader = {"address", "reader-first", "contact", "own-voice", "next-step"}
    assert about_the_reader <= {signal.id for p in page.principles for signal in p.signals}
    assert not about_the_reader & signals


@pytest.mark.parametrize("language", languages())
def test_every_sign_says_why_it_tells_anything(language: str) -> None:
    told = all_signs(language)
    assert {signs.channel for signs in told} == set(TOLD_CHANNELS)
    for signs in told:
        assert all(sign.what and sign.source for sign in signs.signs)
        assert sum(sign.most for sign in signs.signs) >= signs.enough


def test_init_proposes_that_texts_tell_it_themselves(tmp_path: Path) -> None:
    (tmp_path / "lover").mkdir()
    (tmp_path / "lover" / "a.md").write_text(_text("nb", "law"), encoding="utf-8")
    text = propose(survey(tmp_path)).text
    assert "\nchannel: auto " in text
    assert 'files: ["lover/**"]\n    channel: law' in text


@pytest.mark.parametrize("language", languages())
def test_signs_are_counted_alike_line_by_line_and_in_the_whole(language: str) -> None:
    """Who has a text judged again and again counts only in the lines that have changed."""
    session = Session(Request(quick=True))
    for path in sorted(corpora_root().rglob(f"{language}/*.md")):
        document = parsing.parse(path.read_text("utf-8"), path.name, "markdown")
        prose = reading.read(document, language, session.lexicon)
        assert not isinstance(prose, reading.Unread)
        whole, parts = channels._text(prose, None), channels._text(prose, Kept())
        for signs in channels.all_signs(language):
            for sign in signs.signs:
                assert sign.points(whole) == sign.points(parts), sign.name
                assert whole.places(sign.pattern) == parts.places(sign.pattern), sign.name


@pytest.mark.parametrize("language", languages())
def test_a_decision_is_a_letter_first(language: str) -> None:
    """What is written of decisions in general has their signs, but nobody is spoken to."""
    (decision,) = (signs for signs in all_signs(language) if signs.channel == "decision")
    (letter,) = (signs for signs in all_signs(language) if signs.channel == "letter")
    assert decision.within == "letter"
    assert {sign.name for sign in decision.signs} <= {sign.name for sign in letter.signs}
    for text in (text for of, channel, text in _texts() if (of, channel) == (language, "decision")):
        document = parsing.parse(text, "side.md", "markdown")
        prose = reading.read(document, language, _session().lexicon)
        assert not isinstance(prose, reading.Unread)
        assert letter.tell(channels._text(prose, None))


def test_a_text_is_measured_by_what_its_reader_said_it_is() -> None:
    def text(genre: str, *said: str) -> Text:
        return Text("nb", genre, "", genre, "", "", "nb/a.md", ".md", "", said)

    labels = {"pool/nb/a.md": ("letter", "decision")}
    assert expected(text("messages"), "pool/nb/a.md", labels) == ("letter", "decision")
    assert expected(text("messages", "web"), "pool/nb/b.md", labels) == ("web",)
    assert expected(text("messages"), "pool/nb/b.md", labels) == ()
    assert expected(text("letters"), "pool/nb/b.md", labels) == ("letter",)
