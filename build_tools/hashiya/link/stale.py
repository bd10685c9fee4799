"""Staleness: what was made from an earlier wording of its passage, as its `of` says.

`of` is the fingerprint of the folded text that a person last had before them: of the
passage that was translated, or of all the passages that the annotated words touch. What
has none was made from the text as it is. So a change of spelling, marks or punctuation
makes nothing stale, and a seed that is changed back makes it good again.
"""

from __future__ import annotations

from collections.abc import Iterator

from hashiya.fold import fingerprint, folded
from hashiya.model import Anchored, Dossier, Source, Stale, Text
from hashiya.problem import Problem, problem


def stale(dossier: Dossier, anchored: Anchored) -> tuple[Stale, list[Problem]]:
    """What is stale in a dossier, with a problem for each."""
    problems: list[Problem] = []
    translations: set[tuple[str, str, str]] = set()
    annotations: set[tuple[str, str]] = set()
    for source in dossier.sources:
        for layer, passage, of in _old_translations(source):
            translations.add((source.id, layer, passage))
            problems.append(_problem("stale-translation", of, source.id, passage, passage))
    by_id = {source.id: source for source in dossier.sources}
    for item in dossier.annotations:
        span = anchored.spans.get((item.source, item.id)) if item.of else None
        if item.of and span and item.of != _print(by_id[item.source], span.first, span.last):
            annotations.add((item.source, item.id))
            passage = by_id[item.source].passages[span.first].id
            problems.append(_problem("stale-annotation", item.of, item.source, passage, item.id))
    return Stale(frozenset(translations), frozenset(annotations)), problems


def _old_translations(source: Source) -> Iterator[tuple[str, str, Text]]:
    """Layer, passage and `of` of the translations of earlier wordings."""
    order = {passage.id: number for number, passage in enumerate(source.passages)}
    for layer in source.layers:
        for name, translation in layer.translations.items():
            of, at = translation.of, order.get(name)
            if of and at is not None and of != _print(source, at, at):
                yield layer.name, name, of


def _print(source: Source, first: int, last: int) -> str:
    """The fingerprint of the passages from one number to another."""
    start, end = source.passages[first].start, source.passages[last].end
    return fingerprint(folded(source.text[start:end]))


def _problem(code: str, of: Text, source: str, passage: str, item: str) -> Problem:
    return problem(code, of.place, width=len(of), source=source, passage=passage, item=item, of=of)
