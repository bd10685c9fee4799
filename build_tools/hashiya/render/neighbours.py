"""The sources before and after a source, in order of time."""

from __future__ import annotations

from hashiya.model import Edition, Source
from hashiya.render.once import once
from hashiya.render.writer import Writer
from hashiya.wording import _


@once
def _order(edition: Edition) -> dict[str, int]:
    return {source.id: index for index, source in enumerate(edition.sources)}


def neighbours(writer: Writer, source: Source) -> str:
    """The way to both as HTML; empty where the source is the only one."""
    sources = writer.edition.sources
    index = _order(writer.edition)[source.id]
    steps = ""
    if index > 0:
        steps += _step(writer, sources[index - 1], "prev", _("Previous source in time"))
    if index + 1 < len(sources):
        steps += _step(writer, sources[index + 1], "next", _("Next source in time"))
    if not steps:
        return ""
    label = writer._(_("Sources before and after"))
    return f'<nav class="hy-neighbours" aria-label="{label}">{steps}</nav>'


def _step(writer: Writer, source: Source, rel: str, label: str) -> str:
    date = writer.date_of(source)
    return (
        f'<a rel="{rel}" href="{writer.up}sources/{source.id}/"><span class="hy-when">'
        f"{writer._(label)}</span>{writer.title_html(source)}"
        f'<span class="hy-when">{date}</span></a>'
    )
