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
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from clarity import rulebook
from clarity.language.inflection import Forms, PrincipalForms, like, shared_beginning
from clarity.language.lexicon import PARTS_OF_SPEECH
from clarity.language.vocabulary import tails
from inflected_words import Attested, Fit, read_attested

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
#: So large a part is enough if the forms that a word is seen in leave only some models.
_AGREEING_OF_FEW = 0.92
#: How many forms more have to be seen for a model that is not productive.
_MORE_OF_CLOSED = 2
_DEGREES = ("comparative", "superlative")
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


def productive_models(language: str) -> dict[str, dict[str, str]]:
    """Read which models new words can be like, by part of speech, and what those end in."""
    data: dict[str, dict[str, str]]
    data = yaml.safe_load((HERE / "productive.yaml").read_text("utf-8"))[language]
    return data


class Chooser:
    """Chooses the model of words of one part of speech."""

    def __init__(
        self, known: Mapping[str, Model], productive: Mapping[str, str], attested: Attested
    ) -> None:
        self._models = known
        self._productive = productive
        self._ends = {
            name: name[len(shared_beginning([name, *sum(model.forms.values(), ())])) :]
            for name, model in known.items()
        }
        self._attested = attested
        #: What most models end in; only a last part that ends otherwise may have two letters.
        self._last = Counter(name[-1] for name in known).most_common(1)[0][0]
        self._like: dict[str, Counter[str]] = defaultdict(Counter)

    def candidates(self, lemma: str) -> dict[str, Forms]:
        """Return the models that a word can be like by its ending, with its forms then."""
        tried = (name for name, ending in self._ends.items() if lemma.endswith(ending))
        found = {name: like(lemma, name, self._models[name].forms) for name in tried}
        return {name: forms for name, forms in found.items() if forms}

    def by_evidence(self, lemma: str) -> list[str]:
        """Return the models that the forms a word is seen in speak for; none if none will do.

        A model that is not productive must have two forms more that are seen, but for words whose
        forms are all listed.
        """
        found = self.candidates(lemma)
        fits = {name: self._attested.compare(lemma, forms) for name, forms in found.items()}
        fits = {name: fit for name, fit in fits.items() if fit.wrong * 4 <= fit.right + fit.told}
        open_ones = [name for name in fits if self._is_productive(name, lemma)]
        best = _best({name: fits[name] for name in open_ones})
        of_all = _best(fits)
        if lemma in self._attested.listed:
            best = [name for name in of_all if name in best] or of_all
        elif of_all:
            least = max((fits[name].told for name in best), default=1) + _MORE_OF_CLOSED
            best = of_all if fits[of_all[0]].told >= least else best
        return [name for name in best if not any(_has_more(found[name], found[b]) for b in best)]

    def _is_productive(self, name: str, lemma: str) -> bool:
        ending = self._productive.get(name)
        return ending is not None and bool(re.search(f"(?:{ending})$", lemma))

    def by_part(self, lemma: str, chosen: Mapping[str, str]) -> str:
        """Return the model of the last part of a word, if nothing fits better; "" for none."""
        found = self.candidates(lemma)
        fits = {name: self._attested.compare(lemma, forms) for name, forms in found.items()}
        most = max((fit.right - 4 * fit.wrong for fit in fits.values()), default=0)
        parts = [*tails(lemma), lemma[-2:]] if lemma[-1] != self._last else tails(lemma)
        models = (chosen[part] for part in parts if part in chosen)
        fitting = (
            name
            for name in models
            if name in fits and fits[name].right - 4 * fits[name].wrong == most
        )
        return next(fitting, "")

    def learn(self, lemma: str, name: str) -> None:
        """Take note of a word's model."""
        for length in range(1, 8):
            self._like[lemma[-length:]][name] += 1

    def by_ending(self, lemma: str, names: Collection[str]) -> str:
        """Choose among models the one that the words with the longest shared ending have.

        It is none ("") where they are few or do not agree.
        """
        for length in range(min(7, len(lemma) - 1), 1, -1):
            seen = Counter({name: self._like[lemma[-length:]][name] for name in names})
            if seen.total() >= _LEAST:
                name, count = seen.most_common(1)[0]
                return name if count >= _AGREEING_OF_FEW * seen.total() else ""
        return ""

    def choose(self, lemmas: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
        """Choose a model for each word; those for which none will do are left out.

        A word goes like its last part if its forms do not speak for another model, else the way
        that they tell, else the one of the words with the same ending.
        """
        chosen = {name: name for name in self._models} | dict(known)
        for lemma, name in chosen.items():
            if not like(lemma, name, self._models[name].forms) and not lemma.startswith("-"):
                raise ValueError(f"«{lemma}» cannot go like «{name}»")
            self.learn(lemma, name)
        unsure: dict[str, list[str]] = {}
        for lemma in sorted(lemmas, key=lambda lemma: (len(lemma), lemma)):
            if lemma in chosen:
                continue
            if as_part := self.by_part(lemma, chosen):
                chosen[lemma] = as_part
                continue
            best = self.by_evidence(lemma)
            found = self.candidates(lemma)
            if len({_without_degrees(found[name]) for name in best}) == 1:
                chosen[lemma] = self.by_ending(lemma, best) or best[0]
                self.learn(lemma, chosen[lemma])
            elif best:
                unsure[lemma] = best
        by_ending = {lemma: self.by_ending(lemma, best) for lemma, best in unsure.items()}
        return chosen | {lemma: name for lemma, name in by_ending.items() if name}


def _best(fits: Mapping[str, Fit]) -> list[str]:
    scores = {name: (fit.right - 4 * fit.wrong, fit.support) for name, fit in fits.items()}
    best = max(scores.values(), default=None)
    return [name for name, score in scores.items() if score == best]


def _has_more(forms: Forms, others: Forms) -> bool:
    """Tell whether forms are those of another model and more, which nothing speaks for."""
    own = {(slot, form) for slot, group in forms.items() for form in group}
    return own > {(slot, form) for slot, group in others.items() for form in group}


def _without_degrees(forms: Forms) -> str:
    """Return the forms but for those that few texts have, whichever is preferred."""
    own = {slot: sorted(group) for slot, group in forms.items() if slot not in _DEGREES}
    return json.dumps(own, sort_keys=True)


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
    for tail in tails(lemma):
        for listed in (kept, endings):
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
        productive = productive_models(language)
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
            chosen = Chooser(known[part], productive[part], attested).choose(
                attested.lemmas, own[part]
            )
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
