"""What is said of whole files reaches the writer in her own language."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from clarity.grammar import pipelines
from clarity.grammar.unavailable import UnavailableError
from clarity.parsing import contents
from clarity.parsing.decoding import DecodingError, decode
from clarity.reports.remarks import in_words

LANGUAGES = ("nb", "nn", "sv")
ENGLISH = {"the", "is", "it", "not", "file", "read", "save", "and"}


def is_translated(remark: str) -> bool:
    told = {in_words(remark, language) for language in LANGUAGES}
    words = {word.strip(".,:;()") for text in told for word in text.split()}
    return len(told) == len(LANGUAGES) and not words & ENGLISH


@pytest.mark.parametrize(
    "data",
    ["blåbær".encode("utf-16"), "blåbær".encode("latin-1"), "blåbær\n".encode() + b"bl\xe5"],
)
def test_notices_on_encoding_are_translated(data: bytes) -> None:
    (notice,) = decode(data).notices
    assert is_translated(notice)


@pytest.mark.parametrize("data", [b"a\0b", b"\xff\xfe\x00", b"\x01\x02\x03\x04" * 9])
def test_what_is_no_text_is_said_so_in_the_language(data: bytes) -> None:
    with pytest.raises(DecodingError) as raised:
        decode(data)
    assert is_translated(str(raised.value))


def test_what_the_system_says_is_translated(tmp_path: Path) -> None:
    loop = tmp_path / "ring.md"
    loop.symlink_to(loop)
    for path in (tmp_path / "borte.md", tmp_path, loop):
        with pytest.raises(OSError) as raised:
            path.read_bytes()
        assert is_translated(str(raised.value.strerror))
        assert is_translated(f"cannot be read: {raised.value.strerror}")
    assert is_translated(os.strerror(13))


def test_that_a_file_is_too_large_is_translated(tmp_path: Path) -> None:
    dump = tmp_path / "dump.md"
    with dump.open("wb") as file:
        file.truncate(contents.LARGEST + 1)
    with pytest.raises(OSError) as raised:
        contents.read_file(str(dump))
    assert is_translated(str(raised.value.strerror))
    assert is_translated(contents.TOO_MANY_BLOCKS)


def test_unknown_remark_is_kept() -> None:
    assert in_words("disk on fire", "nb") == "disk on fire"
    assert in_words("front matter, line 3: unknown key «x»", "sv").endswith("unknown key «x»")


def test_why_there_is_no_grammar_is_translated() -> None:
    with pytest.raises(UnavailableError) as raised:
        pipelines.load("nb_core_borte")
    assert in_words(str(raised.value), "sv") == (
        "Grammatikmodellen ”nb_core_borte” är inte installerad. "
        "Installera den: python -m spacy download nb_core_borte"
    )
    assert is_translated("no grammar model reads Danish")
    assert is_translated("the model «modeller/egen» cannot be loaded: [E053] Could not read it.")


def test_languages_are_named_and_not_given_by_their_codes() -> None:
    told = in_words("said to be in nn, but reads as nb", "nb")
    assert told == "Språket er satt til nynorsk, men teksten ser ut som bokmål."
