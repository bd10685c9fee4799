"""The kinds of body, in the order in which an annotation's bodies are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from hashiya.kind import Body, Kind, Pointer, Prose, Register
from hashiya.kinds.claim import CLAIM
from hashiya.kinds.event import EVENT
from hashiya.kinds.mention import ENTITIES, MENTION
from hashiya.kinds.note import NOTE
from hashiya.kinds.reference import REFERENCE
from hashiya.kinds.term import TERM
from hashiya.model import About, Dossier, Localized

KINDS: Mapping[str, Kind] = {
    kind.name: kind for kind in (NOTE, REFERENCE, CLAIM, EVENT, MENTION, TERM)
}

REGISTERS: Mapping[str, Register] = {
    kind.register.name: kind.register for kind in KINDS.values() if kind.register
}


def prose_in(bodies: Iterable[Body]) -> Iterator[Localized]:
    """All prose of an annotation's bodies, the reasons of its links too."""
    for body in bodies:
        for content in KINDS[body.kind].says(body):
            if isinstance(content, Pointer):
                yield content.reason
            elif isinstance(content, Prose):
                yield content.text


def prose_beside(dossier: Dossier) -> Iterator[tuple[About, Localized]]:
    """All prose that stands in no annotation, and what it stands beside.

    Why an id was given up is told on the page of corrections, as what was corrected is.
    """
    for source in dossier.sources:
        about = About("", source.id)
        yield about, source.provenance
        if source.published:
            yield about, source.published.reason
    for name, entries in dossier.registers.items():
        for entry in entries.values():
            for content in REGISTERS[name].says(entry.fields):
                if isinstance(content, Prose):
                    yield About(name, entry.id), content.text
    for retired in (*dossier.retired, *dossier.retired_entries):
        yield About("", ""), retired.reason
    for correction in dossier.corrections:
        yield About("", ""), correction.what
        yield About("", ""), correction.reason


WHO = ENTITIES.name
"""The register that outlets and authors stand in."""
