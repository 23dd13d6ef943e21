"""The text of a file as it is read, with what was found in it marked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from msgspec import Struct

from clarity import parsing
from clarity.model import SEVERITIES, Block, Finding, Origin, Report, Severity, Span
from clarity.reports.html.markup import element, escaped

#: The deepest heading there is in HTML, and how deep those of a text begin.
_DEEPEST, _FIRST = 6, 3


class Marked(Struct, frozen=True):
    """A stretch of a block's text that is marked for the finding of that number, from 1."""

    start: int
    end: int
    number: int
    severity: Severity


def marked_text(report: Report, prefix: str) -> str:
    """Return the blocks of a file as HTML. ``prefix`` begins the names of places in the page.

    The mark of a finding is called ``<prefix>m<number>``, and leads to ``<prefix>c<number>``.
    """
    document = parsing.parse(report.source, report.path, report.format)
    places = _Places(report.findings)
    named: set[int] = set()
    pieces: list[str] = []
    for is_list, blocks in groupby(document.blocks, lambda block: block.kind == "list_item"):
        drawn = "".join(_block(block, places, prefix, named) for block in blocks)
        pieces.append(element("ul", drawn) if is_list else drawn)
    return "".join(pieces)


class _Places:
    """Where the findings of a text are, in its order."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._all = sorted(
            (span, number, finding.severity)
            for number, finding in enumerate(findings, 1)
            for span in _spans(finding)
        )
        self._starts = [span.start for span, *_ in self._all]
        self._longest = max((span.end - span.start for span, *_ in self._all), default=0)

    def within(self, origin: Origin) -> Sequence[tuple[Span, int, Severity]]:
        """Return those that can touch what a block's text comes from."""
        if not origin.sources:
            return ()
        first = bisect_left(self._starts, origin.sources[0] - self._longest)
        return self._all[first : bisect_left(self._starts, origin.ends[-1])]


def _spans(finding: Finding) -> Iterator[Span]:
    if finding.scope == "document":
        return
    for one in (finding, *finding.repeats):
        yield from (part.span for part in one.parts or (one,))


def _block(
    block: Block,
    places: _Places,
    prefix: str,
    named: set[int],
) -> str:
    own = [
        Marked(start, end, number, severity)
        for span, number, severity in places.within(block.origin)
        for start, end in _ranges(block.origin, span)
    ]
    content = "".join(_pieces(block.text, own, prefix, named))
    match block.kind:
        case "heading":
            return element(f"h{min(block.level + _FIRST - 1, _DEEPEST)}", content)
        case "list_item":
            return element("li", content, class_=f"level{min(block.level, 4)}")
        case "quote":
            return element("blockquote", content)
        case "metadata" | "alt" | "table_cell":
            return element("p", content, class_=block.kind)
        case _:
            return element("p", content)


def _ranges(origin: Origin, span: Span) -> Iterator[tuple[int, int]]:
    """Yield where in a block's text a stretch of the source is, joined where it goes on."""
    found: tuple[int, int] | None = None
    ends = (*origin.texts[1:], origin.length)
    for start, end, source, source_end in zip(
        origin.texts, ends, origin.sources, origin.ends, strict=True
    ):
        low, high = max(span.start, source), min(span.end, source_end)
        if low >= high:
            continue
        is_verbatim = end - start == source_end - source
        here = (start + low - source, start + high - source) if is_verbatim else (start, end)
        if found and found[1] == here[0]:
            found = found[0], here[1]
        else:
            if found:
                yield found
            found = here
    if found:
        yield found


def _pieces(text: str, marks: Sequence[Marked], prefix: str, named: set[int]) -> Iterator[str]:
    """Yield a text cut where marks begin and end. Where they overlap, the gravest one shows."""
    cuts = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    for start, end in pairwise(cuts):
        here = [mark for mark in marks if mark.start <= start and end <= mark.end]
        if not here:
            yield escaped(text[start:end])
            continue
        gravest = max(here, key=lambda mark: SEVERITIES.index(mark.severity))
        refs = "".join(_ref(mark, prefix, named) for mark in _ending(here, end))
        kind = gravest.severity if len(here) == 1 else f"{gravest.severity} several"
        yield element("mark", escaped(text[start:end]), class_=kind) + refs


def _ending(marks: Iterable[Marked], end: int) -> Iterator[Marked]:
    seen: set[int] = set()
    for mark in marks:
        if mark.end == end and mark.number not in seen:
            seen.add(mark.number)
            yield mark


def _ref(mark: Marked, prefix: str, named: set[int]) -> str:
    """Return the number after a mark, which leads to the comment; the first one can be led to."""
    name = {} if mark.number in named else {"id": f"{prefix}m{mark.number}"}
    named.add(mark.number)
    number = element("a", str(mark.number), href=f"#{prefix}c{mark.number}", **name)
    return element("sup", number)
