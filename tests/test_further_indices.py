"""textstat as an oracle for LIX and RIX, and where it is wrong on Nordic text."""

from __future__ import annotations

import pytest
import textstat
from hypothesis import given
from hypothesis import strategies as st

from clarity.measures import readability
from clarity.measures.further_indices import DESCRIPTIONS, further_indices
from prose_builder import Lists, build

LISTS = Lists({})

_WORD = st.text("abcdefghijklmnopqrstuvwxyzæøåäö", min_size=1, max_size=18)
_SENTENCE = st.lists(_WORD, min_size=3, max_size=30)
_TEXT = st.lists(_SENTENCE, min_size=2, max_size=12).filter(lambda s: sum(map(len, s)) >= 30)


@given(_TEXT)
def test_lix_and_rix_are_those_of_textstat_on_clean_text(sentences: list[list[str]]) -> None:
    text = " ".join(" ".join(words) + "." for words in sentences)
    measures = readability.measure(build(text), LISTS)
    assert measures["lix"] == pytest.approx(textstat.lix(text))
    assert measures["rix"] == pytest.approx(textstat.rix(text))


TAIL = (
    "Du kan søke om plass hele året. Vi svarer deg innen tre uker fra vi har fått søknaden. "
    "Ring oss gjerne hvis du vil vite mer om barnehagen der du bor."
)


def test_textstat_ends_sentences_inside_times_and_clarity_does_not() -> None:
    text = f"Kontoret vårt på torget er åpent fra 08.30 og helt fram til 15.45 alle dager. {TAIL}"
    assert textstat.sentence_count(text) == 6
    assert readability.measure(build(text), LISTS)["sentences"] == 4


def test_textstat_joins_a_heading_to_the_next_sentence_and_clarity_does_not() -> None:
    alone = readability.measure(build(TAIL), LISTS)
    headed = readability.measure(build(f"# Barnehageplass og barnehagesøknad\n\n{TAIL}"), LISTS)
    assert headed["lix"] == alone["lix"]
    assert textstat.lix(f"Barnehageplass og barnehagesøknad\n\n{TAIL}") != pytest.approx(
        textstat.lix(TAIL)
    )


def test_textstat_drops_short_sentences_and_clarity_counts_them() -> None:
    assert readability.measure(build(f"{TAIL} Lykke til."), LISTS)["sentences"] == 4
    assert textstat.sentence_count(f"{TAIL} Lykke til.") == 3


def test_textstat_takes_a_big_number_for_a_long_word_and_clarity_does_not() -> None:
    text = f"{TAIL} Vi betalte ut 125000000 kroner i fjor."
    assert textstat.long_word_count(text) == 4
    measures = readability.measure(build(text), LISTS)
    assert measures["long_word_share"] == pytest.approx(3 / measures["prose_words"])  # type: ignore[operator]


@pytest.mark.parametrize("language", ["nb", "nn", "sv"])
def test_further_indices_of_a_plain_and_a_heavy_text(language: str) -> None:
    plain = further_indices(build("Du kan gå nå. Vi ser deg der. " * 6, language))
    heavy = further_indices(
        build("Kommunikasjonsavdelingen koordinerer implementeringen av tiltakene. " * 8, language)
    )
    assert set(plain) == set(DESCRIPTIONS)
    for name in ("syllables_per_word", "ari_english", "coleman_liau_english", "wiener_german"):
        assert (plain[name] or 0) < (heavy[name] or 0)
    for name in ("flesch_english", "gulpease_italian"):
        assert (plain[name] or 0) > (heavy[name] or 0)


def test_a_scrap_has_no_further_indices() -> None:
    assert set(further_indices(build("Hei.")).values()) == {None}


def test_times_end_no_sentence_for_textstat_when_clarity_has_split_the_text() -> None:
    with_point = further_indices(build(f"Vi åpner alltid 08.30 hver dag. {TAIL}"))
    without = further_indices(build(f"Vi åpner alltid 0830 hver dag. {TAIL}"))
    assert with_point == without
