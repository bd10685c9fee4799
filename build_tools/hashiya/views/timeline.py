"""The pages of a timeline: its line, a page for each entry, and what was known on which day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

from hashiya.date import UNKNOWN, standing
from hashiya.kind import Content, Moment, Prose, Register, Word
from hashiya.kinds import REGISTERS
from hashiya.link.chronicle import (
    Chronicle,
    News,
    Point,
    Statement,
    chronicle,
    dating,
    moment,
    word,
)
from hashiya.model import Entry, Page, PageRef
from hashiya.once import once
from hashiya.render.context import in_context
from hashiya.render.ends import Ends
from hashiya.render.former import anchors
from hashiya.render.neighbours import Neighbour, beside
from hashiya.render.paging import Leaf, front_of, leaf, pager, place_of, uris
from hashiya.render.template import template
from hashiya.render.trail import trail
from hashiya.render.writer import Writer
from hashiya.wording import _

POINTS = 60
"""Entries on a page of the line; a page ends with a year where it can."""
SHOWN = 3
"""Passages of an entry on the line; the others stand on its own page."""
STATEMENTS = 50
"""Passages on a page of an entry."""
COURSE = 24
"""Steps of what a date was said to be that an entry's page shows at its head."""
SAYINGS = 100
"""Statements on a page of what was known."""
INDEX = 48
"""Links in the index at a page's top; where there are more years, they lead to decades."""
KNOWN = "as_known/"
"""An underscore is in no id, so that no entry can have this address."""
KNOWN_TITLE = _("As known on each day")

_NEWS: dict[News, str] = {
    "new": _("new"),
    "same": _("as before"),
    "closer": _("more precise than before"),
    "wider": _("less precise than before"),
    "near": _("perhaps the same as before"),
    "changed": _("changed"),
}


class Step(NamedTuple):
    """A link of an index to where something begins."""

    label: str
    """HTML."""
    uri: str
    """Below the language's folder."""


class _Timeline:
    """What the pages of a register share in one language."""

    def __init__(self, writer: Writer, register: Register) -> None:
        self.known = known = chronicle(writer.edition, register.name)
        self.register = register
        self.front = f"{register.page}/"
        self.leaves = _leaves(known.points, self.front)
        self.by_uri = {one.uri: one for one in self.leaves}
        self.statuses = _statuses(known.points)
        self.years = _index(writer, _years(self.leaves))
        self.days = _days_index(writer, known.said, f"{self.front}{KNOWN}")


@once
def _timeline(writer: Writer, register: str) -> _Timeline:
    """Made for each page it would grow with the square of the entries."""
    return _Timeline(writer, REGISTERS[register])


def outline(writer: Writer) -> Iterator[PageRef]:
    """The pages of the line, of each entry, and of what was known, for each such register."""
    for name, register in REGISTERS.items():
        if register.shape == "timeline" and writer.edition.dossier.registers.get(name):
            yield from _refs(writer, _timeline(writer, name))


def _refs(writer: Writer, of: _Timeline) -> Iterator[PageRef]:
    section, language = of.register.page, writer.language
    file = f"annotations/{section}.yaml"
    title = writer.interface.gettext(of.register.title)
    for one in of.leaves:
        named = title if len(of.leaves) == 1 else f"{title}: {_span_of(writer, one)}"
        yield PageRef(one.uri, language, section, title if one.number == 1 else named, file)
    if of.known.said:
        title = writer.interface.gettext(KNOWN_TITLE)
        for uri in uris(f"{of.front}{KNOWN}", len(of.known.said), SAYINGS):
            yield PageRef(uri, language, section, title, file)
    for point in of.known.points:
        front, label = f"{of.front}{point.entry.id}/", _label(writer, point.entry)
        for uri in uris(front, len(point.statements), STATEMENTS):
            yield PageRef(uri, language, section, label, point.entry.place.file)


def page(writer: Writer, ends: Ends, ref: PageRef) -> Page:
    """One page of a timeline."""
    register = next(one for one in REGISTERS.values() if one.page == ref.section)
    of = _timeline(writer, register.name)
    if ref.uri in of.by_uri:
        return _line(writer, ends, ref, of)
    name = front_of(ref.uri).removeprefix(of.front)
    if name == KNOWN:
        return _as_known(writer, ends, ref, of)
    return _entry(writer, ref, of, of.known.by_id[name.rstrip("/")])


# --- the line ---------------------------------------------------------------------------------


