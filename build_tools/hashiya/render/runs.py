"""Overlapping and crossing spans as nested marks: text cut into runs at every boundary.

Each run is covered by a fixed set of marks and nests one element for each, so that no
mark hides another; a mark keeps one lane over its whole length.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple


class Mark(NamedTuple):
    """An annotation's span in a stretch of text, and the tags around each run of it."""

    start: int
    end: int
    opening: str
    closing: str
    innermost: bool = False
    """A mark whose element may not hold another of its sort: of several, the shortest is drawn."""


class Flag(NamedTuple):
    """HTML that stands at one offset, between runs."""

    offset: int
    html: str
    id: str = ""


def lanes(spans: Sequence[tuple[int, int]]) -> list[int]:
    """The lane of each span, so that no two that overlap share one (greedy, by start)."""
    free_from: list[int] = []
    chosen = [0] * len(spans)
    for index in sorted(range(len(spans)), key=lambda index: (spans[index][0], -spans[index][1])):
        start, end = spans[index]
        lane = next((lane for lane, free in enumerate(free_from) if free <= start), len(free_from))
        if lane == len(free_from):
            free_from.append(end)
        else:
            free_from[lane] = end
        chosen[index] = lane
    return chosen


def draw(text: str, marks: Sequence[Mark], flags: Iterable[Flag]) -> str:
    """The text with its marks and flags; offsets are code points of `text`."""
    by_offset: dict[int, list[str]] = {}
    for flag in flags:
        by_offset.setdefault(flag.offset, []).append(flag.html)
    if not marks:
        return _flagged(text, by_offset)
    cuts = sorted(
        {0, len(text), *by_offset} | {mark.start for mark in marks} | {mark.end for mark in marks}
    )
    parts = by_offset.get(0, [])[:]
    waiting = sorted(marks, key=lambda mark: mark.start)[::-1]
    covering: list[Mark] = []
    for start, end in pairwise(cuts):
        covering = [mark for mark in covering if end <= mark.end]
        while waiting and waiting[-1].start <= start:
            covering.append(waiting.pop())
        parts.append(_run(escape(text[start:end], quote=False), covering))
        parts += by_offset.get(end, ())
    return "".join(parts)


def _flagged(text: str, by_offset: dict[int, list[str]]) -> str:
    parts, at = [], 0
    for offset in sorted(by_offset):
        parts += [escape(text[at:offset], quote=False), *by_offset[offset]]
        at = offset
    parts.append(escape(text[at:], quote=False))
    return "".join(parts)


def _run(words: str, covering: Sequence[Mark]) -> str:
    """One run inside its marks: longer marks outside, one innermost mark at most."""
    if not covering:
        return words
    if len(covering) == 1:
        return f"{covering[0].opening}{words}{covering[0].closing}"
    outer = sorted(
        (mark for mark in covering if not mark.innermost),
        key=lambda mark: (mark.start, -mark.end),
    )
    nested = [*outer, *_innermost(covering)]
    opening = "".join(mark.opening for mark in nested)
    closing = "".join(mark.closing for mark in reversed(nested))
    return f"{opening}{words}{closing}"


def _innermost(covering: Sequence[Mark]) -> list[Mark]:
    """The innermost mark of a run, where there is one."""
    inner = [mark for mark in covering if mark.innermost]
    return [min(inner, key=lambda mark: mark.end - mark.start)] if inner else []


def hidden(marks: Sequence[Mark]) -> list[Mark]:
    """The innermost marks that are drawn nowhere: others stand in all of their runs."""
    inner = [mark for mark in marks if mark.innermost]
    cuts = sorted({mark.start for mark in inner} | {mark.end for mark in inner})
    waiting = sorted(inner, key=lambda mark: mark.start)[::-1]
    covering: list[Mark] = []
    drawn: set[int] = set()
    for start, end in pairwise(cuts):
        covering = [mark for mark in covering if end <= mark.end]
        while waiting and waiting[-1].start <= start:
            covering.append(waiting.pop())
        drawn.update(map(id, _innermost(covering)))
    return [mark for mark in inner if id(mark) not in drawn]
