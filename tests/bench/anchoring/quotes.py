"""What an editor might quote: a few words up to a sentence, alone in its text or one of several."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from tests.bench.anchoring import oracle
from tests.bench.anchoring.dice import Dice
from tests.bench.anchoring.draft import Span, lines_of
from tests.bench.anchoring.sources import Source

LENGTHS = (3, 3, 4, 4, 5, 6, 8, 12, 20)
"""Words of a quote; in Chinese twice as many characters."""
REPEATED_LENGTHS = (2, 3, 4, 5)
HINT = 32
"""Characters of prefix and suffix, as annotation tools keep them."""
_HAN_TOKEN = re.compile(r"[\u4e00-\u9fff]|[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uff65]+")
_TOKEN = re.compile(r"\S+")
_SENTENCE = re.compile(r".+?(?:[.!?؟]+(?=\s|$)|[。！？]|$)")
"""A full stop ends a sentence only before a space: not in 16.2."""
_UNQUOTABLE = re.compile(r"[…\\\n]")
"""An ellipsis and a backslash mean something else in a quote; lines are not crossed."""


def _is_core(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN" and character != "\N{ARABIC TATWEEL}"


def core(text: str, span: Span) -> Span:
    """The span from its first to its last letter or digit, the marks on the last one left out."""
    start, end = span
    while start < end and not _is_core(text[start]):
        start += 1
    while end > start and not _is_core(text[end - 1]):
        end -= 1
    return start, end


def _with_marks(text: str, span: Span) -> Span:
    """The core and the marks that belong to its last letter."""
    start, end = core(text, span)
    while end < span[1] and unicodedata.category(text[end])[0] == "M":
        end += 1
    return start, end


@lru_cache(maxsize=4096)
def tokens(text: str, span: Span, language: str) -> tuple[Span, ...]:
    """The words in a span, or the characters of Chinese, without punctuation at their edges."""
    pattern = _HAN_TOKEN if language == "zh" else _TOKEN
    found = (_with_marks(text, match.span()) for match in pattern.finditer(text, *span))
    return tuple((start, end) for start, end in found if start < end)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that stand at a place of a text: the which of how many."""

    text: str
    at: Span
    which: int = 1
    of: int = 1

    @property
    def unique(self) -> bool:
        """Whether its words stand nowhere else."""
        return self.of == 1


def hints(text: str, at: Span) -> dict[str, str]:
    """The characters around a place, as a W3C TextQuoteSelector keeps them."""
    start, end = at
    return {"prefix": text[max(0, start - HINT) : start], "suffix": text[end : end + HINT]}


def line_at(text: str, at: Span) -> Span:
    """The line that holds a place."""
    return next(line for line in lines_of(text) if line[0] <= at[0] < line[1])


def unique_quotes(
    source: Source, dice: Dice, count: int, *, at_least: int = 3, holding: str = ""
) -> list[Quote]:
    """Quotes of several lengths that stand once, in lines of their own as far as those go.

    Each holds the pattern, where one is given.
    """
    found: list[Quote] = []
    lengths = [length for length in LENGTHS if length >= at_least]
    pattern = re.compile(holding)
    lines = [
        line for line in dice.shuffled(lines_of(source.text)) if pattern.search(source.text, *line)
    ]
    for line in lines * (8 if holding else 2):
        if len(found) == count:
            break
        quote = _quote_in(source, line, dice, lengths)
        if quote is None or not pattern.search(quote.text):
            continue
        if not any(_overlap(quote.at, other.at) for other in found):
            found.append(quote)
    return found


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _quote_in(source: Source, line: Span, dice: Dice, lengths: list[int]) -> Quote | None:
    if dice.chance(0.15):
        span = _sentence_in(source, line, dice)
    else:
        span = _words_in(source, line, dice, dice.pick(lengths))
    if span is None or len(tokens(source.text, span, source.language)) < min(lengths):
        return None
    text = source.text[slice(*span)]
    if _UNQUOTABLE.search(text) or oracle.count(text, source.text, whole=False) != 1:
        return None
    return Quote(text, span)


def _sentence_in(source: Source, line: Span, dice: Dice) -> Span | None:
    sentences = [match.span() for match in _SENTENCE.finditer(source.text, *line)]
    if not sentences:
        return None
    start, end = dice.pick(sentences)
    return core(source.text, (start, end))[0], end


def _words_in(source: Source, line: Span, dice: Dice, length: int) -> Span | None:
    words = tokens(source.text, line, source.language)
    size = length * 2 if source.language == "zh" else length
    if len(words) < size:
        return None
    first = dice.below(len(words) - size + 1)
    return words[first][0], words[first + size - 1][1]


def repeated_quotes(source: Source, dice: Dice, count: int, *, at_least: int = 2) -> list[Quote]:
    """Phrases that stand more than once, alike to the letter; one place of each is meant."""
    chosen = dice.some(_repeatable(source, at_least), count)
    return [_one_of(source, spans, dice.below(len(spans))) for spans in chosen]


@lru_cache(maxsize=64)
def _repeatable(source: Source, at_least: int) -> list[list[Span]]:
    places = _phrases(source, at_least)
    return [spans for text, spans in places.items() if _repeats(source, text, spans)]


def _one_of(source: Source, spans: list[Span], which: int) -> Quote:
    return Quote(source.text[slice(*spans[which])], spans[which], which + 1, len(spans))


def _phrases(source: Source, at_least: int) -> Mapping[str, list[Span]]:
    """Runs of words by their text, with their places."""
    places: dict[str, list[Span]] = {}
    for line in lines_of(source.text):
        words = tokens(source.text, line, source.language)
        for length in REPEATED_LENGTHS:
            size = length * 2 if source.language == "zh" else length
            for first in range(len(words) - size + 1 if length >= at_least else 0):
                span = words[first][0], words[first + size - 1][1]
                places.setdefault(source.text[slice(*span)], []).append(span)
    return places


def _repeats(source: Source, text: str, spans: list[Span]) -> bool:
    """Whether the phrase stands 2 to 6 times, under every reading, and never upon itself."""
    if not 2 <= len(spans) <= 6 or _UNQUOTABLE.search(text):
        return False
    if any(one[1] > other[0] for one, other in pairwise(spans)):
        return False
    whole = oracle.count(text, source.text, whole=True)
    return whole == len(spans) == oracle.count(text, source.text, whole=False)


def hidden_quotes(source: Source, dice: Dice, count: int) -> list[Quote]:
    """Words that stand once as whole words, and again as a part of longer ones."""
    found = []
    for text, spans in _phrases(source, 2).items():
        if len(spans) == 1 and not _UNQUOTABLE.search(text) and len(text) < 30:
            inside = oracle.count(text, source.text, whole=False)
            if inside > 1 and oracle.count(text, source.text, whole=True) == 1:
                found.append(Quote(text, spans[0]))
    return dice.some(found, count)
