"""The blocks of a document as they come, from Markdown events, HTML elements or both mixed."""

from __future__ import annotations

from msgspec import Struct

from clarity.model import OPAQUE, Block, BlockKind, MarkKind, Origin
from clarity.parsing.draft import Draft

#: No reader opens more marks than this at a time; without a limit 100,000 unclosed ``<b>``
#: would be marks of every block that follows.
_MAX_MARKS = 16


class Frame(Struct, frozen=True):
    """An open element or Markdown container, and what the text in it inherits.

    ``tag`` is empty for the root and for Markdown containers, which no HTML tag closes.
    ``is_hidden`` text is no prose; ``opaque_from`` is where a hidden element began that leaves
    one opaque character behind, else -1. ``depth`` is that of lists. ``is_sectioned`` is set
    inside ``main``, ``article`` and ``section``, ``is_banner`` inside the header of the page.
    """

    tag: str = ""
    kind: BlockKind = "paragraph"
    level: int = 0
    depth: int = 0
    language: str | None = None
    name: str = ""
    quoted: bool = False
    is_hidden: bool = False
    is_inline: bool = False
    is_sectioned: bool = False
    is_banner: bool = False
    opaque_from: int = -1


class Flow:
    """Gathers text into blocks; the innermost frame says of what kind."""

    __slots__ = ("_marks", "blocks", "comments", "draft", "frames", "top")

    def __init__(self) -> None:
        self.top = Frame()
        self.frames = [self.top]
        self.draft = Draft()
        self.blocks: list[Block] = []
        self.comments: list[tuple[int, int, str]] = []
        self._marks: list[tuple[MarkKind, int, str, str]] = []

    def push(self, frame: Frame) -> None:
        """Open a frame."""
        self.frames.append(frame)
        self.top = frame

    def pop(self, end: int) -> Frame:
        """Close the innermost frame, which ends at a place in the source."""
        frame = self.frames.pop()
        if not frame.is_inline:
            self.end_block()
        self.top = self.frames[-1]
        if frame.opaque_from >= 0:
            self.opaque(frame.opaque_from, end)
        return frame

    def text(self, text: str, start: int, end: int) -> None:
        """Add non-empty text that stands at a place in the source."""
        if not self.top.is_hidden:
            self.draft.add(text, start, end)

    def line_end(self, start: int, end: int) -> None:
        """Add the space that stands for a line end that the writer asked for."""
        before = self.draft.length
        self.text(" ", start, end)
        self.draft.mark("break", before)

    def opaque(self, start: int, end: int) -> None:
        """Add the one character that stands for something which is no prose."""
        self.text(OPAQUE, start, end)

    def open_mark(self, kind: MarkKind, target: str = "", label: str = "") -> None:
        """Begin a mark here."""
        if len(self._marks) < _MAX_MARKS:
            self._marks.append((kind, self.draft.length, target, label))

    def close_mark(self, kind: MarkKind) -> bool:
        """End the innermost mark of a kind, if one is open. Returns whether it has a text."""
        for index in range(len(self._marks) - 1, -1, -1):
            if self._marks[index][0] == kind:
                _, start, target, label = self._marks.pop(index)
                self.draft.mark(kind, start, target, label)
                return start < self.draft.length
        return True

    def end_block(self) -> None:
        """Make a block of the text so far; open marks go on in the next."""
        if not self.draft.length:
            return
        draft, self.draft = self.draft, Draft()
        for index, (kind, start, target, label) in enumerate(self._marks):
            draft.mark(kind, start, target, label)
            self._marks[index] = (kind, 0, target, label)
        self.add_block(draft, self.top.kind, self.top.level, self.top.name)

    def end_marks(self) -> None:
        """Forget marks that were never closed."""
        self._marks.clear()

    def add_block(self, draft: Draft, kind: BlockKind, level: int = 0, name: str = "") -> None:
        """Make a block of a draft, in the language and quotation we are in."""
        block = draft.finish(
            kind, level, language=self.top.language, name=name, quoted=self.top.quoted
        )
        if block:
            self.blocks.append(block)

    def add_empty_heading(self, level: int, start: int, end: int) -> None:
        """Add a heading without text, which stands at a place in the source."""
        origin = Origin((0,), (start,), (end,), 0)
        self.blocks.append(Block("heading", level, "", origin, self.top.language))

    def finished(self) -> tuple[Block, ...]:
        """Return the blocks in the order of the source (an alt text comes in its paragraph).

        A heading that comes straight after itself is one, as crawlers write those of a page.
        """
        self.blocks.sort(key=lambda block: block.origin.sources[0])
        before = [None, *self.blocks]
        return tuple(b for a, b in zip(before, self.blocks, strict=False) if not _is_doubled(a, b))


def _is_doubled(before: Block | None, block: Block) -> bool:
    return (
        before is not None
        and before.kind == block.kind == "heading"
        and before.text == block.text != ""
        and before.level == block.level
    )
