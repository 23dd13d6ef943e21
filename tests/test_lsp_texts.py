"""A text in an editor: its edits and its places, in whatever the editor counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clarity.lsp.caret import Shown, moved
from clarity.lsp.texts import Edit, Encoding, Place, text_of
from clarity.model import Span
from clarity.reports.positions import lines_of

_ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")
#: What has led other servers astray: characters of two units, ends of lines and what is none.
_PIECES = ("a", "å", "😀", "\r", "\n", "\r\n", "ord ", "\u2028", "\x0b", "\x85", "e\u0301")
_texts = some.lists(some.sampled_from(_PIECES), max_size=12).map("".join)


@pytest.mark.parametrize(("encoding", "unit"), [("utf-8", 4), ("utf-16", 2), ("utf-32", 1)])
def test_a_place_is_counted_as_the_editor_counts(encoding: Encoding, unit: int) -> None:
    text = text_of("ny\r\n😀 her", encoding)
    assert text.place(5) == Place(1, unit)
    assert text.offset(Place(1, unit)) == 5
    assert text.offset(Place(1, 99)) == len(text.source)
    assert text.offset(Place(0, 99)) == 2
    assert text.offset(Place(9, 0)) == len(text.source)


@given(_texts, some.sampled_from(_ENCODINGS), some.integers(0, 30), some.integers(0, 30))
def test_a_span_begins_and_ends_where_its_places_are(
    source: str, encoding: Encoding, one: int, other: int
) -> None:
    text, length = text_of(source, encoding), len(source)
    start, end = sorted((min(one, length), min(other, length)))
    assert text.places(Span(start, end)) == (text.place(start), text.place(end))


def test_a_place_within_a_character_is_before_it() -> None:
    assert text_of("😀", "utf-16").offset(Place(0, 1)) == 0


def test_only_what_ends_a_line_in_an_editor_begins_a_new_one() -> None:
    assert text_of("a\u2028b\x0bc\x85d\n").place(6) == Place(0, 6)


def test_a_byte_order_mark_is_none_of_a_report_but_all_of_the_first_line() -> None:
    text = text_of("\ufeffHei")
    assert text.place(0) == Place(0, 1)
    assert text.offset(Place(0, 1)) == 0


@given(_texts, _texts, some.sampled_from(_ENCODINGS), some.data())
def test_an_edit_makes_the_text_that_the_editor_has(
    source: str, written: str, encoding: Encoding, data: some.DataObject
) -> None:
    text = text_of(source, encoding)
    places = [text.place(offset) for offset in range(len(source) + 1)]
    start = data.draw(some.integers(0, len(source)))
    end = data.draw(some.integers(start, len(source)))
    # Between CR and LF an editor has no place.
    start, end = text.offset(places[start]), text.offset(places[end])
    edited, taken, after = text.edited(Edit(text.place(start), text.place(end), written))
    assert edited.source == source[:start] + written + source[end:]
    assert tuple(edited.starts) == lines_of(edited.source).starts
    assert (taken, after) == (Span(start, end), start + len(written))
    whole, *_ = text.replaced(edited.source)
    assert whole.source == edited.source


def test_halves_of_a_character_that_come_one_by_one_become_it() -> None:
    high, low = "\ud83d", "\ude00"
    text, *_ = text_of("a").edited(Edit(Place(0, 1), Place(0, 1), high))
    assert text.encoded() == "a\ufffd".encode()
    text, *_ = text.edited(Edit(Place(0, 2), Place(0, 2), low))
    assert text.source == "a😀"


def test_marks_move_with_the_words_they_stand_on() -> None:
    seen = [Shown("r", Span(0, 3)), Shown("r", Span(10, 14))]
    assert moved(seen, Span(5, 6), 9) == (Shown("r", Span(0, 3)), Shown("r", Span(13, 17)))
