"""How far apart in time two sources are, in words: “14 months later”, “about 3 years earlier”."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Literal, NamedTuple, TypeAlias

from hashiya.date import parse_date
from hashiya.model import Source
from hashiya.once import Made
from hashiya.render.interface import Interface
from hashiya.wording import _

Unit: TypeAlias = Literal["day", "month", "year"]
_Count: TypeAlias = Callable[[str, str, int], str]

_DAYS: dict[Unit, float] = {"day": 1, "month": 30.44, "year": 365.25}
_UP_TO: tuple[tuple[Unit, int], ...] = (("day", 45), ("month", 730))
"""Days up to which a distance is told in a unit: beyond them a smaller unit only seems exact."""
_DOUBT: dict[Unit, int] = {"day": 7, "month": 184}
"""Days of doubt beyond which a unit would say more than is known."""


class _Days(NamedTuple):
    """The first and last day (proleptic Gregorian ordinals) on which a source may have appeared."""

    first: int
    last: int
    doubted: bool
    """Whether whoever gave the date was not sure of it."""


class Distances:
    """How far apart in time sources appeared, in the words of one language.

    A large dossier has nearly as many pairs of sources as links, but only so many distances.
    """

    def __init__(self, interface: Interface, sources: Iterable[Source]) -> None:
        self._interface = interface
        self._days = {source.id: _days_of(source) for source in sources}
        self._day = {name: _one_day(days) for name, days in self._days.items()}
        self._told = Made(self._html)
        self._after = Made(self._exactly)

    def seen_from(self, here: str) -> Mapping[str, bytes]:
        """When each other source appeared, seen from this one: in a `<span>`, UTF-8.

        Empty for the source itself, and where a date is not known or has an open end.
        """
        known, after, own = self._day, self._after, self._day[here]

        def seen(there: str) -> bytes:
            other = known[there]
            if own is None or other is None:
                return self._roughly(here, there)
            return after[other - own]

        found = Made(seen)
        found[here] = b""
        return found

    def _roughly(self, here: str, there: str) -> bytes:
        """When the one appeared, seen from the other, where they may differ by several days."""
        own, other = self._days[here], self._days[there]
        if own is None or other is None:
            return b""
        doubted = own.doubted or other.doubted
        return self._told[other.first - own.last, other.last - own.first, doubted]

    def _exactly(self, days: int) -> bytes:
        """The same where days are known, as most are: one number is looked up sooner than three."""
        return self._told[days, days, False]

    def _html(self, apart: tuple[int, int, bool]) -> bytes:
        words = escape(told_in(self._interface, *apart), quote=False)
        return f' <span class="hy-ago">{words}</span>'.encode()


def _days_of(source: Source) -> _Days | None:
    """The days on which a source may have appeared; None where an end of them is open."""
    date = parse_date(source.published.date) if source.published else None
    if date is None or date.start is None or date.end is None:
        return None
    doubted = any(day.approximate or day.uncertain for day in (date.start, date.end))
    return _Days(date.earliest.toordinal(), date.latest.toordinal(), doubted)


def _one_day(days: _Days | None) -> int | None:
    """The day on which a source appeared, where that is known and not doubted."""
    return days.first if days and days.first == days.last and not days.doubted else None


def told_in(interface: Interface, least: int, most: int, doubted: bool) -> str:
    """The words for a distance of so many days at least and at most; negative ones are earlier."""
    if least == most == 0 and not doubted:
        return interface.gettext(_("the same day"))
    if least <= 0 <= most:
        return interface.gettext(_("about the same time"))
    middle, doubt = (least + most) / 2, most - least
    unit = _unit(abs(middle), doubt)
    number = max(1, int(abs(middle) / _DAYS[unit] + 0.5))
    about = doubted or 4 * doubt > _DAYS[unit]
    return _phrase(interface, unit, number, later=middle > 0, about=about)


def _unit(days: float, doubt: int) -> Unit:
    return next(
        (unit for unit, limit in _UP_TO if days < limit and doubt <= _DOUBT[unit]),
        "year" if days >= 365 else "month",
    )


def _phrase(interface: Interface, unit: Unit, n: int, *, later: bool, about: bool) -> str:
    if unit == "day":
        return _days(interface.count, n, later=later, about=about)
    if unit == "month":
        return _months(interface.count, n, later=later, about=about)
    return _years(interface.count, n, later=later, about=about)


def _days(count: _Count, n: int, *, later: bool, about: bool) -> str:
    if about and later:
        return count("about {n} day later", "about {n} days later", n)
    if about:
        return count("about {n} day earlier", "about {n} days earlier", n)
    if later:
        return count("{n} day later", "{n} days later", n)
    return count("{n} day earlier", "{n} days earlier", n)


def _months(count: _Count, n: int, *, later: bool, about: bool) -> str:
    if about and later:
        return count("about {n} month later", "about {n} months later", n)
    if about:
        return count("about {n} month earlier", "about {n} months earlier", n)
    if later:
        return count("{n} month later", "{n} months later", n)
    return count("{n} month earlier", "{n} months earlier", n)


def _years(count: _Count, n: int, *, later: bool, about: bool) -> str:
    if about and later:
        return count("about {n} year later", "about {n} years later", n)
    if about:
        return count("about {n} year earlier", "about {n} years earlier", n)
    if later:
        return count("{n} year later", "{n} years later", n)
    return count("{n} year earlier", "{n} years earlier", n)
