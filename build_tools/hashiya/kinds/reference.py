"""A cross-reference: that another passage bears on this one, how, and why."""

from __future__ import annotations

from typing import ClassVar

from hashiya.kind import Content, Kind, Pointer
from hashiya.model import RELATIONS
from hashiya.schema import Field, Values, address, localized, made, many, one_of, record
from hashiya.wording import _


class Reference(Pointer):
    """Where a cross-reference leads, its relation, and the editors' reason.

    It is what it says: of the bodies of a large dossier nine in ten are references.
    """

    __slots__ = ()
    kind: ClassVar[str] = "reference"


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
    """A pointer: itself."""
    return (reference,)


REFERENCE = Kind(
    "reference", "see", _("Cross-reference"), many(made(_read, _reference)), says, points=True
)
