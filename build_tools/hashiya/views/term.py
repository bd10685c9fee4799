"""One term of a glossary: what may be written for it, and what is, place by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from hashiya.kind import Register
from hashiya.kinds import REGISTERS
from hashiya.link.forms import forms_of
from hashiya.model import Page, PageRef, Wording
from hashiya.once import latest
from hashiya.render.context import in_context
from hashiya.render.ends import Ends
from hashiya.render.entries import (
    entry_pages,
    headword,
    name_in,
    neighbours,
    prose_of,
    shaped,
)
from hashiya.render.narrowing import Narrowing
from hashiya.render.paging import front_of, leaf, pager, place_of
from hashiya.render.template import template
from hashiya.render.trail import trail
from hashiya.render.wordings import groups, places
from hashiya.render.writer import Writer

EACH = 100
"""Places on a page."""
GROUPS = 40
"""Renderings that the head of a page counts."""


def outline(writer: Writer) -> Iterator[PageRef]:
    """The pages of every term."""
    for register in shaped(writer.edition, "glossary"):
        for entry in writer.edition.dossier.registers[register.name].values():
            total = len(places(writer, register, entry))
            yield from entry_pages(writer, register, entry, total, EACH)


def page(writer: Writer, _ends: Ends, ref: PageRef) -> Page:
    """One of them."""
    register = next(one for one in shaped(writer.edition, "glossary") if one.page == ref.section)
    name = front_of(ref.uri).split("/")[1]
    return _of(writer, register.name, name).page(ref)


@latest
def _of(writer: Writer, register: str, name: str) -> _Term:
    return _Term(writer, REGISTERS[register], name)


class _Term:
    """A term, with what all its pages need."""

    def __init__(self, writer: Writer, register: Register, name: str) -> None:
        self._writer = writer
        self._register = register
        self._entry = writer.edition.dossier.registers[register.name][name]
        self._narrowing = Narrowing(writer, register, self._entry)
        self._groups = groups(writer, register, self._entry)
        self._places = [(group, one) for group in self._groups for one in group.items]

    def page(self, ref: PageRef) -> Page:
        """One page of it; what is told of the term itself stands on the first."""
        writer, register, entry = self._writer, self._register, self._entry
        own = leaf(ref.uri, self._places, EACH)
        steps = [(writer._(register.title), f"{register.page}/")]
        if own.number > 1:
            steps.append((writer.said(entry.label), own.front))
        words, language = name_in(writer, entry, headword(writer))
        html = template("term.html").render(
            writer=writer,
            trail=trail(writer, *steps),
            term=writer.words(words, language, "span"),
            renderings=[
                writer.words(text, tag, "span")
                for tag, text in entry.label.items()
                if tag != language
            ],
            number=own.number,
            head=self._head(own.front) if own.number == 1 else None,
            groups=[
                (group, [self._shown(one) for _group, one in items])
                for group, items in groupby(own.items, lambda one: one[0])
            ],
            pager=pager(writer, own),
            neighbours=neighbours(writer, register, entry),
            edit=writer.edit_link(entry.place),
            **writer.messages,
        )
        description = writer.interface.gettext(register.title)
        return ref.page(html, description)

    def _head(self, front: str) -> Mapping[str, object]:
        return {
            "note": prose_of(self._writer, self._register, self._entry),
            "allowed": self._allowed(),
            "counted": self._counted(front),
            "more": max(0, len(self._groups) - GROUPS),
        }

    def _allowed(self) -> list[tuple[str, list[str]]]:
        """By language: what may be written beside the term."""
        writer, entry = self._writer, self._entry
        rows = []
        for language in dict.fromkeys((*entry.label, *writer.edition.dossier.settings.languages)):
            known = forms_of(self._register, entry, language).written
            further = [form for form in known if form != entry.label.get(language)]
            if further:
                words = [writer.words(form, language) for form in further]
                rows.append((writer.language_label(language), words))
        return rows

    def _counted(self, front: str) -> list[tuple[str, str, str]]:
        """Each rendering, how often it stands, and where its places begin."""
        rows = []
        at = 0
        for group in self._groups[:GROUPS]:
            href = f"{self._writer.up}{place_of(front, at, EACH)}#{group.anchor}"
            rows.append((group.name, self._writer.interface.number(len(group.items)), href))
            at += len(group.items)
        return rows

    def _shown(self, wording: Wording) -> str:
        return in_context(self._writer, self._narrowing.end(wording.end), wording.words)
