"""A real LanguageTool of our own, on Swedish. Its folder is named in LTP_JAR_DIR_PATH.

``python scripts/fetch_languagetool.py FOLDER`` fetches it. Without it, or without Java, these are
skipped.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clarity import parsing
from clarity.checks.repeats import places
from clarity.language import reading
from clarity.languagetool.batches import batches
from clarity.languagetool.installation import FOLDER_VARIABLE
from clarity.languagetool.local_server import LocalServer
from clarity.model import Finding, Report
from clarity.project.user import User
from clarity.run.texts import check
from clarity.session import Request, Session

pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="there is no java"),
    pytest.mark.skipif(
        not os.environ.get(FOLDER_VARIABLE),
        reason=f"{FOLDER_VARIABLE} names no LanguageTool: see scripts/fetch_languagetool.py",
    ),
]

START = "# Ansök om plats\n\nDu kan ansöka om en plats hos oss på webben när du vill.\n\n"


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    running = LocalServer("")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def session(server: LocalServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("pages")
    config = folder / ".clarity.yaml"
    config.write_text(f"guideline: none\nlanguagetool: {{url: '{server.address}'}}\n")
    with Session(Request(config=config, user=User(trusts_all=True))) as made:
        yield made


def proofread(session: Session, text: str, name: str = "side.sv.md") -> list[Finding]:
    report = session.check_bytes((START + text).encode(), name)
    assert isinstance(report, Report)
    assert report.skipped == ()
    return [finding for finding in report.findings if finding.advice.source == "LanguageTool"]


def found(session: Session, text: str) -> list[tuple[str, str]]:
    return [(finding.rule, finding.text) for finding in proofread(session, text)]


def test_swedish_faults_are_found(session: Session) -> None:
    text = "Jag tyker om det. Vi kommer i stor grad att hjälpa dig (se nedan ).\n"
    assert found(session, text) == [
        ("sv/spelling", "tyker"),
        ("sv/grammar", "i stor grad"),
        ("sv/typography", " )"),
    ]
    assert "tycker" in proofread(session, "Jag tyckker om det.\n")[0].suggestions


@pytest.mark.parametrize(
    "text",
    [
        "Du kan ansöka om bostadsbidrag hos Försäkringskassan, t.ex. på webben.",
        "Skriv `npm instal` i [fönstret](https://exempel.se/felstavaat) och klicka på `ok`.",
        "Mejla oss på fraagor@exempel.se, eller besök www.felstavaat.se i dag.",
        "Läs mer i Grönqvists bok. Hos Skolplattformen får du veta mer.",
        "”Felstavaat” är ett citat. <!-- clarity: ignore spelling -->",
        "- mjölk\n- bröd\n- `kod`\n- ![](bild.png)",
        "Hej {{ namnn }}, du har {{ antaal }} dagar kvar.",
    ],
)
def test_good_text_is_left_alone(text: str, session: Session) -> None:
    assert found(session, text + "\n") == []


_PLAIN = st.sampled_from(
    [
        "Vi hjälper dig",
        "😀",
        "och",
        "å",
        "`kod`",
        "&amp;",
        "[oss](http://a.se/x)",
        "**du**",
        "{{ x }}",
    ]
)
_WRONG = st.sampled_from(
    [
        "tyckker",
        "*tyckker*",
        "tyck**ker**",
        "[tyckker](http://a.se)",
        "tyck&#107;er",
        "tyck\u00adker",
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.lists(_PLAIN, max_size=4), _WRONG), min_size=1, max_size=5))
def test_every_fault_is_where_it_is_in_the_source(
    session: Session, pieces: list[tuple[list[str], str]]
) -> None:
    text = "\n\n".join(" ".join(["Det", *plain, "är", wrong, "här."]) for plain, wrong in pieces)
    told = places(proofread(session, text + "\n"))
    findings = [f for f in told if f.rule == "sv/spelling"]
    source = START + text + "\n"
    bare = [wrong.strip("*").partition("](")[0].strip("[") for _, wrong in pieces]
    assert [source[f.span.start : f.span.end] for f in findings] == bare
    assert {finding.text for finding in findings} == {"tyckker"}


def test_annotated_text_is_the_text_of_the_blocks(session: Session) -> None:
    document = parsing.parse(START + "Se `kod` och 😀.\n", "side.sv.md", "markdown")
    prose = reading.read(document, "sv", session.lexicon)
    assert not isinstance(prose, reading.Unread)
    (batch,) = batches(prose.passages)
    sent = "".join(part.get("text") or part["markup"] for part in batch.annotation)
    assert sent == batch.text == "\n".join(block.text for block in document.blocks)


def test_it_has_no_norwegian(session: Session) -> None:
    options = session.settings("side.md").languagetool
    assert options
    assert session.servers.reader(options).languages() == {"sv"}


def test_a_local_server_for_a_run(tmp_path: Path) -> None:
    (tmp_path / ".clarity.yaml").write_text("guideline: none\nlanguagetool: {local: true}\n")
    (tmp_path / "side.sv.md").write_text(f"{START}Jag tyckker om er.\n", encoding="utf-8")
    (report,) = check([str(tmp_path)], Request(user=User(trusts_all=True)))
    assert isinstance(report, Report)
    assert [f.text for f in report.findings if f.rule == "sv/spelling"] == ["tyckker"]
