"""The page of one entry of a matrix: all that passages say on it, in order of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from hashiya.kind import Moment, Value
from hashiya.kinds import REGISTERS
from hashiya.link.voices import Stretches
from hashiya.model import Agreement, Edition, End, Entry, Link, Page, PageRef, Statement
from hashiya.once import latest, once
from hashiya.render import statement
from hashiya.render.context import in_context
from hashiya.render.ends import Ends
from hashiya.render.neighbours import Neighbour, beside
from hashiya.render.paging import Leaf, leaf, pager, place_of, uris
from hashiya.render.sheets import Matrix, group_of, group_title, matrices
from hashiya.render.template import template
from hashiya.render.trail import trail
from hashiya.render.writer import Writer
from hashiya.wording import _

EACH = 60
"""Statements on a page: each is shown in its passage, in both languages."""
_RELATIONS = 120
"""Links between the passages of one page that it shows."""


def outline(writer: Writer) -> Iterator[PageRef]:
    """The pages of every entry of a matrix."""
    for name, matrix in matrices(writer.edition).items():
        section = REGISTERS[name].page
        for entry in matrix.entries:
            known = writer.edition.agreements.get((name, entry.id))
            title = _title(writer, entry)
            for uri in uris(f"{section}/{entry.id}/", len(known.statements) if known else 0, EACH):
                yield PageRef(uri, writer.language, section, title, entry.place.file)


def _title(writer: Writer, entry: Entry) -> str:
    """Its name in the page's language, or in the next best."""
    return str(entry.label.get(writer.language) or next(iter(entry.label.values()), entry.id))


def page(writer: Writer, ends: Ends, ref: PageRef) -> Page:
    """One page of an entry."""
    section, name = ref.uri.split("/")[:2]
    register = next(one for one in REGISTERS.values() if one.page == section)
    matrix = matrices(writer.edition)[register.name]
    entry = matrix.entries[matrix.places[name]]
    known = writer.edition.agreements.get((register.name, name))
    here = leaf(ref.uri, known.statements if known else (), EACH)
    shown = _statements(writer, register.name, name)
    content = register.says(entry.fields)
    start = (here.number - 1) * EACH
    every = _spoken(writer.edition, register.name, name) if known else Stretches(())
    found = list(_relations(writer.edition, every, here.items))
    html = template("matrix_entry.html").render(
        writer=writer,
        ends=ends,
        entry=entry,
        trail=_trail(writer, matrix, entry, here),
        agreement=known,
        contest=statement.contest(writer, known),
        tally=statement.tally,
        sides=statement.sides(writer, known) if known else [],
        question=writer.content(content[:1]),
        summary=writer.content(content[1:]) if here.number == 1 else "",
        start=start + 1,
        items=[shown.item(index, one) for index, one in enumerate(here.items, start)]
        if shown
        else [],
        relations=[
            Relation(link, *(shown.numbered(end) for end in (link.origin, link.to)))
            for link in found[:_RELATIONS]
        ]
        if shown
        else [],
        more=max(len(found) - _RELATIONS, 0),
        pager=pager(writer, here),
        neighbours=_neighbours(writer, matrix, entry),
        **writer.messages,
    )
    return ref.page(html, _description(writer, known))


def _description(writer: Writer, known: Agreement | None) -> str:
    if known is None:
        return ""
    return writer.interface.count("{n} passage", "{n} passages", len(known.statements))


def _trail(writer: Writer, matrix: Matrix, entry: Entry, here: Leaf[Statement]) -> str:
    """The way here: the matrix, the group in it, and the first page of a further one."""
    register = REGISTERS[entry.register]
    group = group_of(entry)
    steps = [(writer._(register.title), f"{register.page}/")]
    if group:
        title = group_title(writer, register.name, group)
        steps.append((title, f"{register.page}/{matrix.group_at(group)}"))
    if here.number > 1:
        steps.append((writer.said(entry.label), here.front))
    return trail(writer, *steps)


def _neighbours(writer: Writer, matrix: Matrix, entry: Entry) -> str:
    """The entries before and after this one in its group, as HTML."""
    at = matrix.places[entry.id]
    group = group_of(entry)
    before, after = matrix.entries[max(at - 1, 0) : at], matrix.entries[at + 1 : at + 2]
    found = [
        Neighbour("prev", _("Previous"), writer.naming(one.register, one.id))
        for one in before
        if group_of(one) == group
    ]
    found += [
        Neighbour("next", _("Next"), writer.naming(one.register, one.id))
        for one in after
        if group_of(one) == group
    ]
    return beside(writer, _("In the same topic"), found)


