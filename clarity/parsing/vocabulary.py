"""What HTML elements mean to a reader: which are blocks, which are hidden, what text they hold."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from msgspec.structs import replace

from clarity.model import OPAQUE, MarkKind
from clarity.parsing.flow import Frame
from clarity.parsing.languages import languages
from clarity.parsing.markup import Attribute

BLOCKS = frozenset(
    """address article aside blockquote body button caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup label legend li main
    menu nav noscript ol optgroup option p pre script search section style summary table tbody td
    template tfoot th thead title tr ul""".split()
)
#: Never read as prose; those in a line leave an opaque character.
HIDDEN_BLOCKS = frozenset("nav noscript pre script style template".split())
HIDDEN_INLINE = frozenset(
    """audio canvas code datalist del iframe kbd math object s samp select strike sup svg textarea
    tt var video""".split()
)
_LABELS = frozenset("button caption label legend option summary".split())
BANNER_LISTS = frozenset("ul ol menu form button".split())
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
MARKS: Mapping[str, MarkKind] = {
    "a": "link",
    "em": "emphasis",
    "i": "emphasis",
    "strong": "strong",
    "b": "strong",
}
PARAGRAPH = frozenset({"p"})
_CELL = frozenset({"td", "th", "p"})
_ROW = _CELL | {"tr"}
_TERM = frozenset({"dt", "dd", "p"})
_GROUP = _ROW | {"thead", "tbody", "tfoot"}
#: What the start tag of a block closes where it is still open; of those not named, a paragraph.
CLOSES: Mapping[str, frozenset[str]] = {
    "li": frozenset({"li", "p"}),
    "dt": _TERM,
    "dd": _TERM,
    "td": _CELL,
    "th": _CELL,
    "tr": _ROW,
    "thead": _GROUP,
    "tbody": _GROUP,
    "tfoot": _GROUP,
    "option": frozenset({"option"}),
}


def is_block(name: str, in_line: bool) -> bool:
    """Tell whether an element is a block; components are, unless they stand in a line."""
    if name.lower() in BLOCKS:
        return True
    is_component = "-" in name or (name[0].isupper() and not name.isupper())
    return is_component and not in_line


@lru_cache(maxsize=256)
def frame_of(name: str, top: Frame) -> Frame:
    """Return the frame of a block element inside another."""
    frame = replace(top, is_inline=False, opaque_from=-1)
    if name in HEADINGS:
        return replace(frame, kind="heading", level=int(name[1]), name="")
    if name in {"ul", "ol", "menu", "dl"}:
        return replace(frame, depth=top.depth + 1)
    if name in {"li", "dt", "dd"}:
        return replace(frame, kind="list_item", level=max(top.depth, 1), name="")
    if name in {"td", "th"}:
        return replace(frame, kind="table_cell", level=0, name="")
    if name == "blockquote":
        return replace(frame, kind="quote", level=0, name="", quoted=True)
    if name in _LABELS:
        return replace(frame, kind="metadata", level=0, name="label")
    if name == "title":
        return replace(frame, kind="metadata", level=0, name="title", is_hidden=False)
    if name == "main":
        return replace(frame, is_hidden=False, is_sectioned=True, is_banner=False)
    if name in {"article", "section"}:
        return replace(frame, is_sectioned=True)
    if name == "header":
        return replace(frame, is_banner=not frame.is_sectioned)
    return frame


def language_of(found: Mapping[str, Attribute]) -> str | None:
    """Return what an element says of its language."""
    attribute = found.get("lang") or found.get("xml:lang")
    return attribute.value.strip() or None if attribute else None


def label_of(found: Mapping[str, Attribute]) -> str:
    """Return the name an element has instead of its text; opaque where it stands elsewhere."""
    if "aria-labelledby" in found:
        return OPAQUE
    return found["aria-label"].value.strip() if "aria-label" in found else ""


def primary(language: str) -> str:
    """Return the main part of a language tag; both kinds of Norwegian are ``no``."""
    main = language.lower().replace("_", "-").partition("-")[0]
    known = languages().get(main)
    return known.family if known else main


def is_hidden(found: Mapping[str, Attribute]) -> bool:
    """Tell whether an element is not shown, or is a drawing written as text."""
    if "hidden" in found or ("class" in found and "mermaid" in found["class"].value.split()):
        return True
    if "aria-hidden" in found and found["aria-hidden"].value.lower() == "true":
        return True
    style = found["style"].value.lower().replace(" ", "") if "style" in found else ""
    return "display:none" in style or "visibility:hidden" in style
