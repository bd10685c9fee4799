"""Arabic words and what is written together with them: conjunctions, prepositions, the article.

All words here are folded. A word can be read in several ways, and only the other word that
it is compared with tells which of them is meant: «والي» is "and to" or a governor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

ARTICLE = "ال"
_ALONE = ("و", "ف")
_BEFORE_NOUNS = ("ب", "ك", "ل")
_BEFORE = f"[{''.join(_ALONE)}]?(?:[{''.join(_BEFORE_NOUNS)}]?(?:{ARTICLE})?|لل)"
"""All of it as a regular expression, the article with it."""
PROCLITICS = (*_ALONE, *_BEFORE_NOUNS, *(a + b for a in _ALONE for b in _BEFORE_NOUNS))
"""What may be written before a word: and, so; by, like, for; and both."""
SHORTEST = 3
"""What is left of a word has this many letters at least: shorter ones are found in any word."""


class Cut(NamedTuple):
    """One way to read a word: what is written before it, whether the article is, and the rest."""

    proclitic: str
    article: bool
    rest: str


@lru_cache(maxsize=1 << 16)
def cuts(word: str) -> tuple[Cut, ...]:
    """The ways to read a word that has something before it."""
    return tuple(_cuts(word))


def _cuts(word: str) -> Iterator[Cut]:
    for proclitic in ("", *PROCLITICS):
        if not word.startswith(proclitic):
            continue
        rest = word[len(proclitic) :]
        if proclitic and len(rest) >= SHORTEST:
            yield Cut(proclitic, False, rest)
        for noun in _after_article(proclitic, rest):
            if len(noun) >= SHORTEST:
                yield Cut(proclitic, True, noun)


def _after_article(proclitic: str, rest: str) -> Iterator[str]:
    """What follows the article, whose alef is not written after ل.

    Where the noun itself begins with ل, only two of three are written: ل + اللجنة is للجنة.
    """
    if proclitic.endswith("ل"):
        if rest.startswith("ل"):
            yield rest[1:]
            yield rest
    elif rest.startswith(ARTICLE):
        yield rest[len(ARTICLE) :]


def without_article(word: str) -> str:
    """The word without the article, if it has it."""
    long = word.startswith(ARTICLE) and len(word) - len(ARTICLE) >= SHORTEST
    return word[len(ARTICLE) :] if long else word


def inflected(words: str) -> str:
    """A regular expression for words, with whatever is written before them; never their ends."""
    first, *rest = (re.escape(without_article(word)) for word in words.split())
    return " ".join((_BEFORE + first, *(f"(?:{ARTICLE})?{word}" for word in rest)))


class Stems:
    """Words brought to one form, whatever is written before them in a body of text.

    The article always goes. A letter that may be a preposition goes where the rest is a word
    of the same texts: «وقال» is "and he said", while «وكالة» loses nothing.
    """

    def __init__(self, words: Iterable[str]) -> None:
        vocabulary = set(words)
        self._known = vocabulary | {without_article(word) for word in vocabulary}
        self._stems: dict[str, str] = {}

    def of(self, word: str) -> str:
        """The form under which a word is compared."""
        if word not in self._stems:
            noun = self._noun(word)
            rests = (cut.rest for cut in cuts(noun) if not cut.article)
            self._stems[word] = next((rest for rest in rests if rest in self._known), noun)
        return self._stems[word]

    def _noun(self, word: str) -> str:
        """The word without the article and what stands before that."""
        rests = [cut.rest for cut in cuts(word) if cut.article]
        return next((rest for rest in rests if rest in self._known), rests[0] if rests else word)
