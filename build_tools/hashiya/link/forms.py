"""Ways to write a name, looked for in a text: folded, as whole words, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from hashiya.clitics import inflected
from hashiya.fold import Folded, folded
from hashiya.kind import Register
from hashiya.model import Entry, Text

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
        return _whole_words(inflected(words) for words, _ in self._longest_first)


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


def forms_of(register: Register, entry: Entry, language: str) -> Forms:
    """The ways to write an entry's name in a language, to be looked for."""
    return Forms(spellings(register, entry, language))


def spellings(register: Register, entry: Entry, language: str) -> Iterator[Text]:
    """Every way that an entry's name is written in a language, wherever that is spoken."""
    yield from (words for tag, words in entry.label.items() if _same(tag, language))
    further = entry.fields.get(register.spellings)
    if isinstance(further, Mapping):
        for tag, several in further.items():
            if _same(tag, language):
                yield from several


def _same(tag: str, language: str) -> bool:
    return tag.partition("-")[0] == language.partition("-")[0]
