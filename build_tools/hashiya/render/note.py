"""The notes beside a passage: what annotations say, where they lead, and what leads to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from hashiya.kind import Naming
from hashiya.kinds import KINDS
from hashiya.model import RELATIONS, Annotation, Edition, End, Layer, Link, Passage, Source
from hashiya.render.ends import Ends
from hashiya.render.interface import attributes
from hashiya.render.marking import Marking, Numbered
from hashiya.render.writer import Writer
from hashiya.wording import _

CARDS_ON_PAGE = 60
"""Cards that a page carries itself; with more of them the script takes the other passage
from its own page, so that pages with hundreds of links stay light."""


class Notes:
    """Writes the notes of one source's page."""

    def __init__(
        self,
        writer: Writer,
        ends: Ends,
        source: Source,
        layer: Layer | None,
        marking: Marking,
    ) -> None:
        self._edition = writer.edition
        self._writer = writer
        self._source = source
        self._layer = layer
        self._marking = marking
        self._ends = ends
        self._former = _former_ids(writer.edition, source)
        self._backs: dict[str, str] = {}
        self.cards = self._linked_passages()
        self._previews = len(self.cards) <= CARDS_ON_PAGE

    # --- cards ----------------------------------------------------------------------------

    def _linked_passages(self) -> dict[tuple[str, int], None]:
        """The passages that links on this page lead to or come from, each once, in order."""
        found: dict[tuple[str, int], None] = {}
        for item in self._edition.annotations.get(self._source.id, ()):
            for link in self._edition.outgoing.get((self._source.id, item.id), ()):
                found[link.to.source, link.to.span.passages[0]] = None
            for link in self._edition.incoming.get((self._source.id, item.id), ()):
                found[link.origin.source, link.origin.span.passages[0]] = None
        for passage in self._source.passages:
            for link in self._edition.incoming.get((self._source.id, passage.id), ()):
                found[link.origin.source, link.origin.span.passages[0]] = None
        return found

    def cards_html(self) -> str:
        """A card for each linked passage, where the page carries them itself."""
        if not self._previews:
            return ""
        cards = (self._ends.card(source, index) for source, index in self.cards)
        return "".join(cards)

    def _other_end(self, end: End) -> str:
        line = self._ends.line(end)
        if not self._previews:
            return line
        name = self._ends.card_id(end.source, end.span.passages[0])
        return (
            f'{line}<button class="hy-preview" type="button" popovertarget="{name}">'
            f"{self._ends.preview_word}</button>"
        )

    # --- the notes of a passage --------------------------------------------------------------

    def of_passage(self, index: int, passage: Passage) -> str:
        """Everything that stands beside a passage; empty where nothing does."""
        known = self._marking.notes.get(index, ())
        plain = self._marking.anchors.get(index, ())
        anchors = "".join(self._anchor(item) for item in plain)
        notes = "".join(self._note(one) for one in known)
        items = [*(one.item for one in known), *plain]
        backlinks = self._backlinks([passage.id, *(item.id for item in items)])
        if not (notes or backlinks):
            return anchors
        summary = escape(self._summary(len(known), passage))
        return (
            f'{anchors}<div class="hy-notes"{attributes(self._writer.language)}>'
            f'<details class="hy-fold"><summary>{summary}</summary>'
            f'<div class="hy-folded">{notes}{backlinks}</div></details></div>'
        )

    def _summary(self, number: int, passage: Passage) -> str:
        interface = self._writer.interface
        name = self._writer.number_of(passage)
        if not number:
            return interface.gettext(_("Links to passage {passage}")).format(passage=name)
        return interface.count(
            "{n} note on passage {passage}",
            "{n} notes on passage {passage}",
            number,
            passage=name,
        )

    def _anchor(self, item: Annotation) -> str:
        """The place of an annotation that has no note of its own."""
        names = (item.id, *self._former.get(item.id, ()))
        return "".join(f'<span class="hy-anchor" id="{name}"></span>' for name in names)

    def _note(self, known: Numbered) -> str:
        item = known.item
        links = self._edition.outgoing.get((self._source.id, item.id), ())
        said = "".join(self._bodies(known))
        drawn = "".join(self._link(link) for link in links if link.relation)
        former = "".join(
            f'<span class="hy-anchor" id="{name}"></span>' for name in self._former.get(item.id, ())
        )
        return (
            f'<aside class="hy-note" role="doc-footnote" id="{item.id}"{known.data}>'
            f"{former}{self._head(known)}{said}{drawn}</aside>"
        )

    def _head(self, known: Numbered) -> str:
        item, writer = known.item, self._writer
        back = self._back_to(self._source.language, f"ref-{item.id}")
        if self._layer:
            back += self._back_to(self._layer.language, f"ref-{item.id}-{self._layer.name}")
        by = f'<span class="hy-by">{writer.makers(item.by)}</span>' if item.by else ""
        return (
            f'<header class="hy-note-head"><a class="hy-num" href="#{item.id}">'
            f'<span class="hy-vh">{writer.note_word(writer.language)} </span>{known.number}</a>'
            f'<span class="hy-kind">{writer._(KINDS[known.kind].title)}</span>'
            f'{by}<span class="hy-tools">{back}{writer.edit_link(item.place)}</span></header>'
        )

    def _back_to(self, language: str, target: str) -> str:
        """A link from a note back to its marker in the text of one language."""
        if language not in self._backs:
            name = self._writer.interface.language_name(language)
            label = self._writer.interface.gettext(_("Back to the text in {language}"))
            self._backs[language] = (
                f'<span class="hy-vh">{escape(label.format(language=name))}</span>'
                f'<span aria-hidden="true">↩ <bdi>{escape(language)}</bdi></span>'
            )
        return f'<a role="doc-backlink" href="#{target}">{self._backs[language]}</a>'

    def _bodies(self, known: Numbered) -> Iterable[str]:
        """What the bodies say; cross-references are drawn as links instead."""
        names: list[str] = []
        for body in known.item.bodies:
            kind = KINDS[body.kind]
            if kind.points:
                continue
            content = kind.says(body)
            if not kind.numbered:
                names += [
                    self._writer.naming(one.register, one.id)
                    for one in content
                    if isinstance(one, Naming)
                ]
            else:
                other = body.kind != known.kind
                title = f'<p class="hy-kind">{self._writer._(kind.title)}</p>' if other else ""
                said = self._writer.content(content)
                yield f'<div class="hy-body" data-kind="{body.kind}">{title}{said}</div>'
        if names:
            yield f'<p class="hy-namings">{self._writer.joined(names)}</p>'

    def _link(self, link: Link) -> str:
        return (
            f'<div class="hy-link" data-relation="{RELATIONS[link.relation].kin}">'
            f"{self._ends.chip(link.relation)}{self._writer.prose(link.reason)}"
            f"{self._other_end(link.to)}</div>"
        )

    def _backlinks(self, fragments: Sequence[str]) -> str:
        incoming = self._edition.incoming
        links = [link for name in fragments for link in incoming.get((self._source.id, name), ())]
        if not links:
            return ""
        items = "".join(self._backlink(link) for link in links)
        heading = self._writer._(_("Linked from"))
        return f'<section class="hy-backlinks"><h3>{heading}</h3><ul>{items}</ul></section>'

    def _backlink(self, link: Link) -> str:
        chip = self._ends.chip(link.relation, backward=True)
        reason = self._writer.prose(link.reason) if link.reason else ""
        return f"<li>{chip}{reason}{self._other_end(link.origin)}</li>"

    # --- ids that were given up -----------------------------------------------------------------

    def moved_and_retired(self) -> str:
        """What became of ids that stood on this page and stand here no longer."""
        items = [*self._moved(), *self._retired()]
        if not items:
            return ""
        heading = self._writer._(_("Earlier annotations"))
        return f'<section class="hy-former"><h2>{heading}</h2><ul>{"".join(items)}</ul></section>'

    def _moved(self) -> Iterable[str]:
        for old, now in self._edition.former.get(self._source.id, {}).items():
            if old and now[0] != self._source.id:
                href = self._writer.place(*now)
                words = self._writer._(_("This annotation now stands in another source."))
                yield f'<li id="{old}"><a href="{href}">{words}</a></li>'

    def _retired(self) -> Iterable[str]:
        for item in self._edition.retired.get(self._source.id, ()):
            on = self._writer.interface.time(item.on)
            words = self._writer._(_("Retired on {date}")).format(date=on)
            now = ""
            if item.now:
                address = item.now if "#" in item.now else f"{item.source}#{item.now}"
                href = self._writer.address(address)
                label = self._writer._(_("see instead"))
                now = f'<p><a href="{escape(href)}">{label}</a></p>'
            reason = self._writer.prose(item.reason)
            yield f'<li id="{item.id}">{words}{reason}{now}</li>'


def _former_ids(edition: Edition, source: Source) -> dict[str, list[str]]:
    """The earlier ids, in this same source, of each annotation."""
    found: dict[str, list[str]] = {}
    for item in edition.annotations.get(source.id, ()):
        for old in item.was:
            owner, mark, fragment = old.partition("#")
            if not mark or owner == source.id:
                found.setdefault(item.id, []).append(fragment if mark else str(old))
    return found
