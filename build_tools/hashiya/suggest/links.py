"""The concordance: passages that share what is rare, and that no link joins yet.

What two passages share weighs more the fewer passages have it (its inverse document
frequency), and the weights are added up, so that a score can be explained. Only what at
most a quarter of the passages have counts, so that few pairs of passages are looked at.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappush, heappushpop
from typing import NamedTuple, TypeAlias

from hashiya.kinds import REGISTERS
from hashiya.model import Edition
from hashiya.suggest.mentions import namings
from hashiya.suggest.shared import Piece, Sign, pieces

_RARE = 4
"""What more than one in so many passages has is not rare."""
_POSTINGS = 64
"""What more passages than this have is not looked at: it would make pairs of all of them."""
_RUN = 4
"""So many words in the same order are a quotation."""
_WORDING = 0.5
"""What a word weighs, and once more in a quotation, where a name, date or number weighs 1.

Names and dates are what passages are about; words, often, only how it is said.
"""
_LOWERED = 0.5
"""What is left of a score within one source, or where both are places of one claim already."""
_SPARE = 8
"""So many times more pairs are weighed exactly than are asked for."""

Pair: TypeAlias = frozenset[tuple[str, int]]
"""Two passages: source id and number of each."""


class Shared(NamedTuple):
    """Something that two passages share, what it weighs, and its words in either of them."""

    sign: Sign
    weight: float
    here: Sequence[tuple[int, int]]
    there: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two passages that may be linked; `here` is the later one."""

    here: Piece
    there: Piece
    score: float
    shared: Sequence[Shared]
    """What weighs most comes first."""
    joined: Sequence[str]
    """The entries that both are places of already, as `register: id`."""

    @property
    def pair(self) -> Pair:
        """The two passages."""
        return frozenset({(one.source.id, one.number) for one in (self.here, self.there)})


def likenesses(
    edition: Edition, limit: int, *, sources: Collection[str] = (), passing: Collection[Pair] = ()
) -> list[Likeness]:
    """The passages that are most alike, the most alike first.

    At least one of two is in one of `sources`, where these are given; the pairs in `passing`,
    as those that are linked, are passed over.
    """
    concordance = _Concordance(edition)
    best = concordance.best(limit * _SPARE, sources, passing)
    weighed = (concordance.weigh(here, there) for here, there in best)
    return sorted(weighed, key=lambda one: (-one.score, one.here.address, one.there.address))[
        :limit
    ]


def linked(edition: Edition) -> set[Pair]:
    """The passages that a link joins, in whichever direction."""
    found = set()
    for link in edition.links():
        for here in link.origin.span.passages:
            for there in link.to.span.passages:
                found.add(frozenset({(link.origin.source, here), (link.to.source, there)}))
    return found


