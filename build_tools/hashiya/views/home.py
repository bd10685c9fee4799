"""The home page: what the dossier is, and its sources in the order of time."""

from __future__ import annotations

from collections.abc import Iterator

from hashiya.kinds import REGISTERS
from hashiya.model import Edition, Page, PageRef
from hashiya.render.template import template
from hashiya.render.writer import Writer

SHOWN = 24
"""Sources that the home page lists itself; more have an index of their own to be read in."""


def outline(edition: Edition, writer: Writer) -> Iterator[PageRef]:
    """One page."""
    title = str(edition.dossier.settings.title.get(writer.language, ""))
    yield PageRef("", writer.language, "home", title, "annotations/dossier.yaml")


def page(edition: Edition, writer: Writer, ref: PageRef) -> Page:
    """The page."""
    settings = edition.dossier.settings
    ways = [
        (register.file or register.name, register.title, len(edition.dossier.registers[name]))
        for name, register in REGISTERS.items()
        if edition.dossier.registers.get(name)
    ]
    html = template("home.html").render(
        writer=writer,
        settings=settings,
        sources=edition.sources[:SHOWN],
        total=len(edition.sources),
        ways=ways,
        depth=0,
        **writer.messages,
    )
    description = str(settings.description.get(writer.language, ""))
    return Page(
        ref.uri, ref.language, ref.title, description, html, ref.section, ref.edit
    )
