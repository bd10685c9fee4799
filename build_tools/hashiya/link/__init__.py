"""Link: every reference joined to the place it means, and shown at both ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from hashiya.date import standing
from hashiya.link.addresses import Addresses
from hashiya.link.agreement import agreements
from hashiya.link.citers import citers
from hashiya.link.drawn import drawn
from hashiya.link.sayings import sayings
from hashiya.link.stale import stale
from hashiya.link.voices import Voices
from hashiya.link.wordings import named, wordings
from hashiya.model import (
    Anchored,
    Annotation,
    Dossier,
    Edition,
    End,
    Link,
    Retired,
    Source,
    Span,
)
from hashiya.problem import Problem


def link(dossier: Dossier, anchored: Anchored) -> tuple[Edition, tuple[Problem, ...]]:
    """The edition that a dossier and the places of its annotations make."""
    addresses = Addresses(dossier, anchored)
    links, begin, wrong = drawn(dossier, addresses)
    outgoing, incoming = _both_ways(dossier.sources, links)
    outdated, warnings = stale(dossier, anchored)
    sources = tuple(sorted(dossier.sources, key=_when))
    annotations = _in_order(dossier, anchored)
    said = sayings(sources, annotations, addresses)
    rendered, unlike = wordings(dossier, anchored, said, outdated)
    edition = Edition(
        dossier=dossier,
        sources=sources,
        anchored=anchored,
        outgoing=outgoing,
        incoming=incoming,
        former=addresses.former,
        retired=_by_source(dossier.retired),
        annotations=annotations,
        excerpts=_excerpts(
            dossier, anchored, [one.to for one in links] + [one for one, _ in begin]
        ),
        by_id={source.id: source for source in dossier.sources},
        sayings=said,
        stale=outdated,
        wordings=rendered,
        named=named(said),
        agreements=agreements(said, sources, Voices(sources, links)),
        citers=citers(dossier, sources, annotations, addresses),
        begin=begin,
    )
    return edition, (*wrong, *warnings, *unlike)


def _when(source: Source) -> tuple[date, str]:
    """Sources stand in order of time, those of one day by their ids; those without a date last."""
    return standing(source.published.date if source.published else "")[0], source.id


def _by_source(retired: tuple[Retired, ...]) -> dict[str, list[Retired]]:
    found: dict[str, list[Retired]] = {}
    for item in retired:
        found.setdefault(item.source, []).append(item)
    return found


def _in_order(dossier: Dossier, anchored: Anchored) -> dict[str, list[Annotation]]:
    """The annotations that were found, by source, in the order in which their spans end."""
    found: dict[str, list[Annotation]] = {}
    for item in dossier.annotations:
        if (item.source, item.id) in anchored.spans:
            found.setdefault(item.source, []).append(item)
    for source, items in found.items():
        items.sort(key=lambda item: _reach(anchored.spans[source, item.id]))
    return found


def _reach(span: Span) -> tuple[int, int]:
    return span.end, span.start


def _excerpts(
    dossier: Dossier, anchored: Anchored, linked: Iterable[End]
) -> dict[str, frozenset[int]]:
    """The passages that an annotation stands on or a link leads to, of sources shown in part."""
    shown: dict[str, set[int]] = {
        source.id: set() for source in dossier.sources if source.display == "excerpts"
    }
    if shown:
        spans = [*anchored.spans.values(), *(end.span for end in linked)]
        for span in spans:
            if span.source in shown:
                shown[span.source].update(span.passages)
    return {source: frozenset(indices) for source, indices in shown.items()}


_ByEnd: TypeAlias = Mapping[str, Mapping[str, Sequence[Link]]]


def _both_ways(sources: Sequence[Source], found: Iterable[Link]) -> tuple[_ByEnd, _ByEnd]:
    """The links by the source and fragment that they lead from, and that they lead to."""
    outgoing: dict[str, dict[str, list[Link]]] = {source.id: {} for source in sources}
    incoming: dict[str, dict[str, list[Link]]] = {source.id: {} for source in sources}
    for one in found:
        origin, to = one.origin, one.to
        outgoing[origin.source].setdefault(origin.fragment, []).append(one)
        incoming[to.source].setdefault(to.fragment, []).append(one)
    return _settled(outgoing), _settled(incoming)


def _settled(found: Mapping[str, Mapping[str, list[Link]]]) -> _ByEnd:
    """The same tables with tuples, which keep no room for more links."""
    return {
        source: {fragment: tuple(links) for fragment, links in by_fragment.items()}
        for source, by_fragment in found.items()
    }
