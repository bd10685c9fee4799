"""The index of sources, in the order of time."""

from __future__ import annotations

from collections.abc import Iterator

from hashiya.model import Page, PageRef
from hashiya.render.ends import Ends
from hashiya.render.facts import numbers
from hashiya.render.template import template
from hashiya.render.writer import Writer
from hashiya.wording import _

TITLE = _("Sources")


def outline(writer: Writer) -> Iterator[PageRef]:
    """One page."""
    title = writer.interface.gettext(TITLE)
    yield PageRef("sources/", writer.language, "sources", title)


def page(writer: Writer, _ends: Ends, ref: PageRef) -> Page:
    """The page."""
    html = template("sources.html").render(
        writer=writer, numbers=numbers, sources=writer.edition.sources, **writer.messages
    )
    count = writer.interface.count("{n} source", "{n} sources", len(writer.edition.sources))
    return Page(ref.uri, ref.language, ref.title, count, (html.encode(),), ref.section)
