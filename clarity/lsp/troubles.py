"""What is wrong with project files, told at the files themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from lsprotocol.types import Diagnostic, DiagnosticSeverity

from clarity.lsp.addresses import uri_of
from clarity.lsp.diagnostics import SOURCE, Sheet
from clarity.lsp.judging import Trouble
from clarity.lsp.texts import Encoding, text_of
from clarity.lsp.words import Words
from clarity.parsing.configuration import read_text
from clarity.parsing.located_yaml import ConfigError
from clarity.reports.printable import one_line
from clarity.reports.remarks import in_words


def marks(
    troubles: Iterable[Trouble], words: Words, encoding: Encoding
) -> Mapping[str, list[Diagnostic]]:
    """Return what is wrong, by the address of the file it is wrong in, each thing once."""
    told: dict[str, list[Diagnostic]] = {}
    for trouble in dict.fromkeys(troubles):
        uri = uri_of(trouble.path)
        holds = words.kept if trouble.is_kept else words.defaults
        sheet = Sheet(uri, text_of(_text(trouble.path), encoding))
        message = one_line(in_words(trouble.message, words.code)).rstrip(".")
        mark = Diagnostic(
            range=sheet.line(trouble.line),
            message=f"{message}. {holds}",
            severity=DiagnosticSeverity.Error,
            source=SOURCE,
        )
        told.setdefault(uri, []).append(mark)
    return told


def _text(path: str) -> str:
    try:
        return read_text(Path(path))
    except ConfigError:
        return ""