class _Concordance:
    """All passages of an edition, by the rare things that stand in them."""

    def __init__(self, edition: Edition) -> None:
        self._pieces = pieces(edition)
        self._signs = [list(dict.fromkeys(part.sign for part in one.parts)) for one in self._pieces]
        self._postings: defaultdict[Sign, list[int]] = defaultdict(list)
        for number, signs in enumerate(self._signs):
            for sign in signs:
                self._postings[sign].append(number)
        most = max(2, min(_POSTINGS, len(self._pieces) // _RARE))
        self._weights = {
            sign: math.log((len(self._pieces) + 1) / len(holders))
            * (_WORDING if sign.kind == "word" else 1)
            for sign, holders in self._postings.items()
            if len(holders) <= most
        }
        self._stem_weights = self._of_stems()
        self._entries = _entries(edition)

    def _of_stems(self) -> Mapping[str, float]:
        """What every word weighs, common ones too, for quotations are made of both."""
        holders: defaultdict[str, int] = defaultdict(int)
        for piece in self._pieces:
            for stem in set(piece.stems):
                holders[stem] += 1
        return {stem: math.log((len(self._pieces) + 1) / n) for stem, n in holders.items()}

    def best(
        self, count: int, sources: Collection[str], passing: Collection[Pair]
    ) -> Iterator[tuple[int, int]]:
        """The pairs of passages whose shared signs weigh most."""
        heap: list[tuple[float, int, int]] = []
        for there in range(len(self._pieces)):
            for here, weight in self._alike(there).items():
                score = weight * self._factor(here, there)
                if len(heap) == count and score <= heap[0][0]:
                    continue
                if self._is_wanted(here, there, sources, passing):
                    (heappush if len(heap) < count else heappushpop)(heap, (score, here, there))
        return ((here, there) for _, here, there in heap)

    def _alike(self, there: int) -> Mapping[int, float]:
        """The later passages that share something with a passage, and what that weighs."""
        found: defaultdict[int, float] = defaultdict(float)
        for sign in self._signs[there]:
            weight = self._weights.get(sign)
            if weight:
                holders = self._postings[sign]
                for here in holders[bisect_right(holders, there) :]:
                    found[here] += weight
        return found

    def _factor(self, here: int, there: int) -> float:
        same = self._pieces[here].source is self._pieces[there].source
        return _LOWERED if same else 1.0

    def _is_wanted(
        self, here: int, there: int, sources: Collection[str], passing: Collection[Pair]
    ) -> bool:
        one, other = self._pieces[here], self._pieces[there]
        ends = (one.source.id, one.number), (other.source.id, other.number)
        named = not sources or one.source.id in sources or other.source.id in sources
        return named and frozenset(ends) not in passing

    def weigh(self, here: int, there: int) -> Likeness:
        """All that two passages share, and the score that comes of it."""
        one, other = self._pieces[here], self._pieces[there]
        shared = [*self._signs_of_both(here, there), *self._quotations(one, other)]
        shared.sort(key=lambda each: (-each.weight, each.sign))
        joined = sorted(self._entries_of(one) & self._entries_of(other))
        factor = self._factor(here, there) * (_LOWERED if joined else 1.0)
        score = factor * sum(each.weight for each in shared)
        return Likeness(one, other, score, shared, joined)

    def _entries_of(self, piece: Piece) -> set[str]:
        return self._entries.get((piece.source.id, piece.number), set())

    def _signs_of_both(self, here: int, there: int) -> Iterator[Shared]:
        one, other = self._pieces[here], self._pieces[there]
        both = set(self._signs[here]) & set(self._signs[there])
        for sign in both:
            if sign in self._weights:
                yield Shared(sign, self._weights[sign], _where(one, sign), _where(other, sign))

    def _quotations(self, one: Piece, other: Piece) -> Iterator[Shared]:
        """The words that stand in both in the same order; a quotation counts once."""
        found: dict[Sign, Shared] = {}
        for first, begin, length in _runs(one.stems, other.stems):
            words = one.stems[first : first + length]
            weight = _WORDING * sum(self._stem_weights[word] for word in words)
            sign = Sign("quotation", " ".join(words))
            known = found.get(sign, Shared(sign, weight, [], []))
            here, there = (first, first + length), (begin, begin + length)
            found[sign] = known._replace(
                here=[*known.here, here], there=list(dict.fromkeys([*known.there, there]))
            )
        yield from found.values()


def _where(piece: Piece, sign: Sign) -> list[tuple[int, int]]:
    return [(part.first, part.end) for part in piece.parts if part.sign == sign]


def _runs(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The longest runs of words that both have: where they begin in either, and how long."""
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(other) - _RUN + 1):
        places[tuple(other[at : at + _RUN])].append(at)
    at = 0
    while at <= len(one) - _RUN:
        begins = places.get(tuple(one[at : at + _RUN]), ())
        length, begin = max(
            ((_alike(one, other, at, begin), begin) for begin in begins), default=(0, 0)
        )
        if length:
            yield at, begin, length
        at += length or 1


def _alike(one: Sequence[str], other: Sequence[str], at: int, begin: int) -> int:
    """How many words agree from two places on."""
    most = min(len(one) - at, len(other) - begin)
    return next((n for n in range(_RUN, most) if one[at + n] != other[begin + n]), most)


def _entries(edition: Edition) -> Mapping[tuple[str, int], set[str]]:
    """The entries that each passage is a place of, of registers that only editors can join to."""
    found: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for source, own in edition.annotations.items():
        for annotation in own:
            span = edition.anchored.spans[source, annotation.id]
            for naming in namings(annotation):
                if not REGISTERS[naming.register].spellings:
                    for number in span.passages:
                        found[source, number].add(f"{naming.register}: {naming.id}")
    return found
