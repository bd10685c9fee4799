"""The notes beside a passage: what annotations say, where they lead, and what leads to them.

They are added to the pieces of the passage's row, which are joined once: a page with hundreds
of links is half a megabyte, and copying it at every level took longer than making it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from html import escape

from hashiya.kind import Body, Naming
from hashiya.kinds import KINDS
from hashiya.model import Annotation, Edition, End, Layer, Link, Passage, Source
from hashiya.render.ends import LINE, LINE_END, Ends
from hashiya.render.interface import attributes
from hashiya.render.marking import Marking, Numbered
from hashiya.render.repository import blame_url
from hashiya.render.writer import Writer
from hashiya.wording import _

CARDS_ON_PAGE = 60
"""Cards that a page carries; with more of them they would outweigh its text, and its links
lead to the passages themselves."""


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
        self._several = len(writer.edition.dossier.contributors) > 1
        self._cards = self._carried()
        self._note_word = writer.note_word(writer.language)

    # --- cards ----------------------------------------------------------------------------

    def _carried(self) -> dict[tuple[str, int], None] | None:
        """The passages whose cards the page carries, in order; None where they are too many."""
        found: dict[tuple[str, int], None] = {}
        for passage in self._linked_passages():
            found[passage] = None
            if len(found) > CARDS_ON_PAGE:
                return None
        return found

    def _linked_passages(self) -> Iterator[tuple[str, int]]:
        """The passages that links on this page lead to or come from."""
        name = self._source.id
        outgoing, incoming = self._edition.outgoing[name], self._edition.incoming[name]
        items = self._edition.annotations.get(name, ())
        for item in items:
            for link in outgoing.get(item.id, ()):
                yield link.to.source, link.to.span.first
        for fragment in (*(item.id for item in items), *(one.id for one in self._source.passages)):
            for link in incoming.get(fragment, ()):
                yield link.origin.source, link.origin.span.first

    def cards_html(self) -> str:
        """A card for each linked passage, where the page carries them itself.

        Before them stands the word that begins the name of every button that opens one; the
        head of its card ends it.
        """
        if not self._cards:
            return ""
        cards = "".join(self._ends.card(source, index) for source, index in self._cards)
        return f'<span id="hy-preview" hidden>{self._ends.preview_word}</span>{cards}'

    def _preview(self, end: End) -> bytes:
        """The button that opens the card of a link's other end."""
        name = self._ends.card_id(end.source, end.span.first)
        return (
            f'<button class="hy-preview" type="button" popovertarget="{name}"'
            f' aria-labelledby="hy-preview {name}-t">{self._ends.preview_word}</button>'
        ).encode()

    # --- the notes of a passage --------------------------------------------------------------

    def of_passage(
        self, index: int, passage: Passage, row: list[bytes], heading: str = "h3"
    ) -> None:
        """Add everything that stands beside a passage to the pieces of its row."""
        known = self._marking.notes.get(index, ())
        incoming = self._edition.incoming[self._source.id]
        backlinks = [*incoming.get(passage.id, ())]
        for one in known:
            backlinks += incoming.get(one.item.id, ())
        for item in self._marking.anchors.get(index, ()):
            row.append(self._anchors((item.id, *self._former.get(item.id, ()))).encode())
            backlinks += incoming.get(item.id, ())
        also = self._also(index)
        if not (known or backlinks or also):
            return
        row.append(f'<div class="hy-notes"{attributes(self._writer.language)}>'.encode())
        if known or backlinks:
            summary = escape(self._summary(len(known), passage))
            row.append(f'<details class="hy-fold"><summary>{summary}</summary>'.encode())
        row.append(b'<div class="hy-folded">')
        for one in known:
            self._note(one, row)
        row.append(also.encode())
        if backlinks:
            self._backlinks(backlinks, row, heading)
        row.append(b"</div></details></div>" if known or backlinks else b"</div></div>")

    def _also(self, index: int) -> str:
        """Entries that are named in a passage and have no words of their own to lead there."""
        found = self._marking.unlinked(index)
        if not found:
            return ""
        names = self._writer.joined([self._writer.naming(*one) for one in found])
        words = self._writer._(_("Also named here: {names}")).replace("{names}", names)
        return f'<p class="hy-namings">{words}</p>'

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

    def _anchors(self, names: Iterable[str]) -> str:
        """Where links to annotations lead that have no element of their own, or another id now."""
        return "".join([f'<span class="hy-anchor" id="{name}"></span>' for name in names])

    def _note(self, known: Numbered, row: list[bytes]) -> None:
        links = self._edition.outgoing[self._source.id].get(known.item.id, ())
        links = [link for link in links if link.relation]
        # Nine in ten of a large dossier's bodies are cross-references, which are drawn as links.
        bodies = [body for body in known.item.bodies if not KINDS[body.kind].points]
        self._head(known, bodies, links, row)
        openings, agos = self._ends.openings, self._ends.agos(self._source.id)
        pieces, said, previews = self._ends.pieces, self._writer.reason, self._cards is not None
        for _origin, to, relation, reason in links:
            address, named, place, words, more = pieces[to]
            row += openings[relation], agos[to.source], *said(reason), LINE
            row += address, to.fragment.encode(), named, place, words, more, LINE_END
            row += self._preview(to) if previews else b"", b"</div>"
        row.append(b"</aside>")

    def _head(
        self, known: Numbered, bodies: Sequence[Body], links: Sequence[Link], row: list[bytes]
    ) -> None:
        """The beginning of a note: the line above it, and what its bodies say.

        Where that may fill the room that a note has beside the text, the relations of the
        cross-references below it are named in the line too.
        """
        item, writer, name = known.item, self._writer, known.item.id
        former = self._anchors(self._former.get(name, ()))
        kind = self._ends.kinds[known.kind]
        title = (
            f'<aside class="hy-note" role="doc-footnote" id="{name}"{known.data}>{former}'
            f'<div class="hy-note-head"><a class="hy-num" href="#{name}">'
            f'{self._note_word}{known.number}</a><span class="hy-kind">{kind}</span>'
        )
        row.append(title.encode())
        if links and any(KINDS[body.kind].numbered for body in bodies):
            relations = dict.fromkeys(link.relation for link in links)
            row += (self._ends.chips[name] for name in relations)
        ways = [
            f'<a role="doc-backlink" href="#{before}{name}">{label}</a>'
            for before, label in self._ways_back
        ]
        names = writer.makers(item.by) if self._several else ""
        by = f'<span class="hy-by">{names}</span>' if names else ""
        rest = (
            f'{by}<span class="hy-tools">{"".join(ways)}{writer.edit_link(item.place)}'
            f"{self._history(item)}</span></div>{self._bodies(known, bodies)}"
        )
        row.append(rest.encode())

    def _history(self, item: Annotation) -> str:
        """A link to the history of the line on which an annotation begins."""
        settings = self._edition.dossier.settings
        url = blame_url(settings.repository, settings.branch, item.place.file, item.place.line)
        if not url:
            return ""
        label = self._writer._(_("History"))
        return f'<a class="hy-history" href="{escape(url)}">{label}</a>'

    @cached_property
    def _ways_back(self) -> Sequence[tuple[str, str]]:
        """What the ids of markers begin with in each text, and the label of a link back to one."""
        ways = [("ref-", self._back_to(self._source.language))]
        if self._layer:
            ways.append((f"ref-{self._layer.name}--", self._back_to(self._layer.language)))
        return ways

    def _back_to(self, language: str) -> str:
        """The label of a link from a note back to its marker in the text of one language."""
        name = self._writer.interface.language_name(language)
        label = self._writer.interface.gettext(_("Back to the text in {language}"))
        return (
            f'<span class="hy-vh">{escape(label.format(language=name))}</span>'
            f'<bdi aria-hidden="true">{escape(language)}</bdi>'
        )

    def _bodies(self, known: Numbered, bodies: Sequence[Body]) -> str:
        """What the bodies say that are no mere links."""
        said: list[str] = []
        names: list[str] = []
        for body in bodies:
            kind = KINDS[body.kind]
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
                words = self._writer.content(content)
                said.append(f'<div class="hy-body" data-kind="{body.kind}">{title}{words}</div>')
        if names:
            said.append(f'<p class="hy-namings">{self._writer.joined(names)}</p>')
        return "".join(said)

    def _backlinks(self, links: Sequence[Link], row: list[bytes], heading: str) -> None:
        """Links to here, each in a line; its reason and its words unfold."""
        row += b'<section class="hy-backlinks">', self._ends.linked_from[heading], b"<ul>"
        openings, agos = self._ends.back_openings, self._ends.agos(self._source.id)
        pieces, said, previews = self._ends.pieces, self._writer.reason, self._cards is not None
        why, words_only = self._unfolding
        for origin, _to, relation, reason in links:
            address, named, place, words, _more = pieces[origin]
            row += openings[relation], address, origin.fragment.encode(), named, place
            row += agos[origin.source], self._preview(origin) if previews else b""
            row += why if reason else words_only, *said(reason), words, b"</details></li>"
        row.append(b"</ul></section>")

    @cached_property
    def _unfolding(self) -> tuple[bytes, bytes]:
        """What unfolds below a link to here: why it is drawn, or only the words there."""
        words = self._writer._
        first, second = (
            f'<details class="hy-why"><summary>{label}</summary>'.encode()
            for label in (words(_("Why")), words(_("Words")))
        )
        return first, second

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
