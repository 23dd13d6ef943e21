"""What clarity says of whole files, for the writer in her own language.

The program remarks in English, and machines get that as it is. Here is what people get instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

#: A remark as the program makes it (a regular expression) -> the same in the reports' languages.
_TRANSLATIONS: Mapping[str, Mapping[str, str]] = {
    r"No such file or directory": {
        "nb": "Filen finnes ikke.",
        "nn": "Fila finst ikkje.",
        "sv": "Filen finns inte.",
    },
    r"Permission denied": {
        "nb": "Du har ikke tilgang til å lese den.",
        "nn": "Du har ikkje tilgang til å lese henne.",
        "sv": "Du har inte behörighet att läsa den.",
    },
    r"Is a directory": {
        "nb": "Dette er en mappe, ikke en fil.",
        "nn": "Dette er ei mappe, ikkje ei fil.",
        "sv": "Det här är en mapp, inte en fil.",
    },
    r"Too many levels of symbolic links": {
        "nb": "Snarveien peker tilbake på seg selv.",
        "nn": "Snarvegen peikar tilbake på seg sjølv.",
        "sv": "Genvägen pekar tillbaka på sig själv.",
    },
    r"no ordinary file, but .+": {
        "nb": "Dette er ikke en vanlig fil, så den er ikke lest.",
        "nn": "Dette er ikkje ei vanleg fil, så ho er ikkje lesen.",
        "sv": "Det här är ingen vanlig fil, så den har inte lästs.",
    },
    r"a link that leads out of the project, .+": {
        "nb": "Snarveien fører ut av prosjektet, så den er ikke fulgt.",
        "nn": "Snarvegen fører ut av prosjektet, så han er ikkje følgd.",
        "sv": "Genvägen leder ut ur projektet, så den har inte följts.",
    },
    r"larger than (?P<size>.+): split it, .+": {
        "nb": "Filen er større enn {size}. Del den opp, eller utelat den med «exclude» i "
        ".clarity.yaml.",
        "nn": "Fila er større enn {size}. Del henne opp, eller utelat henne med «exclude» i "
        ".clarity.yaml.",
        "sv": "Filen är större än {size}. Dela upp den, eller uteslut den med ”exclude” i "
        ".clarity.yaml.",
    },
    r"more than .+ table cells: split it, .+": {
        "nb": "Filen har for mange avsnitt, punkter og tabellceller. Del den opp, eller utelat "
        "den med «exclude» i .clarity.yaml.",
        "nn": "Fila har for mange avsnitt, punkt og tabellceller. Del henne opp, eller utelat "
        "henne med «exclude» i .clarity.yaml.",
        "sv": "Filen har för många stycken, punkter och tabellceller. Dela upp den, eller uteslut "
        "den med ”exclude” i .clarity.yaml.",
    },
    r"not a text file \(.*\)": {
        "nb": "Dette er ikke en tekstfil.",
        "nn": "Dette er ikkje ei tekstfil.",
        "sv": "Det här är inte en textfil.",
    },
    r"marked as (?P<name>.+), but is not valid .+": {
        "nb": "Filen er skadet: den skal være lagret som {name}, men er ikke det.",
        "nn": "Fila er skadd: ho skal vere lagra som {name}, men er ikkje det.",
        "sv": "Filen är skadad: den ska vara sparad som {name} men är inte det.",
    },
    r"read as (?P<name>.+); save it as UTF-8": {
        "nb": "Filen er lagret som {name}. Lagre den heller som UTF-8.",
        "nn": "Fila er lagra som {name}. Lagre henne heller som UTF-8.",
        "sv": "Filen är sparad som {name}. Spara den hellre som UTF-8.",
    },
    r"mixes UTF-8 with .+; save it as UTF-8": {
        "nb": "Bokstavene i filen er lagret på to måter. Se over dem, og lagre den som UTF-8.",
        "nn": "Bokstavane i fila er lagra på to måtar. Sjå over dei, og lagre fila som UTF-8.",
        "sv": "Bokstäverna i filen är sparade på två sätt. Se över dem och spara den som UTF-8.",
    },
    r"not UTF-8: read as .+; save it as UTF-8": {
        "nb": "Filen er lagret på en eldre måte (Windows-1252). Lagre den heller som UTF-8.",
        "nn": "Fila er lagra på ein eldre måte (Windows-1252). Lagre henne heller som UTF-8.",
        "sv": "Filen är sparad på ett äldre sätt (Windows-1252). Spara den hellre som UTF-8.",
    },
    r"--quick leaves grammar out": {
        "nb": "Grammatikk er ikke med (--quick).",
        "nn": "Grammatikk er ikkje med (--quick).",
        "sv": "Grammatik är inte med (--quick).",
    },
    r"the model «(?P<name>.+)» is not installed, .+ Install it: (?P<command>.+)": {
        "nb": "Grammatikkmodellen «{name}» er ikke installert. Installer den: {command}",
        "nn": "Grammatikkmodellen «{name}» er ikkje installert. Installer han: {command}",
        "sv": "Grammatikmodellen ”{name}” är inte installerad. Installera den: {command}",
    },
    r"the model «(?P<name>.+?)» is not loaded: .+ To allow it: (?P<command>.+)": {
        "nb": "Grammatikkmodellen «{name}» er ikke lastet, for prosjektfilen som nevner den, "
        "trenger ditt ja. Tillat den: {command}",
        "nn": "Grammatikkmodellen «{name}» er ikkje lasta, for prosjektfila som nemner han, "
        "treng ditt ja. Tillat han: {command}",
        "sv": "Grammatikmodellen ”{name}” är inte laddad, för projektfilen som nämner den behöver "
        "ditt ja. Tillåt den: {command}",
    },
    r"the model «(?P<name>.+?)» .+": {
        "nb": "Grammatikkmodellen «{name}» virker ikke. «clarity doctor» sier hvorfor.",
        "nn": "Grammatikkmodellen «{name}» verkar ikkje. «clarity doctor» seier kvifor.",
        "sv": "Grammatikmodellen ”{name}” fungerar inte. ”clarity doctor” säger varför.",
    },
    r"LanguageTool is not asked: .+ names the server (?P<place>\S+), .+ it: (?P<command>.+)": {
        "nb": "LanguageTool på {place} er ikke spurt, for det trenger ditt ja. "
        "Tillat det: {command}",
        "nn": "LanguageTool på {place} er ikkje spurd, for det treng ditt ja. "
        "Tillat det: {command}",
        "sv": "LanguageTool på {place} är inte tillfrågat, för det behöver ditt ja. "
        "Tillåt det: {command}",
    },
    r"LanguageTool is not asked: .+ names a LanguageTool to start, .+ it: (?P<command>.+)": {
        "nb": "LanguageTool er ikke startet, for det trenger ditt ja. Tillat det: {command}",
        "nn": "LanguageTool er ikkje starta, for det treng ditt ja. Tillat det: {command}",
        "sv": "LanguageTool är inte startat, för det behöver ditt ja. Tillåt det: {command}",
    },
    r"LanguageTool at (?P<place>\S+) does not answer": {
        "nb": "LanguageTool på {place} svarer ikke.",
        "nn": "LanguageTool på {place} svarer ikkje.",
        "sv": "LanguageTool på {place} svarar inte.",
    },
    r"LanguageTool at (?P<place>\S+) does not answer within (?P<time>\S+) seconds": {
        "nb": "LanguageTool på {place} svarer ikke innen {time} sekunder.",
        "nn": "LanguageTool på {place} svarer ikkje innan {time} sekund.",
        "sv": "LanguageTool på {place} svarar inte inom {time} sekunder.",
    },
    r"LanguageTool at (?P<place>\S+) answers .+": {
        "nb": "LanguageTool på {place} svarer, men ikke med noe som gir mening.",
        "nn": "LanguageTool på {place} svarer, men ikkje med noko som gir meining.",
        "sv": "LanguageTool på {place} svarar, men inte med något begripligt.",
    },
    r"LanguageTool does not know .+": {
        "nb": "LanguageTool kan ikke bokmål.",
        "nn": "LanguageTool kan ikkje nynorsk.",
        "sv": "LanguageTool kan inte svenska.",
    },
    r"said to be in (?P<said>\w+), but reads as (?P<found>\w+)": {
        "nb": "Språket er satt til {said}, men teksten ser ut som {found}.",
        "nn": "Språket er sett til {said}, men teksten ser ut som {found}.",
        "sv": "Språket är satt till {said} men texten ser ut som {found}.",
    },
    r"there is no prose in it": {
        "nb": "Ikke kontrollert: Filen har ingen tekst å vurdere.",
        "nn": "Ikkje kontrollert: Fila har ingen tekst å vurdere.",
        "sv": "Inte kontrollerad: Filen har ingen text att bedöma.",
    },
    r"its language cannot be told": {
        "nb": "Ikke kontrollert: Det går ikke an å se hvilket språk teksten er på.",
        "nn": "Ikkje kontrollert: Det går ikkje an å sjå kva språk teksten er på.",
        "sv": "Inte kontrollerad: Det går inte att se vilket språk texten är på.",
    },
    r"it is in another language than .+": {
        "nb": "Ikke kontrollert: Teksten er verken på bokmål, nynorsk eller svensk.",
        "nn": "Ikkje kontrollert: Teksten er korkje på bokmål, nynorsk eller svensk.",
        "sv": "Inte kontrollerad: Texten är varken på bokmål, nynorska eller svenska.",
    },
    r"it is in Danish, not in .+": {
        "nb": "Ikke kontrollert: Teksten er på dansk, ikke på bokmål, nynorsk eller svensk.",
        "nn": "Ikkje kontrollert: Teksten er på dansk, ikkje på bokmål, nynorsk eller svensk.",
        "sv": "Inte kontrollerad: Texten är på danska, inte på bokmål, nynorska eller svenska.",
    },
    r"it is in English, not in .+": {
        "nb": "Ikke kontrollert: Teksten er på engelsk, ikke på bokmål, nynorsk eller svensk.",
        "nn": "Ikkje kontrollert: Teksten er på engelsk, ikkje på bokmål, nynorsk eller svensk.",
        "sv": "Inte kontrollerad: Texten är på engelska, inte på bokmål, nynorska eller svenska.",
    },
    r"its language is said to be (?P<name>.+)": {
        "nb": "Ikke kontrollert: Filen selv sier at språket er «{name}».",
        "nn": "Ikkje kontrollert: Fila sjølv seier at språket er «{name}».",
        "sv": "Inte kontrollerad: Filen själv säger att språket är ”{name}”.",
    },
    r"front matter, line (?P<line>\d+): not valid (?P<name>\w+), so none of it is read": {
        "nb": "Det som står øverst i filen (front matter), er ikke gyldig {name} (linje {line}) "
        "og er ikke lest.",
        "nn": "Det som står øvst i fila (front matter), er ikkje gyldig {name} (linje {line}) "
        "og er ikkje lese.",
        "sv": "Det som står överst i filen (front matter) är inte giltig {name} (rad {line}) "
        "och har inte lästs.",
    },
    r"front matter, line (?P<line>\d+): (?P<name>.+)": {
        "nb": "Feil øverst i filen (front matter), linje {line}: {name}",
        "nn": "Feil øvst i fila (front matter), linje {line}: {name}",
        "sv": "Fel överst i filen (front matter), rad {line}: {name}",
    },
}


def in_words(remark: str, language: str) -> str:
    """Return a remark of the program in a language; one it does not know, as it is."""
    bare = remark.removeprefix("cannot be read: ")
    for pattern, texts in _TRANSLATIONS.items():
        if match := re.fullmatch(pattern, bare, re.DOTALL):
            return texts[language].format(**match.groupdict())
    return bare
