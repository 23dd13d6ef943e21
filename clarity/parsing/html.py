"""HTML files to a document."""

from __future__ import annotations

import re

from msgspec.structs import replace

from clarity.model import Document
from clarity.parsing import front_matter, silences
from clarity.parsing.elements import Elements
from clarity.parsing.flow import Flow
from clarity.parsing.masking import mask


def parse(source: str, path: str) -> Document:
    """Parse an HTML file. Where it has a ``main``, only that is read (and the head)."""
    front = front_matter.read(source)
    masked = mask(source, front.end)
    flow = Flow()
    if re.search(r"<main[\s>]|<div\s[^<>]*role=.?main\b", masked.text, re.IGNORECASE):
        flow.top = replace(flow.top, is_hidden=True)
        flow.frames[0] = flow.top
    elements = Elements(flow, masked.text, front.language)
    elements.feed(masked.text, front.end, len(source))
    elements.leave(1, len(source))
    flow.end_block()
    flow.blocks.extend(front.blocks)
    blocks = flow.finished()
    return Document(
        path=path,
        source=source,
        format="html",
        language=elements.language,
        blocks=blocks,
        silences=tuple(silences.find(flow.comments, blocks, len(source))),
        settings=front.settings,
        notices=front.notices,
    )
