"""The HTML report: what it shows, and that no text can break out of it."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from clarity.measures.sentence_lengths import class_shares
from clarity.model import Baselined, Failure, Finding, Report
from clarity.parsing.located_yaml import ConfigError
from clarity.reports import Options
from clarity.reports.earlier import read_scores
from clarity.reports.options import Earlier
from report_builder import card, comparison, finding, letter, render, report, run

HOSTILE = [
    "<script>document.title='out'</script>", "</mark></details><img src=x onerror=alert(1)>",
    "\"'><a href='javascript:alert(1)'>", "<!--", "]]>", "</style><style>*{display:none}",
    "&lt;b&gt;", "\x00\x1b[2J\u202e", "</title>", "<svg onload=alert(1)>", "{{7*7}}", "\ufffc",
]  # fmt: skip


class Page(HTMLParser):
    """What a browser would see: elements with their attributes, and the text in each kind."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("mark", "title", "script", "style", "h2", "figcaption", "th"):
            self._open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for tag in self._open:
            self.texts[tag][-1] += data


def page(results: Sequence[Report | Failure], **options: object) -> Page:
    return Page("".join(render("html", list(results), Options(**options))))  # type: ignore[arg-type]


def test_what_is_found_is_marked_in_the_text_as_it_is_read() -> None:
    source = "Vi **foretok** en\nvurdering av &laquo;saken&raquo; i *går* kveld.\n"
    found = finding(source, "foretok** en\nvurdering av", source, found="foretok en vurdering av")
    marks = page([report(source, [found])]).texts["mark"]
    assert marks == ["foretok en vurdering av"]


def test_a_mark_leads_to_its_comment_and_back() -> None:
    seen = page([letter()])
    names = {attributes["id"] for _, attributes in seen.elements if "id" in attributes}
    links = [str(a["href"]) for tag, a in seen.elements if tag == "a"]
    inside = [link[1:] for link in links if link.startswith("#")]
    assert len(inside) >= 6
    assert set(inside) <= names


def test_overlapping_findings_are_both_marked() -> None:
    source = "I henhold til vedtaket foretok kommunen en vurdering."
    whole = finding(source, source, severity="suggestion")
    inner = finding(source, "foretok", source, severity="error")
    seen = page([report(source, [whole, inner])])
    kinds = [str(a["class"]) for tag, a in seen.elements if tag == "mark"]
    assert kinds == ["suggestion", "error several", "suggestion"]
    assert "".join(seen.texts["mark"]) == source


def test_the_page_that_needs_most_comes_first() -> None:
    def scored(path: str, score: float | None) -> Report:
        return report("Hei på deg.", path=path, scorecard=card(score))

    seen = page([scored("god.md", 90), scored("kort.md", None), scored("tung.md", 40)])
    paths = [text for text in seen.texts["h2"] if text.endswith(".md")]
    assert paths == ["tung.md", "god.md", "kort.md"]


def test_sentence_lengths_are_drawn_beside_those_of_real_texts() -> None:
    among = replace(comparison(), sentence_lengths=tuple(class_shares([4, 8, 12])))
    seen = page([report("Hei.", sentence_lengths=(3, 4, 44, 12), comparisons=(among,))])
    told = [str(a.get("aria-label")) for tag, a in seen.elements if tag == "svg"]
    assert any("1–5: 50 %" in label and "41+: 25 %" in label for label in told)
    assert [a["class"] for tag, a in seen.elements if tag == "path"] == ["beside"] * 9
    assert any("norske sider" in caption for caption in seen.texts["figcaption"])


def test_where_only_what_is_new_is_shown_the_pages_with_it_come_first() -> None:
    source = "Klikk her."
    new = report(source, [finding(source, "Klikk")], path="ny.md", scorecard=card(90))
    old = [
        replace(report(path=f"{n}.md", scorecard=card(10 + n)), baselined=Baselined(3))
        for n in range(3)
    ]
    text = "".join(render("html", (*old, new), Options()))
    table = text[text.index("<tbody>") : text.index("</tbody>")]
    assert [*re.findall(r">([\w.]+\.md)<", table)] == ["ny.md", "0.md", "1.md", "2.md"]


def test_the_change_of_the_mean_is_told() -> None:
    now = [report(path=f"{n}.md", scorecard=card(60 + n)) for n in range(3)]
    scores = {f"{n}.md": Earlier(50.0, "helsenorge", now[0].channel) for n in (0, 1)}
    for form in ("html", "markdown"):
        text = "".join(render(form, now, Options(earlier=scores)))
        assert "Snittet av 2 filer som er med begge ganger: 50 → 60,5 poeng." in text


def test_earlier_scores_are_compared_with(tmp_path: Path) -> None:
    earlier = tmp_path / "for.json"
    earlier.write_text("".join(render("json", run(), Options())), encoding="utf-8")
    scores = dict(read_scores(earlier))
    assert {path: earlier.overall for path, earlier in scores.items()} == {
        "brev/svar.md": 71.5,
        "kort.md": None,
    }
    now = [
        report("Hei.", path="brev/svar.md", scorecard=card(80), channel="letter"),
        report("Hei.", path="ny.md"),
    ]
    text = "".join(render("html", now, Options(earlier=scores)))
    assert ">+8<" in text
    assert "<td>ny</td>" in text
    assert "1 fil." in text


