"""The home page: what the dossier is, and its sources in the order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hashiya.kinds import REGISTERS
from hashiya.model import Agreement, Page, PageRef
from hashiya.render import statement
from hashiya.render.context import in_context
from hashiya.render.ends import Ends
from hashiya.render.facts import numbers
from hashiya.render.template import template
from hashiya.render.writer import Writer

SHOWN = 24
"""Sources that the home page lists itself; more have an index of their own to be read in."""
CONTESTED = 6
"""Matters on which sources are at odds that it names: those with the most voices."""


class Contested(NamedTuple):
    """A matter on which not all that sources say can be true; its parts as HTML."""

    title: str
    contest: str
    tally: str
    values: Sequence[str]


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
        begin=list(_begin(writer)),
        contested=_contested(writer),
        **writer.messages,
    )
    description = str(settings.description.get(writer.language, ""))
    return ref.page(html, description)


def _begin(writer: Writer) -> Iterator[tuple[str, str]]:
    """Where new readers are sent: why, and the place in both languages; as HTML."""
    for end, why in writer.edition.begin:
        yield writer.prose(why), in_context(writer, end)


def _contested(writer: Writer) -> list[Contested]:
    """The matters on which different reports are at odds, those with the most voices first."""
    found = [(key, known) for key, known in writer.edition.agreements.items() if known.between]
    found.sort(key=lambda each: -each[1].voices)
    return [
        Contested(
            writer.naming(*key),
            statement.contest(writer, known),
            statement.tally(writer, known.tally),
            list(_values(writer, known)),
        )
        for key, known in found[:CONTESTED]
    ]


def _values(writer: Writer, known: Agreement) -> dict[str, None]:
    """The values that cannot all be true, each once, in the order in which they were given."""
    return {
        statement.plain_value(writer, one.value): None
        for one in known.statements
        if one.value and one.differs
    }
