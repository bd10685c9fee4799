"""How sources hang together: their links by pair of sources and relation, and what derives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from hashiya.model import RELATIONS, Edition, Link
from hashiya.once import once

PROSE = ""
"""The relation of links that stand in prose."""
DERIVED = "derives-from"
"""The relation of a reprint, translation, revision or excerpt to the source that it is of."""


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
    """The ties of an edition."""

    pairs: tuple[Pair, ...]
    """In order of time of the earlier source, then of the later one."""
    between: int
    """The number of links between two sources."""
    within: int
    """The number of links that stay within one source."""
    derived: int
    """The number of sources that derive from another."""
    links: Mapping[str, int]
    """The number of links that touch a source, by its id; one within it counts once."""


@once
def ties(edition: Edition) -> Ties:
    """The ties of an edition, in one walk over its links."""
    found: dict[tuple[str, str, str], tuple[int, Link]] = {}
    touching: Counter[str] = Counter()
    within = 0
    order = {source.id: number for number, source in enumerate(edition.sources)}
    for link, key in _keyed(edition, order):
        origin, to, _relation = key
        touching[origin] += 1
        if origin == to:
            within += 1
            continue
        touching[to] += 1
        number, first = found.get(key, (0, link))
        found[key] = number + 1, first
    known = [Tie(*key, number, first) for key, (number, first) in found.items()]
    between = sum(tie.links for tie in known)
    derived = [
        Tie(source.id, parent, DERIVED, 0, None)
        for source in edition.sources
        if source.derives_from and (parent := str(source.derives_from.source)) in order
    ]
    pairs = tuple(_pairs([*known, *derived], order))
    return Ties(pairs, between, within, len(derived), touching)


def _pairs(known: Iterable[Tie], order: Mapping[str, int]) -> Iterator[Pair]:
    names = {name: number for number, name in enumerate(ORDER)}
    by_pair: dict[tuple[int, int], list[Tie]] = {}
    for tie in known:
        one, other = order[tie.origin], order[tie.to]
        by_pair.setdefault((min(one, other), max(one, other)), []).append(tie)
    ids = list(order)
    for (earlier, later), some in sorted(by_pair.items()):
        some.sort(key=lambda tie: (names[tie.relation], order[tie.origin]))
        yield Pair(ids[earlier], ids[later], tuple(some))


def _keyed(
    edition: Edition, order: Mapping[str, int]
) -> Iterator[tuple[Link, tuple[str, str, str]]]:
    """Each link with its two sources and its relation, turned so that these are comparable.

    “Updated by” from one end is “updates” from the other; where both ends are the same to each
    other, the earlier source comes first.
    """
    for drawn in edition.outgoing.values():
        for link in drawn:
            origin, to = link.origin.source, link.to.source
            known = RELATIONS.get(link.relation)
            if known is None:
                yield link, (origin, to, PROSE)
                continue
            same = known.inverse == known.name
            if known.name != known.kin or (same and order[to] < order[origin]):
                origin, to = to, origin
            yield link, (origin, to, known.kin)
