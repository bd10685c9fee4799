"""The index of names: people, bodies, places by type, in the order of the alphabet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from hashiya.kind import Register
from hashiya.kinds import REGISTERS
from hashiya.model import Entry, Page, PageRef
from hashiya.once import once
from hashiya.render.alphabet import initial
from hashiya.render.ends import Ends
from hashiya.render.entries import (
    index_pages,
    name_in,
    ordered,
    prose_of,
    shaped,
    stretch,
    type_of,
)
from hashiya.render.former import anchors
from hashiya.render.mentions import counted
from hashiya.render.paging import leaf, pager, place_of
from hashiya.render.template import template
from hashiya.render.trail import trail
from hashiya.render.writer import Writer

EACH = 200
"""Names on a page."""
LONG = 40
"""A type with more names than these is divided by letters."""


def outline(writer: Writer) -> Iterator[PageRef]:
    """The pages of every register of names."""
    for register in shaped(writer.edition, "names"):
        yield from index_pages(writer, register, EACH)


def page(writer: Writer, _ends: Ends, ref: PageRef) -> Page:
    """One of them."""
    register = next(one for one in shaped(writer.edition, "names") if one.page == ref.section)
    return _index(writer, register.name).page(ref)


@once
def _index(writer: Writer, register: str) -> _Index:
    return _Index(writer, REGISTERS[register])


class _Row(NamedTuple):
    """One name, with what it stands under."""

    entry: Entry
    type: str
    letter: str
    """Empty where its type is short."""


class _Jump(NamedTuple):
    """A link to where a type begins, with links to where its letters begin."""

    href: str
    label: str
    number: int
    letters: Sequence[tuple[str, str]]
    """Each with its address."""


class _Index:
    """The names of a register, with what all pages of its index need."""

    def __init__(self, writer: Writer, register: Register) -> None:
        self._writer = writer
        self._register = register
        self._front = f"{register.page}/"
        known = ordered(writer, register.name).ordered
        types = Counter(type_of(register, entry) for entry in known)
        self._long = {written for written, number in types.items() if number > LONG}
        self._rows = tuple(map(self._row, known))
        self._jumps = self._found_jumps()

    def _row(self, entry: Entry) -> _Row:
        written = type_of(self._register, entry)
        words = name_in(self._writer, entry, self._writer.language)[0]
        return _Row(entry, written, initial(words) if written in self._long else "")

    def _found_jumps(self) -> list[_Jump]:
        jumps: list[_Jump] = []
        at = 0
        for kind, group in groupby(self._rows, lambda one: one.type):
            rows = list(group)
            letters: dict[str, str] = {}
            for place, row in enumerate(rows, at):
                if row.letter and row.letter not in letters:
                    letters[row.letter] = self._href(place, f"letter_{kind}_{row.letter}")
            label = self._register.types.get(kind, kind)
            jumps.append(
                _Jump(self._href(at, f"type_{kind}"), label, len(rows), list(letters.items()))
            )
            at += len(rows)
        return jumps

    def _href(self, number: int, fragment: str) -> str:
        return f"{self._writer.up}{place_of(self._front, number, EACH)}#{fragment}"

    def page(self, ref: PageRef) -> Page:
        """One page of the index."""
        writer, register = self._writer, self._register
        own = leaf(ref.uri, self._rows, EACH)
        total = writer.interface.count("{n} name", "{n} names", len(self._rows))
        further = [(writer._(register.title), own.front)] if own.number > 1 else []
        html = template("names.html").render(
            writer=writer,
            register=register,
            trail=trail(writer, *further),
            title=ref.title,
            total=total,
            stretch=self._stretch(own.items) if own.count > 1 else "",
            groups=_grouped(own.items),
            jumps=self._jumps,
            role=lambda entry: prose_of(writer, register, entry),
            counted=lambda entry: counted(writer, register, entry),
            pager=pager(writer, own),
            former=anchors(writer, register.name) if own.number == 1 else "",
            **writer.messages,
        )
        return ref.page(html, total)

    def _stretch(self, rows: Sequence[_Row]) -> str:
        first, last = (self._writer.said(row.entry.label) for row in (rows[0], rows[-1]))
        return stretch(self._writer, first, last)


def _grouped(rows: Sequence[_Row]) -> list[tuple[str, list[tuple[str, list[_Row]]]]]:
    """Rows by type, and by letter within it."""
    return [
        (kind, [(letter, list(own)) for letter, own in groupby(group, lambda one: one.letter)])
        for kind, group in groupby(rows, lambda one: one.type)
    ]
