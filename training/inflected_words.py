"""The forms that words are seen in: in treebanks with their slots, in a list of forms without."""

from __future__ import annotations

import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from clarity.language.inflection import Forms

_TAGS = {"noun": ("NOUN",), "verb": ("VERB", "AUX"), "adjective": ("ADJ",)}
_WORD = re.compile(r"[a-zæøåäöéèüôàê]+(?:-[a-zæøåäöéèüôàê]+)*")
#: A form that is seen more often says no more.
_ENOUGH = 5
#: Slots that a list of forms has under another part of speech, or not of all words that have them.
_UNSURE = frozenset(("attributive", "participle_neuter", "passive", "comparative", "superlative"))


class Seen(NamedTuple):
    """A word in a treebank: form and lemma in small letters, its slot and its gender."""

    form: str
    lemma: str
    slot: str
    gender: str


def read_words(path: Path, part: str) -> Iterator[Seen]:
    """Yield the words of a part of speech in a gzipped CoNLL-U file; "" is a lemma not told."""
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for row in rows:
            fields = row.split("\t")
            if len(fields) != 10 or fields[3] not in _TAGS[part]:
                continue
            features = dict(pair.split("=") for pair in fields[5].split("|") if "=" in pair)
            form, lemma = fields[1].lower(), fields[2].strip("$").lower()
            if fields[2] == "_":
                lemma = ""
            elif not _WORD.fullmatch(lemma) or len(lemma) < 2:
                continue
            slot = _slot(features, part, "/sv/" in str(path))
            if lemma.endswith("s"):
                slot = slot.removeprefix("passive_")  # a deponent
            if slot and _WORD.fullmatch(form):
                yield Seen(form, lemma, slot, features.get("Gender", ""))


def _slot(features: Mapping[str, str], part: str, is_swedish: bool) -> str:
    """Return the slot that features tell; "" where they do not."""
    if features.get("Abbr") or features.get("Case") == "Gen":
        return ""
    number, definite = features.get("Number"), features.get("Definite")
    if part == "noun":
        # Nynorsk leaves definite nouns bare.
        if definite is None and "Gender" not in features:
            return ""
        if number == "Plur":
            return "plural" if definite == "Ind" else "definite_plural"
        return "singular" if definite == "Ind" else "definite"
    if part == "adjective":
        degree = features.get("Degree", "Pos")
        if features.get("VerbForm") or degree not in ("Pos", "Cmp", "Sup"):
            return ""
        if degree != "Pos":
            return "comparative" if degree == "Cmp" else "superlative"
        if number == "Plur" or definite == "Def":
            return "" if features.get("Gender") == "Masc" else "plural"  # «den gamle»
        return {"Neut": "neuter"}.get(features.get("Gender", ""), "base" if definite else "")
    return _slot_of_verb(features, is_swedish)


def _slot_of_verb(features: Mapping[str, str], is_swedish: bool) -> str:
    kind, is_passive = features.get("VerbForm"), features.get("Voice") == "Pass"
    if kind == "Part":
        return "" if is_swedish else "participle"
    if features.get("Mood") == "Imp":
        return "imperative"
    names = {"Inf": "infinitive", "Sup": "supine"}
    slot = names.get(kind or "") or {"Pres": "present", "Past": "past"}.get(
        features.get("Tense", ""), ""
    )
    if slot and is_passive:
        return f"passive_{slot}" if is_swedish else "passive" if slot != "past" else ""
    return slot


class Fit(NamedTuple):
    """How often a word is seen as a model makes it, and how often otherwise.

    ``support`` counts forms that are seen in their slots without it being told of which word they
    are, less those listed that the model does not make; ``told`` are the different forms seen.
    """

    right: int
    wrong: int
    support: int
    told: int


@dataclass(frozen=True)
class Attested:
    """The forms of each lemma by slot, those of all lemmas, the genders, and forms in a list."""

    by_lemma: Mapping[str, Mapping[tuple[str, str], int]]
    by_slot: Mapping[str, Counter[str]]
    genders: Mapping[str, Counter[str]]
    listed: Mapping[str, frozenset[str]]
    all_listed: frozenset[str]
    lemmas: Sequence[str]

    def compare(self, lemma: str, forms: Forms) -> Fit:
        """Tell how well the forms of a word agree with those that are seen."""
        right = 2 * self._fits_gender(lemma, forms)
        wrong = support = 0
        seen: set[str] = set()
        for (slot, form), count in self.by_lemma.get(lemma, {}).items():
            if form in forms.get(slot, ()):
                right += min(count, _ENOUGH)
                seen.add(form)
            else:
                wrong += min(count, _ENOUGH)
        for slot, group in forms.items():
            loose = {form for form in group if self.by_slot[slot][form]}
            support += len(loose)
            seen |= loose
        if listed := self.listed.get(lemma):
            made = {form for group in forms.values() for form in group}
            sure = {form for slot, group in forms.items() if slot not in _UNSURE for form in group}
            right += 3 * len(made & listed)
            wrong += 3 * len(sure - self.all_listed)
            support -= len(listed - made)
            seen |= made & listed
        return Fit(right, wrong, support, len(seen))

    def _fits_gender(self, lemma: str, forms: Forms) -> bool:
        genders = self.genders.get(lemma)
        if not genders or "definite" not in forms:
            return False
        form = forms["definite"][0]
        wanted = {"Neut": ("t",), "Masc": ("n",), "Com": ("n",), "Fem": ("a", "n")}
        if genders.most_common(1)[0][0] == "Fem":
            return any(one.endswith("a") for one in forms["definite"])
        return form.endswith(wanted.get(genders.most_common(1)[0][0], ()))


def read_attested(
    paths: Iterable[Path], part: str, listed: Mapping[str, Sequence[str]]
) -> Attested:
    """Read treebanks, and a table of forms with their lemmas."""
    by_lemma: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    by_slot: dict[str, Counter[str]] = defaultdict(Counter)
    genders: dict[str, Counter[str]] = defaultdict(Counter)
    lemmas: Counter[str] = Counter()
    base = {"noun": "singular", "verb": "infinitive", "adjective": "base"}[part]
    for path in paths:
        for word in read_words(path, part):
            if not word.lemma:
                by_slot[word.slot][word.form] += 1
            else:
                by_lemma[word.lemma][word.slot, word.form] += 1
            lemma = word.lemma or (word.form if word.slot == base else "")
            if lemma:
                lemmas[lemma] += 1
                if word.gender:
                    genders[lemma][word.gender] += 1
    in_list: defaultdict[str, set[str]] = defaultdict(set)
    for form, of in listed.items():
        for lemma in of:
            if _WORD.fullmatch(lemma) and len(lemma) > 1:
                in_list[lemma].add(form)
    # Participles stand under their verbs, which are no adjectives.
    own = {lemma: frozenset(forms) for lemma, forms in in_list.items() if lemma in forms}
    for lemma in own:
        lemmas[lemma] += 1
    return Attested(
        by_lemma,
        by_slot,
        genders,
        own,
        frozenset(listed),
        [lemma for lemma, _ in lemmas.most_common()],
    )
