"""An organisation's guideline on top of another: what it changes, and what it is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError
from clarity.scoring import guidelines
from clarity.scoring.guidelines import Guideline, Principle, Signal

OURS = """\
id: lunde
name: Slik skriver Lunde kommune
extends: helsenorge
bands:
  - {from: 70, name: bra}
  - {from: 0, name: ikke ferdig}
principles:
  - {id: open, off: true}
  - {id: direct, weight: 4}
  - id: simple
    signals:
      - {signal: long-words, off: true}
      - {signal: sentence-length, anchors: {bad: 20, good: 10}, source: vedtatt i Lunde}
  - id: local
    name: Nær
    weight: 1
    beyond: om leseren kjenner seg igjen
    signals: [{signal: contact, weight: 1, anchors: {bad: 0, good: 1}, source: vedtatt i Lunde}]
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str, name: str = "lunde.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def load(path: Path, language: str = "nb") -> Guideline:
    return guidelines.load(str(path), language)


def principle(guideline: Guideline, name: str) -> Principle:
    (found,) = (own for own in guideline.principles if own.id == name)
    return found


def signal(guideline: Guideline, place: str, name: str) -> Signal:
    (found,) = (own for own in principle(guideline, place).signals if own.id == name)
    return found


def test_what_is_not_mentioned_is_as_in_the_base(write: Write) -> None:
    base, ours = guidelines.load("helsenorge", "nb"), load(write(OURS))
    assert (ours.id, ours.name, ours.source) == ("lunde", "Slik skriver Lunde kommune", "")
    assert ours.bands == ((70, "bra"), (0, "ikke ferdig"))
    assert ours.cap == base.cap
    assert ours.languages == base.languages
    changed = ("open", "direct", "simple", "local")
    same = [own for own in base.principles if own.id not in changed]
    assert [own for own in ours.principles if own.id not in changed] == same


def test_weights_anchors_and_principles_are_changed_added_and_left_out(write: Write) -> None:
    base, ours = guidelines.load("helsenorge", "nb"), load(write(OURS))
    wanted = [own.id for own in base.principles if own.id != "open"]
    assert [own.id for own in ours.principles] == [*wanted, "local"]
    assert principle(ours, "direct").weight == 4
    assert principle(ours, "direct").signals == principle(base, "direct").signals
    length = signal(ours, "simple", "sentence-length")
    assert (length.bad, length.good, length.source) == (20, 10, "vedtatt i Lunde")
    assert length.weight == signal(base, "simple", "sentence-length").weight
    assert "long-words" not in {own.id for own in principle(ours, "simple").signals}
    assert signal(ours, "simple", "lix") == signal(base, "simple", "lix")


def test_anchors_can_be_changed_in_one_language(write: Write) -> None:
    path = write(
        "id: a\nname: A\nextends: helsenorge\nprinciples:\n  - id: simple\n    signals:\n"
        "      - {signal: lix, anchors: {sv: {bad: 50, good: 40}}, source: vi}\n"
        "      - {signal: sentence-length, anchors: {sv: {bad: 22, good: 14}}, source: vi}\n"
    )
    bokmal, swedish = load(path), load(path, "sv")
    assert signal(swedish, "simple", "lix").bad == 50
    assert signal(bokmal, "simple", "lix").bad == 55
    assert signal(swedish, "simple", "sentence-length").good == 14
    assert signal(bokmal, "simple", "sentence-length").good == 10


def test_a_signal_can_be_described_anew_and_the_cap_lifted(write: Write) -> None:
    path = write(
        "id: a\nname: A\nextends: klarsprak\ncap: off\n"
        "signals:\n  contact: {density: {marks: [contact_point]}}\n"
    )
    ours = load(path, "nn")
    contact = signal(ours, "usable", "contact")
    assert contact.name == "Kvar lesaren kan vende seg"
    assert (contact.evidence.kind, contact.evidence.cues) == ("density", ())
    assert ours.cap is None


def test_one_limit_of_the_cap_can_be_changed(write: Write) -> None:
    ours = load(write("id: a\nname: A\nextends: helsenorge\ncap: {overall: 40}\n"))
    assert ours.cap is not None
    assert (ours.cap.overall, ours.cap.severity) == (40, "error")


