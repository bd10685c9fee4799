"""The page of a source: original and translation side by side, passage by passage, with notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property
from html import escape

from hashiya.model import Edition, Page, PageRef, Passage, Source
from hashiya.once import Made, once
from hashiya.render.ends import Ends
from hashiya.render.facts import facts, key, layer_label
from hashiya.render.fragments import FILE, fragments
from hashiya.render.interface import Interface, attributes
from hashiya.render.marking import marking
from hashiya.render.neighbours import neighbours
from hashiya.render.note import Notes
from hashiya.render.tally import COMPLETE_ALONE
from hashiya.render.template import SLOT, template
from hashiya.render.titles import headline
from hashiya.render.tools import tools
from hashiya.render.trail import trail
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
_MOVED = _("This source has moved")
_DESCRIPTION = 40
"""Words of the text in the page's description."""


def outline(writer: Writer) -> Iterator[PageRef]:
    """A page for every source, and one for every earlier id of one."""
    for source in writer.edition.sources:
        title = str(writer.title(source))
        yield PageRef(f"sources/{source.id}/", writer.language, "sources", title, source.place.file)
    for name in writer.edition.former:
        if name not in writer.edition.by_id:
            title = writer.interface.gettext(_MOVED)
            yield PageRef(f"sources/{name}/", writer.language, "sources", title)


def page(writer: Writer, ends: Ends, ref: PageRef) -> Page:
    """The page of one source, or what became of an earlier id."""
    name = ref.uri.split("/")[1]
    source = writer.edition.by_id.get(name)
    if source is None:
        return _moved(writer, ref, name)
    return _SourcePage(writer, ends, source).page(ref)


def _moved(writer: Writer, ref: PageRef, old: str) -> Page:
    """The page of an earlier id: every address that stood there, and where it is today."""
    former = writer.edition.former[old]
    now = former[""][0] if "" in former else ""
    places = {name: place for name, place in former.items() if name}
    if now:
        source = writer.edition.source(now)
        items = writer.edition.annotations.get(now, ())
        names = [*(item.id for item in items), *(one.id for one in source.passages)]
        places |= {name: (now, name) for name in names}
    html = template("moved.html").render(
        message=ref.title,
        href=f"../{now}/" if now else "",
        title=writer.title_html(writer.edition.source(now)) if now else "",
        places=[(name, writer.place(*place), place) for name, place in places.items()],
        **writer.messages,
    )
    return ref.page(html)


def _owner(markers: Sequence[str]) -> str:
    """The place of a heading's markers for who hears the page: after it, and not in its name."""
    return f'<span class="hy-vh" aria-owns="{" ".join(markers)}"></span>' if markers else ""


@once
def _named_in(writer: Writer, language: str) -> Mapping[str, str]:
    """By passage id, the label of a link to the same passage in another language."""
    other = Interface(language, writer.edition.dossier.settings)
    message = escape(other.gettext(_("Passage {n} in {language}")))
    label = (
        f'<span class="hy-vh"{attributes(language)}>'
        f"{message.replace('{language}', other.language_name(language))}</span>"
        f'<bdi aria-hidden="true">{escape(language)}</bdi>'
    )
    return Made(lambda name: label.replace("{n}", other.number(int(name.removeprefix("p")))))


@once
def _annotated_earlier(edition: Edition) -> Mapping[str, Set[str]]:
    """By source, the passages that stale annotations touch."""
    found: dict[str, set[str]] = {}
    for stale in edition.stale.annotations:
        span = edition.anchored.spans[stale]
        passages = edition.source(span.source).passages[span.first : span.last + 1]
        found.setdefault(span.source, set()).update(passage.id for passage in passages)
    return found


