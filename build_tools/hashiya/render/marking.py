"""Where the annotations of a source stand on its page: numbers, marks and markers, per passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hashiya.kind import Naming
from hashiya.kinds import KINDS
from hashiya.model import RELATIONS, Annotation, Layer, Quote, Rendered, Source, Span
from hashiya.render.runs import Flag, Mark, draw, hidden, lanes
from hashiya.render.writer import Writer

LANES = 8
"""Lanes that the style sheet tells apart; further marks share the last."""


class Numbered(NamedTuple):
    """An annotation that takes a number, and with it a marker and a note."""

    item: Annotation
    number: str
    kind: str
    data: str
    """The attributes by which the style sheet tells kinds and relations apart."""


class Drawn(NamedTuple):
    """What is drawn into one passage's text, at code points of that text."""

    marks: list[Mark]
    flags: list[Flag]


def marking(writer: Writer, source: Source, layer: Layer | None) -> Marking:
    """The marking of a source, the one of its page in another language where they are alike.

    The texts and their marks are; the numbers, and the hidden word before them, may not be.
    """
    languages = (source.language, layer.language if layer else "")
    words = tuple(writer.note_word(language) for language in languages)
    key = (source.id, layer and layer.name, writer.up, writer.interface.number(123456789), words)
    if key not in writer.markings:
        writer.markings.clear()  # A page is made right after the same page in another language.
        writer.markings[key] = Marking(writer, source, layer)
    return writer.markings[key]


_NOTHING = Drawn([], [])


