"""The texts of a dossier made ready for finding quotes in them, each when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hashiya.anchor.nearest import Vocabulary, vocabulary
from hashiya.anchor.quote import Index, index
from hashiya.model import Layer, Passage, Source


class Shelf:
    """The sources and translations of a dossier, indexed."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = {source.id: source for source in sources}
        self._indices: dict[str, Index] = {}
        self._layers: dict[tuple[str, str], Index] = {}
        self._vocabularies: dict[int, Vocabulary] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._sources

    def source(self, name: str) -> Index:
        """The text of a source."""
        if name not in self._indices:
            source = self._sources[name]
            self._indices[name] = index(source.text, source.passages)
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
            self._layers[key] = _index_layer(layer, self._sources[source].passages)
        return layer, self._layers[key]

    def vocabulary(self, text: Index) -> Vocabulary:
        """The different words of a text."""
        if id(text) not in self._vocabularies:
            self._vocabularies[id(text)] = vocabulary(text)
        return self._vocabularies[id(text)]


def default_layer(source: Source, language: str) -> Layer | None:
    """The translation into a language that is shown, where there are several."""
    layers = [layer for layer in source.layers if layer.language == language]
    return next((layer for layer in layers if layer.default), layers[0] if layers else None)


def _index_layer(layer: Layer, passages: Sequence[Passage]) -> Index:
    """The translations one below the other, as if they were the passages of a source."""
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
    return index("\n".join(texts), placed)
