"""How well a model knows instructions: python benchmarks/imperatives.py TEXTS [--model M].

TEXTS is a folder of real texts with an INDEX.tsv (see `real_texts`); those of the genre *plain* are
looked at. For each language: how many sentences and headings of three words or more that begin with
a listed imperative (``imperatives`` in the lexicon) the model reads as instructions, and how many
others it does. A few of the listed words are nouns too («Svar på søknad …»), and a few of the
others are instructions: ``--show`` prints both kinds, to be read.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from clarity import parsing, rulebook
from clarity.grammar import readers
from clarity.language import reading
from clarity.parsing.languages import languages
from real_texts import texts


class Opening(NamedTuple):
    """How a sentence opens: whether its first word is listed, and is read as an imperative."""

    text: str
    is_listed: bool
    is_read: bool


def openings(folder: Path, name: str, model: str) -> Iterator[Opening]:
    """Yield the openings of the plain texts in a language."""
    reader = readers.load(model)
    listed = rulebook.load_lexicon(name).words("imperatives")
    for text in texts(folder):
        if (text.language, text.genre) != (name, "plain"):
            continue
        path = "text" + text.suffix
        document = parsing.parse(text.content, path, parsing.format_of(path) or "text")
        prose = reading.read(document, name, rulebook.load_lexicon)
        if isinstance(prose, reading.Unread):
            continue
        own = [passage for passage in prose.passages if passage.language == name]
        for passage, grammar in zip(own, reader.read(own), strict=True):
            for sentence in passage.sentences:
                first = sentence.first
                if sentence.last - first >= 3:
                    yield Opening(
                        passage.block.text[sentence.start : sentence.end],
                        passage.forms[first] in listed,
                        "Mood=Imp" in grammar.features[first],
                    )


def main() -> None:
    """Print the figures, by language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--model", help="another pipeline than clarity's own")
    parser.add_argument("--languages", nargs="+", default=list(languages()))
    parser.add_argument("--show", action="store_true", help="print what list and model disagree on")
    given = parser.parse_args()
    for name in given.languages:
        found = list(openings(given.texts, name, given.model or languages()[name].model))
        listed = [opening for opening in found if opening.is_listed]
        others = [opening for opening in found if opening.is_read and not opening.is_listed]
        read = sum(opening.is_read for opening in listed)
        print(
            f"{name}: {read} of {len(listed)} listed read as instructions, and {len(others)} more"
        )
        if given.show:
            for opening in (*(opening for opening in listed if not opening.is_read), *others):
                print(f"  {'missed' if opening.is_listed else 'found'}: {opening.text[:100]!r}")


if __name__ == "__main__":
    main()
