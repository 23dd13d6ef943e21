"""Bytes to text: encodings, and what is no text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarity.parsing.decoding import DecodingError, decode

SENTENCE = "Vi behandler søknaden før påske, så ærlig talt: vänta på nästa brev."


def test_utf8_needs_no_notice() -> None:
    assert decode(SENTENCE.encode()).text == SENTENCE
    assert decode(SENTENCE.encode()).notices == ()


def test_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode(codecs.BOM_UTF8 + SENTENCE.encode()).text == SENTENCE


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_utf16_and_utf32_are_read_with_a_notice(mark: bytes, codec: str) -> None:
    decoded = decode(mark + SENTENCE.encode(codec))
    assert decoded.text == SENTENCE
    assert "UTF-" in decoded.notices[0]


def test_latin1_and_cp1252_are_read_with_a_notice() -> None:
    text = "Vedtaket «gjelder» — for deg på 67 år, i Ål."
    decoded = decode(text.encode("cp1252"))
    assert decoded.text == text
    assert "Windows-1252" in decoded.notices[0]


def test_guillemet_after_a_latin1_letter_is_not_taken_for_utf8() -> None:
    text = "Rådet i «FÅ» og på Ås sier at søkeren må møte på nytt, så før påske går det ikke."
    assert decode(text.encode("latin-1")).text == text


def test_both_parts_of_a_mixed_file_are_readable() -> None:
    data = "Søknaden på norsk.\n".encode() * 3 + "Ansökan på svenska.\n".encode("latin-1")
    decoded = decode(data)
    assert decoded.text == "Søknaden på norsk.\n" * 3 + "Ansökan på svenska.\n"
    assert "mixes" in decoded.notices[0]


def test_line_ends_are_kept() -> None:
    assert decode(b"en\r\nto\rtre\n").text == "en\r\nto\rtre\n"


@pytest.mark.parametrize(
    "data",
    [
        b"tekst\0tekst",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\x01\x02\x03\x04\x05\x06 hei",
        "hei på deg".encode("utf-16-le"),
        codecs.BOM_UTF16_LE + b"\x00\xd8\x41",
        codecs.BOM_UTF16_LE + "a\0".encode("utf-16-le"),
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(DecodingError, match=r"not"):
        decode(data)


@given(st.binary())
def test_any_bytes_give_encodable_text_or_a_clear_error(data: bytes) -> None:
    try:
        text = decode(data).text
    except DecodingError:
        return
    assert "\0" not in text
    text.encode()  # no lone surrogates
