"""Finding a quote: exactly one place, or the reason why there is none. Nothing is guessed.

A text is taken as its folded words with one space between them. A quote is found where its
words stand in that order, so a hit is made of whole words by construction.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from hashiya.fold import Folded, folded, folded_lines, has_ligature, is_left_out, separates
from hashiya.model import Passage, Quote

_SCANS = 64
"""When more quotes than this have been looked for, making an index of the words has paid."""
_COMMON = 256
"""From more places than this on, a pair of words is looked for instead of a single one."""


class Hit(NamedTuple):
    """A run of whole words, as offsets into the folded text, half-open."""

    first: int
    end: int


class Reason(Enum):
    """Why a quote has no place."""

    WORDLESS = "neither a letter nor a digit"
    OPEN_RANGE = "a range without two ends"
    UNKNOWN_PASSAGE = "limited to a passage that does not exist"
    ABSENT = "stands nowhere"
    BACKWARDS = "its last words stand before its first words only"
    ACROSS = "runs across the end of a passage"
    OTHER_PASSAGE = "stands in other passages only"
    NEIGHBOURS = "stands next to other words only"
    OCCURRENCE = "stands another number of times than counted"
    AMBIGUOUS = "stands in several places"


class Miss(NamedTuple):
    """That a quote has no place, why, and the places it nearly had."""

    reason: Reason
    hits: Sequence[Hit] = ()


class Index:
    """A text made ready for finding any number of quotes in it."""

    __slots__ = ("_asked", "_ways", "_words", "firsts", "folded", "order", "passages", "text")

    def __init__(self, text: str, passages: Sequence[Passage]) -> None:
        self.text = text
        self.passages = passages
        self.order: Mapping[str, int] = {passage.id: at for at, passage in enumerate(passages)}
        """The number of each passage, by its id."""
        self.folded, self.firsts = _fold_passages(text, passages)
        """The folded words, a space before and after each; where each passage's begin in it,
        and where the text ends."""
        self._ways: dict[int, Folded] = {}
        self._asked = 0
        self._words: _Words | None = None

    def passage(self, offset: int) -> int:
        """The number of the passage in which a word stands."""
        return bisect_right(self.firsts, offset, 0, len(self.passages)) - 1

    def crosses(self, hit: Hit) -> bool:
        """Whether it begins in one passage and ends in another."""
        return hit.end > self.firsts[self.passage(hit.first) + 1]

    def within(self, passage: int) -> Hit:
        """All the words of a passage."""
        first = self.firsts[passage]
        return Hit(first, max(first, self.firsts[passage + 1] - 1))

    def words(self, hit: Hit) -> list[str]:
        """The folded words of a run."""
        return self.folded[hit.first : hit.end].split()

    def span(self, hit: Hit) -> tuple[int, int]:
        """The true offsets of a run of words."""
        first, last = self.passage(hit.first), self.passage(hit.end - 1)
        start, end = self._span(first, hit.first, hit.end if first == last else hit.first + 1)
        if first != last:
            _, end = self._span(last, hit.end - 1, hit.end)
        return start, end

    def _span(self, passage: int, first: int, end: int) -> tuple[int, int]:
        """The true offsets of a stretch of one passage."""
        begin, at = self.firsts[passage], self.passages[passage].start
        start, end = self._way(passage).span(first - begin, end - begin)
        return at + start, at + end

    def _way(self, passage: int) -> Folded:
        """The way back from the folded words of a passage."""
        if passage not in self._ways:
            original = self.text[self.passages[passage].start : self.passages[passage].end]
            self._ways[passage] = Folded(self.folded[slice(*self.within(passage))], original)
        return self._ways[passage]

    def hit(self, start: int, end: int) -> Hit | None:
        """The words that a stretch of the text touches, if it touches any."""
        first, last = self._offset(start), self._offset(end)
        before = self.folded.rfind(" ", 0, first + 1) + 1
        behind = self.folded.find(" ", max(before, last - 1))
        return Hit(before, behind) if before < behind and last > before else None

    def _offset(self, at: int) -> int:
        """Where what stands before an offset of the text ends in the folded text."""
        passage = bisect_right(self.passages, at, key=lambda passage: passage.start) - 1
        if passage < 0:
            return 1
        return self.firsts[passage] + self._way(passage).at(at - self.passages[passage].start)

    def original(self, hit: Hit) -> str:
        """The words as they stand in the text, on one line."""
        start, end = self.span(hit)
        return " ".join(self.text[start:end].split())

    def find(self, phrase: str) -> Sequence[Hit]:
        """Every place where these folded words stand in a row."""
        found = self._scan(phrase) if self._asked < _SCANS else self._look_up(phrase)
        self._asked += 1
        hits = [Hit(at, at + len(phrase)) for at in found]
        if not hits or not has_ligature(self.text):
            return hits
        return [hit for hit in hits if self._is_whole(hit)]

    def _scan(self, phrase: str) -> Iterator[int]:
        spaced = f" {phrase} "
        at = self.folded.find(spaced)
        while at >= 0:
            yield at + 1
            at = self.folded.find(spaced, at + 1)

    def _look_up(self, phrase: str) -> Iterable[int]:
        if self._words is None:
            self._words = _Words(self.folded)
        return self._words.find(phrase)

    def _is_whole(self, hit: Hit) -> bool:
        """Whether no character at its ends is a word of it and a further word too."""
        start, end = self.span(hit)
        return folded(self.text[start:end]) == self.folded[hit.first : hit.end]


def _fold_passages(text: str, passages: Sequence[Passage]) -> tuple[str, array[int]]:
    """The folded words of a text and where those of each passage begin."""
    lines = folded_lines(text)
    firsts = array("L")
    at, reached, line = 1, 0, 0
    for passage in passages:
        following = line + text.count("\n", reached, passage.start)
        at += sum(len(words) + 1 for words in lines[line:following] if words)
        firsts.append(at)
        reached, line = passage.start, following
    whole = " ".join(["", *filter(None, lines), ""])
    firsts.append(len(whole))
    return whole, firsts


class _Words:
    """Where each word of a folded text stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places: defaultdict[str, array[int]] = defaultdict(_no_places)
        self.pairs: dict[str, Mapping[str, array[int]]] = {}
        at = 1
        for word in text.split():
            self.places[word].append(at)
            at += len(word) + 1

    def find(self, phrase: str) -> list[int]:
        """Every offset at which these words stand in a row."""
        spaced = f" {phrase} "
        offset, places = self._rarest(phrase.split())
        matches = self.text.startswith
        return [
            place - offset
            for place in places
            if place > offset and matches(spaced, place - offset - 1)
        ]

    def _rarest(self, words: list[str]) -> tuple[int, Sequence[int]]:
        """The word that stands in fewest places: how far into the phrase, and these.

        Where every word is common, a pair of words: in a text written without spaces each
        letter is a word, and the rarest of a phrase may still stand in thousands of places.
        """
        places: list[Sequence[int]] = [self.places.get(word, ()) for word in words]
        if len(words) > 1 and min(map(len, places)) > _COMMON:
            places = [self._followed(one).get(two, ()) for one, two in pairwise(words)]
        rarest = min(range(len(places)), key=lambda number: len(places[number]))
        return sum(len(word) + 1 for word in words[:rarest]), places[rarest]

    def _followed(self, word: str) -> Mapping[str, Sequence[int]]:
        """The places of a word, by the word that follows it."""
        if word not in self.pairs:
            followed: defaultdict[str, array[int]] = defaultdict(_no_places)
            for place in self.places[word]:
                begin = place + len(word) + 1
                followed[self.text[begin : self.text.find(" ", begin)]].append(place)
            self.pairs[word] = followed
        return self.pairs[word]


