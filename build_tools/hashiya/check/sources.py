"""What is said of the descent of sources holds together."""

from __future__ import annotations

from collections.abc import Iterator

from hashiya.model import Dossier
from hashiya.problem import Problem, problem
from hashiya.schema import near


def derivations_known(dossier: Dossier) -> Iterator[Problem]:
    """A source derives from a source that is there."""
    known = {source.id: source for source in dossier.sources}
    for source in dossier.sources:
        origin = source.derives_from.source if source.derives_from else None
        if origin and origin not in known and origin not in dossier.incomplete:
            yield problem(
                "unknown-source",
                origin.place,
                source=origin,
                near=near(origin, known),
                width=len(origin),
            )


def derivations_end(dossier: Dossier) -> Iterator[Problem]:
    """No source derives from itself, through others or directly."""
    parents = {
        source.id: source.derives_from.source for source in dossier.sources if source.derives_from
    }
    done: set[str] = set()
    for first in parents:
        path: list[str] = []
        here: str | None = first
        while here in parents and here not in done and here not in path:
            path.append(here)
            here = parents[here]
        if here in path:
            ring = path[path.index(here) :]
            place = parents[ring[-1]].place
            yield problem("derives-from-itself", place, path=" → ".join([*ring, ring[0]]))
        done.update(path)
