"""Folding: a text reduced to its letters and digits, with the way back to the true offsets.

Two wordings that a reader would call the same fold to the same string. Folding is for
matching only: nothing folded is ever shown.

- Words are kept apart by one space, whatever stands between them: punctuation, symbols,
  spaces and line ends do not decide.
- Case, compatibility forms (NFKD), vowel marks and accents, the tatweel, zero-width and
  directional characters do not decide. Marks that are letters of their script do: the vowel
  signs of India and South-East Asia, the dakuten of kana, the breve of the Cyrillic й
  (but the dots of ё, which print leaves out, do not).
- Hamza counts as a mark, on a carrier or alone. Alef, ya, kaf, ha and waw each have one form;
  the Urdu ے and the letters of Pashto that look like ya stay letters of their own.
- All i are one: with a dot, without it, Turkish or not.
- Digits of all systems are ASCII digits. A number with a separator inside it is one word, so
  that `500` does not stand in `2,500`: `2.5`, `2,5` and `٢٫٥` are one word, `25` is another.
- Scripts that put no spaces between words (Han, kana, Thai, Lao, Khmer, Burmese) are kept
  apart letter by letter, so that every letter is a word.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

_SAME_LETTER = {
    form: letter
    for letter, forms in {
        "ا": "ٱٲٳ" + "".join(map(chr, range(0x870, 0x883))),
        "ي": "ىی",
        "ك": "کڪ",
        "ه": "ةھہۃەۿ",
        "و": "ۄۅۆۇۈۉۊۋۏ",
        "i": "ı",
        "": "ءٴۥۦـߺ",
        "\n": "\n",
        ".": ".,'’٫٬،",
        # NFKD would take these apart, and with them the cluster that they end or begin.
        "ำ": "ำ",
        "ຳ": "ຳ",
        "ໜ": "ໜ",
        "ໝ": "ໝ",
        " ": "\u06dd" + "".join(map(chr, (*range(0x2B9, 0x2C0), *range(0x2C8, 0x2CD)))),
    }.items()
    for form in forms
}
"""Forms of one letter; `.` is what may stand inside a number, empty is what is left out.

Line ends stay, so that a text can be folded whole and then taken line by line.
"""

_MARKS_THAT_ARE_NO_LETTERS = (
    "COMBINING",
    "HEBREW",
    "ARABIC",
    "SYRIAC",
    "SAMARITAN",
    "MANDAIC",
    "VARIATION SELECTOR",
    "MONGOLIAN FREE VARIATION",
)
"""How the Unicode names of the marks that are left out begin."""

_CYRILLIC_WITHOUT_ACCENT = {"ѐ": "е", "ё": "е", "ѝ": "и"}
"""The composed letters of the Cyrillic block that are not letters of their own."""

_IDEOGRAPHS_AND_KANA = (
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9d\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
"""Letters written without spaces, each a word of its own."""

_UNSPACED = re.compile(f"[{_IDEOGRAPHS_AND_KANA}]")
_NEEDS_CONTEXT = re.compile(
    f"[\u0400-\u04ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff{_IDEOGRAPHS_AND_KANA}]"
)
_CLUSTER = re.compile(
    "[\u0400-\u04ff][\u0300-\u036f]+"
    "|[\u3041-\u30ff][\u3099\u309a]"
    "|[\uff66-\uff9d][\uff9e\uff9f]"
    "|(?P<unspaced>"
    "[\u0e01-\u0e30\u0e32\u0e3f-\u0e46][\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]*"
    "|[\u0e81-\u0eb0\u0eb2\u0ebd-\u0ec6\u0edc-\u0edf][\u0eb1\u0eb3-\u0ebc\u0ec8-\u0ece]*"
    "|[\u1000-\u102a\u103f\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081"
    "\u108e][\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074"
    "\u1082-\u108d\u108f\u109a-\u109d]*"
    "|[\u1780-\u17b3\u17d7\u17dc][\u17b4-\u17d3\u17dd]*)"
    f"|[^\\s{_IDEOGRAPHS_AND_KANA}](?=[{_IDEOGRAPHS_AND_KANA}])"
)
"""What a table of characters cannot know: letters that only their marks complete, letters of
South-East Asia with theirs (each such cluster is a word), and the last letter before an
ideograph."""

# Both begin with a literal, which makes `re` several times faster.
_NO_POINT_IN_A_NUMBER = re.compile(r"\.(?:(?![0-9])|(?<![0-9]\.))")
_NEEDLESS_SPACE = re.compile(" (?= )")
_CLINGING = "ءٴۥۦـߺ\u200c\u200d\uff9e\uff9f"
"""What belongs to the letter before it without being a mark by category."""


_HAMZA_BEFORE = re.compile("ء(?:ء|[\u0640\u064b-\u065f\u0670\u06d6-\u06ed])*\\Z")
"""A hamza at the beginning of a word, with its marks."""
_REACH = 8
"""Further than this from its word no mark stands."""


class _Letters(dict[int, str]):
    """What every character folds to, worked out when it is first met."""

    def __init__(self) -> None:
        self.drifting = ["\u0640"]
        """Those met so far that do not fold to exactly one character, and the tatweel."""
        self.several: list[str] = []
        """Those met so far that fold to several words."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        letters = self[code] = _fold_character(character)
        if len(letters) != 1:
            self.drifting.append(character)
        if " " in letters.strip():
            self.several.append(character)
        return letters


