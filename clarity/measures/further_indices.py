"""Indices made for other languages, by textstat, on clarity's own words and sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from clarity.measures.readability import LEAST_WORDS, prose_sentences
from clarity.model import Measures, Prose
from clarity.parsing.languages import languages

#: What each index is. None is a norm for Norwegian or Swedish: their coefficients were fitted to
#: other languages, so they compare texts with each other but do not say what is hard.
DESCRIPTIONS: Mapping[str, str] = {
    "syllables_per_word": "syllables a word, by the hyphenation patterns of the language",
    "flesch_english": "Flesch 1948 with its English coefficients; 0 to 100, higher is easier",
    "ari_english": "Automated Readability Index 1967; American school grade",
    "coleman_liau_english": "Coleman & Liau 1975; American school grade",
    "wiener_german": "Wiener Sachtextformel 1, Bamberger & Vanecek 1984; Austrian school grade",
    "gulpease_italian": "Gulpease 1988; 0 to 100, higher is easier",
}
#: Those that count syllables: there are none for a language without hyphenation patterns.
_OF_SYLLABLES = ("syllables_per_word", "flesch_english", "wiener_german")


def further_indices(prose: Prose) -> Measures:
    """Return further indices of a text's prose by name; ``None`` for all under 30 words.

    textstat splits inside abbreviations, drops sentences of one or two words and joins headings to
    the next sentence, so it is given sentences that clarity has split and cleaned. Takes half a
    second the first time.
    """
    sentences = [p.forms[s.first : s.last] for p, s in prose_sentences(prose)]
    if sum(map(len, sentences)) < LEAST_WORDS:
        return dict.fromkeys(DESCRIPTIONS, None)
    text = " ".join(" ".join(map(_plain, words)) + "." for words in sentences)
    hyphenation = languages()[prose.language].hyphenation
    return {
        name: None if name in _OF_SYLLABLES and not hyphenation else index(text)
        for name, index in _indices(hyphenation).items()
    }


def _plain(form: str) -> str:
    """Leave only what textstat takes for one word: an abbreviation must not end a sentence."""
    return "".join(filter(str.isalnum, form))


def _indices(hyphenation: str) -> Mapping[str, Callable[[str], float]]:
    from textstat.backend import metrics  # imports nltk: half a second

    return {
        "syllables_per_word": lambda text: float(metrics.syllables_per_word(text, hyphenation)),
        "flesch_english": lambda text: float(metrics.flesch_reading_ease(text, hyphenation)),
        "ari_english": lambda text: float(metrics.automated_readability_index(text)),
        "coleman_liau_english": lambda text: float(metrics.coleman_liau_index(text)),
        "wiener_german": lambda text: float(metrics.wiener_sachtextformel(text, 1, hyphenation)),
        "gulpease_italian": lambda text: float(metrics.gulpease_index(text)),
    }
