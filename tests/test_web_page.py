"""The page and clarity: the language server behind a WebSocket, and what the page asks beside."""

from __future__ import annotations

import gc
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")
pytest.importorskip("pygls")

from msgspec.structs import replace
from starlette.websockets import WebSocketDisconnect

from browsing import ADDRESS, QUICK, SOCKET, TOKEN, Page, browser, connected, served
from clarity.web import limits
from clarity.web.page_service import PageService
from clarity.web.served import File
from command import HEAVY, PLAIN, report, run

CLIENT = browser(served())
#: An emoji is two units of UTF-16, and one character.
EMOJI = "😀 Søknaden skal iverksettes. Du må foreta en vurdering av saken, i henhold til det.\n"


def left(page: Page) -> tuple[int, str]:
    """Return how a page is left: the code and the reason."""
    with pytest.raises(WebSocketDisconnect) as told:
        while True:
            page.hear()
    return told.value.code, told.value.reason


def words(text: str, place: dict[str, Any]) -> str:
    """Return what stands at a place on one line."""
    line: bytes = text.split("\n")[place["start"]["line"]].encode("utf-16-le")
    return line[2 * place["start"]["character"] : 2 * place["end"]["character"]].decode("utf-16-le")


def test_the_page_is_told_what_the_command_line_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".clarity.yaml").write_text("min_score: 40\n")
    monkeypatch.chdir(tmp_path)
    with connected(CLIENT) as page:
        uri = page.open(EMOJI)
        marks, told = page.marks(uri), page.report(uri)
    by_command = run(
        "check", "-", "--quick", "--format", "json", "--stdin-filename", "brev.md",
        cwd=tmp_path, stdin=EMOJI,
    )  # fmt: skip
    (file,) = report(by_command)["files"]
    assert told["report"] == file
    assert [m["message"] for m in marks] == [f["message"] for f in file["findings"]]
    assert [words(EMOJI, m["range"]) for m in marks] == [f["text"] for f in file["findings"]]


def test_the_picture_has_every_sentence_and_what_is_heavy() -> None:
    text = "# Tittel\n\n😀 Du må iverksette dette. Arbeidsmarkedstiltaksordningen er ny.\n"
    with connected(CLIENT) as page:
        told = page.report(page.open(text))
    sentences = [(words(text, one["range"]), one["words"]) for one in told["sentences"]]
    assert sentences == [
        ("😀 Du må iverksette dette.", 4),
        ("Arbeidsmarkedstiltaksordningen er ny.", 3),
    ]
    heavy = [(words(text, one["range"]), one["kind"]) for one in told["heavy"]]
    assert heavy == [("iverksette", "rule"), ("Arbeidsmarkedstiltaksordningen", "long-word")]


def test_an_edit_is_told_of_in_its_version() -> None:
    with connected(CLIENT) as page:
        uri = page.open("Du må søke om støtte nå.\n")
        assert page.marks(uri, 1) == []
        page.change(uri, 2, 6, 10, "foreta en søknad")
        (mark,) = page.report(uri)["report"]["findings"]
        assert mark["text"].startswith("foreta")
        assert page.report(uri)["version"] == 2


def test_wishes_hold_for_the_connection_and_can_be_taken_back() -> None:
    with connected(CLIENT) as page, connected(CLIENT) as other:
        uri, its = page.open(PLAIN), other.open(PLAIN)
        wished = {"language": "nn", "guideline": "klarsprak", "channel": "letter", "strict": False}
        assert page.get("clarity/settings", wished) == {}
        told = page.report(uri)["report"]
        seen = told["language"], told["guideline"], told["channel"], told["channel_told"]
        assert seen == ("nn", "klarsprak", "letter", False)
        assert other.report(its)["report"]["language"] == "nb"
        page.get("clarity/settings", {"language": "", "guideline": None})
        assert page.report(uri)["report"] == other.report(its)["report"]


def test_who_leaves_the_choices_as_they_are_leaves_them_to_the_text() -> None:
    text = f"---\nclarity: {{channel: letter, audience: seniors, guideline: none}}\n---\n\n{PLAIN}"
    with connected(CLIENT) as page:
        uri = page.open(text)
        before = page.report(uri)["report"]
        assert (before["channel"], before["score"]) == ("letter", None)
        page.get("clarity/settings", page.get("clarity/choices", {})["defaults"])
        assert page.report(uri)["report"] == before
        page.get("clarity/settings", {"channel": "sms"})
        assert page.report(uri)["report"]["channel"] == "sms"


