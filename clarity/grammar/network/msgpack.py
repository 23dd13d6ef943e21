"""Reads MessagePack, the format that spaCy's weights are stored in.

https://github.com/msgpack/msgpack/blob/master/spec.md, without the extension types, which are not
used there.
"""

from __future__ import annotations

import struct
from typing import Any, BinaryIO

_CONSTANTS = {0xC0: None, 0xC2: False, 0xC3: True}
_NUMBERS = {
    0xCA: ">f",
    0xCB: ">d",
    0xCC: ">B",
    0xCD: ">H",
    0xCE: ">I",
    0xCF: ">Q",
    0xD0: ">b",
    0xD1: ">h",
    0xD2: ">i",
    0xD3: ">q",
}
#: What follows is of a length that is given first, in so many bytes.
_BYTES = {0xC4: 1, 0xC5: 2, 0xC6: 4}
_TEXTS = {0xD9: 1, 0xDA: 2, 0xDB: 4}
_LISTS = {0xDC: 2, 0xDD: 4}
_MAPPINGS = {0xDE: 2, 0xDF: 4}


def read(stream: BinaryIO) -> Any:
    """Read one value. Raises `ValueError` where there is none, or it ends too early."""
    kind = _exactly(stream, 1)[0]
    if kind <= 0x7F:
        return kind
    if kind <= 0x8F:
        return _mapping(stream, kind & 0x0F)
    if kind <= 0x9F:
        return _list(stream, kind & 0x0F)
    if kind <= 0xBF:
        return _exactly(stream, kind & 0x1F).decode()
    if kind >= 0xE0:
        return kind - 0x100
    if kind in _CONSTANTS:
        return _CONSTANTS[kind]
    if kind in _NUMBERS:
        form = _NUMBERS[kind]
        return struct.unpack(form, _exactly(stream, struct.calcsize(form)))[0]
    if kind in _BYTES:
        return _exactly(stream, _length(stream, _BYTES[kind]))
    if kind in _TEXTS:
        return _exactly(stream, _length(stream, _TEXTS[kind])).decode()
    if kind in _LISTS:
        return _list(stream, _length(stream, _LISTS[kind]))
    if kind in _MAPPINGS:
        return _mapping(stream, _length(stream, _MAPPINGS[kind]))
    raise ValueError(f"unknown kind of value: {kind:#x}")


def _exactly(stream: BinaryIO, count: int) -> bytes:
    data = stream.read(count)
    if len(data) != count:
        raise ValueError("ends too early")
    return data


def _length(stream: BinaryIO, count: int) -> int:
    return int.from_bytes(_exactly(stream, count), "big")


def _list(stream: BinaryIO, count: int) -> list[Any]:
    return [read(stream) for _ in range(count)]


def _mapping(stream: BinaryIO, count: int) -> dict[Any, Any]:
    return {read(stream): read(stream) for _ in range(count)}
