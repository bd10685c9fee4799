"""The other end of a link: its relation as a chip, its place in a line, its passage as a card."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from html import escape

from hashiya.model import RELATIONS, End, Layer, Source
from hashiya.render.interface import attributes
from hashiya.render.writer import Writer
from hashiya.wording import _

WORDS_SHOWN = 90
"""Code points of a link's other end that are shown beside it; the card shows the passage."""

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

    def _chip(self, relation: str, *, backward: bool = False) -> str:
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
    def openings(self) -> Mapping[str, bytes]:
        """The beginning of a cross-reference, by relation: its element, opened, and the chip."""
        return {
            name: f'<div class="hy-link" data-relation="{known.kin}">{self._chip(name)}'.encode()
            for name, known in RELATIONS.items()
        }

    @cached_property
    def back_openings(self) -> Mapping[str, bytes]:
        """The beginning of an item in a list of links to here, likewise; `""` is for prose."""
        return {
            name: f"<li>{self._chip(name, backward=True)}".encode() for name in ("", *RELATIONS)
        }

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

    def _line(self, end: End) -> str:
        source = self._writer.edition.by_id[end.source]
        linked = self._linked(source, end.span.passages[0], end.fragment)
        return f'<p class="hy-target">{linked}{self._words(end, source)}</p>'

    def _words(self, end: End, source: Source) -> str:
        """The words at an end: in the page's language where they are known, and the original."""
        words = ""
        layer = self._translation(source)
        if layer:
            passage = source.passages[end.span.passages[0]].id
            if end.fragment == passage and passage in layer.translations:
                return self._quoted(layer.translations[passage].text, layer.language)
            key = (end.source, end.fragment)
            for found in self._writer.edition.anchored.renderings.get(key, ()):
                if found.layer == layer.name:
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
        place = self._passage_place.replace("{n}", writer.number_of(source.passages[index]))
        return (
            f'<a href="{writer.place(source.id, fragment)}">{writer.short_source(source)}'
            f' <span class="hy-place">{place}</span></a>'
        )

    @cached_property
    def _passage_place(self) -> str:
        return self._writer._(_("passage {n}"))

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
        linked = self._linked(source, index, source.passages[index].id)
        close = self._writer._(_("Close"))
        return (
            f'<div class="hy-card" popover id="{name}" role="dialog" aria-labelledby="{name}-t"'
            f"{attributes(self._writer.language)}>"
            f'<p class="hy-card-head" id="{name}-t">{linked}</p>'
            f"{self._both_languages(source, index)}"
            f'<button class="hy-close" type="button" popovertarget="{name}"'
            f' popovertargetaction="hide">{close}</button></div>'
        )

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