class _SourcePage:
    """Joins the parts of one source's page."""

    def __init__(self, writer: Writer, ends: Ends, source: Source) -> None:
        self._writer = writer
        self._ends = ends
        self._source = source
        self._layer = writer.paired(source)
        self._marking = marking(writer, source, self._layer)
        self._notes = Notes(writer, ends, source, self._layer, self._marking)

    def page(self, ref: PageRef) -> Page:
        """The page as HTML."""
        writer, source = self._writer, self._source
        html = template("source.html").render(
            writer=writer,
            source=source,
            layer=self._layer,
            facts=facts(writer, source),
            headline=self._headline(ref.uri),
            key=key(writer) if self._marking.notes else [],
            rows=SLOT,
            former=self._notes.moved_and_retired(),
            cards=self._notes.cards_html(),
            tools=tools(writer, source),
            trail=trail(writer, (writer._(_("Sources")), "sources/")),
            neighbours=neighbours(writer, source),
            **writer.messages,
        )
        title = str(writer.title(source))
        before, after = html.encode().split(SLOT.encode())
        pieces = (before, *self._rows(ref.uri), after)
        # Made right after the page, while what both say of other sources is at hand.
        cards = {FILE: fragments(writer, self._ends, source)}
        about = self._description()
        return Page(ref.uri, ref.language, title, about, pieces, ref.section, ref.edit, cards)

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
        return self._source.shown_words(passage)

    # --- the headline, which stands in the page's head and nowhere else ------------------------

    @cached_property
    def _title_passage(self) -> Passage | None:
        """The passage that is the page's title, where it is published."""
        passage = headline(self._source)
        published = passage in self._writer.edition.passages(self._source)
        return passage if published else None

    def _headline(self, uri: str) -> dict[str, str] | None:
        """The parts of the headline's passage; None where the source has none to show."""
        passage = self._title_passage
        if passage is None:
            return None
        index = self._source.passages.index(passage)
        notes: list[bytes] = []
        self._notes.of_passage(index, passage, notes, "h2")
        return {
            "id": passage.id,
            "titles": self._titles(index, passage),
            "number": self._number(passage, uri, "p"),
            "notes": b"".join(notes).decode(),
        }

    def _titles(self, index: int, passage: Passage) -> str:
        """The headline in both languages, with its marks: the page's language as its heading."""
        layer = self._layer
        sides = [("original", self._source.language, self._marking.original(index).decode())]
        if layer:
            words = self._marking.translation(passage.id).decode()
            language = layer.language
            if passage.id not in layer.translations:
                language = self._writer.language
                words = self._writer._(_("Not translated yet.")) + words
            first = self._translation_first and passage.id in layer.translations
            sides.insert(0 if first else 1, ("translation", language, words))
        tags = ('h1 class="hy-a"', 'p class="hy-b hy-subtitle"')
        titles = [
            f'<{tag} data-side="{side}"{attributes(language)}>{words}</{tag.split()[0]}>'
            for tag, (side, language, words) in zip(tags, sides, strict=False)
        ]
        markers = self._marking.markers(index, translated=sides[0][0] == "translation")
        titles.insert(1, _owner(markers))
        return "".join((*titles, self._outdated(passage), self._further(passage)))

    # --- rows --------------------------------------------------------------------------------

    def _rows(self, uri: str) -> Iterator[bytes]:
        """The passages below the head, and a sign wherever some are not published."""
        shown = {passage.id for passage in self._writer.edition.passages(self._source)}
        in_gap = False
        for index, passage in enumerate(self._source.passages):
            if passage is self._title_passage:
                continue
            if passage.id in shown:
                yield self._row(index, passage, uri)
                in_gap = False
            elif not in_gap:
                words = self._writer._(_("Passages without annotations are not published here."))
                yield f'<p class="hy-gap">{words}</p>\n'.encode()
                in_gap = True

    def _row(self, index: int, passage: Passage, uri: str) -> bytes:
        """A passage in both languages, with what stands beside it.

        It is joined at once, while its pieces are near: those of a page are half a megabyte.
        """
        first, second = self._original(index), self._translation(passage)
        if self._translation_first:
            first, second = second, first
        opening = (
            f'<section class="hy-row" id="{passage.id}" data-role="{passage.role}">'
            f'<div class="hy-text">{self._number(passage, uri)}'
        )
        pieces = [opening.encode(), b'<div class="hy-a"', *first]
        pieces += b'</div><div class="hy-b"', *second, b"</div></div>"
        self._notes.of_passage(index, passage, pieces)
        pieces.append(b"</section>\n")
        return b"".join(pieces)

    def _number(self, passage: Passage, uri: str, tag: str = "h2") -> str:
        """The passage's number, its role, and its place in the other languages."""
        writer, name = self._writer, passage.id
        word, number = writer._(_("Passage")), writer.number_of(passage)
        role = ""
        if passage.role in ROLES:
            role = f'<p class="hy-role">{writer._(ROLES[passage.role])}</p>'
        others = [
            f'<a class="hy-other" href="{folder}{uri}#{name}" hreflang="{language}">{names[name]}'
            "</a>"
            for language, folder, names in self._others
        ]
        return (
            f'<div class="hy-n"><{tag}><a href="#{name}"><span class="hy-vh">'
            f"{word} </span>{number}</a></{tag}>{role}{''.join(others)}</div>"
        )

    @cached_property
    def _others(self) -> Sequence[tuple[str, str, Mapping[str, str]]]:
        """The other languages, the way to their folders, and the labels of links to passages."""
        writer = self._writer
        return [
            (other, f"{writer.up}../{other}/", _named_in(writer, other))
            for other in writer.other_languages
        ]

    def _original(self, index: int) -> tuple[bytes, ...]:
        return self._original_opening, self._marking.original(index), b"</p>"

    @cached_property
    def _original_opening(self) -> bytes:
        return f' data-side="original"{attributes(self._source.language)}><p>'.encode()

    def _translation(self, passage: Passage) -> tuple[bytes, ...]:
        layer = self._layer
        if layer is None or passage.id not in layer.translations:
            word = ""
            if passage.role not in COMPLETE_ALONE:
                word = self._writer._(_("Not translated yet."))
            start = f'{attributes(self._writer.language)}><p class="hy-untranslated">{word}'
        else:
            start = f"{attributes(layer.language)}><p>"
        opening = f' data-side="translation"{start}'
        closing = f"</p>{self._outdated(passage)}{self._further(passage)}"
        return opening.encode(), self._marking.translation(passage.id), closing.encode()

    def _outdated(self, passage: Passage) -> str:
        """A quiet word where the passage has changed since somebody wrote about it."""
        stale = self._writer.edition.stale
        if not (stale.translations or stale.annotations):
            return ""
        name = self._layer.name if self._layer else ""
        told = []
        if (self._source.id, name, passage.id) in stale.translations:
            told.append(_("Translated from an earlier wording of this passage"))
        if passage.id in _annotated_earlier(self._writer.edition).get(self._source.id, ()):
            told.append(_("Annotated from an earlier wording of this passage"))
        language = attributes(self._writer.language)
        return "".join(
            f'<p class="hy-stale"{language}><span class="hy-badge" data-status="stale">'
            f"{self._writer._(words)}</span></p>"
            for words in told
        )

    def _further(self, passage: Passage) -> str:
        """The passage in the further layers of translation, folded."""
        if len(self._source.layers) < 2:
            return ""
        found = [
            (layer, layer.translations[passage.id].text)
            for layer in self._source.layers
            if layer is not self._layer and passage.id in layer.translations
        ]
        if not found:
            return ""
        rows = "".join(
            f"<dt>{layer_label(self._writer, layer)}</dt>"
            f"<dd{attributes(layer.language)}><p>{escape(words, quote=False)}</p></dd>"
            for layer, words in found
        )
        label = self._writer.interface.count(
            "{n} more translation", "{n} more translations", len(found)
        )
        return (
            f'<details class="hy-more"{attributes(self._writer.language)}>'
            f"<summary>{escape(label)}</summary><dl>{rows}</dl></details>"
        )
