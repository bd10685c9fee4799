"""The other end of a link: its relation as a chip, its place in a line, its passage as a card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from html import escape

from hashiya.model import RELATIONS, End, Layer, Source
from hashiya.render.distance import distance
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


_LINE, _CUT, _QUOTED = b'<p class="hy-target">', b"</a>", b"</q>"
_HEAD = '<p class="hy-card-head">'


class Ends:
    """Writes the other ends of links, each once for all pages of a language and depth.

    What links repeat is kept in UTF-8: of a page with hundreds of links nine tenths are then
    copied, and only the rest is encoded.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._lines: dict[str, dict[str, bytes]] = {}
        """By source and fragment: at 135,000 links a pair as a key takes 17 MB more."""
        self._translations: dict[str, Layer | None] = {}
        self._cards: dict[tuple[str, int], str] = {}
        self._here = ""
        self._agos: dict[str, bytes] = {}
        """By the other source, as seen from `_here`."""
        self._places: dict[str, dict[int, list[str]]] = {}

    def chip(self, relation: str, *, backward: bool = False) -> str:
        """The relation of a link as a sign and a word, as this end or the other sees it."""
        if not relation:
            kin, sign = "mention", "→"
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
    def _onward_openings(self) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
        """The beginning of an item in a card's list of links, from its passage and to it."""
        opening = '<li class="hy-next">'
        return self._chips(opening), self._chips(opening, backward=True)

    def _chips(self, opening: str, *, backward: bool = False) -> Mapping[str, bytes]:
        return {
            name: f"{opening}{self.chip(name, backward=backward)} ".encode()
            for name in ("", *RELATIONS)
        }

    def ago(self, here: str, there: str) -> bytes:
        """How much later or earlier than one source another appeared, in UTF-8.

        Kept for the last source only, whose page is being made: there are nearly as many pairs of
        sources as links.
        """
        if here != self._here:
            self._here, self._agos = here, {}
        known = self._agos.get(there)
        if known is None:
            by_id = self._writer.edition.by_id
            told = distance(self._writer.interface, by_id[here], by_id[there])
            known = f' <span class="hy-ago">{told}</span>'.encode() if told else b""
            self._agos[there] = known
        return known

    def line(self, end: End) -> str:
        """An end in a line: its source, date and passage, linked, and its words."""
        return self.encoded_line(end).decode()

    def encoded_line(self, end: End) -> bytes:
        """The same in UTF-8."""
        own = self._lines.get(end.source)
        if own is None:
            own = self._lines[end.source] = {}
        known = own.get(end.fragment)
        if known is None:
            known = own[end.fragment] = self._line(end).encode()
        return known

    def link_and_words(self, end: End) -> tuple[bytes, bytes]:
        """Its two parts: the link, and the first words, which are in the page's language if any."""
        line = self.encoded_line(end)
        cut = line.index(_CUT) + len(_CUT)
        return line[len(_LINE) : cut], line[cut : line.index(_QUOTED, cut) + len(_QUOTED)]

    def _line(self, end: End) -> str:
        source = self._writer.edition.by_id[end.source]
        linked = self._linked(source, end.span.passages[0], end.fragment)
        return f"{_LINE.decode()}{linked}{self._words(end, source)}</p>"

    def _words(self, end: End, source: Source) -> str:
        """The words at an end: in the page's language where they are known, and the original."""
        words = ""
        layer = self._translation(source)
        if layer:
            passage = source.passages[end.span.passages[0]].id
            if end.fragment == passage and passage in layer.translations:
                return self._quoted(layer.translations[passage].text, layer.language)
            rendered = self._writer.edition.anchored.rendered
            for found in rendered(end.source, end.fragment, layer.name):
                text = layer.translations[found.passage].text[found.start : found.end]
                words += self._quoted(text, layer.language)
        original = source.text[end.span.start : end.span.end]
        return words + self._quoted(original, source.language)

    def _quoted(self, words: str, language: str) -> str:
        """The words, or as many of the first of them as a line may hold."""
        if len(words) > WORDS_SHOWN:
            words = words[:WORDS_SHOWN].rsplit(None, 1)[0] + "…"
        known = "" if language == self._writer.language else attributes(language)
        return f" <q{known}>{escape(words, quote=False)}</q>"

    def _translation(self, source: Source) -> Layer | None:
        """The translation of a source into the page's language, where it is the one shown."""
        if source.id not in self._translations:
            layer = self._writer.paired(source)
            own = layer if layer and layer.language == self._writer.language else None
            self._translations[source.id] = own
        return self._translations[source.id]

    def _linked(self, source: Source, index: int, fragment: str) -> str:
        """A source and the number of a passage, as a link."""
        writer = self._writer
        place = writer.passage_place(source.passages[index])
        return (
            f'<a href="{writer.place(source.id, fragment)}">{writer.short_source(source)}'
            f' <span class="hy-place">{place}</span></a>'
        )

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
        said = self.said(source, index).replace(_HEAD, f'{_HEAD[:-1]} id="{name}-t">', 1)
        return (
            f'<div class="hy-card" popover id="{name}" role="dialog" aria-labelledby="{name}-t"'
            f"{attributes(self._writer.language)}>{said}"
            f'<button class="hy-close" type="button" popovertarget="{name}"'
            f' popovertargetaction="hide">{self.close_word}</button></div>'
        )

    @cached_property
    def close_word(self) -> str:
        """The label of the buttons that close a card."""
        return self._writer._(_("Close"))

    def said(self, source: Source, index: int) -> str:
        """What the card of a passage says: where it stands, and its words."""
        linked = self._linked(source, index, source.passages[index].id)
        return f"{_HEAD}{linked}</p>{self._both_languages(source, index)}"

    def said_with_links(self, source: Source, index: int) -> str:
        """The same, and where the passage leads; a page's own cards would outweigh it with that."""
        return f"{self.said(source, index)}{self._onward(source, index)}"

    def _onward(self, source: Source, index: int) -> str:
        """The first links of a passage, and how many more it has."""
        links = list(self._links_of(source, index))
        if not links:
            return ""
        items = []
        for opening, end in links[:ONWARD_SHOWN]:
            link, _words = self.link_and_words(end)
            items.append(b"%b%b%b</li>" % (opening, link, self.ago(source.id, end.source)))
        rest = len(links) - ONWARD_SHOWN
        more = ""
        if rest > 0:
            label = self._writer.count("{n} more link", "{n} more links", rest)
            href = self._writer.place(source.id, source.passages[index].id)
            more = f'<li><a class="hy-rest" href="{href}">{label}</a></li>'
        heading = self._writer._(_("Links of this passage"))
        shown = b"".join(items).decode()
        return f'<div class="hy-onward"><p>{heading}</p><ul>{shown}{more}</ul></div>'

    def _links_of(self, source: Source, index: int) -> Iterator[tuple[bytes, End]]:
        """The links of a passage and of the annotations on it: their chips, their other ends."""
        edition = self._writer.edition
        forward, backward = self._onward_openings
        names = self.annotated(source).get(index, ())
        for name in names:
            for link in edition.outgoing.get((source.id, name), ()):
                yield forward[link.relation], link.to
        for name in (source.passages[index].id, *names):
            for link in edition.incoming.get((source.id, name), ()):
                yield backward[link.relation], link.origin

    def annotated(self, source: Source) -> Mapping[int, list[str]]:
        """The annotations of a source by the index of the passage in which they begin."""
        known = self._places.get(source.id)
        if known is None:
            known = self._places[source.id] = {}
            edition = self._writer.edition
            for item in edition.annotations.get(source.id, ()):
                index = edition.anchored.spans[source.id, item.id].passages[0]
                known.setdefault(index, []).append(item.id)
        return known

    def _both_languages(self, source: Source, index: int) -> str:
        """A passage in the original and in translation, the page's language first."""
        passage = source.passages[index]
        sides = [(source.words(passage), source.language)]
        layer = self._writer.paired(source)
        if layer and passage.id in layer.translations:
            first = layer.language == self._writer.language
            side = (str(layer.translations[passage.id].text), layer.language)
            sides.insert(0 if first else 1, side)
        return "".join(
            f"<p{attributes(language)}>{escape(words, quote=False)}</p>"
            for words, language in sides
        )