@pytest.mark.parametrize(
    "wished",
    [
        {"language": "xx"},
        {"guideline": "/etc/passwd"},
        {"guideline": "own.yaml"},
        {"channel": ["web"]},
        {"audience": {}},
        {"strict": "yes"},
        {"config": "x"},
        [],
        None,
    ],
)
def test_what_cannot_be_wished_for_is_refused_and_changes_nothing(wished: object) -> None:
    with connected(CLIENT) as page:
        refused = page.ask("clarity/settings", wished)
        assert refused["error"]["code"] == -32602
        assert page.report(page.open(PLAIN))["report"]["language"] == "nb"


@pytest.mark.parametrize("locale", ["nb", "nn-NO", "sv", "en", "xx"])
def test_there_are_names_for_all_that_can_be_chosen(locale: str) -> None:
    start = File("brev.md", HEAVY)
    with connected(browser(served(file=start)), locale) as page:
        told = page.get("clarity/choices", {})
        for kind, name in (
            ("languages", "language"),
            ("guidelines", "guideline"),
            ("channels", "channel"),
            ("audiences", "audience"),
        ):
            codes = [one["code"] for one in told[kind]]
            assert told["defaults"][name] in codes
            for code in codes:
                assert page.get("clarity/settings", {name: code}) == {}
            named = [one["name"] for one in told[kind] if one["code"] not in ("", "auto", "none")]
            assert all(named) and len(set(named)) == len(named)
        assert told["file"] == {"name": "brev.md", "text": HEAVY}
        assert {one["code"] for one in told["interface"]} >= {"nb", "nn", "sv", "en"}


def test_a_rule_is_explained() -> None:
    with connected(CLIENT) as page:
        uri = page.open(HEAVY)
        rule = page.report(uri)["report"]["findings"][0]["rule"]
        told = page.get("clarity/explain", {"rule": rule})
        assert told["markdown"].startswith(f"# {rule}\n")
        assert told["why"] and told["source"] and told["examples"][0]["bad"]
        unknown: tuple[object, ...] = {"rule": "nb/no-such-rule"}, {"rule": 3}, {}, []
        for params in unknown:
            assert page.ask("clarity/explain", params)["error"]["code"] == -32602


def test_fixes_change_the_text_only() -> None:
    with connected(CLIENT) as page:
        uri = page.open(HEAVY)
        page.report(uri)
        whole = {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 90}}
        asked = {"textDocument": {"uri": uri}, "range": whole, "context": {"diagnostics": []}}
        offered = page.get("textDocument/codeAction", asked)
        changed = {name for one in offered for name in one.get("edit", {}).get("changes", {})}
        assert changed == {uri}
        assert not any("documentChanges" in one.get("edit", {}) for one in offered)
        place = {"textDocument": {"uri": uri}, "position": {"line": 2, "character": 18}}
        assert "iverksettes" in page.get("textDocument/hover", place)["contents"]["value"]


def test_what_is_wrong_with_the_project_file_is_told_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".clarity.yaml").write_text("guidline: helsenorge\n")
    monkeypatch.chdir(tmp_path)
    with connected(CLIENT) as page:
        uri = page.open(HEAVY)
        assert page.marks(uri)
        wrong = page.marks((tmp_path / ".clarity.yaml").as_uri())
        assert "guidline" in wrong[0]["message"]
        (tmp_path / ".clarity.yaml").write_text("guideline: none\n")
        page.change(uri, 2, 0, 0, " ", line=1)
        assert page.report(uri)["report"]["score"] is None
        # Those who come later are judged by it too, also where they were here before.
        with connected(CLIENT) as other:
            assert other.report(other.open(HEAVY))["report"]["score"] is None


def test_a_text_that_cannot_be_judged_says_why() -> None:
    with connected(CLIENT) as page:
        uri = page.open("---\nclarity:\n  rules: {long-sentence: {max: many}}\n---\n\nHei.\n")
        told = page.report(uri)
        assert set(told) == {"version", "failure"}
        assert "long-sentence" in told["failure"]