# --- statements -------------------------------------------------------------------------------


class Item(NamedTuple):
    """A statement, its parts as HTML."""

    id: str
    number: str
    one: Statement
    stance: str
    value: str
    step: str
    """What its value is to the one before it."""
    when: str
    speaker: str
    same: str
    """The statement with which it counts as one, where it is not the first of them."""
    context: str


class Relation(NamedTuple):
    """A link between two passages, and the statements that stand there, as links."""

    link: Link
    origin: str
    to: str


@latest
def _statements(writer: Writer, register: str, name: str) -> _Statements | None:
    """The statements on one entry, for all pages of it; None where there are none."""
    known = writer.edition.agreements.get((register, name))
    return _Statements(writer, known, f"{REGISTERS[register].page}/{name}/") if known else None


class _Statements:
    """The statements on one entry, each told against those before it."""

    def __init__(self, writer: Writer, agreement: Agreement, front: str) -> None:
        self._writer = writer
        self._front = front
        self._first: dict[int, int] = {}
        self._before: dict[int, Moment | Value] = {}
        self._at: dict[tuple[str, int], list[tuple[int, Statement]]] = {}
        last: Moment | Value | None = None
        for index, one in enumerate(agreement.statements):
            self._first.setdefault(one.voice, index)
            if one.value and last:
                self._before[index] = last
            last = one.value or last
            for passage in one.end.span.passages:
                self._at.setdefault((one.end.source, passage), []).append((index, one))

    def item(self, index: int, one: Statement) -> Item:
        """A statement by its index."""
        writer = self._writer
        before = self._before.get(index)
        return Item(
            f"statement_{index + 1}",
            writer.interface.number(index + 1),
            one,
            statement.stance(writer, one),
            statement.value(writer, one),
            statement.step(writer, before, one.value) if before and one.value else "",
            writer.interface.time(one.on) if one.on else "",
            statement.named_speaker(writer, one),
            self._same(index, one),
            in_context(writer, one.end),
        )

    def _same(self, index: int, one: Statement) -> str:
        first = self._first[one.voice]
        if first == index:
            return ""
        words = self._writer._(_("one voice with no. {n}"))
        linked = words.replace("{n}", self._writer.interface.number(first + 1))
        return f'<a href="{self._address(first)}">{linked}</a>'

    def _address(self, index: int) -> str:
        page_of = place_of(self._front, index, EACH)
        return f"{self._writer.up}{page_of}#statement_{index + 1}"

    def numbered(self, end: End) -> str:
        """The number of the statement that stands at an end of a link, linked."""
        for index, one in self._at.get((end.source, end.span.first), ()):
            if one.end.span.start < end.span.end and end.span.start < one.end.span.end:
                number = self._writer.interface.number(index + 1)
                return f'<a class="hy-num" href="{self._address(index)}">{number}</a>'
        return ""


# --- how the passages bear on each other ----------------------------------------------------------


@once
def _drawn(edition: Edition) -> Mapping[tuple[str, int], Sequence[Link]]:
    """The links with a relation, by source and passage of their origin."""
    found: dict[tuple[str, int], list[Link]] = {}
    for one in edition.links():
        if one.relation:
            for index in one.origin.span.passages:
                found.setdefault((one.origin.source, index), []).append(one)
    return found


@latest
def _spoken(edition: Edition, register: str, name: str) -> Stretches:
    """Where anything is said on an entry."""
    return Stretches(one.end.span for one in edition.agreements[register, name].statements)


def _relations(edition: Edition, every: Stretches, shown: Sequence[Statement]) -> Iterator[Link]:
    """The links from the passages that are shown to passages that speak on the same matter."""
    own = Stretches(one.end.span for one in shown)
    passages = {(one.end.source, index): None for one in shown for index in one.end.span.passages}
    told: set[int] = set()
    for place in passages:
        for link in _drawn(edition).get(place, ()):
            if (
                id(link) not in told
                and own.touched(link.origin.span)
                and every.touched(link.to.span)
            ):
                told.add(id(link))
                yield link
