"""The language server and the projects around a text: their settings, and their other texts."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

pytest.importorskip("pygls")
pytest.importorskip("pytest_lsp")

from lsprotocol import types as lsp

from command import HANGS
from editing import Editor, editor, with_server, within
from fake_languagetool import serving

TEXT = "I henhold til reglene må du fremskaffe dokumentasjon.\n"
PREPOSITION, BUREAUCRATIC = "nb/compound-prepositions", "nb/bureaucratic-words"


def write(path: Path, text: str) -> None:
    """Write a file that is newer than what was there, also on a disk that counts seconds."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, "utf-8")
    if before:
        os.utime(path, ns=(before + 10**9, before + 10**9))


def tell_of(one: Editor, path: Path) -> None:
    change = lsp.FileEvent(path.as_uri(), lsp.FileChangeType.Changed)
    one.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([change]))


async def rules_until(one: Editor, uri: str, wanted: set[str]) -> None:
    """Wait until the marks of a text are of some rules."""
    async with asyncio.timeout(HANGS):
        while {mark.code for mark in await one.heard(uri)} != wanted:
            await asyncio.sleep(0.05)


@with_server()
async def test_each_folder_has_the_settings_of_its_own_project(one: Editor, folder: Path) -> None:
    first, second = folder / "a", folder / "b"
    for place, rule in ((first, PREPOSITION), (second, BUREAUCRATIC)):
        place.mkdir()
        (place / ".clarity.yaml").write_text(f"rules: {{{rule}: off}}\n")
        (place / "side.md").write_text(TEXT, "utf-8")
    await one.begin(first, second)
    for place, left in ((first, BUREAUCRATIC), (second, PREPOSITION)):
        uri = (place / "side.md").as_uri()
        one.open(uri, TEXT)
        assert [mark.code for mark in await one.heard(uri)] == [left]


@with_server()
async def test_a_project_file_that_changes_is_heeded_at_once(one: Editor, folder: Path) -> None:
    await one.begin(folder)
    uri = (folder / "side.md").as_uri()
    one.open(uri, TEXT)
    await rules_until(one, uri, {PREPOSITION, BUREAUCRATIC})
    write(folder / ".clarity.yaml", f"rules: {{{PREPOSITION}: off}}\n")
    tell_of(one, folder / ".clarity.yaml")
    await rules_until(one, uri, {BUREAUCRATIC})


@with_server()
async def test_an_editor_that_watches_no_files_gets_it_with_the_next_edit(
    one: Editor, folder: Path
) -> None:
    write(folder / ".clarity.yaml", "glossary: [ord.yaml]\n")
    words = "language: nb\nterms:\n  - {use: papirer, avoid: [%s]}\n"
    write(folder / "ord.yaml", words % "noe annet")
    await one.begin(folder)
    uri = (folder / "side.md").as_uri()
    one.open(uri, TEXT)
    await rules_until(one, uri, {PREPOSITION, BUREAUCRATIC})
    write(folder / "ord.yaml", words % "dokumentasjon")
    one.change(uri, 2, lsp.TextDocumentContentChangeWholeDocument(TEXT + "\nHei på deg.\n"))
    await rules_until(one, uri, {PREPOSITION, BUREAUCRATIC, "nb/glossary"})


@with_server()
async def test_a_broken_project_file_is_told_there_and_the_last_good_one_holds(
    one: Editor, folder: Path
) -> None:
    project = folder / ".clarity.yaml"
    write(project, f"rules: {{{PREPOSITION}: off}}\n")
    await one.begin(folder)
    uri = (folder / "side.md").as_uri()
    one.open(uri, TEXT)
    await rules_until(one, uri, {BUREAUCRATIC})
    write(project, f"rules: {{{PREPOSITION}: off}}\nlanguag: nb\n")
    tell_of(one, project)
    (mark,) = await one.heard(project.as_uri())
    assert mark.range.start.line == 1
    assert "languag" in mark.message
    assert "innstillingene fra før" in mark.message
    await rules_until(one, uri, {BUREAUCRATIC})
    write(project, "rules: {}\n")
    tell_of(one, project)
    await rules_until(one, uri, {PREPOSITION, BUREAUCRATIC})
    assert not await one.heard(project.as_uri())


@with_server()
async def test_without_a_good_project_file_the_usual_settings_hold(
    one: Editor, folder: Path
) -> None:
    write(folder / ".clarity.yaml", "rules: {no-such-rule: off}\n")
    await one.begin(folder)
    uri = (folder / "side.md").as_uri()
    one.open(uri, TEXT)
    await rules_until(one, uri, {PREPOSITION, BUREAUCRATIC})
    (mark,) = await one.heard((folder / ".clarity.yaml").as_uri())
    assert "standardinnstillingene" in mark.message


@with_server()
async def test_a_project_file_that_is_open_is_told_what_is_wrong_with_it(
    one: Editor, folder: Path
) -> None:
    project = folder / ".clarity.yaml"
    write(project, "rules: {no-such-rule: off}\n")
    await one.begin(folder)
    one.open(project.as_uri(), project.read_text(), "yaml")
    async with asyncio.timeout(HANGS):
        while not await one.heard(project.as_uri()):
            await asyncio.sleep(0.05)


@with_server()
async def test_what_the_project_leaves_out_is_not_marked(one: Editor, folder: Path) -> None:
    write(folder / ".clarity.yaml", "exclude: [side.md]\n")
    await one.begin(folder)
    uri = (folder / "side.md").as_uri()
    one.open(uri, TEXT)
    assert not await one.heard(uri)


