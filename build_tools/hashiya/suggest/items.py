"""Annotations for suggested mentions, as editors would write them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from hashiya.anchor.quote import Hit, find, mark
from hashiya.anchor.reasons import told_apart
from hashiya.anchor.shelf import Translations
from hashiya.edit import Block, New, Value
from hashiya.fold import folded
from hashiya.model import Edition, Entry, Quote, Source, Text
from hashiya.problem import Place
from hashiya.read.sources import is_reserved
from hashiya.schema import ID_LENGTH
from hashiya.suggest.mentions import KEYS, Lexicon, Spot, Suggestion

_NOWHERE = Place("")
_BESIDE = ("after", "before", "passage")
_ROOM = 6
"""What an id leaves free for a number."""


class Items:
    """Makes new annotations, with ids that their sources do not have yet."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._lexicon = Lexicon(edition)
        self._used: dict[str, set[str]] = {}
        self._translations: dict[str, Translations] = {}

    def make(
        self, spot: Spot, chosen: Sequence[tuple[Suggestion, Entry]], name: str = ""
    ) -> New | None:
        """The annotation that names the chosen entries at a spot, with a new id if none is given.

        None where no quote has its place exactly there.
        """
        target = _target(spot)
        if target is None:
            return None
        suggestion, entry = chosen[0]
        item: dict[str, Value] = {"id": name or self._id(spot.source, entry.id), **target}
        rendering = dict(self._rendering(spot, entry)) if suggestion.alone else {}
        if rendering:
            item["rendering"] = rendering
        return item | {KEYS[one.register]: [entry.id] for one, entry in chosen}

    def _id(self, source: Source, entry: str) -> str:
        """The entry's id, with a number where the source has it already."""
        used = self._used.get(source.id)
        if used is None:
            used = self._used[source.id] = _ids(self._edition, source)
        base = f"name-{entry}" if is_reserved(entry) else entry
        base = base[: ID_LENGTH - _ROOM].rstrip("-")
        names = (base if number == 1 else f"{base}-{number}" for number in count(1))
        name = next(name for name in names if name not in used)
        used.add(name)
        return name

    def _rendering(self, spot: Spot, entry: Entry) -> Iterator[tuple[str, str]]:
        """The entry's name in each translation of the passage, where it stands there once."""
        source = spot.source
        translations = self._translations.setdefault(source.id, Translations(source))
        passage = spot.index.passage(spot.hit.first)
        for language in dict.fromkeys(layer.language for layer in source.layers):
            layer = translations.layer(language)
            if layer is None or translations.missing(layer, passage, passage):
                continue
            index = translations.index(layer, passage, passage)
            found = self._lexicon.of(language)[entry.register].find(index, 0)
            words = [index.original(one.hit) for one in found if entry.id in one.entries]
            if len(words) == 1 and isinstance(find(index, _quote(words[0])), Hit):
                yield language, words[0]


def _quote(exact: str, key: str = "", words: str = "") -> Quote:
    """A quote, with the key and value that tell its place from others, where it needs them."""
    told = {name: Text(words, _NOWHERE) if name == key else None for name in _BESIDE}
    nth, _, of = words.partition("/")
    occurrence = (int(nth), int(of)) if key == "occurrence" else None
    return Quote(Text(exact, _NOWHERE), told["after"], told["before"], occurrence, told["passage"])


def _target(spot: Spot) -> dict[str, Value] | None:
    """The quote of a spot, and what tells its place from others like it."""
    index = spot.index
    exact = " ".join(index.text[spot.start : spot.end].split()).replace("…", "\\…")
    hits = index.find(folded(exact))
    several = len(hits) > 1 and spot.hit in hits
    told = told_apart(index, hits, spot.hit) if several else ()
    quote = _quote(exact, *told)
    if find(index, quote) != spot.hit or mark(index, spot.hit, quote) != (spot.start, spot.end):
        return None
    target: dict[str, Value] = {"quote": Block(exact)}
    return target | dict([told] if told else [])


def _ids(edition: Edition, source: Source) -> set[str]:
    """Every id that a source has, had, or calls a passage by."""
    dossier = edition.dossier
    own = [item for item in dossier.annotations if item.source == source.id]
    used = {item.id for item in own} | {str(old) for item in own for old in item.was}
    used |= {str(item.id) for item in dossier.retired if item.source == source.id}
    return used | edition.former.get(source.id, {}).keys()
