"""A page for each register: its entries, and the passages that name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from hashiya.date import standing
from hashiya.kind import Content, Naming, Register
from hashiya.kinds import REGISTERS
from hashiya.model import Entry, Page, PageRef, Saying
from hashiya.render.ends import Ends
from hashiya.render.former import anchors
from hashiya.render.template import template
from hashiya.render.writer import Writer


def outline(writer: Writer) -> Iterator[PageRef]:
    """A page for every register that has entries."""
    for name, register in REGISTERS.items():
        if register.shape == "list" and writer.edition.dossier.registers.get(name):
            page_name = register.page
            title = writer.interface.gettext(register.title)
            file = f"annotations/{page_name}.yaml"
            yield PageRef(f"{page_name}/", writer.language, page_name, title, file)


def page(writer: Writer, ends: Ends, ref: PageRef) -> Page:
    """The page of one register."""
    register = next(one for one in REGISTERS.values() if one.page == ref.section)
    entries = writer.edition.dossier.registers[register.name]
    html = template("register.html").render(
        writer=writer,
        register=register,
        entries=_sorted(register, entries),
        sayings={one: writer.edition.sayings.get((register.name, one), ()) for one in entries},
        rest=partial(_rest, register),
        title=ref.title,
        former=anchors(writer, register.name),
        ends=ends,
        **writer.messages,
    )
    description = writer.interface.count("{n} entry", "{n} entries", len(entries))
    return ref.page(html, description)


def _sorted(register: Register, entries: Mapping[str, Entry]) -> list[Entry]:
    """In the order of time where entries have dates, as they were written otherwise."""
    if not register.dated:
        return list(entries.values())
    return sorted(entries.values(), key=lambda entry: standing(str(entry.fields[register.dated])))


def _rest(register: Register, saying: Saying) -> tuple[Content, ...]:
    """What a body says beside naming the entry."""
    return tuple(
        one
        for one in saying.content
        if not (isinstance(one, Naming) and (one.register, one.key) == (register.name, saying.key))
    )