class Marking:
    """The annotations of one source, and its texts with their marks."""

    def __init__(self, writer: Writer, source: Source, layer: Layer | None) -> None:
        self._edition = writer.edition
        self._writer = writer
        self._source = source
        self._layer = layer
        self._items = writer.edition.annotations.get(source.id, ())
        self._numbered = self._number()
        self.notes: dict[int, list[Numbered]] = {}
        """The numbered annotations by the index of the passage in which they end."""
        self.anchors: dict[int, list[Annotation]] = {}
        """The others, likewise."""
        self._original: dict[int, Drawn] = {}
        """What is drawn into the original, by index of the passage."""
        self._translation: dict[str, Drawn] = {}
        """What is drawn into the translation, by id of the passage."""
        self._originals: dict[int, bytes] = {}
        self._translations: dict[str, bytes] = {}
        self._place()
        self._draw_original()
        if layer:
            self._draw_translation(layer)

    def original(self, index: int) -> bytes:
        """The passage of an index with its marks, in UTF-8."""
        html = self._originals.get(index)
        if html is None:
            drawn = self._original.get(index, _NOTHING)
            words = self._source.shown_words(self._source.passages[index])
            html = draw(words, drawn.marks, drawn.flags).encode()
            self._originals[index] = html
        return html

    def translation(self, passage: str) -> bytes:
        """The translation of a passage with its marks, in UTF-8; without one, its markers."""
        html = self._translations.get(passage)
        if html is None:
            drawn = self._translation.get(passage, _NOTHING)
            translated = self._layer and self._layer.translations.get(passage)
            words = (
                draw(translated.text, drawn.marks, drawn.flags)
                if translated
                else "".join(flag.html for flag in drawn.flags)
            )
            html = self._translations[passage] = words.encode()
        return html

    def markers(self, index: int, *, translated: bool) -> list[str]:
        """The ids of the markers in a passage, or in its translation, as they follow there."""
        passage = self._source.passages[index].id
        drawn = self._translation.get(passage) if translated else self._original.get(index)
        flags = sorted(drawn.flags, key=lambda flag: flag.offset) if drawn else ()
        return [flag.id for flag in flags]

    def _span(self, item: Annotation) -> Span:
        return self._edition.anchored.spans[self._source.id, item.id]

    def _number(self) -> dict[str, Numbered]:
        """Numbers in the order in which the annotated words end."""
        numbered: dict[str, Numbered] = {}
        for item in self._items:
            kind = next((body.kind for body in item.bodies if KINDS[body.kind].numbered), "")
            if kind:
                number = self._writer.interface.number(len(numbered) + 1)
                numbered[item.id] = Numbered(item, number, kind, self._data(item, kind))
        return numbered

    def _data(self, item: Annotation, kind: str) -> str:
        """The kind of an annotation, and the relation of its first cross-reference."""
        for link in self._edition.outgoing[self._source.id].get(item.id, ()):
            if link.relation:
                return f' data-kind="{kind}" data-relation="{RELATIONS[link.relation].kin}"'
        return f' data-kind="{kind}"'

    def _place(self) -> None:
        for item in self._items:
            index = self._span(item).last
            known = self._numbered.get(item.id)
            if known:
                self.notes.setdefault(index, []).append(known)
            else:
                self.anchors.setdefault(index, []).append(item)

    def _draw_original(self) -> None:
        passages = self._source.passages
        quoted = [item for item in self._items if isinstance(item.target.selector, Quote)]
        lane_of = self._lanes((item, self._span(item)) for item in quoted)
        for item in quoted:
            span = self._span(item)
            for index in span.passages:
                start = max(span.start, passages[index].start) - passages[index].start
                end = min(span.end, passages[index].end) - passages[index].start
                mark = self._mark(item, start, end, lane_of)
                if mark:
                    self._original.setdefault(index, Drawn([], [])).marks.append(mark)
        for index, notes in self.notes.items():
            drawn = self._original.setdefault(index, Drawn([], []))
            for known in notes:
                offset = self._span(known.item).end - passages[index].start
                name = f"ref-{known.item.id}"
                flag = self._flag(known, self._source.language, name)
                drawn.flags.append(Flag(offset, flag, name))

    def _draw_translation(self, layer: Layer) -> None:
        found: dict[str, list[tuple[Annotation, Rendered]]] = {}
        places: dict[str, Rendered] = {}
        rendered = self._edition.anchored.rendered
        for item in self._items:
            for place in rendered(self._source.id, item.id, layer.name):
                places[item.id] = place
                found.setdefault(place.passage, []).append((item, place))
        for passage, group in found.items():
            drawn = self._translation.setdefault(passage, Drawn([], []))
            lane_of = self._lanes(group)
            marks = (self._mark(item, at.start, at.end, lane_of) for item, at in group)
            drawn.marks.extend(mark for mark in marks if mark)
        for index, notes in self.notes.items():
            for known in notes:
                passage, offset = self._after(index, layer, places.get(known.item.id))
                name = f"ref-{layer.name}--{known.item.id}"
                flag = self._flag(known, layer.language, name)
                drawn = self._translation.setdefault(passage, Drawn([], []))
                drawn.flags.append(Flag(offset, flag, name))

    def _after(self, index: int, layer: Layer, found: Rendered | None) -> tuple[str, int]:
        """Where a marker stands in the translation: after its words, or at the passage's end."""
        if found:
            return found.passage, found.end
        passage = self._source.passages[index].id
        translated = layer.translations.get(passage)
        return passage, len(translated.text) if translated else 0

    def _lanes(self, placed: Iterable[tuple[Annotation, Span | Rendered]]) -> dict[str, int]:
        """The lane of each numbered annotation among those that it overlaps."""
        shared = [(item.id, at.start, at.end) for item, at in placed if item.id in self._numbered]
        chosen = lanes([(start, end) for _, start, end in shared])
        return {name: lane for (name, _, _), lane in zip(shared, chosen, strict=True)}

    def _mark(self, item: Annotation, start: int, end: int, lane_of: dict[str, int]) -> Mark | None:
        known = self._numbered.get(item.id)
        if known:
            lane = min(lane_of[item.id], LANES - 1)
            own = f' data-lane="{lane}"' if lane else ""
            opening = f'<span class="hy-m" data-a="{item.id}"{known.data}{own}>'
            return Mark(start, end, opening, "</span>")
        for opening, _naming in self._namings(item):
            return Mark(start, end, opening, "</a>", innermost=True)
        return None

    def _namings(self, item: Annotation) -> Iterator[tuple[str, Naming]]:
        """The entries that an annotation names, each with the tag of a link to it."""
        for body in item.bodies:
            for content in KINDS[body.kind].says(body):
                if isinstance(content, Naming):
                    href = self._writer.entry(content.register, content.id)
                    yield f'<a class="hy-name" data-kind="{body.kind}" href="{href}">', content

    def unlinked(self, index: int) -> list[tuple[str, str]]:
        """The entries that plain annotations of a passage name, and none of its words leads to.

        Words lead to one entry only: not to a second of the same annotation, nor to that of
        another annotation whose words are taken, or that has the whole passage.
        """
        items = self.anchors.get(index, ())
        if not items:
            return []
        marks = self._original.get(index, _NOTHING).marks
        lost = set(map(id, hidden(marks)))
        leading = {mark.opening for mark in marks if mark.innermost and id(mark) not in lost}
        found = {
            (naming.register, str(naming.id)): None
            for item in items
            for opening, naming in self._namings(item)
            if opening not in leading
        }
        return list(found)

    def _flag(self, known: Numbered, language: str, name: str) -> str:
        """A marker: a link to the note, told in the language of the words around it."""
        word = self._writer.note_word(language)
        return (
            f'<span class="hy-refs"><a class="hy-ref" role="doc-noteref" id="{name}"'
            f' href="#{known.item.id}"{known.data}>'
            f"{word}{known.number}</a></span>"
        )
