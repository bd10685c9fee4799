"""Anchoring: every quote found in the text it is from, or the reason why it is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hashiya.anchor.changed import before_healing, seed_changed
from hashiya.anchor.quote import Hit, Index, Miss, Reason, find, mark
from hashiya.anchor.reasons import Lost, beginning, explain, opens_otherwise, unknown_passage
from hashiya.anchor.shelf import Shelf, Translations
from hashiya.fold import folded
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
    items: dict[str, list[Annotation]] = {}
    for annotation in dossier.annotations:
        items.setdefault(annotation.source, []).append(annotation)
    placed = _Placed(Shelf(dossier.sources))
    for source in dossier.sources:
        placed.all_of(source, items.get(source.id, ()))
    return Anchored(placed.spans, placed.renderings), tuple(placed.problems)


class _Placed:
    """What has been placed so far; the index of one source at a time is held."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.spans: dict[tuple[str, str], Span] = {}
        self.renderings: dict[tuple[str, str], tuple[Rendered, ...]] = {}
        self.problems: list[Problem] = []

    def all_of(self, source: Source, annotations: Sequence[Annotation]) -> None:
        """Place the annotations of a source, and their renderings."""
        index = Index(source.text, source.passages)
        translations = Translations(source)
        told = len(self.problems)
        self.problems += _check_openings(source, index)
        for annotation in annotations:
            key = annotation.source, annotation.id
            span = _place(annotation, index, self.shelf)
            if isinstance(span, Problem):
                self.problems.append(span)
                continue
            self.spans[key] = span
            self.problems += _in_furniture(annotation, span, index)
            if annotation.rendering:
                outcomes = list(_render(annotation, span, translations, self.shelf))
                self.problems += (found for found in outcomes if isinstance(found, Problem))
                rendered = tuple(found for found in outcomes if isinstance(found, Rendered))
                if rendered:
                    self.renderings[key] = rendered
        changed = seed_changed(source, annotations, self.spans)
        if changed:
            self.problems[told:] = [before_healing(one, source) for one in self.problems[told:]]
            self.problems.append(changed)


def _place(annotation: Annotation, index: Index, shelf: Shelf) -> Span | Problem:
    """The span that an annotation is about."""
    selector = annotation.target.selector
    source = annotation.source
    if isinstance(selector, Whole):
        at = index.order.get(selector.passage)
        if at is None:
            return unknown_passage(selector.passage, source, index)
        return Span(source, index.passages[at].start, index.passages[at].end, at, at)
    found = find(index, selector)
    if isinstance(found, Miss):
        return explain(Lost(selector, found, index, source, shelf))
    start, end = mark(index, found, selector)
    return Span(source, start, end, index.passage(found.first), index.passage(found.end - 1))


def _in_furniture(annotation: Annotation, span: Span, index: Index) -> Iterator[Problem]:
    """A quote found in page furniture only, without naming the passage, is probably a mistake."""
    selector = annotation.target.selector
    first, last = (index.passages[at] for at in (span.first, span.last))
    if first.role != _FURNITURE or last.role != _FURNITURE:
        return
    if isinstance(selector, Quote) and selector.passage is None:
        place, width = beginning(selector.exact), len(selector.exact)
        yield problem(
            "quote-in-boilerplate",
            place,
            width=width,
            hint=[f"passage: {first.id}"],
            passage=first.id,
        )


# --- renderings -------------------------------------------------------------------------


def _render(
    annotation: Annotation, span: Span, translations: Translations, shelf: Shelf
) -> Iterator[Rendered | Problem]:
    """Where the words stand, in each language, that the annotated words became."""
    first, last = span.first, span.last
    for language, written in annotation.rendering.items():
        layer = translations.layer(language)
        missing = translations.missing(layer, first, last)
        if layer is None or missing:
            yield _untranslated(written, language, missing)
            continue
        quote = written if first == last else replace(written, across=True)
        index = translations.index(layer, first, last)
        found = find(index, quote)
        if isinstance(found, Miss):
            yield _not_rendered(quote, span, language, shelf)
        else:
            yield from _by_passage(index, layer.name, found, quote)


def _not_rendered(quote: Quote, span: Span, language: str, shelf: Shelf) -> Problem:
    """Why a rendering has no place, in view of the whole translation."""
    whole = shelf.layer(span.source, language)
    assert whole is not None
    layer, index = whole
    passages = shelf.source(span.source).passages
    first, last = (index.order[passages[at].id] for at in (span.first, span.last))
    limits = Hit(index.within(first).first, index.within(last).end)
    found = find(index, quote, limits)
    if isinstance(found, Hit):
        found = Miss(Reason.OTHER_PASSAGE, [found])
    return explain(Lost(quote, found, index, span.source, shelf, layer.name))


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
    start, end = mark(index, hit, quote)
    first, last = index.passage(hit.first), index.passage(hit.end - 1)
    for passage in index.passages[first : last + 1]:
        begin, stop = max(start, passage.start), min(end, passage.end)
        if begin < stop:
            yield Rendered(layer, passage.id, begin - passage.start, stop - passage.start)


# --- the opening words of translated passages -------------------------------------------


def _check_openings(source: Source, index: Index) -> Iterator[Problem]:
    """Every translated passage is there, and begins as its translator saw it begin."""
    for layer in source.layers:
        for translation in layer.translations.values():
            at = index.order.get(translation.passage)
            if at is None:
                yield unknown_passage(translation.passage, source.id, index)
            elif not _opens(index, at, translation):
                yield opens_otherwise(index, at, translation)


def _opens(index: Index, passage: int, translation: Translation) -> bool:
    """Whether a passage begins with the words that the translation says."""
    if translation.begins is None:
        return True
    words = folded(translation.begins)
    first, end = index.within(passage)
    if not words:
        return _text(index, index.passages[passage]).startswith(translation.begins.strip())
    stop = first + len(words)
    return stop <= end and index.folded.startswith(words, first) and index.folded[stop] == " "


def _text(index: Index, passage: Passage) -> str:
    return index.text[passage.start : passage.end].strip()
