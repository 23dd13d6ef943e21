"""Writes out what the phrases of a word list leave to the lexicon: forms, and other lists.

- ``{noun frist}``, ``{verb nekte}`` and ``{adjective gyldig}`` are all forms of a word, and
  ``{noun *frist}`` those of its compounds.
- ``{months}`` is any of the list of that name.

``{number}``, ``{digits}`` and ``{date}`` are left as they are, for whoever reads the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, product

from clarity.messages import _

#: Returns the forms of a lemma, a part of speech; none where it is not known.
Inflect = Callable[[str, str], Mapping[str, tuple[str, ...]]]

_CLASS = re.compile(r"\{([^}]+)\}")
#: What stays a class.
_KEPT = ("number", "digits", "date")


def expanded(
    phrases: tuple[str, ...], lists: Mapping[str, tuple[str, ...]], inflect: Inflect
) -> tuple[str, ...]:
    """Return phrases with their classes written out.

    Raises `ValueError` for a word that the lexicon cannot inflect, and a list that is not there.
    """
    if not any("{" in phrase for phrase in phrases):
        return phrases
    written = (_written_out(phrase, lists, inflect) for phrase in phrases)
    return tuple(dict.fromkeys(chain.from_iterable(written)))


def _written_out(
    phrase: str, lists: Mapping[str, tuple[str, ...]], inflect: Inflect
) -> Iterator[str]:
    literals = _CLASS.split(phrase)  # every second of them is a class
    choices = [
        _choices(part, lists, inflect) if number % 2 else (part,)
        for number, part in enumerate(literals)
    ]
    return map("".join, product(*choices))


def _choices(name: str, lists: Mapping[str, tuple[str, ...]], inflect: Inflect) -> tuple[str, ...]:
    part, _gap, lemma = name.partition(" ")
    if lemma:
        compound = "*" if lemma.startswith("*") else ""
        forms = set(chain.from_iterable(inflect(lemma.removeprefix("*"), part).values()))
        if not forms:
            told = _("the lexicon has no forms of «{word}» ({part})")
            raise ValueError(told.format(word=lemma, part=part))
        own = sorted(forms)
        return (*own, *(f"*{form}" for form in own)) if compound else tuple(own)
    if name in _KEPT:
        return (f"{{{name}}}",)
    if name not in lists:
        raise ValueError(_("there is no list «{name}»").format(name=name))
    return lists[name]
