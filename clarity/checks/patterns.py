"""Shapes of dates, times, numbers and signs, as regular expressions that run in linear time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from clarity.checks.expressions import compile_pattern
from clarity.checks.wording import instead_text, refuse_nothing_instead
from clarity.language.lexicon import Lexicon
from clarity.messages import _
from clarity.model import BLOCK_KINDS, OPAQUE, Find, Hit, Measures, Passage, Prose, Rule
from clarity.parsing.located_yaml import Fields

#: Stands between blocks: line ends, so that ^ and $ mean a block's, around what \\s does not match.
_BETWEEN = "\n\u2029\n"
#: Categories of which a pattern finds the same thing each time.
_SAME = ("format", "address")
_GROUP = re.compile(r"\{(\d)\}")
_WORD = re.compile(r"\w+")


class _Pattern(Struct, frozen=True):
    """A pattern and what to write instead.

    ``mark`` is the group that is shown, the whole match if it is 0: RE2 cannot look around itself.
    ``min_length``, in characters, does what a {35,} in the pattern would do slowly.
    No match counts right after one of the words of ``not_after``, and none that shows one of the
    words of ``exempt``.
    ``names`` tells what a group of a certain text becomes in the suggestion («3» becomes «Tre»).
    ``entry`` is the pattern itself where the rule is about format or address: then all it finds in
    a text is the same thing, «5%» like «12%», «om Ni» like «att Ni».
    """

    rule: str
    expression: Any  # re2 has no types
    instead: str
    mark: int
    min_length: float
    not_after: frozenset[str]
    exempt: frozenset[str]
    names: Mapping[str, str]
    kinds: frozenset[str]
    entry: str


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make one search of all the rules, with RE2: no pattern can hang the run."""
    patterns = [pattern for rule in rules for pattern in _patterns(rule)]

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        # All blocks at once: a search has a price of its own, which most blocks do not repay.
        # The first and the last are between others too: what is found in a block is the same
        # wherever it stands.
        texts = [passage.block.text for passage in prose.passages]
        text = _BETWEEN.join(("", *texts, ""))
        lengths = (len(one) + len(_BETWEEN) for one in texts)
        begins = list(accumulate(lengths, initial=len(_BETWEEN)))
        encoded = text.encode()  # once; where a pattern is not, as most are not, that is all
        for pattern in patterns:
            if not pattern.expression.search(encoded):
                continue
            for match in pattern.expression.finditer(text):
                # By what is shown: what stands before it may be the end of a line between blocks.
                place = bisect_right(begins, match.start(pattern.mark)) - 1
                if not 0 <= place < len(prose.passages):
                    continue
                passage = prose.passages[place]
                if passage.block.kind not in pattern.kinds:
                    continue
                hit = _hit(pattern, match, passage, begins[place], lexicon)
                if hit:
                    yield pattern.rule, hit

    return find


def _patterns(rule: Rule) -> Iterator[_Pattern]:
    fields = Fields(rule.options, rule.id)
    ignore_case = fields.flag("ignore_case")
    kinds = frozenset(fields.texts("blocks", tuple(k for k in BLOCK_KINDS if k != "alt")))
    if unknown := kinds.difference(BLOCK_KINDS):
        raise fields.error("blocks", _("no kind of block «{unknown}»").format(unknown=min(unknown)))
    made = fields.each("patterns", lambda own: _pattern(rule, own, ignore_case, kinds))
    fields.finish()
    yield from made


def _pattern(rule: Rule, fields: Fields, ignore_case: bool, kinds: frozenset[str]) -> _Pattern:
    text = fields.text("match")
    expression = compile_pattern(text, fields, "match", ignore_case=ignore_case)
    entry = text if rule.advice.category in _SAME else ""
    instead = fields.text("instead", "")
    if not instead:
        refuse_nothing_instead(rule, fields, "instead")
    if any(int(group) > expression.groups for group in _GROUP.findall(instead)):
        raise fields.error("instead", _("names a group that the pattern lacks"))
    min_length = fields.number("min_length", 0)
    not_after = frozenset(word.lower() for word in fields.texts("not_after", ()))
    exempt = frozenset(word.lower() for word in fields.texts("except", ()))
    given = fields.fields("names")
    names = {text: given.text(text) for text in given.data}
    if fields.choice("fix", ("safe", ""), "") and not entry:
        raise fields.error(
            "fix", _("only in rules of the category format; else for the whole rule")
        )
    fields.finish()
    mark = expression.groupindex.get("mark", 0)
    return _Pattern(
        rule.id, expression, instead, mark, min_length, not_after, exempt, names, kinds, entry
    )


def _hit(
    pattern: _Pattern, match: Any, passage: Passage, begin: int, lexicon: Lexicon
) -> Hit | None:
    text = passage.block.text
    start, end = (place - begin for place in match.span(pattern.mark))
    if end - start < max(1, pattern.min_length) or end > len(text):
        return None
    if _cuts_word(text, start) or _cuts_word(text, end) or _cuts_number(text, start):
        return None
    if pattern.not_after and " ".join(text[:start].split()[-1:]).lower() in pattern.not_after:
        return None
    if pattern.exempt and not pattern.exempt.isdisjoint(_WORD.findall(text[start:end].lower())):
        return None
    filled = _fill(pattern, match)
    # What stands for code or a placeholder cannot be written back.
    suggestions = (filled,) if filled and OPAQUE not in filled else ()
    values = {"found": match.group(pattern.mark), "instead": instead_text(suggestions, lexicon)}
    return replace(passage.hit(start, end, values, suggestions), entry=pattern.entry)


def _fill(pattern: _Pattern, match: Any) -> str:
    def text(group: re.Match[str]) -> str:
        found = match.group(int(group[1])) or ""
        return pattern.names.get(found, found)

    return _GROUP.sub(text, pattern.instead)


def _cuts_number(text: str, place: int) -> bool:
    """Tell whether a place is inside a number: «768.733,|75», «1 |199»."""
    before, after = text[max(place - 2, 0) : place], text[place : place + 4]
    if not before[:1].isdigit() or not after[:1].isdigit():
        return False
    is_group = before[1:].isspace() and after[:3].isdigit() and not after[3:].isdigit()
    return is_group or before[1:] in (".", ",")


def _cuts_word(text: str, place: int) -> bool:
    """Tell whether a place has a letter or digit on both sides."""
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()
