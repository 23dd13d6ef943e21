"""How the terminal report is drawn: its colours, its signs and its lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from clarity.model import Severity
from clarity.reports.options import Options
from clarity.reports.printable import wrap

_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_DIM = "\x1b[2m"
_MARK = "\x1b[1;4m"
_BAR = "\x1b[36m"
_SEVERITY: Mapping[Severity, str] = {
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "suggestion": "\x1b[1;34m",
}
_SIGNS: Mapping[Severity, str] = {"error": "×", "warning": "!", "suggestion": "•"}
_ASCII_SIGNS: Mapping[Severity, str] = {"error": "x", "warning": "!", "suggestion": "-"}

#: Narrower than this, words would be broken in the middle.
_NARROWEST = 40
#: Wider than this, a line is hard to read.
_WIDEST = 100
#: Columns that no line fills.
UNLIMITED = 1_000_000


class Style(Struct, frozen=True):
    """What the stream can show. ``width`` is in columns, ``bar`` is (full, empty).

    What is ``plain`` is read aloud: it has no drawings, and nothing stands in from the left.
    """

    plain: bool
    width: int
    color: bool
    signs: Mapping[Severity, str]
    edge: str
    dot: str
    bar: tuple[str, str]

    def strong(self, text: str) -> str:
        """Return a text that stands out."""
        return self._painted(text, _BOLD)

    def dim(self, text: str) -> str:
        """Return a text that steps back."""
        return self._painted(text, _DIM)

    def severity(self, severity: Severity, text: str) -> str:
        """Return a text in the colour of a severity."""
        return self._painted(text, _SEVERITY[severity])

    def bars(self, share: float, columns: int) -> str:
        """Return a bar of so many columns, filled to a share (0 to 1)."""
        full = round(share * columns)
        filled, empty = self.bar
        return self._painted(filled * full, _BAR) + self.dim(empty * (columns - full))

    def marked(self, text: str, begin: int, end: int, marks: Iterable[tuple[int, int]]) -> str:
        """Return a range of a text with some ranges inside it underlined."""
        if not self.color:
            return text[begin:end]
        parts = []
        for low, high in marks:
            parts += [text[begin:low], self._painted(text[low:high], _MARK)]
            begin = high
        return "".join(parts) + text[begin:end]

    def fill(self, text: str, indent: int) -> list[str]:
        """Break a text into lines that all stand in from the left."""
        margin = "" if self.plain else " " * indent
        room = self.width - len(margin)
        return [margin + text[begin:end] for begin, end in wrap(text, room)]

    def entry(self, text: str, indent: int) -> list[str]:
        """Break a text into lines of which the first stands out to the left."""
        first, *rest = self.fill(text, indent + 2) or [""]
        return [first if self.plain else first[2:], *rest]

    def item(self, sign: str, text: str, indent: int) -> list[str]:
        """Break a text into lines, and put a sign before the first of them."""
        if self.plain:
            return self.fill(f"{sign} {text}", 0)
        first, *rest = self.fill(text, indent + len(sign) + 1) or [""]
        return [" " * indent + sign + first[indent + len(sign) :], *rest]

    def _painted(self, text: str, code: str) -> str:
        return f"{code}{text}{_RESET}" if self.color and text else text


def style_for(options: Options) -> Style:
    """Return the style for what the caller says of the stream."""
    return Style(
        plain=options.plain,
        width=min(max(options.width, _NARROWEST), _WIDEST),
        color=options.color and not options.plain,
        signs=_SIGNS if options.unicode else _ASCII_SIGNS,
        edge="│" if options.unicode else "|",
        dot=", " if options.plain else " · " if options.unicode else " - ",
        bar=("█", "░") if options.unicode else ("#", "."),
    )
