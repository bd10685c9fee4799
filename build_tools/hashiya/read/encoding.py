"""Bytes that are not UTF-8: what they most likely are, and where the first of them stands."""

from __future__ import annotations

import re

from hashiya.problem import Place

_BOMS = {b"\xff\xfe": "UTF-16LE", b"\xfe\xff": "UTF-16BE"}
_MOSTLY = 0.9
"""A text of which so much is UTF-8 was UTF-8 before something broke it."""
_ASCII = bytes(range(0x80))
_WORDS = re.compile(rb"[\xc0-\xff]{2,}")
"""In Windows-1256 these are Arabic words; in Windows-1252 letters with accents, mostly alone."""


def guess(data: bytes) -> str:
    """The encoding that bytes which are not UTF-8 are most likely in; UTF-8 where a few broke."""
    if data[:2] in _BOMS:
        return _BOMS[data[:2]]
    zeros = data[:400].count(0)
    if zeros > len(data[:400]) // 5:
        return "UTF-16LE" if data[1:2] == b"\0" else "UTF-16BE"
    if _share_of_utf8(data) >= _MOSTLY:
        return "UTF-8"
    in_words = sum(map(len, _WORDS.findall(data)))
    return "WINDOWS-1256" if in_words > _beyond_ascii(data) / 2 else "WINDOWS-1252"


def _share_of_utf8(data: bytes) -> float:
    """How much of what is not ASCII is UTF-8, from 0 to 1."""
    valid = data.decode("utf-8", errors="ignore").encode()
    return _beyond_ascii(valid) / _beyond_ascii(data)


def _beyond_ascii(data: bytes) -> int:
    return len(data.translate(None, _ASCII))


def place_of(error: UnicodeDecodeError, file: str) -> Place:
    """The line and column of the byte that no character begins with, or ends in."""
    before = error.object[: error.start]
    line = before.rpartition(b"\n")[2].decode("utf-8")
    return Place(file, before.count(b"\n") + 1, len(line.removeprefix("\ufeff")) + 1)


def byte_of(error: UnicodeDecodeError) -> str:
    """The byte itself, as it is usually written."""
    return f"0x{error.object[error.start]:02X}"
