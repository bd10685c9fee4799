"""Where each outside source is cited, gathered by its key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from hashiya.kind import Prose
from hashiya.kinds import REGISTERS, prose_in
from hashiya.model import About, Anchored, Annotation, Citer, Dossier, End, Localized, Source
from hashiya.prose import citations


def citers(
    dossier: Dossier,
    sources: Iterable[Source],
    found: Mapping[str, Sequence[Annotation]],
    anchored: Anchored,
) -> dict[str, list[Citer]]:
    """By key, each citer once: the sources in order of time, then the registers and the rest."""
    gathered: dict[str, dict[Citer, None]] = {}
    for citer, text in _prose(dossier, sources, found, anchored):
        for words in text.values():
            if "[@" in words:
                for one in citations(words):
                    gathered.setdefault(one.key, {})[citer] = None
    return {key: list(known) for key, known in gathered.items()}


def _prose(
    dossier: Dossier,
    sources: Iterable[Source],
    found: Mapping[str, Sequence[Annotation]],
    anchored: Anchored,
) -> Iterator[tuple[Citer, Localized]]:
    for source in sources:
        about = About("", source.id)
        yield about, source.provenance
        if source.published:
            yield about, source.published.reason
        for item in found.get(source.id, ()):
            if item.marked:
                end = End(source.id, item.id, anchored.spans[source.id, item.id])
                yield from ((end, text) for text in prose_in(item.bodies))
    yield from _beside(dossier)


def _beside(dossier: Dossier) -> Iterator[tuple[Citer, Localized]]:
    for name, entries in dossier.registers.items():
        for entry in entries.values():
            for content in REGISTERS[name].says(entry.fields):
                if isinstance(content, Prose):
                    yield About(name, entry.id), content.text
    for retired in dossier.retired:
        yield About("", retired.source), retired.reason
    for correction in dossier.corrections:
        yield About("", ""), correction.what
        yield About("", ""), correction.reason
