"""A matrix as sheets that a page can hold: which entries stand on each, against which sources.

The cut follows from the edition alone, so that every language has the same pages. A matrix of
one sheet is narrowed down there, by the style sheet. One of several would be narrowed down
sheet by sheet, so its contested entries, those of a topic and those of a source have lists of
their own, which are cut in the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

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


class Choice(NamedTuple):
    """What readers may confine a matrix to; all of it where nothing is said."""

    group: str | None = None
    """Empty for the entries of no group."""
    source: str = ""
    contested: bool = False

    @property
    def scope(self) -> Choice:
        """The same, contested or not."""
        return self._replace(contested=False)

    @property
    def path(self) -> str:
        """Where its list stands, below the register; an underscore is in no entry's id."""
        part = f"source_{self.source}/" if self.source else ""
        if self.group is not None:
            part = f"topic_{self.group}/" if self.group else "no_topic/"
        return f"{part}contested_only/" if self.contested else part


@dataclass(frozen=True, slots=True)
class Listing:
    """The entries of a choice, and the sheets that hold them."""

    choice: Choice
    sheets: Sequence[Sheet]
    total: int
    contested: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """The entries of a register in their order, and the lists that they stand in."""

    entries: Sequence[Entry]
    places: Mapping[str, int]
    """By entry: its index among the entries."""
    sizes: Mapping[str, int]
    """How many entries each group has, in the order of groups."""
    listings: Mapping[Choice, Listing]
    """That of all entries first; where it has one sheet, there is no other."""

    @property
    def whole(self) -> Listing:
        """The list of all entries."""
        return self.listings[Choice()]

    @property
    def divided(self) -> bool:
        """Whether there are lists of parts."""
        return len(self.listings) > 1

    def group_at(self, group: str) -> str:
        """Where the entries of a group begin, below the register."""
        choice = Choice(group)
        return choice.path if choice in self.listings else f"#{anchor(group)}"


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
    return Matrix(
        entries,
        {entry.id: index for index, entry in enumerate(entries)},
        Counter(map(group_of, entries)),
        {one.choice: one for one in _listings(edition, [_row(edition, one) for one in entries])},
    )


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


# --- lists and their sheets -----------------------------------------------------------------------

_Row: TypeAlias = tuple[Entry, Mapping[str, int]]
"""An entry, and how many statements of each source a list has of it."""


def _row(edition: Edition, entry: Entry) -> _Row:
    known = edition.agreements.get((entry.register, entry.id))
    return entry, Counter(one.end.source for one in known.statements) if known else {}


def _listings(edition: Edition, rows: Sequence[_Row]) -> Iterator[Listing]:
    """All lists of a matrix: of a list of several sheets, what is contested is one more."""
    whole = list(_narrowed(edition, Choice(), rows))
    yield from whole
    if len(whole[0].sheets) > 1:
        for choice, some in _parts(edition, rows).items():
            yield from _narrowed(edition, choice, some)


def _parts(edition: Edition, rows: Sequence[_Row]) -> Mapping[Choice, Sequence[_Row]]:
    """The rows by group, where there are groups, and by source, each with its own cells only."""
    by_group: dict[Choice, list[_Row]] = {}
    by_source: dict[Choice, list[_Row]] = {Choice(source=one.id): [] for one in edition.sources}
    for entry, said in rows:
        by_group.setdefault(Choice(group_of(entry)), []).append((entry, said))
        for source, number in said.items():
            by_source[Choice(source=source)].append((entry, {source: number}))
    groups = by_group if len(by_group) > 1 else {}
    return {**groups, **{choice: some for choice, some in by_source.items() if some}}


def _narrowed(edition: Edition, choice: Choice, rows: Sequence[_Row]) -> Iterator[Listing]:
    """The list of a choice, and that of what is contested in it, where the first takes sheets."""
    contested = [row for row in rows if _is_contested(edition, row[0])]
    listing = _listing(edition, choice, rows, len(contested))
    yield listing
    if len(listing.sheets) > 1 and 0 < len(contested) < len(rows):
        yield _listing(edition, choice._replace(contested=True), contested, len(contested))


def _is_contested(edition: Edition, entry: Entry) -> bool:
    known = edition.agreements.get((entry.register, entry.id))
    return known is not None and known.contested


def _listing(edition: Edition, choice: Choice, rows: Sequence[_Row], contested: int) -> Listing:
    sheets = [_sheet(edition, some) for some in _cut(rows)]
    return Listing(choice, sheets, len(rows), contested)


def _cut(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """The rows of each sheet: as many of the next ones as it can hold."""
    held: list[_Row] = []
    sources: set[str] = set()
    statements = 0
    for row in rows:
        own = row[1]
        number = min(sum(own.values()), _STATEMENTS)
        full = len(held) == ROWS or statements + number > _STATEMENTS
        if held and (full or len(sources | own.keys()) > COLUMNS):
            yield held
            held, sources, statements = [], set(), 0
        held.append(row)
        sources |= own.keys()
        statements += number
    yield held


def _sheet(edition: Edition, rows: Sequence[_Row]) -> Sheet:
    groups: list[tuple[str, list[Entry]]] = []
    speaking: set[str] = set()
    for entry, said in rows:
        if not groups or groups[-1][0] != group_of(entry):
            groups.append((group_of(entry), []))
        groups[-1][1].append(entry)
        speaking |= said.keys()
    rank = _ranks(edition)
    return Sheet(groups, sorted(speaking, key=rank.__getitem__)[:COLUMNS])


@once
def _ranks(edition: Edition) -> Mapping[str, int]:
    """Where each source stands in the order of time."""
    return {source.id: index for index, source in enumerate(edition.sources)}
