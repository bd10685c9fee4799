"""The ways to what stands before and after: a source, an entry of a register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from hashiya.model import Edition, Source
from hashiya.once import once
from hashiya.render.writer import Writer
from hashiya.wording import _


@once
def _order(edition: Edition) -> dict[str, int]:
    return {source.id: index for index, source in enumerate(edition.sources)}


class Neighbour(NamedTuple):
    """One of the two: what it is to this one, a message; a link to it, and what is told of it."""

    rel: Literal["prev", "next"]
    label: str
    link: str
    """HTML, as is what follows."""
    told: str = ""


def beside(writer: Writer, label: str, found: Sequence[Neighbour]) -> str:
    """Links to them as HTML; empty where there is none. `label`, a message, is for all."""
    if not found:
        return ""
    steps = "".join(
        f'<div data-rel="{one.rel}"><p class="hy-when">{writer._(one.label)}</p>'
        f"<p>{one.link}</p>{_told(one)}</div>"
        for one in found
    )
    return f'<nav class="hy-neighbours" aria-label="{writer._(label)}">{steps}</nav>'


def _told(one: Neighbour) -> str:
    return f'<p class="hy-when">{one.told}</p>' if one.told else ""


def neighbours(writer: Writer, source: Source) -> str:
    """The ways to the sources before and after one, in order of time."""
    sources = writer.edition.sources
    index = _order(writer.edition)[source.id]
    found = []
    if index > 0:
        found.append(_step(writer, sources[index - 1], "prev", _("Previous source in time")))
    if index + 1 < len(sources):
        found.append(_step(writer, sources[index + 1], "next", _("Next source in time")))
    return beside(writer, _("Sources before and after"), found)


def _step(writer: Writer, source: Source, rel: Literal["prev", "next"], label: str) -> Neighbour:
    link = f'<a rel="{rel}" href="{writer.up}sources/{source.id}/">{writer.title_html(source)}</a>'
    return Neighbour(rel, label, link, writer.date_of(source))
