"""A matrix as sheets that a page can hold: which entries stand on each, against which sources.

The cut follows from the edition alone, so that every language has the same pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hashiya.date import standing
from hashiya.kinds import REGISTERS
from hashiya.model import Edition, Entry
from hashiya.once import once
from hashiya.render.writer import Writer
from hashiya.wording import _

ROWS = 20
"""Entries on a sheet; the style sheet tells so many groups of them apart."""
COLUMNS = 24
"""Sources on a sheet; the style sheet tells so many apart."""
_STATEMENTS = 150
"""Statements on a sheet: with their words in two languages, 200 KB."""
IN_CELL = 6
"""Statements of one source on one entry that a sheet shows; the entry's page has all."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Entries and the sources that speak of them, for one page."""

    groups: Sequence[tuple[str, Sequence[Entry]]]
    """The entries by group; the last may be of none, with an empty id."""
    sources: Sequence[str]
    """In the order of time."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """The entries of a register in their order, and the sheets that hold them."""

    entries: Sequence[Entry]
    sheets: Sequence[Sheet]
    begins: Mapping[str, int]
    """The number of the sheet on which each group begins, from 1, in their order."""
    sizes: Mapping[str, int]
    """How many entries each group has."""
    places: Mapping[str, int]
    """By entry: its index among the entries."""


def anchor(group: str) -> str:
    """The id of the place where a group begins; an underscore is in no entry's id."""
    return f"group_{group}"


def group_title(writer: Writer, register: str, group: str) -> str:
    """What a group is called, as HTML: its name, or its id where nobody named it."""
    known = writer.edition.dossier.groups.get(register, {}).get(group)
    if known:
        return writer.said(known.label)
    if not group:
        return writer._(_("Without a topic"))
    return writer.words(group.replace("-", " "), "und")


@once
def matrices(edition: Edition) -> Mapping[str, Matrix]:
    """Every register of this shape that has entries, by name."""
    return {
        name: _matrix(edition, name)
        for name, register in REGISTERS.items()
        if register.shape == "matrix" and edition.dossier.registers.get(name)
    }


def group_of(entry: Entry) -> str:
    """The group that an entry belongs to; empty where there is none."""
    return str(entry.fields.get(REGISTERS[entry.register].grouped) or "")


def _matrix(edition: Edition, register: str) -> Matrix:
    entries = _in_order(edition, register)
    begins: dict[str, int] = {}
    sizes: dict[str, int] = {}
    sheets = [_sheet(edition, some) for some in _cut(edition, entries)]
    for number, sheet in enumerate(sheets, 1):
        for group, members in sheet.groups:
            begins.setdefault(group, number)
            sizes[group] = sizes.get(group, 0) + len(members)
    places = {entry.id: index for index, entry in enumerate(entries)}
    return Matrix(entries, sheets, begins, sizes, places)


def _in_order(edition: Edition, register: str) -> list[Entry]:
    """By group, as the editors order them; in a group by when the matter was first spoken of."""
    entries = edition.dossier.registers[register].values()
    order = {name: index for index, name in enumerate(edition.dossier.groups.get(register, ()))}
    for entry in entries:
        if group_of(entry):
            order.setdefault(group_of(entry), len(order))
    order[""] = len(order)
    return sorted(entries, key=lambda entry: (order[group_of(entry)], _first(edition, entry)))


def _first(edition: Edition, entry: Entry) -> date:
    known = edition.agreements.get((entry.register, entry.id))
    return standing(known.statements[0].on if known else "")[0]


def _cut(edition: Edition, entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """The entries of each sheet: as many of the next ones as it can hold."""
    held: list[Entry] = []
    sources: set[str] = set()
    statements = 0
    for entry in entries:
        known = edition.agreements.get((entry.register, entry.id))
        own = {one.end.source for one in known.statements} if known else set()
        number = min(len(known.statements), _STATEMENTS) if known else 0
        full = len(held) == ROWS or statements + number > _STATEMENTS
        if held and (full or len(sources | own) > COLUMNS):
            yield held
            held, sources, statements = [], set(), 0
        held.append(entry)
        sources |= own
        statements += number
    yield held


def _sheet(edition: Edition, entries: Sequence[Entry]) -> Sheet:
    groups: list[tuple[str, list[Entry]]] = []
    speaking: set[str] = set()
    for entry in entries:
        if not groups or groups[-1][0] != group_of(entry):
            groups.append((group_of(entry), []))
        groups[-1][1].append(entry)
        known = edition.agreements.get((entry.register, entry.id))
        speaking |= {one.end.source for one in known.statements} if known else set()
    rank = _ranks(edition)
    return Sheet(groups, sorted(speaking, key=rank.__getitem__)[:COLUMNS])


@once
def _ranks(edition: Edition) -> Mapping[str, int]:
    """Where each source stands in the order of time."""
    return {source.id: index for index, source in enumerate(edition.sources)}
