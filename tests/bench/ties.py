"""The links between the sources, gathered by pair and relation, on as many pages as Hashiya has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hashiya.model import RELATIONS as KNOWN
from hashiya.render.ties import SHOWN
from hashiya.views.map import EACH
from tests.bench.corpus import RELATIONS, Corpus, Link


class Tie(NamedTuple):
    """All links of one relation between two sources: how many, and the first of them."""

    relation: str
    """As the earlier source sees it."""
    number: int
    first: Link


class Pair(NamedTuple):
    """Two sources, and all ties between them."""

    earlier: str
    later: str
    ties: Sequence[Tie]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the table."""

    number: int
    count: int
    pairs: Sequence[Pair]

    @property
    def path(self) -> str:
        """Its content file, below content/ and without its ending."""
        return "map/_index" if self.number == 1 else f"map/page_{self.number}"

    @property
    def near(self) -> Sequence[int]:
        """The pages that it leads to: the first, the last, those beside it, and steps of ten."""
        wanted = {1, self.count, *range(self.number - 2, self.number + 3)}
        wanted |= {self.number + 10 * step for step in range(-3, 4)}
        return sorted(number for number in wanted if 1 <= number <= self.count)


def pages(corpus: Corpus) -> Sequence[Page]:
    """The table in the order of time."""
    pairs = _closest(list(_pairs(corpus)), len(corpus.sources))
    count = -(-len(pairs) // EACH)
    return [
        Page(number, count, pairs[(number - 1) * EACH : number * EACH])
        for number in range(1, count + 1)
    ]


def _closest(pairs: Sequence[Pair], sources: int) -> Sequence[Pair]:
    """All pairs, or of many sources those between the ones most closely linked."""
    if sources <= SHOWN:
        return pairs
    chosen: set[str] = set()
    for pair in sorted(pairs, key=lambda pair: -sum(tie.number for tie in pair.ties)):
        wanted = chosen | {pair.earlier, pair.later}
        if len(wanted) <= SHOWN:
            chosen = wanted
    return [pair for pair in pairs if {pair.earlier, pair.later} <= chosen]


def between(corpus: Corpus) -> tuple[int, int]:
    """How many links lead from one source to another, and how many stay within one."""
    links = list(_links(corpus))
    across = sum(link.origin.passage.source != link.to.source for link in links)
    return across, len(links) - across


def _links(corpus: Corpus) -> Iterator[Link]:
    for source in sorted(corpus.sources, key=lambda source: source.id):
        for annotation in source.annotations:
            yield from annotation.links


def _pairs(corpus: Corpus) -> Iterator[Pair]:
    order = {source.id: number for number, source in enumerate(corpus.sources)}
    found: dict[tuple[int, int], dict[str, Tie]] = {}
    for link in _links(corpus):
        here, there = order[link.origin.passage.source], order[link.to.source]
        if here == there:
            continue
        relation = link.relation if here < there else RELATIONS[link.relation]
        ties = found.setdefault((min(here, there), max(here, there)), {})
        known = ties.get(relation, Tie(relation, 0, link))
        ties[relation] = known._replace(number=known.number + 1)
    ids, kin = list(order), list(KNOWN)
    for (earlier, later), ties in sorted(found.items()):
        ordered = sorted(ties.values(), key=lambda tie: kin.index(KNOWN[tie.relation].kin))
        yield Pair(ids[earlier], ids[later], ordered)
