"""The forms of a word: like those of another word, or made from a few that are given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct, field

#: Slot of the grammar («present», «definite_plural») -> forms, the preferred one first.
Forms = Mapping[str, tuple[str, ...]]

NO_FORMS: Forms = MappingProxyType({})
_NO_OTHERS: Mapping[str, str] = MappingProxyType({})

#: How a form that a word has not is written.
_NONE = "-"
_OR = "|"
_VOWELS = "aeiouyæøåäöéèêôü"


class PrincipalForms(Struct, frozen=True):
    """The forms that tell all others of a part of speech, and how.

    ``required`` are the slots that have to be given, ``further`` those that may follow.
    ``derived`` are, by slot and by the slot that it is made from, regular expressions with what
    stands in the place of what they match; the first that matches counts, and of two slots to make
    a form from, the first that gives one.
    """

    required: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    derived: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)

    @property
    def slots(self) -> tuple[str, ...]:
        """Return the slots that may be given, in their order."""
        return (*self.required, *self.further)

    def complete(self, given: Sequence[str], others: Mapping[str, str] = _NO_OTHERS) -> Forms:
        """Return all forms of a word whose principal forms are given, in the order of `slots`.

        ``a|b`` are two forms of one slot, ``-`` is none. ``others`` are forms that are not made as
        the rest says. Raises `ValueError` where there are too few or too many.
        """
        if not len(self.required) <= len(given) <= len(self.slots):
            raise ValueError(", ".join(self.slots))
        own = {**dict(zip(self.slots, given, strict=False)), **others}
        forms = {slot: _variants(text) for slot, text in own.items()}
        for slot, sources in self.derived.items():
            if slot in self.required or slot not in own:
                made = next(filter(None, (_made(forms, *source) for source in sources.items())), ())
                forms[slot] = tuple(dict.fromkeys((*forms.get(slot, ()), *made)))
        return {slot: group for slot, group in forms.items() if group}


def like(lemma: str, model: str, forms: Forms) -> Forms:
    """Return the forms of a word that is inflected like another; empty where it cannot be.

    What all forms of the model begin with is its stem, and what follows is put after the stem of
    the other word: it must end as the model does there, and in a consonant as it, in -a, in -e or
    in another vowel.
    """
    stem = shared_beginning([model, *(form for group in forms.values() for form in group)])
    ending = model[len(stem) :]
    if not lemma.endswith(ending) or _kind(lemma) != _kind(model):
        return NO_FORMS
    own = lemma.removesuffix(ending)
    return {
        slot: tuple(own + form.removeprefix(stem) for form in group)
        for slot, group in forms.items()
    }


def shared_beginning(words: Iterable[str]) -> str:
    """Return what all of some words begin with."""
    in_order = sorted(words)
    first, last = in_order[0], in_order[-1]
    length = 0
    while length < len(first) and first[length] == last[length]:
        length += 1
    return first[:length]


def _kind(word: str) -> str:
    last = word[-1:]
    return last if last in "ae" else "vowel" if last in _VOWELS else "consonant"


def _variants(text: str) -> tuple[str, ...]:
    return tuple(form for form in text.split(_OR) if form != _NONE)


def _made(forms: Forms, source: str, endings: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(made for form in forms.get(source, ()) for made in _changed(form, endings))


def _changed(form: str, endings: Mapping[str, str]) -> Iterator[str]:
    for pattern, replacement in endings.items():
        if match := re.search(pattern, form):
            for text in replacement.split(_OR):
                if text != _NONE:
                    yield form[: match.start()] + match.expand(text)
            return