def test_a_base_can_have_a_base_and_lies_beside_the_guideline(write: Write) -> None:
    write(OURS)
    path = write(
        "id: skole\nname: Skolene i Lunde\nextends: lunde.yaml\nlanguages: [nb]\n"
        "principles: [{id: direct, weight: 5}]\n",
        "skole.yaml",
    )
    ours = load(path)
    assert principle(ours, "direct").weight == 5
    assert principle(ours, "local").name == "Nær"
    assert load(path, "nn").principles == ()
    assert guidelines.files(str(path))[:2] == (path, path.with_name("lunde.yaml"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "extends: helsenorge",
            "extends: helsenorg",
            r":3: «extends»: .*Did you mean «helsenorge»",
        ),
        ("extends: helsenorge", "extends: x.yaml", r":3: «extends»: .*x.yaml» does not exist"),
        ("extends: helsenorge", "extends: lunde.yaml", r":3: .*circle: .*lunde.yaml, .*lunde.yaml"),
        (
            "{id: direct,",
            "{id: dirct,",
            r":9: «id»: «dirct» is not in the base.*«direct»\? There are: direct, open",
        ),
        ("{id: direct,", "{id: open,", r":9: «id»: «open» stands twice"),
        ("signal: long-words", "signal: long-wrods", r":12: .*not in the base.*«long-words»\?"),
        ("signal: contact", "signal: contcat", r":18: .*no signal «contcat».*«contact»\?"),
        ("weight: 4", "wieght: 4", r":9: unknown key «wieght»\. Did you mean «weight»"),
        ("weight: 4", "weight: 0", r":9: «weight»: must be more than 0"),
        ("good: 10}", "good: 20}", r":13: «anchors»: bad and good must differ"),
        ("{bad: 20, good: 10}", "{bad: 20}", r":13: «good» is missing"),
        ("{bad: 20, good: 10}", "{nb: {bad: 20, good: 10}}", ""),
        ("{bad: 20, good: 10}", "{se: {bad: 2, good: 1}}", r":13: unknown key «se»"),
        (
            "{bad: 20, good: 10}, source: vedtatt i Lunde",
            "{bad: 20, good: 10}",
            r":13: new anchors need a «source»",
        ),
        (
            "extends: helsenorge",
            "extends: helsenorge\nlanguages: [nb, se]",
            r":4: .*nb, nn, sv, not se",
        ),
        (
            "extends: helsenorge",
            "extends: myndighet\nlanguages: [nb]",
            r":4: «languages»: the base is only for sv, not nb",
        ),
    ],
)
def test_a_slip_is_told_with_its_line(write: Write, old: str, new: str, message: str) -> None:
    assert OURS.count(old) == 1
    path = write(OURS.replace(old, new))
    if not message:
        load(path)
        return
    for language in languages():
        with pytest.raises(ConfigError, match=rf"lunde\.yaml{message}"):
            load(path, language)


def test_guidelines_that_extend_each_other_are_refused(write: Write) -> None:
    first = write("id: a\nname: A\nextends: b.yaml\n", "a.yaml")
    write("id: b\nname: B\nextends: a.yaml\n", "b.yaml")
    with pytest.raises(ConfigError, match=r"b\.yaml:3: .*circle: .*a\.yaml, .*b\.yaml, .*a\.yaml"):
        load(first)


def test_a_slip_in_the_base_is_told_in_the_base(write: Write) -> None:
    write(OURS.replace("good: 10}", "good: 20}"))
    path = write("id: a\nname: A\nextends: lunde.yaml\n", "a.yaml")
    with pytest.raises(ConfigError, match=r"lunde\.yaml:13: «anchors»"):
        load(path)


def test_what_is_compiled_is_the_same_and_still_tells_the_line(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = write(OURS)
    path = write(
        "id: a\nname: A\nextends: lunde.yaml\nprinciples: [{id: local, weight: 2}]\n", "a.yaml"
    )
    kept = tmp_path / "cache"
    first = guidelines.load(str(path), "nb", cache=kept)
    with monkeypatch.context() as patch:
        patch.setattr(
            "clarity.rulebook.compiled.load", None
        )  # nothing is read as YAML a second time
        assert guidelines.load(str(path), "nb", cache=kept) == first
    base.write_text(OURS.replace("id: local", "id: locale"), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"a\.yaml:4: .*Did you mean «locale»"):
        guidelines.load(str(path), "nb", cache=kept)


def test_the_example_in_the_documentation_works(write: Write) -> None:
    page = Path(__file__).parent.parent / "docs" / "scoring.md"
    changed, described = re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    ours = load(write(changed))
    assert principle(ours, "nearby").name == "Nær"
    assert "open" not in {own.id for own in ours.principles}
    ours = load(write("id: ours\nname: Vår\nextends: helsenorge\n" + described))
    assert "three-words-for-one" in {signal.id for signal in principle(ours, "simple").signals}
