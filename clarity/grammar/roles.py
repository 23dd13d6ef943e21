"""What part a word plays in its sentence, read from a dependency parse in Universal Dependencies.

Our own pipelines are trained to tell the roles word by word, without a parser; a pipeline that
has a parser gets them from its parse.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from clarity.model import ROLES, Role

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: The tag that stands for no role in our own pipelines.
NO_ROLE = "-"
#: The roles by the tags that stand for them there.
OF_TAG: Mapping[str, Role] = {NO_ROLE: "", **{role: role for role in ROLES}}

_HELPERS = frozenset(("aux", "aux:pass", "cop"))
#: Clauses beside the main one that are main clauses themselves.
_BESIDE = frozenset(("parataxis", "dep", "discourse", "list"))


def of_parse(doc: Doc) -> list[Role]:
    """Return the role of each token of a parsed document."""
    roles: list[Role] = [""] * len(doc)
    for token in doc:
        if token.dep_ == "aux:pass":
            roles[token.head.i] = "passive"
    mains: set[int] = set()
    for token in doc:
        if "VerbForm=Fin" in str(token.morph):
            head = token.head if token.dep_ in _HELPERS else token
            role = _of_clause(head)
            roles[token.i] = role
            if role in ("main", "coordinated"):
                mains.add(head.i)
    for token in doc:
        if token.head.i in mains and token.dep_.startswith("nsubj") and not roles[token.i]:
            roles[token.i] = "subject"
    return roles


def _of_clause(head: Token) -> Role:
    """Return the role of the finite verb of a clause, given by its head."""
    first = head
    while first.dep_ == "conj":
        first = first.head
    is_first = first.i == head.i
    if _is_root(first):
        says = any(_is_said_before(child, first) for child in first.children)
        return "main" if is_first and not says else "coordinated"
    if _is_said_before(first, first.head) and _is_root(first.head):
        return "main" if is_first else "coordinated"
    if first.dep_ in _BESIDE:
        return "coordinated"
    return "subordinate" if is_first else "continued"


def _is_root(token: Token) -> bool:
    return token.dep_.upper() == "ROOT"


def _is_said_before(clause: Token, verb: Token) -> bool:
    """Tell whether a clause is what somebody says, before it is told who («Det haster, sier hun»).

    For the reader it is the main clause, and its words stand in the order of one.
    """
    if clause.dep_ != "ccomp" or clause.i > verb.i:
        return False
    return not any(child.dep_ == "mark" and child.i < clause.i for child in clause.children)
