"""What all bodies say of the entries of registers, gathered by entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from hashiya.kind import Naming
from hashiya.kinds import KINDS
from hashiya.link.addresses import Addresses
from hashiya.model import Annotation, Saying, Source


def sayings(
    sources: Iterable[Source], found: Mapping[str, Sequence[Annotation]], addresses: Addresses
) -> dict[tuple[str, str], list[Saying]]:
    """By register and entry, in the order of the sources and of their texts."""
    gathered: dict[tuple[str, str], list[Saying]] = {}
    for source in sources:
        for item in found.get(source.id, ()):
            for key, saying in _of(item, addresses):
                gathered.setdefault(key, []).append(saying)
    return gathered


def _of(item: Annotation, addresses: Addresses) -> Iterator[tuple[tuple[str, str], Saying]]:
    for body in item.bodies:
        kind = KINDS[body.kind]
        if kind.points:  # Cross-references are most of the bodies, and name nothing.
            continue
        content = kind.says(body)
        for one in content:
            if isinstance(one, Naming):
                end = addresses.anchored(item.source, item.id)
                yield (one.register, str(one.id)), Saying(end, body.kind, one.key, content)
