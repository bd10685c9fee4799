"""A term: that some words are an entry of the glossary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from hashiya.kind import Content, Kind, Naming, Prose, Register
from hashiya.model import Text
from hashiya.schema import (
    Field,
    Node,
    Reading,
    by_language,
    ident,
    localized,
    many,
    text,
)
from hashiya.wording import _


@dataclass(frozen=True, slots=True)
class Term:
    """The entry of the glossary that is meant."""

    kind: ClassVar[str] = "term"
    term: Text


_ids = many(ident)


def read(node: Node, reading: Reading) -> tuple[Term, ...] | None:
    """The terms that a list of ids holds."""
    ids = _ids(node, reading)
    return None if ids is None else tuple(Term(term) for term in ids)


def says(term: Term) -> tuple[Content, ...]:
    """The entry's name."""
    return (Naming("terms", term.term),)


def says_entry(fields: Mapping[str, Any]) -> tuple[Content, ...]:
    """Its note."""
    return (Prose(fields["note"]),) if "note" in fields else ()


TERMS = Register(
    "terms",
    _("Glossary"),
    "term",
    {
        "term": Field(localized, required=True),
        "also": Field(by_language(many(text), every=False)),
        "note": Field(localized),
    },
    says_entry,
    file="glossary",
    shape="glossary",
    spellings="also",
)

TERM = Kind(
    "term",
    "terms",
    _("Term"),
    read,
    says,
    numbered=False,
    register=TERMS,
    line="dashed",
    tone="edge",
)
