"""A page for each register: its entries, and the passages that name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from hashiya.date import parse_date
from hashiya.kind import Content, Naming, Register
from hashiya.kinds import KINDS, REGISTERS
from hashiya.model import Edition, End, Entry, Page, PageRef
from hashiya.render.ends import Ends
from hashiya.render.template import template
from hashiya.render.writer import Writer


def outline(writer: Writer) -> Iterator[PageRef]:
    """A page for every register that has entries."""
    for name, register in REGISTERS.items():
        if writer.edition.dossier.registers.get(name):
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
        said=_said(writer.edition, register.name),
        title=ref.title,
        ends=ends,
        **writer.messages,
    )
    description = writer.interface.count("{n} entry", "{n} entries", len(entries))
    pieces = (html.encode(),)
    return Page(ref.uri, ref.language, ref.title, description, pieces, ref.section, ref.edit)


def _sorted(register: Register, entries: Mapping[str, Entry]) -> list[Entry]:
    """In the order of time where entries have dates, as they were written otherwise."""
    if not register.dated:
        return list(entries.values())
    return sorted(entries.values(), key=lambda entry: _when(str(entry.fields[register.dated])))


def _when(written: str) -> tuple[date, date]:
    """Where a date stands among others; what has no beginning, by its end."""
    known = parse_date(written)
    if known is None:
        return date.max, date.max
    return (known.earliest if known.start else known.latest), known.latest


def _said(edition: Edition, register: str) -> dict[str, list[tuple[End, tuple[Content, ...]]]]:
    """By entry: the places that name it, in the order of time, and what is said of it there."""
    found: dict[str, list[tuple[End, tuple[Content, ...]]]] = {}
    for source in edition.sources:
        for item in edition.annotations.get(source.id, ()):
            for body in item.bodies:
                kind = KINDS[body.kind]
                if kind.points:  # Cross-references are most of the bodies, and name nothing.
                    continue
                content = kind.says(body)
                for one in content:
                    if isinstance(one, Naming) and one.register == register:
                        span = edition.anchored.spans[source.id, item.id]
                        rest = tuple(other for other in content if other is not one)
                        end = End(source.id, item.id, span)
                        found.setdefault(str(one.id), []).append((end, rest))
    return found
