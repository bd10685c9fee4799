"""A term: that some words are an entry of the glossary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from hashiya.kind import Content, Kind, Naming, Prose, Register
from hashiya.model import Text
from hashiya.schema import (
    Field,
    by_language,
    ident,
    localized,
    made,
    many,
    text,
)
from hashiya.wording import _


@dataclass(frozen=True, slots=True)
class Term:
    """The entry of the glossary that is meant."""

    kind: ClassVar[str] = "term"
    term: Text


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
    many(made(ident, Term)),
    says,
    numbered=False,
    register=TERMS,
    line="dashed",
    tone="edge",
)
