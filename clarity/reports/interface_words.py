"""The words of the reports themselves, in the languages of the texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from clarity.model import Severity

#: A noun with a number: the form for one, and for any other number.
Noun = tuple[str, str]


class Words(NamedTuple):
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
    heavier: str
    lighter: str
    higher: str
    lower: str
    middle: str
    compared_with: str
    text: Noun
    measures_title: str
    title: str
    not_shown: str


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
        "low": "Teksten er kort, så poengsummen er usikker.",
        "medium": "Teksten er litt kort, så poengsummen er litt usikker.",
        "high": "Teksten er lang nok til at poengsummen er stabil.",
    },
    not_assessed="ikke vurdert",
    not_assessed_note="«Ikke vurdert» betyr at det er for lite å gå etter.",
    mend_first="Rett dette først",
    points=("poeng", "poeng"),
    under_one_point="under 1 poeng",
    places="linje {lines}",
    and_more="{count} steder til",
    and_word="og",
    skipped="Ikke kontrollert",
    not_checked="ikke kontrollert",
    unreadable="Kunne ikke leses",
    checked="Kontrollerte {files}: {counts}.",
    nothing_checked="Fant ingen filer å kontrollere.",
    path="Fil",
    not_passed="Ikke godkjent",
    beyond={
        "error": "{comments} er «Må rettes».",
        "warning": "{comments} er «Bør endres» eller strengere.",
        "suggestion": "{comments} er «Forslag» eller strengere.",
    },
    low_scores="{files} har mindre enn {least} poeng.",
    lost="{points} tapt",
    heavier="tyngre enn {share} % av {texts}",
    lighter="lettere enn {share} % av {texts}",
    higher="høyere enn i {share} % av {texts}",
    lower="lavere enn i {share} % av {texts}",
    middle="omtrent midt blant {texts}",
    compared_with="Sammenlignet med",
    text=("tekst", "tekster"),
    measures_title="Tall for teksten",
    title="Klarspråk",
    not_shown="… og {files} til.",
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
        "low": "Teksten er kort, så poengsummen er usikker.",
        "medium": "Teksten er litt kort, så poengsummen er litt usikker.",
        "high": "Teksten er lang nok til at poengsummen er stabil.",
    },
    not_assessed="ikkje vurdert",
    not_assessed_note="«Ikkje vurdert» betyr at det er for lite å gå etter.",
    mend_first="Rett dette først",
    points=("poeng", "poeng"),
    under_one_point="under 1 poeng",
    places="linje {lines}",
    and_more="{count} til",
    and_word="og",
    skipped="Ikkje kontrollert",
    not_checked="ikkje kontrollert",
    unreadable="Kunne ikkje lesast",
    checked="Kontrollerte {files}: {counts}.",
    nothing_checked="Fann ingen filer å kontrollere.",
    path="Fil",
    not_passed="Ikkje godkjend",
    beyond={
        "error": "{comments} er «Må rettast».",
        "warning": "{comments} er «Bør endrast» eller strengare.",
        "suggestion": "{comments} er «Forslag» eller strengare.",
    },
    low_scores="{files} har mindre enn {least} poeng.",
    lost="{points} tapt",
    heavier="tyngre enn {share} % av {texts}",
    lighter="lettare enn {share} % av {texts}",
    higher="høgare enn i {share} % av {texts}",
    lower="lågare enn i {share} % av {texts}",
    middle="om lag midt blant {texts}",
    compared_with="Samanlikna med",
    text=("tekst", "tekstar"),
    measures_title="Tal for teksten",
    title="Klarspråk",
    not_shown="… og {files} til.",
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
        "low": "Texten är kort, så poängen är osäker.",
        "medium": "Texten är lite kort, så poängen är lite osäker.",
        "high": "Texten är tillräckligt lång för att poängen ska vara stabil.",
    },
    not_assessed="inte bedömt",
    not_assessed_note="”Inte bedömt” betyder att det finns för lite att gå efter.",
    mend_first="Rätta detta först",
    points=("poäng", "poäng"),
    under_one_point="mindre än 1 poäng",
    places="rad {lines}",
    and_more="{count} till",
    and_word="och",
    skipped="Inte kontrollerat",
    not_checked="inte kontrollerad",
    unreadable="Gick inte att läsa",
    checked="Kontrollerade {files}: {counts}.",
    nothing_checked="Hittade inga filer att kontrollera.",
    path="Fil",
    not_passed="Inte godkänt",
    beyond={
        "error": "{comments} är ”Måste rättas”.",
        "warning": "{comments} är ”Bör ändras” eller strängare.",
        "suggestion": "{comments} är ”Förslag” eller strängare.",
    },
    low_scores="{files} har mindre än {least} poäng.",
    lost="{points} förlorade",
    heavier="tyngre än {share} % av {texts}",
    lighter="lättare än {share} % av {texts}",
    higher="högre än i {share} % av {texts}",
    lower="lägre än i {share} % av {texts}",
    middle="ungefär mitt bland {texts}",
    compared_with="Jämfört med",
    text=("text", "texter"),
    measures_title="Siffror för texten",
    title="Klarspråk",
    not_shown="… och {files} till.",
)

_WORDS: Mapping[str | None, Words] = {"nb": _NB, "nn": _NN, "sv": _SV}


def words_for(language: str | None, otherwise: str) -> Words:
    """Return the words for a text's language, or for another where clarity has none for it."""
    return _WORDS.get(language) or _WORDS[otherwise]
