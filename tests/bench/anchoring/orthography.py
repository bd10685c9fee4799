"""Other ways to write the same words, and ways to write other words: retyping, and typing wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from tests.bench.anchoring import oracle
from tests.bench.anchoring.dice import Dice

Write = Callable[[str, Dice], str]
"""A text written in another way; unchanged where the way does not apply to it."""

ARABIC_SCRIPT = frozenset({"ar", "fa", "ur"})
_ARABIC = "ء-غف-يپچژگکیہےںٹڈڑھ"
_JOINS = "بتثجحخسشصضطظعغفقكلمنهيیکگپچہھئ"
_HEBREW = "א-ת"
_TASHKEEL = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
_NIQQUD = "\u05b0\u05b4\u05b5\u05b6\u05b7\u05b8\u05b9\u05bc"
_POINTS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]")
_HEBREW_POINTS = re.compile("[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]")


def pointed(text: str, dice: Dice) -> str:
    """Vowel marks set on some letters."""
    return (
        _after(_bare_letter(_ARABIC), _TASHKEEL, dice, text)
        if _any(_ARABIC, text)
        else _after(_bare_letter(_HEBREW), _NIQQUD, dice, text)
    )


def _any(letters: str, text: str) -> bool:
    return re.search(f"[{letters}]", text) is not None


def _bare_letter(letters: str) -> str:
    return rf"([{letters}])(?![\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed])"


def _after(pattern: str, marks: str, dice: Dice, text: str) -> str:
    def mark(found: re.Match[str]) -> str:
        return found[0] + (dice.pick(marks) if dice.chance(0.4) else "")

    return re.sub(pattern, mark, text)


def unpointed(text: str, dice: Dice) -> str:
    """All vowel marks and marks of recitation left out."""
    return _HEBREW_POINTS.sub("", _POINTS.sub("", text))


def _swapped(pairs: Mapping[str, str], share: float) -> Write:
    def write(text: str, dice: Dice) -> str:
        return "".join(
            pairs[letter] if letter in pairs and dice.chance(share) else letter for letter in text
        )

    return write


hamza_dropped = _swapped({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ي"}, 1.0)


def hamza_added(text: str, dice: Dice) -> str:
    """A bare alef at the beginning of a word gets a hamza."""
    return re.sub(r"(?<!\S)ا(?=[ء-ي])", lambda _: dice.pick("أإ"), text)


def ya_swapped(text: str, dice: Dice) -> str:
    """Ya, alef maqsura and Farsi yeh in each other's place."""
    return re.sub("[يىی]", lambda found: dice.pick("يىی".replace(found[0], "")), text)


kaf_swapped = _swapped({"ك": "ک", "ک": "ك"}, 1.0)


def heh_swapped(text: str, dice: Dice) -> str:
    """Heh and ta marbuta at the end of a word, heh and heh goal anywhere."""
    ended = re.sub(r"[ةه](?!\w)", lambda found: {"ة": "ه", "ه": "ة"}[found[0]], text)
    return ended.replace("ہ", "ه")


def tatweel(text: str, dice: Dice) -> str:
    """Letters stretched."""

    def stretch(found: re.Match[str]) -> str:
        return found[0] + ("\N{ARABIC TATWEEL}" * (1 + dice.below(2)) if dice.chance(0.2) else "")

    return re.sub(f"[{_JOINS}](?=[{_ARABIC}])", stretch, text)


_DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
_WIDE_DIGITS = "０１２３４５６７８９"


def _digits(*systems: str) -> Write:
    def write(text: str, dice: Dice) -> str:
        others = [system for system in systems if not set(system) & set(text)]
        if not others:
            return text
        to = dice.pick(others)
        return "".join(
            to[unicodedata.digit(letter)] if letter.isdecimal() else letter for letter in text
        )

    return write


digits = _digits(*_DIGITS)
wide_digits = _digits(_WIDE_DIGITS)

_QUOTES = '"“”„«»‟＂'
_APOSTROPHES = "'’‘ʼ`"
_DASHES = "-–—‐‑−"


