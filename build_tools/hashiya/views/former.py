"""Pages of entries that have another id today, or that were given up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hashiya.kind import Register
from hashiya.kinds import REGISTERS
from hashiya.model import Edition, Page, PageRef, Retired
from hashiya.once import once
from hashiya.render.ends import Ends
from hashiya.render.former import earlier_entries
from hashiya.render.template import template
from hashiya.render.trail import trail
from hashiya.render.writer import Writer
from hashiya.wording import _

_MOVED = _("This entry has moved")
_GIVEN_UP = _("This entry was given up")


def outline(writer: Writer) -> Iterator[PageRef]:
    """A page for every earlier id, in the registers whose entries have pages."""
    gettext = writer.interface.gettext
    for register, old in earlier_entries(writer.edition):
        if REGISTERS[register].shape != "list":
            section = REGISTERS[register].page
            yield PageRef(f"{section}/{old}/", writer.language, section, gettext(_MOVED))
    for one in writer.edition.dossier.retired_entries:
        if REGISTERS[one.source].shape != "list":
            section = REGISTERS[one.source].page
            yield PageRef(f"{section}/{one.id}/", writer.language, section, gettext(_GIVEN_UP))


@once
def _given_up(edition: Edition) -> dict[tuple[str, str], list[Retired]]:
    """By register and id: what was given up."""
    found: dict[tuple[str, str], list[Retired]] = {}
    for one in edition.dossier.retired_entries:
        found.setdefault((one.source, str(one.id)), []).append(one)
    return found


def _steps(writer: Writer, register: Register) -> Sequence[tuple[str, str]]:
    """The way to an entry leads over its register, where that has entries and so a page."""
    there = writer.edition.dossier.registers.get(register.name)
    return [(writer._(register.title), f"{register.page}/")] if there else []


def page(writer: Writer, _ends: Ends, ref: PageRef) -> Page:
    """What became of an entry."""
    register = next(one for one in REGISTERS.values() if one.page == ref.section)
    old = ref.uri.split("/")[1]
    now = earlier_entries(writer.edition).get((register.name, old), "")
    html = template("moved_entry.html").render(
        writer=writer,
        trail=trail(writer, *_steps(writer, register)),
        message=ref.title,
        now=writer.naming(register.name, now) if now else "",
        retired=_given_up(writer.edition).get((register.name, old), ()),
        **writer.messages,
    )
    return ref.page(html)
