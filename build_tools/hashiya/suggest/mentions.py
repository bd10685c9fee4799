"""Mentions that nobody has annotated: names of a register's entries that stand in a seed."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, count

from hashiya.anchor.quote import Hit, Index
from hashiya.anchor.shelf import Translations
from hashiya.kind import Naming
from hashiya.kinds import KINDS, REGISTERS
from hashiya.model import Annotation, Edition, Entry, Source
from hashiya.suggest.names import Found, How, Names

_FURNITURE = "boilerplate"
"""The role of passages that are no part of the text proper."""
KEYS: Mapping[str, str] = {
    kind.register.name: kind.key
    for kind in KINDS.values()
    if kind.register and kind.register.spellings
}
"""The registers whose entries can be looked for in texts, and under which key of an annotation
the ids of those that it names are listed."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """That a name of a register's entry stands where no annotation names that entry.

    `number` counts all names in all texts, annotated or not, so that accepting one leaves
    the others' numbers as they are.
    """

    number: int
    register: str
    entries: Sequence[Entry]
    """Several where the name is that of each: a question to the editor."""
    how: How
    before: str
    """What is written together with the name, folded."""
    alone: bool
    """Whether no other name of the entry stands in the passage."""
    unrendered: Sequence[str]
    """The languages into which the passage is translated, but by no rendering of a glossary's."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Words of a source in which names stand: one of each register at most."""

    source: Source
    index: Index
    hit: Hit
    start: int
    end: int
    suggestions: Sequence[Suggestion]
    same: Annotation | None
    """An annotation of just these words, to which a mention can be added."""

    @property
    def passage(self) -> str:
        """The id of its passage."""
        return self.index.passages[self.index.passage(self.hit.first)].id


def spots(edition: Edition) -> Iterator[Spot]:
    """The words that may be mentions, in the order of time and of the texts."""
    numbers = count(1)
    lexicon = Lexicon(edition)
    for source in edition.sources:
        index = Index(source.text, source.passages)
        annotated = _Annotated(edition, source, index)
        rendered = _Rendered(lexicon, source)
        for several in _found(lexicon, source, index):
            numbered = [(next(numbers), *one) for one in several]
            suggestions = [
                _suggestion(edition, number, register, found, rendered, alone=alone)
                for number, register, found, alone in numbered
                if not annotated.names(register, found)
            ]
            if suggestions:
                matches = [match for _, _, found, _ in numbered for match in found.matches]
                start = min(match.start for match in matches)
                end = max(match.end for match in matches)
                hit = matches[0].hit
                yield Spot(source, index, hit, start, end, suggestions, annotated.of_words(hit))


def _suggestion(
    edition: Edition, number: int, register: str, found: Found, rendered: _Rendered, *, alone: bool
) -> Suggestion:
    entries = edition.dossier.registers[register]
    named = [entries[entry] for entry in found.entries]
    first = found.matches[0]
    missing = rendered.missing(register, found)
    return Suggestion(number, register, named, first.how, first.before, alone, missing)


class _Rendered:
    """The translations of a source, to be asked whether a term is rendered in a passage.

    Where none of its renderings stands there, the word was probably meant otherwise: «حتى» is
    "until", and it is "even".
    """

    def __init__(self, lexicon: Lexicon, source: Source) -> None:
        self._lexicon = lexicon
        self._source = source
        self._translations = Translations(source)

    def missing(self, register: str, found: Found) -> Sequence[str]:
        """The languages of translations of the passage in which no rendering stands."""
        if REGISTERS[register].shape != "glossary":
            return ()
        languages = dict.fromkeys(layer.language for layer in self._source.layers)
        return [tag for tag in languages if self._is_missing(tag, register, found)]

    def _is_missing(self, language: str, register: str, found: Found) -> bool:
        layer = self._translations.layer(language)
        number = found.passage
        if layer is None or self._translations.missing(layer, number, number):
            return False
        index = self._translations.index(layer, number, number)
        there = self._lexicon.of(language)[register].find(index, 0)
        return not any(set(one.entries) & set(found.entries) for one in there)


class Lexicon:
    """The names of all registers, by language."""

    def __init__(self, edition: Edition) -> None:
        self._registers = edition.dossier.registers
        self._names: dict[str, Mapping[str, Names]] = {}

    def of(self, language: str) -> Mapping[str, Names]:
        """The names in a language, by register."""
        if language not in self._names:
            self._names[language] = {
                name: Names(REGISTERS[name], self._registers.get(name, {}).values(), language)
                for name in KEYS
            }
        return self._names[language]


def _found(
    lexicon: Lexicon, source: Source, index: Index
) -> Iterator[Sequence[tuple[str, Found, bool]]]:
    """What was found at each place of a source: the register, the names, whether only there."""
    for number, passage in enumerate(source.passages):
        if passage.role == _FURNITURE:
            continue
        places: defaultdict[Hit, list[tuple[str, Found, bool]]] = defaultdict(list)
        for register, names in lexicon.of(source.language).items():
            several = names.find(index, number)
            times = Counter(entry for found in several for entry in found.entries)
            for found in several:
                alone = times[found.entries[0]] == 1
                places[found.hit].append((register, found, alone))
        for hit in sorted(places):
            yield places[hit]


class _Annotated:
    """What annotations of a source already name, and where."""

    def __init__(self, edition: Edition, source: Source, index: Index) -> None:
        stretches: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        self._of_words: dict[Hit, Annotation] = {}
        for annotation in edition.annotations.get(source.id, ()):
            span = edition.anchored.spans[source.id, annotation.id]
            hit = index.hit(span.start, span.end)
            if hit:
                self._of_words.setdefault(hit, annotation)
            for naming in namings(annotation):
                stretches[naming.register, naming.id].append((span.start, span.end))
        self._stretches = {key: _Stretches(several) for key, several in stretches.items()}

    def of_words(self, hit: Hit) -> Annotation | None:
        """The first annotation of just these words."""
        return self._of_words.get(hit)

    def names(self, register: str, found: Found) -> bool:
        """Whether an annotation that touches the words names one of the entries."""
        touched = (
            (self._stretches.get((register, match.name.entry)), match) for match in found.matches
        )
        return any(
            stretches and stretches.touch(match.start, match.end) for stretches, match in touched
        )


def namings(annotation: Annotation) -> Iterator[Naming]:
    """The entries of registers that an annotation names."""
    for body in annotation.bodies:
        for content in KINDS[body.kind].says(body):
            if isinstance(content, Naming):
                yield content


class _Stretches:
    """Stretches of a text, ready to be asked whether one of them touches another stretch."""

    def __init__(self, stretches: Sequence[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def touch(self, start: int, end: int) -> bool:
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start
