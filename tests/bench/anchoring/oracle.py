"""What counts as the same words: a second, coarser reading of the rule, owing nothing to the first.

The format says that case, vowel marks, hamza forms, kinds of quotation mark and kinds of space do
not matter, and that letters and digits do. This module merges at least as much as any
implementation may, so that a quote it calls unique is unique under each of them, and one that it
does not find may be found by none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_SAME = str.maketrans(
    {
        **dict.fromkeys("أإآٱٲٳ", "ا"),
        **dict.fromkeys("ؤۄۅۆۇۈۉۊۋ", "و"),
        **dict.fromkeys("ئىیېۍےۓ", "ي"),
        **dict.fromkeys("کڪګؠ", "ك"),
        **dict.fromkeys("ةەہۂۃھۀۿ", "ه"),
        **dict.fromkeys("ءـٔۥۦ", ""),
        "ı": "i",
    }
)
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}]) +| +(?=[{_HAN}])")


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """Letters and digits alone, words parted by one space; Chinese characters by nothing."""
    letters = "".join(map(_letter, unicodedata.normalize("NFKD", text).casefold()))
    plain = unicodedata.normalize("NFKD", letters.translate(_SAME)).translate(_SAME)
    return _BETWEEN_HAN.sub("", " ".join(plain.split()))


def _letter(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category[0] in "LN":
        return character
    return "" if category[0] == "M" or category == "Cf" else " "


def count(quote: str, text: str, *, whole: bool) -> int:
    """How often the quote's words stand in the text: as whole words, or even inside of longer.

    Chinese has no marks of where a word ends, so there both are the same.
    """
    words = key(quote)
    if not words:
        raise ValueError("a quote without a letter or digit stands nowhere")
    folded = key(text)
    if not whole or words not in folded:
        return sum(1 for _ in _starts(words, folded))
    # Han beside a Latin word parts it as a space would.
    before = "" if re.match(f"[{_HAN}]", words) else rf"(?<![^\s{_HAN}])"
    after = "" if re.search(f"[{_HAN}]$", words) else rf"(?![^\s{_HAN}])"
    return len(re.findall(f"(?={before}{re.escape(words)}{after})", folded))


def _starts(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
