"""Ways to write a name, looked for in a text: folded, as whole words, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from hashiya.fold import Folded, folded
from hashiya.kind import Register
from hashiya.model import Entry, Text

_BEFORE = "[وف]?(?:[بكل]?(?:ال)?|لل)"
"""What Arabic writes together with a word: conjunctions, prepositions, the article."""
_ARTICLE = "ال"
_STEM = 3
"""A word that is shorter without it does not begin with the article."""
_OPENING = "\"'“”„«‘‚‹(["
_CLOSING = "\"'“”»’›)]"


class Found(NamedTuple):
    """That a form stands somewhere; offsets into the text as it is written, half-open."""

    form: Text
    start: int
    end: int


class Forms:
    """Ways to write the name of one entry in one language, folded once."""

    def __init__(self, written: Iterable[Text]) -> None:
        by_words: dict[str, Text] = {}
        for form in written:
            by_words.setdefault(folded(form), form)
        by_words.pop("", None)
        self.written = tuple(by_words.values())
        """Each once, in the order in which they were written."""
        self._longest_first = sorted(by_words.items(), key=lambda one: -len(one[0]))

    def find(self, text: Folded, within: tuple[int, int] | None = None) -> list[Found]:
        """Every place where a form stands, in the order of the text.

        `within` are offsets into the text as it is written.
        """
        return self._found(self._as_written, text, within)

    def find_inflected(self, text: Folded, within: tuple[int, int] | None = None) -> list[Found]:
        """The same, with the article and what else Arabic writes together with a word."""
        return self._found(self._inflected, text, within)

    def _found(
        self, pattern: re.Pattern[str], text: Folded, within: tuple[int, int] | None
    ) -> list[Found]:
        if not self.written:
            return []
        first, last = (text.at(within[0]), text.at(within[1])) if within else (0, len(text.text))
        return [
            _marked(self._longest_first[(hit.lastindex or 1) - 1][1], text, *hit.span())
            for hit in pattern.finditer(text.text, first, last)
        ]

    @cached_property
    def _as_written(self) -> re.Pattern[str]:
        return _whole_words(re.escape(words) for words, _ in self._longest_first)

    @cached_property
    def _inflected(self) -> re.Pattern[str]:
        return _whole_words(_any_inflection(words) for words, _ in self._longest_first)


def _marked(form: Text, text: Folded, first: int, last: int) -> Found:
    """A place with the quotation marks and brackets around it that the form has as well."""
    start, end = text.span(first, last)
    if form[0] in _OPENING and start > 0 and text.original[start - 1] in _OPENING:
        start -= 1
    if form[-1] in _CLOSING and text.original[end : end + 1] in tuple(_CLOSING):
        end += 1
    return Found(form, start, end)


def _whole_words(patterns: Iterable[str]) -> re.Pattern[str]:
    """One of several runs of whole words, as a group; the first that fits counts."""
    either = "|".join(f"({pattern})" for pattern in patterns)
    return re.compile(f"(?<![^ ])(?:{either})(?![^ ])")


def _any_inflection(words: str) -> str:
    first, *rest = map(_stem, words.split())
    return " ".join((_BEFORE + first, *(f"(?:{_ARTICLE})?{word}" for word in rest)))


def _stem(word: str) -> str:
    stem = word.removeprefix(_ARTICLE)
    return re.escape(stem if len(stem) >= _STEM else word)


def forms_of(register: Register, entry: Entry, language: str) -> Forms:
    """The name of an entry in a language, and what may be written instead."""
    written = [entry.label[language]] if language in entry.label else []
    further = entry.fields.get(register.spellings)
    if isinstance(further, Mapping):
        written += further.get(language, ())
    return Forms(written)
