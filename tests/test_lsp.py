"""The language server, as an editor meets it: marks, fixes, what is told, and bad manners."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

import pytest

pytest.importorskip("pygls")
pytest.importorskip("pytest_lsp")

from lsprotocol import types as lsp

from command import HANGS, environment, report, run, run_apart
from editing import Editor, command, editor, with_server, within

TEXT = (
    "# Søknad 😀\r\n\r\n"
    "😀 I henhold til reglene må du fremskaffe dokumentasjon. I henhold til dette får du svar.\r\n"
)


_PARAMS = {"textDocument": {"uri": "file:///side.md"}}


def insertion(line: int, unit: int, text: str) -> lsp.TextDocumentContentChangePartial:
    place = lsp.Position(line, unit)
    return lsp.TextDocumentContentChangePartial(lsp.Range(place, place), text)


def applied(text: str, edit: lsp.WorkspaceEdit | None, uri: str) -> str:
    """Return a text with the edits of it made, as an editor that counts in UTF-16 makes them."""
    assert edit and edit.document_changes
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.encode("utf-16-le")) // 2)
    data = text.encode("utf-16-le")
    changes = [c for c in edit.document_changes if isinstance(c, lsp.TextDocumentEdit)]
    for change in (c for c in changes if c.text_document.uri == uri):
        for one in reversed(change.edits):
            assert isinstance(one, lsp.TextEdit)
            start, end = (
                2 * (starts[place.line] + place.character)
                for place in (one.range.start, one.range.end)
            )
            data = data[:start] + one.new_text.encode("utf-16-le") + data[end:]
    return data.decode("utf-16-le")


def main_marks(marks: Sequence[lsp.Diagnostic]) -> list[lsp.Diagnostic]:
    return [mark for mark in marks if mark.severity != lsp.DiagnosticSeverity.Hint]


@with_server()
async def test_an_editor_is_told_what_the_command_line_tells(one: Editor, folder: Path) -> None:
    await one.begin(folder)
    path = folder / "side.md"
    path.write_bytes(TEXT.encode())
    one.open(path.as_uri(), TEXT)
    marks = main_marks(await one.heard(path.as_uri()))
    told = report(run("check", "--format", "json", "--quick", "side.md", cwd=folder))
    expected = told["files"][0]["findings"]
    assert [(m.code, m.message) for m in marks] == [(f["rule"], f["message"]) for f in expected]
    assert [m.range.start.line + 1 for m in marks] == [f["start"]["line"] for f in expected]


@with_server()
async def test_a_mark_has_its_place_severity_source_and_repeats(one: Editor, folder: Path) -> None:
    await one.begin(folder)
    uri = (folder / "side.md").as_uri()
    one.open(uri, TEXT)
    marks = await one.heard(uri)
    first, *again = (mark for mark in marks if mark.code == "nb/compound-prepositions")
    # An emoji is two units of UTF-16, and one character.
    assert first.range == lsp.Range(lsp.Position(2, 3), lsp.Position(2, 16))
    assert first.severity == lsp.DiagnosticSeverity.Warning
    assert first.code_description and first.code_description.href.startswith("https://")
    assert [mark.severity for mark in again] == [lsp.DiagnosticSeverity.Hint]
    assert [one.location.range for one in first.related_information or ()] == [again[0].range]


@pytest.mark.parametrize(("encoding", "unit"), [("utf-8", 5), ("utf-32", 2)])
def test_places_are_counted_as_agreed(tmp_path: Path, encoding: str, unit: int) -> None:
    async def play() -> None:
        async with editor("--quick", cwd=tmp_path) as one:
            able = lsp.ClientCapabilities(
                general=lsp.GeneralClientCapabilities(
                    position_encodings=[lsp.PositionEncodingKind(encoding)]
                )
            )
            told = await one.begin(tmp_path, able=able)
            assert told.capabilities.position_encoding == encoding
            uri = (tmp_path / "side.md").as_uri()
            one.open(uri, TEXT)
            marks = await one.heard(uri)
            assert marks[0].range.start == lsp.Position(2, unit)

    within(play())


@with_server()
async def test_a_burst_of_edits_is_told_of_at_most_three_times(one: Editor, folder: Path) -> None:
    await one.begin(folder)
    uri = (folder / "side.md").as_uri()
    one.open(uri, TEXT)
    await one.heard(uri)
    before = len(one.published)
    word = "Vedrørende alle disse sakene skal "
    pauses, last = 0, monotonic()
    for version, letter in enumerate(word[:30], 2):
        one.change(uri, version, insertion(0, version, letter))
        await asyncio.sleep(0.02)
        pauses += monotonic() - last > 0.1  # which a slow machine has made
        last = monotonic()
    await one.heard(uri, 31)
    await asyncio.sleep(2)
    assert len(one.published) - before <= 3 + pauses
    versions = [told.version or 0 for told in one.published]
    assert versions == sorted(versions)
    assert versions[-1] == 31


@with_server()
async def test_a_new_mark_at_the_caret_waits_until_it_rests(one: Editor, folder: Path) -> None:
    await one.begin(folder)
    uri = (folder / "side.md").as_uri()
    one.open(uri, "Du må sende søknaden til oss.\n\nVi svarer deg snart i henhold til loven.\n")
    assert await one.heard(uri)
    begun = monotonic()
    one.change(uri, 2, insertion(0, 20, " vedrørende"))
    await one.heard(uri, 2)
    if monotonic() - begun < 1:  # else a slow machine has told of all at once
        first = next(told for told in one.published if told.version == 2).diagnostics
        assert {mark.range.start.line for mark in first} == {2}  # the one not at the caret
    async with asyncio.timeout(HANGS):
        while {mark.range.start.line for mark in await one.heard(uri, 2)} != {0, 2}:
            await asyncio.sleep(0.05)


@with_server()
async def test_a_mark_that_was_there_stays_while_its_words_are_edited(
    one: Editor, folder: Path
) -> None:
    await one.begin(folder)
    uri = (folder / "side.md").as_uri()
    one.open(uri, "Vi svarer deg snart i henhold til loven.\n")
    before = await one.heard(uri)
    one.change(uri, 2, insertion(0, 33, ","))
    assert [m.code for m in await one.heard(uri, 2)] == [m.code for m in before]


@with_server()
async def test_every_fix_does_what_it_says(one: Editor, folder: Path) -> None:
    await one.begin(folder)
    uri = (folder / "side.md").as_uri()
    one.open(uri, TEXT)
    marks = await one.heard(uri)
    offered = await one.actions(uri, marks[0].range, marks)
    assert "😀 Etter reglene" in applied(TEXT, offered.pop("Skriv «Etter»"), uri)
    rule = "(nb/compound-prepositions)"
    mended = applied(TEXT, offered.pop(f"Rett alle 2 steder i filen {rule}"), uri)
    assert mended.count("Etter") == 2
    version = 1
    for title in ("Overse dette her", "Overse i hele filen"):
        silenced = applied(TEXT, offered.pop(f"{title} {rule}"), uri)
        version += 1
        one.change(uri, version, lsp.TextDocumentContentChangeWholeDocument(silenced))
        left = await one.heard(uri, version)
        assert "nb/compound-prepositions" not in {mark.code for mark in left}
        assert left
    edit = offered.pop(f"Slå av regelen i dette prosjektet {rule}")
    assert edit and edit.document_changes and isinstance(edit.document_changes[0], lsp.CreateFile)
    project = (folder / ".clarity.yaml").as_uri()
    assert applied("", edit, project) == "rules:\n  nb/compound-prepositions: off\n"
    assert list(offered) == [f"Forklar regelen {rule}"]


@with_server()
async def test_an_editor_that_can_do_little_gets_what_it_can_use(one: Editor, folder: Path) -> None:
    await one.begin(folder, able=lsp.ClientCapabilities())
    uri = (folder / "side.md").as_uri()
    one.open(uri, TEXT)
    marks = await one.heard(uri)
    assert marks[0].related_information is None
    assert marks[0].message.endswith("(og 1 sted til: linje 3)")
    offered = await one.actions(uri, marks[0].range, marks)
    edit = offered["Skriv «Etter»"]
    assert edit and edit.changes and list(edit.changes) == [uri]
    assert not any(title.startswith("Slå av") for title in offered)  # there is no file to edit


@with_server()
async def test_an_action_that_is_not_asked_for_is_not_offered(one: Editor, folder: Path) -> None:
    await one.begin(folder)
    uri = (folder / "side.md").as_uri()
    one.open(uri, TEXT)
    marks = await one.heard(uri)
    context = lsp.CodeActionContext(marks, only=[lsp.CodeActionKind.Refactor])
    params = lsp.CodeActionParams(lsp.TextDocumentIdentifier(uri), marks[0].range, context)
    assert not await one.client.text_document_code_action_async(params)


@with_server()
async def test_all_that_is_safe_is_put_in_at_once_where_it_is_asked_for(
    one: Editor, folder: Path
) -> None:
    await one.begin(folder)
    uri = (folder / "side.md").as_uri()
    text = "Du må benytte skjemaet i henhold til loven, og det koster 5% av alt.\n"
    one.open(uri, text)
    marks = await one.heard(uri)
    context = lsp.CodeActionContext(marks, only=[lsp.CodeActionKind.SourceFixAll])
    params = lsp.CodeActionParams(lsp.TextDocumentIdentifier(uri), marks[0].range, context)
    (action,) = await one.client.text_document_code_action_async(params) or []
    assert isinstance(action, lsp.CodeAction)
    assert action.kind == "source.fixAll.clarity"
    assert action.title == "Sett inn alt som er trygt (2)"
    mended = text.replace("benytte", "bruke").replace("5%", "5\u00a0%")
    assert applied(text, action.edit, uri) == mended


@with_server()
async def test_hover_tells_why_who_says_so_and_how_often_it_is_right(
    one: Editor, folder: Path
) -> None:
    await one.begin(folder)
    uri = (folder / "side.md").as_uri()
    one.open(uri, TEXT)
    told = await one.hover(uri, 2, 4)
    for part in ("**Bør endres**", "Hvorfor:", "> Før:", "> Etter:", "Kilde: [", "vurderte funn"):
        assert part in told
    assert await one.hover(uri, 0, 0) == ""


@with_server()
async def test_hover_shows_words_of_a_text_as_they_are(one: Editor, folder: Path) -> None:
    (folder / ".clarity.yaml").write_text("glossary: [ord.yaml]\n")
    (folder / "ord.yaml").write_text(
        "language: nb\nterms:\n  - {use: '[x](command:y) *a*', avoid: [kommunestyre]}\n", "utf-8"
    )
    await one.begin(folder)
    uri = (folder / "side.md").as_uri()
    one.open(uri, "Vi skal møte hele kommunestyre i morgen for å snakke om saken.\n")
    await one.heard(uri)
    assert r"\[x\](command:y) \*a\*" in await one.hover(uri, 0, 20)


@with_server()
async def test_the_score_stands_above_the_text(one: Editor, folder: Path) -> None:
    await one.begin(folder)
    uri = (folder / "side.md").as_uri()
    one.open(uri, TEXT * 3)
    params = lsp.CodeLensParams(lsp.TextDocumentIdentifier(uri))
    shown = await one.client.text_document_code_lens_async(params) or ()
    titles = [lens.command.title for lens in shown if lens.command]
    assert titles[0].startswith("Poeng: ")
    assert titles[1].startswith("Rett dette først: ")


@with_server()
async def test_a_rule_is_explained(one: Editor, folder: Path) -> None:
    able = lsp.ClientCapabilities(
        window=lsp.WindowClientCapabilities(
            show_document=lsp.ShowDocumentClientCapabilities(support=True)
        )
    )
    await one.begin(folder, able=able)
    uri = (folder / "side.md").as_uri()
    one.open(uri, TEXT)
    await one.heard(uri)
    for rule in ("nb/compound-prepositions", "no/such-rule"):
        params = lsp.ExecuteCommandParams("clarity.explain", [rule])
        await one.client.workspace_execute_command_async(params)
    (shown,) = one.client.shown_documents
    assert shown.uri.endswith("nb-compound-prepositions.md")


@with_server()
async def test_an_editor_that_pulls_is_not_pushed(one: Editor, folder: Path) -> None:
    able = lsp.ClientCapabilities(
        text_document=lsp.TextDocumentClientCapabilities(
            diagnostic=lsp.DiagnosticClientCapabilities()
        )
    )
    await one.begin(folder, able=able)
    uri = (folder / "side.md").as_uri()
    one.open(uri, TEXT)
    params = lsp.DocumentDiagnosticParams(lsp.TextDocumentIdentifier(uri))
    pulled = await one.client.text_document_diagnostic_async(params)
    assert isinstance(pulled, lsp.RelatedFullDocumentDiagnosticReport)
    assert pulled.items
    one.change(uri, 2, lsp.TextDocumentContentChangeWholeDocument("Hei på deg.\n"))
    pulled = await one.client.text_document_diagnostic_async(params)
    assert isinstance(pulled, lsp.RelatedFullDocumentDiagnosticReport)
    assert not pulled.items
    assert not one.published


@with_server()
async def test_the_first_text_is_waited_for_with_a_sign_of_progress(
    one: Editor, folder: Path
) -> None:
    window = lsp.WindowClientCapabilities(work_done_progress=True)
    await one.begin(folder, able=lsp.ClientCapabilities(window=window))
    uri = (folder / "side.md").as_uri()
    one.open(uri, TEXT)
    await one.heard(uri)
    await one.hover(uri, 0, 0)
    (told,) = one.client.progress_reports.values()
    assert [getattr(report, "kind", "") for report in told] == ["begin", "end"]


@with_server()
async def test_marks_are_taken_away_with_the_text(one: Editor, folder: Path) -> None:
    await one.begin(folder)
    uri = (folder / "side.md").as_uri()
    one.open(uri, TEXT)
    assert await one.heard(uri)
    closed = lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(uri))
    one.client.text_document_did_close(closed)
    assert not await one.hover(uri, 2, 4)  # and the server goes on
    assert not await one.heard(uri)


@with_server()
async def test_a_text_that_is_no_file_yet_is_read_by_its_language(
    one: Editor, folder: Path
) -> None:
    await one.begin(folder)
    one.open("untitled:Untitled-1", TEXT, "markdown")
    assert await one.heard("untitled:Untitled-1")
    one.open("untitled:Untitled-2", TEXT, "python")
    assert not await one.hover("untitled:Untitled-2", 2, 4)


@with_server()
async def test_what_is_wrong_with_a_text_is_told_in_the_writers_language(
    one: Editor, folder: Path
) -> None:
    await one.begin(folder, locale="nn-NO")
    english = (folder / "readme.md").as_uri()
    one.open(english, "# Hello\n\nThis is a text that nobody has translated for the readers yet.\n")
    (mark,) = await one.heard(english)
    assert "engelsk" in mark.message
    wrong = (folder / "feil.md").as_uri()
    one.open(wrong, "---\nclarity: {rules: {lang-setning: off}}\n---\nVi svarer deg.\n")
    (mark,) = await one.heard(wrong)
    assert mark.severity == lsp.DiagnosticSeverity.Error or "lang-setning" in mark.message
    large = (folder / "stor.md").as_uri()
    one.open(large, "Vi svarer deg. " * 300_000)
    (mark,) = await one.heard(large)
    assert "4 MB" in mark.message
    binary = (folder / "bilde.md").as_uri()
    one.open(binary, "\0\0\0")
    (mark,) = await one.heard(binary)
    assert mark.severity == lsp.DiagnosticSeverity.Error


@with_server()
async def test_messages_in_any_order_are_survived(one: Editor, folder: Path) -> None:
    await one.begin(folder)
    uri = (folder / "side.md").as_uri()
    one.change(uri, 2, insertion(0, 0, "x"))  # not open
    closed = lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(uri))
    one.client.text_document_did_close(closed)
    one.open(uri, TEXT, version=5)
    one.change(uri, 4, insertion(0, 0, "late"))
    one.change(uri, 6, insertion(99, 99, "\r\n\r\nI henhold til\r\n"))
    one.open(uri, TEXT, version=7)  # again
    assert len(await one.heard(uri, 7)) == len(await one.heard(uri))
    assert await one.hover(uri, 2, 4)


@pytest.mark.parametrize(
    "bad",
    [
        b"Content-Length: 5\r\n\r\n{nope",
        b"Content-Length: 2\r\n\r\n[]",
        b"rubbish\r\n\r\n",
        b'Content-Length: 58\r\n\r\n{"jsonrpc":"2.0","id":7,"method":"initialize","params":[]}',
    ],
)
def test_what_is_no_message_is_survived(tmp_path: Path, bad: bytes) -> None:
    async def play() -> None:
        server = await asyncio.create_subprocess_exec(
            *command("--quick"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=environment(),
        )
        assert server.stdin and server.stdout
        hello = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}
        early = {"jsonrpc": "2.0", "id": 3, "method": "textDocument/codeLens", "params": _PARAMS}
        goodbye = {"jsonrpc": "2.0", "id": 2, "method": "shutdown"}
        leave = {"jsonrpc": "2.0", "method": "exit"}
        for message in (early, hello, bad, goodbye, leave):
            if isinstance(message, bytes):
                server.stdin.write(message)
            else:
                body = json.dumps(message).encode()
                server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        said, _ = await server.communicate()
        assert b'"id": 2' in said
        assert b"-32002" in said  # to what came before the two had been introduced
        assert b"-32602" in said or b'"id":7' not in bad
        assert server.returncode == 0

    within(play())


def test_a_server_ends_with_its_editor(tmp_path: Path) -> None:
    """One that is killed closes the pipe, or leaves it open in the hands of another process."""

    async def play() -> None:
        one = Editor()
        await one.client.start_io(*command("--quick"), cwd=tmp_path, env=environment())
        await one.begin(tmp_path)
        one.open((tmp_path / "side.md").as_uri(), TEXT * 2000)
        server = one.client._server
        assert server and server.stdin
        server.stdin.close()
        assert await server.wait() == 1
        one.client.capabilities = None  # nobody to take leave of
        await one.client.stop()  # type: ignore[no-untyped-call]

    within(play())


@pytest.mark.skipif(os.name == "nt", reason="no signals")
def test_a_server_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    async def play() -> None:
        other = await asyncio.create_subprocess_exec(sys.executable, "-c", "input()", stdin=-1)
        server = await asyncio.create_subprocess_exec(
            *command("--quick"), stdin=-1, stdout=-1, env=environment()
        )
        assert server.stdin
        params = {"capabilities": {}, "processId": other.pid}
        hello = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}
        body = json.dumps(hello).encode()
        server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        assert server.stdout
        await server.stdout.readline()
        other.send_signal(signal.SIGKILL)
        await other.wait()
        async with asyncio.timeout(HANGS):
            assert await server.wait() == 1

    within(play())


def test_a_server_is_reached_over_tcp(tmp_path: Path) -> None:
    async def play() -> None:
        with_port = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
        port = with_port.sockets[0].getsockname()[1]
        with_port.close()
        await with_port.wait_closed()
        server = await asyncio.create_subprocess_exec(
            *command("--quick", "--tcp", str(port)), env=environment()
        )
        one = Editor()
        while server.returncode is None:
            try:
                await one.client.start_tcp("127.0.0.1", port)
                break
            except OSError:
                await asyncio.sleep(0.1)
        await one.begin(tmp_path)
        one.open((tmp_path / "side.md").as_uri(), TEXT)
        assert await one.heard((tmp_path / "side.md").as_uri())
        await one.client.shutdown_session()
        async with asyncio.timeout(HANGS):
            assert await server.wait() == 0
        await one.client.stop()  # type: ignore[no-untyped-call]

    within(play())


def test_who_has_not_installed_it_is_told_how(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['pygls'] = None\n")
    root = environment()["PYTHONPATH"]
    done = run_apart("lsp", env={"PYTHONPATH": f"{tmp_path}{os.pathsep}{root}"})
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "pip install 'clarity-klarsprak[lsp]'" in done.stderr
