"""Reads a folder of real texts with an INDEX.tsv, whatever file format each of them came in.

INDEX.tsv is tab-separated with the columns language, genre (plain, bureaucratic, docs), subgenre,
repo, licence and file, and where somebody has read what each text is to its reader, channel and
also (another channel that is as right). What is no Markdown, HTML or plain text is turned into it
here: messages and statutes in JSON, messages in YAML, PHP, Nunjucks and Handlebars templates,
Lektor's fields, AsciiDoc, reStructuredText.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from clarity.model import Report
from clarity.parsing.decoding import decode
from clarity.project.settings import AUTO, Settings
from clarity.session import Session

#: Fewer words of prose than this say little of how a text is written.
LEAST_WORDS = 100
#: A message with fewer words is a label or the text of a button.
_LEAST_MESSAGE = 8
#: Excerpts of a report that have fewer words together are a poor sample of it.
_LEAST_EXCERPTS = 300


@dataclass(frozen=True, slots=True)
class Text:
    """A text as clarity can read it: ``suffix`` tells the format, ``kind`` is finer than genre.

    ``channels`` are those that a reader has said are right, the likeliest first.
    """

    language: str
    genre: str
    subgenre: str
    kind: str
    repo: str
    licence: str
    name: str
    suffix: str
    content: str
    channels: tuple[str, ...] = ()


def texts(folder: Path) -> Iterator[Text]:
    """Yield the texts of a folder, in the order of its index."""
    with (folder / "INDEX.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        if row["language"] in ("nb", "nn", "sv"):
            path = folder / row["file"]
            for suffix, content in _readable(path):
                yield Text(
                    row["language"],
                    row["genre"],
                    row["subgenre"],
                    _kind(row["genre"], row["subgenre"]),
                    row["repo"],
                    row["licence"],
                    row["file"],
                    suffix,
                    content,
                    tuple(filter(None, (row.get("channel"), row.get("also")))),
                )


def judged(folder: Path, session: Session, channel: str = AUTO) -> Iterator[tuple[Text, Report]]:
    """Yield every text that is in the language of its folder and long enough, with its report."""
    settings = Settings(channel=channel)
    if session.request.strict:
        settings = settings.strictly()
    for text in texts(folder):
        # The name must tell nothing of the language, and no project file is to count.
        data = text.content.encode()
        report = session.check_bytes(data, f"text{text.suffix}", settings)
        if not isinstance(report, Report) or report.language != text.language:
            continue
        if (report.measures["prose_words"] or 0) >= LEAST_WORDS:
            yield text, report


def _kind(genre: str, subgenre: str) -> str:
    """Part statutes from what authorities write of their own work."""
    if genre == "bureaucratic":
        return "statutes" if subgenre.startswith("statute") else "government"
    return genre


def _readable(path: Path) -> Iterator[tuple[str, str]]:
    source = decode(path.read_bytes()).text
    if path.suffix == ".json":
        yield from _json(json.loads(source))
    elif path.suffix in (".yml", ".yaml"):
        yield ".md", _messages(yaml.safe_load(source))
    elif path.suffix in _CONVERTERS:
        suffix, convert = _CONVERTERS[path.suffix]
        yield suffix, convert(source)
    else:
        yield path.suffix, source


def _json(data: Any) -> Iterator[tuple[str, str]]:
    if isinstance(data, dict) and "provisions" in data:
        yield ".md", _statute(data)
    elif isinstance(data, dict) and any(
        isinstance(value, dict) and "retrieved_texts" in value for value in data.values()
    ):
        yield from ((".txt", excerpts) for excerpts in _reports(data))
    else:
        yield ".md", _messages(data)


def _statute(data: Mapping[str, Any]) -> str:
    """Return a statute as Markdown, without the notes on its amendments."""
    parts = [f"# {data['title']}"]
    for provision in data["provisions"]:
        lines = [re.sub("\u200b\\d+", "", line) for line in provision["content"].split("\n")]
        kept = [line for line in lines if not re.match(r"\d+ \w", line)]
        parts += [f"## § {provision['section']}", *kept]
    return "\n\n".join(parts)


def _reports(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the excerpts of each report, cut to whole sentences, where there are enough."""
    excerpts: dict[str, dict[str, None]] = defaultdict(dict)
    for question in data.values():
        for item in question["retrieved_texts"]:
            head, _, excerpt = item.partition("\ntekstsnutt: ")
            whole = re.search(r"[.!?]\s+(?=[A-ZÆØÅ])(.*[.!?])(?=\s|$)", excerpt, re.DOTALL)
            if whole and not _is_table(whole[1]):
                excerpts[head.split("\n")[1]][whole[1]] = None
    for parts in excerpts.values():
        content = "\n\n".join(parts)
        if len(content.split()) >= _LEAST_EXCERPTS:
            yield content


