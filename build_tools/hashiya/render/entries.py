"""The entries of a register in the order in which readers look for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from hashiya.kind import Prose, Register, Shape, Word
from hashiya.kinds import REGISTERS
from hashiya.model import Edition, Entry, PageRef
from hashiya.once import once
from hashiya.render.alphabet import sort_key
from hashiya.render.neighbours import Neighbour, beside
from hashiya.render.paging import uris
from hashiya.render.writer import Writer
from hashiya.wording import _


def shaped(edition: Edition, shape: Shape) -> Iterator[Register]:
    """The registers of a shape that have entries."""
    for name, register in REGISTERS.items():
        if register.shape == shape and edition.dossier.registers.get(name):
            yield register


class Entries:
    """A register's entries in order, which is made once for all pages of a language and depth."""

    def __init__(self, ordered: Sequence[Entry]) -> None:
        self.ordered = ordered

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """Where each entry stands, by its id."""
        return {entry.id: rank for rank, entry in enumerate(self.ordered)}

    def beside(self, entry: Entry) -> tuple[Entry | None, Entry | None]:
        """The entry before this one, and the one after it."""
        rank = self.rank[entry.id]
        following = self.ordered[rank + 1 : rank + 2]
        return (self.ordered[rank - 1] if rank else None), (following[0] if following else None)


@once
def ordered(writer: Writer, name: str) -> Entries:
    """A register's entries by type, then by the alphabet: of the page, or of the headwords."""
    register = REGISTERS[name]
    language = headword(writer) if register.shape == "glossary" else writer.language
    types = {written: rank for rank, written in enumerate(register.types)}

    def place(entry: Entry) -> tuple[int, tuple[str, str], str]:
        rank = types.get(type_of(register, entry), len(types))
        return rank, sort_key(name_in(writer, entry, language)[0]), entry.id

    return Entries(sorted(writer.edition.dossier.registers[name].values(), key=place))


def type_of(register: Register, entry: Entry) -> str:
    """The type of a name, as it is written; empty where the register knows none."""
    if not register.types:
        return ""
    said = register.says(entry.fields)
    return next((str(one.value) for one in said if isinstance(one, Word) and one.key == "type"), "")


def headword(writer: Writer) -> str:
    """The language that most sources are written in: that of a glossary's headwords."""
    return next(iter(source_languages(writer.edition)), writer.language)


@once
def source_languages(edition: Edition) -> tuple[str, ...]:
    """The languages that sources are written in, that of most of them first."""
    counted = Counter(source.language for source in edition.sources)
    return tuple(language for language, _number in counted.most_common())


def name_in(writer: Writer, entry: Entry, language: str) -> tuple[str, str]:
    """An entry's name in a language or the next best, and the language that it is in."""
    for tag in (language, *map(str, writer.edition.dossier.settings.languages), *entry.label):
        if tag in entry.label:
            return str(entry.label[tag]), tag
    return entry.id, ""


def prose_of(writer: Writer, register: Register, entry: Entry) -> str:
    """What its register says of an entry in prose: a role, a note."""
    said = register.says(entry.fields)
    return "".join(writer.prose(one.text) for one in said if isinstance(one, Prose))


def index_pages(writer: Writer, register: Register, each: int) -> Iterator[PageRef]:
    """The pages of a register's index."""
    total = len(writer.edition.dossier.registers[register.name])
    title = writer.interface.gettext(register.title)
    file = f"annotations/{register.page}.yaml"
    for number, uri in enumerate(uris(f"{register.page}/", total, each), 1):
        yield PageRef(uri, writer.language, register.page, _titled(writer, title, number), file)


def entry_pages(
    writer: Writer, register: Register, entry: Entry, total: int, each: int
) -> Iterator[PageRef]:
    """The pages of an entry that has so many places."""
    title, _language = name_in(writer, entry, writer.language)
    for number, uri in enumerate(uris(f"{register.page}/{entry.id}/", total, each), 1):
        named = _titled(writer, title, number)
        yield PageRef(uri, writer.language, register.page, named, entry.place.file)


def _titled(writer: Writer, title: str, number: int) -> str:
    """The title of one page of several."""
    if number == 1:
        return title
    words = writer.interface.gettext(_("{title}, page {n}"))
    return words.format(title=title, n=writer.interface.number(number))


def stretch(writer: Writer, first: str, last: str) -> str:
    """What one page of a long index holds: its first entry and its last, as HTML."""
    return writer._(_("From {first} to {last}")).format(first=first, last=last)


def neighbours(writer: Writer, register: Register, entry: Entry) -> str:
    """Links to the entries before and after one, as HTML."""
    before, after = ordered(writer, register.name).beside(entry)
    found = []
    if before:
        found.append(Neighbour("prev", _("Previous"), writer.naming(register.name, before.id)))
    if after:
        found.append(Neighbour("next", _("Next"), writer.naming(register.name, after.id)))
    return beside(writer, _("Before and after"), found)
