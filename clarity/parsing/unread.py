"""Files that hold text which nobody here reads: what they are, and what to do instead."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: What word processors and the like write, by the endings of their files.
_DOCUMENTS: Mapping[str, str] = MappingProxyType(
    {
        ".docx": "Word",
        ".docm": "Word",
        ".doc": "Word",
        ".odt": "OpenDocument",
        ".rtf": "RTF",
        ".pages": "Pages",
        ".pdf": "PDF",
        ".pptx": "PowerPoint",
        ".ppt": "PowerPoint",
        ".odp": "OpenDocument",
        ".epub": "EPUB",
    }
)
#: Markup of texts whose code would be taken for their words.
_MARKUP: Mapping[str, str] = MappingProxyType(
    {
        ".rst": "reStructuredText",
        ".tex": "LaTeX",
        ".org": "Org",
        ".textile": "Textile",
        ".typ": "Typst",
        ".mediawiki": "MediaWiki",
        ".dita": "DITA",
    }
)
#: The endings of all such files.
SUFFIXES = (*_DOCUMENTS, *_MARKUP)

#: How documents begin that could pass for text.
_SIGNATURES: Mapping[bytes, str] = MappingProxyType({b"%PDF-": "PDF", b"{\\rtf": "RTF"})


def suffix_of(path: str) -> str:
    """Return the ending of a file that is not read, or nothing."""
    stem, dot, suffix = path.rpartition(".")
    ending = f".{suffix.lower()}"
    return ending if dot and stem and ending in SUFFIXES else ""


def reason(path: str) -> str:
    """Return why a file of this name is not read and what to do about it, or nothing."""
    suffix = suffix_of(path)
    if suffix in _MARKUP:
        return (
            f"clarity does not know {_MARKUP[suffix]}, and would take its code for words. "
            "Save the text as .md, .html or .txt."
        )
    return _document(_DOCUMENTS[suffix]) if suffix else ""


def reason_of_many(kinds: str) -> str:
    """Return why nothing in a folder is read, and what to do about it; ``kinds`` are counted."""
    return f"clarity cannot read what is here yet ({kinds}). Save the texts as .txt or .html."


def reason_of(data: bytes) -> str:
    """Return why contents are not read that only look like text, or nothing."""
    return next(
        (_document(kind) for sign, kind in _SIGNATURES.items() if data.startswith(sign)), ""
    )


def _document(kind: str) -> str:
    if kind == "PDF":
        return (
            "clarity cannot read PDF files yet. Check the text it was made from, "
            "or copy the text into a .txt file."
        )
    return (
        f"clarity cannot read {kind} files yet. Save the text as .txt or .html, "
        "or paste it in: clarity check -"
    )
