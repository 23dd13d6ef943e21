"""The formats that are read: by what endings files have them, and how each is parsed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec.structs import replace

from clarity.model import Document

#: File name endings and the format each stands for.
FORMATS: Mapping[str, str] = MappingProxyType(
    {
        ".md": "markdown",
        ".markdown": "markdown",
        ".mdx": "markdown",
        ".mkd": "markdown",
        ".qmd": "markdown",
        ".rmd": "markdown",
        ".html": "html",
        ".htm": "html",
        ".xhtml": "html",
        ".njk": "html",
        ".adoc": "asciidoc",
        ".asciidoc": "asciidoc",
        ".txt": "text",
        ".text": "text",
    }
)


def format_of(path: str) -> str | None:
    """Return the format of a file by its name, or nothing for one we cannot read."""
    name = path.replace("\\", "/").rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    return FORMATS.get(f".{suffix.lower()}") if dot and stem else None


def strange_ending(path: str) -> str:
    """Return the ending of a file («json») that no format has; "" where it has none, or a format's.

    Whoever names such a file has it read as plain text.
    """
    name = path.replace("\\", "/").rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    return suffix.lower() if dot and stem and suffix.isalpha() and not format_of(path) else ""


def read(source: str, path: str) -> Document:
    """Parse a decoded source as the name of its file tells, or else as plain text."""
    document = parse(source, path, format_of(path) or "text")
    ending = strange_ending(path)
    if not ending:
        return document
    remark = f"read as plain text, as clarity does not know .{ending} files: code in it is words"
    return replace(document, notices=(remark, *document.notices))


def parse(source: str, path: str, format: str) -> Document:
    """Parse a decoded source. ``format`` is ``markdown``, ``html``, ``asciidoc`` or ``text``.

    No source makes it fail. Raises `KeyError` for another format.
    """
    # Each format is imported when it is met: a page of Markdown needs nothing of HTML files.
    if format == "markdown":
        from clarity.parsing import markdown

        return markdown.parse(source, path)
    if format == "html":
        from clarity.parsing import html

        return html.parse(source, path)
    if format == "asciidoc":
        from clarity.parsing import asciidoc

        return asciidoc.parse(source, path)
    if format == "text":
        from clarity.parsing import plain

        return plain.parse(source, path)
    raise KeyError(format)
