"""What was corrected or given up since it was published, year by year."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from hashiya.model import Page, PageRef
from hashiya.render.changes import Changed, changes, updated
from hashiya.render.ends import Ends
from hashiya.render.paging import leaf, pager, uris
from hashiya.render.template import template
from hashiya.render.trail import trail
from hashiya.render.writer import Writer
from hashiya.wording import _

TITLE = _("Corrections")
FRONT = "corrections/"

EACH = 60
"""Changes on a page: each has prose of any length."""


def outline(writer: Writer) -> Iterator[PageRef]:
    """The list, also where it is empty: a reader is to see that it is."""
    title = writer.interface.gettext(TITLE)
    for uri in uris(FRONT, len(changes(writer.edition)), EACH):
        yield PageRef(uri, writer.language, "edition", title)


def page(writer: Writer, ends: Ends, ref: PageRef) -> Page:
    """A page of the list."""
    shown = leaf(ref.uri, changes(writer.edition), EACH)
    html = template("corrections.html").render(
        writer=writer,
        title=ref.title,
        trail=trail(writer, (writer._(_("This edition")), "edition/")),
        total=len(changes(writer.edition)),
        years=[(year, list(some)) for year, some in groupby(shown.items, lambda one: one.day.year)],
        changed=Changed(writer, ends),
        feed=updated(writer.edition) is not None,
        pager=pager(writer, shown),
        **writer.messages,
    )
    return ref.page(html)