def _no_places() -> array[int]:
    return array("L")


def find(index: Index, quote: Quote, limits: Hit | None = None) -> Hit | Miss:
    """The one place that a quote means, or why there is none.

    `limits` are the words among which it must begin; where none are given, those of its
    passage or the whole text.
    """
    ends = ends_of(quote.exact)
    if isinstance(ends, Reason):
        return Miss(ends)
    if quote.passage is not None:
        if quote.passage not in index.order:
            return Miss(Reason.UNKNOWN_PASSAGE)
        limits = index.within(index.order[quote.passage])
    hits = places(index, ends)
    whole = hits if quote.across else [hit for hit in hits if not index.crosses(hit)]
    if not whole:
        return Miss(Reason.ACROSS, hits) if hits else Miss(*_absent(index, ends))
    inside = [hit for hit in whole if limits.first <= hit.first < limits.end] if limits else whole
    if not inside:
        return Miss(Reason.OTHER_PASSAGE, whole)
    chosen = _choose(index, quote, inside)
    lost = quote.passage and isinstance(chosen, Miss) and chosen.reason is Reason.NEIGHBOURS
    elsewhere = _beside(index, quote, whole) if lost else ()
    if not elsewhere or isinstance(elsewhere, Miss):
        return chosen
    return Miss(Reason.OTHER_PASSAGE, elsewhere)


def _choose(index: Index, quote: Quote, hits: Sequence[Hit]) -> Hit | Miss:
    """The one of several places that neighbours or a count tell, or why none is told."""
    told = _beside(index, quote, hits)
    if isinstance(told, Miss):
        return told
    if quote.occurrence:
        nth, of = quote.occurrence
        if len(told) != of or not 1 <= nth <= of:
            return Miss(Reason.OCCURRENCE, told)
        return told[nth - 1]
    return told[0] if len(told) == 1 else Miss(Reason.AMBIGUOUS, told)


def _beside(index: Index, quote: Quote, hits: Sequence[Hit]) -> Sequence[Hit] | Miss:
    """The places that stand right after `after` and right before `before`."""
    if quote.after is None and quote.before is None:
        return hits
    after, before = folded(quote.after or ""), folded(quote.before or "")
    if (quote.after is not None and not after) or (quote.before is not None and not before):
        return Miss(Reason.WORDLESS)
    told = [hit for hit in hits if stands_between(index, hit, after, before)]
    return told or Miss(Reason.NEIGHBOURS, hits)


