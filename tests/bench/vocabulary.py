"""Words that look like Arabic and English: a seeded vocabulary with Zipf's frequencies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

WORDS = 9000
"""Distinct words a language: what a news corpus of 250,000 words has, about."""

_FUNCTION_WORDS = {
    "ar": "في من على أن إلى التي عن مع الذي هذا بين كان لا هذه قد بعد ما كما كل لم أو منذ حتى عند",
    "en": "the of to and in a that for on is with was by it as at from an has be this not or were",
}
_STOPS = {"ar": ("،", "."), "en": (",", ".")}
_ARABIC_LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ARABIC_SHAPES = ("{}{}{}", "{}ا{}{}", "{}{}ي{}", "م{}{}و{}", "ا{}ت{}ا{}", "ت{}{}ي{}", "مست{}{}{}")
_ARABIC_HEADS = ("", "", "", "ال", "ال", "و", "ب", "ل", "وال")
_ARABIC_TAILS = ("", "", "", "ة", "ات", "ية", "ين", "ها", "هم")
_ONSETS = ("b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pl", "h")
_VOWELS = ("a", "e", "i", "o", "u", "ea", "io")
_CODAS = ("", "", "", "n", "r", "s", "t", "l", "nd", "m")


def bare(words: str) -> str:
    """The words without what does not tell two of them apart: case, punctuation, hamza, dots."""
    return words.casefold().translate(_BARE)


_BARE = {ord(mark): None for mark in "،.,"} | str.maketrans("أإآىة", "ااايه")


@dataclass(frozen=True, slots=True)
class Language:
    """A vocabulary in order of frequency, and the marks that part and end its sentences."""

    code: str
    words: Sequence[str]
    weights: Sequence[float]
    comma: str
    stop: str

    def tokens(self, rng: Random, count: int) -> tuple[str, ...]:
        """A stretch of prose as words, each with the punctuation that follows it."""
        words = rng.choices(self.words, cum_weights=self.weights, k=count)
        position = rng.randint(6, 16)
        while position < count - 4:
            ends = rng.random() < 0.5
            words[position] += self.stop if ends else self.comma
            if ends:
                words[position + 1] = words[position + 1].capitalize()
            position += rng.randint(6, 16)
        words[0] = words[0].capitalize()
        words[-1] += self.stop
        return tuple(words)

    def phrase(self, rng: Random, count: int) -> str:
        """Some words without punctuation."""
        return " ".join(rng.choices(self.words, cum_weights=self.weights, k=count))


def language(code: str, rng: Random) -> Language:
    """The vocabulary of one of the two languages."""
    makers = {"ar": _arabic_word, "en": _english_word}
    words = _FUNCTION_WORDS[code].split()
    seen = {bare(word) for word in words}
    while len(words) < WORDS:
        word = makers[code](rng, len(words))
        if bare(word) not in seen:
            seen.add(bare(word))
            words.append(word)
    weights = tuple(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    return Language(code, words, weights, *_STOPS[code])


def _arabic_word(rng: Random, rank: int) -> str:
    """A root of three letters in one of the common shapes; articles and endings as they come."""
    word = rng.choice(_ARABIC_SHAPES).format(*rng.choices(_ARABIC_LETTERS, k=3))
    return rng.choice(_ARABIC_HEADS) + word + rng.choice(_ARABIC_TAILS)


def _english_word(rng: Random, rank: int) -> str:
    """One to three syllables, more of them where the word is rarer."""
    syllables = 1 + (rank > 150) + (rng.random() < 0.4)
    return "".join(
        rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS) for _ in range(syllables)
    )
