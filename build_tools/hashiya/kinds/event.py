"""An event: that a passage dates something that happened, was planned, or was denied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from hashiya.kind import Content, Kind, Moment, Naming, Own, Prose, Register, Word
from hashiya.model import Dossier, Text
from hashiya.problem import Problem, problem
from hashiya.schema import Field, Node, Reading, date, ident, localized, many, one_of, record
from hashiya.wording import _

STATUSES = {
    "happened": _("happened"),
    "planned": _("planned"),
    "announced": _("announced"),
    "denied": _("denied"),
}
BASES = {
    "text": _("date from the text"),
    "outside-source": _("date from another source"),
    "inference": _("date inferred"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """What a passage says of an event: its date and status there, and when that was said."""

    kind: ClassVar[str] = "event"
    event: Text
    date: Text | None
    status: Text | None
    said_on: Text | None


_read = many(
    record(
        {
            "event": Field(ident, required=True),
            "date": Field(date),
            "status": Field(one_of(*STATUSES)),
            "said-on": Field(date),
        }
    )
)


def read(node: Node, reading: Reading) -> tuple[Event, ...] | None:
    """The events that a list holds."""
    items = _read(node, reading)
    if items is None:
        return None
    return tuple(
        Event(item["event"], item["date"], item["status"], item["said-on"]) for item in items
    )


def says(event: Event) -> tuple[Content, ...]:
    """The event, then the date and status that this passage gives it."""
    content: tuple[Content, ...] = (Naming("events", event.event),)
    if event.date:
        content += (Moment("date", _("Date here"), event.date),)
    if event.status:
        content += (Word("status", _("Status here"), event.status, STATUSES[event.status]),)
    if event.said_on:
        content += (Moment("said-on", _("Said on"), event.said_on),)
    return content


def says_entry(fields: Mapping[str, Any]) -> tuple[Content, ...]:
    """Its date, whether it happened, and how the date is known."""
    content: tuple[Content, ...] = (
        Moment("date", _("Date"), fields["date"]),
        Word("status", _("Status"), fields["status"], STATUSES[fields["status"]]),
    )
    if fields.get("basis", "text") != "text":
        content += (Word("basis", _("Basis"), fields["basis"], BASES[fields["basis"]]),)
    if "reason" in fields:
        content += (Prose(fields["reason"]),)
    return content


def checks(own: Own, dossier: Dossier) -> Iterable[Problem]:
    """An event whose date does not stand in a text says how it is known."""
    for entry in dossier.registers.get("events", {}).values():
        basis = entry.fields.get("basis")
        if isinstance(basis, Text) and basis != "text" and "reason" not in entry.fields:
            yield problem("needs-reason", basis.place, width=len(basis))


EVENTS = Register(
    "events",
    _("Timeline"),
    "what",
    {
        "what": Field(localized, required=True),
        "date": Field(date, required=True),
        "status": Field(one_of(*STATUSES), required=True),
        "basis": Field(one_of(*BASES)),
        "reason": Field(localized),
    },
    says_entry,
    dated="date",
)

EVENT = Kind("event", "events", _("Event"), read, says, register=EVENTS, checks=checks)
