"""A mention: that some words name a person, a body, a place, an agreement."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from hashiya.kind import Content, Kind, Naming, Prose, Register, Value, Word
from hashiya.model import Text
from hashiya.schema import (
    Field,
    Node,
    Reading,
    by_language,
    ident,
    localized,
    made,
    many,
    one_of,
    text,
)
from hashiya.wording import _

TYPES = {
    "person": _("person"),
    "organisation": _("organisation"),
    "place": _("place"),
    "agreement": _("agreement"),
    "operation": _("operation"),
    "event": _("event"),
}
GROUPS = {
    "person": _("People"),
    "organisation": _("Organisations"),
    "place": _("Places"),
    "agreement": _("Agreements"),
    "operation": _("Operations"),
    "event": _("Events"),
}


_ITEM = re.compile(r"Q[1-9]\d*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Mention:
    """The entity that is named."""

    kind: ClassVar[str] = "mention"
    entity: Text


def says(mention: Mention) -> tuple[Content, ...]:
    """The entity's name."""
    return (Naming("entities", mention.entity),)


def says_entity(fields: Mapping[str, Any]) -> tuple[Content, ...]:
    """Its type, role and identifier."""
    content: tuple[Content, ...] = (Word("type", _("Type"), fields["type"], TYPES[fields["type"]]),)
    if "role" in fields:
        content += (Prose(fields["role"]),)
    if "wikidata" in fields:
        content += (Value("wikidata", "Wikidata", fields["wikidata"]),)
    return content


def _wikidata(node: Node, reading: Reading) -> Text | None:
    """The identifier of an item of Wikidata."""
    word = text(node, reading)
    if word is not None and not _ITEM.fullmatch(word):
        reading.add("bad-wikidata", word.place, id=word, width=len(word))
        return None
    return word


ENTITIES = Register(
    "entities",
    _("People, bodies, places"),
    "name",
    {
        "type": Field(one_of(*TYPES), required=True),
        "name": Field(localized, required=True),
        "spellings": Field(by_language(many(text), every=False)),
        "role": Field(localized),
        "wikidata": Field(_wikidata),
    },
    says_entity,
    shape="names",
    types=GROUPS,
    spellings="spellings",
)

MENTION = Kind(
    "mention",
    "mentions",
    _("Mention"),
    many(made(ident, Mention)),
    says,
    numbered=False,
    register=ENTITIES,
    line="dotted",
    tone="edge",
)
