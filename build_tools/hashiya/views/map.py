"""The map of sources: who is linked with whom, by relation, in order of time.

Picture and table show the same. A large dossier has tens of thousands of pairs of sources, which
nobody reads as a table: there both show the sources most closely linked, and the pages of the
sources have all links.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hashiya.model import Page, PageRef
from hashiya.render.ends import Ends
from hashiya.render.facts import DERIVATIONS
from hashiya.render.paging import leaf, pager, uris
from hashiya.render.picture import DRAWN, Picture, sign_of
from hashiya.render.template import template
from hashiya.render.ties import DERIVED, Pair, Tie, Ties, ties
from hashiya.render.trail import trail
from hashiya.render.writer import Writer
from hashiya.wording import _

TITLE = _("Map of the sources")
FRONT = "map/"

EACH = 120
"""Pairs of sources on a page."""

_DERIVED_IN: Mapping[str, str] = {
    "reprint": _("Reprinted in"),
    "translation": _("Translated in"),
    "revision": _("Revised in"),
    "excerpt": _("Excerpted in"),
}
"""What a source is to one that derives from it."""


def outline(writer: Writer) -> Iterator[PageRef]:
    """The picture with its data as a table, which may go on over further pages.

    Where no two sources are linked there is nothing to draw, and no page.
    """
    pairs = ties(writer.edition).pairs
    if pairs:
        title = writer.interface.gettext(TITLE)
        for uri in uris(FRONT, len(pairs), EACH):
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
        derived=known.derived,
        rows="".join(_row(writer, ends, pair) for pair in shown.items),
        pager=pager(writer, shown),
        **writer.messages,
    )
    return ref.page(html)


def _picture(writer: Writer, shown: Ties) -> Picture:
    """The picture, with as many ties as it may have: what derives and those of most links first."""
    known = [tie for pair in shown.pairs for tie in pair.ties]
    known.sort(key=lambda tie: (tie.relation != DERIVED, -tie.links))
    return Picture(writer, shown.sources, known[:DRAWN])


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
    backward = tie.origin != pair.earlier
    if tie.first is None:
        return f"<li>{_derived(writer, tie, backward=backward)}</li>"
    chip = ends.chip(tie.relation, backward=backward)
    first = tie.first.origin
    number = writer.count("{n} link", "{n} links", tie.links)
    return f'<li>{chip} <a href="{writer.place(first.source, first.fragment)}">{number}</a></li>'


def _derived(writer: Writer, tie: Tie, *, backward: bool) -> str:
    """What a source is to the one that it derives from, or the other way round, as a chip."""
    known = writer.edition.by_id[tie.origin].derives_from
    assert known
    word = writer._((_DERIVED_IN if backward else DERIVATIONS)[known.relation])
    return (
        f'<span class="hy-chip" data-relation="{DERIVED}">'
        f'<span aria-hidden="true">{sign_of(DERIVED, writer.onward)}</span> {word}</span>'
    )