def stands_between(index: Index, hit: Hit, after: str, before: str) -> bool:
    """Whether a place stands right after these folded words and right before those."""
    left = index.folded[max(0, hit.first - len(after) - 2) : hit.first]
    return left.endswith(f" {after} " if after else " ") and index.folded.startswith(
        f" {before} " if before else " ", hit.end
    )


# --- ranges: `first words … last words` -------------------------------------------------

RANGE = re.compile(r"(?<!\S)…(?!\S)")
"""The ellipsis of a range: U+2026 between spaces."""


def ends_of(exact: str) -> tuple[str, ...] | Reason:
    """The folded words of a quote; of a range, those of its two ends."""
    if "…" not in exact:
        words = folded(exact)
        return (words,) if words else Reason.WORDLESS
    ends = tuple(map(folded, RANGE.split(exact)))
    if not any(ends):
        return Reason.WORDLESS
    return ends if len(ends) <= 2 and all(ends) else Reason.OPEN_RANGE


def places(index: Index, ends: tuple[str, ...]) -> Sequence[Hit]:
    """Every place of a quote; of a range, every one that holds no shorter one."""
    if len(ends) == 1:
        return index.find(ends[0])
    first, last = map(index.find, ends)
    return shortest_between(first, last)


def shortest_between(firsts: Iterable[Hit], lasts: Sequence[Hit]) -> Sequence[Hit]:
    """From each first to the next last, where no other first stands nearer to it."""
    nearest_first: dict[Hit, Hit] = {}
    for first in firsts:
        following = bisect_left(lasts, first.end, key=lambda last: last.first)
        if following < len(lasts):
            nearest_first[lasts[following]] = first
    return [Hit(first.first, last.end) for last, first in nearest_first.items()]


def _absent(index: Index, ends: tuple[str, ...]) -> tuple[Reason, Sequence[Hit]]:
    """Whether a quote stands nowhere, or both ends of it do but the wrong way round."""
    if len(ends) == 2:
        first, last = map(index.find, ends)
        swapped = shortest_between(last, first)
        if swapped:
            return Reason.BACKWARDS, swapped
    return Reason.ABSENT, ()


# --- from words to offsets --------------------------------------------------------------


def mark(index: Index, hit: Hit, quote: Quote) -> tuple[int, int]:
    """The true offsets of the place that `find` gave: its words, and the quote's punctuation."""
    exact: str = quote.exact
    if not (exact[0].isalnum() and exact[-1].isalnum()):
        return _punctuated(index, hit, exact)
    copied = _copied(index, hit, quote)
    return (copied, copied + len(exact)) if copied >= 0 else index.span(hit)


def _copied(index: Index, hit: Hit, quote: Quote) -> int:
    """Where the only place of a quote is a copy of it between spaces, which saves the way back."""
    exact: str = quote.exact
    if quote.after or quote.before or quote.occurrence or quote.across or "…" in exact:
        return -1
    passage = index.passages[index.passage(hit.first)]
    start = index.text.find(exact, passage.start, passage.end)
    end = start + len(exact)
    if start > passage.start and index.text[start - 1] != " ":
        return -1
    return -1 if end < passage.end and index.text[end] != " " else start


def _punctuated(index: Index, hit: Hit, exact: str) -> tuple[int, int]:
    """The words of a hit and what punctuation the quote has around them."""
    start, end = index.span(hit)
    quoted = exact.replace("\\…", "…")
    first = index.passages[index.passage(hit.first)].start
    last = index.passages[index.passage(hit.end - 1)].end
    before = index.text[max(first, start - _REACH) : start]
    after = index.text[end : min(last, end + _REACH)]
    start -= _reach(before[::-1], _outer(quoted)[::-1])
    return start, end + _reach(after, _outer(quoted[::-1])[::-1])


_REACH = 32
"""How far from its words a quote's punctuation is looked for."""


def _outer(exact: str) -> str:
    """The punctuation and spaces before the first letter."""
    for offset, character in enumerate(exact):
        if not separates(character) and not is_left_out(character):
            return exact[:offset]
    return exact


def _reach(run: str, wanted: str) -> int:
    """How much of a run of characters, going outwards, is the wanted punctuation."""
    at = reached = 0
    for sign in wanted:
        kind = _kind(sign)
        while at < len(run) and (is_left_out(run[at]) or (kind == " " and run[at].isspace())):
            at += 1
        if kind == " " or is_left_out(sign):
            continue
        if at == len(run) or _kind(run[at]) != kind:
            break
        at += 1
        reached = at
    return reached


_SAME_SIGN = {
    form: sign
    for sign, forms in {
        '"': "'`´‘’‚‛“”„‟«»‹›′″〝〞〟「」『』＂＇׳״ʼʻ",
        "-": "−⁃־",
        ",": "،、٬",
        ";": "؛",
        "?": "؟",
        ".": "۔。…",
        "%": "٪",
    }.items()
    for form in forms
}


def _kind(sign: str) -> str:
    """One sign for all the ways to write it."""
    if sign.isspace():
        return " "
    if unicodedata.category(sign) == "Pd":
        return "-"
    return _SAME_SIGN.get(sign) or unicodedata.normalize("NFKC", sign)
