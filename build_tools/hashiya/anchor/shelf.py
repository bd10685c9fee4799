"""The texts of a dossier made ready for finding quotes in them, each when it is first asked for.

They are kept, so this is for what needs several of them: saying why a quote was not found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hashiya.anchor.nearest import Vocabulary, vocabulary
from hashiya.anchor.quote import Index
from hashiya.model import Layer, Passage, Source
from hashiya.once import Made


class Shelf:
    """The sources and translations of a dossier, indexed."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = {source.id: source for source in sources}
        self._indices: dict[str, Index] = {}
        self._layers: dict[tuple[str, str], Index] = {}
        self._vocabularies: Made[Index, Vocabulary] = Made(vocabulary)

    def source(self, name: str) -> Index:
        """The text of a source."""
        if name not in self._indices:
            source = self._sources[name]
            self._indices[name] = Index(source.text, source.passages)
        return self._indices[name]

    def others(self, name: str) -> Iterator[tuple[str, Index]]:
        """All sources but this one."""
        return ((other, self.source(other)) for other in self._sources if other != name)

    def layer(self, source: str, language: str) -> tuple[Layer, Index] | None:
        """The default translation into a language, its passages in the order of the source."""
        layer = default_layer(self._sources[source], language)
        if layer is None:
            return None
        key = source, layer.name
        if key not in self._layers:
            self._layers[key] = index_layer(layer, self._sources[source].passages)
        return layer, self._layers[key]

    def vocabulary(self, text: Index) -> Vocabulary:
        """The different words of a text, which need not be one of these."""
        return self._vocabularies[text]


class Translations:
    """The translations of one source, each passage indexed when a rendering is looked for in it."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._indices: dict[tuple[str, int, int], Index] = {}

    def layer(self, language: str) -> Layer | None:
        """The translation into a language that is shown."""
        return default_layer(self._source, language)

    def missing(self, layer: Layer | None, first: int, last: int) -> list[str]:
        """The passages, from one number to another, that a layer does not translate."""
        touched = self._source.passages[first : last + 1]
        return [p.id for p in touched if layer is None or p.id not in layer.translations]

    def index(self, layer: Layer, first: int, last: int) -> Index:
        """What a layer has for the passages from one number to another."""
        key = layer.name, first, last
        if key not in self._indices:
            self._indices[key] = index_layer(layer, self._source.passages[first : last + 1])
        return self._indices[key]


def default_layer(source: Source, language: str) -> Layer | None:
    """The translation into a language that is shown, where there are several."""
    layers = [layer for layer in source.layers if layer.language == language]
    return next((layer for layer in layers if layer.default), layers[0] if layers else None)


def index_layer(layer: Layer, passages: Sequence[Passage]) -> Index:
    """The translations of passages one below the other, as if those were a source's."""
    texts: list[str] = []
    placed: list[Passage] = []
    start = 0
    for passage in passages:
        translation = layer.translations.get(passage.id)
        if translation:
            end = start + len(translation.text)
            line = translation.text.place.line
            placed.append(Passage(passage.id, start, end, passage.role, line))
            texts.append(translation.text)
            start = end + 1
    return Index("\n".join(texts), placed)
