"""Dates as people write them: EDTF (ISO 8601-2), with its precision and its doubts."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar date to the precision that is known: a year, a month or a day."""

    year: int
    month: int | None = None
    day: int | None = None
    approximate: bool = False
    uncertain: bool = False


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


UNKNOWN = datetime.date.max, datetime.date.max
"""Where something stands that has no date: after all that has one."""


def standing(written: str) -> tuple[datetime.date, datetime.date]:
    """Where something with this date stands in order of time; without one, last."""
    known = parse_date(written)
    return known.standing if known else UNKNOWN


def refines(one: Date, other: Date) -> bool:
    """Whether a date says the same as another, or the same more precisely.

    Of two ranges each end is compared: that something lasts until September is no closer
    word for its lasting until December, though all of the one range lies in the other.
    """
    if one.is_range and other.is_range:
        return _closer(one.start, other.start) and _closer(one.end, other.end)
    return other.earliest <= one.earliest and one.latest <= other.latest


def _closer(one: Day | None, other: Day | None) -> bool:
    """Whether an end of a range is the same as another, or closer; an open end says nothing."""
    if one is None or other is None:
        return other is None
    parts = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return all(wide in (None, near) for near, wide in parts)


@lru_cache(maxsize=4096)
def parse_date(text: str) -> Date | None:
    """The date that an EDTF string means, or None where it is no such string or no such day.

    The part of EDTF that dossiers use: days, months, years, ranges, open ends, `~`
    approximate, `?` uncertain, `%` both. The library for the whole of it takes 4 ms a
    date and a tenth of a second to import, for seasons and long years nobody writes.
    """
    if _PLAIN.fullmatch(text):
        return _single(text)
    start, slash, end = text.partition("/")
    if not slash:
        return _single(text)
    if start in ("", "..") and end in ("", ".."):
        return None
    first, last = _end(start), _end(end)
    if first == "" or last == "":
        return None
    assert not isinstance(first, str)
    assert not isinstance(last, str)
    if first and last and first.earliest > last.latest:
        return None
    return Date(
        first.start if first else None,
        last.start if last else None,
        True,
        first.earliest if first else datetime.date.min,
        last.latest if last else datetime.date.max,
    )


def _end(text: str) -> Date | str | None:
    """One end of a range: None where it is open, an empty string where it is no date."""
    if text in ("", ".."):
        return None
    return _single(text) or ""


def _single(text: str) -> Date | None:
    bare = text[:-1] if text[-1:] in ("~", "?", "%") else text
    match = _PLAIN.fullmatch(bare)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if year < 1 or (month is not None and not 1 <= month <= 12):
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
