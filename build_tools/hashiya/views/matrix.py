"""A register as a matrix: entries against the sources that speak of them, in order of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from hashiya.kind import Register
from hashiya.kinds import KINDS, REGISTERS
from hashiya.model import Agreement, Edition, Entry, Page, PageRef, Source, Statement
from hashiya.once import once
from hashiya.render import statement
from hashiya.render.choices import Ways, index_of, name_of, plain, step_to, title_of
from hashiya.render.ends import Ends
from hashiya.render.former import anchors
from hashiya.render.paging import front_of, leaf, pager, uris
from hashiya.render.sheets import (
    IN_CELL,
    Choice,
    Listing,
    Matrix,
    Sheet,
    anchor,
    group_title,
    matrices,
)
from hashiya.render.template import template
from hashiya.render.trail import trail
from hashiya.render.writer import Writer
from hashiya.wording import _

_ANY = "0"
"""The number by which filters mean any group or source."""


def outline(writer: Writer) -> Iterator[PageRef]:
    """The sheets of every list of every register of this shape."""
    for name, matrix in matrices(writer.edition).items():
        register = REGISTERS[name]
        section, file = register.page, f"annotations/{register.page}.yaml"
        for choice, listing in matrix.listings.items():
            title = plain(title_of(writer, register, name_of(writer, register, choice)))
            for uri in uris(f"{section}/{choice.path}", len(listing.sheets), 1):
                yield PageRef(uri, writer.language, section, title, file)


def page(writer: Writer, _ends: Ends, ref: PageRef) -> Page:
    """One sheet."""
    register = next(one for one in REGISTERS.values() if one.page == ref.section)
    matrix = matrices(writer.edition)[register.name]
    listing = _by_front(writer.edition, register.name)[front_of(ref.uri)]
    here = leaf(ref.uri, listing.sheets, 1)
    ways = Ways(writer, register, matrix, ref.uri)
    is_front = not any(listing.choice) and here.number == 1
    html = template("matrix.html").render(
        writer=writer,
        register=register,
        item=next(kind.title for kind in KINDS.values() if kind.register is register),
        tally=statement.tally,
        contest=statement.contest,
        title=title_of(writer, register, name_of(writer, register, listing.choice)),
        trail=trail(writer, *_steps(writer, register, matrix, listing.choice, here.number)),
        former=anchors(writer, register.name) if is_front else "",
        pager=pager(writer, here),
        scopes=ways.scopes(listing.choice),
        stands=ways.stands(listing.choice),
        listing=listing,
        divided=matrix.divided,
        grouped=len(matrix.sizes) > 1,
        sheet=_Sheet(writer, register, matrix, here.items[0], listing),
        **writer.messages,
    )
    description = writer.interface.count("{n} entry", "{n} entries", listing.total)
    return ref.page(html, description)


@once
def _by_front(edition: Edition, register: str) -> Mapping[str, Listing]:
    """The lists of a register by the path of their first page."""
    front = f"{REGISTERS[register].page}/"
    found = matrices(edition)[register].listings
    return {f"{front}{choice.path}": listing for choice, listing in found.items()}


def _steps(
    writer: Writer, register: Register, matrix: Matrix, choice: Choice, number: int
) -> Iterator[tuple[str, str]]:
    """The way to a sheet: the matrix, the index of its lists, what it is a part of."""
    front = f"{register.page}/"
    if any(choice) or number > 1:
        yield writer._(register.title), front
    index = index_of(matrix, choice)
    if index:
        yield step_to(writer, register, index)
    if choice.contested and any(choice.scope):
        yield name_of(writer, register, choice.scope), f"{front}{choice.scope.path}"
    if any(choice) and number > 1:
        yield name_of(writer, register, choice), f"{front}{choice.path}"


class Row(NamedTuple):
    """An entry and its cells; `seen` and `disputed` are what filters go by."""

    entry: Entry
    agreement: Agreement | None
    cells: Sequence[str]
    """What each source of the sheet says, as HTML; empty where it says nothing."""
    seen: str
    """The numbers of the sources that speak of it, and that of any."""
    disputed: str
    """The same, where it is contested; empty where it is not."""
    more: int
    """Sources that the sheet has no column for."""


class Nothing(NamedTuple):
    """The choices of filters that no row of a group answers to."""

    group: str
    seen: str
    disputed: str


class Head(NamedTuple):
    """A source at the head of its column."""

    n: str
    source: Source
    more: str
    """A link to all entries that it speaks of, as HTML; empty where there is no list of them."""


class Group(NamedTuple):
    """The rows of a group."""

    n: str
    id: str
    name: str
    """HTML."""
    more: str
    """As that of a head."""
    rows: Sequence[Row]


class _Sheet:
    """One sheet with its rows, and the numbers of its groups and sources."""

    def __init__(
        self, writer: Writer, register: Register, matrix: Matrix, sheet: Sheet, of: Listing
    ) -> None:
        self._writer = writer
        self._front = f"{writer.up}{register.page}/"
        self._matrix = matrix
        self._choice = of.choice
        self._numbers = {name: str(n) for n, name in enumerate(sheet.sources, 1)}
        self.sources = [
            Head(n, writer.edition.by_id[name], self._linked(Choice(source=name)))
            for name, n in self._numbers.items()
        ]
        self.groups = [
            Group(
                str(n),
                anchor(group),
                group_title(writer, register.name, group),
                self._linked(Choice(group)),
                [self._row(entry) for entry in entries],
            )
            for n, (group, entries) in enumerate(sheet.groups, 1)
        ]
        self.narrows = len(of.sheets) == 1 and (
            len(self.groups) > 1 or len(self.sources) > 1 or 0 < of.contested < of.total
        )
        """Whether it can be narrowed down here: of several sheets readers would miss some."""

    def _linked(self, choice: Choice) -> str:
        """A link to a list by how much it holds; empty where this is the list, or there is none."""
        listing = self._matrix.listings.get(choice)
        if listing is None or choice == self._choice.scope:
            return ""
        number = self._writer.count("{n} entry", "{n} entries", listing.total)
        return f'<a href="{self._front}{choice.path}">{number}</a>'

    def _row(self, entry: Entry) -> Row:
        known = self._writer.edition.agreements.get((entry.register, entry.id))
        spoken = _spoken(self._writer.edition, entry.register).get(entry.id)
        by_source = spoken.by_source if spoken else {}
        numbers = [n for name, n in self._numbers.items() if name in by_source]
        seen = " ".join((_ANY, *numbers))
        cells = _Cells(self._writer, entry, spoken.first) if spoken else None
        return Row(
            entry,
            known,
            [cells.cell(by_source.get(name, ())) if cells else "" for name in self._numbers],
            seen,
            seen if known and known.contested else "",
            len(by_source) - len(numbers),
        )

    def union(self, rows: Sequence[Row], disputed: bool) -> str:
        """What the heading of a group answers to: all that one of its rows does."""
        said = (row.disputed if disputed else row.seen for row in rows)
        return " ".join(dict.fromkeys(n for words in said for n in words.split()))

    def nothing(self) -> Iterator[Nothing]:
        """For each group, and for all: the choices that leave no row, so that a word can say so."""
        every = [_ANY, *self._numbers.values()]
        rows = [row for group in self.groups for row in group.rows]
        for number, some in ((_ANY, rows), *((group.n, group.rows) for group in self.groups)):
            seen, disputed = (set(self.union(some, one).split()) for one in (False, True))
            yield Nothing(
                number,
                " ".join(n for n in every if n not in seen),
                " ".join(n for n in every if n not in disputed),
            )


class _Spoken(NamedTuple):
    """What is said on an entry, each statement with its number among all on it."""

    by_source: Mapping[str, Sequence[tuple[int, Statement]]]
    first: Mapping[int, tuple[int, Statement]]
    """By voice, the statement that came first."""


@once
def _spoken(edition: Edition, register: str) -> Mapping[str, _Spoken]:
    """By entry; an entry stands in the lists of all sources that speak of it."""
    found: dict[str, _Spoken] = {}
    for (name, entry), known in edition.agreements.items():
        if name != register:
            continue
        by_source: dict[str, list[tuple[int, Statement]]] = {}
        first: dict[int, tuple[int, Statement]] = {}
        for numbered in enumerate(known.statements):
            by_source.setdefault(numbered[1].end.source, []).append(numbered)
            first.setdefault(numbered[1].voice, numbered)
        found[entry] = _Spoken(by_source, first)
    return found


class _Cells:
    """The cells of one row."""

    def __init__(
        self, writer: Writer, entry: Entry, first: Mapping[int, tuple[int, Statement]]
    ) -> None:
        self._writer = writer
        self._entry = entry
        self._first = first

    def cell(self, said: Sequence[tuple[int, Statement]]) -> str:
        """What one source says."""
        shown = "".join(self._said(index, one) for index, one in said[:IN_CELL])
        if len(said) <= IN_CELL:
            return shown
        href = self._writer.entry(self._entry.register, self._entry.id)
        words = self._writer.count("{n} more", "{n} more", len(said) - IN_CELL)
        return f'{shown}<p class="hy-more-said"><a href="{href}">{words}</a></p>'

    def _said(self, index: int, one: Statement) -> str:
        writer = self._writer
        return (
            f'<div class="hy-cell" data-side="{one.side or "open"}">'
            f'<p class="hy-facet">{statement.stance(writer, one)}{statement.value(writer, one)}</p>'
            f'<div class="hy-words">{statement.words(writer, one.end)}</div>'
            f"{statement.speaker(writer, one)}{self._same(index, one)}"
            f'<p class="hy-cell-place">{statement.place(writer, one.end)}</p></div>'
        )

    def _same(self, index: int, one: Statement) -> str:
        """The passage with which this one counts as one, where it is not the first to say it."""
        first_index, first = self._first[one.voice]
        if first_index == index:
            return ""
        writer = self._writer
        if first.end.source == one.end.source:
            passage = writer.edition.by_id[one.end.source].passages[first.end.span.first]
            message = writer._(_("same voice as in passage {n}"))
            words = message.replace("{n}", writer.number_of(passage))
        else:
            source = writer.short_source(writer.edition.by_id[first.end.source])
            words = writer._(_("same report as {source}")).replace("{source}", source)
        href = writer.place(first.end.source, first.end.fragment)
        return (
            f'<p class="hy-same"><span aria-hidden="true">⎘</span> <a href="{href}">{words}</a></p>'
        )