def _fold_character(character: str) -> str:
    """The folded letters of one character, from its Unicode properties."""
    lowered = character.casefold()
    if "\u0400" <= lowered <= "\u04ff":
        return _CYRILLIC_WITHOUT_ACCENT.get(lowered, lowered)
    if lowered in _SAME_LETTER:
        return _SAME_LETTER[lowered]
    whole = unicodedata.normalize("NFKC", lowered)
    if _UNSPACED.search(whole):
        letters = "".join(map(_fold_part, _compose(whole.casefold())))
        return letters if _UNSPACED.match(lowered) else f" {letters}"
    parts = unicodedata.normalize("NFKD", lowered).casefold()
    letters = "".join(map(_fold_part, parts))
    # A fraction is no further digit of the number before it.
    return f" {letters}" if "\u2044" in parts else letters


def _fold_part(part: str) -> str:
    """What one character of a decomposition folds to."""
    if part in _SAME_LETTER:
        return _SAME_LETTER[part]
    if _UNSPACED.match(part):
        return f"{part} "
    category = unicodedata.category(part)
    if category == "Nd":
        return str(unicodedata.digit(part))
    if category in ("Mn", "Me"):
        name = unicodedata.name(part, "")
        return "" if name.startswith(_MARKS_THAT_ARE_NO_LETTERS) else part
    if category == "Cf":
        return ""
    return " " if category[0] in "PSZ" or category == "Cc" else part


_LETTERS = _Letters()


class _Clings(dict[str, bool]):
    """Whether a character belongs to the letter before it, found out when it is first met."""

    def __missing__(self, character: str) -> bool:
        clings = character in _CLINGING or unicodedata.category(character)[0] == "M"
        self[character] = clings
        return clings


_CLINGS = _Clings()


def _fold_cluster(cluster: re.Match[str]) -> str:
    """A letter and its marks as the characters that the table of letters knows."""
    letter = cluster[0]
    if cluster["unspaced"]:
        return f" {unicodedata.normalize('NFC', letter)} "
    whole = unicodedata.normalize("NFKC", letter) if len(letter) > 1 else letter
    if _UNSPACED.match(whole) or not _UNSPACED.match(cluster.string, cluster.end()):
        return whole
    return f"{whole} "


def _compose(text: str) -> str:
    """The text with every letter that needs its marks made whole."""
    if text.isascii() or not _NEEDS_CONTEXT.search(text):
        return text
    return _CLUSTER.sub(_fold_cluster, text)


def _spell(composed: str) -> str:
    """The folded letters, with spaces where there is anything else, several in a row too."""
    spelled = composed.translate(_LETTERS)
    return _NO_POINT_IN_A_NUMBER.sub(" ", spelled) if "." in spelled else spelled


def folded(text: str) -> str:
    """The text reduced to its letters and digits, one space between two words."""
    return " ".join(folded_words(text))


def folded_words(text: str) -> list[str]:
    """The words of the folded text."""
    return _spell(_compose(text)).split()


def folded_lines(text: str) -> list[str]:
    """The folded text of each line, blank ones too."""
    return [" ".join(line.split()) for line in _spell(_compose(text)).split("\n")]


