"""Writes how real texts are distributed over clarity's measures, as figures only.

    python benchmarks/distributions.py FOLDER… [--output corpora/reference]

FOLDER holds real texts with an INDEX.tsv (see real_texts.py). Writes one file a language: for each
genre with enough texts, the 5th, 10th … 95th percentile of every measure. Run it again when the
measures change; the findings and the overall score also follow the rules and the guideline.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

from clarity import __version__
from clarity.checks.repeats import places
from clarity.measures.sentence_lengths import CLASS_WIDTH, class_shares
from clarity.model import Report
from clarity.parsing.languages import languages
from clarity.project.settings import Settings
from clarity.resources import corpora_root
from clarity.session import Request, Session
from real_texts import LEAST_WORDS, Text, judged

#: Percentiles of fewer texts say more of the texts than of the genre.
_LEAST_TEXTS = 15

_MEASURES = (
    "lix",
    "rix",
    "ovix",
    "words_per_sentence",
    "long_sentence_share",
    "long_word_share",
    "letters_per_word",
    "reader_share",
)


@dataclass(frozen=True, slots=True)
class Genre:
    """What a genre is called after «heavier than 80 % of», and what it is, in its language."""

    name: str
    about: str


#: The genres of a language, those a writer would compare with first.
_GENRES: Mapping[str, Mapping[str, Genre]] = {
    "nb": {
        "plain": Genre(
            "norske tekster for innbyggere",
            "nettsider og søknadsskjemaer, nesten alle fra Nav",
        ),
        "government": Genre(
            "norske årsrapporter og tildelingsbrev",
            "utdrag fra statlige virksomheter, og et par rundskriv",
        ),
        "statutes": Genre("norske lover", "lover på bokmål fra Lovdata"),
        "docs": Genre(
            "norske dokumentasjonssider",
            "teknisk dokumentasjon og brukerhåndbøker fra det offentlige",
        ),
    },
    "nn": {
        "plain": Genre(
            "nynorske tekstar for innbyggjarar",
            "søknadsskjema frå Nav, og nokre nettsider",
        ),
        "government": Genre("nynorske årsrapportar", "utdrag frå statlege verksemder"),
        "statutes": Genre("nynorske lover", "lover på nynorsk frå Lovdata"),
        "docs": Genre("nynorske dokumentasjonssider", "teknisk dokumentasjon frå det offentlege"),
    },
    "sv": {
        "plain": Genre(
            "svenska texter för allmänheten",
            "mest från 1177 och en guide för föräldrar",
        ),
        "government": Genre(
            "svenska texter från regeringen",
            "pressmeddelanden, uppdrag, propositioner och utredningar",
        ),
        "statutes": Genre("svenska författningar", "lagar och förordningar ur SFS"),
        "docs": Genre("svenska dokumentationssidor", "teknisk dokumentation från det offentliga"),
    },
}


def values(report: Report) -> Mapping[str, float | None]:
    """Return what is counted of a text."""
    warnings = sum(finding.severity != "suggestion" for finding in places(report.findings))
    return {
        **{name: report.measures[name] for name in _MEASURES},
        "warnings_per_100_words": 100 * warnings / report.words,
        "overall": report.scorecard.overall if report.scorecard else None,
    }


def percentiles(numbers: Sequence[float]) -> str:
    """Return the 5th, 10th … 95th percentile as a YAML list."""
    cuts = quantiles(numbers, n=20, method="inclusive")
    return f"[{', '.join(f'{cut:.4g}' for cut in cuts)}]"


def written(language: str, texts: Sequence[tuple[Text, Report]]) -> Iterator[str]:
    """Yield the lines of a language's file."""
    yield "# How real texts measure: figures only, made by benchmarks/distributions.py. Left out"
    yield f"# are texts with less than {LEAST_WORDS} words of prose, or in another language than"
    yield "# their folder. Percentiles are the 5th, 10th … 95th. Warnings (findings at warning or"
    yield "# above) and overall score hold for this version, guideline and the channel each tells."
    yield f"language: {language}"
    yield f"date: {datetime.now(UTC):%Y-%m-%d}"
    yield f"version: {__version__}"
    yield f"guideline: {Settings().guideline}"
    cells: dict[str, list[tuple[Text, Report]]] = defaultdict(list)
    for text, report in texts:
        cells[text.kind].append((text, report))
    left_out = [
        f"{kind} ({len(cells[kind])})"
        for kind in _GENRES[language]
        if len(cells[kind]) < _LEAST_TEXTS
    ]
    if left_out:
        yield f"left_out: fewer than {_LEAST_TEXTS} texts in {', '.join(left_out)}"
    yield "genres:"
    for kind, genre in _GENRES[language].items():
        if len(cells[kind]) >= _LEAST_TEXTS:
            yield from _genre(kind, genre, cells[kind])


def _genre(kind: str, genre: Genre, cell: Sequence[tuple[Text, Report]]) -> Iterator[str]:
    yield f"  {kind}:"
    yield f"    name: {genre.name}"
    yield f"    about: {genre.about}"
    yield f"    source: {_counted(text.repo for text, _ in cell)}"
    licences = _counted(
        text.licence.replace("none stated", "no stated licence") for text, _ in cell
    )
    yield f"    licence: figures only; the texts are not here, and have {licences}"
    yield f"    texts: {len(cell)}"
    yield f"    words: {sum(report.words for _, report in cell)}"
    lengths = (length for _, report in cell for length in report.sentence_lengths)
    shares = ", ".join(f"{share:.3f}" for share in class_shares(lengths))
    yield f"    sentence_lengths: [{shares}]  # of 1 to {CLASS_WIDTH} words, and so on"
    yield "    measures:"
    measured = [values(report) for _, report in cell]
    for name in measured[0]:
        numbers = [value for row in measured if (value := row[name]) is not None]
        if len(numbers) >= _LEAST_TEXTS:
            yield f"      {name}: {{texts: {len(numbers)}, percentiles: {percentiles(numbers)}}}"


def _counted(names: Iterable[str]) -> str:
    counts: dict[str, int] = defaultdict(int)
    for name in names:
        counts[name] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} ({count})" for name, count in ordered)


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--output", type=Path, default=corpora_root() / "reference")
    given = parser.parse_args()
    session = Session(Request())
    found: dict[str, list[tuple[Text, Report]]] = defaultdict(list)
    for folder in given.folders:
        for text, report in judged(folder, session):
            found[text.language].append((text, report))
    given.output.mkdir(parents=True, exist_ok=True)
    for language in languages():
        if found[language]:
            lines = written(language, found[language])
            path = given.output / f"{language}.yaml"
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            print(path)


if __name__ == "__main__":
    main()