def quote_marks(text: str, dice: Dice) -> str:
    """Quotation marks, apostrophes and dashes of another style."""
    style = dice.pick([mark for mark in '"“«' if mark not in text] or ["„"])
    closing = {'"': '"', "“": "”", "«": "»", "„": "”"}[style]
    opening = True
    written = []
    for letter in text:
        if letter in _QUOTES:
            letter, opening = (style if opening else closing), not opening
        elif letter in _APOSTROPHES[:3]:
            letter = "’" if letter != "’" else "'"
        elif letter in _DASHES:
            letter = dice.pick([dash for dash in "-–—‑" if dash != letter])
        written.append(letter)
    return "".join(written)


_STOPS = '،,;؛:.!?؟。，、；：！？"“”„«»()（）《》'


def punctuation_left_out(text: str, dice: Dice) -> str:
    """Commas, stops, quotation marks and brackets at the edges of words not typed."""
    inner = re.sub(rf"(?<=\s)[{re.escape(_STOPS)}]+|[{re.escape(_STOPS)}]+(?=\s)", "", text)
    return inner.strip(_STOPS)


def punctuation_changed(text: str, dice: Dice) -> str:
    """Commas made semicolons and the other way round, more commas between words."""
    other = {"،": "؛", ",": ";", "؛": "،", ";": ",", "，": "；", "。": "！"}
    swapped = "".join(other.get(letter, letter) for letter in text)
    comma = "،" if _any(_ARABIC, text) else ","
    return re.sub(r"(?<=\w) (?=\w)", lambda _: f"{comma} " if dice.chance(0.08) else " ", swapped)


def spaces(text: str, dice: Dice) -> str:
    """Other kinds of space, two of them, or a line end."""
    kinds = ("\N{NO-BREAK SPACE}", "  ", "\n", "\N{THIN SPACE}", "\N{NARROW NO-BREAK SPACE}", "\t")
    return re.sub(r"(?<=\S) (?=\S)", lambda _: dice.pick(kinds) if dice.chance(0.5) else " ", text)


def no_break_spaces(text: str, dice: Dice) -> str:
    """Some spaces made unbreakable; lines stay as they are."""
    return re.sub(
        r"(?<=\S) (?=\S)", lambda _: "\N{NO-BREAK SPACE}" if dice.chance(0.4) else " ", text
    )


def direction_marks(text: str, dice: Dice) -> str:
    """Invisible marks of direction beside spaces, as word processors leave them."""
    marks = ("\u200f", "\u200e", "\u2060", "\u061c", "\ufeff")
    return re.sub(r" ", lambda _: dice.pick(marks) + " " if dice.chance(0.4) else " ", text)


def joiners(text: str, dice: Dice) -> str:
    """The zero-width non-joiner left out, or put between letters that join."""
    if "\u200c" in text:
        return text.replace("\u200c", "")
    return re.sub(
        f"[{_JOINS}](?=[{_ARABIC}])",
        lambda found: found[0] + ("\u200c" if dice.chance(0.15) else ""),
        text,
    )


def decomposed(text: str, dice: Dice) -> str:
    """Normalization form D."""
    return unicodedata.normalize("NFD", text)


def composed(text: str, dice: Dice) -> str:
    """Normalization form C."""
    return unicodedata.normalize("NFC", text)


def _presented() -> Mapping[str, str]:
    forms = {}
    for point in (*range(0xFE80, 0xFEF5), *range(0xFB50, 0xFBFF)):
        kind, _, letter = unicodedata.decomposition(chr(point)).partition(" ")
        if kind in ("<isolated>", "<initial>") and letter and " " not in letter:
            forms[chr(int(letter, 16))] = chr(point)
    return forms


presentation_forms = _swapped(_presented(), 1.0)

wide_letters = _swapped({chr(0x21 + at): chr(0xFF01 + at) for at in range(0x5E)}, 1.0)


def upper(text: str, dice: Dice) -> str:
    """Capitals."""
    return text.upper()


def lower(text: str, dice: Dice) -> str:
    """Small letters."""
    return text.lower()


def turkish_upper(text: str, dice: Dice) -> str:
    """Capitals as Turkish writes them: i has a dot in both cases."""
    return text.replace("i", "İ").replace("ı", "I").upper()


def turkish_lower(text: str, dice: Dice) -> str:
    """Small letters as Turkish writes them."""
    return text.replace("İ", "i").replace("I", "ı").lower()


