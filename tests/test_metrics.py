"""The measures: formulas, guards, and what counts as prose."""

from __future__ import annotations

from math import isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarity.measures import readability
from prose_builder import Lists, build

LISTS = Lists({"reader": "du, deg, din", "sender": "vi, oss", "imperatives": "send, ring"})

PLAIN = (
    "Du kan søke om plass i barnehagen fra du venter barn. Vi svarer deg innen tre uker. "
    "Fristen for å søke er første mars. Du finner skjemaet på nettsidene våre. "
    "Ring oss hvis du trenger hjelp med søknaden."
)


def test_lix_and_rix_follow_their_formulas() -> None:
    assert readability.lix(100, 10, 25) == 100 / 10 + 100 * 25 / 100
    assert readability.rix(100, 10, 25) == 2.5


@pytest.mark.parametrize("formula", [readability.lix, readability.rix])
def test_lix_and_rix_are_undefined_for_a_scrap(formula: object) -> None:
    assert callable(formula)
    assert formula(29, 3, 4) is None
    assert formula(30, 3, 4) is not None
    assert formula(50, 0, 4) is None


def test_ovix_follows_its_formula_and_needs_a_text_of_some_length() -> None:
    assert readability.ovix(199, 100) is None
    assert readability.ovix(200, 200) is None
    value = readability.ovix(1000, 400)
    assert value is not None
    assert isclose(value, log(1000) / log(2 - log(400) / log(1000)))


@given(st.integers(200, 100_000), st.data())
def test_ovix_grows_with_the_number_of_different_words(words: int, data: st.DataObject) -> None:
    types = data.draw(st.integers(1, words - 2))
    fewer, more = readability.ovix(words, types), readability.ovix(words, types + 1)
    assert fewer is not None
    assert more is not None
    assert fewer < more


def test_measures_of_a_plain_text() -> None:
    measures = readability.measure(build(PLAIN), LISTS)
    assert measures["words"] == 38
    assert measures["sentences"] == 5
    # barnehagen, fristen, skjemaet, nettsidene, trenger, søknaden
    assert measures["lix"] == readability.lix(38, 5, 6)
    assert measures["words_per_sentence"] == 38 / 5
    assert measures["reader_share"] == 4 / 5
    assert measures["sender_share"] == 2 / 5
    assert measures["ovix"] is None


def test_an_empty_text_has_counts_but_no_measures() -> None:
    measures = readability.measure(build(""), LISTS)
    assert measures["words"] == 0
    assert measures["sentences"] == 0
    for name in ("lix", "rix", "ovix", "words_per_sentence", "reader_share", "blocks_per_250"):
        assert measures[name] is None


@pytest.mark.parametrize(
    "form", ["1234567", "1 000 000", "2019-2020", "12.345.678", "www.helsenorge.no", "ola@nav.no"]
)
def test_numbers_and_addresses_are_never_long_words(form: str) -> None:
    assert not readability.is_longer(form, readability.LONG_WORD)


@pytest.mark.parametrize("form", ["søknads", "e-posten", "covid-19-vaksine"])
def test_letters_make_a_word_long(form: str) -> None:
    assert readability.is_longer(form, readability.LONG_WORD)


@pytest.mark.parametrize("form", ["søknad", "f.eks.no", "24-årig"])
def test_hyphens_points_and_digits_do_not_make_a_word_long(form: str) -> None:
    assert not readability.is_longer(form, readability.LONG_WORD)


def test_headings_labels_cells_and_unfinished_list_items_are_no_prose() -> None:
    prose = build(
        "# Slik søker du om plass i en kommunal barnehage\n\n"
        "Telefon: 55 55 55 55\n\n"
        "Du må sende oss:\n\n"
        "- søknad\n\n"
        "- Kopi av passet ditt. Vi gir det tilbake.\n\n"
        "| Frist\n\n"
        "Vi svarer innen tre uker."
    )
    said = [
        passage.block.text[sentence.start : sentence.end].strip()
        for passage, sentence in readability.prose_sentences(prose)
    ]
    assert said == [
        "Du må sende oss:",
        "Kopi av passet ditt.",
        "Vi gir det tilbake.",
        "Vi svarer innen tre uker.",
    ]


def test_a_list_does_not_change_the_lix_of_the_prose_around_it() -> None:
    alone = readability.measure(build(PLAIN), LISTS)
    listed = readability.measure(
        build(PLAIN + "\n\n- personnummer\n\n- fødselsattest\n\n- arbeidsgiveravtale"), LISTS
    )
    assert listed["lix"] == alone["lix"]
    assert listed["lix_everything"] != alone["lix_everything"]


def test_shares_of_long_sentences_and_very_long_words() -> None:
    long_sentence = "Vi " + "går og " * 13 + "ler."
    measures = readability.measure(build(f"{long_sentence} Kommunikasjonsavdelingen sover."), LISTS)
    assert measures["long_sentence_share"] == 0.5
    assert measures["very_long_word_share"] == 1 / 30


@given(st.lists(st.integers(1, 60), min_size=1))
def test_median_and_percentile_lie_among_the_numbers(numbers: list[int]) -> None:
    ordered = sorted(numbers)
    middle, high = readability.median(ordered), readability.percentile(ordered, 0.9)
    assert middle is not None
    assert high in ordered
    assert ordered[0] <= middle <= high or len(ordered) < 3


def test_short_texts_are_called_indicative() -> None:
    assert readability.is_indicative(99, 10)
    assert readability.is_indicative(200, 4)
    assert not readability.is_indicative(100, 5)