def _is_table(text: str) -> bool:
    words = text.split()
    return sum(word[0].isdigit() for word in words) > len(words) / 10


def _messages(data: object) -> str:
    """Return the longer messages of an interface as Markdown, a paragraph each."""
    paragraphs = []
    for message in _strings(data):
        if ", plural," in message or ", select," in message:
            continue  # several texts in one, cut in pieces
        text = re.sub(r"</?\w+ ?/?>", "", re.sub(r"\{\w+\}", "{{x}}", message))
        paragraphs += [part for part in text.split("\n") if len(part.split()) >= _LEAST_MESSAGE]
    return "\n\n".join(paragraphs)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _php(source: str) -> str:
    return re.sub(r"<\?.*?(?:\?>|\Z)", "", source, flags=re.DOTALL)


def _nunjucks(source: str) -> str:
    body = re.sub(r"\A---\n.*?\n---\n", "", source, flags=re.DOTALL)
    return re.sub(r"\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}", "", body, flags=re.DOTALL)


def _asciidoc(source: str) -> str:
    """Return AsciiDoc as Markdown, as far as its prose goes."""
    text = re.sub(r"^(----|\.\.\.\.|\|===|====)$.*?^\1$", "", source, flags=re.M | re.S)
    text = re.sub(
        r"^(?::[\w-]+:.*|\[.*\]|include::.*|image::.*|//.*|\+|\.\w.*)$", "", text, flags=re.M
    )
    text = re.sub(r"^(=+)(?= )", lambda match: "#" * len(match[1]), text, flags=re.M)
    text = re.sub(r"^([*.]+) ", lambda match: "  " * (len(match[1]) - 1) + "- ", text, flags=re.M)
    text = re.sub(r"^(.+?):: ?", r"- \1: ", text, flags=re.M)
    return re.sub(r"(?:link:|xref:)?\S+?\[([^\]\n]*)\]", r"\1", text)


def _handlebars(source: str) -> str:
    """Return the HTML of a template, with the first branch of each condition."""
    body = re.sub(r"\{\{!--.*?--\}\}|\{\{![^}]*\}\}", "", source, flags=re.DOTALL)
    innermost = re.compile(r"\{\{~?#[^}]*\}\}((?:(?!\{\{~?[#/]).)*)\{\{~?/[^}]*\}\}", re.DOTALL)
    while (found := innermost.sub(lambda match: _first_branch(match[1]), body)) != body:
        body = found
    return re.sub(r"\{\{~?[>#/][^}]*\}\}", "", body)


def _first_branch(text: str) -> str:
    return re.split(r"\{\{~?\s*else[^}]*\}\}", text)[0]


def _lektor(source: str) -> str:
    """Return the longer fields of a page, a paragraph each; its body is Markdown."""
    parts = []
    for text in re.split(r"^-{3,}$|^#{4,} ?\w* ?#{4,}$", source, flags=re.M):
        field = re.match(r"\s*(\w+):[ \t]*(.*)\Z", text, re.DOTALL)
        name, value = field.groups() if field else ("", text)
        if name == "title":
            parts.append(f"# {value.strip()}")
        elif len(value.split()) >= _LEAST_MESSAGE:
            parts.append(value.strip())
    return "\n\n".join(parts)


def _restructured(source: str) -> str:
    """Return reStructuredText as Markdown, as far as its prose goes."""
    text = re.sub(r"^\.\. .*(?:\n(?:[ \t]+.*)?)*?(?=\n\S|\Z)", "", source, flags=re.M)
    text = re.sub(r"(?<=::)\n(?:\n|[ \t]+.*(?:\n|\Z))+", "\n\n", text)
    text = re.sub(r"^(?:[+|].*[+|]|=+( +=+)+|:\w[^:\n]*:.*)$", "", text, flags=re.M)
    text = re.sub(r"^([=~^*#+-])\1{2,}\n(?=.+\n\1{3,}$)", "", text, flags=re.M)
    text = re.sub(r"^(\S.*)\n([=~^*#+.\"-])\2{2,}[ \t]*$", r"## \1", text, flags=re.M)
    text = re.sub(r":[\w-]+:`([^`<]*?)\s*(?:<[^`]*)?`", r"\1", text)
    text = re.sub(r"`([^`<]+?)\s*<[^`>]*>`__?", r"\1", text)
    return re.sub(r"::$", ":", text, flags=re.M)


_CONVERTERS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    ".php": (".html", _php),
    ".njk": (".html", _nunjucks),
    ".hbs": (".html", _handlebars),
    ".adoc": (".md", _asciidoc),
    ".lr": (".md", _lektor),
    ".rst": (".md", _restructured),
}
