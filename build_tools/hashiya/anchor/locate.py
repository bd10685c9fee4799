"""Locating a quote for other programs: W3C selectors as questions, spans as answers.

The words of the quote decide. Its prefix, suffix, count and position are hints: they tell
one place of these words from another, and where they say that the words which are left are
not the ones that were meant, there is no answer. Nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal, NamedTuple, TypeAlias

from hashiya.anchor.alignment import Alignment, align
from hashiya.anchor.quote import Hit, Index, ends_of, mark, places
from hashiya.fold import folded
from hashiya.model import Passage, Quote, Text
from hashiya.problem import Place

Status: TypeAlias = Literal["exact", "normalized", "mapped"]
Refusal: TypeAlias = Literal["not_found", "ambiguous", "vanished"]

_TELLING = 30
"""So many letters are hardly repeated: they are believed whatever stands around them."""


class Found(NamedTuple):
    """Where a quote stands: code points, half-open; `score` is the share of it that is there."""

    start: int
    end: int
    status: Status
    score: float


@dataclass(frozen=True, slots=True)
class Selector:
    """A quote and what is known of its place: `occurrence` is the nth of `of`, from 1."""

    quote: str
    prefix: str = ""
    suffix: str = ""
    occurrence: int | None = None
    of: int | None = None
    position: int | None = None
    old_source: str | None = None


class Locator:
    """Texts by their ids, each made ready when a quote is first looked for in it."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._indices: dict[str, Index] = {}
        self._alignments: dict[tuple[str, str], Alignment] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._texts

    def add(self, name: str, text: str) -> None:
        """Register a text, in place of an earlier one with this id."""
        self._texts[name] = text
        self._indices.pop(name, None)
        for pair in [pair for pair in self._alignments if name in pair]:
            del self._alignments[pair]

    def locate(self, source: str, selector: Selector) -> Found | Refusal:
        """Where the quote stands in a registered text."""
        if selector.old_source is None or selector.old_source == source:
            return _locate(self._index(source), selector)
        old = self._index(selector.old_source)
        place = _locate(old, selector)
        if not isinstance(place, Found):
            return place
        return self._carry(selector.old_source, source, place, selector.quote)

    def _carry(self, old: str, new: str, place: Found, quote: str) -> Found | Refusal:
        """A place of an earlier text in the one that it became."""
        if (old, new) not in self._alignments:
            self._alignments[old, new] = align(self._index(old), self._index(new))
        was = self._index(old).hit(place.start, place.end)
        now = was and self._alignments[old, new].carry(was)
        if not was or not now:
            return "vanished"
        index = self._index(new)
        start, end = _span(index, now, quote)
        return Found(start, end, "mapped", round(self._alignments[old, new].alive(was), 3))

    def _index(self, name: str) -> Index:
        if name not in self._indices:
            text = self._texts[name]
            self._indices[name] = Index(text, list(_lines(text)))
        return self._indices[name]


def _lines(text: str) -> Iterator[Passage]:
    """Every line as a passage."""
    start = 0
    for number, line in enumerate(text.split("\n"), start=1):
        yield Passage(f"p{number}", start, start + len(line), "", number)
        start += len(line) + 1


def _locate(index: Index, selector: Selector) -> Found | Refusal:
    quote = selector.quote
    phrase = folded(quote)
    hits = index.find(phrase) if phrase else ()
    if phrase and not hits:
        ends = ends_of(quote)
        hits = places(index, ends) if isinstance(ends, tuple) and len(ends) == 2 else ()
    if not hits:
        return _letter_by_letter(index.text, selector)
    hit = _choose(index, hits, selector)
    if hit is None:
        return "ambiguous"
    start, end = _span(index, hit, quote)
    same = index.text[start:end] == quote
    return Found(start, end, "exact" if same else "normalized", 1.0)


def _span(index: Index, hit: Hit, quote: str) -> tuple[int, int]:
    """The true offsets of a hit: those of a copy of the quote where it is one."""
    start, end = index.span(hit)
    copied = index.text.find(quote, max(0, start - len(quote)), end + len(quote))
    if 0 <= copied <= start and end <= copied + len(quote):
        return copied, copied + len(quote)
    return mark(index, hit, Quote(Text(quote, Place("")), across=True))


