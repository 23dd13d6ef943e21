"""What programs and browsers ask for over HTTP: texts to judge, and the page's own files."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")
pytest.importorskip("pygls")

from openapi_spec_validator import validate

from browsing import BEARER, HOST, JSON, PORT, TOKEN, ask, browser, served
from clarity.project.once import Bounded
from clarity.web import limits, wishes
from clarity.web.guard import is_loopback, is_named
from clarity.web.limits import FullError, Room
from command import HEAVY, PLAIN, report, run

CLIENT = browser(served())


def findings(answer: Any) -> list[str]:
    return [finding["text"] for finding in answer.json()["files"][0]["findings"]]


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ({}, []),
        ({"name": "side.html"}, []),
        ({"name": "notat.txt", "language": "nb"}, ["--language", "nb"]),
        (
            {"channel": "letter", "audience": "seniors"},
            ["--channel", "letter", "--audience", "seniors"],
        ),
        ({"guideline": "klarsprak", "strict": True}, ["--guideline", "klarsprak", "--strict"]),
    ],
)
def test_a_text_is_judged_as_on_the_command_line(
    given: dict[str, object], options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".clarity.yaml").write_text("min_score: 40\nrules: {light-verb-phrases: off}\n")
    monkeypatch.chdir(tmp_path)
    name = str(given.get("name", "text.md"))
    answer = ask(CLIENT, {"text": HEAVY, **given})
    told = run(
        "check",
        "-",
        "--quick",
        "--format",
        "json",
        "--stdin-filename",
        name,
        *options,
        cwd=tmp_path,
        stdin=HEAVY,
    )
    assert answer.json() == report(told)
    assert answer.json()["files"][0]["limits"]["min_score"] == 40


LETTER = """Hei Kari Nordmann

Vi har fått søknaden din om barnehageplass. Du må foreta en vurdering av den innen tre uker. Har du
spørsmål, kan du ringe oss på telefon 22 22 22 22.

Vennlig hilsen

