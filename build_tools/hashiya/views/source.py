"""The page of a source: original and translation side by side, passage by passage, with notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from html import escape

from hashiya.model import Page, PageRef, Passage, Source
from hashiya.render.ends import Ends
from hashiya.render.facts import facts, key, layer_label
from hashiya.render.interface import Interface, attributes
from hashiya.render.marking import Drawn, Marking
from hashiya.render.note import Notes
from hashiya.render.runs import draw
from hashiya.render.template import template
from hashiya.render.titles import headline
from hashiya.render.writer import Writer
from hashiya.wording import _

ROLES = {
    "headline": _("headline"),
    "subhead": _("subhead"),
    "credit": _("credit"),
    "caption": _("caption"),
    "boilerplate": _("page furniture"),
    "verse": _("verse"),
    "row": _("row of a table"),
}
_MAY_STAY = ("boilerplate", "credit", "caption", "row")
"""Roles whose passages are complete without a translation."""
_DESCRIPTION = 40
"""Words of the text in the page's description."""

_NOTHING = Drawn([], [])
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def outline(writer: Writer) -> Iterator[PageRef]:
    """A page for every source, and one for every earlier id of one."""
    for source in writer.edition.sources:
        title = str(writer.title(source))
        for name in (source.id, *source.was):
            uri = f"sources/{name}/"
            yield PageRef(uri, writer.language, "sources", title, source.place.file)


def page(writer: Writer, ends: Ends, ref: PageRef) -> Page:
    """The page of one source, or what became of an earlier id."""
    name = ref.uri.split("/")[1]
    source = writer.edition.by_id.get(name)
    if source is None:
        return _moved(writer, ref, writer.edition.former[name][""][0])
    return _SourcePage(writer, ends, source).page(ref)


def _moved(writer: Writer, ref: PageRef, now: str) -> Page:
    """The page of an earlier id: a link to the source's page of today."""
    title = writer.title_html(writer.edition.source(now))
    html = template("moved.html").render(href=f"../{now}/", title=title, **writer.messages)
    return Page(ref.uri, ref.language, ref.title, "", html, ref.section)


