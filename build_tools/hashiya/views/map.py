"""The map of sources: who is linked with whom, by relation, in order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hashiya.model import Page, PageRef, Source
from hashiya.render.ends import Ends
from hashiya.render.paging import leaf, pager, uris
from hashiya.render.picture import DRAWN, NODES, Picture
from hashiya.render.template import template
from hashiya.render.ties import Pair, Tie, Ties, ties
from hashiya.render.trail import trail
from hashiya.render.writer import Writer
from hashiya.wording import _

TITLE = _("Map of the sources")
FRONT = "map/"

EACH = 120
"""Pairs of sources on a page."""


def outline(writer: Writer) -> Iterator[PageRef]:
    """The picture with its data as a table, which may go on over further pages.

    Where no two sources are linked there is nothing to draw, and no page.
    """
    if not ties(writer.edition).pairs:
        return
    title = writer.interface.gettext(TITLE)
    for uri in uris(FRONT, len(ties(writer.edition).pairs), EACH):
        yield PageRef(uri, writer.language, "sources", title)


def page(writer: Writer, ends: Ends, ref: PageRef) -> Page:
    """A page of the map; the picture stands on the first."""
    known = ties(writer.edition)
    shown = leaf(ref.uri, known.pairs, EACH)
    picture = _picture(writer, known) if shown.number == 1 else None
    html = template("map.html").render(
        writer=writer,
        ends=ends,
        title=ref.title,
        trail=trail(writer, (writer._(_("Sources")), "sources/")),
        picture=picture,
        sources=len(writer.edition.sources),
        links=known.between,
        within=known.within,
        rows="".join(_row(writer, ends, pair) for pair in shown.items),
        pager=pager(writer, shown),
        **writer.messages,
    )
    return ref.page(html)


def _picture(writer: Writer, known: Ties) -> Picture:
    """The picture; of a large dossier, of the sources with the most links."""
    sources = _linked_most(writer.edition.sources, known)
    ids = {source.id for source in sources}
    inside = [tie for pair in known.pairs if {pair.earlier, pair.later} <= ids for tie in pair.ties]
    return Picture(writer, sources, _strongest(inside))


def _row(writer: Writer, ends: Ends, pair: Pair) -> str:
    """A row of the table: two sources, and all ties between them."""
    earlier, later = (
        f'<a href="{writer.up}sources/{name}/">'
        f"{writer.short_source(writer.edition.by_id[name])}</a>"
        for name in (pair.earlier, pair.later)
    )
    tied = "".join(_tied(writer, ends, pair, tie) for tie in pair.ties)
    return f'<tr><th scope="row">{earlier}</th>\n<td><ul>{tied}</ul></td>\n<td>{later}</td></tr>\n'


def _tied(writer: Writer, ends: Ends, pair: Pair, tie: Tie) -> str:
    """What the earlier source of a pair is to the later one, and how often: a link to the first."""
    chip = ends.chip(tie.relation, backward=tie.origin != pair.earlier)
    first = tie.first.origin
    number = writer.count("{n} link", "{n} links", tie.links)
    return f'<li>{chip} <a href="{writer.place(first.source, first.fragment)}">{number}</a></li>'


def _linked_most(sources: Sequence[Source], known: Ties) -> list[Source]:
    """As many sources as the picture may have, in order of time."""
    if len(sources) <= NODES:
        return list(sources)
    ranked = sorted(sources, key=lambda source: -known.links.get(source.id, 0))
    chosen = {source.id for source in ranked[:NODES]}
    return [source for source in sources if source.id in chosen]


def _strongest(known: Sequence[Tie]) -> list[Tie]:
    """As many ties as the picture may have, those of most links first of all."""
    return sorted(known, key=lambda tie: -tie.links)[:DRAWN]