def _line(writer: Writer, ends: Ends, ref: PageRef, of: _Timeline) -> Page:
    here = of.by_uri[ref.uri]
    front = (writer._(of.register.title), of.front)
    html = template("timeline.html").render(
        writer=writer,
        ends=ends,
        register=of.register,
        trail=trail(writer, *([front] if here.number > 1 else [])),
        title=ref.title,
        known=f"{writer.up}{of.front}{KNOWN}" if of.known.said else "",
        index=of.years,
        statuses=of.statuses,
        years=[(year, list(points)) for year, points in groupby(here.items, key=_year)],
        line=_Line(writer, of.register),
        pager=pager(writer, here),
        former=anchors(writer, of.register.name) if here.number == 1 else "",
        shown=SHOWN,
        **writer.messages,
    )
    description = writer.interface.count("{n} event", "{n} events", len(of.known.points))
    return ref.page(html, description)


def _leaves(points: Iterable[Point], front: str) -> list[Leaf[Point]]:
    """The pages of the line: whole years, as many as fit; a year that fits on none is divided."""
    pages: list[list[Point]] = [[]]
    for year in (list(group) for _key, group in groupby(points, key=_year)):
        for start in range(0, len(year), POINTS):
            part = year[start : start + POINTS]
            if pages[-1] and len(pages[-1]) + len(part) > POINTS:
                pages.append([])
            pages[-1] += part
    return [Leaf(front, number, len(pages), items) for number, items in enumerate(pages, 1)]


def _year(point: Point) -> int:
    return standing(point.date)[0].year


def _span_of(writer: Writer, of: Leaf[Point]) -> str:
    """The years of a page of the line, as text."""
    first, last = _year(of.items[0]), _year(of.items[-1])
    return writer.interface.date(f"{first:04}/{last:04}")


def _statuses(points: Iterable[Point]) -> list[Word]:
    """The statuses that entries have, in the order of their first."""
    found = (word(point.content, "status") for point in points)
    return list({str(one.value): one for one in found if one}.values())


def _years(leaves: Iterable[Leaf[Point]]) -> list[tuple[int, str]]:
    """Each year of the line, and where it begins."""
    places: dict[int, str] = {}
    for one in leaves:
        for point in one.items:
            places.setdefault(_year(point), f"{one.uri}#y{_year(point)}")
    return list(places.items())


