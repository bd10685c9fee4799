"""Dates as people write them: EDTF (ISO 8601-2), with its precision and its doubts."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

_OPEN = ("", "..")
_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar date to the precision that is known: a year, a month or a day."""

    year: int
    month: int | None = None
    day: int | None = None
    approximate: bool = False
    uncertain: bool = False

    @property
    def doubt(self) -> datetime.timedelta:
        """How far it may be wrong: where it is marked, a unit of that to which it is known."""
        if not (self.approximate or self.uncertain):
            return datetime.timedelta()
        if self.day:
            return datetime.timedelta(days=1)
        return datetime.timedelta(days=31 if self.month else 366)


@dataclass(frozen=True, slots=True)
class Date:
    """A date or a range of dates; an end of a range that is open is None.

    `earliest` and `latest` are the first and last day it may mean.
    """

    start: Day | None
    end: Day | None
    is_range: bool
    earliest: datetime.date
    latest: datetime.date

    @property
    def standing(self) -> tuple[datetime.date, datetime.date]:
        """Where it stands among others in order of time; what has no beginning, by its end."""
        return (self.earliest if self.start else self.latest), self.latest

    @property
    def doubtful(self) -> bool:
        """Whether one of its ends is in doubt."""
        return any(end is not None and end.doubt for end in (self.start, self.end))

    @property
    def stretched(self) -> tuple[datetime.date, datetime.date]:
        """The first and last day it may mean if an end in doubt may be wrong by one unit."""
        first, last = self.earliest, self.latest
        if self.start and first - datetime.date.min > self.start.doubt:
            first -= self.start.doubt
        if self.end and datetime.date.max - last > self.end.doubt:
            last += self.end.doubt
        return first, last


UNKNOWN = datetime.date.max, datetime.date.max
"""Where something stands that has no date: after all that has one."""


def standing(written: str) -> tuple[datetime.date, datetime.date]:
    """Where something with this date stands in order of time; without one, last."""
    known = parse_date(written)
    return known.standing if known else UNKNOWN


Bearing: TypeAlias = Literal["same", "closer", "wider", "near", "apart"]
"""What a date is to one before it: the same, more precise, less precise, neither of these but
possibly the same day, or another."""


def bearing(before: Date, now: Date) -> Bearing:
    """What a date is to the one that was said before it.

    Of two ranges each end is compared: that something lasts until September is no closer
    word for its lasting until December, though all of the one range lies in the other.
    """
    if not (before.is_range and now.is_range):
        return _compared(before, now)
    ends = {
        _ends_compared(before.start, now.start),
        _ends_compared(before.end, now.end),
    }
    if "apart" in ends:
        return "apart"
    told = ends - {"same"}
    return next(iter(told), "same") if len(told) < 2 else "near"


def _ends_compared(before: Day | None, now: Day | None) -> Bearing:
    """An end of a range against one before it; an open end says nothing."""
    if before is None or now is None:
        return "same" if before is now else "closer" if before is None else "wider"
    return _compared(_date_of(before), _date_of(now))


def _compared(before: Date, now: Date) -> Bearing:
    """Two stretches of days: where neither holds the other, doubts widen them by a unit."""
    if (before.earliest, before.latest) == (now.earliest, now.latest):
        if before.doubtful == now.doubtful:
            return "same"
        return "closer" if before.doubtful else "wider"
    if before.earliest <= now.earliest and now.latest <= before.latest:
        return "closer"
    if now.earliest <= before.earliest and before.latest <= now.latest:
        return "wider"
    (first, last), (low, high) = before.stretched, now.stretched
    return "near" if low <= last and first <= high else "apart"


def _date_of(day: Day) -> Date:
    return _dated(day, datetime.date(day.year, day.month or 1, day.day or 1))


@lru_cache(maxsize=4096)
def parse_date(text: str) -> Date | None:
    """The date that an EDTF string means, or None where it is no such string or no such day.

    The part of EDTF that dossiers use: days, months, years, ranges, open ends, `~`
    approximate, `?` uncertain, `%` both. The library for the whole of it takes 4 ms a
    date and a tenth of a second to import, for seasons and long years nobody writes.
    """
    if _PLAIN.fullmatch(text):
        return _single(text)
    if "/" not in text:
        return _single(text)
    ends = _ends(text)
    if ends is None or _is_reversed(*ends):
        return None
    first, last = ends
    return Date(
        first.start if first else None,
        last.start if last else None,
        True,
        first.earliest if first else datetime.date.min,
        last.latest if last else datetime.date.max,
    )


def is_reversed(text: str) -> bool:
    """Whether a string would be a range of dates if it did not end before it begins."""
    ends = _ends(text)
    return ends is not None and _is_reversed(*ends)


def _is_reversed(first: Date | None, last: Date | None) -> bool:
    return first is not None and last is not None and first.earliest > last.latest


def _ends(text: str) -> tuple[Date | None, Date | None] | None:
    """The ends of a range, None for an open one; None where it is no range."""
    start, slash, end = text.partition("/")
    first, last = (None if part in _OPEN else _single(part) for part in (start, end))
    missing = (first is None and start not in _OPEN) or (last is None and end not in _OPEN)
    if not slash or missing or first is last is None:
        return None
    return first, last


def _single(text: str) -> Date | None:
    bare = text[:-1] if text[-1:] in ("~", "?", "%") else text
    match = _PLAIN.fullmatch(bare)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if year < 1 or day == 0 or (month is not None and not 1 <= month <= 12):
        return None
    try:
        earliest = datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    mark = text[len(bare) :]
    return _dated(Day(year, month, day, mark in ("~", "%"), mark in ("?", "%")), earliest)


def _dated(day: Day, earliest: datetime.date) -> Date:
    if day.day:
        latest = earliest
    elif day.month:
        following = earliest.replace(day=28) + datetime.timedelta(days=4)
        latest = following.replace(day=1) - datetime.timedelta(days=1)
    else:
        latest = earliest.replace(month=12, day=31)
    return Date(day, day, False, earliest, latest)
