"""The picture of ties between sources: time runs down, and each relation has a column of its own.

The sources' names are HTML beside the picture, not words in it: they wrap, are links and have
their language; each row is as high in the one as in the other. Across, the picture is as wide as
there is room: places are percentages, and the arcs stand in a drawing that is stretched, whose
strokes are not. All of it is attributes, because pages have no inline styles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import groupby
from math import sqrt

from hashiya.date import parse_date
from hashiya.model import RELATIONS, Source
from hashiya.render.ends import LABELS
from hashiya.render.facts import DERIVATIONS
from hashiya.render.ties import DERIVED, ORDER, Tie
from hashiya.render.writer import Writer
from hashiya.wording import _

DRAWN = 300
"""Ties in a picture; each is some 200 bytes."""

HEAD = 2.0
ROW = 4.5
YEAR = 2.25
"""Heights in rem, as css/map.css has them."""

_DASHES: Mapping[str, str] = {
    "solid": "",
    "dashed": ' stroke-dasharray="8 4"',
    "dotted": ' stroke-dasharray="2 3"',
    "double": ' stroke-dasharray="14 3"',
    "wavy": ' stroke-dasharray="6 3 1.5 3"',
}
"""Lines by the style in which the words at their ends are underlined: colour is never alone."""
_DERIVING = ' stroke-dasharray="12 3 2 3 2 3"'
_MENTIONING = ' stroke-dasharray="1.5 6"'

_LINE = 86
"""Where a column's sources stand, in hundredths of its width."""
_REACH = 70
"""How far the longest arc goes from there."""
_WIDEST = 7


@dataclass(frozen=True, slots=True)
class _Row:
    """A source's place: the middle of its row, in rem from the top."""

    source: Source
    middle: float
    number: int


