"""HTML fed into a flow: elements become blocks, marks and opaque characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from msgspec.structs import replace

from clarity.parsing.draft import Draft
from clarity.parsing.entities import add_text
from clarity.parsing.flow import Flow, Frame
from clarity.parsing.languages import languages
from clarity.parsing.markup import Attribute, Token, attributes, tokens
from clarity.parsing.vocabulary import (
    BANNER_LISTS,
    BLOCKS,
    CLOSES,
    HEADINGS,
    HIDDEN_BLOCKS,
    HIDDEN_INLINE,
    MARKS,
    PARAGRAPH,
    frame_of,
    is_block,
    is_hidden,
    label_of,
    language_of,
    primary,
)

#: Blocks deeper than this count as the one around them, so that no search among them is slow.
_MAX_DEPTH = 128


class Elements:
    """Feeds HTML into a flow. ``source`` is the whole (masked) text, for what lies ahead.

    ``language`` is what the document says of itself; ``<html lang=…>`` may say it later.
    """

    def __init__(self, flow: Flow, source: str, language: str | None) -> None:
        self.flow = flow
        self.language = language
        self._source = source
        self._open: Counter[str] = Counter()
        self._overflow = 0
        self._links: set[str] = set()
        self._heading = (0, 0)
        self._last_end_tags: dict[str, int] = {}

    def feed(
        self, text: str, start: int, end: int, offset: int = 0, *, in_line: bool = False
    ) -> None:
        """Read ``text[start:end]``; its places in the source are its indices plus ``offset``.

        ``in_line`` tells that it stands inside a Markdown paragraph.
        """
        flow = self.flow
        for token in tokens(text, start, end):
            if token.kind == "start":
                self._start(text, token, offset, in_line)
            elif token.kind == "end":
                self._end(token.name.lower(), token.end + offset)
            elif token.kind == "comment":
                body = text[token.start + 4 : token.end - 3]
                flow.comments.append((token.start + offset, token.end + offset, body))
                flow.opaque(token.start + offset, token.end + offset)
            elif token.kind == "other":
                flow.opaque(token.start + offset, token.end + offset)
            elif not flow.top.is_hidden:
                add_text(flow.draft, text, token.start, token.end, offset)

    def leave(self, height: int, end: int) -> None:
        """Close the frames opened since there were ``height`` of them."""
        flow = self.flow
        while len(flow.frames) > height:
            frame = flow.pop(end)
            if frame.tag:
                self._open[frame.tag] -= 1

    def _start(self, text: str, token: Token, offset: int, in_line: bool) -> None:
        flow = self.flow
        top = flow.top
        name = token.name.lower()
        if top.is_hidden and (top.tag or name not in {"html", "main", "meta", "title", "div"}):
            if name == top.tag and not token.is_empty:
                # Only so that its end tag is not taken for that of the hidden element.
                self._push(replace(top, opaque_from=-1))
            return
        found = attributes(text, token)
        start, end = token.start + offset, token.end + offset
        if name == "html":
            self.language = self.language or language_of(found)
        elif name == "meta":
            self._read_meta(text, found, offset)
        elif name == "br":
            flow.line_end(start, end)
        elif name == "hr":
            flow.end_block()
        elif name == "img":
            self._read_image(text, found, token, offset)
        elif name in {"embed", "input"}:
            flow.opaque(start, end)
        elif is_block(token.name, in_line):
            self._start_block(name, found, start, end, is_empty=token.is_empty)
        elif not token.is_empty:
            self._start_inline(name, found, start, end)

    def _start_block(
        self, name: str, found: Mapping[str, Attribute], start: int, end: int, *, is_empty: bool
    ) -> None:
        flow = self.flow
        flow.end_block()
        self._close_implied(CLOSES.get(name, PARAGRAPH), start)
        if is_empty or name == "body":
            return
        if len(flow.frames) >= _MAX_DEPTH:
            self._overflow += 1
            return
        if name in HEADINGS:
            self._heading = (len(flow.blocks), start)
        role = found["role"].value.lower() if "role" in found else ""
        frame = frame_of("main" if role == "main" else name, flow.top)
        hides = (
            name in HIDDEN_BLOCKS
            or is_hidden(found)
            or role in {"navigation", "banner", "contentinfo"}
            or (name == "footer" and not frame.is_sectioned)
            or (frame.is_banner and name in BANNER_LISTS)
        )
        self._push(
            replace(
                frame,
                tag=name,
                language=language_of(found) or frame.language,
                is_hidden=frame.is_hidden or (hides and self._ends_later(name, end)),
            )
        )

    def _start_inline(
        self, name: str, found: Mapping[str, Attribute], start: int, end: int
    ) -> None:
        flow = self.flow
        if name in MARKS or "href" in found:
            if "href" in found:
                self._links.add(name)
                flow.close_mark("link")  # links do not nest
            target = found["href"].value if "href" in found else ""
            flow.open_mark(MARKS.get(name, "link"), target, label_of(found))
        language = language_of(found)
        hides = (
            name in HIDDEN_INLINE
            or is_hidden(found)
            or (language is not None and self._is_foreign(language))
        )
        if hides and len(flow.frames) < _MAX_DEPTH and self._ends_later(name, end):
            frame = replace(flow.top, tag=name, is_inline=True, is_hidden=True, opaque_from=start)
            self._push(frame)

    def _end(self, name: str, end: int) -> None:
        flow = self.flow
        top = flow.top
        if top.is_hidden and name != top.tag and not top.is_inline:
            return
        if self._open[name]:
            for height in range(len(flow.frames) - 1, 0, -1):
                tag = flow.frames[height].tag
                if tag == name:
                    self._end_frame(name, height, end)
                    return
                if not tag:  # a Markdown container: what is open around it stays open
                    break
        if top.is_hidden:
            return
        if name in MARKS or name in self._links:
            flow.close_mark(MARKS.get(name, "link"))
        elif name in BLOCKS:
            self._overflow -= self._overflow > 0
            flow.end_block()

    def _end_frame(self, name: str, height: int, end: int) -> None:
        flow = self.flow
        is_shown = not flow.top.is_hidden
        self.leave(height, end)
        if name in HEADINGS and is_shown and len(flow.blocks) == self._heading[0]:
            flow.add_empty_heading(int(name[1]), self._heading[1], end)

    def _push(self, frame: Frame) -> None:
        self.flow.push(frame)
        self._open[frame.tag] += 1

    def _close_implied(self, closes: frozenset[str], end: int) -> None:
        if not any(self._open[name] for name in closes):
            return
        frames = self.flow.frames
        height = len(frames)
        while frames[height - 1].is_inline or frames[height - 1].tag in closes:
            height -= 1
            if frames[height].tag in closes:
                self.leave(height, end)

    def _ends_later(self, name: str, position: int) -> bool:
        """Tell whether an element has an end tag; without, it must not hide all that follows."""
        last = self._last_end_tags.get(name)
        if last is None:
            ends = (f"</{name}>", f"</{name.upper()}>")
            last = self._last_end_tags[name] = max(map(self._source.rfind, ends))
        return last >= position

    def _is_foreign(self, language: str) -> bool:
        around = self.flow.top.language or self.language
        if around is None:
            return primary(language) not in {known.family for known in languages().values()}
        return primary(language) != primary(around)

    def _read_meta(self, text: str, found: Mapping[str, Attribute], offset: int) -> None:
        if "content" in found and "name" in found and found["name"].value.lower() == "description":
            content = found["content"]
            draft = Draft()
            add_text(draft, text, content.start, content.end, offset)
            self.flow.add_block(draft, "metadata", name="description")

    def _read_image(
        self, text: str, found: Mapping[str, Attribute], token: Token, offset: int
    ) -> None:
        flow = self.flow
        flow.opaque(token.start + offset, token.end + offset)
        if "alt" in found and not flow.top.is_hidden and not is_hidden(found):
            draft = Draft()
            add_text(draft, text, found["alt"].start, found["alt"].end, offset)
            flow.add_block(draft, "alt")
