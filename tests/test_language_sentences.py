"""Words and sentences: running texts and where they must, and must not, be cut."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarity.language.lexicon import Lexicon
from clarity.language.sentences import EMPTY, Split, split
from clarity.parsing.languages import languages
from clarity.rulebook import load_lexicon


@cache
def lexicon(language: str) -> Lexicon:
    return load_lexicon(language)


def cut(language: str, text: str) -> tuple[Split, list[str]]:
    found = split(text, lexicon(language))
    return found, [text[sentence.start : sentence.end] for sentence in found.sentences]


#: Language and running text; « | » shows where a sentence ends and the next begins.
SENTENCES = [
    # Abbreviations.
    ("nb", "Møtet er kl. 14.00 i f.eks. Oslo. | Vi møtes der."),
    ("nb", "Ta med penn, papir osv. | Vi har resten."),
    ("nb", "Ta med penn, papir osv. til møtet."),
    ("nb", "Prisen er 500 kr. | Du betaler etterpå."),
    ("nb", "Vi brukte kr. 500 og 3 mill. kroner."),
    ("nb", "Se St.meld. nr. 7 (2005–2006) og Meld. St. 12."),
    ("nb", "Saken er bare min. | Det vet du."),
    ("nb", "Vi snakket med Chr. Michelsen og St. Olavs hospital."),
    ("nn", "Me møtest kl. 12 m.a. i Bergen. | Der åt me."),
    ("nn", "Ta med mat, drikke o.l. | Turen er lang."),
    ("nn", "Du kan t.d. ringje oss. | Vi svarar."),
    ("sv", "Vi bor t.ex. i Lund m.m. | Där trivs vi."),
    ("sv", "Lagen gäller fr.o.m. i dag, dvs. den 3 maj."),
    ("sv", "Det kostar 5 milj. kr. | Det är mycket."),
    ("sv", "Vi åker bil. | Det går fort."),
    ("sv", "Bilaga, se bil. 4, följer med."),
    # Abbreviations of things: they may be the last word.
    ("sv", "Spara texten i en ny fil. | Du får vänta."),
    ("sv", "Välj en fil. | Tryck på knappen."),
    ("sv", "Hon är fil. dr i fysik och fil. kand. Anna Ek."),
    ("sv", "Skriv ditt namn och tel. | Vi ringer dig."),
    ("sv", "Vi kunde ha bytt dem t ex. | Och t ex. Anna vill det."),
    ("sv", "Vår tel. 08-12 34 56 har öppet, se sid. 4 och avd. Kirurgi."),
    ("sv", "Du får svar i nov. | Ansök före den 1 dec. 2024."),
    ("nb", "Oppgi navn og tlf. | Vi ringer deg."),
    ("nb", "Se avd. I og vedl. Kart."),
    ("nb", "Du får svar i nov. | Søk nå."),
    ("nn", "Oppgi namn og tlf. | Vi ringjer deg."),
    # Numbers.
    ("nb", "Fristen er 3. mai. | Etter det er det for sent."),
    ("nb", "Vi feirer 17. Mai her."),
    ("nb", "Han kom på 3. plass i 2019. | Vi jublet."),
    ("nb", "Se § 5-2 og nr. 4. | Paragrafen gjelder ennå."),
    ("nb", "Punkt 1.2.1 handler om dette. | Punkt 1.3 gjør ikke det."),
    ("nb", "1. Søk om plass i barnehagen."),
    ("nb", "Vi var mange. | 14 personer kom for sent."),
    ("nb", "Søk innen 1. september. | § 4 gjelder også."),
    ("sv", "Läs prop. 2019/20:5. | Den gäller."),
    ("sv", "Mötet är kl. 14.30. | Kom då."),
    # Initials and single letters.
    ("nb", "Ring J. Hansen eller Knut S. Vikør."),
    ("nb", "Boken er av A. I. Olsen."),
    ("nb", "Du trenger vitamin C. | Det er sunt."),
    ("sv", "Han har hepatit B. | Vaccin hjälper."),
    # Quotations, questions, ellipsis.
    ("nb", "«Hva nå?» spør hun. | «Gå hjem!» | Hun går."),
    ("nb", "Hun sa: «Vi kommer.» | Så gikk hun."),
    ("sv", "”Vad nu?” frågar hon. | ”Gå hem.” | Hon går."),
    ("nb", "Vi venter … og venter. | Så kommer bussen."),
    ("nb", "Vi venter... | Så kommer bussen."),
    ("nb", "Hva?! | Nei! | (Ja.) | Vel."),
    ("nb", "Dette (!) Er det lov?"),
    # Slips of writing.
    ("nb", "Loven ble endret.1 | Vi følger den."),
    ("sv", "Lagen ändrades.^2 | Vi följer den, och 10.^3 är ett tal."),
    ("nb", "Logg inn med eID. | eID er enkelt."),
    ("nn", "Endringa må vere minst 12 %. | [namn] kan søkje om det."),
    ("nb", "Du kan bl.a. [navn på tilbudet] her."),
    ("nb", "Les mer på hn.no. | Skriv til oss."),
    ("nb", "Hei. | ￼ er en kode. | Bruk ￼."),
    # A name of a file is no abbreviation, however many full stops it has.
    ("nb", "Alt lagres i endringer.xml. | Filen skal med."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "marked"), SENTENCES)
def test_sentences(language: str, marked: str) -> None:
    sentences = marked.split(" | ")
    assert cut(language, " ".join(sentences))[1] == sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Vi har plass til ti samtidig. det er også en sofa der.", 2),
        ("Ring kl. 9 hvis du skal til tlf. vakt el. noe annet.", 1),
        ("Det står i forskr. til loven.", 1),
    ],
)
def test_a_sentence_may_begin_with_a_small_letter_by_mistake(text: str, count: int) -> None:
    assert len(cut("nb", text)[1]) == count


def test_a_forgotten_space_still_ends_a_sentence() -> None:
    assert cut("nb", "Det er slutt.Vi går.")[1] == ["Det er slutt.", "Vi går."]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Se loven § 29.Du må søke.", ["Se loven § 29.", "Du må søke."]),
        ("Les «Svar til deg».Du kan ringe.", ["Les «Svar til deg».", "Du kan ringe."]),
        ("Det står der (side 4).Ring oss.", ["Det står der (side 4).", "Ring oss."]),
        ("Fila (utkast).X er sendt.", ["Fila (utkast).X er sendt."]),
        ("Den har en CC-lisens.Du kan dele den.", ["Den har en CC-lisens.", "Du kan dele den."]),
        ("Det er gratis.|Du må søke.", ["Det er gratis.|", "Du må søke."]),
        ("1.Søk på nettet.", ["1.Søk på nettet."]),
        ("Kom den 17.Mai til oss.", ["Kom den 17.Mai til oss."]),
        ("Det gjelder punkt 3.B og 4.", ["Det gjelder punkt 3.B og 4."]),
    ],
)
def test_sentences_of_joined_lines(text: str, sentences: list[str]) -> None:
    assert cut("nb", text)[1] == sentences


@pytest.mark.parametrize(
    ("language", "text", "forms"),
    [
        ("nb", "Barne- og ungdomsvern", ["barne-", "og", "ungdomsvern"]),
        ("nb", "E-post, f.eks. TV-en!", ["e-post", "f.eks.", "tv-en"]),
        ("nb", "Jf. § 5-2 nr. 4", ["jf.", "5-2", "nr.", "4"]),
        ("nb", "kl. 14.00, 12,5 % og 1.2.1", ["kl.", "14.00", "12,5", "og", "1.2.1"]),
        ("nb", "1 000 og 1\u00a0000\u00a0000 kr", ["1 000", "og", "1\u00a0000\u00a0000", "kr"]),
        ("nb", "og/eller NRK’s «ord»", ["og", "eller", "nrk’s", "ord"]),
        ("nb", "Se hn.no, 1177.se eller post@hn.no.", ["se", "eller"]),
        ("nb", "Navn: ______ ￼ – *", ["navn"]),
        ("nb", "ÅRET 2019–2020", ["året", "2019", "2020"]),
        ("nb", "Merk:du må", ["merk", "du", "må"]),
        ("nn", "Bruk t.d. «òg» osb.", ["bruk", "t.d.", "òg", "osb."]),
        ("sv", "EU:s och sms:et den 1:a", ["eu:s", "och", "sms:et", "den", "1:a"]),
        ("sv", "prop. 2019/20:5, s.k. språklag", ["prop.", "2019/20:5", "s.k.", "språklag"]),
        ("sv", "Det tar 5 min. Vi väntar", ["det", "tar", "5", "min", "vi", "väntar"]),
    ],
)
def test_words(language: str, text: str, forms: list[str]) -> None:
    assert list(cut(language, text)[0].forms) == forms


def test_only_sentences_with_a_final_mark_are_terminated() -> None:
    found, _ = cut("nb", "Vi kommer. Du går?» Slik gjør du:")
    assert [sentence.terminated for sentence in found.sentences] == [True, True, False]


def test_a_letter_that_grows_in_lower_case_moves_no_word() -> None:
    text = "İ dag og I morgen. Vi går."
    found, sentences = cut("nb", text)
    assert sentences == ["İ dag og I morgen.", "Vi går."]
    assert text[found.starts[-1] : found.ends[-1]] == "går"


@pytest.mark.parametrize(
    "text",
    [
        "Logg på [Mozilla-konto]en din.",
        "Bruk ￼-en din.",
        "Se ￼s side.",
        "Åpne ￼'et nå.",
        "￼:n är ny.",
    ],
)
def test_what_bends_what_stands_before_it_is_no_word(text: str) -> None:
    endings = {"en", "s", "et", "n"}
    assert endings.isdisjoint(cut("nb", text)[0].forms)
    assert "en" in cut("nb", "Se ￼ en gang til.")[0].forms
    assert "et" in cut("nb", "Se her (et barn).")[0].forms


def test_text_without_words_has_no_sentences() -> None:
    assert cut("nb", " … ￼. ")[0] == EMPTY


PIECES = st.sampled_from(
    "Vi|kommer|kl.|14.00|«Hei|!»|osv.|.|...|?| | |\u00a0|3.|mai|￼|J.|İ|hn.no|-|(|)|\n|§|å|EU:s|"
    "1 000|\U0001f600|·".split("|")
)


@given(st.lists(PIECES | st.text(max_size=6)), st.sampled_from(list(languages())))
def test_words_and_sentences_fit_together(pieces: list[str], language: str) -> None:
    text = "".join(pieces)
    found, _ = cut(language, text)
    spans = list(zip(found.starts, found.ends, strict=True))
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert [text[start:end].lower() for start, end in spans] == list(found.forms)
    assert all(any(char.isalnum() for char in form) for form in found.forms)
    next_word, last_end = 0, 0
    for sentence in found.sentences:
        assert last_end <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        assert sentence.first == next_word < sentence.last
        assert sentence.start <= found.starts[sentence.first]
        assert found.ends[sentence.last - 1] <= sentence.end
        next_word, last_end = sentence.last, sentence.end
    assert next_word == len(spans)


@given(st.lists(st.sampled_from([text.replace(" | ", " ") for _, text in SENTENCES[:8]])))
def test_a_text_after_a_finished_one_changes_nothing_in_it(texts: list[str]) -> None:
    together = cut("nb", " ".join(texts))[1]
    assert together == [sentence for text in texts for sentence in cut("nb", text)[1]]
