"""How far apart in time two sources are, in words: “14 months later”, “about 3 years earlier”."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Literal, TypeAlias

from hashiya.date import Date, parse_date
from hashiya.model import Source
from hashiya.render.interface import Interface
from hashiya.wording import _

Unit: TypeAlias = Literal["day", "month", "year"]
_Count: TypeAlias = Callable[[str, str, int], str]

_DAYS: dict[Unit, float] = {"day": 1, "month": 30.44, "year": 365.25}
_UP_TO: tuple[tuple[Unit, int], ...] = (("day", 45), ("month", 730))
"""Days up to which a distance is told in a unit: beyond them a smaller unit only seems exact."""
_DOUBT: dict[Unit, int] = {"day": 7, "month": 184}
"""Days of doubt beyond which a unit would say more than is known."""


def distance(interface: Interface, here: Source, there: Source) -> str:
    """When the other source appeared, seen from this one; ready for HTML.

    Empty within one source, and where a date is not known or has an open end.
    """
    if here.id == there.id or here.published is None or there.published is None:
        return ""
    one, other = parse_date(here.published.date), parse_date(there.published.date)
    if one is None or other is None or not (_closed(one) and _closed(other)):
        return ""
    return escape(_told(interface, one, other), quote=False)


def _closed(date: Date) -> bool:
    return date.start is not None and date.end is not None


def _told(interface: Interface, one: Date, other: Date) -> str:
    least = (other.earliest - one.latest).days
    most = (other.latest - one.earliest).days
    doubted = _doubted(one) or _doubted(other)
    if least == most == 0 and not doubted:
        return interface.gettext(_("the same day"))
    if least <= 0 <= most:
        return interface.gettext(_("about the same time"))
    middle, doubt = (least + most) / 2, most - least
    unit = _unit(abs(middle), doubt)
    number = max(1, int(abs(middle) / _DAYS[unit] + 0.5))
    about = doubted or 4 * doubt > _DAYS[unit]
    return _phrase(interface, unit, number, later=middle > 0, about=about)


def _doubted(date: Date) -> bool:
    """Whether whoever gave the date was not sure of it."""
    days = (date.start, date.end)
    return any(day is not None and (day.approximate or day.uncertain) for day in days)


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
