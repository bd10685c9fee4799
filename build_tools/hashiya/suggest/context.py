"""Where a stretch of a seed is, and what stands around it, for people to read."""

from __future__ import annotations

from hashiya.anchor.quote import Hit, Index
from hashiya.model import Source
from hashiya.problem import UNSHOWABLE, Place

_AROUND = 6
"""So many words are shown on either side."""


def place(source: Source, offset: int) -> Place:
    """The line and column of an offset, in the seed's file."""
    begin = source.text.rfind("\n", 0, offset) + 1
    line = source.text.count("\n", 0, begin) + 1
    return Place(f"seeds/{source.seed}", line, offset - begin + 1)


def around(index: Index, start: int, end: int) -> str:
    """A stretch in brackets, with some words of its passage on either side, on one line."""
    hit = index.hit(start, end) or Hit(1, 1)
    passage = index.passages[index.passage(hit.first)]
    text = index.text
    before = text[passage.start : start].split(" ")
    behind = text[end : passage.end].split(" ")
    left = " ".join(before[-_AROUND - 1 :])
    right = " ".join(behind[: _AROUND + 1])
    row = f"{left}[{text[start:end]}]{right}"
    opening = "… " if len(before) > _AROUND + 1 else ""
    ending = " …" if len(behind) > _AROUND + 1 else ""
    return shown(f"{opening}{row}{ending}")


def shown(words: str) -> str:
    """Words of an author, harmless for a terminal."""
    return UNSHOWABLE.sub(" ", words)
