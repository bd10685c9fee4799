"""Words of another script in a text: isolated, with a language and direction of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hashiya.prose import MARKS
from hashiya.render.interface import attributes, direction

_LATIN = "A-Za-z\u00c0-\u024f"
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_QUOTATION_MARKS = (("«", "»"), ("“", "”"))


def _run(letters: str, others: str) -> re.Pattern[str]:
    """A stretch from the first to the last letter of a direction, none of the other between them.

    Where quotation marks stand around such words, all that they quote: a point or a mark at its
    end belongs to the words, not to the text around them.
    """
    quoted = (
        f"(?<={opening})[^{others}<>&{closing}]*[{letters}][^{others}<>&{closing}]*(?={closing})"
        for opening, closing in _QUOTATION_MARKS
    )
    return re.compile("|".join((*quoted, f"[{letters}](?:[^{others}<>&]*[{letters}])?")))


_RUNS = {"rtl": _run(_RIGHT_TO_LEFT, _LATIN), "ltr": _run(_LATIN, _RIGHT_TO_LEFT)}
_ENTITY = re.compile(r"(&#?\w+;)")
"""An escaped character: its letters are no words."""
_TO_LOOK_AT = {
    "rtl": b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" + bytes(range(0xC3, 0xCA)),
    "ltr": bytes(range(0xD6, 0xE1)) + b"\xef",
}
"""By direction, the letters of the other one in UTF-8, or the bytes that they begin with; some of
these begin other characters too."""


def simple(language: str) -> Callable[[str], bytes | None]:
    """What gives prose of a language in UTF-8 where it is its own HTML, as most reasons are.

    It is one paragraph then, without marks and without words of another script. For what may be
    otherwise it gives None. Bytes are looked through in half the time that a pattern takes.
    """
    strange = b"".join(mark.encode() for mark in MARKS) + _TO_LOOK_AT.get(direction(language), b"")

    def encoded(text: str) -> bytes | None:
        said = text.encode()
        if len(said.translate(None, strange)) < len(said):
            return None
        return said if text[0].isalpha() and not text[-1].isspace() else None

    return encoded


@dataclass(frozen=True, slots=True)
class Foreign:
    """The words in a text that are written the other way: where they stand, what they are in."""

    runs: re.Pattern[str]
    language: str
    """The language they are taken for; `und` where nothing tells it."""
    direction: str


def foreign(language: str, others: Iterable[str]) -> Foreign | None:
    """What is foreign in a text of a language; None where its own direction is not known.

    Such words are taken for the only other language of their direction among `others`;
    where there is none, or several, no language is claimed for them (UAX #9: isolates).
    """
    own = direction(language)
    if own not in _RUNS:
        return None
    opposite = "rtl" if own == "ltr" else "ltr"
    known = {other for other in others if direction(other) == opposite}
    return Foreign(_RUNS[opposite], known.pop() if len(known) == 1 else "und", opposite)


def isolating(language: str, others: Iterable[str]) -> Callable[[str], str]:
    """What isolates foreign words in escaped text of a language."""
    found = foreign(language, others)
    if found is None:
        return str
    tag = f' lang="und" dir="{found.direction}"'
    if found.language != "und":
        tag = attributes(found.language)
    isolated, runs = rf"<bdi{tag}>\g<0></bdi>", found.runs

    def isolate(escaped: str) -> str:
        if "&" not in escaped:
            return runs.sub(isolated, escaped)
        parts = _ENTITY.split(escaped)
        parts[::2] = (runs.sub(isolated, part) for part in parts[::2])
        return "".join(parts)

    return isolate
