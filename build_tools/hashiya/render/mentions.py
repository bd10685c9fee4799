"""Where a name stands: the words that name it, and those that are its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hashiya.kind import Content, Naming, Register
from hashiya.model import Edition, End, Entry, Saying
from hashiya.render.writer import Writer

SPEAKS = "said-by"
"""The key under which a body names whose words it is about."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Some words that name an entry or quote it, with what is said of it there."""

    end: End
    speaks: bool
    """Whether they are the entry's own words; else it is named there."""
    content: tuple[tuple[Content, ...], ...]
    """What each body there says beside naming the entry."""


def mentions(edition: Edition, register: Register, entry: Entry) -> list[Mention]:
    """First what it says, then where it is named; each in the order of time, each place once."""
    own = register.name, entry.id
    return [
        Mention(items[0].end, speaks, tuple(_rest(one, own) for one in items))
        for (speaks, _source, _fragment), items in _by_place(edition.sayings.get(own, ())).items()
    ]


def _by_place(sayings: Sequence[Saying]) -> dict[tuple[bool, str, str], list[Saying]]:
    found: dict[tuple[bool, str, str], list[Saying]] = {}
    for speaks in (True, False):
        for saying in sayings:
            if (saying.key == SPEAKS) == speaks:
                place = speaks, saying.end.source, saying.end.fragment
                found.setdefault(place, []).append(saying)
    return found


def _rest(saying: Saying, own: tuple[str, str]) -> tuple[Content, ...]:
    return tuple(
        one
        for one in saying.content
        if not (isinstance(one, Naming) and (one.register, one.id, one.key) == (*own, saying.key))
    )


def number_of_mentions(edition: Edition, register: Register, entry: Entry) -> int:
    """How many places there are."""
    return len(_by_place(edition.sayings.get((register.name, entry.id), ())))


def counted(writer: Writer, register: Register, entry: Entry) -> str:
    """How often an entry is named and quoted, and in how many sources, in words."""
    places = _by_place(writer.edition.sayings.get((register.name, entry.id), ()))
    quoted = sum(speaks for speaks, _source, _fragment in places)
    named = len(places) - quoted
    sources = len({source for _speaks, source, _fragment in places})
    parts = (
        writer.count("{n} mention", "{n} mentions", named) if named else "",
        writer.count("quoted in {n} place", "quoted in {n} places", quoted) if quoted else "",
        writer.count("{n} source", "{n} sources", sources) if sources else "",
    )
    return writer.joined([part for part in parts if part])
