"""Two wordings of a text aligned: which words of the new one are which of the old one.

Whole lines that both have are paired first, then whole sentences, so that a large text
costs little where it did not change; then, in what is left between two pairs, words. Last
come sentences that moved. No word of the new text is given to two words of the old one,
and what only looks alike by chance is given to none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from hashiya.anchor.nearest import likeness
from hashiya.anchor.quote import Hit, Index
from hashiya.fold import folded_lines

_SENTENCE_END = re.compile('(?<=[.!?؟۔。…:؛;»”"]) ')
_SURE = 8
"""A sentence of so many words that stands once in both texts is the same one wherever it stands."""
_MOVED = 4
"""A sentence of fewer words than this is not taken to have moved past others."""
_SHINGLE = 4
"""So many words in a row, the same ones only once in both texts, tie the texts together."""
_CLOSE = 1500
"""Stretches of so many words are compared word by word."""
_CHANCE = 5
"""Fewer words than this in a row may be the same by chance, in a line with little in common."""
_IN_COMMON = 0.4
"""So much of a line has to be found again to believe that it is that line."""
_ALIKE = 0.5
"""Words as like as this are one word, mistyped, mended or spelled otherwise."""
_LEFT_OUT = 0.6
"""What a word too many or missing costs; two of them cost more than one word for another."""


class Block(NamedTuple):
    """Words of the old text and what they are in the new one, by offsets in the folded texts."""

    old: Hit
    new: Hit
    same: bool
    """Whether the words are the same; others stand in the same place."""
    alike: bool = True
    """Whether they are at least spelled alike."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """What became of the words of a text; the blocks are in the order of the old one."""

    old: str
    """The folded old text."""
    blocks: Sequence[Block]

    def touching(self, hit: Hit) -> list[Block]:
        """The blocks that hold words of a run, cut to it."""
        first = bisect_right(self.blocks, hit.first, key=lambda block: block.old.first) - 1
        found = []
        for block in self.blocks[max(0, first) :]:
            if block.old.first >= hit.end:
                break
            if block.old.end > hit.first:
                found.append(_cut(block, hit))
        return [block for block in found if block]

    def alive(self, hit: Hit) -> float:
        """The share of a run's letters, or of its words, that are still there."""
        lived = [block for block in self.touching(hit) if block.alike]
        letters = sum(block.old.end - block.old.first for block in lived)
        words = sum(self.old.count(" ", *block.old) + 1 for block in lived)
        return max(letters / (hit.end - hit.first), words / (self.old.count(" ", *hit) + 1))

    def carry(self, hit: Hit) -> Hit | None:
        """The words that a run of words became, or nothing where it vanished or was torn apart."""
        blocks = self.touching(hit)
        if self.alive(hit) < _ALIKE:
            return None
        news = [block.new for block in blocks]
        if any(one.end > other.first for one, other in pairwise(news)):
            return None
        carried = Hit(news[0].first, news[-1].end)
        kept = sum(new.end - new.first for new in news)
        return carried if kept >= _ALIKE * (carried.end - carried.first) else None


def _cut(block: Block, hit: Hit) -> Block | None:
    """The part of a block that lies in a run; of words that differ, all or nothing."""
    before = max(0, hit.first - block.old.first)
    behind = max(0, block.old.end - hit.end)
    if not before and not behind:
        return block
    if not block.same:
        return None
    old, new = block.old, block.new
    return Block(
        Hit(old.first + before, old.end - behind), Hit(new.first + before, new.end - behind), True
    )


def align(old: Index, new: Index) -> Alignment:
    """Align the words of two wordings of a text."""
    if old.folded == new.folded:
        whole = Hit(1, max(1, len(old.folded) - 1))
        blocks = [Block(whole, whole, same=True)] if old.folded.strip() else []
        return Alignment(old.folded, blocks)
    return Alignment(old.folded, _Aligning(old, new).blocks())


class _Piece(NamedTuple):
    """A line or sentence: where it stands in the folded text, and its folded words."""

    first: int
    words: str

    @property
    def hit(self) -> Hit:
        """Its words."""
        return Hit(self.first, self.first + len(self.words))


class _Run(NamedTuple):
    """Pieces in a row, by their numbers, half-open."""

    first: int
    end: int


