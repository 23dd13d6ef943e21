"""JSON text that is safe to write to any stream and to show on any screen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from clarity.reports.printable import without_commands

# Inside a JSON text these can only stand in strings, where an escape means the same: the control
# characters that JSON itself lets through, changes of direction, odd line ends, surrogates.
_UNSAFE = re.compile(r"[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")

#: Between one item of a list or an object and the next.
NEXT = ",\n  "


def encode(value: object, *, ascii_only: bool = False, indent: int | None = None) -> str:
    """Return a value as JSON on one line (or indented), with letters such as «å» as they are."""
    separators = (", ", ": ") if indent is None else (",", ": ")
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent, separators=separators)
    text = without_commands(text, _escape)
    return text if text.isprintable() else _UNSAFE.sub(_escape, text)


def items(texts: Iterable[str]) -> Iterator[str]:
    """Yield the items of a list or an object, which are JSON already, one to a line."""
    separator = NEXT.removeprefix(",")
    for text in texts:
        yield separator + text
        separator = NEXT


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
