"""Entries in order of time, and what their dates were said to be, by the day of saying.

What counts as a change of what was said is told in docs/tool/voices.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from hashiya.date import Bearing, bearing, parse_date, standing
from hashiya.kind import Content, Moment, Register, Word
from hashiya.kinds import REGISTERS
from hashiya.model import Edition, End, Entry, Saying
from hashiya.once import once

News: TypeAlias = Literal["none", "new", "same", "wider", "closer", "near", "changed"]
"""What a statement adds to those before it: no date, the first, the same, the same less or more
precisely, one that may be the same day, another."""

_NEWS: Mapping[Bearing, News] = {
    "same": "same",
    "wider": "wider",
    "closer": "closer",
    "near": "near",
    "apart": "changed",
}


class Said(NamedTuple):
    """A date, and the day on which it was said."""

    day: str
    given: Moment


class Statement(NamedTuple):
    """What one passage says of an entry's date."""

    entry: str
    order: int
    """Its place among the statements on the entry."""
    end: End
    content: tuple[Content, ...]
    """All that the body says."""
    day: str
    """The day of saying, in EDTF: the one that is given, or the source's; empty where unknown."""
    date: str
    """The date that is said, in EDTF; empty where none is."""
    news: News
    earlier: Said | None
    """What had been said before, where this differs."""


@dataclass(frozen=True, slots=True)
class Point:
    """An entry where it stands in time, with what passages say of it by the day of saying."""

    entry: Entry
    order: int
    """Its place in time among all."""
    content: tuple[Content, ...]
    """What the entry says of itself."""
    date: str
    statements: Sequence[Statement]
    course: Sequence[Statement]
    """Those of the statements that say another date than the one before, or say it otherwise."""

    @property
    def changes(self) -> int:
        """How many times another date was said than before."""
        return sum(one.news == "changed" for one in self.course)


@dataclass(frozen=True, slots=True)
class Chronicle:
    """A register's entries in order of time."""

    register: Register
    points: Sequence[Point]
    by_id: Mapping[str, Point]
    said: Sequence[Statement]
    """All statements that give a date, by the day of saying."""
    beside: Mapping[tuple[str, int], Collection[tuple[str, str]]]
    """What else a passage speaks to, by source and index: registers and entries."""


def dating(content: Iterable[Content], key: str = "date") -> Moment | None:
    """The date that is said under a key, and how it reads."""
    return next((one for one in content if isinstance(one, Moment) and one.key == key), None)


def moment(content: Iterable[Content], key: str) -> str:
    """The date that is said under a key, in EDTF; empty where there is none."""
    known = dating(content, key)
    return str(known.date) if known else ""


def word(content: Iterable[Content], key: str) -> Word | None:
    """The word that is said under a key."""
    return next((one for one in content if isinstance(one, Word) and one.key == key), None)


@once
def chronicle(edition: Edition, name: str) -> Chronicle:
    """The entries of a register in order of time, with what is said of each."""
    register = REGISTERS[name]
    points = tuple(_points(edition, register))
    said = [one for point in points for one in point.statements if one.date]
    said.sort(key=lambda one: (standing(one.day), one.day))
    return Chronicle(
        register, points, {one.entry.id: one for one in points}, said, _beside(edition, register)
    )


def _points(edition: Edition, register: Register) -> Iterator[Point]:
    entries = edition.dossier.registers.get(register.name, {}).values()
    told = [(entry, register.says(entry.fields)) for entry in entries]
    told.sort(key=lambda one: standing(moment(one[1], "date")))
    for index, (entry, content) in enumerate(told):
        sayings = edition.sayings.get((register.name, entry.id), ())
        statements = tuple(_statements(edition, entry.id, sayings))
        course = tuple(one for one in statements if one.news not in ("none", "same"))
        yield Point(entry, index, content, moment(content, "date"), statements, course)


def _statements(edition: Edition, entry: str, sayings: Iterable[Saying]) -> Iterator[Statement]:
    """What is said of one entry, each beside what had been said before."""
    own = [(_day(edition, one), one) for one in sayings if not one.key]
    own.sort(key=lambda one: standing(one[0]))
    before: Said | None = None
    for index, (day, saying) in enumerate(own):
        known = dating(saying.content)
        date = str(known.date) if known else ""
        news = _news(str(before.given.date) if before else "", date)
        earlier = before if news in ("near", "changed") else None
        yield Statement(entry, index, saying.end, saying.content, day, date, news, earlier)
        if known:
            before = Said(day, before.given if before and news in ("same", "wider") else known)


def _day(edition: Edition, saying: Saying) -> str:
    """The day on which something was said, as far as it is known."""
    published = edition.by_id[saying.end.source].published
    return moment(saying.content, "said-on") or (str(published.date) if published else "")


def _news(before: str, now: str) -> News:
    earlier, later = parse_date(before), parse_date(now)
    if later is None:
        return "none"
    if earlier is None:
        return "new"
    return _NEWS[bearing(earlier, later)]


def _beside(
    edition: Edition, register: Register
) -> dict[tuple[str, int], dict[tuple[str, str], None]]:
    """By passage of a statement, all else that it speaks to, in the order of registers."""
    found: dict[tuple[str, int], dict[tuple[str, str], None]] = {}
    for (name, _entry), sayings in edition.sayings.items():
        if name == register.name:
            for one in sayings:
                found.update((place, {}) for place in _places(one.end))
    for key, sayings in edition.sayings.items():
        for one in sayings:
            for place in _places(one.end):
                if place in found:
                    found[place][key] = None
    return found


def _places(end: End) -> Iterator[tuple[str, int]]:
    return ((end.source, index) for index in end.span.passages)
