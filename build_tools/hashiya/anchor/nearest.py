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

from hashiya.anchor.quote import Hit, Index, Words

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


class Near(NamedTuple):
    """A stretch of text that is like a quote: 0 is nothing in common, 1 the same words."""

    hit: Hit
    likeness: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The different words of a text, by the pairs of letters in them; and the text unspaced."""

    by_pair: Mapping[str, Sequence[str]]
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


def vocabulary(index: Index) -> Vocabulary:
    """The vocabulary of a text."""
    by_pair: defaultdict[str, list[str]] = defaultdict(list)
    for word in index.numbers:
        for pair in set(_pairs(word)):
            by_pair[pair].append(word)
    ends = list(accumulate(map(len, index.words), initial=0))
    return Vocabulary(by_pair, "".join(index.words), ends)


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


def nearest(index: Index, known: Vocabulary, phrase: Words) -> Near | None:
    """The stretch of text most like a phrase, or nothing where none is like it."""
    unspaced = _spaced_otherwise(known, phrase)
    if unspaced:
        return unspaced
    nears = [_align(index.words, phrase, first) for first in _likely(index, known, phrase)]
    alike = [near for near in nears if near.likeness >= _ALIKE]

    def promise(near: Near) -> float:
        """Words in another order are worth something too."""
        shared = set(phrase).intersection(index.words[slice(*near.hit)])
        return near.likeness + len(shared) / len(phrase) / 2

    return max(alike, key=promise, default=None)


def _spaced_otherwise(known: Vocabulary, phrase: Words) -> Near | None:
    """The words that are the phrase but for the spaces between them."""
    letters = "".join(phrase)
    start = known.unspaced.find(letters)
    first = bisect_left(known.ends, start)
    end = bisect_left(known.ends, start + len(letters))
    if start < 0 or known.ends[first] != start or known.ends[end] != start + len(letters):
        return None
    return Near(Hit(first, end), 1.0)


def _likely(index: Index, known: Vocabulary, phrase: Words) -> Sequence[int]:
    """The word numbers at which most words of a phrase say that it would begin."""
    votes: defaultdict[int, float] = defaultdict(float)
    for offset, word in enumerate(phrase):
        spellings = (word,) if word in index.numbers else known.spellings(word)
        for spelling in spellings:
            numbers = index.numbers[spelling]
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


def _align(words: Words, phrase: Words, first: int) -> Near:
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
    return Near(Hit(begin + start, begin + end), max(0.0, 1 - cost / len(phrase)))
