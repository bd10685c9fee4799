"""The indexes of a matrix in parts: its lists by topic, and by source."""

from __future__ import annotations

from collections.abc import Iterator

from hashiya.kinds import REGISTERS
from hashiya.model import Page, PageRef
from hashiya.render.choices import (
    INDEXES,
    Ways,
    choices_of,
    indexes,
    name_of,
    plain,
    title_of,
)
from hashiya.render.ends import Ends
from hashiya.render.paging import front_of, leaf, pager, uris
from hashiya.render.sheets import matrices
from hashiya.render.template import template
from hashiya.render.trail import trail
from hashiya.render.writer import Writer

EACH = 100
"""Lists on a page."""


def outline(writer: Writer) -> Iterator[PageRef]:
    """The indexes of every matrix of several sheets."""
    for name, matrix in matrices(writer.edition).items():
        register = REGISTERS[name]
        for index in indexes(matrix):
            title = plain(title_of(writer, register, writer._(INDEXES[index])))
            for uri in uris(f"{register.page}/{index}", len(choices_of(matrix, index)), EACH):
                yield PageRef(uri, writer.language, register.page, title)


def page(writer: Writer, _ends: Ends, ref: PageRef) -> Page:
    """A page of an index."""
    register = next(one for one in REGISTERS.values() if one.page == ref.section)
    matrix = matrices(writer.edition)[register.name]
    front = f"{register.page}/"
    index = front_of(ref.uri).removeprefix(front)
    here = leaf(ref.uri, choices_of(matrix, index), EACH)
    title = writer._(INDEXES[index])
    steps = [(writer._(register.title), front), *([(title, here.front)] if here.number > 1 else ())]
    html = template("matrix_index.html").render(
        writer=writer,
        trail=trail(writer, *steps),
        title=title_of(writer, register, title),
        divided=True,
        scopes=Ways(writer, register, matrix, ref.uri).scopes(None, index),
        stands=(),
        items=[
            (
                f"{writer.up}{front}{one.path}",
                name_of(writer, register, one),
                matrix.listings[one],
            )
            for one in here.items
        ],
        pager=pager(writer, here),
        **writer.messages,
    )
    return ref.page(html)
