"""How far every source is translated, reviewed and annotated."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from hashiya.model import Page, PageRef, Source
from hashiya.render.ends import Ends
from hashiya.render.facts import status
from hashiya.render.paging import leaf, pager, uris
from hashiya.render.tally import Progress, Tally, summed, tallies
from hashiya.render.template import template
from hashiya.render.ties import ties
from hashiya.render.trail import trail
from hashiya.render.writer import Writer
from hashiya.wording import _

TITLE = _("Coverage")
FRONT = "coverage/"

EACH = 150
"""Sources on a page."""


def outline(writer: Writer) -> Iterator[PageRef]:
    """A table with a row for each source, on as many pages as it takes."""
    title = writer.interface.gettext(TITLE)
    for uri in uris(FRONT, len(writer.edition.sources), EACH):
        yield PageRef(uri, writer.language, "edition", title)


def page(writer: Writer, _ends: Ends, ref: PageRef) -> Page:
    """A page of the table; each has the totals of all sources."""
    known = tallies(writer.edition)
    shown = leaf(ref.uri, writer.edition.sources, EACH)
    cells = _Cells(writer)
    languages = _languages(writer)
    html = template("coverage.html").render(
        writer=writer,
        title=ref.title,
        trail=trail(writer, (writer._(_("This edition")), "edition/")),
        languages=languages,
        cells=cells,
        rows=[(source, known[source.id]) for source in shown.items],
        sums=_sums(writer, known),
        totals={
            language: summed(
                one.progress[language] for one in known.values() if language in one.progress
            )
            for language in languages
        },
        pager=pager(writer, shown),
        **writer.messages,
    )
    return ref.page(html)


def _languages(writer: Writer) -> list[str]:
    """The languages into which something could be translated."""
    known = tallies(writer.edition).values()
    return [
        str(tag)
        for tag in writer.edition.dossier.settings.languages
        if any(tag in one.progress for one in known)
    ]


def _sums(writer: Writer, known: dict[str, Tally]) -> dict[str, int]:
    linked = ties(writer.edition)
    return {
        "sources": len(known),
        "passages": sum(one.passages for one in known.values()),
        "annotated": sum(one.annotated for one in known.values()),
        "annotations": sum(one.annotations for one in known.values()),
        "links": linked.within + linked.between,
    }


class _Cells:
    """Cells of the table, as HTML."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def progress(self, source: Source, language: str, known: Tally) -> str:
        """How far a source is translated into a language."""
        if language == source.language:
            label = self._writer._(_("original"))
            return f'<span class="hy-soft">{label}</span>'
        own = known.progress[language]
        if not own.status:
            return status(self._writer, "none")
        return f"{self.bar(own)}{status(self._writer, own.status)}"

    def bar(self, of: Progress) -> str:
        """A share as a bar and in words: the words say everything."""
        words = self.share(of.translated, of.wanted)
        if of.stale:
            writer = self._writer
            stale = writer.count("{n} to be looked at again", "{n} to be looked at again", of.stale)
            words += f' <span class="hy-stale-count">{stale}</span>'
        return f"{self._drawn(of.translated - of.stale, of.stale, of.wanted)}{words}"

    def part(self, number: int, total: int) -> str:
        """The same for numbers that nothing can make stale."""
        return f"{self._drawn(number, 0, total)}{self.share(number, total)}"

    def share(self, number: int, total: int) -> str:
        """So many of so many, in words."""
        template = escape(self._writer.interface.gettext(_("{n} of {total}")))
        figure = self._writer.interface.number
        words = template.format(n=figure(number), total=figure(total))
        return f'<span class="hy-share">{words}</span>'

    def _drawn(self, sound: int, stale: int, total: int) -> str:
        """A bar: what is sound, then what is stale, in stripes; the style sheet mirrors it."""
        done, old = (round(100 * n / max(1, total), 1) for n in (sound, stale))
        stripes = f'<rect class="hy-bar-stale" x="{done}" width="{old}" height="8"/>' if old else ""
        return (
            '<svg class="hy-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"'
            f' focusable="false"><rect class="hy-bar-done" width="{done}" height="8"/>{stripes}'
            "</svg>"
        )
