"""How a text stands among real ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from clarity.measures.readability import MEASURES
from clarity.measures.reference import COMPARED, Genre, compare, parse, usual_rates
from clarity.measures.reference import load as load_reference
from clarity.model import Report
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError, load
from clarity.rulebook.rules import known_ids
from clarity.session import Request, Session

#: LIX 21, 22 … 39.
_RISING = tuple(float(number) for number in range(21, 40))


def genre(**percentiles: tuple[float, ...]) -> Genre:
    return Genre("plain", "norske sider", "sider fra en kommune", 40, percentiles)


def measures(words: float = 200.0, sentences: float = 15.0, **others: float | None) -> Any:
    missing = dict.fromkeys(MEASURES, None)
    return {**missing, "prose_words": words, "sentences": sentences, **others}


def place(value: float, percentiles: tuple[float, ...] = _RISING) -> tuple[int, int]:
    (found,) = compare(measures(lix=value), (genre(lix=percentiles),))
    return found.places["lix"]


@pytest.mark.parametrize(
    ("lix", "lower", "higher"),
    [
        (10.0, 0, 95),  # below all that is known: at least 95 % are higher
        (21.5, 5, 90),
        (30.0, 45, 45),  # the middle itself
        (38.5, 90, 5),
        (70.0, 95, 0),
    ],
)
def test_shares_are_those_that_are_sure(lix: float, lower: int, higher: int) -> None:
    assert place(lix) == (lower, higher)


def test_value_that_most_texts_share_is_neither_high_nor_low() -> None:
    assert place(0.0, (0.0,) * 17 + (0.1, 0.2)) == (0, 10)


@pytest.mark.parametrize(("words", "sentences"), [(99.0, 15.0), (200.0, 4.0), (0.0, 0.0)])
def test_short_text_is_not_compared(words: float, sentences: float) -> None:
    assert compare(measures(words, sentences, lix=30.0), (genre(lix=_RISING),)) == ()


def test_measure_that_one_side_lacks_is_not_compared() -> None:
    among = (genre(lix=_RISING, rix=_RISING),)
    (found,) = compare(measures(lix=None, rix=30.0, words_per_sentence=14.0), among)
    assert list(found.places) == ["rix"]


@pytest.mark.parametrize("language", languages())
def test_shipped_distributions_are_sound(language: str) -> None:
    genres = load_reference(language)
    assert genres[0].id == "plain"
    for found in genres:
        assert found.texts >= 15
        assert set(COMPARED) <= set(found.percentiles)


@pytest.mark.parametrize("language", languages())
def test_plain_texts_are_lighter_than_those_of_authorities(language: str) -> None:
    plain, heavy = load_reference(language)[:2]
    middle = len(_RISING) // 2
    assert plain.percentiles["lix"][middle] < heavy.percentiles["lix"][middle]
    assert plain.percentiles["overall"][middle] > heavy.percentiles["overall"][middle]


def test_broken_distribution_is_refused_with_its_line() -> None:
    text = """genres:
  plain:
    name: norske sider
    about: sider fra en kommune
    texts: 40
    measures:
      lix:
        percentiles: [1, 2, 3]
"""
    with pytest.raises(ConfigError, match=r"nb\.yaml:8: .*19 rising numbers"):
        parse(load(text, "nb.yaml"), "nb.yaml")


def test_usual_rates_are_those_of_rules_there_are() -> None:
    rates = usual_rates()
    assert rates.keys() <= known_ids()
    assert {rule.partition("/")[0] for rule in rates} == {*languages()}
    assert all(0 < rate < 10 for rate in rates.values())


def test_report_says_where_the_text_stands(tmp_path: Path) -> None:
    sentence = "Kommunestyret vedtok reguleringsbestemmelsene etter saksbehandlernes innstilling. "
    for _ in ("read anew", "from the compiled copy"):
        session = Session(Request(cache=tmp_path))
        report = session.check_bytes((sentence * 20).encode(), "vedtak.nb.md")
        assert isinstance(report, Report)
        assert report.comparisons[0].places["lix"] == (95, 0)


def test_kept_report_still_says_it(tmp_path: Path) -> None:
    from clarity.run.texts import check

    page = tmp_path / "side.nb.md"
    page.write_text("Du kan søke om plass i barnehagen når som helst. " * 20, encoding="utf-8")
    request = Request(cache=tmp_path / "cache")
    (first,) = check([str(page)], request)
    (again,) = check([str(page)], request)
    assert isinstance(first, Report)
    assert first.comparisons
    assert again == first