def _letter_by_letter(text: str, selector: Selector) -> Found | Refusal:
    """A quote without words, or of parts of words: exactly as it stands between its neighbours."""
    quote, before, after = selector.quote, selector.prefix[-1:], selector.suffix[:1]
    if not folded(quote):
        before = after = ""
    elif not (before.isalnum() or after.isalnum()):
        return "not_found"
    starts = list(_copies(text, before + quote + after))
    if len(starts) > 1:
        whole = selector.prefix + quote + selector.suffix
        shift = len(selector.prefix) - len(before)
        starts = [at + shift for at in _copies(text, whole)]
    if len(starts) != 1:
        return "ambiguous" if starts else "not_found"
    start = starts[0] + len(before)
    return Found(start, start + len(quote), "exact", 1.0)


def _copies(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


# --- hints ------------------------------------------------------------------------------


class _Around(NamedTuple):
    """How many of the neighbour words that are hinted at stand beside a place, and of how many."""

    left: int
    lefts: int
    right: int
    rights: int

    @property
    def agrees(self) -> bool:
        """Whether all words of one side stand there."""
        return bool(self.left == self.lefts > 0 or self.right == self.rights > 0)

    @property
    def whole(self) -> bool:
        """Whether all words of both sides stand there."""
        return self.left == self.lefts and self.right == self.rights and self.agrees

    @property
    def contradicts(self) -> bool:
        """Whether there are hints and nothing of them stands there."""
        return bool(self.lefts + self.rights) and not self.left and not self.right


def _choose(index: Index, hits: Sequence[Hit], selector: Selector) -> Hit | None:
    """The place that is meant, if the hints leave no doubt."""
    around = {hit: _around(index, hit, selector) for hit in hits}
    if len(hits) == 1:
        return hits[0] if _is_the_one(around[hits[0]], selector) else None
    told = [hit for hit in hits if around[hit].whole] or [hit for hit in hits if around[hit].agrees]
    if len(told) == 1:
        return None if _parted(around[told[0]], selector) else told[0]
    if selector.of not in (None, len(hits)):
        return None
    left = told or [hit for hit in hits if not around[hit].contradicts]
    if selector.of and selector.occurrence and 1 <= selector.occurrence <= len(hits):
        nth = hits[selector.occurrence - 1]
        return nth if nth in left else None
    there = [hit for hit in left if selector.position in _starts(index, hit, selector.quote)]
    return there[0] if len(there) == 1 else None


def _is_the_one(around: _Around, selector: Selector) -> bool:
    """Whether the only place of a quote is the one that was meant.

    It may be the twin of one that is gone: where there were several, or where nothing that
    is hinted at stands beside a few words that are easily repeated.
    """
    if selector.of is not None:
        return selector.of == 1 or (around.agrees and not _parted(around, selector))
    if not around.lefts + around.rights or len(folded(selector.quote)) >= _TELLING:
        return True
    return around.agrees and not _parted(around, selector)


def _parted(around: _Around, selector: Selector) -> bool:
    """Whether other words stand right beside a place than stood there on the same line."""
    left = folded(selector.prefix.rpartition("\n")[2])
    right = folded(selector.suffix.partition("\n")[0])
    return bool((left and not around.left) or (right and not around.right))


def _starts(index: Index, hit: Hit, quote: str) -> tuple[int, int]:
    """Where a place begins: its words, and the quote with its punctuation."""
    return index.span(hit)[0], _span(index, hit, quote)[0]


def _around(index: Index, hit: Hit, selector: Selector) -> _Around:
    """How far the words beside a place are those that are hinted at.

    A hint may be cut off within its outermost word, which then counts for nothing.
    """
    lefts = folded(selector.prefix).split()[::-1]
    rights = folded(selector.suffix).split()
    lefts = lefts[:-1] or lefts
    rights = rights[:-1] or rights
    reach = len(selector.prefix) + len(selector.suffix) + 100
    before = index.folded[max(0, hit.first - reach) : hit.first].split()[::-1]
    behind = index.folded[hit.end : hit.end + reach].split()
    return _Around(_alike(lefts, before), len(lefts), _alike(rights, behind), len(rights))


def _alike(hinted: Sequence[str], standing: Sequence[str]) -> int:
    """How many words agree before the first that does not."""
    pairs = zip(hinted, standing, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
