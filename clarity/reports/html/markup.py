"""HTML made of texts from outside: each of them goes through `escaped`."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from clarity.reports.printable import one_line


def escaped(text: str) -> str:
    """Return a text on one line as HTML shows it, also inside an attribute's quotes."""
    return escape(one_line(text), quote=True)


def element(name: str, content: str, **attributes: str) -> str:
    """Return an element around HTML. A trailing ``_`` in an attribute's name is left out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{given}>{content}</{name}>"


def row(cells: Iterable[str], cell: str = "td") -> str:
    """Return a row of a table, of cells that are HTML."""
    return element("tr", "".join(element(cell, content) for content in cells))


def link(text: str, address: str) -> str:
    """Return a text as a link, where the address is one of the web."""
    if not address.startswith(("https://", "http://")):
        return escaped(text)
    return element("a", escaped(text), href=address, rel="noreferrer")
