"""The interface in one language: its words, its direction, its dates and numbers."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import MAX_PREC, Decimal, localcontext
from functools import cached_property, lru_cache
from html import escape
from math import inf
from pathlib import Path
from sys import intern
from typing import Literal, TypeAlias

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_timedelta
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations

from hashiya.date import Date, Day, parse_date
from hashiya.model import Settings
from hashiya.wording import _

CATALOGS = Path(__file__).parent.parent / "locales"
_DAYS = {"day": 1, "month": 30, "year": 365}
"""Of a unit, as Babel counts them."""
_ZEROS = {"latn": 0x30, "arab": 0x660, "arabext": 0x6F0}


def known_languages() -> tuple[str, ...]:
    """The languages that have a catalog."""
    return tuple(sorted(path.parent.parent.name for path in CATALOGS.glob("*/LC_MESSAGES/*.po")))


@lru_cache(maxsize=16)
def catalog(language: str) -> Translations:
    """The messages of a language; English ones where it has no catalog."""
    path = CATALOGS / language / "LC_MESSAGES" / "hashiya.po"
    if not path.is_file():
        path = CATALOGS / language.partition("-")[0] / "LC_MESSAGES" / "hashiya.po"
    if not path.is_file():
        return Translations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=path.parts[-3].replace("-", "_")))
    compiled.seek(0)
    return Translations(compiled)


@lru_cache(maxsize=64)
def _locale(tag: str) -> Locale:
    return Locale.parse(tag, sep="-")


_RIGHT_TO_LEFT = frozenset("adlm arab hebr mand mend nkoo rohg samr syrc thaa".split())
"""Scripts (ISO 15924) that a tag may name and that are written from right to left."""


@lru_cache(maxsize=256)
def direction(language: str) -> str:
    """`rtl` or `ltr`: as the tag's script says, or as CLDR says that the language is written.

    `auto` for words in no known language.
    """
    primary, *subtags = language.lower().split("-")
    script = next((tag for tag in subtags if len(tag) == 4 and tag.isalpha()), "")
    if script:
        return "rtl" if script in _RIGHT_TO_LEFT else "ltr"
    if primary in ("", "und"):
        return "auto"
    try:
        return str(_locale(primary).text_direction)
    except (ValueError, UnknownLocaleError):
        return "auto"


@lru_cache(maxsize=256)
def attributes(language: str) -> str:
    """The attributes `lang` and `dir` of an element that holds words of this language."""
    return f' lang="{escape(language or "und")}" dir="{direction(language)}"'


class Interface:
    """Everything that the interface says in one language.

    Dates and digits follow the dossier's locale for it (CLDR, through Babel).
    """

    def __init__(self, language: str, settings: Settings) -> None:
        self.language = intern(language)
        """The same object as in texts: they are asked for it a million times."""
        self.direction = direction(language)
        messages = catalog(language)
        self.gettext: Callable[[str], str] = messages.gettext
        self.ngettext: Callable[[str, str, int], str] = messages.ngettext
        locale = settings.locales.get(language)
        self._locale = _locale(locale.name if locale else language)
        self._digits = _digits(locale.digits if locale else "latn")
        self._dates: dict[str, str] = {}
        self._times: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._numbers: dict[int, str] = {}
        self._phrases: dict[tuple[str, int], str] = {}

    def number(self, number: int) -> str:
        """A whole number in the language's digits."""
        known = self._numbers.get(number)
        if known is None:
            known = self._numbers[number] = str(number).translate(self._digits)
        return known

    def count(self, singular: str, plural: str, n: int, **values: str) -> str:
        """A phrase with a number in it, `{n}`, in the plural form that the language asks for."""
        phrase = self._phrases.get((singular, n))
        if phrase is None:
            message = self.ngettext(singular, plural, n)
            phrase = self._phrases[singular, n] = message.replace("{n}", self.number(n))
        return phrase.format(**values) if values else phrase

    def decimal(self, number: Decimal) -> str:
        """A number in the language's digits, with its separators where it has five or more.

        Four digits may as well be a year.
        """
        grouped = abs(number) >= 10_000
        with localcontext(prec=MAX_PREC):  # as many digits as were written
            shown = format_decimal(
                number,
                "#,##0.###",
                self._locale,
                decimal_quantization=False,
                group_separator=grouped,
            )
        return str(shown).translate(self._digits)

    def span(self, n: int, unit: Literal["day", "month", "year"]) -> str:
        """A stretch of time in one unit, `3 months`."""
        length = timedelta(days=n * _DAYS[unit])
        words = format_timedelta(length, unit, threshold=inf, locale=self._locale)
        return str(words).translate(self._digits)

    def listing(self, items: Sequence[str]) -> str:
        """Several names as the language lists them."""
        return str(format_list(list(items), locale=self._locale))

    def language_name(self, language: str) -> str:
        """What this language calls a language."""
        if language not in self._names:
            try:
                name = _locale(language).get_display_name(self._locale)
            except (ValueError, UnknownLocaleError):
                name = None
            self._names[language] = name or language or self.gettext(_("unknown language"))
        return self._names[language]

    def date(self, written: str) -> str:
        """An EDTF date as this language writes it, as plain text."""
        if written not in self._dates:
            known = parse_date(written)
            self._dates[written] = self._spelled(known, _plain) if known else written
        return self._dates[written]

    def time(self, written: str) -> str:
        """An EDTF date in HTML: a `<time>` for a day, month or year, or for each end of a range."""
        if written not in self._times:
            known = parse_date(written)
            if known is None:
                said = f"<bdi>{escape(written)}</bdi>"
            elif known.is_range:
                said = f'<bdi dir="{self.direction}">{self._spelled(known, _timed)}</bdi>'
            else:
                said = self._spelled(known, _timed)
            self._times[written] = said
        return self._times[written]

    def _spelled(self, known: Date, say: _Say) -> str:
        if known.start and known.start == known.end:
            return self._day(known.start, say)
        if known.start is None:
            assert known.end is not None
            return self.gettext(_("until {date}")).format(date=self._day(known.end, say))
        if known.end is None:
            return self.gettext(_("from {date}")).format(date=self._day(known.start, say))
        template = self.gettext(_("{start} to {end}"))
        return template.format(
            start=self._beginning(known.start, known.end, say), end=self._day(known.end, say)
        )

    def _beginning(self, start: Day, end: Day, say: _Say) -> str:
        """The first day of a range, without what the last one says for both.

        CLDR's patterns for ranges have figures and a dash between them, which is read in another
        order from right to left, and short months; Babel gives the first month twice in Persian.
        """
        day_first, year_last = self._order
        plain = not (start.approximate or start.uncertain or end.approximate or end.uncertain)
        alike = plain and year_last and _skeleton(start) == _skeleton(end)
        if not alike or start.year != end.year or not start.month:
            return self._day(start, say)
        if not start.day:
            short = self._month
        else:
            short = "d" if day_first and start.month == end.month else "MMMMd"
        return say(start, self._formatted(short, start))

    @cached_property
    def _order(self) -> tuple[bool, bool]:
        """Whether the day stands before the month here, and the year after both."""
        pattern = self._locale.date_formats["long"].pattern
        day, month, year = (pattern.find(field) for field in "dMy")
        return day < month, year > max(day, month)

    @cached_property
    def _month(self) -> str:
        """The pattern of a month that stands alone.

        `LLLL` only where the language has forms of its own for it: elsewhere Babel looks the name
        up through an alias, and the first locale of a language that asks decides for all others.
        """
        months = _locale(self._locale.language).months
        return "LLLL" if months["stand-alone"]["wide"] != months["format"]["wide"] else "MMMM"

    def _formatted(self, skeleton: str, day: Day) -> str:
        first = _first(day)
        if skeleton == self._month:
            spelled = format_date(first, skeleton, locale=self._locale)
        else:
            spelled = format_skeleton(skeleton, first, locale=self._locale)
        return str(spelled).translate(self._digits)

    def _day(self, day: Day, say: _Say) -> str:
        if day.day:
            spelled = format_date(_first(day), "long", locale=self._locale)
            words = say(day, str(spelled).translate(self._digits))
        else:
            words = say(day, self._formatted(_skeleton(day), day))
        if day.approximate:
            words = self.gettext(_("about {date}")).format(date=words)
        if day.uncertain:
            words = self.gettext(_("{date} (uncertain)")).format(date=words)
        return words


_Say: TypeAlias = Callable[[Day, str], str]
"""What becomes of a day's words in a date."""


def _plain(_day: Day, words: str) -> str:
    return words


def _timed(day: Day, words: str) -> str:
    return f'<time datetime="{_machine(day)}">{escape(words, quote=False)}</time>'


def _skeleton(day: Day) -> str:
    if day.day:
        return "yMMMMd"
    return "yMMMM" if day.month else "y"


def _first(day: Day) -> date:
    return date(day.year, day.month or 1, day.day or 1)


def _machine(day: Day) -> str:
    parts = [f"{day.year:04}"]
    parts += [f"{part:02}" for part in (day.month, day.day) if part]
    return "-".join(parts)


def _digits(system: str) -> dict[int, int]:
    """A table from the digits of every system here to those of one."""
    wanted = _ZEROS[system]
    return {zero + n: wanted + n for zero in _ZEROS.values() for n in range(10)}
