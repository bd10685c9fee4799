"""Credits: who made this edition, of what, and under which rights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape

from hashiya.model import Layer, Page, PageRef, Source
from hashiya.render.credits import Work, credited
from hashiya.render.ends import Ends
from hashiya.render.facts import status
from hashiya.render.paging import leaf, pager, uris
from hashiya.render.template import template
from hashiya.render.trail import trail
from hashiya.render.writer import DOT, Writer
from hashiya.wording import _

TITLE = _("This edition")
FRONT = "edition/"

EACH = 150
"""Sources on a page."""
PEOPLE = 150
"""Contributors whose work is summed up; whoever comes after them stands with their sources."""

FACES = (
    ("Noto Naskh Arabic", "OFL-noto-naskh-arabic.txt"),
    ("Source Serif 4", "OFL-source-serif-4.txt"),
)
"""The typefaces that the theme brings along, and their licences as the site publishes them."""


def outline(writer: Writer) -> Iterator[PageRef]:
    """One page, and further ones where there are many sources."""
    title = writer.interface.gettext(TITLE)
    file = "annotations/contributors.yaml"
    for uri in uris(FRONT, len(writer.edition.sources), EACH):
        yield PageRef(uri, writer.language, "edition", title, file)


def page(writer: Writer, _ends: Ends, ref: PageRef) -> Page:
    """A page: the first has everything that is not about single sources."""
    shown = leaf(ref.uri, writer.edition.sources, EACH)
    dossier = writer.edition.dossier
    known = credited(writer.edition)
    html = template("credits.html").render(
        writer=writer,
        title=ref.title,
        trail=trail(writer),
        first=shown.number == 1,
        settings=dossier.settings,
        people=[(one, known.works[one.id]) for one in dossier.contributors.values()][:PEOPLE],
        works=_Works(writer),
        unnamed=known.unnamed,
        bibliography=bool(dossier.bibliography),
        faces=FACES,
        sources=shown.items,
        pager=pager(writer, shown),
        **writer.messages,
    )
    return ref.page(html)


class _Works:
    """What somebody did, as HTML."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def summed(self, work: Work) -> str:
        """Everything that one contributor did, as facts."""
        phrase = self._writer.count
        facts = (
            (_("Translated"), work.translated, ("{n} passage", "{n} passages")),
            (_("Reviewed"), work.reviewed, ("{n} passage", "{n} passages")),
            (_("Annotated"), work.annotated, ("{n} annotation", "{n} annotations")),
        )
        return "".join(
            self._writer.fact(
                label, DOT.join((phrase(*unit, number.total()), self._in_sources(number)))
            )
            for label, number, unit in facts
            if number
        )

    def _in_sources(self, number: Counter[str]) -> str:
        return self._writer.count("in {n} source", "in {n} sources", len(number))

    def translations(self, source: Source) -> str:
        """Who translated and reviewed a source."""
        return "".join(self._layer(layer) for layer in source.layers)

    def _layer(self, layer: Layer) -> str:
        writer = self._writer
        parts = [writer.language_label(layer.language), status(writer, layer.status)]
        if layer.by:
            parts.append(self._by(_("translated by {names}"), layer.by))
        if layer.reviewed_by:
            parts.append(self._by(_("reviewed by {names}"), layer.reviewed_by))
        rights = f'<p class="hy-when">{writer.said(layer.rights)}</p>' if layer.rights else ""
        return f"<p>{DOT.join(parts)}</p>{rights}"

    def _by(self, message: str, names: tuple[str, ...]) -> str:
        return self._writer._(message).replace("{names}", self._writer.makers(names))

    def annotations(self, source: Source) -> str:
        """Who annotated a source."""
        writer = self._writer
        together = Counter(item.by for item in writer.edition.annotations.get(source.id, ()))
        nobody = writer._(_("nobody named"))
        return "".join(
            f"<p>{writer.makers(names) or nobody}{DOT}"
            f"{writer.count('{n} annotation', '{n} annotations', number)}</p>"
            for names, number in together.most_common()
        )

    def cited(self) -> str:
        """How to cite the dossier: its makers, its title, its repository."""
        writer = self._writer
        dossier = writer.edition.dossier
        names = [writer.said(one.name) for one in dossier.contributors.values()][:PEOPLE]
        parts = [writer.interface.listing(names)] if names else []
        parts.append(f"<cite>{writer.said(dossier.settings.title)}</cite>")
        if dossier.settings.repository:
            parts.append(f'<bdi lang="und" dir="ltr">{escape(dossier.settings.repository)}</bdi>')
        return ". ".join(parts) + "."
