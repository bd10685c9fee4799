"""The index of a glossary: its terms as the sources have them, and what is written for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from hashiya.kind import Register
from hashiya.kinds import REGISTERS
from hashiya.model import Entry, Page, PageRef
from hashiya.once import once
from hashiya.render.alphabet import initial
from hashiya.render.ends import Ends
from hashiya.render.entries import (
    headword,
    index_pages,
    name_in,
    ordered,
    prose_of,
    shaped,
    stretch,
)
from hashiya.render.former import anchors
from hashiya.render.paging import leaf, pager, place_of
from hashiya.render.template import template
from hashiya.render.trail import trail
from hashiya.render.wordings import places
from hashiya.render.writer import Writer
from hashiya.wording import _

EACH = 200
"""Terms on a page."""
LONG = 40
"""A glossary of more terms than these is divided by letters."""

_Row = tuple[str, Entry]
"""A letter, empty where the glossary is short, and a term that stands under it."""


def outline(writer: Writer) -> Iterator[PageRef]:
    """The pages of every glossary."""
    for register in shaped(writer.edition, "glossary"):
        yield from index_pages(writer, register, EACH)


def page(writer: Writer, _ends: Ends, ref: PageRef) -> Page:
    """One of them."""
    register = next(one for one in shaped(writer.edition, "glossary") if one.page == ref.section)
    return _index(writer, register.name).page(ref)


@once
def _index(writer: Writer, register: str) -> _Index:
    return _Index(writer, REGISTERS[register])


class _Index:
    """The terms of a glossary, with what all pages of its index need."""

    def __init__(self, writer: Writer, register: Register) -> None:
        self._writer = writer
        self._register = register
        self._front = f"{register.page}/"
        self._headword = headword(writer)
        known = ordered(writer, register.name).ordered
        long = len(known) > LONG
        self._rows = [(initial(self._term(one)[0]) if long else "", one) for one in known]
        self._letters = self._found_letters()

    def _term(self, entry: Entry) -> tuple[str, str]:
        """The term as its sources have it, and its language."""
        return name_in(self._writer, entry, self._headword)

    def _found_letters(self) -> list[tuple[str, str]]:
        """Where each letter begins, and the letter."""
        found: dict[str, str] = {}
        for number, (letter, _entry) in enumerate(self._rows):
            if letter and letter not in found:
                front = place_of(self._front, number, EACH)
                found[letter] = f"{self._writer.up}{front}#letter_{letter}"
        return list(found.items())

    def page(self, ref: PageRef) -> Page:
        """One page of the index."""
        writer, register = self._writer, self._register
        own = leaf(ref.uri, self._rows, EACH)
        total = writer.interface.count("{n} term", "{n} terms", len(self._rows))
        further = [(writer._(register.title), own.front)] if own.number > 1 else []
        html = template("glossary.html").render(
            writer=writer,
            register=register,
            trail=trail(writer, *further),
            title=ref.title,
            total=total,
            stretch=self._stretch(own.items) if own.count > 1 else "",
            letters=self._letters,
            headword=self._headword,
            groups=[
                (letter, [self._shown(entry) for _letter, entry in rows])
                for letter, rows in groupby(own.items, lambda one: one[0])
            ],
            pager=pager(writer, own),
            former=anchors(writer, register.name) if own.number == 1 else "",
            **writer.messages,
        )
        return ref.page(html, total)

    def _stretch(self, rows: Sequence[_Row]) -> str:
        first, last = (self._writer.words(*self._term(entry)) for _, entry in (rows[0], rows[-1]))
        return stretch(self._writer, first, last)

    def _shown(self, entry: Entry) -> Mapping[str, object]:
        """What the index tells of a term."""
        writer, register = self._writer, self._register
        words, language = self._term(entry)
        number = len(places(writer, register, entry))
        counted = writer.count("{n} passage", "{n} passages", number)
        return {
            "id": entry.id,
            "href": writer.entry(register.name, entry.id),
            "term": writer.words(words, language, "span"),
            "renderings": [
                writer.words(text, tag, "span")
                for tag, text in entry.label.items()
                if tag != language
            ],
            "note": prose_of(writer, register, entry),
            "count": counted if number else writer._(_("not annotated")),
        }
