"""Months by their names, in every calendar of words that a language has for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from babel import Locale
from babel.localedata import locale_identifiers

from hashiya.clitics import cuts
from hashiya.fold import folded_words

_LONGEST = 2
"""No month has a name of more words."""
_YEARS = range(1000, 3000)


class Month(NamedTuple):
    """A month, with its year where one stands beside it: words from `first` up to `end`."""

    first: int
    end: int
    month: int
    year: int | None

    @property
    def named(self) -> str:
        """Year and month as in EDTF; without a year, the month alone."""
        return f"{self.year}-{self.month:02}" if self.year else f"--{self.month:02}"


@lru_cache(maxsize=8)
def _names(language: str) -> Mapping[tuple[str, ...], int]:
    """The folded names of the months in all countries that speak a language.

    «أيلول» and «سبتمبر» are one month. A name that means another month elsewhere is none.
    """
    found: dict[tuple[str, ...], set[int]] = {}
    for name in locale_identifiers():
        if name.partition("_")[0] == language:
            for number, words in Locale.parse(name).months["format"]["wide"].items():
                found.setdefault(tuple(folded_words(words)), set()).add(number)
    return {words: min(numbers) for words, numbers in found.items() if len(numbers) == 1}


def months(words: Sequence[str], language: str) -> Iterator[Month]:
    """The months that folded words name; both names of one, side by side, are one month."""
    names = _names(language.partition("-")[0])
    at = 0
    while at < len(words):
        length, number = _month(words, at, names)
        if not length:
            at += 1
            continue
        first, at = at, at + length
        again, same = _month(words, at, names)
        if again and same == number:
            at += again
        year = _year(words, at)
        yield Month(first, at + bool(year), number, year)
        at += bool(year)


def _month(words: Sequence[str], at: int, names: Mapping[tuple[str, ...], int]) -> tuple[int, int]:
    """How many words from here on name a month, and which."""
    for length in range(_LONGEST, 0, -1):
        row = tuple(words[at : at + length])
        if len(row) == length:
            for name in (row, *((cut.rest, *row[1:]) for cut in cuts(row[0]) if not cut.article)):
                if name in names:
                    return length, names[name]
    return 0, 0


def _year(words: Sequence[str], at: int) -> int | None:
    following = words[at] if at < len(words) else ""
    known = following.isascii() and following.isdigit() and int(following) in _YEARS
    return int(following) if known else None
