"""Holds every form that the lexicons generate against an independent speller.

    python benchmarks/spelling.py

Needs hunspell with dictionaries for nb_NO, nn_NO and sv_SE (Debian: hunspell, hunspell-no,
hunspell-sv). Prints, by language and part of speech, how many forms there are and which of them
the speller does not know. Stiff words, loans and compounds may be missing from it: each is for a
reader to judge.
"""

from __future__ import annotations

import subprocess

from clarity import rulebook
from clarity.language.lexicon import PARTS_OF_SPEECH, Lexicon

DICTIONARIES = {"nb": "nb_NO", "nn": "nn_NO", "sv": "sv_SE"}


def generated(lexicon: Lexicon, part: str) -> set[str]:
    """Return all forms of a part of speech but the genitives, which are made by one rule."""
    lemmas = {*lexicon.lemmas[part], *lexicon.irregular[part], *lexicon.like[part]}
    return {
        form
        for lemma in lemmas
        for slot, forms in lexicon.inflect(lemma, part).items()
        if not slot.startswith("genitive")
        for form in forms
    }


def unknown(forms: set[str], dictionary: str) -> list[str]:
    """Return the forms that the speller does not know."""
    command = ["hunspell", "-d", dictionary, "-l", "-i", "utf-8"]
    text = "\n".join(sorted(forms))
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return done.stdout.split()


def main() -> None:
    """Check all lexicons and print what is unknown."""
    for language, dictionary in DICTIONARIES.items():
        lexicon = rulebook.load_lexicon(language)
        for part in PARTS_OF_SPEECH:
            forms = generated(lexicon, part)
            strange = unknown(forms, dictionary)
            print(f"{language} {part}: {len(forms)} forms, {len(strange)} unknown to the speller")
            print("  " + ", ".join(strange))


if __name__ == "__main__":
    main()
