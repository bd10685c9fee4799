"""The order of the alphabet, for names in Arabic, Persian and Latin letters.

Names are compared by their folded letters, so that marks, accents, case, the forms of hamza and
quotation marks do not decide. An article at the beginning is passed over: «الحشد» stands under ح,
“The Washington Post” under W. «ال» may also belong to the word itself, as in «التزام», which no
rule can tell; such a name stands under its third letter. Other scripts follow in the order of
Unicode.
"""

from __future__ import annotations

from hashiya.fold import folded

_ARABIC = "ابپتثجچحخدذرزژسشصضطظعغفقكگلمنهوي"
"""In order, as folding leaves them; the letters of Persian stand where Persian has them."""
_IN_ORDER = {ord(letter): 0x10F000 + rank for rank, letter in enumerate(_ARABIC)}
"""To characters of a plane that no text uses, behind all other scripts."""
_ARTICLES = ("ال", "the ", "The ", "THE ")
_STEM = 3
"""Letters that a word has at least beside the article."""
NUMBERS = "0–9"


def sort_key(words: str) -> tuple[str, str]:
    """Where some words stand among others."""
    return _letters(words).translate(_IN_ORDER), words


def initial(words: str) -> str:
    """The letter under which some words stand."""
    first = _letters(words)[:1].upper()
    return NUMBERS if first.isdigit() else first


def _letters(words: str) -> str:
    """The folded letters without the article, which is told before its alef is folded."""
    at = next((at for at, character in enumerate(words) if character.isalnum()), 0)
    for article in _ARTICLES:
        rest = words[at + len(article) :]
        if words.startswith(article, at) and len(rest.split(None, 1)[0] if rest else "") >= _STEM:
            return folded(rest)
    return folded(words)
