"""What readers may confine a matrix to, in words and as links: a topic, a source, the contested."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from hashiya.kind import Register
from hashiya.render.sheets import Choice, Matrix, group_title
from hashiya.render.writer import Writer
from hashiya.wording import _

FEW = 12
"""Topics that every page of a matrix names; where there are more, they have an index."""
BY_TOPIC, BY_SOURCE = "by_topic/", "by_source/"
"""The indexes of lists, below the register; an underscore is in no entry's id."""


class Way(NamedTuple):
    """A link to a list."""

    href: str
    name: str
    """HTML."""
    number: str
    """How much stands there."""
    current: str
    """For aria-current: `page`, or `true` for a page that belongs to it; else empty."""


def name_of(writer: Writer, register: Register, choice: Choice) -> str:
    """What a list is of, as HTML; empty for that of all entries."""
    part = ""
    if choice.source:
        part = writer.short_source(writer.edition.by_id[choice.source])
    elif choice.group is not None:
        part = group_title(writer, register.name, choice.group)
    contested = writer._(_("Contested only")) if choice.contested else ""
    return writer.joined([one for one in (part, contested) if one])


def title_of(writer: Writer, register: Register, name: str) -> str:
    """The title of a list of that name, as HTML."""
    title = writer._(register.title)
    return f"{title}: {name}" if name else title


def plain(html: str) -> str:
    """HTML as plain text."""
    return Markup(html).striptags()


def index_of(matrix: Matrix, choice: Choice) -> str:
    """The index that leads to a list; empty where every page does."""
    if choice.source:
        return BY_SOURCE
    return BY_TOPIC if choice.group is not None and len(matrix.sizes) > FEW else ""


def step_to(writer: Writer, register: Register, index: str) -> tuple[str, str]:
    """An index as a step of the way to a page."""
    return writer._(INDEXES[index]), f"{register.page}/{index}"


INDEXES = {BY_TOPIC: _("By topic"), BY_SOURCE: _("By source")}
"""What the indexes are called."""


def choices_of(matrix: Matrix, index: str) -> list[Choice]:
    """The lists of an index in their order; those of what is contested are reached from them."""
    return [
        one
        for one in matrix.listings
        if not one.contested and (one.source if index == BY_SOURCE else one.group is not None)
    ]


def indexes(matrix: Matrix) -> Iterator[str]:
    """The indexes that a matrix has."""
    if len(matrix.sizes) > FEW and matrix.divided:
        yield BY_TOPIC
    if matrix.divided:
        yield BY_SOURCE


class Ways:
    """The links from a page of a matrix to its lists."""

    def __init__(self, writer: Writer, register: Register, matrix: Matrix, uri: str) -> None:
        self._writer = writer
        self._register = register
        self._matrix = matrix
        self._uri = uri

    def scopes(self, at: Choice | None, index: str = "") -> list[Way]:
        """All entries, those of each topic, and the indexes; `at` or `index` is where one is."""
        matrix = self._matrix
        if not matrix.divided:
            return self._jumps()
        index = index or (index_of(matrix, at) if at else "")
        topics = choices_of(matrix, BY_TOPIC)
        everything = self._writer._(_("All topics") if topics else _("All sources"))
        here = at.scope if at else None
        listed = (Choice(), *(topics if len(topics) <= FEW else ()))
        names = (everything, *(name_of(self._writer, self._register, one) for one in listed[1:]))
        return [
            *(
                self._way(one.path, name, matrix.listings[one].total, current=one == here)
                for one, name in zip(listed, names, strict=True)
            ),
            *(self._index(one, current=one == index) for one in indexes(matrix)),
        ]

    def stands(self, at: Choice) -> list[Way]:
        """All of a list, and what is contested in it, where that is a list of its own."""
        scope, contested = at.scope, at._replace(contested=True)
        listings = self._matrix.listings
        if contested not in listings:
            return []
        words = ((scope, _("All")), (contested, _("Contested only")))
        return [
            self._way(one.path, self._writer._(word), listings[one].total, current=one == at)
            for one, word in words
        ]

    def _jumps(self) -> list[Way]:
        """The groups of the only sheet, each a place on it."""
        sizes = self._matrix.sizes
        if len(sizes) < 2:
            return []
        return [
            Way(
                escape(self._matrix.group_at(group)),
                group_title(self._writer, self._register.name, group),
                self._writer.interface.number(number),
                "",
            )
            for group, number in sizes.items()
        ]

    def _index(self, index: str, *, current: bool) -> Way:
        number = len(choices_of(self._matrix, index))
        return self._way(index, self._writer._(INDEXES[index]), number, current=current)

    def _way(self, path: str, name: str, number: int, *, current: bool) -> Way:
        uri = f"{self._register.page}/{path}"
        shown = self._writer.interface.number(number)
        exact = "page" if uri == self._uri else "true"
        return Way(f"{self._writer.up}{uri}", name, shown, exact if current else "")
