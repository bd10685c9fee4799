"""What was corrected or given up since it was published, the newest first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from html import escape

from hashiya.date import parse_date
from hashiya.kinds import REGISTERS
from hashiya.link.addresses import today
from hashiya.model import Edition, Localized, Text
from hashiya.once import once
from hashiya.render.ends import Ends
from hashiya.render.former import earlier_entries
from hashiya.render.writer import Writer
from hashiya.wording import _


@dataclass(frozen=True, slots=True)
class Change:
    """A correction, or an id that was given up."""

    name: str
    """Its own id in the list: made from its date and its place, so that it lasts."""
    on: Text
    day: date
    what: Localized
    """Empty where an id was given up: that is what happened then."""
    reason: Localized
    source: str
    of: str
    now: str
    """The address to go to instead; empty where there is none."""


@once
def changes(edition: Edition) -> list[Change]:
    """Every change; those of one day stand as they were written."""
    dossier = edition.dossier
    found = [
        _change(one.on, one.what, one.reason, one.source, one.of) for one in dossier.corrections
    ]
    for one in (*dossier.retired, *dossier.retired_entries):
        now = one.now or ""
        address = now if not now or "#" in now else f"{one.source}#{now}"
        found.append(_change(one.on, {}, one.reason, one.source, str(one.id), address))
    found.sort(key=lambda change: change.day, reverse=True)
    return _named(found)


@once
def updated(edition: Edition) -> date | None:
    """The day of the newest change, or before there is any, of the newest text or of reading.

    None where no day at all is known.
    """
    if changes(edition):
        return changes(edition)[0].day
    written = [str(one.published.date) for one in edition.sources if one.published]
    for reference in edition.dossier.bibliography.values():
        read = (reference.fields.get(key) for key in ("accessed", "read-on"))
        written += [str(one) for one in read if one]
    days = [known.standing[0] for known in map(parse_date, written) if known]
    return max(days, default=None)


def _change(
    on: Text, what: Localized, reason: Localized, source: str, of: str, now: str = ""
) -> Change:
    known = parse_date(on)
    day = known.earliest if known and known.start else known.latest if known else date.min
    name = "-".join(filter(None, (day.isoformat(), source, of)))
    return Change(name, on, day, what, reason, source, of, now)


def _named(found: list[Change]) -> list[Change]:
    """The same with names that differ: the second of a day and place is called so."""
    seen: Counter[str] = Counter()
    named = []
    for one in found:
        seen[one.name] += 1
        number = seen[one.name]
        name = one.name if number == 1 else f"{one.name}_{number}"
        named.append(
            Change(name, one.on, one.day, one.what, one.reason, one.source, one.of, one.now)
        )
    return named


class Changed:
    """What a change is about, in words and as a link."""

    def __init__(self, writer: Writer, ends: Ends) -> None:
        self._writer = writer
        self._ends = ends

    def title(self, change: Change) -> str:
        """What happened to what, as plain text."""
        gettext = self._writer.interface.gettext
        template = gettext(_("Correction: {place}") if change.what else _("Given up: {place}"))
        return template.format(place=self._words(change))

    def _words(self, change: Change) -> str:
        """The place as plain text."""
        writer = self._writer
        edition = writer.edition
        if change.source in REGISTERS:
            entry = edition.dossier.registers[change.source].get(self._entry_now(change))
            title = writer.interface.gettext(REGISTERS[change.source].title)
            return f"{title}: {_localized(entry.label, writer) if entry else change.of}"
        if change.source:
            return str(writer.title(edition.by_id[self._now(change)[0]]))
        return _localized(edition.dossier.settings.title, writer)

    def href(self, change: Change) -> str:
        """Where to read what was changed, or what became of it."""
        writer = self._writer
        if change.source in REGISTERS:
            return writer.entry(change.source, self._entry_now(change) or change.of)
        if not change.source:
            return f"{writer.up}corrections/"
        source, fragment = self._now(change)
        if fragment and not self._has(source, fragment):
            fragment = ""
        return f"{writer.up}sources/{source}/{f'#{fragment}' if fragment else ''}"

    def place(self, change: Change) -> str:
        """The place as HTML: the words that stand there, or where they stood."""
        writer = self._writer
        if change.source in REGISTERS:
            now = self._entry_now(change)
            known = now in writer.edition.dossier.registers[change.source]
            title = writer._(REGISTERS[change.source].title)
            named = writer.naming(change.source, now) if known else self._gone(change, change.of)
            return f'<p class="hy-target">{title}: {named}</p>'
        if not change.source:
            label = writer._(_("The whole dossier"))
            return f'<p class="hy-target">{label}</p>'
        source, fragment = self._now(change)
        end = writer.edition.end(source, fragment) if fragment else None
        if end:
            return self._ends.line(end)
        label = writer.short_source(writer.edition.by_id[source])
        id_ = f' <bdi lang="und" dir="ltr">#{escape(fragment)}</bdi>' if fragment else ""
        href = self.href(change)
        return f'<p class="hy-target"><a href="{href}">{label}{id_}</a></p>'

    def instead(self, change: Change) -> str:
        """Where to go instead of what was given up, as a link; empty where nobody says."""
        writer = self._writer
        if not change.now:
            return ""
        source, _mark, fragment = change.now.partition("#")
        known = source in REGISTERS
        href = writer.entry(source, fragment) if known else writer.address(change.now)
        label = writer._(_("see instead"))
        return f'<p><a href="{escape(href)}">{label}</a></p>' if href else ""

    def _gone(self, change: Change, label: str) -> str:
        return f'<a href="{self.href(change)}"><bdi lang="und" dir="ltr">{escape(label)}</bdi></a>'

    def _now(self, change: Change) -> tuple[str, str]:
        """The source and id that the change's address means today."""
        former = self._writer.edition.former
        if not change.of:
            renamed = former.get(change.source, {}).get("")
            return (renamed[0] if renamed else change.source), ""
        return today(former, change.source, change.of)

    def _entry_now(self, change: Change) -> str:
        return earlier_entries(self._writer.edition).get((change.source, change.of), change.of)

    def _has(self, source: str, fragment: str) -> bool:
        """Whether a source's page has something with this id, if only a word on its end."""
        edition = self._writer.edition
        retired = any(str(one.id) == fragment for one in edition.retired.get(source, ()))
        return retired or edition.end(source, fragment) is not None


def _localized(text: Localized, writer: Writer) -> str:
    """A short text in the page's language, or the first there is."""
    return str(text.get(writer.language) or next(iter(text.values()), ""))
