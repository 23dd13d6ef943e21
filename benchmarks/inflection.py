"""Measures how many common words the lexicon can inflect, and how well.

    python benchmarks/inflection.py TREEBANKS [--texts FOLDER] [--show]

TREEBANKS is a folder as `training/README.md` describes it. Of the nouns, verbs and adjectives that
occur twice or more in it, it is told how many the lexicon knows, and of the forms that they have
there, how many the lexicon makes of them in the same slot of the grammar. The test sets are told
apart, as the vocabulary is made of the others. With FOLDER (real texts with an INDEX.tsv, see
real_texts.py) the words of its texts are counted likewise, with the lemmas and parts of speech that
clarity's own grammar tells; ``--show`` prints what is not known.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "training"))

from clarity import parsing, rulebook
from clarity.grammar import readers
from clarity.grammar.lemmas import Lemmas
from clarity.language import reading
from clarity.language.lexicon import PARTS_OF_SPEECH, Lexicon
from clarity.parsing.languages import languages
from inflected_words import Seen, read_words
from real_texts import texts

#: How often a word occurs that counts as common.
COMMON = 2
_SHOWN = 420
_PARTS = {"NOUN": "noun", "VERB": "verb", "ADJ": "adjective"}


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--show", action="store_true", help="print what is not known or otherwise")
    given = parser.parse_args()
    for name in languages():
        lexicon = rulebook.load_lexicon(name)
        paths = sorted((given.treebanks / name).glob("*.conllu.gz"))
        for title, own in (("all", paths), ("test", [p for p in paths if "test" in p.name])):
            for part in PARTS_OF_SPEECH:
                words = [word for path in own for word in read_words(path, part) if word.lemma]
                _measure(f"{name} treebanks, {title}", part, words, lexicon, given.show)
    if given.texts:
        for name, counts in _in_texts(given.texts).items():
            for part, lemmas in counts.items():
                _print_known(f"{name} texts", part, lemmas, rulebook.load_lexicon(name), given.show)


def _measure(title: str, part: str, words: list[Seen], lexicon: Lexicon, show: bool) -> None:
    lemmas = Counter(word.lemma for word in words)
    _print_known(title, part, lemmas, lexicon, show)
    seen = Counter((word.lemma, word.slot, word.form) for word in words)
    right = total = 0
    wrong: list[str] = []
    for (lemma, slot, form), count in seen.items():
        forms = lexicon.inflect(lemma, part)
        if not forms or lemmas[lemma] < COMMON:
            continue
        total += count
        if form in forms.get(slot, ()):
            right += count
        else:
            wrong.append(f"{lemma} {slot} {form} ({count})")
    print(f"  forms as attested: {right} of {total}, {right / total:.2%}")
    if show:
        print(
            "   ", "; ".join(sorted(wrong, key=lambda text: -int(text[:-1].split("(")[1]))[:_SHOWN])
        )


def _print_known(title: str, part: str, lemmas: Counter[str], lexicon: Lexicon, show: bool) -> None:
    common = [lemma for lemma, count in lemmas.most_common() if count >= COMMON]
    unknown = [lemma for lemma in common if not lexicon.inflect(lemma, part)]
    known = len(common) - len(unknown)
    print(f"{title}, {part}: {known} of {len(common)} lemmas known, {known / len(common):.1%}")
    if show and unknown:
        print("   ", " ".join(unknown[:_SHOWN]))


def _in_texts(folder: Path) -> dict[str, dict[str, Counter[str]]]:
    """Count the lemmas of the texts, by language and part of speech."""
    counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for language, tag, lemma in _tagged(folder):
        if tag in _PARTS and lemma.isalpha() and lemma.islower() and len(lemma) > 1:
            counts[language][_PARTS[tag]][lemma] += 1
    return counts


def _tagged(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the language, part of speech and lemma of each word of the texts."""
    for text in texts(folder):
        path, name = "text" + text.suffix, text.language
        document = parsing.parse(text.content, path, parsing.format_of(path) or "text")
        prose = reading.read(document, name, rulebook.load_lexicon)
        if isinstance(prose, reading.Unread):
            continue
        reader = readers.load(languages()[name].model)
        own = [passage for passage in prose.passages if passage.language == name]
        for passage, grammar in zip(own, reader.read(own), strict=True):
            for tag, lemma in zip(grammar.tags, Lemmas.of(passage, grammar.tags), strict=True):
                yield name, tag, lemma


if __name__ == "__main__":
    main()
