"""What a source is called, in each language."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from hashiya.model import Layer, Passage, Source

_OPENING = 8
"""Words of a source without any title that stand in for one."""


@dataclass(frozen=True, slots=True)
class Title:
    """A source's title in one language; a supplied one is the editors' and stands in brackets."""

    words: str
    language: str
    supplied: bool = False
    opening: bool = False
    """Whether it is only the beginning of the text."""

    def __str__(self) -> str:
        if self.supplied:
            return f"[{self.words}]"
        return f"{self.words}…" if self.opening else self.words


def layer_for(source: Source, language: str) -> Layer | None:
    """The translation of a source that is shown in a language, or None."""
    layers = [layer for layer in source.layers if layer.language == language]
    return next((layer for layer in layers if layer.default), layers[0] if layers else None)


def headline(source: Source) -> Passage | None:
    """The passage that is the source's own headline."""
    return next((passage for passage in source.passages if passage.role == "headline"), None)


def title(source: Source, language: str, shown: Collection[Passage]) -> Title:
    """The source's title in a language, or the nearest thing to it.

    It takes words of the passages that are shown only, however the source is published.
    """
    head = headline(source)
    if head and head in shown:
        layer = None if source.language == language else layer_for(source, language)
        translated = layer.translations.get(head.id) if layer else None
        if translated:
            return Title(" ".join(translated.text.split()), language)
        return Title(source.shown_words(head).strip(), source.language)
    if source.supplied_title:
        supplied = source.supplied_title
        chosen = language if language in supplied else next(iter(supplied))
        return Title(supplied[chosen], chosen, supplied=True)
    return _opening(source, shown)


def _opening(source: Source, shown: Collection[Passage]) -> Title:
    """The first words of a source that has no title; its id where they are not shown."""
    body = next((passage for passage in source.passages if passage.role == "body"), None)
    if body is None or body not in shown:
        return Title(source.id, "")
    words = source.shown_words(body).split()
    opening = len(words) > _OPENING
    return Title(" ".join(words[:_OPENING]), source.language, opening=opening)