def _index(writer: Writer, places: Sequence[tuple[int, str]]) -> list[Step]:
    """Links to years; to decades or centuries where that would be too many to choose from."""
    width = next(
        width
        for width in (1, 10, 100, 1000, 10_000)
        if len({year // width for year, _uri in places}) <= INDEX
    )
    steps: dict[int, str] = {}
    for year, uri in places:
        steps.setdefault(year // width, uri)
    return [Step(_span(writer, first * width, width), uri) for first, uri in steps.items()]


def _span(writer: Writer, year: int, width: int) -> str:
    if width == 1:
        return writer.interface.time(f"{year:04}")
    return writer.interface.time(f"{max(year, 1):04}/{year + width - 1:04}")


class _Line:
    """Writes the parts of entries and statements that several pages share."""

    def __init__(self, writer: Writer, register: Register) -> None:
        self._writer = writer
        self._register = register

    def href(self, point: Point) -> str:
        """The address of an entry's page."""
        return self._writer.entry(self._register.name, point.entry.id)

    def linked(self, point: Point) -> str:
        """The name of an entry, linked."""
        return f'<a href="{self.href(point)}">{self._writer.said(point.entry.label)}</a>'

    def dates(self, point: Point) -> str:
        """The date of an entry and its status."""
        return " ".join(filter(None, (self.date(point.content), self.badge(point.content))))

    def date(self, content: Iterable[Content]) -> str:
        """The date that an entry or a statement gives, in its own words where it has some."""
        known = dating(content)
        return self._writer.given(known) if known else ""

    def status(self, content: Iterable[Content]) -> str:
        """A status as it is written, for the style sheet; empty where none is said."""
        said = word(content, "status")
        return str(said.value) if said else ""

    def badge(self, content: Iterable[Content]) -> str:
        """A status as a word; empty where none is said."""
        said = word(content, "status")
        if said is None:
            return ""
        return (
            f'<span class="hy-point-status" data-status="{escape(str(said.value))}">'
            f"{self._writer._(said.word)}</span>"
        )

    def basis(self, content: Iterable[Content], href: str) -> str:
        """How a date is known, where it does not stand in the text; a link to the reason."""
        said = word(content, "basis")
        if said is None:
            return ""
        words = self._writer._(said.word)
        if not href:
            return f'<span class="hy-point-basis">{words}</span>'
        return f'<a class="hy-point-basis" href="{href}">{words}</a>'

    def when(self, point: Point) -> str:
        """An entry's date, status and how the date is known."""
        basis = self.basis(point.content, self.href(point))
        parts = (self.date(point.content), self.badge(point.content), basis)
        return " ".join(filter(None, parts))

    def why(self, one: Statement) -> str:
        """Where it is told how the date of a statement is known: there, or at the entry's head."""
        if not any(isinstance(part, Prose) for part in one.content):
            return self._writer.entry(self._register.name, one.entry)
        return self.place(one)

    def place(self, one: Statement) -> str:
        """The address of a statement on its entry's page."""
        front = f"{self._register.page}/{one.entry}/"
        uri = place_of(front, one.order, STATEMENTS)
        return f"{self._writer.up}{uri}#{anchor(one)}"

    def facts(self, one: Statement, point: Point) -> str:
        """The date that a statement on an entry gives, and when it was said, as a list of facts."""
        writer = self._writer
        alike = self.status(one.content) == self.status(point.content)
        dated = self.dated(one, self.why(one), badge=not alike)
        shown = (writer.fact(_("Date here"), dated) if one.date else "") + self._day(one)
        return f'<dl class="hy-said">{shown}</dl>' if shown else ""

    def dated(self, one: Statement, why: str = "", *, badge: bool = True) -> str:
        """The date that a statement gives, its status and basis, and what was said before."""
        time = f'<span class="hy-point-given">{self.date(one.content)}</span>'
        status = self.badge(one.content) if badge else ""
        parts = (time, status, self.basis(one.content, why), self.change(one))
        return " ".join(filter(None, parts))

    def change(self, one: Statement) -> str:
        """What had been said before, where a statement says something else."""
        if one.earlier is None:
            return ""
        if one.earlier.day == one.day:
            words = self._writer._(_("said on the same day: {earlier}"))
        else:
            words = self._writer._(_("earlier: {earlier} → now: {now}"))
        earlier = self._writer.given(one.earlier.given)
        told = words.format(earlier=earlier, now=self.date(one.content))
        return f'<span class="hy-point-change">{told}</span>'

    def news(self, one: Statement) -> str:
        """What a statement adds to those before it, as a word."""
        if one.news not in _NEWS:
            return ""
        alike = one.earlier is not None and one.earlier.day == one.day
        otherwise = alike and one.news == "changed"
        words = self._writer._(_("another date") if otherwise else _NEWS[one.news])
        return f'<span class="hy-point-news" data-news="{one.news}">{words}</span>'

    def _day(self, one: Statement) -> str:
        """The day of saying; nothing where the source's own date tells it, beside its name."""
        day = moment(one.content, "said-on")
        if not day:
            return ""
        return self._writer.fact(_("Said on"), self._writer.interface.time(day))

    def day(self, one: Statement) -> str:
        """The day of saying as a fact: given, or that of the source."""
        return self._day(one) or self._writer.fact(_("Published"), self.day_time(one))

    def day_time(self, one: Statement) -> str:
        """The day of saying; that of the source marked where it is inferred."""
        day = moment(one.content, "said-on")
        if day:
            return self._writer.interface.time(day)
        source = self._writer.edition.by_id[one.end.source]
        return self._writer.date_of(source) or self._writer._(_("not known"))


def anchor(one: Statement) -> str:
    """The id of a statement on its entry's page; an underscore is in no id."""
    return f"{one.end.source}_{one.end.fragment}"


# --- an entry -----------------------------------------------------------------------------------


def _entry(writer: Writer, ref: PageRef, of: _Timeline, point: Point) -> Page:
    here = leaf(ref.uri, point.statements, STATEMENTS)
    line = _Line(writer, of.register)
    html = template("timeline_entry.html").render(
        writer=writer,
        trail=trail(writer, (writer._(of.register.title), of.front)),
        title=writer.said(point.entry.label, "span"),
        point=point,
        facts=_facts(writer, line, point),
        edit=writer.edit_link(point.entry.place),
        known=f"{writer.up}{of.front}{KNOWN}" if of.known.said else "",
        course=point.course[:COURSE] if here.number == 1 < len(point.course) else (),
        statements=[(one, _once(here.items, one)) for one in here.items],
        line=line,
        context=in_context,
        reason=_reason,
        beside=_beside(writer, of.known, here.items),
        neighbours=_neighbours(writer, line, of.known, point),
        pager=pager(writer, here),
        **writer.messages,
    )
    count = writer.interface.count("{n} passage", "{n} passages", len(point.statements))
    date = _in_words(writer, point)
    return ref.page(html, f"{date} · {count}" if point.statements else date)


def _once(items: Sequence[Statement], one: Statement) -> str:
    """The id of a statement; empty where the same annotation has made one before."""
    first = next(other for other in items if other.end is one.end)
    return anchor(one) if first is one else ""


def _in_words(writer: Writer, point: Point) -> str:
    """The date of an entry as plain words."""
    known = dating(point.content)
    own = known.reads.get(writer.language) if known and known.reads else None
    return str(own or writer.interface.date(point.date))


def _label(writer: Writer, entry: Entry) -> str:
    return str(entry.label.get(writer.language) or next(iter(entry.label.values()), entry.id))


def _facts(writer: Writer, line: _Line, point: Point) -> str:
    """What an entry says of itself: dates and words, the reason beside how the date is known."""
    reason = _reason(writer, point.content)
    facts = []
    for one in point.content:
        match one:
            case Moment(label=label):
                facts.append(writer.fact(label, writer.given(one)))
            case Word(key="basis", label=label, word=said):
                told, reason = f"<p>{writer._(said)}</p>{reason}", ""
                facts.append(writer.fact(label, told))
            case Word(label=label):
                facts.append(writer.fact(label, line.badge([one])))
            case _:
                pass
    return f'<dl class="hy-facts">{"".join(facts)}</dl>{reason}'


def _reason(writer: Writer, content: Iterable[Content]) -> str:
    """The prose of a body or an entry: why its date is what it is."""
    return "".join(writer.prose(one.text) for one in content if isinstance(one, Prose))


def _beside(
    writer: Writer, known: Chronicle, statements: Iterable[Statement]
) -> list[tuple[str, list[str]]]:
    """What else the passages speak to: by register, the names of entries, linked."""
    found: dict[str, dict[str, None]] = {name: {} for name in REGISTERS}
    for one in statements:
        for index in one.end.span.passages:
            for register, name in known.beside.get((one.end.source, index), ()):
                if (register, name) != (known.register.name, one.entry):
                    found[register][name] = None
    return [
        (REGISTERS[register].title, [writer.naming(register, name) for name in names])
        for register, names in found.items()
        if names
    ]


def _neighbours(writer: Writer, line: _Line, known: Chronicle, point: Point) -> str:
    """The entries just before and after one, each with its date and status, as HTML."""
    points, at = known.points, point.order
    found = [
        Neighbour("prev", _("Before this"), line.linked(one), line.dates(one))
        for one in points[max(at - 1, 0) : at]
    ]
    found += [
        Neighbour("next", _("After this"), line.linked(one), line.dates(one))
        for one in points[at + 1 : at + 2]
    ]
    return beside(writer, _("Before and after"), found)


# --- what was known -----------------------------------------------------------------------------


class Day(NamedTuple):
    """A day of saying, and what was said of dates on it."""

    id: str
    time: str
    statements: list[Statement]


def _as_known(writer: Writer, ends: Ends, ref: PageRef, of: _Timeline) -> Page:
    here = leaf(ref.uri, of.known.said, SAYINGS)
    html = template("timeline_known.html").render(
        writer=writer,
        ends=ends,
        trail=trail(writer, (writer._(of.register.title), of.front)),
        title=ref.title,
        index=of.days,
        days=[_day(writer, written, group) for written, group in groupby(here.items, _said_on)],
        points=of.known.by_id,
        line=_Line(writer, of.register),
        pager=pager(writer, here),
        **writer.messages,
    )
    count = writer.interface.count("{n} passage", "{n} passages", len(of.known.said))
    return ref.page(html, count)


def _said_on(one: Statement) -> str:
    return one.day


def _day(writer: Writer, written: str, group: Iterable[Statement]) -> Day:
    time = writer.interface.time(written) if written else writer._(_("Day not known"))
    return Day(_day_id(written), time, list(group))


_IN_IDS = str.maketrans({"/": "_", "~": "a", "?": "u", "%": "b"})


def _day_id(written: str) -> str:
    return f"d{written.translate(_IN_IDS)}"


def _days_index(writer: Writer, said: Sequence[Statement], front: str) -> list[Step]:
    """Links to the days of saying, or to years where there are too many days."""
    places: dict[str, str] = {}
    for index, one in enumerate(said):
        if one.day not in places:
            places[one.day] = f"{place_of(front, index, SAYINGS)}#{_day_id(one.day)}"
    if len(places) <= INDEX:
        return [Step(_day(writer, day, ()).time, uri) for day, uri in places.items()]
    dated = [(standing(day), uri) for day, uri in places.items()]
    return _index(writer, [(at[0].year, uri) for at, uri in dated if at != UNKNOWN])