@pytest.mark.parametrize(
    "uri",
    ["file:///etc/passwd", "http://x/y.md", "y.md", "untitled:.clarity.yaml", "untitled:x.docx"],
)
def test_no_file_is_opened(uri: str) -> None:
    with connected(CLIENT) as page:
        item = {"uri": uri, "languageId": "x", "version": 1, "text": HEAVY}
        page.tell("textDocument/didOpen", {"textDocument": item})
        assert "error" in page.ask("clarity/report", {"textDocument": {"uri": uri}})


@pytest.mark.parametrize(
    "method",
    [
        "workspace/diagnostic",
        "workspace/executeCommand",
        "workspace/didChangeWorkspaceFolders",
        "notebookDocument/didOpen",
        "textDocument/willSave",
        "clarity/unknown",
        "initialize",
    ],
)
def test_what_is_for_editors_is_not_answered(method: str) -> None:
    with connected(CLIENT) as page:
        assert "error" in page.ask(method, {})


@pytest.mark.parametrize(
    "said",
    ["", "{", "[]", "3", "{}", '{"jsonrpc": "2.0"', "[" * 100_000, '{"id": 1, "method": "x"}'],
)
def test_who_says_what_is_no_message_is_left(said: str) -> None:
    with connected(CLIENT) as page:
        page.socket.send_text(said)
        assert left(page)[0] == 1008


def test_bytes_are_no_message() -> None:
    with connected(CLIENT) as page:
        page.socket.send_bytes(b'{"jsonrpc": "2.0"}')
        assert left(page)[0] == 1008


@pytest.mark.parametrize(
    "said",
    [
        {"method": "textDocument/didOpen", "params": {"textDocument": 3}},
        {"method": "textDocument/didChange", "params": {}},
        {"method": 3},
        {"id": [], "method": "clarity/choices"},
        {"id": 99, "result": {}},
        {"id": {}, "error": 3},
        {"method": "$/cancelRequest", "params": {"id": 5}},
        {"method": "exit2"},
    ],
)
def test_a_hostile_message_is_survived(said: dict[str, object]) -> None:
    with connected(CLIENT) as page:
        page.socket.send_text(json.dumps({"jsonrpc": "2.0", **said}))
        assert page.report(page.open(PLAIN))["report"]["language"] == "nb"


@pytest.mark.parametrize("id", [[1], {}, None, True, 1.5])
def test_who_asks_under_no_name_is_refused(id: object) -> None:
    with connected(CLIENT) as page:
        asked = {"jsonrpc": "2.0", "id": id, "method": "clarity/choices", "params": {}}
        page.socket.send_text(json.dumps(asked))
        told = page.hear()
        assert (told.get("id"), told["error"]["code"]) == (None, -32600)
        assert page.get("clarity/settings", {}) == {}


@pytest.mark.parametrize(
    ("method", "params"),
    [("textDocument/hover", {"textDocument": 3}), ("clarity/choices", {}), ("nothing", {})],
)
def test_no_error_tells_of_this_machine(
    method: str, params: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PageService, "choices", lambda self: int("x"))
    with connected(CLIENT) as page:
        told = page.ask(method, params)["error"]
        assert set(told) <= {"code", "message"}
        assert ".py" not in json.dumps(told)


def test_who_takes_leave_is_left() -> None:
    with connected(CLIENT) as page:
        assert page.get("shutdown", None) is None
        page.tell("exit", None)
        assert left(page) == (1000, "")
    assert CLIENT.get("/api/openapi.json").status_code == 200


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("", {}),
        ("?token=", {}),
        ("?token=wrong", {}),
        (f"?token=wrong&token={TOKEN}", {}),
        (f"?token={TOKEN}", {"Origin": "http://evil.example"}),
        (f"?token={TOKEN}", {"Origin": "null"}),
        (f"?token={TOKEN}", {"Host": "evil.example:8370"}),
    ],
)
def test_no_stranger_connects(query: str, headers: dict[str, str]) -> None:
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        CLIENT.websocket_connect(f"{SOCKET}{query}", headers=headers),
    ):
        pass
    assert refused.value.code == 1008


def test_the_page_of_the_address_connects() -> None:
    with connected(CLIENT, headers={"Origin": ADDRESS}) as page:
        assert page.socket.accepted_subprotocol == "clarity"