@with_server()
async def test_a_rule_is_turned_off_beside_the_comments_of_the_project(
    one: Editor, folder: Path
) -> None:
    write(folder / ".clarity.yaml", "# vårt 😀\nrules: {a-b: {max: 1}} # slik\n")
    await one.begin(folder)
    uri = (folder / "side.md").as_uri()
    one.open(uri, TEXT)
    marks = await one.heard(uri)
    offered = await one.actions(uri, marks[0].range, marks)
    edit = offered[f"Slå av regelen i dette prosjektet ({PREPOSITION})"]
    assert edit and edit.document_changes
    (change,) = edit.document_changes
    assert isinstance(change, lsp.TextDocumentEdit)
    (made,) = change.edits
    assert isinstance(made, lsp.TextEdit)
    assert made.new_text == f", {PREPOSITION}: off"
    assert made.range.start == lsp.Position(1, 21)


def test_a_word_that_nobody_knows_can_be_added_to_the_glossary(tmp_path: Path) -> None:
    async def play(address: str) -> None:
        async with editor("--quick", "--allow-host", "127.0.0.1", cwd=tmp_path) as one:
            write(tmp_path / ".clarity.yaml", f"languagetool: {{url: '{address}'}}\n")
            await one.begin(tmp_path, locale="sv")
            uri = (tmp_path / "sida.sv.md").as_uri()
            one.open(uri, "Det är felstavatt i den text som du nyss har läst.\n")
            (mark,) = await one.heard(uri)
            assert mark.code == "sv/spelling"
            edit = (await one.actions(uri, mark.range))["Lägg till ”felstavatt” i ordlistan"]
            assert edit and edit.document_changes
            changes = [c for c in edit.document_changes if isinstance(c, lsp.TextDocumentEdit)]
            for change in changes:  # as an editor does, for two files that it appends to
                path = tmp_path / change.text_document.uri.rpartition("/")[2]
                (made,) = change.edits
                assert isinstance(made, lsp.TextEdit)
                write(path, (path.read_text() if path.exists() else "") + made.new_text)
            tell_of(one, tmp_path / ".clarity.yaml")
            await rules_until(one, uri, set())

    with serving() as server:
        within(play(server.address))


def test_why_a_rule_cannot_run_is_said_once(tmp_path: Path) -> None:
    async def play() -> None:
        async with editor(cwd=tmp_path) as one:
            project = "languagetool: {url: 'http://127.0.0.1:9'}\n"  # and nobody has trusted it
            write(tmp_path / ".clarity.yaml", project)
            await one.begin(tmp_path)
            for name in ("a.md", "b.md"):
                one.open((tmp_path / name).as_uri(), TEXT)
                await one.heard((tmp_path / name).as_uri())
            await one.hover((tmp_path / "b.md").as_uri(), 0, 0)
            (said,) = one.client.messages
            assert "clarity trust" in said.message

    within(play())


async def pulled(
    one: Editor, known: dict[str, str]
) -> dict[str, lsp.WorkspaceDocumentDiagnosticReport]:
    previous = [lsp.PreviousResultId(uri, state) for uri, state in known.items()]
    params = lsp.WorkspaceDiagnosticParams(previous)
    told = await one.client.workspace_diagnostic_async(params)
    return {item.uri: item for item in told.items}


@with_server()
async def test_all_texts_of_the_project_are_told_of_when_asked_for(
    one: Editor, folder: Path
) -> None:
    (folder / "mappe").mkdir()
    for name in ("side.md", "mappe/annen.md", "borte.md", "kode.py"):
        (folder / name).write_text(TEXT, "utf-8")
    await one.begin(folder)
    (folder / "åpen (1).md").write_text(TEXT, "utf-8")
    # One that is open is told of by itself, however the editor writes its address.
    one.open(f"{folder.as_uri()}/%C3%A5pen%20%281%29.md", TEXT)
    first = await pulled(one, {})
    uris = {(folder / n).as_uri() for n in ("side.md", "mappe/annen.md", "borte.md")}
    assert set(first) == uris
    known = {uri: item.result_id or "" for uri, item in first.items()}
    for item in first.values():
        assert isinstance(item, lsp.WorkspaceFullDocumentDiagnosticReport)
        assert {mark.code for mark in item.items} == {PREPOSITION, BUREAUCRATIC}
    later = asyncio.create_task(pulled(one, known))
    await asyncio.sleep(0.5)
    assert not later.done()  # nothing is new: who asks again and again must not cost anything
    write(folder / "side.md", "Hei på deg.\n")
    (folder / "borte.md").unlink()
    tell_of(one, folder / "side.md")
    kinds = {uri.rpartition("/")[2]: item.kind for uri, item in (await later).items()}
    assert kinds == {"side.md": "full", "annen.md": "unchanged", "borte.md": "full"}


@with_server()
async def test_an_editor_that_does_not_ask_can_have_all_texts_told_of(
    one: Editor, folder: Path
) -> None:
    (folder / "side.md").write_text(TEXT, "utf-8")
    await one.begin(folder)
    params = lsp.ExecuteCommandParams("clarity.checkAll")
    await one.client.workspace_execute_command_async(params)
    uri = (folder / "side.md").as_uri()
    await rules_until(one, uri, {PREPOSITION, BUREAUCRATIC})
    write(folder / "side.md", "Hei på deg.\n")
    tell_of(one, folder / "side.md")
    await rules_until(one, uri, set())
