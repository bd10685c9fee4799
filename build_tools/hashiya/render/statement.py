"""What one passage says on an entry of a matrix, in parts: stance, value, speaker, words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Literal

from hashiya.date import Date, Day, parse_date
from hashiya.kind import Moment, Side, Value
from hashiya.kinds import WHO
from hashiya.model import Agreement, End, Statement, Tally
from hashiya.number import parse_number
from hashiya.render.interface import attributes
from hashiya.render.writer import DOT, Writer
from hashiya.wording import _

_WORDS = 240
"""Code points of a passage's words that are quoted."""


def stance(writer: Writer, one: Statement) -> str:
    """How the passage stands to the matter: a sign and a word."""
    if one.stance is None:
        return ""
    return (
        f'<span class="hy-stance" data-side="{one.side or "open"}">'
        f"{writer.signed(one.stance)}</span>"
    )


def value(writer: Writer, one: Statement) -> str:
    """The value that it gives, brought out where it differs from that of another passage."""
    if one.value is None:
        return ""
    shown = plain_value(writer, one.value)
    if not one.differs:
        return f'<span class="hy-value">{shown}</span>'
    word = writer._(_("differs"))
    return (
        f'<span class="hy-value" data-differs=""><span aria-hidden="true">↔</span> {shown}'
        f'<span class="hy-vh"> ({word})</span></span>'
    )


def plain_value(writer: Writer, given: Moment | Value) -> str:
    """A value as the page's language writes it, or as the passage puts it into words."""
    known = parse_number(given.value) if isinstance(given, Value) and not given.reads else None
    if known is None:
        return writer.given(given)
    return f"<bdi>{writer.interface.decimal(known)}</bdi>"


def speaker(writer: Writer, one: Statement) -> str:
    """Who says it, and when, where the passage tells that."""
    parts = []
    if one.speaker:
        label = writer._(_("Said by"))
        parts.append(f'<span class="hy-vh">{label}: </span>{writer.naming(WHO, one.speaker)}')
    if one.own_date:
        parts.append(writer.interface.time(one.on))
    return f'<p class="hy-speaker">{DOT.join(parts)}</p>' if parts else ""


def named_speaker(writer: Writer, one: Statement) -> str:
    """Who says it, in words; that nobody is named, where nobody is."""
    if not one.speaker:
        return writer._(_("The text names no speaker"))
    return writer._(_("Said by {name}")).replace("{name}", writer.naming(WHO, one.speaker))


def words(writer: Writer, end: End) -> str:
    """The words of a passage in the page's language, then in the other one."""
    source = writer.edition.by_id[end.source]
    sides = [(source.shown[end.span.start : end.span.end], source.language)]
    layer = writer.paired(source)
    if layer:
        said = [
            layer.translations[one.passage].text[one.start : one.end]
            for one in writer.edition.anchored.rendered(end.source, end.fragment, layer.name)
        ]
        passage = source.passages[end.span.first].id
        if not said and end.fragment == passage and passage in layer.translations:
            said = [layer.translations[passage].text]
        if said:
            own = source.language == writer.language
            sides.insert(1 if own else 0, (" … ".join(said), layer.language))
    return "".join(
        f"<p{attributes(language)}><q>{escape(_short(some), quote=False)}</q></p>"
        for some, language in sides
    )


def _short(words: str) -> str:
    plain = " ".join(words.split())
    if len(plain) <= _WORDS:
        return plain
    return plain[:_WORDS].rsplit(None, 1)[0] + "…"


def place(writer: Writer, end: End) -> str:
    """A link to the passage: its source, then its number."""
    source = writer.edition.by_id[end.source]
    passage = writer.passage_place(source.passages[end.span.first])
    return (
        f'<a class="hy-at" href="{writer.place(end.source, end.fragment)}">'
        f'<span class="hy-of">{writer.short_source(source)}{DOT}</span>{passage}</a>'
    )


# --- counting ---------------------------------------------------------------------------------


def tally(writer: Writer, counted: Tally) -> str:
    """How many passages, and how many voices where there are several passages."""
    passages = writer.count("{n} passage", "{n} passages", counted.passages)
    if counted.passages < 2:
        return passages
    voices = writer.count("{n} independent voice", "{n} independent voices", counted.voices)
    return writer.joined((passages, voices))


_SIDES: Mapping[Side, str] = {
    "for": _("Supported by {passages}"),
    "against": _("Denied by {passages}"),
    "": _("Left open by {passages}"),
}


def sides(writer: Writer, agreement: Agreement) -> Sequence[str]:
    """How many stand for the matter, against it, and neither."""
    return [
        f'<span data-side="{side or "open"}">'
        f"{writer._(sentence).replace('{passages}', tally(writer, agreement.sides[side]))}</span>"
        for side, sentence in _SIDES.items()
        if side in agreement.sides
    ]


def contest(writer: Writer, agreement: Agreement | None) -> str:
    """That a matter is contested, and by what; empty where it is not."""
    if agreement is None or not agreement.contested:
        return ""
    told = []
    if agreement.opposed:
        told.append(_("asserted and denied"))
    if agreement.differing:
        told.append(_("values differ"))
    if not agreement.between:
        told.append(_("within one report"))
    reasons = writer.joined([writer._(one) for one in told])
    label = writer._(_("Contested"))
    return (
        f'<span class="hy-contest"><span aria-hidden="true">≠</span> '
        f"<b>{label}</b>{DOT}{reasons}</span>"
    )


# --- from one value to the next -----------------------------------------------------------------


def step(writer: Writer, before: Moment | Value, now: Moment | Value) -> str:
    """What a value is to the one before it, in words; empty where it may be the same."""
    match before, now:
        case Moment(date=earlier), Moment(date=later):
            return _between(writer, parse_date(earlier), parse_date(later))
        case Value(value=first), Value(value=second):
            less, more = parse_number(first), parse_number(second)
            if less is None or more is None:
                return "" if first == second else writer._(_("differs from the value before"))
            if less == more:
                return ""
            message = _("{n} more than before") if more > less else _("{n} fewer than before")
            shown = writer.interface.decimal(abs(more - less))
            return writer._(message).replace("{n}", f"<bdi>{shown}</bdi>")
        case _:
            return ""


def _between(writer: Writer, before: Date | None, now: Date | None) -> str:
    if before is None or now is None:
        return ""
    if now.earliest <= before.latest and before.earliest <= now.latest:
        return ""
    first, second = (one.start or one.end for one in (before, now))
    if first is None or second is None:
        return ""
    count, unit = _distance(first, second)
    message = (
        _("later than before, by {span}") if count > 0 else _("earlier than before, by {span}")
    )
    if not count:
        return writer._(_("differs from the value before"))
    return writer._(message).replace("{span}", escape(writer.interface.span(abs(count), unit)))


def _distance(one: Day, other: Day) -> tuple[int, Literal["day", "month", "year"]]:
    """How far a day is from another, in the unit to which both are known."""
    if one.month is None or other.month is None:
        return other.year - one.year, "year"
    months = (other.year - one.year) * 12 + other.month - one.month
    if one.day is None or other.day is None or abs(months) > 2:
        return months, "month"
    days = date(other.year, other.month, other.day) - date(one.year, one.month, one.day)
    return days.days, "day"