def test_too_many_connections_are_told_so() -> None:
    busy = served()
    client = browser(busy)
    with (
        busy.connections.taken(limits.MOST_CONNECTIONS),
        pytest.raises(WebSocketDisconnect) as told,
        connected(client),
    ):
        pass
    assert told.value.code == 1013
    with connected(client) as page:
        assert page.report(page.open(PLAIN))["report"]["words"]


def test_too_many_texts_are_told_so() -> None:
    with connected(CLIENT) as page:
        for number in range(limits.MOST_TEXTS):
            page.report(page.open(PLAIN, f"{number}.md"))
        page.open(PLAIN, "0.md")
        page.open(PLAIN, "more.md")
        assert left(page)[0] == 1013


def test_a_text_that_grows_too_large_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clarity.web.page_service.MOST_CHARACTERS", 1000)
    with connected(CLIENT) as page:
        uri = page.open("a" * 900)
        page.change(uri, 2, 0, 0, "b" * 101)
        assert left(page)[0] == 1009


def test_the_texts_of_all_have_room_together_and_give_it_back() -> None:
    busy = served()
    client = browser(busy)
    busy.open.most = 1000
    with connected(client) as page, connected(client) as other:
        page.report(page.open("Hei. " * 120))
        other.open("Hei. " * 120)
        assert left(other)[0] == 1013
    with connected(client) as other:
        assert "report" in other.report(other.open("Hei. " * 120))


def test_who_asks_for_too_much_at_a_time_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clarity.web.conversation.MOST_WAITING", -1)
    with pytest.raises(WebSocketDisconnect) as told, connected(CLIENT):
        pass
    assert told.value.code == 1013


def test_who_does_not_take_what_is_told_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clarity.web.conversation.MOST_UNSENT", 3000)
    with connected(CLIENT) as page:
        page.tell(
            "textDocument/didOpen",
            {
                "textDocument": {
                    "uri": "untitled:a.md",
                    "languageId": "markdown",
                    "version": 1,
                    "text": HEAVY * 20,
                }
            },
        )
        assert left(page)[0] == 1013


def test_pages_beside_each_other_are_told_of_their_own_texts() -> None:
    client = browser(served())

    def play(number: int) -> None:
        word = f"ord{chr(97 + number)}"
        with connected(client) as page:
            uri = page.open(f"Du må fremskaffe {word} nå.\n")
            for version in range(2, 12):
                page.change(uri, version, 0, 0, f"{word} ")
            told = page.report(uri)
            assert told["version"] == 11
            heard = json.dumps([told, page.told])
            others = {f"ord{chr(97 + other)}" for other in range(8)} - {word}
            assert word in heard
            assert not any(other in heard for other in others)

    with ThreadPoolExecutor(8) as pool:
        for played in [pool.submit(play, number) for number in range(8)]:
            played.result()


def test_what_the_score_holds_to_be_heavy_is_in_the_picture() -> None:
    # Without the strict set, a rule that is not shown may still count in the score.
    text = (
        "# Svar\n\n" + "Du må iverksette dette tiltaket nå, så vi kan svare deg innen to uker. " * 4
    )
    with connected(browser(served(replace(QUICK, strict=False)))) as page:
        told = page.report(page.open(text))
    signals = [s for p in told["report"]["score"]["principles"] for s in p["signals"]]
    counted = {tuple(span) for s in signals if s["id"] == "heavy-words" for span in s["spans"]}
    assert counted
    assert len([one for one in told["heavy"] if one["kind"] == "rule"]) >= len(counted)


def test_remarks_are_in_the_language_of_the_page() -> None:
    with connected(CLIENT, "sv") as page:
        told = page.report(page.open("Das ist ein deutscher Text, und er ist nicht sehr lang."))
    assert told["sentences"] == told["heavy"] == []
    assert told["notices"] and "svenska" in told["notices"][0]


def test_a_text_is_forgotten_with_its_page() -> None:
    what = served()
    with connected(browser(what)) as page:
        page.report(page.open(PLAIN))
    what.lane.turn().submit(int).result()  # so that what was under way is done
    gc.unfreeze()
    gc.collect()
    services = [one for one in gc.get_objects() if isinstance(one, PageService)]
    assert [one for one in services if vars(one)["_served"] is what] == []