def fingerprint(words: str) -> str:
    """Sixteen digits that tell a folded text from others: the beginning of its SHA-256."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def fold(text: str) -> Folded:
    """The text folded, with the way back to its own offsets."""
    return Folded(folded(text), text)


def separates(character: str) -> bool:
    """Whether a character keeps words apart: punctuation, symbols, spaces."""
    return not _LETTERS[ord(character)].strip(" .\n") and not is_left_out(character)


def has_ligature(text: str) -> bool:
    """Whether a text that was folded before holds a character that is several words, as ﷺ is."""
    return any(character in text for character in _LETTERS.several)


def is_left_out(character: str) -> bool:
    """Whether a character folds to nothing at all: marks, tatweel, zero-width."""
    return not _LETTERS[ord(character)]


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the text that it was folded from; offsets count code points."""

    text: str
    original: str
    _ways: list[tuple[_Drift, ...]] = field(default_factory=list, repr=False, compare=False)
    """How it drifted from the original, last step first; found out when first needed."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that `text[start:end]` was folded from, half-open.

        Marks and tatweel that belong to the last letter are in it, punctuation and
        spaces after it are not.
        """
        if start >= end:
            begin = self._origin(start)
            return begin, begin
        begin, stop = self._origin(start), self._origin(end - 1) + 1
        cluster = _CLUSTER.match(self.original, stop - 1)
        stop = max(stop, cluster.end()) if cluster else stop
        hamza = _HAMZA_BEFORE.search(self.original, max(0, begin - _REACH), begin)
        if hamza and not separates(self.original[begin]):
            begin = hamza.start()
        while stop < len(self.original) and _CLINGS[self.original[stop]]:
            stop += 1
        return begin, stop

    def at(self, offset: int) -> int:
        """How many characters of the folded text come from what stands before this offset."""
        for drift in reversed(self._way()):
            offset = drift.forward(offset)
        return min(offset, len(self.text))

    def _origin(self, offset: int) -> int:
        if offset >= len(self.text):
            return len(self.original)
        for drift in self._way():
            offset = drift.back(offset)
        return offset

    def _way(self) -> tuple[_Drift, ...]:
        if not self._ways:
            composed = _compose(self.original)
            steps = (
                _drift_of_spaces(_spell(composed).replace("\n", " ")),
                _drift_of_letters(composed),
                _drift_of_clusters(self.original, composed),
            )
            self._ways.append(tuple(step for step in steps if step.sites))
        return self._ways[0]


@dataclass(frozen=True, slots=True)
class _Drift:
    """How two texts drift apart where one character does not become exactly one."""

    sites: list[int]
    """The offsets of these characters in the text before."""
    ends: list[int]
    """For each of them, the offset in the text after at which it has been dealt with."""

    def back(self, offset: int) -> int:
        """The offset before of the character that the one at this offset after comes from."""
        passed = bisect_right(self.ends, offset)
        origin = offset
        if passed:
            origin += self.sites[passed - 1] + 1 - self.ends[passed - 1]
        return min(origin, self.sites[passed]) if passed < len(self.sites) else origin

    def forward(self, offset: int) -> int:
        """The offset after at which the character at this offset before begins."""
        passed = bisect_left(self.sites, offset)
        if not passed:
            return offset
        return offset + self.ends[passed - 1] - self.sites[passed - 1] - 1


def _drift(sites: list[int], widths: Iterable[int]) -> _Drift:
    """The drift that comes of the characters at these offsets, each becoming so many."""
    ends = [
        site + total - number
        for number, (site, total) in enumerate(zip(sites, accumulate(widths), strict=True))
    ]
    return _Drift(sites, ends)


def _drift_of_spaces(spelled: str) -> _Drift:
    """Spaces go where another one follows or nothing stands before them."""
    leading = len(spelled) - len(spelled.lstrip(" "))
    needless = _NEEDLESS_SPACE.finditer(spelled, leading)
    sites = [*range(leading), *(space.start() for space in needless)]
    return _drift(sites, [0] * len(sites))


def _drift_of_letters(composed: str) -> _Drift:
    """Some characters fold to none or to several."""
    sites = [site.start() for site in _drifting(len(_LETTERS.drifting)).finditer(composed)]
    return _drift(sites, [len(_LETTERS[ord(composed[site])]) for site in sites])


@lru_cache(maxsize=1)
def _drifting(known: int) -> re.Pattern[str]:
    """The characters that drift, made anew when more of them have become known."""
    return re.compile(f"[{re.escape(''.join(_LETTERS.drifting[:known]))}]")


def _drift_of_clusters(original: str, composed: str) -> _Drift:
    """Of the characters of a letter that was made whole, the first stands for all of them."""
    if composed is original:
        return _Drift([], [])
    sites: list[int] = []
    widths: list[int] = []
    for cluster in _CLUSTER.finditer(original):
        sites += range(*cluster.span())
        widths += [len(_fold_cluster(cluster)), *([0] * (len(cluster[0]) - 1))]
    return _drift(sites, widths)
