"""A claim: that a passage asserts, denies or reports a proposition, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from hashiya.date import parse_date
from hashiya.kind import Content, Kind, Moment, Naming, Prose, Register, Side, Value, Word
from hashiya.model import Localized, Text
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
    value,
)
from hashiya.wording import _


class Stance(NamedTuple):
    """How a passage stands to a claim: its word, a sign beside it, the side it takes."""

    word: str
    sign: str
    side: Side = ""


STANCES = {
    "asserts": Stance(_("asserts"), "=", "for"),
    "denies": Stance(_("denies"), "≠", "against"),
    "reports": Stance(_("reports"), "”", "for"),
    "hedges": Stance(_("hedges"), "≈"),
    "plans": Stance(_("plans"), "◇", "for"),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A passage's stance towards a claim; the speaker is not the outlet that quotes."""

    kind: ClassVar[str] = "claim"
    claim: Text
    stance: Text
    value: Text | None
    reads: Localized | None
    said_by: Text | None
    said_on: Text | None


_read = record(
    {
        "claim": Field(ident, required=True),
        "stance": Field(one_of(*STANCES), required=True),
        "value": Field(value),
        "reads": Field(localized),
        "said-by": Field(ident),
        "said-on": Field(date),
    },
    beside={"reads": "value"},
)


def _claim(item: Values) -> Claim:
    keys = ("claim", "stance", "value", "reads", "said-by", "said-on")
    return Claim(*(item[key] for key in keys))


def says(claim: Claim) -> tuple[Content, ...]:
    """The claim, the stance, then what is known of the speaker and the value."""
    content: tuple[Content, ...] = (
        Naming("claims", claim.claim),
        Word("stance", _("Stance"), claim.stance, *STANCES[claim.stance]),
    )
    if claim.value:
        content += (_value(claim.value, claim.reads),)
    if claim.said_by:
        content += (Naming("entities", claim.said_by, "said-by", _("Said by")),)
    if claim.said_on:
        content += (Moment("said-on", _("Said on"), claim.said_on),)
    return content


def _value(given: Text, reads: Localized | None) -> Content:
    """A date where it is more than four digits: these read alike as year and as number."""
    said = Moment if parse_date(given) and not given.isdecimal() else Value
    return said("value", _("Value"), given, reads)


def says_entry(fields: Mapping[str, Any]) -> tuple[Content, ...]:
    """Its question and the editors' summary."""
    content: tuple[Content, ...] = (Prose(fields["question"]),)
    if "summary" in fields:
        content += (Prose(fields["summary"]),)
    return content


CLAIMS = Register(
    "claims",
    _("Claims"),
    "statement",
    {
        "statement": Field(localized, required=True),
        "question": Field(localized, required=True),
        "topic": Field(ident),
        "summary": Field(localized),
    },
    says_entry,
    shape="matrix",
    grouped="topic",
    groups="topics",
)

CLAIM = Kind(
    "claim",
    "claims",
    _("Claim"),
    many(made(_read, _claim)),
    says,
    register=CLAIMS,
    line="dashed",
    tone="claim",
)
