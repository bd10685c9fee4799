"""Anchoring: every quote found in the text it is from, or the reason why it is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hashiya.anchor.quote import Hit, Index, Miss, Reason, find, mark
from hashiya.anchor.reasons import Lost, beginning, explain, opens_otherwise, unknown_passage
from hashiya.anchor.shelf import Shelf
from hashiya.fold import folded_words
from hashiya.model import (
    Anchored,
    Annotation,
    Dossier,
    Passage,
    Quote,
    Rendered,
    Source,
    Span,
    Translation,
    Whole,
)
from hashiya.problem import Problem, problem

__all__ = ["anchor"]

_FURNITURE = "boilerplate"
"""The role of passages that are no part of the text proper."""


def anchor(dossier: Dossier) -> tuple[Anchored, tuple[Problem, ...]]:
    """Where every annotation and every rendering stands, and all that could not be placed."""
    shelf = Shelf(dossier.sources)
    problems = [found for source in dossier.sources for found in _check_openings(source, shelf)]
    spans: dict[tuple[str, str], Span] = {}
    renderings: dict[tuple[str, str], tuple[Rendered, ...]] = {}
    for annotation in dossier.annotations:
        if annotation.source not in shelf:
            continue
        key = annotation.source, annotation.id
        span = _place(annotation, shelf)
        if isinstance(span, Problem):
            problems.append(span)
            continue
        spans[key] = span
        if furniture := _in_furniture(annotation, span, shelf):
            problems.append(furniture)
        if annotation.rendering:
            outcomes = list(_render(annotation, span, shelf))
            problems += (found for found in outcomes if isinstance(found, Problem))
            placed = tuple(found for found in outcomes if isinstance(found, Rendered))
            if placed:
                renderings[key] = placed
    return Anchored(spans, renderings), tuple(problems)


def _place(annotation: Annotation, shelf: Shelf) -> Span | Problem:
    """The span that an annotation is about."""
    selector = annotation.target.selector
    source = annotation.source
    index = shelf.source(source)
    if isinstance(selector, Whole):
        at = index.order.get(selector.passage)
        if at is None:
            return unknown_passage(selector.passage, source, index)
        return Span(source, index.passages[at].start, index.passages[at].end, (at, at))
    found = find(index, selector)
    if isinstance(found, Miss):
        return explain(Lost(selector, found, index, source, shelf))
    start, end = mark(index, found, selector.exact)
    return Span(source, start, end, (index.passage(found.first), index.passage(found.end - 1)))


def _in_furniture(annotation: Annotation, span: Span, shelf: Shelf) -> Problem | None:
    """A quote found in page furniture only, without naming the passage, is probably a mistake."""
    selector = annotation.target.selector
    passages = shelf.source(span.source).passages
    first, last = span.passages
    if passages[first].role != _FURNITURE or passages[last].role != _FURNITURE:
        return None
    if isinstance(selector, Whole) or selector.passage is not None:
        return None
    name = passages[first].id
    place, width = beginning(selector.exact), len(selector.exact)
    return problem(
        "quote-in-boilerplate", place, width=width, hint=f"passage: {name}", passage=name
    )


# --- renderings -------------------------------------------------------------------------


def _render(annotation: Annotation, span: Span, shelf: Shelf) -> Iterator[Rendered | Problem]:
    """Where the words stand, in each language, that the annotated words became."""
    first, last = span.passages
    touched = shelf.source(span.source).passages[first : last + 1]
    for language, quote in annotation.rendering.items():
        default = shelf.layer(span.source, language)
        missing = [p.id for p in touched if default is None or p.id not in default[1].order]
        if default is None or missing:
            yield _untranslated(quote, language, missing)
            continue
        layer, index = default
        limits = Hit(
            index.within(index.order[touched[0].id]).first,
            index.within(index.order[touched[-1].id]).end,
        )
        looked_for = quote if first == last else replace(quote, across=True)
        found = find(index, looked_for, limits)
        if isinstance(found, Hit) and found.end > limits.end:
            found = Miss(Reason.OTHER_PASSAGE, [found])
        if isinstance(found, Miss):
            yield explain(Lost(looked_for, found, index, span.source, shelf, layer.name))
        else:
            yield from _by_passage(index, layer.name, found, quote)


def _untranslated(quote: Quote, language: str, missing: list[str]) -> Problem:
    exact = quote.exact
    return problem(
        "rendering-untranslated",
        beginning(exact),
        width=len(exact),
        language=language,
        passage=", ".join(missing),
    )


def _by_passage(index: Index, layer: str, hit: Hit, quote: Quote) -> Iterator[Rendered]:
    """A stretch of a translation, as offsets into the translations of its passages."""
    start, end = mark(index, hit, quote.exact)
    first, last = index.passage(hit.first), index.passage(hit.end - 1)
    for passage in index.passages[first : last + 1]:
        begin, stop = max(start, passage.start), min(end, passage.end)
        if begin < stop:
            yield Rendered(layer, passage.id, begin - passage.start, stop - passage.start)


# --- the opening words of translated passages -------------------------------------------


def _check_openings(source: Source, shelf: Shelf) -> Iterator[Problem]:
    """Every translated passage is there, and begins as its translator saw it begin."""
    for layer in source.layers:
        for translation in layer.translations.values():
            index = shelf.source(source.id)
            at = index.order.get(translation.passage)
            if at is None:
                yield unknown_passage(translation.passage, source.id, index)
            elif not _opens(index, at, translation):
                yield opens_otherwise(index, at, translation)


def _opens(index: Index, passage: int, translation: Translation) -> bool:
    """Whether a passage begins with the words that the translation says."""
    if translation.begins is None:
        return True
    words = folded_words(translation.begins)
    first, end = index.within(passage)
    if not words:
        return _text(index, index.passages[passage]).startswith(translation.begins.strip())
    return index.words[first : min(end, first + len(words))] == words


def _text(index: Index, passage: Passage) -> str:
    return index.text[passage.start : passage.end].strip()
