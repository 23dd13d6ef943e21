"""Draws what a command prints on a terminal, in colour, as an SVG that loads nothing."""

from __future__ import annotations

import io
import re

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

#: The palette of a terminal, each colour at least 4.5:1 on the background (WCAG 1.4.3).
_THEME = TerminalTheme(
    (27, 31, 39),
    (224, 227, 232),
    [
        (27, 31, 39),
        (255, 128, 120),
        (134, 205, 130),
        (240, 190, 90),
        (120, 180, 255),
        (214, 150, 240),
        (95, 205, 215),
        (224, 227, 232),
    ],
)
#: As rich draws it, without the fonts it would fetch and the window it draws around.
_FORMAT = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<title>{title}</title>
<style>
text {{ font: 20px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  white-space: pre }}
{styles}
</style>
<rect width="100%" height="100%" rx="10" fill="{background}"/>
<defs>
{lines}
</defs>
<g transform="translate(9, 14)">
{backgrounds}
{matrix}
</g>
</svg>
"""
#: How rich steps back from the words: too far to be read on a dark ground.
_DIM = "\x1b[2m"
_GREY = "\x1b[38;2;160;168;180m"


def draw(printed: str, columns: int, title: str) -> str:
    """Return what was printed, with its ANSI colours, as an SVG with a title for screen readers.

    What does not fit in so many columns is cut.
    """
    console = Console(record=True, width=columns, file=io.StringIO(), color_system="truecolor")
    for line in printed.replace(_DIM, _GREY).splitlines():
        console.print(Text.from_ansi(line), no_wrap=True, overflow="ellipsis", crop=True)
    code = _FORMAT.replace("{title}", title).replace("{background}", _THEME.background_color.hex)
    svg = console.export_svg(
        theme=_THEME, code_format=code, unique_id="clarity", font_aspect_ratio=0.6
    )
    return re.sub(r"[ \t]+$", "", svg, flags=re.MULTILINE)
