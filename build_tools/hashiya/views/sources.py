"""The index of sources: in the order of time, year by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from hashiya.model import Page, PageRef, Source
from hashiya.render.ends import Ends
from hashiya.render.facts import numbers
from hashiya.render.paging import leaf, pager, place_of, uris
from hashiya.render.picture import year_of
from hashiya.render.template import template
from hashiya.render.ties import ties
from hashiya.render.trail import trail
from hashiya.render.writer import Writer
from hashiya.wording import _

TITLE = _("Sources")
FRONT = "sources/"

EACH = 120
"""Sources on a page."""
_YEARS = 80
"""Years that the page has links to at its top; more of them help nobody."""


def outline(writer: Writer) -> Iterator[PageRef]:
    """The index, on as many pages as it takes."""
    title = writer.interface.gettext(TITLE)
    for uri in uris(FRONT, len(writer.edition.sources), EACH):
        yield PageRef(uri, writer.language, "sources", title)


def page(writer: Writer, _ends: Ends, ref: PageRef) -> Page:
    """A page of the index."""
    sources = writer.edition.sources
    shown = leaf(ref.uri, sources, EACH)
    html = template("sources.html").render(
        writer=writer,
        trail=trail(writer),
        numbers=numbers,
        total=len(sources),
        linked=bool(ties(writer.edition).pairs),
        years=[(year, list(some)) for year, some in groupby(shown.items, year_of)],
        jumps=_jumps(writer, sources) if len(sources) > EACH else [],
        pager=pager(writer, shown),
        **writer.messages,
    )
    count = writer.interface.count("{n} source", "{n} sources", len(sources))
    return ref.page(html, count)


def _jumps(writer: Writer, sources: Sequence[Source]) -> list[tuple[int | None, str]]:
    """Where each year begins; nothing where there are too many of them."""
    first: dict[int | None, int] = {}
    for index, source in enumerate(sources):
        first.setdefault(year_of(source), index)
    if not 1 < len(first) <= _YEARS:
        return []
    return [
        (year, f"{writer.up}{place_of(FRONT, index, EACH)}#year-{year or 'none'}")
        for year, index in first.items()
    ]
