"""The index of sources, in the order of time."""

from __future__ import annotations

from collections.abc import Iterator

from hashiya.model import Edition, Page, PageRef
from hashiya.render.template import template
from hashiya.render.writer import Writer
from hashiya.wording import _

TITLE = _("Sources")


def outline(edition: Edition, writer: Writer) -> Iterator[PageRef]:
    """One page."""
    title = writer.interface.gettext(TITLE)
    yield PageRef("sources/", writer.language, "sources", title)


def page(edition: Edition, writer: Writer, ref: PageRef) -> Page:
    """The page."""
    html = template("sources.html").render(
        writer=writer, sources=edition.sources, depth=1, **writer.messages
    )
    count = writer.interface.count("{n} source", "{n} sources", len(edition.sources))
    return Page(ref.uri, ref.language, ref.title, count, html, ref.section)
