"""An event: that a passage dates something that happened, was planned, or was denied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from hashiya.kind import BASES, Content, Kind, Moment, Naming, Own, Prose, Register, Word
from hashiya.model import Dossier, Localized, Text
from hashiya.problem import Problem, problem
from hashiya.schema import (
    Field,
    Values,
    date,
    ident,
    localized,
    made,
    many,
    one_of,
    record,
)
from hashiya.wording import _

STATUSES = {
    "happened": _("happened"),
    "planned": _("planned"),
    "announced": _("announced"),
    "denied": _("denied"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """What a passage says of an event: its date and status there, and when that was said.

    `basis` and `reason` say how the date is known where the words themselves do not give it
    whole, as “next September” does not.
    """

    kind: ClassVar[str] = "event"
    event: Text
    date: Text | None
    reads: Localized | None
    status: Text | None
    said_on: Text | None
    basis: Text | None
    reason: Localized | None


_read = record(
    {
        "event": Field(ident, required=True),
        "date": Field(date),
        "reads": Field(localized),
        "status": Field(one_of(*STATUSES)),
        "said-on": Field(date),
        "basis": Field(one_of(*BASES)),
        "reason": Field(localized),
    },
    beside={"reads": "date"},
)


def _event(item: Values) -> Event:
    keys = ("event", "date", "reads", "status", "said-on", "basis", "reason")
    return Event(*(item[key] for key in keys))


def says(event: Event) -> tuple[Content, ...]:
    """The event, then the date and status that this passage gives it, and how both are known."""
    content: tuple[Content, ...] = (Naming("events", event.event),)
    if event.date:
        content += (Moment("date", _("Date here"), event.date, event.reads),)
    if event.status:
        content += (Word("status", _("Status here"), event.status, STATUSES[event.status]),)
    if event.said_on:
        content += (Moment("said-on", _("Said on"), event.said_on),)
    return content + _known(event.basis, event.reason)


def _known(basis: Text | None, reason: Localized | None) -> tuple[Content, ...]:
    """How a date is known, where it does not simply stand in the text."""
    content: tuple[Content, ...] = ()
    if basis and basis != "text":
        content += (Word("basis", _("Basis"), basis, BASES[basis].of_date),)
    if reason:
        content += (Prose(reason),)
    return content


def says_entry(fields: Mapping[str, Any]) -> tuple[Content, ...]:
    """Its date, whether it happened, and how the date is known."""
    content: tuple[Content, ...] = (
        Moment("date", _("Date"), fields["date"], fields.get("reads")),
        Word("status", _("Status"), fields["status"], STATUSES[fields["status"]]),
    )
    return content + _known(fields.get("basis"), fields.get("reason"))


def checks(own: Own, dossier: Dossier) -> Iterable[Problem]:
    """A date that does not stand in the text says how it is known.

    What the event's own reason tells need not be told again by each passage.
    """
    entries = dossier.registers.get("events", {})
    for entry in entries.values():
        basis = entry.fields.get("basis")
        if isinstance(basis, Text) and basis != "text" and "reason" not in entry.fields:
            yield problem("needs-reason", basis.place, width=len(basis))
    for _annotation, event in own:
        basis, dated = event.basis, entries.get(event.event)
        told = event.reason or dated is None or "reason" in dated.fields
        if basis and basis != "text" and not told:
            yield problem("needs-reason", basis.place, width=len(basis))


EVENTS = Register(
    "events",
    _("Timeline"),
    "what",
    {
        "what": Field(localized, required=True),
        "date": Field(date, required=True),
        "reads": Field(localized),
        "status": Field(one_of(*STATUSES), required=True),
        "basis": Field(one_of(*BASES)),
        "reason": Field(localized),
    },
    says_entry,
    dated="date",
    shape="timeline",
)

EVENT = Kind(
    "event",
    "events",
    _("Event"),
    many(made(_read, _event)),
    says,
    register=EVENTS,
    line="wavy",
    tone="event",
    checks=checks,
)
