"""The words of the reports themselves, in the languages of the texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clarity.model import Severity

#: A noun with a number: the form for one, and for any other number.
Noun = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """Every word a report says on its own account, in one language (``code``).

    What stands in braces is filled in. ``counted`` are the severities as they follow a number.
    """

    code: str
    languages: Mapping[str, str]
    severities: Mapping[Severity, str]
    counted: Mapping[Severity, str]
    line: str
    word: Noun
    file: Noun
    comment: Noun
    why: str
    instead: str
    source: str
    rule: str
    no_comments: str
    score: str
    of_hundred: str
    no_score: str
    confidence: Mapping[str, str]
    not_assessed: str
    not_assessed_note: str
    mend_first: str
    points: Noun
    under_one_point: str
    places: str
    and_more: str
    and_word: str
    skipped: str
    not_checked: str
    unreadable: str
    checked: str
    nothing_checked: str
    path: str
    not_passed: str
    beyond: Mapping[Severity, str]
    low_scores: str
    lost: str
    measures_title: str
    title: str
    not_shown: str
    measures: Mapping[str, str]


_NB = Words(
    code="nb",
    languages={"nb": "bokmål", "nn": "nynorsk", "sv": "svensk", "da": "dansk", "en": "engelsk"},
    severities={"error": "Må rettes", "warning": "Bør endres", "suggestion": "Forslag"},
    counted={"error": "må rettes", "warning": "bør endres", "suggestion": "forslag"},
    line="linje",
    word=("ord", "ord"),
    file=("fil", "filer"),
    comment=("kommentar", "kommentarer"),
    why="Hvorfor",
    instead="Skriv heller",
    source="Kilde",
    rule="Regel",
    no_comments="Ingen kommentarer.",
    score="Poeng",
    of_hundred="av 100",
    no_score="Ingen poengsum",
    confidence={
        "low": "Poengsummen er usikker, for teksten er kort.",
        "medium": "Poengsummen er ganske sikker.",
        "high": "Poengsummen er sikker.",
    },
    not_assessed="ikke vurdert",
    not_assessed_note="«Ikke vurdert»: teksten har for lite av det som viser dette.",
    mend_first="Rett dette først",
    points=("poeng", "poeng"),
    under_one_point="under 1 poeng",
    places="linje {lines}",
    and_more="{count} steder til",
    and_word="og",
    skipped="Ikke kontrollert",
    not_checked="ikke kontrollert",
    unreadable="Kunne ikke leses",
    checked="{files} kontrollert: {counts}.",
    nothing_checked="Fant ingen filer å kontrollere.",
    path="Fil",
    not_passed="Ikke godkjent",
    beyond={
        "error": "{comments} er «Må rettes».",
        "warning": "{comments} er «Bør endres» eller strengere.",
        "suggestion": "{comments} er «Forslag» eller strengere.",
    },
    low_scores="{files} har mindre enn {least} poeng.",
    lost="tapte poeng",
    measures_title="Tall for teksten",
    title="Klarspråk",
    not_shown="{files} til er ikke vist.",
    measures={
        "words": "Ord",
        "sentences": "Setninger",
        "lix": "Lesbarhet (LIX)",
        "rix": "Lange ord per setning (RIX)",
        "ovix": "Variasjon i ordene (OVIX)",
        "words_per_sentence": "Ord per setning",
        "median_sentence": "Ord i den midterste setningen",
        "p90_sentence": "Ord i de lengste setningene",
        "long_sentence_share": "Setninger over 25 ord",
        "long_word_share": "Ord på over 6 bokstaver",
        "very_long_word_share": "Ord på over 16 bokstaver",
        "letters_per_word": "Bokstaver per ord",
        "words_per_paragraph": "Ord per avsnitt",
        "reading_minutes": "Lesetid i minutter",
        "reader_share": "Setninger til leseren",
        "sender_share": "Setninger med «vi»",
    },
)

_NN = Words(
    code="nn",
    languages={"nb": "bokmål", "nn": "nynorsk", "sv": "svensk", "da": "dansk", "en": "engelsk"},
    severities={"error": "Må rettast", "warning": "Bør endrast", "suggestion": "Forslag"},
    counted={"error": "må rettast", "warning": "bør endrast", "suggestion": "forslag"},
    line="linje",
    word=("ord", "ord"),
    file=("fil", "filer"),
    comment=("kommentar", "kommentarar"),
    why="Kvifor",
    instead="Skriv heller",
    source="Kjelde",
    rule="Regel",
    no_comments="Ingen kommentarar.",
    score="Poeng",
    of_hundred="av 100",
    no_score="Ingen poengsum",
    confidence={
        "low": "Poengsummen er usikker, for teksten er kort.",
        "medium": "Poengsummen er ganske sikker.",
        "high": "Poengsummen er sikker.",
    },
    not_assessed="ikkje vurdert",
    not_assessed_note="«Ikkje vurdert»: teksten har for lite av det som viser dette.",
    mend_first="Rett dette først",
    points=("poeng", "poeng"),
    under_one_point="under 1 poeng",
    places="linje {lines}",
    and_more="{count} stader til",
    and_word="og",
    skipped="Ikkje kontrollert",
    not_checked="ikkje kontrollert",
    unreadable="Kunne ikkje lesast",
    checked="{files} kontrollert: {counts}.",
    nothing_checked="Fann ingen filer å kontrollere.",
    path="Fil",
    not_passed="Ikkje godkjend",
    beyond={
        "error": "{comments} er «Må rettast».",
        "warning": "{comments} er «Bør endrast» eller strengare.",
        "suggestion": "{comments} er «Forslag» eller strengare.",
    },
    low_scores="{files} har mindre enn {least} poeng.",
    lost="tapte poeng",
    measures_title="Tal for teksten",
    title="Klarspråk",
    not_shown="{files} til er ikkje viste.",
    measures={
        "words": "Ord",
        "sentences": "Setningar",
        "lix": "Kor lett teksten er å lese (LIX)",
        "rix": "Lange ord per setning (RIX)",
        "ovix": "Variasjon i orda (OVIX)",
        "words_per_sentence": "Ord per setning",
        "median_sentence": "Ord i den midtarste setninga",
        "p90_sentence": "Ord i dei lengste setningane",
        "long_sentence_share": "Setningar over 25 ord",
        "long_word_share": "Ord på over 6 bokstavar",
        "very_long_word_share": "Ord på over 16 bokstavar",
        "letters_per_word": "Bokstavar per ord",
        "words_per_paragraph": "Ord per avsnitt",
        "reading_minutes": "Lesetid i minutt",
        "reader_share": "Setningar til lesaren",
        "sender_share": "Setningar med «vi»",
    },
)

_SV = Words(
    code="sv",
    languages={"nb": "bokmål", "nn": "nynorska", "sv": "svenska", "da": "danska", "en": "engelska"},
    severities={"error": "Måste rättas", "warning": "Bör ändras", "suggestion": "Förslag"},
    counted={"error": "måste rättas", "warning": "bör ändras", "suggestion": "förslag"},
    line="rad",
    word=("ord", "ord"),
    file=("fil", "filer"),
    comment=("kommentar", "kommentarer"),
    why="Varför",
    instead="Skriv hellre",
    source="Källa",
    rule="Regel",
    no_comments="Inga kommentarer.",
    score="Poäng",
    of_hundred="av 100",
    no_score="Ingen poängsumma",
    confidence={
        "low": "Poängen är osäker, eftersom texten är kort.",
        "medium": "Poängen är ganska säker.",
        "high": "Poängen är säker.",
    },
    not_assessed="inte bedömt",
    not_assessed_note="”Inte bedömt”: texten har för lite av det som visar detta.",
    mend_first="Rätta detta först",
    points=("poäng", "poäng"),
    under_one_point="mindre än 1 poäng",
    places="rad {lines}",
    and_more="{count} ställen till",
    and_word="och",
    skipped="Inte kontrollerat",
    not_checked="inte kontrollerad",
    unreadable="Gick inte att läsa",
    checked="{files} kontrollerade: {counts}.",
    nothing_checked="Hittade inga filer att kontrollera.",
    path="Fil",
    not_passed="Inte godkänt",
    beyond={
        "error": "{comments} är ”Måste rättas”.",
        "warning": "{comments} är ”Bör ändras” eller strängare.",
        "suggestion": "{comments} är ”Förslag” eller strängare.",
    },
    low_scores="{files} har mindre än {least} poäng.",
    lost="förlorade poäng",
    measures_title="Siffror för texten",
    title="Klarspråk",
    not_shown="{files} till visas inte.",
    measures={
        "words": "Ord",
        "sentences": "Meningar",
        "lix": "Läsbarhet (LIX)",
        "rix": "Långa ord per mening (RIX)",
        "ovix": "Ordvariation (OVIX)",
        "words_per_sentence": "Ord per mening",
        "median_sentence": "Ord i den mellersta meningen",
        "p90_sentence": "Ord i de längsta meningarna",
        "long_sentence_share": "Meningar över 25 ord",
        "long_word_share": "Ord på över 6 bokstäver",
        "very_long_word_share": "Ord på över 16 bokstäver",
        "letters_per_word": "Bokstäver per ord",
        "words_per_paragraph": "Ord per stycke",
        "reading_minutes": "Lästid i minuter",
        "reader_share": "Meningar till läsaren",
        "sender_share": "Meningar med ”vi”",
    },
)

_WORDS: Mapping[str | None, Words] = {"nb": _NB, "nn": _NN, "sv": _SV}


def words_for(language: str | None, otherwise: str) -> Words:
    """Return the words for a text's language, or for another where clarity has none for it."""
    return _WORDS.get(language) or _WORDS[otherwise]
