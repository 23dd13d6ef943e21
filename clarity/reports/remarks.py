"""What clarity says of whole files, for the writer in her own language.

The program remarks in English, and machines get that as it is. Here is what people get instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from clarity.language.interface import texts
from clarity.language.profiles import profiles
from clarity.messages import _
from clarity.parsing.languages import languages
from clarity.reports.interface_words import Words, words_in
from clarity.reports.phrasing import enumerate_words

#: Remarks as the program makes them (regular expressions), by the names of their translations.
#: Of the groups, ``language`` is an English name, and translated too. Each is compiled when it is
#: tried, so the commonest is the first.
_REMARKS: Mapping[str, str] = {
    "quick": r"--quick leaves grammar out",
    "missing_file": r"No such file or directory",
    "missing_file_near": r"No such file or directory\. Did you mean «(?P<near>.+)»\?",
    "no_access": r"Permission denied",
    "folder": r"Is a directory",
    "circular_link": r"Too many levels of symbolic links",
    "no_file": r"no ordinary file, but .+",
    "leads_out": r"a link that leads out of the project, .+",
    "too_large": r"larger than (?P<size>.+): split it, .+",
    "too_many_blocks": r"more than .+ table cells: split it, .+",
    "too_deep": r"nested too deeply to be read: split it, .+",
    "too_heavy": r"its process was ended, or there is not enough memory .+",
    "failed": r"clarity itself failed \((?P<name>\w+)\): .+",
    "no_pdf": r"clarity cannot read PDF files yet\. .+",
    "no_document": r"clarity cannot read (?P<kind>.+) files yet\. .+",
    "only_documents": r"clarity cannot read what is here yet \((?P<kind>.+)\)\. .+",
    "no_markup": r"clarity does not know (?P<kind>.+), and would take its code .+",
    "nothing_included": r"«include» matches no text here, .+",
    "not_text": r"not a text file \(.*\)",
    "damaged": r"marked as (?P<name>.+), but is not valid .+",
    "strange_ending": r"read as plain text, as clarity does not know \.(?P<ending>\w+) files: .+",
    "other_encoding": r"read as (?P<name>.+); save it as UTF-8",
    "mixed_encoding": r"mixes UTF-8 with .+; save it as UTF-8",
    "old_encoding": r"not UTF-8: read as .+; save it as UTF-8",
    "no_model": r"no grammar model reads (?P<language>.+)",
    "not_installed": r"the model «(?P<name>.+)» is not installed, .+ Install it: (?P<command>.+)",
    "model_refused": r"the model «(?P<name>.+?)» is not loaded: .+ To allow it: (?P<command>.+)",
    "no_parser": r"the model «(?P<name>.+?)» has no (?:parser|morphologizer), .+",
    "other_spacy": r"the model «(?P<name>.+?)» is made for spaCy (?P<wanted>\S+), and "
    r"(?P<there>\S+) is installed\. Install the model anew: (?P<command>.+)",
    "broken_model": r"the model «(?P<name>.+?)» .+",
    "server_refused": r"LanguageTool is not asked: .+ names the server (?P<place>\S+), .+ it: "
    r"(?P<command>.+)",
    "start_refused": r"LanguageTool is not asked: .+ names a LanguageTool to start, .+ it: "
    r"(?P<command>.+)",
    "server_silent": r"LanguageTool at (?P<place>\S+) does not answer",
    "server_slow": r"LanguageTool at (?P<place>\S+) does not answer within (?P<time>\S+) seconds",
    "server_error": r"LanguageTool at (?P<place>\S+) answers with error (?P<status>\d+)",
    "server_gave_up": r"LanguageTool gave up before .+",
    "no_java": r"LanguageTool needs Java .+",
    "no_jar": r"there is no languagetool-server\.jar in (?P<place>.+)",
    "no_package": r"LanguageTool is not on this machine\. .+ fetched: (?P<command>.+)",
    "not_found": r"LanguageTool cannot be found: (?P<reason>.+)",
    "not_fetched": r"LanguageTool cannot be fetched: (?P<reason>.+)",
    "no_start": r"LanguageTool in (?P<place>.+) does not start: (?P<reason>.+)",
    "server_babbles": r"LanguageTool at (?P<place>\S+) answers .+",
    "server_language": r"LanguageTool does not know (?P<language>.+)",
    "looks_other": r"said to be in (?P<said>\w+), but reads as (?P<found>\w+)",
    "path_says_other": r"its path says (?P<said>\w+), but reads as (?P<found>\w+)",
    "no_prose": r"there is no prose in it",
    "unknown_language": r"its language cannot be told",
    "foreign": r"it is in another language than .+",
    "known_foreign": r"it is in (?P<language>.+), not in .+",
    "said_foreign": r"its language is said to be (?P<name>.+)",
    "unknown_silence_near": r"comment, line (?P<line>\d+): unknown rule «(?P<name>.+)»\. "
    r"Did you mean «(?P<near>.+)»\?",
    "unknown_silence": r"comment, line (?P<line>\d+): unknown rule «(?P<name>.+)»\.",
    "front_matter_unread": r"front matter, line (?P<line>\d+): not valid (?P<name>\w+), so none .+",
    "front_matter": r"front matter, line (?P<line>\d+): (?P<name>.+)",
}


#: What is filled with the code of a language, of which a reader is told the name.
_CODES = frozenset({"said", "found"})


def in_words(remark: str, language: str) -> str:
    """Return a remark of the program in a language; one it does not know, as it is."""
    # What could not be read is said to be so by the report itself.
    said = _("cannot be read: {reason}").partition("{")[0]
    bare = remark.removeprefix("cannot be read: ").removeprefix(said)
    for name, pattern in _REMARKS.items():
        if match := re.fullmatch(pattern, bare, re.DOTALL):
            words = words_in(language)
            return _translations(words.code)[name].format(**_values(match.groupdict(), words))
    return bare


@cache
def _translations(code: str) -> Mapping[str, str]:
    return texts(code, "remarks", _REMARKS)


def _values(found: Mapping[str, str], words: Words) -> Mapping[str, str]:
    """Return what fills a translation: what was found, and the languages that we read."""
    read = enumerate_words([words.languages[code] for code in languages()], words.or_word)
    values = {**found, "languages": read}
    values |= {key: words.languages.get(found[key], found[key]) for key in _CODES & found.keys()}
    if "language" in found:
        values["language"] = _named(found["language"], words)
    return values


def _named(english: str, words: Words) -> str:
    codes = (code for code, profile in profiles().items() if profile.english == english)
    return words.languages.get(next(codes, english), english)