class _Aligning:
    """Two texts while they are aligned, as pieces of which more and more are paired."""

    def __init__(self, old: Index, new: Index) -> None:
        self.texts = old.folded, new.folded
        lines = _pieces(old.text), _pieces(new.text)
        whole = _pair(*lines, moving=1)
        self.old = list(_broken_up(old.text, lines[0], set(whole)))
        self.new = list(_broken_up(new.text, lines[1], set(whole.values())))
        numbers = {piece: number for number, piece in enumerate(self.new)}
        at = {piece.first: number for number, piece in enumerate(self.old)}
        known = {at[lines[0][i].first]: numbers[lines[1][j]] for i, j in whole.items()}
        self.pairs = _pair(self.old, self.new, _SURE, known)

    def blocks(self) -> list[Block]:
        """What is the same or in the same place, in the order of the old text."""
        found = [Block(self.old[i].hit, self.new[j].hit, same=True) for i, j in self.pairs.items()]
        for old, new in self._gaps():
            found += self._believed(_between(self.texts, old, new), old)
        found += self._moved(found)
        return _joined(sorted(found))

    def _believed(self, blocks: Sequence[Block], stretch: Hit) -> Iterator[Block]:
        """The blocks without words that are the same by chance.

        These are few in a row, in a sentence of which hardly anything else was found.
        """
        first = bisect_left(self.old, stretch.first, key=attrgetter("first"))
        for piece in self.old[first:]:
            if piece.first >= stretch.end:
                return
            own = Alignment(self.texts[0], blocks).touching(piece.hit)
            found = sum(block.old.end - block.old.first for block in own if block.alike)
            for block in own:
                words = self.texts[0].count(" ", *block.old) + 1
                if found >= _IN_COMMON * len(piece.words) or (block.same and words >= _CHANCE):
                    yield block

    def _gaps(self) -> Iterator[tuple[Hit, Hit]]:
        """The stretches of both texts that stand between the same pairs."""
        images = {j: i for i, j in self.pairs.items()}
        runs = {run.first: run for run in _unpaired(len(self.new), images)}
        ending = {run.end: run for run in runs.values()}
        chances: list[tuple[int, _Run, _Run]] = []
        for run in _unpaired(len(self.old), self.pairs):
            before = self.pairs[run.first - 1] + 1 if run.first else 0
            after = self.pairs[run.end] if run.end < len(self.old) else len(self.new)
            for other in {runs.get(before), ending.get(after)} - {None}:
                assert other
                chances.append((self._in_common(run, other), run, other))
        taken: set[tuple[int, _Run]] = set()
        for _, run, other in sorted(chances, key=lambda chance: -chance[0]):
            if (0, run) not in taken and (1, other) not in taken:
                taken |= {(0, run), (1, other)}
                yield _stretch(self.old, run), _stretch(self.new, other)

    def _in_common(self, run: _Run, other: _Run) -> int:
        """How many words two runs share."""
        words = Counter(self.texts[0][slice(*_stretch(self.old, run))].split())
        return (words & Counter(self.texts[1][slice(*_stretch(self.new, other))].split())).total()

    def _moved(self, found: Sequence[Block]) -> Iterator[Block]:
        """The words of sentences that were moved, and perhaps changed as well."""
        old = _unclaimed(self.old, (block.old for block in found))
        new = _unclaimed(self.new, (block.new for block in found))
        places: defaultdict[str, list[int]] = defaultdict(list)
        for number, piece in enumerate(new):
            for shingle in _shingles(piece.words.split()):
                places[shingle].append(number)
        taken: set[int] = set()
        for piece in old:
            like = _most_like(piece, new, places)
            if like is not None and like not in taken:
                taken.add(like)
                moved = _between(self.texts, piece.hit, new[like].hit)
                yield from self._believed(moved, piece.hit)


