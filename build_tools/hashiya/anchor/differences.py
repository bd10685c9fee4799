"""How two wordings differ, letter by letter, in words that name what cannot be seen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from hashiya.anchor.nearest import likeness
from hashiya.fold import Folded, fold, folded
from hashiya.wording import Words, _, indented, said

_NAMED = 2
"""More letters in a row than these are not named one by one."""
_CONTEXT = 4
"""So many words are shown on either side of a difference."""
_SAME_WORD = 0.5
"""Words less alike than this are shown whole, not letter by letter."""


class Difference(NamedTuple):
    """One thing that differs: where in what was written, and what stands there instead."""

    offset: int
    row: Words


def word_diff(was: str, now: str) -> str:
    """Two wordings in one line, as `git diff --word-diff` shows them: [-was-] {+now+}.

    Of long stretches that are the same, only the words next to a difference are shown.
    """
    old, new = was.split(), now.split()
    changes = SequenceMatcher(
        None, list(map(folded, old)), list(map(folded, new)), autojunk=False
    ).get_opcodes()
    shown: list[str] = []
    for number, (tag, i, j, k, m) in enumerate(changes):
        if tag == "equal":
            shown += _shortened(new[k:m], number > 0, number < len(changes) - 1)
            continue
        shown += [f"[-{' '.join(old[i:j])}-]"] if i < j else []
        shown += [f"{{+{' '.join(new[k:m])}+}}"] if k < m else []
    return " ".join(shown)


def _shortened(words: list[str], after: bool, before: bool) -> list[str]:
    """Words between differences, those far from both left out."""
    head = words[:_CONTEXT] if after else []
    tail = words[-_CONTEXT:] if before else []
    return words if len(head) + len(tail) >= len(words) else [*head, "…", *tail]


class _Word(NamedTuple):
    """One folded word of a text, and where it stands in the text folded."""

    folded: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.folded)


def differences(wrote: str, reads: str) -> list[Difference]:
    """What would have to change in the words that were written; what folds alike does not count."""
    ours, theirs = fold(wrote), fold(reads)
    left, right = _words(ours), _words(theirs)
    changes = SequenceMatcher(
        None, [word.folded for word in left], [word.folded for word in right], autojunk=False
    ).get_opcodes()
    found: list[Difference] = []
    for tag, i, j, k, m in changes:
        if tag != "equal":
            at = left[i] if i < len(left) else None
            offset = ours.span(at.start, at.end)[0] if at else len(wrote)
            for mine, other in _paired(left[i:j], right[k:m]):
                found.extend(
                    Difference(offset if mine is None else ours.span(mine.start, mine.end)[0], row)
                    for row in _rows(ours, mine, theirs, other)
                )
    return found


def _words(text: Folded) -> list[_Word]:
    words, start = [], 0
    for word in text.text.split():
        words.append(_Word(word, start))
        start += len(word) + 1
    return words


def _paired(left: list[_Word], right: list[_Word]) -> Iterator[tuple[_Word | None, _Word | None]]:
    """The words of two stretches side by side, where one is longer those left over alone."""
    return zip_longest(left, right)


def _rows(ours: Folded, mine: _Word | None, theirs: Folded, other: _Word | None) -> Iterator[Words]:
    """One word that differs, in words."""
    if mine is None and other:
        yield f"+ “{_raw(theirs, other.start, other.end)}”"
    elif other is None and mine:
        yield f"- “{_raw(ours, mine.start, mine.end)}”"
    elif mine and other:
        wrote, reads = _raw(ours, mine.start, mine.end), _raw(theirs, other.start, other.end)
        yield said(_("“{reads}”, not “{wrote}”"), reads=reads, wrote=wrote)
        if likeness(mine.folded, other.folded) >= _SAME_WORD:
            yield from map(indented, _letters(ours, mine, theirs, other))


def _letters(ours: Folded, mine: _Word, theirs: Folded, other: _Word) -> Iterator[Words]:
    """The letters that differ in two words: what stands there, and what was written."""
    changes = SequenceMatcher(None, mine.folded, other.folded, autojunk=False).get_opcodes()
    for tag, i, j, k, m in changes:
        there = _named(_raw(theirs, other.start + k, other.start + m)) if k < m else ""
        wrote = _named(_raw(ours, mine.start + i, mine.start + j)) if i < j else ""
        if tag == "replace":
            yield said(_("{letters}, not {wrote}"), letters=there, wrote=wrote)
        elif tag != "equal":
            yield f"+ {there}" if there else f"- {wrote}"


def _raw(text: Folded, start: int, end: int) -> str:
    first, last = text.span(start, end)
    return text.original[first:last]


def _named(letters: str) -> str:
    """Each letter with its code point and its name in the Unicode standard; many of them plain."""
    if len(letters) > _NAMED:
        return f"“{letters}”"
    return " ".join(
        f"“{letter}” U+{ord(letter):04X} {unicodedata.name(letter, '')}".rstrip()
        for letter in letters
    )
