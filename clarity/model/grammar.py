"""What a grammar model tells of words, and what that means for the reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from msgspec import Struct

#: ``main`` is the finite verb of a sentence's main clause, ``coordinated`` that of another main
#: clause in it, ``subordinate`` that of a subordinate clause and ``continued`` of one joined to it.
#: ``subject`` heads the subject of a main clause. ``passive`` is a participle with *bli* (*verte*).
Role = Literal["", "main", "coordinated", "subordinate", "continued", "subject", "passive"]

ROLES: tuple[Role, ...] = get_args(Role)


class Grammar(Struct, frozen=True):
    """What a grammar model tells of the words of a passage, in columns of the same length.

    ``tags`` are the parts of speech and ``features`` the morphology («Mood=Ind|Tense=Pres|…»), both
    in Universal Dependencies. ``lemmas`` are the words' base forms, and ``roles`` their parts in
    the sentence.
    """

    tags: Sequence[str]
    features: Sequence[str]
    lemmas: Sequence[str]
    roles: Sequence[Role]


class Passive(Struct, frozen=True, array_like=True):
    """A passive verb: words ``first`` to ``last`` (half-open), of which the verb is the last.

    A ``state`` is what has been done, told as how it is: «er sendt». It is no passive verb.
    """

    first: int
    last: int
    form: Literal["s", "bli", "state"]


class Syntax(Struct, frozen=True, array_like=True):
    """What the grammar of one sentence means for its reader.

    ``main_verb`` is the word that is the finite verb of its main clause, ``finite_verbs`` how many
    such verbs it has in all its clauses, of which ``subordinate_clauses`` are subordinate.
    ``words_before_verb`` is how many words come before the main verb, and ``words_between`` how
    many of them stand between it and its subject; ``None`` where that says nothing of the sentence.
    ``passives`` and ``nominalisations`` are the words that are, in order.
    """

    main_verb: int | None
    finite_verbs: int
    subordinate_clauses: int
    words_before_verb: int | None
    words_between: int | None
    passives: tuple[Passive, ...]
    nominalisations: tuple[int, ...]
