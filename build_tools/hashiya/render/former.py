"""Earlier ids of entries: what they are today, and anchors that keep old links working."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hashiya.model import Edition
from hashiya.once import once
from hashiya.wording import _

if TYPE_CHECKING:
    from hashiya.render.writer import Writer


@once
def earlier_entries(edition: Edition) -> dict[tuple[str, str], str]:
    """By register and earlier id of an entry: the id that it has today."""
    return {
        (register, str(old)): entry.id
        for register, entries in edition.dossier.registers.items()
        for entry in entries.values()
        for old in entry.was
    }


def anchors(writer: Writer, register: str) -> str:
    """What became of the ids that a register's page once had, as HTML; empty without any."""
    items = "".join((*_moved(writer, register), *_retired(writer, register)))
    if not items:
        return ""
    heading = writer._(_("Earlier entries"))
    return f'<section class="hy-former"><h2>{heading}</h2><ul>{items}</ul></section>'


def _moved(writer: Writer, register: str) -> Iterator[str]:
    for (owner, old), now in earlier_entries(writer.edition).items():
        if owner == register:
            yield f'<li id="{old}">{writer.naming(register, now)}</li>'


def _retired(writer: Writer, register: str) -> Iterator[str]:
    for one in writer.edition.dossier.retired_entries:
        if one.source == register:
            words = writer._(_("Retired on {date}"))
            when = words.replace("{date}", writer.interface.time(one.on))
            now = f"<p>{writer.naming(register, one.now)}</p>" if one.now else ""
            yield f'<li id="{one.id}">{when}{writer.prose(one.reason)}{now}</li>'
