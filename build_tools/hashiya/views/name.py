"""One name: how it is written, what it stands beside, what it says and where it is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

from hashiya.kind import Register, Value, Word
from hashiya.kinds import REGISTERS
from hashiya.model import Edition, Page, PageRef
from hashiya.once import latest
from hashiya.render.context import in_context
from hashiya.render.ends import Ends
from hashiya.render.entries import entry_pages, neighbours, prose_of, shaped
from hashiya.render.mentions import Mention, counted, mentions, number_of_mentions
from hashiya.render.narrowing import Narrowing
from hashiya.render.paging import front_of, leaf, pager, place_of
from hashiya.render.template import template
from hashiya.render.trail import trail
from hashiya.render.writer import Writer
from hashiya.wording import _

EACH = 100
"""Places on a page."""
TOGETHER = 20
"""Names, claims or events that are listed as standing beside a name."""
CROWD = 300
"""A passage that names more than these tells nothing about who belongs together."""


def outline(writer: Writer) -> Iterator[PageRef]:
    """The pages of every name."""
    for register in shaped(writer.edition, "names"):
        for entry in writer.edition.dossier.registers[register.name].values():
            total = number_of_mentions(writer.edition, register, entry)
            yield from entry_pages(writer, register, entry, total, EACH)


def page(writer: Writer, _ends: Ends, ref: PageRef) -> Page:
    """One of them."""
    register = next(one for one in shaped(writer.edition, "names") if one.page == ref.section)
    name = front_of(ref.uri).split("/")[1]
    return _of(writer, register.name, name).page(ref)


@latest
def _of(writer: Writer, register: str, name: str) -> _Name:
    return _Name(writer, REGISTERS[register], name)


class _Beside(NamedTuple):
    """What stands in the same passages: a title, links with numbers, and how many more."""

    title: str
    links: Sequence[tuple[str, str]]
    more: int


class _Name:
    """A name, with what all its pages need."""

    def __init__(self, writer: Writer, register: Register, name: str) -> None:
        self._writer = writer
        self._register = register
        self._entry = writer.edition.dossier.registers[register.name][name]
        self._mentions = mentions(writer.edition, register, self._entry)
        self._narrowing = Narrowing(writer, register, self._entry)

    def page(self, ref: PageRef) -> Page:
        """One page of it; what is told of the name itself stands on the first."""
        writer, register, entry = self._writer, self._register, self._entry
        own = leaf(ref.uri, self._mentions, EACH)
        steps = [(writer._(register.title), f"{register.page}/")]
        if own.number > 1:
            steps.append((writer.said(entry.label), own.front))
        html = template("name.html").render(
            writer=writer,
            entry=entry,
            trail=trail(writer, *steps),
            number=own.number,
            head=self._head(own.front) if own.number == 1 else None,
            sections=[
                (speaks, self._by_source(items))
                for speaks, items in groupby(own.items, lambda one: one.speaks)
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
            "role": prose_of(self._writer, self._register, self._entry),
            "facts": self._facts(),
            "spellings": self._spellings(),
            "beside": self._beside(),
            "jump": self._jump(front),
        }

    def _facts(self) -> str:
        """Its type and identifier, and how often it stands in the sources."""
        writer = self._writer
        facts = []
        for one in self._register.says(self._entry.fields):
            if isinstance(one, Word):
                facts.append(writer.fact(one.label, writer._(one.word)))
            elif isinstance(one, Value):
                value = escape(one.value)
                linked = f'<a href="{_ITEM}{value}" rel="external"><bdi>{value}</bdi></a>'
                known = linked if one.key == "wikidata" else f"<bdi>{value}</bdi>"
                facts.append(writer.fact(one.label, known))
        number = counted(writer, self._register, self._entry)
        facts.append(writer.fact(_("In the sources"), number or writer._(_("not annotated"))))
        return f'<dl class="hy-facts">{"".join(facts)}</dl>'

    def _spellings(self) -> list[tuple[str, str, str]]:
        """Every way to write the name: the words, the language, and how often it is found.

        None where only other words stand for it, as with a voice that a text does not name.
        """
        writer = self._writer
        ends = (one.end for one in self._mentions if not one.speaks)
        found = self._narrowing.spellings(ends)
        if not any(spelling for _language, spelling in found):
            return []
        rows = []
        for (language, spelling), number in found.items():
            words = writer.words(spelling, language) if spelling else writer._(_("in other words"))
            rows.append((words, writer.language_label(language), writer.interface.number(number)))
        return rows

    def _beside(self) -> list[_Beside]:
        """What is named in the same passages, the most frequent first."""
        writer = self._writer
        own = self._register.name, self._entry.id
        found = []
        for name, number in _together(writer.edition, self._mentions, own).items():
            ranked = sorted(number.items(), key=lambda one: (-one[1], one[0]))
            links = [
                (writer.naming(name, entry), writer.interface.number(times))
                for entry, times in ranked[:TOGETHER]
            ]
            title = writer._(_("In the same passages: {what}"))
            what = writer._(REGISTERS[name].title)
            found.append(_Beside(title.format(what=what), links, len(ranked) - len(links)))
        return found

    def _jump(self, front: str) -> str:
        """The page on which the mentions begin, where what the name says fills the first."""
        spoken = sum(one.speaks for one in self._mentions)
        if spoken < EACH or spoken == len(self._mentions):
            return ""
        return f"{self._writer.up}{place_of(front, spoken, EACH)}#named"

    def _by_source(self, items: Iterator[Mention]) -> list[tuple[str, list[tuple[str, str]]]]:
        """A heading for each source, and its places: in context, with what is said there."""
        return [
            (self._heading(source), [(self._shown(one), self._content(one)) for one in own])
            for source, own in groupby(items, lambda one: one.end.source)
        ]

    def _heading(self, name: str) -> str:
        """The title of a source, linked, with its outlet and date."""
        writer = self._writer
        source = writer.edition.by_id[name]
        title = f'<a href="{writer.up}sources/{name}/">{writer.title_html(source)}</a>'
        when = writer.outlet_and_date(source)
        return f"<h3>{title}</h3>" + (f'<p class="hy-when">{when}</p>' if when else "")

    def _shown(self, mention: Mention) -> str:
        if mention.speaks:
            return in_context(self._writer, mention.end, titled=False)
        end, words = self._narrowing.narrowed(mention.end)
        return in_context(self._writer, end, words, titled=False)

    def _content(self, mention: Mention) -> str:
        return "".join(map(self._writer.content, mention.content))


_ITEM = "https://www.wikidata.org/wiki/"
"""Where items are; nothing of it is asked for before a reader follows the link."""


def _together(
    edition: Edition, found: Sequence[Mention], own: tuple[str, str]
) -> dict[str, Counter[str]]:
    """By register: what is named in the passages of these places, and in how many of them."""
    beside = [name for name, one in REGISTERS.items() if one.shape in ("matrix", "timeline")]
    numbers: dict[str, Counter[str]] = {name: Counter() for name in (own[0], *beside)}
    for passage in {(one.end.source, one.end.span.first) for one in found}:
        named = edition.named.get(passage, ())
        if len(named) <= CROWD:
            for register, entry in named:
                if register in numbers and (register, entry) != own:
                    numbers[register][entry] += 1
    return {name: number for name, number in numbers.items() if number}