Ola Hansen
saksbehandler
"""


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_the_report_can_be_had_as_on_the_command_line_but_for_how_to_use_that(
    form: str, tmp_path: Path
) -> None:
    answer = ask(CLIENT, {"text": LETTER}, f"?format={form}")
    told = run(
        "check",
        "-",
        "--quick",
        "--fail-on",
        "never",
        "--format",
        form,
        cwd=tmp_path,
        stdin=LETTER,
        env={"LC_ALL": "nb_NO.UTF-8"},
    ).stdout
    hint = re.compile(r'(<p class="note">)?Lest som brev[^<\n]*--channel[^<\n]*(</p>|\n\n)')
    assert hint.search(told)
    assert answer.text == hint.sub("", told)
    assert answer.headers["content-type"] == f"text/{form}; charset=utf-8"


def test_a_format_says_how_a_text_without_a_name_is_read() -> None:
    answer = ask(
        CLIENT, {"text": "<h1>Søknad</h1><p>Du må foreta en vurdering.</p>", "format": "html"}
    )
    assert answer.json()["files"][0]["path"] == "text.html"
    assert findings(answer) == ["foreta"]


def test_what_cannot_be_judged_is_told_as_on_the_command_line() -> None:
    answer = ask(
        CLIENT, {"text": "---\nclarity:\n  rules: {long-sentence: {max: many}}\n---\n\nHei."}
    )
    assert answer.status_code == 200
    assert answer.json()["files"] == []
    assert [error["line"] for error in answer.json()["errors"]] == [3]


def test_every_answer_is_as_described() -> None:
    described = CLIENT.get("/api/openapi.json").json()
    validate(described)
    asked = described["paths"]["/api/check"]["post"]
    whole = {"components": described["components"]}

    def held_to(schema: dict[str, object], data: object) -> None:
        Draft202012Validator({**schema, **whole}).validate(data)

    text = asked["requestBody"]["content"]["application/json"]["schema"]
    good = {"text": HEAVY, "name": "a.md", "language": "nb", "channel": "", "strict": None}
    held_to(text, good)
    answer = ask(CLIENT, good)
    held_to(asked["responses"]["200"]["content"]["application/json"]["schema"], answer.json())
    refused = described["components"]["responses"]["Refused"]["content"]["application/json"]
    for bad, query in (
        ({"text": 3}, ""),
        ({"text": "", "language": "xx"}, ""),
        ({"text": "", "colour": "red"}, ""),
        ({"text": "", "name": "../x.md"}, ""),
        ({"text": "", "format": "docx"}, ""),
        ({"text": "", "strict": "yes"}, ""),
        ({"text": "Hei."}, "?format=pdf"),
    ):
        answer = ask(CLIENT, bad, query)
        assert str(answer.status_code) in asked["responses"]
        assert answer.status_code in {400, 422}
        held_to(refused["schema"], answer.json())
        if not query:
            assert not Draft202012Validator({**text, **whole}).is_valid(bad) or "name" in bad


@pytest.mark.parametrize("name", ["a/b.md", "..", ".", "c:x.md", "a\\b.md", "a\n.md", "x" * 300])
def test_a_name_leads_to_no_folder(name: str) -> None:
    assert ask(CLIENT, {"text": "Hei.", "name": name}).status_code == 422


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b'{"text": ' + b"9" * 5000 + b"}", 400),
        (b"[]", 422),
        (b"null", 422),
        (b'{"text": "\\ud800 Hei."}', 200),
        (b'{"text": "\\u0000\\u202e<script>"}', 200),
        (b'{"text": "a", "text": "b"}', 200),
        (b'{"text": "a", "format": []}', 422),
        (b'{"text": "a", "format": {}}', 422),
        (b'{"text": "a", "format": "\\ud800"}', 422),
        (b'{"text": "a", "\\ud800": 1}', 422),
    ],
)
def test_a_hostile_body_is_answered(body: bytes, status: int) -> None:
    answer = CLIENT.post("/api/check", content=body, headers={**JSON, **BEARER})
    assert answer.status_code == status
    assert status == 200 or set(answer.json()) == {"error"}


#: What JSON can say that is no name.
THINGS: list[object] = [
    *(None, True, 0, 1e999),
    *("", "x", "\ud800", "\0", "a" * 300),
    *([], {}, [[]], {"a": []}),
]


@pytest.mark.parametrize("name", ["text", "name", "format", *wishes.NAMES, "colour"])
def test_whatever_a_field_has_in_it_is_answered(name: str) -> None:
    for thing in THINGS:
        answer = ask(CLIENT, {"text": "", name: thing})
        assert answer.status_code in {200, 422}, thing
        assert answer.status_code == 200 or set(answer.json()) == {"error"}


def test_what_is_too_large_is_refused_before_it_is_read() -> None:
    large = {**JSON, **BEARER, "Content-Length": str(limits.LARGEST_MESSAGE + 1)}
    assert CLIENT.post("/api/check", content=b"{}", headers=large).status_code == 413
    assert ask(CLIENT, {"text": "å" * (limits.MOST_CHARACTERS // 2 + 1)}).status_code == 413


def test_a_body_that_does_not_say_how_large_it_is_is_read_only_so_far(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("clarity.web.checks.LARGEST_MESSAGE", 1000)
    pieces = (b" " * 100 for _ in range(100))
    answer = CLIENT.post("/api/check", content=pieces, headers={**JSON, **BEARER})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer wrong"},
        {"Authorization": TOKEN},
        {"Authorization": f"Basic {TOKEN}"},
        {"Cookie": f"token={TOKEN}"},
    ],
)
def test_nobody_comes_in_without_the_token(headers: dict[str, str]) -> None:
    answer = CLIENT.post("/api/check", content=b'{"text": "Hei."}', headers={**JSON, **headers})
    assert answer.status_code == 401
    assert "files" not in answer.text


def test_a_form_of_another_page_is_no_question() -> None:
    plain = {**BEARER, "Content-Type": "text/plain"}
    assert CLIENT.post("/api/check", content=b'{"text": "Hei."}', headers=plain).status_code == 415


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": f"evil.example:{PORT}"},
        {"Host": f"127.0.0.1.evil.example:{PORT}"},
        {"Host": HOST},
        {"Host": f"{HOST}:81"},
        {"Host": f"user@{HOST}:{PORT}"},
        {"Host": f"{HOST}:{PORT}/x"},
        {"Host": ""},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": f"https://{HOST}:{PORT}"},
        {"Origin": f"http://{HOST}"},
    ],
)
def test_only_who_names_the_address_served_is_answered(headers: dict[str, str]) -> None:
    for path in ("/", "/api/openapi.json", "/words/nb.json"):
        assert CLIENT.get(path, headers=headers).status_code == 403
    assert ask(CLIENT, {"text": "Hei."}, **headers).status_code == 403


@pytest.mark.parametrize("host", [f"localhost:{PORT}", f"[::1]:{PORT}", f"{HOST}:{PORT}"])
def test_this_machine_goes_by_its_names(host: str) -> None:
    headers = {"Host": host, "Origin": f"http://{host}"}
    assert ask(CLIENT, {"text": "Hei."}, **headers).status_code == 200


def test_who_serves_a_network_goes_by_its_addresses_and_by_no_strangers_name() -> None:
    assert is_named("192.0.2.7", "0.0.0.0")
    assert is_named("clarity.example", "clarity.example")
    assert not is_named("evil.example", "0.0.0.0")
    assert not is_named("192.0.2.7", "127.0.0.1")
    assert is_named("127.0.0.2", "127.0.0.2")
    assert not is_named("127.0.0.3", "127.0.0.2")
    assert is_named("localhost", "LOCALHOST")
    assert is_loopback("LOCALHOST")


def test_every_answer_says_what_a_browser_may_do_with_it() -> None:
    answers = [
        CLIENT.get("/api/openapi.json"),
        CLIENT.get("/nothing"),
        ask(CLIENT, {"text": "Hei."}),
        ask(CLIENT, {"text": HEAVY}, "?format=html"),
        ask(CLIENT, {"text": "Hei."}, Host="evil.example"),
        ask(CLIENT, {"text": "Hei."}, Authorization=""),
    ]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert "set-cookie" not in answer.headers
        assert "access-control-allow-origin" not in answer.headers


def test_only_the_files_of_the_page_are_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    static = tmp_path / "web" / "static"
    static.mkdir(parents=True)
    (static / "index.html").write_text("<!doctype html>")
    (static / "page.js").write_text("1")
    (static / ".secret.js").mkdir()
    (static / "LICENSE").write_text("x")
    (tmp_path / "web" / "served.js").write_text("2")
    monkeypatch.setattr("clarity.web.app.code_root", lambda: tmp_path)
    page = CLIENT.get("/")
    assert (page.text, page.headers["content-type"]) == (
        "<!doctype html>",
        "text/html; charset=utf-8",
    )
    script = CLIENT.get("/static/page.js")
    assert (script.text, script.headers["content-type"]) == ("1", "text/javascript; charset=utf-8")
    for path in (
        "..%2fserved.js",
        "../served.js",
        ".secret.js",
        "LICENSE",
        "page.css",
        "%00.js",
        "",
    ):
        assert CLIENT.get(f"/static/{path}").status_code == 404
    for path in ("/words/xx.json", "/words/..%2fnb.json", "/words/nb", "/.git/config", "/docs"):
        assert CLIENT.get(path).status_code == 404
    assert CLIENT.get("/nothing").json()["error"] == "There is no such thing here."
    asked = CLIENT.get("/api/check")
    assert (asked.status_code, asked.headers["allow"]) == (405, "POST")
    assert "POST" in asked.json()["error"]


def test_fifty_checks_at_once_are_each_of_its_own_text() -> None:
    words = [f"ord{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(50)]

    def text(word: str) -> str:
        return f"# {word}\n\nDu må fremskaffe {word} i henhold til reglene.\n"

    with ThreadPoolExecutor(50) as pool:
        asked = {
            w: pool.submit(ask, CLIENT, {"text": text(w), "name": f"{w}.md"}, "?format=html")
            for w in words
        }
    for word, future in asked.items():
        answer = future.result()
        assert answer.status_code == 200
        assert set(re.findall(r"\bord[a-z][a-z]\b", answer.text)) == {word}


def test_what_is_too_much_at_a_time_is_told_and_passes() -> None:
    busy = served()
    client = browser(busy)
    with busy.checks.taken(limits.MOST_CHECKS):
        answer = ask(client, {"text": "Hei."})
        assert answer.status_code == 503
        assert answer.json()["error"]
    with busy.checked.taken(limits.MOST_CHECKED):
        assert ask(client, {"text": "Hei."}).status_code == 503
    assert ask(client, {"text": "Hei."}).status_code == 200


def test_a_text_that_takes_too_long_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clarity.web.checks.JUDGE_PATIENCE", 0.0)
    assert ask(browser(served()), {"text": PLAIN}).status_code == 503


def test_room_is_given_back() -> None:
    room = Room(2)
    with room.taken(), room.taken(), pytest.raises(FullError), room.taken():
        pass
    room.take("a", 2)
    room.take("a", 1)
    room.take("b", 1)
    room.leave("a")
    room.take("b", 2)


def test_an_error_of_ours_tells_nothing_of_the_text(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*given: object, **named: object) -> object:
        raise LookupError("Hemmelig")

    monkeypatch.setattr("clarity.web.answers.Options", fail)
    answer = ask(CLIENT, {"text": "Hemmelig."})
    assert answer.status_code == 500
    assert "Hemmelig" not in answer.text + caplog.text
    assert "LookupError" in caplog.text


def test_settings_that_texts_bring_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bounded, "ROOM", 10)
    once = Bounded()
    made: list[object] = []

    def make(key: tuple[object, ...]) -> object:
        def keep() -> object:
            made.append(key)
            return key

        return once(key, keep)

    make(("lexicon", "nb"))
    make(("checker", "usual"))
    for number in range(30):
        make(("checker", number))
        make(("checker", "usual"))  # which is asked for all the time
    make(("lexicon", "nb"))
    assert len(made) == 32
    make(("checker", 0))
    assert len(made) == 33
    fresh = once.renewed()
    fresh(("lexicon", "nb"), lambda: pytest.fail("what comes with clarity stays"))
    assert fresh(("checker", "usual"), lambda: "anew") == "anew"


def test_the_project_file_of_the_folder_holds_and_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    client = browser(served())
    text = {"text": "Du må foreta en vurdering av saken.", "language": "nb"}
    assert findings(ask(client, text)) == ["foreta en vurdering av"]
    (tmp_path / ".clarity.yaml").write_text("rules: {light-verb-phrases: off}\n")
    assert findings(ask(client, text)) == ["foreta"]
