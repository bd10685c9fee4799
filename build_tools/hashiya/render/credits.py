"""Who did what: translations, reviews and annotations, counted from the names they bear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from hashiya.model import Edition, Source
from hashiya.once import once


@dataclass(slots=True)
class Work:
    """What one contributor did; sources by id, with how much of each."""

    translated: Counter[str] = field(default_factory=Counter)
    """Passages."""
    reviewed: Counter[str] = field(default_factory=Counter)
    """Passages."""
    annotated: Counter[str] = field(default_factory=Counter)
    """Annotations."""


@dataclass(frozen=True, slots=True)
class Credits:
    """The work of everybody who is named, and what bears no name."""

    works: Mapping[str, Work]
    """By contributor, all of them."""
    unnamed: Work


@once
def credited(edition: Edition) -> Credits:
    """Who did what in the whole edition; what several did together counts for each of them."""
    works = {name: Work() for name in edition.dossier.contributors}
    unnamed = Work()
    for source in edition.sources:
        for kind, names, number in _done(edition, source):
            for name in names or ("",):
                getattr(works.get(name, unnamed), kind)[source.id] += number
    return Credits(works, unnamed)


def _done(edition: Edition, source: Source) -> list[tuple[str, tuple[str, ...], int]]:
    """What was done in a source, by whom, how much."""
    shown = {passage.id for passage in edition.passages(source)}
    done: list[tuple[str, tuple[str, ...], int]] = []
    for layer in source.layers:
        number = len(shown & layer.translations.keys())
        done.append(("translated", layer.by, number))
        if layer.status == "reviewed" or layer.reviewed_by:
            done.append(("reviewed", layer.reviewed_by, number))
    together = Counter(item.by for item in edition.annotations.get(source.id, ()))
    done += [("annotated", names, number) for names, number in together.items()]
    return done
