"""Numbers as people write them, and ranges of numbers: `900`, `900..1000`, `900..`, `..1000`."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_GROUPS = re.compile(r"(?<=\d)[,٬'’\s](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+(?:[.٫]\d+)?", re.ASCII)


def ascii_digits(words: str) -> str:
    """The words with 0 to 9 for the digits of all scripts: a writer's keyboard may have its own."""
    if words.isascii():
        return words
    return "".join(str(unicodedata.decimal(one, one)) for one in words)


def parse_number(words: str) -> Decimal | None:
    """The number that words are, whatever their digits and separators; None where they are none."""
    plain = _GROUPS.sub("", ascii_digits(words.strip()))
    return Decimal(plain.replace("٫", ".")) if _NUMBER.fullmatch(plain) else None


def parse_numbers(words: str) -> tuple[Decimal, Decimal] | None:
    """The first and the last number that words mean; an open end is infinite."""
    first, mark, last = (part.strip() for part in words.partition(".."))
    start = parse_number(first) if first or not mark else Decimal("-Infinity")
    end = start if not mark else parse_number(last) if last else Decimal("Infinity")
    return None if start is None or end is None else (start, end)
