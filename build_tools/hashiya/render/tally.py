"""How far a source is translated, reviewed and annotated, in numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hashiya.model import Edition, Passage, Source
from hashiya.once import once
from hashiya.render.ties import ties
from hashiya.render.titles import layer_for

COMPLETE_ALONE = ("boilerplate", "credit", "caption", "row")
"""Roles whose passages are complete without a translation."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a source is translated into one language."""

    wanted: int
    """Passages that ask for a translation, or have one all the same."""
    translated: int = 0
    reviewed: int = 0
    stale: int = 0
    status: str = ""
    """What the translators say of it; empty where there is no translation."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A source in numbers; only what is published counts."""

    passages: int
    progress: Mapping[str, Progress]
    """By language of the dossier; the source's own is not among them."""
    annotated: int
    """Passages that some annotation touches."""
    annotations: int
    links: int


@once
def tallies(edition: Edition) -> dict[str, Tally]:
    """Every source in numbers, by its id."""
    return {source.id: _tally(edition, source) for source in edition.sources}


def summed(several: Iterable[Progress]) -> Progress:
    """The progress of several sources taken together."""
    wanted = translated = reviewed = stale = 0
    for one in several:
        wanted += one.wanted
        translated += one.translated
        reviewed += one.reviewed
        stale += one.stale
    return Progress(wanted, translated, reviewed, stale)


def _tally(edition: Edition, source: Source) -> Tally:
    shown = edition.passages(source)
    found = edition.annotations.get(source.id, ())
    touched: set[int] = set()
    for item in found:
        touched.update(edition.anchored.spans[source.id, item.id].passages)
    languages = (str(tag) for tag in edition.dossier.settings.languages)
    return Tally(
        passages=len(shown),
        progress={
            language: _progress(edition, source, language, shown)
            for language in languages
            if language != source.language
        },
        annotated=len(touched),
        annotations=len(found),
        links=ties(edition).links.get(source.id, 0),
    )


def _progress(
    edition: Edition, source: Source, language: str, shown: tuple[Passage, ...]
) -> Progress:
    layer = layer_for(source, language)
    known = layer.translations if layer else {}
    done = {passage.id for passage in shown if passage.id in known}
    wanted = sum(passage.id in done or passage.role not in COMPLETE_ALONE for passage in shown)
    if layer is None:
        return Progress(wanted)
    old = edition.stale.translations
    stale = sum((source.id, layer.name, name) in old for name in done) if old else 0
    reviewed = len(done) - stale if layer.status == "reviewed" else 0
    return Progress(wanted, len(done), reviewed, stale, layer.status)
