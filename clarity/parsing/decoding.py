"""Bytes to text: which encoding a file is in, and what the writer should know about it."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from itertools import chain
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from clarity.messages import _
from clarity.model.edits import Edit, edited, kept
from clarity.parsing import unread


class DecodingError(Exception):
    """The bytes are no text."""


class EncodingError(Exception):
    """The encoding of a file cannot hold a text."""


#: What the bytes of a file are that has no byte order mark, or a false one.
Western = Literal["all", "some"]


class Decoded(Struct, frozen=True):
    """A text without byte order mark, and one-line remarks about its encoding.

    ``mark`` is that mark and ``codec`` what the bytes after it are in. ``western`` tells where
    ``all`` of them, or ``some`` among UTF-8, are CP1252.
    """

    text: str
    notices: tuple[str, ...] = ()
    mark: bytes = b""
    codec: str = "utf-8"
    western: Western | None = None


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
            return replace(_decode_marked(data[len(mark) :], codec, name), mark=mark)
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
    notices = () if codec == "utf-8" else (f"read as {name}; save it as UTF-8",)
    return Decoded(text, notices, codec=codec)


def _decode_western(data: bytes) -> Decoded:
    """Decode what is not UTF-8, keeping the parts that are where the two are mixed."""
    mixed = data.decode("utf-8", "surrogateescape")  # a stray byte becomes U+DC80 to U+DCFF
    strays = sum(map(mixed.count, _STRAYS))
    others = sum(character > "\x7f" for character in mixed) - strays
    # A few pairs of CP1252 letters happen to be valid UTF-8 («FÅ»); only many show a mixture.
    if others * 10 < strays:
        text = data.decode("latin-1").translate(_CP1252)
        told = "not UTF-8: read as Windows-1252 (Latin-1); save it as UTF-8"
        return Decoded(text, (told,), western="all")
    text = mixed.translate(_STRAYS_AS_CP1252)
    told = "mixes UTF-8 with Windows-1252 (Latin-1); save it as UTF-8"
    return Decoded(text, (told,), western="some")


def rewritten(data: bytes, edits: Sequence[Edit]) -> bytes:
    """Return a file after edits of its text, in its encoding, with every other byte as it was.

    Raises `EncodingError` where its encoding has no letter for what is put in.
    """
    decoded = decode(data)
    codec, errors = _codec(decoded)
    # The bytes of what stays are taken as they are, whatever they may be.
    source = _as_bytes_are(data, decoded)
    stays = [piece.encode(codec, errors) for piece in kept(source, edits)]
    put_in = [_encoded(edit.text, decoded) for edit in edits]
    made = decoded.mark + b"".join(chain.from_iterable(zip(stays, (*put_in, b""), strict=True)))
    if decode(made).text != edited(decoded.text, edits):
        raise EncodingError(
            _("its encoding would no longer be told by its bytes: save it as UTF-8")
        )
    return made


def _codec(decoded: Decoded) -> tuple[str, str]:
    if decoded.western == "all":
        return "latin-1", "strict"
    return decoded.codec, "surrogateescape" if decoded.western else "strict"


def _as_bytes_are(data: bytes, decoded: Decoded) -> str:
    """Return a text as long as the decoded one, of which each stretch gives back its bytes."""
    if decoded.western is None:
        return decoded.text
    codec, errors = _codec(decoded)
    return data[len(decoded.mark) :].decode(codec, errors)


def _encoded(text: str, decoded: Decoded) -> bytes:
    if decoded.western != "all":
        return text.encode(decoded.codec)
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError as error:
        told = _("Windows-1252 has no «{letter}»: save it as UTF-8")
        raise EncodingError(told.format(letter=text[error.start])) from None


def _refuse_binary(data: bytes) -> None:
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _BINARY))
    if controls * 50 > len(sample):
        raise DecodingError("not a text file (it is full of control characters)")
