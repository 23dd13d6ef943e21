"""How the measures of a text stand among those of real texts of its language."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct

from clarity.measures.readability import is_indicative
from clarity.measures.sentence_lengths import CLASSES
from clarity.messages import _
from clarity.model import Comparison, Measures
from clarity.parsing import json_data
from clarity.parsing.located_yaml import Fields
from clarity.resources import corpora_root
from clarity.rulebook.compiled import read_file

#: The measures that are compared. OVIX is not: it follows the length and the subject of a text.
COMPARED = (
    "lix",
    "rix",
    "words_per_sentence",
    "long_sentence_share",
    "long_word_share",
    "letters_per_word",
    "reader_share",
)

#: How often the rules find something in the texts, made by benchmarks/rule_rates.py.
_RATES = "rates.json"

#: The 5th, 10th … 95th.
_PERCENTILES = 19
_STEP = 5


class Genre(Struct, frozen=True):
    """Real texts of one kind: ``name`` is what they are called in a sentence.

    ``percentiles`` are, by measure, the 5th, 10th … 95th over the texts. ``sentence_lengths`` are
    the shares of all their sentences in the classes of `sentence_lengths`, if they were counted.
    """

    id: str
    name: str
    about: str
    texts: int
    percentiles: Mapping[str, tuple[float, ...]]
    sentence_lengths: tuple[float, ...] = ()


def folder() -> Path:
    """Return the folder of the shipped distributions."""
    return corpora_root() / "reference"


def load(language: str, cache: Path | None = None) -> tuple[Genre, ...]:
    """Return the genres of a language, if we have any, from the compiled copy in ``cache``."""
    path = folder() / f"{language}.yaml"
    if not path.exists():
        return ()
    return read_file(path, cache, partial(parse, path=str(path)))


def usual_rates() -> Mapping[str, float]:
    """Return how often a rule finds something in 1,000 words of texts for citizens.

    A rule that has found nothing in them is not there.
    """
    return json_data.read(folder() / _RATES, _rates)


def _rates(fields: Fields) -> Mapping[str, float]:
    rates = {}
    for language in fields.data:
        own = fields.fields(language)
        found = own.fields("findings")
        for rule in found.data:
            rates[rule] = 1000 * found.count(rule) / own.count("words")
    return rates


def parse(data: object, path: str = "") -> tuple[Genre, ...]:
    """Make genres of a file's data, in its order: the one to compare with first comes first.

    Raises `ConfigError` for anything missing or of the wrong type.
    """
    genres = Fields(data, path).fields("genres")
    return tuple(_genre(name, genres.fields(name)) for name in genres.data)


def compare(measures: Measures, genres: tuple[Genre, ...]) -> tuple[Comparison, ...]:
    """Return where the measures of a text lie among real texts.

    Nothing of a text so short that its measures are an indication only.
    """
    words, sentences = measures.get("prose_words") or 0, measures.get("sentences") or 0
    if is_indicative(int(words), int(sentences)):
        return ()
    return tuple(
        Comparison(
            genre.id,
            genre.name,
            genre.about,
            genre.texts,
            _places(measures, genre),
            genre.sentence_lengths,
        )
        for genre in genres
    )


def _places(measures: Measures, genre: Genre) -> Mapping[str, tuple[int, int]]:
    """Count the percentiles below and above each measure."""
    places = {}
    for name in COMPARED:
        ordered = genre.percentiles.get(name, ())
        if ordered and (value := measures[name]) is not None:
            lower, not_higher = bisect_left(ordered, value), bisect_right(ordered, value)
            places[name] = _STEP * lower, _STEP * (len(ordered) - not_higher)
    return places


def _genre(name: str, fields: Fields) -> Genre:
    measures = fields.fields("measures")
    return Genre(
        name,
        fields.text("name"),
        fields.text("about"),
        fields.count("texts"),
        {measure: _percentiles(measures.fields(measure)) for measure in measures.data},
        _shares(fields),
    )


def _shares(fields: Fields) -> tuple[float, ...]:
    if "sentence_lengths" not in fields.data:
        return ()
    shares = _numbers(fields, "sentence_lengths")
    if len(shares) != CLASSES:
        raise fields.error("sentence_lengths", _("must be {count} numbers").format(count=CLASSES))
    return shares


def _percentiles(fields: Fields) -> tuple[float, ...]:
    numbers = _numbers(fields, "percentiles")
    if len(numbers) != _PERCENTILES or list(numbers) != sorted(numbers):
        raise fields.error(
            "percentiles",
            _("must be {percentiles} rising numbers").format(percentiles=_PERCENTILES),
        )
    return numbers


def _numbers(fields: Fields, name: str) -> tuple[float, ...]:
    try:
        return tuple(map(float, fields.texts(name)))
    except ValueError:
        raise fields.error(name, _("must be numbers")) from None
