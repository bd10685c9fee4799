"""A note: prose on a passage, and whose word it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from hashiya.kind import BASES, Content, Kind, Moment, Own, Prose, Word
from hashiya.model import Dossier, Localized, Text
from hashiya.problem import Problem, problem
from hashiya.prose import citations
from hashiya.schema import Field, Node, Reading, date, localized, one_of, record
from hashiya.wording import _


@dataclass(frozen=True, slots=True)
class Note:
    """A note's prose, its basis, and the day on which its facts were looked up."""

    kind: ClassVar[str] = "note"
    text: Localized
    basis: Text | None
    as_of: Text | None


_read = record(
    {
        "text": Field(localized, required=True),
        "basis": Field(one_of(*BASES)),
        "as-of": Field(date),
    }
)


def read(node: Node, reading: Reading) -> tuple[Note, ...] | None:
    """The note that a mapping holds."""
    values = _read(node, reading)
    return (Note(values["text"], values["basis"], values["as-of"]),) if values else None


def says(note: Note) -> tuple[Content, ...]:
    """Its prose, then what it rests on."""
    content: tuple[Content, ...] = (Prose(note.text),)
    if note.basis:
        content += (Word("basis", _("Basis"), note.basis, BASES[note.basis].of_words),)
    if note.as_of:
        content += (Moment("as-of", _("As of"), note.as_of),)
    return content


def checks(own: Own, dossier: Dossier) -> Iterable[Problem]:
    """A note that rests on an outside source cites one."""
    for _annotation, note in own:
        if note.basis == "outside-source" and not all(
            citations(text) for text in note.text.values()
        ):
            yield problem("needs-citation", note.basis.place, width=len(note.basis))


NOTE = Kind("note", "note", _("Note"), read, says, line="dotted", tone="note", checks=checks)
