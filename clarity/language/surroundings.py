"""Tells which blocks are only mentioned by what stands before them: sources, laws, bad examples."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from clarity.language.exempt import Exemptions
from clarity.model import OPAQUE, Block

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


class Surroundings(Struct):
    """What holds at a place in a document, as it is read block by block.

    ``listing`` is the level of the heading that has opened a list of sources or phrases, if one
    has. ``wording`` and ``bad`` tell of the block before that the words of a law, or bad examples,
    come next.
    """

    listing: int | None = None
    wording: bool = False
    bad: bool = False

    def mentions(self, block: Block, exemptions: Exemptions) -> bool:
        """Tell whether the next block is mentioned as a whole, and read on."""
        if block.kind == "heading" and (self.listing is None or block.level <= self.listing):
            self.listing = block.level if exemptions.opens_listing(block.text) else None
        is_bad = self.bad and block.kind == "list_item"
        is_wording = self.wording and block.kind != "heading"
        is_source = self.listing is not None and _is_source(block)
        self.bad = is_bad or exemptions.announces_bad_examples(block.text)
        # The words of a law are one paragraph and the items that follow it.
        goes_on = is_wording and block.kind in ("list_item", "quote")
        self.wording = goes_on or exemptions.announces_wording(block.text)
        return is_bad or is_wording or is_source


def without_quotation(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks of a document as they are to be read.

    Where block quotes are most of it they are what it says, and none is taken for a quotation.
    """
    quoted = sum(len(block.text) for block in blocks if block.quoted)
    if 2 * quoted <= sum(len(block.text) for block in blocks):
        return blocks
    return [replace(block, quoted=False) for block in blocks]


def _is_source(block: Block) -> bool:
    """Tell whether a block under such a heading is an item of the list, and not prose about it.

    A paragraph is one if it has a year or an address, or does not end as a sentence does.
    """
    if block.kind != "paragraph":
        return block.kind != "heading"
    text = block.text.rstrip()
    has_address = OPAQUE in text or any(mark.kind == "link" for mark in block.marks)
    return has_address or text[-1:] not in ".!?:" or _YEAR.search(text) is not None
