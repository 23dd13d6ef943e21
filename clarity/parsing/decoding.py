"""Bytes to text: which encoding a file is in, and what the writer should know about it."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from clarity.parsing import unread


class DecodingError(Exception):
    """The bytes are no text."""


class Decoded(NamedTuple):
    """A text without byte order mark, and one-line remarks about its encoding."""

    text: str
    notices: tuple[str, ...] = ()


#: UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)

#: Control characters that no text file holds; a file with many of them is something else.
_BINARY = bytes(set(range(0x20)) - set(b"\t\n\r\f\v\x1a\x1b\x1c\x1d\x1e\x1f"))
_SAMPLE = 8192

#: CP1252 where it differs from Latin-1; five of its bytes mean nothing and stay control characters.
_CP1252 = {
    byte: bytes((byte,)).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if byte not in b"\x81\x8d\x8f\x90\x9d"
}
_STRAYS = [chr(0xDC00 + byte) for byte in range(0x80, 0x100)]
_STRAYS_AS_CP1252 = {0xDC00 + byte: _CP1252.get(byte, chr(byte)) for byte in range(0x80, 0x100)}


def decode(data: bytes) -> Decoded:
    """Decode a file: UTF-8, UTF-16 or UTF-32 with a byte order mark, else CP1252 with a notice.

    Line ends are left as they are. Raises `DecodingError` for what is not text.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], codec, name)
    if reason := unread.reason_of(data):
        raise DecodingError(reason)
    if b"\0" in data:
        raise DecodingError("not a text file (it has NUL bytes; UTF-16 needs a byte order mark)")
    if data.isascii():
        _refuse_binary(data)
        return Decoded(data.decode("ascii"))
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        _refuse_binary(data)
        return _decode_western(data)


def _decode_marked(data: bytes, codec: str, name: str) -> Decoded:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        if codec == "utf-8":
            return _decode_western(data)
        raise DecodingError(f"marked as {name}, but is not valid {name}") from None
    if "\0" in text:
        raise DecodingError("not a text file (it has NUL characters)")
    return Decoded(text, () if codec == "utf-8" else (f"read as {name}; save it as UTF-8",))


def _decode_western(data: bytes) -> Decoded:
    """Decode what is not UTF-8, keeping the parts that are where the two are mixed."""
    mixed = data.decode("utf-8", "surrogateescape")  # a stray byte becomes U+DC80 to U+DCFF
    strays = sum(map(mixed.count, _STRAYS))
    others = sum(character > "\x7f" for character in mixed) - strays
    # A few pairs of CP1252 letters happen to be valid UTF-8 («FÅ»); only many show a mixture.
    if others * 10 < strays:
        text = data.decode("latin-1").translate(_CP1252)
        return Decoded(text, ("not UTF-8: read as Windows-1252 (Latin-1); save it as UTF-8",))
    text = mixed.translate(_STRAYS_AS_CP1252)
    return Decoded(text, ("mixes UTF-8 with Windows-1252 (Latin-1); save it as UTF-8",))


def _refuse_binary(data: bytes) -> None:
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _BINARY))
    if controls * 50 > len(sample):
        raise DecodingError("not a text file (it is full of control characters)")
