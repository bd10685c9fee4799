"""The interface in one language: its words, its direction, its dates and numbers."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from html import escape
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from hashiya.date import Date, Day, parse_date
from hashiya.model import Settings
from hashiya.wording import _

CATALOGS = Path(__file__).parent.parent / "locales"
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
        self.language = language
        self.direction = direction(language)
        messages = catalog(language)
        self.gettext: Callable[[str], str] = messages.gettext
        self.ngettext: Callable[[str, str, int], str] = messages.ngettext
        locale = settings.locales.get(language)
        self._locale = _locale(locale.name if locale else language)
        self._digits = _digits(locale.digits if locale else "latn")
        self._dates: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._phrases: dict[tuple[str, int], str] = {}

    def number(self, number: int) -> str:
        """A whole number in the language's digits."""
        return str(number).translate(self._digits)

    def count(self, singular: str, plural: str, n: int, **values: str) -> str:
        """A phrase with a number in it, `{n}`, in the plural form that the language asks for."""
        phrase = self._phrases.get((singular, n))
        if phrase is None:
            phrase = self._phrases[singular, n] = self.ngettext(singular, plural, n)
        return phrase.format(n=self.number(n), **values)

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
            self._dates[written] = self._spelled(known) if known else written
        return self._dates[written]

    def time(self, written: str) -> str:
        """An EDTF date as an HTML element; `<time>` where one day, month or year is meant."""
        known = parse_date(written)
        words = escape(self.date(written))
        if known is None or known.is_range or known.start is None:
            return f"<bdi>{words}</bdi>"
        return f'<time datetime="{_machine(known.start)}">{words}</time>'

    def _spelled(self, known: Date) -> str:
        if not known.is_range:
            assert known.start is not None
            return self._day(known.start)
        if known.start is None:
            assert known.end is not None
            return self.gettext(_("until {date}")).format(date=self._day(known.end))
        if known.end is None:
            return self.gettext(_("from {date}")).format(date=self._day(known.start))
        return self._interval(known.start, known.end)

    def _interval(self, start: Day, end: Day) -> str:
        plain = not (start.approximate or start.uncertain or end.approximate or end.uncertain)
        if plain and _skeleton(start) == _skeleton(end):
            spelled = format_interval(
                _first(start), _first(end), _skeleton(start), locale=self._locale
            )
            return str(spelled).translate(self._digits)
        template = self.gettext(_("{start} to {end}"))
        return template.format(start=self._day(start), end=self._day(end))

    def _day(self, day: Day) -> str:
        spelled = (
            format_date(_first(day), "long", locale=self._locale)
            if day.day
            else format_skeleton(_skeleton(day), _first(day), locale=self._locale)
        )
        words = str(spelled).translate(self._digits)
        if day.approximate:
            words = self.gettext(_("about {date}")).format(date=words)
        if day.uncertain:
            words = self.gettext(_("{date} (uncertain)")).format(date=words)
        return words


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
