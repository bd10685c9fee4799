"""Voices: passages that go back to one report speak with one voice, and are counted once.

docs/tool/voices.md has the definition that readers of a dossier can hold us to.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import pairwise

from hashiya.model import Link, Source, Span

SAME_REPORT = "same-source"
"""The relation of passages that repeat one report."""


class Union:
    """Sets that grow together (union by rank, paths halved), so that joining n takes n steps."""

    def __init__(self) -> None:
        self._parent: dict[Hashable, Hashable] = {}
        self._rank: dict[Hashable, int] = {}

    def find(self, one: Hashable) -> Hashable:
        """The one that stands for the set in which another is."""
        parent = self._parent
        parent.setdefault(one, one)
        while parent[one] != one:
            parent[one] = one = parent[parent[one]]
        return one

    def join(self, one: Hashable, other: Hashable) -> None:
        """Make one set of two."""
        here, there = self.find(one), self.find(other)
        if here == there:
            return
        low, high = self._rank.get(here, 0), self._rank.get(there, 0)
        if low > high:
            here, there = there, here
        self._parent[here] = there
        if low == high:
            self._rank[there] = high + 1


class Stretches:
    """Spans of texts, those that overlap as one stretch; found by a span that touches them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: dict[str, list[int]] = {}
        self._ends: dict[str, list[int]] = {}
        for source, start, end, *_passages in sorted(spans):
            starts = self._starts.setdefault(source, [])
            ends = self._ends.setdefault(source, [])
            if ends and start < ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                starts.append(start)
                ends.append(end)

    def touched(self, span: Span) -> Sequence[tuple[str, int]]:
        """The stretches that a span overlaps, each by its source and where it begins."""
        starts = self._starts.get(span.source)
        if not starts:
            return ()
        ends = self._ends[span.source]
        last = bisect_right(starts, span.end - 1)
        first = bisect_right(ends, span.start, hi=last)
        return [(span.source, start) for start in starts[first:last]]


class Voices:
    """What in a dossier goes back to one report."""

    def __init__(self, sources: Sequence[Source], links: Iterable[Link]) -> None:
        self._families = _families(sources)
        repeated = [one for one in links if one.relation == SAME_REPORT]
        self._told = Stretches(end.span for one in repeated for end in (one.origin, one.to))
        self._reports = Union()
        for one in repeated:
            here = self._told.touched(one.origin.span)
            there = self._told.touched(one.to.span)
            for first, second in pairwise((*here, *there)):
                self._reports.join(first, second)

    def of(self, said: Sequence[tuple[Span, str]]) -> list[int]:
        """The voice of each of some passages on one matter, from 0 in their order.

        A passage comes with the id of its speaker, which is empty where nobody is named.
        """
        joined = Union()
        for index, key in enumerate(self._speakers(said)):
            joined.join(index, key)
            for stretch in self._told.touched(said[index][0]):
                joined.join(index, ("report", self._reports.find(stretch)))
        numbers: dict[Hashable, int] = {}
        return [numbers.setdefault(joined.find(index), len(numbers)) for index in range(len(said))]

    def _speakers(self, said: Sequence[tuple[Span, str]]) -> list[tuple[str, str]]:
        """Each passage's family of texts and its speaker there.

        A text that names nobody speaks with the only speaker whom its family names: a reprint
        that drops the name is no further voice.
        """
        named: dict[str, set[str]] = {}
        naming: set[str] = set()
        for span, speaker in said:
            if speaker:
                named.setdefault(self._family(span), set()).add(speaker)
                naming.add(span.source)
        keys = []
        for span, speaker in said:
            family = self._family(span)
            known = named.get(family, set())
            if not speaker and len(known) == 1 and span.source not in naming:
                keys.append((family, next(iter(known))))
            else:
                keys.append((family, speaker))
        return keys

    def _family(self, span: Span) -> str:
        return self._families.get(span.source, span.source)


def _families(sources: Sequence[Source]) -> Mapping[str, str]:
    """By source: the text by which all those stand that derive from one another."""
    joined = Union()
    for source in sources:
        if source.derives_from:
            joined.join(source.id, str(source.derives_from.source))
    return {source.id: str(joined.find(source.id)) for source in sources}
