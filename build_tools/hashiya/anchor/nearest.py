"""The place that comes nearest to a quote which stands nowhere. For messages only.

Words that are spelled alike are found by the pairs of letters they share, the stretch
of text that holds most of them by counting, and what differs by aligning the two.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import NamedTuple

from hashiya.anchor.quote import Hit, Index

_ALIKE = 0.5
"""From which likeness on two words, or two stretches of words, are worth showing."""
_SPELLINGS = 4
"""How many words of the text are taken for what a misspelt one may have meant."""
_COMMON = 500
"""A word that stands more often than this tells nothing about where to look."""
_STRETCHES = 4
"""How many stretches of text are compared closely."""
_LEEWAY = 4
"""So many words may be too many or missing before the comparison goes astray."""
_NO_WAY = (float("inf"), 0)


Words = list[str]
"""Folded words in a row."""


class Near(NamedTuple):
    """A stretch of text that is like a quote: 0 is nothing in common, 1 the same words."""

    hit: Hit
    likeness: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a text: where each stands, which are spelled alike; and the text unspaced."""

    words: Words
    numbers: Mapping[str, Sequence[int]]
    """The numbers of the words that are this word, in order."""
    by_pair: Mapping[str, Sequence[str]]
    """The different words, by the pairs of letters in them."""
    unspaced: str
    ends: Sequence[int]
    """The offset in the text unspaced at which each word ends, from 0 before the first."""

    def spellings(self, word: str) -> Sequence[str]:
        """The words of the text that are spelled most like this one."""
        shared = Counter(
            known
            for pair in set(_pairs(word))
            for known in self.by_pair.get(pair, ())
            if abs(len(known) - len(word)) <= 2
        )
        likely = [known for known, _ in shared.most_common(8 * _SPELLINGS)]
        likely.sort(key=lambda known: -likeness(word, known))
        return [known for known in likely[:_SPELLINGS] if likeness(word, known) >= _ALIKE]

    def hit(self, first: int, end: int) -> Hit:
        """The run of the words with these numbers, half-open."""
        return Hit(self.ends[first] + first + 1, self.ends[end] + end)


def vocabulary(index: Index) -> Vocabulary:
    """The vocabulary of a text."""
    words = index.folded.split()
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        numbers[word].append(number)
    by_pair: defaultdict[str, list[str]] = defaultdict(list)
    for word in numbers:
        for pair in set(_pairs(word)):
            by_pair[pair].append(word)
    ends = list(accumulate(map(len, words), initial=0))
    return Vocabulary(words, numbers, by_pair, "".join(words), ends)


def _pairs(word: str) -> Iterator[str]:
    bounded = f" {word} "
    return map("".join, pairwise(bounded))


@lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> float:
    """How much of two words is the same at their beginnings and ends, from 0 to 1."""
    if one == other:
        return 1.0
    shorter, longer = sorted((one, other), key=len)
    limit = len(shorter)
    head = next((at for at in range(limit) if one[at] != other[at]), limit)
    tail = next((at for at in range(limit - head) if one[-1 - at] != other[-1 - at]), limit - head)
    return (head + tail) / len(longer)


def nearest(known: Vocabulary, phrase: Words) -> Near | None:
    """The stretch of text most like a phrase, or nothing where none is like it."""
    unspaced = _spaced_otherwise(known, phrase)
    if unspaced:
        return Near(known.hit(*unspaced), 1.0)
    likely = (_align(known.words, phrase, first) for first in _likely(known, phrase))
    alike = [each for each in likely if each.likeness >= _ALIKE and each.first < each.end]

    def promise(stretch: _Stretch) -> float:
        """Words in another order are worth something too."""
        shared = set(phrase).intersection(known.words[stretch.first : stretch.end])
        return stretch.likeness + len(shared) / len(phrase) / 2

    best = max(alike, key=promise, default=None)
    return Near(known.hit(best.first, best.end), best.likeness) if best else None


def _spaced_otherwise(known: Vocabulary, phrase: Words) -> tuple[int, int] | None:
    """The words that are the phrase but for the spaces between them, by their numbers."""
    letters = "".join(phrase)
    start = known.unspaced.find(letters)
    first = bisect_left(known.ends, start)
    end = bisect_left(known.ends, start + len(letters))
    if start < 0 or known.ends[first] != start or known.ends[end] != start + len(letters):
        return None
    return first, end


def _likely(known: Vocabulary, phrase: Words) -> Sequence[int]:
    """The word numbers at which most words of a phrase say that it would begin."""
    votes: defaultdict[int, float] = defaultdict(float)
    for offset, word in enumerate(phrase):
        spellings = (word,) if word in known.numbers else known.spellings(word)
        for spelling in spellings:
            numbers = known.numbers[spelling]
            if len(numbers) > _COMMON:
                numbers = numbers[:1]
            weight = likeness(word, spelling) / len(numbers)
            for number in numbers:
                votes[max(0, number - offset)] += 1 + weight
    # A word too many or missing moves the words after it: their votes count as well.
    nearby = {
        first: own + sum(votes.get(first + shift, 0.0) for shift in (-2, -1, 1, 2))
        for first, own in nlargest(8 * _STRETCHES, votes.items(), key=itemgetter(1))
    }
    return nlargest(_STRETCHES, nearby, key=lambda first: (nearby[first], -first))


class _Stretch(NamedTuple):
    """A run of words by their numbers, half-open, and how like a phrase it is."""

    first: int
    end: int
    likeness: float


def _align(words: Words, phrase: Words, first: int) -> _Stretch:
    """The stretch around a word number that needs the fewest changes to become the phrase.

    The cheapest way of turning the phrase into any stretch of the window, by dynamic
    programming: a word changed costs its unlikeness, a word more or less costs one. Each
    cell holds the cost so far and where in the window the stretch began.
    """
    begin = max(0, first - _LEEWAY)
    window = words[begin : first + len(phrase) + _LEEWAY]
    row = [(0.0, at) for at in range(len(window) + 1)]
    for done, word in enumerate(phrase, start=1):
        above, row = row, [_NO_WAY] * len(row)
        row[0] = (float(done), 0)
        for at in range(max(1, done - 2 * _LEEWAY), min(len(window), done + 3 * _LEEWAY) + 1):
            changed, began = above[at - 1]
            row[at] = min(
                (changed + 1 - likeness(word, window[at - 1]), began),
                (above[at][0] + 1, above[at][1]),
                (row[at - 1][0] + 1, row[at - 1][1]),
            )
    end = min(range(len(row)), key=lambda at: (row[at][0], abs(at - row[at][1] - len(phrase))))
    cost, start = row[end]
    return _Stretch(begin + start, begin + end, max(0.0, 1 - cost / len(phrase)))
