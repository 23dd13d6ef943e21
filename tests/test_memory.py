"""A text that is judged again and again: what has not changed is not judged anew."""

from __future__ import annotations

from random import Random

import pytest

from clarity.checks.facts import Memory
from clarity.grammar.network.model import Network
from clarity.parsing.languages import languages
from clarity.project.settings import Settings
from clarity.resources import corpora_root
from clarity.run.fact_data import StoredFacts, encode
from clarity.session import Request, Session

_EDITS = 40
_PIECES = (
    "",
    "n",
    " ikke",
    ".",
    "\n\n",
    "\n# ",
    "- ",
    "😀",
    "«",
    "»",
    "\r\n",
    "<!-- clarity: off -->",
)


@pytest.mark.parametrize("language", languages())
def test_an_edited_text_gets_the_report_of_a_text_never_seen(language: str) -> None:
    session, memory, chance = Session(Request()), Memory(), Random(language)
    paths = sorted((corpora_root() / "gold" / language).glob("*.md"))[:6]
    text = "\n\n".join(path.read_text("utf-8") for path in paths)
    earlier = [text]
    for _ in range(_EDITS):
        start = chance.randrange(len(text))
        cut = text[:start] + chance.choice(_PIECES) + text[start + chance.choice((0, 0, 1, 30)) :]
        text = chance.choice((cut, cut, cut, cut, chance.choice(earlier)))  # now and then, undone
        earlier.append(text)
        data, path = text.encode(), f"side.{language}.md"
        assert session.check_bytes(data, path, memory=memory) == session.check_bytes(data, path)


def test_other_settings_are_not_answered_from_memory() -> None:
    session, memory = Session(Request(quick=True)), Memory()
    text = "I henhold til reglene må du fremskaffe dokumentasjon på inntekten din.".encode()
    found = session.check_bytes(text, "a.nb.md", memory=memory)
    project = Settings(audience="professionals", channel="internal")
    other = session.check_bytes(text, "a.nb.md", project, memory)
    assert other == session.check_bytes(text, "a.nb.md", project)
    assert session.check_bytes(text, "a.nb.md", memory=memory) == found


def test_only_a_changed_block_is_labelled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    session, memory = Session(Request()), Memory()
    blocks = [f"Søknad nummer {number} blir behandlet av kommunen." for number in range(9)]
    session.check_bytes("\n\n".join(blocks).encode(), "a.nb.md", memory=memory)
    read: list[str] = []
    whole = Network.read

    def count(network: Network, passages: list) -> list:  # type: ignore[type-arg]
        read.extend(passage.block.text for passage in passages)
        return whole(network, passages)

    monkeypatch.setattr(Network, "read", count)
    blocks[4] = "Denne er ny."
    session.check_bytes("\n\n".join(blocks).encode(), "a.nb.md", memory=memory)
    assert read == ["Denne er ny."]


def test_a_text_learnt_in_parts_gets_the_report_of_one_judged_whole() -> None:
    session, memory = Session(Request()), Memory()
    paths = sorted((corpora_root() / "gold" / "nn").glob("*.md"))[:6]
    text = "\n\n".join(path.read_text("utf-8") for path in paths).encode()
    for part in range(3):
        learnt = Memory()
        session.learn(text, "a.nn.md", learnt, part, 3)
        memory.add(StoredFacts(encode(learnt)))
    expected = session.check_bytes(text, "a.nn.md")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Network, "read", lambda network, passages: [] if not passages else 1 / 0)
        assert session.check_bytes(text, "a.nn.md", memory=memory) == expected