def _most_like(
    piece: _Piece, others: Sequence[_Piece], places: Mapping[str, Sequence[int]]
) -> int | None:
    """The number of the sentence that shares most with one, if it is only one and enough."""
    shingles = _shingles(piece.words.split())
    votes = Counter(number for one in shingles for number in places.get(one, ()))
    best = votes.most_common(2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    number, shared = best[0]
    most = max(len(shingles), len(_shingles(others[number].words.split())))
    return number if shared >= _IN_COMMON * most else None


# --- pieces -----------------------------------------------------------------------------


def _pieces(text: str, first: int = 1) -> list[_Piece]:
    """The lines of a text that have words; `first` is where they begin in the folded text."""
    found = []
    for words in folded_lines(text):
        if words:
            found.append(_Piece(first, words))
            first += len(words) + 1
    return found


def _broken_up(text: str, lines: Sequence[_Piece], whole: set[int]) -> Iterator[_Piece]:
    """The lines that are to stay whole, and the sentences of the others."""
    sentences = _pieces(_SENTENCE_END.sub("\n", text))
    at = 0
    for number, line in enumerate(lines):
        following = bisect_left(sentences, line.hit.end, at, key=attrgetter("first"))
        yield from [line] if number in whole else sentences[at:following]
        at = following


def _pair(
    old: Sequence[_Piece], new: Sequence[_Piece], moving: int, known: Mapping[int, int] = {}
) -> dict[int, int]:
    """Pieces that both texts have: those that each has once, then equal ones beside them.

    Those of fewer words than `moving` are paired in the same order only.
    """
    pairs = dict(known)
    taken = set(pairs.values())
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, piece in enumerate(new):
        if number not in taken:
            places[piece.words].append(number)
    own = Counter(piece.words for number, piece in enumerate(old) if number not in pairs)
    unique = {
        number: places[piece.words][0]
        for number, piece in enumerate(old)
        if number not in pairs and own[piece.words] == 1 and len(places.get(piece.words, ())) == 1
    }
    in_order = dict(_ascending(sorted({**pairs, **unique}.items())))
    moved = {i: j for i, j in unique.items() if _count(old[i].words) >= moving}
    pairs = {**pairs, **moved, **in_order}
    for step in (1, -1):
        _spread(old, new, pairs, step)
    return dict(sorted(pairs.items()))


def _spread(old: Sequence[_Piece], new: Sequence[_Piece], pairs: dict[int, int], step: int) -> None:
    """Pair equal pieces that stand right beside a pair, one after the other."""
    taken = set(pairs.values())
    for i, j in sorted(pairs.items(), reverse=step < 0):
        i, j = i + step, j + step
        while (
            0 <= i < len(old)
            and 0 <= j < len(new)
            and i not in pairs
            and j not in taken
            and old[i].words == new[j].words
        ):
            pairs[i] = j
            taken.add(j)
            i, j = i + step, j + step


def _ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs in which both numbers ascend (patience sorting)."""
    tops: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, new) in enumerate(pairs):
        pile = bisect_left(tops, new)
        before.append(last[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [new]
        last[pile : pile + 1] = [number]
    chain = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _unpaired(count: int, paired: Mapping[int, int]) -> Iterator[_Run]:
    """The longest runs of pieces none of which is paired."""
    first = 0
    for number in [*sorted(paired), count]:
        if first < number:
            yield _Run(first, number)
        first = number + 1


def _stretch(pieces: Sequence[_Piece], run: _Run) -> Hit:
    return Hit(pieces[run.first].first, pieces[run.end - 1].hit.end)


def _unclaimed(pieces: Iterable[_Piece], claims: Iterable[Hit]) -> list[_Piece]:
    """The pieces of some length of which no word is claimed."""
    claimed = sorted(claims)
    found = []
    for piece in pieces:
        first = bisect_right(claimed, piece.first, key=attrgetter("end"))
        free = first == len(claimed) or claimed[first].first >= piece.hit.end
        if free and _count(piece.words) >= _MOVED:
            found.append(piece)
    return found


def _count(words: str) -> int:
    return words.count(" ") + 1


# --- words ------------------------------------------------------------------------------


def _between(texts: tuple[str, str], old: Hit, new: Hit) -> list[Block]:
    """The words that two stretches have in common, and those that stand in for others."""
    words = texts[0][slice(*old)].split(), texts[1][slice(*new)].split()
    starts = _starts(words[0], old.first), _starts(words[1], new.first)
    same = _common(*words)
    found: list[Block] = []
    i = j = 0
    for k, m, size in [*same, _Same(len(words[0]), len(words[1]), 0)]:
        if same:
            found += _changed(words, starts, (i, k), (j, m))
        if size:
            ours, theirs = starts[0][k : k + size + 1], starts[1][m : m + size + 1]
            found.append(
                Block(Hit(ours[0], ours[-1] - 1), Hit(theirs[0], theirs[-1] - 1), same=True)
            )
        i, j = k + size, m + size
    return found


def _starts(words: Sequence[str], first: int) -> list[int]:
    """Where each word begins, and where one more would."""
    starts = [first]
    for word in words:
        starts.append(starts[-1] + len(word) + 1)
    return starts


class _Same(NamedTuple):
    """Equal words in a row, by their numbers in both stretches."""

    old: int
    new: int
    size: int


def _common(old: list[str], new: list[str]) -> list[_Same]:
    """The words that both have in the same order."""
    if len(old) + len(new) <= _CLOSE:
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        return [_Same(*match) for match in matcher.get_matching_blocks() if match.size]
    ties = _ties(old, new)
    found: list[_Same] = []
    i = j = 0
    for k, m in [*ties, (len(old), len(new))]:
        if not ties or max(k - i, m - j) > 4 * _CLOSE:
            pass
        elif i < k and j < m:
            matcher = SequenceMatcher(None, old[i:k], new[j:m], autojunk=False)
            blocks = matcher.get_matching_blocks()
            found += [_Same(i + a, j + b, size) for a, b, size in blocks if size]
        if k < len(old):
            found.append(_Same(k, m, 1))
        i, j = k + 1, m + 1
    return found


def _ties(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """The words that both have once in the same company, in the order of both."""
    places = [_once(_shingles(words)) for words in (old, new)]
    shared = sorted((at, places[1][key]) for key, at in places[0].items() if key in places[1])
    return _ascending(shared)


def _once(keys: Sequence[str]) -> dict[str, int]:
    counts = Counter(keys)
    return {key: number for number, key in enumerate(keys) if counts[key] == 1}


def _shingles(words: Sequence[str]) -> list[str]:
    """Every few words in a row; of fewer words, all of them."""
    count = max(1, len(words) - _SHINGLE + 1)
    return [" ".join(words[at : at + _SHINGLE]) for at in range(count)]


def _changed(
    words: tuple[list[str], list[str]],
    starts: tuple[list[int], list[int]],
    old: tuple[int, int],
    new: tuple[int, int],
) -> Iterator[Block]:
    """The words that stand for others, between two that stayed."""
    ours, theirs = words[0][slice(*old)], words[1][slice(*new)]
    if not ours or not theirs or len(ours) * len(theirs) > _CLOSE:
        return
    for (i, j), (k, m) in _standing_in(ours, theirs):
        alike = likeness("".join(ours[i:k]), "".join(theirs[j:m])) >= _ALIKE
        yield Block(
            Hit(starts[0][old[0] + i], starts[0][old[0] + k] - 1),
            Hit(starts[1][new[0] + j], starts[1][new[0] + m] - 1),
            same=False,
            alike=alike,
        )


_Step = tuple[int, int]


def _standing_in(ours: list[str], theirs: list[str]) -> list[tuple[_Step, _Step]]:
    """Which words, by number, stand for which: the cheapest way from the ones to the others.

    A word may also have been written as two, or two as one.
    """
    cost: dict[_Step, float] = {(0, 0): 0.0}
    came: dict[_Step, _Step] = {}
    for i in range(len(ours) + 1):
        for j in range(len(theirs) + 1):
            for step, price in _steps(ours, theirs, i, j):
                total = cost[i, j] + price
                if total < cost.get(step, float("inf")):
                    cost[step], came[step] = total, (i, j)
    at = len(ours), len(theirs)
    way = []
    while at in came:
        if came[at][0] < at[0] and came[at][1] < at[1]:
            way.append((came[at], at))
        at = came[at]
    return way[::-1]


def _steps(ours: list[str], theirs: list[str], i: int, j: int) -> Iterator[tuple[_Step, float]]:
    """How the comparison can go on from two words, and what it costs."""
    if i < len(ours):
        yield (i + 1, j), _LEFT_OUT
    if j < len(theirs):
        yield (i, j + 1), _LEFT_OUT
    for more, others in ((1, 1), (2, 1), (1, 2)):
        if i + more <= len(ours) and j + others <= len(theirs):
            unlike = 1 - likeness("".join(ours[i : i + more]), "".join(theirs[j : j + others]))
            if unlike <= 1 - _ALIKE or more == others:
                yield (i + more, j + others), unlike


def _joined(blocks: Iterable[Block]) -> list[Block]:
    """Blocks of the same words that follow each other in both texts made one."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if (
            last
            and last.same
            and block.same
            and last.old.end + 1 == block.old.first
            and last.new.end + 1 == block.new.first
        ):
            found[-1] = Block(
                Hit(last.old.first, block.old.end), Hit(last.new.first, block.new.end), same=True
            )
        else:
            found.append(block)
    return found