@pytest.mark.parametrize("other", [Earlier(60, "myndighet", ""), Earlier(60, "helsenorge", "law")])
def test_scores_by_another_yardstick_are_not_compared(other: Earlier) -> None:
    now = [report("Hei.", path="a.md", scorecard=card(80)), report("Hei.", path="b.md")]
    text = "".join(render("html", now, Options(earlier={"a.md": other})))
    assert ">+20<" not in text
    assert "Uten endring: 1 fil." in text
    same = replace(other, guideline="helsenorge", channel="")
    text = "".join(render("html", now, Options(earlier={"a.md": same})))
    assert ">+20<" in text
    assert "Uten endring" not in text


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("not json", "no report"),
        ("[]", "no report"),
        ('{"schema": 7, "files": []}', "version 7"),
        ('{"schema": 1, "files": [{"path": 3, "score": null}]}', "no report"),
        ('{"schema": 1}', "no report"),
        (json.dumps({"schema": 1, "files": [{"path": "a", "score": {"overall": "x"}}]}), "no rep"),
    ],
)
def test_what_is_no_earlier_report_is_told(tmp_path: Path, written: str, told: str) -> None:
    path = tmp_path / "for.json"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(ConfigError, match=told):
        read_scores(path)


texts = st.lists(st.sampled_from([*HOSTILE, "foretok", " ", "\n\n", "# "]), max_size=8).map("".join)


def hostile_report(text: str, name: str) -> Report:
    source = f"{text} Vi foretok en vurdering.\n"
    plain = finding(source, "Vi", source, suggestions=[text])
    found = replace(plain, message=text)
    spoiled = replace(card(), guideline_name=text, band=text, caveat=text)
    advice = found.advice
    bad = Finding(
        advice=type(advice)(name, advice.category, advice.strength, text, text, text),
        severity="error", span=found.span, context=found.context, text=text, message=text,
        suggestions=(), fingerprint="x",
    )  # fmt: skip
    return report(source, [found, bad], path=name, scorecard=spoiled, notices=(text,))


@given(texts, texts)
def test_no_text_breaks_out(text: str, name: str) -> None:
    seen = page([hostile_report(text, name or "a"), Failure(name, text)])
    assert {tag for tag, _ in seen.elements} <= {
        "html", "head", "meta", "title", "style", "body", "main", "script", "h1", "h2", "h3", "h4",
        "h5", "h6", "p", "strong", "figure", "figcaption", "svg", "rect", "text", "path", "div",
        "table", "thead", "tbody", "tr", "th", "td", "a", "form", "label", "input", "select",
        "option", "button", "details", "summary", "mark", "sup", "ul", "ol", "li", "blockquote",
        "b", "small", "span",
    }  # fmt: skip
    for tag, attributes in seen.elements:
        assert not any(name.startswith("on") or name in ("style", "src") for name in attributes)
        assert str(attributes.get("href", "#")).startswith(("#", "https://", "http://"))
        assert tag != "style" or not attributes
    assert len(seen.texts["script"]) == len(seen.texts["style"]) == 1


def test_nothing_runs_but_what_the_policy_names() -> None:
    seen = page([letter()])
    policy = next(
        str(a["content"]) for tag, a in seen.elements if tag == "meta" and "http-equiv" in a
    )
    for kind in ("script", "style"):
        digest = base64.b64encode(sha256(seen.texts[kind][0].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


@pytest.mark.slow
def test_a_browser_runs_our_script_and_no_other(tmp_path: Path) -> None:
    browser = shutil.which("chromium")
    if not browser:
        pytest.skip("no Chromium here")
    bad = hostile_report("".join(HOSTILE), "a<script>document.title='out'</script>.md")
    path = tmp_path / "report.html"
    path.write_text("".join(render("html", [bad, letter()], Options())), encoding="utf-8")
    options = [
        "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--dump-dom",
        "--disable-background-networking", f"--user-data-dir={tmp_path / 'profile'}",
    ]  # fmt: skip
    done = subprocess.run(
        [browser, *options, path.as_uri()], capture_output=True, text=True, check=True
    )
    dom = Page(done.stdout)
    assert dom.texts["title"] == ["Klarspråk"]
    form = next(attributes for tag, attributes in dom.elements if tag == "form")
    assert "hidden" not in form  # our script has run
    assert not [tag for tag, _ in dom.elements if tag == "img"]
    assert re.search(r"document\.title=", done.stdout)  # and is shown as text


def test_what_is_about_the_whole_text_marks_none_of_it() -> None:
    whole = replace(finding("Hei på deg.", "Hei på deg."), scope="document")
    seen = page([report("Hei på deg.", [whole])])
    assert "mark" not in seen.texts
    written = "".join(render("html", [report("Hei på deg.", [whole])], Options()))
    assert "hele teksten" in written
