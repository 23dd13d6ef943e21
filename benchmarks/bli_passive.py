"""How often bli-passives are found and told from what only looks like them («blev förvånad»).

    python benchmarks/bli_passive.py corpora/grammar/sv [--first 90] [--last 180] [--errors]

The folder has ``bli-passive.yaml``: a list of ``text`` and ``passives``, the participles in it that
are passive. Prints precision, recall and F. The treebanks have too few of them in Swedish.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from clarity import parsing, rulebook
from clarity.grammar import readers
from clarity.grammar.syntax.sentences import SyntaxReader
from clarity.grammar.tagging import tagger
from clarity.language import reading
from clarity.parsing.located_yaml import Fields, load


class Outcome(NamedTuple):
    """What came of one text: participles rightly found, wrongly found and missed."""

    text: str
    right: tuple[str, ...]
    false: tuple[str, ...]
    missed: tuple[str, ...]


class Scores(NamedTuple):
    """How often what is found is right, how often what is marked is found, and both in one."""

    precision: float
    recall: float
    f: float


def judge(folder: Path) -> Iterator[Outcome]:
    """Compare the bli-passives found in each text with those that are marked."""
    path = folder / "bli-passive.yaml"
    entries = Fields({"texts": load(path.read_text("utf-8"), str(path))}, str(path))
    lexicon = rulebook.load_lexicon(folder.name)
    cases = entries.each("texts", _case)
    document = parsing.parse("\n\n".join(text for text, _ in cases), path.name, "text")
    prose = reading.read(document, folder.name, lambda _: lexicon)
    if isinstance(prose, reading.Unread):
        raise SystemExit(f"{path}: {prose.reason}")
    syntax = SyntaxReader.of(lexicon)
    found_readers = tagger([folder.name], {}, readers.load, lambda _: syntax)
    if found_readers.missing:
        raise SystemExit(found_readers.missing[folder.name])
    for passage, (text, marked) in zip(found_readers.tag(prose.passages), cases, strict=True):
        assert passage.syntax is not None
        found = Counter(
            passage.forms[passive.last - 1]
            for read in passage.syntax
            for passive in read.passives
            if passive.form == "bli"
        )
        expected = Counter(marked)
        yield Outcome(
            text,
            tuple((found & expected).elements()),
            tuple((found - expected).elements()),
            tuple((expected - found).elements()),
        )


def scores(outcomes: Sequence[Outcome]) -> Scores:
    """Return precision, recall and F of some outcomes."""
    right = sum(len(outcome.right) for outcome in outcomes)
    found = right + sum(len(outcome.false) for outcome in outcomes)
    marked = right + sum(len(outcome.missed) for outcome in outcomes)
    return Scores(right / found, right / marked, 2 * right / (found + marked))


def _case(fields: Fields) -> tuple[str, tuple[str, ...]]:
    case = fields.text("text"), tuple(fields.texts("passives"))
    fields.finish()
    return case


def main() -> None:
    """Print precision, recall and F, and what went wrong if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--first", type=int, default=0, help="number of the first text to count")
    parser.add_argument("--last", type=int, help="number of the text after the last to count")
    parser.add_argument("--errors", action="store_true", help="print the texts that are wrong")
    given = parser.parse_args()
    outcomes = list(judge(given.folder))[given.first : given.last]
    precision, recall, f = scores(outcomes)
    print(f"{len(outcomes)} texts: precision {precision:.3f}, recall {recall:.3f}, F {f:.3f}")
    if given.errors:
        for outcome in outcomes:
            for kind, words in (("false", outcome.false), ("missed", outcome.missed)):
                for word in words:
                    print(f"  {kind}: {word}: {outcome.text}")


if __name__ == "__main__":
    main()
