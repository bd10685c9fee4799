"""The page of a source: original and translation side by side, passage by passage, with notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from hashiya.model import Edition, Page, PageRef, Passage, Source
from hashiya.render.interface import attributes
from hashiya.render.marking import Drawn, Marking
from hashiya.render.note import Notes
from hashiya.render.runs import draw
from hashiya.render.template import template
from hashiya.render.titles import headline
from hashiya.render.writer import Writer
from hashiya.wording import _

DEPTH = 2
"""Folders between a source's page and its language's folder."""

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


def outline(edition: Edition, writer: Writer) -> Iterator[PageRef]:
    """A page for every source, and one for every earlier id of one."""
    for source in edition.sources:
        title = str(writer.title(source))
        for name in (source.id, *source.was):
            uri = f"sources/{name}/"
            yield PageRef(uri, writer.language, "sources", title, source.place.file)


def page(edition: Edition, writer: Writer, ref: PageRef) -> Page:
    """The page of one source, or what became of an earlier id."""
    name = ref.uri.split("/")[1]
    if name not in writer.sources:
        return _moved(edition, writer, ref, edition.former[name][""][0])
    return _SourcePage(edition, writer, writer.sources[name]).page(ref)


def _moved(edition: Edition, writer: Writer, ref: PageRef, now: str) -> Page:
    """The page of an earlier id: a link to the source's page of today."""
    href = f"../{now}/"
    html = template("moved.html").render(
        href=href, title=writer.title_html(writer.sources[now]), **writer.messages
    )
    return Page(ref.uri, ref.language, ref.title, "", html, ref.section)


class _SourcePage:
    """Joins the parts of one source's page."""

    def __init__(self, edition: Edition, writer: Writer, source: Source) -> None:
        self.edition = edition
        self.writer = writer
        self.source = source
        self.layer = writer.paired(source)
        self.marking = Marking(edition, writer, source, self.layer, DEPTH)
        self.notes = Notes(edition, writer, source, self.layer, self.marking, DEPTH)
        self.own_first = self.layer is None or self.layer.language != writer.language
        self.own_first = self.own_first or source.language == writer.language

    def page(self, ref: PageRef) -> Page:
        """The page as HTML."""
        html = template("source.html").render(
            writer=self.writer,
            source=self.source,
            layer=self.layer,
            languages=self._languages(),
            depth=DEPTH,
            rows=self._rows(ref.uri),
            former=self.notes.moved_and_retired(),
            cards=self.notes.cards_html(),
            annotated=bool(self.marking.notes),
            **self.writer.messages,
        )
        title = str(self.writer.title(self.source))
        return Page(
            ref.uri, ref.language, title, self._description(), html, ref.section, ref.edit
        )

    def _languages(self) -> tuple[str, str]:
        """The languages of the original and of the translation beside it."""
        return self.source.language, self.layer.language if self.layer else ""

    def _description(self) -> str:
        """The first words of the text, in the page's language where it is translated."""
        for passage in self.edition.passages(self.source):
            if passage.role == "body":
                words = self._in_page_language(passage).split()
                return " ".join(words[:_DESCRIPTION]) + ("…" if len(words) > _DESCRIPTION else "")
        return ""

    def _in_page_language(self, passage: Passage) -> str:
        layer = self.layer
        if layer and layer.language == self.writer.language and passage.id in layer.translations:
            return str(layer.translations[passage.id].text)
        return self.source.words(passage)

    # --- rows --------------------------------------------------------------------------------

    def _rows(self, uri: str) -> str:
        """The passages, and a sign wherever some are not published."""
        shown = {passage.id for passage in self.edition.passages(self.source)}
        title = headline(self.source)
        parts: list[str] = []
        in_gap = False
        for index, passage in enumerate(self.source.passages):
            if passage.id in shown:
                parts.append(self._row(index, passage, uri, is_title=passage is title))
                in_gap = False
            elif not in_gap:
                words = self.writer._(_("Passages without annotations are not published here."))
                parts.append(f'<p class="hy-gap">{words}</p>\n')
                in_gap = True
        return "".join(parts)

    def _row(self, index: int, passage: Passage, uri: str, *, is_title: bool) -> str:
        original, translation = self._original(index, passage), self._translation(passage)
        first, second = (original, translation) if self.own_first else (translation, original)
        title_row = ' data-title=""' if is_title else ""
        return (
            f'<section class="hy-row" id="{passage.id}" data-role="{passage.role}"{title_row}>'
            f"{self._number(passage, uri)}"
            f'<div class="hy-a"{first}</div><div class="hy-b"{second}</div>'
            f"{self.notes.of_passage(index, passage)}</section>\n"
        )

    def _number(self, passage: Passage, uri: str) -> str:
        """The passage's number, its role, and its place in the other languages."""
        writer = self.writer
        number = writer.number_of(passage)
        role = ""
        if passage.role in ROLES:
            role = f'<p class="hy-role">{writer._(ROLES[passage.role])}</p>'
        others = "".join(
            f'<a class="hy-other" href="{"../" * (DEPTH + 1)}{other}/{uri}#{passage.id}"'
            f' hreflang="{other}">{writer.passage_in(other, number)}</a>'
            for other in writer.other_languages
        )
        return (
            f'<div class="hy-n"><h2><a href="#{passage.id}"><span class="hy-vh">'
            f"{writer.passage_word} </span>{number}</a></h2>{role}{others}</div>"
        )

    def _original(self, index: int, passage: Passage) -> str:
        drawn = self.marking.original.get(index, _NOTHING)
        words = draw(self.source.words(passage), drawn.marks, drawn.flags, _shown)
        return f' data-side="original"{attributes(self.source.language)}><p>{words}</p>'

    def _translation(self, passage: Passage) -> str:
        layer = self.layer
        drawn = self.marking.translation.get(passage.id, _NOTHING)
        if layer is None or passage.id not in layer.translations:
            words = ""
            if passage.role not in _MAY_STAY:
                words = self.writer._(_("Not translated yet."))
            flags = "".join(flag.html for flag in drawn.flags)
            language, css = self.writer.language, ' class="hy-untranslated"'
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
            for layer in self.source.layers
            if layer is not self.layer and passage.id in layer.translations
        ]
        if not found:
            return ""
        rows = "".join(
            f"<dt>{self.writer.layer_label(layer)}</dt>"
            f"<dd{attributes(layer.language)}><p>{_shown(words)}</p></dd>"
            for layer, words in found
        )
        label = self.writer.interface.count(
            "{n} more translation", "{n} more translations", len(found)
        )
        return (
            f'<details class="hy-more"{attributes(self.writer.language)}>'
            f"<summary>{escape(label)}</summary><dl>{rows}</dl></details>"
        )


def _shown(words: str) -> str:
    """Words as they are; control characters, which HTML may not hold, as U+FFFD."""
    return _CONTROL.sub("\ufffd", escape(words, quote=False))
