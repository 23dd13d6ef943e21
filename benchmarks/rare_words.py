"""Holds the listed rare words against word frequencies, and shows what their rule finds.

    python benchmarks/rare_words.py frequencies
    python benchmarks/rare_words.py texts FOLDER [--show]

``frequencies`` needs the wordfreq package, which clarity itself does not use. It tells how many
words are listed, which are more frequent than the ceiling, and which ordinary words would be taken
for a listed one. Nynorsk has no frequencies of its own there, and is held against those of bokmål.
``texts`` counts the findings and the share of rare words in FOLDER (real texts with an INDEX.tsv,
see real_texts.py) by language and genre; ``--show`` prints each in its place, to be judged.
"""

from __future__ import annotations

import argparse
import math
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from statistics import fmean

from clarity import parsing, rulebook
from clarity.checks.engine import Checker, compile_rules
from clarity.checks.familiarity import RareWords, of_lexicon, rare_word_share
from clarity.checks.kinds import KINDS
from clarity.language import reading
from clarity.language.lexicon import Lexicon
from clarity.model import Prose
from clarity.parsing.languages import languages
from real_texts import Text, texts

RULE = "rare-word"
#: The forms of a listed word may together have this Zipf frequency at most: one word in a million.
CEILING = 3.0
#: A word that is not listed and has this Zipf frequency or more is one that most readers know.
ORDINARY = 2.5
_FREQUENCIES_OF = {"nb": "nb", "nn": "nb", "sv": "sv"}
#: Characters shown on either side of a finding.
_AROUND = 70


def main() -> None:
    """Run the command that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("frequencies", help="hold the lists against word frequencies")
    found = commands.add_parser("texts", help="count what the rule finds in real texts")
    found.add_argument("folder", type=Path)
    found.add_argument("--show", action="store_true", help="print every finding in its place")
    arguments = parser.parse_args()
    if arguments.command == "frequencies":
        for name in languages():
            _print_frequencies(name)
    else:
        _print_findings(texts(arguments.folder), arguments.show)


@cache
def _lexicon(name: str) -> Lexicon:
    return rulebook.load_lexicon(name)


def _print_frequencies(name: str) -> None:
    frequencies = _frequencies(_FREQUENCIES_OF[name])
    listed = _listed(name)
    sums = _by_stem(listed, frequencies)
    total = len(listed.lemmas)
    never = sum(stem not in sums for stem in listed.stems)
    over = {stem: zipf for stem, zipf in sums.items() if zipf >= CEILING}
    print(f"{name}: {total} words, {never} of them too rare for wordfreq")
    print("  over the ceiling:", ", ".join(f"{s} {z:.1f}" for s, z in over.items()) or "none")
    print("  ordinary words taken for one:", ", ".join(_mistaken(listed, frequencies)) or "none")


@cache
def _frequencies(name: str) -> Mapping[str, float]:
    wordfreq = import_module("wordfreq")  # no dependency of the project, so not known to mypy
    frequencies = wordfreq.get_frequency_dict(name, "best")
    return {word: share for word, share in frequencies.items() if word.isalpha()}


def _by_stem(listed: RareWords, frequencies: Mapping[str, float]) -> Mapping[str, float]:
    """Sum the frequencies of the forms of each listed word, as Zipf values (log10 a billion)."""
    sums: dict[str, float] = {}
    for stem, endings in listed.stems.items():
        forms = {stem + ending for ending in endings}
        forms.update(lemma for lemma, own in listed.lemmas.items() if own == stem)
        sums[stem] = sum(frequencies.get(form, 0.0) for form in forms)
    return {stem: math.log10(sum_) + 9 for stem, sum_ in sums.items() if sum_}


def _mistaken(listed: RareWords, frequencies: Mapping[str, float]) -> Iterator[str]:
    """Yield ordinary words that are no inflected form of a listed word, yet are taken for one."""
    ordinary = [word for word, share in frequencies.items() if math.log10(share) + 9 >= ORDINARY]
    for form, stem in sorted(listed.of(ordinary).items()):
        is_own = listed.lemmas.get(form) == stem
        if not is_own and form.removeprefix(stem) not in listed.stems[stem]:
            yield form


@cache
def _listed(name: str) -> RareWords:
    return of_lexicon(_lexicon(name))


@cache
def _checker(name: str) -> Checker:
    rules = rulebook.load(name, _lexicon(name), KINDS)
    return compile_rules([rule for rule in rules if rule.name == RULE], _lexicon(name))


def _read(text: Text) -> Prose | None:
    document = parsing.parse(
        text.content, text.name, parsing.format_of(f"x{text.suffix}") or "text"
    )
    prose = reading.read(document, text.language, _lexicon)
    return None if isinstance(prose, reading.Unread) else prose.in_language(text.language)


def _print_findings(folder: Iterable[Text], show: bool) -> None:
    words: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    shares: dict[str, list[float]] = {}
    seconds = 0.0
    for text in folder:
        prose = _read(text)
        if prose is None:
            continue
        place = f"{text.language} {text.kind}"
        words[place] += sum(len(passage.forms) for passage in prose.passages)
        checker = _checker(text.language)
        started = time.perf_counter()
        found = checker.check(prose, {})
        seconds += time.perf_counter() - started
        findings[place] += len(found)
        share = rare_word_share(prose, _listed(text.language))
        shares.setdefault(place, []).append(share or 0.0)
        if show:
            source = prose.document.source
            for finding in found:
                start, end = finding.span.start, finding.span.end
                before, after = source[max(0, start - _AROUND) : start], source[end : end + _AROUND]
                print(place, "|", " ".join(f"{before}[[{source[start:end]}]]{after}".split()))
    for place in sorted(words):
        rate = 1000 * findings[place] / words[place]
        mean = 1000 * fmean(shares[place])
        print(
            f"{place}: {words[place]} words, {findings[place]} findings, {rate:.2f} per 1000;"
            f" mean share of a text {mean:.2f} per 1000"
        )
    print(f"{1_000_000 * seconds / words.total():.2f} microseconds a word")


if __name__ == "__main__":
    main()
