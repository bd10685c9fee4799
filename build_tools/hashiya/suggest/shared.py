"""What a passage has that another may share: names, dates, numbers, words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hashiya.anchor.quote import Hit, Index
from hashiya.clitics import Stems
from hashiya.model import Edition, Passage, Source
from hashiya.suggest.dates import months
from hashiya.suggest.mentions import Lexicon

_FURNITURE = ("boilerplate", "credit", "caption")
"""The roles of passages that say nothing of the matter."""


class Sign(NamedTuple):
    """Something that passages can have in common: its kind and its value."""

    kind: str
    value: str


class Part(NamedTuple):
    """A sign and the words of a passage that bear it, by number, half-open."""

    sign: Sign
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage taken apart."""

    source: Source
    index: Index
    passage: Passage
    number: int
    """Of the passage, in its source."""
    words: Sequence[Hit]
    stems: Sequence[str]
    parts: Sequence[Part]

    @property
    def address(self) -> str:
        """The passage's address."""
        return f"{self.source.id}#{self.passage.id}"


def pieces(edition: Edition) -> list[Piece]:
    """All passages that say something, in the order of time and of the texts."""
    indices = [(source, Index(source.text, source.passages)) for source in edition.sources]
    stems = Stems(word for _, index in indices for word in index.folded.split())
    lexicon = Lexicon(edition)
    return [
        _piece(source, index, number, stems, lexicon)
        for source, index in indices
        for number, passage in enumerate(source.passages)
        if passage.role not in _FURNITURE
    ]


def _piece(source: Source, index: Index, number: int, stems: Stems, lexicon: Lexicon) -> Piece:
    at, end = index.within(number)
    folded = index.folded[at:end].split()
    words: list[Hit] = []
    for word in folded:
        words.append(Hit(at, at + len(word)))
        at += len(word) + 1
    own = [stems.of(word) for word in folded]
    parts = [*_dates(folded, source.language)]
    covered = {word for part in parts for word in range(part.first, part.end)}
    for part in _names(index, number, words, lexicon, source.language):
        if covered.isdisjoint(range(part.first, part.end)):
            covered.update(range(part.first, part.end))
            parts.append(part)
    for place, stem in enumerate(own):
        if place not in covered:
            kind = "number" if stem[0].isdigit() else "word"
            parts.append(Part(Sign(kind, stem), place, place + 1))
    return Piece(source, index, source.passages[number], number, words, own, parts)


def _dates(words: Sequence[str], language: str) -> Iterator[Part]:
    """Months; those with a year are the year's number too, and the month without it."""
    for month in months(words, language):
        yield Part(Sign("date", month.named), month.first, month.end)
        if month.year:
            yield Part(Sign("date", f"--{month.month:02}"), month.first, month.end)
            yield Part(Sign("number", str(month.year)), month.end - 1, month.end)


def _names(
    index: Index, number: int, words: Sequence[Hit], lexicon: Lexicon, language: str
) -> list[Part]:
    """The entries of registers that are named, the longest names first."""
    places = {word.first: place for place, word in enumerate(words)}
    parts = [
        Part(Sign("name", f"{register}: {entry}"), places[found.hit.first], end)
        for register, names in lexicon.of(language).items()
        for found in names.find(index, number)
        for end in [places[found.hit.first] + len(index.words(found.hit))]
        for entry in found.entries[:1]
    ]
    return sorted(parts, key=lambda part: part.first - part.end)
