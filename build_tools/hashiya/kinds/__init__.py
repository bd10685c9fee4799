"""The kinds of body, in the order in which an annotation's bodies are shown."""

from __future__ import annotations

from collections.abc import Mapping

from hashiya.kind import Kind, Register
from hashiya.kinds.claim import CLAIM
from hashiya.kinds.event import EVENT
from hashiya.kinds.mention import ENTITIES, MENTION
from hashiya.kinds.note import NOTE
from hashiya.kinds.reference import REFERENCE
from hashiya.kinds.term import TERM

KINDS: Mapping[str, Kind] = {
    kind.name: kind for kind in (NOTE, REFERENCE, CLAIM, EVENT, MENTION, TERM)
}

REGISTERS: Mapping[str, Register] = {
    kind.register.name: kind.register for kind in KINDS.values() if kind.register
}

WHO = ENTITIES.name
"""The register that outlets and authors stand in."""
