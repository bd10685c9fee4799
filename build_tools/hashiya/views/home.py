"""The home page: what the dossier is, and its sources in the order of time."""

from __future__ import annotations

from collections.abc import Iterator

from hashiya.kinds import REGISTERS
from hashiya.model import Page, PageRef
from hashiya.render.ends import Ends
from hashiya.render.facts import numbers
from hashiya.render.template import template
from hashiya.render.writer import Writer

SHOWN = 24
"""Sources that the home page lists itself; more have an index of their own to be read in."""


def outline(writer: Writer) -> Iterator[PageRef]:
    """One page."""
    titles = writer.edition.dossier.settings.title
    title = str(titles.get(writer.language) or next(iter(titles.values()), ""))
    yield PageRef("", writer.language, "home", title, "annotations/dossier.yaml")


def page(writer: Writer, _ends: Ends, ref: PageRef) -> Page:
    """The page."""
    settings = writer.edition.dossier.settings
    ways = [
        (
            register.page,
            register.title,
            len(writer.edition.dossier.registers[name]),
        )
        for name, register in REGISTERS.items()
        if writer.edition.dossier.registers.get(name)
    ]
    html = template("home.html").render(
        writer=writer,
        settings=settings,
        sources=writer.edition.sources[:SHOWN],
        total=len(writer.edition.sources),
        ways=ways,
        numbers=numbers,
        **writer.messages,
    )
    description = str(settings.description.get(writer.language, ""))
    pieces = (html.encode(),)
    return Page(ref.uri, ref.language, ref.title, description, pieces, ref.section, ref.edit)
