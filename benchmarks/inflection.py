"""Measures how many common words the lexicon can inflect, and how well.

    python benchmarks/inflection.py TREEBANKS [--texts FOLDER] [--vocabulary VOCABULARY] [--show]

TREEBANKS is a folder as `training/README.md` describes it. Of the nouns, verbs and adjectives that
occur twice or more in it, it is told how many the lexicon knows, and of the forms that they have
there, how many the lexicon makes of them in the same slot of the grammar. The test sets are told
apart; a vocabulary that was made without them is given as VOCABULARY. With FOLDER (real texts with
an INDEX.tsv, see real_texts.py) the forms in its plain and bureaucratic texts are looked up among
those of all words that are known. ``--show`` prints what is not known.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parent.parent / "training"))

from clarity import parsing, rulebook
from clarity.grammar import readers
from clarity.language import reading
from clarity.language.lexicon import PARTS_OF_SPEECH, Lexicon
from clarity.language.vocabulary import Vocabulary, tails
from clarity.parsing.languages import languages
from inflected_words import Seen, read_words
from real_texts import texts

#: How often a word occurs that counts as common.
COMMON = 2
_SHOWN = 150
_TAGS = frozenset(("NOUN", "VERB", "ADJ"))


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--vocabulary", type=Path, help="in the place of models/inflection")
    parser.add_argument("--show", action="store_true", help="print what is not known or otherwise")
    given = parser.parse_args()
    for name in languages():
        lexicon = rulebook.load_lexicon(name)
        if given.vocabulary:
            own_words = Vocabulary(given.vocabulary / name, lexicon.principal)
            lexicon = replace(lexicon, vocabulary=own_words)
        paths = sorted((given.treebanks / name).glob("*.conllu.gz"))
        for title, own in (("all", paths), ("test", [p for p in paths if "test" in p.name])):
            for part in PARTS_OF_SPEECH:
                words = [word for path in own for word in read_words(path, part) if word.lemma]
                _measure(f"{name} treebanks, {title}", part, words, lexicon, given.show)
        if given.texts:
            _measure_texts(lexicon, given.texts, given.show)


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


def _measure_texts(lexicon: Lexicon, folder: Path, show: bool) -> None:
    """Tell how many of the word forms of the texts in a language are forms of a known word.

    Their lemmas are not told, so the forms of all known words are gathered; a compound is known by
    its last part, and other words by their endings.
    """
    name = lexicon.language
    made = frozenset(_all_forms(lexicon))
    counts = Counter(_words(name, folder))
    common = [form for form, count in counts.most_common() if count >= COMMON]
    known = {form for form in common if form in made or not made.isdisjoint(tails(form))}
    running = sum(counts[form] for form in known) / sum(counts[form] for form in common)
    share = len(known) / len(common)
    print(f"{name} texts: {share:.1%} of {len(common)} forms known, {running:.1%} of running words")
    if show:
        print("   ", " ".join([form for form in common if form not in known][:_SHOWN]))


def _all_forms(lexicon: Lexicon) -> Iterator[str]:
    for part in PARTS_OF_SPEECH:
        own = (lexicon.lemmas[part], lexicon.irregular[part], lexicon.like[part])
        lemmas = {lemma for group in own for lemma in group}
        for lemma in lemmas | {word for word, _ in lexicon.vocabulary.words(part)}:
            for group in lexicon.inflect(lemma, part).values():
                yield from group
        text = (lexicon.vocabulary.folder / f"{part}.txt").read_text("utf-8")
        for ending in re.findall(r"^-(\S+)", text, re.MULTILINE):
            for group in lexicon.inflect(f"xx{ending}", part).values():
                yield from (form.removeprefix("xx") for form in group)


def _words(name: str, folder: Path) -> Iterator[str]:
    """Yield the nouns, verbs and adjectives of the texts in a language, as they stand there."""
    reader = readers.load(languages()[name].model)
    for text in texts(folder):
        if text.language != name or text.genre == "docs":
            continue
        path = "text" + text.suffix
        document = parsing.parse(text.content, path, parsing.format_of(path) or "text")
        prose = reading.read(document, name, rulebook.load_lexicon)
        if isinstance(prose, reading.Unread):
            continue
        own = [passage for passage in prose.passages if passage.language == name]
        for passage, grammar in zip(own, reader.read(own), strict=True):
            for index, tag in enumerate(grammar.tags):
                word = passage.word(index)
                if tag in _TAGS and word.isalpha() and word.islower() and len(word) > 1:
                    yield word


if __name__ == "__main__":
    main()
