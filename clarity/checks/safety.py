"""Whether the program itself can put in what is suggested, or only the writer."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from clarity.model import Hit, Mending, Prose, Rule, Span

#: Kinds of block that the program itself changes nothing in.
_NOT_PROSE = ("metadata", "alt")
#: What opens the words of somebody who is quoted, in a paragraph of its own.
_REPLY = ("– ", "— ")
#: Marks that set a word apart, most often as a word that is spoken of.
_SETTING_APART = ("emphasis", "strong")
#: With fewer words beside them in their block, nothing tells what words mean.
_BESIDE = 2
_start = attrgetter("start")


def mending(rule: Rule, hit: Hit, span: Span, prose: Prose) -> Mending:
    """Tell whether the program itself can put in what a hit suggests, which stands at a span.

    What stands in front matter or an attribute is not prose alone, a quotation or a reply is as
    others said it, and among words with markup nobody knows where it belongs afterwards.
    """
    block = hit.block
    written = prose.document.source[span.start : span.end]
    place = bisect_left(prose.exempt, span.end, key=_start) - 1
    is_quotation = place >= 0 and prose.exempt[place].overlaps(span)
    is_others = is_quotation or block.quoted or block.text.startswith(_REPLY)
    if block.kind in _NOT_PROSE or written != hit.text or is_others:
        return "none"
    if rule.safety is None or not rule.safety.covers(hit.entry) or len(hit.suggestions) > 1:
        return "asked"
    is_safe = hit.is_sure and (rule.advice.category == "format" or _is_said(hit))
    return "safe" if is_safe else "asked"


def _is_said(hit: Hit) -> bool:
    """Tell whether words are part of what is said: not named, stressed, or alone in a label."""
    words, block = hit.text.split(), hit.block
    is_named = any(
        mark.start == hit.start and mark.end == hit.end and mark.kind in _SETTING_APART
        for mark in block.marks
    )
    is_stressed = any(len(word) > 1 and word.isupper() for word in words)
    is_alone = len(block.text.split()) - len(words) < _BESIDE
    return not (is_named or is_stressed or is_alone)


def is_whole(text: str, span: Span, source: str) -> bool:
    """Tell whether the words found stand in the source without markup that would be cut."""
    if text.endswith("!") and source.startswith("[", span.end):  # an image
        return False
    written = source[span.start : span.end]
    return written == text or written.split() == text.split()