class _SourcePage:
    """Joins the parts of one source's page."""

    def __init__(self, writer: Writer, ends: Ends, source: Source) -> None:
        self._writer = writer
        self._source = source
        self._layer = writer.paired(source)
        self._marking = Marking(writer, source, self._layer)
        self._notes = Notes(writer, ends, source, self._layer, self._marking)
        self._in_others: dict[str, tuple[Interface, str]] = {}

    def page(self, ref: PageRef) -> Page:
        """The page as HTML."""
        writer, source = self._writer, self._source
        html = template("source.html").render(
            writer=writer,
            source=source,
            layer=self._layer,
            facts=facts(writer, source),
            key=key(writer) if self._marking.notes else [],
            rows=self._rows(ref.uri),
            former=self._notes.moved_and_retired(),
            cards=self._notes.cards_html(),
            **writer.messages,
        )
        title = str(writer.title(source))
        return Page(ref.uri, ref.language, title, self._description(), html, ref.section, ref.edit)

    @cached_property
    def _translation_first(self) -> bool:
        """Whether the translation is the text in the page's language, and so stands first."""
        own = self._writer.language
        layer = self._layer
        return layer is not None and layer.language == own != self._source.language

    def _description(self) -> str:
        """The first words of the text, in the page's language where it is translated."""
        for passage in self._writer.edition.passages(self._source):
            if passage.role == "body":
                words = self._in_page_language(passage).split()
                return " ".join(words[:_DESCRIPTION]) + ("…" if len(words) > _DESCRIPTION else "")
        return ""

    def _in_page_language(self, passage: Passage) -> str:
        layer = self._layer
        if layer and layer.language == self._writer.language and passage.id in layer.translations:
            return str(layer.translations[passage.id].text)
        return self._source.words(passage)

    # --- rows --------------------------------------------------------------------------------

    def _rows(self, uri: str) -> str:
        """The passages, and a sign wherever some are not published."""
        shown = {passage.id for passage in self._writer.edition.passages(self._source)}
        title = headline(self._source)
        pieces: list[str] = []
        in_gap = False
        for index, passage in enumerate(self._source.passages):
            if passage.id in shown:
                self._row(index, passage, uri, pieces, is_title=passage is title)
                in_gap = False
            elif not in_gap:
                words = self._writer._(_("Passages without annotations are not published here."))
                pieces.append(f'<p class="hy-gap">{words}</p>\n')
                in_gap = True
        return "".join(pieces)

    def _row(
        self, index: int, passage: Passage, uri: str, pieces: list[str], *, is_title: bool
    ) -> None:
        first, second = self._original(index, passage), self._translation(passage)
        if self._translation_first:
            first, second = second, first
        title_row = ' data-title=""' if is_title else ""
        pieces += (
            f'<section class="hy-row" id="{passage.id}" data-role="{passage.role}"{title_row}>',
            self._number(passage, uri),
            f'<div class="hy-a"{first}</div><div class="hy-b"{second}</div>',
        )
        self._notes.of_passage(index, passage, pieces)
        pieces.append("</section>\n")

    def _number(self, passage: Passage, uri: str) -> str:
        """The passage's number, its role, and its place in the other languages."""
        writer = self._writer
        word = writer._(_("Passage"))
        number = writer.number_of(passage)
        role = ""
        if passage.role in ROLES:
            role = f'<p class="hy-role">{writer._(ROLES[passage.role])}</p>'
        others = "".join(
            f'<a class="hy-other" href="{writer.up}../{other}/{uri}#{passage.id}"'
            f' hreflang="{other}">{self._in_other(other, passage)}</a>'
            for other in writer.other_languages
        )
        return (
            f'<div class="hy-n"><h2><a href="#{passage.id}"><span class="hy-vh">'
            f"{word} </span>{number}</a></h2>{role}{others}</div>"
        )

    def _in_other(self, language: str, passage: Passage) -> str:
        """The label of a link to the same passage in another language of the interface."""
        if language not in self._in_others:
            other = Interface(language, self._writer.edition.dossier.settings)
            message = escape(other.gettext(_("Passage {n} in {language}")))
            label = (
                f'<span class="hy-vh"{attributes(language)}>'
                f"{message.replace('{language}', other.language_name(language))}</span>"
                f'<bdi aria-hidden="true">{escape(language)}</bdi>'
            )
            self._in_others[language] = other, label
        other, label = self._in_others[language]
        return label.replace("{n}", other.number(int(passage.id.removeprefix("p"))))

    def _original(self, index: int, passage: Passage) -> str:
        drawn = self._marking.original.get(index, _NOTHING)
        words = draw(self._source.words(passage), drawn.marks, drawn.flags, _shown)
        return f' data-side="original"{attributes(self._source.language)}><p>{words}</p>'

    def _translation(self, passage: Passage) -> str:
        layer = self._layer
        drawn = self._marking.translation.get(passage.id, _NOTHING)
        if layer is None or passage.id not in layer.translations:
            words = ""
            if passage.role not in _MAY_STAY:
                words = self._writer._(_("Not translated yet."))
            flags = "".join(flag.html for flag in drawn.flags)
            language, css = self._writer.language, ' class="hy-untranslated"'
            words += flags
        else:
            text = layer.translations[passage.id].text
            words = draw(text, drawn.marks, drawn.flags, _shown)
            language, css = layer.language, ""
        return (
            f' data-side="translation"{attributes(language)}><p{css}>{words}</p>'
            f"{self._further(passage)}"
        )

    def _further(self, passage: Passage) -> str:
        """The passage in the further layers of translation, folded."""
        found = [
            (layer, layer.translations[passage.id].text)
            for layer in self._source.layers
            if layer is not self._layer and passage.id in layer.translations
        ]
        if not found:
            return ""
        rows = "".join(
            f"<dt>{layer_label(self._writer, layer)}</dt>"
            f"<dd{attributes(layer.language)}><p>{_shown(words)}</p></dd>"
            for layer, words in found
        )
        label = self._writer.interface.count(
            "{n} more translation", "{n} more translations", len(found)
        )
        return (
            f'<details class="hy-more"{attributes(self._writer.language)}>'
            f"<summary>{escape(label)}</summary><dl>{rows}</dl></details>"
        )


def _shown(words: str) -> str:
    """Words as they are; control characters, which HTML may not hold, as U+FFFD."""
    return _CONTROL.sub("\ufffd", escape(words, quote=False))
