"""A cross-reference: that another passage bears on this one, how, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hashiya.kind import Content, Kind, Pointer
from hashiya.model import RELATIONS, Localized, Text
from hashiya.schema import Field, Values, address, localized, made, many, one_of, record
from hashiya.wording import _


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a cross-reference leads, its relation, and the editors' reason."""

    kind: ClassVar[str] = "reference"
    to: Text
    relation: str
    reason: Localized


_read = record(
    {
        "to": Field(address, required=True),
        "relation": Field(one_of(*RELATIONS), required=True),
        "reason": Field(localized, required=True),
    }
)


def _reference(item: Values) -> Reference:
    written = item.values
    return Reference(written["to"], RELATIONS[written["relation"]].name, written["reason"])


def says(reference: Reference) -> tuple[Content, ...]:
    """A pointer."""
    return (Pointer(reference.to, reference.relation, reference.reason),)


REFERENCE = Kind(
    "reference", "see", _("Cross-reference"), many(made(_read, _reference)), says, points=True
)