_ARABIC_WAYS: Mapping[str, Write] = {
    "vowel marks added": pointed,
    "vowel marks left out": unpointed,
    "hamza left out": hamza_dropped,
    "hamza added": hamza_added,
    "ya and alef maqsura": ya_swapped,
    "kaf": kaf_swapped,
    "heh and ta marbuta": heh_swapped,
    "tatweel": tatweel,
    "digits": digits,
    "joiners": joiners,
    "presentation forms": presentation_forms,
}
_ALL_WAYS: Mapping[str, Write] = {
    "quotation marks and dashes": quote_marks,
    "punctuation left out": punctuation_left_out,
    "spaces": spaces,
    "direction marks": direction_marks,
    "form D": decomposed,
    "form C": composed,
}
_OWN_WAYS: Mapping[str, Mapping[str, Write]] = {
    "en": {"capitals": upper, "small letters": lower, "full-width letters": wide_letters},
    "ru": {"capitals": upper, "small letters": lower},
    "tr": {"capitals": turkish_upper, "small letters": turkish_lower},
    "he": {"vowel marks added": pointed, "vowel marks left out": unpointed},
    "zh": {"full-width digits": wide_digits, "full-width letters": wide_letters},
}


HOLDING = {
    "digits": r"\d",
    "full-width digits": r"\d",
    "full-width letters": r"[A-Za-z]",
    "quotation marks and dashes": f"[{re.escape(_QUOTES + _APOSTROPHES + _DASHES)}]",
    "punctuation left out": f"[{re.escape(_STOPS)}]",
}
"""What a quote has to hold for a way of writing to change it, where that is rare."""


def ways(language: str) -> Mapping[str, Write]:
    """The ways to write the same words that a language has, by name."""
    own = _ARABIC_WAYS if language in ARABIC_SCRIPT else _OWN_WAYS[language]
    return {**own, **_ALL_WAYS}


def same_words(text: str, language: str, way: str, dice: Dice) -> str | None:
    """The text in another way of writing; None where that changes nothing.

    A way that would make other words of it (a Chinese comma left out joins nothing, but a dash
    inside of a word may) is not taken.
    """
    written = ways(language)[way](text, dice)
    return written if written != text and oracle.key(written) == oracle.key(text) else None


# --- Other words ---------------------------------------------------------------------------------

_PLAIN = {
    **dict.fromkeys(ARABIC_SCRIPT, "بتجحخدذرزسشصضطظعغفقلمن"),
    "he": "בגדזחטלמנסעפצקרשת",
    "en": "bcdfghjklmnprstvwz",
    "ru": "бвгджзклмнпрстфхцчш",
    "tr": "bcdfghjklmnprstvz",
    "zh": "的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年",
}
"""Letters that no rule of spelling puts in another's place."""


def letter_replaced(text: str, language: str, dice: Dice) -> str | None:
    """One letter another."""
    plain = _PLAIN[language]
    at = _some_plain(text, language, dice)
    if at is None:
        return None
    return text[:at] + dice.pick([other for other in plain if other != text[at]]) + text[at + 1 :]


def letter_dropped(text: str, language: str, dice: Dice) -> str | None:
    """One letter forgotten."""
    at = _some_plain(text, language, dice)
    return None if at is None else text[:at] + text[at + 1 :]


def letters_exchanged(text: str, language: str, dice: Dice) -> str | None:
    """Two letters that stand side by side in the wrong order."""
    plain = _PLAIN[language] if language != "zh" else _han(text)
    places = [
        at
        for at in range(len(text) - 1)
        if text[at] in plain and text[at + 1] in plain and text[at] != text[at + 1]
    ]
    if not places:
        return None
    at = dice.pick(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def digit_changed(text: str, language: str, dice: Dice) -> str | None:
    """One digit another."""
    places = [at for at, letter in enumerate(text) if letter.isdecimal()]
    if not places:
        return None
    at = dice.pick(places)
    other = chr(ord(text[at]) + (1 if unicodedata.digit(text[at]) < 9 else -1))
    return text[:at] + other + text[at + 1 :]


def _han(text: str) -> str:
    return "".join(letter for letter in text if "\u4e00" <= letter <= "\u9fff")


def _some_plain(text: str, language: str, dice: Dice) -> int | None:
    plain = _PLAIN[language] if language != "zh" else _han(text)
    places = [at for at, letter in enumerate(text) if letter in plain]
    return dice.pick(places) if places else None
