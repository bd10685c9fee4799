"""Where each outside source is cited, gathered by its key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from hashiya.kinds import prose_beside, prose_in
from hashiya.link.addresses import Addresses
from hashiya.model import Annotation, Citer, Dossier, End, Localized, Source
from hashiya.prose import citations


def citers(
    dossier: Dossier,
    sources: Sequence[Source],
    found: Mapping[str, Sequence[Annotation]],
    addresses: Addresses,
) -> dict[str, list[Citer]]:
    """By key, each citer once: the sources in order of time, then the registers and the rest."""
    gathered: dict[str, dict[Citer, None]] = {}
    for citer, text in chain(prose_beside(dossier), _prose(found, addresses)):
        for words in text.values():
            if "[@" in words:
                for one in citations(words):
                    gathered.setdefault(one.key, {})[citer] = None
    order = {source.id: number for number, source in enumerate(sources)}

    def rank(citer: Citer) -> int:
        if isinstance(citer, End):
            return order[citer.source]
        return order[citer.id] if citer.id and not citer.register else len(order)

    return {key: sorted(known, key=rank) for key, known in gathered.items()}


def _prose(
    found: Mapping[str, Sequence[Annotation]], addresses: Addresses
) -> Iterator[tuple[Citer, Localized]]:
    for source, items in found.items():
        for item in items:
            if item.marked:
                end = addresses.anchored(source, item.id)
                yield from ((end, text) for text in prose_in(item.bodies))
