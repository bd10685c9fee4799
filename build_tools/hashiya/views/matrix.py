"""A register as a matrix: entries against the sources that speak of them, in order of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from hashiya.kind import Register
from hashiya.kinds import KINDS, REGISTERS
from hashiya.model import Agreement, Edition, Entry, Page, PageRef, Statement
from hashiya.once import once
from hashiya.render import statement
from hashiya.render.ends import Ends
from hashiya.render.former import anchors
from hashiya.render.paging import leaf, pager, place_of, uris
from hashiya.render.sheets import IN_CELL, Matrix, Sheet, anchor, group_title, matrices
from hashiya.render.template import template
from hashiya.render.trail import trail
from hashiya.render.writer import Writer
from hashiya.wording import _

_ANY = "0"
"""The number by which filters mean any group or source."""


def outline(writer: Writer) -> Iterator[PageRef]:
    """The sheets of every register of this shape."""
    for name, matrix in matrices(writer.edition).items():
        register = REGISTERS[name]
        title = writer.interface.gettext(register.title)
        for uri in uris(f"{register.page}/", len(matrix.sheets), 1):
            file = f"annotations/{register.page}.yaml"
            yield PageRef(uri, writer.language, register.page, title, file)


def page(writer: Writer, _ends: Ends, ref: PageRef) -> Page:
    """One sheet."""
    register = next(one for one in REGISTERS.values() if one.page == ref.section)
    matrix = matrices(writer.edition)[register.name]
    here = leaf(ref.uri, matrix.sheets, 1)
    shown = _Sheet(writer, register, here.items[0])
    html = template("matrix.html").render(
        writer=writer,
        register=register,
        item=next(kind.title for kind in KINDS.values() if kind.register is register),
        tally=statement.tally,
        contest=statement.contest,
        title=ref.title,
        trail=trail(writer, *([(escape(ref.title), here.front)] if here.number > 1 else [])),
        former=anchors(writer, register.name) if here.number == 1 else "",
        pager=pager(writer, here),
        topics=_topics(writer, register, matrix, here.number),
        total=len(matrix.entries),
        contested=_contested(writer.edition, register.name),
        sheet=shown,
        **writer.messages,
    )
    description = writer.interface.count("{n} entry", "{n} entries", len(matrix.entries))
    pieces = (html.encode(),)
    return Page(ref.uri, ref.language, ref.title, description, pieces, ref.section, ref.edit)


@once
def _contested(edition: Edition, register: str) -> int:
    """How many entries are contested, on all sheets."""
    return sum(
        known.contested for (name, _id), known in edition.agreements.items() if name == register
    )


def _topics(
    writer: Writer, register: Register, matrix: Matrix, here: int
) -> list[tuple[str, str, int]]:
    """The groups: the address where each begins, its name, and how many entries it has."""
    front = f"{register.page}/"
    found: list[tuple[str, str, int]] = []
    for group, number in matrix.begins.items():
        page_of = "" if number == here else f"{writer.up}{place_of(front, number - 1, 1)}"
        name = group_title(writer, register.name, group)
        found.append((f"{page_of}#{anchor(group)}", name, matrix.sizes[group]))
    return found


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


class _Sheet:
    """One sheet with its rows, and the numbers of its groups and sources."""

    def __init__(self, writer: Writer, register: Register, sheet: Sheet) -> None:
        self._writer = writer
        self._numbers = {name: str(n) for n, name in enumerate(sheet.sources, 1)}
        self.sources = [(n, writer.edition.by_id[name]) for name, n in self._numbers.items()]
        self.groups = [
            (str(n), anchor(group), group_title(writer, register.name, group), self._rows(entries))
            for n, (group, entries) in enumerate(sheet.groups, 1)
        ]

    def _rows(self, entries: Sequence[Entry]) -> list[Row]:
        return [self._row(entry) for entry in entries]

    def _row(self, entry: Entry) -> Row:
        known = self._writer.edition.agreements.get((entry.register, entry.id))
        by_source: dict[str, list[tuple[int, Statement]]] = {}
        for index, one in enumerate(known.statements if known else ()):
            by_source.setdefault(one.end.source, []).append((index, one))
        numbers = [n for name, n in self._numbers.items() if name in by_source]
        seen = " ".join((_ANY, *numbers))
        cells = _Cells(self._writer, entry, known) if known else None
        return Row(
            entry,
            known,
            [cells.cell(by_source.get(name, ())) if cells else "" for name in self._numbers],
            seen,
            seen if known and known.contested else "",
            sum(name not in self._numbers for name in by_source),
        )

    def union(self, rows: Sequence[Row], disputed: bool) -> str:
        """What the heading of a group answers to: all that one of its rows does."""
        said = (row.disputed if disputed else row.seen for row in rows)
        return " ".join(dict.fromkeys(n for words in said for n in words.split()))

    def nothing(self) -> Iterator[Nothing]:
        """For each group, and for all: the choices that leave no row, so that a word can say so."""
        every = [_ANY, *self._numbers.values()]
        rows = [row for _n, _id, _title, some in self.groups for row in some]
        for number, some in ((_ANY, rows), *((n, own) for n, _id, _title, own in self.groups)):
            seen, disputed = (set(self.union(some, one).split()) for one in (False, True))
            yield Nothing(
                number,
                " ".join(n for n in every if n not in seen),
                " ".join(n for n in every if n not in disputed),
            )


class _Cells:
    """The cells of one row."""

    def __init__(self, writer: Writer, entry: Entry, agreement: Agreement) -> None:
        self._writer = writer
        self._entry = entry
        self._first = _first_of_voices(agreement)

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
            passage = writer.edition.by_id[one.end.source].passages[first.end.span.passages[0]]
            message = writer._(_("same voice as in passage {n}"))
            words = message.replace("{n}", writer.number_of(passage))
        else:
            source = writer.short_source(writer.edition.by_id[first.end.source])
            words = writer._(_("same report as {source}")).replace("{source}", source)
        href = writer.place(first.end.source, first.end.fragment)
        return (
            f'<p class="hy-same"><span aria-hidden="true">⎘</span> <a href="{href}">{words}</a></p>'
        )


def _first_of_voices(agreement: Agreement) -> Mapping[int, tuple[int, Statement]]:
    """By voice, the statement that came first."""
    first: dict[int, tuple[int, Statement]] = {}
    for index, one in enumerate(agreement.statements):
        first.setdefault(one.voice, (index, one))
    return first
