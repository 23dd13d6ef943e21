"""Clarity against a LanguageTool server on the same Swedish texts.

    python benchmarks/languagetool.py FOLDER URL [--files 60]

``URL`` is that of a running server, such as http://localhost:8081. For each text in turn, clarity
judges it with all its rules and a score (one process, nothing kept), and LanguageTool is sent the
same blocks as `languagetool:` would send. Reading files is not timed, nor is the first text, on
which both get ready.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator
from pathlib import Path

from clarity import parsing
from clarity.language import reading
from clarity.languagetool import Options
from clarity.languagetool.batches import batches
from clarity.languagetool.client import Client
from clarity.model import Prose, Report
from clarity.parsing.decoding import decode
from clarity.session import Request, Session


def texts(folder: Path, session: Session) -> Iterator[tuple[str, bytes, Prose]]:
    """Yield the path, the bytes and the prose of every Swedish text in a folder."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in parsing.FORMATS:
            continue
        data = path.read_bytes()
        form = parsing.format_of(str(path)) or "text"
        document = parsing.parse(decode(data).text, str(path), form)
        prose = reading.read(document, None, session.lexicon)
        if isinstance(prose, Prose) and prose.language == "sv":
            yield str(path), data, prose.in_language("sv")


def main() -> None:
    """Time both on each text, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("url")
    parser.add_argument("--files", type=int, default=60)
    options = parser.parse_args()
    client = Client(options.url, timeout=600)
    ours = theirs = 0.0
    words = count = 0
    with Session(Request(language="sv")) as session:
        for path, data, prose in texts(options.folder, session):
            start = time.perf_counter()
            report = session.check_bytes(data, path)
            between = time.perf_counter()
            for batch in batches(prose.passages):
                client.check(batch, "sv", Options(options.url))
            end = time.perf_counter()
            if isinstance(report, Report) and count:
                ours += between - start
                theirs += end - between
                words += sum(len(passage.forms) for passage in prose.passages)
            count += 1
            if count > options.files:
                break
    if not words:
        raise SystemExit(f"{options.folder}: too few Swedish texts")
    print(f"{count - 1} texts, {words:,} words, {os.cpu_count()} processors, {client.version()}\n")
    print("| program | seconds | words a second | times clarity's |\n|---|---|---|---|")
    print(f"| clarity | {ours:.2f} | {words / ours:,.0f} | 1 |")
    print(f"| LanguageTool | {theirs:.2f} | {words / theirs:,.0f} | {theirs / ours:.0f} |")


if __name__ == "__main__":
    main()
