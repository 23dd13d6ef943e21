"""Makes the vocabulary of each language: python training/vocabulary.py TREEBANKS MODELS [ORDBANK].

`training/inflection/*.yaml` has model words with their forms. Each noun, verb and adjective of the
treebanks is inflected like the model that agrees with the forms it is seen in; where several do,
like its last part, or like the words with the same ending. `words.yaml` there has words listed by
hand. ORDBANK is `nb_lemma_exc.json.gz` of spacy-lookups-data: the word forms of Norsk Ordbank, gone
through likewise. Words that are told by their last part or ending are left out. Writes
MODELS/inflection/<language>/<part of speech>.txt.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from clarity import rulebook
from clarity.language.inflection import Forms, PrincipalForms, like, shared_beginning
from clarity.language.lexicon import PARTS_OF_SPEECH
from clarity.language.vocabulary import tails
from inflected_words import Attested, read_attested

SETS = {
    "nb": ("nb/train", "nb/dev", "nb/test"),
    "nn": ("nn/train", "nn/dev", "nn/test"),
    "sv": ("sv/train", "sv/pud", "sv/dev", "sv/test"),
}
#: Which of them Norsk Ordbank is about.
ORDBANK = "nb"
HERE = Path(__file__).parent / "inflection"

#: An ending tells how words are inflected if so many end in it (in the shortest more), and so large
#: a part of them agree.
_LEAST, _LEAST_OF_SHORT, _AGREEING = 8, 25, 0.97
_SHOWN = 40
_ENDINGS = range(3, 9)


class Model(NamedTuple):
    """A model word: its entry in the file, and all its forms."""

    name: str
    entry: str
    forms: Forms


def models(language: str, principal: Mapping[str, PrincipalForms]) -> dict[str, dict[str, Model]]:
    """Read the model words of a language, by part of speech."""
    data = yaml.safe_load((HERE / f"{language}.yaml").read_text("utf-8"))
    return {
        part: {name: _model(name, value, principal[part]) for name, value in data[part].items()}
        for part in PARTS_OF_SPEECH
    }


def _model(name: str, value: Any, principal: PrincipalForms) -> Model:
    given = value["forms"] if isinstance(value, dict) else value
    others = (
        {key: str(v) for key, v in value.items() if key != "forms"}
        if isinstance(value, dict)
        else {}
    )
    entry = " ".join((*given, *(f"{slot}={form}" for slot, form in others.items())))
    return Model(name, "=" + entry, principal.complete((name, *given), others))


def own_words(language: str) -> dict[str, dict[str, str]]:
    """Read the words that are listed by hand: part of speech, word, model."""
    data = yaml.safe_load((HERE / "words.yaml").read_text("utf-8"))[language]
    return {
        part: {word: model for model, text in data.get(part, {}).items() for word in text.split()}
        for part in PARTS_OF_SPEECH
    }


class Chooser:
    """Chooses the model of words of one part of speech."""

    def __init__(self, known: Mapping[str, Model], attested: Attested) -> None:
        self._models = known
        self._ends = {
            name: name[len(shared_beginning([name, *sum(model.forms.values(), ())])) :]
            for name, model in known.items()
        }
        self._attested = attested
        self._like: dict[str, Counter[str]] = defaultdict(Counter)

    def candidates(self, lemma: str) -> dict[str, Forms]:
        """Return the models that a word can be like by its ending, with its forms then."""
        tried = (name for name, ending in self._ends.items() if lemma.endswith(ending))
        found = {name: like(lemma, name, self._models[name].forms) for name in tried}
        return {name: forms for name, forms in found.items() if forms}

    def by_evidence(self, lemma: str) -> dict[str, Forms]:
        """Return the models that agree best with the forms a word is seen in; none if none does."""
        scores = {}
        found = self.candidates(lemma)
        for name, forms in found.items():
            right, wrong, support = self._attested.compare(lemma, forms)
            if wrong * 2 <= right:
                scores[name] = (right - 4 * wrong, support)
        best = max(scores.values(), default=None)
        return {name: found[name] for name, score in scores.items() if score == best}

    def learn(self, lemma: str, name: str, weight: int = 1) -> None:
        """Take note of a word's model."""
        for length in range(1, 8):
            self._like[lemma[-length:]][name] += weight

    def by_ending(self, lemma: str, names: Iterable[str]) -> str:
        """Choose among models the one that most words with the longest shared ending have."""
        names = list(names)
        for length in range(min(7, len(lemma) - 1), 0, -1):
            seen = self._like.get(lemma[-length:], Counter[str]())
            if any(seen[name] for name in names):
                return max(names, key=lambda name: seen[name])
        return names[0]

    def choose(self, lemmas: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
        """Choose a model for each word; those for which none will do are left out."""
        chosen = {name: name for name in self._models} | dict(known)
        for lemma, name in chosen.items():
            self.learn(lemma, name)
        unsure: dict[str, dict[str, Forms]] = {}
        for lemma in lemmas:
            if lemma in chosen:
                continue
            found = self.by_evidence(lemma)
            if len({json.dumps(forms, sort_keys=True) for forms in found.values()}) == 1:
                chosen[lemma] = next(iter(found))
                self.learn(lemma, chosen[lemma])
            elif found:
                unsure[lemma] = found
        for lemma, found in sorted(unsure.items(), key=lambda item: len(item[0])):
            as_part = (chosen[tail] for tail in tails(lemma) if chosen.get(tail) in found)
            chosen[lemma] = next(as_part, "") or self.by_ending(lemma, found)
        return chosen


def prune(
    chosen: Mapping[str, str], known: Mapping[str, Model]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the words that have to be listed, and the endings that tell others."""
    forms = {lemma: like(lemma, name, known[name].forms) for lemma, name in chosen.items()}
    endings = _endings(chosen, known) | {
        word[1:]: name for word, name in chosen.items() if word.startswith("-")
    }
    kept: dict[str, str] = {}
    chosen = {lemma: name for lemma, name in chosen.items() if not lemma.startswith("-")}
    for lemma in sorted(chosen, key=lambda lemma: (len(lemma), lemma)):
        if lemma in known or _told(lemma, kept, endings, known) != forms[lemma]:
            kept[lemma] = chosen[lemma]
    return kept, endings


def _told(
    lemma: str, kept: Mapping[str, str], endings: Mapping[str, str], known: Mapping[str, Model]
) -> Forms | None:
    for listed in (kept, endings):
        for tail in tails(lemma):
            if tail in listed:
                return like(lemma, listed[tail], known[listed[tail]].forms)
    return None


def _endings(chosen: Mapping[str, str], known: Mapping[str, Model]) -> dict[str, str]:
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    for lemma, name in chosen.items():
        for length in _ENDINGS:
            if len(lemma) >= length + 2:
                uses[lemma[-length:]][name] += 1
    found: dict[str, str] = {}
    for ending in sorted(uses, key=len):
        (name, count), total = uses[ending].most_common(1)[0], uses[ending].total()
        shorter = next(
            (found[tail] for tail in (ending[i:] for i in range(1, len(ending))) if tail in found),
            "",
        )
        if (
            total >= (_LEAST_OF_SHORT if len(ending) == min(_ENDINGS) else _LEAST)
            and count >= _AGREEING * total
            and name != shorter
        ):
            found[ending] = name
    return found


def lines(
    kept: Mapping[str, str], endings: Mapping[str, str], known: Mapping[str, Model]
) -> Iterator[str]:
    """Yield the lines of a file, sorted as they are looked up."""
    entries = {lemma: known[name].entry if lemma == name else name for lemma, name in kept.items()}
    entries |= {f"-{ending}": name for ending, name in endings.items()}
    for word in sorted(entries, key=str.encode):
        yield f"{word} {entries[word]}\n"


def write(treebanks: Path, folder: Path, ordbank: Path | None, holds_out: bool) -> None:
    """Make and write the vocabulary of all languages."""
    for language, every in SETS.items():
        sources = [source for source in every if not (holds_out and source.endswith("test"))]
        principal = rulebook.load_lexicon(language).principal
        known, own = models(language, principal), own_words(language)
        paths = [treebanks / f"{source}.conllu.gz" for source in sources]
        table = (
            json.loads(gzip.decompress(ordbank.read_bytes()))
            if ordbank and language == ORDBANK
            else {}
        )
        for part in PARTS_OF_SPEECH:
            attested = read_attested(
                paths, part, table.get({"adjective": "adj"}.get(part, part), {})
            )
            chosen = Chooser(known[part], attested).choose(attested.lemmas, own[part])
            kept, endings = prune(chosen, known[part])
            path = folder / "inflection" / language / f"{part}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            text = "".join(lines(kept, endings, known[part]))
            path.write_text(text, "utf-8")
            left = [lemma for lemma in attested.lemmas if lemma not in chosen]
            print(
                f"{language} {part}: {len(chosen)} words, {len(kept)} of them listed, "
                f"{len(endings)} endings, {len(text) / 1e3:.0f} kB"
            )
            print(f"  like no model: {len(left)}, such as {' '.join(left[:_SHOWN])}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("models", type=Path)
    parser.add_argument("ordbank", type=Path, nargs="?")
    parser.add_argument("--hold-out", action="store_true", help="leave the test sets out")
    given = parser.parse_args()
    write(given.treebanks, given.models, given.ordbank, given.hold_out)
