"""The other end of a link: its relation as a chip, its place in a line, its passage as a card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import chain, islice
from typing import TypeAlias

from hashiya.kinds import KINDS
from hashiya.model import RELATIONS, End, Layer, Passage, Source
from hashiya.once import Made
from hashiya.render.distance import Distances
from hashiya.render.interface import attributes
from hashiya.render.writer import Writer
from hashiya.wording import _

WORDS_SHOWN = 90
"""Code points of a link's other end that are shown beside it; the card shows the passage."""

ONWARD_SHOWN = 3
"""Links of a card's own passage that the card shows; the passage shows them all."""

LABELS: Mapping[str, str] = {
    "supports": _("Supports"),
    "supported-by": _("Supported by"),
    "contradicts": _("Contradicts"),
    "updates": _("Updates"),
    "updated-by": _("Updated by"),
    "more-precise": _("More precise than"),
    "less-precise": _("Less precise than"),
    "same-source": _("Same report as"),
    "parallel": _("Parallel to"),
    "distinguish": _("Not to be confused with"),
    "background": _("Background in"),
    "background-to": _("Background to"),
}


LINE, LINE_END = b'<p class="hy-target">', b"</p>"
"""Around a link to an end in a line of its own."""
_QUOTED = b"</q>"
_HEAD = b'<p class="hy-card-head">'


Pieces: TypeAlias = tuple[bytes, bytes, bytes, bytes, bytes]
"""A link to one end, in pieces of UTF-8 that other links share, and the words there.

`<a href="` and the address of the source, up to the `#`, which the fragment has to follow; what
tells the source from others; the passage's number and `</a>`; the words in a `<q>`, in the page's
language where they are known; what else is quoted, each in a `<q>`.
"""


@dataclass(frozen=True, slots=True)
class _There:
    """What the links to one source share."""

    address: bytes
    named: bytes
    places: Sequence[bytes]
    """By the index of the passage."""
    paired: Layer | None
    """The translation that is shown beside the original."""


