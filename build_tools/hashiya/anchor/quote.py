"""Finding a quote: exactly one place, or the reason why there is none. Nothing is guessed.

A text is taken as the sequence of its folded words. A quote is found where its words
stand in that order, so a hit is made of whole words by construction.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import accumulate, pairwise
from typing import NamedTuple

from hashiya.fold import Folded, fold, folded_words, is_left_out, is_several_words, separates
from hashiya.model import Passage, Quote

Words = list[str]
"""Folded words in a row."""


_NOWHERE: Sequence[int] = ()
_COMMON = 64
"""From more places than this on, a pair of words is looked for instead of a single one."""


class Hit(NamedTuple):
    """A run of words, by their numbers in the text, half-open."""

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


@dataclass(frozen=True, slots=True)
class Index:
    """A text as the sequence of its words, and where each word stands."""

    text: str
    folded: Folded
    words: Words
    starts: list[int]
    """The offset of each word in the folded text."""
    numbers: Mapping[str, list[int]]
    """The numbers of the words that are this word, in order."""
    passages: Sequence[Passage]
    firsts: list[int]
    """The number of the first word of each passage; and how many words there are."""
    order: Mapping[str, int]
    """The index of each passage, by its id."""
    inseparable: frozenset[int]
    """The numbers of the words that come from the same character as the word before them."""
    _pairs: dict[str, Mapping[str, Sequence[int]]] = field(default_factory=dict, repr=False)
    """The numbers of the common words, by the word that follows; found out when needed."""

    def passage(self, number: int) -> int:
        """The index of the passage in which a word stands."""
        return bisect_right(self.firsts, number, 0, len(self.passages)) - 1

    def crosses(self, hit: Hit) -> bool:
        """Whether it begins in one passage and ends in another."""
        return hit.end > self.firsts[self.passage(hit.first) + 1]

    def within(self, passage: int) -> Hit:
        """All the words of a passage."""
        return Hit(self.firsts[passage], self.firsts[passage + 1])

    def span(self, hit: Hit) -> tuple[int, int]:
        """The true offsets of a run of words."""
        last = hit.end - 1
        end = self.starts[last] + len(self.words[last])
        return self.folded.span(self.starts[hit.first], end)

    def original(self, hit: Hit) -> str:
        """The words as they stand in the text, on one line."""
        start, end = self.span(hit)
        return " ".join(self.text[start:end].split())

    def find(self, phrase: Words) -> Sequence[Hit]:
        """Every place where these words stand in a row."""
        size = len(phrase)
        offset, numbers = self._rarest(phrase)
        words = self.words
        hits = [
            Hit(first, first + size)
            for number in numbers
            if words[(first := number - offset) : first + size] == phrase and first >= 0
        ]
        if not self.inseparable:
            return hits
        return [hit for hit in hits if self.inseparable.isdisjoint(hit)]

    def _rarest(self, phrase: Words) -> tuple[int, Sequence[int]]:
        """The word of a phrase that stands in fewest places: where in the phrase, and these.

        Where every word is common, a pair of words: in a text written without spaces each
        letter is a word, and the rarest of a phrase may still stand in thousands of places.
        """
        places = [self.numbers.get(word, _NOWHERE) for word in phrase]
        counts = list(map(len, places))
        fewest = min(counts)
        rarest = counts.index(fewest)
        if fewest <= _COMMON or len(phrase) == 1:
            return rarest, places[rarest]
        pairs = [self._followed(one).get(next_one, _NOWHERE) for one, next_one in pairwise(phrase)]
        counts = list(map(len, pairs))
        rarest = counts.index(min(counts))
        return rarest, pairs[rarest]

    def _followed(self, word: str) -> Mapping[str, Sequence[int]]:
        """The numbers of a word, by the word that follows it."""
        if word not in self._pairs:
            numbers: defaultdict[str, list[int]] = defaultdict(list)
            for number in self.numbers[word]:
                if number + 1 < len(self.words):
                    numbers[self.words[number + 1]].append(number)
            self._pairs[word] = numbers
        return self._pairs[word]


def index(text: str, passages: Sequence[Passage]) -> Index:
    """A text made ready for finding any number of quotes in it."""
    whole = fold(text)
    words = whole.text.split(" ") if whole.text else []
    starts = list(accumulate((len(word) + 1 for word in words), initial=0))[:-1]
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        numbers[word].append(number)
    firsts = [bisect_left(starts, whole.at(passage.start)) for passage in passages]
    order = {passage.id: at for at, passage in enumerate(passages)}
    return Index(
        text,
        whole,
        words,
        starts,
        numbers,
        passages,
        [*firsts, len(words)],
        order,
        _inseparable(whole, words, starts),
    )


def _inseparable(whole: Folded, words: Words, starts: list[int]) -> frozenset[int]:
    """The words that come from the same character as the word before them."""
    if not any(map(is_several_words, set(whole.original))):
        return frozenset()
    origins = [
        (whole.span(start, start + 1)[0], whole.span(start, start + len(word))[1])
        for word, start in zip(words, starts, strict=True)
    ]
    return frozenset(
        number
        for number, (before, after) in enumerate(pairwise(origins), start=1)
        if after[0] < before[1]
    )


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
    if not hits:
        return Miss(*_absent(index, ends))
    whole = hits if quote.across else [hit for hit in hits if not index.crosses(hit)]
    if not whole:
        return Miss(Reason.ACROSS, hits)
    inside = [hit for hit in whole if limits.first <= hit.first < limits.end] if limits else whole
    if not inside:
        return Miss(Reason.OTHER_PASSAGE, whole)
    return _choose(index, quote, inside)


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
    after, before = folded_words(quote.after or ""), folded_words(quote.before or "")
    if (quote.after is not None and not after) or (quote.before is not None and not before):
        return Miss(Reason.WORDLESS)
    told = [
        hit
        for hit in hits
        if index.words[max(0, hit.first - len(after)) : hit.first] == after
        and index.words[hit.end : hit.end + len(before)] == before
    ]
    return told or Miss(Reason.NEIGHBOURS, hits)


# --- ranges: `first words … last words` -------------------------------------------------

RANGE = re.compile(r"(?<!\S)…(?!\S)")
"""The ellipsis of a range: U+2026 between spaces."""


def ends_of(exact: str) -> tuple[Words, ...] | Reason:
    """The words of a quote; of a range, those of its two ends."""
    if "…" not in exact:
        words = folded_words(exact)
        return (words,) if words else Reason.WORDLESS
    ends = tuple(map(folded_words, RANGE.split(exact)))
    if not any(ends):
        return Reason.WORDLESS
    return ends if len(ends) <= 2 and all(ends) else Reason.OPEN_RANGE


def places(index: Index, ends: tuple[Words, ...]) -> Sequence[Hit]:
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


def _absent(index: Index, ends: tuple[Words, ...]) -> tuple[Reason, Sequence[Hit]]:
    """Whether a quote stands nowhere, or both ends of it do but the wrong way round."""
    if len(ends) == 2:
        first, last = map(index.find, ends)
        swapped = shortest_between(last, first)
        if swapped:
            return Reason.BACKWARDS, swapped
    return Reason.ABSENT, ()


# --- from words to offsets --------------------------------------------------------------


def mark(index: Index, hit: Hit, exact: str) -> tuple[int, int]:
    """The true offsets of a hit: its words, and what punctuation the quote has around them."""
    start, end = index.span(hit)
    if exact[0].isalnum() and exact[-1].isalnum():
        return start, end
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
