"""How sources hang together: their links by pair of sources and relation, and what derives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from heapq import heapify, heappop
from itertools import chain
from typing import NamedTuple

from hashiya.model import RELATIONS, Edition, Link, Source
from hashiya.once import once

PROSE = ""
"""The relation of links that stand in prose."""
DERIVED = "derives-from"
"""The relation of a reprint, translation, revision or excerpt to the source that it is of."""

SHOWN = 60
"""Sources that are shown with their ties: nobody reads more of them in one picture."""

ORDER = (DERIVED, *RELATIONS, PROSE)
"""All relations, in the order in which readers see them."""


class Tie(NamedTuple):
    """All links of one relation between two sources."""

    origin: str
    to: str
    relation: str
    """One that is the name of its kin, as the origin sees it."""
    links: int
    first: Link | None
    """One of them, so that readers can begin somewhere; whole sources derive without any."""


class Pair(NamedTuple):
    """Two sources with all ties between them."""

    earlier: str
    later: str
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Ties:
    """How many links an edition has between its sources, and the ties of those that are shown."""

    sources: Sequence[Source]
    """In order of time: all, or of many the `SHOWN` that are most closely linked."""
    pairs: tuple[Pair, ...]
    """Those of them that are tied, in order of time of the earlier source, then of the later."""
    between: int
    """The number of links between two sources, shown or not; so for what follows."""
    within: int
    """The number of links that stay within one source."""
    derived: int
    """The number of sources that derive from another."""
    links: Mapping[str, int]
    """The number of links that touch a source, by its id; one within it counts once."""


@once
def ties(edition: Edition) -> Ties:
    """The ties of an edition, in two walks over its links.

    The first only counts: at 135,000 links the ties of all pairs of sources take 60 MB.
    """
    order = {source.id: number for number, source in enumerate(edition.sources)}
    linked = Counter(
        _in_time(order, link.origin.source, link.to.source) for link in edition.links()
    )
    within = {name: linked.pop((number, number), 0) for name, number in order.items()}
    touching = Counter({name: -number for name, number in within.items() if number})
    for name, found in chain(edition.outgoing.items(), edition.incoming.items()):
        touching[name] += sum(map(len, found.values()))
    derived = [
        Tie(source.id, parent, DERIVED, 0, None)
        for source in edition.sources
        if source.derives_from and (parent := str(source.derives_from.source)) in order
    ]
    kin = {_in_time(order, tie.origin, tie.to) for tie in derived}
    shown = _closest(edition.sources, kin, linked)
    known = (*_tied(edition, order, shown), *derived)
    pairs = tuple(_pairs([tie for tie in known if {tie.origin, tie.to} <= shown], order))
    sources = [source for source in edition.sources if source.id in shown]
    return Ties(sources, pairs, linked.total(), sum(within.values()), len(derived), touching)


def _in_time(order: Mapping[str, int], one: str, other: str) -> tuple[int, int]:
    """Two sources by their numbers in order of time, the earlier first."""
    first, second = order[one], order[other]
    return (first, second) if first < second else (second, first)


def _closest(
    sources: Sequence[Source], kin: Set[tuple[int, int]], linked: Mapping[tuple[int, int], int]
) -> set[str]:
    """The sources that are shown: what derives stands first, then what has the most links."""
    if len(sources) <= SHOWN:
        return {source.id for source in sources}
    chosen: set[int] = set()
    # A heap: of a hundred thousand pairs some hundred and fifty are looked at.
    waiting = [(pair not in kin, -linked.get(pair, 0), pair) for pair in kin | linked.keys()]
    heapify(waiting)
    while waiting and len(chosen) < SHOWN:
        *_rank, pair = heappop(waiting)
        wanted = chosen.union(pair)
        if len(wanted) <= SHOWN:
            chosen = wanted
    return {sources[number].id for number in chosen}


def _tied(edition: Edition, order: Mapping[str, int], shown: Set[str]) -> Iterator[Tie]:
    """The links between sources that are shown, by their ends and relation."""
    found: dict[tuple[str, str, str], tuple[int, Link]] = {}
    for link in edition.links():
        one, other = link.origin.source, link.to.source
        if one in shown and other in shown and one != other:
            key = _turned(link, order)
            number, first = found.get(key, (0, link))
            found[key] = number + 1, first
    return (Tie(*key, number, first) for key, (number, first) in found.items())


def _turned(link: Link, order: Mapping[str, int]) -> tuple[str, str, str]:
    """The two sources of a link and its relation, turned so that these are comparable.

    “Updated by” from one end is “updates” from the other; where both ends are the same to each
    other, the earlier source comes first.
    """
    origin, to = link.origin.source, link.to.source
    known = RELATIONS.get(link.relation)
    if known is None:
        return origin, to, PROSE
    same = known.inverse == known.name
    if known.name != known.kin or (same and order[to] < order[origin]):
        origin, to = to, origin
    return origin, to, known.kin


def _pairs(known: Iterable[Tie], order: Mapping[str, int]) -> Iterator[Pair]:
    names = {name: number for number, name in enumerate(ORDER)}
    by_pair: dict[tuple[int, int], list[Tie]] = {}
    for tie in known:
        by_pair.setdefault(_in_time(order, tie.origin, tie.to), []).append(tie)
    ids = list(order)
    for (earlier, later), some in sorted(by_pair.items()):
        some.sort(key=lambda tie: (names[tie.relation], order[tie.origin]))
        yield Pair(ids[earlier], ids[later], tuple(some))