class Ends:
    """Writes the other ends of links for all pages of a language and depth.

    What links repeat is kept in UTF-8: of a page with hundreds of links nine tenths are then
    copied, and only the rest is encoded. It is kept in pieces: whole lines took 25 MB more where
    there are 135,000 links.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.pieces: Mapping[End, Pieces] = Made(self._pieces)
        """The link to each end, and its words; ends are known by their identity."""
        self._there = Made(self._shared)
        self._places: dict[str, bytes] = {}
        self._cards: dict[tuple[str, int], str] = {}
        self._distances = Distances(writer.interface, writer.edition.sources)
        self._agos: tuple[str, Mapping[str, bytes]] = ("", {})
        self._annotated: tuple[str, Mapping[int, list[str]]] = ("", {})

    def chip(self, relation: str, *, backward: bool = False) -> str:
        """The relation of a link as a sign and a word, as this end or the other sees it."""
        if not relation:
            kin, sign = "mention", self._writer.onward
            label = _("Mentioned in") if backward else _("Mentions")
        else:
            known = RELATIONS[relation]
            kin, sign = known.kin, known.sign
            label = LABELS[known.inverse if backward else relation]
        return (
            f'<span class="hy-chip" data-relation="{kin}">'
            f'<span aria-hidden="true">{sign}</span> {self._writer._(label)}</span>'
        )

    @cached_property
    def chips(self) -> Mapping[str, bytes]:
        """The chips alone, by relation."""
        return self._chips("")

    @cached_property
    def openings(self) -> Mapping[str, bytes]:
        """The beginning of a cross-reference, by relation: its element, opened, and the chip."""
        return {
            name: f'<div class="hy-link" data-relation="{known.kin}">{self.chip(name)}'.encode()
            for name, known in RELATIONS.items()
        }

    @cached_property
    def back_openings(self) -> Mapping[str, bytes]:
        """The beginning of an item in a list of links to here, likewise; `""` is for prose."""
        return self._chips("<li>", backward=True)

    @cached_property
    def linked_from(self) -> Mapping[str, bytes]:
        """The heading of a list of links to here, by its level."""
        label = self._writer._(_("Linked from"))
        return {level: f"<{level}>{label}</{level}>".encode() for level in ("h2", "h3")}

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """What the kinds of body are called."""
        return {name: self._writer._(kind.title) for name, kind in KINDS.items()}

    @cached_property
    def _onward_openings(self) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
        """The beginning of an item in a card's list of links, from its passage and to it."""
        opening = '<li class="hy-next">'
        return self._chips(opening), self._chips(opening, backward=True)

    def _chips(self, opening: str, *, backward: bool = False) -> Mapping[str, bytes]:
        return {
            name: f"{opening}{self.chip(name, backward=backward)} ".encode()
            for name in ("", *RELATIONS)
        }

    def agos(self, here: str) -> Mapping[str, bytes]:
        """How much later or earlier than one source each other one appeared, in UTF-8.

        Kept for the last source only, whose page is being made: there are nearly as many pairs of
        sources as links.
        """
        if self._agos[0] != here:
            self._agos = (here, self._distances.seen_from(here))
        return self._agos[1]

    def line(self, end: End) -> str:
        """An end in a line: its source, date and passage, linked, and its words."""
        address, *rest = self.pieces[end]
        return b"".join((LINE, address, end.fragment.encode(), *rest, LINE_END)).decode()

    def _pieces(self, end: End) -> Pieces:
        there = self._there[end.source]
        words = self._words(end, there.paired).encode()
        first, mark, more = words.partition(_QUOTED)
        place = there.places[end.span.first]
        return there.address, there.named, place, first + mark, more

    def _shared(self, name: str) -> _There:
        """What the links to a source share."""
        writer, source = self._writer, self._writer.edition.by_id[name]
        address = f'<a href="{writer.place(name, "")}'
        named = f'">{writer.short_source(source)} <span class="hy-place">'
        places = [self._place(passage) for passage in source.passages]
        paired = writer.paired(source)
        return _There(address.encode(), named.encode(), places, paired)

    def _place(self, passage: Passage) -> bytes:
        """The end of a link to a passage; those of other sources have the same numbers."""
        place = self._writer.passage_place(passage)
        return self._places.setdefault(place, f"{place}</span></a>".encode())

    def _words(self, end: End, layer: Layer | None) -> str:
        """The words at an end: in the page's language where they are known, and the original."""
        words = ""
        source = self._writer.edition.by_id[end.source]
        if layer and layer.language == self._writer.language:
            passage = source.passages[end.span.first].id
            if end.fragment == passage and passage in layer.translations:
                return self._quoted(layer.translations[passage].text, layer.language)
            rendered = self._writer.edition.anchored.rendered
            for found in rendered(end.source, end.fragment, layer.name):
                text = layer.translations[found.passage].text[found.start : found.end]
                words += self._quoted(text, layer.language)
        original = source.shown[end.span.start : end.span.end]
        return words + self._quoted(original, source.language)

    def _quoted(self, words: str, language: str) -> str:
        """The words, or as many of the first of them as a line may hold."""
        if len(words) > WORDS_SHOWN:
            words = words[:WORDS_SHOWN].rsplit(None, 1)[0] + "…"
        known = "" if language == self._writer.language else attributes(language)
        return f" <q{known}>{escape(words, quote=False)}</q>"

    def _linked(self, source: Source, index: int) -> tuple[bytes, ...]:
        """A source and the number of a passage, as a link to that."""
        there = self._there[source.id]
        return there.address, source.passages[index].id.encode(), there.named, there.places[index]

    def card_id(self, source: str, index: int) -> str:
        """The id of a passage's card on the pages that carry it."""
        return f"card-{source}-{self._writer.edition.source(source).passages[index].id}"

    @cached_property
    def preview_word(self) -> str:
        """The label of the buttons that open a card."""
        return self._writer._(_("Preview"))

    def card(self, source: str, index: int) -> str:
        """A passage in both languages, to be opened over the page that links to it."""
        key = (source, index)
        if key not in self._cards:
            self._cards[key] = self._card(self._writer.edition.source(source), index)
        return self._cards[key]

    def _card(self, source: Source, index: int) -> str:
        name = self.card_id(source.id, index)
        said = b"".join(self._said(source, index)).decode()
        return (
            f'<div class="hy-card" popover id="{name}" role="dialog" aria-labelledby="{name}-t"'
            f'{attributes(self._writer.language)}><p class="hy-card-head" id="{name}-t">'
            f"{said}"
            f'<button class="hy-close" type="button" popovertarget="{name}"'
            f' popovertargetaction="hide">{self.close_word}</button></div>'
        )

    @cached_property
    def close_word(self) -> str:
        """The label of the buttons that close a card."""
        return self._writer._(_("Close"))

    def _said(self, source: Source, index: int) -> tuple[bytes, ...]:
        """What the card of a passage says, from within its head: where it stands, and its words."""
        words = self._both_languages(source, index)
        return *self._linked(source, index), b"</p>", words.encode()

    def said_with_links(self, source: Source, index: int) -> bytes:
        """The same, and where the passage leads; a page's own cards would outweigh it with that."""
        return b"".join((_HEAD, *self._said(source, index), *self._onward(source, index)))

    def _onward(self, source: Source, index: int) -> Sequence[bytes]:
        """The first links of a passage and of what is noted on it, and how many more there are."""
        edition, own, passage = self._writer.edition, source.id, source.passages[index].id
        names = self.annotated(source).get(index, ())
        leading, led = edition.outgoing[own], edition.incoming[own]
        outgoing = [leading.get(name, ()) for name in names]
        incoming = [led.get(name, ()) for name in (passage, *names)]
        number = sum(map(len, outgoing)) + sum(map(len, incoming))
        if not number:
            return ()
        forward, backward = self._onward_openings
        ends = chain(
            ((forward[link.relation], link.to) for link in chain.from_iterable(outgoing)),
            ((backward[link.relation], link.origin) for link in chain.from_iterable(incoming)),
        )
        items = [self._onward_head]
        agos = self.agos(own)
        for opening, end in islice(ends, ONWARD_SHOWN):
            address, named, place, _words, _more = self.pieces[end]
            items += opening, address, end.fragment.encode(), named, place, agos[end.source]
            items.append(b"</li>")
        rest = number - ONWARD_SHOWN
        if rest > 0:
            label = self._writer.count("{n} more link", "{n} more links", rest)
            href = self._writer.place(own, passage)
            items.append(f'<li><a class="hy-rest" href="{href}">{label}</a></li>'.encode())
        items.append(b"</ul></div>")
        return items

    @cached_property
    def _onward_head(self) -> bytes:
        heading = self._writer._(_("Links of this passage"))
        return f'<div class="hy-onward"><p>{heading}</p><ul>'.encode()

    def annotated(self, source: Source) -> Mapping[int, list[str]]:
        """The annotations of a source by the index of the passage in which they begin.

        Kept for the last source only: its cards are made one after another.
        """
        if self._annotated[0] != source.id:
            found: dict[int, list[str]] = {}
            edition = self._writer.edition
            for item in edition.annotations.get(source.id, ()):
                index = edition.anchored.spans[source.id, item.id].first
                found.setdefault(index, []).append(item.id)
            self._annotated = (source.id, found)
        return self._annotated[1]

    def _both_languages(self, source: Source, index: int) -> str:
        """A passage in the original and in translation, the page's language first."""
        passage = source.passages[index]
        sides = [(source.shown_words(passage), source.language)]
        layer = self._there[source.id].paired
        if layer and passage.id in layer.translations:
            first = layer.language == self._writer.language
            side = (str(layer.translations[passage.id].text), layer.language)
            sides.insert(0 if first else 1, side)
        return "".join(
            f"<p{attributes(language)}>{escape(words, quote=False)}</p>"
            for words, language in sides
        )