class Picture:
    """The picture of some sources, in order of time, and the ties between them."""

    def __init__(self, writer: Writer, sources: Sequence[Source], known: Sequence[Tie]) -> None:
        self.sources = sources
        self._writer = writer
        self._ties = known
        used = {tie.relation for tie in known}
        self._columns = [name for name in ORDER if name in used]
        self._mirrored = writer.interface.direction == "rtl"

    # --- the rows ------------------------------------------------------------------------------

    @cached_property
    def _years(self) -> list[tuple[int | None, list[Source]]]:
        return [(year, list(some)) for year, some in groupby(self.sources, year_of)]

    @cached_property
    def _rows(self) -> dict[str, _Row]:
        rows: dict[str, _Row] = {}
        top = HEAD
        for _year, sources in self._years:
            top += YEAR
            for source in sources:
                rows[source.id] = _Row(source, top + ROW / 2, len(rows))
                top += ROW
        return rows

    @cached_property
    def _height(self) -> float:
        return HEAD + YEAR * len(self._years) + ROW * len(self.sources)

    def rows(self) -> str:
        """The names of the sources, year by year, as HTML."""
        writer = self._writer
        groups = []
        for year, sources in self._years:
            word = writer.interface.number(year) if year else writer._(_("Without a date"))
            items = "".join(self._row(source) for source in sources)
            groups.append(f'<li><p class="hy-map-year">{word}</p><ol>{items}</ol></li>')
        return f'<ol class="hy-map-rows">{"".join(groups)}</ol>'

    def _row(self, source: Source) -> str:
        writer = self._writer
        return (
            f'<li><span class="hy-map-when">{writer.outlet_and_date(source)}</span>'
            f'<a href="{writer.up}sources/{source.id}/">{writer.title_html(source)}</a></li>'
        )

    # --- the key -------------------------------------------------------------------------------

    def key(self) -> str:
        """What the columns mean, in their order, as HTML."""
        items = "".join(
            f'<li data-relation="{_kin(name)}"><span class="hy-map-sign" aria-hidden="true">'
            f"{sign_of(name, self._writer.onward)}</span> {_sample(name)}"
            f" {self._writer._(label_of(name))}</li>"
            for name in self._columns
        )
        label = self._writer._(_("Key"))
        return f'<ul class="hy-map-key" aria-label="{label}">{items}</ul>'

    # --- the drawing ---------------------------------------------------------------------------

    def svg(self) -> str:
        """The columns with their arcs, as SVG."""
        title = self._writer._(_("Links between the sources, in order of time"))
        return (
            f'<svg class="hy-map-picture" height="{_n(self._height)}em" role="img"'
            f' aria-labelledby="hy-map-t" aria-describedby="hy-map-d">'
            f'<title id="hy-map-t">{title}</title>'
            f'<desc id="hy-map-d">{escape(self._description)}</desc>'
            f'<g aria-hidden="true">{self._drawing()}</g></svg>'
        )

    def _drawing(self) -> str:
        heads = map(self._head, range(len(self._columns)))
        arcs = (
            f'<svg width="100%" height="{_n(self._height)}em" preserveAspectRatio="none"'
            f' viewBox="0 0 {100 * len(self._columns)} {_n(self._height)}">'
            f"{''.join(map(self._arc, self._ties))}</svg>"
        )
        counted = [tie for tie in self._ties if tie.links]
        over = (*self._points(), *map(self._arrow, self._ties), *map(self._number, counted))
        return f"{''.join(heads)}{arcs}{''.join(over)}"

    @cached_property
    def _description(self) -> str:
        interface = self._writer.interface
        words = interface.gettext(
            _("Each row is a source and each column a relation. The table below says the same.")
        )
        counts = (
            f"{interface.gettext(label_of(name))}: {interface.number(number)}"
            for name in self._columns
            if (number := sum(tie.links or 1 for tie in self._ties if tie.relation == name))
        )
        comma = interface.gettext(_(", "))
        return f"{words} {comma.join(counts)}"

    def _x(self, column: int, within: float) -> float:
        """A place across, in hundredths of a column; the picture is mirrored from right to left."""
        place = 100 * column + within
        return 100 * len(self._columns) - place if self._mirrored else place

    def _share(self, column: int, within: float) -> str:
        """The same as a percentage of the picture's width."""
        return f"{_n(self._x(column, within) / len(self._columns))}%"

    def _head(self, column: int) -> str:
        """A column's sign, and the line on which its sources stand."""
        x = self._share(column, _LINE)
        name = self._columns[column]
        first = min(row.middle for row in self._rows.values())
        last = max(row.middle for row in self._rows.values())
        return (
            f'<g data-relation="{_kin(name)}"><text x="{x}" y="1.25em" text-anchor="middle">'
            f'{sign_of(name, self._writer.onward)}</text><line x1="{x}" x2="{x}" y1="{_n(first)}em"'
            f' y2="{_n(last)}em"/></g>'
        )

    @cached_property
    def _columns_of(self) -> dict[str, int]:
        return {name: column for column, name in enumerate(self._columns)}

    def _reach(self, tie: Tie) -> float:
        """How far an arc goes from its column's line: the further, the longer it is."""
        rows = abs(self._rows[tie.origin].number - self._rows[tie.to].number)
        return _REACH * sqrt(rows / max(1, len(self.sources) - 1))

    def _arc(self, tie: Tie) -> str:
        column = self._columns_of[tie.relation]
        x, far = self._x(column, _LINE), self._x(column, _LINE - self._reach(tie) / 0.75)
        one, other = self._rows[tie.origin].middle, self._rows[tie.to].middle
        width = min(_WIDEST, 1 + sqrt(tie.links or 1))
        title = escape(self._words(tie), quote=False)
        return (
            f'<path data-relation="{_kin(tie.relation)}"{_dashes(tie.relation)}'
            f' stroke-width="{_n(width)}"'
            f' d="M{_n(x)} {_n(one)}C{_n(far)} {_n(one)} {_n(far)} {_n(other)} {_n(x)} {_n(other)}"'
            f"><title>{title}</title></path>"
        )

    def _words(self, tie: Tie) -> str:
        """A tie in words: what a pointer that rests on its arc is told."""
        interface = self._writer.interface
        derivation = self._writer.edition.by_id[tie.origin].derives_from
        if tie.relation == DERIVED and derivation:
            return interface.gettext(DERIVATIONS[derivation.relation])
        label = interface.gettext(label_of(tie.relation))
        return f"{label}: {interface.number(tie.links)}"

    def _points(self) -> Iterator[str]:
        """A point for each source in each column where it has a tie."""
        ends = {(tie.relation, source) for tie in self._ties for source in (tie.origin, tie.to)}
        for relation, source in sorted(ends, key=lambda end: (end[0], self._rows[end[1]].number)):
            x = self._share(self._columns_of[relation], _LINE)
            y = _n(self._rows[source].middle)
            yield f'<circle data-relation="{_kin(relation)}" cx="{x}" cy="{y}em" r="4"/>'

    def _arrow(self, tie: Tie) -> str:
        """The head of an arc whose two ends are not the same to each other."""
        known = RELATIONS.get(tie.relation)
        if known and known.inverse == known.name:
            return ""
        x = self._share(self._columns_of[tie.relation], _LINE)
        y = _n(self._rows[tie.to].middle)
        shape = "M4 0l10-5v10z" if self._mirrored else "M-4 0l-10-5v10z"
        return (
            f'<svg x="{x}" y="{y}em" overflow="visible">'
            f'<path class="hy-map-arrow" data-relation="{_kin(tie.relation)}" d="{shape}"/></svg>'
        )

    def _number(self, tie: Tie) -> str:
        """The number of links, at the arc's furthest point."""
        column = self._columns_of[tie.relation]
        middle = (self._rows[tie.origin].middle + self._rows[tie.to].middle) / 2
        return (
            f'<svg x="{self._share(column, _LINE - self._reach(tie))}" y="{_n(middle)}em"'
            f' overflow="visible"><text class="hy-map-number" dy="0.35em" text-anchor="middle">'
            f"{self._writer.interface.number(tie.links)}</text></svg>"
        )


def year_of(source: Source) -> int | None:
    """The year in which a source appeared; None where it is not known."""
    known = parse_date(source.published.date) if source.published else None
    day = (known.start or known.end) if known else None
    return day.year if day else None


def label_of(relation: str) -> str:
    """What a relation is called, as its origin sees it: a message."""
    if relation == DERIVED:
        return _("Derives from")
    return LABELS[relation] if relation else _("Mentions")


def sign_of(relation: str, onward: str) -> str:
    """One character for a relation; `onward` is an arrow in the direction of reading."""
    if relation == DERIVED:
        return "⇊"
    return RELATIONS[relation].sign if relation else onward


def _sample(relation: str) -> str:
    """A stretch of a relation's line, for the key."""
    return (
        '<svg class="hy-map-line" width="36" height="8" aria-hidden="true" focusable="false">'
        f'<path d="M0 4h36" stroke-width="2.5"{_dashes(relation)}/></svg>'
    )


def _dashes(relation: str) -> str:
    if relation == DERIVED:
        return _DERIVING
    return _DASHES[RELATIONS[relation].line] if relation else _MENTIONING


def _kin(relation: str) -> str:
    return relation or "mention"


def _n(number: float) -> str:
    """A number as short as it can be."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
